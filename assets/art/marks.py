"""Signs on the back of packs, drawn for this project: recycling, estimated net weight, care and warnings.

All are generic: no scheme's registered logo is imitated.
"""

import math
from typing import Any

import skia

from assets.art import fonts
from assets.art.boxes import Box
from assets.art.colors import Color, readable, rgb
from assets.art.sheet import Sheet, blob, polygon
from assets.art.typography import text

CODES = (("20", "PAP"), ("5", "PP"), ("1", "PET"), ("41", "ALU"), ("40", "FE"), ("70", "GL"), ("2", "HDPE"))
"""Identification codes of materials (Commission Decision 97/129/EC)."""


def recycling(s: Sheet, b: Box, ink: Color, number: str, letters: str) -> None:
    """Three arrows chasing each other around a number, the material's letters below."""
    r = min(b.w / 2.1, 0.8 * b.h / 1.75)
    cx, cy = b.cx, b.y + 1.06 * r
    with s.at(cx, cy, r):
        for turn in (0, 120, 240):
            with s.at(0, 0, 1, turn):
                s.fill(_ARROW, ink)
    text(s, number, fonts.SANS_BOLD, Box(cx - 0.3 * r, cy - 0.16 * r, 0.6 * r, 0.44 * r), ink)
    text(s, letters, fonts.SANS_BOLD, Box(b.x, b.y + 0.82 * b.h, b.w, 0.18 * b.h), ink)


def _arrow() -> Any:
    """A band along one side of a triangle, with a head: one third of the sign."""
    u, n = (0.5, 0.866), (0.866, -0.5)  # along the right side, outwards

    def at(along: float, out: float) -> tuple[float, float]:
        return (u[0] * along + n[0] * out, -1.0 + u[1] * along + n[1] * out)

    band = [(0.12, 0.14), (1.02, 0.14), (1.02, 0.32), (1.5, 0.0), (1.02, -0.32), (1.02, -0.14), (0.32, -0.14)]
    return polygon([at(*p) for p in band])


_ARROW = _arrow()


def bin_mark(s: Sheet, b: Box, ink: Color) -> None:
    """Somebody who throws a thing into a bin."""
    with s.at(b.cx, b.cy, b.short / 2):
        s.circle(-0.25, -0.68, 0.17, ink)
        s.stroke(blob([(-0.25, -0.45), (-0.2, 0.2), (-0.42, 0.95)], close=False), ink, 0.17)
        s.stroke(blob([(-0.2, 0.2), (0.0, 0.95)], close=False), ink, 0.16)
        s.stroke(blob([(-0.24, -0.36), (0.1, -0.12), (0.36, -0.28)], close=False), ink, 0.13)
        s.box(Box(0.37, -0.42, 0.13, 0.13), ink)
        s.fill(polygon([(0.22, 0.15), (0.78, 0.15), (0.7, 0.98), (0.3, 0.98)]), ink)


def estimated(s: Sheet, b: Box, color: Color) -> None:
    """The rounded e that says "filled to this on average" (Directive 76/211/EEC), as our own drawing."""
    r = b.short / 2
    with s.at(b.cx, b.cy, r):
        s.stroke(_E, color, 0.34)


def _e_path() -> Any:
    path = skia.Path()
    path.moveTo(-0.62, 0.02)
    path.lineTo(0.62, 0.02)
    path.arcTo(skia.Rect.MakeLTRB(-0.72, -0.78, 0.72, 0.78), 0, -318, False)
    return path


_E = _e_path()


def food_safe(s: Sheet, b: Box, ink: Color) -> None:
    """A cup and a fork."""
    with s.at(b.cx, b.cy, b.short / 2):
        s.stroke(blob([(-0.85, -0.9), (-0.7, 0.0, -0.45, 0.1), (-0.2, 0.0, -0.05, -0.9)]), ink, 0.13)
        s.stroke(blob([(-0.45, 0.1), (-0.45, 0.8)], close=False), ink, 0.13)
        s.line(-0.75, 0.87, -0.15, 0.87, ink, 0.13)
        for x in (0.25, 0.5, 0.75):
            s.line(x, -0.85, x, -0.35, ink, 0.11)
        s.stroke(blob([(0.25, -0.35), (0.5, 0.05, 0.75, -0.35)], close=False), ink, 0.12)
        s.line(0.5, -0.1, 0.5, 0.9, ink, 0.15)


def opened(s: Sheet, b: Box, ink: Color, months: str) -> None:
    """An open jar with the months that its contents keep."""
    with s.at(b.cx, b.cy, b.short / 2):
        s.stroke(blob([(-0.62, -0.1), (0.62, -0.1), (0.62, 0.9), (-0.62, 0.9)]), ink, 0.11)
        s.stroke(blob([(-0.7, -0.35), (0.55, -0.78)], close=False), ink, 0.22)
        text(s, months, fonts.SANS_BOLD, Box(-0.45, 0.12, 0.9, 0.52), ink)


def warning(s: Sheet, b: Box) -> None:
    """A red-edged diamond with an exclamation mark: irritant."""
    with s.at(b.cx, b.cy, b.short / 2):
        diamond = polygon([(0, -0.92), (0.92, 0), (0, 0.92), (-0.92, 0)])
        s.fill(diamond, (1.0, 1.0, 1.0))
        s.stroke(diamond, rgb(0xD8232A), 0.13)
        s.fill(polygon([(-0.1, -0.5), (0.1, -0.5), (0.05, 0.16), (-0.05, 0.16)]), rgb(0x141414))
        s.circle(0, 0.36, 0.09, rgb(0x141414))


def cool(s: Sheet, b: Box, ink: Color) -> None:
    """A snow crystal: keep cool."""
    with s.at(b.cx, b.cy, b.short / 2):
        for i in range(6):
            a = math.radians(60 * i + 30)
            x, y = math.cos(a), math.sin(a)
            s.line(0, 0, 0.9 * x, 0.9 * y, ink, 0.1)
            for side in (0.45, -0.45):
                c, d = math.cos(a + side), math.sin(a + side)
                s.line(0.5 * x, 0.5 * y, 0.78 * c, 0.78 * d, ink, 0.09)


def plate(s: Sheet, b: Box, fill: Color, words: str) -> None:
    """A small filled lozenge with a word, such as a language's code."""
    s.box(b, fill, radius=0.25 * b.h)
    text(s, words, fonts.SANS_BOLD, b.inset(0.14 * b.w, 0.2 * b.h), readable(fill))
