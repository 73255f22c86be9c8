"""Triangle meshes as frozen arrays: what every engine renders and every label is traced from."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from assets.arrays import digest, frozen

F32 = NDArray[np.float32]
I32 = NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Mesh:
    """Triangles with per-corner UVs and shading normals, split into material slots.

    Attributes:
        vertices_m: (v, 3) float32, metres, in the object's own frame.
        faces: (f, 3) int32, counter-clockwise seen from outside.
        corner_uv: (f, 3, 2) float32; v runs upwards (OpenGL's way), so image row 0 is v = 1.
        corner_normals: (f, 3, 3) float32 unit shading normals.
        face_slot: (f,) int32, index into ``slots``.
        slots: names of the material slots, e.g. ("label", "metal").
        closed: True where the surface is watertight and seen from outside only; tracers may cull its back
            faces.
    """

    vertices_m: F32
    faces: I32
    corner_uv: F32
    corner_normals: F32
    face_slot: I32
    slots: tuple[str, ...]
    closed: bool = False

    def __post_init__(self) -> None:
        n = len(self.faces)
        set_field = object.__setattr__
        set_field(self, "vertices_m", frozen(self.vertices_m, np.float32).reshape(-1, 3))
        set_field(self, "faces", frozen(self.faces, np.int32).reshape(n, 3))
        set_field(self, "corner_uv", frozen(self.corner_uv, np.float32).reshape(n, 3, 2))
        set_field(self, "corner_normals", frozen(self.corner_normals, np.float32).reshape(n, 3, 3))
        set_field(self, "face_slot", frozen(self.face_slot, np.int32).reshape(n))

    @cached_property
    def key(self) -> str:
        """Content hash: equal keys mean the same mesh to the byte."""
        arrays = (self.vertices_m, self.faces, self.corner_uv, self.corner_normals, self.face_slot)
        return digest(*arrays, *self.slots, str(self.closed))

    @cached_property
    def bounds_m(self) -> NDArray[np.float64]:
        """(2, 3): lowest and highest corner of the axis-aligned box."""
        v = self.vertices_m.astype(np.float64)
        return np.stack([v.min(0), v.max(0)])

    @property
    def size_m(self) -> NDArray[np.float64]:
        """(3,): width (x), depth (y), height (z)."""
        return np.asarray(self.bounds_m[1] - self.bounds_m[0])
