"""What is inside see-through packages: its colour, where that is not simply the variant's."""

from assets.art.colors import WHITE, Color, mix, rgb
from assets.product import Sku

_COLA = rgb(0x2A130B)
_BY_SUB: dict[str, Color] = {
    "beer": rgb(0xC98A22),
    "iced_tea": rgb(0x9A5420),
    "coffee": rgb(0x2E1A12),
    "sauce": rgb(0xA8321A),
    "ketchup": rgb(0xA31C12),
    "mustard": rgb(0xD8A21E),
    "mayonnaise": rgb(0xF4ECD2),
    "pickles": rgb(0x76823A),
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
    ("spirits", "Cherry"): rgb(0x5A0F1C),
    ("iced_tea", "Green Tea"): rgb(0xB9A648),
    ("iced_tea", "Peach"): rgb(0xA8622A),
    ("syrup", "Raspberry"): rgb(0x8A0F38),
    ("syrup", "Elderflower"): rgb(0xD9D08A),
    ("syrup", "Blackcurrant"): rgb(0x2E0F30),
    ("juice", "Orange"): rgb(0xF2A01E),
    ("juice", "Multivitamin"): rgb(0xE8862E),
    ("juice", "Pineapple"): rgb(0xEBCB55),
    ("juice", "Mango"): rgb(0xEFA62E),
    ("juice", "Cherry"): rgb(0x7A1020),
    ("juice", "Apple"): rgb(0xD9A436),
    ("juice", "Tomato"): rgb(0xA82A17),
    ("honey", "Creamy"): rgb(0xE6C98A),
    ("honey", "Acacia"): rgb(0xDDA63A),
    ("honey", "Forest"): rgb(0x5A2E12),
    ("jam", "Strawberry"): rgb(0x8E1420),
    ("jam", "Raspberry"): rgb(0x8E1030),
    ("jam", "Cherry"): rgb(0x6E0C1A),
    ("jam", "Apricot"): rgb(0xE0892A),
    ("jam", "Orange"): rgb(0xD9701E),
    ("jam", "Blueberry"): rgb(0x2A1636),
    ("jam", "Blackcurrant"): rgb(0x2C0F26),
    ("spread", "Hazelnut Cocoa"): rgb(0x4A2A18),
    ("spread", "Peanut Smooth"): rgb(0xB98142),
    ("spread", "Peanut Crunchy"): rgb(0xA9702F),
    ("spread", "Duo"): rgb(0xA87848),
    ("milk", "Cocoa"): rgb(0x8A5F42),
    ("mustard", "Honey"): rgb(0xDDAA40),
    ("mustard", "Wholegrain"): rgb(0xB08434),
    ("ketchup", "Curry"): rgb(0xA8481A),
    ("vinegar", "Balsamic"): rgb(0x24100E),
    ("vinegar", "Apple"): rgb(0xC98F3C),
    ("vinegar", "White Wine"): rgb(0xE2D49A),
    ("vinegar", "Raspberry"): rgb(0x9A1E30),
    ("sauce", "Ricotta"): rgb(0xC8643A),
    ("sauce", "Arrabbiata"): rgb(0x96180F),
    ("food", "Apple & Pear"): rgb(0xC9BE7A),
    ("food", "Carrot"): rgb(0xD8782A),
    ("food", "Banana"): rgb(0xE0C98A),
    ("food", "Vegetables"): rgb(0x8FA04A),
    ("food", "Pumpkin"): rgb(0xD58A2A),
    ("food", "Peach"): rgb(0xE3A85A),
    ("pickles", "Gherkins"): rgb(0x76823A),
    ("pickles", "Olives"): rgb(0x5A5A2A),
    ("pickles", "Peppers"): rgb(0xB5301C),
    ("pickles", "Beetroot"): rgb(0x5A1030),
    ("spices", "Paprika"): rgb(0xA03418),
    ("spices", "Chili"): rgb(0x8E2A1A),
    ("spices", "Black Pepper"): rgb(0x2F2A26),
    ("pickles", "Silver Onions"): rgb(0xDDD9C3),
    ("spices", "Oregano"): rgb(0x6A6B3E),
    ("spices", "Basil"): rgb(0x5E6E3A),
    ("spices", "Garlic"): rgb(0xDCCFAE),
    ("spices", "Curry"): rgb(0xC48A1E),
}


def contents_color(sku: Sku, variant_color: Color) -> Color:
    """The colour (sRGB) of what is in the jar or bottle."""
    sub = sku.category[-1] if sku.category else ""
    if sub == "yoghurt_drink":
        return mix(WHITE, variant_color, 0.28)
    return _BY_VARIANT.get((sub, sku.flavor or sku.variant)) or _BY_SUB.get(sub) or variant_color


_CLEAR = (
    "soft_drinks", "energy", "iced_tea", "water", "sport", "beer", "wine", "white_wine", "spirits", "oil",
    "vinegar", "syrup", "mouthwash",
)  # fmt: skip
_CLEAR_VARIANTS = (("juice", "Apple"), ("juice", "Cranberry"), ("honey", "Acacia"), ("honey", "Forest"))


def finish_with_contents(sku: Sku, finish: str) -> str:
    """The finish of a filled bottle's or jar's part: clear drinks are looked through, cloudy ones are not.
    Jugs of uncoloured plastic show water and juice, and hide milk."""
    sub = sku.category[-1] if sku.category else ""
    if finish == "milk_plastic":
        return {"water": "pet_water", "juice": "hdpe_filled"}.get(sub, finish)
    if not finish.endswith("_filled"):
        return finish
    clear = sub in _CLEAR or (sub, sku.flavor or sku.variant) in _CLEAR_VARIANTS
    return finish.replace("_filled", "_drink") if clear else finish
