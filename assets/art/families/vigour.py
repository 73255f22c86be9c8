"""Families of force: sport, technical, cleaning power, sauces with a splash."""

from assets.art import fonts
from assets.art.boxes import Box
from assets.art.colors import WHITE, Color, lch, lighter, mix, readable, to_lch
from assets.art.design import Design
from assets.art.families.base import Family, band, claim, is_wide, logo, name, net, variant, wing
from assets.art.families.own import hero
from assets.art.grounds import burst_light, fade, foil, halftone, sunburst, swoosh
from assets.art.imagery import motif, scatter, still_life
from assets.art.sheet import Sheet, linear, polygon
from assets.art.typography import text


def _sport_plain(d: Design) -> Color:
    hue = to_lch(d.palette.main)[2]
    return (lch(0.22, 0.03, hue), lch(0.95, 0.005, hue), d.palette.main)[int(d.rng("sport").integers(3))]


def _sport_ground(s: Sheet, b: Box, d: Design) -> None:
    """Carbon weave or brushed metal, cut by a wedge of colour."""
    g = _sport_plain(d)
    s.shade(
        b, linear(b.x, b.y, b.right, b.bottom, ((0.0, lighter(g, 0.08)), (0.45, g), (1.0, lighter(g, -0.08))))
    )
    step = 0.03 * b.short
    if step * s.px_per_mm > 2.5:
        with s.inside(b):
            n = int((b.w + b.h) / step)
            for i in range(0, n, 2):
                x = b.x - b.h + i * step
                s.line(x, b.bottom, x + b.h, b.y, lighter(g, 0.035), 0.5 * step)
    with s.inside(b):
        wedge = polygon(
            [(b.x, b.y + 0.78 * b.h), (b.right, b.y + 0.5 * b.h), (b.right, b.bottom), (b.x, b.bottom)]
        )
        c = d.color
        s.paint(
            wedge, linear(b.x, 0, b.right, 0, ((0.0, lighter(c, -0.12)), (0.6, c), (1.0, lighter(c, 0.08))))
        )
        s.line(b.x, b.y + 0.775 * b.h, b.right, b.y + 0.495 * b.h, WHITE, 0.012 * b.h)


def _sport(s: Sheet, b: Box, d: Design) -> None:
    g, p = _sport_plain(d), d.palette
    ink = readable(g, WHITE, p.deep, least=3)
    low = readable(d.color, WHITE, p.deep, least=2.2)
    if is_wide(b):
        logo(s, d, b.part(0.04, 0.08, 0.62, 0.5), g)
        name(s, d, b.part(0.05, 0.54, 0.5, 0.7), ink, lines=1, align="left")
        variant(s, d, b.part(0.55, 0.74, 0.95, 0.92), low, fonts.TECH_ITALIC)
        hero(s, d, b.x + 0.8 * b.w, b.y + 0.38 * b.h, 0.3 * b.h)
        return
    logo(s, d, b.part(0.05, 0.06, 0.95, 0.28), g)
    name(s, d, b.part(0.08, 0.3, 0.8, 0.38), ink, lines=1, align="left")
    text(s, d.claim, fonts.BARLOW_ITALIC, b.part(0.08, 0.39, 0.7, 0.43), ink, align="left")
    burst_light(s, b.part(0.1, 0.44, 1, 0.8), b.x + 0.56 * b.w, b.y + 0.6 * b.h, WHITE, 0.25, 16)
    still_life(s, d.motifs, b.part(0.22, 0.45, 0.92, 0.78), d.own_rng("life"))
    variant(s, d, b.part(0.1, 0.81, 0.92, 0.89), low, fonts.TECH_ITALIC)
    net(s, d, b, low, "left")


def _power_plain(d: Design) -> Color:
    return d.palette.main


def _power_ground(s: Sheet, b: Box, d: Design) -> None:
    """Deep colour with light breaking through and a ribbon thrown across."""
    g = d.palette.main
    s.shade(b, sunburst(b, b.cx, b.y + 0.58 * b.h, lighter(g, 0.16), lighter(g, -0.06)))
    high, low = (float(v) for v in d.own_rng("swoosh").uniform((0.28, 0.66), (0.46, 0.84)))
    swoosh(s, b, d.color, WHITE, high, low, 0.16)


def _power(s: Sheet, b: Box, d: Design) -> None:
    """The brand huge and leaning, suds at the foot, sparkle on what is clean."""
    g, p, rng = d.palette.main, d.palette, d.rng("front")
    ink = readable(g, WHITE, p.accent, least=2.4)
    if is_wide(b):
        burst_light(s, b, b.x + 0.78 * b.w, b.y + 0.45 * b.h, WHITE, 0.3, 18)
        still_life(s, d.motifs, b.part(0.58, 0.06, 0.98, 0.94), d.own_rng("life"))
        logo(s, d, b.part(0.03, 0.06, 0.58, 0.56), g)
        name(s, d, b.part(0.05, 0.6, 0.5, 0.76), ink, p.deep, lines=1)
        band(s, d, b.part(0.05, 0.79, 0.44, 0.94), d.color, "slant", fonts.RUBIK_ITALIC)
        return
    c = b.x + 0.5 * b.w, b.y + 0.6 * b.h
    burst_light(s, b.part(0, 0.3, 1, 0.9), *c, WHITE, 0.4, 22)
    still_life(s, d.motifs, b.part(0.1, 0.44, 0.9, 0.82), d.own_rng("life"))
    scatter(s, "bubbles", b.part(0.0, 0.5, 1.0, 0.95), 0.035 * b.short, 9, d.own_rng("fizz"))
    motif(s, "sparkle", b.x + 0.84 * b.w, b.y + 0.44 * b.h, 0.1 * b.w)
    with s.at(b.cx, b.y + 0.18 * b.h, 1.0, -5):
        logo(s, d, Box(-0.46 * b.w, -0.12 * b.h, 0.92 * b.w, 0.22 * b.h), g)
    name(s, d, b.part(0.08, 0.31, 0.92, 0.4), ink, p.deep, lines=1)
    foot = b.part(0, 0.84, 1, 1)
    s.shade(
        foot,
        linear(
            b.x, 0, b.right, 0, ((0.0, lighter(p.deep, 0.04)), (0.5, lighter(p.deep, 0.12)), (1.0, p.deep))
        ),
    )
    s.box(b.part(0, 0.838, 1, 0.85), p.accent)
    variant(
        s,
        d,
        b.part(0.06, 0.862, 0.66, 0.95),
        readable(p.deep, lighter(d.color, 0.2), WHITE),
        fonts.RUBIK_ITALIC,
        "left",
    )
    text(s, d.net, fonts.RUBIK, b.part(0.7, 0.89, 0.95, 0.935), readable(p.deep), align="right")
    if rng.random() < 0.6:
        claim(s, d, b.x + 0.17 * b.w, b.y + 0.49 * b.h, 0.14 * b.w)


def _chrome_plain(d: Design) -> Color:
    return (
        lch(0.3, 0.07, to_lch(d.palette.main)[2]) if d.rng("chrome").random() < 0.6 else lch(0.88, 0.01, 250)
    )


def _chrome_ground(s: Sheet, b: Box, d: Design) -> None:
    g = _chrome_plain(d)
    s.shade(b, foil(b, lighter(g, -0.05), lighter(g, 0.12)))
    halftone(s, b.part(0, float(d.own_rng("dots").uniform(0.34, 0.6)), 1, 1), d.color, 0.5, 18)


def _chrome(s: Sheet, b: Box, d: Design) -> None:
    """Metal print: a halo of the variant's colour, hard capitals, a data strip."""
    g, p = _chrome_plain(d), d.palette
    ink = readable(g, WHITE, p.deep, least=3)
    if is_wide(b):
        wing(s, d, b, g)
        logo(s, d, b.part(0.04, 0.1, 0.6, 0.5), g)
        name(s, d, b.part(0.05, 0.55, 0.55, 0.7), ink, lines=1)
        band(s, d, b.part(0.05, 0.75, 0.5, 0.91), d.color, "slant", fonts.RUSSO)
        hero(s, d, b.x + 0.8 * b.w, b.cy, 0.34 * b.h)
        return
    c, r = (b.cx, b.y + 0.58 * b.h), min(0.36 * b.w, 0.2 * b.h)
    s.glow(*c, 1.5 * r, d.color, 0.9)
    s.circle(*c, 1.05 * r, mix(d.color, WHITE, 0.4), stroke=0.05 * r)
    hero(s, d, *c, 0.9 * r)
    logo(s, d, b.part(0.06, 0.06, 0.94, 0.27), g)
    name(s, d, b.part(0.1, 0.28, 0.9, 0.35), ink, lines=1)
    fade(s, b.part(0, 0.78, 1, 1), p.deep)
    variant(s, d, b.part(0.1, 0.83, 0.9, 0.9), readable(p.deep, lighter(d.color, 0.15), WHITE), fonts.RUSSO)
    net(s, d, b, readable(p.deep))


FAMILIES = {
    "sport": Family(
        _sport_ground,
        _sport,
        _sport_plain,
        "firm",
        (
            "beverages/sport",
            "beverages/sport",
            "snacks/bars",
            "personal_care/deodorant",
            "personal_care/razors",
            "personal_care/shower",
            "household/toys",
            "confectionery/gum",
        ),
    ),
    "power": Family(
        _power_ground,
        _power,
        _power_plain,
        "loud",
        (
            "household/laundry",
            "household/laundry",
            "household/dish",
            "household/tabs",
            "household/cleaner",
            "household/cleaner",
            "household/glass_cleaner",
            "household/kitchen_towels",
            "personal_care/toothpaste",
        ),
    ),
    "chrome": Family(
        _chrome_ground,
        _chrome,
        _chrome_plain,
        "loud",
        (
            "household/batteries",
            "household/batteries",
            "personal_care/styling",
            "personal_care/razors",
            "beverages/energy",
            "personal_care/deodorant",
            "personal_care/hair_color",
        ),
    ),
}
