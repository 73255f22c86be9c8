"""EAN-13 bars after ISO/IEC 15420: 95 modules and quiet zones, wider than its 11 and 7."""

import math
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import numpy as np
import skia

from assets.art.boxes import Box
from assets.art.colors import BLACK, WHITE
from assets.art.fonts import SANS
from assets.art.sheet import Sheet
from assets.art.typography import text
from assets.gtin import is_valid_gtin13

_L = (
    "0001101",
    "0011001",
    "0010011",
    "0111101",
    "0100011",
    "0110001",
    "0101111",
    "0111011",
    "0110111",
    "0001011",
)
_PARITY = ("LLLLLL", "LLGLGG", "LLGGLG", "LLGGGL", "LGLLGG", "LGGLLG", "LGGGLL", "LGLGLG", "LGLGGL", "LGGLGL")
MODULES = 95
QUIET = (13, 11)
NOMINAL_MM = (37.29, 25.93)  # at magnification 1: module 0.33 mm
_GUARDS = (0, 2, 46, 48, 92, 94)  # modules of the long bars
_FINE = 8  # samples a pixel
_RISE = 3.2  # levels of grey a pixel, from a bar's rim to its middle,
_DEPTH = 26  # and no more than these to the middle of the widest


@lru_cache(maxsize=512)
def modules(gtin: str) -> str:
    """The 95 modules as "0" (light) and "1" (dark). Raises ValueError for a GTIN that is not valid."""
    if not is_valid_gtin13(gtin):
        raise ValueError(f"{gtin!r} is not a valid GTIN-13")
    right = [code.translate(str.maketrans("01", "10")) for code in _L]
    even = [code[::-1] for code in right]
    left = "".join(
        (_L if parity == "L" else even)[int(d)]
        for d, parity in zip(gtin[1:7], _PARITY[int(gtin[0])], strict=True)
    )
    return "101" + left + "01010" + "".join(right[int(d)] for d in gtin[7:]) + "101"


def barcode(sheet: Sheet, gtin: str, box: Box) -> Box:
    """Draw the symbol as large as fits into ``box``, centred on white; flat boxes get shorter bars.

    Returns the white field (quiet zones included).
    """
    field = field_in(box)
    module, digits_h = _sizes(field)
    sheet.box(field, WHITE)
    x0, top = sheet.on_pixels(field.x + QUIET[0] * module), field.y + 0.04 * field.h
    bars_h = 0.95 * field.h
    _bars(sheet, modules(gtin), (x0, top, module), bars_h - 1.25 * digits_h, bars_h - 0.7 * digits_h)
    for part, place in digits_in(field, gtin):
        text(sheet, part, SANS, place, BLACK, size_max_mm=1.4 * digits_h)
    return field


def field_in(box: Box) -> Box:
    """The white field that a symbol takes in ``box``, quiet zones included."""
    w = min(box.w, box.h / 0.3)
    h = min(box.h, w * NOMINAL_MM[1] / NOMINAL_MM[0])
    return Box(box.cx - w / 2, box.cy - h / 2, w, h)


def digits_in(field: Box, gtin: str) -> Iterator[tuple[str, Box]]:
    """The groups of digits below the bars, and where each has its place."""
    module, digits_h = _sizes(field)
    y = field.y + 0.04 * field.h + 0.95 * field.h - 1.12 * digits_h
    for at, span, part in ((1, 8, gtin[0]), (QUIET[0] + 4, 40, gtin[1:7]), (QUIET[0] + 51, 40, gtin[7:])):
        yield part, Box(field.x + at * module, y, span * module, digits_h)


def _sizes(field: Box) -> tuple[float, float]:
    """Width of a module and height of the digits."""
    module = field.w / (MODULES + sum(QUIET))
    return module, min(0.1 * field.h, 9 * module)


def _bars(
    sheet: Sheet, bits: str, at: tuple[float, float, float], height: float, guard_height: float
) -> None:
    x0, top, module = at
    scale = sheet.scale_across()
    step = module * scale
    if step < 0.35:  # bars finer than a pixel: their average
        sheet.box(Box(x0, top, MODULES * module, height), BLACK, bits.count("1") / MODULES)
        return
    for i in _GUARDS:
        sheet.box(Box(x0 + i * module, top, module, guard_height), BLACK)
    image = printed(bits, round(step, 3))
    where = skia.Rect.MakeXYWH(x0, top, image.width() / scale, height)
    nearest = skia.SamplingOptions(skia.FilterMode.kNearest)
    sheet.canvas.drawImageRect(image, where, nearest, skia.Paint(AntiAlias=True))


@lru_cache(maxsize=512)
def printed(bits: str, step: float) -> Any:
    """One row of pixels, ``step`` a module, as a press leaves them: squeezed to the rims, the ink is a little
    thinner within a bar than at its edges, and a trace of it spreads into the gaps."""
    dark = np.array([bit == "1" for bit in bits] + [False])
    edges = np.flatnonzero(np.diff(dark, prepend=False)) * step
    pixels = math.ceil(MODULES * step - 0.02)
    at = (np.arange(pixels * _FINE) + 0.5) / _FINE
    run = np.searchsorted(edges, at)
    bounds = np.concatenate([[0.0], edges, [pixels + 0.0]])
    deep = np.minimum(at - bounds[run], bounds[run + 1] - at)  # pixels to the nearest edge
    half = (bounds[run + 1] - bounds[run]) / 2
    rise = min(_RISE, _DEPTH / (2 * step))
    black = dark[np.minimum(at / step, MODULES).astype(int)]
    light = np.where(black, rise * deep, 255 - rise * (half - deep))
    row = light.reshape(pixels, _FINE).mean(1).clip(0, 255).round().astype(np.uint8)
    rgba = np.dstack([row, row, row, np.full_like(row, 255)])
    return skia.Image.fromarray(np.ascontiguousarray(rgba), copy=True)
