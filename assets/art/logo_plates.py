"""What a brand's word stands on: ovals, ribbons, shields, stamps, arcs."""

from typing import Any

import skia

from assets.art.boxes import Box
from assets.art.colors import WHITE, Color, lighter, readable
from assets.art.sheet import Sheet, blob, linear, polygon
from assets.art.strokes import star_shape

INNER = {
    "oval": (0.12, 0.2, 0.88, 0.8), "shield": (0.12, 0.17, 0.88, 0.64), "ribbon": (0.14, 0.17, 0.86, 0.83),
    "stamp": (0.1, 0.2, 0.9, 0.8), "wave": (0.08, 0.22, 0.92, 0.78), "lens": (0.16, 0.26, 0.84, 0.74),
    "flag": (0.06, 0.17, 0.86, 0.83), "plaque": (0.13, 0.2, 0.87, 0.8), "reversed": (0.06, 0.16, 0.94, 0.84),
    "notched": (0.1, 0.19, 0.9, 0.81),
}  # fmt: skip
"""The part of a plate that the word may take."""
_RIMMED = frozenset(("oval", "shield", "tilted", "ribbon", "wave", "lens", "plaque", "flag"))
_LINED = frozenset(("oval", "stamp", "plaque", "lens", "notched", "shield"))


def draw_plate(sheet: Sheet, name: str, a: Box, colors: tuple[Color, Color, Color], on: Color) -> None:
    """The plate ``name`` over ``a``; ``colors`` are its ground, the word's ink and the edge."""
    ground, ink, edge = colors
    rim = readable(on, WHITE, edge, least=1.7)
    t = a.h * 0.06
    shape = plate_shape(name, a)
    fill = linear(0, a.y, 0, a.bottom, ((0.0, lighter(ground, 0.05)), (1.0, lighter(ground, -0.06))))
    if name in _RIMMED:
        sheet.stroke(shape, rim, t * 2)
    sheet.paint(shape, fill)
    if name in _LINED:
        with sheet.role("logo"):
            sheet.stroke(plate_shape(name, a.inset(t * 1.25)), ink, t * 0.42)
    if name == "ribbon":
        _folds(sheet, a, lighter(ground, -0.16))


def _folds(sheet: Sheet, a: Box, dark: Color) -> None:
    """The dark backs of a ribbon where it turns behind itself."""
    for x, way in ((a.x + 0.09 * a.w, 1), (a.right - 0.09 * a.w, -1)):
        y = a.bottom
        sheet.fill(polygon([(x, y), (x + way * 0.05 * a.w, y), (x, y + 0.12 * a.h)]), dark)


def plate_shape(plate: str, a: Box) -> Any:
    """The outline of a plate over ``a``."""
    path = skia.Path()
    rect = skia.Rect.MakeXYWH(a.x, a.y, a.w, a.h)
    if plate == "oval":
        path.addOval(rect)
    elif plate == "pill":
        path.addRoundRect(rect, a.h / 2, a.h / 2)
    elif plate in _CORNERS:
        path = polygon([(a.x + x * a.w + k * a.h, a.y + y * a.h) for x, k, y in _CORNERS[plate]])
    elif plate in _CURVES:
        path = blob([_scaled(a, c) for c in _CURVES[plate]])
    elif plate == "plaque":
        path = _plaque(a)
    else:
        path.addRoundRect(rect, a.h * 0.12, a.h * 0.12)
    return path


# Corners as (part of the width, part of the height added to x, part of the height).
_CORNERS: dict[str, list[tuple[float, float, float]]] = {
    "tilted": [(0, 0.2, 0), (1, 0, 0), (1, -0.2, 1), (0, 0, 1)],
    "ribbon": [(0, 0, 0), (1, 0, 0), (1, -0.28, 0.5), (1, 0, 1), (0, 0, 1), (0, 0.28, 0.5)],
    "flag": [(0, 0, 0), (1, 0, 0), (1, -0.34, 0.5), (1, 0, 1), (0, 0, 1)],
    "notched": [(0, 0.2, 0), (1, -0.2, 0), (1, 0, 0.2), (1, 0, 0.8), (1, -0.2, 1), (0, 0.2, 1), (0, 0, 0.8),
                (0, 0, 0.2)],
}  # fmt: skip
_CURVES: dict[str, list[tuple[float, ...]]] = {
    "shield": [(0, 0.06), (0.5, -0.05, 1, 0.06), (1, 0.6), (1, 0.85, 0.5, 1), (0, 0.85, 0, 0.6)],
    "wave": [(0, 0.16), (0.3, -0.16, 0.6, 0.32, 1, 0), (1, 0.84), (0.7, 1.16, 0.4, 0.68, 0, 1)],
    "lens": [(0, 0.5), (0.5, -0.35, 1, 0.5), (0.5, 1.35, 0, 0.5)],
}


def _scaled(a: Box, command: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(a.x + v * a.w if i % 2 == 0 else a.y + v * a.h for i, v in enumerate(command))


def _plaque(a: Box) -> Any:
    """A rectangle whose corners are bitten out, as on old tins."""
    r = 0.2 * a.h
    path = skia.Path()
    path.addRect(skia.Rect.MakeXYWH(a.x, a.y, a.w, a.h))
    bites = skia.Path()
    for x in (a.x, a.right):
        for y in (a.y, a.bottom):
            bites.addCircle(x, y, r)
    return skia.Op(path, bites, skia.PathOp.kDifference_PathOp) or path


def ornament(sheet: Sheet, name: str, b: Box, ink: Color) -> None:
    """A small thing over the word: crown, star, leaf, dots or a rule with a lozenge."""
    h = b.h
    with sheet.at(b.cx, b.cy, h / 2):
        if name == "crown":
            top = [(-1.2, 0.8), (-1.4, -0.5), (-0.65, 0.1), (0, -0.95), (0.65, 0.1), (1.4, -0.5), (1.2, 0.8)]
            sheet.fill(polygon(top), ink)
        elif name == "star":
            for x, r in ((-2.0, 0.6), (0.0, 0.95), (2.0, 0.6)):
                with sheet.at(x, 0.1, r):
                    sheet.fill(star_shape(5, 0.42), ink)
        elif name == "leaf":
            for side in (-1, 1):
                leaf = blob([(0, 0.8), (side * 0.2, -0.9, side * 1.9, -0.7), (side * 1.7, 0.9, 0, 0.8)])
                sheet.fill(leaf, ink)
        elif name == "dot":
            for i in range(-2, 3):
                sheet.circle(i * 1.1, 0, 0.3 if i else 0.45, ink)
        else:
            reach = min(0.42 * b.w / (h / 2), 9.0)
            for side in (-1, 1):
                sheet.line(side * 0.9, 0, side * reach, 0, ink, 0.16)
            sheet.fill(polygon([(0, -0.6), (0.5, 0), (0, 0.6), (-0.5, 0)]), ink)


def swash(box: Box, thick: float) -> Any:
    """An underline that swells and ends in a tail, as sign writers draw it."""
    y, w = box.cy, box.w
    return blob(
        [
            (box.x, y + thick),
            (box.x + 0.35 * w, y - 1.6 * thick, box.x + 0.7 * w, y - 0.6 * thick, box.right, y - thick * 0.9),
            (box.x + 0.8 * w, y + 0.9 * thick, box.x + 0.4 * w, y + 0.2 * thick, box.x, y + thick),
        ]
    )
