"""Brand lettering: a face, an effect, a plate, an arch, an ornament. One style per brand, on every pack."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import skia

from assets.art import fonts
from assets.art.boxes import Box
from assets.art.colors import BLACK, WHITE, Color, contrast, lighter, readable
from assets.art.fonts import Face
from assets.art.lettering import LOGO_FACES, SCRIPT_FACES
from assets.art.logo_plates import INNER, draw_plate, ornament, swash
from assets.art.palette import Palette
from assets.art.scripts import is_rtl
from assets.art.sheet import Sheet, Stops, linear
from assets.art.typography import Setting, fit, outlined, put, text

PLATES: dict[str, tuple[str, ...]] = {
    "loud": ("none", "none", "oval", "ribbon", "tilted", "shield", "wave", "lens", "flag", "slab"),
    "firm": ("none", "none", "pill", "slab", "reversed", "tilted", "oval", "notched", "shield", "stamp"),
    "calm": ("none", "none", "none", "oval", "pill", "slab", "reversed", "stamp"),
    "fine": ("none", "none", "none", "none", "stamp", "plaque", "oval"),
    "warm": ("none", "none", "oval", "ribbon", "plaque", "shield", "lens", "stamp"),
}
_EFFECTS: dict[str, tuple[str, ...]] = {
    "loud": ("outlined", "outlined", "extruded", "double", "split", "plain", "shaded"),
    "firm": ("plain", "plain", "outlined", "split", "extruded", "double"),
    "calm": ("plain", "plain", "plain", "shaded", "two tone"),
    "fine": ("plain", "plain", "plain", "two tone"),
    "warm": ("plain", "shaded", "outlined", "plain", "double"),
}


_ORNAMENTS = ("none", "none", "none", "rule", "star", "leaf", "crown", "dot")


@dataclass(frozen=True)
class Logo:
    """How a brand writes itself. ``arch`` bends the line up in the middle, as a part of its height.

    ``effect`` is how the letters are painted; ``stacked`` sets the first letter large over the word as a
    monogram; ``swash`` underlines handwriting.
    """

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
    effect: str = "plain"
    monogram: bool = False
    swash: bool = False


def brand_logo(word: str, mood: str, palette: Palette, rng: np.random.Generator) -> Logo:
    """Draw a style that suits ``mood`` (loud, calm, fine, warm or firm)."""
    face = _one_of(LOGO_FACES[mood], rng)
    plate = _one_of(PLATES[mood], rng)
    ground = _one_of((palette.main, palette.main, palette.accent, palette.deep, WHITE), rng)
    ink = readable(ground, _one_of((WHITE, palette.accent, palette.main), rng), WHITE, palette.deep)
    effect = _one_of(_EFFECTS[mood], rng)
    written = face in SCRIPT_FACES
    return Logo(
        word=word,
        face=face,
        plate=plate,
        ink=ink,
        edge=palette.deep if contrast(palette.deep, ink) > 3 else BLACK,
        ground=ground,
        outlined=effect in ("outlined", "double", "extruded"),
        arch=_one_of((0.0, 0.0, 0.3, -0.2), rng) if mood in ("loud", "warm") and not written else 0.0,
        tilt_deg=_one_of((0.0, 0.0, -5.0, -8.0), rng) if mood == "loud" else 0.0,
        ornament=_one_of(_ORNAMENTS, rng),
        effect=effect,
        monogram=plate == "none" and mood in ("fine", "calm", "firm") and bool(rng.random() < 0.16),
        swash=written and bool(rng.random() < 0.7),
    )


def _one_of[T](options: Sequence[T], rng: np.random.Generator) -> T:
    return options[int(rng.integers(len(options)))]


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
        ink = readable(on, logo.ground, logo.ink, least=3.4)
        edge = readable(ink, logo.edge, WHITE)
        if logo.effect == "two tone":
            edge = readable(on, *(c for c in (logo.ink, logo.edge) if c != ink), ink, least=3.4)
        return _word(sheet, logo, box, ink, edge)
    area = _plate_area(logo, box)
    draw_plate(sheet, logo.plate, area, (logo.ground, logo.ink, logo.edge), on)
    inner = area.part(*INNER.get(logo.plate, (0.08, 0.15, 0.92, 0.85)))
    _letters(sheet, logo, inner, logo.ink, logo.edge)
    return area


def _plate_area(logo: Logo, box: Box) -> Box:
    """The plate hugs the word: not wider than a word of its height needs, nor higher than its width needs."""
    x0, y0, x1, y1 = INNER.get(logo.plate, (0.08, 0.15, 0.92, 0.85))
    ink = _proportion(logo.word, logo.face)
    w = min(box.w, box.h * (y1 - y0) * ink / (x1 - x0) * 1.04)
    h = min(box.h, max(w * (x1 - x0) / ink / (y1 - y0) * 1.04, w * 0.24))
    return Box(box.cx - w / 2, box.cy - h / 2, w, h)


@lru_cache(maxsize=1024)
def _proportion(word: str, face: Face) -> float:
    """Width over height of a word's ink."""
    r = fonts.outline(word, face)[0].computeTightBounds()
    return float(r.width() / max(r.height(), 1e-6))


def _word(sheet: Sheet, logo: Logo, box: Box, ink: Color, edge: Color) -> Box:
    """The letters with what belongs over or under them, where there is room for it."""
    top = 0.0
    if logo.monogram and box.h > 0.5 * box.w:
        _monogram(sheet, logo, box.part(0.0, 0.0, 1.0, 0.48), ink)
        top = 0.54
    elif logo.ornament != "none" and box.h > 0.3 * box.w:
        with sheet.role("logo"):
            ornament(sheet, logo.ornament, box.part(0.1, 0.02, 0.9, 0.16), ink)
        top = 0.2
    bottom = 0.84 if logo.swash else 1.0
    taken = _letters(sheet, logo, box.part(0.0, top, 1.0, bottom), ink, edge)
    if logo.swash:
        room = box.bottom - taken.bottom
        thick = min(0.055 * taken.h, 0.25 * room)
        line = Box(taken.x + 0.06 * taken.w, taken.bottom + 0.3 * room, 0.9 * taken.w, 0.4 * room)
        with sheet.role("logo"):
            sheet.fill(swash(line, thick), ink)
    return taken


def _monogram(sheet: Sheet, logo: Logo, box: Box, ink: Color) -> None:
    """The first letter in a ring or a disc."""
    r = 0.5 * box.short
    full = logo.effect != "two tone"
    with sheet.role("logo"):
        sheet.circle(box.cx, box.cy, 0.96 * r, ink, stroke=0.0 if full else 0.07 * r)
    letter = Box(box.cx - 0.55 * r, box.cy - 0.5 * r, 1.1 * r, r)
    text(sheet, logo.word[0], logo.face, letter, readable(ink, WHITE) if full else ink)


def _letters(sheet: Sheet, logo: Logo, box: Box, ink: Color, edge: Color) -> Box:
    with sheet.role("logo"):
        if logo.arch:
            return _bent(sheet, logo, box, ink, edge)
        return _EFFECT[logo.effect](sheet, logo, box, ink, edge)


def _bent(sheet: Sheet, logo: Logo, box: Box, ink: Color, edge: Color) -> Box:
    room = box.inset(0.05 * box.short if logo.outlined else 0.0)
    setting = fit(logo.word, logo.face, room.inset(0, room.h * 0.12 * abs(logo.arch) / 0.3))
    path = _arched(logo.word, logo.face, setting.ink, logo.arch, room)
    if logo.outlined:
        edge = readable(ink, edge, least=2.6)
        sheet.stroke(path, edge, min(setting.ink.h * 0.12, 0.095 * box.short))
    _fill(sheet, logo, path, setting.ink, ink)
    r = path.computeTightBounds()
    sheet.note(logo.word, box, Box(r.left(), r.top(), r.width(), r.height()))
    return box


def _fill(sheet: Sheet, logo: Logo, path: Any, ink_box: Box, ink: Color) -> None:
    """The letters' own colour: even, shaded downwards, or split at half height."""
    if logo.effect == "shaded":
        stops: Stops = ((0.0, lighter(ink, 0.08)), (0.55, ink), (1.0, lighter(ink, -0.14)))
        sheet.paint(path, linear(0, ink_box.y, 0, ink_box.bottom, stops))
    elif logo.effect == "split":
        low = lighter(ink, -0.13 if contrast(ink, BLACK) > 6 else 0.16)
        stops = ((0.0, ink), (0.52, ink), (0.53, low), (1.0, low))
        sheet.paint(path, linear(0, ink_box.y, 0, ink_box.bottom, stops))
    else:
        sheet.fill(path, ink)


def _set(sheet: Sheet, logo: Logo, box: Box, pad_mm: float = 0.0) -> Setting | None:
    """The fitted word, noted; None where it would be too small to read."""
    if box.h * sheet.px_per_mm < 2.4 and not sheet.exact:
        return None
    setting = fit(logo.word, logo.face, box, pad_mm=pad_mm)
    sheet.note(setting.text, box, setting.ink)
    return setting


def _plain(sheet: Sheet, logo: Logo, box: Box, ink: Color, edge: Color) -> Box:
    del edge
    setting = _set(sheet, logo, box)
    if setting is None:
        return text(sheet, logo.word, logo.face, box, ink).ink
    _fill(sheet, logo, setting.path, setting.ink, ink)
    return setting.ink


def _two_tone(sheet: Sheet, logo: Logo, box: Box, ink: Color, edge: Color) -> Box:
    """The first letter in the brand's other colour, where that can be read."""
    setting = _set(sheet, logo, box) if logo.plate == "none" and contrast(edge, ink) > 1.6 else None
    if setting is None:
        return _plain(sheet, logo, box, ink, edge)
    sheet.fill(setting.path, ink)
    first = fonts.outline(logo.word[0], logo.face)[1] * setting.size_mm
    if not is_rtl(logo.word):
        with sheet.inside(Box(setting.ink.x - 1, setting.ink.y - 1, first + 1, setting.ink.h + 2)):
            sheet.fill(setting.path, edge)
    return setting.ink


def _outlined(sheet: Sheet, logo: Logo, box: Box, ink: Color, edge: Color) -> Box:
    return outlined(sheet, logo.word, logo.face, box, ink, edge, shadow=lighter(edge, -0.08)).ink


def _double(sheet: Sheet, logo: Logo, box: Box, ink: Color, edge: Color) -> Box:
    """A white edge inside a dark one."""
    pad = 0.085 * box.h
    setting = _set(sheet, logo, box, pad)
    if setting is None:
        return text(sheet, logo.word, logo.face, box, ink).ink
    inner = WHITE if contrast(ink, WHITE) > 1.8 else BLACK
    sheet.stroke(setting.path, readable(inner, edge, least=3), 2 * pad)
    sheet.stroke(setting.path, inner, 1.1 * pad)
    sheet.fill(setting.path, ink)
    return setting.ink


def _extruded(sheet: Sheet, logo: Logo, box: Box, ink: Color, edge: Color) -> Box:
    """Letters with depth: copies that fall away to the lower right."""
    deep = 0.1 * box.h
    setting = _set(sheet, logo, Box(box.x, box.y, box.w - deep, box.h - deep), 0.03 * box.h)
    if setting is None:
        return text(sheet, logo.word, logo.face, box, ink).ink
    edge = readable(ink, edge, least=2.6)
    steps = 7 if deep * sheet.px_per_mm > 2 else 2
    for i in range(steps, 0, -1):
        with sheet.at(deep * i / steps, deep * i / steps):
            sheet.stroke(setting.path, lighter(edge, -0.05), 0.04 * box.h)
            sheet.fill(setting.path, lighter(edge, -0.05))
    sheet.stroke(setting.path, edge, 0.055 * box.h)
    stops = ((0.0, lighter(ink, 0.06)), (1.0, lighter(ink, -0.07)))
    sheet.paint(setting.path, linear(0, setting.ink.y, 0, setting.ink.bottom, stops))
    return setting.ink


_EFFECT: dict[str, Callable[[Sheet, Logo, Box, Color, Color], Box]] = {
    "plain": _plain, "shaded": _plain, "split": _plain, "two tone": _two_tone, "outlined": _outlined,
    "double": _double, "extruded": _extruded,
}  # fmt: skip


@lru_cache(maxsize=256)
def _unit_arch(word: str, face: Face, arch: float) -> Any:
    """The word in a unit square, its letters stretched so that the middle rises by ``arch``."""
    source = fonts.outline(word, face)[0]
    r = source.computeTightBounds()

    def bend(p: Any) -> Any:
        u = (p.x() - r.left()) / r.width()
        v = (p.y() - r.top()) / r.height()
        lift = abs(arch) * math.sin(math.pi * u)
        top = abs(arch) - lift if arch > 0 else 0.0
        bottom = 1.0 if arch > 0 else 1.0 - (abs(arch) - lift)
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


__all__ = ["Logo", "brand_logo", "draw_logo", "put"]
