"""What a SKU's artwork shall look like, decided before anything is drawn."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from assets.art.colors import Color, rgb
from assets.art.fonts import Face
from assets.art.lettering import NAME_FACES
from assets.art.logotype import Logo, brand_logo
from assets.art.palette import Palette, brand_palette
from assets.art.pictured import subjects
from assets.draws import KeyedUniforms, keyed_rng
from assets.flavors import FLAVORS, Flavor, flavor
from assets.product import Sku, Tier
from assets.product_types import ProductType
from assets.taxonomy import find_type, types_of
from assets.words import Words, words


@dataclass(frozen=True)
class Design:
    """Everything that decides the pixels of a pack, beside its panels.

    The variants of one line share all but ``variant``, ``color`` and ``motifs``. ``on_flavor`` says that the
    ground takes the variant's colour instead of the brand's.
    """

    brand: str
    name: str
    variant: str
    net: str
    gtin: str
    category: str
    sub: str
    family: str
    palette: Palette
    logo: Logo
    name_face: Face
    color: Color
    motifs: tuple[str, ...]
    claim: str
    on_flavor: bool
    seed: int
    language: str = "en"
    tier: Tier = "standard"

    def rng(self, *path: str | int) -> np.random.Generator:
        """Randomness shared by the variants of the line."""
        return keyed_rng(self.seed, "line art", self.brand, *path)

    def number(self, what: str, below: int) -> int:
        """One number 0..below-1 that the variants of the line share; cheaper than a generator."""
        return int(KeyedUniforms(self.seed, "line art", self.brand, what).random() * below)

    def own_rng(self, *path: str | int) -> np.random.Generator:
        """Randomness of this variant alone."""
        return keyed_rng(self.seed, "variant art", self.brand, self.variant, *path)

    @property
    def words(self) -> Words:
        """What packs say in this article's language."""
        return words(self.language)

    @property
    def ground(self) -> Color:
        """The colour that fills the pack."""
        return self.color if self.on_flavor else self.palette.main

    @property
    def band(self) -> Color:
        """The colour that tells the variants apart."""
        return self.palette.main if self.on_flavor else self.color


def design_of(sku: Sku) -> Design:
    """The design of ``sku``: brand things from brand and category, the rest from its texts and seed."""
    path = (*sku.category, "", "")
    texts = sku.brand, sku.name, sku.variant, sku.net, sku.gtin
    return _design(*texts, path[0], path[1], sku.art_seed, sku.flavor, sku.language, sku.tier, sku.family)


@lru_cache(maxsize=2048)
def _design(
    brand: str, name: str, variant: str, net: str, gtin: str, category: str, sub: str, seed: int,
    flavor_name: str, language: str, tier: Tier, own_family: str,
) -> Design:  # fmt: skip
    from assets.art.families import families  # families draw designs: they come after them

    kind = find_type(category, sub)
    house = keyed_rng(0, "brand look", brand, "" if tier == "value" else category)
    line = keyed_rng(seed, "line look", brand)
    drawn = str(line.choice(_families(kind, category, sub, tier)))
    family = own_family or drawn
    hues = [h for t in types_of(category) for h in t.hues if tier != "value"] or [25, 60, 90, 145, 255, 300]
    palette = brand_palette(float(hues[int(house.integers(len(hues)))]), house)
    mood = families()[family].mood
    taste = _taste(kind, flavor_name or variant)
    claims = words(language).claims_of(category, sub)
    faces = NAME_FACES[mood]
    return Design(
        brand, name, variant, net, gtin, category, sub, family, palette,
        logo=brand_logo(brand, mood, palette, house),
        name_face=faces[int(line.integers(len(faces)))],
        color=rgb(taste.color),
        motifs=subjects(category, sub, taste.motifs, line),
        claim=claims[int(line.integers(len(claims)))],
        on_flavor=bool(line.random() < 0.45),
        seed=seed,
        language=language,
        tier=tier,
    )  # fmt: skip


def _families(kind: ProductType | None, category: str, sub: str, tier: Tier) -> tuple[str, ...]:
    """Families for the type and how fine the brand is: the type's own, and those that offer themselves."""
    from assets.art.families import families

    known = families()
    wanted = kind.families if kind else ("private", "loud", "modern")
    names = tuple(n for n in wanted if n in known)
    names += tuple(n for n, f in known.items() for suit in f.suits if suit in (category, f"{category}/{sub}"))
    if tier == "value":
        return ("private",)  # a shop's cheap label looks the same in every aisle
    return tuple(n for n in names if known[n].fine) or names if tier == "premium" else names


def _taste(kind: ProductType | None, variant: str) -> Flavor:
    """The flavour that a variant's name means: the type's own first, then any, then one by its letters."""
    known = {f.name: f for f in kind.variants} if kind else {}
    found = known.get(variant) or flavor(variant)
    if found:
        return found
    everything = kind.variants if kind else tuple(f for fs in FLAVORS.values() for f in fs)
    return everything[int(keyed_rng(0, "unknown flavor", variant).integers(len(everything)))]
