"""The photographer stands where the recipe says, and "fit" means that it just fits."""

import math

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given, settings

from recipes.model import Camera as CameraRecipe
from recipes.model import Image
from recipes.presets import presets
from scenes.camera import Camera, project
from scenes.draws import FrameDraws
from scenes.errors import SceneError
from scenes.viewpoint import FRONT_M, NEAREST_M, draw_camera
from scenes.visibility import texture_sizes_px

BOX = (2.0, 1.9, 0.45)


def shoot(recipe: dict[str, object], image: Image = Image(), box: tuple[float, float, float] = BOX) -> Camera:  # noqa: B008
    return draw_camera(CameraRecipe.model_validate(recipe), image, FrameDraws(1, 0), box, 3.2)[0]


def slow_edge_distance_px(shot: Camera, box: tuple[float, float, float]) -> float:
    """Least distance of the densely sampled surface of the box to the picture's border; < 0 outside."""
    width, height, depth = box
    a, b = np.meshgrid(np.linspace(0, 1, 60), np.linspace(0, 1, 60))
    faces = []
    for axis in range(3):
        for side in (0.0, 1.0):
            unit = np.stack([np.full_like(a, side), a, b], axis=-1).reshape(-1, 3)
            faces.append(np.roll(unit, axis, axis=1))
    unit = np.concatenate(faces)
    low, high = np.array([-width / 2, -FRONT_M, 0.0]), np.array([width / 2, depth, height])
    uv, z = project(shot, low + unit * (high - low))
    assert z.min() > 0
    return float(np.minimum(uv, [shot.width_px, shot.height_px] - uv).min())


@given(
    azimuth=st.floats(-60, 60),
    aim=st.tuples(st.floats(0, 1), st.floats(0, 1)),
    errors=st.tuples(st.floats(-8, 8), st.floats(-8, 8), st.floats(-20, 20)),
    hfov=st.floats(45, 90),
    k1=st.floats(-0.05, 0.2),
    size=st.sampled_from([(640, 480), (480, 640), (1280, 720)]),
)
@settings(max_examples=60, deadline=None)
def test_fit_touches_an_edge_and_nothing_leaves(
    azimuth: float,
    aim: tuple[float, float],
    errors: tuple[float, float, float],
    hfov: float,
    k1: float,
    size: tuple[int, int],
) -> None:
    recipe = {
        "framing": "fit",
        "azimuth_deg": azimuth,
        "aim_x": aim[0],
        "aim_z": aim[1],
        "yaw_deg": errors[0],
        "pitch_deg": errors[1],
        "roll_deg": errors[2],
        "lens": {"hfov_deg": hfov, "k1": k1},
    }
    shot = shoot(recipe, Image(width_px=size[0], height_px=size[1]))
    distance = slow_edge_distance_px(shot, BOX)
    assert -0.3 < distance < 0.3


@given(st.floats(0.2, 15), st.floats(-80, 80), st.floats(0.05, 3.0), st.floats(0, 1), st.floats(0, 1))
@settings(max_examples=100, deadline=None)
def test_without_errors_the_aim_point_is_in_the_middle_and_in_focus(
    distance: float, azimuth: float, height: float, aim_x: float, aim_z: float
) -> None:
    shot = shoot(
        {"distance_m": distance, "azimuth_deg": azimuth, "height_m": height, "aim_x": aim_x, "aim_z": aim_z}
    )
    aim = np.array([(aim_x - 0.5) * BOX[0], 0.0, aim_z * BOX[1]])
    uv, depth = project(shot, aim)
    np.testing.assert_allclose(uv, [320, 240], atol=1e-3)
    assert abs(depth - shot.focus_m) < 1e-5
    assert shot.position_m[1] <= -NEAREST_M + 1e-9
    assert abs(shot.position_m[2] - height) < 1e-8
    level = math.hypot(*(shot.position_m - aim)[:2])
    assert level >= distance - 1e-6


def test_a_focus_that_misses_lies_nearer_or_farther_than_the_aim_point_and_moves_nothing() -> None:
    right = shoot({"distance_m": 1.5, "lens": {"fstop": 1.8}})
    near, far = (shoot({"distance_m": 1.5, "lens": {"fstop": 1.8, "focus_error": e}}) for e in (-0.4, 0.5))
    assert near.focus_m == pytest.approx(0.6 * right.focus_m, abs=1e-5)
    assert far.focus_m == pytest.approx(1.5 * right.focus_m, abs=1e-5)
    assert np.array_equal(near.world_from_camera, right.world_from_camera)


def test_azimuth_is_from_the_right_and_errors_turn_the_way_the_recipe_says() -> None:
    plain = shoot({"distance_m": 2.0, "height_m": 0.95})
    assert shoot({"azimuth_deg": 30}).position_m[0] > 0.5
    aim = np.array([0.0, 0.0, 0.95])

    def seen(**error: float) -> np.ndarray:
        return project(shoot({"distance_m": 2.0, "height_m": 0.95, **error}), aim)[0] - project(plain, aim)[0]

    assert seen(yaw_deg=5)[0] < -10  # turned to the right: the aim point moves to the left
    assert seen(pitch_deg=5)[1] > 10  # tilted up: it moves down
    right = aim + np.array([0.3, 0.0, 0.0])
    rolled = project(shoot({"distance_m": 2.0, "height_m": 0.95, "roll_deg": 5}), right)[0]
    assert rolled[1] < project(plain, right)[0][1] - 5  # turned clockwise: the world turns the other way


def test_the_pose_is_rigid_and_the_picture_upright() -> None:
    shot = shoot({"azimuth_deg": 25, "height_m": 1.7, "aim_z": 0.2})
    rotation = shot.world_from_camera[:3, :3]
    np.testing.assert_allclose(rotation.T @ rotation, np.eye(3), atol=1e-8)
    assert np.linalg.det(rotation) > 0
    assert rotation[2, 1] < 0  # the camera's down axis points down


def test_hfov_is_the_angle_between_the_left_and_right_edge() -> None:
    shot = shoot({"lens": {"hfov_deg": 80}})
    assert math.degrees(2 * math.atan(320 / shot.fx_px)) == pytest.approx(80, abs=1e-5)


@pytest.mark.parametrize(
    ("recipe", "path"),
    [
        ({"height_m": 3.5}, "camera.height_m"),
        ({"lens": {"hfov_deg": 110, "k1": -0.4}}, "camera.lens"),
        ({"framing": "fit", "yaw_deg": 30, "lens": {"hfov_deg": 20}}, "camera.framing"),
    ],
)
def test_impossible_pictures_are_refused_with_path_and_remedy(recipe: dict[str, object], path: str) -> None:
    with pytest.raises(SceneError) as caught:
        shoot(recipe)
    assert caught.value.path == path
    assert caught.value.remedy


def test_artwork_is_about_as_fine_as_the_package_appears_by_its_larger_side() -> None:
    shot = shoot({"distance_m": 1.0, "height_m": 1.0, "aim_z": 0.526316})
    heights = np.array([0.1, 0.2, 0.3, 0.2])
    centres = np.array([[0.0, 0.1, 1.0], [0.2, 0.3, 1.1], [-0.3, 0.05, 0.9], [0.0, -3.0, 1.0]])
    sizes = texture_sizes_px(shot, centres, np.stack([0.5 * heights, heights], axis=1))
    for size, centre, height in zip(sizes[:3], centres[:3], heights[:3], strict=True):
        uv, _ = project(shot, centre + np.outer([-0.5, 0.5], [0, 0, height]))
        shown = abs(uv[1, 1] - uv[0, 1])
        assert 0.87 * shown <= size <= 2.0 * shown
    assert sizes[3] == 32
    flat = texture_sizes_px(shot, centres, np.stack([heights, 0.125 * heights], axis=1))
    tall = texture_sizes_px(shot, centres, np.stack([0.125 * heights, heights], axis=1))
    assert (flat == tall / 8).all()


@pytest.mark.parametrize("name", [name for name in presets() if name != "plain"])
def test_a_preset_gives_what_the_recipe_leaves_out_however_the_camera_is_held(name: str) -> None:
    wide, upright = (shoot({"preset": name, "portrait": turned}) for turned in (False, True))
    assert (upright.width_px, upright.height_px) == (wide.height_px, wide.width_px)
    assert upright.fx_px == wide.fx_px
    assert wide.sensor_width_mm == presets()[name].sensor_width_mm
    own = shoot({"preset": name, "lens": {"hfov_deg": 40}})
    bent = {"cctv": math.radians(20)}.get(name, math.tan(math.radians(20)))
    assert 320 / own.fx_px == pytest.approx(bent, rel=0.01)


@given(tilt=st.floats(0, 60), azimuth=st.floats(-80, 80), aim=st.tuples(st.floats(0, 1), st.floats(0, 1)))
@settings(max_examples=40, deadline=None)
def test_from_above_the_camera_looks_down_and_right_stays_right(
    tilt: float, azimuth: float, aim: tuple[float, float]
) -> None:
    recipe = {"tilt_deg": tilt, "azimuth_deg": azimuth, "aim_x": aim[0], "aim_z": aim[1], "distance_m": 1.2}
    camera = CameraRecipe.model_validate(recipe)
    shot = draw_camera(camera, Image(), FrameDraws(1, 0), (2.0, 0.9, 0.8), 3.2, "top")[0]
    target = np.array([(aim[0] - 0.5) * 2.0, aim[1] * 0.8, 0.9])
    uv, depth = project(shot, np.stack([target, np.add(target, (0.05, 0, 0)), np.add(target, (0, 0.05, 0))]))
    np.testing.assert_allclose(uv[0], [320, 240], atol=1e-3)
    assert depth[0] == pytest.approx(1.2, abs=1e-5)
    assert uv[1, 0] > uv[0, 0]
    assert uv[2, 1] < uv[0, 1]
