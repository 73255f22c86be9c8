"""Several catalogues as one, each with its share of what a fixture carries."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from assets.arrays import digest
from assets.product import Catalog, Product, Sku


@dataclass(frozen=True, eq=False)
class MixedCatalog:
    """The SKUs of all parts. Raises ValueError where two have a SKU of the same name.

    ``shares`` say how an assortment is split between the parts (see scenes/assortment.py); they need not add
    up to 1.
    """

    parts: tuple[Catalog, ...]
    shares: tuple[float, ...]

    def __post_init__(self) -> None:
        seen: set[str] = set()
        for part in self.parts:
            names = {sku.sku for sku in part.skus}
            if twice := sorted(seen & names):
                raise ValueError(f"two of them have a SKU {twice[0]}; give one of them another sku")
            seen |= names

    @cached_property
    def key(self) -> str:
        """Content hash of the parts and their shares."""
        return digest("mixed", *(part.key for part in self.parts), repr(self.shares))

    @cached_property
    def skus(self) -> Sequence[Sku]:
        return [sku for part in self.parts for sku in part.skus]

    @cached_property
    def groups(self) -> tuple[tuple[float, frozenset[str]], ...]:
        """(share, names of the SKUs) of each part."""
        return tuple(
            (share, frozenset(sku.sku for sku in part.skus))
            for share, part in zip(self.shares, self.parts, strict=True)
        )

    @cached_property
    def _home(self) -> dict[str, Catalog]:
        return {sku.sku: part for part in self.parts for sku in part.skus}

    def product(self, sku: str, texture_px: int) -> Product:
        """The product from its own catalogue. KeyError for an unknown SKU."""
        if sku not in self._home:
            raise KeyError(f"no SKU {sku!r} in the mixed catalogue of {len(self._home)}")
        return self._home[sku].product(sku, texture_px)
