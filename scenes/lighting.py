"""Ceiling lamps from what a lighting planner writes down: lux, kelvin and rows."""

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from assets.material import Rgb
from recipes.model import Lights
from scenes.draws import FrameDraws
from scenes.errors import SceneError
from scenes.poses import rigid, rounded
from scenes.scene import AreaLight, World

LUMENS_PER_WATT = 179.0
"""Luminous efficacy of white light as physically based renderers agree on it (Ward, "The RADIANCE lighting
simulation and rendering system", 1994): equal-energy white over the visible range."""
LAMP_WIDTH_M = 0.24
BELOW_CEILING_M = 0.05
OPPOSITE_HEIGHT_M = 2.2  # of the shelves across the aisle
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


def row_share(half_m: float, y_m: float, above_m: float) -> float:
    """Irradiance (W/m2) at a point of the shelf front from a 1 W lamp row facing down.

    The point is the origin and faces -y; the row lies ``above_m`` over it, centred at x = 0 and ``y_m`` < 0,
    and reaches ``half_m`` to both sides.
    """
    x, y = _midpoints(half_m, 96), y_m + _midpoints(LAMP_WIDTH_M / 2, 4)
    xx, yy = np.meshgrid(x, y)
    return _received(xx * xx + yy * yy + above_m * above_m, np.maximum(-yy, 0.0) * above_m)


def panel_share(half_m: float, away_m: float, bottom_m: float, top_m: float) -> float:
    """The same from a 1 W upright panel ``away_m`` before the point, between two heights relative to it."""
    z = (bottom_m + top_m) / 2 + _midpoints((top_m - bottom_m) / 2, 32)
    xx, zz = np.meshgrid(_midpoints(half_m, 64), z)
    return _received(xx * xx + zz * zz + away_m * away_m, np.full_like(xx, away_m * away_m))


def _midpoints(half: float, count: int) -> NDArray[np.float64]:
    """Middles of ``count`` equal parts of [-half, half]."""
    return np.asarray(((np.arange(count) + 0.5) / count * 2 - 1) * half)


def _received(r2: NDArray[np.float64], projected: NDArray[np.float64]) -> float:
    """Mean of cos_lamp cos_shelf / (pi r2) over the lamp; ``projected`` is r2 times both cosines.

    A 1 W Lambertian lamp of area A has radiance 1 / (pi A), so this is its irradiance.
    """
    return float(np.mean(projected / (r2 * r2)) / math.pi)


@dataclass(frozen=True)
class Hall:
    """What the lamps need to know of fixture and store, metres."""

    fixture_width_m: float
    fixture_height_m: float
    aisle_m: float
    ceiling_m: float

    @property
    def half_length_m(self) -> float:
        return self.fixture_width_m / 2 + OVERHANG_M

    @property
    def middle_m(self) -> float:
        """Height of the point for which the illuminance is meant."""
        return self.fixture_height_m / 2


def lay_lights(
    lights: Lights, draws: FrameDraws, hall: Hall
) -> tuple[tuple[AreaLight, ...], World, dict[str, float | int | str]]:
    """Lamp rows, the glow of the opposite side, light from far away, and the drawn facts.

    ``illuminance_lux`` is the vertical illuminance on the middle of the shelf front, direct light only (what
    bounces comes on top). The share ``ambient`` of it comes softly from across the aisle, as goods and walls
    there send it back, the rest from the rows. The world has the radiance that an equally bright surrounding
    would have; floor and ceiling let in little of it.
    """
    rows = int(draws.value("lights/rows", lights.rows))
    lux = float(draws.value("lights/illuminance_lux", lights.illuminance_lux))
    kelvin = float(draws.value("lights/temperature_k", lights.temperature_k))
    ambient = float(draws.value("lights/ambient", lights.ambient))
    if rows == 0 and ambient == 0:
        raise SceneError("lights", "no lamp rows and no ambient: all is black", "set rows or ambient above 0")
    color = black_body_color(kelvin)
    irradiance = lux / (LUMENS_PER_WATT * luminance(color))
    soft = irradiance * (ambient if rows else 1.0)
    lamps = (*_rows(rows, irradiance - soft, color, hall), *_across(soft, color, hall))
    world = World(color, round(soft / math.pi, 9))
    return lamps, world, {"lux": lux, "temperature_k": kelvin, "ambient": ambient, "light_rows": rows}


def _rows(rows: int, irradiance: float, color: Rgb, hall: Hall) -> tuple[AreaLight, ...]:
    """``rows`` equal lamps that together give ``irradiance`` at the middle of the shelf front."""
    if rows == 0 or irradiance <= 0:
        return ()
    z = hall.ceiling_m - BELOW_CEILING_M
    ys = [-hall.aisle_m * (row + 0.5) / rows for row in range(rows)]
    share = sum(row_share(hall.half_length_m, y, max(z - hall.middle_m, 0.2)) for y in ys)
    size = (round(2 * hall.half_length_m, 9), LAMP_WIDTH_M)
    return tuple(AreaLight(rigid(0.0, y, z), size, round(irradiance / share, 6), color) for y in ys)


def _across(irradiance: float, color: Rgb, hall: Hall) -> tuple[AreaLight, ...]:
    """The opposite side of the aisle as one upright lamp that gives ``irradiance`` at the same point."""
    if irradiance <= 0:
        return ()
    top = min(hall.ceiling_m - BELOW_CEILING_M, OPPOSITE_HEIGHT_M)
    share = panel_share(hall.half_length_m, hall.aisle_m, -hall.middle_m, top - hall.middle_m)
    pose = np.array([[1.0, 0, 0, 0], [0, 0, -1, -hall.aisle_m], [0, 1, 0, top / 2], [0, 0, 0, 1]])
    size = (round(2 * hall.half_length_m, 9), round(top, 9))
    return (AreaLight(rounded(pose), size, round(irradiance / share, 6), color),)
