"""Putting pictures on a pack: one large, a still life, a pile, a scatter; photographed or drawn."""

import math
from functools import cache
from typing import Any

import numpy as np
import skia

from assets.art.boxes import Box
from assets.art.colors import Color
from assets.art.motifs import DRAWN
from assets.art.photo import sprites
from assets.art.photo.library import photos
from assets.art.sheet import Sheet, polygon
from assets.art.strokes import star_shape

MOTIFS: frozenset[str] = frozenset(DRAWN) | frozenset(photos())
_TINY_PX = 1.6


def motif(
    sheet: Sheet,
    name: str,
    x: float,
    y: float,
    r: float,
    turn_deg: float = 0.0,
    variant: int = 0,
    blur: float = 0.0,
) -> None:
    """Show one thing in the circle of radius ``r`` (mm) around (x, y).

    As a photograph where there is one, else as an illustration. ``blur`` takes it out of focus (0: sharp;
    1: details of half its radius are lost).
    """
    if r * sheet.px_per_mm < _TINY_PX:
        return
    if name in DRAWN:
        with sheet.at(x, y, r, turn_deg):
            DRAWN[name](sheet)
        return
    _place(sheet, sprites.sprite(name, variant, _focus(sheet, r, blur)), x, y, r, turn_deg)


def piece(sheet: Sheet, name: str, x: float, y: float, r: float, turn_deg: float, variant: int = 0) -> None:
    """One loose piece of a thing (a nut, a crisp), or the whole where it does not come in pieces."""
    if r * sheet.px_per_mm < _TINY_PX:
        return
    if name not in photos():
        motif(sheet, name, x, y, r, turn_deg)
    else:
        _place(sheet, sprites.sprite(name, variant, _focus(sheet, r, 0.0), loose=True), x, y, r, turn_deg)


def _focus(sheet: Sheet, r: float, blur: float) -> float:
    return r * sheet.px_per_mm * (1 - 0.85 * min(blur, 1.0))


def _place(sheet: Sheet, image: Any, x: float, y: float, r: float, turn_deg: float) -> None:
    """Draw a sprite whose unit circle has radius ``r``."""
    half = r * sprites.MARGIN
    scale = 2 * half * sheet.px_per_mm / image.width()
    with sheet.at(x, y, 1.0, turn_deg), sheet.role("picture"):
        sheet.canvas.drawImageRect(
            image, skia.Rect.MakeXYWH(-half, -half, 2 * half, 2 * half), _sampling(scale)
        )


@cache
def _sampling_options() -> tuple[Any, Any, Any]:
    return (
        skia.SamplingOptions(skia.FilterMode.kLinear, skia.MipmapMode.kLinear),
        skia.SamplingOptions(skia.FilterMode.kLinear),
        skia.SamplingOptions(skia.CubicResampler.Mitchell()),
    )


def _sampling(scale: float) -> Any:
    small, same, large = _sampling_options()
    return small if scale < 0.6 else large if scale > 1.6 else same


def still_life(sheet: Sheet, names: tuple[str, ...], b: Box, rng: np.random.Generator) -> None:
    """Things arranged over the width of ``b``, the first large in front, others behind and beside."""
    wide = b.w / b.h
    r = min(b.w, b.h) * 0.5
    side = 1.0 if rng.random() < 0.5 else -1.0
    du, dv, size = (float(v) for v in rng.uniform((-0.05, -0.03, 0.9), (0.05, 0.03, 1.08)))
    first = int(rng.integers(sprites.VARIANTS))
    if wide > 1.5:
        count = min(int(wide * 1.3) + 1, 5)
        step = (b.w - 2 * r) / max(count - 1, 1)
        order = sorted(range(count), key=lambda i: -abs(i - (count - 1) / 2))
        for i in order:
            name = names[i % len(names)]
            far = abs(i - (count - 1) / 2)
            small = 0.78 if far > 0.6 else 1.0
            at = b.x + r + i * step, b.bottom - r * small
            motif(sheet, name, *at, r * small, float(rng.normal(0, 6)), first + i, 0.5 * (far > 1.1))
        return
    back = ((0.3, 0.3, 0.3, 0.62), (0.74, 0.3, 0.28, 0.55), (0.26, 0.72, 0.27, 0.0))
    for i, (u, v, k, blur) in enumerate(back):
        name = names[(i + 1) % len(names)]
        at = b.cx + side * (u + du - 0.5) * b.w, b.y + (v - dv) * b.h
        motif(sheet, name, *at, k * max(b.w, b.h) * 0.8, float(rng.normal(0, 10)), first + i + 1, blur)
    near = 0.43 * size * min(b.w, b.h)
    at = b.cx + side * (0.06 - du) * b.w, b.y + (0.6 + dv) * b.h
    motif(sheet, names[0], *at, near, float(rng.normal(0, 7)), first)


def pile(sheet: Sheet, names: tuple[str, ...], b: Box, r: float, rng: np.random.Generator) -> None:
    """Things heaped over the whole of ``b``; single ones stick out at its upper edge."""
    names = tuple(n for n in names if n in photos() and photos()[n].loose) or names
    if not all(n in photos() for n in names):
        scatter(sheet, names[0], b, r, round(1.5 * b.w * b.h / (r * r)), rng)
        return
    variant = int(rng.integers(sprites.VARIANTS))
    count = max(round(b.w / (1.25 * r)), 1)
    for i in range(count + 1):
        name = names[0] if rng.random() < 0.7 else names[int(rng.integers(len(names)))]
        x, y = (
            b.x + (i + float(rng.normal(0, 0.16))) * b.w / count,
            b.y + (0.75 + 0.3 * float(rng.random())) * r,
        )
        piece(sheet, name, x, y, r, float(rng.normal(0, 14)), variant + i)
    heap = skia.Path()
    heap.moveTo(b.x, b.bottom)
    for i in range(2 * count + 1):
        y = b.y + (0.95 + 0.35 * float(rng.random())) * r
        heap.lineTo(b.x + i * b.w / (2 * count), y)
    heap.lineTo(b.right, b.bottom)
    with sheet.inside(heap):
        texture(sheet, names, b, r, rng)


def texture(sheet: Sheet, names: tuple[str, ...], b: Box, r: float, rng: np.random.Generator) -> None:
    """Photographed things of radius ``r`` all over ``b``, without an edge."""
    image = sprites.tile(names, int(rng.integers(sprites.VARIANTS)), r * sheet.px_per_mm)
    size = sprites.TILE_RADII * r / image.width()
    u, v = rng.random(2)
    place = skia.Matrix().setScale(size, size).postTranslate(b.x + float(u) * 9 * r, b.y + float(v) * 9 * r)
    repeat = skia.TileMode.kRepeat
    shader = image.makeShader(repeat, repeat, _sampling(size * sheet.px_per_mm), place)
    sheet.shade(b, skia.Paint(AntiAlias=True, Shader=shader))


def scatter(sheet: Sheet, name: str, b: Box, r: float, count: int, rng: np.random.Generator) -> None:
    """Loose small things, spread evenly (a Halton sequence, bases 2 and 3)."""
    start = int(rng.integers(1, 500))
    for i in range(start, start + count):
        x, y = b.x + _halton(i, 2) * b.w, b.y + _halton(i, 3) * b.h
        size, turn = r * float(rng.uniform(0.6, 1.2)), float(rng.uniform(0, 360))
        if name not in photos():
            motif(sheet, name, x, y, size, turn)
        else:
            piece(sheet, name, x, y, size, turn, i)


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
