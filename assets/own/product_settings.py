"""What ``product.yaml`` may say, checked; every mistake with its line."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from assets.archetypes.registry import KINDS
from assets.extensions import ExtensionError, canonical
from assets.gtin import check_digit
from assets.own.settings import Problem, Settings, did_you_mean, shown

FITS = ("auto", "stretch", "contain", "cover")
SIDES = ("front", "back", "left", "right", "side", "top", "bottom", "wrap", "neck")
PARTS = ("cap", "body", "content")
LEAST_MM, MOST_MM = 5.0, 1500.0
OTHER_NAMES = {
    "box": "carton",
    "cardboard_box": "carton",
    "beverage_can": "can",
    "soda_can": "can",
    "bottle": "pet_bottle",
    "plastic_bottle": "pet_bottle",
    "bag": "pillow_bag",
    "crisps_bag": "pillow_bag",
    "tetra": "brick",
    "stand_up_pouch": "pouch",
}
"""What people call an archetype, and which one they mean."""
_COLOR = re.compile(r"#?([0-9a-fA-F]{6})")
_UNIT = re.compile(r"\s*[0-9.,]+\s*(mm|cm|m|in|\")\s*")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._-]{0,79}")


@dataclass(frozen=True)
class ProductSettings:
    """A product as its folder describes it. Sizes in metres, ``price_minor`` in cents; None where unsaid."""

    name: str
    brand: str = ""
    variant: str = ""
    net: str = ""
    category: tuple[str, ...] = ("other",)
    sku: str | None = None
    gtin: str | None = None
    price_minor: int | None = None
    currency: str = "EUR"
    language: str = "en"
    archetype: str | None = None
    size_m: tuple[float, float, float] | None = None
    shape: Mapping[str, float] = field(default_factory=dict)
    fit: str = "auto"
    photo: bool = False
    artwork: Mapping[str, str] = field(default_factory=dict)
    colors: Mapping[str, str] = field(default_factory=dict)


KNOWN = (
    "name",
    "brand",
    "variant",
    "net",
    "category",
    "sku",
    "gtin",
    "price",
    "currency",
    "language",
    "archetype",
    "width",
    "depth",
    "height",
    "shape",
    "fit",
    "photo",
    "artwork",
    "colors",
)
_SYNONYMS = {
    "ean": "gtin",
    "ean13": "gtin",
    "upc": "gtin",
    "barcode": "gtin",
    "title": "name",
    "type": "archetype",
    "package": "archetype",
    "size": "width",
    "diameter": "width",
    "width_mm": "width",
    "depth_mm": "depth",
    "height_mm": "height",
    "id": "sku",
}


def check_product(
    settings: Settings, defaults: Mapping[str, Any], has_model: bool
) -> tuple[ProductSettings | None, list[Problem]]:
    """The checked settings, and all that is wrong with them. ``defaults`` are the catalogue's."""
    checker = _Checker(settings, defaults)
    made = checker.product(has_model)
    return (None if checker.problems else made), checker.problems


class _Checker:
    def __init__(self, settings: Settings, defaults: Mapping[str, Any]) -> None:
        self.settings = settings
        self.values = {**defaults, **settings.values}
        self.problems: list[Problem] = []

    def wrong(self, path: str, message: str) -> None:
        self.problems.append(self.settings.problem(path, message))

    def product(self, has_model: bool) -> ProductSettings | None:
        self.unknown()
        archetype = self.archetype(has_model)
        return ProductSettings(
            name=self.text("name", required=True),
            brand=self.text("brand"),
            variant=self.text("variant"),
            net=self.text("net"),
            category=self.category(),
            sku=self.sku(),
            gtin=self.gtin(),
            price_minor=self.price(),
            currency=self.code("currency", "EUR", 3, str.isupper, "three capitals, such as EUR"),
            language=self.code("language", "en", 2, str.islower, "two small letters, such as en"),
            archetype=archetype,
            size_m=self.size(archetype, has_model),
            shape=self.shape(archetype),
            fit=self.fit(),
            photo=self.flag("photo"),
            artwork=self.files(),
            colors=self.colors(),
        )

    def unknown(self) -> None:
        for name in self.settings.values:
            if name in KNOWN or name.startswith("x-"):
                continue
            meant = _SYNONYMS.get(name.lower())
            hint = f'; did you mean "{meant}"?' if meant else did_you_mean(name, KNOWN)
            known = hint or f" (known: {', '.join(KNOWN)})"
            line, column = self.settings.places.get(f"{name}:", (1, 1))
            message = f"expected the name of a setting, found {shown(name)}{known}"
            self.problems.append(Problem(self.settings.file, line, column, name[:40], message))

    def text(self, name: str, required: bool = False) -> str:
        value = self.values.get(name)
        if value is None:
            if required:
                self.wrong(name, f"expected a {name}; write {name}: ...")
            return ""
        if isinstance(value, int | float) and not isinstance(value, bool):
            value = f"{value:g}"
        if not isinstance(value, str) or not value.strip() or len(value) > 200 or not value.isprintable():
            self.wrong(name, f"expected a text of at most 200 characters, found {shown(value)}")
            return ""
        return value.strip()

    def category(self) -> tuple[str, ...]:
        value = self.values.get("category")
        if value is None:
            return ("other",)
        words = value.split("/") if isinstance(value, str) else value
        good = isinstance(words, list) and 1 <= len(words) <= 4
        if not good or not all(isinstance(w, str) and _NAME.fullmatch(w.strip()) for w in words):
            self.wrong("category", f"expected words such as snacks/crisps, found {shown(value)}")
            return ("other",)
        return tuple(w.strip().lower().replace(" ", "_") for w in words)

    def sku(self) -> str | None:
        value = self.values.get("sku")
        if value is None:
            return None
        word = str(value) if not isinstance(value, bool | float | list | dict) else ""
        if not _NAME.fullmatch(word):
            self.wrong("sku", f"expected letters, digits, dots, _ and -, found {shown(value)}")
        return word

    def gtin(self) -> str | None:
        value = self.values.get("gtin")
        if value is None:
            return None
        digits = str(value).replace(" ", "").replace("-", "")
        if isinstance(value, bool | float) or not digits.isascii() or not digits.isdigit():
            self.wrong("gtin", f"expected 8, 12, 13 or 14 digits, found {shown(value)}")
            return None
        if isinstance(value, int):
            digits = digits.zfill(8 if len(digits) <= 8 else 13)  # YAML drops leading zeros of a number
        if len(digits) not in (8, 12, 13, 14):
            self.wrong("gtin", f"expected 8, 12, 13 or 14 digits, found {len(digits)}")
            return None
        if check_digit(digits[:-1].zfill(13)) != int(digits[-1]):
            right = check_digit(digits[:-1].zfill(13))
            self.wrong(
                "gtin", f"expected {digits[:-1]}{right}, since {right} is its check digit, found {digits}"
            )
            return None
        if len(digits) == 14 and digits[0] != "0":
            self.wrong(
                "gtin", f"expected the number of one product, found {digits}, that of a carton of them"
            )
            return None
        return digits.zfill(13)[-13:]

    def price(self) -> int | None:
        value = self.values.get("price")
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= 100_000:
            self.wrong("price", f"expected a number such as 2.49, found {shown(value)}")
            return None
        return max(round(value * 100), 1)

    def code(self, name: str, default: str, length: int, right: Callable[[str], bool], what: str) -> str:
        value = self.values.get(name, default)
        if not isinstance(value, str) or len(value) != length or not value.isascii() or not right(value):
            self.wrong(name, f"expected {what}, found {shown(value)}")
            return default
        return value

    def archetype(self, has_model: bool) -> str | None:
        value = self.values.get("archetype")
        if has_model:
            if value is not None:
                self.wrong("archetype", "expected none beside model.glb; remove the one or the other")
            return None
        if value is None:
            self.wrong(
                "archetype", f"expected the kind of package: {', '.join(KINDS)}; or a model.glb beside"
            )
            return None
        word = str(value).strip().lower().replace(" ", "_").replace("-", "_")
        if ":" in word:
            return self.lent_archetype(str(value))
        word = word if word in KINDS else OTHER_NAMES.get(word, word)
        if word not in KINDS:
            hint = did_you_mean(word, KINDS) or f" (known: {', '.join(KINDS)})"
            self.wrong("archetype", f"expected the kind of package, found {shown(value)}{hint}")
            return None
        return word

    def lent_archetype(self, value: str) -> str | None:
        """An extension's archetype by its full name."""
        package, _, name = value.strip().partition(":")
        word = f"{canonical(package.strip())}:{name.strip()}"
        try:
            return KINDS[word].name
        except ExtensionError as error:
            self.wrong("archetype", str(error))
            return None

    def size(self, archetype: str | None, has_model: bool) -> tuple[float, float, float] | None:
        given = [name for name in ("width", "depth", "height") if name in self.values]
        if has_model and not given:
            return None
        is_round = archetype is not None and KINDS[archetype].round
        if is_round and "depth" not in given and "width" in given:
            self.values["depth"] = self.values["width"]
        sides = [self.millimetres(name) for name in ("width", "depth", "height")]
        if any(side is None for side in sides):
            return None
        w, d, h = (round((side or 0.0) / 1000, 6) for side in sides)
        if is_round and abs(w - d) > 0.01 * w:
            self.wrong(
                "depth", f"expected {1000 * w:g}, the width, since this package is round, found {1000 * d:g}"
            )
            return None
        return (w, w if is_round else d, h)

    def millimetres(self, name: str) -> float | None:
        value = self.values.get(name)
        if value is None:
            self.wrong(name, f"expected the {name} in millimetres; write {name}: 120")
            return None
        if isinstance(value, str) and _UNIT.fullmatch(value):
            self.wrong(
                name, f"expected a number in millimetres, found {shown(value)}; write it without a unit"
            )
            return None
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.wrong(name, f"expected a number in millimetres, found {shown(value)}")
            return None
        if not LEAST_MM <= value <= MOST_MM:
            meant = next((f for f in (10, 1000, 25.4) if 30 <= value * f <= 600), None)
            hint = (
                f"; sizes are in millimetres: did you mean {value * meant:g}?"
                if meant and value < LEAST_MM
                else ""
            )
            self.wrong(name, f"expected {LEAST_MM:g} to {MOST_MM:g} mm, found {shown(value)}{hint}")
            return None
        return float(value)

    def shape(self, archetype: str | None) -> dict[str, float]:
        value = self.values.get("shape")
        if value is None or archetype is None:
            if value is not None and archetype is None:
                self.wrong("shape", "expected none without an archetype")
            return {}
        if not isinstance(value, dict):
            self.wrong("shape", f"expected settings of the archetype, found {shown(value)}")
            return {}
        known = {s.name: s for s in KINDS[archetype].shapes}
        made: dict[str, float] = {}
        for name, number in value.items():
            path = f"shape.{name}"
            if name not in known:
                hint = did_you_mean(name, known) or f" (known: {', '.join(known) or 'none'})"
                self.wrong(path, f"expected a setting of the archetype {archetype}{hint}")
            elif isinstance(number, bool) or not isinstance(number, int | float):
                self.wrong(path, f"expected a number, found {shown(number)}")
            elif not known[name].lo <= number <= known[name].hi:
                self.wrong(path, f"expected {known[name].lo:g} to {known[name].hi:g}, found {number:g}")
            else:
                made[name] = float(number)
        return made

    def fit(self) -> str:
        value = self.values.get("fit", "auto")
        if value not in FITS:
            self.wrong("fit", f"expected {', '.join(FITS)}, found {shown(value)}{did_you_mean(value, FITS)}")
            return "auto"
        return str(value)

    def flag(self, name: str) -> bool:
        value = self.values.get(name, False)
        if not isinstance(value, bool):
            self.wrong(name, f"expected true or false, found {shown(value)}")
        return value is True

    def files(self) -> dict[str, str]:
        return self.words("artwork", SIDES, "a file beside product.yaml", self.is_file_name)

    def is_file_name(self, text: str) -> bool:
        return (
            0 < len(text) <= 120
            and "/" not in text
            and "\\" not in text
            and text.isprintable()
            and text[0] != "."
        )

    def colors(self) -> dict[str, str]:
        found = self.words("colors", PARTS, 'a colour such as "#c01020"', lambda t: bool(_COLOR.fullmatch(t)))
        return {name: text.removeprefix("#").lower() for name, text in found.items()}

    def words(
        self, setting: str, known: tuple[str, ...], what: str, right: Callable[[str], bool]
    ) -> dict[str, str]:
        value = self.values.get(setting)
        if value is None:
            return {}
        if not isinstance(value, dict):
            self.wrong(setting, f"expected {what} for any of {', '.join(known)}, found {shown(value)}")
            return {}
        made: dict[str, str] = {}
        for name, text in value.items():
            if name not in known:
                hint = did_you_mean(name, known) or f" (known: {', '.join(known)})"
                self.wrong(f"{setting}.{name}", f"expected a side or part{hint}")
            elif not isinstance(text, str) or not right(text):
                self.wrong(f"{setting}.{name}", f"expected {what}, found {shown(text)}")
            else:
                made[name] = text
        return made
