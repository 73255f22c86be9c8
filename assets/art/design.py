"""What a SKU's artwork shall look like, decided before anything is drawn."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from assets.art import fonts
from assets.art.colors import Color, rgb
from assets.art.fonts import Face
from assets.art.logotype import Logo, brand_logo
from assets.art.palette import Palette, brand_palette
from assets.draws import keyed_rng
from assets.flavors import FLAVORS, Flavor, flavor
from assets.product import Sku
from assets.product_types import ProductType
from assets.taxonomy import find_type, types_of

_MOODS = {
    "loud": "loud", "energy": "loud", "soda": "loud", "household": "firm", "bleed": "firm", "private": "calm",
    "dairy": "calm", "water": "calm", "pharmacy": "calm", "premium": "fine", "modern": "firm",
    "classic": "warm", "kraft": "warm", "indulgent": "warm", "crest": "warm",
}  # fmt: skip
_NAME_FACES: dict[str, tuple[Face, ...]] = {
    "loud": (fonts.ROUND, fonts.CONDENSED, fonts.HEAVY_LEANING, fonts.BLACK),
    "firm": (fonts.GEOMETRIC, fonts.BLACK, fonts.CONDENSED, fonts.ROUND),
    "calm": (fonts.SANS_BOLD, fonts.GROTESK, fonts.SERIF_ITALIC, fonts.GEOMETRIC),
    "fine": (fonts.SERIF_LIGHT, fonts.GROTESK_LIGHT, fonts.SERIF_ITALIC, fonts.GEOMETRIC_LIGHT),
    "warm": (fonts.BOOK_ITALIC, fonts.SERIF_BLACK, fonts.SCRIPT, fonts.HAND_TALL, fonts.BOOK),
}
_CLAIMS = {
    "snacks": ("Extra crunchy", "Oven baked", "No added MSG", "Big pack"),
    "beverages": ("Ice cold", "100 % fruit", "No added sugar", "Refreshing"),
    "household": ("2 x power", "Streak free", "New formula", "60 washes"),
    "dairy": ("From pasture milk", "High in calcium", "Creamy", "Fresh"),
    "personal_care": ("24 h care", "pH neutral", "For all skin", "Dermatologically tested"),
    "pet_food": ("With vitamins", "No added grain", "Tender bites", "Tasty"),
}
_ANY_CLAIM = ("New", "Family size", "Best quality")
_TASTY_CLAIM = ("Original recipe", "Rich taste")


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

    def rng(self, *path: str | int) -> np.random.Generator:
        """Randomness shared by the variants of the line."""
        return keyed_rng(self.seed, "line art", self.brand, *path)

    def own_rng(self, *path: str | int) -> np.random.Generator:
        """Randomness of this variant alone."""
        return keyed_rng(self.seed, "variant art", self.brand, self.variant, *path)

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
    return _design(sku.brand, sku.name, sku.variant, sku.net, sku.gtin, path[0], path[1], sku.art_seed)


@lru_cache(maxsize=2048)
def _design(
    brand: str, name: str, variant: str, net: str, gtin: str, category: str, sub: str, seed: int
) -> Design:
    kind = find_type(category, sub)
    house = keyed_rng(0, "brand look", brand, category)
    line = keyed_rng(seed, "line look", brand)
    family = str(line.choice(kind.families if kind else ("private", "loud", "modern")))
    hues = [h for t in types_of(category) for h in t.hues] or [25, 60, 90, 145, 255, 300]
    palette = brand_palette(float(hues[int(house.integers(len(hues)))]), house)
    mood = _MOODS[family]
    taste = _taste(kind, variant)
    claims = _CLAIMS.get(category, _TASTY_CLAIM) + _ANY_CLAIM
    faces = _NAME_FACES[mood]
    return Design(
        brand, name, variant, net, gtin, category, sub, family, palette,
        logo=brand_logo(brand, mood, palette, house),
        name_face=faces[int(line.integers(len(faces)))],
        color=rgb(taste.color),
        motifs=taste.motifs,
        claim=claims[int(line.integers(len(claims)))],
        on_flavor=bool(line.random() < 0.45),
        seed=seed,
    )  # fmt: skip


def _taste(kind: ProductType | None, variant: str) -> Flavor:
    """The flavour that a variant's name means: the type's own first, then any, then one by its letters."""
    known = {f.name: f for f in kind.variants} if kind else {}
    found = known.get(variant) or flavor(variant)
    if found:
        return found
    everything = kind.variants if kind else tuple(f for fs in FLAVORS.values() for f in fs)
    return everything[int(keyed_rng(0, "unknown flavor", variant).integers(len(everything)))]
