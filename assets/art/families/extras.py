"""The small things that crowd real packs: intake tables, seals, taglines, flags. They go where room is."""

import math
from collections.abc import Callable

import numpy as np

from assets.art import fonts
from assets.art.boxes import Box
from assets.art.colors import WHITE, Color, lighter, readable, rgb
from assets.art.design import Design
from assets.art.imagery import motif
from assets.art.nutrition import facts
from assets.art.sheet import Sheet, polygon
from assets.art.strokes import star_shape
from assets.art.typography import text

_FOOD = {"snacks", "confectionery", "beverages", "dairy", "breakfast", "canned", "pantry", "frozen"}
_EVEN = {"modern", "premium", "kraft", "private", "loud"}  # one colour all over: small words can be read
_PLAIN = {"field", "halves", "white", "night"}  # show little beside their words
Extra = Callable[[Sheet, Box, Design, Color], None]


def extras(s: Sheet, b: Box, d: Design, plain: Color) -> None:
    """Add what this line carries, each in the first of its usual places that no text has taken.

    ``plain`` is the ground's mean colour.
    """
    rng = d.rng("extras")
    chosen: list[tuple[Extra, list[Box]]] = []
    calm = d.family in _PLAIN
    if d.category in _FOOD and rng.random() < (0.15 if calm else 0.3):
        chosen.append((_intake, _strips(b)))
    if rng.random() < (0.06 if calm else 0.3):
        chosen.append((_seal, _corners(b, 0.19 * b.short, rng)))
    if rng.random() < (0.0 if calm else 0.1):
        chosen.append((_flag, [_top_corner(b)]))
    if d.family in _EVEN and rng.random() < 0.6:
        chosen.append((_tagline, _lines(b)))
    for draw, places in chosen:
        place = next((p for p in places if _free(s, b, p)), None)
        if place is not None:
            draw(s, place, d, plain)


def _free(s: Sheet, b: Box, place: Box) -> bool:
    """True where no text stands and the place lies on the front."""
    if not b.contains(place, slack=1e-3):
        return False
    air = place.inset(-0.012 * b.short)
    for t in s.texts:
        xs, ys = [c[0] for c in t.corners], [c[1] for c in t.corners]
        if air.overlap(Box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))) > 0:
            return False
    return True


def _strips(b: Box) -> list[Box]:
    """Low strips for an intake table: bottom left, bottom right, a little higher."""
    h = 0.075 * b.h if b.h > b.w else 0.12 * b.h
    w = min(0.44 * b.w, 4.2 * h)
    left, right = b.x + 0.04 * b.w, b.right - 0.04 * b.w - w
    rows = [b.bottom - 1.35 * h, b.bottom - 2.2 * h]
    return [Box(x, y, w, h) for y in rows for x in (left, right)]


def _corners(b: Box, size: float, rng: np.random.Generator) -> list[Box]:
    """Places for a round seal, in an order of the line's own."""
    spots = [(0.03, 0.6), (0.97, 0.6), (0.97, 0.34), (0.03, 0.34), (0.97, 0.76), (0.03, 0.76), (0.97, 0.03)]
    order = rng.permutation(len(spots))
    room_x, room_y = b.w - size, b.h - size
    return [Box(b.x + spots[i][0] * room_x, b.y + spots[i][1] * room_y, size, size) for i in order]


def _top_corner(b: Box) -> Box:
    size = 0.3 * b.short
    return Box(b.right - size, b.y, size, size)


def _lines(b: Box) -> list[Box]:
    """Lines for small words, from the top down."""
    h = 0.022 * max(b.h, 0.6 * b.w)
    return [
        Box(b.x + x * b.w, b.y + y * b.h, 0.4 * b.w, h)
        for y in (0.015, 0.3, 0.95, 0.965, 0.55)
        for x in (0.3, 0.05)
    ]


def _intake(s: Sheet, b: Box, d: Design, _: Color) -> None:
    """Energy and nutrients per portion, each in its own cell."""
    found, portion = facts(d), 0.25 if d.category != "beverages" else 2.5
    words = d.words
    cells = (words.phrases["energy"], words.phrases["fat"], words.term("sugar"), words.phrases["salt"])
    grams = (found.fat * portion, found.sugars * portion, found.salt * portion)
    values = (f"{found.kcal * portion:.0f} kcal", *(f"{words.number(v)} g" for v in grams))
    daily = (found.kcal * portion / 20, *(100 * v / day for v, day in zip(grams, (70, 90, 6), strict=True)))
    w = b.w / len(cells)
    ink = d.palette.ink
    for i, (cell, value, share) in enumerate(zip(cells, values, daily, strict=True)):
        c = Box(b.x + i * w, b.y, w * 0.93, b.h)
        s.box(c, WHITE, radius=0.18 * w)
        s.box(c.part(0.0, 0.62, 1.0, 1.0), lighter(d.palette.light, -0.06), radius=0.16 * w)
        s.frame(c, ink, 0.03 * b.h, 0.18 * w)
        text(s, cell[:1].upper() + cell[1:], fonts.NARROW, c.part(0.1, 0.08, 0.9, 0.26), ink)
        text(s, value, fonts.NARROW_BOLD, c.part(0.1, 0.32, 0.9, 0.56), ink)
        text(s, f"{max(share, 1):.0f} %", fonts.SANS, c.part(0.2, 0.68, 0.8, 0.9), ink)


def _seal(s: Sheet, b: Box, d: Design, _: Color) -> None:
    """A round stamp with a few words."""
    rng = d.rng("seal look")
    seals = d.words.seals_of(d.category, d.sub)
    words = seals[int(rng.integers(len(seals)))]
    color: Color = (rgb(0x2E7D3A), d.palette.deep, rgb(0xB98F3E), rgb(0x1F4E9A))[int(rng.integers(4))]
    r = b.w / 2
    with s.at(b.cx, b.cy, r):
        if rng.random() < 0.5:
            s.fill(star_shape(20, 0.9), color)
        else:
            s.circle(0, 0, 1, color)
        s.circle(0, 0, 0.8, WHITE, stroke=0.04)
        for i in range(5):
            a = math.pi * (0.3 + 0.1 * i)
            s.circle(0.66 * math.cos(a), 0.66 * math.sin(a), 0.05, WHITE)
        ink = readable(color)
        text(s, words, fonts.CONDENSED, Box(-0.6, -0.42, 1.2, 0.78), ink, max_lines=3)


def _flag(s: Sheet, b: Box, d: Design, plain: Color) -> None:
    """A folded corner, coloured, with a sign of the flavour."""
    p = d.palette
    color = readable(plain, p.accent, p.light, d.color, p.main, p.deep, least=1.5)
    s.fill(polygon([(b.x, b.y), (b.right, b.y), (b.right, b.bottom)]), color)
    s.line(b.x, b.y, b.right, b.bottom, readable(color, WHITE, p.deep, least=1.5), 0.035 * b.w)
    motif(s, d.motifs[0], b.x + 0.7 * b.w, b.y + 0.3 * b.h, 0.28 * b.w)


def _tagline(s: Sheet, b: Box, d: Design, plain: Color) -> None:
    rng = d.rng("tagline")
    lines = d.words.seals["line"]
    words = lines[int(rng.integers(len(lines)))]
    if words == lines[0]:
        words = f"{words} 19{int(rng.integers(8, 99)):02d}"
    face = (fonts.SANS, fonts.SERIF_ITALIC, fonts.GROTESK_LIGHT.caps(0.1))[int(rng.integers(3))]
    text(s, words, face, b, readable(plain, d.palette.deep, WHITE, least=4))
