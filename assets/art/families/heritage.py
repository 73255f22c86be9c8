"""Families that lean on a place or a past: tea house, estate, folk, roastery."""

import skia

from assets.art import fonts
from assets.art.boxes import Box
from assets.art.colors import WHITE, Color, lch, lighter, mix, readable, rgb, to_lch
from assets.art.design import Design
from assets.art.families.base import Family, band, is_wide, logo, name, net, variant
from assets.art.families.own import hero
from assets.art.grounds import backdrop, border, fade, figure, foil, mottle, pattern, vignette
from assets.art.imagery import still_life, texture
from assets.art.photo.library import photos
from assets.art.pictured import scene
from assets.art.sheet import Sheet, blob, linear, polygon
from assets.art.typography import text

_GOLD, _BRIGHT = rgb(0xA87A2A), rgb(0xF2DC96)


def _tea_plain(d: Design) -> Color:
    light, _chroma, hue = to_lch(d.color)
    style = int(d.rng("tea").integers(3))
    cream = mix(rgb(0xF7F0DF), d.color, 0.14)
    return (cream, lch(0.8 + 0.14 * light, 0.05, hue), lch(0.2 + 0.22 * light, 0.07, hue))[style]


def _tea_ground(s: Sheet, b: Box, d: Design) -> None:
    g = _tea_plain(d)
    s.down(b, lighter(g, 0.015), lighter(g, -0.03))
    if d.rng("tea pattern").random() < 0.5:
        kind = int(d.rng("tea figure").integers(6))
        pattern(s, b, lighter(g, -0.05), kind, 0.11 * b.short)


def _tea(s: Sheet, b: Box, d: Design) -> None:
    """An ornamental border, and an arched window onto the plantation."""
    g, rng = _tea_plain(d), d.rng("front")
    ink = readable(g, d.palette.deep, WHITE, least=4)
    gold = readable(g, _GOLD, _BRIGHT, least=2)
    border(s, b.inset(0.02 * b.short), gold, int(rng.integers(6)), 0.075 * b.short)
    if is_wide(b):
        view = b.part(0.6, 0.14, 0.9, 0.86)
        _arch(s, view, d, gold)
        logo(s, d, b.part(0.11, 0.14, 0.56, 0.48), g)
        name(s, d, b.part(0.12, 0.52, 0.55, 0.66), ink, lines=1)
        variant(s, d, b.part(0.12, 0.7, 0.55, 0.82), readable(g, d.color, ink, least=2.6), fonts.GARAMOND)
        return
    logo(s, d, b.part(0.14, 0.1, 0.86, 0.25), g)
    name(s, d, b.part(0.16, 0.26, 0.84, 0.34), ink, lines=1)
    _arch(s, b.part(0.2, 0.37, 0.8, 0.73), d, gold)
    variant(s, d, b.part(0.15, 0.755, 0.85, 0.825), readable(g, d.color, ink, least=2.6), fonts.GARAMOND)
    text(s, d.net, fonts.GARAMOND, b.part(0.3, 0.85, 0.7, 0.885), ink)


def _arch(s: Sheet, b: Box, d: Design, edge: Color) -> None:
    shape = skia.Path()
    r = b.w / 2
    shape.addRoundRect(skia.Rect.MakeXYWH(b.x, b.y, b.w, b.h + r), r, min(r, 0.5 * b.h))
    with s.inside(b.inset(-0.02 * b.w, 0)), s.inside(shape):
        backdrop(s, b, scene(d.category, d.sub, d.rng("scene")), d.own_rng("scene"))
        vignette(s, b, (0.1, 0.08, 0.05), 0.4)
        still_life(s, d.motifs, b.part(0.08, 0.34, 0.92, 1.0), d.own_rng("life"))
    with s.inside(b.inset(-0.04 * b.w, -0.02 * b.w)):
        s.stroke(shape, edge, 0.025 * b.w)
    s.line(b.x, b.bottom, b.right, b.bottom, edge, 0.025 * b.w)


def _estate_plain(d: Design) -> Color:
    papers = (rgb(0xF4EDDD), rgb(0xFBF8F0), rgb(0xE6DCC6), rgb(0x201A1C))
    return mix(papers[int(d.rng("estate").integers(4))], d.color, 0.14)


def _estate_ground(s: Sheet, b: Box, d: Design) -> None:
    """Laid paper with a watermark of clouds, gold at both ends."""
    g = _estate_plain(d)
    s.box(b, g)
    mottle(s, b, 0.10, 0.8 * b.h)
    for y in (0.018, 0.962):
        s.shade(b.part(0, y, 1, y + 0.02), foil(b, _GOLD, _BRIGHT))


def _estate(s: Sheet, b: Box, d: Design) -> None:
    """A wine label: engraving or crest, capitals with much air, a vintage."""
    g, rng = _estate_plain(d), d.rng("front")
    ink = readable(g, rgb(0x2A2022), rgb(0xEFE3C4), least=5)
    wine = readable(g, lighter(d.color, -0.06), ink, least=3)
    year = str(2015 + int(rng.integers(9)))
    style = int(rng.integers(3))
    if is_wide(b):
        logo(s, d, b.part(0.08, 0.16, 0.6, 0.5), g)
        name(s, d, b.part(0.08, 0.55, 0.6, 0.68), ink, lines=1)
        variant(s, d, b.part(0.08, 0.72, 0.6, 0.82), wine, fonts.GARAMOND_ITALIC)
        backdrop(s, b.part(0.66, 0.12, 0.94, 0.88), scene(d.category, d.sub, rng), d.own_rng("view"))
        return
    view, own = b.part(0.12, 0.09, 0.88, 0.42), d.own_rng("view")
    if style == 0:
        backdrop(s, view, scene(d.category, d.sub, own), own)
        s.box(view, mix(g, _GOLD, 0.5), 0.42)
        s.frame(view, ink, 0.004 * b.w)
    elif style == 1:
        _shield(s, view, d)
    else:
        hero(s, d, view.cx + float(own.uniform(-0.2, 0.2)) * view.w, view.cy, 0.5 * view.short)
    logo(s, d, b.part(0.12, 0.45, 0.88, 0.6), g)
    s.line(b.x + 0.3 * b.w, b.y + 0.625 * b.h, b.x + 0.7 * b.w, b.y + 0.625 * b.h, ink, 0.004 * b.w)
    name(s, d, b.part(0.14, 0.645, 0.86, 0.715), ink, lines=1)
    s.box(b.part(0.0, 0.725, 1.0, 0.805), wine)
    on_wine = readable(wine, WHITE, ink)
    variant(s, d, b.part(0.16, 0.735, 0.84, 0.795), on_wine, fonts.GARAMOND_ITALIC)
    text(s, year, fonts.ROMAN, b.part(0.36, 0.82, 0.64, 0.865), ink)
    text(s, d.net, fonts.GARAMOND, b.part(0.1, 0.895, 0.4, 0.925), ink, align="left")


def _shield(s: Sheet, b: Box, d: Design) -> None:
    """An invented coat of arms: a parted shield, a charge in each field, a crown."""
    rng = d.own_rng("arms")
    with s.at(b.cx, b.cy + 0.04 * b.h, 0.42 * b.h):
        shape = blob(
            [(-0.72, -0.7), (0.72, -0.7), (0.72, 0.25), (0.62, 0.72, 0, 1.0), (-0.62, 0.72, -0.72, 0.25)]
        )
        first, second = d.palette.deep, d.color
        s.fill(shape, first)
        with s.inside(shape):
            kind = int(rng.integers(3))
            if kind == 0:
                s.box(Box(0, -1, 1, 2.2), second)
            elif kind == 1:
                s.fill(polygon([(-1, -1), (1, 1), (1, -1)]), second)
            else:
                s.box(Box(-1, -0.2, 2, 0.45), second)
        s.stroke(shape, rgb(0xC9A24A), 0.07)
        for x in (-0.34, 0.34):
            with s.at(x, -0.25, 0.2):
                figure(s, int(rng.integers(6)), rgb(0xF2DC96))
        for k in range(5):
            with s.at(-0.5 + 0.25 * k, -0.92 - (0.06 if k % 2 == 0 else 0), 0.12):
                figure(s, 0, rgb(0xC9A24A))
        s.box(Box(-0.56, -0.84, 1.12, 0.12), rgb(0xC9A24A))


def _folk_plain(d: Design) -> Color:
    hue = to_lch(d.ground)[2]
    return lch(0.48, 0.15, hue) if d.rng("folk").random() < 0.7 else rgb(0xF6E8C8)


def _folk_ground(s: Sheet, b: Box, d: Design) -> None:
    """Bands of woven or painted ornament, top and bottom."""
    g, p, rng = _folk_plain(d), d.palette, d.rng("bands")
    s.down(b, lighter(g, 0.02), lighter(g, -0.04))
    colors = (p.accent, WHITE, d.color, p.deep)
    for top, step in ((0.0, 1), (1.0, -1)):
        y = top
        for k, h in enumerate((0.022, 0.06, 0.022)):
            y0, y1 = (y, y + h) if step > 0 else (y - h, y)
            strip = b.part(0, y0, 1, y1)
            s.box(strip, colors[(k + int(rng.integers(4)) * (step > 0)) % 4])
            if k == 1:
                s.box(strip, p.deep)
                pattern(s, strip, p.accent, int(rng.integers(6)) if step > 0 else 0, 0.06 * b.h)
            y += step * h


def _folk(s: Sheet, b: Box, d: Design) -> None:
    """A medallion with the dish, the name on a scroll."""
    g, p = _folk_plain(d), d.palette
    ink = readable(g, WHITE, p.deep, least=2.6)
    if is_wide(b):
        still_life(s, d.motifs, b.part(0.6, 0.14, 0.97, 0.88), d.own_rng("life"))
        logo(s, d, b.part(0.04, 0.14, 0.58, 0.5), g)
        name(s, d, b.part(0.05, 0.53, 0.55, 0.69), ink, lines=1)
        band(s, d, b.part(0.05, 0.71, 0.45, 0.87), d.band, "flag", fonts.SLAB)
        return
    logo(s, d, b.part(0.06, 0.12, 0.94, 0.3), g)
    name(s, d, b.part(0.1, 0.31, 0.9, 0.4), ink, lines=1)
    r = min(0.4 * b.w, 0.21 * b.h)
    c = b.cx, b.y + 0.59 * b.h
    for k, tone in ((1.08, p.deep), (1.02, p.accent), (0.94, mix(WHITE, p.accent, 0.12))):
        s.circle(*c, k * r, tone)
    if r * s.px_per_mm > 8:
        for k in range(24):
            with s.at(*c, 1.0, 15 * k), s.at(0, -0.985 * r, 0.03 * r):
                figure(s, 0, p.deep)
    still_life(s, d.motifs, Box(c[0] - 0.78 * r, c[1] - 0.78 * r, 1.56 * r, 1.56 * r), d.own_rng("life"))
    band(s, d, b.part(0.08, 0.765, 0.92, 0.83), d.band, "flag", fonts.SLAB)
    net(s, d, Box(b.x, b.y, b.w, 0.905 * b.h), ink, plate=p.deep)


def _roast_plain(d: Design) -> Color:
    hue = to_lch(d.palette.main)[2]
    return (rgb(0x1D1714), lch(0.25, 0.06, hue), rgb(0x2A2320), rgb(0x5A1A1C))[
        int(d.rng("roast").integers(4))
    ]


def _roast_ground(s: Sheet, b: Box, d: Design) -> None:
    """Stone or dark wood in the pack's colour."""
    g = _roast_plain(d)
    backdrop(s, b, ("slate", "wood")[int(d.rng("stone").integers(2))], d.own_rng("stone"), 0.6)
    s.box(b, g, 0.72)
    s.shade(b.part(0, 0, 1, 0.335), linear(b.x, 0, b.right, 0, ((0.0, _roast_head(d)), (1.0, g))))


def _roast_head(d: Design) -> Color:
    """The field behind the brand takes after the variant."""
    return mix(_roast_plain(d), d.color, 0.55)


def _roast(s: Sheet, b: Box, d: Design) -> None:
    """Beans (or what it is made from) along the foot, foil, a strip in the variant's colour."""
    g, rng = _roast_plain(d), d.rng("front")
    pale = rgb(0xF3E7CF)
    loose = tuple(n for n in d.motifs if n in photos() and photos()[n].loose)
    if is_wide(b):
        still_life(s, d.motifs, b.part(0.58, 0.1, 0.97, 0.92), d.own_rng("life"))
        logo(s, d, b.part(0.05, 0.1, 0.56, 0.48), g)
        name(s, d, b.part(0.06, 0.52, 0.54, 0.68), pale, lines=1)
        band(s, d, b.part(0.06, 0.73, 0.46, 0.89), d.color, "bar", fonts.GEOMETRIC)
        return
    if loose:
        own = d.own_rng("beans")
        field = b.part(0, float(own.uniform(0.58, 0.72)), 1, 1)
        texture(s, loose[:1], field, (0.07 if loose[0] == "coffee_bean" else 0.11) * b.w, own)
        fade(s, Box(b.x, field.y - 0.02 * b.h, b.w, float(own.uniform(0.1, 0.22)) * b.h), g, upward=True)
    still_life(s, d.motifs, b.part(0.12, 0.5, 0.88, 0.84), d.own_rng("life"))
    s.shade(b.part(0.0, 0.335, 1.0, 0.343), foil(b, _GOLD, _BRIGHT))
    logo(s, d, b.part(0.08, 0.07, 0.92, 0.31), g)
    name(s, d, b.part(0.12, 0.36, 0.88, 0.43), pale, lines=1)
    style = "bar" if rng.random() < 0.5 else "pill"
    band(s, d, b.part(0.14, 0.445, 0.86, 0.51), d.color, style, fonts.GEOMETRIC)
    net(s, d, b, pale, plate=g)


FAMILIES = {
    "teahouse": Family(
        _tea_ground,
        _tea,
        _tea_plain,
        "fine",
        ("hot_drinks/tea",) * 5 + ("breakfast/honey",),
        fine=True,
    ),
    "estate": Family(
        _estate_ground,
        _estate,
        _estate_plain,
        "fine",
        (
            "beverages/wine",
            "beverages/wine",
            "beverages/wine",
            "beverages/white_wine",
            "beverages/white_wine",
            "beverages/white_wine",
            "beverages/spirits",
            "pantry/oil",
            "pantry/vinegar",
        ),
        fine=True,
    ),
    "folk": Family(
        _folk_ground,
        _folk,
        _folk_plain,
        "warm",
        (
            "pantry/spices",
            "pantry/spices",
            "pantry/rice",
            "pantry/rice",
            "pantry/noodles",
            "pantry/noodles",
            "pantry/pulses",
            "snacks/tortilla",
            "pantry/sauce",
            "pantry/pickles",
        ),
    ),
    "roast": Family(
        _roast_ground,
        _roast,
        _roast_plain,
        "firm",
        (
            "hot_drinks/coffee",
            "hot_drinks/coffee",
            "hot_drinks/capsules",
            "hot_drinks/cocoa",
            "snacks/nuts",
            "confectionery/tablets",
            "snacks/crisps",
        ),
        fine=True,
    ),
}
