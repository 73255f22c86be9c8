"""Lamps built into a fixture: what they shine with, and their bright faces."""

import math
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np

from assets.fixtures.base import Strip
from assets.material import Material, Rgb
from assets.mesh import Mesh
from assets.mesh_tools import assemble, grid
from recipes.model import Lights
from scenes.draws import FrameDraws
from scenes.lighting import LUMENS_PER_WATT, black_body_color, luminance
from scenes.neighbours import Block
from scenes.poses import rounded
from scenes.scene import AreaLight
from scenes.surroundings import Placed

TO_GOODS_M = 0.35  # from a long lamp to what it is there for
SPOT_TO_GOODS_M = 0.6
LONG_M = 0.3
FEW = 4  # lamps that stand for those of a neighbour: each one more makes all light noisier
BEHIND_M = 0.001  # the face is just behind the light, so as not to shade it


def light_strips(
    strips: Sequence[Strip], lights: Lights, draws: FrameDraws, lit: dict[str, float | int | str]
) -> tuple[tuple[AreaLight, ...], tuple[Placed, ...]]:
    """The area lights of a fixture's own lamps, and the faces that people see of them.

    Each lamp gives ``lights.built_in`` of the store's illuminance, times its share, to goods before it.
    """
    if not strips:
        return (), ()
    part = float(draws.value("lights/built_in", lights.built_in))
    if part <= 0:
        return (), ()
    lamps, faces = [], []
    for strip in strips:
        color = black_body_color(strip.temperature_k or float(lit["temperature_k"]))
        irradiance = part * strip.share * float(lit["lux"]) / (LUMENS_PER_WATT * luminance(color))
        power = round(_power_w(strip.size_wh_m, irradiance), 6)
        lamps.append(AreaLight(strip.world_from_light, strip.size_wh_m, power, color))
        faces.append(_face(strip, power, color))
    return tuple(lamps), tuple(faces)


def beside_strips(
    blocks: Sequence[Block], lights: Lights, draws: FrameDraws, lit: dict[str, float | int | str]
) -> tuple[tuple[AreaLight, ...], tuple[Placed, ...]]:
    """The same of neighbouring blocks: all bright faces, and light from the nearest block on each side, where
    its few strongest lamps give what all of them would."""
    near = {side: next((b for b in blocks if b.x_m * side > 0), None) for side in (-1, 1)}
    lamps: list[AreaLight] = []
    faces: list[Placed] = []
    for block in blocks:
        placed = [
            replace(s, world_from_light=block.placed(s.world_from_light)) for s in block.stock.model.strips
        ]
        own, seen = light_strips(placed, lights, draws, lit)
        faces += seen
        if block in near.values():
            lamps += _few(own)
    return tuple(lamps), tuple(faces)


def _few(lamps: Sequence[AreaLight]) -> list[AreaLight]:
    strongest = sorted(lamps, key=lambda lamp: -lamp.power_w)[:FEW]
    if not strongest:
        return []
    share = sum(lamp.power_w for lamp in lamps) / sum(lamp.power_w for lamp in strongest)
    return [replace(lamp, power_w=round(lamp.power_w * share, 6)) for lamp in strongest]


def _power_w(size_wh_m: tuple[float, float], irradiance: float) -> float:
    """Of a Lambertian lamp that gives ``irradiance``: straight before a long line, or before a small spot."""
    long = max(size_wh_m)
    if long > LONG_M:
        return 2 * irradiance * TO_GOODS_M * long
    return math.pi * irradiance * SPOT_TO_GOODS_M**2


def _face(strip: Strip, power_w: float, color: Rgb) -> Placed:
    pose = strip.world_from_light.copy()
    pose[:3, 3] += BEHIND_M * pose[:3, 2]
    exitance = power_w / (strip.size_wh_m[0] * strip.size_wh_m[1])
    glow = Material("strip", color, roughness=0.4, emission_w_m2=round(exitance, 4), lamp=True)
    return Placed("fixture", _quad(*strip.size_wh_m), glow, rounded(pose))


@lru_cache(maxsize=64)
def _quad(width: float, height: float) -> Mesh:
    """A rectangle that looks along -z."""
    x, y = width / 2, height / 2
    points = np.array([[[x, -y, 0.0], [-x, -y, 0.0]], [[x, y, 0.0], [-x, y, 0.0]]])
    return assemble([grid(points, "face")], ("face",), closed=False)
