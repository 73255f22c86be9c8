"""A slow, independent judge of what stands, hangs and lies: convex hulls of the real meshes, nothing else.

Two bodies are inside each other if no direction separates them; a body is held up if it touches something
when it is lowered by a little. Directions are searched by refinement, without the tables and slopes that
placing goods uses.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
from numpy.typing import NDArray

from assets.archetypes.holes import hole_of
from assets.fixtures.base import Bin, Deck, FixtureModel, Peg
from assets.mesh import Mesh
from assets.product import Catalog
from scenes.goods import Goods

F64 = NDArray[np.float64]

INSIDE_M = 0.001  # deepest that two hulls may reach into each other
HELD_M = 0.002  # farthest that what holds a product may be below it
LEANS_M = 0.0015  # farthest that what it leans on may be from it, straight across
LEANS_UP = 0.1  # least upward part of the direction (of length 1) in which that pushes
HOOK_M = 0.004  # from a hook's line to the middle of the hole that it goes through


@dataclass(frozen=True, eq=False)
class Body:
    """One placed product in the world: corners of its hull (n, 3), its frame's axes (columns), its hole."""

    name: str
    points_m: F64
    axes: F64
    hole_m: F64 | None

    @cached_property
    def low_m(self) -> F64:
        return np.asarray(self.points_m.min(axis=0))

    @cached_property
    def high_m(self) -> F64:
        return np.asarray(self.points_m.max(axis=0))

    @cached_property
    def middle_m(self) -> F64:
        return (self.low_m + self.high_m) / 2

    def lowered(self, by_m: float) -> "Body":
        return Body(self.name, self.points_m - [0, 0, by_m], self.axes, self.hole_m)


def bodies_of(goods: Goods, catalog: Catalog, texture_px: int = 64) -> list[Body]:
    """Every product of ``goods``; ``texture_px`` decides the detail of the meshes as it does in pictures."""
    found = []
    for index, (sku, slot, pose) in enumerate(zip(goods.skus, goods.slots, goods.poses, strict=True)):
        corners = _corners(catalog.product(sku.sku, texture_px).mesh)
        hole = hole_of(sku) or (0.0, sku.size_m[2] - 0.012)
        found.append(
            Body(
                f"{index} {sku.archetype} {sku.sku} {slot}",
                corners @ pose[:3, :3].T + pose[:3, 3],
                pose[:3, :3],
                pose[:3, :3] @ [0.0, *hole] + pose[:3, 3],
            )
        )
    return found


_kept: dict[str, F64] = {}


def _corners(mesh: Mesh) -> F64:
    """The vertices that reach farthest in some of many directions: the hull, to 0.4 mm.

    Many of the directions are nearly square to an axis: they tell the slight bulges of long sides.
    """
    if mesh.key not in _kept:
        points = np.unique(mesh.vertices_m.astype(np.float64), axis=0)
        _kept[mesh.key] = points[np.unique((_telling() @ points.T).argmax(axis=1))]
    return _kept[mesh.key]


@cache
def _telling() -> F64:
    turn, slope = np.meshgrid(np.arange(72) * np.pi / 36, np.linspace(-0.04, 0.04, 13))
    ring = np.stack([np.cos(turn), np.sin(turn), slope], axis=-1).reshape(-1, 3)
    return np.concatenate([_sphere(4000), *(np.roll(ring, k, axis=1) for k in range(3))])


@cache
def _sphere(count: int) -> F64:
    """(count + 6, 3) directions: a Fibonacci lattice and the axes."""
    k = np.arange(count) + 0.5
    z, turn = 1 - 2 * k / count, np.pi * (1 + 5**0.5) * k
    r = np.sqrt(1 - z**2)
    return np.concatenate([np.stack([r * np.cos(turn), r * np.sin(turn), z], 1), np.eye(3), -np.eye(3)])


def apart_m(a: Body, b: Body, enough_m: float = np.inf) -> float:
    """How far two hulls are apart; below 0 how deep they are inside each other."""
    return apart(a, b, enough_m)[0]


def apart(a: Body, b: Body, enough_m: float = np.inf) -> tuple[float, F64]:
    """How far ``a`` is from ``b``, below 0 how deep inside, and in which direction.

    The best of many directions, refined around it; the search ends as soon as it is sure of ``enough_m``.
    """
    pairs = np.cross(a.axes.T[:, None], b.axes.T[None]).reshape(-1, 3)
    pairs = pairs[(pairs**2).sum(axis=1) > 1e-6]
    between = a.middle_m - b.middle_m
    first = np.concatenate([np.eye(3), a.axes.T, b.axes.T, pairs, between[None]])
    first /= np.linalg.norm(first, axis=1)[:, None]
    best, gap = _best(a, b, np.concatenate([first, -first]))
    if gap >= enough_m:
        return gap, best
    other, farther = _best(a, b, _sphere(600))
    best, gap = (other, farther) if farther > gap else (best, gap)
    for reach in (0.15, 0.08, 0.04, 0.02, 0.01, 0.005, 0.002):
        for _ in range(6):
            if gap >= enough_m:
                return gap, best
            tried, farther = _best(a, b, _cap(best, reach))
            if farther <= gap + 1e-7:
                break
            best, gap = tried, farther
    if enough_m - 0.002 < gap < enough_m:  # too close to tell: a fine search is slow, and seldom needed
        other, farther = _best(a, b, _sphere(8000))
        best, gap = (other, farther) if farther > gap else (best, gap)
        for reach in (0.02, 0.01, 0.005, 0.002):
            tried, farther = _best(a, b, _cap(best, reach))
            best, gap = (tried, farther) if farther > gap else (best, gap)
    return gap, best


def _best(a: Body, b: Body, directions: F64) -> tuple[F64, float]:
    """The direction from b to a that separates them most, and by how much."""
    gaps = (directions @ a.points_m.T).min(axis=1) - (directions @ b.points_m.T).max(axis=1)
    at = int(gaps.argmax())
    return directions[at], float(gaps[at])


def _cap(direction: F64, reach: float) -> F64:
    """Directions all around one, up to ``reach`` (radians) from it."""
    side = np.cross(direction, np.eye(3)[np.abs(direction).argmin()])
    side /= np.linalg.norm(side)
    other = np.cross(direction, side)
    k = np.arange(80) + 0.5
    r, turn = reach * np.sqrt(k / 80), np.pi * (1 + 5**0.5) * k
    ring = direction + (r * np.cos(turn))[:, None] * side + (r * np.sin(turn))[:, None] * other
    return np.asarray(ring / np.linalg.norm(ring, axis=1)[:, None])


def near_pairs(bodies: Sequence[Body], reach_m: float = 0.0) -> Iterator[tuple[int, int]]:
    """Pairs whose boxes come within ``reach_m`` of each other (below 0: overlap by so much)."""
    low, high = (np.stack([getattr(b, name) for b in bodies]) for name in ("low_m", "high_m"))
    overlap = (np.minimum(high[:, None], high[None]) - np.maximum(low[:, None], low[None])).min(axis=2)
    for i, j in zip(*np.nonzero(np.triu(overlap > -reach_m, 1)), strict=True):
        yield int(i), int(j)


def overlapping(bodies: Sequence[Body]) -> list[str]:
    """Pairs that are deeper inside each other than ``INSIDE_M``."""
    found = []
    for i, j in near_pairs(bodies, -INSIDE_M) if bodies else ():
        depth = -apart_m(bodies[i], bodies[j], -INSIDE_M)
        if depth > INSIDE_M:
            found.append(f"{bodies[i].name} is {depth * 1000:.1f} mm inside {bodies[j].name}")
    return found


def unsupported(bodies: Sequence[Body], model: FixtureModel) -> list[str]:
    """Products under which nothing is within ``HELD_M``, and that hang from nothing."""
    below: list[list[int]] = [[] for _ in bodies]
    for i, j in near_pairs(bodies, HELD_M) if bodies else ():
        below[i].append(j)
        below[j].append(i)
    found = []
    for body, near in zip(bodies, below, strict=True):
        if any(rests_on(body, place) for place in (*model.decks, *model.bins)):
            continue
        if any(hangs_from(body, peg) for peg in model.pegs):
            continue
        if not any(_held_by(body, bodies[j]) for j in near):
            found.append(f"{body.name} floats")
    return found


def _held_by(body: Body, other: Body) -> bool:
    """Whether it would soon touch ``other`` if it sank, or leans on a side of it that looks upwards."""
    if apart_m(body.lowered(HELD_M), other, 0.0) < 0:
        return True
    gap, direction = apart(body, other)
    return gap < LEANS_M and direction[2] > LEANS_UP


def rests_on(body: Body, place: Deck | Bin) -> bool:
    """Whether its lowest points touch the deck or the bin's floor, and its middle is over it."""
    x, y, _ = body.middle_m
    if isinstance(place, Bin):
        over = place.x0_m < x < place.x1_m and place.y0_m < y < place.y1_m
        height = body.points_m[:, 2] - place.z0_m
    else:
        over = place.x0_m < x < place.x1_m and place.y_front_m < y < place.y_back_m
        slope = np.tan(place.tilt_rad)
        height = body.points_m[:, 2] - place.z_m - slope * (body.points_m[:, 1] - place.y_front_m)
        height = height * np.cos(place.tilt_rad)
    return bool(over and -INSIDE_M <= height.min() <= HELD_M)


def hangs_from(body: Body, peg: Peg) -> bool:
    assert body.hole_m is not None
    x, y, z = body.hole_m
    return bool(np.hypot(x - peg.x_m, z - peg.z_m) < HOOK_M and peg.y_front_m < y < peg.y_back_m)


def outside(bodies: Sequence[Body], model: FixtureModel) -> list[str]:
    """Products that reach into walls and backs of bins, or into the boards over and under their deck."""
    through = [
        f"{body.name} reaches through the walls of {place}"
        for body in bodies
        for place in model.bins
        if _within(body.middle_m, place) and not _between_walls(body, place)
    ]
    return through + [
        f"{body.name} reaches through the back of {deck}"
        for body in bodies
        for deck in model.decks
        if rests_on(body, deck) and body.high_m[1] > deck.y_back_m + INSIDE_M
    ]


def _within(point: F64, place: Bin) -> bool:
    x, y, z = point
    return bool(place.x0_m < x < place.x1_m and place.y0_m < y < place.y1_m and place.z0_m < z < place.z1_m)


def _between_walls(body: Body, place: Bin) -> bool:
    low, high = body.low_m, body.high_m
    return bool(
        low[0] > place.x0_m - INSIDE_M
        and high[0] < place.x1_m + INSIDE_M
        and low[1] > place.y0_m - INSIDE_M
        and high[1] < place.y1_m + INSIDE_M
        and low[2] > place.z0_m - INSIDE_M
    )


def problems(bodies: Sequence[Body], model: FixtureModel) -> list[str]:
    """All that could not be so in a shop; empty where the scene is plausible."""
    return [*overlapping(bodies), *unsupported(bodies, model), *outside(bodies, model)]
