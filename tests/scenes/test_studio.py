"""The studio: products framed so that nothing leaves the picture and something touches its margin."""

import math

import numpy as np
import pytest
from fakes import box_mesh, cylinder_mesh, sku
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.material import Material
from assets.product import Product
from scenes.camera import project
from scenes.serial import scene_digest
from scenes.studio import MARGIN, framed, studio_scene

sizes = st.floats(0.01, 1.5)


@settings(max_examples=60, deadline=None)
@given(
    box=st.tuples(sizes, sizes, sizes),
    size=st.tuples(st.integers(40, 900), st.integers(40, 900)),
    margin=st.floats(0, 0.3),
)
def test_nothing_leaves_the_frame_and_both_sides_of_it_are_touched(
    box: tuple[float, float, float], size: tuple[int, int], margin: float
) -> None:
    points = box_mesh(box).vertices_m
    camera = framed(points, size, margin)
    uv, depth = project(camera, points)
    clear = margin * min(size)
    assert (depth > 0).all()
    assert (uv >= clear - 1e-2).all()
    assert (uv <= np.array(size) - clear + 1e-2).all()
    touched = [
        np.abs(uv[:, axis] - border).min() < 1e-2 for axis in (0, 1) for border in (clear, size[axis] - clear)
    ]
    assert all(touched[:2]) or all(touched[2:])


def product(round_: bool) -> Product:
    size = (0.07, 0.07, 0.12)
    return Product(sku("A", size), cylinder_mesh(size) if round_ else box_mesh(size), (Material("board"),))


@pytest.mark.parametrize("round_", [False, True])
def test_all_views_of_a_turntable_share_one_camera_that_frames_each(round_: bool) -> None:
    yaws = (0, 45, 90, 135)
    scenes = [studio_scene(product(round_), (120, 160), 4, yaws, k) for k in range(4)]
    for scene, yaw in zip(scenes, yaws, strict=True):
        assert scene.camera.position_m.tolist() == scenes[0].camera.position_m.tolist()
        one = scene.instances[0]
        assert one.world_from_object[0, 0] == pytest.approx(math.cos(math.radians(yaw)))
        points = scene.meshes[one.mesh].vertices_m @ one.world_from_object[:3, :3].T
        uv, _ = project(scene.camera, points)
        clear = MARGIN * 120
        assert (uv > clear - 1e-3).all()
        assert (uv < np.array([120, 160]) - clear + 1e-3).all()


def test_a_larger_product_in_the_same_light_makes_the_same_picture() -> None:
    small, large = (0.05, 0.04, 0.09), (0.5, 0.4, 0.9)
    one, other = (
        studio_scene(Product(sku("A", s), box_mesh(s), (Material("board"),)), (64, 64), 4, (20,))
        for s in (small, large)
    )
    np.testing.assert_allclose(other.camera.position_m, 10 * one.camera.position_m, atol=1e-6)
    for a, b in zip(one.lights, other.lights, strict=True):
        np.testing.assert_allclose(b.world_from_light[:3, 3], 10 * a.world_from_light[:3, 3], atol=1e-6)
        assert b.power_w == pytest.approx(100 * a.power_w, rel=1e-4)


def test_equal_arguments_give_equal_scenes() -> None:
    one, other = (studio_scene(product(False), (64, 64), 4, (0, 90), 1) for _ in range(2))
    assert scene_digest(one) == scene_digest(other)
