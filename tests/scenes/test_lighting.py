"""Lamps give the lux and the colour that the recipe asks for."""

import numpy as np
import pytest

from assets.builtin import BuiltinCatalog
from recipes.model import Camera as CameraRecipe
from recipes.model import Fixture, Lights, Recipe
from scenes.camera import Camera
from scenes.draws import FrameDraws
from scenes.errors import SceneError
from scenes.lighting import (
    LUMENS_PER_WATT,
    REC709_FROM_XYZ,
    Hall,
    black_body_color,
    black_body_xyz,
    lamps_in_view,
    lay_lights,
    luminance,
    panel_share,
    row_share,
)
from scenes.neighbours import stock_neighbours
from scenes.stock import stock
from scenes.strips import beside_strips, light_strips
from scenes.surroundings import draw_fixture
from scenes.viewpoint import draw_camera


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


HALL = Hall(2.0, 1.9, 2.6, 3.2)


def random_share(start: np.ndarray, frame: np.ndarray) -> float:
    """Irradiance at the origin facing -y per watt, from random rays; ``frame[2]`` is the lamp's normal."""
    rng = np.random.default_rng(4)
    radius, turn = np.sqrt(rng.random(len(start))), rng.uniform(0, 2 * np.pi, len(start))
    local = np.stack([radius * np.cos(turn), radius * np.sin(turn), np.sqrt(1 - radius**2)], 1)
    ray = local @ frame
    with np.errstate(divide="ignore"):
        at = start - ray * (start[:, 1] / ray[:, 1])[:, None]
    patch = 0.2
    hits = (ray[:, 1] > 0) & (np.abs(at[:, 0]) < patch / 2) & (np.abs(at[:, 2]) < patch / 2)
    return float(hits.sum() / len(start) / patch**2)


def test_a_row_lights_the_shelf_as_random_rays_from_it_do() -> None:
    rng = np.random.default_rng(3)
    n, half, y, above = 400_000, 2.5, -1.2, 2.0
    start = np.stack([rng.uniform(-half, half, n), y + rng.uniform(-0.12, 0.12, n), np.full(n, above)], 1)
    down = np.array([[1.0, 0, 0], [0, -1, 0], [0, 0, -1]])
    assert row_share(half, y, above) == pytest.approx(random_share(start, down), rel=0.1)


def test_the_opposite_side_lights_the_shelf_as_random_rays_from_it_do() -> None:
    rng = np.random.default_rng(3)
    n, half, away = 400_000, 2.5, 2.0
    start = np.stack([rng.uniform(-half, half, n), np.full(n, -away), rng.uniform(-0.9, 1.2, n)], 1)
    towards = np.array([[1.0, 0, 0], [0, 0, -1], [0, 1, 0]])
    assert panel_share(half, away, -0.9, 1.2) == pytest.approx(random_share(start, towards), rel=0.1)


def test_rows_and_the_opposite_side_together_give_the_lux() -> None:
    recipe = Lights(rows=3, illuminance_lux=750, temperature_k=3500, ambient=0.25, dead=0, mixed=0)
    lamps, _, facts = lay_lights(recipe, FrameDraws(1, 0), HALL)
    rows, (across,) = lamps[:3], lamps[3:]
    assert facts["lux"] == 750
    z = rows[0].world_from_light[2, 3] - 0.95
    hard = sum(r.power_w * row_share(r.size_wh_m[0] / 2, r.world_from_light[1, 3], z) for r in rows)
    height = across.size_wh_m[1]
    soft = across.power_w * panel_share(across.size_wh_m[0] / 2, 2.6, -0.95, height - 0.95)
    lux = (hard + soft) * luminance(across.color) * LUMENS_PER_WATT
    assert lux == pytest.approx(750, rel=1e-4)
    assert soft / (hard + soft) == pytest.approx(0.25, rel=1e-4)


def test_rows_hang_over_the_aisle_facing_down_and_the_opposite_side_faces_the_shelf() -> None:
    lamps, _, _ = lay_lights(Lights(rows=2, dead=0, mixed=0), FrameDraws(1, 0), HALL)
    for row in lamps[:2]:
        assert -2.6 < row.world_from_light[1, 3] < 0
        assert 1.9 < row.world_from_light[2, 3] < 3.2
        np.testing.assert_allclose(-row.world_from_light[:3, 2], [0, 0, -1])
    np.testing.assert_allclose(-lamps[2].world_from_light[:3, 2], [0, 1, 0])
    assert lamps[2].world_from_light[1, 3] == -2.6


def test_without_rows_all_light_is_soft_and_no_light_at_all_is_refused() -> None:
    lamps, world, _ = lay_lights(Lights(rows=0, ambient=0.2), FrameDraws(1, 0), HALL)
    assert len(lamps) == 1
    assert world.strength > 0
    with pytest.raises(SceneError, match="black"):
        lay_lights(Lights(rows=0, ambient=0.0), FrameDraws(1, 0), HALL)


def test_lamps_to_look_at_send_out_what_the_lights_of_their_rows_give() -> None:
    recipe = Lights(rows=2, dead=0.3, mixed=0.3, fitting="tubes")
    draws = FrameDraws(4, 2)
    lights, _, _ = lay_lights(recipe, draws, HALL)
    rows = [light for light in lights if light.world_from_light[2, 2] == 1]
    faces = [p for p in lamps_in_view(recipe, draws, HALL) if p.material.lamp]
    seen = 0.0
    for part in faces:
        corners = part.mesh.vertices_m[part.mesh.faces]
        area = np.linalg.norm(np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]), axis=1)
        seen += part.material.emission_w_m2 * area.sum() / 2
    assert seen == pytest.approx(sum(row.power_w for row in rows), rel=1e-3)
    assert {p.material.color for p in faces} == {row.color for row in rows}


def test_dead_lamps_leave_gaps_and_every_row_keeps_one_that_is_alive() -> None:
    lights, _, _ = lay_lights(Lights(rows=2, dead=1.0), FrameDraws(1, 0), HALL)
    assert len(lights) == 3
    assert all(light.size_wh_m[0] < 3 for light in lights[:2])


def test_a_flash_lights_what_it_is_focused_on_and_the_camera_balances_for_it() -> None:
    pose = np.eye(4)
    pose[:3, :3] = np.array([[1.0, 0, 0], [0, 0, 1], [0, -1, 0]])  # looks along +y
    camera = Camera(64, 48, 60.0, 60.0, 32.0, 24.0, pose, focus_m=1.5)
    lights, _, facts = lay_lights(
        Lights(rows=1, illuminance_lux=50, flash_lux=900), FrameDraws(1, 0), HALL, camera
    )
    flash = lights[-1]
    np.testing.assert_allclose(-flash.world_from_light[:3, 2], [0, 1, 0], atol=1e-9)
    lux = flash.power_w / np.pi / 1.5**2 * luminance(flash.color) * LUMENS_PER_WATT
    assert lux == pytest.approx(900, rel=1e-4)
    assert facts["temperature_k"] == pytest.approx(5600)


def test_a_neighbours_few_lamps_give_what_all_its_lamps_would_and_all_its_faces_shine() -> None:
    recipe = Recipe(
        fixture=Fixture(kind="multideck", bays=1, neighbours=1.0, depth_m=0.8, height_m=2.0),
        camera=CameraRecipe(distance_m=2.5),
    )
    catalog, draws = BuiltinCatalog(1, 240), FrameDraws(recipe.seed, 0)
    spec = draw_fixture(recipe.fixture, draws)
    main = stock(recipe, catalog, spec, draws)
    camera, _ = draw_camera(recipe.camera, recipe.image, draws, (1.0, 2.0, 0.8), 3.2)
    blocks = stock_neighbours(recipe, catalog, spec, main, draws, camera)
    assert {block.x_m > 0 for block in blocks} == {True, False}
    lit: dict[str, float | int | str] = {"lux": 800.0, "temperature_k": 4000.0}
    given_lamps, faces = beside_strips(blocks, recipe.lights, draws, lit)
    assert len(faces) == sum(len(block.stock.model.strips) for block in blocks)
    for side in (-1, 1):
        nearest = next(block for block in blocks if block.x_m * side > 0)
        every, _ = light_strips(nearest.stock.model.strips, recipe.lights, draws, lit)
        few = [lamp for lamp in given_lamps if lamp.world_from_light[0, 3] * side > 0]
        assert len(few) < len(every)
        assert sum(lamp.power_w for lamp in few) == pytest.approx(
            sum(lamp.power_w for lamp in every), rel=1e-5
        )
