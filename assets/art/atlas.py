"""From a SKU and its package's panels to the painted atlas."""

import numpy as np
import skia
from numpy.typing import NDArray

from assets.archetypes.base import Panel
from assets.art import fonts
from assets.art.back import back, info
from assets.art.barcode import barcode
from assets.art.boxes import Box
from assets.art.colors import WHITE, Color, contrast, readable
from assets.art.design import Design, design_of
from assets.art.families import families
from assets.art.families.base import Family, logo
from assets.art.families.extras import extras
from assets.art.sheet import Sheet, TextRecord, argb
from assets.art.typography import text
from assets.product import Sku

_FACE = 0.36  # part of a wrap-around panel that faces the shopper


def paint_atlas(
    sku: Sku,
    panels: tuple[Panel, ...],
    size_wh_px: tuple[int, int],
    texts: dict[str, list[TextRecord]] | None = None,
) -> NDArray[np.uint8]:
    """The atlas as (height, width, 3) uint8 sRGB.

    ``texts``, where given, receives every text set, by panel, in that panel's millimetres.
    """
    w, h = size_wh_px
    rgba = np.zeros((h, w, 4), np.uint8)
    canvas = skia.Surface(rgba).getCanvas()
    design = design_of(sku)
    family = families()[design.family]
    canvas.clear(argb(family.plain(design)))
    for panel in panels:
        found = _panel(canvas, panel, design, family, size_wh_px)
        if texts is not None:
            texts[panel.name] = found
    return np.ascontiguousarray(rgba[..., :3])


def _panel(
    canvas: object, panel: Panel, design: Design, family: Family, size_wh_px: tuple[int, int]
) -> list[TextRecord]:
    """Paint one panel in its own millimetres, clipped to its place."""
    u0, v0, u1, v1 = panel.uv
    w_px, h_px = size_wh_px
    w_mm, h_mm = panel.size_m[0] * 1000, panel.size_m[1] * 1000
    scale_x, scale_y = (u1 - u0) * w_px / w_mm, (v1 - v0) * h_px / h_mm
    sheet = Sheet(canvas, (abs(scale_x) * abs(scale_y)) ** 0.5)
    c = sheet.canvas
    c.save()
    c.translate(u0 * w_px, (1 - v1) * h_px)
    c.scale(scale_x, scale_y)
    b = Box(0, 0, w_mm, h_mm)
    c.clipRect(skia.Rect.MakeXYWH(0, 0, w_mm, h_mm))
    draw_panel(sheet, panel.name, b, design, family)
    c.restore()
    return sheet.texts


def draw_panel(s: Sheet, name: str, b: Box, d: Design, family: Family) -> None:
    """What belongs on a panel of this name."""
    plain = family.plain(d)
    if name == "front":
        family.ground(s, b, d)
        family.front(s, b, d)
        extras(s, b, d, plain)
    elif name == "wrap":
        _wrap(s, b, d, family)
    elif name == "back":
        family.ground(s, b, d)
        back(s, b, d, plain)
    elif name in ("left", "right"):
        _side(s, b, d, family, mirrored=name == "right")
    elif name == "top":
        _top(s, b, d, plain)
    else:
        s.box(b, plain)
        barcode(s, d.gtin, b.inset(0.1 * b.w, 0.1 * b.h))


def _wrap(s: Sheet, b: Box, d: Design, family: Family) -> None:
    """Front in the middle, small print on both sides of the seam."""
    family.ground(s, b, d)
    plain = family.plain(d)
    face = Box(b.cx - _FACE * b.w / 2, b.y, _FACE * b.w, b.h)
    family.front(s, face, d)
    extras(s, face, d, plain)
    pad = 0.05 * b.h
    w = (b.w - face.w) / 2 - 0.06 * b.w
    ink = readable(plain, d.palette.ink)
    left, right = Box(b.x + 0.02 * b.w, b.y, w, b.h), Box(face.right + 0.04 * b.w, b.y, w, b.h)
    panel = Box(left.x, left.y + 0.2 * b.h, left.w, 0.7 * b.h)
    s.box(panel, WHITE, 0.92, radius=0.02 * b.h)
    info(s, panel.inset(0.05 * panel.short), d)
    _words(s, Box(right.x, right.y + pad, right.w, right.h - 2 * pad), d, ink, plain)


def _words(s: Sheet, b: Box, d: Design, ink: Color, on: Color) -> None:
    """The brand again, its promise and the name: what the side of a round pack shows."""
    s.box(b.part(0.0, 0.02, 1.0, 0.86), on, 0.88, radius=0.02 * b.h)
    logo(s, d, b.part(0.05, 0.08, 0.95, 0.34), on)
    text(s, d.name, d.name_face, b.part(0.08, 0.4, 0.92, 0.5), ink)
    text(s, d.variant, fonts.SANS, b.part(0.08, 0.53, 0.92, 0.6), ink)
    text(s, d.claim, fonts.SANS_MEDIUM, b.part(0.1, 0.66, 0.9, 0.72), ink)
    s.box(b.part(0.08, 0.76, 0.92, 0.8), d.color if contrast(d.color, on) > 1.3 else d.palette.deep)


def _side(s: Sheet, b: Box, d: Design, family: Family, mirrored: bool) -> None:
    """A side: brand on top, then small print; the right one reads sideways where it is narrow."""
    family.ground(s, b, d)
    plain = family.plain(d)
    if b.h > 1.8 * b.w and mirrored:
        with s.at(b.cx, b.cy, 1.0, -90):
            t = Box(-b.h / 2, -b.w / 2, b.h, b.w)
            logo(s, d, t.part(0.06, 0.15, 0.56, 0.85), plain)
            ink = readable(plain, d.palette.ink)
            text(s, d.name, d.name_face, t.part(0.6, 0.2, 0.95, 0.5), ink, align="left")
            text(s, d.variant, fonts.SANS, t.part(0.6, 0.56, 0.95, 0.76), ink, align="left")
        return
    logo(s, d, b.part(0.08, 0.04, 0.92, 0.2), plain)
    field = b.part(0.07, 0.24, 0.93, 0.92)
    s.box(field, WHITE, 0.93, radius=0.03 * b.short)
    info(s, field.inset(0.05 * field.short), d)


def _top(s: Sheet, b: Box, d: Design, plain: Color) -> None:
    s.box(b, plain)
    logo(s, d, b.part(0.08, 0.14, 0.92, 0.66), plain)
    text(
        s, f"{d.name} {d.variant}", d.name_face, b.part(0.12, 0.7, 0.88, 0.88), readable(plain, d.palette.ink)
    )
