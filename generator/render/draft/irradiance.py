"""Light in the shelf: measured with a few rays at a coarse grid of pixels, smooth in between.

At each point of the grid shadow rays go to the lamps and bounce rays into a fixed set of directions; both are
kept as spherical harmonics, so that surfaces of every orientation nearby can use them.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from generator.color import LUMINANCE
from generator.render.draft.bounce import Surroundings
from generator.render.draft.harmonics import basis, irradiance_weights
from generator.render.draft.lamps import light_at

F32 = NDArray[np.float32]

GRID_POINTS = 2000
DIRECTIONS = 24
PULL_M = 0.03  # points stand this far before the surface, so that it does not shade itself


@dataclass(frozen=True, eq=False)
class LightField:
    """(h, w, 12) float32: nine irradiance weights (luminance), then the colour of the light."""

    planes: F32


def directions(count: int = DIRECTIONS) -> F32:
    """Evenly spread unit vectors (Fibonacci lattice on the sphere)."""
    i = np.arange(count) + 0.5
    z = 1 - 2 * i / count
    turn = i * np.pi * (3 - np.sqrt(5))
    r = np.sqrt(1 - z * z)
    return np.stack([r * np.cos(turn), r * np.sin(turn), z], axis=1).astype(np.float32)


_DIRECTIONS = directions()
_BASIS = basis(_DIRECTIONS)


def light_field(around: Surroundings, points_m: F32, eye_m: F32, shape_hw: tuple[int, int]) -> LightField:
    """Irradiance everywhere in the picture from points (gh, gw, 3), the hits of a coarse grid of pixels."""
    gh, gw = points_m.shape[:2]
    points = points_m.reshape(-1, 3)
    back = eye_m - points
    back /= np.maximum(np.linalg.norm(back, axis=1, keepdims=True), 1e-9)
    points = (points + back * np.float32(PULL_M)).astype(np.float32)
    rgb = _from_lamps(around, points) + _from_bounces(around, points)  # (p, 9, 3)
    brightness = np.maximum(rgb @ LUMINANCE, 0)
    luminance = irradiance_weights(rgb @ LUMINANCE)
    color = rgb[:, 0] / np.maximum(brightness[:, :1], 1e-12)
    coarse = np.concatenate([luminance, color], axis=1).reshape(gh, gw, 12).astype(np.float32)
    coarse = cv2.blur(coarse.reshape(gh, gw, 12), (3, 3), borderType=cv2.BORDER_REPLICATE)
    h, w = shape_hw
    parts = [cv2.resize(coarse[..., k : k + 4], (w, h), interpolation=cv2.INTER_LINEAR) for k in (0, 4, 8)]
    return LightField(np.concatenate(parts, axis=2))


def _from_lamps(around: Surroundings, points: F32) -> F32:
    """(p, 9, 3) harmonics of what the lamps send, with shadows."""
    if not len(around.lamps):
        return np.zeros((len(points), 9, 3), np.float32)
    towards, distance, weight = light_at(around.lamps, points)
    lit = np.flatnonzero(weight.ravel() > 0)
    rays = (towards * distance[..., None]).reshape(-1, 3)[lit]
    origins = points.repeat(len(around.lamps), axis=0)[lit]
    flat = weight.ravel()
    flat[lit] *= around.occluders.is_clear(origins, rays)
    per_lamp = basis(towards) * weight[..., None]
    return np.einsum("psh,sc->phc", per_lamp, around.lamps.intensity, optimize=True)


def _from_bounces(around: Surroundings, points: F32) -> F32:
    """(p, 9, 3) harmonics of what everything else sends."""
    origins = points.repeat(len(_DIRECTIONS), axis=0)
    towards = np.tile(_DIRECTIONS, (len(points), 1))
    seen = around.radiance(origins, towards, around.occluders.cast(origins, towards))
    seen = seen.reshape(len(points), len(_DIRECTIONS), 3)
    return np.einsum("pdc,dh->phc", seen, _BASIS, optimize=True) * np.float32(4 * np.pi / len(_DIRECTIONS))
