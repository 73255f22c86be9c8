"""The built-in catalogue: invented SKUs, procedural packages and artwork."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import Any

from assets.archetypes import archetypes
from assets.archetypes.base import Detail, Package
from assets.arrays import digest
from assets.extensions import extension
from assets.keypoints import keypoints_of
from assets.material import Material
from assets.money import HOME
from assets.product import Product, Sku
from assets.ranges import builtin_skus

MAX_TEXTURE_PX = 2048
KEPT_PRODUCTS = 128  # without their pixels, which have a cache of their own


class BuiltinCatalog:
    """SKUs invented from ``seed``. Equal seeds give equal articles; a longer range begins as a shorter.

    ``languages`` are those its packs are printed in; ``currency`` that of the shop, by default that of the
    first language's country; ``extensions`` the installed packages that it may use (assets/extensions.py).
    """

    def __init__(
        self,
        seed: int,
        skus: int,
        currency: str = "",
        languages: Sequence[str] = ("en",),
        extensions: Sequence[str] = (),
    ) -> None:
        self._languages = tuple(languages)
        self._currency = currency or HOME[self._languages[0]]
        self._extensions = tuple(extension(name) for name in extensions)
        names = tuple(one.name for one in self._extensions)
        self._skus = builtin_skus(seed, skus, self._currency, self._languages, names)
        self._seed = seed
        self._products: dict[tuple[str, int], Product] = {}

    @cached_property
    def key(self) -> str:
        from assets.art.paint import ART_VERSION

        size, languages = str(len(self._skus)), "/".join(self._languages)
        lent = (one.key for one in self._extensions)
        return digest("builtin", ART_VERSION, str(self._seed), size, self._currency, languages, *lent)

    @property
    def skus(self) -> Sequence[Sku]:
        return self._skus

    @cached_property
    def _by_name(self) -> dict[str, Sku]:
        return {s.sku: s for s in self._skus}

    def product(self, sku: str, texture_px: int) -> Product:
        """The product with its artwork; ``texture_px`` is about the product's height in texture pixels.

        Pure: the same arguments give the same bytes. Raises KeyError for an unknown SKU.
        """
        if sku not in self._by_name:
            raise KeyError(f"no SKU {sku!r} in the built-in catalogue of {len(self._skus)}")
        wanted = sku, texture_px
        if wanted not in self._products:
            if len(self._products) >= KEPT_PRODUCTS:
                del self._products[next(iter(self._products))]
            self._products[wanted] = make_product(self._by_name[sku], texture_px)
        return self._products[wanted]


def make_product(sku: Sku, texture_px: int) -> Product:
    """Build package, artwork and materials of one SKU."""
    from assets.art.paint import ArtTexture, finished
    from assets.contents import finish_with_contents
    from assets.finishes import material

    detail = detail_for(sku.size_m[2], texture_px)
    package = _package(sku.archetype, sku.size_m, tuple(sorted(sku.shape.items())), detail)
    art = ArtTexture(sku, package.panels, package.atlas_size_m, atlas_px(package, sku.size_m[2], texture_px))
    finishes = [finish_with_contents(sku, finish) for finish in package.finishes]
    materials = tuple(
        finished(material(finish, art), art)
        if finish.startswith("art:")
        else _unprinted(sku, finish, texture_px)
        for finish in finishes
    )
    return Product(sku, package.mesh, materials, keypoints_of(package))


def _unprinted(sku: Sku, finish: str, texture_px: int) -> Material:
    """A part without print, in the article's own colour; a glass filled with pieces shows them."""
    from assets.art.fillings import PULP_LIGHT, filling_of
    from assets.art.tints import tint_of
    from assets.finishes import material

    plain = material(finish, None, tint_of(sku, finish))
    pieces = filling_of(sku, texture_px) if finish.endswith("_filled") else None
    return replace(plain, texture=pieces, color=PULP_LIGHT, edge_color=None) if pieces else plain


def detail_for(height_m: float, texture_px: int) -> Detail:
    """ "far" where the chords by which it departs from "near" stay within half a pixel.

    They are 0.65 mm off at most (assets/archetypes/loft.py); other parts of it up to a millimetre.
    """
    return "far" if texture_px / height_m * 0.00065 < 0.5 else "near"


def atlas_px(package: Package, height_m: float, texture_px: int) -> tuple[int, int]:
    """(width, height) of the atlas where the product's height takes ``texture_px``; capped at 2048 a side."""
    w_m, h_m = package.atlas_size_m
    density = min(texture_px / height_m, MAX_TEXTURE_PX / max(w_m, h_m))
    return (max(round(w_m * density), 4), max(round(h_m * density), 4))


@lru_cache(maxsize=KEPT_PRODUCTS)
def _package(
    archetype: str,
    size_m: tuple[float, float, float],
    shape: tuple[tuple[str, Any], ...],
    detail: Detail = "near",
) -> Package:
    return archetypes()[archetype](size_m, MappingProxyType(dict(shape)), detail)
