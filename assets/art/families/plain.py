"""Plain families: one or two big fields of colour and the brand's word as large as it goes; little else."""

import math
from collections.abc import Callable
from dataclasses import replace

from assets.art import fonts
from assets.art.boxes import Box
from assets.art.colors import WHITE, Color, contrast, lch, lighter, mix, readable, rgb, to_lch
from assets.art.design import Design
from assets.art.families.base import Family, is_wide, name, net, variant
from assets.art.families.own import hero
from assets.art.logotype import draw_logo
from assets.art.sheet import Sheet, blob, polygon
from assets.art.strokes import wavy
from assets.art.typography import text
from assets.words import FOODS

_SILVER, _GOLD = rgb(0xD9DCE0), rgb(0xCBA45A)


def wordmark(s: Sheet, d: Design, b: Box, on: Color, ink: Color) -> None:
    """The brand's word without a plate, as large as ``b`` holds; some lines keep their letters' effect."""
    effect = d.logo.effect if d.number("effect", 2) and d.logo.effect != "two tone" else "plain"
    bare = replace(
        d.logo, plate="none", ground=ink, ink=ink, effect=effect, ornament="none", monogram=False,
        tilt_deg=0.0, outlined=effect in ("outlined", "double", "extruded"),
    )  # fmt: skip
    draw_logo(s, bare, b, on)


def _upright(s: Sheet, d: Design, b: Box, on: Color, ink: Color) -> None:
    """The word read from below upwards, as tall cans and bottles show it."""
    with s.at(b.cx, b.cy, 1.0, -90):
        wordmark(s, d, Box(-b.h / 2, -b.w / 2, b.h, b.w), on, ink)


def _is_tall(b: Box) -> bool:
    return b.h > 1.9 * b.w


def apart(color: Color, on: Color) -> Color:
    """``color``, or a lighter or darker one where it would sink into ``on``."""
    if contrast(color, on) >= 1.35:
        return color
    return lighter(color, -0.2 if to_lch(on)[0] > 0.5 else 0.22)


# ---- Signs: a flat figure of the line in place of a photograph


def _rings(s: Sheet, c: Color) -> None:
    for r in (0.95, 0.62, 0.28):
        s.circle(0, 0, r, c, stroke=0.14)


def _bars(s: Sheet, c: Color) -> None:
    for x, y0 in ((-0.75, 0.25), (-0.2, -0.3), (0.35, -0.9)):
        s.fill(polygon([(x, y0), (x + 0.36, y0 - 0.1), (x + 0.36, 0.95), (x, 0.95)]), c)


def _chevrons(s: Sheet, c: Color) -> None:
    for y in (-0.85, -0.3, 0.25):
        s.fill(
            polygon([(-0.9, y + 0.5), (0, y), (0.9, y + 0.5), (0.9, y + 0.8), (0, y + 0.3), (-0.9, y + 0.8)]),
            c,
        )


def _petals(s: Sheet, c: Color) -> None:
    for k in range(6):
        with s.at(0, 0, 1, 60 * k):
            s.fill(blob([(0, -0.12), (0.42, -0.55, 0, -1.0), (-0.42, -0.55, 0, -0.12)]), c)


def _dots(s: Sheet, c: Color) -> None:
    for j in range(5):
        for i in range(5):
            s.circle(0.42 * (i - 2), 0.42 * (j - 2), 0.17 - 0.028 * (i + 4 - j) / 2, c)


def _drop(s: Sheet, c: Color) -> None:
    s.fill(
        blob([(0, -1.0), (0.9, 0.1, 0.62, 0.55), (0.3, 1.0, -0.3, 1.0, -0.62, 0.55), (-0.9, 0.1, 0, -1.0)]), c
    )


def _horizon(s: Sheet, c: Color) -> None:
    for k in range(5):
        y = -0.7 + 0.38 * k
        half = math.sqrt(max(1 - y * y, 0.0))
        s.box(Box(-half, y, 2 * half, 0.3 - 0.045 * k), c)


_SIGNS: tuple[Callable[[Sheet, Color], None], ...] = (
    _rings, _bars, _chevrons, _petals, _dots, _drop, _horizon
)  # fmt: skip


def sign(s: Sheet, d: Design, x: float, y: float, r: float, color: Color) -> None:
    """What stands in the circle of radius ``r``: on food mostly its picture, elsewhere the line's figure,
    turned and sized a little by the variant; or nothing."""
    chance = d.number("sign", 100)
    pictured, figured = (65, 75) if d.category in FOODS else (18, 68)
    if chance < pictured:
        hero(s, d, x, y, 1.05 * r)
    elif chance < figured:
        turn, size = (float(v) for v in d.own_rng("sign").uniform((-8, 0.85), (8, 1.1)))
        with s.at(x, y, r * size, turn):
            _SIGNS[d.number("figure", len(_SIGNS))](s, color)


# ---- Field: one colour all over


def _field_plain(d: Design) -> Color:
    return d.ground


def _field_strip(b: Box, d: Design) -> Box:
    top = 0.7 + 0.04 * float(d.own_rng("strip").random())
    return b.part(0.0, top, 1.0, top + 0.13)


def _field_ground(s: Sheet, b: Box, d: Design) -> None:
    s.box(b, d.ground)
    if not d.on_flavor:
        s.box(_field_strip(b, d), apart(d.color, d.ground))


def _field(s: Sheet, b: Box, d: Design) -> None:
    """The word across the pack; the variant on its strip, or below where the ground says it already."""
    g = d.ground
    ink = readable(g, WHITE, d.palette.accent, d.palette.deep, least=2.2)
    strip = g if d.on_flavor else apart(d.color, g)
    strip_ink = readable(strip, WHITE, d.palette.deep, least=2.2)
    low = _field_strip(b, d)
    net(s, d, b, ink, "left" if d.number("net", 2) else "right")
    said = low.part(0.08, 0.2, 0.92, 0.8)
    if is_wide(b):
        wordmark(s, d, b.part(0.05, 0.08, 0.64, 0.5), g, ink)
        name(s, d, b.part(0.05, 0.53, 0.62, 0.67), ink, align="left", lines=1)
        variant(s, d, Box(b.x + 0.05 * b.w, said.y, 0.6 * b.w, said.h), strip_ink, align="left")
        sign(s, d, b.x + 0.83 * b.w, b.y + 0.37 * b.h, min(0.12 * b.w, 0.3 * b.h), ink)
        return
    variant(s, d, said, strip_ink)
    if _is_tall(b) and d.number("upright", 2):
        _upright(s, d, b.part(0.1, 0.05, 0.68, 0.66), g, ink)
        with s.at(b.x + 0.82 * b.w, b.y + 0.36 * b.h, 1.0, -90):
            name(s, d, Box(-0.28 * b.h, -0.09 * b.w, 0.56 * b.h, 0.18 * b.w), ink, lines=1)
        return
    if d.number("place", 2):
        wordmark(s, d, b.part(0.05, 0.2, 0.95, 0.52), g, ink)
        name(s, d, b.part(0.1, 0.56, 0.9, 0.65), ink)
        return
    wordmark(s, d, b.part(0.05, 0.05, 0.95, 0.27), g, ink)
    name(s, d, b.part(0.1, 0.29, 0.9, 0.38), ink)
    sign(s, d, b.cx, b.y + 0.54 * b.h, min(0.36 * b.w, 0.145 * b.h), ink)


# ---- Halves: two fields, one above the other


def _fields(d: Design) -> tuple[Color, Color]:
    """The upper and the lower field; one of them is the variant's."""
    p, c = d.palette, d.color
    pairs = ((p.main, c), (c, p.main), (WHITE, c), (c, p.deep), (p.deep, c), (p.main, c))
    upper, lower = pairs[d.number("halves", len(pairs))]
    return (upper, apart(lower, upper)) if lower is c else (apart(upper, lower), lower)


def _level(d: Design) -> float:
    return (0.42, 0.5, 0.58)[d.number("level", 3)]


def _halves_ground(s: Sheet, b: Box, d: Design) -> None:
    upper, lower = _fields(d)
    s.box(b, upper)
    y, kind = b.y + _level(d) * b.h, d.number("divide", 4)
    own = float(d.own_rng("divide").uniform(-0.015, 0.015)) * b.h
    with s.inside(b):
        if kind == 0:
            s.fill(wavy(b, y + own, 0.025 * b.h, 0.5, 0.4), lower)
        elif kind == 1:
            lean = 0.03 * b.h + own
            ends = [(b.x, y + lean), (b.right, y - lean), (b.right, b.bottom), (b.x, b.bottom)]
            s.fill(polygon(ends), lower)
        else:
            s.box(Box(b.x, y + own, b.w, b.bottom - y - own), lower)
            if kind == 2:
                s.box(
                    Box(b.x, y + own - 0.008 * b.h, b.w, 0.016 * b.h),
                    readable(upper, WHITE, _GOLD, least=1.4),
                )


def _halves(s: Sheet, b: Box, d: Design) -> None:
    """The brand above, the product below."""
    upper, lower = _fields(d)
    ink = readable(upper, WHITE, d.palette.accent, d.palette.deep, least=2.2)
    below = readable(lower, WHITE, d.palette.deep, least=2.2)
    at = _level(d)
    net(s, d, b, below)
    if is_wide(b):
        wordmark(s, d, b.part(0.05, 0.08, 0.64, at - 0.06), upper, ink)
        name(s, d, b.part(0.05, at + 0.06, 0.64, at + 0.2), below, align="left", lines=1)
        variant(s, d, b.part(0.05, at + 0.23, 0.6, at + 0.34), below, align="left")
        sign(s, d, b.x + 0.84 * b.w, b.y + 0.4 * b.h, min(0.11 * b.w, 0.3 * b.h), ink)
        return
    wordmark(s, d, b.part(0.06, 0.08, 0.94, at - 0.07), upper, ink)
    name(s, d, b.part(0.08, at + 0.06, 0.92, at + 0.16), below)
    variant(s, d, b.part(0.1, at + 0.18, 0.9, at + 0.245), below, fonts.SANS_MEDIUM)
    room = 0.91 - (at + 0.265)
    if room > 0.12 and d.number("lower sign", 3):
        sign(s, d, b.cx, b.y + (at + 0.265 + room / 2) * b.h, min(0.34 * b.w, 0.48 * room * b.h), below)


# ---- White: paper, one thin sign of colour, words flush left


def _white_plain(d: Design) -> Color:
    return (WHITE, rgb(0xF4F5F4), mix(WHITE, d.palette.main, 0.04))[d.number("white", 3)]


def _white_ground(s: Sheet, b: Box, d: Design) -> None:
    s.box(b, _white_plain(d))
    style, c, u = d.number("white style", 4), d.color, float(d.own_rng("wide").random())
    if style == 0:
        s.box(b.part(0.0, 0.0, 0.06 + 0.04 * u, 1.0), c)
        s.box(b.part(0.0, 0.9 - 0.1 * u, 1.0, 1.0), c)
    elif style == 1:
        s.box(b.part(0.0, 0.76 + 0.12 * u, 1.0, 1.0), c)
    elif style == 2:
        s.box(b.part(0.0, 0.0, 1.0, 0.05), d.palette.main)
        s.box(b.part(0.0, 0.05, 1.0, 0.07 + 0.04 * u), c)
        s.box(b.part(0.0, 0.88 - 0.1 * u, 1.0, 1.0), c)
    else:
        s.box(b.part(0.0, 0.82 - 0.05 * u, 1.0, 0.87), c)
        s.box(b.part(0.0, 0.88, 1.0, 0.895), d.palette.main)


def _white(s: Sheet, b: Box, d: Design) -> None:
    on, p = _white_plain(d), d.palette
    strong = readable(on, p.main, p.deep, least=2.6)
    soft = readable(on, lighter(d.color, -0.1), p.deep, least=3)
    foot = on if d.number("white style", 4) == 3 else d.color
    net(s, d, b, readable(foot, p.ink, WHITE, least=3))
    lines = d.words.claims_of(d.category, d.sub)[:2]
    if is_wide(b):
        wordmark(s, d, b.part(0.1, 0.16, 0.55, 0.42), on, strong)
        name(s, d, b.part(0.1, 0.47, 0.6, 0.6), p.ink, align="left", lines=1)
        variant(s, d, b.part(0.1, 0.63, 0.55, 0.73), soft, fonts.SANS_MEDIUM, "left")
        sign(s, d, b.x + 0.8 * b.w, b.y + 0.42 * b.h, min(0.14 * b.w, 0.3 * b.h), soft)
        return
    wordmark(s, d, b.part(0.12, 0.13, 0.9, 0.27), on, strong)
    name(s, d, b.part(0.12, 0.3, 0.92, 0.4), p.ink, align="left")
    variant(s, d, b.part(0.12, 0.415, 0.85, 0.465), soft, fonts.SANS_MEDIUM, "left")
    for i, line in enumerate(lines):
        text(s, line, fonts.SANS, b.part(0.12, 0.49 + 0.036 * i, 0.7, 0.516 + 0.036 * i), p.ink, align="left")
    sign(s, d, b.x + 0.64 * b.w, b.y + 0.665 * b.h, min(0.3 * b.w, 0.095 * b.h), soft)


# ---- Night: nearly black, one thin colour, light letters


def _night_plain(d: Design) -> Color:
    hue = to_lch(d.palette.main)[2]
    tones = (lch(0.15, 0.005, 270), lch(0.2, 0.012, 260), lch(0.21, 0.055, hue), lch(0.27, 0.01, 250))
    return tones[d.number("night", len(tones))]


def _night_ground(s: Sheet, b: Box, d: Design) -> None:
    s.box(b, _night_plain(d))
    style, c = d.number("night style", 4), lighter(d.color, 0.05)
    at, lean = (float(v) for v in d.own_rng("night").uniform((0.72, 0.02), (0.79, 0.07)))
    with s.inside(b):
        if style == 0:
            s.box(b.part(0.0, at, 1.0, at + 0.4 * lean), c)
        elif style == 1:
            y = b.y + at * b.h
            s.fill(
                polygon(
                    [(b.x, y + lean * b.h), (b.right, y - lean * b.h), (b.right, b.bottom), (b.x, b.bottom)]
                ),
                c,
            )
        elif style == 2:
            s.box(b.part(0.0, at, 1.0, at + 0.15), c)
        else:
            s.box(b.part(0.0, 0.0, 1.0, 0.06), c)
            s.box(b.part(0.0, at + 0.12, 1.0, 1.0), c)


def _night(s: Sheet, b: Box, d: Design) -> None:
    on = _night_plain(d)
    light = (WHITE, _SILVER, _GOLD, lighter(d.color, 0.16))[d.number("metal", 4)]
    ink = readable(on, light, WHITE, least=4)
    tone = readable(on, lighter(d.color, 0.12), WHITE, least=3)
    style = d.number("night style", 4)
    net(s, d, b, readable(lighter(d.color, 0.05)) if style in (1, 3) else readable(on, _SILVER))
    if is_wide(b):
        wordmark(s, d, b.part(0.06, 0.14, 0.64, 0.42), on, ink)
        name(s, d, b.part(0.06, 0.46, 0.6, 0.56), readable(on, _SILVER), align="left", lines=1)
        variant(s, d, b.part(0.06, 0.585, 0.5, 0.665), tone, align="left")
        sign(s, d, b.x + 0.84 * b.w, b.y + 0.38 * b.h, min(0.11 * b.w, 0.26 * b.h), tone)
        return
    if _is_tall(b) and d.number("upright", 2):
        _upright(s, d, b.part(0.2, 0.08, 0.8, 0.52), on, ink)
    else:
        wordmark(s, d, b.part(0.08, 0.08, 0.92, 0.26), on, ink)
        sign(s, d, b.cx, b.y + 0.4 * b.h, min(0.26 * b.w, 0.1 * b.h), tone)
    name(s, d, b.part(0.1, 0.535, 0.9, 0.61), readable(on, _SILVER), lines=1)
    variant(s, d, b.part(0.1, 0.625, 0.9, 0.675), tone)


FAMILIES = {
    "field": Family(
        _field_ground, _field, _field_plain, "firm",
        ("beverages", "beverages/soft_drinks", "beverages/multipacks", "beverages/energy", "household",
         "household", "personal_care", "confectionery", "confectionery", "snacks", "breakfast", "canned",
         "pet_food"),
    ),
    "halves": Family(
        _halves_ground, _halves, lambda d: _fields(d)[0], "firm",
        ("household", "personal_care", "confectionery", "pantry", "canned", "canned", "dairy",
         "frozen", "breakfast", "pet_food", "beverages/multipacks", "personal_care/tablets"),
    ),
    "white": Family(
        _white_ground, _white, _white_plain, "calm",
        ("personal_care", "personal_care", "baby", "dairy", "dairy", "pantry", "household/tissues",
         "household/toilet_paper", "household/kitchen_towels", "household/bulbs", "household/softener",
         "beverages/water", "beverages/spirits", "beverages/wine", "beverages/white_wine",
         "beverages/white_wine", "breakfast"),
        fine=True,
    ),
    "night": Family(
        _night_ground, _night, _night_plain, "firm",
        ("personal_care/deodorant", "personal_care/deodorant", "personal_care/shower",
         "personal_care/shampoo",
         "personal_care/styling", "personal_care/shaving", "personal_care/razors", "beverages/energy",
         "beverages/beer", "beverages/spirits", "beverages/soft_drinks", "hot_drinks", "confectionery",
         "snacks", "household/batteries", "household/air", "pet_food", "personal_care/toothpaste"),
        fine=True,
    ),
}  # fmt: skip
