"""What was planned for the fixture, and what disorder then did to it.

The plan says where every article belongs, facing by facing, before anything is sold, mislaid or upset.
Changes are what was done to it on purpose, counted where it was done; nothing here is measured from the
finished scene. :mod:`labelers.compliance` measures, and must come to the same.
"""

from dataclasses import dataclass
from typing import Any, Literal, get_args

type ChangeKind = Literal[
    "out_of_stock",
    "low_stock",
    "misplaced",
    "foreign",
    "turned",
    "fallen",
    "pushed_back",
    "wrong_tag",
    "missing_tag",
]
CHANGE_KINDS: tuple[str, ...] = get_args(ChangeKind.__value__)
TURNED_RAD = 0.2617993877991494
"""From 15 degrees on a package counts as turned: less is how hands put things down."""
PUSHED_BACK_M = 0.03
"""From 3 cm behind its planned place on, the front of a facing counts as pushed back."""
Point = tuple[float, float, float]
Quad = tuple[Point, Point, Point, Point]


@dataclass(frozen=True)
class PlannedFacing:
    """One facing as planned: its place (x as the row's), how many packages high and deep, and how far its
    front stands behind the deck's front edge."""

    x0_m: float
    x1_m: float
    high: int
    deep: int
    setback_m: float


@dataclass(frozen=True)
class PlannedSlot:
    """One article's place on a deck. Bays and slots count from the left, shelves from the bottom, from 0.

    ``x0_m`` to ``x1_m`` is its stretch of the deck (world x). ``facings_high`` and ``facings_deep`` are the
    greatest of its ``facings``. ``tag_x_m`` is where the middle of its price tag goes (world x), None where
    it has none.
    """

    bay: int
    shelf: int
    slot: int
    sku: str
    x0_m: float
    x1_m: float
    facings_wide: int
    facings_high: int
    facings_deep: int
    facings: tuple[PlannedFacing, ...] = ()
    tag_x_m: float | None = None

    @property
    def packages(self) -> int:
        """How many packages the plan asks for."""
        return sum(facing.high * facing.deep for facing in self.facings)


@dataclass(frozen=True)
class ShelfRow:
    """A deck of the fixture in the world: its rectangle, the height of its front edge, the free height above.

    With ``tilt_rad`` it rises by that angle towards the back, about its front edge. A row of hooks has
    ``hooks_m``, their height above ``z_m``, which is where its lowest package ends; ``y_front_m`` is the
    hooks' tips.
    """

    bay: int
    shelf: int
    x0_m: float
    x1_m: float
    y_front_m: float
    y_back_m: float
    z_m: float
    clearance_m: float
    tilt_rad: float = 0.0
    hooks_m: float | None = None


@dataclass(frozen=True)
class Change:
    """Something done to one slot.

    ``planned`` is the slot's SKU; ``found`` what is there, or is shown on the tag, in its place. ``count`` is
    how many are concerned ``of`` how many: facings for out_of_stock and pushed_back, packages for low_stock
    (missing ones), misplaced, foreign, turned and fallen, tags for the rest.
    """

    kind: ChangeKind
    bay: int
    shelf: int
    slot: int
    planned: str
    found: str | None = None
    count: int = 1
    of: int = 1


@dataclass(frozen=True)
class ShelfPlan:
    """The planogram of one frame's fixture, in order of bays, shelves and slots, and what was changed."""

    slots: tuple[PlannedSlot, ...]
    rows: tuple[ShelfRow, ...]
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class TagLine:
    """A line of text on a price tag. ``quad_m`` are the corners of its ink, upper left first, clockwise as
    read, in the frame of the card's mesh. ``says`` tells what it is: name, price, currency, net, article."""

    text: str
    quad_m: Quad
    says: str = ""


@dataclass(frozen=True)
class TagFacts:
    """A price tag: the article whose slot it belongs to, the one that it shows, and all that can be read.

    ``price_minor`` counts the minor unit of ``currency`` (ISO 4217). ``gtin`` is "" where the tag has no
    barcode; then ``barcode_m`` is None, else its bars' corners. ``quad_m`` are the corners of the card's
    face. Corners run from the upper left, clockwise as read, in the frame of the card's mesh.
    """

    sku: str
    shows_sku: str
    price_minor: int
    currency: str
    gtin: str
    lines: tuple[TagLine, ...]
    quad_m: Quad
    barcode_m: Quad | None = None


def tag_from_json(data: dict[str, Any] | None) -> TagFacts | None:
    """The facts that were written as JSON; None stays None."""
    if data is None:
        return None
    lines = tuple(TagLine(**{**line, "quad_m": _quad(line["quad_m"])}) for line in data["lines"])
    barcode = data["barcode_m"] and _quad(data["barcode_m"])
    return TagFacts(**{**data, "lines": lines, "quad_m": _quad(data["quad_m"]), "barcode_m": barcode})


def plan_from_json(data: dict[str, Any] | None) -> ShelfPlan | None:
    """The plan that was written as JSON; None stays None."""
    if data is None:
        return None
    return ShelfPlan(
        tuple(_slot(slot) for slot in data["slots"]),
        tuple(ShelfRow(**row) for row in data["rows"]),
        tuple(Change(**change) for change in data["changes"]),
    )


def _slot(data: dict[str, Any]) -> PlannedSlot:
    return PlannedSlot(**{**data, "facings": tuple(PlannedFacing(**facing) for facing in data["facings"])})


def _quad(data: list[list[float]]) -> Quad:
    a, b, c, d = ((x, y, z) for x, y, z in data)
    return a, b, c, d
