"""Merchandise: what a SKU is, and what it looks like on the shelf."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from assets.keypoints import Keypoint
from assets.material import Material
from assets.mesh import Mesh

Tier = Literal["value", "standard", "premium"]


@dataclass(frozen=True)
class Sku:
    """One article of the range.

    ``size_m`` is (width, depth, height) standing with its front toward the shopper. ``category`` runs from
    the coarsest to the finest, e.g. ("snacks", "crisps"). ``price_minor`` counts the currency's minor unit
    (cents). ``shape`` are the archetype's own parameters. Everything that the artwork depends on is in
    ``art_seed``, ``brand`` (whose variants share a design), the texts and ``language``, the BCP 47 primary
    tag of what the pack says. ``flavor`` is the variant's English name, which its colour and pictures go by
    ("" where there is none), ``tier`` how fine the brand is, and ``family``
    the design family it wears ("": one of those that suit it).
    """

    sku: str
    gtin: str
    brand: str
    name: str
    variant: str
    category: tuple[str, ...]
    archetype: str
    size_m: tuple[float, float, float]
    net: str
    price_minor: int
    currency: str
    art_seed: int
    shape: Mapping[str, float] = field(default_factory=dict)
    language: str = "en"
    flavor: str = ""
    tier: Tier = "standard"
    family: str = ""


@dataclass(frozen=True)
class Product:
    """A SKU made visible: origin at the centre of its base, front toward -y, upright (metres).

    ``materials[i]`` covers the mesh's slot ``i``; ``keypoints`` are named vertices of the mesh.
    """

    sku: Sku
    mesh: Mesh
    materials: tuple[Material, ...]
    keypoints: tuple[Keypoint, ...] = ()


class Catalog(Protocol):
    """A range of SKUs and how to make each of them."""

    @property
    def key(self) -> str:
        """Content hash of everything that decides how its products look."""
        ...

    @property
    def skus(self) -> Sequence[Sku]: ...

    def product(self, sku: str, texture_px: int) -> Product:
        """The product with artwork so fine that the product's height takes about ``texture_px`` pixels.

        Pure: the same arguments give the same bytes. Raises KeyError for an unknown SKU.
        """
        ...
