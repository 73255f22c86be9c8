"""A scene as flat arrays: what a pixel's instance and face lead to."""

from collections import OrderedDict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assets.material import Material
from assets.mesh import Mesh
from generator.render.draft.looks import CLEAR_RIM, look_of
from generator.render.draft.texels import PoolFullError, TexelPool
from scenes.scene import Scene

F32 = NDArray[np.float32]
Index = NDArray[np.intp]  # NumPy would convert anything narrower in every single lookup

U, V, NX, NY, NZ, LOD = range(6)  # columns of the face tables
SECOND, THIRD = 6, 11  # where the other corners' begin


@dataclass(frozen=True, eq=False)
class FaceTables:
    """Per face: corner values to interpolate, at the first corner and as differences to the other two.

    A row of ``values`` (f, 16) is one cache line: u, v, nx, ny, nz and log2 of uv units per metre at the
    first corner, then the first five of these at the second, then at the third.
    """

    values: F32
    slot: Index


@dataclass(frozen=True, eq=False)
class MaterialTables:
    """Per material of the scene; the rows of ``look`` are named in ``looks.py``."""

    color: F32  # (3, m)
    look: F32  # (6, m)
    texture: Index  # (m,) row in the texel pool
    surface: Index  # (m,) the same for the surface maps; white where there is none
    roughness: F32  # (m,) what the map multiplies; 0 where a coat is seen first
    rim: F32  # (m,) how much darker a clear solid is toward its outline, where it bends light away
    texture_lod: F32  # (m,) log2 of texels per uv unit
    mean: F32  # (m, 3) average base colour


@dataclass(frozen=True, eq=False)
class SceneTables:
    faces: FaceTables
    materials: MaterialTables
    first_face: Index  # (instances,)
    first_material: Index  # (instances,) into ``material_of_slot``
    material_of_slot: Index
    rotation: F32  # (9, instances) row-major world_from_object rotation
    upright: bool  # everything is turned about the vertical alone
    albedo: F32  # (instances, 3) average colour as others see it


class TableBuilder:
    """Builds the tables of a scene; keeps what belongs to meshes and textures between frames."""

    def __init__(self, max_meshes: int = 256) -> None:
        self.pool = TexelPool()
        self._faces: OrderedDict[str, FaceTables] = OrderedDict()
        self._max_meshes = max_meshes

    def build(self, scene: Scene) -> SceneTables:
        mesh_names = sorted({i.mesh for i in scene.instances})
        blocks = [self._faces_of(scene.meshes[name]) for name in mesh_names]
        starts = np.cumsum([0] + [len(block.slot) for block in blocks])
        first_face = dict(zip(mesh_names, starts.tolist(), strict=False))
        names = sorted({m for i in scene.instances for m in i.materials})
        index = {name: k for k, name in enumerate(names)}
        materials = self._materials([scene.materials[name] for name in names])
        slots = np.array([index[m] for i in scene.instances for m in i.materials], np.intp)
        count = np.array([len(i.materials) for i in scene.instances])
        first_slot = np.cumsum(count) - count
        rotation = np.array([i.world_from_object for i in scene.instances], np.float32)[:, :3, :3]
        return SceneTables(
            _joined(blocks),
            materials,
            np.array([first_face[i.mesh] for i in scene.instances], np.intp),
            first_slot.astype(np.intp),
            slots,
            np.ascontiguousarray(rotation.reshape(-1, 9).T),
            _is_upright(rotation),
            (np.add.reduceat(materials.mean[slots], first_slot) / count[:, None]).astype(np.float32),
        )

    def _materials(self, materials: list[Material]) -> MaterialTables:
        try:
            return _material_tables(materials, self.pool)
        except PoolFullError:
            self.pool.clear()
            return _material_tables(materials, self.pool)

    def _faces_of(self, mesh: Mesh) -> FaceTables:
        known = self._faces.pop(mesh.key, None) or face_tables(mesh)
        self._faces[mesh.key] = known
        while len(self._faces) > self._max_meshes:
            self._faces.popitem(last=False)
        return known


def _is_upright(rotation: F32) -> bool:
    """Whether rotations (n, 3, 3) leave the vertical where it is, and nothing is mirrored."""
    still = np.allclose(rotation[:, 2], (0, 0, 1), atol=1e-6)
    turned = np.allclose(rotation[:, 0, :2], rotation[:, 1, 1::-1] * (1, -1), atol=1e-6)
    return bool(still and turned)


def face_tables(mesh: Mesh) -> FaceTables:
    values = np.concatenate([mesh.corner_uv, mesh.corner_normals], axis=2)
    corners = mesh.vertices_m[mesh.faces]
    area = np.linalg.norm(np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]), axis=1)
    e1, e2 = mesh.corner_uv[:, 1] - mesh.corner_uv[:, 0], mesh.corner_uv[:, 2] - mesh.corner_uv[:, 0]
    uv_area = np.abs(e1[:, 0] * e2[:, 1] - e1[:, 1] * e2[:, 0])
    lod = 0.5 * np.log2(np.maximum(uv_area, 1e-20) / np.maximum(area, 1e-20))
    first, second, third = values.swapaxes(0, 1)
    rows = np.concatenate([first, lod[:, None], second - first, third - first], axis=1)
    return FaceTables(rows.astype(np.float32), mesh.face_slot.astype(np.intp))


def _joined(blocks: list[FaceTables]) -> FaceTables:
    return FaceTables(np.concatenate([b.values for b in blocks]), np.concatenate([b.slot for b in blocks]))


def _material_tables(materials: list[Material], pool: TexelPool) -> MaterialTables:
    rows = np.array(pool.rows(m.texture for m in materials), np.intp)
    texels = [
        1 if m.texture is None else m.texture.size_wh_px[0] * m.texture.size_wh_px[1] for m in materials
    ]
    mean = np.array([m.color for m in materials]) * np.array([pool.means[row] for row in rows])
    return MaterialTables(
        np.ascontiguousarray(np.array([m.color for m in materials], np.float32).T),
        np.ascontiguousarray(np.array([look_of(m) for m in materials], np.float32).T),
        rows,
        np.array(pool.rows((m.surface for m in materials), data=True), np.intp),
        np.array([0.0 if m.coat > 0.5 else m.roughness for m in materials], np.float32),
        np.array([CLEAR_RIM * m.transmission * (not m.thin_wall) for m in materials], np.float32),
        (np.log2(texels) / 2).astype(np.float32),
        mean.astype(np.float32),
    )
