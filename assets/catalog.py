"""Catalogues: the range of SKUs a shop carries, and what each of them looks like."""

from collections.abc import Sequence

from assets.builtin import BuiltinCatalog
from assets.product import Catalog


class CatalogError(Exception):
    """A catalogue cannot be opened: what, where, and what to do about it."""


def open_catalog(name_or_folder: str, seed: int, skus: int, languages: Sequence[str] = ("en",)) -> Catalog:
    """The catalogue called ``name_or_folder`` with ``skus`` articles.

    Only "builtin" is known: articles, brands and artwork invented from ``seed``. Article k is the same
    whatever ``skus`` is. ``languages`` are those its packs are printed in. Raises CatalogError for any other
    name and for a number of articles below 1.
    """
    if name_or_folder != "builtin":
        raise CatalogError(
            f"catalogue {name_or_folder!r}: there is no such catalogue. Reading one from a folder is not "
            'supported by this version; use "builtin", which invents its articles from a seed.'
        )
    if skus < 1:
        raise CatalogError(f'catalogue "builtin": {skus} SKUs asked for; ask for at least 1.')
    return BuiltinCatalog(seed, skus, languages=languages)
