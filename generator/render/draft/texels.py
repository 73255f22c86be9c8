"""One picture with the mip levels of all textures: OpenCV looks all pixels up in it at once."""

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
WIDTH, MOST_ROWS = 4096, 32_766  # of the atlas; OpenCV reads none larger than 2^15 - 1
KEPT_ROWS = 16_384  # an emptied pool keeps its memory (256 MB at most) unless it wrote more
FRAMES_KEPT = 8  # a pool with more in it than so many frames like the latest is emptied before the next
MAX_TEXELS = 32_000_000  # 128 MB; so is one that is fuller than this
EDGE = 1  # texels around each level that repeat those of its other side
STEPS = np.float32(32)  # positions between two texels that OpenCV tells apart
ROW = 1024  # pixels that OpenCV is asked for side by side

Place = tuple[int, int, int, int]  # x, y, width and height


class PoolFullError(Exception):
    """The frame's textures do not fit beside those of frames before; an empty pool takes them."""


@dataclass(frozen=True, eq=False)
class TexelTables:
    """``atlas`` (h, WIDTH, 4) holds RGB as roots of linear values; the fourth channel means nothing.

    Each level's place in it, (textures * LEVELS,): its corner, in OpenCV's coordinates, and its size.
    """

    atlas: U8
    x: F32
    y: F32
    width: F32
    height: F32
    last: F32  # (textures,) the coarsest level of each


class TexelPool:
    """Keeps textures (by key) between frames; equal keys are stored once."""

    def __init__(self, max_texels: int = MAX_TEXELS) -> None:
        self._max_texels = max_texels
        self._atlas = np.zeros((0, WIDTH, 4), np.uint8)
        self._bottom = 0
        self.clear()

    def clear(self) -> None:
        """Forgets all textures. Tables given out before are void: others will lie in their places."""
        if self._bottom > KEPT_ROWS or not len(self._atlas):  # the machine gives memory where it is written
            self._atlas = np.zeros((MOST_ROWS, WIDTH, 4), np.uint8)
        self._bottom, self._shelves = 0, dict[int, tuple[int, int]]()  # by height: the open shelf's end, top
        self._texels = self._in_frame = 0
        self._rows: dict[str, int] = {}
        self._taken: list[int] = []  # texels of each row
        self._places: list[list[Place]] = []
        self._tables: TexelTables | None = None
        self._alone = True  # only textures of the present frame are in
        self.means: list[tuple[float, float, float]] = []  # of each row, linear
        self._add("", np.full((1, 1, 3), 255, np.uint8), _ROOT)

    def rows(self, textures: Iterable[Texture | None], data: bool = False) -> list[int]:
        """The row of each texture in :meth:`tables`; loads those that are new. ``data`` is not sRGB.

        A frame asks for its colours first. Raises PoolFullError.
        """
        wanted = [None if t is None else (f"data {t.key}" if data else t.key, t) for t in textures]
        if not data:
            if self._texels > min(self._max_texels, FRAMES_KEPT * self._in_frame):
                self.clear()
            self._alone = len(self._rows) == 1
        for texture in wanted:
            if texture is not None and texture[0] not in self._rows:
                self._add(texture[0], texture[1].pixels(), _DATA_ROOT if data else _ROOT)
        found = [WHITE if texture is None else self._rows[texture[0]] for texture in wanted]
        taken = sum(self._taken[row] for row in set(found))
        self._in_frame = self._in_frame + taken if data else taken
        return found

    def tables(self) -> TexelTables:
        """As they are now; what comes in later changes none of its values."""
        if self._tables is None or len(self._tables.last) < len(self._places):
            self._tables = self._grown(self._tables)
        return self._tables

    def _grown(self, known: TexelTables | None) -> TexelTables:
        fresh = self._places[len(known.last) if known else 0 :]
        places = np.array([some + some[-1:] * (LEVELS - len(some)) for some in fresh], np.float32)
        x, y, width, height = np.ascontiguousarray(places.reshape(-1, 4).T)
        half = np.float32(0.5)  # OpenCV counts from the middle of the first texel
        columns = [x - half, y - half, width, height, np.array([len(some) - 1 for some in fresh], np.float32)]
        if known:
            before = known.x, known.y, known.width, known.height, known.last
            columns = [np.concatenate(pair) for pair in zip(before, columns, strict=True)]
        return TexelTables(self._atlas, *columns)

    def _add(self, key: str, pixels: U8, root: U8) -> None:
        levels = mip_levels(pixels, root)
        mean = np.square(levels[-1].reshape(-1)[:3] / 255.0)
        self.means.append((float(mean[0]), float(mean[1]), float(mean[2])))
        before = self._texels
        finest, places = self._placed(levels)
        self._taken.append(self._texels - before)
        for level, (x, y, w, h) in zip(levels[finest:], places, strict=True):
            whole = cv2.cvtColor(level, cv2.COLOR_RGB2RGBA)  # rows of the atlas are copied in one go then
            edged = cv2.copyMakeBorder(whole, EDGE, EDGE, EDGE, EDGE, cv2.BORDER_WRAP)
            self._atlas[y - EDGE : y + h + EDGE, x - EDGE : x + w + EDGE] = edged
        self._places.append(places[:1] * finest + places)
        self._rows[key] = len(self._places) - 1

    def _placed(self, levels: list[U8]) -> tuple[int, list[Place]]:
        """Where the levels go, from the finest on that there is room for."""
        for finest in range(len(levels)):
            places, width, height = block([level.shape[:2] for level in levels[finest:]])
            corner = self._room(width, height) if width <= WIDTH else None
            if corner is not None:
                return finest, [(x + corner[0], y + corner[1], w, h) for x, y, w, h in places]
            if width <= WIDTH and not self._alone:
                raise PoolFullError
        raise MemoryError("the draft engine's atlas cannot hold this frame's textures")

    def _room(self, width: int, height: int) -> tuple[int, int] | None:
        """The corner of a free rectangle: on the shelf for its height, or on a new one below all others."""
        grain = 1 << max(height.bit_length() - 4, 2)
        high = -(-height // grain) * grain
        x, y = self._shelves.get(high, (WIDTH, 0))
        if x + width > WIDTH:
            x, y = 0, self._bottom
            if y + high > MOST_ROWS:
                return None
            self._bottom += high
        self._shelves[high] = x + width, y
        self._texels += width * high
        return x, y


def block(sizes_hw: Iterable[tuple[int, int]]) -> tuple[list[Place], int, int]:
    """Places of levels in one rectangle, with their edges, and its width and height.

    The finest stands on the left, the others below each other on its right.
    """
    places: list[Place] = []
    left = top = width = height = 0
    for h, w in sizes_hw:
        places.append((left + EDGE, top + EDGE, w, h))
        width, height = max(width, left + w + 2 * EDGE), max(height, top + h + 2 * EDGE)
        left, top = (width, 0) if len(places) == 1 else (left, top + h + 2 * EDGE)
    return places, width, height


def _root_table() -> U8:
    """sRGB byte to 255 sqrt(linear)."""
    x = np.arange(256) / 255
    linear = np.where(x <= 0.04045, x / 12.92, ((x + 0.055) / 1.055) ** 2.4)
    return np.asarray(np.round(255 * np.sqrt(linear)).astype(np.uint8))


_ROOT = _root_table()
_DATA_ROOT: U8 = np.round(np.sqrt(np.arange(256) * 255.0)).astype(np.uint8)  # the same for plain data


def mip_levels(pixels: U8, root_of: U8 = _ROOT) -> list[U8]:
    """Roots of linear values, each level half the size of the one before, averaged in linear light."""
    root = cv2.LUT(np.ascontiguousarray(pixels), root_of)
    levels = [root]
    linear = cv2.multiply(root, root, dtype=cv2.CV_32F)
    while max(linear.shape[:2]) > 1 and len(levels) < LEVELS:
        h, w = linear.shape[:2]
        linear = cv2.resize(linear, (max(w // 2, 1), max(h // 2, 1)), interpolation=cv2.INTER_AREA)
        levels.append(np.asarray(cv2.convertScaleAbs(cv2.sqrt(linear)), np.uint8))
    return levels


def sample(tables: TexelTables, row: Index, u: F32, v: F32, lod: F32) -> F32:
    """Linear colours (3, n) at (u, v), bilinear on the mip level nearest to ``lod`` (log2 texels/pixel).

    Coordinates repeat; v runs upwards.
    """
    level = np.minimum(np.maximum(lod + np.float32(0.5), np.float32(0)), tables.last.take(row))
    entry = row * LEVELS + level.astype(np.intp)
    x = u - np.floor(u)
    x *= tables.width.take(entry) * STEPS
    np.rint(x, out=x)
    x /= STEPS  # where in the atlas a texture lies must not move its last bits
    x += tables.x.take(entry)
    y = np.ceil(v) - v
    y *= tables.height.take(entry) * STEPS
    np.rint(y, out=y)
    y /= STEPS
    y += tables.y.take(entry)
    n = len(row)
    if not n:  # OpenCV refuses to look nothing up
        return np.zeros((3, 0), np.float32)
    roots = _looked_up(tables.atlas, x, y)
    rgb = np.empty((3, n), np.float32)
    for channel, root in enumerate(cv2.split(roots)[:3]):
        plane = cv2.multiply(root, root, scale=1 / 255**2, dtype=cv2.CV_32F)
        rgb[channel] = plane.reshape(-1)[:n]
    return rgb


def _looked_up(atlas: U8, x: F32, y: F32) -> U8:
    """(rows, ROW, 4) bilinear values at positions (n,), row by row."""
    pad = -len(x) % ROW
    if pad:
        x, y = np.pad(x, (0, pad)), np.pad(y, (0, pad))
    found = cv2.remap(atlas, x.reshape(-1, ROW), y.reshape(-1, ROW), cv2.INTER_LINEAR)
    return np.asarray(found)
