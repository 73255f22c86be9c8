"""What is inside see-through packages: its colour, where that is not simply the variant's."""

from assets.art.colors import Color, rgb
from assets.product import Sku

_COLA = rgb(0x2A130B)
_BY_SUB: dict[str, Color] = {
    "beer": rgb(0xC98A22),
    "iced_tea": rgb(0x9A5420),
    "coffee": rgb(0x2E1A12),
    "sauce": rgb(0xA8321A),
    "oil": rgb(0xC9A227),
    "water": rgb(0xDCEBF2),
    "honey": rgb(0xC97F14),
    "milk": rgb(0xF4F1E8),
    "wine": rgb(0x4E101E),
    "white_wine": rgb(0xE3D59C),
}
_BY_VARIANT: dict[tuple[str, str], Color] = {
    ("soft_drinks", "Original"): _COLA,
    ("soft_drinks", "Zero"): _COLA,
    ("soft_drinks", "Cherry"): _COLA,
    ("soft_drinks", "Vanilla"): _COLA,
    ("soft_drinks", "Lemon Lime"): rgb(0xD5E0C6),
    ("soft_drinks", "Grapefruit"): rgb(0xEFA48F),
    ("soft_drinks", "Ginger"): rgb(0xD6B06A),
    ("white_wine", "Rosé"): rgb(0xE8A08C),
    ("spirits", "White"): rgb(0xF0F3F3),
    ("spirits", "Gold"): rgb(0xD9A441),
    ("spirits", "Aged"): rgb(0x9A5A1C),
    ("juice", "Apple"): rgb(0xD9A436),
    ("juice", "Tomato"): rgb(0xA82A17),
    ("honey", "Creamy"): rgb(0xE6C98A),
    ("honey", "Acacia"): rgb(0xDDA63A),
    ("honey", "Forest"): rgb(0x5A2E12),
    ("jam", "Strawberry"): rgb(0x8E1420),
    ("jam", "Blueberry"): rgb(0x2A1636),
    ("jam", "Blackcurrant"): rgb(0x2C0F26),
    ("spread", "Hazelnut Cocoa"): rgb(0x4A2A18),
    ("spread", "Peanut Smooth"): rgb(0xB98142),
    ("spread", "Peanut Crunchy"): rgb(0xA9702F),
    ("pickles", "Gherkins"): rgb(0x76823A),
    ("pickles", "Silver Onions"): rgb(0xDDD9C3),
    ("spices", "Oregano"): rgb(0x6A6B3E),
    ("spices", "Basil"): rgb(0x5E6E3A),
    ("spices", "Garlic"): rgb(0xDCCFAE),
    ("spices", "Curry"): rgb(0xC48A1E),
}


def contents_color(sku: Sku, variant_color: Color) -> Color:
    """The colour (sRGB) of what is in the jar or bottle."""
    sub = sku.category[-1] if sku.category else ""
    return _BY_VARIANT.get((sub, sku.flavor or sku.variant)) or _BY_SUB.get(sub) or variant_color


_CLEAR = (
    "soft_drinks", "energy", "iced_tea", "water", "sport", "beer", "wine", "white_wine", "spirits", "oil",
    "vinegar", "syrup", "mouthwash",
)  # fmt: skip
_CLEAR_VARIANTS = (("juice", "Apple"), ("juice", "Cranberry"), ("honey", "Acacia"), ("honey", "Forest"))


def finish_with_contents(sku: Sku, finish: str) -> str:
    """The finish of a filled bottle's or jar's part: clear drinks are looked through, cloudy ones are not."""
    if not finish.endswith("_filled"):
        return finish
    sub = sku.category[-1] if sku.category else ""
    clear = sub in _CLEAR or (sub, sku.flavor or sku.variant) in _CLEAR_VARIANTS
    return finish.replace("_filled", "_drink") if clear else finish
