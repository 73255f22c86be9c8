"""The vocabulary of packs: complete, in the right script, and without words that stand for two things."""

import re
import unicodedata

import pytest

from assets.brands import SOUNDS
from assets.flavors import FLAVORS
from assets.money import HOME
from assets.taxonomy import product_types
from assets.words import LANGUAGES, NUTRITION, table, words
from assets.words.made_of import MADE_OF
from recipes.model import BUILTIN_LANGUAGES

TABLES = ("phrases", "claims", "seals", "nouns", "variants", "ingredients", "units")
SCRIPTS = {
    "latin": {"LATIN"},
    "greek": {"GREEK"},
    "cyrillic": {"CYRILLIC"},
    "japanese": {"CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA"},
    "chinese": {"CJK"},
    "korean": {"HANGUL"},
    "arabic": {"ARABIC"},
}


def scripts(text: str) -> set[str]:
    return {unicodedata.name(c).split()[0] for c in text if c.isalpha()}


def test_recipes_offer_the_languages_that_there_are() -> None:
    assert BUILTIN_LANGUAGES == LANGUAGES
    assert set(HOME) == set(SOUNDS) == set(LANGUAGES)


@pytest.mark.parametrize("name", TABLES)
def test_every_row_says_something_in_every_language(name: str) -> None:
    for key, row in table(name).items():
        for language in LANGUAGES:
            text = row[language]
            assert text, (key, language)
            assert text == text.strip() == unicodedata.normalize("NFC", text), (key, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_are_in_the_script_of_their_language(language: str) -> None:
    wanted = SCRIPTS[words(language).script]
    for name in ("phrases", "claims", "nouns", "ingredients"):
        rows = table(name)
        foreign = [row[language] for row in rows.values() if not scripts(row[language]) & wanted]
        # Some words stay as they are everywhere: "Energy", "pH", an acronym.
        assert len(foreign) <= 0.02 * len(rows), foreign


@pytest.mark.parametrize("language", LANGUAGES)
def test_letters_are_the_languages_own(language: str) -> None:
    """A Latin letter within a Cyrillic or Greek word is a slip that no eye can see."""
    for name in TABLES:
        for row in table(name).values():
            for word in re.split(r"[ -]", row[language]):
                found = scripts(word) & {"LATIN", "GREEK", "CYRILLIC"}
                assert len(found) <= 1, word


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_variants_or_names_of_a_type_are_called_the_same(language: str) -> None:
    say = words(language).term
    for name, rows in FLAVORS.items():
        assert len({say(f.name) for f in rows}) == len(rows), name
    for kind in product_types():
        assert len({say(noun) for noun in kind.nouns}) == len(kind.nouns), kind.sub


def test_all_that_the_range_says_can_be_said() -> None:
    nouns = {noun for kind in product_types() for noun in kind.nouns}
    assert nouns == set(table("nouns"))
    assert {f.name for rows in FLAVORS.values() for f in rows} == set(table("variants"))
    assert {word for row in MADE_OF.values() for word in row} == set(table("ingredients"))
    units = {net.split()[-1] for kind in product_types() for form in kind.forms for net in form.nets}
    assert units <= set(table("units"))
    assert set(NUTRITION) <= set(table("phrases"))


def test_amounts_numbers_and_lists_are_written_as_the_language_does() -> None:
    assert words("en").amount("0.5 l") == "0.5 l"
    assert words("de").amount("0.5 l") == "0,5 l"
    assert words("ru").amount("6 x 330 ml") == "6 x 330 мл"
    assert words("ja").amount("10 pcs") == "10個"
    assert words("fr").number(12.34) == "12,3"
    assert words("zh").ingredients("pantry", "flour") == "小麦粉"
    assert words("ar").ingredients("beverages", "water").count("، ") == 1
    assert words("en").ingredients("household", "toys") == ""
    assert words("en").ingredients("nothing") == ""


def test_claims_and_seals_are_for_categories_and_types_that_there_are() -> None:
    kinds = {f"{t.category}/{t.sub}" for t in product_types()} | {t.category for t in product_types()}
    for name, general in (("claims", {""}), ("seals", {"food", "care", "line"})):
        assert {use for row in table(name).values() for use in row["for"].split() or [""]} <= kinds | general


def test_claims_and_seals_suit_their_type() -> None:
    english = words("en")
    assert "Melts in the mouth" in english.claims_of("confectionery", "tablets")
    assert "Melts in the mouth" not in english.claims_of("household", "dish")
    assert "Up to 12 h dry" not in english.claims_of("baby", "food")
    assert "No palm oil" in english.seals_of("snacks", "crisps")
    assert "No palm oil" not in english.seals_of("beverages", "beer")
    assert "Skin tested" not in english.seals_of("personal_care", "tablets")
    assert all(english.seals_of(t.category, t.sub) for t in product_types())
    assert english.claims_of("no such category") == english.claims[""]


def test_an_unknown_language_is_refused_with_those_there_are() -> None:
    with pytest.raises(KeyError, match="there are en, de"):
        words("xx")
