"""The rays through pixels, on whole rectangles of pixels at once, inside the image and beyond its border."""

from functools import lru_cache

import numpy as np
from numpy.polynomial.chebyshev import chebvander
from numpy.typing import NDArray

from scenes.camera import F64, Camera, Fisheye, Lens, distort, fold_radius, undistort

I64 = NDArray[np.int64]
Rect = tuple[int, int, int, int]  # x0, y0, x1, y1 in whole pixels, x1 and y1 excluded

TILE = 4  # pixels across and down
NODES = 14, 24, 48  # of the interpolation along each axis: the first of these that is exact
TOLERANCE = 1e-12  # of normalised image coordinates: about a billionth of a pixel


def image_rect(camera: Camera) -> Rect:
    return 0, 0, camera.width_px, camera.height_px


def ideal_grid(camera: Camera, rect: Rect) -> F64:
    """Undistorted normalised coordinates (rows, columns, 2) of the centres of all pixels of ``rect``.

    The ray of a pixel is (x, y, 1) in the camera's frame. Equal to ``camera_directions`` within 1e-12: the
    lens is interpolated by Chebyshev polynomials (Trefethen, "Approximation Theory and Approximation
    Practice", 2013) and the result checked against the lens; where the check fails, every pixel is solved
    by itself. Pixels that no ray reaches, because the lens folds over before them or because they lie
    outside the circle of a fisheye, are NaN.
    """
    x0, y0, x1, y1 = rect
    u = (np.arange(x0, x1, dtype=np.float64) + 0.5 - camera.cx_px) / camera.fx_px
    v = (np.arange(y0, y1, dtype=np.float64) + 0.5 - camera.cy_px) / camera.fy_px
    if camera.distortion.is_none:
        return _product(u, v)
    if isinstance(camera.distortion, Fisheye):
        return _solved(camera.distortion, _product(u, v))
    for nodes in NODES:
        if min(len(u), len(v)) > 1 and len(u) * len(v) > 4 * nodes**2:
            grid = _interpolated(camera.distortion, u, v, nodes)
            if _is_right(camera.distortion, grid, u, v):
                return grid
    return _solved(camera.distortion, _product(u, v))


@lru_cache(maxsize=1)
def tile_order(height: int, width: int) -> tuple[I64, I64]:
    """All pixels, as row * width + column, tile by tile of ``TILE`` x ``TILE``; and the way back.

    Rays in this order lie close together where they follow each other, and share their way through a tree.
    """
    rows, columns = -(-height // TILE), -(-width // TILE)
    padded = np.full((rows * TILE, columns * TILE), -1)
    padded[:height, :width] = np.arange(height * width).reshape(height, width)
    tiles = padded.reshape(rows, TILE, columns, TILE).swapaxes(1, 2).ravel()
    order = tiles[tiles >= 0]
    back = np.empty_like(order)
    back[order] = np.arange(len(order))
    for one in (order, back):
        one.setflags(write=False)
    return order, back


def ideal_border(camera: Camera, rect: Rect) -> F64:
    """:func:`ideal_grid` of a ``rect`` around the image, but NaN inside the image."""
    (x0, y0, x1, y1), (_, _, width, height) = rect, image_rect(camera)
    grid = np.full((y1 - y0, x1 - x0, 2), np.nan)
    strips = (x0, y0, x1, 0), (x0, height, x1, y1), (x0, 0, 0, height), (width, 0, x1, height)
    for a, b, c, d in strips:
        if c > a and d > b:
            grid[b - y0 : d - y0, a - x0 : c - x0] = ideal_grid(camera, (a, b, c, d))
    return grid


def _product(u: F64, v: F64) -> F64:
    grid = np.empty((len(v), len(u), 2))
    grid[..., 0] = u
    grid[..., 1] = v[:, None]
    return grid


def _interpolated(lens: Lens, u: F64, v: F64, count: int) -> F64:
    nodes = np.cos((np.arange(count) + 0.5) * np.pi / count)
    middle = np.array([u[0] + u[-1], v[0] + v[-1]]) / 2
    half = np.array([u[-1] - u[0], v[-1] - v[0]]) / 2
    ideal = undistort(lens, _product(middle[0] + half[0] * nodes, middle[1] + half[1] * nodes))
    fit = chebvander(nodes, count - 1) * (2 / count)
    fit[:, 0] /= 2
    # einsum, not matmul: a BLAS would add in another order on another machine, and spin its threads besides.
    across = np.einsum("ij,kj->ki", chebvander((u - middle[0]) / half[0], count - 1), fit)
    down = np.einsum("ij,kj->ik", chebvander((v - middle[1]) / half[1], count - 1), fit)
    grid = np.empty((len(v), len(u), 2))
    for axis in range(2):
        grid[..., axis] = np.einsum("ij,jk->ik", down, np.einsum("ij,jk->ik", ideal[..., axis], across))
    return grid


def _is_right(lens: Lens, grid: F64, u: F64, v: F64) -> bool:
    """Does the lens take a sample of the grid, borders included, back to its pixels, without folding?"""
    rows = np.linspace(0, len(v) - 1, 47).astype(int)
    columns = np.linspace(0, len(u) - 1, 53).astype(int)
    sample = grid[np.ix_(rows, columns)]
    error = np.abs(distort(lens, sample) - _product(u[columns], v[rows])).max()
    return bool(error < TOLERANCE and np.hypot(*np.moveaxis(sample, -1, 0)).max() < fold_radius(lens))


def _solved(lens: Lens, targets: F64) -> F64:
    """Newton's answer for every target; NaN where it is not the lens's own branch."""
    with np.errstate(all="ignore"):
        ideal = undistort(lens, targets)
        error = np.abs(distort(lens, ideal) - targets).max(-1)
        wrong = ~(error < 1e-9) | ~(np.hypot(ideal[..., 0], ideal[..., 1]) < fold_radius(lens))
    ideal[wrong] = np.nan
    return ideal


def ideal_bounds(grid: F64) -> F64:
    """(2, 2): lowest and highest ideal coordinates of the grid; an inverted box where the grid has no ray."""
    if not np.isfinite(grid.sum()):
        grid = grid[np.isfinite(grid[..., 0])][:, None]
    if not grid.size:
        return np.array([[np.inf, np.inf], [-np.inf, -np.inf]])
    return np.stack([grid.min(0).min(0), grid.max(0).max(0)])
