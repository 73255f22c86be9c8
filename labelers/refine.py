"""Decides in float64 the few pixels whose centre lies so near an outline that Embree's float32 might err."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from labelers.flat import FlatMesh
from labelers.rays import tile_order

F64 = NDArray[np.float64]
I64 = NDArray[np.int64]
PARALLEL = 1e-300
NEAREST_M = 1e-3  # a triangle that reaches nearer to the camera's plane has no picture to go by
MARGIN = 1e-6  # around a triangle's picture, far above the error of float64


@dataclass(frozen=True, eq=False)
class Hits:
    """First hits of rays from zero along (x, y, 1): triangle of the flat mesh (-1: none), (u, v), depth."""

    triangle: I64
    uv: F64
    depth: F64


def probes(instance_map: NDArray[np.int32], xy: F64, step: float) -> tuple[I64, F64]:
    """Pixels along outlines (p,), flat indices that may repeat, and a point beside each one's xy (p, 2).

    An outline that passes close by a pixel's centre also passes between the centre and the point: it lies
    ``step`` (as on the optical axis) away toward the neighbours of another instance or, where those are on
    opposite sides, there are three points around the centre. Pixels come in
    :func:`~labelers.rays.tile_order`.
    """
    height, width = instance_map.shape
    across, down = np.zeros((height, width + 1), np.int8), np.zeros((height + 1, width), np.int8)
    across[:, 1:-1] = instance_map[:, 1:] != instance_map[:, :-1]
    down[1:-1] = instance_map[1:] != instance_map[:-1]
    between = (across[:, 1:] & across[:, :-1]) | (down[1:] & down[:-1])
    along = (across[:, 1:] | across[:, :-1] | down[1:] | down[:-1]) & (between ^ 1)
    order, _ = tile_order(height, width)
    beside = order[np.flatnonzero(along.take(order))]
    toward = np.stack(
        [(across[:, 1:] - across[:, :-1]).take(beside), (down[1:] - down[:-1]).take(beside)], axis=1
    )
    thin = np.repeat(order[np.flatnonzero(between.take(order))], 3)
    around = np.tile(_RING, (len(thin) // 3, 1))
    pixels = np.concatenate([beside, thin])
    centre = xy[pixels]
    # The plane runs away from the eye: one angle, and float32's error, spans more of it far off the axis.
    spread = step * (1 + np.einsum("pk,pk->p", centre, centre))[:, None]
    return pixels, centre + spread * np.concatenate([toward, around])


_RING = np.stack([np.cos(np.arange(3) * 2.0944 + 0.2), np.sin(np.arange(3) * 2.0944 + 0.2)], axis=-1)


def exact_hits(mesh: FlatMesh, xy: F64, ray: I64, candidate: NDArray[np.int32]) -> Hits:
    """First hits in float64 of rays xy (n, 2) among the triangles of their candidate instances.

    ``ray`` and ``candidate`` (m,) say which instance (-1: none) is to be tried for which ray.

    Möller and Trumbore, "Fast, minimum storage ray/triangle intersection", 1997.
    """
    ray, triangle = _pairs(mesh, ray, candidate)
    near = _may_meet(mesh, triangle, xy[ray])
    ray, triangle = ray[near], triangle[near]
    u, v, depth = _intersect(mesh.vertices[mesh.faces[triangle]], xy[ray])
    found = (u >= 0) & (v >= 0) & (u + v <= 1) & (depth > 0)
    ray, triangle, u, v, depth = ray[found], triangle[found], u[found], v[found], depth[found]
    order = np.lexsort((triangle, depth, ray))
    ray, first = np.unique(ray[order], return_index=True)
    pick = order[first]
    hits = Hits(np.full(len(xy), -1), np.zeros((len(xy), 2)), np.full(len(xy), np.inf))
    hits.triangle[ray] = triangle[pick]
    hits.uv[ray] = np.stack([u[pick], v[pick]], axis=-1)
    hits.depth[ray] = depth[pick]
    return hits


def _pairs(mesh: FlatMesh, rays: I64, candidates: NDArray[np.int32]) -> tuple[I64, I64]:
    """All (ray, triangle) pairs to be tried, each once."""
    starts = np.flatnonzero(np.diff(mesh.instance, prepend=-1))
    counts = np.diff(starts, append=len(mesh.instance))
    block_of = np.full(max(int(mesh.instance.max(initial=-1)), int(candidates.max(initial=-1))) + 2, -1)
    block_of[mesh.instance[starts]] = np.arange(len(starts))
    code = np.unique(rays * (len(starts) + 1) + block_of[candidates] + 1)
    ray, block = code // (len(starts) + 1), code % (len(starts) + 1) - 1
    ray, block = ray[block >= 0], block[block >= 0]
    sizes = counts[block]
    within = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    return np.repeat(ray, sizes), np.repeat(starts[block], sizes) + within


def _may_meet(mesh: FlatMesh, triangle: I64, xy: F64) -> NDArray[np.bool_]:
    """(n,): lies the ray (x, y, 1) in the box around its triangle's picture, or may that not be known?"""
    known = np.zeros(len(mesh.faces), np.bool_)
    known[triangle] = True
    distinct = np.flatnonzero(known)
    place = np.zeros(len(mesh.faces), np.intp)
    place[distinct] = np.arange(len(distinct))
    corners = [mesh.vertices.take(corner, axis=0).T for corner in mesh.faces.take(distinct, axis=0).T]
    ahead = np.minimum.reduce([depth for _, _, depth in corners]) > NEAREST_M
    at, may = place.take(triangle), np.ones(len(triangle), np.bool_)
    for axis, ray in enumerate(xy.T):
        pictured = [corner[axis] / np.where(ahead, corner[2], np.nan) for corner in corners]
        low, high = np.minimum.reduce(pictured) - MARGIN, np.maximum.reduce(pictured) + MARGIN
        may &= ~((ray < low.take(at)) | (ray > high.take(at)))
    return may


def _intersect(triangles: F64, xy: F64) -> tuple[F64, F64, F64]:
    """u, v and depth (all (n,)) of rays from zero along (x, y, 1) with the planes of triangles (n, 3, 3)."""
    a = triangles[:, 0]
    e1, e2 = triangles[:, 1] - a, triangles[:, 2] - a
    ray = np.concatenate([xy, np.ones((len(xy), 1))], axis=1)
    p, q = np.cross(ray, e2), np.cross(e1, a)
    det = (e1 * p).sum(1)
    with np.errstate(all="ignore"):
        inverse = np.where(np.abs(det) > PARALLEL, 1 / det, np.nan)
        return -(a * p).sum(1) * inverse, (ray * q).sum(1) * inverse, (e2 * q).sum(1) * inverse
