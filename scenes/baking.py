"""Light that large surfaces of the store are taken to receive, so that no path needs to find it out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from assets.fixtures.base import Part
from assets.material import Material, Rgb
from assets.store import LIT_BESIDE_M, LIT_BEYOND_M, StoreSpec
from scenes.scene import AreaLight

F64 = NDArray[np.float64]
LAMP_GRID = (24, 3)  # points that stand for a lamp
PLACES = 5  # in each direction of a surface
BEYOND_M = (1.0, 3.0, 6.0)  # where the far floor is taken to be
FLOOR_TO_CEILING, FLOOR_TO_WALL = 0.25, 0.3  # of what the floor sends back
UNDER_COAT = 0.8  # of the light on floors, what goods get back: coats mirror some, things stand on the rest


def irradiance(lights: Sequence[AreaLight], points_m: F64, normal: ArrayLike) -> F64:
    """(3,) mean irradiance (W/m2) from the lamps alone on surface points (n, 3), with nothing in the way."""
    total, facing = np.zeros(3), np.asarray(normal, np.float64)
    for light in lights:
        (w, h), (nx, ny) = light.size_wh_m, LAMP_GRID
        x, y = ((np.arange(nx) + 0.5) / nx - 0.5) * w, ((np.arange(ny) + 0.5) / ny - 0.5) * h
        local = np.stack([*np.meshgrid(x, y), np.zeros((ny, nx)), np.ones((ny, nx))], -1).reshape(-1, 4)
        towards = (local @ light.world_from_light.T)[:, None, :3] - points_m
        d2 = np.maximum((towards**2).sum(-1), 0.01)
        cosines = np.maximum(towards @ light.world_from_light[:3, 2], 0) * np.maximum(towards @ facing, 0)
        total += np.array(light.color) * light.power_w * float((cosines / d2**2).mean()) / np.pi
    return total


def bake(parts: Iterable[Part], spec: StoreSpec, lights: Sequence[AreaLight]) -> Iterator[Part]:
    """The store's floor, walls and ceiling with the light that they are taken to receive: its mean over what
    goods in the aisle see of them."""
    given = list(parts)
    floor = UNDER_COAT * irradiance(lights, _floor(spec), (0, 0, 1))
    back = next((_mean(p.material) for p in given if p.name == "floor"), np.zeros(3)) * floor
    wall = irradiance(lights, _wall(spec), (0, -1, 0)) + FLOOR_TO_WALL * back
    far = UNDER_COAT * irradiance(lights, _far_floor(spec), (0, 0, 1))
    received = {"floor": floor, "far floor": far, **dict.fromkeys(("wall", "skirting", "fascia"), wall)}
    received |= dict.fromkeys(("poster", "door"), wall)
    for part in given:
        look = part.material
        if look.lamp:
            yield part
            continue
        light = received.get(part.name, FLOOR_TO_CEILING * back) + look.emission_w_m2
        r, g, b = (round(float(v), 4) for v in light)
        yield replace(part, material=replace(look, baked_w_m2=(r, g, b)))


def _mean(material: Material) -> F64:
    mean: Rgb = material.texture.mean_color() if material.texture else (1.0, 1.0, 1.0)
    return np.array(material.color) * mean


def _floor(spec: StoreSpec) -> F64:
    """Points of the floor before the fixture, no nearer to it than goods can see."""
    half = spec.fixture_width_m / 2 + LIT_BESIDE_M / 2
    return _grid(np.linspace(-half, half, PLACES), np.linspace(-spec.aisle_m, -0.1, PLACES), np.zeros(1))


def _far_floor(spec: StoreSpec) -> F64:
    """Points of the floor beyond the aisle: straight ahead is what goods see most of the rest."""
    half, y = spec.fixture_width_m / 2 + LIT_BESIDE_M, -spec.aisle_m - LIT_BEYOND_M - np.array(BEYOND_M)
    return _grid(np.linspace(-half, half, PLACES), y, np.zeros(1))


def _wall(spec: StoreSpec) -> F64:
    """Points of the wall behind the fixture, above it where it stands against the wall."""
    half, y = spec.fixture_width_m / 2, spec.fixture_depth_m + spec.behind_m
    low = spec.fixture_height_m if spec.behind_m < 1 else 0.0
    z = np.linspace(low, max(spec.ceiling_m, low + 0.2), PLACES + 1)
    return _grid(np.linspace(-half, half, PLACES), np.array([y]), (z[1:] + z[:-1]) / 2)


def _grid(*axes: F64) -> F64:
    return np.stack(np.meshgrid(*axes), -1).reshape(-1, 3)
