"""What glossy surfaces mirror: the surroundings seen from one point, blurred to a few roughnesses.

Directions are laid out on an octahedron (Engelhardt and Dachsbacher, "Octahedron environment maps", 2008).
"""

from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from generator.render.draft.bounce import Surroundings, look
from generator.render.draft.lamps import weighted_sum
from generator.render.draft.looks import ROUGHNESS_LEVELS

F32 = NDArray[np.float32]

SIZE = 24
EDGE = 1  # border pixels repeated around each map, for bilinear lookups


@dataclass(frozen=True, eq=False)
class Reflection:
    """``maps`` ((SIZE + 2) * levels, SIZE + 2, 3): one octahedral map per roughness, one below the other."""

    maps: F32

    def look_up(self, x: F32, y: F32, z: F32, level: F32) -> F32:
        """Radiance (n, m, 3) from unit directions (n, m), in the map of this roughness level."""
        scale = np.float32(1) / (np.abs(x) + np.abs(y) + np.abs(z))
        px, py = x * scale, y * scale
        below = z < 0
        fx = np.where(below, np.copysign(np.float32(1) - np.abs(py), px), px)
        fy = np.where(below, np.copysign(np.float32(1) - np.abs(px), py), py)
        half = np.float32(SIZE / 2)
        column = fx * half + np.float32(half - 0.5 + EDGE)
        row = fy * half + np.float32(half - 0.5 + EDGE) + level * np.float32(SIZE + 2 * EDGE)
        return np.asarray(
            cv2.remap(self.maps, column, row, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        )


@cache
def octahedron() -> F32:
    """(SIZE, SIZE, 3) unit directions of the map's pixels."""
    line = (np.arange(SIZE) + 0.5) / SIZE * 2 - 1
    x, y = np.meshgrid(line, line)
    z = 1 - np.abs(x) - np.abs(y)
    fx = np.where(z < 0, np.copysign(1 - np.abs(y), x), x)
    fy = np.where(z < 0, np.copysign(1 - np.abs(x), y), y)
    d = np.stack([fx, fy, z], axis=-1)
    return np.asarray((d / np.linalg.norm(d, axis=-1, keepdims=True)).astype(np.float32))


@cache
def _blurs() -> tuple[F32, ...]:
    """Per roughness a (SIZE^2, SIZE^2) matrix that averages over a Phong lobe as wide as GGX's."""
    d = octahedron().reshape(-1, 3).astype(np.float64)
    solid_angle = 1 / np.abs(d).sum(1) ** -3  # of an octahedral pixel, up to a factor
    cosine = np.clip(d @ d.T, 0, 1)
    blurs = []
    for roughness in ROUGHNESS_LEVELS:
        exponent = 2 / max(roughness, 0.1) ** 4 / 4
        weight = cosine**exponent * solid_angle
        blurs.append((weight / weight.sum(1, keepdims=True)).astype(np.float32))
    return tuple(blurs)


def reflection_from(around: Surroundings, eye_m: F32) -> Reflection:
    """The surroundings as seen from ``eye_m``."""
    towards = octahedron().reshape(-1, 3)
    origins = np.tile(eye_m.astype(np.float32), (len(towards), 1))
    seen = look(around, origins, towards).radiance()
    seen += _lamps_in_view(around, eye_m, towards)
    by_channel = np.ascontiguousarray(seen.T)
    maps = [np.einsum("ij,cj->ic", blur, by_channel).reshape(SIZE, SIZE, 3) for blur in _blurs()]
    maps = [cv2.copyMakeBorder(m, EDGE, EDGE, EDGE, EDGE, cv2.BORDER_REPLICATE) for m in maps]
    return Reflection(np.concatenate(maps).astype(np.float32))


def _lamps_in_view(around: Surroundings, eye_m: F32, towards: F32) -> F32:
    """(n, 3) radiance of lamps, their light spread over the map pixels around their direction."""
    lamps = around.lamps
    if not len(lamps):
        return np.zeros_like(towards)
    to_lamp = lamps.position - eye_m
    d2 = np.sum(to_lamp**2, axis=1)
    unit = to_lamp / np.sqrt(d2)[:, None]
    received = np.maximum(-np.sum(unit * lamps.axis, axis=1), 0) / d2  # irradiance per unit intensity
    lobe = np.maximum(np.einsum("nk,sk->ns", towards, unit), 0) ** 150
    lobe /= np.maximum(lobe.sum(0), 1e-9) * (4 * np.pi / len(towards))
    return weighted_sum((lobe * received).astype(np.float32), lamps.intensity)
