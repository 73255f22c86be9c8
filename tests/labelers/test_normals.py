"""Normals against plain per-pixel interpolation."""

import numpy as np
from label_scenes import DISTORTED, camera, clutter, cylinder, pose, product, scene, shelf

from labelers.normals import world_normals
from labelers.surfaces import Surfaces
from labelers.trace import Tracer
from scenes.camera import camera_directions, pixel_centres
from scenes.scene import Scene


def normal_at(one: Scene, surfaces: Surfaces, row: int, column: int) -> np.ndarray:
    index = surfaces.instance_index[row, column]
    if index < 0:
        return np.zeros(3)
    instance = one.instances[index]
    shape, rotation = one.meshes[instance.mesh], instance.world_from_object[:3, :3]
    face, (u, v) = surfaces.face[row, column], surfaces.barycentric[row, column]
    corners = (
        shape.vertices_m[shape.faces[face]].astype(float) @ rotation.T + instance.world_from_object[:3, 3]
    )
    normal = rotation @ (
        (1 - u - v) * shape.corner_normals[face, 0]
        + u * shape.corner_normals[face, 1]
        + v * shape.corner_normals[face, 2]
    )
    outward = np.cross(corners[1] - corners[0], corners[2] - corners[0])
    back = outward @ (one.camera.position_m - corners[0]) < 0
    return np.asarray((-1 if back else 1) * normal / np.linalg.norm(normal))


def test_every_pixel_matches_plain_interpolation() -> None:
    for one in (shelf(camera(40, 30)), clutter(4, camera(40, 30, lens=DISTORTED), count=24)):
        surfaces = Tracer().trace(one)
        expected = [[normal_at(one, surfaces, r, c) for c in range(40)] for r in range(30)]
        np.testing.assert_allclose(world_normals(one, surfaces), expected, atol=2e-5)


def test_flat_normals_always_look_back_at_the_camera() -> None:
    one = clutter(5, camera(64, 48), count=24)
    surfaces = Tracer().trace(one)
    rays = camera_directions(one.camera, pixel_centres(64, 48)) @ one.camera.world_from_camera[:3, :3].T
    flat = np.isin(surfaces.instance_index, [i for i, x in enumerate(one.instances) if x.mesh != "can"])
    along = (world_normals(one, surfaces) * rays).sum(-1)
    assert (along[flat] < 1e-4).all()
    assert flat.sum() > 100


def test_round_things_have_round_normals() -> None:
    one = scene(
        camera(64, 48), [product(1, "can", pose((0, 0, 0.1)), ("solid", "solid"))], {"can": cylinder()}
    )
    surfaces = Tracer().trace(one)
    normals = world_normals(one, surfaces)
    wall = (surfaces.instance_map == 1) & (np.abs(normals[..., 2]) < 0.01)
    assert wall.sum() > 20
    assert len(np.unique(np.round(normals[wall][:, 0], 3))) > 5


def test_nothing_seen_has_no_normals() -> None:
    one = scene(camera(8, 6), [], {})
    np.testing.assert_array_equal(world_normals(one, Tracer().trace(one)), np.zeros((6, 8, 3)))
