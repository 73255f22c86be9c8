"""Straight lines and flat quadrilaterals of the world as curves of the picture.

The picture of a straight line is a straight line of ideal coordinates, which the lens then bends. It is
followed in small steps of the angle between the rays, cut off at the picture's border and thinned out until
the polyline stays within ``TOLERANCE_PX`` of the curve.
"""

import numpy as np
from numpy.typing import NDArray

from labelers.truth.model import Line
from labelers.truth.points import FOLD, NEAREST_M, through_lens
from labelers.truth.rounding import PX, rounded
from scenes.camera import Camera, fold_radius

F64 = NDArray[np.float64]
TOLERANCE_PX = 0.2
STEPS = 512  # along a line before it is thinned out: within 0.01 px of the curve
SIDES = 128  # of the polygon that stands for the circle in which the lens is one-to-one


def line_in_picture(camera: Camera, start_m: F64, end_m: F64) -> tuple[Line, ...]:
    """The straight line between two world points, inside the picture: its visible pieces as polylines."""
    ends = _ahead(_local(camera, np.stack([start_m, end_m])), closed=False)
    if len(ends) < 2:
        return ()
    curve = through_lens(camera, _steps(ends[:, :2] / ends[:, 2:], closed=False))
    pieces = (piece for part in _valid(curve) for piece in _inside(part, camera))
    return tuple(_line(thinned(piece)) for piece in pieces)


def polygon_in_picture(camera: Camera, corners_m: F64) -> Line:
    """Outline of a flat convex polygon (n, 3) of the world, cut off at the picture's border.

    Empty where nothing of it is inside the picture.
    """
    corners = _ahead(_local(camera, corners_m), closed=True)
    if len(corners) < 3:
        return ()
    ideal = _within_lens(camera, corners[:, :2] / corners[:, 2:])
    if len(ideal) < 3:
        return ()
    outline = through_lens(camera, _steps(ideal, closed=True))
    outline = outline[np.isfinite(outline[:, 0])]
    for axis, limit, sign in _borders(camera):
        outline = _cut(outline, sign * (outline[:, axis] - limit))
    if len(outline) < 3 or area_px(outline) < 1e-6:
        return ()
    half = len(outline) // 2
    ring = np.concatenate(
        [
            thinned(outline[: half + 1])[:-1],
            thinned(np.roll(outline, -half, 0)[: len(outline) - half + 1])[:-1],
        ]
    )
    return _line(ring)


def area_px(outline: F64) -> float:
    """Area within a closed polygon (n, 2)."""
    x, y = outline.T
    return float(abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1)))) / 2


def thinned(curve: F64, tolerance: float = TOLERANCE_PX) -> F64:
    """The points of ``curve`` (n, 2) that a polyline within ``tolerance`` of all of them needs.

    Douglas and Peucker, "Algorithms for the reduction of the number of points required to represent a
    digitized line", 1973.
    """
    keep = np.zeros(len(curve), bool)
    keep[[0, -1]] = True
    spans = [(0, len(curve) - 1)]
    while spans:
        a, b = spans.pop()
        if b - a < 2:
            continue
        away = _distances(curve[a + 1 : b], curve[a], curve[b])
        far = int(away.argmax())
        if away[far] > tolerance:
            keep[a + 1 + far] = True
            spans += [(a, a + 1 + far), (a + 1 + far, b)]
    return np.asarray(curve[keep])


def _distances(points: F64, start: F64, end: F64) -> F64:
    """From points (n, 2) to the piece of a line."""
    way = end - start
    length2 = float(way @ way)
    along = np.clip((points - start) @ way / length2, 0, 1) if length2 > 0 else np.zeros(len(points))
    return np.asarray(np.hypot(*(points - start - along[:, None] * way).T))


def _local(camera: Camera, points_m: F64) -> F64:
    return np.asarray((points_m - camera.position_m) @ camera.world_from_camera[:3, :3])


def _ahead(points: F64, closed: bool) -> F64:
    """What lies before the camera of a polyline or polygon (n, 3) in its frame."""
    return _cut(points, points[:, 2] - 2 * NEAREST_M, closed)


def _cut(points: F64, height: F64, closed: bool = True) -> F64:
    """The part of a polygon or polyline (n, d) where ``height`` (n,) is not below 0.

    Sutherland and Hodgman, "Reentrant polygon clipping", 1974.
    """
    if (height >= 0).all():
        return points
    following, after = np.roll(points, -1, 0), np.roll(height, -1)
    if not closed:
        following, after = following[:-1], after[:-1]
    n = len(following)
    here = height[:n]
    crosses = (here >= 0) != (after >= 0)
    with np.errstate(all="ignore"):
        share = here / (here - after)
    crossing = points[:n] + np.where(crosses, share, 0.0)[:, None] * (following - points[:n])
    both = np.stack([points[:n], crossing], axis=1)
    chosen = np.stack([here >= 0, crosses], axis=1)
    made = both[chosen]
    return made if closed or height[-1] < 0 else np.concatenate([made, points[-1:]])


def _within_lens(camera: Camera, ideal: F64) -> F64:
    radius = FOLD * fold_radius(camera.distortion) * 0.999
    if not np.isfinite(radius) or (np.hypot(*ideal.T) < radius * np.cos(np.pi / SIDES)).all():
        return ideal
    for turn in np.arange(SIDES) * 2 * np.pi / SIDES:
        outward = np.array([np.cos(turn), np.sin(turn)])
        ideal = _cut(ideal, radius * np.cos(np.pi / SIDES) - ideal @ outward)
        if not len(ideal):
            break
    return ideal


def _steps(ideal: F64, closed: bool) -> F64:
    """Many points along straight lines between ideal points (n, 2), at even steps of the rays' angle."""
    following = np.roll(ideal, -1, 0) if closed else ideal[1:]
    start = ideal if closed else ideal[:-1]
    way = following - start
    length = np.maximum(np.hypot(*way.T), 1e-300)[:, None]
    unit = way / length
    foot = -(start * unit).sum(1, keepdims=True)  # along the line, where it is nearest to the axis
    apart = np.sqrt(1 + ((start + foot * unit) ** 2).sum(1, keepdims=True))
    first, last = np.arctan(-foot / apart), np.arctan((length - foot) / apart)
    angle = first + (last - first) * np.linspace(0, 1, STEPS + 1)[:-1]
    along = foot + apart * np.tan(angle)
    points = start[:, None] + along[..., None] * unit[:, None]
    points[:, 0] = start
    flat = points.reshape(-1, 2)
    return flat if closed else np.concatenate([flat, ideal[-1:]])


def _valid(curve: F64) -> list[F64]:
    """The stretches of a curve without NaN."""
    good = np.isfinite(curve[:, 0])
    ends = np.flatnonzero(np.diff(good.astype(np.int8), prepend=0, append=0))
    return [curve[a:b] for a, b in ends.reshape(-1, 2).tolist() if b - a > 1]


def _borders(camera: Camera) -> tuple[tuple[int, float, float], ...]:
    return (0, 0.0, 1.0), (1, 0.0, 1.0), (0, camera.width_px, -1.0), (1, camera.height_px, -1.0)


def _inside(curve: F64, camera: Camera) -> list[F64]:
    """The stretches of a curve inside the picture, with points on its border where they enter and leave."""
    size = np.array([camera.width_px, camera.height_px], np.float64)
    start, way = curve[:-1], np.diff(curve, axis=0)
    with np.errstate(all="ignore"):
        at_low, at_high = -start / way, (size - start) / way
    level, within = way == 0, (start >= 0) & (start <= size)
    enter = np.where(level, np.where(within, 0.0, 2.0), np.minimum(at_low, at_high)).max(1)
    leave = np.where(level, np.where(within, 1.0, -1.0), np.maximum(at_low, at_high)).min(1)
    enter, leave = np.maximum(enter, 0), np.minimum(leave, 1)
    seen = leave > enter
    firsts, lasts = start + enter[:, None] * way, start + leave[:, None] * way
    goes_on = np.append(seen[:-1] & seen[1:] & (leave[:-1] == 1) & (enter[1:] == 0), False)
    ends = np.flatnonzero(seen & ~goes_on) + 1
    begins = np.flatnonzero(seen & ~np.append(False, goes_on[:-1]))
    pairs = zip(begins.tolist(), ends.tolist(), strict=True)
    return [np.concatenate([firsts[a:b], lasts[b - 1 : b]]) for a, b in pairs]


def _line(points: F64) -> Line:
    return tuple((u, v) for u, v in rounded(points, PX))
