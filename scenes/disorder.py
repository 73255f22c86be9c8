"""Packages on decks that have fallen over, lean on others or lie on top of them.

Each is taken from the front of its facing and let fall again, turned, among its real neighbours
(:mod:`scenes.settling`): it comes to rest where a body would, or stays standing where there is no place.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from assets.product import Catalog
from recipes.model import Planogram
from scenes.draws import FrameDraws
from scenes.goods import F64, Goods
from scenes.lying import Article, article, at_rest, turned
from scenes.mislaid import visited
from scenes.placement import DeckSpace
from scenes.planogram import ShelfSlot, slot_path
from scenes.poses import rounded
from scenes.settling import Pile, Rest, Walls

AROUND_M = 0.12  # beyond its own height: what is farther is out of its reach
UNDER_M = 0.004  # air to the board above
OVER_M = 0.005  # how far beside what carries it the middle of a package may be
UPRIGHT_COS = 0.993  # less than about 7 degrees off the vertical is no fall
TRIES = 6
LYING = ("-y", "-y", "+x", "-x")  # sides up of what has fallen; its back down is the likeliest
Facing = tuple[int, int, int, int]  # bay, shelf, slot, facing


class Deck(DeckSpace, Protocol):
    """A deck that knows its place (see assets/fixtures/base.py)."""

    @property
    def bay(self) -> int: ...
    @property
    def shelf(self) -> int: ...
    @property
    def tilt_rad(self) -> float: ...


def upset(
    planogram: Planogram,
    catalog: Catalog,
    goods: Goods,
    decks: Sequence[Deck],
    draws: FrameDraws,
    slots: Sequence[ShelfSlot] = (),
    shown: NDArray[np.bool_] | None = None,
) -> tuple[Goods, frozenset[int]]:
    """``goods`` on ``decks`` with some of their front packages fallen; those that were behind them stay.

    The second says which of them fell. ``slots`` are all that are planned: facings with a package of another
    article stay as they are, and what falls comes to lie nearest to its own slot among those of its article.
    Only what is ``shown`` (n,) falls, where that is given.
    """
    spared = visited(slots)
    rate = float(draws.value("planogram/fallen", planogram.fallen))
    on = {(deck.bay, deck.shelf): deck for deck in decks if not deck.tilt_rad}
    facings: dict[Facing, list[int]] = {}
    for index, at in enumerate(goods.slots):
        facings.setdefault((at.bay, at.shelf, at.slot, at.facing), []).append(index)
    poses, gone, fallen = goods.poses.copy(), set[int](), list[int]()
    for (bay, shelf, slot, facing), members in facings.items() if rate else ():
        path = f"{slot_path(bay, shelf, slot)}/facing[{facing}]/fallen"
        if (bay, shelf, slot, facing) in spared or not (shown is None or shown[members].any()):
            continue
        if (bay, shelf) in on and draws.happens(path, rate):
            now = replace(goods, poses=poses)
            if not _relied_on(now, members[0], fallen):
                homes = [s for s in slots if (s.bay, s.shelf) == (bay, shelf)]
                fallen += _fell(now, catalog, on[bay, shelf], members, gone, draws.rng(f"{path}/how"), homes)
    kept = [index for index in range(len(goods)) if index not in gone]
    upset = Goods(tuple(goods.skus[i] for i in kept), tuple(goods.slots[i] for i in kept), poses[kept])
    return upset, frozenset(kept.index(index) for index in fallen)


def _fell(
    goods: Goods,
    catalog: Catalog,
    deck: Deck,
    members: Sequence[int],
    gone: set[int],
    rng: np.random.Generator,
    homes: Sequence[ShelfSlot],
) -> list[int]:
    """Moves the uppermost front package of a facing; the others of its row are ``gone`` where it lies low.

    Which it was, or nothing where there is no place for it.
    """
    row = [i for i in members if goods.slots[i].depth == 0 and i not in gone]
    on_top = rng.random() < 0.3
    if not row:
        return []
    falls, *rest = sorted(row, key=lambda i: -goods.slots[i].stack)
    standing = [
        i for i in _near(goods, deck, falls) if i not in gone and (on_top or i not in row) and i != falls
    ]
    names = {goods.skus[i].sku: goods.skus[i] for i in (falls, *standing)}
    articles = {name: article(sku, catalog) for name, sku in names.items()}
    pose = _dropped(goods, deck, falls, standing, articles, on_top, rng)
    if pose is None or not _at_home(goods, falls, pose, homes):
        return []
    goods.poses[falls] = pose
    gone.update(() if on_top else rest)
    return [falls]


def _at_home(goods: Goods, member: int, pose: F64, homes: Sequence[ShelfSlot]) -> bool:
    """Whether no other slot of its article is nearer to where the package lies than its own."""
    sku = goods.skus[member]
    x = float(pose[0, 3] + pose[0, 2] * sku.size_m[2] / 2)
    own = [slot for slot in homes if slot.sku.sku == sku.sku]
    nearest = min(own, key=lambda s: max(s.x0_m - x, x - s.x1_m, 0.0), default=None)
    return nearest is None or nearest.slot == goods.slots[member].slot


def _relied_on(goods: Goods, member: int, fallen: Sequence[int]) -> bool:
    """Whether something that fell before may lie or lean on the facing of ``member``."""
    at, size = goods.slots[member], max(goods.skus[member].size_m)
    return any(
        (goods.slots[i].bay, goods.slots[i].shelf) == (at.bay, at.shelf)
        and abs(goods.poses[i, 0, 3] - goods.poses[member, 0, 3]) < size + max(goods.skus[i].size_m)
        for i in fallen
    )


def _near(goods: Goods, deck: Deck, falls: int) -> list[int]:
    reach = max(goods.skus[falls].size_m) + AROUND_M
    x = goods.poses[falls, 0, 3]
    return [
        i
        for i, slot in enumerate(goods.slots)
        if (slot.bay, slot.shelf) == (deck.bay, deck.shelf)
        and abs(goods.poses[i, 0, 3] - x) < reach + max(goods.skus[i].size_m)
    ]


def _dropped(
    goods: Goods,
    deck: Deck,
    falls: int,
    standing: Sequence[int],
    articles: Mapping[str, Article],
    on_top: bool,
    rng: np.random.Generator,
) -> F64 | None:
    """The pose in which the package comes to rest, or None where there is no place for it."""
    names = list(articles)
    walls = Walls(deck.x0_m, deck.x1_m, deck.y_front_m, deck.y_back_m, deck.z_m)
    pile = Pile(walls, [articles[name].hull for name in names])
    for i in standing:
        hull, turn = articles[goods.skus[i].sku].hull, goods.poses[i, :3, :3]
        pile.put(
            names.index(goods.skus[i].sku), turn, rounded(_moved(turn, hull.centre_m) + goods.poses[i, :3, 3])
        )
    which, one = names.index(goods.skus[falls].sku), articles[goods.skus[falls].sku]
    high = float(one.hull.corners_m.max())
    starts = (
        goods.poses[falls, :2, 3] + rng.normal(0.0, 0.02, (TRIES, 2)) + [0.0, 0.0 if on_top else 0.6 * high]
    )
    lean = not on_top and rng.random() < 0.4
    rotations = [_lean(rng) if lean else _lie(rng) for _ in range(TRIES)]
    top = deck.z_m + deck.clearance_m - UNDER_M
    rest = pile.drop(which, rounded(starts), np.array(rotations), one.friction, most_m=top)
    if rest is None or rest.high_m[2] > top or rest.centre_m[1] < deck.y_front_m + 0.02:
        return None
    if rest.low_m[2] > deck.z_m + UNDER_M and not _carried(rest, goods, standing):
        return None
    found = at_rest(which, one, rest)
    if found.rotation[2, 2] > UPRIGHT_COS:  # it has found its feet again
        return None
    pose = np.eye(4)
    pose[:3, :3], pose[:3, 3] = found.rotation, found.origin_m
    return rounded(pose)


def _carried(rest: Rest, goods: Goods, standing: Sequence[int]) -> bool:
    """Whether the middle of what rests above the deck is over something: else it would slide off."""
    x, y = rest.centre_m[:2]
    for i in standing:
        half = np.abs(goods.poses[i, :2, :3]) @ np.array(goods.skus[i].size_m) / 2 + OVER_M
        middle = goods.poses[i, :2, 3] + goods.poses[i, :2, 2] * goods.skus[i].size_m[2] / 2
        if abs(x - middle[0]) < half[0] and abs(y - middle[1]) < half[1]:
            return True
    return False


def _moved(turn: F64, point: F64) -> F64:
    """``turn`` @ ``point`` in elementwise arithmetic, the same on every processor."""
    return np.asarray(turn[:, 0] * point[0] + turn[:, 1] * point[1] + turn[:, 2] * point[2])


def _lean(rng: np.random.Generator) -> F64:
    """Upright, tilted backwards or to a side."""
    back, side = rng.uniform(0.15, 0.45), rng.normal(0.0, 0.25)
    return turned("+z", float(rng.normal(0.0, 0.15)), -float(back), float(side))


def _lie(rng: np.random.Generator) -> F64:
    """On one of its long sides, roughly square with the deck or across it."""
    across = float(rng.normal(0.0, 0.2) if rng.random() < 0.7 else rng.uniform(-math.pi, math.pi))
    return turned(LYING[int(rng.integers(len(LYING)))], across)
