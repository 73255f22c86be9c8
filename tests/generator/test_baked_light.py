"""Baked floors, walls and ceilings light the goods as path-traced ones do."""

from dataclasses import replace

import numpy as np
import pytest
from hand_made import small_shelf

from generator.bundle import open_bundle
from generator.frame import sample
from generator.render.cycles import CyclesRenderer
from labelers.trace import Tracer
from scenes.scene import Scene


def unbaked(scene: Scene) -> Scene:
    """The same scene whose every surface is path-traced, under keys of its own."""
    found = {key: replace(m, baked_w_m2=None) for key, m in scene.materials.items()}
    instances = tuple(replace(i, materials=tuple(found[k].key for k in i.materials)) for i in scene.instances)
    return replace(scene, materials={m.key: m for m in found.values()}, instances=instances)


def test_goods_get_the_same_light_within_a_fifth() -> None:
    overrides = {"image.width_px": 64, "image.height_px": 48, "render.samples": 16, "render.denoise": False}
    scene = sample(open_bundle("quick", overrides), 1)
    scene = replace(scene, instances=tuple(i for i in scene.instances if i.kind != "occluder"))
    surfaces = Tracer().trace(scene)
    goods = np.isin(
        surfaces.instance_index,
        [k for k, i in enumerate(scene.instances) if i.kind in ("product", "fixture")],
    )
    renderer = CyclesRenderer("cpu")
    baked, traced = (renderer.render(s, surfaces).radiance for s in (scene, unbaked(scene)))
    renderer.close()
    assert goods.mean() > 0.3
    assert baked[goods].mean(0) == pytest.approx(traced[goods].mean(0), rel=0.2)
    assert not np.allclose(baked, traced)


def test_light_spread_like_shelves_is_as_strong_on_the_whole_and_not_the_same_everywhere() -> None:
    scene = small_shelf(64, 48)
    scene = replace(scene, render=replace(scene.render, samples=24, denoise=False))
    surfaces = Tracer().trace(scene)
    renderer = CyclesRenderer("cpu")
    lamps = tuple(replace(light, pattern="shelves") for light in scene.lights)
    plain, spread = (renderer.render(s, surfaces).radiance for s in (scene, replace(scene, lights=lamps)))
    renderer.close()
    assert spread.mean() == pytest.approx(plain.mean(), rel=0.12)
    assert not np.allclose(spread, plain, rtol=0.02)
