"""Families that sell by restraint or by indulgence: premium, modern, indulgent, crest."""

import math

from assets.art import fonts
from assets.art.boxes import Box
from assets.art.colors import WHITE, Color, lch, lighter, lightness, mix, readable, rgb, to_lch
from assets.art.design import Design
from assets.art.families.base import Family, band, is_wide, logo, name, net, variant, wing
from assets.art.families.own import hero
from assets.art.grounds import mottle, vignette
from assets.art.imagery import rays, still_life
from assets.art.sheet import Sheet, blob, linear, radial
from assets.art.strokes import oval_shape, smooth
from assets.art.typography import text

_GOLD = rgb(0xCBA24C)
_DARK_MOTIFS = {"paw", "choc", "coffee_bean", "cocoa", "peppercorn", "olive", "cookie", "grape"}


def _gold(b: Box) -> object:
    return linear(
        b.x,
        b.y,
        b.right,
        b.bottom,
        ((0.0, rgb(0x9A7328)), (0.45, rgb(0xF1DA94)), (0.6, rgb(0xCBA24C)), (1.0, rgb(0x8F6A24))),
    )


def _premium_plain(d: Design) -> Color:
    hue = to_lch(d.palette.main)[2]
    base = (rgb(0x17181B), lch(0.3, 0.06, hue), rgb(0xF3EFE7), lch(0.84, 0.035, hue))
    return mix(base[int(d.rng("premium").integers(4))], d.color, 0.16)


def _premium_ground(s: Sheet, b: Box, d: Design) -> None:
    g = _premium_plain(d)
    s.down(b, lighter(g, 0.015), lighter(g, -0.015))
    mottle(s, b, 0.05, b.w)
    vignette(s, b, lighter(g, -0.2), 0.3)


def _premium(s: Sheet, b: Box, d: Design) -> None:
    """Much empty ground, a thin frame, one picture, small capitals."""
    g = _premium_plain(d)
    ink = readable(g, _GOLD, WHITE, d.palette.ink, least=4)
    pad = 0.05 * b.short
    s.frame(b.inset(pad), ink, 0.008 * b.short)
    if is_wide(b):
        wing(s, d, b.inset(1.6 * pad), g)
        logo(s, d, b.part(0.1, 0.2, 0.56, 0.5), g)
        name(s, d, b.part(0.1, 0.54, 0.56, 0.67), ink, lines=1)
        variant(s, d, b.part(0.1, 0.71, 0.5, 0.81), ink, fonts.GROTESK_LIGHT)
        hero(s, d, b.x + 0.76 * b.w, b.cy, 0.3 * b.h)
        return
    logo(s, d, b.part(0.14, 0.1, 0.86, 0.25), g)
    lost = lightness(g) < 0.45 and d.motifs[0] in _DARK_MOTIFS
    if lost or d.rng("disc").random() < 0.5:
        s.circle(b.cx, b.y + 0.455 * b.h, min(0.27 * b.w, 0.18 * b.h), d.color)
    hero(s, d, b.cx, b.y + 0.455 * b.h, min(0.27 * b.w, 0.18 * b.h))
    name(s, d, b.part(0.14, 0.65, 0.86, 0.75), ink)
    s.box(b.part(0.0, 0.79, 1.0, 0.86), d.color)
    variant(s, d, b.part(0.15, 0.803, 0.85, 0.847), readable(d.color), fonts.GROTESK.caps(0.08))
    text(s, d.net, fonts.GROTESK_LIGHT, b.part(0.3, 0.89, 0.7, 0.925), ink)


def _modern_plain(d: Design) -> Color:
    _lightness, chroma, hue = to_lch(d.color)
    return (lch(0.83, min(chroma, 0.12), hue), d.color, d.palette.main, lch(0.95, 0.025, 90))[
        int(d.rng("modern").integers(4))
    ]


def _modern_ground(s: Sheet, b: Box, d: Design) -> None:
    g = _modern_plain(d)
    s.down(b, lighter(g, 0.015), lighter(g, -0.03))
    mottle(s, b, 0.04, 1.5 * b.w)


def _modern(s: Sheet, b: Box, d: Design) -> None:
    """Flat shapes, big lower-case letters, the name small."""
    g, rng = _modern_plain(d), d.rng("front")
    ink = readable(g, d.palette.deep, WHITE, least=3.5)
    shape_color = d.color if g != d.color else lighter(d.color, 0.14)
    kind = int(rng.integers(3))
    art = b.part(0.54, 0.06, 0.98, 0.94) if is_wide(b) else b.part(0.04, 0.4, 0.96, 0.9)
    du, dv, k = (float(v) for v in d.own_rng("shape").uniform((-0.1, -0.08, 0.8), (0.1, 0.08, 1.12)))
    r = 0.5 * k * art.short
    art = art.moved(du * art.short, dv * art.short)
    if kind == 0:
        s.circle(art.cx, art.cy, r, shape_color)
    elif kind == 1:
        points = [
            (art.cx + r * k * math.cos(i * 0.785), art.cy + r * k * math.sin(i * 0.785))
            for i, k in enumerate(1.0 + 0.45 * rng.random(8))
        ]
        s.fill(smooth(points), shape_color)
    else:
        for i in range(4):
            s.circle(
                art.cx,
                art.cy + 0.25 * r,
                r * (1.15 - 0.25 * i),
                (d.palette.second, d.palette.accent, shape_color, g)[i],
            )
    still_life(s, d.motifs, art.inset(0.13 * art.w, 0.13 * art.h), d.own_rng("life"))
    if is_wide(b):
        logo(s, d, b.part(0.04, 0.1, 0.53, 0.5), g)
        name(s, d, b.part(0.05, 0.56, 0.5, 0.72), ink, align="left")
        variant(s, d, b.part(0.05, 0.76, 0.45, 0.88), ink, fonts.GEOMETRIC, "left")
        return
    logo(s, d, b.part(0.06, 0.05, 0.94, 0.23), g)
    name(s, d, b.part(0.09, 0.25, 0.91, 0.325), ink, lines=1, align="left")
    variant(s, d, b.part(0.09, 0.335, 0.91, 0.39), ink, fonts.GEOMETRIC, "left")
    net(s, d, b, ink, "left")


def _indulgent_plain(d: Design) -> Color:
    hue = to_lch(d.palette.main)[2]
    base = (rgb(0x3A1E14), lch(0.27, 0.09, hue), rgb(0x7A1420), rgb(0x1B1A1E))
    return mix(base[int(d.rng("indulgent").integers(4))], d.color, 0.24)


def _indulgent_ground(s: Sheet, b: Box, d: Design) -> None:
    g, light = _indulgent_plain(d), d.own_rng("light").uniform((0.15, 0.25), (0.85, 0.7))
    s.shade(
        b,
        radial(
            b.x + float(light[0]) * b.w,
            b.y + float(light[1]) * b.h,
            0.75 * max(b.w, b.h),
            ((0.0, lighter(g, 0.15)), (1.0, lighter(g, -0.05))),
        ),
    )
    low = float(d.own_rng("ribbons").uniform(0.4, 0.72))
    with s.inside(b):
        for i in range(3):
            y = b.y + (low + 0.06 * i) * b.h
            curve = blob(
                [
                    (b.x - 1, y),
                    (
                        b.x + 0.3 * b.w,
                        y - 0.22 * b.h,
                        b.x + 0.6 * b.w,
                        y + 0.2 * b.h,
                        b.right + 1,
                        y - 0.1 * b.h,
                    ),
                ],
                close=False,
            )
            s.stroke(curve, (_GOLD, lighter(g, 0.16), d.color)[i], (0.008, 0.03, 0.05)[i] * b.h, 0.9)


def _indulgent(s: Sheet, b: Box, d: Design) -> None:
    g = _indulgent_plain(d)
    if is_wide(b):
        wing(s, d, b, g)
        s.glow(b.x + 0.76 * b.w, b.cy, 0.5 * b.h, d.color, 0.6)
        still_life(s, d.motifs, b.part(0.56, 0.12, 0.97, 0.92), d.own_rng("life"))
        logo(s, d, b.part(0.04, 0.08, 0.56, 0.48), g)
        name(s, d, b.part(0.05, 0.52, 0.5, 0.66), readable(g, lighter(_GOLD, 0.12)), lines=1)
        band(s, d, b.part(0.05, 0.72, 0.45, 0.9), d.color, "bar", fonts.SERIF_ITALIC)
        return
    s.glow(b.cx, b.y + 0.66 * b.h, 0.55 * b.w, d.color, 0.75)
    still_life(s, d.motifs, b.part(0.1, 0.5, 0.9, 0.88), d.own_rng("life"))
    logo(s, d, b.part(0.07, 0.07, 0.93, 0.27), g)
    name(s, d, b.part(0.12, 0.29, 0.88, 0.38), readable(g, lighter(_GOLD, 0.12)))
    plate = b.part(0.12, 0.4, 0.88, 0.475)
    s.shade(plate, _gold(plate))
    variant(s, d, plate.part(0.06, 0.18, 0.94, 0.82), rgb(0x2A1A10), fonts.SERIF_BLACK_ITALIC)
    net(s, d, b, readable(g, lighter(_GOLD, 0.1)))


def _crest_plain(d: Design) -> Color:
    return d.color if d.on_flavor else d.palette.main


def _crest_ground(s: Sheet, b: Box, d: Design) -> None:
    g = _crest_plain(d)
    s.down(b, lighter(g, -0.05), lighter(g, -0.09), lighter(g, 0.03))
    for y in (0.04, 0.94):
        s.shade(b.part(0, y, 1, y + 0.02), _gold(b))
    top = 0.76 if is_wide(b) else float(d.own_rng("foot").uniform(0.66, 0.73))
    s.box(b.part(0, top, 1, 0.94), _crest_foot(d))
    s.shade(b.part(0, top - 0.008, 1, top), _gold(b))


def _crest_foot(d: Design) -> Color:
    """The field under the medal, towards the variant's colour."""
    return mix(_crest_plain(d), d.band, 0.6)


def _crest(s: Sheet, b: Box, d: Design) -> None:
    """A medal in the middle with the brand across it: beer, oil, tradition."""
    g = _crest_plain(d)
    c = (b.cx, b.y + 0.43 * b.h) if not is_wide(b) else (b.cx, b.cy)
    r = 0.38 * b.short if not is_wide(b) else 0.42 * b.h
    ring = Box(c[0] - r, c[1] - r, 2 * r, 2 * r)
    s.paint(oval_shape(r, r * 1.12, *c), _gold(ring))
    s.paint(oval_shape(r * 0.92, r * 1.03, *c), radial(*c, r, ((0.0, WHITE), (1.0, mix(WHITE, _GOLD, 0.25)))))
    rays(s, Box(c[0] - r * 0.6, c[1] - r * 0.6, 1.2 * r, 1.2 * r), *c, _GOLD, 0.25)
    hero(s, d, c[0], c[1] - 0.42 * r, 0.42 * r, d.motifs[-1])
    plate = Box(b.x + 0.06 * b.w, c[1], 0.88 * b.w, 0.5 * r)
    if is_wide(b):
        half = min(1.5 * r, 0.27 * b.w)
        plate = Box(c[0] - half, c[1], 2 * half, 0.5 * r)
    s.box(plate, d.palette.deep)
    s.frame(plate.inset(plate.h * 0.07), _GOLD, plate.h * 0.04)
    text(s, d.brand, d.logo.face, plate.part(0.06, 0.2, 0.94, 0.8), WHITE)
    low = (
        b.part(0.12, 0.74, 0.88, 0.81)
        if not is_wide(b)
        else Box(plate.right + 0.02 * b.w, plate.y, b.right - plate.right - 0.05 * b.w, plate.h)
    )
    if not is_wide(b):
        foot = _crest_foot(d)
        name(s, d, low, readable(foot, WHITE), lines=1)
        ink = readable(foot, lighter(_GOLD, 0.15), WHITE)
        variant(s, d, b.part(0.15, 0.83, 0.85, 0.89), ink, fonts.BOOK_ITALIC)
    else:
        name(s, d, low, readable(g, WHITE), lines=1)
        variant(
            s,
            d,
            Box(b.x + 0.03 * b.w, plate.y, plate.x - b.x - 0.05 * b.w, plate.h),
            readable(g, WHITE),
            fonts.BOOK_ITALIC,
        )


FAMILIES = {
    "premium": Family(_premium_ground, _premium, _premium_plain, mood="fine", fine=True),
    "modern": Family(_modern_ground, _modern, _modern_plain, mood="firm", fine=True),
    "indulgent": Family(_indulgent_ground, _indulgent, _indulgent_plain, mood="warm", fine=True),
    "crest": Family(_crest_ground, _crest, _crest_plain, mood="warm", fine=True),
}
