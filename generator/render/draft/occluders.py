"""A light stand-in of the scene for shadow and bounce rays: goods as boxes, fixture and store as they are."""

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assets.mesh import Mesh
from labelers.embree import embree_shape, new_device
from scenes.scene import Scene

F32 = NDArray[np.float32]
I32 = NDArray[np.int32]

SQUARE, ROUND = 0.97, 0.88  # how much narrower than its bounds a stand-in is
NECK = 0.6  # what is narrower than this share of the whole lets light pass
MAX_PROXY_FACES = 2000  # denser fixture meshes are boxes too
_BOX_FACES = np.array(
    [[0, 2, 1], [1, 2, 3], [4, 5, 6], [5, 7, 6], [0, 1, 4], [1, 5, 4],
     [2, 6, 3], [3, 6, 7], [0, 4, 2], [2, 4, 6], [1, 3, 5], [3, 7, 5]],
    np.int32,
)  # fmt: skip
_SIGNS = np.array([[x, y, z] for z in (-1, 1) for y in (-1, 1) for x in (-1, 1)])


@dataclass(frozen=True, eq=False)
class RayHits:
    """``owner`` (n,) indexes the scene's instances, -1 is none; ``distance`` (n,); ``normal`` (n, 3) unit."""

    owner: I32
    distance: F32
    normal: F32


class Occluders:
    """Casts rays against the stand-in."""

    def __init__(self, scene: Scene) -> None:
        vertices, faces, self._owner = _mesh(scene)
        self._scene = embree_shape(_device(), vertices.astype(np.float64), faces, once=True).scene

    def cast(self, origins: F32, directions: F32) -> RayHits:
        """First hits of rays (n, 3) with unit directions."""
        found = self._scene.run(
            np.ascontiguousarray(origins), np.ascontiguousarray(directions), output=True, query="INTERSECT"
        )
        hit = found["primID"] >= 0
        owner = np.where(hit, self._owner.take(np.where(hit, found["primID"], 0)), -1)
        normal = found["Ng"]
        normal = normal / np.maximum(np.linalg.norm(normal, axis=1, keepdims=True), 1e-20)
        return RayHits(owner.astype(np.int32), found["tfar"], normal)

    def is_clear(self, origins: F32, directions: F32) -> NDArray[np.bool_]:
        """(n,): does nothing stand between ``origins`` and ``origins + directions``?"""
        reach = np.linalg.norm(directions, axis=1).astype(np.float32)
        unit = (directions / np.maximum(reach, 1e-9)[:, None]).astype(np.float32)
        blocked = self._scene.run(
            np.ascontiguousarray(origins), unit, dists=reach * np.float32(0.995), query="OCCLUDED"
        )
        return np.asarray(blocked != 0)


@cache
def _device() -> Any:
    return new_device()


def _mesh(scene: Scene) -> tuple[F32, I32, I32]:
    """World vertices (v, 3), triangles (t, 3) and the instance (t,) that each belongs to."""
    clear = {name for name, material in scene.materials.items() if not material.traced}
    # Embree wants at least one triangle; this one is out of everybody's way.
    vertices, faces = [np.full((3, 3), 1e9, np.float32)], [np.zeros((1, 3), np.int32)]
    owners = [np.zeros(1, np.int32)]
    boxed: list[int] = []
    start = 3
    for index, instance in enumerate(scene.instances):
        if instance.kind == "price_tag" or not clear.isdisjoint(instance.materials):
            continue  # too small to shade anything, or looked through
        mesh = scene.meshes[instance.mesh]
        if instance.kind == "product" or len(mesh.faces) > MAX_PROXY_FACES:
            boxed.append(index)
            continue
        pose = instance.world_from_object
        vertices.append((mesh.vertices_m @ pose[:3, :3].T + pose[:3, 3]).astype(np.float32))
        faces.append(mesh.faces + np.int32(start))
        owners.append(np.full(len(mesh.faces), index, np.int32))
        start += len(mesh.vertices_m)
    if boxed:
        firsts = np.arange(start, start + 8 * len(boxed), 8, dtype=np.int32)
        vertices.append(_boxes(scene, boxed).reshape(-1, 3))
        faces.append((firsts[:, None, None] + _BOX_FACES).reshape(-1, 3))
        owners.append(np.repeat(np.array(boxed, np.int32), len(_BOX_FACES)))
    return np.concatenate(vertices), np.concatenate(faces), np.concatenate(owners)


def _boxes(scene: Scene, indices: list[int]) -> F32:
    """(n, 8, 3) world corners of the instances' boxes, fitted by :func:`stand_in`."""
    chosen = [scene.instances[index] for index in indices]
    fitted = {name: stand_in(scene.meshes[name]) for name in {one.mesh for one in chosen}}
    corners = np.array([fitted[one.mesh] for one in chosen])
    poses = np.array([one.world_from_object for one in chosen])
    return np.asarray((corners @ poses[:, :3, :3].mT + poses[:, None, :3, 3]).astype(np.float32))


def stand_in(mesh: Mesh) -> NDArray[np.float64]:
    """(8, 3) corners of a box that shades about as much as the mesh.

    Round things get a narrower box of the same cross-section, and a bottle's neck is left off.
    """
    (x0, y0, z0), (x1, y1, z1) = mesh.bounds_m
    middle, half = np.array([x0 + x1, y0 + y1]) / 2, np.array([x1 - x0, y1 - y0]) / 2
    sides = np.abs(mesh.vertices_m[:, :2] - middle) / np.maximum(half, 1e-9)
    wide = sides.max(1) >= NECK
    top = float(mesh.vertices_m[wide, 2].max()) if wide.any() else z1
    narrowed = half * (SQUARE if sides.prod(1).max() > 0.8 else ROUND)
    size = np.array([*narrowed, (max(top, z0 + 1e-4) - z0) / 2])
    return np.asarray(np.array([*middle, z0]) + [0, 0, size[2]] + _SIGNS * size)
