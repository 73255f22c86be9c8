"""What is on the walls: posters, banners, doors, and a shop window with its daylight."""

import math
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from assets.fixtures.base import Part
from assets.store import FASCIA_M, GAP_M, SIDE_M, StoreSpec
from assets.walls import BANNER_WH_M, POSTERS, SILL_M, door, posters, shop_window
from recipes.model import Lights, Store
from scenes.baking import irradiance
from scenes.draws import FrameDraws
from scenes.lighting import black_body_color, lux_to_w
from scenes.poses import F64, rigid, rounded
from scenes.scene import AreaLight

AWAY_M = (
    2.0  # a wall that is at least so far behind has posters and doors, a nearer one banners above the goods
)
SPREAD_M = 6.0  # beyond the fixture's ends
WINDOW_BEHIND_M = 3.0
WINDOW_HALF_M, WINDOW_TOP_M, WINDOW_MIDDLE_Y_M = 5.2, 3.0, -2.5
BEFORE_PANE_M = 0.1  # the light's plane, so that bars do not shade it


def decor(recipe: Store, spec: StoreSpec, draws: FrameDraws) -> Iterator[Part]:
    """Posters, banners and doors on the walls behind the fixture and at the ends of the aisle."""
    chance = float(draws.value("store/decor", recipe.decor))
    back = rigid(0.0, spec.fixture_depth_m + GAP_M + spec.behind_m, 0.0)
    reach = spec.fixture_width_m / 2 + SPREAD_M
    if spec.behind_m >= AWAY_M:
        yield from _high_wall(chance, spec, draws, "back", back, (-reach, reach))
    else:
        yield from posters(_banners(chance, spec, draws), back)
    for name, side in (("left", -1.0), ("right", 1.0)):
        pose = rigid(side * (spec.fixture_width_m / 2 + SIDE_M), 0.0, 0.0, -side * math.pi / 2)
        ahead = min(spec.fixture_depth_m + spec.behind_m, 4.0) - 1.0  # as far as the wall goes into the shelf
        span = (-6.0, ahead) if side < 0 else (-ahead, 6.0)
        yield from _high_wall(chance, spec, draws, name, pose, span)


def _high_wall(
    chance: float, spec: StoreSpec, draws: FrameDraws, name: str, pose: F64, span: tuple[float, float]
) -> Iterator[Part]:
    """A wall that is seen from floor to ceiling: perhaps a door, and posters around it."""
    rng = draws.rng(f"store/decor/{name}")
    at = round(float(rng.uniform(*span)), 3)
    has_door = bool(rng.random() < chance) and spec.ceiling_m > 2.4
    if has_door:
        yield from door(at, pose)
    spots: list[tuple[float, float, int, bool]] = []
    for x in np.arange(span[0] + 1.0, span[1] - 0.5, 2.1):
        luck, shift, rise, which = (
            rng.random(),
            rng.uniform(-0.4, 0.4),
            rng.uniform(0, 0.5),
            rng.integers(POSTERS),
        )
        place = round(float(x + shift), 3)
        if luck < chance * 0.7 and not (has_door and abs(place - at) < 1.6):
            height = min(1.55 + rise, spec.ceiling_m - 0.75)
            spots.append((place, round(float(height), 3), int(which), False))
    yield from posters(spots, pose)


def _banners(chance: float, spec: StoreSpec, draws: FrameDraws) -> list[tuple[float, float, int, bool]]:
    """Banners between the fixture's top and the ceiling."""
    rng = draws.rng("store/decor/banners")
    low = spec.fixture_height_m + 0.2 + BANNER_WH_M[1] / 2
    high = spec.ceiling_m - 0.15 - BANNER_WH_M[1] / 2 - (FASCIA_M + 0.1 if spec.fascia else 0.0)
    z, variant, offset = float(rng.random()), int(rng.integers(POSTERS)), float(rng.uniform(0, 3.6))
    if rng.random() >= chance or high < low:
        return []
    reach, height = spec.fixture_width_m / 2 + SPREAD_M, round(low + z * min(high - low, 0.6), 3)
    return [(round(float(x), 3), height, variant, True) for x in np.arange(-reach + offset, reach, 3.6)]


def daylight(lights: Lights, spec: StoreSpec, draws: FrameDraws) -> tuple[AreaLight, ...]:
    """The light of a shop window, if there is one: as bright as asked on a plane that faces it before the
    middle of the fixture."""
    lux = float(draws.value("lights/daylight_lux", lights.daylight_lux))
    kelvin = float(draws.value("lights/daylight_k", lights.daylight_k))
    side = str(draws.value("lights/window", lights.window))
    if lux <= 0:
        return ()
    wall = _window_wall(side, spec)
    top = min(WINDOW_TOP_M, spec.ceiling_m - 0.1)
    upright = np.array(
        [[1.0, 0, 0, 0], [0, 0, 1, -BEFORE_PANE_M], [0, -1, 0, (top + SILL_M) / 2], [0, 0, 0, 1]]
    )
    size = (2 * WINDOW_HALF_M, round(top - SILL_M, 6))
    one = AreaLight(rounded(wall @ upright), size, 1.0, black_body_color(kelvin))
    middle = np.array([[0.0, -0.02, spec.fixture_height_m / 2]])
    got = irradiance([one], middle, one.world_from_light[:3, 2]).max()
    return (replace(one, power_w=round(lux_to_w(lux, one.color) / float(got), 6)),)


def _window_wall(side: str, spec: StoreSpec) -> F64:
    """Pose of the window's foot in the plane of its wall, looking into the store along -y of its own."""
    if side == "behind" and spec.behind_m >= WINDOW_BEHIND_M:
        return rigid(0.0, spec.fixture_depth_m + GAP_M + spec.behind_m, 0.0)
    sign = 1.0 if side == "right" else -1.0
    x = sign * (spec.fixture_width_m / 2 + SIDE_M)
    return rigid(x, WINDOW_MIDDLE_Y_M, 0.0, -sign * math.pi / 2)


def shop_window_of(day: tuple[AreaLight, ...]) -> Iterator[Part]:
    """The window whose light ``day`` is, as bright as that light says."""
    for light in day:
        width, height = light.size_wh_m
        back = np.array(
            [[1.0, 0, 0, 0], [0, 0, -1, height / 2 + SILL_M], [0, 1, 0, BEFORE_PANE_M], [0, 0, 0, 1]]
        )
        exitance = light.power_w / (width * height)
        yield from shop_window(
            width / 2, SILL_M + height, light.color, exitance, light.world_from_light @ back
        )
