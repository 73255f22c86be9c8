"""What the draft engine promises about its pictures."""

from dataclasses import replace

import numpy as np
import pytest
from hand_made import (
    ArrayTexture,
    box,
    lamp,
    looking_along_y,
    make_scene,
    pose,
    sheet,
    small_shelf,
    with_lights,
)
from hypothesis import given
from hypothesis import strategies as st

from assets.material import Material
from generator.render.draft import DraftRenderer, texels
from generator.render.draft.edges import outlines
from generator.render.draft.looks import BODY, GRAZING, METAL, STRAIGHT, look_of
from generator.render.draft.texels import TexelPool, sample
from generator.render.protocol import Rendered
from labelers.trace import Tracer
from scenes.scene import Scene, World


def render(scene: Scene, renderer: DraftRenderer | None = None) -> Rendered:
    return (renderer or DraftRenderer()).render(scene, Tracer().trace(scene))


def front_of(art: np.ndarray, width_px: int = 96, size_m: float = 1.0) -> np.ndarray:
    """Radiance of a square carton of this artwork that just fills a square picture."""
    material = Material("art", (1, 1, 1), ArrayTexture(art), roughness=1.0, ior=1.0)
    eye = size_m / 2 / np.tan(np.radians(30))
    camera = looking_along_y(width_px, width_px, (0, -eye, size_m / 2), 60)
    things = {"carton": ("product", box(size_m, 0.1, size_m), material, pose(0, 0.05, 0))}
    return render(make_scene(camera, things, (), World((1, 1, 1), 1.0))).radiance


def test_the_same_scene_gives_the_same_bytes_whatever_was_rendered_before() -> None:
    scene = small_shelf(160, 120)
    warm = DraftRenderer()
    render(with_lights(scene, (lamp(1, -1, 3),)), warm)
    assert render(scene, warm).radiance.tobytes() == render(scene).radiance.tobytes()


def test_light_is_finite_and_never_negative() -> None:
    radiance = render(small_shelf(160, 120)).radiance
    assert radiance.shape == (120, 160, 3)
    assert radiance.dtype == np.float32
    assert np.isfinite(radiance).all()
    assert radiance.min() >= 0


def test_twice_the_lamps_power_and_world_give_twice_the_light() -> None:
    scene = small_shelf(160, 120)
    lights = tuple(replace(one, power_w=2 * one.power_w) for one in scene.lights)
    twice = replace(scene, lights=lights, world=replace(scene.world, strength=2 * scene.world.strength))
    np.testing.assert_allclose(render(twice).radiance, 2 * render(scene).radiance, rtol=2e-3, atol=1e-4)


def test_a_white_sheet_under_even_light_is_as_bright_as_the_light() -> None:
    white = np.full((8, 8, 3), 255, np.uint8)
    middle = front_of(white)[32:64, 32:64]
    assert middle == pytest.approx(np.ones_like(middle), abs=0.08)


def test_a_lamp_lights_a_wall_as_the_inverse_square_law_says() -> None:
    camera = looking_along_y(32, 32, (0, -1, 0), 10)
    matt = Material("matt", (0.5, 0.5, 0.5), roughness=1.0, ior=1.0)
    wall = sheet([(-4, 0, -4), (4, 0, -4), (4, 0, 4), (-4, 0, 4)])
    light = replace(lamp(0, -1.5, 2.0, power_w=50.0), size_wh_m=(0.05, 0.05))
    scene = make_scene(camera, {"wall": ("store", wall, matt, np.eye(4))}, (light,), World((1, 1, 1), 0.0))
    d2 = 1.5**2 + 2.0**2
    cosines = (2.0 / d2**0.5) * (1.5 / d2**0.5)
    expected = 50.0 / np.pi * cosines / d2 * 0.5 / np.pi * np.array(light.color)
    assert render(scene).radiance[16, 16] == pytest.approx(expected, rel=0.03)


def test_a_board_shades_what_stands_deep_below_it() -> None:
    scene = small_shelf(320, 240)
    radiance = render(scene).radiance.mean(2)
    edge, deep = radiance[128, 160], radiance[145:148, 140:180].mean()
    assert deep < 0.35 * edge


def marked() -> np.ndarray:
    art = np.full((64, 64, 3), 60, np.uint8)
    art[:16, :16] = (250, 20, 20)
    art[:16, -16:] = (20, 20, 250)
    return art


def test_artwork_stands_upright_and_unmirrored_on_a_front() -> None:
    seen = front_of(marked())
    upper_left, upper_right, lower_left = seen[10, 10], seen[10, -11], seen[-11, 10]
    assert upper_left[0] > 5 * upper_left[2]
    assert upper_right[2] > 5 * upper_right[0]
    assert np.ptp(lower_left) < 0.1 * lower_left.mean()


def test_artwork_is_sharp_where_the_texture_has_a_texel_per_pixel() -> None:
    art = np.zeros((96, 96, 3), np.uint8)
    art[:, 48:] = 255
    row = front_of(art)[48, :, 1]
    assert row[44] < 0.05 * row[52]


def test_a_checker_seen_small_is_its_average_and_not_a_moire() -> None:
    checker = np.zeros((512, 512, 3), np.uint8)
    checker[(np.indices((512, 512)).sum(0) % 2) == 1] = 255
    middle = front_of(checker, 48)[8:40, 8:40]
    assert middle.mean() == pytest.approx(0.5, abs=0.05)
    assert middle.std() < 0.03


def test_the_pool_finds_the_texel_that_the_coordinates_name() -> None:
    rng = np.random.default_rng(0)
    art = rng.integers(0, 256, (32, 48, 3)).astype(np.uint8)
    pool = TexelPool()
    row = pool.rows([ArrayTexture(art)])[0]
    y, x = np.indices((32, 48)).reshape(2, -1)
    u, v = ((x + 0.5) / 48).astype(np.float32), (1 - (y + 0.5) / 32).astype(np.float32)
    found = sample(pool.tables(), np.full(len(u), row), u, v, np.zeros(len(u), np.float32))
    wanted = np.where(art / 255 <= 0.04045, art / 255 / 12.92, ((art / 255 + 0.055) / 1.055) ** 2.4)
    np.testing.assert_allclose(found.T.reshape(32, 48, 3), wanted, atol=0.005)


def test_no_pixels_are_no_colours() -> None:
    none = np.zeros(0, np.float32)
    assert sample(TexelPool().tables(), np.zeros(0, np.intp), none, none, none).shape == (3, 0)


def test_an_atlas_without_room_for_the_finest_level_keeps_the_coarser_ones() -> None:
    tall = np.zeros((9000, 8, 3), np.uint8)
    tall[:, :, 1] = 200
    wide = np.ascontiguousarray(tall.swapaxes(0, 1))
    pool = TexelPool()
    rows = pool.rows([ArrayTexture(tall), ArrayTexture(wide)])
    half = np.full(2, 0.5, np.float32)
    found = sample(pool.tables(), np.array(rows), half, half, np.zeros(2, np.float32))
    np.testing.assert_allclose(found[1], (200 / 255 + 0.055) ** 2.4 / 1.055**2.4, atol=0.01)


def test_a_frame_that_does_not_fit_beside_others_gets_the_pool_to_itself(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(texels, "MOST_ROWS", 1200)
    arts = [ArrayTexture(np.full((1000, 2500, 3), 30 * k, np.uint8)) for k in range(1, 3)]
    pool = TexelPool()
    pool.rows([arts[0]])
    with pytest.raises(texels.PoolFullError):
        pool.rows([arts[1]])
    pool.clear()
    row = pool.rows([arts[1]])[0]
    assert pool.means[row] == pytest.approx(arts[1].mean_color(), abs=0.01)
    assert pool.tables().width[row * texels.LEVELS] == 2500


def test_a_full_pool_is_emptied_and_filled_again_with_what_the_frame_needs() -> None:
    arts = [ArrayTexture(np.full((64, 64, 3), 40 * k, np.uint8)) for k in range(1, 5)]
    pool = TexelPool(max_texels=4000)
    for art in arts:
        row = pool.rows([art, None])[0]
        assert pool.means[row] == pytest.approx(art.mean_color(), abs=0.01)
    assert len(pool.means) <= 3


def test_a_pool_keeps_the_textures_of_some_frames_whatever_their_size() -> None:
    pool = TexelPool()
    for k in range(60):
        mine = ArrayTexture(np.full((64, 64, 3), k, np.uint8))
        row = pool.rows([mine])[0]
        assert pool.means[row] == pytest.approx(mine.mean_color(), abs=0.01)
        assert len(pool.means) <= texels.FRAMES_KEPT + 3


def test_where_nothing_is_hit_the_world_is_seen() -> None:
    camera = looking_along_y(32, 24, (0, -2, 0.5))
    stuff = {"carton": ("product", box(0.2, 0.2, 0.2), Material("m"), pose(0, 0, 0.4))}
    scene = make_scene(camera, stuff, (), World((0.2, 0.5, 1.0), 2.0))
    assert render(scene).radiance[2, 2] == pytest.approx([0.4, 1.0, 2.0])


def test_an_empty_view_is_all_background() -> None:
    camera = looking_along_y(32, 24, (0, -2, 0.5))
    behind = {"carton": ("product", box(0.2, 0.2, 0.2), Material("m"), pose(0, -9, 0))}
    radiance = render(make_scene(camera, behind, (), World((0.2, 0.5, 1.0), 2.0))).radiance
    assert radiance == pytest.approx(np.broadcast_to([0.4, 1.0, 2.0], radiance.shape))


def test_what_glows_adds_its_own_light() -> None:
    def glowing(power: float) -> np.ndarray:
        material = Material("sign", (1.0, 0.5, 0.25), emission_w_m2=power)
        camera = looking_along_y(32, 32, (0, -1, 0.5), 30)
        things = {"sign": ("fixture", box(1, 0.1, 1), material, pose(0, 0, 0))}
        return render(make_scene(camera, things)).radiance[16, 16]

    assert glowing(10.0) - glowing(0.0) == pytest.approx(np.array([10, 5, 2.5]) / np.pi, rel=0.02)


def test_metal_mirrors_and_matt_does_not() -> None:
    def seen(material: Material) -> float:
        camera = looking_along_y(32, 32, (0, -1, 0.5), 30)
        dark_room = make_scene(camera, {"thing": ("product", box(1, 0.1, 1), material, pose(0, 0, 0))})
        return float(render(dark_room).radiance[16, 16].mean())

    black = (0.001, 0.001, 0.001)
    assert seen(Material("matt", black, roughness=1.0, ior=1.0)) < 0.01
    assert seen(Material("mirror", (0.9, 0.9, 0.9), roughness=0.1, metallic=1.0)) > 0.2


@given(*[st.floats(0, 1)] * 5, st.floats(1.0, 2.5))
def test_no_surface_sends_back_more_light_than_it_gets(
    roughness: float, metallic: float, coat: float, coat_roughness: float, transmission: float, ior: float
) -> None:
    material = Material("any", (1, 1, 1), None, roughness, metallic, coat, coat_roughness, transmission, ior)
    look = look_of(material)
    mirrored = look[STRAIGHT] + look[GRAZING]
    assert min(look[STRAIGHT], look[GRAZING], look[BODY]) >= 0
    assert mirrored + look[METAL] <= 1 + 1e-9
    assert look[BODY] <= 1 - look[METAL] + 1e-9


def test_outlines_lie_on_both_sides_of_a_change_of_instance() -> None:
    index = np.zeros((5, 6), np.int32)
    index[:, 3:] = 7
    assert np.flatnonzero(outlines(index).any(0)).tolist() == [2, 3]
    assert not outlines(np.zeros((4, 4), np.int32)).any()
