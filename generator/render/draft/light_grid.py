"""Values known at a coarse grid of pixels, spread to all; the shelf's front does not bleed into its back.

A bilateral grid over image column, image row and distance into the shelf, world y (Chen, Paris and Durand,
"Real-time edge-aware image processing with the bilateral grid", 2007).
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

F32 = NDArray[np.float32]

BINS = 10
FIRST_Y_M = -0.08
BIN_M = 0.06
FINE = 6
ROW = 1024


@dataclass(frozen=True, eq=False)
class LightGrid:
    """``layers``: float32 images of 4 channels; column = cell column, row = fine cell row x ``BINS`` + bin.

    A lookup is linear in column and bin, and takes the nearest of the ``FINE`` rows made per cell beforehand.
    """

    layers: tuple[F32, ...]
    cells_hw: tuple[int, int]
    step_px: int

    def look_up(self, top: int, y_m: F32) -> list[F32]:
        """The values, a plane (rows, w) each, for rows from ``top`` with surfaces at world ``y_m``."""
        rows, w = y_m.shape
        u = np.broadcast_to(np.arange(w, dtype=np.float32) + np.float32(0.5), (rows, w))
        v = np.arange(top, top + rows, dtype=np.float32)[:, None] + np.float32(0.5)
        return self._values(u, v, y_m)

    def at(self, u: F32, v: F32, y_m: F32) -> list[F32]:
        """The values, a plane (n,) each, at picture positions (n,), held inside the picture."""
        n, pad = len(u), -len(u) % ROW  # OpenCV takes rows of less than 2^15
        planes = self._values(*(np.pad(x, (0, pad)).reshape(-1, ROW) for x in (u, v, y_m)))
        return [plane.reshape(-1)[:n] for plane in planes]

    def _values(self, u: F32, v: F32, y_m: F32) -> list[F32]:
        gh, gw = self.cells_hw
        column = np.clip(u * np.float32(1 / self.step_px) - np.float32(0.5), 0, gw - 1)
        fine = np.floor(np.clip(v * np.float32(FINE / self.step_px), 0, gh * FINE - 1))
        row = bins_of(y_m) + fine * np.float32(BINS)
        planes: list[F32] = []
        for layer in self.layers:
            planes += cv2.split(cv2.remap(layer, column, row, cv2.INTER_LINEAR))
        return planes


def bins_of(y_m: F32) -> F32:
    """Position among the bins' middles, 0 to ``BINS - 1``."""
    scaled = y_m * np.float32(1 / BIN_M) - np.float32(FIRST_Y_M / BIN_M + 0.5)
    return np.clip(scaled, 0, BINS - 1, out=scaled)


def light_grid(values: F32, y_m: F32, step_px: int) -> LightGrid:
    """From ``values`` (gh, gw, c), c a multiple of 4, one per cell of ``step_px``, whose hits lie at ``y_m``.

    Bins without a hit borrow from near-by cells of the same bin, then from other bins, then from everywhere.
    """
    gh, gw, channels = values.shape
    cells = np.zeros((BINS, gh, gw, channels + 1), np.float32)
    rows, columns = np.mgrid[:gh, :gw]
    nearest = (bins_of(y_m) + np.float32(0.5)).astype(np.int32)
    cells[nearest, rows, columns, :-1] = values
    cells[nearest, rows, columns, -1] = 1
    filled = _spread(cells)
    filled = filled[..., :-1] / filled[..., -1:]
    by_row = np.moveaxis(filled, 0, 1).reshape(gh, BINS * gw * channels)
    fine = cv2.resize(by_row, (by_row.shape[1], gh * FINE), interpolation=cv2.INTER_LINEAR)
    stacked = fine.reshape(gh * FINE * BINS, gw, channels)
    layers = tuple(np.ascontiguousarray(stacked[..., k : k + 4]) for k in range(0, channels, 4))
    return LightGrid(layers, (gh, gw), step_px)


def _spread(cells: F32) -> F32:
    near = np.stack([cv2.blur(c, (3, 3), borderType=cv2.BORDER_REPLICATE) for c in cells])
    wide = np.stack([cv2.blur(c, (9, 9), borderType=cv2.BORDER_REPLICATE) for c in near])
    deep = wide.copy()
    deep[1:] += wide[:-1]
    deep[:-1] += wide[1:]
    everywhere = cells.mean((0, 1, 2))
    return np.asarray(
        near + np.float32(0.05) * wide + np.float32(2e-3) * deep + np.float32(1e-5) * everywhere
    )
