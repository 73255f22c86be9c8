"""How the built-in range is put together: brands and their trades, tiers, own labels, prices, languages."""

from collections import Counter, defaultdict

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.brands import SOUNDS, brand_name
from assets.brands_taken import is_taken
from assets.builtin import BuiltinCatalog
from assets.catalog import open_catalog
from assets.draws import keyed_rng
from assets.makers import own_label, trade_brand
from assets.money import CURRENCIES, HOME
from assets.packing import amount
from assets.product import Sku
from assets.taxonomy import find_type, product_types
from assets.words import LANGUAGES, words

MANY = 5000


@pytest.fixture(scope="module")
def skus() -> tuple[Sku, ...]:
    return tuple(open_catalog("builtin", 3, MANY).skus)


def own_labels(seed: int, language: str) -> set[str]:
    return {own_label(seed, language, keyed_rng(0, i)).brand for i in range(60)}


def test_articles_can_be_told_apart_by_name_and_number(skus: tuple[Sku, ...]) -> None:
    assert len({(s.brand, s.name, s.variant, s.net) for s in skus}) == MANY
    assert len({s.gtin for s in skus}) == MANY


def test_a_brand_sells_in_one_trade_and_the_shops_own_in_many(skus: tuple[Sku, ...]) -> None:
    own = own_labels(3, "en")
    assert len(own) == 3
    trades: dict[str, set[str]] = defaultdict(set)
    for s in skus:
        kind = find_type(*s.category)
        assert kind is not None
        trades[s.brand].add(kind.house)
    assert min(len(trades[brand]) for brand in own) > 10
    crowded = [brand for brand, found in trades.items() if len(found) > 1 and brand not in own]
    assert len(crowded) <= 0.02 * len(trades), "only where two trades happen on one name"


def test_the_big_brands_of_a_trade_sell_more_than_one_kind_of_thing(skus: tuple[Sku, ...]) -> None:
    for house in ("dairy", "chocolate", "beauty", "sauces"):
        big = trade_brand(3, next(t for t in product_types() if t.house == house), "en", 0).brand
        assert len({s.category for s in skus if s.brand == big}) > 1, house


def test_own_labels_have_a_supermarkets_share(skus: tuple[Sku, ...]) -> None:
    own = own_labels(3, "en")
    assert 0.15 < sum(s.brand in own for s in skus) / MANY < 0.35


def test_finer_brands_ask_more_for_the_same(skus: tuple[Sku, ...]) -> None:
    prices: dict[tuple[str, ...], dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for s in skus:
        prices[(*s.category, s.archetype, s.net)][s.tier].append(s.price_minor)
    both = [p for p in prices.values() if {"value", "standard", "premium"} <= set(p)]
    means = np.array([[np.mean(p[tier]) for tier in ("value", "standard", "premium")] for p in both])
    assert (np.diff(means.mean(0)) > 0).all()
    tiers = Counter(s.tier for s in skus)
    assert tiers["standard"] > 0.5 * MANY
    assert min(tiers.values()) > 0.05 * MANY


def test_more_costs_more(skus: tuple[Sku, ...]) -> None:
    groups: dict[tuple[str, ...], list[tuple[float, int]]] = defaultdict(list)
    for s in skus:
        groups[(*s.category, s.archetype, s.tier)].append((amount(s.net), s.price_minor))
    rises = []
    for rows in groups.values():
        sizes = sorted({size for size, _ in rows})
        if len(sizes) > 1 and len(rows) > 30:
            ends = [np.mean([price for size, price in rows if size == end]) for end in (sizes[0], sizes[-1])]
            rises.append(ends[1] > ends[0])
    assert len(rises) > 10
    assert np.mean(rises) > 0.9


def test_variants_of_a_line_differ_in_name_colour_and_mostly_in_picture(skus: tuple[Sku, ...]) -> None:
    lines: dict[str, list[Sku]] = defaultdict(list)
    for s in skus:
        lines[s.sku.rsplit("-", 1)[0]].append(s)
    same_picture, pairs = 0, 0
    for line in lines.values():
        kind = find_type(*line[0].category)
        assert kind is not None
        flavors = {f.name: f for f in kind.variants}
        looks = [flavors[s.flavor] for s in line]
        colors = [tuple(f.color >> shift & 255 for shift in (16, 8, 0)) for f in looks]
        for i in range(len(line)):
            for j in range(i):
                assert line[i].variant != line[j].variant
                assert np.linalg.norm(np.subtract(colors[i], colors[j])) >= 40
                same_picture += looks[i].motifs == looks[j].motifs
                pairs += 1
    assert same_picture < 0.1 * pairs


def test_cartons_with_a_window_wear_the_design_that_paints_goods_into_it(skus: tuple[Sku, ...]) -> None:
    windowed = [s for s in skus if s.shape.get("window")]
    assert windowed
    assert all(s.family == "window" and s.archetype == "carton" for s in windowed)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pack_speaks_one_language(language: str) -> None:
    say = words(language)
    found = BuiltinCatalog(5, 120, languages=(language,)).skus
    for s in found:
        kind = find_type(*s.category)
        assert kind is not None
        assert s.language == language
        assert s.variant == say.term(s.flavor)
        assert s.name in {say.term(noun) for noun in kind.nouns}
        assert s.currency == HOME[language]


def test_languages_have_equal_shares() -> None:
    shares = Counter(s.language for s in BuiltinCatalog(1, 3000, languages=("en", "ja", "ar")).skus)
    assert set(shares) == {"en", "ja", "ar"}
    assert min(shares.values()) > 800


@given(euro_cents=st.floats(20, 5000), code=st.sampled_from(sorted(CURRENCIES)), key=st.integers(0, 2**32))
def test_prices_are_near_what_is_asked_and_end_as_they_do(euro_cents: float, code: str, key: int) -> None:
    money = CURRENCIES[code]
    price = money.price(euro_cents, keyed_rng(key, "price"))
    asked = euro_cents * money.level * 10 ** (money.digits - 2)
    assert price > 0
    assert abs(price - asked) <= 6 * money.step + 0.02 * asked
    assert price % money.step in {ending % money.step for ending in money.endings}


def test_prices_are_written_as_their_country_does() -> None:
    assert CURRENCIES["EUR"].text(199) == "1,99 €"
    assert CURRENCIES["GBP"].text(205) == "£2.05"
    assert CURRENCIES["JPY"].text(1280) == "¥1,280"
    assert CURRENCIES["CZK"].text(3490) == "34,90 Kč"


@pytest.mark.parametrize("language", sorted(SOUNDS))
def test_names_are_coined_anew_and_short(language: str) -> None:
    names = {brand_name(keyed_rng(2, language, i), language) for i in range(300)}
    assert len(names) > 200
    assert all(2 <= len(name) <= 11 for name in names)
    assert not any(is_taken(name) for name in names)


def test_what_is_taken_is_known_by_any_spelling_and_as_a_beginning() -> None:
    # The names themselves stay out of the project: the list has this one for the sake of the test.
    assert is_taken("Gondola Test")
    assert is_taken("GONDOLATEST")
    assert is_taken("Góndolatestino")
    assert not is_taken("Vazmova")
