"""Catalogues: the range of SKUs a shop carries, and what each of them looks like."""

import os
from collections.abc import Sequence
from pathlib import Path

from assets.builtin import BuiltinCatalog
from assets.extensions import ExtensionError
from assets.product import Catalog

BUILTIN = "builtin"


class CatalogError(Exception):
    """A catalogue cannot be opened: what, where, and what to do about it. One problem a line."""


def open_catalog(
    names: str | Sequence[str],
    seed: int,
    skus: int,
    languages: Sequence[str] = ("en",),
    shares: Sequence[float] = (),
    extensions: Sequence[str] = (),
) -> Catalog:
    """The catalogue of that name, or several mixed into one.

    "builtin" has ``skus`` articles, invented with their brands and artwork from ``seed``; article k is
    the same whatever ``skus`` is, and ``languages`` are those its packs are printed in. Every other name
    is a folder of one's own products (see docs/your-products.md). ``shares`` say how an assortment is
    split between several catalogues; all alike where empty. ``extensions`` are the installed packages
    whose archetypes and design families "builtin" may use (see docs/extending.md).

    Raises CatalogError with all that is wrong.
    """
    wanted = [names] if isinstance(names, str) else list(names)
    opened: list[Catalog] = []
    wrong: list[str] = []
    for name in wanted:
        try:
            opened.append(_builtin(seed, skus, languages, extensions) if name == BUILTIN else _folder(name))
        except CatalogError as error:
            wrong.append(str(error))
    if wrong:
        raise CatalogError("\n".join(wrong))
    return opened[0] if len(opened) == 1 else _mixed(opened, wanted, shares)


def _builtin(seed: int, skus: int, languages: Sequence[str], extensions: Sequence[str]) -> Catalog:
    if skus < 1:
        raise CatalogError(f'catalogue "{BUILTIN}": {skus} SKUs asked for; ask for at least 1.')
    try:
        return BuiltinCatalog(seed, skus, languages=languages, extensions=extensions)
    except ExtensionError as error:
        raise CatalogError(f'catalogue "{BUILTIN}": {error}') from error


def _folder(name: str) -> Catalog:
    from assets.own.catalog import FolderCatalog, FolderProblems

    if not os.path.isdir(name):
        raise CatalogError(
            f'catalogue {name!r}: there is no such folder. Name a folder of products, or "{BUILTIN}", which '
            "invents its articles from a seed."
        )
    try:
        return FolderCatalog(Path(name), name)
    except FolderProblems as problems:
        raise CatalogError(str(problems)) from None


def _mixed(opened: Sequence[Catalog], names: Sequence[str], shares: Sequence[float]) -> Catalog:
    from assets.mixed import MixedCatalog

    if not opened:
        raise CatalogError("no catalogue named; name at least one")
    if shares and len(shares) != len(opened):
        raise CatalogError(f"{len(opened)} catalogues and {len(shares)} shares; give one share for each")
    try:
        return MixedCatalog(tuple(opened), tuple(shares) or (1.0,) * len(opened))
    except ValueError as error:
        raise CatalogError(f"catalogues {', '.join(names)}: {error}") from None
