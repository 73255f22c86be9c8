"""Where print ends: round corners of die-cut labels, ribs that a sealing jaw leaves."""

import math
from typing import Any

import skia

from assets.archetypes.base import Panel
from assets.art.colors import BLACK, WHITE, Color, from_linear
from assets.art.design import Design
from assets.art.sheet import solid
from assets.art.tints import tint_of
from assets.contents import finish_with_contents
from assets.finishes import material
from assets.material import Material
from assets.product import Sku

_ROUNDED = (0.03, 0.06, 0.09)  # radius of corners, of the label's shorter side; texts stay clear of them
_RIB_M = 0.0016
_LEAST_RIB_PX = 2.2


def finish_edges(canvas: Any, sku: Sku, panel: Panel, size_wh_px: tuple[int, int], design: Design) -> None:
    """Cut the corners of a label that lies on a wall, and press ribs into seals (``Panel.crimp_m``).

    ``canvas`` is the atlas's, in pixels.
    """
    place = _place(panel, size_wh_px)
    behind = _wall(sku, panel)
    if behind is not None:
        r, g, b = (from_linear(v) for v in behind.color)
        _cut_corners(canvas, place, design, (r, g, b))
    across, upright = panel.crimp_m
    px_per_m = place.width() / panel.size_m[0]
    for left in (place.left(), place.right() - across * px_per_m) if across else ():
        side = skia.Rect.MakeXYWH(left, place.top(), across * px_per_m, place.height())
        _ribs(canvas, side, px_per_m, True)
    for top in (place.top(), place.bottom() - upright * px_per_m) if upright else ():
        end = skia.Rect.MakeXYWH(place.left(), top, place.width(), upright * px_per_m)
        _ribs(canvas, end, px_per_m, False)


def finish_surface_edges(
    canvas: Any, sku: Sku, panel: Panel, size_wh_px: tuple[int, int], design: Design
) -> None:
    """The same corners in the map of roughness (green) and metallic (blue)."""
    behind = _wall(sku, panel)
    if behind is not None:
        surface = (0.0, behind.roughness, behind.metallic)
        _cut_corners(canvas, _place(panel, size_wh_px), design, surface)


def _place(panel: Panel, size_wh_px: tuple[int, int]) -> Any:
    u0, v0, u1, v1 = panel.uv
    w, h = size_wh_px
    return skia.Rect.MakeLTRB(u0 * w, (1 - v1) * h, u1 * w, (1 - v0) * h)


def _wall(sku: Sku, panel: Panel) -> Material | None:
    """What a label lies on, unless one looks through it."""
    if not panel.wall:
        return None
    finish = finish_with_contents(sku, panel.wall)
    behind = material(finish, None, tint_of(sku, finish))
    return None if behind.transmission > 0 else behind


def _cut_corners(canvas: Any, place: Any, design: Design, color: Color) -> None:
    """Die-cut labels have round corners: what is behind shows there."""
    radius = _ROUNDED[design.number("die", len(_ROUNDED))] * min(place.width(), place.height())
    rounded = skia.RRect.MakeRectXY(place, radius, radius)
    canvas.drawDRRect(skia.RRect.MakeRect(place), rounded, solid(color))


def _ribs(canvas: Any, seal: Any, px_per_m: float, upright: bool) -> None:
    """Ribs with a light and a dark flank: upright ones in the seals at the sides, level ones at the ends."""
    pitch = _RIB_M * px_per_m
    if pitch < _LEAST_RIB_PX:
        canvas.drawRect(seal, solid(BLACK, 0.05))
        return
    long = seal.width() if upright else seal.height()
    count = max(math.floor(long / pitch), 1)
    for k in range(count):
        at = k * long / count
        for begin, color, alpha in ((0.08, WHITE, 0.2), (0.55, BLACK, 0.17)):
            a, b = at + begin * pitch, at + (begin + 0.38) * pitch
            box = (
                skia.Rect.MakeLTRB(seal.left() + a, seal.top(), seal.left() + b, seal.bottom())
                if upright
                else skia.Rect.MakeLTRB(seal.left(), seal.top() + a, seal.right(), seal.top() + b)
            )
            canvas.drawRect(box, solid(color, alpha))
