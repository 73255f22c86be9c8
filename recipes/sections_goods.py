"""The goods: where they come from, which of them are there, and how they stand."""

from collections.abc import Mapping
from typing import Annotated, Literal

from recipes.catalogs import CatalogNames, Shares
from recipes.planned_slots import PlannedSlots
from recipes.section import Section
from recipes.values import FixedWhole, Number, OneOf, Whole, Within, Word

BUILTIN_CATALOG = "builtin"
BUILTIN_CATEGORIES: Mapping[str, tuple[str, ...]] = {
    "snacks": ("crisps", "tortilla", "popcorn", "nuts", "biscuits", "bars"),
    "confectionery": ("chocolate", "tablets", "bars", "sweets", "gum", "mints"),
    "breakfast": ("cereal", "muesli", "oats", "jam", "honey", "spread"),
    "beverages": (
        "soft_drinks", "multipacks", "energy", "sport", "juice", "iced_tea", "water", "syrup",
        "beer", "wine", "white_wine", "spirits",
    ),
    "hot_drinks": ("coffee", "capsules", "tea", "cocoa"),
    "dairy": (
        "milk", "plant", "yoghurt", "yoghurt_drink", "desserts", "cream", "cheese", "margarine",
        "eggs", "ice_cream",
    ),
    "frozen": ("pizza", "meals"),
    "canned": ("vegetables", "tomatoes", "soup", "fish", "fruit"),
    "pantry": (
        "pasta", "rice", "pulses", "sauce", "noodles", "pickles", "oil", "vinegar", "ketchup",
        "mayonnaise", "mustard", "spices", "flour", "sugar", "baking",
    ),
    "household": (
        "laundry", "softener", "dish", "tabs", "cleaner", "glass_cleaner", "air", "insects", "tissues",
        "toilet_paper", "kitchen_towels", "batteries", "bulbs", "foil", "matches", "toys",
    ),
    "personal_care": (
        "shampoo", "styling", "hair_color", "shower", "hand_soap", "lotion", "deodorant", "shaving", "sun",
        "soap", "toothpaste", "mouthwash", "toothbrush", "razors", "plasters", "tablets", "pads",
    ),
    "baby": ("food", "nappies", "wipes"),
    "pet_food": ("dog", "dog_dry", "cat"),
}  # fmt: skip
"""The categories of the built-in catalogue, and what each is made of. A test holds them to the catalogue."""
BUILTIN_LANGUAGES = ("en", "de", "fr", "es", "it", "pl", "cs", "tr", "el", "ru", "uk", "ja", "zh", "ko", "ar")
"""The languages that packs of the built-in catalogue are printed in. A test holds them to the catalogue."""
SEED_MAX = 2**63 - 1


class Assortment(Section):
    """Which part of the catalogue is on this fixture."""

    categories: tuple[str, ...] = ()
    """Categories to pick from, as ``snacks`` or ``snacks/crisps``; empty means all."""
    skus: Annotated[Whole, Within(1, 2000)] = 40
    """How many SKUs are picked for the fixture."""


class Merchandise(Section):
    """Where the goods come from, and which of them are on the fixture."""

    catalog: CatalogNames = BUILTIN_CATALOG
    """"builtin", which is generated, a folder inside the recipe's own folder, or a list of these to mix."""
    catalog_shares: Shares = ()
    """For a list of catalogues: which share of the fixture's SKUs comes from each, as ``[3, 1]``. All alike
    where left out. A catalogue with fewer SKUs than its share gives all it has."""
    catalog_seed: Annotated[FixedWhole, Within(0, SEED_MAX)] = 1
    """Seed of the built-in catalogue: another seed, another range of goods."""
    catalog_skus: Annotated[FixedWhole, Within(1, 20000)] = 240
    """How many SKUs the built-in catalogue has."""
    languages: tuple[str, ...] = ("en",)
    """Languages that its packs are printed in, in equal shares; the first decides the currency. Any of en,
    de, fr, es, it, pl, cs, tr, el, ru, uk, ja, zh, ko and ar."""
    extensions: tuple[str, ...] = ()
    """Installed packages whose archetypes and designs the built-in catalogue uses beside its own."""
    assortment: Assortment = Assortment()
    """Which part of the catalogue is on this fixture."""
    wear: Annotated[Number, Within(0, 1)] = 0.12
    """How worn the goods are, drawn for each: 0 all as new, 0.12 a tidy shop, 1 all damaged. Wear comes in
    three grades (handled, soiled, dented); this is the chance of each further grade."""

    @property
    def catalogs(self) -> tuple[str, ...]:
        """The catalogues by name, one or several."""
        return (self.catalog,) if isinstance(self.catalog, str) else self.catalog


class Planogram(Section):
    """How goods stand: facings and rows per SKU, gaps, and the small errors of real shelves."""

    file: str = ""
    """A planogram to place exactly, as CSV or YAML in the recipe's folder, in place of a sampled one: bay,
    shelf, position, SKU or GTIN, facings. See docs/planograms.md."""
    slots: PlannedSlots = ()
    """The same, written in the recipe: ``[{shelf: 1, sku: breakfast-jam-0030-0, facings: 3}]``."""
    facings: Annotated[Whole, Within(1, 40)] = 2
    """How many of a SKU stand side by side."""
    depth_fill: Annotated[Number, Within(0, 1)] = 1.0
    """How much of the shelf's depth is filled behind the front row: 0 only the front row, 1 all of it."""
    stack: Annotated[Number, Within(0, 1)] = 1.0
    """How much of the height is used to stack what can be stacked: 0 never, 1 as high as fits."""
    gap_m: Annotated[Number, Within(0, 0.3, "m")] = 0.004
    """Gap between neighbours."""
    out_of_stock: Annotated[Number, Within(0, 1)] = 0.03
    """Share of the slots that are sold out."""
    low_stock: Annotated[Number, Within(0, 1)] = 0.0
    """Share of the slots that are nearly sold out: taken from their fronts, less than half is left."""
    yaw_deg: Annotated[Number, Within(-45, 45, "deg")] = 0.0
    """How far a product is turned on its base."""
    shift_x_m: Annotated[Number, Within(-0.05, 0.05, "m")] = 0.0
    """How far a product is pushed sideways out of its place."""
    setback_m: Annotated[Number, Within(0, 0.5, "m")] = 0.01
    """How far the front row stands behind the board's front edge."""
    bin_fill: Annotated[Number, Within(0, 1)] = 0.85
    """How full bins, chests, pallets and belts are: 0 next to nothing, 1 to the rim."""
    swing_deg: Annotated[Number, Within(0, 10, "deg")] = 2.0
    """How far goods on hooks are turned and swung (standard deviation)."""
    block_by: Literal["brand", "category", "none"] = "brand"
    """What stands together in a block."""
    block_direction: Annotated[Word, OneOf("vertical", "horizontal")] = "vertical"
    """Whether a block runs through the shelves of a bay, or along few of them."""
    turned: Annotated[Number, Within(0, 1)] = 0.02
    """Share of the facings whose front package somebody has put back turned, even back to front."""
    pushed_back: Annotated[Number, Within(0, 1)] = 0.05
    """Share of the facings that nobody has pulled forward again after packages were taken from their
    front."""
    half_stacked: Annotated[Number, Within(0, 1)] = 0.12
    """Share of the stacked facings with packages taken from the top of their front."""
    fallen: Annotated[Number, Within(0, 1)] = 0.008
    """Share of the facings whose front package has fallen over, leans on others or lies on top of them."""
    misplaced: Annotated[Number, Within(0, 1)] = 0.01
    """Share of the slots in which somebody has left a package of another article of the fixture."""
    foreign: Annotated[Number, Within(0, 1)] = 0.0
    """Share of the slots in which somebody has left a package that has no place on the fixture at all."""
    wrong_tag: Annotated[Number, Within(0, 1)] = 0.0
    """Share of the price tags that are another article's."""
    missing_tag: Annotated[Number, Within(0, 1)] = 0.0
    """Share of the price tags that are missing."""
    trays: Annotated[Number, Within(0, 1)] = 0.04
    """Share of the slots whose goods stand in the opened, shelf-ready case that they were shipped in, where
    their neighbours leave room for its walls."""
    overhang: Annotated[Number, Within(0, 1)] = 0.03
    """Share of the facings whose front package stands out over the board's edge by up to a quarter of its
    depth; not where a fence or a lip is in the way."""
    best_sellers: Annotated[Number, Within(0, 1)] = 0.0
    """How unequally articles share the shelves: 0 all have about the same number of facings, 1 a few have
    many and most have one."""
