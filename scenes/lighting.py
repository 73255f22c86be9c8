"""Ceiling lamps from what a lighting planner writes down: lux, kelvin and rows."""

import math
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from assets.fixtures.base import Part
from assets.material import Rgb
from assets.store_lamps import FITTINGS, Lamp, bright_share, lamp_parts
from recipes.model import Lights
from scenes.camera import Camera
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
FAR_ROW_M = 1.2  # the first row behind the fixture
FLASH_K, FLASH_SIDE_M, FLASH_BESIDE_M = 5600.0, 0.012, 0.014
OVERHANG_M = 4.0  # the rows go on past both ends of the fixture, as the aisle does
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


def row_share(half_m: float, y_m: float, above_m: float, width_m: float = LAMP_WIDTH_M) -> float:
    """Irradiance (W/m2) at a point of the shelf front from a 1 W lamp row facing down.

    The point is the origin and faces -y; the row lies ``above_m`` over it, centred at x = 0 and ``y_m`` < 0,
    and reaches ``half_m`` to both sides.
    """
    x, y = _midpoints(half_m, 96), y_m + _midpoints(width_m / 2, 4)
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


@dataclass(frozen=True)
class Lit:
    """The drawn facts of the frame's light. ``irradiance`` (W/m2) is what the lux come to in this colour."""

    rows: int
    lux: float
    kelvin: float
    ambient: float
    fitting: str

    @property
    def color(self) -> Rgb:
        return black_body_color(self.kelvin)

    @property
    def irradiance(self) -> float:
        return lux_to_w(self.lux, self.color)

    @property
    def soft(self) -> float:
        """The part that comes softly from everywhere, W/m2."""
        return self.irradiance * (self.ambient if self.rows else 1.0)


def lux_to_w(lux: float, color: Rgb) -> float:
    """Irradiance (W/m2, of the colour's greatest channel) of this illuminance."""
    return lux / (LUMENS_PER_WATT * luminance(color))


def _draw(lights: Lights, draws: FrameDraws) -> Lit:
    def number(name: str) -> float:
        return float(draws.value(f"lights/{name}", getattr(lights, name)))

    fitting = str(draws.value("lights/fitting", lights.fitting))
    lit = Lit(
        int(number("rows")), number("illuminance_lux"), number("temperature_k"), number("ambient"), fitting
    )
    if lit.rows == 0 and lit.ambient == 0:
        raise SceneError("lights", "no lamp rows and no ambient: all is black", "set rows or ambient above 0")
    return lit


def store_glow(lights: Lights, draws: FrameDraws) -> Rgb:
    """Irradiance (W/m2, linear Rec.709) in the store at large, where no lamps of ours reach."""
    lit = _draw(lights, draws)
    r, g, b = (round(lit.irradiance * part, 4) for part in lit.color)
    return r, g, b


def lay_lights(
    lights: Lights,
    draws: FrameDraws,
    hall: Hall,
    camera: Camera | None = None,
    day: tuple[AreaLight, ...] = (),
) -> tuple[tuple[AreaLight, ...], World, dict[str, float | int | str]]:
    """Lamp rows, the glow of the opposite side, a flash, light from far away, and
    the drawn facts.

    ``illuminance_lux`` is the vertical illuminance on the middle of the shelf front, direct light only (what
    bounces comes on top), with all lamps alive. The share ``ambient`` of it comes softly from across the
    aisle, as goods and walls there send it back, the rest from the rows. The world has the radiance that an
    equally bright surrounding would have; floor and ceiling let in little of it. ``camera`` is where a flash
    sits; ``day`` is the light of a shop window, added to the rest.
    """
    lit = _draw(lights, draws)
    lamps = (*_rows(lights, lit, draws, hall), *_across(lit.soft, lit.color, hall), *day)
    flash_lux = float(draws.value("lights/flash_lux", lights.flash_lux))
    flash = (flash_light(camera, flash_lux),) if camera is not None and flash_lux > 0 else ()
    environment = str(draws.value("lights/environment", lights.environment))
    turn = round(2 * math.pi * next(draws.chances("lights/environment/turn")), 6)
    world = World(lit.color, round(lit.soft / math.pi, 9))
    if environment != "none":
        world = replace(world, environment=environment, turn_rad=turn)
    white_k = FLASH_K if flash and flash_lux > lit.lux else lit.kelvin  # what the camera balances for
    facts: dict[str, float | int | str] = {
        "lux": lit.lux, "temperature_k": white_k, "ambient": lit.ambient, "light_rows": lit.rows,
    }  # fmt: skip
    if flash:
        facts["flash_lux"] = flash_lux
    return (*lamps, *flash), world, facts


def lamps_in_view(lights: Lights, draws: FrameDraws, hall: Hall, behind_m: float = 0.0) -> tuple[Part, ...]:
    """The rows' lamps as parts of the store, and further rows behind the fixture where the store goes on for
    ``behind_m``."""
    lit = _draw(lights, draws)
    if lit.rows == 0:
        return ()
    ours = [lamp for row in _layout(lights, lit, draws, hall) for lamp in row]
    bright = next((lamp for lamp in ours if lamp.color is not None), None)
    far = _far_lamps(lights, lit, draws, hall, behind_m, bright) if bright else []
    return tuple(lamp_parts(lit.fitting, [*ours, *far]))


def _layout(lights: Lights, lit: Lit, draws: FrameDraws, hall: Hall) -> list[list[Lamp]]:
    """The lamps of every row over the aisle; dead ones and those of another colour are drawn one by one."""
    kind, z = FITTINGS[lit.fitting], hall.ceiling_m - BELOW_CEILING_M
    count = max(round(2 * hall.half_length_m / (kind.length_m + kind.gap_m)), 1)
    pitch = 2 * hall.half_length_m / count
    total = _row_power(lit, hall)
    area = count * kind.length_m * kind.width_m * bright_share(lit.fitting)
    rows = []
    for row in range(lit.rows):
        y = -hall.aisle_m * (row + 0.5) / lit.rows
        colors = _colors(lights, lit, draws, f"lights/row[{row}]", count)
        xs = [(k + 0.5) * pitch - hall.half_length_m for k in range(count)]
        rows.append(
            [
                Lamp(round(x, 6), round(y, 6), z, c, round(total / area, 4))
                for x, c in zip(xs, colors, strict=True)
            ]
        )
    return rows


def _colors(lights: Lights, lit: Lit, draws: FrameDraws, path: str, count: int) -> list[Rgb | None]:
    """Every lamp's colour; at least one in a row is alive."""
    dead = draws.chances(f"{path}/dead")
    mixed = draws.chances(f"{path}/mixed")
    p_dead = float(draws.value("lights/dead", lights.dead))
    p_mixed = float(draws.value("lights/mixed", lights.mixed))
    other = black_body_color(float(draws.value("lights/other_temperature_k", lights.other_temperature_k)))
    found = [
        None if next(dead) < p_dead else (other if next(mixed) < p_mixed else lit.color) for _ in range(count)
    ]
    return found if any(color is not None for color in found) else [lit.color, *found[1:]]


def _row_power(lit: Lit, hall: Hall) -> float:
    """Watts of one row, all rows alike, so that together they give their part of the lux."""
    width = FITTINGS[lit.fitting].width_m
    z = hall.ceiling_m - BELOW_CEILING_M
    ys = [-hall.aisle_m * (row + 0.5) / lit.rows for row in range(lit.rows)]
    share = sum(row_share(hall.half_length_m, y, max(z - hall.middle_m, 0.2), width) for y in ys)
    return (lit.irradiance - lit.soft) / share if share else 0.0


def _rows(lights: Lights, lit: Lit, draws: FrameDraws, hall: Hall) -> tuple[AreaLight, ...]:
    """One light for every run of lamps of one colour."""
    if lit.rows == 0 or lit.irradiance <= lit.soft:
        return ()
    power, width = _row_power(lit, hall), FITTINGS[lit.fitting].width_m
    made = []
    for row in _layout(lights, lit, draws, hall):
        pitch = 2 * hall.half_length_m / len(row)
        for color, start, count in _runs([lamp.color for lamp in row]):
            if color is None:
                continue
            middle = (start + count / 2) * pitch - hall.half_length_m
            pose = rigid(round(middle, 9), row[0].y_m, row[0].z_m)
            size = (round(count * pitch, 9), width)
            made.append(AreaLight(pose, size, round(power * count / len(row), 6), color))
    return tuple(made)


def _runs(colors: list[Rgb | None]) -> list[tuple[Rgb | None, int, int]]:
    """Neighbours of one colour together: colour, first and number."""
    runs: list[tuple[Rgb | None, int, int]] = []
    for k, color in enumerate(colors):
        if runs and runs[-1][0] == color:
            runs[-1] = (color, runs[-1][1], runs[-1][2] + 1)
        else:
            runs.append((color, k, 1))
    return runs


def _far_lamps(
    lights: Lights, lit: Lit, draws: FrameDraws, hall: Hall, behind_m: float, like: Lamp
) -> list[Lamp]:
    """Rows over the store behind the fixture: seen, but too far to light its front."""
    kind = FITTINGS[lit.fitting]
    spacing, pitch = max(hall.aisle_m / lit.rows, 1.4), kind.length_m + max(kind.gap_m, 0.02)
    count = min(2 * round(min(hall.half_length_m + behind_m, 14.0) / pitch), 40)
    found = []
    for row in range(min(int((behind_m - 0.5) / spacing), 8)):
        y = FAR_ROW_M + row * spacing
        colors = _colors(lights, lit, draws, f"lights/far[{row}]", count)
        found += [
            Lamp(round((k + 0.5 - count / 2) * pitch, 6), round(y, 6), like.z_m, color, like.exitance_w_m2)
            for k, color in enumerate(colors)
        ]
    return found


def flash_light(camera: Camera, lux: float) -> AreaLight:
    """A flash beside the lens that gives this illuminance where the camera is focused, straight ahead."""
    pose = camera.world_from_camera.copy()
    pose[:3, 1:3] *= -1  # lights shine along -z, cameras look along z
    pose[:3, 3] += pose[:3, 0] * FLASH_BESIDE_M + pose[:3, 1] * FLASH_BESIDE_M
    color = black_body_color(FLASH_K)
    distance = max(float(camera.focus_m), 0.3)
    power = lux_to_w(lux, color) * math.pi * distance**2  # radiant intensity ahead is power / pi
    return AreaLight(rounded(pose), (FLASH_SIDE_M, FLASH_SIDE_M), round(power, 6), color)


def _across(irradiance: float, color: Rgb, hall: Hall) -> tuple[AreaLight, ...]:
    """The opposite side of the aisle as one upright lamp that gives ``irradiance`` at the same point."""
    if irradiance <= 0:
        return ()
    top = min(hall.ceiling_m - BELOW_CEILING_M, OPPOSITE_HEIGHT_M)
    share = panel_share(hall.half_length_m, hall.aisle_m, -hall.middle_m, top - hall.middle_m)
    pose = np.array([[1.0, 0, 0, 0], [0, 0, -1, -hall.aisle_m], [0, 1, 0, top / 2], [0, 0, 0, 1]])
    size = (round(2 * hall.half_length_m, 9), round(top, 9))
    return (AreaLight(rounded(pose), size, round(irradiance / share, 6), color, "shelves"),)
