"""Colour of glowing light as a camera sees it."""

from functools import lru_cache

import numpy as np

from assets.material import Rgb

LUMINANCE = np.array([0.2126, 0.7152, 0.0722], np.float32)  # Rec.709 primaries
_RGB_FROM_XYZ = np.array(
    [
        [3.2404542, -1.5371385, -0.4985314],
        [-0.9692660, 1.8760108, 0.0415560],
        [0.0556434, -0.2040259, 1.0572252],
    ]
)


@lru_cache(maxsize=256)
def white_of(temperature_k: float) -> Rgb:
    """Linear Rec.709 colour of black-body light of this temperature, scaled to a luminance of 1.

    It is what a camera set to ``temperature_k`` takes for white. Chromaticity after Krystek, "An algorithm to
    calculate correlated colour temperature" (1985); channels outside the gamut are held above 0.02.
    """
    t = float(temperature_k)
    u = (0.860117757 + 1.54118254e-4 * t + 1.28641212e-7 * t**2) / (
        1 + 8.42420235e-4 * t + 7.08145163e-7 * t**2
    )
    v = (0.317398726 + 4.22806245e-5 * t + 4.20481691e-8 * t**2) / (
        1 - 2.89741816e-5 * t + 1.61456053e-7 * t**2
    )
    x, y = 3 * u / (2 * u - 8 * v + 4), 2 * v / (2 * u - 8 * v + 4)
    rgb = _RGB_FROM_XYZ @ np.array([x / y, 1.0, (1 - x - y) / y])
    red, green, blue = np.maximum(rgb / (rgb @ LUMINANCE), 0.02)
    return float(red), float(green), float(blue)
