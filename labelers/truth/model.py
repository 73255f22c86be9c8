"""Everything that is known of one frame, as plain data: what ``truth/000007.json`` holds.

Lengths are metres, angles degrees where a name ends in ``_deg``, pixels continuous: pixel (u, v) covers
[u, u+1) x [v, v+1). World and camera frames are those of docs/design.md. Numbers are rounded where they are
made (see :mod:`labelers.truth.rounding`), so that writing and reading a truth changes nothing.
"""

from dataclasses import dataclass
from typing import Any

from labelers.truth.mask import Mask
from labelers.truth.rows_goods import HiddenTruth, OccluderTruth, ProductTruth, ShapeTruth, SkuTruth, TagTruth
from labelers.truth.rows_picture import (
    CameraTruth,
    LightTruth,
    MaterialTruth,
    PaletteTruth,
    SecondViewTruth,
    SegmentTruth,
    WorldTruth,
)
from labelers.truth.rows_shelf import (
    BayTruth,
    DifferenceTruth,
    FrontPlane,
    GapTruth,
    PlannedTruth,
    ShelfTruth,
)
from labelers.truth.values import (
    DOCUMENTED,
    Box,
    Corners,
    Cover,
    Facing,
    Line,
    Matrix3,
    Matrix4,
    MaybePx,
    NamedPoint,
    Place,
    Point,
    Pose,
    Px,
    Quad,
    Quaternion,
    Row4,
    TextLine,
    Vec3,
    Xywh,
)

__all__ = [
    "DOCUMENTED",
    "FORMAT",
    "VERSION",
    "BayTruth",
    "Box",
    "CameraTruth",
    "Corners",
    "Cover",
    "DifferenceTruth",
    "Facing",
    "FrameTruth",
    "FrontPlane",
    "GapTruth",
    "HiddenTruth",
    "LightTruth",
    "Line",
    "Mask",
    "MaterialTruth",
    "Matrix3",
    "Matrix4",
    "MaybePx",
    "NamedPoint",
    "OccluderTruth",
    "PaletteTruth",
    "Place",
    "PlannedTruth",
    "Point",
    "Pose",
    "ProductTruth",
    "Px",
    "Quad",
    "Quaternion",
    "Row4",
    "SecondViewTruth",
    "SegmentTruth",
    "ShapeTruth",
    "ShelfTruth",
    "SkuTruth",
    "TagTruth",
    "TextLine",
    "Vec3",
    "WorldTruth",
    "Xywh",
]

FORMAT, VERSION = "gondola-truth", 3


@dataclass(frozen=True)
class FrameTruth:
    """All of it. Tables are tuples of rows here and columns of equal length in JSON."""

    __pydantic_config__ = DOCUMENTED
    frame_index: int
    """Which frame of the dataset."""
    recipe: str
    """Name of the recipe."""
    recipe_key: str
    """Content hash of the recipe."""
    camera: CameraTruth
    """The camera."""
    skus: tuple[SkuTruth, ...]
    """Articles with a package in the frame or a place on a shelf."""
    shapes: tuple[ShapeTruth, ...]
    """Meshes of products and occluders that are seen."""
    products: tuple[ProductTruth, ...]
    """Packages that are seen, by id."""
    hidden: tuple[HiddenTruth, ...]
    """Packages that are not, by id."""
    occluders: tuple[OccluderTruth, ...]
    """Things before the shelf, by id."""
    tags: tuple[TagTruth, ...]
    """Price tags, by id."""
    shelves: tuple[ShelfTruth, ...]
    """Decks or rows of hooks of the main fixture, bay by bay from the bottom."""
    bays: tuple[BayTruth, ...]
    """Sections of the main fixture that have decks or hooks."""
    front_plane: FrontPlane | None
    """Its front plane; null where it has neither or the camera stands behind the plane."""
    planned: tuple[PlannedTruth, ...]
    """The planogram of the main fixture; empty where goods lie in bins, on pallets or belts."""
    changes: tuple[DifferenceTruth, ...]
    """What was done to the shelf on purpose, counted where it was done."""
    differences: tuple[DifferenceTruth, ...]
    """In what the realised shelf is not as planned, measured from poses, articles and tags alone."""
    gaps: tuple[GapTruth, ...]
    """Room for goods where none stand."""
    segments: tuple[SegmentTruth, ...]
    """What else the segment map's values mean; see :func:`labelers.truth.segments.all_segments`."""
    palette: tuple[PaletteTruth, ...]
    """All semantic classes."""
    lights: tuple[LightTruth, ...]
    """Lamps."""
    world: WorldTruth
    """Light from everywhere."""
    materials: tuple[MaterialTruth, ...]
    """Surfaces of the products."""
    second_view: SecondViewTruth | None
    """The second picture; null where there is none."""
    facts: dict[str, Any]
    """What was drawn for the frame: the situation, the light, counts."""
