"""What packages of film and board share: strips between unlike outlines, thin double sheets."""

import numpy as np
from numpy.typing import ArrayLike

from assets.mesh_tools import F64, I64, Patch, grid


def bridge(
    low: ArrayLike,
    high: ArrayLike,
    slot: str,
    uv_low: ArrayLike | None = None,
    uv_high: ArrayLike | None = None,
) -> Patch:
    """A strip between two polylines that run the same way, with any numbers of points; seen from outside the
    lower one lies below and both run to the right.
    """
    a, b = np.asarray(low, np.float64), np.asarray(high, np.float64)
    ta, tb = _along(a), _along(b)
    faces = []
    i = j = 0
    while i < len(a) - 1 or j < len(b) - 1:
        if j == len(b) - 1 or (i < len(a) - 1 and ta[i + 1] <= tb[j + 1]):
            faces.append((i, i + 1, len(a) + j))
            i += 1
        else:
            faces.append((i, len(a) + j + 1, len(a) + j))
            j += 1
    corners: I64 = np.array(faces, np.int64)
    texture = np.zeros((len(a) + len(b), 2))
    if uv_low is not None and uv_high is not None:
        texture = np.vstack([np.asarray(uv_low, np.float64), np.asarray(uv_high, np.float64)])
    return Patch(np.vstack([a, b]), corners, texture[corners], slot)


def _along(line: F64) -> F64:
    """0..1 along a polyline, rounded so that equal fractions compare equal."""
    length = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))])
    return np.asarray(np.round(length / max(length[-1], 1e-12), 6))


def blur(sheet: F64, times: int) -> F64:
    """(rows, columns, 3) smoothed by 1-2-1 along both ways; its border stays."""
    p = sheet.copy()
    for _ in range(times):
        rows = (p[:-2, 1:-1] + 2 * p[1:-1, 1:-1] + p[2:, 1:-1]) / 4
        columns = (p[1:-1, :-2] + 2 * p[1:-1, 1:-1] + p[1:-1, 2:]) / 4
        p[1:-1, 1:-1] = (rows + columns) / 2
    return p


def lens(
    sheet: ArrayLike, out: ArrayLike, thickness_m: float, slot: str, uv: ArrayLike | None = None
) -> list[Patch]:
    """A closed double sheet: (rows, columns, 3) points bulged by ``thickness_m`` along ``out`` inside their
    border and, more thinly, the other way on the back.
    """
    p = np.asarray(sheet, np.float64)
    inside = np.zeros((*p.shape[:2], 1))
    inside[1:-1, 1:-1] = 1
    step = inside * np.asarray(out, np.float64)
    front, back = p + thickness_m * step, p - 0.2 * thickness_m * step
    texture = None if uv is None else np.asarray(uv, np.float64)
    return [
        grid(front, slot, texture),
        grid(back[:, ::-1], slot, None if texture is None else texture[:, ::-1]),
    ]
