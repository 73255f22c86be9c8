"""Rays of whole rectangles of pixels against the camera model solved pixel by pixel."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from label_scenes import DISTORTED, PINHOLE, camera

from labelers.rays import ideal_bounds, ideal_grid, image_rect
from scenes.camera import Distortion, Fisheye, camera_directions, distort, fold_radius, pixel_centres

BARREL = Distortion(k1=-0.35, k2=0.12)
FOLDING = Distortion(k1=-0.9)


@pytest.mark.parametrize(
    "lens", [PINHOLE, DISTORTED, BARREL, Distortion(k1=0.25, p1=0.004), Fisheye(0.03, -0.01)]
)
@pytest.mark.parametrize("size", [(320, 240), (40, 30)])
def test_grid_equals_the_camera_model_at_every_pixel(lens: Distortion, size: tuple[int, int]) -> None:
    view = camera(*size, lens=lens, focal=0.8)
    expected = camera_directions(view, pixel_centres(*size))[..., :2]
    np.testing.assert_allclose(ideal_grid(view, image_rect(view)), expected, rtol=0, atol=1e-11)


@settings(max_examples=25, deadline=None)
@given(
    k1=st.floats(-0.35, 0.35),
    k2=st.floats(-0.1, 0.15),
    p1=st.floats(-0.005, 0.005),
    p2=st.floats(-0.005, 0.005),
    focal=st.floats(0.6, 2.0),
)
def test_lens_takes_every_ray_back_to_its_pixel(
    k1: float, k2: float, p1: float, p2: float, focal: float
) -> None:
    view = camera(80, 60, lens=Distortion(k1, k2, p1, p2), focal=focal)
    grid = ideal_grid(view, (-30, -20, 110, 85))
    pixels = distort(view.distortion, grid) * [view.fx_px, view.fy_px] + [view.cx_px, view.cy_px]
    seen = np.isfinite(grid[..., 0])
    centres = np.stack(np.meshgrid(np.arange(-30, 110) + 0.5, np.arange(-20, 85) + 0.5), axis=-1)
    assert np.abs(pixels - centres)[seen].max(initial=0) < 1e-6


def test_pixels_beyond_the_fold_of_the_lens_have_no_ray() -> None:
    view = camera(64, 48, lens=FOLDING)
    grid = ideal_grid(view, (-200, -200, 264, 248))
    radius = np.hypot(grid[..., 0], grid[..., 1])
    farthest = fold_radius(FOLDING) * (1 + FOLDING.k1 * fold_radius(FOLDING) ** 2)
    assert np.isnan(grid[0, 0]).all()
    assert np.nanmax(radius) < fold_radius(FOLDING)
    reached = np.hypot((view.cx_px + 200.5) / view.fx_px, (view.cy_px + 200.5) / view.fy_px)
    assert reached > farthest


def test_fold_radius_is_where_the_radial_slope_first_vanishes() -> None:
    assert fold_radius(PINHOLE) == float("inf")
    assert fold_radius(Distortion(k1=0.3)) == float("inf")
    r = fold_radius(DISTORTED)
    slope = 1 + 3 * DISTORTED.k1 * r**2 + 5 * DISTORTED.k2 * r**4 + 7 * DISTORTED.k3 * r**6
    assert abs(slope) < 1e-9


def test_bounds_hold_every_ray_and_ignore_missing_ones() -> None:
    grid = np.array([[[0.1, 0.2], [np.nan, np.nan]], [[-0.3, 0.4], [0.0, -0.5]]])
    np.testing.assert_array_equal(ideal_bounds(grid), [[-0.3, -0.5], [0.1, 0.4]])
    assert (ideal_bounds(np.full((2, 2, 2), np.nan)) == [[np.inf] * 2, [-np.inf] * 2]).all()
