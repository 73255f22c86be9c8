"""The built-in catalogue."""

from collections import Counter, defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.archetypes.registry import KINDS
from assets.art.imagery import MOTIFS
from assets.builtin import atlas_px, make_product
from assets.catalog import CatalogError, open_catalog
from assets.flavors import FLAVORS
from assets.gtin import is_valid_gtin13
from assets.packing import packed
from assets.product import Catalog, Sku
from assets.taxonomy import TURNS, categories, product_types

TOP = {
    "snacks",
    "beverages",
    "household",
    "dairy",
    "canned",
    "breakfast",
    "confectionery",
    "personal_care",
}


@pytest.fixture(scope="module")
def skus() -> tuple[Sku, ...]:
    return tuple(open_catalog("builtin", 7, 600).skus)


@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 2**40), short=st.integers(1, 60), more=st.integers(1, 60))
def test_a_longer_range_begins_with_the_shorter_one(seed: int, short: int, more: int) -> None:
    few, many = open_catalog("builtin", seed, short), open_catalog("builtin", seed, short + more)
    assert tuple(many.skus[:short]) == tuple(few.skus)


def test_names_numbers_and_articles_are_unique(skus: tuple[Sku, ...]) -> None:
    assert len({s.sku for s in skus}) == len(skus)
    assert len({s.gtin for s in skus}) == len(skus)
    assert len({(s.brand, s.category, s.archetype, s.size_m, s.name, s.variant) for s in skus}) == len(skus)


def test_gtins_are_valid_and_internal(skus: tuple[Sku, ...]) -> None:
    assert all(is_valid_gtin13(s.gtin) and s.gtin.startswith("2") for s in skus)


def test_brands_come_in_groups_of_three_to_eight_variants_of_one_size_and_price(
    skus: tuple[Sku, ...],
) -> None:
    lines: dict[str, list[Sku]] = defaultdict(list)
    for s in skus:
        lines[s.sku.rsplit("-", 1)[0]].append(s)
    complete = list(lines.values())[:-1]  # the last line may be cut off
    assert all(3 <= len(line) <= 8 for line in complete)
    for line in complete:
        assert len({(s.brand, s.size_m, s.price_minor, s.net, s.art_seed) for s in line}) == 1
        assert len({s.variant for s in line}) == len(line)


def test_even_a_small_range_holds_every_category(skus: tuple[Sku, ...]) -> None:
    assert set(categories()) >= TOP
    assert {s.category[0] for s in skus[:100]} == set(categories())


def test_categories_have_the_shares_of_a_supermarket() -> None:
    skus = open_catalog("builtin", 3, 6000).skus
    shares = Counter(s.category[0] for s in skus)
    for category, turns in TURNS.items():
        asked = turns / sum(TURNS.values())
        assert 0.6 * asked < shares[category] / len(skus) < 1.5 * asked, category


def test_sizes_lie_in_the_usual_range_of_the_archetype(skus: tuple[Sku, ...]) -> None:
    for s in skus:
        kind = KINDS[s.archetype]
        fits = [
            t
            for t in kind.typical
            if all(lo - 6e-4 <= v <= hi + 6e-4 for lo, v, hi in zip(t.lo_m, s.size_m, t.hi_m, strict=True))
        ]
        assert fits, s
        round_uses = [t for t in fits if t.lo_m[0] == t.lo_m[1] and t.hi_m[0] == t.hi_m[1]]
        assert not kind.round or len(round_uses) < len(fits) or s.size_m[0] == s.size_m[1]


def test_shape_parameters_are_the_archetypes_own(skus: tuple[Sku, ...]) -> None:
    for s in skus:
        KINDS[s.archetype].resolve(s.shape)  # raises for unknown names and values out of range


def test_every_product_type_can_be_packed_and_pictured() -> None:
    for kind in product_types():
        assert len(kind.variants) >= 3
        assert packed(kind) == kind.forms
    assert {m for fs in FLAVORS.values() for f in fs for m in f.motifs} <= set(MOTIFS)


def test_every_type_builds_into_a_product_with_a_material_per_slot(skus: tuple[Sku, ...]) -> None:
    catalog = open_catalog("builtin", 7, 600)
    first = {(*s.category, s.archetype): s for s in reversed(skus)}
    for s in first.values():
        product = catalog.product(s.sku, 64)
        assert len(product.materials) == len(product.mesh.slots)
        assert any(m.texture is not None for m in product.materials)


def test_texture_density_follows_the_products_height(skus: tuple[Sku, ...]) -> None:
    from assets.builtin import _package

    for s in skus[:120]:
        package = _package(s.archetype, s.size_m, tuple(sorted(s.shape.items())))
        w, h = atlas_px(package, s.size_m[2], 128)
        assert max(w, h) <= 2048
        if max(w, h) < 2048:
            assert h / package.atlas_size_m[1] * s.size_m[2] == pytest.approx(128, rel=0.06)


def test_the_same_arguments_give_the_same_product(skus: tuple[Sku, ...]) -> None:
    one, two = make_product(skus[3], 128), make_product(skus[3], 128)
    assert one.mesh.key == two.mesh.key
    assert [m.key for m in one.materials] == [m.key for m in two.materials]


def test_keys_tell_ranges_apart() -> None:
    keys = {open_catalog("builtin", seed, n).key for seed in (1, 2) for n in (5, 6)}
    assert len(keys) == 4


def test_an_unknown_sku_is_a_key_error_that_names_it() -> None:
    catalog: Catalog = open_catalog("builtin", 1, 5)
    with pytest.raises(KeyError, match="no-such"):
        catalog.product("no-such", 64)


@pytest.mark.parametrize("name", ["my/catalogue", "./packshots", "builtin2", ""])
def test_other_catalogues_are_refused_with_what_to_do(name: str) -> None:
    with pytest.raises(CatalogError, match='"builtin"') as caught:
        open_catalog(name, 1, 10)
    assert repr(name) in str(caught.value)


def test_an_empty_range_is_refused() -> None:
    with pytest.raises(CatalogError, match="at least 1"):
        open_catalog("builtin", 1, 0)
