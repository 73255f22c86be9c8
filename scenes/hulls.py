"""Convex hulls of packages as tables of their support function: what lets many of them touch exactly.

The support function of a body says how far it reaches in every direction. Here it is sampled on an octahedron
and interpolated linearly. Being convex it is never underestimated that way, so bodies that are kept apart by
the table are apart; and for boxes, which are linear between the axes, the table is exact.
"""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from assets.arrays import digest, frozen
from assets.mesh import Mesh

F64 = NDArray[np.float64]

STEPS = 32  # of the table from an axis to the next
SIDE = 2 * STEPS + 1
KEPT = 2048
_SPREAD = 4000  # directions in which corners of a hull are looked for
_CELLS = 3  # directions are looked into by cells, so many along each side of a cube around the body
_FEW = 64  # points of which every one is tried for every direction
_DOUBT_M = 1e-9  # far above the error of what is not exact
_GRID = 2.0**20
"""Points and directions lie on a grid this fine (1 um). Products of such numbers and their sums have no more
digits than a double holds: they are exact, so every processor finds the same hull."""


@dataclass(frozen=True, eq=False)
class Hull:
    """A convex body around ``centre_m``, its centre of mass in the product's frame.

    ``table`` (SIDE, SIDE) holds the support function, relative to the centre, on the unfolded octahedron
    |x| + |y| + |z| = 1. ``corners_m`` (n, 3) are the hull's own, relative to the centre too.
    """

    table: F64
    corners_m: F64
    centre_m: F64


_kept: OrderedDict[str, Hull] = OrderedDict()
_lock = Lock()


def hull_of(*details: Mesh) -> Hull:
    """The hull that holds all ``details`` of one product; kept between frames."""
    key = digest(*(mesh.key for mesh in details))
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    points = np.concatenate([mesh.vertices_m for mesh in details]).astype(np.float64)
    made = hull_of_points(points, _centre_of_mass(details[0]))
    with _lock:
        _kept[key] = made
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return made


def hull_of_points(points_m: F64, centre_m: F64) -> Hull:
    """The hull of ``points_m`` (n, 3) around ``centre_m`` (3,)."""
    centre = _gridded(centre_m)
    points = _unique(_gridded(points_m)) - centre
    outer = points[np.unique(_outermost(points, _telling_cells()))]
    along = _table_cells()
    table = (outer[_outermost(outer, along)] * along.directions).sum(axis=1).reshape(SIDE, SIDE)
    return Hull(frozen(table, np.float64), frozen(outer, np.float64), frozen(centre, np.float64))


def _gridded(values: F64) -> F64:
    return np.asarray(np.round(values * _GRID) / _GRID)


def _centre_of_mass(mesh: Mesh) -> F64:
    """Of the volume inside a closed mesh; of the bounds of any other."""
    middle = np.asarray(mesh.bounds_m.mean(axis=0))
    if not mesh.closed:
        return middle
    a, b, c = np.moveaxis(mesh.vertices_m.astype(np.float64)[mesh.faces] - middle, 1, 0)
    volumes = (a * np.cross(b, c)).sum(axis=1)
    total = float(volumes.sum())
    if total < 0.05 * float(np.prod(mesh.size_m)) * 6:  # hollow: what is inside is not known
        return middle
    return np.asarray(middle + (volumes[:, None] * (a + b + c)).sum(axis=0) / (4 * total))


def _unique(points: F64) -> F64:
    """Points (n, 3) in the order of x, y and z, each once."""
    points = points + 0.0  # no zeros below zero
    points = points[np.lexsort(points.T[::-1])]
    new = np.ones(len(points), np.bool_)
    new[1:] = (points[1:] != points[:-1]).any(axis=1)
    return np.asarray(points[new])


@dataclass(frozen=True, eq=False)
class _Cells:
    """Directions (d, 3), those that look much the same way together: which they are, unit vectors amid them
    (c, 3), and how far from those the members' own unit vectors are at most (c,)."""

    directions: F64
    members: tuple[NDArray[np.intp], ...]
    middle: F64
    width: F64


def _outermost(points: F64, cells: _Cells) -> NDArray[np.intp]:
    """(d,): which of the points (n, 3) reaches farthest in each direction, the first of equals.

    Cell by cell of like directions: a point that falls back far behind the cell's own outermost one cannot
    pass it by a turn no wider than the cell.
    """
    if len(points) <= _FEW:
        return np.asarray((cells.directions @ points.T).argmax(axis=1))
    reach = cells.middle @ points.T
    first = points[reach.argmax(axis=1)]
    squares = (points * points).sum(axis=1)
    apart = squares + (first * first).sum(axis=1)[:, None] - 2.0 * (first @ points.T)
    behind = reach.max(axis=1)[:, None] - reach
    near = behind <= cells.width[:, None] * np.sqrt(np.maximum(apart, 0.0)) + _DOUBT_M
    found = np.empty(len(cells.directions), np.intp)
    for members, close in zip(cells.members, near, strict=True):
        at = np.flatnonzero(close)
        found[members] = at[(cells.directions[members] @ points[at].T).argmax(axis=1)]
    return found


@cache
def _telling_cells() -> _Cells:
    return _in_cells(_telling_directions())


@cache
def _table_cells() -> _Cells:
    return _in_cells(_directions(STEPS))


def _in_cells(directions: F64) -> _Cells:
    """By the squares, ``_CELLS`` by ``_CELLS``, of the sides of a cube."""
    unit = directions / np.sqrt((directions**2).sum(axis=1))[:, None]
    axis = np.abs(unit).argmax(axis=1)
    rows = np.arange(len(unit))
    side = 2 * axis + (unit[rows, axis] > 0)
    across = [unit[rows, (axis + k) % 3] / np.abs(unit[rows, axis]) for k in (1, 2)]
    i, j = (np.minimum((np.arctan(a) * (2 / np.pi) + 0.5) * _CELLS, _CELLS - 1).astype(int) for a in across)
    _, cell = np.unique((side * _CELLS + i) * _CELLS + j, return_inverse=True)
    members = tuple(np.flatnonzero(cell == k) for k in range(int(cell.max()) + 1))
    middle = np.stack([unit[some].mean(axis=0) for some in members])
    middle /= np.sqrt((middle**2).sum(axis=1))[:, None]
    width = [np.sqrt(((unit[m] - c) ** 2).sum(axis=1)).max() for m, c in zip(members, middle, strict=True)]
    return _Cells(directions, members, middle, np.array(width))


@cache
def _telling_directions() -> F64:
    """(n, 3): evenly spread, and close to each axis' equator, where long and slightly bulging sides face."""
    turn = np.arange(64) * (2 * np.pi / 64)
    slopes = np.array([0.0, 0.004, 0.012, 0.03, -0.004, -0.012, -0.03])
    ring = np.stack(np.broadcast_arrays(np.cos(turn), np.sin(turn), slopes[:, None]), axis=-1).reshape(-1, 3)
    k = np.arange(_SPREAD) + 0.5
    z, around = 1 - 2 * k / _SPREAD, np.pi * (1 + 5**0.5) * k
    flat = np.sqrt(1 - z * z)
    spread = np.stack([flat * np.cos(around), flat * np.sin(around), z], axis=1)  # a Fibonacci lattice
    corners = _directions(STEPS // 4)
    return _gridded(np.concatenate([spread, corners, *(np.roll(ring, k, axis=1) for k in range(3))]))


@cache
def _directions(steps: int) -> F64:
    """(n * n, 3) for n = 2 * ``steps`` + 1: points of the octahedron, its lower half folded outwards."""
    ticks = np.arange(-steps, steps + 1) / steps
    u, v = (axis.ravel() for axis in np.meshgrid(ticks, ticks, indexing="ij"))
    z = 1 - np.abs(u) - np.abs(v)
    x = np.where(z >= 0, u, np.copysign(1 - np.abs(v), u))
    y = np.where(z >= 0, v, np.copysign(1 - np.abs(u), v))
    return frozen(np.stack([x, y, z], axis=1), np.float64)


def corners(hulls: Sequence[Hull]) -> F64:
    """(h, n, 3): the corners of all hulls, some repeated so that all have as many."""
    most = max(len(hull.corners_m) for hull in hulls)
    return np.stack([np.resize(hull.corners_m, (most, 3)) for hull in hulls])


def farthest(points_m: F64, x: F64, y: F64, z: F64) -> F64:
    """(k, 3): the point of each set (k, n, 3) that reaches farthest in its direction (k,)."""
    a, b, c = points_m[..., 0], points_m[..., 1], points_m[..., 2]
    at = (a * x[:, None] + b * y[:, None] + c * z[:, None]).argmax(axis=1)
    return np.asarray(points_m[np.arange(len(x)), at])


def support(tables: F64, which: NDArray[np.intp], directions: F64) -> F64:
    """How far bodies reach in ``directions`` (3, ...) of their own frames, which need not be of unit length.

    ``tables`` (t, SIDE * SIDE); ``which`` (table of each direction) and a plane of the directions broadcast.
    Multiplications and additions only, one element at a time: the same bits on every processor.
    """
    size = np.abs(directions)
    total = size[0] + size[1] + size[2]
    upper = size[:2] * (STEPS / total)
    unfolded = np.where(directions[2] < 0, STEPS - upper[::-1], upper)
    cell = np.minimum(np.floor(unfolded), STEPS - 1)
    within = unfolded - cell
    far = within[0] + within[1] > 1.0
    steps = _STEPS_ALONG[(..., *[None] * (directions.ndim - 1))]
    steps = np.where(directions[:2] < 0, -steps, steps)
    at = steps * cell
    near = which * float(SIDE * SIDE) + float(STEPS * (SIDE + 1)) + at[0] + at[1]
    flat = tables.ravel()
    along = flat.take((near + steps).astype(np.intp))
    corner = flat.take((near + far * (steps[0] + steps[1])).astype(np.intp))
    share = np.where(far, 1 - within[::-1], within)
    along *= share
    return np.asarray(total * (corner * (1 - share[0] - share[1]) + along[0] + along[1]))


_STEPS_ALONG = np.array([float(SIDE), 1.0])  # to the next entry of a table: along its rows, its columns
