"""Rows of a truth: the fixture, its planogram and its gaps."""

from dataclasses import dataclass
from typing import Literal

from labelers.truth.mask import Mask
from labelers.truth.values import DOCUMENTED, Facing, Line, Matrix3, Pose, Quad, Vec3, Xywh


@dataclass(frozen=True)
class ShelfTruth:
    """A deck of the fixture, or a row of its hooks."""

    __pydantic_config__ = DOCUMENTED
    bay: int
    """From the left."""
    shelf: int
    """From the bottom."""
    x0_m: float
    """Left end."""
    x1_m: float
    """Right end."""
    y_front_m: float
    """Front edge, or the hooks' tips."""
    y_back_m: float
    """Back."""
    z_m: float
    """Height of the front edge, or of the lowest that hangs on the hooks."""
    clearance_m: float
    """Free height above it."""
    tilt_rad: float
    """By how much it rises towards the back."""
    hooks_m: float | None
    """Height of the hooks above z; null for a deck."""
    opening_quad_px: Quad
    """Corners of its front opening: (x0, top), (x1, top), (x1, z), (x0, z) at y_front."""
    outline_px: Line
    """The opening's outline through the lens, as a polygon cut off at the picture's border."""
    box_xywh: Xywh | None
    """Box of ``outline_px``: the shelf row; null where nothing of it is in the picture."""
    front_edge_px: tuple[Line, ...]
    """The front edge, or the line of the hooks' tips, through the lens, inside the picture: usually one
    polyline."""


@dataclass(frozen=True)
class BayTruth:
    """A section of the fixture: what its decks' front openings span, in one upright plane."""

    __pydantic_config__ = DOCUMENTED
    bay: int
    """From the left."""
    x0_m: float
    """Left end."""
    x1_m: float
    """Right end."""
    y_m: float
    """The plane: the front edge of its foremost deck."""
    z0_m: float
    """Lowest deck."""
    z1_m: float
    """Upper end of its highest opening."""
    quad_px: Quad
    """Corners: (x0, z1), (x1, z1), (x1, z0), (x0, z0)."""
    outline_px: Line
    """Its outline through the lens, as a polygon cut off at the picture's border."""


@dataclass(frozen=True)
class FrontPlane:
    """The fixture's upright front plane and how it is flattened; see docs/truth.md for the lens."""

    __pydantic_config__ = DOCUMENTED
    y_m: float
    """The plane y = y_m of the world."""
    x0_m: float
    """Left end of the rectified view."""
    x1_m: float
    """Right end."""
    z0_m: float
    """Lower end."""
    z1_m: float
    """Upper end."""
    m_per_px: float
    """Length of a rectified pixel; pixel (0, 0) has its outer corner at (x0, z1)."""
    width_px: int
    """Width of the rectified view."""
    height_px: int
    """Height of the rectified view."""
    undistorted_from_plane: Matrix3
    """Homography (x_m, z_m, 1) -> pixel of the pinhole camera with this camera's fx, fy, cx, cy."""
    undistorted_from_rectified: Matrix3
    """Homography from the rectified view's pixels to those of the same pinhole camera."""


@dataclass(frozen=True)
class PlannedTruth:
    """An article's place on a deck or on hooks as planned, before anything was sold, mislaid or upset."""

    __pydantic_config__ = DOCUMENTED
    bay: int
    """From the left."""
    shelf: int
    """From the bottom."""
    slot: int
    """From the left within the shelf."""
    sku: int
    """Row of the article in ``skus``."""
    x0_m: float
    """Left end of its stretch of the deck."""
    x1_m: float
    """Right end."""
    facings_wide: int
    """Facings beside each other."""
    facings_high: int
    """Most packages on top of each other."""
    facings_deep: int
    """Most packages behind each other."""
    facings: tuple[Facing, ...]
    """One by one, from the left."""


@dataclass(frozen=True)
class DifferenceTruth:
    """In what the shelf is not as planned; of the table ``changes``, what was done to it on purpose."""

    __pydantic_config__ = DOCUMENTED
    kind: str
    """What is wrong, such as "out_of_stock"; see docs/truth.md."""
    bay: int
    """Where: the planned slot's bay,"""
    shelf: int
    """shelf,"""
    slot: int
    """and slot."""
    planned: int
    """Row of the slot's article in ``skus``."""
    found: int | None
    """Row of what is there, or is shown on the tag, instead; null where that means nothing."""
    count: int
    """How many are concerned: facings, packages or tags, by kind."""
    of: int
    """Of how many."""


@dataclass(frozen=True)
class GapTruth:
    """Room for goods where none stand: neighbouring facings of a slot that are empty, or empty in front."""

    __pydantic_config__ = DOCUMENTED
    kind: Literal["empty", "front"]
    """ "empty": nothing stands there; "front": something does, but far behind its planned place."""
    bay: int
    """Bay."""
    shelf: int
    """Shelf."""
    slot: int
    """Slot."""
    sku: int
    """Row in ``skus`` of the article that should be there."""
    first_facing: int
    """The leftmost facing concerned."""
    facings: int
    """Width in facings."""
    is_whole_slot: bool
    """Whether these are all facings of the slot."""
    pose_world: Pose
    """World from the deck's frame, in which the empty room is a box: x to the right, y to the back, z up."""
    low_m: Vec3
    """Lowest corner of the empty room in that frame."""
    high_m: Vec3
    """Highest corner."""
    quad_px: Quad
    """Its front face through the lens: top left, top right, bottom right, bottom left."""
    outline_px: Line
    """Outline of the front face through the lens, as a polygon cut off at the picture's border."""
    box_xywh: Xywh | None
    """Box of ``outline_px``; null where nothing of it is in the picture."""
    mask: Mask | None
    """Pixels whose rays pass through the front face before they meet anything; null where there are none."""
    visible_fraction: float
    """Pixels of the mask over all those inside the picture whose rays pass through the front face."""
