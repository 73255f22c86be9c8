"""Dents: a smooth inward push of a mesh, fine enough where it bends."""

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from assets.draws import keyed_rng
from assets.mesh import Mesh
from assets.mesh_tools import F64, I64, face_vectors, smooth_normals

STEEPEST = 0.5
"""Largest slope of the push. Below 1 it folds nothing over: points that were apart stay apart, in order."""
FOOT = 4.0  # times the deepest dent: so far above the ground pushes fade out, and the package still stands
DEEPEST_M = (0.0, 0.0, 0.006, 0.011)  # by grade
PASSES = 3
MORE_TRIANGLES = 900
CREASE_DEG = 50.0

# How an edge-marked triangle falls apart: corners 0..2, midpoints 3 (01), 4 (12), 5 (20), by marks 1 + 2 + 4.
SPLITS = (
    ((0, 1, 2),),
    ((0, 3, 2), (3, 1, 2)),
    ((0, 1, 4), (0, 4, 2)),
    ((3, 1, 4), (0, 3, 4), (0, 4, 2)),
    ((0, 1, 5), (5, 1, 2)),
    ((0, 3, 5), (3, 1, 2), (3, 2, 5)),
    ((4, 2, 5), (0, 1, 4), (0, 4, 5)),
    ((0, 3, 5), (3, 1, 4), (5, 4, 2), (3, 4, 5)),
)


@dataclass(frozen=True, eq=False)
class Dents:
    """Pushes of ``depth_m`` along unit ``inward`` (n, 3) around ``centre_m``, each with its own reach."""

    centre_m: F64
    inward: F64
    depth_m: F64  # (n,)
    reach_m: F64  # (n,) standard deviation of the Gaussian

    def push(self, points: F64) -> F64:
        """Displacement (v, 3) of points (v, 3)."""
        gap = points[:, None] - self.centre_m
        weight = self.depth_m * np.exp(-np.sum(gap * gap, axis=2) / (2 * self.reach_m**2))
        shift = np.einsum("vn,nk->vk", weight, self.inward)
        foot = np.clip(points[:, 2:] / (FOOT * self.depth_m.max()), 0, 1)
        return np.asarray(shift * foot * foot * (3 - 2 * foot))


@lru_cache(maxsize=32)
def dented(mesh: Mesh, grade: int, variant: int) -> Mesh:
    """``mesh`` with the dents of wear ``grade``, the same for the same mesh, grade and variant.

    It keeps its slots and uv, stays inside its bounds and closed where it was, and stands as it stood.
    """
    dents = draw_dents(mesh, grade, variant)
    fine = refined(mesh, dents)
    old = fine.vertices_m.astype(np.float64)
    low, high = mesh.bounds_m
    new = np.round(np.clip(old + dents.push(old), low, high), 7)
    faces = fine.faces.astype(np.int64)
    turned = smooth_normals(new, faces, CREASE_DEG) - smooth_normals(old, faces, CREASE_DEG)
    normals = fine.corner_normals + turned
    normals /= np.maximum(np.linalg.norm(normals, axis=2, keepdims=True), 1e-12)
    return replace(fine, vertices_m=new.astype(np.float32), corner_normals=np.round(normals, 6))


def draw_dents(mesh: Mesh, grade: int, variant: int) -> Dents:
    """One pushed-in corner or edge and some shallow dents in the sides; more and deeper with the grade."""
    rng = keyed_rng(variant, "wear", "dents", mesh.key, grade)
    size = mesh.size_m
    thin = float(min(size[0], size[1], size[2]))
    number = grade - 1 + int(rng.integers(0, 2))
    corners = 1 if grade > 2 else int(rng.integers(0, 2))
    places = [_corner(mesh, rng) for _ in range(corners)] + [_side(mesh, rng) for _ in range(number)]
    reach = thin * rng.uniform(0.14, 0.32, len(places))
    depth = reach * STEEPEST / 0.607 * rng.uniform(0.35 * (grade - 1), 1.0, len(places))
    depth = np.minimum(depth, DEEPEST_M[grade])
    centre, inward = (np.array(column) for column in zip(*places, strict=True))
    alone = [k for k in range(len(places)) if _is_alone(centre[: k + 1], reach[: k + 1])]
    return Dents(centre[alone], inward[alone], depth[alone], reach[alone])


def _is_alone(centre: F64, reach: F64) -> bool:
    """Whether the last dent keeps clear of those before it, so that their slopes do not add up."""
    gap = np.linalg.norm(centre[:-1] - centre[-1], axis=1)
    return bool((gap > 1.8 * (reach[:-1] + reach[-1])).all())


def _corner(mesh: Mesh, rng: np.random.Generator) -> tuple[F64, F64]:
    """The outermost point toward one of the upper corners, and the way to the middle."""
    side = np.array([rng.choice([-1.0, 1.0]), rng.choice([-1.0, -1.0, 1.0]), 1.0])
    points = mesh.vertices_m.astype(np.float64)
    at = points[np.argmax((points / mesh.size_m) @ side)]
    return at, _unit(-side * [1.0, 1.0, 0.7])


def _side(mesh: Mesh, rng: np.random.Generator) -> tuple[F64, F64]:
    """A point of an upright face, one toward the shopper more often than not, and the way in."""
    points, faces = mesh.vertices_m.astype(np.float64), mesh.faces.astype(np.int64)
    vector = face_vectors(points, faces)
    out = vector / np.maximum(np.linalg.norm(vector, axis=1, keepdims=True), 1e-30)
    weight = np.linalg.norm(vector, axis=1) * (np.abs(out[:, 2]) < 0.5) * (1.5 - out[:, 1])
    cumulated = np.cumsum(weight) if weight.sum() > 0 else np.cumsum(np.ones(len(faces)))
    face = int(np.searchsorted(cumulated, rng.random() * cumulated[-1]))
    a, b = np.sort(rng.random(2))
    at = np.array([a, b - a, 1 - b]) @ points[faces[min(face, len(faces) - 1)]]
    return at, _unit(-out[min(face, len(faces) - 1)] * [1.0, 1.0, 0.0] + [0.0, 1e-9, 0.0])


def _unit(vector: F64) -> F64:
    return np.asarray(vector / np.linalg.norm(vector))


def refined(mesh: Mesh, dents: Dents) -> Mesh:
    """The same surface with edges near the dents halved until they can follow the bend."""
    fine = mesh
    for _ in range(PASSES):
        marks = _marks(fine, dents)
        if not marks.any() or len(fine.faces) + 2 * marks.sum() > len(mesh.faces) + MORE_TRIANGLES:
            break
        fine = _halved(fine, marks)
    return fine


def _marks(mesh: Mesh, dents: Dents) -> NDArray[np.bool_]:
    """(f, 3) edges that are too long for a dent nearby; the decision sees only the edge, never its face."""
    points, following = mesh.vertices_m.astype(np.float64), np.roll(mesh.faces, -1, axis=1)
    start = points[np.minimum(mesh.faces, following)]  # the same for both faces, to the last bit
    way = points[np.maximum(mesh.faces, following)] - start
    length2 = np.sum(way * way, axis=2)
    marks = np.zeros(mesh.faces.shape, np.bool_)
    for centre, reach in zip(dents.centre_m, dents.reach_m, strict=True):
        along = np.sum((centre - start) * way, axis=2) / np.maximum(length2, 1e-20)
        nearest = start + np.clip(along, 0, 1)[..., None] * way
        gap2 = np.sum((nearest - centre) ** 2, axis=2)
        marks |= (gap2 < (2.2 * reach) ** 2) & (length2 > (0.8 * reach) ** 2)
    return marks


def _halved(mesh: Mesh, marks: NDArray[np.bool_]) -> Mesh:
    """Every marked edge gets a point in its middle; both its faces split there, so nothing opens."""
    faces = mesh.faces.astype(np.int64)
    points, middle = _with_middles(mesh, faces, marks)
    corners = np.concatenate([faces, middle], axis=1).astype(np.int32)  # (f, 6), as SPLITS counts them
    uv, normals = (_six(values.astype(np.float64)) for values in (mesh.corner_uv, mesh.corner_normals))
    normals /= np.maximum(np.linalg.norm(normals, axis=2, keepdims=True), 1e-12)
    kind = marks @ np.array([1, 2, 4])
    parts = [(np.flatnonzero(kind == k), np.array(split)) for k, split in enumerate(SPLITS)]
    face = np.concatenate([np.repeat(at, len(split)) for at, split in parts])
    local = np.concatenate([np.tile(split, (len(at), 1)) for at, split in parts])
    order = np.argsort(face, kind="stable")
    face, local = face[order], local[order]
    return Mesh(
        points.astype(np.float32),
        corners[face[:, None], local],
        uv[face[:, None], local].astype(np.float32),
        normals[face[:, None], local].astype(np.float32),
        mesh.face_slot[face],
        mesh.slots,
        mesh.closed,
    )


def _with_middles(mesh: Mesh, faces: I64, marks: NDArray[np.bool_]) -> tuple[F64, I64]:
    """All points with those of the marked edges' middles behind, and (f, 3) the middles' numbers or 0."""
    ends = np.sort(np.stack([faces, np.roll(faces, -1, axis=1)], axis=-1)[marks], axis=1)
    edges, number = np.unique(ends, axis=0, return_inverse=True)
    points = mesh.vertices_m.astype(np.float64)
    middle = np.zeros(faces.shape, np.int64)
    middle[marks] = len(points) + number.reshape(-1)
    return np.concatenate([points, points[edges].mean(1)]), middle


def _six(values: F64) -> F64:
    """Corner values (f, 3, k) with those of the three edges' middles behind: (f, 6, k)."""
    return np.concatenate([values, (values + np.roll(values, -1, axis=1)) / 2], axis=1)
