"""One pool of texels with mip levels for all textures: all pixels are looked up in the same few gathers."""

from collections.abc import Iterable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from assets.material import Texture

F32 = NDArray[np.float32]
Index = NDArray[np.intp]  # NumPy would convert anything narrower in every single lookup
U8 = NDArray[np.uint8]

LEVELS = 14
WHITE = 0  # row of the texture of untextured materials
MAX_TEXELS = 24_000_000  # 96 MB; a fuller pool is emptied before the next frame


@dataclass(frozen=True, eq=False)
class TexelTables:
    """``texels`` (n,) uint32 packs RGB as roots of linear values; the tables are (textures, LEVELS)."""

    texels: NDArray[np.uint32]
    start: Index
    width: Index
    height: Index
    levels: Index  # (textures,) how many levels each has


class TexelPool:
    """Keeps textures (by key) between frames; equal keys are stored once."""

    def __init__(self, max_texels: int = MAX_TEXELS) -> None:
        self._max_texels = max_texels
        self._clear()

    def _clear(self) -> None:
        self._texels = np.zeros(1 << 16, np.uint32)
        self._used = 0
        self._rows: dict[str, int] = {}
        self._tables: list[tuple[list[int], list[int], list[int]]] = []
        self.means: list[tuple[float, float, float]] = []  # of each row, linear
        self._add("", np.full((1, 1, 3), 255, np.uint8), _ROOT)

    def rows(self, textures: Iterable[Texture | None], data: bool = False) -> list[int]:
        """The row of each texture in :meth:`tables`; loads those that are new. ``data`` is not sRGB."""
        wanted = [None if t is None else (f"data {t.key}" if data else t.key, t) for t in textures]
        if self._used > self._max_texels and not data:
            self._clear()
        for texture in wanted:
            if texture is not None and texture[0] not in self._rows:
                self._add(texture[0], texture[1].pixels(), _DATA_ROOT if data else _ROOT)
        return [WHITE if texture is None else self._rows[texture[0]] for texture in wanted]

    def tables(self) -> TexelTables:
        start, width, height = (np.array(column, np.intp) for column in zip(*self._tables, strict=True))
        return TexelTables(self._texels, start, width, height, (width > 0).sum(1))

    def _add(self, key: str, pixels: U8, root: U8) -> None:
        starts, widths, heights = [], [], []
        levels = mip_levels(pixels, root)
        mean = np.square(levels[-1].reshape(-1)[:1].view(np.uint8)[:3] / 255.0)
        self.means.append((float(mean[0]), float(mean[1]), float(mean[2])))
        for level in levels:
            h, w = level.shape
            self._reserve(h * w)
            self._texels[self._used : self._used + h * w] = level.reshape(-1)
            starts.append(self._used)
            widths.append(w)
            heights.append(h)
            self._used += h * w
        pad = LEVELS - len(starts)
        self._tables.append((starts + [starts[-1]] * pad, widths + [0] * pad, heights + [0] * pad))
        self._rows[key] = len(self._tables) - 1

    def _reserve(self, count: int) -> None:
        if self._used + count > len(self._texels):
            grown = np.zeros(max(2 * len(self._texels), self._used + count), np.uint32)
            grown[: self._used] = self._texels[: self._used]
            self._texels = grown


def _root_table() -> U8:
    """sRGB byte to 255 sqrt(linear)."""
    x = np.arange(256) / 255
    linear = np.where(x <= 0.04045, x / 12.92, ((x + 0.055) / 1.055) ** 2.4)
    return np.asarray(np.round(255 * np.sqrt(linear)).astype(np.uint8))


_ROOT = _root_table()
_DATA_ROOT: U8 = np.round(np.sqrt(np.arange(256) * 255.0)).astype(np.uint8)  # the same for plain data


def mip_levels(pixels: U8, root_of: U8 = _ROOT) -> list[NDArray[np.uint32]]:
    """Packed levels, each half the size of the one before, averaged in linear light down to 1 x 1."""
    root = cv2.LUT(np.ascontiguousarray(pixels), root_of)
    levels = [_pack(root)]
    linear = cv2.multiply(root, root, dtype=cv2.CV_32F)
    while max(linear.shape[:2]) > 1 and len(levels) < LEVELS:
        h, w = linear.shape[:2]
        linear = cv2.resize(linear, (max(w // 2, 1), max(h // 2, 1)), interpolation=cv2.INTER_AREA)
        levels.append(_pack(np.sqrt(linear).round().astype(np.uint8)))
    return levels


def _pack(root: U8) -> NDArray[np.uint32]:
    packed = np.zeros((*root.shape[:2], 4), np.uint8)
    packed[..., :3] = root
    return packed.view(np.uint32)[..., 0]


def sample(tables: TexelTables, row: Index, u: F32, v: F32, lod: F32) -> F32:
    """Linear colours (3, n) at (u, v), bilinear on the mip level nearest to ``lod`` (log2 texels/pixel).

    Coordinates repeat; v runs upwards. Four gathers of packed texels, weighted two channels at a time.
    """
    level = np.clip((lod + np.float32(0.5)).astype(np.intp), 0, tables.levels.take(row) - 1)
    entry = row * LEVELS + level
    w, h = tables.width.ravel().take(entry), tables.height.ravel().take(entry)
    x0, x1, fx = _neighbours(u - np.floor(u), w)
    y0, y1, fy = _neighbours(np.ceil(v) - v, h)
    start = tables.start.ravel().take(entry)
    upper, lower = y0 * w + start, y1 * w + start
    one = np.uint32(16)
    taps = ((upper + x0, (one - fx) * (one - fy)), (upper + x1, fx * (one - fy)),
            (lower + x0, (one - fx) * fy), (lower + x1, fx * fy))  # fmt: skip
    red_blue = np.zeros(len(row), np.uint32)
    green = np.zeros(len(row), np.uint32)
    for index, weight in taps:
        texel = tables.texels.take(index)
        red_blue += (texel & np.uint32(0xFF00FF)) * weight
        green += ((texel >> np.uint32(8)) & np.uint32(0xFF)) * weight
    rgb = np.empty((3, len(row)), np.float32)
    rgb[0], rgb[1], rgb[2] = red_blue & np.uint32(0xFFFF), green, red_blue >> np.uint32(16)
    rgb *= np.float32(1 / (255 * 256))
    rgb *= rgb
    return rgb


def _neighbours(fraction: F32, size: Index) -> tuple[Index, Index, NDArray[np.uint32]]:
    """The two texels around a coordinate 0..1 of one axis, wrapped, and the weight (0..16) of the second."""
    position = fraction * size.astype(np.float32)
    position += np.float32(0.5)
    sixteenths = (position * np.float32(16)).astype(np.intp)
    upper = sixteenths >> 4
    weight = (sixteenths & 15).astype(np.uint32)
    lower = upper - 1
    lower += size * (lower < 0)
    upper -= size * (upper >= size)
    return lower, upper, weight
