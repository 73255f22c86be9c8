"""Rows of a truth: packages, what stands before them, and price tags."""

from dataclasses import dataclass

from labelers.truth.mask import Mask
from labelers.truth.values import (
    DOCUMENTED,
    Box,
    Cover,
    NamedPoint,
    Place,
    Point,
    Pose,
    Quad,
    TextLine,
    Vec3,
)


@dataclass(frozen=True)
class SkuTruth:
    """An article with a package in the frame or a place on a shelf. Others refer to its row, from 0."""

    __pydantic_config__ = DOCUMENTED
    sku: str
    """Its name in the catalogue."""
    gtin: str
    """Its barcode's number."""
    brand: str
    """Brand."""
    name: str
    """Name."""
    variant: str
    """Variant, such as the flavour."""
    category: tuple[str, ...]
    """Category path, the coarsest first."""
    archetype: str
    """Kind of package."""
    size_m: Vec3
    """Width, depth, height, standing with its front to the shopper."""
    net: str
    """Net content, as printed."""
    price_minor: int
    """Price in the currency's minor unit."""
    currency: str
    """ISO 4217."""


@dataclass(frozen=True)
class ShapeTruth:
    """A mesh in its own frame: of packages the origin is the centre of the base, the front towards -y."""

    __pydantic_config__ = DOCUMENTED
    low_m: Vec3
    """Lowest corner of its box."""
    high_m: Vec3
    """Highest corner."""
    keypoints: tuple[NamedPoint, ...]
    """Its keypoints; those of a package in the picture come in the same order."""


@dataclass(frozen=True)
class ProductTruth:
    """A package of which at least one pixel is seen."""

    __pydantic_config__ = DOCUMENTED
    id: int
    """Its value in the instance map and in the segment map."""
    sku: int
    """Row of its article in ``skus``."""
    place: Place | None
    """Where on the fixture it belongs."""
    is_front_facing: bool
    """Whether nothing of its facing (in a stack: of its layer) stands before it; see docs/truth.md."""
    front_turn_deg: float
    """Angle between its front and the way to the shopper (-y): 0 as it should stand, 180 from behind."""
    mask: Mask
    """Its visible pixels."""
    amodal_mask: Mask | None
    """The pixels inside the picture that it would cover alone; null where that is ``mask``."""
    unclipped_box_xywh: Box | None
    """Tight box of all pixels it would cover, beyond the picture's border too; null where it has none there,
    so that the amodal mask's box is all."""
    area_px: int
    """Pixels of ``mask``."""
    amodal_area_px: int
    """Pixels of the amodal mask."""
    visible_fraction: float
    """``area_px / amodal_area_px``."""
    truncated_fraction: float
    """Share of its pixels, if the picture had no border, that lie outside."""
    covered_by: tuple[Cover, ...]
    """Who is seen in its place, most pixels first; they add up to amodal_area_px - area_px."""
    distance_m: float
    """From the camera to the centre of its box."""
    pose_world: Pose
    """World from object. The object's origin is the centre of its base, its front towards -y. That in the
    camera's frame is the inverse of ``camera.world_from_camera`` times this."""
    shape: int
    """Row of its mesh in ``shapes``, which has its box in its own frame."""
    keypoints: tuple[Point, ...]
    """In the order of its article's ``keypoints``."""
    materials: tuple[int, ...]
    """Its rows in ``materials``, by slot of its mesh."""


@dataclass(frozen=True)
class OccluderTruth:
    """A thing before the shelf of which at least one pixel is seen. Fields as of products."""

    __pydantic_config__ = DOCUMENTED
    id: int
    """Its value in the instance map and in the segment map."""
    thing: str
    """What it is, such as "trolley"."""
    mask: Mask
    """Its visible pixels."""
    amodal_mask: Mask | None
    """As of products."""
    unclipped_box_xywh: Box | None
    """As of products."""
    area_px: int
    """Pixels of ``mask``."""
    amodal_area_px: int
    """Pixels of the amodal mask."""
    visible_fraction: float
    """``area_px / amodal_area_px``."""
    truncated_fraction: float
    """As of products."""
    covered_by: tuple[Cover, ...]
    """As of products."""
    distance_m: float
    """From the camera to the centre of its box."""
    pose_world: Pose
    """World from object."""
    shape: int
    """Row of its mesh in ``shapes``, which has its box in its own frame."""


@dataclass(frozen=True)
class HiddenTruth:
    """A package that is in the scene and of which no pixel is seen."""

    __pydantic_config__ = DOCUMENTED
    id: int
    """Its instance id, which no pixel has."""
    sku: int
    """Row of its article in ``skus``."""
    place: Place | None
    """Where on the fixture it belongs."""
    is_front_facing: bool
    """As of products."""
    base_m: Vec3
    """Centre of its base in the world, to a millimetre."""


@dataclass(frozen=True)
class TagTruth:
    """A price tag of which at least one pixel is seen."""

    __pydantic_config__ = DOCUMENTED
    id: int
    """Its value in the segment map; the instance map has 0 there."""
    mask: Mask
    """Its visible pixels."""
    quad_px: Quad
    """Corners of the card's printed face: top left, top right, bottom right, bottom left, as printed."""
    visible_fraction: float
    """Visible pixels over those that it would cover alone, inside the picture."""
    truncated_fraction: float
    """As of products."""
    pose_world: Pose
    """World from object."""
    sku: int | None
    """Row in ``skus`` of the article whose slot it hangs at; null for cards that price nothing."""
    shows_sku: int | None
    """Row of the article that is printed on it."""
    is_right: bool | None
    """Whether these are the same; null where nothing is priced."""
    price_minor: int | None
    """The printed price in the currency's minor unit."""
    currency: str | None
    """ISO 4217."""
    gtin: str | None
    """What its barcode says; null where it has none."""
    barcode_px: Quad | None
    """Corners of the barcode's bars, as of ``quad_px``; null where it has none."""
    lines: tuple[TextLine, ...]
    """What is printed on it, as far as it is large enough to be read: at least 4 pixels high."""
