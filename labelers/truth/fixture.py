"""Decks, sections and the front plane of the main fixture in the picture."""

from collections.abc import Sequence

import numpy as np

from labelers.truth.model import BayTruth, FrontPlane, Line, Matrix3, Quad, ShelfTruth, Xywh
from labelers.truth.outlines import line_in_picture, polygon_in_picture
from labelers.truth.points import F64, maybe_px, seen_at
from labelers.truth.rounding import METRES, PX, as_tuples, product, rounded
from scenes.camera import Camera
from scenes.plan import ShelfRow

RECTIFIED_M_PER_PX = 0.001


def shelf_truths(camera: Camera, rows: Sequence[ShelfRow]) -> tuple[ShelfTruth, ...]:
    """The decks in their order."""
    return tuple(_shelf(camera, row) for row in rows)


def _shelf(camera: Camera, row: ShelfRow) -> ShelfTruth:
    opening = upright(row.x0_m, row.x1_m, row.y_front_m, row.z_m, row.z_m + row.clearance_m)
    outline = polygon_in_picture(camera, opening)
    return ShelfTruth(
        bay=row.bay,
        shelf=row.shelf,
        **{name: rounded(getattr(row, name), METRES) for name in _LENGTHS},
        hooks_m=None if row.hooks_m is None else rounded(row.hooks_m, METRES),
        opening_quad_px=quad(camera, opening),
        outline_px=outline,
        box_xywh=box_of(outline),
        front_edge_px=line_in_picture(camera, *(opening[[3, 2]] + [0, 0, row.hooks_m or 0.0])),
    )


_LENGTHS = ("x0_m", "x1_m", "y_front_m", "y_back_m", "z_m", "clearance_m", "tilt_rad")


def bay_truths(camera: Camera, rows: Sequence[ShelfRow]) -> tuple[BayTruth, ...]:
    """What the front openings of every bay's decks span, in the plane of the foremost."""
    made = []
    for bay in sorted({row.bay for row in rows}):
        x0, x1, y, z0, z1 = rounded(_span([row for row in rows if row.bay == bay]), METRES)
        corners = upright(x0, x1, y, z0, z1)
        outline = polygon_in_picture(camera, corners)
        made.append(BayTruth(bay, x0, x1, y, z0, z1, quad(camera, corners), outline))
    return tuple(made)


def front_plane(camera: Camera, rows: Sequence[ShelfRow]) -> FrontPlane | None:
    """The plane of the fixture's foremost front edge; None without decks or for a camera behind it."""
    if not rows:
        return None
    x0, x1, y, z0, z1 = rounded(_span(rows), METRES)
    if camera.position_m[1] > y - 1e-6:
        return None
    from_plane = _undistorted_from_plane(camera, y)
    scale = RECTIFIED_M_PER_PX
    plane_from_rectified = np.array([[scale, 0, x0], [0, -scale, z1], [0, 0, 1]])
    return FrontPlane(
        y_m=y,
        x0_m=x0,
        x1_m=x1,
        z0_m=z0,
        z1_m=z1,
        m_per_px=scale,
        width_px=int(np.ceil((x1 - x0) / scale)),
        height_px=int(np.ceil((z1 - z0) / scale)),
        undistorted_from_plane=_matrix3(from_plane),
        undistorted_from_rectified=_matrix3(product(from_plane, plane_from_rectified)),
    )


def _undistorted_from_plane(camera: Camera, y_m: float) -> F64:
    """Homography (x, z, 1) -> pixel of the pinhole with this camera's fx, fy, cx, cy."""
    pinhole = np.array([[camera.fx_px, 0, camera.cx_px], [0, camera.fy_px, camera.cy_px], [0, 0, 1.0]])
    to_camera, position = camera.world_from_camera[:3, :3].T, camera.position_m
    origin = product(to_camera, (np.array([0, y_m, 0]) - position)[:, None])
    columns = [to_camera[:, :1], to_camera[:, 2:], origin]
    return np.asarray(product(pinhole, np.concatenate(columns, axis=1)))


def _span(rows: Sequence[ShelfRow]) -> tuple[float, float, float, float, float]:
    return (
        min(row.x0_m for row in rows),
        max(row.x1_m for row in rows),
        min(row.y_front_m for row in rows),
        min(row.z_m for row in rows),
        max(row.z_m + row.clearance_m for row in rows),
    )


def upright(x0_m: float, x1_m: float, y_m: float, z0_m: float, z1_m: float) -> F64:
    """(4, 3): top left, top right, bottom right and bottom left of a rectangle that faces the shopper."""
    return np.array([[x0_m, y_m, z1_m], [x1_m, y_m, z1_m], [x1_m, y_m, z0_m], [x0_m, y_m, z0_m]])


def quad(camera: Camera, corners_m: F64) -> Quad:
    """Four world points through the lens."""
    a, b, c, d = maybe_px(seen_at(camera, corners_m))
    return a, b, c, d


def box_of(outline: Line) -> Xywh | None:
    """Box of an outline; None where that is empty."""
    if not outline:
        return None
    points = np.array(outline)
    low, high = points.min(0), points.max(0)
    made: Xywh = as_tuples(rounded([*low, *(high - low)], PX))
    return made


def _matrix3(values: F64) -> Matrix3:
    """Scaled to a greatest entry of 1: a homography has no scale of its own."""
    made: Matrix3 = as_tuples((values / np.abs(values).max()).tolist())
    return made
