"""Floor, walls and ceiling know the light that they receive."""

from dataclasses import replace

import numpy as np
import pytest

from assets.store import StoreSpec, store
from scenes.baking import bake, irradiance
from scenes.poses import rigid
from scenes.scene import AreaLight


def lamp(power_w: float = 40.0) -> AreaLight:
    return AreaLight(rigid(0.0, -1.3, 3.0), (2.0, 0.24), power_w, (1.0, 0.8, 0.6))


def test_irradiance_is_what_random_rays_from_the_lamp_bring() -> None:
    """A patch of floor counts the rays of a Lambertian lamp that fall on it."""
    rng = np.random.default_rng(5)
    n, patch = 400_000, 0.3
    start = np.stack([rng.uniform(-1, 1, n), rng.uniform(-1.42, -1.18, n), np.full(n, 3.0)], 1)
    radius, turn = np.sqrt(rng.random(n)), rng.uniform(0, 2 * np.pi, n)
    ray = np.stack([radius * np.cos(turn), radius * np.sin(turn), -np.sqrt(1 - radius**2)], 1)
    at = start - ray * (start[:, 2] / ray[:, 2])[:, None]
    hits = (np.abs(at[:, 0] - 0.5) < patch / 2) & (np.abs(at[:, 1] + 1.0) < patch / 2)
    expected = 40.0 * hits.mean() / patch**2
    found = irradiance([lamp()], np.array([[0.5, -1.0, 0.0]]), (0, 0, 1))
    assert found[0] == pytest.approx(expected, rel=0.05)
    assert found / found[0] == pytest.approx([1.0, 0.8, 0.6])


def test_what_faces_away_from_the_lamp_receives_nothing() -> None:
    assert not irradiance([lamp()], np.array([[0.5, -1.0, 0.0]]), (0, 0, -1)).any()


def test_every_surface_is_baked_in_proportion_to_the_lamps_and_else_unchanged() -> None:
    spec = StoreSpec(behind_m=5.0, fascia="red", closed=(False, False))
    parts = store(spec)
    once, twice = (list(bake(parts, spec, [lamp(power)])) for power in (40.0, 80.0))
    assert [p.name for p in once] == [p.name for p in parts]
    for plain, one, two in zip(parts, once, twice, strict=True):
        assert one.mesh is plain.mesh
        assert replace(one.material, baked_w_m2=None) == plain.material
        assert np.allclose(
            np.array(two.material.baked_w_m2), 2 * np.array(one.material.baked_w_m2), atol=2e-4
        )
    light = {p.name: max(p.material.baked_w_m2 or (0.0,)) for p in once}
    assert light["floor"] > 2 * light["far floor"] > 0
    assert light["floor"] > light["ceiling"] > 0


def test_what_glows_sends_its_glow_back_too() -> None:
    spec = StoreSpec(glow=(4.0, 3.0, 2.0))
    dark = {p.name: p for p in bake(store(spec), spec, [])}
    assert dark["floor"].material.baked_w_m2 == (0.0, 0.0, 0.0)
    assert dark["ceiling"].material.baked_w_m2 == pytest.approx((0.6, 0.6, 0.6), abs=1e-3)
