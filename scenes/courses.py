"""Goods laid by hand: course on course on a pallet, row beside row in a chest."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from assets.archetypes.registry import KINDS
from assets.fixtures.base import Bin
from recipes.model import Planogram
from scenes.draws import FrameDraws
from scenes.lying import Article, Lying, at_rest, placed, turned
from scenes.placement import TOUCH_M
from scenes.planes import AIR_M
from scenes.settling import Pile, Walls

SKEW_RAD = 0.012  # how crooked a careful hand lays things (standard deviation)
GAP_M = 0.004
LAID = 0.7  # friction of what is laid down and not thrown: it hardly slides
MOST_COURSES = 12
MOST_IN_BLOCK = 250
UNDER_RIM_M = 0.004  # a chest may have a lid
MOST_SOFT = 36  # in a compartment: each takes its time to settle
TURNED_FOR = 0.12  # of a chest's depth that must be won to lay things across
LOOSE_M = 0.022  # most that rows in a chest are apart
SOLD_OUT = 0.04  # of the places in a chest
OVER_RIM_M = 0.12  # how far a pallet's goods may stand over its rim
FRONTS_FIRST = 1.35  # so many more must go on a pallet to turn their sides to the shopper
UPRIGHT = ("tub", "cup", "egg_box", "jar", "tin", "can", "bottle_carrier", "multipack_carton", "brick")
ON_EDGE = ("carton", "shelf_tray")  # which also stand in rows like files


@dataclass(frozen=True)
class Grid:
    """A course: ``nx`` by ``ny`` places of equal size whose middle is (``x_m``, ``y_m``)."""

    nx: int
    ny: int
    pitch_x_m: float
    pitch_y_m: float
    x_m: float
    y_m: float
    yaw_rad: float

    def centres(self) -> Iterator[tuple[float, float]]:
        """Front row first, from the left."""
        for j in range(self.ny):
            for i in range(self.nx):
                yield (
                    self.x_m + (i - (self.nx - 1) / 2) * self.pitch_x_m,
                    self.y_m + (j - (self.ny - 1) / 2) * self.pitch_y_m,
                )


def courses(
    planogram: Planogram, place: Bin, articles: Sequence[Article], draws: FrameDraws, path: str
) -> Iterator[Lying]:
    """Blocks of one article each, side by side on a pallet, the uppermost course partly sold."""
    fill = float(draws.value(f"{path}/fill", planogram.bin_fill))
    edges = np.linspace(place.x0_m, place.x1_m, len(articles) + 1)
    top = place.z0_m + max(fill, 0.05) * (place.z1_m - place.z0_m)
    for which, one in enumerate(articles):
        walls = Walls(float(edges[which]), float(edges[which + 1]), place.y0_m, place.y1_m, place.z0_m)
        yield from _block(which, one, walls, top, draws, f"{path}/block[{which}]")


def _block(
    which: int, one: Article, walls: Walls, top_m: float, draws: FrameDraws, path: str
) -> Iterator[Lying]:
    rng = draws.rng(path)
    face = "+z" if _stands(one) else "-y"
    height = one.size_up_m(face)[2] + AIR_M
    levels = min(max(1, math.floor((top_m - walls.z0_m) / height + 0.35)), MOST_COURSES)
    if not _flat_topped(one, face):
        levels = 1
    straight, across = (_grid(one, face, walls, turn) for turn in (0.0, math.pi / 2))
    first = max(straight, across, key=lambda g: g.nx * g.ny * (FRONTS_FIRST if g is straight else 1.0))
    second = min(straight, across, key=lambda g: g is first)
    bonded = second.nx * second.ny == first.nx * first.ny and bool(rng.random() < 0.5)
    levels = min(levels, max(2, MOST_IN_BLOCK // max(first.nx * first.ny, 1)))
    for level in range(levels):
        grid = second if bonded and level % 2 else first
        spots = list(grid.centres())
        sold = _sold(len(spots), grid, rng) if level == levels - 1 and level else set()
        for k, (x, y) in enumerate(spots):
            skew = float(np.clip(rng.normal(0, SKEW_RAD), -2 * SKEW_RAD, 2 * SKEW_RAD))
            if k not in sold:
                yield _laid(which, one, face, grid.yaw_rad + skew, x, y, walls.z0_m + level * height)


def _sold(number: int, grid: Grid, rng: np.random.Generator) -> set[int]:
    """Places of the uppermost course that are empty: a few from the front left or right."""
    count = int(rng.choice([0, number // 5, number // 2]))
    order = sorted(range(number), key=lambda k: (k // grid.nx) + 0.7 * (k % grid.nx) + 0.4 * rng.random())
    if rng.random() < 0.5:
        order = [k // grid.nx * grid.nx + grid.nx - 1 - k % grid.nx for k in order]
    return set(order[:count])


def _grid(one: Article, face: str, walls: Walls, yaw_rad: float) -> Grid:
    """As many as fit side by side, each with room for a crooked one, spread a little."""
    w, d, _ = one.size_up_m(face)
    if yaw_rad:
        w, d = d, w
    pitch_x, pitch_y = (a + 2 * SKEW_RAD * b + TOUCH_M for a, b in ((w, d), (d, w)))
    width, depth = walls.x1_m - walls.x0_m, walls.y1_m - walls.y0_m
    nx, ny = max(int(width / pitch_x), 0), max(int(depth / pitch_y), 0)
    pitch_x += min(max((width - nx * pitch_x) / max(nx, 1), 0.0), GAP_M)
    pitch_y += min(max((depth - ny * pitch_y) / max(ny, 1), 0.0), GAP_M)
    return Grid(
        nx, ny, pitch_x, pitch_y, (walls.x0_m + walls.x1_m) / 2, (walls.y0_m + walls.y1_m) / 2, yaw_rad
    )


def _laid(which: int, one: Article, face: str, yaw_rad: float, x: float, y: float, z: float) -> Lying:
    """With the middle of its box over (x, y) and its lowest side at z."""
    turn = turned(face, yaw_rad)
    up = np.array([0.0, 0.0, one.sku.size_m[2] / 2]) - one.hull.centre_m  # from there to the middle
    middle = np.array([x, y, z + one.size_up_m(face)[2] / 2])
    return placed(which, one, turn, middle - turn @ up)


@dataclass(frozen=True)
class _Compartment:
    """Part of a chest that one article fills."""

    which: int
    face: str
    grid: Grid
    levels: tuple[int, ...]  # how many lie on each other at each place of the grid


def rows(
    planogram: Planogram, place: Bin, articles: Sequence[Article], draws: FrameDraws, path: str
) -> Iterator[Lying]:
    """Compartments side by side, each with one article in rows and piles of uneven height."""
    fill = float(draws.value(f"{path}/fill", planogram.bin_fill))
    depth_m = fill * (place.z1_m - place.z0_m)
    walls = Walls(place.x0_m, place.x1_m, place.y0_m, place.y1_m, place.z0_m)
    pile = Pile(walls, [one.hull for one in articles])
    parts = _compartments(place, articles, depth_m, draws, path)
    bare = planogram.out_of_stock if len(parts) > 2 else 0.0
    kept = [p for p in parts if not draws.happens(f"{path}/compartment[{p.which}]/empty", bare)]
    # Stiff goods first: soft ones find their place beside them.
    for part in sorted(kept, key=lambda p: not _flat_topped(articles[p.which], p.face)):
        one, rng = articles[part.which], draws.rng(f"{path}/compartment[{part.which}]/skew")
        if _flat_topped(one, part.face):
            yield from _stacked(pile, part, one, place.z0_m, rng)
        else:
            yield from _heaped(pile, part, one, place.z1_m - UNDER_RIM_M, rng)


def _compartments(
    place: Bin, articles: Sequence[Article], depth_m: float, draws: FrameDraws, path: str
) -> list[_Compartment]:
    """From the left as many as there is width for; what is left over goes between them."""
    room = place.x1_m - place.x0_m
    parts: list[_Compartment] = []
    for which, one in enumerate(articles):
        rng = draws.rng(f"{path}/compartment[{which}]")
        face, yaw = _faced(one, place, depth_m, rng)
        if not face:
            continue
        wanted = float(rng.uniform(0.2, 0.5))
        single = _grid(one, face, Walls(0.0, 10.0, place.y0_m, place.y1_m, place.z0_m), yaw)
        columns = min(max(1, round(wanted / single.pitch_x_m)), int(room / single.pitch_x_m))
        if columns < 1:
            continue
        grid = replace(single, nx=columns)
        height, rim = one.size_up_m(face)[2] + AIR_M, place.z1_m - place.z0_m - UNDER_RIM_M
        most = min(max(1, math.floor(depth_m / height + 0.1)), math.floor(rim / height))
        if not _flat_topped(one, face):
            most = min(most, max(1, MOST_SOFT // (grid.nx * grid.ny)))
        parts.append(_Compartment(which, face, grid, (most,)))
        room -= columns * grid.pitch_x_m
    parts, room = _widened(parts, room)
    parts = [replace(p, levels=_levels(p, draws.rng(f"{path}/compartment[{p.which}]/taken"))) for p in parts]
    x, air = place.x0_m, room / max(len(parts), 1)
    for at, part in enumerate(parts):
        width = part.grid.nx * part.grid.pitch_x_m
        grid = _loosened(part.grid, place)
        parts[at] = replace(part, grid=replace(grid, x_m=x + air / 2 + width / 2))
        x += width + air
    return parts


def _loosened(grid: Grid, place: Bin) -> Grid:
    """Rows a little apart where depth is left over; the rest stays free in front, by the near wall."""
    spare = place.y1_m - place.y0_m - grid.ny * grid.pitch_y_m
    pitch = grid.pitch_y_m + min(max(spare, 0.0) / max(grid.ny, 1), LOOSE_M)
    y = max((place.y0_m + place.y1_m) / 2, place.y1_m - grid.ny * pitch / 2)
    return replace(grid, pitch_y_m=pitch, y_m=y)


def _widened(parts: list[_Compartment], room_m: float) -> tuple[list[_Compartment], float]:
    """Further columns, for the narrowest first, as long as one has room; and what room is left."""
    while open_ := [p for p in parts if p.grid.pitch_x_m <= room_m]:
        narrow = min(open_, key=lambda p: (p.grid.nx * p.grid.pitch_x_m, p.which))
        wider = replace(narrow, grid=replace(narrow.grid, nx=narrow.grid.nx + 1))
        parts = [wider if p is narrow else p for p in parts]
        room_m -= narrow.grid.pitch_x_m
    return parts, room_m


def _levels(part: _Compartment, rng: np.random.Generator) -> tuple[int, ...]:
    """How many lie on each other at each place: some were taken, seldom the last one."""
    most, places = part.levels[0], part.grid.nx * part.grid.ny
    taken, last = rng.choice([0, 0, 0, 0, 1, 1, 2], places), rng.random(places) < SOLD_OUT
    return tuple(0 if gone else max(most - int(n), 1) for n, gone in zip(taken, last, strict=True))


def _faced(one: Article, place: Bin, depth_m: float, rng: np.random.Generator) -> tuple[str, float]:
    """Which side is up and how it is turned, so that it is read from the front; "" where it does not fit."""
    face = "+z" if one.sku.archetype in UPRIGHT else "-y"
    if one.sku.archetype in ON_EDGE and one.sku.size_m[2] < depth_m and rng.random() < 0.5:
        face = "+z"
    width, depth = place.x1_m - place.x0_m, place.y1_m - place.y0_m
    used: dict[float, float] = {}
    for yaw in (0.0, math.pi / 2):
        w, d, _ = one.size_up_m(face)
        if yaw:
            w, d = d, w
        wide, deep = w + 2 * SKEW_RAD * d + TOUCH_M, d + 2 * SKEW_RAD * w + TOUCH_M
        if wide < width and deep < depth:
            used[yaw] = math.floor(depth / deep) * d / depth
    if not used:
        return "", 0.0
    turned_better = used.get(math.pi / 2, 0.0) > used.get(0.0, 0.0) + TURNED_FOR
    return face, math.pi / 2 if turned_better else min(used)


def _stacked(
    pile: Pile, part: _Compartment, one: Article, z0_m: float, rng: np.random.Generator
) -> Iterator[Lying]:
    """Flat goods, one exactly on the other."""
    height = one.size_up_m(part.face)[2] + AIR_M
    for (x, y), levels in zip(part.grid.centres(), part.levels, strict=True):
        for level in range(levels):
            skew = float(np.clip(rng.normal(0, SKEW_RAD), -2 * SKEW_RAD, 2 * SKEW_RAD))
            laid = _laid(part.which, one, part.face, part.grid.yaw_rad + skew, x, y, z0_m + level * height)
            pile.put(part.which, laid.rotation, laid.origin_m + laid.rotation @ one.hull.centre_m)
            yield laid


def _heaped(
    pile: Pile, part: _Compartment, one: Article, top_m: float, rng: np.random.Generator
) -> Iterator[Lying]:
    """Soft packs laid on each other, which settle into each other's hollows."""
    for level in range(max(part.levels, default=0)):
        for (x, y), levels in zip(part.grid.centres(), part.levels, strict=True):
            start = np.array([[x, y]]) + rng.normal(0, 0.008, (1, 2))
            turn = turned(part.face, part.grid.yaw_rad + float(rng.normal(0, 0.06)))
            rest = pile.drop(part.which, start, turn[None], LAID) if level < levels else None
            if rest is not None and rest.high_m[2] < top_m:
                pile.add(rest)
                yield at_rest(part.which, one, rest)


def _stands(one: Article) -> bool:
    """Whether it stands on a pallet as it stands on a shelf."""
    kind = KINDS.get(one.sku.archetype)
    return kind is not None and (kind.stackable or kind.round) and one.sku.archetype not in ("soft_pack",)


def _flat_topped(one: Article, face: str) -> bool:
    """Whether another lies flat on it: it is stackable, standing or, if a box, on any side."""
    kind = KINDS.get(one.sku.archetype)
    stackable = kind is not None and kind.stackable
    boxy = one.sku.archetype in ("carton", "brick", "small_pack", "tablet", "multipack_carton")
    return boxy or (stackable and face == "+z")
