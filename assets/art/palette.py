"""Colour harmonies: a brand's colours, from its hue."""

from dataclasses import dataclass

import numpy as np

from assets.art.colors import WHITE, Color, contrast, lch, mix


@dataclass(frozen=True)
class Palette:
    """A brand's colours.

    ``main`` is the saturated one, ``deep`` and ``light`` its dark and pale relatives, ``accent`` the colour
    that sets off against it, ``paper`` the pale ground, ``ink`` the dark for text.
    """

    main: Color
    deep: Color
    light: Color
    accent: Color
    second: Color
    paper: Color
    ink: Color


# Where each hue is at its most telling: reds and blues dark, oranges and yellows light.
_HUES = (0, 25, 42, 58, 80, 100, 118, 136, 150, 190, 225, 255, 285, 310, 340, 360)
_LIGHT = (0.48, 0.5, 0.58, 0.68, 0.77, 0.83, 0.74, 0.6, 0.51, 0.52, 0.49, 0.44, 0.4, 0.42, 0.47, 0.49)


def vivid(hue_deg: float, strength: float = 1.0) -> Color:
    """The most telling colour of a hue: yellows are light, blues and purples dark."""
    hue = hue_deg % 360
    return lch(float(np.interp(hue, _HUES, _LIGHT)), 0.215 * strength, hue)


_PARTNERS = (92, 92, 78, 78, 62, 25, 145, 255, 255, 50)


def brand_palette(hue_deg: float, rng: np.random.Generator) -> Palette:
    """Colours around ``hue_deg``; the accent is a partner that packs often show: yellow, red, blue, green."""
    hue = hue_deg + float(rng.normal(0, 6))
    if 280 < hue % 360 < 350 and rng.random() < 0.45:  # shelves show less purple and pink than red and yellow
        hue = float(rng.choice([25, 40, 92])) + float(rng.normal(0, 6))
    if -10 < (hue - 25) < 22 and rng.random() < 0.12:  # and some orange and yellow in place of red
        hue = float(rng.choice([50, 58, 86, 94])) + float(rng.normal(0, 4))
    if 115 < hue % 360 < 175 and rng.random() < 0.45:  # and fewer greens than aisles of "fresh" would have
        hue = float(rng.choice([25, 32, 25, 255, 40, 350])) + float(rng.normal(0, 6))
    main = vivid(hue, float(rng.uniform(0.95, 1.15)))
    far = [h for h in _PARTNERS if abs((h - hue + 180) % 360 - 180) > 55]
    accent = vivid(far[int(rng.integers(len(far)))] + float(rng.normal(0, 4)))
    if contrast(main, accent) < 1.6:
        accent = WHITE
    second = vivid(hue + float(rng.choice([-34, -22, 24, 38])))
    paper = mix(WHITE, lch(0.885, 0.08, 82), float(rng.choice([0.0, 0.05, 0.2, 0.55])))
    return Palette(
        main=main,
        deep=lch(float(rng.uniform(0.24, 0.33)), 0.11, hue),
        light=lch(0.9, 0.06, hue),
        accent=accent,
        second=second,
        paper=paper,
        ink=lch(0.22, 0.045, hue),
    )
