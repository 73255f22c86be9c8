"""Convex hulls of packages as tables of their support function: what lets many of them touch exactly.

The support function of a body says how far it reaches in every direction. Here it is sampled on an octahedron
and interpolated linearly. Being convex it is never underestimated that way, so bodies that are kept apart by
the table are apart; and for boxes, which are linear between the axes, the table is exact.
"""

from collections import OrderedDict
from collections.abc import Callable, Sequence
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
_CHUNK = 2_000_000  # products of directions and vertices held at once
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
    points = np.unique(_gridded(points_m), axis=0) - centre
    outer = points[np.unique(_chunked(points, _telling_directions(), np.argmax).astype(np.intp))]
    table = _chunked(outer, _directions(STEPS), np.max).reshape(SIDE, SIDE)
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


def _chunked(points: F64, directions: F64, which: Callable[..., F64]) -> F64:
    """``which`` (the greatest, or where it is) of how far the points reach in every direction."""
    rows = max(_CHUNK // len(points), 1)
    parts = [directions[at : at + rows] @ points.T for at in range(0, len(directions), rows)]
    return np.concatenate([which(part, axis=1) for part in parts])


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


def support(tables: F64, which: NDArray[np.intp], x: F64, y: F64, z: F64) -> F64:
    """How far bodies reach in directions (x, y, z) of their own frames, which need not be of unit length.

    ``tables`` (t, SIDE * SIDE); ``which`` (table of each direction) and the directions broadcast.
    Multiplications and additions only, one element at a time: the same bits on every processor.
    """
    ax, ay, az = np.abs(x), np.abs(y), np.abs(z)
    total = ax + ay + az
    scale = STEPS / total
    u, v = ax * scale, ay * scale
    below = z < 0
    a = np.where(below, STEPS - v, u)
    b = np.where(below, STEPS - u, v)
    i = np.minimum(a.astype(np.intp), STEPS - 1)
    j = np.minimum(b.astype(np.intp), STEPS - 1)
    f, g = a - i, b - j
    far = f + g > 1.0
    step_u = np.where(x < 0, -SIDE, SIDE)
    step_v = np.where(y < 0, -1, 1)
    near = (which * (SIDE * SIDE) + STEPS * (SIDE + 1)) + step_u * i + step_v * j
    flat = tables.ravel()
    along_u, along_v = flat[near + step_u], flat[near + step_v]
    corner = flat[near + far * (step_u + step_v)]
    w_u, w_v = np.where(far, 1 - g, f), np.where(far, 1 - f, g)
    return np.asarray(total * (corner * (1 - w_u - w_v) + along_u * w_u + along_v * w_v))
