"""Putting illustrations on a pack: one large, a still life, a pile, a scatter."""

import math

import numpy as np

from assets.art.boxes import Box
from assets.art.colors import Color
from assets.art.motifs_food import FOOD
from assets.art.motifs_fruit import FRUIT
from assets.art.motifs_garden import GARDEN
from assets.art.motifs_plants import PLANTS
from assets.art.motifs_things import THINGS
from assets.art.sheet import Sheet, polygon
from assets.art.strokes import Motif, star_shape

MOTIFS: dict[str, Motif] = {**FRUIT, **GARDEN, **PLANTS, **FOOD, **THINGS}
_TINY_PX = 1.6


def motif(sheet: Sheet, name: str, x: float, y: float, r: float, turn_deg: float = 0.0) -> None:
    """Draw one illustration in the circle of radius ``r`` (mm) around (x, y)."""
    if r * sheet.px_per_mm < _TINY_PX:
        return
    with sheet.at(x, y, r, turn_deg):
        MOTIFS[name](sheet)


def still_life(sheet: Sheet, names: tuple[str, ...], b: Box, rng: np.random.Generator) -> None:
    """Things arranged over the width of ``b``, the first large in front, others behind and beside."""
    wide = b.w / b.h
    r = min(b.w, b.h) * 0.5
    if wide > 1.5:
        count = min(int(wide * 1.3) + 1, 5)
        step = (b.w - 2 * r) / max(count - 1, 1)
        order = sorted(range(count), key=lambda i: -abs(i - (count - 1) / 2))
        for i in order:
            name = names[i % len(names)] if len(names) > 1 else names[0]
            small = 0.78 if abs(i - (count - 1) / 2) > 0.6 else 1.0
            motif(sheet, name, b.x + r + i * step, b.bottom - r * small, r * small, float(rng.normal(0, 6)))
        return
    back = [(0.3, 0.3, 0.3), (0.74, 0.3, 0.28), (0.26, 0.72, 0.27)]
    for i, (u, v, k) in enumerate(back):
        name = names[(i + 1) % len(names)]
        motif(sheet, name, b.x + u * b.w, b.y + v * b.h, k * max(b.w, b.h) * 0.8, float(rng.normal(0, 10)))
    motif(
        sheet,
        names[0],
        b.x + 0.56 * b.w,
        b.y + 0.6 * b.h,
        0.4 * min(b.w, b.h) * 1.08,
        float(rng.normal(0, 5)),
    )


def pile(sheet: Sheet, names: tuple[str, ...], b: Box, r: float, rng: np.random.Generator) -> None:
    """Things heaped over the whole of ``b``, nearer ones in front; half of one may stick out."""
    step = r * 1.25
    rows, cols = max(int(b.h / (step * 0.8)), 1), max(int(b.w / step) + 1, 1)
    for j in range(rows):
        for i in range(cols):
            x = b.x + (i + 0.5 * (j % 2)) * b.w / max(cols - 0.5, 1) + float(rng.normal(0, 0.14)) * r
            y = b.y + (j + 0.5) * b.h / rows + float(rng.normal(0, 0.12)) * r
            name = (
                names[0]
                if len(names) == 1 or rng.random() < 0.68
                else names[1 + int(rng.integers(len(names) - 1))]
            )
            motif(sheet, name, x, y, r * float(rng.uniform(0.85, 1.15)), float(rng.normal(0, 16)))


def scatter(sheet: Sheet, name: str, b: Box, r: float, count: int, rng: np.random.Generator) -> None:
    """Loose small things, spread evenly (a Halton sequence, bases 2 and 3)."""
    start = int(rng.integers(1, 500))
    for i in range(start, start + count):
        x, y = b.x + _halton(i, 2) * b.w, b.y + _halton(i, 3) * b.h
        motif(sheet, name, x, y, r * float(rng.uniform(0.6, 1.2)), float(rng.uniform(0, 360)))


def _halton(index: int, base: int) -> float:
    f, result = 1.0, 0.0
    while index > 0:
        f /= base
        result += f * (index % base)
        index //= base
    return result


def burst(sheet: Sheet, x: float, y: float, r: float, color: Color, edge: Color, points: int = 14) -> None:
    """The jagged star behind a claim."""
    with sheet.at(x, y, r):
        sheet.fill(star_shape(points, 0.86, 1.0, 0.1), edge)
        sheet.fill(star_shape(points, 0.78, 0.91, 0.1), color)


def rays(sheet: Sheet, b: Box, x: float, y: float, color: Color, alpha: float, count: int = 18) -> None:
    """Beams from (x, y) over the whole of ``b``."""
    reach = b.w + b.h
    with sheet.inside(b):
        for i in range(count):
            a0 = 2 * math.pi * i / count
            a1 = a0 + math.pi / count
            far = [(x + reach * math.cos(a), y + reach * math.sin(a)) for a in (a0, a1)]
            sheet.fill(polygon([(x, y), *far]), color, alpha)
