"""The sides that shoppers turn to: ingredients, nutrition, marks, best before, barcode."""

from assets.art import fonts
from assets.art.barcode import barcode
from assets.art.boxes import Box
from assets.art.colors import BLACK, WHITE, Color, readable
from assets.art.design import Design
from assets.art.sheet import Sheet, polygon
from assets.art.typography import paragraph, text

_FOOD = {
    "snacks": "potatoes, sunflower oil, sugar, salt, yeast extract, onion powder, spices, paprika extract",
    "confectionery": "sugar, glucose, cocoa mass, cocoa butter, milk powder, lecithins, flavouring",
    "beverages": "water, sugar, fruit juice from concentrate, carbon dioxide, acid: citric acid, flavouring",
    "dairy": "pasteurised milk, cream, live cultures, sugar, fruit preparation, starch, pectin, vitamin D",
    "breakfast": "whole grain wheat, oat flakes, sugar, honey, barley malt, salt, niacin, iron, vitamin B6",
    "canned": "vegetables, tomato puree, water, salt, onions, rapeseed oil, spices, calcium chloride",
    "pantry": "durum wheat semolina, tomatoes, olive oil, basil, salt, garlic, citric acid",
    "hot_drinks": "roasted coffee, tea, peppermint leaves, liquorice root, natural flavouring",
    "pet_food": "meat and animal derivatives, cereals, vegetable protein, minerals, oils and fats, sugars",
}
_NON_FOOD = (
    "aqua, surfactants, sodium chloride, glycerin, citric acid, parfum, limonene, linalool, benzyl alcohol"
)
_ADVICE = "Store in a cool, dry place away from sunlight. Once opened keep closed and use within a few days."
_DIRECTIONS = (
    "Shake well. Apply a small amount, leave to work, then rinse with water. Keep out of reach of children. "
    "Avoid contact with the eyes; if it happens, rinse at once with plenty of water. Do not mix with others."
)
_ROWS = ("Energy", "Fat", "of which saturates", "Carbohydrate", "of which sugars", "Fibre", "Protein", "Salt")


def back(s: Sheet, b: Box, d: Design, ground: Color) -> None:
    """A whole back panel: brand and name, a text block, a table, marks and the barcode."""
    ink = readable(ground, d.palette.ink)
    text(s, d.brand, d.logo.face, b.part(0.08, 0.04, 0.92, 0.12), ink, align="left")
    text(s, f"{d.name} {d.variant}", fonts.SANS_BOLD, b.part(0.08, 0.13, 0.92, 0.17), ink, align="left")
    field = b.part(0.06, 0.2, 0.94, 0.94)
    s.box(field, WHITE, 0.94, radius=0.02 * b.short)
    info(s, field.inset(0.04 * field.short), d)


def info(s: Sheet, b: Box, d: Design, ink: Color = BLACK) -> None:
    """Text block, table, marks and barcode filling ``b``, stacked or side by side as its shape asks."""
    size = min(max(0.034 * b.short, 1.1), 2.6)
    if b.w > 1.3 * b.h:
        ingredients(s, b.part(0.0, 0.0, 0.36, 1.0), d, size, ink)
        table(s, b.part(0.4, 0.0, 0.66, 0.95), d, size, ink)
        _code(s, b.part(0.7, 0.0, 1.0, 1.0), d, ink)
        return
    ingredients(s, b.part(0.0, 0.0, 1.0, 0.34), d, size, ink)
    table(s, b.part(0.0, 0.36, 1.0, 0.66), d, size, ink)
    _code(s, b.part(0.0, 0.69, 1.0, 1.0), d, ink)


def ingredients(s: Sheet, b: Box, d: Design, size_mm: float, ink: Color) -> None:
    text(s, "Ingredients", fonts.SANS_BOLD, Box(b.x, b.y, b.w, size_mm * 1.1), ink, align="left")
    words = f"{_FOOD.get(d.category, _NON_FOOD)}. May contain traces of nuts, milk and soya. {_ADVICE} " * 5
    paragraph(s, words, fonts.SANS, Box(b.x, b.y + size_mm * 1.5, b.w, b.h - size_mm * 1.5), size_mm, ink)


def table(s: Sheet, b: Box, d: Design, size_mm: float, ink: Color) -> None:
    """What the middle of a back holds: nutrition for food, directions for the rest."""
    if d.category in _FOOD:
        nutrition(s, b, d, size_mm, ink)
        return
    head = Box(b.x, b.y, b.w, size_mm * 1.1)
    text(s, "Directions", fonts.SANS_BOLD, head, ink, align="left")
    body = Box(b.x, b.y + size_mm * 1.5, b.w, b.h - size_mm * 1.5)
    paragraph(s, f"{_DIRECTIONS} " * 3, fonts.SANS, body, size_mm, ink)


def nutrition(s: Sheet, b: Box, d: Design, size_mm: float, ink: Color) -> None:
    """A table per 100 g with ruled lines."""
    rng = d.own_rng("nutrition")
    rows = min(len(_ROWS), max(int(b.h / (size_mm * 1.35)) - 1, 1))
    step = b.h / (rows + 1)
    s.box(Box(b.x, b.y, b.w, step), ink)
    text(
        s,
        "per 100 g",
        fonts.SANS_BOLD,
        Box(b.x + 0.03 * b.w, b.y + 0.2 * step, 0.5 * b.w, 0.6 * step),
        WHITE,
        align="left",
        size_max_mm=size_mm,
    )
    thin = max(0.12, 0.03 * size_mm)
    s.frame(b, ink, thin)
    for i in range(rows):
        y = b.y + (i + 1) * step
        value = f"{float(rng.uniform(0.1, 60)):.1f} g" if i else f"{int(rng.integers(60, 560))} kcal"
        cell = Box(b.x + 0.03 * b.w, y + 0.2 * step, 0.55 * b.w, 0.62 * step)
        text(s, _ROWS[i], fonts.SANS, cell, ink, align="left", size_max_mm=size_mm)
        text(
            s,
            value,
            fonts.SANS,
            Box(b.x + 0.62 * b.w, cell.y, 0.35 * b.w, cell.h),
            ink,
            align="right",
            size_max_mm=size_mm,
        )
        s.line(b.x, y, b.right, y, ink, thin)


def _code(s: Sheet, b: Box, d: Design, ink: Color) -> None:
    """Barcode, recycling mark, best before, net contents."""
    code = b.part(0.0, 0.0, 0.64, 0.8) if b.w > b.h else b.part(0.0, 0.3, 1.0, 0.85)
    barcode(s, d.gtin, code)
    rest = b.part(0.68, 0.0, 1.0, 0.8) if b.w > b.h else b.part(0.0, 0.0, 1.0, 0.27)
    r = 0.32 * rest.short
    recycling(s, rest.x + rest.w * 0.5, rest.y + r * 1.1, r, ink)
    rng = d.own_rng("best before")
    date = f"Best before {int(rng.integers(1, 29)):02d}.{int(rng.integers(1, 13)):02d}.  {d.net}"
    text(s, date, fonts.SANS_MEDIUM, b.part(0.0, 0.88, 1.0, 0.98), ink, align="left", size_max_mm=3.2)


def recycling(s: Sheet, x: float, y: float, r: float, ink: Color) -> None:
    """Three bent arrows."""
    for a in (0, 120, 240):
        with s.at(x, y, r, a):
            s.fill(
                polygon(
                    [
                        (-0.42, -0.55),
                        (0.1, -0.55),
                        (0.1, -0.8),
                        (0.52, -0.42),
                        (0.1, -0.05),
                        (0.1, -0.3),
                        (-0.42, -0.3),
                    ]
                ),
                ink,
            )
