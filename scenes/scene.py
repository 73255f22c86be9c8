"""A frozen scene: everything that a renderer or a labeller may know about one frame."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from assets.arrays import frozen
from assets.keypoints import Keypoint
from assets.material import Material, Rgb
from assets.mesh import Mesh
from assets.product import Sku
from scenes.camera import Camera
from scenes.plan import ShelfPlan, TagFacts

F64 = NDArray[np.float64]


@dataclass(frozen=True)
class Slot:
    """Where on the fixture a product stands; every index counts from 0.

    Bays from the left, shelves from the bottom, slots from the left within a shelf, facings from the left
    within a slot, depth from the front, stack from the bottom.
    """

    bay: int
    shelf: int
    slot: int
    facing: int
    depth: int
    stack: int


@dataclass(frozen=True, eq=False)
class Instance:
    """One placed mesh.

    ``instance_id`` is 1..n for things that are labelled (products first, then occluders) and 0 for everything
    else. ``world_from_object`` is a rigid (4, 4) float64 transform. ``materials`` are keys into the scene's
    materials, one per mesh slot. ``thing`` says what an occluder is, e.g. "trolley", or which part of
    the fixture or the store. ``tag`` is what an article's price tag says.
    """

    instance_id: int
    kind: Literal["product", "price_tag", "fixture", "store", "occluder", "sign"]
    mesh: str
    materials: tuple[str, ...]
    world_from_object: F64
    sku: str | None = None
    slot: Slot | None = None
    thing: str = ""
    tag: TagFacts | None = None

    def __post_init__(self) -> None:
        object.__setattr__(
            self, "world_from_object", frozen(self.world_from_object, np.float64).reshape(4, 4)
        )


@dataclass(frozen=True, eq=False)
class AreaLight:
    """A one-sided rectangle that emits along its own -z axis (as Blender's area lights do).

    ``power_w`` is radiant power of the whole lamp; ``color`` linear Rec.709 with a maximum of 1. ``pattern``
    "shelves" spreads it like goods on the other side of an aisle, with the same mean, for what mirrors it;
    the draft engine takes the mean.
    """

    world_from_light: F64
    size_wh_m: tuple[float, float]
    power_w: float
    color: Rgb
    pattern: Literal["", "shelves"] = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "world_from_light", frozen(self.world_from_light, np.float64).reshape(4, 4))


@dataclass(frozen=True)
class World:
    """Light from everywhere: radiance (W/m2/sr) = ``color`` x ``strength``.

    ``environment`` names one of the panoramas that come with Blender; it spreads that light as in the
    panorama, turned by ``turn_rad`` about the vertical, with the same mean. The draft engine takes the mean.
    """

    color: Rgb = (1.0, 1.0, 1.0)
    strength: float = 0.3
    environment: str = ""
    turn_rad: float = 0.0


@dataclass(frozen=True)
class RenderSettings:
    samples: int
    adaptive_threshold: float
    denoise: bool
    noise_seed: int


@dataclass(frozen=True)
class LabelSettings:
    """What becomes an annotation, and of which class: a policy of annotators (docs/policies.md), resolved.

    At least this many visible pixels, and this part of the object's pixels inside the picture; only the front
    package of a facing; at most so deep in its row as planned (None: any depth), and at most so much of it
    outside the picture. ``occluders`` are listed or not. ``one_class`` is the name of the class of all
    products where ``class_level`` is "product".
    """

    min_visible_px: int
    min_visible_fraction: float
    class_level: Literal["product", "category", "brand", "sku"]
    front_only: bool = False
    max_depth_index: int | None = None
    max_truncation: float = 1.0
    occluders: bool = False
    one_class: str = "product"
    name: str = "all-visible"


@dataclass(frozen=True)
class PostSettings:
    """How light becomes a picture, drawn for this frame. Defaults change nothing but exposure and tone.

    ``exposure_ev`` is relative to the automatic exposure; ``white_balance_k`` is what the camera believes
    the light to be; ``noise_iso`` 0 means a noiseless sensor; ``vignetting`` is the fall-off at the corners
    (0..1).
    """

    exposure_ev: float = 0.0
    white_balance_k: float = 6500.0
    contrast: float = 1.0
    saturation: float = 1.0
    vignetting: float = 0.0
    noise_iso: float = 0.0
    blur_px: float = 0.0
    sharpen: float = 0.0
    noise_seed: int = 0
    sharpen_radius_px: float = 1.0
    tint: float = 0.0
    chroma_noise: float = 0.0
    smear: float = 0.0
    chromatic_px: float = 0.0
    glare: float = 0.0
    ghosts: float = 0.0
    motion_px: float = 0.0
    motion_deg: float = 0.0
    detail: float = 1.0
    jpeg_quality: float = 0.0


@dataclass(frozen=True, eq=False)
class SecondView:
    """Another camera that takes a picture of the same scene: of a stereo pair, or a moment later."""

    kind: Literal["stereo", "motion"]
    camera: Camera


@dataclass(frozen=True, eq=False)
class Scene:
    """One frame before anything is rendered. Plain, frozen data; nothing downstream draws a random number.

    ``plan`` is the fixture's planogram and what was changed; None where nothing is planned. ``keypoints`` are
    those of the products' meshes, for those that have any. ``skus`` are all articles with a package or a
    place on a shelf. ``second`` is a second view, where the recipe asks for one.
    """

    recipe: str
    recipe_key: str
    frame_index: int
    camera: Camera
    instances: tuple[Instance, ...]
    meshes: Mapping[str, Mesh]
    materials: Mapping[str, Material]
    skus: Mapping[str, Sku]
    lights: tuple[AreaLight, ...]
    world: World
    render: RenderSettings
    labels: LabelSettings
    post: PostSettings
    facts: Mapping[str, float | int | str] = field(default_factory=dict)
    plan: ShelfPlan | None = None
    keypoints: Mapping[str, tuple[Keypoint, ...]] = field(default_factory=dict)
    second: SecondView | None = None
