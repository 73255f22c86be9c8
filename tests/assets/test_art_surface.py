"""Surface maps: where packs are varnished, foiled or bare metal, from the same drawing as their colours."""

import numpy as np
import pytest

from assets.art.design import design_of
from assets.art.paint import SURFACE_FROM_PX, ArtTexture, SurfaceTexture, finished
from assets.art.surface import MATTE, finishing
from assets.builtin import _package, atlas_px
from assets.catalog import open_catalog
from assets.finishes import material
from assets.material import Material, Texture
from assets.product import Sku


def art_of(sku: Sku, px: int) -> tuple[ArtTexture, str]:
    package = _package(sku.archetype, sku.size_m, tuple(sorted(sku.shape.items())))
    printed = next(f for f in package.finishes if f.startswith("art:"))
    return ArtTexture(
        sku, package.panels, package.atlas_size_m, atlas_px(package, sku.size_m[2], px)
    ), printed


@pytest.fixture(scope="module")
def near() -> list[tuple[Sku, Material]]:
    found = []
    for sku in open_catalog("builtin", 3, 400).skus[::4]:
        art, printed = art_of(sku, 300)
        found.append((sku, finished(material(printed, art), art)))
    return found


def test_some_packs_have_a_map_and_some_are_alike_all_over(near: list[tuple[Sku, Material]]) -> None:
    with_map = sum(m.surface is not None for _, m in near)
    assert 0.1 * len(near) < with_map < 0.8 * len(near)


def test_a_map_is_a_texture_of_the_arts_size_and_takes_over_from_the_numbers(
    near: list[tuple[Sku, Material]],
) -> None:
    for _, m in near:
        if m.surface is not None:
            assert isinstance(m.surface, Texture)
            assert m.texture is not None
            assert m.surface.size_wh_px == m.texture.size_wh_px
            assert (m.roughness, m.metallic) == (1.0, 1.0)
            assert m.surface.key != m.texture.key


def test_maps_hold_the_finishes_of_their_plan(near: list[tuple[Sku, Material]]) -> None:
    mapped = [(sku, m) for sku, m in near if m.surface is not None][:8]
    for sku, m in mapped:
        plan = finishing(design_of(sku), m.name)
        assert plan is not None
        assert m.surface is not None
        pixels = m.surface.pixels() / 255
        ground = np.abs(pixels[..., 1:] - plan.ground).max(-1) < 0.01
        assert ground.mean() > 0.3
        levels = [plan.ground, *plan.roles.values()]
        assert pixels[..., 1].min() > min(r for r, _ in levels) - 0.01
        assert pixels[..., 1].max() < max(r for r, _ in levels) + 0.01
        assert (~ground).mean() > 0.005, sku.sku


def test_premium_words_are_foil_on_matte() -> None:
    skus = open_catalog("builtin", 3, 900).skus
    fine = [s for s in skus if s.tier == "premium" and art_of(s, 64)[1] not in ("art:metal", "art:foil")]
    plans = [finishing(design_of(s), art_of(s, 64)[1]) for s in fine[:40]]
    found = [p for p in plans if p is not None and p.ground == MATTE]
    assert found
    assert all(p.roles["logo"][1] == 1.0 for p in found if "foil" in p.roles)


def test_small_artwork_has_no_map() -> None:
    for sku in open_catalog("builtin", 3, 200).skus[::9]:
        art, printed = art_of(sku, 60)
        if max(art.size_wh_px) < SURFACE_FROM_PX:
            assert finished(material(printed, art), art).surface is None


def test_the_mean_of_a_map_is_of_its_numbers(near: list[tuple[Sku, Material]]) -> None:
    surface = next(m.surface for _, m in near if m.surface is not None)
    assert isinstance(surface, SurfaceTexture)
    assert surface.mean_color() == pytest.approx(tuple(surface.pixels().mean((0, 1)) / 255), abs=1e-6)
