"""Convex hulls of packages as tables of their support function: what lets many of them touch exactly.

The support function of a body says how far it reaches in every direction. Here it is sampled on an octahedron
and interpolated linearly. Being convex it is never underestimated that way, so bodies that are kept apart by
the table are apart; and for boxes, which are linear between the axes, the table is exact.
"""

from collections import OrderedDict
from dataclasses import dataclass
from functools import cache
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from assets.arrays import frozen
from assets.mesh import Mesh

F64 = NDArray[np.float64]

STEPS = 16  # of the table from an axis to the next
SIDE = 2 * STEPS + 1
KEPT = 2048
_CHUNK = 2_000_000  # products of directions and vertices held at once
_DECIMALS = 7  # the table's grid (0.1 um), so that no processor's last bit matters


@dataclass(frozen=True, eq=False)
class Hull:
    """A convex body around ``centre_m``, its centre of mass in the product's frame.

    ``table`` (SIDE, SIDE) holds the support function, relative to the centre, on the unfolded octahedron
    |x| + |y| + |z| = 1. ``radius_m`` bounds the body.
    """

    table: F64
    centre_m: F64
    radius_m: float


_kept: OrderedDict[str, Hull] = OrderedDict()
_lock = Lock()


def hull_of(mesh: Mesh) -> Hull:
    """The hull of ``mesh``; kept between frames."""
    with _lock:
        if mesh.key in _kept:
            _kept.move_to_end(mesh.key)
            return _kept[mesh.key]
    made = hull_of_points(np.unique(mesh.vertices_m.astype(np.float64), axis=0), _centre_of_mass(mesh))
    with _lock:
        _kept[mesh.key] = made
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return made


def hull_of_points(points_m: F64, centre_m: F64) -> Hull:
    """The hull of ``points_m`` (n, 3) around ``centre_m`` (3,)."""
    centre = np.round(np.asarray(centre_m, np.float64), 6)
    points = points_m - centre
    directions = _directions()
    rows = max(_CHUNK // len(points), 1)
    reach = [(directions[at : at + rows] @ points.T).max(axis=1) for at in range(0, len(directions), rows)]
    table = np.round(np.concatenate(reach), _DECIMALS).reshape(SIDE, SIDE)
    radius = round(float(np.sqrt((points**2).sum(axis=1).max())) + 1e-6, 6)
    return Hull(frozen(table, np.float64), frozen(centre, np.float64), radius)


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


@cache
def _directions() -> F64:
    """(SIDE * SIDE, 3): points of the octahedron, its lower half folded outwards."""
    ticks = np.arange(-STEPS, STEPS + 1) / STEPS
    u, v = (axis.ravel() for axis in np.meshgrid(ticks, ticks, indexing="ij"))
    z = 1 - np.abs(u) - np.abs(v)
    x = np.where(z >= 0, u, np.copysign(1 - np.abs(v), u))
    y = np.where(z >= 0, v, np.copysign(1 - np.abs(u), v))
    return frozen(np.stack([x, y, z], axis=1), np.float64)


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
