"""Colours for print: sRGB triples 0..1, mixed and shifted in OKLCH.

OKLCH is the polar form of Oklab (Ottosson, "A perceptual color space for image processing", 2020).
"""

import math
from functools import lru_cache

Color = tuple[float, float, float]

WHITE: Color = (1.0, 1.0, 1.0)
BLACK: Color = (0.07, 0.07, 0.08)


def rgb(value: int) -> Color:
    """0xRRGGBB to a triple."""
    return ((value >> 16 & 255) / 255, (value >> 8 & 255) / 255, (value & 255) / 255)


def to_linear(c: float) -> float:
    """sRGB decoding, IEC 61966-2-1."""
    return c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4


def from_linear(c: float) -> float:
    """sRGB encoding, IEC 61966-2-1."""
    c = min(max(c, 0.0), 1.0)
    return c * 12.92 if c <= 0.0031308 else 1.055 * c ** (1 / 2.4) - 0.055


def _lch_to_linear(lightness: float, chroma: float, hue: float) -> tuple[float, float, float]:
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


@lru_cache(maxsize=8192)
def lch(lightness: float, chroma: float, hue_deg: float) -> Color:
    """OKLCH to sRGB; chroma is reduced until the colour can be printed on screen (in gamut)."""
    linear = (0.0, 0.0, 0.0)
    for step in range(24):
        linear = _lch_to_linear(lightness, chroma * (1 - step / 24), hue_deg)
        if all(-0.002 <= v <= 1.002 for v in linear):
            break
    return (from_linear(linear[0]), from_linear(linear[1]), from_linear(linear[2]))


@lru_cache(maxsize=8192)
def to_lch(color: Color) -> tuple[float, float, float]:
    """sRGB to OKLCH (lightness 0..1, chroma, hue in degrees)."""
    r, g, b = (to_linear(v) for v in color)
    long = (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b) ** (1 / 3)
    medium = (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b) ** (1 / 3)
    short = (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b) ** (1 / 3)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    bb = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return lightness, math.hypot(a, bb), math.degrees(math.atan2(bb, a)) % 360


def mix(a: Color, b: Color, t: float) -> Color:
    """``a`` at t = 0, ``b`` at t = 1."""
    return (a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t)


def lighter(color: Color, by: float) -> Color:
    """Lightness raised (lowered, where negative) by ``by`` of the 0..1 scale, hue and chroma kept."""
    lightness, chroma, hue = to_lch(color)
    return lch(min(max(lightness + by, 0.03), 0.99), chroma, hue)


def lightness(color: Color) -> float:
    return to_lch(color)[0]


def contrast(a: Color, b: Color) -> float:
    """Contrast ratio 1..21 (WCAG 2.1)."""

    def luminance(c: Color) -> float:
        return 0.2126 * to_linear(c[0]) + 0.7152 * to_linear(c[1]) + 0.0722 * to_linear(c[2])

    lo, hi = sorted((luminance(a), luminance(b)))
    return (hi + 0.05) / (lo + 0.05)


def readable(on: Color, *wanted: Color, least: float = 3.0) -> Color:
    """The first of ``wanted`` that stands out from ``on``, else white or near-black, whichever does more."""
    for color in wanted:
        if contrast(color, on) >= least:
            return color
    return max((WHITE, BLACK), key=lambda c: contrast(c, on))
