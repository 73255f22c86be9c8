"""Colours of contents, caps and bottles."""

from dataclasses import replace

import pytest

from assets.art.tints import tint_of
from assets.catalog import open_catalog
from assets.contents import contents_color
from assets.product import Sku
from assets.taxonomy import product_types

RED = (0.8, 0.1, 0.1)


def sku_of(sub: str, variant: str) -> Sku:
    return replace(
        open_catalog("builtin", 1, 1).skus[0], category=("beverages", sub), variant=variant, flavor=""
    )


def test_cola_is_dark_whatever_colour_its_label_has() -> None:
    assert max(contents_color(sku_of("soft_drinks", "Original"), RED)) < 0.25


def test_what_is_not_listed_has_its_variants_colour() -> None:
    assert contents_color(sku_of("soft_drinks", "Orange"), RED) == RED


def test_listed_contents_belong_to_products_that_exist() -> None:
    from assets.contents import _BY_SUB, _BY_VARIANT

    variants = {(t.sub, f.name) for t in product_types() for f in t.variants}
    assert set(_BY_VARIANT) <= variants
    assert set(_BY_SUB) <= {sub for sub, _ in variants}


@pytest.mark.parametrize("finish", ["pet_filled", "glass_filled", "body_plastic", "cap_plastic", "lid_metal"])
def test_tints_are_linear_colours_and_repeatable(finish: str) -> None:
    for sku in open_catalog("builtin", 3, 100).skus[::7]:
        tint = tint_of(sku, finish)
        assert all(0 <= v <= 1 for v in tint)
        assert tint_of(sku, finish) == tint


def test_caps_of_a_line_are_all_alike_or_each_in_its_own_colour() -> None:
    lines: dict[str, set[object]] = {}
    counts: dict[str, int] = {}
    for sku in open_catalog("builtin", 3, 300).skus[:-8]:
        line = sku.sku.rsplit("-", 1)[0]
        lines.setdefault(line, set()).add(tint_of(sku, "cap_plastic"))
        counts[line] = counts.get(line, 0) + 1
    assert all(len(tints) == 1 or len(tints) >= counts[line] - 1 for line, tints in lines.items())
    assert any(len(tints) == 1 for tints in lines.values())
    assert any(len(tints) > 1 for tints in lines.values())
