"""The camera model agrees with OpenCV, and its lens runs both ways."""

import cv2
import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import assume, given, settings

from scenes.camera import (
    Camera,
    Distortion,
    Fisheye,
    camera_directions,
    distort,
    fold_radius,
    project,
    sees_without_folds,
    undistort,
)

lenses = st.builds(
    Distortion,
    k1=st.floats(-0.5, 0.5),
    k2=st.floats(-0.5, 0.5),
    p1=st.floats(-0.05, 0.05),
    p2=st.floats(-0.05, 0.05),
    k3=st.floats(-0.5, 0.5),
)


def camera(lens: Distortion, focal_px: float = 500.0) -> Camera:
    pose = np.eye(4)
    rotation, _ = cv2.Rodrigues(np.array([1.4, 0.2, -0.1]))
    pose[:3, :3], pose[:3, 3] = rotation, [0.3, -2.0, 1.2]
    return Camera(640, 480, focal_px, focal_px, 320.0, 240.0, pose, lens)


@given(lenses, st.floats(300, 2000))
@settings(max_examples=200, deadline=None)
def test_undistort_inverts_distort_over_the_picture(lens: Distortion, focal_px: float) -> None:
    shot = camera(lens, focal_px)
    assume(sees_without_folds(shot))
    u, v = np.meshgrid(np.linspace(0, 640, 41), np.linspace(0, 480, 31))
    directions = camera_directions(shot, np.stack([u, v], axis=-1))
    back = distort(lens, directions[..., :2]) * focal_px + [320.0, 240.0]
    np.testing.assert_allclose(back, np.stack([u, v], axis=-1), atol=1e-6)


@given(lenses)
@settings(max_examples=200, deadline=None)
def test_distort_inverts_undistort_well_inside_the_fold(lens: Distortion) -> None:
    reach = 0.6 * min(fold_radius(Distortion(lens.k1, lens.k2, k3=lens.k3)), 0.8)
    angles = np.linspace(0, 2 * np.pi, 16, endpoint=False)
    ideal = reach * np.stack([np.cos(angles), np.sin(angles)], axis=-1)
    np.testing.assert_allclose(undistort(lens, distort(lens, ideal)), ideal, atol=1e-9)


@given(lenses)
@settings(max_examples=100, deadline=None)
def test_projection_agrees_with_opencv(lens: Distortion) -> None:
    shot = camera(lens)
    rng = np.random.default_rng(5)
    local = rng.uniform([-0.5, -0.4, 0.8], [0.5, 0.4, 3.0], (50, 3))
    world = local @ shot.world_from_camera[:3, :3].T + shot.position_m
    mine, depth = project(shot, world)
    rotation = shot.world_from_camera[:3, :3].T
    matrix = np.array([[500.0, 0, 320], [0, 500.0, 240], [0, 0, 1]])
    coefficients = np.array([lens.k1, lens.k2, lens.p1, lens.p2, lens.k3])
    theirs, _ = cv2.projectPoints(
        world, cv2.Rodrigues(rotation)[0], -rotation @ shot.position_m, matrix, coefficients
    )
    np.testing.assert_allclose(mine, theirs[:, 0], atol=1e-6)
    np.testing.assert_allclose(depth, local[:, 2], atol=1e-9)


def test_the_fold_of_a_barrel_lens_is_where_its_radius_stops_growing() -> None:
    lens = Distortion(k1=-0.3)
    fold = fold_radius(lens)
    radii = np.linspace(0, 2 * fold, 4001)
    reached = distort(lens, np.stack([radii, 0 * radii], axis=-1))[:, 0]
    assert abs(radii[reached.argmax()] - fold) < 1e-3
    assert fold_radius(Distortion(k1=0.2)) == float("inf")


def test_a_wide_view_through_a_strong_barrel_lens_folds_and_a_narrow_one_does_not() -> None:
    assert not sees_without_folds(camera(Distortion(k1=-0.4), 250.0))
    assert sees_without_folds(camera(Distortion(k1=-0.4), 1500.0))


fisheyes = st.builds(
    Fisheye,
    **{name: st.floats(-0.05, 0.05) for name in ("k1", "k2", "k3", "k4")},
    field_rad=st.floats(1.0, np.radians(170)),
)


@given(fisheyes)
@settings(max_examples=100, deadline=None)
def test_a_fisheye_runs_both_ways_and_agrees_with_opencv(lens: Fisheye) -> None:
    assume(lens.rises)
    shot = camera(Distortion())
    shot = Camera(640, 480, 200.0, 200.0, 320.0, 240.0, shot.world_from_camera, lens)
    angle = np.linspace(0.01, 0.98 * lens.field_rad / 2, 20)
    around = np.linspace(0, 2 * np.pi, 20) * 3
    ideal = np.tan(angle)[:, None] * np.stack([np.cos(around), np.sin(around)], axis=-1)
    np.testing.assert_allclose(undistort(lens, distort(lens, ideal)), ideal, rtol=1e-9, atol=1e-12)
    k = np.array([lens.k1, lens.k2, lens.k3, lens.k4])
    np.testing.assert_allclose(
        distort(lens, ideal), cv2.fisheye.distortPoints(ideal[:, None], np.eye(3), k)[:, 0], atol=1e-12
    )
    points = np.c_[ideal, np.ones(20)] @ shot.world_from_camera[:3, :3].T * 2 + shot.position_m
    uv, depth = project(shot, points)
    np.testing.assert_allclose(camera_directions(shot, uv)[..., :2], ideal, rtol=1e-8, atol=1e-12)
    np.testing.assert_allclose(depth, 2.0)


def test_outside_its_image_circle_a_fisheye_sees_nothing() -> None:
    lens = Fisheye(field_rad=np.radians(120))
    assert np.isnan(undistort(lens, np.array([[1.05, 0.0], [0.8, 0.8]]))).all()
    assert undistort(lens, np.array([[0.0, 0.0], [np.pi / 4, 0.0]])) == pytest.approx(
        np.array([[0, 0], [1, 0]])
    )
