"""All parts of a model as one indexed surface: joined, cleaned, turned, with normals where there were
none."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from assets.own import limits
from assets.own.errors import ModelError
from assets.own.raw import F64, I64, RawMaterial, RawModel, RawPart

CREASE_DEG = 40.0
_WELD = 1e-6  # of the model's extent


@dataclass(frozen=True, eq=False)
class Solid:
    """Triangles with attributes at their vertices.

    Attributes:
        points: (v, 3). Vertices that differ in any attribute or in material are different vertices.
        normals: (v, 3) unit.
        uv: (v, 2), zero where there is none.
        colors: (v, 3) linear, or None where no part has any.
        faces: (f, 3).
        slot: (f,) index into ``materials``.
    """

    points: F64
    normals: F64
    uv: F64
    colors: F64 | None
    faces: I64
    slot: I64
    materials: tuple[RawMaterial, ...]

    @property
    def corners(self) -> F64:
        """(f, 3, 3) positions."""
        return self.points[self.faces]

    @property
    def size(self) -> F64:
        used = self.points[self.faces.ravel()]
        return np.asarray(used.max(0) - used.min(0))


def joined(model: RawModel, name: str) -> Solid:
    """One surface of all parts. Raises ModelError when there is nothing to see or the numbers are absurd."""
    parts = [part for part in model.parts if len(part.faces)]
    if not parts:
        raise ModelError(f"{name}: has no triangles")
    materials = list(dict.fromkeys(part.material for part in parts))
    if len(materials) > limits.MAX_KEPT_MATERIALS:
        raise ModelError(
            f"{name}: {len(materials)} materials; a product may have {limits.MAX_KEPT_MATERIALS}. "
            f"Join some of them"
        )
    points = np.concatenate([part.points for part in parts])
    if not np.isfinite(points).all() or np.abs(points).max() > 1e12:
        raise ModelError(f"{name}: a coordinate is not a finite number")
    offsets = np.cumsum([0, *(len(part.points) for part in parts)])[:-1]
    faces = np.concatenate([part.faces + start for part, start in zip(parts, offsets, strict=True)])
    slot = np.concatenate([np.full(len(p.faces), materials.index(p.material)) for p in parts])
    uv = np.concatenate([np.zeros((len(p.points), 2)) if p.uv is None else p.uv for p in parts])
    if not np.isfinite(uv).all():
        raise ModelError(f"{name}: a texture coordinate is not a finite number")
    normals = np.concatenate([_normals(part) for part in parts])
    kept = _not_flat(points, faces)
    if not kept.any():
        raise ModelError(f"{name}: all of its triangles are empty")
    solid = Solid(points, normals, uv, _colors(parts), faces[kept], slot[kept], tuple(materials))
    return _outside_out(indexed(solid))


def _colors(parts: Sequence[RawPart]) -> F64 | None:
    if all(part.colors is None for part in parts):
        return None
    return np.concatenate([np.ones((len(p.points), 3)) if p.colors is None else p.colors for p in parts])


def _not_flat(points: F64, faces: I64) -> NDArray[np.bool_]:
    """Triangles with an area."""
    distinct = (faces[:, 0] != faces[:, 1]) & (faces[:, 1] != faces[:, 2]) & (faces[:, 2] != faces[:, 0])
    a, b, c = (points[faces[:, i]] for i in range(3))
    area = np.linalg.norm(np.cross(b - a, c - a), axis=1)
    extent = float(np.ptp(points, axis=0).max())
    return np.asarray(distinct & (area > (extent * 1e-7) ** 2))


def _normals(part: RawPart) -> F64:
    """The part's own normals where they are good, else smooth ones with creases."""
    if part.normals is not None and len(part.normals) == len(part.points):
        length = np.linalg.norm(part.normals, axis=1)
        if np.isfinite(length).all() and (length > 1e-12).all():
            return np.asarray(part.normals / length[:, None])
    return np.full((len(part.points), 3), np.nan)


def indexed(solid: Solid) -> Solid:
    """Equal vertices joined; normals computed where a part had none."""
    solid = _with_normals(solid)
    extent = max(float(np.ptp(solid.points, axis=0).max()), 1e-12)
    vertex_slot = np.zeros(len(solid.points), np.int64)
    vertex_slot[solid.faces] = solid.slot[:, None]
    keys = [
        np.round((solid.points - solid.points.min(0)) / (extent * _WELD)),
        np.round(solid.normals * 200),
        np.round(solid.uv * 65536),
        vertex_slot[:, None],
    ]
    if solid.colors is not None:
        keys.append(np.round(solid.colors * 255))
    used, faces = np.unique(solid.faces, return_inverse=True)
    first, inverse = _unique_rows(np.concatenate(keys, axis=1)[used])
    at = used[first]
    joined_faces = inverse[faces.reshape(-1, 3)]
    fine = _not_flat(solid.points[at], joined_faces)
    return replace(
        solid,
        points=solid.points[at],
        normals=solid.normals[at],
        uv=solid.uv[at],
        colors=None if solid.colors is None else solid.colors[at],
        faces=joined_faces[fine],
        slot=solid.slot[fine],
    )


def _unique_rows(rows: F64) -> tuple[I64, I64]:
    """(first, inverse) of the distinct rows, those in the order in which they first appear."""
    packed = np.ascontiguousarray(rows.astype(np.int64) if np.abs(rows).max() < 2**62 else rows)
    view = packed.view(np.dtype((np.void, packed.dtype.itemsize * packed.shape[1]))).ravel()
    _, first, inverse = np.unique(view, return_index=True, return_inverse=True)
    order = np.argsort(first, kind="stable")
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    return first[order], rank[inverse.ravel()]


def welded(points: F64, faces: I64) -> I64:
    """(f, 3) faces over positions alone."""
    extent = max(float(np.ptp(points, axis=0).max()), 1e-12)
    _, inverse = _unique_rows(np.round((points - points.min(0)) / (extent * _WELD)))
    return inverse[faces]


def _with_normals(solid: Solid) -> Solid:
    missing = np.isnan(solid.normals).any(axis=1)
    need = missing[solid.faces].any(axis=1)
    if not need.any():
        return solid
    # Each such triangle gets corners of its own, whose normals then decide which of them are one vertex.
    faces = solid.faces.copy()
    which = solid.faces[need].ravel()
    start = len(solid.points)
    faces[need] = start + np.arange(len(which)).reshape(-1, 3)
    normals = corner_normals(solid.points, solid.faces)[need].reshape(-1, 3)
    return replace(
        solid,
        points=np.concatenate([solid.points, solid.points[which]]),
        normals=np.concatenate([np.nan_to_num(solid.normals), normals]),
        uv=np.concatenate([solid.uv, solid.uv[which]]),
        colors=None if solid.colors is None else np.concatenate([solid.colors, solid.colors[which]]),
        faces=faces,
    )


def corner_normals(points: F64, faces: I64, crease_deg: float = CREASE_DEG) -> F64:
    """(f, 3, 3) unit normals: the mean over a vertex where its faces bend less than ``crease_deg``, by
    area."""
    at = welded(points, faces)
    tri = points[faces]
    area = np.cross(tri[:, 1] - tri[:, 0], tri[:, 2] - tri[:, 0])
    flat = area / np.maximum(np.linalg.norm(area, axis=1, keepdims=True), 1e-300)
    total = np.zeros((int(at.max()) + 1, 3))
    for k in range(3):
        np.add.at(total, at[:, k], area)
    smooth = total / np.maximum(np.linalg.norm(total, axis=1, keepdims=True), 1e-300)
    found = smooth[at]
    bent = (found * flat[:, None]).sum(2) < np.cos(np.radians(crease_deg))
    return np.where(bent[..., None], flat[:, None], found)


def _outside_out(solid: Solid) -> Solid:
    """A closed surface that is inside out, turned; its volume is then positive."""
    tri = solid.corners - solid.points[solid.faces.ravel()].mean(0)
    volume = float(np.einsum("ij,ij->i", tri[:, 0], np.cross(tri[:, 1], tri[:, 2])).sum()) / 6
    box = float(np.prod(np.maximum(solid.size, 1e-300)))
    if volume < -0.05 * box:
        return replace(solid, faces=solid.faces[:, ::-1].copy(), normals=-solid.normals)
    # Normals that disagree with the winding everywhere are an exporter's slip; the winding is what is seen.
    flat = np.cross(tri[:, 1] - tri[:, 0], tri[:, 2] - tri[:, 0])
    agree = float((flat * solid.normals[solid.faces].mean(1)).sum(1).sum())
    return replace(solid, normals=-solid.normals) if agree < 0 else solid


def moved(solid: Solid, turn: F64, scale: F64, shift: F64) -> Solid:
    """The surface turned by a (3, 3) rotation, then scaled per axis, then shifted."""
    normals = (solid.normals @ turn.T) / scale
    length = np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-300)
    return replace(solid, points=(solid.points @ turn.T) * scale + shift, normals=normals / length)
