"""Walls with posters, doors and a shop window, and the daylight that comes through it."""

from collections.abc import Iterable

import numpy as np
import pytest

from assets.fixtures.base import Part
from assets.store import StoreSpec
from assets.walls import FINISHES, POSTERS, PosterTexture, WallTexture
from recipes.model import Lights, Store
from scenes.baking import irradiance
from scenes.decor import daylight, decor, shop_window_of
from scenes.draws import FrameDraws
from scenes.lighting import LUMENS_PER_WATT, Hall, lay_lights, luminance

OPEN = StoreSpec(behind_m=8.0, fixture_width_m=2.0)


def _points(parts: Iterable[Part]) -> np.ndarray:
    """Corners of all parts in the world."""
    found = [(p.mesh.vertices_m, p.world_from_part) for p in parts]
    return np.concatenate([points @ pose[:3, :3].T + pose[:3, 3] for points, pose in found])


def test_bare_walls_are_bare_and_others_have_posters_and_doors() -> None:
    assert not list(decor(Store(decor=0.0), OPEN, FrameDraws(1, 0)))
    names = {p.name for k in range(4) for p in decor(Store(decor=1.0), OPEN, FrameDraws(1, k))}
    assert names == {"poster", "door"}


@pytest.mark.parametrize("behind_m", [0.0, 8.0])
def test_what_hangs_on_walls_stays_in_the_store_and_out_of_the_fixture(behind_m: float) -> None:
    spec = StoreSpec(behind_m=behind_m, fixture_width_m=2.0)
    for frame in range(6):
        parts = [p for p in decor(Store(decor=1.0), spec, FrameDraws(2, frame)) if p.name == "poster"]
        points = _points(parts)
        assert points[:, 2].max() < spec.ceiling_m
        assert points[:, 2].min() > 0.3
        assert points[:, 1].max() <= spec.fixture_depth_m + 0.03 + behind_m
        if not behind_m:
            over = points[np.abs(points[:, 0]) < 1.0]
            assert not len(over) or over[:, 2].min() > spec.fixture_height_m


@pytest.mark.parametrize("side", ["left", "right", "behind"])
def test_daylight_gives_the_lux_and_colour_on_a_plane_that_faces_the_window(side: str) -> None:
    (light,) = daylight(Lights(daylight_lux=400, daylight_k=7000, window=side), OPEN, FrameDraws(1, 0))
    facing = light.world_from_light[:3, 2]
    got = irradiance([light], np.array([[0.0, -0.02, 0.95]]), facing)
    assert luminance(tuple(got)) * LUMENS_PER_WATT == pytest.approx(400, rel=0.01)  # type: ignore[arg-type]
    assert got[2] > got[0]
    towards = {"left": (-1, 0, 0), "right": (1, 0, 0), "behind": (0, 1, 0)}[side]
    assert facing == pytest.approx(towards, abs=1e-9)
    assert light.world_from_light[:3, 3] @ np.array(towards) > 5


def test_the_window_that_is_seen_sends_out_what_its_light_gives_from_the_same_place() -> None:
    day = daylight(Lights(daylight_lux=400, window="right"), OPEN, FrameDraws(1, 0))
    (pane,) = (p for p in shop_window_of(day) if p.name == "window")
    corners = _points([pane])
    width, height = day[0].size_wh_m
    assert np.ptp(corners[:, 1]) == pytest.approx(width)
    assert np.ptp(corners[:, 2]) == pytest.approx(height)
    assert pane.material.emission_w_m2 * width * height == pytest.approx(day[0].power_w, rel=1e-3)
    assert np.abs(corners.mean(0) - day[0].world_from_light[:3, 3]).max() < 0.12
    assert pane.material.lamp


def test_daylight_is_added_to_the_lamps_and_none_is_the_rule() -> None:
    hall, draws = Hall(2.0, 1.9, 2.6, 3.2), FrameDraws(1, 0)
    assert not daylight(Lights(), OPEN, draws)
    day = daylight(Lights(daylight_lux=400), OPEN, draws)
    without, _, _ = lay_lights(Lights(), draws, hall)
    lamps, _, _ = lay_lights(Lights(), draws, hall, None, day)
    assert [light.power_w for light in lamps] == [light.power_w for light in (*without, *day)]


def test_scuffs_go_by_degree_low_on_the_wall_and_keep_the_paint() -> None:
    clean, worn = (WallTexture((0.5, 0.5, 0.5), g).pixels().astype(float) for g in (0, 3))
    change = np.abs(worn - clean).mean((1, 2))
    assert change[-140:].mean() > 3 * change[:300].mean()
    linear = ((worn / 255 + 0.055) / 1.055) ** 2.4
    assert linear.mean() == pytest.approx(0.5, rel=0.03)


@pytest.mark.parametrize("finish", FINISHES)
def test_walls_have_grain_and_seams_and_keep_their_paint(finish: str) -> None:
    pixels = WallTexture((0.5, 0.4, 0.3), 1, finish).pixels().astype(float)
    linear = ((pixels / 255 + 0.055) / 1.055) ** 2.4
    assert linear.mean((0, 1)) == pytest.approx((0.5, 0.4, 0.3), rel=0.03)
    blocks = pixels[..., 1].reshape(128, 8, 128, 8).std((1, 3))
    assert np.median(blocks) > 1.0, "no spot is one flat colour"
    rows, columns = (np.abs(np.diff(pixels[..., 1].mean(axis))).max() for axis in (1, 0))
    assert (rows > 8, columns > 8) == {
        "plaster": (False, False), "panels": (False, True), "slats": (True, False), "tiles": (True, True)
    }[finish]  # fmt: skip


def test_posters_differ_and_repeat_exactly() -> None:
    assert len({PosterTexture(k).pixels().tobytes() for k in range(POSTERS)}) == POSTERS
    assert np.array_equal(PosterTexture(3, True).pixels(), PosterTexture(3, True).pixels())
