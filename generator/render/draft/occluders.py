"""A light-weight stand-in of the scene for shadow and bounce rays: goods as boxes, fixture and store as they are."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scenes.scene import Scene

F32 = NDArray[np.float32]
I32 = NDArray[np.int32]

SHRINK = 0.94  # round goods fill less than their box
MAX_PROXY_FACES = 2000  # denser fixture meshes are boxes too
_BOX_FACES = np.array(
    [[0, 2, 1], [1, 2, 3], [4, 5, 6], [5, 7, 6], [0, 1, 4], [1, 5, 4],
     [2, 6, 3], [3, 6, 7], [0, 4, 2], [2, 4, 6], [1, 3, 5], [3, 7, 5]]
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class RayHits:
    """``owner`` (n,) index into the scene's instances, -1 for none; ``distance`` (n,); ``normal`` (n, 3) unit."""

    owner: I32
    distance: F32
    normal: F32


class Occluders:
    """Casts rays against the stand-in."""

    def __init__(self, scene: Scene) -> None:
        from embreex import rtcore_scene
        from embreex.mesh_construction import TriangleMesh

        triangles, self._owner = _triangles(scene)
        self._scene = rtcore_scene.EmbreeScene()
        self._mesh = TriangleMesh(self._scene, triangles)

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


def _triangles(scene: Scene) -> tuple[F32, I32]:
    soups, owners = [], []
    boxes: list[NDArray[np.float64]] = []
    box_owner: list[int] = []
    for index, instance in enumerate(scene.instances):
        mesh = scene.meshes[instance.mesh]
        goods = instance.kind in ("product", "price_tag")
        if not all(scene.materials[m].traced for m in instance.materials):
            continue
        if goods or len(mesh.faces) > MAX_PROXY_FACES:
            boxes.append(_box(mesh.bounds_m, SHRINK if goods else 1.0) @ instance.world_from_object.T)
            box_owner.append(index)
            continue
        world = mesh.vertices_m @ instance.world_from_object[:3, :3].T + instance.world_from_object[:3, 3]
        soups.append(world[mesh.faces].astype(np.float32))
        owners.append(np.full(len(mesh.faces), index, np.int32))
    if boxes:
        corners = np.array(boxes, np.float32)[:, :, :3]
        soups.append(corners[:, _BOX_FACES].reshape(-1, 3, 3))
        owners.append(np.repeat(np.array(box_owner, np.int32), len(_BOX_FACES)))
    if not soups:  # Embree wants at least one triangle; this one is out of everybody's way
        return np.full((1, 3, 3), 1e9, np.float32), np.zeros(1, np.int32)
    return np.concatenate(soups), np.concatenate(owners)


def _box(bounds_m: NDArray[np.float64], shrink: float) -> NDArray[np.float64]:
    """(8, 4) homogeneous corners, narrowed sideways by ``shrink``."""
    middle, half = bounds_m.mean(0), (bounds_m[1] - bounds_m[0]) / 2 * [shrink, shrink, 1.0]
    signs = np.array([[x, y, z] for z in (-1, 1) for y in (-1, 1) for x in (-1, 1)])
    return np.concatenate([middle + signs * half, np.ones((8, 1))], axis=1)
