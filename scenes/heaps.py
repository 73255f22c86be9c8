"""Goods in boxes: which articles go into which bin, and how they lie there."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from types import MappingProxyType

import numpy as np

from assets.archetypes.registry import KINDS
from assets.fixtures.base import Bin, BinStyle, FixtureSpec
from assets.product import Catalog, Sku
from recipes.model import Planogram
from scenes.courses import courses, rows
from scenes.draws import FrameDraws
from scenes.goods import Goods, joined
from scenes.lying import Article, Lying, article
from scenes.poses import rounded
from scenes.scene import Slot
from scenes.tumbling import MOST_IN_HEAP, heap, on_belt

MOST_ON_PALLET = 250  # smaller goods would be many that nobody sees
PACKING = 0.55  # share of a heap's volume that is goods
MOST_IN_ALL = 84  # heaped in all bins of a fixture together: each takes some hundredths of a second
LOOSE = 0.4  # the same where soft and stiff packs lie as they fell
SHALLOWEST_M, DEEPEST_M = 0.1, 0.3  # of a bin under its rim
LEAST_THROWN_M3 = 0.0004  # smaller packs are not sold in heaps
LEAST_STACKED_M3 = 0.0012  # smaller packs are not sold from pallets
UNSTACKED = ("soft_pack", "egg_box", "cup", "tub")  # what gives way, or breaks
UNTHROWN = (  # what breaks, or stands far too well, is not sold in heaps
    "glass_bottle",
    "jar",
    "egg_box",
    "bottle_carrier",
    "cup",
    "tub",
    "shelf_tray",
    "multipack_carton",
    "trigger_bottle",
    "pump_bottle",
    "jug",
)

type Fill = Callable[[Planogram, Bin, Sequence[Article], FrameDraws, str], Iterable[Lying]]

_FILLS: Mapping[BinStyle, Fill] = MappingProxyType(
    {"heap": heap, "layers": courses, "lying": on_belt, "rows": rows}
)


def fill_bins(
    planogram: Planogram,
    catalog: Catalog,
    bins: Sequence[Bin],
    skus: Sequence[Sku],
    draws: FrameDraws,
    first_shelf: int = 0,
) -> Goods:
    """All that lies in ``bins``, in their order.

    ``skus`` are the frame's articles block after block; every bin takes some of them. In the slots of what
    lies, ``shelf`` counts the bins of a bay from ``first_shelf``, ``slot`` the articles of a bin and
    ``facing`` the packages of an article.
    """
    if not bins or not skus:
        return joined([])
    groups = []
    turn = int(draws.rng("planogram/bins/first").integers(len(skus)))
    of_bay: dict[int, int] = {}
    for index, place in enumerate(bins):
        path = f"planogram/bin[{index}]"
        shelf = first_shelf + of_bay.get(place.bay, 0)
        of_bay[place.bay] = of_bay.get(place.bay, 0) + 1
        chosen, turn = _chosen(place, skus, turn, draws, path)
        articles = [article(sku, catalog) for sku in chosen]
        most = MOST_IN_ALL // len(bins) if place.style == "heap" else None
        laid = list(islice(_FILLS[place.style](planogram, place, articles, draws, path), most))
        groups.append(_goods(place, shelf, articles, laid))
    return joined(groups)


def thrown(skus: Sequence[Sku]) -> list[Sku]:
    """Those that shops sell in heaps: sturdy, and no tiny packs; all of them where there are none."""
    sturdy = [s for s in skus if s.archetype not in UNTHROWN]
    return [s for s in sturdy if math.prod(s.size_m) >= LEAST_THROWN_M3] or sturdy or list(skus)


def stacked(skus: Sequence[Sku]) -> list[Sku]:
    """Those that shops stack on pallets: large, and flat enough to carry others; all of them where there are
    none."""
    flat = [s for s in skus if _stackable(s) and s.archetype not in UNSTACKED]
    return [s for s in flat if math.prod(s.size_m) >= LEAST_STACKED_M3] or flat or list(skus)


def with_heap(spec: FixtureSpec, skus: Sequence[Sku]) -> FixtureSpec:
    """``spec`` with the floor of its bins so high that ``skus`` fill them to the rim."""
    volume = sum(math.prod(s.size_m) for s in skus) / len(skus)
    most = min(MOST_IN_HEAP, MOST_IN_ALL / spec.bays)
    depth = most * volume / (LOOSE * spec.bay_width_m * spec.depth_m)
    return replace(spec, heap_m=round(min(max(depth, SHALLOWEST_M), DEEPEST_M), 3))


def _goods(place: Bin, shelf: int, articles: Sequence[Article], laid: Sequence[Lying]) -> Goods:
    numbers = [0] * len(articles)
    slots = []
    poses = np.tile(np.eye(4), (len(laid), 1, 1))
    for index, one in enumerate(laid):
        slots.append(Slot(place.bay, shelf, one.article, numbers[one.article], 0, 0))
        numbers[one.article] += 1
        poses[index, :3, :3], poses[index, :3, 3] = one.rotation, one.origin_m
    return Goods(tuple(articles[one.article].sku for one in laid), tuple(slots), rounded(poses))


def _chosen(
    place: Bin, skus: Sequence[Sku], turn: int, draws: FrameDraws, path: str
) -> tuple[list[Sku], int]:
    """The articles that one bin holds, and whose turn is next: neighbours in the order of blocks."""
    fitting = _suited(place, skus)
    number = min(_how_many(place, draws.rng(f"{path}/articles")), len(fitting))
    if place.style == "lying":  # what customers bring comes from all over the shop
        order = draws.rng(f"{path}/customers").permutation(len(fitting))
        return [fitting[int(at)] for at in order[:number]], turn
    start = turn % len(fitting)
    return [fitting[(start + k) % len(fitting)] for k in range(number)], start + number


def _how_many(place: Bin, rng: np.random.Generator) -> int:
    if place.style == "heap":
        return int(rng.choice([1, 2, 3, 4], p=[0.45, 0.3, 0.15, 0.1]))
    if place.style == "layers":
        return int(rng.choice([1, 2, 3], p=[0.6, 0.3, 0.1]))
    if place.style == "rows":
        return max(2, round((place.x1_m - place.x0_m) / 0.22))  # not all of them have room in the end
    return int(rng.integers(7, 19))


def _suited(place: Bin, skus: Sequence[Sku]) -> list[Sku]:
    """Those that fit the bin and that people put there; the smallest where none does."""
    sides = sorted((place.x1_m - place.x0_m, place.y1_m - place.y0_m))
    fitting = [s for s in skus if _fits(s, sides)] or [min(skus, key=lambda s: max(s.size_m))]
    if place.style == "heap":
        room = sides[0] * sides[1] * (place.z1_m - place.z0_m) * PACKING
        sturdy = [s for s in fitting if s.archetype not in UNTHROWN] or fitting
        large = [s for s in sturdy if room / math.prod(s.size_m) <= MOST_IN_HEAP]
        return large or sorted(sturdy, key=lambda s: -math.prod(s.size_m))[:4]
    if place.style == "layers":
        stackable = [s for s in fitting if _stackable(s)]
        big = sorted(stackable or fitting, key=lambda s: -math.prod(s.size_m))
        room = sides[0] * sides[1] * (place.z1_m - place.z0_m)
        return [s for s in big if room / math.prod(s.size_m) <= MOST_ON_PALLET] or big[:3]
    return fitting


def _fits(sku: Sku, sides: Sequence[float]) -> bool:
    """Whether it can lie or stand in a box of these sides, shorter first."""
    _, middle, long = sorted(sku.size_m)
    return middle < sides[0] * 0.95 and long < sides[1] * 0.95


def _stackable(sku: Sku) -> bool:
    kind = KINDS.get(sku.archetype)
    return kind is not None and kind.stackable
