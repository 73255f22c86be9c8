"""The catalogue's articles as a dataset keeps them: for classes, tables and audits, without the looks."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assets.product import Sku
from generator.dataset.errors import FolderRefusedError
from generator.dataset.layout import CATALOG


@dataclass(frozen=True)
class Article:
    """One article of the range; fields as of :class:`assets.product.Sku`."""

    sku: str
    gtin: str
    brand: str
    name: str
    variant: str
    category: tuple[str, ...]
    size_m: tuple[float, float, float]
    net: str
    price_minor: int
    currency: str


FIELDS = tuple(Article.__dataclass_fields__)


def articles_bytes(skus: Iterable[Sku]) -> bytes:
    """All articles, one a line, sorted by SKU."""
    rows = sorted(({name: getattr(sku, name) for name in FIELDS} for sku in skus), key=lambda row: row["sku"])
    lines = ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)
    return f'{{"skus":[\n{lines}\n]}}\n'.encode()


def articles_of(skus: Iterable[Sku]) -> dict[str, Article]:
    return {sku.sku: _article({name: getattr(sku, name) for name in FIELDS}) for sku in skus}


def read_articles(folder: Path) -> dict[str, Article]:
    """By SKU.

    Raises:
        FolderRefusedError: where the dataset lacks them, as those of older versions do.
    """
    path = folder / CATALOG
    try:
        rows = json.loads(path.read_bytes())["skus"]
        return {row["sku"]: _article(row) for row in rows}
    except FileNotFoundError:
        raise FolderRefusedError(
            f"{folder} has no {CATALOG}: an older gondola made it. Render it again into a new folder."
        ) from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise FolderRefusedError(f"{path} cannot be read: {error}. Rendering again repairs it.") from error


def _article(row: Mapping[str, Any]) -> Article:
    lists = {name: tuple(value) for name, value in row.items() if isinstance(value, (list, tuple))}
    return Article(**{**row, **lists})
