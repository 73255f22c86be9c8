"""How high the decks hang: shops set their boards by what stands on them."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from assets.fixtures.base import FixtureSpec
from assets.fixtures.registry import decks_alone
from assets.product import Sku
from scenes.draws import FrameDraws
from scenes.errors import SceneError
from scenes.placement import HEADROOM_M, max_levels

PILE_M = 0.25  # small flat-topped goods are piled up to about this
HAND_SHARE = 0.12  # of a product's height, left free above it for a hand
MOST_SHELVES = 12
AMPLE_M = 2.0
LARGEST_GROWTH = 1.4  # how much airier than needed a shelf may get; the rest of the height stays open on top


@dataclass(frozen=True)
class Shelving:
    """Decks from the bottom up: height above the floor, and the tallest display that each is set for.

    ``bands[ceiling]`` are the goods for the shelves with that ceiling, blocks in order.
    """

    deck_heights_m: tuple[float, ...]
    ceilings_m: tuple[float, ...]
    bands: Mapping[float, tuple[Sku, ...]]


def display_height_m(sku: Sku, pile_m: float) -> float:
    """Height of one facing as shops build it: one package, or a pile of flat-topped ones up to ``pile_m``."""
    return sku.size_m[2] * max(1, max_levels(sku, pile_m + HEADROOM_M))


def needed_m(display_m: float) -> float:
    """Clearance that a display of this height needs."""
    return display_m * (1 + HAND_SHARE) + HEADROOM_M


@lru_cache(maxsize=256)
def taken_m(spec: FixtureSpec) -> tuple[float, ...]:
    """What every shelf takes of the height beside its goods' clearance: the board over it, rails that hang
    below it, the rise of an angled deck; the last also how far decks stand over their nominal heights.

    It is told by the kind's own decks in a fixture so high that nothing is short of room.
    """
    high = replace(
        spec, bays=1, deck_heights_m=(), bay_decks_m=(), height_m=spec.height_m + spec.shelves * AMPLE_M
    )
    decks = decks_alone(high)
    tops = [*(b.z_m for _, b in pairwise(decks)), high.room_top_m]
    lost = [
        max(top - d.z_m - d.clearance_m * math.cos(d.tilt_rad), 0.0)
        for d, top in zip(decks, tops, strict=True)
    ]
    return tuple(round(x, 6) for x in (*lost[:-1], lost[-1] + decks[0].z_m - spec.base_height_m))


def mean_clearance_m(spec: FixtureSpec) -> float:
    """Free height per shelf, without boards, rails and slopes."""
    room = spec.room_top_m - spec.base_height_m - sum(taken_m(spec))
    return max(room, 0.0) / spec.shelves


def low_enough(skus: Sequence[Sku], spec: FixtureSpec) -> list[Sku]:
    """The articles that an evenly spaced fixture could carry on every shelf."""
    return [sku for sku in skus if needed_m(sku.size_m[2]) <= mean_clearance_m(spec)]


def with_boards_added(skus: Sequence[Sku], piled: bool, spec: FixtureSpec) -> FixtureSpec:
    """``spec`` with the most shelves, never fewer than it has, that need no display of ``skus`` lowered and
    leave ``spec.air`` of their height over them."""
    for shelves in range(MOST_SHELVES, spec.shelves, -1):
        denser = replace(spec, shelves=shelves)
        heights = _display_heights(skus, piled, denser)
        needed = sum(map(needed_m, _by_demand(skus, heights, shelves)))
        if needed * (1 + spec.air) <= shelves * mean_clearance_m(denser):
            return denser
    return spec


def _display_heights(skus: Sequence[Sku], piled: bool, spec: FixtureSpec) -> dict[str, float]:
    """How high each article's facings get where all shelves are alike."""
    room = (mean_clearance_m(spec) - HEADROOM_M) / (1 + HAND_SHARE)
    pile = min(PILE_M, room) if piled else 0.0
    return {sku.sku: display_height_m(sku, pile) for sku in skus}


def set_boards(skus: Sequence[Sku], piled: bool, spec: FixtureSpec, draws: FrameDraws) -> Shelving:
    """Board heights for ``skus``: every shelf carries goods of like height, and all the height is used.

    The goods are sorted by height and dealt to the shelves by the width they take; where that needs more
    height than there is, shelves of the tallest goods are given to lower ones. Tall goods tend to stand
    low.
    """
    shelves, available = spec.shelves, mean_clearance_m(spec) * spec.shelves
    heights = _display_heights(skus, piled, spec)
    steps = sorted(set(heights.values()))
    _check_room(steps[0], shelves, available)
    ceilings = _relax(_by_demand(skus, heights, shelves), steps, available)
    jitter = draws.rng("planogram/shelf_order").normal(0.0, 0.7, shelves)
    ceilings = [ceilings[i] for i in sorted(range(shelves), key=lambda i: i + float(jitter[i]))]
    growth = min(available / sum(needed_m(c) for c in ceilings), LARGEST_GROWTH)
    decks = [spec.base_height_m]
    for ceiling, lost in zip(ceilings[:-1], taken_m(spec), strict=False):
        decks.append(decks[-1] + needed_m(ceiling) * growth + lost)
    return Shelving(tuple(round(z, 6) for z in decks), tuple(ceilings), _bands(skus, heights, ceilings))


def _check_room(least_m: float, shelves: int, available_m: float) -> None:
    if shelves * needed_m(least_m) > available_m + 1e-9:
        raise SceneError(
            "fixture.shelves",
            f"{shelves} shelves leave {max(available_m, 0) / shelves:.3f} m of clearance each; "
            f"the lowest product of the assortment needs {needed_m(least_m):.3f} m",
            "use fewer shelves, a higher fixture, or lower products (merchandise.assortment)",
        )


def _by_demand(skus: Sequence[Sku], heights: dict[str, float], shelves: int) -> list[float]:
    """Ceilings in falling order, so that each shelf has about the same width of goods to carry."""
    falling = sorted(skus, key=lambda sku: (-heights[sku.sku], sku.sku))
    total = sum(sku.size_m[0] for sku in falling)
    ceilings: list[float] = []
    passed = 0.0
    for sku in falling:
        while len(ceilings) < shelves and passed >= total * len(ceilings) / shelves - 1e-12:
            ceilings.append(heights[sku.sku])
        passed += sku.size_m[0]
        while len(ceilings) < shelves and passed > total * len(ceilings) / shelves + 1e-12:
            ceilings.append(heights[sku.sku])
    return ceilings + [heights[falling[-1].sku]] * (shelves - len(ceilings))


def _relax(ceilings: list[float], steps: Sequence[float], available_m: float) -> list[float]:
    """Lowers ceilings, one step of the goods' heights at a time, until all fit; ``steps`` are those heights.

    Shelves that share their ceiling with a lower shelf go first, the tallest of them before others; so every
    height keeps a shelf as long as it can.
    """
    relaxed = list(ceilings)
    while sum(needed_m(c) for c in relaxed) > available_m + 1e-9:
        shared = [i for i in range(1, len(relaxed)) if relaxed[i] == relaxed[i - 1] and relaxed[i] > steps[0]]
        unique = [i for i in range(len(relaxed)) if relaxed[i] > steps[0]]
        if shared:
            tallest = max(relaxed[i] for i in shared)
            pick = max(i for i in shared if relaxed[i] == tallest)
        else:
            pick = unique[0]
        relaxed[pick] = max(step for step in steps if step < relaxed[pick])
        relaxed.sort(reverse=True)
    return relaxed


def _bands(
    skus: Sequence[Sku], heights: Mapping[str, float], ceilings_m: Sequence[float]
) -> dict[float, tuple[Sku, ...]]:
    """Which goods go to the shelves of each ceiling: as a display, else as single packages, else nowhere."""
    ceilings = sorted(set(ceilings_m))
    found: dict[float, list[Sku]] = {ceiling: [] for ceiling in ceilings}
    for sku in skus:
        for height in (heights[sku.sku], sku.size_m[2]):
            fitting = [ceiling for ceiling in ceilings if ceiling >= height - 1e-9]
            if fitting:
                found[fitting[0]].append(sku)
                break
    return {ceiling: tuple(goods) for ceiling, goods in found.items()}
