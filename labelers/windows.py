"""The pixels that objects may cover, without tracing anything."""

import numpy as np
from numpy.typing import NDArray

from labelers.rays import Rect
from scenes.camera import Camera, Fisheye, distort, fold_radius

F64 = NDArray[np.float64]
I64 = NDArray[np.int64]
_BEND, _BEND_FISHEYE = 0.005, 0.03  # of a window, by which its sides may bulge between two steps
STEPS = 8  # in which a side of a box is followed through a curved lens
REACH = 1  # how far beyond the image windows may go, in image sizes, on each side
NEAREST_M = 1e-9
LINES = 6  # sides of a box's outline, at most
OUTLINE_MARGIN = 1e-6  # in ideal coordinates, by which an outline is widened; far below a pixel
NO_LINE = np.array([0.0, 0.0, 1.0])
_EDGES = np.array([(i, i | bit) for bit in (1, 2, 4) for i in range(8) if not i & bit]).T


def reach(camera: Camera) -> Rect:
    """The rectangle of pixels that is looked at for whole (unclipped) objects."""
    w, h = camera.width_px, camera.height_px
    return -REACH * w, -REACH * h, (1 + REACH) * w, (1 + REACH) * h


def ideal_boxes(ideal: F64) -> F64:
    """(n, 2, 2): lowest and highest of ideal coordinates (n, k, 2). NaN where any of them is."""
    return np.stack([ideal.min(1), ideal.max(1)], axis=1)


def ideal_points(points: F64) -> F64:
    """(n, k, 2): ideal coordinates of n sets of points (n, k, 3) in the camera's frame.

    The picture of a convex hull lies in the hull of its corners' pictures. All NaN for a set that reaches
    behind the camera, where that no longer holds.
    """
    ahead = (points[..., 2] > NEAREST_M).all(1)
    depth = np.where(ahead[:, None], points[..., 2], np.nan)
    return np.asarray(points[..., :2] / depth[..., None])


def outlines(ideal: F64) -> F64:
    """(n, LINES, 3): lines (a, b, c) with a x + b y <= c wherever a box is seen.

    ``ideal`` (n, 8, 2) are its corners' pictures, in the order of binary numbers. The outline of a box runs
    along its edges; lines that say nothing fill the rest, and all where points are NaN.
    """
    x, y = ideal[..., 0], ideal[..., 1]
    start, end = _EDGES
    a, b = y[:, end] - y[:, start], x[:, start] - x[:, end]
    offset = a * x[:, start] + b * y[:, start]
    beyond = a[..., None] * x[:, None] + b[..., None] * y[:, None] - offset[..., None]  # (n, edges, corners)
    low, high, length = beyond.min(-1), beyond.max(-1), np.hypot(a, b)
    side = np.where(high <= OUTLINE_MARGIN * length, 1.0, np.where(low >= -OUTLINE_MARGIN * length, -1.0, 0))
    side[~(length > OUTLINE_MARGIN)] = 0.0
    lines = np.stack([a * side, b * side, offset * side + 2 * OUTLINE_MARGIN * length], axis=-1)
    lines[side == 0] = NO_LINE
    best = np.argsort(side == 0, axis=1, kind="stable")[:, :LINES]
    return lines[np.arange(len(lines))[:, None], best]


def pixel_windows(camera: Camera, boxes: F64) -> I64:
    """(n, 4): whole pixels x0, y0, x1, y1, ends excluded, within :func:`reach`, possibly empty.

    No pixel whose ray lies in the ideal box (n, 2, 2) is left out: the outline of the box is followed
    through the lens, and a margin covers what bends between two steps. A box of NaN gets the whole reach.
    """
    limits = np.array(reach(camera))
    blind = np.isnan(boxes).any((1, 2))
    boxes = np.where(blind[:, None, None], 0.0, boxes)
    pixels = _through_lens(camera, boxes)
    low, high = pixels.min(1), pixels.max(1)
    bend = _BEND_FISHEYE if isinstance(camera.distortion, Fisheye) else _BEND
    pad = 1.0 if camera.distortion.is_none else 2 + bend * (high - low).max(1, keepdims=True)
    windows = np.concatenate([np.floor(low - pad), np.ceil(high + pad)], axis=1)
    windows = np.clip(windows, limits[[0, 1, 0, 1]], limits[[2, 3, 2, 3]])
    windows[blind] = limits
    return np.asarray(windows.astype(np.int64))


def _through_lens(camera: Camera, boxes: F64) -> F64:
    """Continuous pixel positions (n, k, 2) of points along the outlines of ideal boxes."""
    lens, outline = camera.distortion, boxes
    if not lens.is_none:
        outline = _outline(boxes, by_angle=isinstance(lens, Fisheye))
        radius = np.linalg.norm(outline, axis=-1, keepdims=True)
        outline = distort(
            lens, outline * np.minimum(1, 0.999 * fold_radius(lens) / np.maximum(radius, 1e-12))
        )
    return np.asarray(outline * [camera.fx_px, camera.fy_px] + [camera.cx_px, camera.cy_px])


def _outline(boxes: F64, by_angle: bool) -> F64:
    """(n, k, 2) points along the outlines of boxes, ``by_angle`` at steps of the angle to each axis: a
    fisheye sees far more of the plane near its rim than a step along the plane would show."""
    if not by_angle:
        return np.asarray(boxes[:, :1] + _OUTLINE * (boxes[:, 1:] - boxes[:, :1]))
    angles = np.arctan(boxes)
    return np.asarray(np.tan(angles[:, :1] + _OUTLINE * (angles[:, 1:] - angles[:, :1])))


def _unit_outline() -> F64:
    along = np.linspace(0, 1, STEPS + 1)
    x, y = np.meshgrid(along, along)
    border = (x == 0) | (x == 1) | (y == 0) | (y == 1)
    return np.stack([x[border], y[border]], axis=-1)


_OUTLINE = _unit_outline()
