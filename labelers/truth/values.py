"""Small values that rows of a truth are made of; as JSON they are lists."""

from typing import Literal, NamedTuple

from pydantic import ConfigDict

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


class NamedPoint(NamedTuple):
    """A point of a shape. As JSON ``[name, [x, y, z]]``."""

    name: str
    """What it is."""
    at_m: Vec3
    """Where, in the shape's own frame."""
