"""Values known at a coarse grid of pixels, spread to every pixel without bleeding from the front of the shelf to its
back: a bilateral grid (Chen, Paris and Durand, "Real-time edge-aware image processing with the bilateral grid", 2007)
over image column, image row and distance into the shelf (world y)."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

F32 = NDArray[np.float32]
I32 = NDArray[np.int32]

BINS = 10
FIRST_Y_M = -0.08
BIN_M = 0.06
PAD = 1
ROW = 1024


@dataclass(frozen=True, eq=False)
class LightGrid:
    """``layers``: float32 images of 4 channels, the bins one below the other, each padded by ``PAD`` cells."""

    layers: tuple[F32, ...]
    cells_hw: tuple[int, int]
    step_px: int

    def look_up(self, top: int, y_m: F32) -> list[F32]:
        """The values, a plane (rows, w) each, for a band of rows from ``top`` whose surfaces lie at world ``y_m``."""
        rows, w = y_m.shape
        u = np.broadcast_to(np.arange(w, dtype=np.float32) + np.float32(0.5), (rows, w))
        v = np.arange(top, top + rows, dtype=np.float32)[:, None] + np.float32(0.5)
        return self._values(u, v, y_m)

    def at(self, u: F32, v: F32, y_m: F32) -> list[F32]:
        """The values, a plane (n,) each, at picture positions (n,), held inside the picture."""
        gh, gw = self.cells_hw
        n, pad = len(u), -len(u) % ROW  # OpenCV takes rows of less than 2^15
        uvy = (np.clip(u, 0, gw * self.step_px), np.clip(v, 0, gh * self.step_px), y_m)
        planes = self._values(*(np.pad(x, (0, pad)).reshape(-1, ROW) for x in uvy))
        return [plane.reshape(-1)[:n] for plane in planes]

    def _values(self, u: F32, v: F32, y_m: F32) -> list[F32]:
        column = u * np.float32(1 / self.step_px) + np.float32(PAD - 0.5)
        row = bins_of(y_m).astype(np.float32)
        row *= np.float32(self.cells_hw[0] + 2 * PAD)
        row += v * np.float32(1 / self.step_px) + np.float32(PAD - 0.5)
        planes: list[F32] = []
        for layer in self.layers:
            planes += cv2.split(cv2.remap(layer, column, row, cv2.INTER_LINEAR))
        return planes


def bins_of(y_m: F32) -> I32:
    scaled = (y_m - np.float32(FIRST_Y_M)) * np.float32(1 / BIN_M)
    return np.clip(scaled, 0, BINS - 1).astype(np.int32)


def light_grid(values: F32, y_m: F32, step_px: int) -> LightGrid:
    """From ``values`` (gh, gw, c), c a multiple of 4, at the middles of cells of ``step_px`` whose hit lies at ``y_m``.

    Bins without a hit borrow from nearby cells of the same bin first, then from other bins, then from everywhere.
    """
    gh, gw, channels = values.shape
    cells = np.zeros((BINS, gh, gw, channels + 1), np.float32)
    rows, columns = np.mgrid[:gh, :gw]
    cells[bins_of(y_m), rows, columns, :-1] = values
    cells[bins_of(y_m), rows, columns, -1] = 1
    filled = _spread(cells)
    filled = filled[..., :-1] / filled[..., -1:]
    padded = np.pad(filled, ((0, 0), (PAD, PAD), (PAD, PAD), (0, 0)), mode="edge")
    stacked = padded.reshape(-1, gw + 2 * PAD, channels)
    layers = tuple(np.ascontiguousarray(stacked[..., k : k + 4]) for k in range(0, channels, 4))
    return LightGrid(layers, (gh, gw), step_px)


def _spread(cells: F32) -> F32:
    near = np.stack([cv2.blur(c, (3, 3), borderType=cv2.BORDER_REPLICATE) for c in cells])
    wide = np.stack([cv2.blur(c, (9, 9), borderType=cv2.BORDER_REPLICATE) for c in near])
    deep = wide.copy()
    deep[1:] += wide[:-1]
    deep[:-1] += wide[1:]
    everywhere = cells.mean((0, 1, 2))
    return np.asarray(near + np.float32(0.05) * wide + np.float32(2e-3) * deep + np.float32(1e-5) * everywhere)
