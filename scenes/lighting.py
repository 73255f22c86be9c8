"""Ceiling lamps from what a lighting planner writes down: lux, kelvin and rows."""

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from assets.material import Rgb
from recipes.model import Lights
from scenes.draws import FrameDraws
from scenes.errors import SceneError
from scenes.poses import rigid
from scenes.scene import AreaLight, World

LUMENS_PER_WATT = 179.0
"""Luminous efficacy of white light as physically based renderers agree on it (Ward, "The RADIANCE lighting
simulation and rendering system", 1994): equal-energy white over the visible range."""
LAMP_WIDTH_M = 0.24
OVERHANG_M = 2.0  # the rows go on past both ends of the fixture, as the aisle does
REC709_FROM_XYZ = np.array(
    [
        [3.2404542, -1.5371385, -0.4985314],
        [-0.9692660, 1.8760108, 0.0415560],
        [0.0556434, -0.2040259, 1.0572252],
    ]
)
LUMINANCE_REC709 = (0.2126729, 0.7151522, 0.0721750)


def luminance(color: Rgb) -> float:
    """Relative luminance Y of a linear Rec.709 colour."""
    return sum(weight * part for weight, part in zip(LUMINANCE_REC709, color, strict=True))


def black_body_xyz(temperature_k: float) -> NDArray[np.float64]:
    """CIE 1931 XYZ of a black body, scaled to Y = 1.

    Planck's law times the multi-lobe fit of the colour matching functions by Wyman, Sloan and Shirley
    ("Simple analytic approximations to the CIE XYZ color matching functions", JCGT 2013), summed from 360
    to 830 nm.
    """
    nm = np.arange(360.0, 831.0, 5.0)
    planck = nm**-5.0 / np.expm1(1.438776877e7 / (nm * temperature_k))

    def lobe(height: float, centre: float, left: float, right: float) -> NDArray[np.float64]:
        return height * np.exp(-0.5 * ((nm - centre) * np.where(nm < centre, left, right)) ** 2)

    x = (
        lobe(1.056, 599.8, 0.0264, 0.0323)
        + lobe(0.362, 442.0, 0.0624, 0.0374)
        - lobe(0.065, 501.1, 0.0490, 0.0382)
    )
    y = lobe(0.821, 568.8, 0.0213, 0.0247) + lobe(0.286, 530.9, 0.0613, 0.0322)
    z = lobe(1.217, 437.0, 0.0845, 0.0278) + lobe(0.681, 459.0, 0.0385, 0.0725)
    xyz = np.array([(planck * curve).sum() for curve in (x, y, z)])
    return np.asarray(xyz / xyz[1])


@lru_cache(maxsize=4096)
def black_body_color(temperature_k: float) -> Rgb:
    """Linear Rec.709 colour of a black body, its greatest part 1; clipped to the gamut."""
    rgb = np.clip(REC709_FROM_XYZ @ black_body_xyz(temperature_k), 0.0, None)
    r, g, b = (round(float(c), 9) for c in rgb / rgb.max())
    return r, g, b


def received_share(x_half_m: float, y_m: float, above_m: float, width_m: float = LAMP_WIDTH_M) -> float:
    """Irradiance (W/m2) at a point of the shelf front from a 1 W lamp row facing down.

    The point is the origin and faces -y; the row lies ``above_m`` over it, centred at x = 0 and ``y_m`` <
    0, and reaches ``x_half_m`` to both sides. Midpoint sum over the lamp: E = sum(L cos_lamp cos_shelf dA /
    r2) with L = 1 / (pi A).
    """
    n_x, n_y = 96, 4
    x = (np.arange(n_x) + 0.5) / n_x * 2 * x_half_m - x_half_m
    y = y_m + ((np.arange(n_y) + 0.5) / n_y - 0.5) * width_m
    xx, yy = np.meshgrid(x, y)
    r2 = xx * xx + yy * yy + above_m * above_m
    return float(np.mean(np.maximum(-yy, 0.0) * above_m / (r2 * r2)) / math.pi)


def lay_lights(
    lights: Lights, draws: FrameDraws, fixture_wh_m: tuple[float, float], aisle_m: float, ceiling_m: float
) -> tuple[tuple[AreaLight, ...], World, dict[str, float | int | str]]:
    """Lamp rows, light from everywhere, and the drawn facts.

    ``illuminance_lux`` is the vertical illuminance on the middle of the shelf front: the share ``ambient``
    of it comes from everywhere, the rest from the rows (direct light only; what bounces comes on top).
    """
    rows = int(draws.value("lights/rows", lights.rows))
    lux = float(draws.value("lights/illuminance_lux", lights.illuminance_lux))
    kelvin = float(draws.value("lights/temperature_k", lights.temperature_k))
    ambient = float(draws.value("lights/ambient", lights.ambient))
    if rows == 0 and ambient == 0:
        raise SceneError(
            "lights", "no lamp rows and no ambient light: the frame is black", "set rows or ambient above 0"
        )
    color = black_body_color(kelvin)
    irradiance = lux / (LUMENS_PER_WATT * luminance(color))
    strength = irradiance * (ambient if rows else 1.0) / math.pi
    lamps = _rows(rows, irradiance * (1.0 - ambient), color, fixture_wh_m, aisle_m, ceiling_m)
    facts: dict[str, float | int | str] = {
        "lux": lux,
        "temperature_k": kelvin,
        "ambient": ambient,
        "light_rows": rows,
    }
    return lamps, World(color, round(strength, 9)), facts


def _rows(
    rows: int,
    irradiance: float,
    color: Rgb,
    fixture_wh_m: tuple[float, float],
    aisle_m: float,
    ceiling_m: float,
) -> tuple[AreaLight, ...]:
    """``rows`` equal lamps that together give ``irradiance`` at the middle of the shelf front."""
    length = fixture_wh_m[0] + 2 * OVERHANG_M
    z = ceiling_m - 0.05
    ys = [-aisle_m * (row + 0.5) / rows for row in range(rows)]
    share = sum(received_share(length / 2, y, max(z - fixture_wh_m[1] / 2, 0.2)) for y in ys)
    power = round(irradiance / share, 6) if rows else 0.0
    return tuple(AreaLight(rigid(0.0, y, z), (length, LAMP_WIDTH_M), power, color) for y in ys if power > 0)
