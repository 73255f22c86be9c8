"""Builds meshes from rings, sheets and boxes: numbers in, one frozen, welded, smoothly shaded mesh out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from assets.mesh import Mesh

F64 = NDArray[np.float64]
I64 = NDArray[np.int64]
Rect = tuple[float, float, float, float]

WELD_M = 1e-7


@dataclass(frozen=True, eq=False)
class Patch:
    """A piece of surface in one slot: (v, 3) points, (f, 3) corners counter-clockwise from outside, (f, 3, 2)
    uv.
    """

    points: F64
    faces: I64
    uv: F64
    slot: str


def grid(points: ArrayLike, slot: str, uv: ArrayLike | None = None) -> Patch:
    """A sheet of quads from (rows, columns, 3) points: rows go up and columns to the right, seen from
    outside.
    """
    p = np.asarray(points, np.float64)
    rows, columns = p.shape[:2]
    at = np.arange(rows * columns).reshape(rows, columns)
    a, b, c, d = (x.ravel() for x in (at[:-1, :-1], at[:-1, 1:], at[1:, 1:], at[1:, :-1]))
    faces = np.concatenate([np.stack([a, b, c], 1), np.stack([a, c, d], 1)])
    texture = np.zeros((rows, columns, 2)) if uv is None else np.asarray(uv, np.float64)
    return Patch(p.reshape(-1, 3), faces, texture.reshape(-1, 2)[faces], slot)


def polygon(points: ArrayLike, slot: str, uv: ArrayLike | None = None) -> Patch:
    """A convex polygon as a fan from its first point, counter-clockwise seen from outside."""
    p = np.asarray(points, np.float64)
    k = np.arange(1, len(p) - 1)
    faces = np.stack([np.zeros_like(k), k, k + 1], 1)
    texture = np.zeros((len(p), 2)) if uv is None else np.asarray(uv, np.float64)
    return Patch(p, faces, texture[faces], slot)


def rings(rows: ArrayLike, segments: int) -> F64:
    """Horizontal superellipses, one per row of ``(half_width, half_depth, z[, exponent])``.

    Returns (rows, segments + 1, 3). Each ring starts at the back (+y), passes the left, the front (-y) and
    the right, evenly spaced along its own length, and ends where it starts. Exponent 2 (the default) is an
    ellipse; larger ones approach a rectangle (Lame curves). ``segments`` must be a multiple of 4, so that the
    extremes are exact.
    """
    if segments % 4:
        raise ValueError(f"segments must be a multiple of 4, not {segments}")
    table = np.asarray(rows, np.float64)
    if table.shape[1] == 3:
        table = np.column_stack([table, np.full(len(table), 2.0)])
    return np.stack([_ring(a, b, z, exponent, segments // 4) for a, b, z, exponent in table])


def _ring(a: float, b: float, z: float, exponent: float, steps: int) -> F64:
    """One ring of 4 * steps + 1 points; a quarter is spaced by length and mirrored, so symmetry is exact."""
    # Near the axes a superellipse moves with the (2 / exponent)-th power of t: this spacing evens that out.
    s, p = np.linspace(0, 1, 513), exponent / 2
    t = np.pi / 2 * s**p / (s**p + (1 - s) ** p)
    x, y = a * np.sin(t) ** (2 / exponent), b * np.cos(t) ** (2 / exponent)
    length = np.concatenate([[0], np.cumsum(np.hypot(np.diff(x), np.diff(y)))])
    if length[-1] > 0:
        s = np.interp(np.linspace(0, length[-1], steps + 1), length, s)
    else:
        s = np.linspace(0, 1, steps + 1)
    t = np.pi / 2 * s**p / (s**p + (1 - s) ** p)
    qx, qy = a * np.sin(t) ** (2 / exponent), b * np.cos(t) ** (2 / exponent)
    qx[[0, -1]], qy[[0, -1]] = (0, a), (b, 0)
    x = np.concatenate([-qx[:-1], -qx[:0:-1], qx[:-1], qx[:0:-1], [0]])
    y = np.concatenate([qy[:-1], -qy[:0:-1], -qy[:-1], qy[:0:-1], [b]])
    return np.column_stack([x, y, np.full(len(x), z)])


def wall(ring_stack: F64, slot: str, rect: Rect | None = None) -> Patch:
    """The surface through a stack of rings from bottom to top; ``rect`` (u0, v0, u1, v1) goes once around
    it.
    """
    if rect is None:
        return grid(ring_stack, slot)
    return grid(ring_stack, slot, sheet_uv(ring_stack, rect))


def sheet_uv(points: F64, rect: Rect) -> F64:
    """(rows, columns, 2) uv filling ``rect``, spaced by mean length along the sheet's columns and rows."""
    across = np.linalg.norm(np.diff(points, axis=1), axis=2).mean(0)
    along = np.linalg.norm(np.diff(points, axis=0), axis=2).mean(1)
    u, v = (np.concatenate([[0], np.cumsum(d)]) / max(d.sum(), 1e-12) for d in (across, along))
    u0, v0, u1, v1 = rect
    return np.stack(np.meshgrid(u0 + u * (u1 - u0), v0 + v * (v1 - v0)), axis=-1)


def lid(ring: F64, slot: str, up: bool, rise_m: float = 0.0, uv: F64 | None = None) -> Patch:
    """Closes a ring with a disc facing up or down; ``rise_m`` lifts its centre into a cone."""
    loop = ring[:-1]
    texture = None if uv is None else uv[:-1]
    if rise_m == 0.0:
        order = slice(None) if up else slice(None, None, -1)
        return polygon(loop[order], slot, None if texture is None else texture[order])
    n = len(loop)
    centre = np.array([[loop[:, 0].mean(), loop[:, 1].mean(), loop[0, 2] + rise_m]])
    k = np.arange(n)
    pair = (k, (k + 1) % n) if up else ((k + 1) % n, k)
    faces = np.stack([*pair, np.full(n, n)], 1)
    corners = np.zeros((n + 1, 2)) if texture is None else np.vstack([texture, texture.mean(0)])
    return Patch(np.vstack([loop, centre]), faces, corners[faces], slot)


def planar_uv(points: F64, axes: tuple[int, int], lo: F64, hi: F64, rect: Rect, flip: bool = False) -> F64:
    """uv by projection: the box from ``lo`` to ``hi`` along ``axes`` fills ``rect``; ``flip`` mirrors u."""
    i, j = axes
    u = (points[..., i] - lo[i]) / (hi[i] - lo[i])
    v = (points[..., j] - lo[j]) / (hi[j] - lo[j])
    u0, v0, u1, v1 = rect
    return np.stack([u0 + (1 - u if flip else u) * (u1 - u0), v0 + v * (v1 - v0)], axis=-1)


def box(lo: ArrayLike, hi: ArrayLike, slot: str) -> Patch:
    """A plain closed box: 12 triangles."""
    low, high = np.asarray(lo, np.float64), np.asarray(hi, np.float64)
    bits = np.array([[i & 1, i >> 1 & 1, i >> 2 & 1] for i in range(8)])
    points = np.where(bits == 1, high, low)
    quads = np.array([[0, 2, 3, 1], [4, 5, 7, 6], [0, 1, 5, 4], [2, 6, 7, 3], [0, 4, 6, 2], [1, 3, 7, 5]])
    faces = np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]])
    return Patch(points, faces, np.zeros((12, 3, 2)), slot)


def prism(section_yz: ArrayLike, x0: float, x1: float, slot: str) -> Patch:
    """A convex (y, z) polygon, counter-clockwise seen from +x, drawn out from ``x0`` to ``x1``; closed."""
    s = np.asarray(section_yz, np.float64)
    n = len(s)
    points = np.concatenate([np.column_stack([np.full(n, x), s]) for x in (x0, x1)])
    k, m = np.arange(n), (np.arange(n) + 1) % n
    sides = np.concatenate([np.stack([k, k + n, m + n], 1), np.stack([k, m + n, m], 1)])
    fan = np.stack([np.zeros(n - 2, int), np.arange(1, n - 1), np.arange(2, n)], 1)
    faces = np.concatenate([sides[:, ::-1], fan[:, ::-1], fan + n])
    return Patch(points, faces, np.zeros((len(faces), 3, 2)), slot)


def moved(patch: Patch, matrix: ArrayLike) -> Patch:
    """The patch under an affine (4, 4) transform that keeps handedness."""
    m = np.asarray(matrix, np.float64)
    return replace(patch, points=patch.points @ m[:3, :3].T + m[:3, 3])


def transform(x_m: float = 0, y_m: float = 0, z_m: float = 0, tilt_rad: float = 0, yaw_rad: float = 0) -> F64:
    """A rigid (4, 4) transform: tilt about x first, then yaw about z, then the shift."""
    ct, st, cy, sy = np.cos(tilt_rad), np.sin(tilt_rad), np.cos(yaw_rad), np.sin(yaw_rad)
    tilt = np.array([[1, 0, 0], [0, ct, -st], [0, st, ct]])
    yaw = np.array([[cy, -sy, 0], [sy, cy, 0], [0, 0, 1]])
    result = np.eye(4)
    result[:3, :3] = yaw @ tilt
    result[:3, 3] = x_m, y_m, z_m
    return result


def assemble(
    patches: Sequence[Patch],
    slots: Sequence[str],
    size_m: tuple[float, float, float] | None = None,
    crease_deg: float = 42.0,
    closed: bool = True,
) -> Mesh:
    """One mesh of all patches: welded by position, shaded smoothly except across creases.

    With ``size_m`` (width, depth, height) the result is stretched to exactly that size, centred in x and y,
    standing on z = 0. Triangles that welding made degenerate are dropped. ``slots`` fixes the order of
    material slots; each patch's slot must be among them.
    """
    points = np.concatenate([p.points for p in patches])
    offsets = np.cumsum([0, *(len(p.points) for p in patches[:-1])])
    faces = np.concatenate([p.faces + o for p, o in zip(patches, offsets, strict=True)])
    uv = np.concatenate([p.uv for p in patches])
    slot = np.concatenate([np.full(len(p.faces), slots.index(p.slot)) for p in patches])
    points = fitted(points, size_m) if size_m else points
    # Rounding hides the last bits in which mathematical libraries of different machines disagree.
    points, faces = welded(np.round(points, 7), faces)
    keep = (faces != np.roll(faces, 1, axis=1)).all(1)
    faces, uv, slot = faces[keep], uv[keep], slot[keep]
    normals = smooth_normals(points, faces, crease_deg)
    uv, normals = np.round(uv, 7), np.round(normals, 6)
    return Mesh(points, faces, uv, normals, slot, tuple(slots), closed)  # type: ignore[arg-type]


def fitted(points: F64, size_m: tuple[float, float, float]) -> F64:
    """Points stretched to ``size_m``, centred in x and y, lowest at z = 0."""
    low, high = points.min(0), points.max(0)
    scaled = (points - (low + high) / 2) * (np.asarray(size_m) / (high - low))
    scaled[:, 2] += size_m[2] / 2
    return np.asarray(scaled)


def welded(points: F64, faces: I64) -> tuple[F64, I64]:
    """Points that agree to a tenth of a micrometre become one; unused points go."""
    used = np.flatnonzero(np.bincount(faces.reshape(-1), minlength=len(points)))
    x, y, z = np.round(points[used] / WELD_M).astype(np.int64).T
    order = np.lexsort((z, y, x))
    new = np.ones(len(order), np.bool_)
    new[1:] = np.logical_or.reduce([np.diff(axis.take(order)) != 0 for axis in (x, y, z)])
    number = np.zeros(len(points), np.int64)
    number[used[order]] = np.cumsum(new) - 1
    return points[used[order[new]]], number[faces]


def face_vectors(points: F64, faces: I64) -> F64:
    """(f, 3) cross products: along each triangle's normal, twice its area long."""
    a = points[faces[:, 0]]
    (ex, ey, ez), (fx, fy, fz) = (points[faces[:, 1]] - a).T, (points[faces[:, 2]] - a).T
    # What np.cross does, which takes thrice as long over as few as most meshes have.
    return np.stack([ey * fz - ez * fy, ez * fx - ex * fz, ex * fy - ey * fx], axis=1)


def smooth_normals(points: F64, faces: I64, crease_deg: float) -> F64:
    """(f, 3, 3) unit corner normals: the area-weighted mean over the faces around a point that bend less than
    a crease.

    Large faces weigh more (as in "face-weighted normals"), so that a flat side stays flat and its narrow
    bevel carries the whole turn.
    """
    vector = face_vectors(points, faces)
    unit = vector / np.maximum(np.linalg.norm(vector, axis=1, keepdims=True), 1e-30)
    order, corner, other = _corner_pairs(faces)
    own = order // 3
    face, neighbour = own.take(corner), own.take(other)
    cosine = np.zeros(len(corner))
    for along in np.ascontiguousarray(unit.T):
        cosine += along.take(face) * along.take(neighbour)
    near = np.flatnonzero(cosine >= np.cos(np.radians(crease_deg)))
    corner, neighbour = corner.take(near), neighbour.take(near)
    total = np.empty((3 * len(faces), 3))
    for axis, along in enumerate(np.ascontiguousarray(vector.T)):
        total[order, axis] = np.bincount(corner, along.take(neighbour), len(order))
    total /= np.maximum(np.linalg.norm(total, axis=1, keepdims=True), 1e-30)
    return total.reshape(-1, 3, 3)


def _corner_pairs(faces: I64) -> tuple[I64, I64, I64]:
    """All corners (flat indices) ordered by their points, and every pair of places in that order whose
    corners share a point, each with itself included.
    """
    flat = faces.reshape(-1)
    order = np.argsort(flat, kind="stable")
    count = np.bincount(flat)
    point = flat.take(order)
    size = count.take(point)
    first = np.repeat(np.arange(len(order)), size)
    # A corner's partners follow each other: their place less the pair's own number is the same for all.
    ahead = (np.cumsum(count) - count).take(point) - (np.cumsum(size) - size)
    return order, first, np.arange(len(first)) + ahead.take(first)
