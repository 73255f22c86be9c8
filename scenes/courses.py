"""Goods laid by hand: course on course on a pallet, row beside row in a chest."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from assets.archetypes.registry import KINDS
from assets.fixtures.base import Bin
from recipes.model import Planogram
from scenes.draws import FrameDraws
from scenes.lying import Article, Lying, at_rest, placed, turned
from scenes.placement import TOUCH_M
from scenes.settling import AIR_M, Pile, Walls

SKEW_RAD = 0.012  # how crooked a careful hand lays things (standard deviation)
GAP_M = 0.004
MOST_COURSES = 12
OVER_RIM_M = 0.12  # how far a pallet's goods may stand over its rim
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
    first = max(straight, across, key=lambda g: (g.nx * g.ny, g is straight))
    second = min(straight, across, key=lambda g: g is first)
    bonded = second.nx * second.ny == first.nx * first.ny and bool(rng.random() < 0.5)
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
    up = (
        np.array([0.0, 0.0, one.sku.size_m[2] / 2]) - one.hull.centre_m
    )  # from the centre of mass to the middle
    middle = np.array([x, y, z + one.size_up_m(face)[2] / 2])
    return placed(which, one, turn, middle - turn @ up)


def rows(
    planogram: Planogram, place: Bin, articles: Sequence[Article], draws: FrameDraws, path: str
) -> Iterator[Lying]:
    """Compartments side by side, each with one article in rows and piles of uneven height."""
    fill = float(draws.value(f"{path}/fill", planogram.bin_fill))
    wanted = np.array([max(min(one.sku.size_m[0], one.sku.size_m[2]), 0.05) + 0.1 for one in articles])
    ends = place.x0_m + (place.x1_m - place.x0_m) * np.cumsum([0.0, *(wanted / wanted.sum())])
    depth_m = fill * (place.z1_m - place.z0_m)
    for which, one in enumerate(articles):
        walls = Walls(float(ends[which]), float(ends[which + 1]), place.y0_m, place.y1_m, place.z0_m)
        inside = f"{path}/compartment[{which}]"
        if not draws.happens(f"{inside}/empty", planogram.empty_slot):
            yield from _compartment(which, one, walls, depth_m, draws, inside)


def _compartment(
    which: int, one: Article, walls: Walls, depth_m: float, draws: FrameDraws, path: str
) -> Iterator[Lying]:
    rng = draws.rng(path)
    face = "+z" if one.sku.archetype in UPRIGHT else "-y"
    if one.sku.archetype in ON_EDGE and one.sku.size_m[2] < depth_m and rng.random() < 0.5:
        face = "+z"
    grid = max((_grid(one, face, walls, turn) for turn in (0.0, math.pi / 2)), key=lambda g: g.nx * g.ny)
    if face == "-y" or one.sku.archetype in ON_EDGE:
        straight = _grid(one, face, walls, 0.0)
        grid = straight if straight.nx * straight.ny * 2 > grid.nx * grid.ny else grid
    height = one.size_up_m(face)[2] + AIR_M
    most = max(1, math.floor(depth_m / height + 0.1))
    taken = rng.choice([0, 0, 0, 1, 1, 2], grid.nx * grid.ny)
    if _flat_topped(one, face):
        for (x, y), gone in zip(grid.centres(), taken, strict=True):
            for level in range(max(most - int(gone), 0)):
                skew = float(np.clip(rng.normal(0, SKEW_RAD), -2 * SKEW_RAD, 2 * SKEW_RAD))
                yield _laid(which, one, face, grid.yaw_rad + skew, x, y, walls.z0_m + level * height)
        return
    yield from _heaped(which, one, face, grid, [most - min(int(n), most - 1) for n in taken], walls, rng)


def _heaped(
    which: int,
    one: Article,
    face: str,
    grid: Grid,
    levels: Sequence[int],
    walls: Walls,
    rng: np.random.Generator,
) -> Iterator[Lying]:
    """Soft packs laid on each other, which settle into each other's hollows."""
    pile = Pile(walls, [one.hull])
    for level in range(max(levels, default=0)):
        for (x, y), most in zip(grid.centres(), levels, strict=True):
            start = np.array([[x, y]]) + rng.normal(0, 0.008, (1, 2))
            turn = turned(face, grid.yaw_rad + float(rng.normal(0, 0.06)))
            rest = pile.drop(0, start, turn[None], one.friction) if level < most else None
            if rest is not None:
                pile.add(rest)
                yield at_rest(which, one, rest)


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
