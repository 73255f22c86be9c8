"""What tells the variants of a line apart beside their colour: a form on the ground, the picture's layout."""

import math
from collections.abc import Callable

import numpy as np

from assets.art.boxes import Box
from assets.art.colors import Color, lighter, lightness, mix
from assets.art.design import Design
from assets.art.imagery import motif, piece
from assets.art.photo import sprites
from assets.art.photo.library import photos
from assets.art.sheet import Sheet, blob, polygon
from assets.art.strokes import wavy

Form = Callable[[Sheet, Box, Color, np.random.Generator], None]
_PICTURED = frozenset(("panorama", "water", "harvest", "table", "kraft"))  # their grounds are pictures
_PLAIN = frozenset(("field", "halves", "white", "night"))  # here it may hardly be seen


def form(s: Sheet, b: Box, d: Design, plain: Color) -> None:
    """A form in the ground's own colour, a little lighter or darker and towards the variant's.

    The line chooses which; where it stands, how large it is, and on grounds neither dark nor pale which of
    the two, the variant: as ranges do that turn one drawing round from sort to sort. ``plain`` is the
    ground's mean colour.
    """
    if d.family in _PICTURED:
        return
    own = d.own_rng("form")
    light = lightness(plain)
    by = 0.15 if light < 0.3 else (0.11 if light < 0.55 else -0.09)
    strength = float(own.uniform(0.6, 1.3)) * (0.9 if d.family in _PLAIN else 1.0)
    if 0.35 < light < 0.8 and own.random() < 0.5:
        by = -by
    tone = lighter(mix(plain, d.color, 0.16), by * strength)
    with s.inside(b):
        _FORMS[d.number("form", len(_FORMS))](s, b, tone, own)


def _disc(s: Sheet, b: Box, tone: Color, rng: np.random.Generator) -> None:
    u, v, r = rng.uniform((0.0, 0.1, 0.5), (1.0, 0.9, 0.85))
    s.circle(b.x + float(u) * b.w, b.y + float(v) * b.h, float(r) * b.short, tone, 0.8)


def _beam(s: Sheet, b: Box, tone: Color, rng: np.random.Generator) -> None:
    at, wide, lean = (float(v) for v in rng.uniform((0.0, 0.25, -0.6), (0.75, 0.5, 0.6)))
    x, w, k = b.x + at * b.w, wide * b.w, lean * b.w
    s.fill(polygon([(x + k, b.y), (x + w + k, b.y), (x + w - k, b.bottom), (x - k, b.bottom)]), tone, 0.8)


def _swell(s: Sheet, b: Box, tone: Color, rng: np.random.Generator) -> None:
    at, high, phase = (float(v) for v in rng.uniform((0.3, 0.03, 0.0), (0.8, 0.09, 6.0)))
    down = bool(rng.random() < 0.5)
    s.fill(wavy(b, b.y + at * b.h, high * b.h, 1.0, phase, down=down), tone, 0.8)


def _bow(s: Sheet, b: Box, tone: Color, rng: np.random.Generator) -> None:
    left, right, sag, wide = (float(v) for v in rng.uniform((0.1, 0.1, -0.35, 0.2), (0.8, 0.8, 0.35, 0.36)))
    y0, y1, mid = b.y + left * b.h, b.y + right * b.h, b.y + ((left + right) / 2 + sag) * b.h
    w = wide * b.h
    ribbon = [
        (b.x - 1, y0), (b.cx, mid, b.right + 1, y1), (b.right + 1, y1 + w), (b.cx, mid + w, b.x - 1, y0 + w)
    ]  # fmt: skip
    s.fill(blob(ribbon), tone, 0.8)


def _fan(s: Sheet, b: Box, tone: Color, rng: np.random.Generator) -> None:
    u, v, turn = (float(x) for x in rng.uniform((0.1, 0.3, 0.0), (0.9, 0.8, 6.3)))
    x, y, reach = b.x + u * b.w, b.y + v * b.h, b.w + b.h
    for k in range(3):
        a, wide = turn + 2.1 * k, 0.55
        ends = [(x + reach * math.cos(a + e), y + reach * math.sin(a + e)) for e in (-wide / 2, wide / 2)]
        s.fill(polygon([(x, y), *ends]), tone, 0.8)


_FORMS: tuple[Form, ...] = (_disc, _beam, _swell, _bow, _fan)


def hero(s: Sheet, d: Design, x: float, y: float, r: float, name: str = "") -> None:
    """The one thing that the face shows, in the circle of radius ``r`` (mm) around (x, y): alone, before a
    second, as three, or loose pieces as a heap; its layout and turn are the variant's own."""
    name, own = name or d.motifs[0], d.own_rng("hero")
    side = 1.0 if own.random() < 0.5 else -1.0
    first = int(own.integers(sprites.VARIANTS))
    turns = [float(t) for t in own.normal(0, 11, 3)]
    if name in photos() and photos()[name].loose and own.random() < 0.75:
        _heap(s, d, name, (x, y, r), own)
        return
    count = int(own.choice([1, 2, 2, 3]))
    if count == 1:
        dx, dy, k = (float(v) for v in own.uniform((-0.14, -0.1, 0.86), (0.14, 0.1, 1.06)))
        motif(s, name, x + dx * r, y + dy * r, k * r, turns[0], variant=first)
        return
    second = d.motifs[1 % len(d.motifs)] if own.random() < 0.5 else name
    back, front = float(own.uniform(0.42, 0.62)), float(own.uniform(0.68, 0.84))
    if count == 3:
        motif(s, second, x - side * 0.55 * r, y + 0.42 * r, 0.5 * back * 1.6 * r, turns[2], variant=first + 2)
    motif(s, second, x + side * 0.5 * r, y - 0.34 * r, back * r, turns[1], variant=first + 1)
    motif(s, name, x - side * 0.18 * r, y + 0.12 * r, front * r, turns[0], variant=first)


def _heap(
    s: Sheet, d: Design, name: str, place: tuple[float, float, float], rng: np.random.Generator
) -> None:
    """Loose pieces heaped up, of all the kinds that the variant has, ``name`` foremost."""
    x, y, r = place
    kinds = [name, *(m for m in d.motifs if m != name and m in photos() and photos()[m].loose)]
    rows = ((3, -0.5), (4, -0.02), (5, 0.46)) if rng.random() < 0.5 else ((2, -0.48), (3, 0.0), (4, 0.46))
    size = r * (1.05 / rows[-1][0] + 0.06)
    number = 0
    for count, v in rows:
        for i in range(count):
            number += 1
            u = (i - (count - 1) / 2) * 1.62 * size + float(rng.normal(0, 0.14)) * size
            kind = kinds[number % len(kinds)] if rng.random() < 0.6 else name
            piece(
                s, kind, x + u, y + v * r + float(rng.normal(0, 0.1)) * size, 1.12 * size,
                float(rng.uniform(0, 360)), number,
            )  # fmt: skip
