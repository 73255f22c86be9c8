"""What ``gondola assets list`` prints: the SKUs of a catalogue as a table or as JSON."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.cli.failures import UsageError
from generator.cli.texts import print_json

if TYPE_CHECKING:
    from assets.product import Catalog, Sku

_HEAD = ("SKU", "BRAND", "NAME", "VARIANT", "NET", "PRICE", "CATEGORY", "PACKAGE", "W x D x H mm", "GTIN")
_RIGHT = frozenset({"NET", "PRICE", "W x D x H mm"})
_FILTERS = ("--category", "--brand", "--archetype")


def list_skus(
    catalog: str,
    seed: int,
    skus: int,
    languages: str,
    filters: tuple[str, str, str],
    limit: int,
    as_json: bool,
) -> None:
    """Print the SKUs of ``catalog`` that pass ``filters`` (category, brand, archetype; "" lets all pass)."""
    found = open_named(catalog, seed, skus, languages)
    chosen = filtered(found.skus, filters)
    shown = chosen[:limit] if limit else chosen
    if as_json:
        print_json([plain(sku) for sku in shown])
        return
    for line in table([_HEAD, *(_row(sku) for sku in shown)]):
        print(line)
    brands, categories = len({s.brand for s in chosen}), len({s.category for s in chosen})
    left = f", {len(chosen) - len(shown)} not shown" if len(shown) < len(chosen) else ""
    print(f"\n{len(chosen)} SKUs, {brands} brands, {categories} categories{left}")


def open_named(catalog: str, seed: int, skus: int, languages: str) -> "Catalog":
    """A catalogue by name or folder, or that of a recipe by file or shipped name.

    Raises CatalogError, RecipeError, or UsageError for a language that there is not.
    """
    from recipes import shipped_recipes

    if catalog in shipped_recipes() or Path(catalog).suffix in (".yaml", ".yml"):
        from generator.bundle import open_bundle

        return open_bundle(catalog).catalog
    from assets.catalog import open_catalog
    from assets.words import LANGUAGES

    tags = tuple(tag.strip() for tag in languages.split(",") if tag.strip())
    for tag in tags or ("",):
        if tag not in LANGUAGES:
            raise UsageError(f"--languages {languages}: expected some of {', '.join(LANGUAGES)}.")
    return open_catalog(catalog, seed, skus, tags)


def plain(sku: "Sku") -> dict[str, Any]:
    """All that is known of a SKU as plain data; sizes in millimetres."""
    data = {k: v for k, v in asdict(_without_shape(sku)).items() if k not in ("size_m", "shape")}
    width, depth, height = (round(v * 1000, 1) for v in sku.size_m)
    size = {"width_mm": width, "depth_mm": depth, "height_mm": height}
    return data | {"category": "/".join(sku.category), "shape": dict(sku.shape)} | size


def table(rows: Sequence[Sequence[str]]) -> Iterable[str]:
    """Lines in columns; the first row is the heads. Counts wide characters as two."""
    widths = [max(_cells(row[i]) for row in rows) for i in range(len(rows[0]))]
    for row in rows:
        cells = []
        for head, text, width in zip(rows[0], row, widths, strict=True):
            gap = " " * (width - _cells(text))
            cells.append(gap + text if head in _RIGHT else text + gap)
        yield "  ".join(cells).rstrip()


def _row(sku: "Sku") -> tuple[str, ...]:
    from assets.money import CURRENCIES

    money = CURRENCIES.get(sku.currency)
    price = money.text(sku.price_minor) if money else f"{sku.price_minor / 100:.2f} {sku.currency}"
    size = " x ".join(f"{v * 1000:g}" for v in (round(v, 4) for v in sku.size_m))
    name = (sku.sku, sku.brand, sku.name, sku.variant, sku.net, price)
    return (*name, "/".join(sku.category), sku.archetype, size, sku.gtin)


def filtered(skus: Sequence["Sku"], filters: tuple[str, str, str]) -> list["Sku"]:
    """Those that pass all filters (category, brand, archetype). Raises UsageError where none is left."""
    chosen = list(skus)
    for option, value, test in zip(_FILTERS, filters, (_in_category, _of_brand, _packed_in), strict=True):
        kept = [sku for sku in chosen if not value or test(sku, value)]
        if not kept:
            raise UsageError(f"{option} {value}: no SKU fits. There are {_choices(chosen, option)}.")
        chosen = kept
    return chosen


def _of_brand(sku: "Sku", name: str) -> bool:
    return sku.brand.casefold() == name.casefold()


def _packed_in(sku: "Sku", name: str) -> bool:
    return sku.archetype == name


def _in_category(sku: "Sku", name: str) -> bool:
    return name in sku.category or name == "/".join(sku.category[: name.count("/") + 1])


def _choices(skus: Sequence["Sku"], option: str) -> str:
    """The most frequent values that the option could have had."""
    values = {
        "--category": lambda s: s.category[0] if s.category else "",
        "--brand": lambda s: s.brand,
        "--archetype": lambda s: s.archetype,
    }[option]
    most = [name for name, _ in Counter(map(values, skus)).most_common(13)]
    return ", ".join(most[:12]) + (", ..." if len(most) > 12 else "")


def _without_shape(sku: "Sku") -> "Sku":
    """Mapping proxies cannot be copied."""
    return replace(sku, shape={})


def _cells(text: str) -> int:
    """How many columns of a terminal the text takes."""
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    return len(text) + wide - sum(unicodedata.combining(c) > 0 for c in text)
