"""Light in known scenes is what radiometry says, and it is the same whatever was rendered before."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import cycles_scene as made
import numpy as np
import pytest

from assets.material import Material
from generator.render.cycles import CyclesRenderer, RenderDeviceError
from scenes.scene import AreaLight, Instance, Scene, World

TESTS = str(Path(made.__file__).parent)


@pytest.fixture(scope="module")
def cycles() -> Iterator[CyclesRenderer]:
    renderer = CyclesRenderer("cpu")
    yield renderer
    renderer.close()


def wall_only(material: Material, lamps: tuple[AreaLight, ...] = (), strength: float = 0.0) -> Scene:
    """A camera 1 m in front of a wall at y = 0 that fills its 32 x 32 picture."""
    quad = np.array([[[-1, 0, -1], [1, 0, -1], [1, 0, 1], [-1, 0, 1]]], np.float64)
    pose = np.array([[1, 0, 0, 0], [0, 0, 1, -1], [0, -1, 0, 0], [0, 0, 0, 1.0]])
    view = replace(
        made.camera(32, 32), fx_px=64.0, fy_px=64.0, cx_px=16.0, cy_px=16.0, world_from_camera=pose
    )
    scene = made.small_scene(view, samples=64)
    return replace(
        scene,
        instances=(Instance(0, "store", "quad", ("it",), np.eye(4)),),
        meshes={"quad": made.flat_mesh(quad)},
        materials={"it": material},
        lights=lamps,
        world=World(strength=strength),
        render=replace(scene.render, denoise=False),
    )


def test_emission_gives_the_stated_exitance_in_the_texture_s_colours(cycles: CyclesRenderer) -> None:
    """An exitance of pi W/m2 is radiance 1: the picture must equal the texture in linear light."""
    texture = made.Blocks(4, 64)
    material = Material("it", (1.0, 1.0, 1.0), texture, roughness=1.0, emission_w_m2=float(np.pi))
    scene = wall_only(material)
    radiance = cycles.render(scene, None).radiance
    srgb = texture.pixels() / 255.0
    linear = np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
    middle = linear[
        24:40, 24:40
    ]  # the wall is 2 m wide, the camera sees its central quarter (0.5 m each way)
    blocks = middle.reshape(2, 8, 2, 8, 3)[:, 4, :, 4]
    seen = radiance[[8, 24]][:, [8, 24]]
    assert np.allclose(seen, blocks, atol=2e-3)


def test_a_white_wall_under_a_white_sky_is_as_bright_as_the_sky(cycles: CyclesRenderer) -> None:
    wall = Material("it", (1.0, 1.0, 1.0), roughness=1.0, ior=1.0)
    radiance = cycles.render(wall_only(wall, strength=0.7), None).radiance
    assert radiance.mean() == pytest.approx(0.7, rel=0.01)


def test_lamp_power_is_radiant_power(cycles: CyclesRenderer) -> None:
    """A small lamp of P watts at distance d gives E = P / (pi d^2); a grey wall shows albedo E / pi."""
    toward_wall = np.array([[1, 0, 0, 0], [0, 0, -1, -1.5], [0, 1, 0, 0], [0, 0, 0, 1.0]])
    lamp = AreaLight(toward_wall, (0.05, 0.04), 20.0, (1.0, 0.5, 0.25))
    wall = Material("it", (0.5, 0.5, 0.5), roughness=1.0, ior=1.0)
    centre = cycles.render(wall_only(wall, (lamp,)), None).radiance[12:20, 12:20].mean((0, 1))
    expected = 0.5 / np.pi * 20.0 / (np.pi * 1.5**2)
    assert centre == pytest.approx(expected * np.array([1.0, 0.5, 0.25]), rel=0.03)


def test_lamps_are_one_sided_and_invisible_to_the_camera(cycles: CyclesRenderer) -> None:
    facing_camera = np.array([[1, 0, 0, 0], [0, 0, 1, -0.5], [0, -1, 0, 0], [0, 0, 0, 1.0]])
    lamp = AreaLight(facing_camera, (0.3, 0.3), 100.0, (1.0, 1.0, 1.0))
    assert cycles.render(wall_only(Material("it"), (lamp,)), None).radiance.max() == 0.0


def test_metal_and_glass_are_not_black(cycles: CyclesRenderer) -> None:
    scene = made.small_scene(samples=8)
    radiance, index = cycles.render(scene, None).radiance, cycles.object_index(scene)
    for name in ("metal", "glass"):
        which = [n for n, instance in enumerate(scene.instances) if instance.materials == (name,)]
        assert np.median(radiance[np.isin(index, which)]) > 0.1


def test_what_labels_see_through_lets_the_goods_behind_show(cycles: CyclesRenderer) -> None:
    """The film hangs before the first box: index pass and most of the light go through it."""
    scene = made.small_scene(samples=8)
    film = next(n for n, instance in enumerate(scene.instances) if instance.materials == ("film",))
    index = cycles.object_index(scene)
    assert film not in index
    without = replace(scene, instances=tuple(i for n, i in enumerate(scene.instances) if n != film))
    behind = index == 2
    seen, bare = (cycles.render(s, None).radiance[behind] for s in (scene, without))
    assert np.corrcoef(seen.ravel(), bare.ravel())[0, 1] > 0.7


def test_history_leaves_no_trace_in_the_light(cycles: CyclesRenderer) -> None:
    first, second = made.small_scene(noise_seed=3), made.renamed(made.small_scene(shift_m=0.1), 1)
    alone = cycles.render(first, None).radiance
    cycles.render(second, None)
    cycles.object_index(first)
    cycles.render(made.renamed(first, 2), None)
    again = cycles.render(first, None).radiance
    assert np.array_equal(alone, again)
    assert not np.array_equal(alone, cycles.render(made.small_scene(noise_seed=4), None).radiance)


FRESH = f"""
import sys
sys.path.insert(0, {TESTS!r})
from hashlib import sha256
from generator.render.cycles import CyclesRenderer
import cycles_scene as made
renderer = CyclesRenderer("cpu")
radiance = renderer.render(made.small_scene(noise_seed=3), None).radiance
print(sha256(radiance.tobytes()).hexdigest())
"""


def test_a_fresh_process_gives_the_same_bytes_no_chatter_and_exit_code_0(cycles: CyclesRenderer) -> None:
    """It does not close the renderer: leaving must not crash, and nothing else may be printed."""
    fresh = subprocess.run([sys.executable, "-c", FRESH], capture_output=True, text=True, timeout=120)
    here = sha256(cycles.render(made.small_scene(noise_seed=3), None).radiance.tobytes()).hexdigest()
    assert (fresh.returncode, fresh.stdout, fresh.stderr) == (0, here + "\n", "")


def test_more_instances_than_blender_can_number_are_refused(cycles: CyclesRenderer) -> None:
    scene = made.small_scene()
    with pytest.raises(ValueError, match="32766"):
        cycles.object_index(replace(scene, instances=scene.instances[:1] * 40_000))


@pytest.mark.parametrize("wish", ["quantum", ""])
def test_unknown_devices_are_refused(wish: str) -> None:
    with pytest.raises(RenderDeviceError, match="expected"):
        CyclesRenderer(wish)


def test_an_empty_bottle_s_wall_shows_what_is_behind_and_keeps_its_own_pixels(cycles: CyclesRenderer) -> None:
    """A thin wall bends nothing: the picture behind stands where it stood, and the label stays the wall's."""
    scene = made.small_scene(samples=16)
    sheet = next(n for n, instance in enumerate(scene.instances) if instance.materials == ("film",))
    wall = Material("wall", (0.97, 0.97, 0.97), roughness=0.02, transmission=1.0, ior=1.5, thin_wall=True)
    walled = replace(scene, materials={**scene.materials, "film": wall})
    assert (cycles.object_index(walled) == sheet).sum() > 100
    seen = cycles.render(walled, None).radiance
    without = replace(scene, instances=tuple(i for n, i in enumerate(scene.instances) if n != sheet))
    there = cycles.object_index(walled) == sheet
    bare = cycles.render(without, None).radiance
    assert np.corrcoef(seen[there].ravel(), bare[there].ravel())[0, 1] > 0.9
