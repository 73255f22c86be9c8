"""Lamps give the lux and the colour that the recipe asks for."""

import math

import numpy as np
import pytest

from recipes.model import Lights
from scenes.draws import FrameDraws
from scenes.errors import SceneError
from scenes.lighting import (
    LUMENS_PER_WATT,
    REC709_FROM_XYZ,
    black_body_color,
    black_body_xyz,
    lay_lights,
    luminance,
    received_share,
)


@pytest.mark.parametrize(
    ("kelvin", "x", "y"),
    [
        (2000, 0.5267, 0.4133),
        (2856, 0.4475, 0.4075),
        (4000, 0.3805, 0.3768),
        (6500, 0.3135, 0.3237),
        (10000, 0.2807, 0.2884),
    ],
)
def test_black_bodies_have_the_chromaticity_of_the_tables(kelvin: float, x: float, y: float) -> None:
    xyz = black_body_xyz(kelvin)
    assert xyz[0] / xyz.sum() == pytest.approx(x, abs=0.003)
    assert xyz[1] / xyz.sum() == pytest.approx(y, abs=0.003)


def test_warm_light_is_red_cold_light_is_blue_and_white_is_between() -> None:
    warm, white, cold = black_body_color(2700), black_body_color(6500), black_body_color(11000)
    assert warm[0] == 1.0 > warm[1] > warm[2] > 0
    assert max(white) - min(white) < 0.08
    assert cold[2] == 1.0 > cold[0]


def test_the_colour_matrix_takes_the_white_point_to_white() -> None:
    np.testing.assert_allclose(REC709_FROM_XYZ @ [0.95047, 1.0, 1.08883], [1, 1, 1], atol=1e-4)


def test_the_share_received_agrees_with_random_rays_from_the_lamp() -> None:
    rng = np.random.default_rng(3)
    n, half, y, above, width = 400_000, 2.5, -1.2, 2.0, 0.24
    start = np.stack(
        [rng.uniform(-half, half, n), y + rng.uniform(-0.5, 0.5, n) * width, np.full(n, above)], 1
    )
    radius, turn = np.sqrt(rng.random(n)), rng.uniform(0, 2 * np.pi, n)
    ray = np.stack([radius * np.cos(turn), radius * np.sin(turn), -np.sqrt(1 - radius**2)], 1)
    with np.errstate(divide="ignore"):
        reach = -start[:, 1] / ray[:, 1]
    at = start + ray * reach[:, None]
    patch = 0.2
    hits = (ray[:, 1] > 0) & (np.abs(at[:, 0]) < patch / 2) & (np.abs(at[:, 2]) < patch / 2)
    share = hits.sum() / n / patch**2
    assert received_share(half, y, above, width) == pytest.approx(share, rel=0.1)


def test_rows_and_ambient_together_give_the_lux() -> None:
    recipe = Lights(rows=3, illuminance_lux=750, temperature_k=3500, ambient=0.25)
    lamps, world, facts = lay_lights(recipe, FrameDraws(1, 0), (2.0, 1.9), 2.6, 3.2)
    assert len(lamps) == 3
    assert facts["lux"] == 750
    z = lamps[0].world_from_light[2, 3] - 0.95
    direct = sum(
        lamp.power_w * received_share(lamp.size_wh_m[0] / 2, lamp.world_from_light[1, 3], z) for lamp in lamps
    )
    everywhere = math.pi * world.strength
    lux = (direct + everywhere) * luminance(lamps[0].color) * LUMENS_PER_WATT
    assert lux == pytest.approx(750, rel=1e-4)
    assert everywhere / (direct + everywhere) == pytest.approx(0.25, rel=1e-4)


def test_lamps_hang_over_the_aisle_below_the_ceiling_and_face_down() -> None:
    lamps, _, _ = lay_lights(Lights(rows=2), FrameDraws(1, 0), (2.0, 1.9), 2.6, 3.2)
    for lamp in lamps:
        assert -2.6 < lamp.world_from_light[1, 3] < 0
        assert 1.9 < lamp.world_from_light[2, 3] < 3.2
        assert lamp.world_from_light[2, 2] == 1.0  # emits along its own -z


def test_without_rows_all_light_comes_from_everywhere_and_no_light_at_all_is_refused() -> None:
    lamps, world, _ = lay_lights(Lights(rows=0, ambient=0.2), FrameDraws(1, 0), (2.0, 1.9), 2.6, 3.2)
    assert lamps == ()
    assert world.strength > 0
    with pytest.raises(SceneError, match="black"):
        lay_lights(Lights(rows=0, ambient=0.0), FrameDraws(1, 0), (2.0, 1.9), 2.6, 3.2)
