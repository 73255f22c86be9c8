"""Slow, plain references: every ray against every triangle, one formula, float64, nothing culled."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scenes.camera import camera_directions
from scenes.scene import Instance, Scene

F64 = NDArray[np.float64]


@dataclass
class Hit:
    face: NDArray[np.int64]
    u: F64
    v: F64
    depth: F64


def world_triangles(scene: Scene, instance: Instance) -> tuple[F64, NDArray[np.int64]]:
    """(f, 3, 3) traced triangles in the world and their numbers in the mesh."""
    shape = scene.meshes[instance.mesh]
    traced = [scene.materials[key].traced for key in instance.materials]
    faces = np.array([i for i in range(len(shape.faces)) if traced[shape.face_slot[i]]], dtype=np.int64)
    points = shape.vertices_m.astype(np.float64) @ instance.world_from_object[:3, :3].T
    return (points + instance.world_from_object[:3, 3])[shape.faces[faces]], faces


def hit_alone(scene: Scene, instance: Instance, pixels_uv: F64) -> Hit:
    """First hits (n,) of the rays through pixels (n, 2) with one instance alone."""
    triangles, faces = world_triangles(scene, instance)
    rays = camera_directions(scene.camera, pixels_uv) @ scene.camera.world_from_camera[:3, :3].T
    n = len(rays)
    best = Hit(np.full(n, -1), np.zeros(n), np.zeros(n), np.full(n, np.inf))
    if not len(faces):
        return best
    # Solve origin + t ray = a + u (b - a) + v (c - a) by Cramer's rule, for all pairs.
    a, e1, e2 = triangles[:, 0], triangles[:, 1] - triangles[:, 0], triangles[:, 2] - triangles[:, 0]
    s = scene.camera.position_m - a
    det = -np.einsum("nk,fk->nf", rays, np.cross(e1, e2))
    with np.errstate(all="ignore"):
        t = np.einsum("fk,fk->f", s, np.cross(e1, e2)) / det
        u = np.einsum("nk,fk->nf", rays, np.cross(s, e2)) / -det
        v = np.einsum("nk,fk->nf", rays, np.cross(e1, s)) / -det
    good = (u >= 0) & (v >= 0) & (u + v <= 1) & (t > 0)
    t = np.where(good, t, np.inf)
    pick = t.argmin(1)
    rows = np.arange(n)
    found = np.isfinite(t[rows, pick])
    best.face = np.where(found, faces[pick], -1)
    best.u, best.v = np.where(found, u[rows, pick], 0), np.where(found, v[rows, pick], 0)
    best.depth = t[rows, pick]
    return best


@dataclass
class FirstHit:
    instance: NDArray[np.int64]
    face: NDArray[np.int64]
    uv: F64
    depth: F64


def first_hits(scene: Scene, pixels_uv: F64) -> FirstHit:
    """The nearest hit over all instances for rays through pixels (n, 2)."""
    n = len(pixels_uv)
    result = FirstHit(np.full(n, -1), np.full(n, -1), np.zeros((n, 2)), np.full(n, np.inf))
    for index, instance in enumerate(scene.instances):
        hit = hit_alone(scene, instance, pixels_uv)
        nearer = hit.depth < result.depth
        result.instance[nearer] = index
        result.face[nearer] = hit.face[nearer]
        result.uv[nearer] = np.stack([hit.u, hit.v], axis=-1)[nearer]
        result.depth[nearer] = hit.depth[nearer]
    return result
