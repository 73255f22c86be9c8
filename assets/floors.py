"""Shop floors as textures that repeat: tiles, joints, chips, grime and scuffs from value noise, in numpy."""

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
FLOOR_VERSION = "4"
SIDE_PX = 1024
BLOCK_M = 4.5  # about: a whole number of tiles
WEAR_GRADES = 5
STEPS = 2048  # of shade, up to its mean


@dataclass(frozen=True)
class Floor:
    """A floor: colour (linear), tile size (0: seamless), strength of joints, tile-to-tile change, speckle,
    clouds, chips (their share of the surface and how much lighter or darker they are), the roughness when
    neither polished nor dull, and how dark every other tile is (1: as the rest),
    and for boards how many widths they are long.
    """

    color: Rgb
    tile_m: float
    joint: float
    tone: float
    speckle: float
    wear: float
    roughness: float
    chips: float = 0.0
    chip_tone: float = 0.0
    other: float = 1.0
    plank: int = 0


FLOORS: Mapping[str, Floor] = MappingProxyType(
    {
        "vinyl": Floor((0.56, 0.52, 0.44), 0.305, 0.1, 0.03, 0.04, 0.05, 0.3, 0.25, -0.14),
        "white_vinyl": Floor((0.7, 0.69, 0.66), 0.305, 0.07, 0.015, 0.03, 0.04, 0.26, 0.15, -0.1),
        "checker": Floor((0.4, 0.39, 0.36), 0.305, 0.08, 0.03, 0.03, 0.05, 0.27, 0.1, -0.1, 0.14),
        "tile": Floor((0.5, 0.48, 0.43), 0.3, 0.5, 0.04, 0.02, 0.05, 0.22),
        "stone": Floor((0.46, 0.4, 0.33), 0.6, 0.3, 0.05, 0.04, 0.12, 0.2),
        "dark_tile": Floor((0.13, 0.125, 0.12), 0.6, 0.35, 0.08, 0.03, 0.08, 0.25),
        "concrete": Floor((0.33, 0.32, 0.3), 0.0, 0.0, 0.0, 0.06, 0.22, 0.3),
        "terrazzo": Floor((0.52, 0.48, 0.42), 1.2, 0.2, 0.02, 0.06, 0.04, 0.2, 0.3, -0.3),
        "wood": Floor((0.36, 0.22, 0.11), 0.14, 0.35, 0.16, 0.05, 0.06, 0.4, plank=8),
        "carpet": Floor((0.1, 0.105, 0.13), 0.5, 0.1, 0.06, 0.3, 0.1, 0.95),
    }
)


@dataclass(frozen=True)
class FloorTexture:
    """A square of floor that repeats; implements ``assets.material.Texture``.

    ``grade`` is how worn it is, 0 to ``WEAR_GRADES - 1``.
    """

    floor: str
    grade: int = 1

    @property
    def side_m(self) -> float:
        """Side of the square: about ``BLOCK_M``, an even number of tiles."""
        tile = FLOORS[self.floor].tile_m
        return BLOCK_M if not tile else max(2 * round(BLOCK_M / tile / 2), 2) * tile

    @cached_property
    def key(self) -> str:
        return digest("floor", FLOOR_VERSION, repr(FLOORS[self.floor]), str(self.grade), str(SIDE_PX))

    @property
    def size_wh_px(self) -> tuple[int, int]:
        return SIDE_PX, SIDE_PX

    def pixels(self) -> NDArray[np.uint8]:
        """(height, width, 3) uint8 sRGB, row 0 on top, read-only."""
        return _paint(self.floor, self.grade, self.side_m)

    def mean_color(self) -> Rgb:
        """Average colour in linear Rec.709, which the variation leaves at the floor's own."""
        return FLOORS[self.floor].color


@lru_cache(maxsize=12)
def _paint(floor: str, grade: int, side_m: float) -> NDArray[np.uint8]:
    look, n = FLOORS[floor], SIDE_PX
    rng = keyed_rng(1, "floor", floor)
    at = np.arange(n, dtype=np.float64) * (side_m / n)
    shade = 1 + look.speckle * rng.standard_normal((n, n), np.float32).clip(-2, 2)
    shade += look.wear * (_noise(rng, n, 4) + np.float32(0.6) * _noise(rng, n, 16))
    if look.chips:
        shade += look.chip_tone * _chips(rng, n, side_m, look.chips)
    if look.tile_m:
        shade = shade * _tiles(rng, at[None], at[:, None], look, side_m / n)
    if grade:
        shade = shade * _grime(keyed_rng(1, "grime", floor), n, grade)
        if look.tile_m:
            shade = shade * _dirty_joints(keyed_rng(1, "joints", floor), n, look.tile_m / side_m, grade)
    pixels = _print(look.color, shade / shade.mean())
    pixels.setflags(write=False)
    return pixels


def _chips(rng: np.random.Generator, n: int, side_m: float, share: float) -> F32:
    """Flecks of about a centimetre over this share of the surface, of differing strength, as of chipped
    stone or of the mottles in vinyl."""
    cells = round(side_m / 0.014)
    height = _noise(rng, n, cells)
    edge = np.float32(np.quantile(height[::8, ::8], 1 - share))
    inside = np.clip((height - edge) * np.float32(8), 0, 1)
    return np.asarray(inside * (np.float32(0.4) + _noise(rng, n, cells // 3)))


def _grime(rng: np.random.Generator, n: int, grade: int) -> F32:
    """What trolleys and shoes leave: clouds of grime, stains, spots, scuffs and wheel marks. A factor of the
    shade."""
    strength = np.float32(0.055 * grade)
    clouds = np.clip(_noise(rng, n, 7) + np.float32(0.5) * _noise(rng, n, 40), 0, 1)
    shade = np.float32(1) - strength * clouds
    for _ in range(14 * grade):
        _stroke(shade, rng, rng.uniform(0.02, 0.12), rng.normal(0, 0.01), rng.uniform(0.05, 0.3))
    for _ in range(2 * grade):  # wheels of trolleys and pallet trucks: long and faint, two beside each other
        _stroke(shade, rng, rng.uniform(0.3, 0.9), rng.normal(0, 0.0012), rng.uniform(0.06, 0.16), 0.12)
    for _ in range(10 * grade):
        left, top, r = rng.integers(4, n - 4), rng.integers(4, n - 4), rng.integers(1, 3)
        shade[top - r : top + r, left - r : left + r] *= np.float32(rng.uniform(0.6, 0.9))
    for _ in range(max(2 * grade - 2, 0)):
        _stain(shade, rng)
    return shade


def _stroke(
    shade: F32, rng: np.random.Generator, long: float, bend: float, dark: float, twin: float = 0.0
) -> None:
    """A bent line, ``long`` in sides of the square, darkened in place; ``twin``: another so far beside it."""
    n = len(shade)
    x, y, turn = rng.random() * n, rng.random() * n, rng.random() * 6.3
    heading = turn + bend * np.arange(0.0, long * n)
    fade = dark * np.clip(_noise(rng, 64, 8)[0, (np.arange(len(heading)) // 6) % 64] + 0.7, 0, 1)
    for beside in (0.0, twin * n) if twin else (0.0,):
        u = (x - beside * np.sin(turn) + np.cumsum(np.cos(heading))) % n
        v = (y + beside * np.cos(turn) + np.cumsum(np.sin(heading))) % n
        shade[v.astype(int) % n, u.astype(int) % n] *= (1 - fade).astype(np.float32)


def _stain(shade: F32, rng: np.random.Generator) -> None:
    """Something was spilled: a blot with a darker rim, in place."""
    n, r = len(shade), int(rng.integers(10, 42))
    left, top = rng.integers(r + 1, n - r - 1, 2)
    y, x = np.mgrid[-r:r, -r:r] / r
    turn = np.arctan2(y, x)
    wobble = 1 + 0.12 * np.sin(3 * turn + rng.random() * 6) + 0.08 * np.sin(5 * turn + rng.random() * 6)
    away = np.hypot(x, y * rng.uniform(1, 1.6)) / (0.8 * wobble)
    depth = rng.uniform(0.05, 0.16) * np.clip((1 - away) * 8, 0, 1) * (0.55 + 0.45 * np.clip(away, 0, 1) ** 6)
    shade[top - r : top + r, left - r : left + r] *= (1 - depth).astype(np.float32)


def _dirty_joints(rng: np.random.Generator, n: int, tile: float, grade: int) -> F32:
    """Dirt in and along the joints of tiles, here more, there less. A factor of the shade."""
    at = np.mod(np.arange(n) / n, tile) / tile
    near = np.exp(-((np.minimum(at, 1 - at) * tile * n / 1.6) ** 2))
    line = np.maximum(near[None, :], near[:, None]).astype(np.float32)
    where = np.clip(_noise(rng, n, 9) + np.float32(0.5), 0, 1)
    return np.asarray(np.float32(1) - np.float32(0.09 * grade) * line * where)


def _print(color: Rgb, shade: NDArray[np.floating[Any]]) -> NDArray[np.uint8]:
    """``color`` times ``shade`` (h, w) in sRGB, looked up for steps of the shade too small to see."""
    steps = np.arange(4 * STEPS, dtype=np.float32)[:, None] / STEPS
    linear = np.clip(np.asarray(color, np.float32) * steps, 0, 1)
    encoded = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)
    table = np.round(encoded * 255).astype(np.uint8)
    at = np.clip(shade * STEPS, 0, len(table) - 1).astype(np.intp)
    return np.asarray(table.take(at, axis=0))


def _tiles(
    rng: np.random.Generator,
    x: NDArray[np.floating[Any]],
    y: NDArray[np.floating[Any]],
    look: Floor,
    px_m: float,
) -> F32:
    """Tone per tile, darker in the joints."""
    column, row = np.floor(x / look.tile_m + 1e-6).astype(int), np.floor(y / look.tile_m + 1e-6).astype(int)
    if look.plank:  # boards run on along x, each row's ends elsewhere
        x = x + (row * 5 % 8) * look.tile_m * look.plank / 8
        count = round((column.max() + 1) / look.plank)
        column = np.floor(x / (look.tile_m * look.plank) + 1e-6).astype(int) % count
    tone = 1 + look.tone * rng.normal(0, 1, (row.max() + 1, column.max() + 1)).clip(-2, 2)
    if look.other != 1.0:
        tone[(np.arange(tone.shape[0])[:, None] + np.arange(tone.shape[1])[None]) % 2 == 1] *= look.other
    in_joint = (np.mod(x, look.tile_m * max(look.plank, 1)) < px_m) | (np.mod(y, look.tile_m) < px_m)
    toned = tone.astype(np.float32)[row, column]
    toned[in_joint] *= np.float32(1 - look.joint)
    return np.asarray(toned)


def _noise(rng: np.random.Generator, n: int, cells: int) -> F32:
    """Smooth value noise in -1..1 that repeats: ``cells`` random values along each side, eased between."""
    grid = rng.uniform(-1, 1, (cells, cells)).astype(np.float32)
    u = np.arange(n) * (cells / n)
    i = u.astype(int)
    s = (u - i).astype(np.float32)
    s = s * s * (3 - 2 * s)
    j = (i + 1) % cells
    across = grid[:, i] * (1 - s) + grid[:, j] * s  # all of one axis first: few rows, then many
    return np.asarray(across[i] * (1 - s)[:, None] + across[j] * s[:, None])
