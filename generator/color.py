"""Colour of glowing light as a camera sees it."""

from functools import lru_cache

import numpy as np

from assets.material import Rgb
from scenes.lighting import black_body_color

LUMINANCE = np.array([0.2126, 0.7152, 0.0722], np.float32)  # of the Rec.709 primaries


@lru_cache(maxsize=256)
def white_of(temperature_k: float) -> Rgb:
    """Linear Rec.709 colour of black-body light of this temperature, scaled to a luminance of 1.

    It is what a camera set to ``temperature_k`` takes for white, from the same model as the lamps' colour.
    Channels outside the gamut are held above 0.02, so that their gain stays finite.
    """
    rgb = np.array(black_body_color(temperature_k), np.float64)
    red, green, blue = np.maximum(rgb / (rgb @ LUMINANCE), 0.02)
    return float(red), float(green), float(blue)
