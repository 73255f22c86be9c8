"""Decides in float64 the few pixels whose centre lies so near an outline that Embree's float32 might err."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from labelers.flat import FlatMesh

F64 = NDArray[np.float64]
I64 = NDArray[np.int64]
PARALLEL = 1e-300


@dataclass(frozen=True, eq=False)
class Hits:
    """First hits of rays from zero along (x, y, 1): triangle of the flat mesh (-1: none), (u, v), depth."""

    triangle: I64
    uv: F64
    depth: F64


def outline_pixels(instance_map: NDArray[np.int32]) -> I64:
    """Flat indices of the pixels with a horizontal or vertical neighbour of another instance."""
    outline = np.zeros(instance_map.shape, bool)
    across = instance_map[:, 1:] != instance_map[:, :-1]
    down = instance_map[1:] != instance_map[:-1]
    outline[:, 1:] |= across
    outline[:, :-1] |= across
    outline[1:] |= down
    outline[:-1] |= down
    return np.flatnonzero(outline)


def ring(xy: F64, radius: float) -> F64:
    """(3, n, 2): three points around each of xy (n, 2). A line through xy leaves one of them on each side."""
    angles = np.arange(3) * (2 * np.pi / 3) + 0.2
    return xy + radius * np.stack([np.cos(angles), np.sin(angles)], axis=-1)[:, None]


def exact_hits(mesh: FlatMesh, xy: F64, candidates: NDArray[np.int32]) -> Hits:
    """First hits in float64 of rays (n, 2) among the triangles of their candidate instances (n, c).

    Möller and Trumbore, "Fast, minimum storage ray/triangle intersection", 1997.
    """
    ray, triangle = _pairs(mesh, candidates)
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


def _pairs(mesh: FlatMesh, candidates: NDArray[np.int32]) -> tuple[I64, I64]:
    """All (ray, triangle) pairs to be tried, each once."""
    starts = np.flatnonzero(np.diff(mesh.instance, prepend=-1))
    counts = np.diff(starts, append=len(mesh.instance))
    block_of = np.full(max(int(mesh.instance.max(initial=-1)), int(candidates.max(initial=-1))) + 2, -1)
    block_of[mesh.instance[starts]] = np.arange(len(starts))
    code = np.arange(len(candidates))[:, None] * (len(starts) + 1) + block_of[candidates] + 1
    code = np.unique(code)
    ray, block = code // (len(starts) + 1), code % (len(starts) + 1) - 1
    ray, block = ray[block >= 0], block[block >= 0]
    sizes = counts[block]
    within = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    return np.repeat(ray, sizes), np.repeat(starts[block], sizes) + within


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
