"""Invented brand names."""

from assets.brands import brand_name
from assets.draws import keyed_rng


def test_brand_names_are_short_capitalised_words() -> None:
    for i in range(2000):
        name = brand_name(keyed_rng(1, "brand", i))
        assert 4 <= len(name) <= 11
        assert name.isalpha()
        assert name == name.capitalize()


def test_brand_names_rarely_repeat() -> None:
    names = {brand_name(keyed_rng(2, "brand", i)) for i in range(1000)}
    assert len(names) > 950


def test_the_same_key_gives_the_same_name() -> None:
    assert brand_name(keyed_rng(3, "brand", 5)) == brand_name(keyed_rng(3, "brand", 5))
