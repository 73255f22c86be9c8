"""The tracer against brute force: every ray against every triangle in float64."""

import numpy as np
import pytest
from brute_force import first_hits
from label_scenes import (
    DISTORTED,
    FISHEYE,
    PINHOLE,
    any_rotation,
    box,
    camera,
    clutter,
    fixture,
    pose,
    product,
    scene,
    shelf,
)

from labelers.surfaces import Surfaces
from labelers.trace import Tracer
from scenes.camera import Distortion, pixel_centres
from scenes.scene import Scene

TRACER = Tracer()


def brute_force_check(one: Scene, surfaces: Surfaces) -> int:
    """Asserts 0 differing pixels and right hits; returns how many pixels met something."""
    view = one.camera
    expected = first_hits(one, pixel_centres(view.width_px, view.height_px).reshape(-1, 2))
    np.testing.assert_array_equal(surfaces.instance_index.ravel(), expected.instance)
    ids = np.array([i.instance_id for i in one.instances] + [0])
    np.testing.assert_array_equal(surfaces.instance_map.ravel(), ids[expected.instance])
    np.testing.assert_allclose(
        surfaces.depth_m.ravel(), expected.depth, rtol=3e-5
    )  # float32 at grazing angles
    same = surfaces.face.ravel() == expected.face
    assert same.mean() > 0.999  # a ray along an edge between two faces of one object may name either
    difference = (
        surfaces.barycentric.reshape(-1, 2)[same] - np.where(expected.face < 0, 0, expected.uv.T).T[same]
    )
    hit = expected.face[same] >= 0
    assert np.abs(difference[hit]).max(initial=0) < 1e-3
    return int((expected.instance >= 0).sum())


@pytest.mark.parametrize("lens", [PINHOLE, DISTORTED])
@pytest.mark.parametrize("seed", range(12))
def test_clutter_around_the_camera_matches_brute_force(seed: int, lens: Distortion) -> None:
    one = clutter(seed, camera(80, 60, lens=lens), count=25)
    assert brute_force_check(one, TRACER.trace(one)) > 300


@pytest.mark.parametrize("lens", [PINHOLE, DISTORTED])
@pytest.mark.parametrize("distance_m", [0.25, 0.9, 1.5, 4.0])
def test_shelves_match_brute_force(distance_m: float, lens: Distortion) -> None:
    one = shelf(camera(96, 72, position_m=(0.017, -distance_m, 0.173), lens=lens), rows=3, columns=7, depth=3)
    assert brute_force_check(one, TRACER.trace(one)) > 300


@pytest.mark.parametrize("seed", range(6))
def test_a_fisheye_with_its_image_circle_in_the_picture_matches_brute_force(seed: int) -> None:
    one = clutter(seed, camera(90, 60, lens=FISHEYE, focal=0.25 + 0.05 * seed), count=40)
    near = shelf(camera(90, 60, (0.017, -0.2, 0.173), FISHEYE, focal=0.3), rows=3, columns=7, depth=3)
    assert brute_force_check(one, TRACER.trace(one)) > 100
    assert brute_force_check(near, TRACER.trace(near)) > 1000
    assert np.isinf(TRACER.trace(near).depth_m[0, 0])  # beyond the circle there is no ray


@pytest.mark.parametrize("seed", range(4))
def test_camera_inside_a_closed_box_sees_its_walls(seed: int) -> None:
    rng = np.random.default_rng(seed)
    room = fixture("room", pose((0.1, 0.2, -1.7), None))
    things = [product(i + 1, "box", pose(rng.normal(0, 0.8, 3), any_rotation(rng))) for i in range(8)]
    view = camera(64, 48, position_m=(0.05, -0.1, 0.02), rotation=any_rotation(rng))
    one = scene(view, [room, *things], {"room": box(4, 4, 4), "box": box()})
    assert brute_force_check(one, TRACER.trace(one)) == 64 * 48


def test_untraced_materials_hide_nothing() -> None:
    meshes = {"box": box(), "film": box(0.5, 0.5, 0.5)}
    things = [product(1, "box", pose((0, 0.3, 0))), product(2, "film", pose((0, 0, -0.1)), ("film",))]
    surfaces = TRACER.trace(scene(camera(), things, meshes))
    assert set(np.unique(surfaces.instance_map)) == {0, 1}


def test_nothing_to_see_gives_empty_buffers() -> None:
    behind = [product(1, "box", pose((0, -4, 0)))]
    for instances in ([], behind):
        surfaces = TRACER.trace(scene(camera(), instances, {"box": box()}))
        assert (surfaces.instance_index == -1).all()
        assert (surfaces.face == -1).all()
        assert (surfaces.instance_map == 0).all()
        assert np.isinf(surfaces.depth_m).all()


def test_buffers_have_the_stated_types_and_shapes() -> None:
    surfaces = TRACER.trace(shelf(camera(64, 48)))
    assert surfaces.instance_index.shape == surfaces.instance_map.shape == surfaces.face.shape == (48, 64)
    assert surfaces.barycentric.shape == (48, 64, 2)
    for ints in (surfaces.instance_index, surfaces.instance_map, surfaces.face):
        assert ints.dtype == np.int32
    assert surfaces.barycentric.dtype == surfaces.depth_m.dtype == np.float32


def test_what_was_traced_before_changes_nothing() -> None:
    one = shelf(camera(64, 48, lens=DISTORTED))
    fresh = Tracer().trace(one)
    used = Tracer(max_triangles=20)
    for seed in range(3):
        used.trace(clutter(seed, camera(64, 48)))
    again = used.trace(one)
    for name in ("instance_index", "instance_map", "face", "barycentric", "depth_m"):
        np.testing.assert_array_equal(getattr(again, name), getattr(fresh, name))


def test_cache_stays_bounded() -> None:
    tracer = Tracer(max_triangles=100)
    for i in range(30):
        meshes = {"box": box(0.1 + i * 0.001)}
        tracer.trace(scene(camera(16, 12), [product(1, "box", pose((0, 0, 0)))], meshes))
    assert len(tracer.parts) <= 100 // 12


def test_an_edge_through_a_pixel_centre_is_decided_exactly() -> None:
    # A box edge laid through pixel centres to within a millionth of a pixel, on either side of them.
    straight = camera(64, 48, position_m=(0, -1, 0), rotation=np.array([[1.0, 0, 0], [0, 0, 1], [0, -1, 0]]))
    for offset_px in (-1e-6, 1e-6):
        x = (40.5 + offset_px - straight.cx_px) / straight.fx_px
        one = scene(straight, [product(1, "box", pose((x - 0.05, 0.03, -0.1)))], {"box": box()})
        seen = TRACER.trace(one).instance_map[24]
        edge = np.float32(0.05).astype(float) - 0.05  # what float32 vertices add
        inside = offset_px + edge * straight.fx_px > 0
        assert seen[40] == (1 if inside else 0)
        assert brute_force_check(one, TRACER.trace(one)) > 0
