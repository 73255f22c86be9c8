"""What packs say, by language: names of products and variants, claims and small print.

The tables beside this file have one row per thing to say and one column per language; the English column is
also the key. Everything in them was written for this project.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from assets.words.made_of import MADE_OF

Script = Literal["latin", "greek", "cyrillic", "japanese", "chinese", "korean", "arabic"]
LANGUAGES = ("en", "de", "fr", "es", "it", "pl", "cs", "tr", "el", "ru", "uk", "ja", "zh", "ko", "ar")
_SCRIPTS: Mapping[str, Script] = {
    "el": "greek", "ru": "cyrillic", "uk": "cyrillic", "ja": "japanese", "zh": "chinese", "ko": "korean",
    "ar": "arabic",
}  # fmt: skip
_POINT = frozenset({"en", "ja", "zh", "ko", "ar"})
_TIGHT = frozenset({"ja", "zh"})  # numbers and units, and words in a list, without spaces
_COMMAS = {"ja": "、", "zh": "、", "ar": "، "}
NUTRITION = ("energy", "fat", "saturates", "carbohydrate", "sugars", "fibre", "protein", "salt")
FOODS = frozenset(
    ("snacks", "confectionery", "beverages", "hot_drinks", "dairy", "breakfast", "canned", "pantry", "frozen")
)
"""Categories of what people eat and drink."""
_HERE = Path(__file__).parent


@dataclass(frozen=True)
class Words:
    """The vocabulary of one language.

    ``phrases`` are the small print by key (the rows of phrases.tsv: "ingredients", "storage_dry",
    "best_before", ...); ``claims`` what packs boast of, by category or type ("" suits any), ``seals``
    what round seals say, by category or type ("food" and "care" suit any of theirs), and what a "line" of
    small print says; ``rtl`` means that lines run from right to left.
    """

    language: str
    script: Script
    rtl: bool
    phrases: Mapping[str, str]
    terms: Mapping[str, str]
    claims: Mapping[str, tuple[str, ...]]
    seals: Mapping[str, tuple[str, ...]]

    def term(self, english: str) -> str:
        """A product's or variant's name in this language; unknown ones stay as they are."""
        return self.terms.get(english, english)

    def claims_of(self, category: str, sub: str = "") -> tuple[str, ...]:
        """Claims that suit goods of this category and type, its own ones first."""
        own = self.claims.get(f"{category}/{sub}", ())
        return own + self.claims.get(category, ()) + self.claims[""]

    @property
    def nutrition_rows(self) -> tuple[str, ...]:
        """The rows of a nutrition table, energy first."""
        return tuple(self.phrases[key] for key in NUTRITION)

    def seals_of(self, category: str, sub: str = "") -> tuple[str, ...]:
        """What round stamps say on goods of this category and type."""
        every = "food" if category in FOODS else "care"
        return self.seals.get(f"{category}/{sub}", ()) + self.seals.get(category, ()) + self.seals[every]

    def ingredients(self, category: str, sub: str = "") -> str:
        """What goods of this kind are made of, as packs list it, without the heading. "" for goods that have
        no such list."""
        words = MADE_OF.get(f"{category}/{sub}", MADE_OF.get(category, ()))
        return _COMMAS.get(self.language, ", ").join(self.term(word) for word in words)

    def number(self, value: float, digits: int = 1) -> str:
        """A number with the language's decimal sign."""
        text = f"{value:.{digits}f}"
        return text if self.language in _POINT else text.replace(".", ",")

    def amount(self, net: str) -> str:
        """Net contents such as "0.5 l" or "10 pcs", as written in this language."""
        number, _, unit = net.rpartition(" ")
        number = number if self.language in _POINT else number.replace(".", ",")
        return f"{number}{'' if self.language in _TIGHT else ' '}{self.term(unit)}"


@cache
def words(language: str) -> Words:
    """The vocabulary of ``language``. Raises KeyError for one that is not in ``LANGUAGES``."""
    if language not in LANGUAGES:
        raise KeyError(f"no words for language {language!r}; there are {', '.join(LANGUAGES)}")
    terms: dict[str, str] = {}
    for name in ("nouns", "variants", "ingredients", "units"):
        terms |= {key: row[language] for key, row in table(name).items()}
    phrases = {key: row[language] for key, row in table("phrases").items()}
    return Words(
        language,
        _SCRIPTS.get(language, "latin"),
        language == "ar",
        MappingProxyType(phrases),
        MappingProxyType(terms),
        _sorted("claims", language),
        _sorted("seals", language),
    )


def _sorted(name: str, language: str) -> Mapping[str, tuple[str, ...]]:
    """What a table says, by what each row is for."""
    found: dict[str, tuple[str, ...]] = {}
    for row in table(name).values():
        for use in row["for"].split() or [""]:
            found[use] = (*found.get(use, ()), row[language])
    return MappingProxyType(found)


@cache
def table(name: str) -> Mapping[str, Mapping[str, str]]:
    """The rows of a table by what stands in their first column; each row by column."""
    header, *lines = (_HERE / f"{name}.tsv").read_text("utf-8").splitlines()
    columns = header.split("\t")
    rows = [dict(zip(columns, line.split("\t"), strict=True)) for line in lines]
    return {row[columns[0]]: row for row in rows}
