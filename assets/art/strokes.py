"""Shaded building blocks of the illustrations, drawn in a unit circle around the origin."""

import math
from collections.abc import Callable, Sequence
from typing import Any

import skia

from assets.art.boxes import Box
from assets.art.colors import WHITE, Color, lighter
from assets.art.sheet import Sheet, Stops, blob, fading, linear, radial

Motif = Callable[[Sheet], None]
LEAF = (0.24, 0.55, 0.16)


def ball_paint(color: Color, r: float = 1.0) -> Any:
    """Lit from the upper left: light, own colour, dark edge."""
    stops: Stops = (
        (0.0, lighter(color, 0.16)),
        (0.45, color),
        (0.85, lighter(color, -0.1)),
        (1.0, lighter(color, -0.16)),
    )
    return radial(-0.32 * r, -0.36 * r, 1.42 * r, stops)


def ball(
    sheet: Sheet, color: Color, x: float = 0.0, y: float = 0.0, r: float = 1.0, shine: float = 0.75
) -> None:
    """A glossy ball."""
    with sheet.at(x, y, r):
        sheet.canvas.drawCircle(0, 0, 1, ball_paint(color))
        gloss(sheet, -0.38, -0.42, 0.34, shine)


def gloss(sheet: Sheet, x: float, y: float, r: float, alpha: float = 0.75) -> None:
    """A soft highlight."""
    sheet.canvas.drawCircle(x, y, r, fading(x, y, r, WHITE, alpha))


def shadow(sheet: Sheet, y: float = 0.92, width: float = 0.9, alpha: float = 0.4) -> None:
    """A soft shadow on the ground under a thing of unit size."""
    with sheet.at(0, y):
        sheet.canvas.save()
        sheet.canvas.scale(1.0, 0.22)
        sheet.canvas.drawCircle(0, 0, width, fading(0, 0, width, (0.0, 0.0, 0.0), alpha))
        sheet.canvas.restore()


def leaf_shape(length: float = 1.0, width: float = 0.5) -> Any:
    """A pointed leaf from the origin along +x."""
    w = width
    return blob(
        [
            (0, 0),
            (length * 0.3, -w, length * 0.75, -w * 0.8, length, 0),
            (length * 0.7, w * 0.9, length * 0.25, w, 0, 0),
        ]
    )


def leaf(
    sheet: Sheet, x: float, y: float, length: float, turn_deg: float, color: Color = LEAF, width: float = 0.42
) -> None:
    """A shaded leaf with its middle vein."""
    with sheet.at(x, y, length, turn_deg):
        sheet.paint(
            leaf_shape(1.0, width),
            linear(0, -width, 0, width, ((0.0, lighter(color, 0.13)), (1.0, lighter(color, -0.1)))),
        )
        if sheet.px_per_mm > 9:
            sheet.line(0.04, 0, 0.9, 0, lighter(color, 0.2), 0.035)
            for t in (0.25, 0.45, 0.65):
                sheet.line(t, 0, t + 0.17, -0.2 * (1 - t), lighter(color, 0.16), 0.02)
                sheet.line(t, 0, t + 0.17, 0.2 * (1 - t), lighter(color, 0.16), 0.02)


def star_shape(points: int, inner: float, outer: float = 1.0, turn: float = 0.0) -> Any:
    """A star or burst around the origin."""
    path = skia.Path()
    pts = []
    for i in range(points * 2):
        a = turn + math.pi * i / points
        r = outer if i % 2 == 0 else inner
        pts.append(skia.Point(r * math.sin(a), -r * math.cos(a)))
    path.addPoly(pts, True)
    return path


def oval_shape(rx: float, ry: float, x: float = 0.0, y: float = 0.0) -> Any:
    path = skia.Path()
    path.addOval(skia.Rect.MakeXYWH(x - rx, y - ry, 2 * rx, 2 * ry))
    return path


def smooth(points: Sequence[tuple[float, float]]) -> Any:
    """A closed smooth curve through the middles of a polygon's sides."""
    n = len(points)
    mids = [
        ((points[i][0] + points[(i + 1) % n][0]) / 2, (points[i][1] + points[(i + 1) % n][1]) / 2)
        for i in range(n)
    ]
    path = skia.Path()
    path.moveTo(*mids[-1])
    for i in range(n):
        path.quadTo(points[i][0], points[i][1], mids[i][0], mids[i][1])
    path.close()
    return path


def wavy(b: Box, y: float, height: float, waves: float, phase: float, down: bool = True) -> Any:
    """The part of ``b`` below (or above) a wavy line around ``y``."""
    path = skia.Path()
    steps = max(int(waves * 8), 8)
    path.moveTo(b.x - 1, y + height * math.sin(phase))
    px, py = b.x - 1, y + height * math.sin(phase)
    for i in range(1, steps + 1):
        t = i / steps
        x = b.x - 1 + (b.w + 2) * t
        v = y + height * math.sin(phase + 2 * math.pi * waves * t)
        path.quadTo(px, py, (px + x) / 2, (py + v) / 2)
        px, py = x, v
    path.lineTo(px, py)
    edge = b.bottom + 1 if down else b.y - 1
    path.lineTo(b.right + 1, edge)
    path.lineTo(b.x - 1, edge)
    path.close()
    return path
