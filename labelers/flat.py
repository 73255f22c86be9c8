"""All triangles that the camera may see, in the camera's frame."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from labelers.parts import MeshPart, PartCache
from scenes.scene import Instance, Scene

F64 = NDArray[np.float64]
I32 = NDArray[np.int32]
I64 = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class FlatMesh:
    """One mesh for the whole frame.

    ``vertices`` (v, 3) float64 in the camera's frame, so that rays start at zero and depth is z; per
    triangle the index of its instance and its number in that instance's mesh. Triangles of one instance are
    contiguous.
    """

    vertices: F64
    faces: I32
    instance: I32
    face: I32


def traced_slots(scene: Scene, instance: Instance) -> tuple[bool, ...]:
    """Which material slots of the instance count for labels."""
    return tuple(scene.materials[key].traced for key in instance.materials)


def camera_from_objects(scene: Scene, instances: Iterable[int]) -> F64:
    """(k, 4, 4) rigid transforms from the instances' own frames into the camera's."""
    world_from_object = np.array([scene.instances[i].world_from_object for i in instances]).reshape(-1, 4, 4)
    to_camera = scene.camera.world_from_camera[:3, :3].T
    result = np.zeros_like(world_from_object)
    result[:, :3, :3] = to_camera @ world_from_object[:, :3, :3]
    result[:, :3, 3] = (world_from_object[:, :3, 3] - scene.camera.position_m) @ to_camera.T
    result[:, 3, 3] = 1
    return result


def flat_mesh(scene: Scene, cache: PartCache, bounds: F64) -> FlatMesh:
    """Everything that a ray through ideal coordinates within ``bounds`` (2, 2) may meet first.

    Left out: materials that are not traced, instances whose box is wholly outside the view, and back faces of
    closed meshes seen from outside (the first hit on a closed surface from outside is always a front face).
    """
    groups: dict[tuple[str, tuple[bool, ...]], list[int]] = {}
    for index, instance in enumerate(scene.instances):
        groups.setdefault((instance.mesh, traced_slots(scene, instance)), []).append(index)
    parts = {key: cache.part(scene.meshes[key[0]], key[1]) for key in groups}
    poses = camera_from_objects(scene, range(len(scene.instances)))
    pieces: list[tuple[F64, I32, I32, I32]] = []
    offset = 0
    for key, members in _seen(groups, parts, poses, bounds):
        pieces.append(_group(parts[key], members, poses[members], offset))
        offset += len(pieces[-1][0])
    return _compact(*(np.concatenate(column) for column in zip(*pieces, strict=True))) if pieces else _NOTHING


def _seen[Key](
    groups: Mapping[Key, list[int]], parts: Mapping[Key, MeshPart], poses: F64, bounds: F64
) -> Iterator[tuple[Key, I64]]:
    """The members of each group whose box is in view; groups without any are left out."""
    filled = {key: np.array(members) for key, members in groups.items() if len(parts[key].faces)}
    if not filled:
        return
    corners = np.concatenate(
        [np.broadcast_to(parts[key].corners, (len(m), 8, 3)) for key, m in filled.items()]
    )
    chosen = poses[np.concatenate(list(filled.values()))]
    seen = in_view(corners @ chosen[:, :3, :3].transpose(0, 2, 1) + chosen[:, None, :3, 3], bounds)
    ends = np.cumsum([len(members) for members in filled.values()])[:-1]
    for (key, members), visible in zip(filled.items(), np.split(seen, ends), strict=True):
        if visible.any():
            yield key, members[visible]


def _group(part: MeshPart, members: I64, poses: F64, offset: int) -> tuple[F64, I32, I32, I32]:
    rotations, shifts = poses[:, :3, :3], poses[:, :3, 3]
    vertices = part.vertices @ rotations.transpose(0, 2, 1) + shifts[:, None]
    eyes = -(shifts[:, None] @ rotations)[:, 0]
    which, face = np.nonzero(part.front_faces(eyes))
    faces = part.faces[face] + (offset + which * len(part.vertices))[:, None].astype(np.int32)
    return vertices.reshape(-1, 3), faces, members[which].astype(np.int32), part.face_ids[face]


def in_view(points: F64, bounds: F64) -> NDArray[np.bool_]:
    """(k,): may the convex hull of points (k, n, 3) be met by a ray within ``bounds``? Never a false no."""
    (x0, y0), (x1, y1) = bounds
    x, y, z = points[..., 0], points[..., 1], points[..., 2]
    outside = (
        (z <= 0).all(1)
        | (x < x0 * z).all(1)
        | (x > x1 * z).all(1)
        | (y < y0 * z).all(1)
        | (y > y1 * z).all(1)
    )
    return np.asarray(~outside)


def _compact(vertices: F64, faces: I32, instance: I32, face: I32) -> FlatMesh:
    used = np.zeros(len(vertices), bool)
    used[faces] = True
    renumbered = np.cumsum(used, dtype=np.int32) - 1
    return FlatMesh(vertices[used], renumbered[faces], instance, face)


_NOTHING = FlatMesh(
    np.zeros((0, 3)), np.zeros((0, 3), np.int32), np.zeros(0, np.int32), np.zeros(0, np.int32)
)
