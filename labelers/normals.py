"""Smooth shading normals of what each pixel sees."""

import numpy as np
from numpy.typing import NDArray

from labelers.surfaces import Surfaces
from scenes.scene import Scene

F32 = NDArray[np.float32]


def world_normals(scene: Scene, surfaces: Surfaces) -> F32:
    """(h, w, 3) unit normals in the world's frame; zero where nothing was hit.

    The corner normals interpolated over the triangle (Phong, "Illumination for computer generated pictures",
    1975). Where the camera sees the back of a triangle they are turned over, so they belong to the seen side.
    """
    shape = surfaces.instance_index.shape
    instance = surfaces.instance_index.ravel()
    if not (instance >= 0).any():
        return np.zeros((*shape, 3), np.float32)
    first = np.cumsum([0] + [len(scene.meshes[i.mesh].faces) for i in scene.instances])
    triangle = np.where(instance >= 0, first[instance] + surfaces.face.ravel(), first[-1])
    seen = np.zeros(first[-1] + 1, bool)
    seen[triangle] = True
    row = np.cumsum(seen, dtype=np.int32) - 1
    corners = _corner_normals(scene, np.flatnonzero(seen[:-1]), first)
    corners = np.concatenate([corners, np.zeros((1, 3, 3), np.float32)])
    picked = corners[row[triangle]]
    uv = surfaces.barycentric.reshape(-1, 2)
    normals = picked[:, 0] + uv[:, :1] * picked[:, 1] + uv[:, 1:] * picked[:, 2]
    length = np.sqrt(np.einsum("pk,pk->p", normals, normals))
    normals /= np.maximum(length, np.float32(1e-20))[:, None]
    return np.asarray(normals.reshape(*shape, 3))


def _corner_normals(scene: Scene, triangles: NDArray[np.int64], first: NDArray[np.int64]) -> F32:
    """(n, 3, 3): normal of the first corner, and what the other two add to it; seen side, world frame."""
    names = list(dict.fromkeys(i.mesh for i in scene.instances))
    meshes = [scene.meshes[name] for name in names]
    starts = np.cumsum([0] + [len(mesh.faces) for mesh in meshes])
    mesh_start = dict(zip(names, starts.tolist(), strict=False))
    instance = np.searchsorted(first, triangles, side="right") - 1
    start = np.array([mesh_start[i.mesh] for i in scene.instances], np.int64)
    local = start[instance] + triangles - first[instance]
    rotations = np.stack([i.world_from_object[:3, :3] for i in scene.instances])
    shifts = np.stack([i.world_from_object[:3, 3] for i in scene.instances])
    eyes = ((scene.camera.position_m - shifts)[:, None] @ rotations)[:, 0]
    sign = _seen_side(np.concatenate([m.vertices_m[m.faces] for m in meshes])[local], eyes[instance])
    normals = np.concatenate([m.corner_normals for m in meshes])[local]
    turned = normals @ (rotations[instance] * sign[:, None, None]).transpose(0, 2, 1).astype(np.float32)
    turned[:, 1:] -= turned[:, :1]
    return np.asarray(turned)


def _seen_side(corners: F32, eyes: NDArray[np.float64]) -> NDArray[np.float64]:
    """+1 where the eye is in front of the triangle, -1 where it is behind (n,)."""
    a, b, c = (corners[:, i].astype(np.float64) for i in range(3))
    return np.where(np.einsum("nk,nk->n", np.cross(b - a, c - a), eyes - a) < 0, -1.0, 1.0)
