"""Shop floors as textures: tiles, joints, speckle and wear from value noise, in numpy."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assets.arrays import digest
from assets.draws import keyed_rng
from assets.material import Rgb

F32 = NDArray[np.float32]
F64 = NDArray[np.float64]
FLOOR_VERSION = "2"
PX_PER_M = 128
STEPS = 2048  # of shade, up to its mean


@dataclass(frozen=True)
class Floor:
    """A floor: colour (linear), tile size (0: seamless), strength of joints, tile-to-tile change, speckle,
    wear.
    """

    color: Rgb
    tile_m: float
    joint: float
    tone: float
    speckle: float
    wear: float
    roughness: float


FLOORS: Mapping[str, Floor] = MappingProxyType(
    {
        "vinyl": Floor((0.56, 0.54, 0.49), 0.305, 0.12, 0.03, 0.05, 0.06, 0.3),
        "tile": Floor((0.5, 0.49, 0.46), 0.6, 0.5, 0.04, 0.02, 0.05, 0.22),
        "dark_tile": Floor((0.13, 0.13, 0.135), 0.6, 0.35, 0.08, 0.03, 0.08, 0.25),
        "concrete": Floor((0.34, 0.335, 0.32), 0.0, 0.0, 0.0, 0.06, 0.2, 0.35),
        "terrazzo": Floor((0.5, 0.48, 0.44), 1.2, 0.2, 0.02, 0.22, 0.04, 0.2),
        "wood": Floor((0.36, 0.22, 0.11), 0.14, 0.35, 0.16, 0.05, 0.06, 0.4),
    }
)


@dataclass(frozen=True)
class FloorTexture:
    """A rectangle of floor of ``size_wh_m``; implements ``assets.material.Texture``."""

    floor: str
    size_wh_m: tuple[float, float]

    @cached_property
    def key(self) -> str:
        return digest("floor", FLOOR_VERSION, repr(FLOORS[self.floor]), repr(self.size_wh_m), str(PX_PER_M))

    @property
    def size_wh_px(self) -> tuple[int, int]:
        return round(self.size_wh_m[0] * PX_PER_M), round(self.size_wh_m[1] * PX_PER_M)

    def pixels(self) -> NDArray[np.uint8]:
        """(height, width, 3) uint8 sRGB, row 0 on top, read-only."""
        return _paint(self.floor, self.size_wh_px)

    def mean_color(self) -> Rgb:
        """Average colour in linear Rec.709, which the variation leaves at the floor's own."""
        return FLOORS[self.floor].color


@lru_cache(maxsize=8)
def _paint(floor: str, size_wh_px: tuple[int, int]) -> NDArray[np.uint8]:
    look = FLOORS[floor]
    w, h = size_wh_px
    rng = keyed_rng(1, "floor", floor)
    y, x = np.arange(h)[:, None] / PX_PER_M, np.arange(w)[None] / PX_PER_M
    shade = 1 + look.speckle * rng.standard_normal((h, w), np.float32).clip(-2, 2)
    shade += look.wear * (_noise(rng, h, w, 0.9) + 0.6 * _noise(rng, h, w, 0.25))
    if look.tile_m:
        shade = shade * _tiles(rng, x, y, look)
    pixels = _print(look.color, shade / shade.mean())
    pixels.setflags(write=False)
    return pixels


def _print(color: Rgb, shade: NDArray[np.floating[Any]]) -> NDArray[np.uint8]:
    """``color`` times ``shade`` (h, w) in sRGB, looked up for steps of the shade too small to see."""
    steps = np.arange(4 * STEPS, dtype=np.float32)[:, None] / STEPS
    linear = np.clip(np.asarray(color, np.float32) * steps, 0, 1)
    encoded = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)
    table = np.round(encoded * 255).astype(np.uint8)
    at = np.clip(shade * STEPS, 0, len(table) - 1).astype(np.intp)
    return np.asarray(table.take(at, axis=0))


def _tiles(rng: np.random.Generator, x: F64, y: F64, look: Floor) -> F32:
    """Tone per tile, darker in the joints."""
    column, row = np.floor(x / look.tile_m).astype(int), np.floor(y / look.tile_m).astype(int)
    tone = 1 + look.tone * rng.normal(0, 1, (row.max() + 1, column.max() + 1)).clip(-2, 2)
    edge = 0.6 / PX_PER_M
    in_joint = (np.mod(x, look.tile_m) < edge) | (np.mod(y, look.tile_m) < edge)
    toned = tone.astype(np.float32)[row, column]
    toned[in_joint] *= np.float32(1 - look.joint)
    return np.asarray(toned)


def _noise(rng: np.random.Generator, h: int, w: int, cell_m: float) -> F32:
    """Smooth value noise in -1..1: random grid values, blended bilinearly with eased weights."""
    cell = cell_m * PX_PER_M
    grid = rng.uniform(-1, 1, (int(h / cell) + 2, int(w / cell) + 2)).astype(np.float32)
    v, u = np.arange(h) / cell, np.arange(w) / cell
    i, j = v.astype(int), u.astype(int)
    s, t = ((f * f * (3 - 2 * f)).astype(np.float32) for f in (v - i, u - j))
    across = grid[:, j] * (1 - t) + grid[:, j + 1] * t  # all of one axis first: few rows, then many
    return np.asarray(across[i] * (1 - s)[:, None] + across[i + 1] * s[:, None])
