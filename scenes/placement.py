"""One facing as it really stands: rows, stacks and the small errors of hands, never through each other.

Every item keeps to its own box: rows of a column follow each other by their true depth after turning,
stacks by their height, and the column reserves the width of all its items after turning and shifting. So
any two items are apart along one of the axes, whatever was drawn.
"""

import math
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from assets.archetypes.registry import KINDS
from assets.product import Sku
from recipes.model import Planogram
from scenes.draws import FrameDraws

HEADROOM_M = 0.012  # under the board above, so that a hand gets the product out
TOUCH_M = 0.0005  # least air between neighbours; keeps labels clear of coinciding faces
ROW_GAP_M = 0.003
MAX_LEVELS = 4
OVERHANG = (0.04, 0.25)  # of its depth that a package stands out over the edge: its weight stays on it
MAX_SLENDERNESS = 3.6  # of a whole stack: its height over its narrower side
STANDS = 0.8  # of its depth that the middle of a package may lie before that of its base on an angled deck
MAX_ROWS = 4
LOW_SIGHT_RAD = math.radians(15)
"""Rows deeper than this line of sight reaches over the front row are left out: from flatter angles the second
and third row hide them, from steeper ones the front row and the board above do. Never more than ``MAX_ROWS``:
what nobody sees still costs memory and rays."""


class DeckSpace(Protocol):
    """The part of a fixture's deck that placement needs (see assets/fixtures/base.py)."""

    @property
    def x0_m(self) -> float: ...
    @property
    def x1_m(self) -> float: ...
    @property
    def y_front_m(self) -> float: ...
    @property
    def y_back_m(self) -> float: ...
    @property
    def z_m(self) -> float: ...
    @property
    def clearance_m(self) -> float: ...


@dataclass(frozen=True)
class Item:
    """One package of a column: x from the column's left edge, the world's y, z above the deck.

    ``sku`` names another article than the column's, left here by somebody.
    """

    depth: int
    stack: int
    x_m: float
    y_m: float
    z_m: float
    yaw_rad: float
    sku: Sku | None = None


@dataclass(frozen=True)
class Column:
    """One facing with everything behind and on top of it. ``gap_m`` is the air wanted on its right.

    ``high``, ``deep`` and ``setback_m`` are as planned: packages on and behind each other, and the front's
    distance from the deck's front edge, before anybody sold, turned or pushed any of ``items``. ``out_m``
    is how far the front row stands out over the edge.
    """

    width_m: float
    gap_m: float
    items: tuple[Item, ...]
    high: int = 1
    deep: int = 1
    setback_m: float = 0.0
    out_m: float = 0.0


def is_round(sku: Sku) -> bool:
    """Whether turning about the vertical leaves the footprint as it is."""
    kind = KINDS.get(sku.archetype)
    circular = (
        sku.shape.get("square", 2.0) <= 2.0
    )  # a superellipse's exponent: above it, bottles have corners
    return kind is not None and kind.round and circular and abs(sku.size_m[0] - sku.size_m[1]) < 1e-6


def is_stackable(sku: Sku) -> bool:
    """Whether shops put one on top of another."""
    kind = KINDS.get(sku.archetype)
    return kind is not None and kind.stackable


def footprint_m(sku: Sku, yaw_rad: float) -> tuple[float, float]:
    """Extent in x and y of the package turned by ``yaw_rad``: a circle's, or a turned rectangle's."""
    width, depth, _ = sku.size_m
    if is_round(sku):
        return width, depth
    c, s = abs(math.cos(yaw_rad)), abs(math.sin(yaw_rad))
    return width * c + depth * s, width * s + depth * c


def max_levels(sku: Sku, clearance_m: float) -> int:
    """How many of this SKU can stand on each other; 0 if not even one fits under ``clearance_m``."""
    width, depth, height = sku.size_m
    fitting = math.floor((clearance_m - HEADROOM_M) / height + 1e-9)
    if fitting < 1 or not is_stackable(sku):
        return min(fitting, 1)
    return max(1, min(fitting, MAX_LEVELS, math.floor(MAX_SLENDERNESS * min(width, depth) / height + 1e-9)))


def levels_that_stand(sku: Sku, deck: DeckSpace) -> int:
    """How many of a SKU can stand on each other without falling forward where the deck is angled; 0 if one
    would."""
    slope = math.tan(getattr(deck, "tilt_rad", 0.0))
    return MAX_LEVELS if slope <= 0 else math.floor(STANDS * sku.size_m[1] / (sku.size_m[2] * slope))


def rows_worth_placing(sku: Sku, levels: int, deck: DeckSpace) -> int:
    """How many rows, the front one included, can ever be seen (see ``LOW_SIGHT_RAD``)."""
    depth, height = sku.size_m[1], sku.size_m[2]
    seen_m = max(deck.clearance_m - levels * height, 0.0) / math.tan(LOW_SIGHT_RAD)
    return min(2 + math.floor(seen_m / depth), MAX_ROWS)


def draw_column(
    draws: FrameDraws,
    path: str,
    planogram: Planogram,
    sku: Sku,
    deck: DeckSpace,
    straight: bool = False,
    high_deep: tuple[int, int] = (0, 0),
) -> Column:
    """One facing of ``sku`` on ``deck``; ``straight``: without errors, for goods as wide as the deck.

    ``high_deep`` says how many packages high and deep, where that is not to be drawn (0).
    """
    high, deep = high_deep
    most = min(max_levels(sku, deck.clearance_m), max(levels_that_stand(sku, deck), 1))
    levels = high or 1 + round(float(draws.value(f"{path}/stack", planogram.stack)) * (most - 1))
    room_m = deck.y_back_m - deck.y_front_m
    physical = max(1, math.floor(room_m / (sku.size_m[1] + ROW_GAP_M)))
    filled = max(1, round(float(draws.value(f"{path}/depth_fill", planogram.depth_fill)) * physical))
    rows = deep or min(filled, rows_worth_placing(sku, levels, deck))
    count = rows * levels
    yaws = [0.0] * count if straight else draws.values(f"{path}/yaw", planogram.yaw_deg, count)
    tidy = [math.radians(yaw) for yaw in yaws]
    shifts = [0.0] * count if straight else draws.values(f"{path}/shift_x", planogram.shift_x_m, count)
    if not straight and draws.happens(f"{path}/turned", planogram.turned):
        yaws = [*yaws[: levels - 1], _turn_deg(sku, draws.rng(f"{path}/turned/yaw")), *yaws[levels:]]
    setback = float(draws.value(f"{path}/setback", planogram.setback_m))
    if deep:  # all of them come to stand
        setback = max(min(setback, room_m - deep * (sku.size_m[1] + ROW_GAP_M) + ROW_GAP_M), 0.0)
    wanted = setback
    if draws.happens(f"{path}/pushed_back", planogram.pushed_back):
        setback += float(draws.rng(f"{path}/pushed_back/by").uniform(0.1, 0.9)) * (room_m - sku.size_m[1])
    gap = max(float(draws.value(f"{path}/gap", planogram.gap_m)), TOUCH_M)
    turned = [math.radians(yaw) for yaw in yaws]
    kept = [x for row in range(rows) for x in _supported(sku, shifts[row * levels : (row + 1) * levels])]
    left, right = _reserved(sku, turned, kept)
    xs = [x - left for x in kept]
    items, front = planned, _ = _stand(sku, levels, turned, xs, deck, setback)
    if turned != tidy or setback != wanted:
        planned, front = _stand(sku, levels, tidy, xs, deck, wanted)
    if levels > 1 and draws.happens(f"{path}/half_stacked", planogram.half_stacked):
        kept_rows = np.sort(draws.rng(f"{path}/half_stacked/levels").integers(1, levels + 1, rows))
        items = [item for item in items if item.stack < min(int(kept_rows[item.depth]), levels)]
    out = 0.0
    if draws.happens(f"{path}/overhang", planogram.overhang):
        out = float(draws.rng(f"{path}/overhang/by").uniform(*OVERHANG)) * sku.size_m[1]
        items = _over_the_edge(items, sku, deck.y_front_m - out)
    return Column(right - left, gap, tuple(items), levels, len(planned) // levels, front, out)


def _over_the_edge(items: list[Item], sku: Sku, front_m: float) -> list[Item]:
    """``items`` with the packages of the front row pulled forward until they begin at ``front_m``."""
    begins = [i.y_m - footprint_m(sku, i.yaw_rad)[1] / 2 for i in items if i.depth == 0]
    ahead = max(min(begins, default=front_m) - front_m, 0.0)
    return [i if i.depth else replace(i, y_m=i.y_m - ahead) for i in items]


def _turn_deg(sku: Sku, rng: np.random.Generator) -> float:
    """How hands put a package back: askew, sideways or back to front; what is round, any way."""
    askew, side, chance = rng.uniform(8.0, 35.0), rng.normal(0.0, 4.0), rng.random()
    sign = -1.0 if rng.random() < 0.5 else 1.0
    if is_round(sku):
        return float(rng.uniform(-180.0, 180.0))
    return float(sign * (askew if chance < 0.5 else (90.0 if chance < 0.65 else 180.0) + side))


def with_stranger(column: Column, sku: Sku, stranger: Sku) -> Column:
    """``column`` of ``sku`` with a package of ``stranger``, which is no larger, in place of its front."""
    front = next(item for item in column.items if item.depth == 0)
    y = front.y_m + (stranger.size_m[1] - min(footprint_m(sku, front.yaw_rad)[1], sku.size_m[1])) / 2
    y += column.out_m  # what is small may have its middle beyond the edge
    left = replace(front, stack=0, y_m=y, z_m=0.0, yaw_rad=0.0, sku=stranger)
    return replace(column, items=(left, *(item for item in column.items if item.depth > 0)))


def _reserved(sku: Sku, yaws: list[float], shifts: list[float]) -> tuple[float, float]:
    """Left and right end of all items, as turned and as straight, so that no setback moves the neighbours."""
    halves = [max(footprint_m(sku, yaw)[0], sku.size_m[0]) / 2 for yaw in yaws]
    left = min(x - half for x, half in zip(shifts, halves, strict=True))
    return left, max(x + half for x, half in zip(shifts, halves, strict=True))


def _stand(
    sku: Sku, levels: int, yaws: list[float], xs: list[float], deck: DeckSpace, setback_m: float
) -> tuple[list[Item], float]:
    """Items row by row from the front, as far back as they fit, and how far back the front row begins."""
    items: list[Item] = []
    edge = front = deck.y_front_m
    for row in range(len(yaws) // levels):
        own = slice(row * levels, (row + 1) * levels)
        turned, depth = _turned_to_fit(sku, yaws[own], deck.y_back_m - edge)
        if depth > deck.y_back_m - edge + 1e-9:
            break
        if row == 0:
            edge = front = edge + min(setback_m, deck.y_back_m - edge - depth)
        for level, (yaw, x) in enumerate(zip(turned, xs[own], strict=True)):
            items.append(Item(row, level, x, edge + depth / 2, level * sku.size_m[2], yaw))
        edge += depth + ROW_GAP_M
    return items, front - deck.y_front_m


def _turned_to_fit(sku: Sku, yaws: list[float], room_m: float) -> tuple[list[float], float]:
    """The row's yaws, straightened if they reach out of ``room_m``, and the depth that the row takes."""
    depth = max(footprint_m(sku, yaw)[1] for yaw in yaws)
    if depth <= room_m:
        return yaws, depth
    return [0.0] * len(yaws), sku.size_m[1]


def _supported(sku: Sku, shifts: list[float]) -> list[float]:
    """Shifts of a stack from the bottom up, each item kept well over the one below."""
    reach = 0.15 * sku.size_m[0]
    kept = [shifts[0]]
    for shift in shifts[1:]:
        kept.append(min(max(shift, kept[-1] - reach), kept[-1] + reach))
    return kept
