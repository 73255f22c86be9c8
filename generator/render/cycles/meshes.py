"""Mesh arrays to Blender meshes, in a handful of bulk copies."""

from collections.abc import Sequence

import bpy
import numpy as np
from numpy.typing import NDArray

from assets.mesh import Mesh

UV_NAME = "UVMap"


def make_mesh(
    name: str, mesh: Mesh, materials: Sequence[bpy.types.Material], empty: bpy.types.Mesh | None = None
) -> bpy.types.Mesh:
    """A Blender mesh with UVs, shading normals and ``materials`` in its slots; ``empty`` is filled with it.

    Cycles copies a mesh for every object whose materials are linked to the object, and shares it (memory and
    BVH) when they are linked to the mesh. So there is one Blender mesh per pair of mesh and materials.
    """
    made = empty or bpy.data.meshes.new(name)
    made.name = name
    n_faces, n_corners = len(mesh.faces), 3 * len(mesh.faces)
    made.vertices.add(len(mesh.vertices_m))
    made.loops.add(n_corners)
    made.polygons.add(n_faces)
    made.vertices.foreach_set("co", mesh.vertices_m.ravel())
    made.polygons.foreach_set("loop_start", np.arange(0, n_corners, 3, dtype=np.int32))
    made.loops.foreach_set("vertex_index", mesh.faces.ravel())
    uv = made.uv_layers.new(name=UV_NAME, do_init=False)
    uv.uv.foreach_set("vector", mesh.corner_uv.ravel())
    _attribute(made, "material_index", "INT", "FACE", "value", mesh.face_slot)
    _attribute(made, "custom_normal", "FLOAT_VECTOR", "CORNER", "vector", mesh.corner_normals)
    made.update()
    for material in materials:
        made.materials.append(material)
    return made


def _attribute(
    mesh: bpy.types.Mesh, name: str, kind: str, domain: str, field: str, values: NDArray[np.generic]
) -> None:
    layer = mesh.attributes.new(name, kind, domain)
    layer.data.foreach_set(field, values.ravel())
