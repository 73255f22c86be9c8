"""Where print ends: die-cut corners show the wall behind a label, seals their ribs and nothing else."""

from dataclasses import replace

import numpy as np
import pytest

from assets.archetypes.base import Package, Panel
from assets.art.atlas import paint_atlas, paint_surface
from assets.art.colors import from_linear
from assets.art.design import design_of
from assets.art.surface import finishing
from assets.builtin import BuiltinCatalog, _package, atlas_px
from assets.product import Sku

SKUS = BuiltinCatalog(1, 900).skus


def packed(sku: Sku) -> Package:
    return _package(sku.archetype, sku.size_m, tuple(sorted(sku.shape.items())))


def corner(atlas: np.ndarray, panel: Panel) -> np.ndarray:
    """The pixel in the upper left corner of a panel."""
    h, w = atlas.shape[:2]
    return np.asarray(atlas[round((1 - panel.uv[3]) * h) + 1, round(panel.uv[0] * w) + 1])


@pytest.mark.parametrize("archetype", ["bottle_hdpe", "jug"])
def test_corners_of_a_label_have_the_colour_of_the_wall(archetype: str) -> None:
    for sku in [s for s in SKUS if s.archetype == archetype][::6][:4]:
        package = packed(sku)
        atlas = paint_atlas(sku, package.panels, atlas_px(package, sku.size_m[2], 400))
        made = BuiltinCatalog(1, 900).product(sku.sku, 400)
        wall = made.materials[package.finishes.index(package.panels[0].wall)]
        color = [255 * from_linear(v) for v in wall.color]
        for panel in package.panels:
            assert np.abs(corner(atlas, panel) - color).max() < 3, (sku.sku, panel.name)


def test_corners_are_not_foil_where_the_label_is() -> None:
    seen = 0
    for sku in SKUS:
        if sku.archetype not in ("bottle_hdpe", "pump_bottle", "jug", "trigger_bottle") or seen == 3:
            continue
        package, plan = packed(sku), finishing(design_of(sku), "art:film")
        if plan is None or package.panels[0].wall == "pet_filled":
            continue
        surface = paint_surface(sku, package.panels, atlas_px(package, sku.size_m[2], 300), plan)
        assert corner(surface, package.panels[0])[2] < 30, sku.sku
        seen += 1
    assert seen


@pytest.mark.parametrize("archetype", ["flow_wrap", "pillow_bag"])
def test_ribs_lie_in_the_seals_alone(archetype: str) -> None:
    sku = next(s for s in SKUS if s.archetype == archetype)
    package = packed(sku)
    (front,) = (p for p in package.panels if p.name == "front")
    across, upright = front.crimp_m
    assert max(across, upright) > 0.005
    size = (round(1500 * front.size_m[0]), round(1500 * front.size_m[1]))
    alone = replace(front, uv=(0.0, 0.0, 1.0, 1.0))
    ribbed = paint_atlas(sku, (alone,), size).astype(int)
    smooth = paint_atlas(sku, (replace(alone, crimp_m=(0.0, 0.0)),), size).astype(int)
    changed = np.abs(ribbed - smooth).max(-1) > 2
    margin_x, margin_y = round(1500 * across) + 1, round(1500 * upright) + 1
    inside = changed[margin_y : size[1] - margin_y, margin_x : size[0] - margin_x]
    assert not inside.any()
    assert changed.mean() > 0.02
