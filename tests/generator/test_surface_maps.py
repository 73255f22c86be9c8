"""Maps of roughness, metallic and relief reach both engines, and the labels do not notice."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from hand_made import ArrayTexture, box, lamp, looking_along_y, make_scene, pose, sheet

from assets.material import Material
from generator.render.cycles import CyclesRenderer
from generator.render.draft import DraftRenderer
from labelers.trace import Tracer
from scenes.scene import Scene, World

RED = (0.6, 0.1, 0.08)


def striped(green_px: tuple[int, int], blue_px: tuple[int, int]) -> ArrayTexture:
    """A surface map: roughness and metallic of the ground, and of a stripe down the middle."""
    data = np.zeros((48, 48, 3), np.uint8)
    data[..., 1], data[..., 2] = green_px[0], blue_px[0]
    data[:, 16:32, 1], data[:, 16:32, 2] = green_px[1], blue_px[1]
    return ArrayTexture(data)


def tilted() -> ArrayTexture:
    """A normal map whose right half leans to the right."""
    data = np.full((48, 48, 3), (128, 128, 255), np.uint8)
    data[:, 24:] = (218, 128, 218)
    return ArrayTexture(data)


def carton(material: Material) -> Scene:
    """A box that fills the picture's middle, between a bright and a dark wall."""
    bright = Material("bright", (0.9, 0.9, 0.9), emission_w_m2=3.0)
    dark = Material("dark", (0.02, 0.02, 0.02))
    things = {
        "carton": ("product", box(0.3, 0.2, 0.3), material, pose(0, 0.1, 0)),
        "right": ("store", sheet([(2, -3, -2), (2, 2, -2), (2, 2, 3), (2, -3, 3)]), bright, np.eye(4)),
        "left": ("store", sheet([(-2, 2, -2), (-2, -3, -2), (-2, -3, 3), (-2, 2, 3)]), dark, np.eye(4)),
    }
    camera = looking_along_y(48, 48, (0.0, -0.5, 0.15), 30)
    scene = make_scene(camera, things, (lamp(0, -1.0, 1.8),), World((1, 1, 1), 0.2))  # type: ignore[arg-type]
    return replace(scene, render=replace(scene.render, samples=24, adaptive_threshold=0.0, denoise=False))


@pytest.fixture(scope="module")
def cycles() -> Iterator[CyclesRenderer]:
    renderer = CyclesRenderer("cpu")
    yield renderer
    renderer.close()


def stripes(radiance: np.ndarray) -> np.ndarray:
    """Mean colours (3, 3) of the carton's left, middle and right third, seen in the picture's middle rows."""
    middle = radiance[14:34]
    return np.array([middle[:, a:b].mean((0, 1)) for a, b in ((3, 13), (18, 30), (35, 45))])


FOIL = Material("foil", RED, roughness=1.0, metallic=1.0, surface=striped((128, 60), (0, 255)))
PRINT = Material("print", RED, roughness=0.5)


def test_a_metallic_stripe_shows_in_cycles_and_the_rest_looks_as_without_a_map(
    cycles: CyclesRenderer,
) -> None:
    with_map, plain = (stripes(cycles.render(carton(m), None).radiance) for m in (FOIL, PRINT))
    assert with_map[[0, 2]] == pytest.approx(plain[[0, 2]], rel=0.05)
    assert np.abs(with_map[1] - plain[1]).max() > 0.2 * plain[1].max()


def test_the_draft_engine_agrees_with_cycles_on_what_is_foil_and_what_is_print(
    cycles: CyclesRenderer,
) -> None:
    scene, without = carton(FOIL), carton(PRINT)
    surfaces = Tracer().trace(scene)
    draft, plain = (stripes(DraftRenderer().render(s, surfaces).radiance) for s in (scene, without))
    reference = stripes(cycles.render(scene, surfaces).radiance)
    assert draft[[0, 2]] == pytest.approx(plain[[0, 2]], rel=0.02)
    assert np.abs(draft[1] - plain[1]).max() > 0.1 * plain[1].max()
    assert draft == pytest.approx(reference, abs=0.35 * float(reference.max()))


def test_a_normal_map_turns_the_right_half_and_leaves_the_left(cycles: CyclesRenderer) -> None:
    base = Material("metal", (0.8, 0.8, 0.8), metallic=1.0, roughness=0.25)
    bent = replace(base, normal=tilted())
    smooth, mapped, half = (
        stripes(cycles.render(carton(m), None).radiance)
        for m in (base, bent, replace(bent, normal_strength=0.0))
    )
    assert mapped[0] == pytest.approx(smooth[0], rel=0.08)
    assert mapped[2].mean() > 1.2 * smooth[2].mean()  # it mirrors the bright wall on the right
    assert half == pytest.approx(smooth, rel=1e-4)


def test_maps_change_the_key_and_neither_labels_nor_the_index_pass(cycles: CyclesRenderer) -> None:
    keys = {PRINT.key, FOIL.key, replace(PRINT, normal=tilted()).key, replace(PRINT, texture=tilted()).key}
    assert len(keys) == 4
    assert replace(PRINT, normal=tilted()).key != replace(PRINT, surface=tilted()).key
    seen = [cycles.object_index(carton(m)) for m in (PRINT, replace(FOIL, normal=tilted()))]
    assert np.array_equal(*seen)


def test_one_image_may_be_colour_in_one_material_and_data_in_another(cycles: CyclesRenderer) -> None:
    both = replace(FOIL, texture=FOIL.surface, color=(1.0, 1.0, 1.0))
    first = cycles.render(carton(both), None).radiance
    cycles.render(carton(FOIL), None)
    assert np.array_equal(first, cycles.render(carton(both), None).radiance)
