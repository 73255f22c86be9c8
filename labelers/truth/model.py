"""Everything that is known of one frame, as plain data: what ``truth/000007.json`` holds.

Lengths are metres, angles degrees where a name ends in ``_deg``, pixels continuous: pixel (u, v) covers
[u, u+1) x [v, v+1). World and camera frames are those of docs/design.md. Numbers are rounded where they are
made (see :mod:`labelers.truth.rounding`), so that writing and reading a truth changes nothing.
"""

from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from pydantic import ConfigDict

from labelers.truth.mask import Mask

FORMAT, VERSION = "gondola-truth", 1
DOCUMENTED = ConfigDict(use_attribute_docstrings=True)

Vec3 = tuple[float, float, float]
Quaternion = tuple[float, float, float, float]
Xywh = tuple[float, float, float, float]
Box = tuple[int, int, int, int]
Px = tuple[float, float]
MaybePx = Px | None
Quad = tuple[MaybePx, MaybePx, MaybePx, MaybePx]
Corners = tuple[MaybePx, MaybePx, MaybePx, MaybePx, MaybePx, MaybePx, MaybePx, MaybePx]
Line = tuple[Px, ...]
Matrix3 = tuple[Vec3, Vec3, Vec3]
Row4 = tuple[float, float, float, float]
Matrix4 = tuple[Row4, Row4, Row4, Row4]


class Pose(NamedTuple):
    """Where an object is: ``p_frame = R(q) p_object + t``. As JSON ``[[w, x, y, z], [x, y, z]]``."""

    q_wxyz: Quaternion
    """Unit quaternion, real part first and not negative."""
    t_m: Vec3
    """The object's origin in the frame."""


class Place(NamedTuple):
    """Where on the fixture a product belongs; every index counts from 0. As JSON a list of six."""

    bay: int
    """From the left; neighbouring fixtures go on counting, below 0 on the left."""
    shelf: int
    """From the bottom."""
    slot: int
    """From the left within the shelf."""
    facing: int
    """From the left within the slot."""
    depth: int
    """From the front."""
    stack: int
    """From the bottom."""


class Point(NamedTuple):
    """A keypoint in the picture. As JSON ``[x, y, visibility]``."""

    x_px: float
    """0 where the visibility is 0."""
    y_px: float
    """0 where the visibility is 0."""
    visibility: Literal[0, 1, 2]
    """As COCO has it: 0 outside the picture, 1 covered by something, 2 seen."""


class Cover(NamedTuple):
    """Who stands before an object. As JSON ``[segment, pixels]``."""

    segment: int
    """The value that these pixels have in the segment map: of products and occluders the instance id."""
    pixels: int
    """How many pixels of the object's whole mask show it instead."""


class Facing(NamedTuple):
    """A facing as planned. As JSON a list of five."""

    x0_m: float
    """Left end."""
    x1_m: float
    """Right end."""
    high: int
    """Packages on top of each other."""
    deep: int
    """Packages behind each other."""
    setback_m: float
    """How far its front stands behind the deck's front edge."""


class TextLine(NamedTuple):
    """A line of text. As JSON ``[text, says, quad, visible_fraction]``."""

    text: str
    """As printed."""
    says: str
    """What it tells: name, price, currency, net, article."""
    quad_px: Quad
    """Its corners in the order of reading: top left, top right, bottom right, bottom left."""
    visible_fraction: float
    """Share of the line's area that is in the picture and not covered, by samples of the trace."""


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


class NamedPoint(NamedTuple):
    """A point of a shape. As JSON ``[name, [x, y, z]]``."""

    name: str
    """What it is."""
    at_m: Vec3
    """Where, in the shape's own frame."""


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
    corners_px: Corners
    """The box's corners through the lens, where x, y, z of corner k are high if bits 0, 1, 2 of k are set;
    null for what is behind the camera or beyond the lens."""
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
    corners_px: Corners
    """As of products."""


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
    pose_world: Pose
    """World from object."""


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


@dataclass(frozen=True)
class ShelfTruth:
    """A deck of the fixture."""

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
    """Front edge."""
    y_back_m: float
    """Back."""
    z_m: float
    """Height of the front edge."""
    clearance_m: float
    """Free height above it."""
    tilt_rad: float
    """By how much it rises towards the back."""
    opening_quad_px: Quad
    """Corners of its front opening: (x0, top), (x1, top), (x1, z), (x0, z) at y_front."""
    outline_px: Line
    """The opening's outline through the lens, as a polygon cut off at the picture's border."""
    box_xywh: Xywh | None
    """Box of ``outline_px``: the shelf row; null where nothing of it is in the picture."""
    front_edge_px: tuple[Line, ...]
    """The front edge through the lens, inside the picture: usually one polyline."""


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
    """An article's place on a deck as planned, before anything was sold, mislaid or upset."""

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
    """Room for goods where none stand: a slot's neighbouring facings that are empty, or empty in front."""

    __pydantic_config__ = DOCUMENTED
    kind: Literal["empty", "frontal"]
    """ "empty": nothing stands there; "frontal": something does, but far behind its planned place."""
    bay: int
    """Bay."""
    shelf: int
    """Shelf."""
    slot: int
    """Slot."""
    sku: int
    """Row in ``skus`` of the article that should be there."""
    facings: int
    """Width in facings."""
    low_m: Vec3
    """Lowest corner of the empty room, world frame."""
    high_m: Vec3
    """Highest corner."""
    quad_px: Quad
    """Its front face through the lens: top left, top right, bottom right, bottom left."""
    outline_px: Line
    """Outline of the front face through the lens, as a polygon cut off at the picture's border."""
    mask: Mask | None
    """Pixels whose rays pass through the front face before anything else; null where there are none."""
    visible_fraction: float
    """Pixels of the mask over those of the front face inside the picture."""


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
    """Decks of the main fixture, bay by bay from the bottom."""
    bays: tuple[BayTruth, ...]
    """Sections of the main fixture that have decks."""
    front_plane: FrontPlane | None
    """Its front plane; null where it has no decks or the camera stands behind the plane."""
    planned: tuple[PlannedTruth, ...]
    """The planogram of the main fixture; empty where goods hang or lie in bins."""
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
