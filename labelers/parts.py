"""Meshes as a tracer needs them, kept between frames."""

from collections import OrderedDict
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assets.mesh import Mesh
from labelers.embree import Shape, embree_shape

F64 = NDArray[np.float64]
I32 = NDArray[np.int32]
MOST_TRIANGLES = 120_000  # kept between frames, which have 5,000 to 60,000: a long run must level off early
EDGE_ON_M = 1e-7  # faces seen nearer to edge-on than this are never culled


@dataclass(frozen=True, eq=False)
class MeshPart:
    """The traced triangles of a mesh, in its own frame.

    ``faces`` index ``vertices``; ``face_ids`` are their numbers in the whole mesh; ``planes`` (f, 4) are unit
    normals and their offsets. ``closed`` holds only where nothing was taken away from a closed mesh.
    """

    vertices: F64
    faces: I32
    face_ids: I32
    planes: F64
    closed: bool

    @cached_property
    def bounds(self) -> F64:
        return np.stack([self.vertices.min(0), self.vertices.max(0)])

    @cached_property
    def corners(self) -> F64:
        """(8, 3) corners of the box around it."""
        picks = (np.arange(8)[:, None] >> np.arange(3)) & 1
        return np.asarray(self.bounds[picks, np.arange(3)])

    def front_faces(self, eyes: F64) -> NDArray[np.bool_]:
        """(k, f): faces that an eye (k, 3) may see first: all, unless the mesh is closed, the eye outside."""
        if not self.closed:
            return np.ones((len(eyes), len(self.faces)), bool)
        facing = eyes @ self.planes[:, :3].T - self.planes[:, 3] > -EDGE_ON_M
        inside = ((eyes > self.bounds[0]) & (eyes < self.bounds[1])).all(1)
        facing[inside] = True
        return np.asarray(facing)


def mesh_part(mesh: Mesh, traced_slots: tuple[bool, ...]) -> MeshPart:
    """The part of ``mesh`` whose slots are traced."""
    traced = np.array(traced_slots, bool)[mesh.face_slot]
    face_ids = np.flatnonzero(traced).astype(np.int32)
    used, inverse = np.unique(mesh.faces[face_ids], return_inverse=True)
    vertices = mesh.vertices_m[used].astype(np.float64)
    faces: I32 = inverse.reshape(-1, 3).astype(np.int32)
    return MeshPart(vertices, faces, face_ids, _planes(vertices[faces]), mesh.closed and bool(traced.all()))


def _planes(triangles: F64) -> F64:
    a, b, c = triangles[:, 0], triangles[:, 1], triangles[:, 2]
    normals = np.cross(b - a, c - a)
    lengths = np.linalg.norm(normals, axis=1, keepdims=True)
    normals = np.divide(normals, lengths, out=np.zeros_like(normals), where=lengths > 0)
    return np.concatenate([normals, (normals * a).sum(1, keepdims=True)], axis=1)


class PartCache:
    """Parts and their Embree scenes by content, the least recently used dropped beyond ``max_triangles``."""

    def __init__(self, max_triangles: int = MOST_TRIANGLES) -> None:
        self._max_triangles = max_triangles
        self._entries: OrderedDict[tuple[str, tuple[bool, ...]], tuple[MeshPart, list[Shape]]] = OrderedDict()
        self._triangles = 0

    def part(self, mesh: Mesh, traced_slots: tuple[bool, ...]) -> MeshPart:
        return self._entry(mesh, traced_slots)[0]

    def embree(self, mesh: Mesh, traced_slots: tuple[bool, ...], device: Any) -> Shape:
        """The part alone in Embree, built when first asked for."""
        part, scenes = self._entry(mesh, traced_slots)
        if not scenes:
            scenes.append(embree_shape(device, part.vertices, part.faces, once=False))
        return scenes[0]

    def _entry(self, mesh: Mesh, traced_slots: tuple[bool, ...]) -> tuple[MeshPart, list[Shape]]:
        key = (mesh.key, traced_slots)
        if key in self._entries:
            self._entries.move_to_end(key)
            return self._entries[key]
        entry = self._entries[key] = (mesh_part(mesh, traced_slots), [])
        self._triangles += len(entry[0].faces)
        while self._triangles > self._max_triangles and len(self._entries) > 1:
            _, (dropped, _) = self._entries.popitem(last=False)
            self._triangles -= len(dropped.faces)
        return entry

    def __len__(self) -> int:
        return len(self._entries)
