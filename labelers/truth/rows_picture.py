"""Rows of a truth: camera, segments, light and surfaces."""

from dataclasses import dataclass
from typing import Literal

from labelers.truth.values import DOCUMENTED, Box, Matrix4, Pose, Vec3


@dataclass(frozen=True)
class CameraTruth:
    """The camera; :func:`labelers.truth.camera.camera_of` makes it a working one again."""

    __pydantic_config__ = DOCUMENTED
    width_px: int
    """Width of the picture."""
    height_px: int
    """Height of the picture."""
    fx_px: float
    """Focal length along x."""
    fy_px: float
    """Focal length along y."""
    cx_px: float
    """Principal point, x."""
    cy_px: float
    """Principal point, y."""
    lens: Literal["brown_conrady", "fisheye"]
    """Which model the coefficients belong to."""
    coefficients: tuple[float, ...]
    """In OpenCV's order: k1, k2, p1, p2, k3 of Brown-Conrady; k1, k2, k3, k4 of the fisheye."""
    field_rad: float | None
    """Full angle of a fisheye's image circle."""
    world_from_camera: Matrix4
    """Rigid transform; camera axes x right, y down, z forward."""
    fstop: float
    """Aperture; 0 where everything is sharp. Labels do not know of blur."""
    focus_m: float
    """Distance along the optical axis that is in focus."""
    sensor_width_mm: float
    """Width of the sensor that ``fx_px`` and ``width_px`` are thought of."""


@dataclass(frozen=True)
class SegmentTruth:
    """A value of the segment map that no product, occluder or price tag has: signs, and stuff by class."""

    __pydantic_config__ = DOCUMENTED
    id: int
    """Its value in the map: products and occluders have their instance ids, price tags and these follow."""
    semantic: str
    """Its class: a name in ``palette``."""
    is_thing: bool
    """False for stuff, which has one segment for all of it."""
    area_px: int
    """Its pixels."""
    box_xywh: Box
    """Their tight box."""


@dataclass(frozen=True)
class PaletteTruth:
    """A semantic class."""

    __pydantic_config__ = DOCUMENTED
    semantic: str
    """Its name."""
    id: int
    """Its value in semantic maps."""
    is_thing: bool
    """Whether each object of it is a segment of its own."""
    color: tuple[int, int, int]
    """sRGB, 0..255, for pictures of it."""


@dataclass(frozen=True)
class LightTruth:
    """A rectangle that emits along its own -z axis."""

    __pydantic_config__ = DOCUMENTED
    pose_world: Pose
    """World from light."""
    size_wh_m: tuple[float, float]
    """Its sides."""
    power_w: float
    """Radiant power of the whole lamp."""
    color: Vec3
    """Linear Rec.709 with a maximum of 1."""


@dataclass(frozen=True)
class WorldTruth:
    """Light from everywhere."""

    __pydantic_config__ = DOCUMENTED
    color: Vec3
    """Linear Rec.709."""
    strength: float
    """Times ``color``: radiance in W/m2/sr."""
    environment: str
    """Name of the panorama that spreads it, or ""."""
    turn_rad: float
    """By how much that is turned about the vertical."""


@dataclass(frozen=True)
class MaterialTruth:
    """The surface of a product, reduced to numbers: a principled material without its pictures."""

    __pydantic_config__ = DOCUMENTED
    name: str
    """Its finish."""
    color: Vec3
    """Base colour, linear Rec.709; multiplies the artwork where it has one."""
    has_artwork: bool
    """Whether a picture gives its base colour."""
    roughness: float
    """0 mirror, 1 matt."""
    metallic: float
    """0 or 1."""
    coat: float
    """Strength of a clear coat."""
    transmission: float
    """1 for clear solids."""
    ior: float
    """Index of refraction."""
    is_traced: bool
    """False for what labels look through."""


@dataclass(frozen=True)
class SecondViewTruth:
    """A second picture of the same scene, where the recipe asks for one."""

    __pydantic_config__ = DOCUMENTED
    kind: Literal["stereo", "motion"]
    """A parallel camera to the right, or the same camera a moment later."""
    camera: CameraTruth
    """The camera that took it."""
    camera_from_first: Matrix4
    """From the first camera's frame to the second's."""
