"""Area lights as a few representative points."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scenes.scene import AreaLight

F32 = NDArray[np.float32]

POINTS = 16  # shared by all lamps, for surfaces in view
FEW_POINTS = 6  # for what bounces
WIDE_M, WIDE_POINTS = 3.0, 6


@dataclass(frozen=True, eq=False)
class LampPoints:
    """(s, ...) points that stand for ``flux`` (W per sr along the axis, RGB) each, facing ``axis``."""

    position: F32
    axis: F32
    intensity: F32  # (s, 3)

    def __len__(self) -> int:
        return len(self.position)


def lamp_points(lights: tuple[AreaLight, ...], points: int = POINTS) -> LampPoints:
    """Splits every lamp into a grid of points; the radiance of an area is power / (pi area)."""
    blocks = [_points_of(light, max(_least(light), points // len(lights))) for light in lights]
    if not blocks:
        empty = np.zeros((0, 3), np.float32)
        return LampPoints(empty, empty, empty)
    return LampPoints(*(np.concatenate(column).astype(np.float32) for column in zip(*blocks, strict=True)))


def _least(light: AreaLight) -> int:
    """Of lamps as wide as a hall a few points would show as pools of light on its floor."""
    return WIDE_POINTS if min(light.size_wh_m) > WIDE_M else 1


def _points_of(light: AreaLight, count: int) -> tuple[NDArray[np.float64], ...]:
    w, h = light.size_wh_m
    nx = int(np.clip(round(np.sqrt(count * w / h)), 1, count))
    ny = max(1, count // nx)
    x = ((np.arange(nx) + 0.5) / nx - 0.5) * w
    y = ((np.arange(ny) + 0.5) / ny - 0.5) * h
    local = np.stack([*np.meshgrid(x, y), np.zeros((ny, nx)), np.ones((ny, nx))], axis=-1).reshape(-1, 4)
    position = (local @ light.world_from_light.T)[:, :3]
    axis = np.tile(-light.world_from_light[:3, 2], (len(position), 1))
    intensity = np.tile(np.array(light.color) * light.power_w / (np.pi * len(position)), (len(position), 1))
    return position, axis, intensity


def light_at(lamps: LampPoints, points: F32) -> tuple[F32, F32, F32]:
    """What reaches points (p, 3) unhindered: directions to the lamps (3, p, s), distances and weights (p, s).

    Irradiance on a surface that faces the lamp is weight x the lamp's intensity.
    """
    towards = np.empty((3, len(points), len(lamps)), np.float32)
    for axis in range(3):
        np.subtract(lamps.position[:, axis], points[:, axis, None], out=towards[axis])
    d2 = towards[0] * towards[0] + towards[1] * towards[1] + towards[2] * towards[2]
    distance = np.sqrt(np.maximum(d2, np.float32(0.01)))
    towards /= distance
    cosine = sum(-towards[axis] * lamps.axis[:, axis] for axis in range(3))
    weight = np.maximum(cosine, 0) / (distance * distance)
    return towards, distance, weight


def weighted_sum(weights: F32, intensity: F32) -> F32:
    """(p, 3) from weights (p, s) and intensities (s, 3): a product that wakes no second thread."""
    total = np.empty((len(weights), 3), np.float32)
    for channel in range(3):
        np.einsum("ps,s->p", weights, intensity[:, channel], out=total[:, channel])
    return total
