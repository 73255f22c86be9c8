"""Brand lettering: a face, an edge, a plate, an arch. One style per brand, the same on every pack."""

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import skia

from assets.art import fonts
from assets.art.boxes import Box
from assets.art.colors import BLACK, WHITE, Color, contrast, lighter, readable
from assets.art.fonts import Face
from assets.art.palette import Palette
from assets.art.sheet import Sheet, blob, linear, polygon
from assets.art.typography import fit, outlined, put, text

PLATES = ("none", "oval", "ribbon", "slab", "tilted", "shield", "pill", "none", "stamp", "wave", "none")
_FACES: dict[str, tuple[Face, ...]] = {
    "loud": (
        fonts.HEAVY_LEANING,
        fonts.ROUND,
        fonts.BLACK_ITALIC,
        fonts.SERIF_BLACK_ITALIC,
        fonts.SCRIPT_LEANING,
    ),
    "calm": (
        fonts.GEOMETRIC,
        fonts.GROTESK,
        fonts.SERIF,
        fonts.SANS_BOLD,
        fonts.BOOK_ITALIC,
        fonts.SERIF_ITALIC,
    ),
    "fine": (
        fonts.SERIF_LIGHT.caps(0.16),
        fonts.GEOMETRIC_WIDE,
        fonts.SERIF.caps(0.1),
        fonts.GROTESK_LIGHT.caps(0.14),
    ),
    "warm": (fonts.BOOK, fonts.SERIF_BLACK, fonts.SCRIPT, fonts.BOOK_ITALIC, fonts.HAND_TALL),
    "firm": (
        fonts.GEOMETRIC,
        fonts.BLACK,
        fonts.ROUND,
        fonts.CONDENSED,
        fonts.BLACK_ITALIC,
        fonts.GEOMETRIC_WIDE,
    ),
}


@dataclass(frozen=True)
class Logo:
    """How a brand writes itself. ``arch`` bends the line up in the middle, as a part of its height."""

    word: str
    face: Face
    plate: str
    ink: Color
    edge: Color
    ground: Color
    outlined: bool
    arch: float
    tilt_deg: float
    ornament: str


def brand_logo(word: str, mood: str, palette: Palette, rng: np.random.Generator) -> Logo:
    """Draw a style that suits ``mood`` (loud, calm, fine, warm or firm)."""
    faces = _FACES[mood]
    loud = mood in ("loud", "firm")
    plate = str(rng.choice(PLATES if loud else ("none", "none", "oval", "slab", "stamp", "pill", "shield")))
    ground = (palette.main, palette.accent, palette.deep, WHITE)[int(rng.choice([0, 0, 1, 2, 3]))]
    ink = readable(ground, (WHITE, palette.accent, palette.main)[int(rng.integers(3))], WHITE, palette.deep)
    return Logo(
        word=word,
        face=faces[int(rng.integers(len(faces)))],
        plate=plate,
        ink=ink,
        edge=palette.deep if contrast(palette.deep, ink) > 3 else BLACK,
        ground=ground,
        outlined=loud and bool(rng.random() < 0.55),
        arch=float(rng.choice([0.0, 0.0, 0.3, -0.2])) if mood in ("loud", "warm") else 0.0,
        tilt_deg=float(rng.choice([0, 0, -5, -8])) if mood == "loud" else 0.0,
        ornament=str(rng.choice(["none", "none", "rule", "star", "leaf", "crown", "dot"])),
    )


def draw_logo(sheet: Sheet, logo: Logo, box: Box, on: Color) -> Box:
    """Draw the brand into ``box`` on a ground of colour ``on``. Returns the box taken by plate or letters."""
    if logo.tilt_deg:
        with sheet.at(box.cx, box.cy, 1.0, logo.tilt_deg):
            shrink = Box(-box.w * 0.46, -box.h * 0.42, box.w * 0.92, box.h * 0.84)
            _straight(sheet, logo, shrink, on)
        return box
    return _straight(sheet, logo, box, on)


def _straight(sheet: Sheet, logo: Logo, box: Box, on: Color) -> Box:
    if logo.plate == "none":
        ink = readable(on, logo.ground, logo.ink, least=2.6)
        return _letters(sheet, logo, box, ink, readable(ink, logo.edge, WHITE))
    area = _plate_area(logo, box)
    _plate(sheet, logo, area, on)
    inner = {
        "oval": area.part(0.11, 0.2, 0.89, 0.8),
        "shield": area.part(0.1, 0.16, 0.9, 0.66),
        "ribbon": area.part(0.13, 0.16, 0.87, 0.84),
        "stamp": area.part(0.1, 0.2, 0.9, 0.8),
        "wave": area.part(0.07, 0.2, 0.93, 0.8),
    }.get(logo.plate, area.part(0.08, 0.15, 0.92, 0.85))
    _letters(sheet, logo, inner, logo.ink, logo.edge)
    return area


def _plate_area(logo: Logo, box: Box) -> Box:
    """The plate hugs the word: not wider than a word of its height needs, nor higher than its width needs."""
    setting = fit(logo.word, logo.face, box.part(0.1, 0.18, 0.9, 0.82))
    w = min(box.w, setting.ink.w * 1.34)
    h = min(box.h, max(setting.ink.h * 1.75, w * 0.26))
    return Box(box.cx - w / 2, box.cy - h / 2, w, h)


def _letters(sheet: Sheet, logo: Logo, box: Box, ink: Color, edge: Color) -> Box:
    if logo.arch:
        setting = fit(logo.word, logo.face, box.inset(0, box.h * 0.12 * abs(logo.arch) / 0.3))
        path = _arched(logo.word, logo.face, setting.ink, logo.arch, box)
        if logo.outlined:
            edge = readable(ink, edge, least=2.6)
            sheet.stroke(path, edge, setting.ink.h * 0.14)
        sheet.fill(path, ink)
        r = path.computeTightBounds()
        sheet.note(logo.word, box, Box(r.left(), r.top(), r.width(), r.height()))
        return box
    if logo.outlined:
        return outlined(sheet, logo.word, logo.face, box, ink, edge, shadow=lighter(edge, -0.08)).ink
    return text(sheet, logo.word, logo.face, box, ink).ink


@lru_cache(maxsize=256)
def _unit_arch(word: str, face: Face, arch: float) -> Any:
    """The word in a unit square, its letters stretched so that the middle rises by ``arch``."""
    source = fonts.outline(word, face)[0]
    r = source.computeTightBounds()

    def bend(p: Any) -> Any:
        u = (p.x() - r.left()) / r.width()
        v = (p.y() - r.top()) / r.height()
        lift = abs(arch) * math.sin(math.pi * u)
        top = (abs(arch) - lift) if arch > 0 else 0.0
        bottom = 1.0 - (0.0 if arch > 0 else abs(arch) * 0 + lift * 0)
        if arch < 0:
            bottom = 1.0 - (abs(arch) - lift)
        return skia.Point(u, top + v * (bottom - top))

    path = skia.Path()
    for verb, pts in source:
        q = [bend(p) for p in pts]
        if verb == skia.Path.kMove_Verb:
            path.moveTo(q[0])
        elif verb == skia.Path.kLine_Verb:
            mid = bend(skia.Point((pts[0].x() + pts[1].x()) / 2, (pts[0].y() + pts[1].y()) / 2))
            control = skia.Point(
                2 * mid.x() - (q[0].x() + q[1].x()) / 2, 2 * mid.y() - (q[0].y() + q[1].y()) / 2
            )
            path.quadTo(control, q[1])
        elif verb == skia.Path.kQuad_Verb:
            path.quadTo(q[1], q[2])
        elif verb == skia.Path.kCubic_Verb:
            path.cubicTo(q[1], q[2], q[3])
        elif verb == skia.Path.kClose_Verb:
            path.close()
    return path


def _arched(word: str, face: Face, ink: Box, arch: float, box: Box) -> Any:
    rise = min(ink.h * (1 + abs(arch) * 0.6), box.h)
    path, matrix = skia.Path(_unit_arch(word, face, arch)), skia.Matrix()
    matrix.setAll(ink.w, 0, ink.x, 0, rise, box.cy - rise / 2, 0, 0, 1)
    path.transform(matrix)
    return path


def _plate(sheet: Sheet, logo: Logo, a: Box, on: Color) -> None:
    ground = logo.ground
    rim = readable(on, WHITE, logo.edge, least=1.7)
    t = a.h * 0.07
    shape = _plate_shape(logo.plate, a)
    fill = linear(0, a.y, 0, a.bottom, ((0.0, lighter(ground, 0.05)), (1.0, lighter(ground, -0.06))))
    if logo.plate in ("oval", "shield", "tilted", "ribbon", "wave"):
        sheet.stroke(shape, rim, t * 2)
    sheet.paint(shape, fill)
    if logo.plate in ("oval", "stamp"):
        inner = _plate_shape(logo.plate, a.inset(t * 1.1))
        sheet.stroke(inner, logo.ink, t * 0.5)


def _plate_shape(plate: str, a: Box) -> Any:
    path = skia.Path()
    rect = skia.Rect.MakeXYWH(a.x, a.y, a.w, a.h)
    if plate == "oval":
        path.addOval(rect)
    elif plate == "pill":
        path.addRoundRect(rect, a.h / 2, a.h / 2)
    elif plate == "tilted":
        s = a.h * 0.2
        path = polygon([(a.x + s, a.y), (a.right, a.y), (a.right - s, a.bottom), (a.x, a.bottom)])
    elif plate == "ribbon":
        n = a.h * 0.28
        path = polygon(
            [
                (a.x, a.y),
                (a.right, a.y),
                (a.right - n, a.cy),
                (a.right, a.bottom),
                (a.x, a.bottom),
                (a.x + n, a.cy),
            ]
        )
    elif plate == "shield":
        path = blob(
            [
                (a.x, a.y + a.h * 0.06),
                (a.cx, a.y - a.h * 0.05, a.right, a.y + a.h * 0.06),
                (a.right, a.y + a.h * 0.6),
                (a.right, a.y + a.h * 0.85, a.cx, a.bottom),
                (a.x, a.y + a.h * 0.85, a.x, a.y + a.h * 0.6),
            ]
        )
    elif plate == "wave":
        d = a.h * 0.16
        path = blob(
            [
                (a.x, a.y + d),
                (a.x + a.w * 0.3, a.y - d, a.x + a.w * 0.6, a.y + 2 * d, a.right, a.y),
                (a.right, a.bottom - d),
                (a.x + a.w * 0.7, a.bottom + d, a.x + a.w * 0.4, a.bottom - 2 * d, a.x, a.bottom),
            ]
        )
    else:
        path.addRoundRect(rect, a.h * 0.12, a.h * 0.12)
    return path


__all__ = ["Logo", "brand_logo", "draw_logo", "put"]
