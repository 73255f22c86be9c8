"""A relief: height, colour and gloss per pixel, into which things are laid, the higher in front.

Everything is float32 arrays of one raster; nothing here knows what it pictures. Lighting is in ``studio.py``.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from assets.art.colors import to_linear
from assets.draws import keyed_rng

Plane = NDArray[np.floating[Any]]
EMPTY = np.float32(-1e6)
Piece = Callable[["Pen"], None]
_TABLE = 128  # samples along a side of the noise table, which repeats


class Relief:
    """``height`` in pixels (``EMPTY``: nothing there), linear ``color``; the rest 0..1.

    ``gloss`` runs from matte to wet; ``clear`` is how far light comes through (fruit flesh, jelly).
    """

    def __init__(self, rows: int, cols: int) -> None:
        self.height: Plane = np.full((rows, cols), EMPTY, np.float32)
        self.color: Plane = np.zeros((rows, cols, 3), np.float32)
        self.gloss: Plane = np.zeros((rows, cols), np.float32)
        self.clear: Plane = np.zeros((rows, cols), np.float32)
        self.opaque: Plane = np.ones((rows, cols), np.float32)

    @property
    def mask(self) -> NDArray[np.bool_]:
        return self.height > EMPTY / 2


@cache
def _noise_table() -> Plane:
    """White noise to interpolate: mean 0, about one standard deviation after cubic interpolation."""
    values = keyed_rng(0, "photo noise").standard_normal((_TABLE, _TABLE)).astype(np.float32)
    return values * np.float32(1.25)


@dataclass(frozen=True)
class Grid:
    """A window of the relief in a thing's own coordinates: its unit circle, y downwards, ``px`` to a unit."""

    window: tuple[slice, slice]
    x: Plane
    y: Plane
    px: float
    origin: tuple[float, float]

    @cached_property
    def rr(self) -> Plane:
        """Squared distance from the middle."""
        return self.x * self.x + self.y * self.y

    @cached_property
    def angle(self) -> Plane:
        out: Plane = np.arctan2(self.y, self.x)
        return out

    def noise(self, frequency: float, octaves: int = 3, along: float = 1.0, across: float = 1.0) -> Plane:
        """Fractal noise, about -1..1; ``frequency`` blobs to a unit, stretched by ``along`` x, ``across`` y.

        Octaves finer than two pixels are left out.
        """
        return self.noise_at(self.x, self.y, frequency, octaves, along, across)

    def noise_at(
        self, u: Plane, v: Plane, frequency: float, octaves: int = 3, along: float = 1.0, across: float = 1.0
    ) -> Plane:
        """The same at coordinates of the caller's choice, e.g. polar ones."""
        total = np.zeros(u.shape, np.float32)
        weight, norm = 1.0, 0.0
        for k in range(octaves):
            f = frequency * 2.0**k
            if k and f * 2.0 > self.px:
                break
            a = u * np.float32(f / along) + np.float32(self.origin[0] + 17.3 * k)
            b = v * np.float32(f / across) + np.float32(self.origin[1] + 41.7 * k)
            total += np.float32(weight) * cv2.remap(
                _noise_table(), a, b, cv2.INTER_LINEAR, borderMode=cv2.BORDER_WRAP
            )
            norm += weight * weight
            weight *= 0.55
        out: Plane = total * np.float32(0.62 / math.sqrt(norm))
        return out


@dataclass(frozen=True)
class Pen:
    """Where a thing goes: the middle (col, row), radius, base height (pixels), turn (radians)."""

    relief: Relief
    col: float
    row: float
    r: float
    rng: np.random.Generator
    turn: float = 0.0
    z: float = 0.0
    flip: float = field(default=1.0)

    def at(self, x: float, y: float, r: float, turn_deg: float = 0.0, z: float = 0.0) -> "Pen":
        """A pen for a part: its middle and base in this one's units."""
        c, s = math.cos(self.turn), math.sin(self.turn)
        return Pen(
            self.relief,
            self.col + self.r * (c * x - s * y),
            self.row + self.r * (s * x + c * y),
            self.r * r,
            self.rng,
            self.turn + math.radians(turn_deg),
            self.z + z * self.r,
        )

    def grid(self, reach: float = 1.0, reach_y: float | None = None) -> Grid | None:
        """The pixels within ``reach`` units of the middle, or None where the relief has none of them."""
        rows, cols = self.relief.height.shape
        reach_y = reach if reach_y is None else reach_y
        c, s = math.cos(self.turn), math.sin(self.turn)
        half_w = self.r * (abs(c) * reach + abs(s) * reach_y) + 1
        half_h = self.r * (abs(s) * reach + abs(c) * reach_y) + 1
        c0, c1 = max(int(self.col - half_w), 0), min(int(self.col + half_w) + 2, cols)
        r0, r1 = max(int(self.row - half_h), 0), min(int(self.row + half_h) + 2, rows)
        if c0 >= c1 or r0 >= r1:
            return None
        dx = (np.arange(c0, c1, dtype=np.float32) + np.float32(0.5 - self.col)) / np.float32(self.r)
        dy = (np.arange(r0, r1, dtype=np.float32) + np.float32(0.5 - self.row)) / np.float32(self.r)
        x = np.float32(c) * dx[None, :] + np.float32(s) * dy[:, None]
        y = np.float32(c) * dy[:, None] - np.float32(s) * dx[None, :]
        u, v = self.rng.random(2)
        return Grid((slice(r0, r1), slice(c0, c1)), x, y, self.r, (float(u) * _TABLE, float(v) * _TABLE))

    def lay(
        self,
        g: Grid,
        height: Plane,
        color: Plane | tuple[float, float, float],
        gloss: Plane | float = 0.3,
        clear: Plane | float = 0.0,
        where: NDArray[np.bool_] | None = None,
        opaque: Plane | float = 1.0,
    ) -> None:
        """Lay a surface down: ``height`` in units above the base, NaN or outside ``where`` for nothing.

        Where ``opaque`` is less than 1 the finished picture lets its ground show through.
        """
        px = height * np.float32(self.r) + np.float32(self.z)
        relief, w = self.relief, g.window
        above = px > relief.height[w]
        if where is not None:
            above &= where
        relief.height[w][above] = px[above]
        flat = color if isinstance(color, np.ndarray) else np.array(color, np.float32)
        relief.color[w][above] = flat[above] if flat.ndim == 3 else flat
        relief.gloss[w][above] = gloss[above] if isinstance(gloss, np.ndarray) else gloss
        relief.clear[w][above] = clear[above] if isinstance(clear, np.ndarray) else clear
        relief.opaque[w][above] = opaque[above] if isinstance(opaque, np.ndarray) else opaque


@cache
def lin(value: int) -> tuple[float, float, float]:
    """0xRRGGBB to linear light."""
    r, g, b = (to_linear((value >> k & 255) / 255) for k in (16, 8, 0))
    return (r, g, b)


def blend(a: int | Plane, b: int | Plane, t: Plane) -> Plane:
    """Colours mixed in linear light: ``a`` where t <= 0, ``b`` where t >= 1; shape of ``t`` plus (3,)."""
    ca = np.array(lin(a), np.float32) if isinstance(a, int) else a
    cb = np.array(lin(b), np.float32) if isinstance(b, int) else b
    k = np.clip(t, 0, 1)[..., None]
    out: Plane = ca + (cb - ca) * k
    return out


def shade(color: Plane | int, by: Plane) -> Plane:
    """A colour made brighter or darker by a relative amount (0: as it is)."""
    base = np.array(lin(color), np.float32) if isinstance(color, int) else color
    out: Plane = base * (1 + np.clip(by, -0.95, 1.5))[..., None]
    return out


def dome(g: Grid, rx: float = 1.0, ry: float = 1.0, power: float = 2.0) -> Plane:
    """Height of a rounded body over its outline, 1 in the middle; NaN outside.

    ``power`` 2 is an ellipsoid; more is boxier.
    """
    a, b = np.abs(g.x / np.float32(rx)), np.abs(g.y / np.float32(ry))
    q = 1 - (a * a + b * b if power == 2.0 else a**power + b**power)
    with np.errstate(invalid="ignore"):
        out: Plane = np.sqrt(q)
    return out


def cushion(inside: Plane, width: float) -> Plane:
    """Height of a flat body with round edges, from the distance to its outline (negative outside: NaN)."""
    t = np.clip(1 - inside / np.float32(width), 0, 1)
    with np.errstate(invalid="ignore"):
        out: Plane = np.where(inside >= 0, np.sqrt(1 - t * t), np.float32(np.nan)).astype(np.float32)
    return out


def step(edge0: float, edge1: float, x: Plane) -> Plane:
    """Smooth 0..1 between two values (either may be the larger)."""
    t = np.clip((x - np.float32(edge0)) / np.float32(edge1 - edge0), 0, 1)
    out: Plane = t * t * (3 - 2 * t)
    return out
