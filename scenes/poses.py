"""Rigid transforms, rounded to a nanometre.

Sines differ in their last bit from one processor to the next; the rounding keeps scenes the same bit for bit.
"""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

F64 = NDArray[np.float64]
DECIMALS = 9


def rounded(matrix: F64) -> F64:
    """``matrix`` on the nanometre grid, without negative zeros."""
    return np.asarray(np.round(matrix, DECIMALS) + 0.0)


def rigid(x_m: float, y_m: float, z_m: float, yaw_rad: float = 0.0) -> F64:
    """(4, 4): turn by ``yaw_rad`` about the vertical, then move."""
    c, s = math.cos(yaw_rad), math.sin(yaw_rad)
    return rounded(np.array([[c, -s, 0, x_m], [s, c, 0, y_m], [0, 0, 1, z_m], [0, 0, 0, 1]], np.float64))


def rigid_many(xyz_m: Sequence[tuple[float, float, float]], yaw_rad: Sequence[float]) -> F64:
    """(n, 4, 4) of :func:`rigid`."""
    matrices = np.tile(np.eye(4), (len(yaw_rad), 1, 1))
    c = np.array([math.cos(a) for a in yaw_rad])
    s = np.array([math.sin(a) for a in yaw_rad])
    matrices[:, 0, 0], matrices[:, 0, 1], matrices[:, 1, 0], matrices[:, 1, 1] = c, -s, s, c
    matrices[:, :3, 3] = np.asarray(xyz_m, np.float64).reshape(-1, 3)
    return rounded(matrices)
