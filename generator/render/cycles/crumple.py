"""How thin film lies when it has been folded and pulled: heights for a tile that repeats without a seam."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from assets.draws import keyed_rng

F32 = NDArray[np.float32]

SIZE_PX = 512
CELLS = 5  # of the largest creases along the tile's side: bump_size_m is one of them
PLEATS = 12  # along the tile's side


@cache
def crumpled_tile() -> F32:
    """(SIZE_PX, SIZE_PX, 3) heights of relief 1: creases of two sizes, pleats across, and fine wrinkles.

    Red are facets between sharp creases, green vertical pleats as they run out of seals, blue wrinkles an
    eighth of the size.
    """
    large, middle = _facets("large", SIZE_PX, CELLS, 0.28), _facets("middle", SIZE_PX // 2, 6, 0.32)
    creases = large + 0.35 * _repeated(middle, 2) + np.float32(0.008) * _waves("soft", 7)
    heights = np.stack([creases, _pleats(), 0.3 * _repeated(middle[::4, ::4], 8)], axis=-1)
    return np.asarray(heights / np.float32(np.ptp(creases)))


def _repeated(tile: F32, times: int) -> F32:
    """The tile so many times along each side, as much smaller in every direction."""
    return np.tile(tile, (times, times)) / np.float32(times)


def _facets(name: str, size_px: int, count: int, slope: float) -> F32:
    """Tilted facets that meet in sharp creases: the lower envelope of a shallow bowl around each seed.

    ``count`` seeds along a side; ``slope`` is the facets' typical tilt. The envelope is continuous: only its
    gradient jumps.
    """
    rng = keyed_rng(0, "crumple", name)
    corners = np.stack(np.meshgrid(np.arange(count), np.arange(count)), -1).reshape(-1, 2)
    seeds = (corners + rng.random(corners.shape)) / count
    tilt = rng.normal(0.0, slope, corners.shape)
    lift = rng.normal(0.0, 0.15 * slope / count, len(seeds))
    bend_x, bend_y = (0.015 * _waves(f"{name} bend {k}", 4, size_px) for k in range(2))
    y, x = np.mgrid[0:size_px, 0:size_px].astype(np.float32) / np.float32(size_px)
    lowest = np.full((size_px, size_px), np.inf, np.float32)
    for (sx, sy), (gx, gy), a in zip(seeds.tolist(), tilt.tolist(), lift.tolist(), strict=True):
        dx = (x + bend_x - sx + 0.5) % 1 - 0.5
        dy = (y + bend_y - sy + 0.5) % 1 - 0.5
        bowl = dx * (1.6 * slope * count * dx + gx) + dy * (1.6 * slope * count * dy + gy) + a
        np.minimum(lowest, bowl, out=lowest)
    return lowest - lowest.mean()


def _pleats() -> F32:
    """Folds that run up and down, bent a little, each as deep as chance has it."""
    rng = keyed_rng(0, "crumple", "pleats")
    knots = (np.arange(2 * PLEATS) + 0.7 * rng.random(2 * PLEATS)) / (2 * PLEATS)
    heights = np.where(np.arange(2 * PLEATS) % 2, 1.0, -1.0) * rng.random(2 * PLEATS) * 0.3 / PLEATS
    x = np.arange(SIZE_PX)[None, :] / SIZE_PX + 0.03 * _waves("pleats", 3)
    return np.interp(x % 1.0, knots, heights, period=1.0).astype(np.float32)


def _waves(name: str, highest: int, size_px: int = SIZE_PX) -> F32:
    """Smooth noise of about unit size: waves that fit the tile, up to ``highest`` of them along a side."""
    rng = keyed_rng(0, "crumple", name)
    t = (np.arange(size_px) / size_px * 2 * np.pi).astype(np.float32)
    total = np.zeros((size_px, size_px), np.float32)
    for kx, ky in rng.integers(-highest, highest + 1, (8, 2)).tolist():
        total += np.sin(kx * t[None] + ky * t[:, None] + np.float32(rng.random() * 2 * np.pi))
    return total / np.float32(2.0)
