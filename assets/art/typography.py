"""Setting text: fitting to a box, breaking lines, micro print. Ink never leaves the box it was given."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any, Literal

import skia

from assets.art.boxes import Box
from assets.art.breaking import ems, line_height, splits, wrap
from assets.art.colors import Color, readable
from assets.art.fonts import Face, cap_height, outline
from assets.art.scripts import is_rtl
from assets.art.sheet import Sheet, argb, solid

Align = Literal["left", "center", "right"]
VAlign = Literal["top", "middle", "bottom"]
_GREEK_PX = 2.0  # capitals lower than this many pixels are drawn as grey bars, as they would blur to


@dataclass(frozen=True, eq=False)
class Setting:
    """Lines of text fitted to a box: one path in millimetres and the bounds of its ink, all and by line."""

    text: str
    path: Any
    ink: Box
    size_mm: float
    lines: tuple[str, ...]
    inks: tuple[Box, ...] = ()


@lru_cache(maxsize=2048)
def _ink(text: str, face: Face, language: str = "") -> tuple[float, float, float, float]:
    """(left, top, right, bottom) of a line's ink in em."""
    r = outline(text, face, language)[0].computeTightBounds()
    return r.left(), r.top(), r.right(), r.bottom()


def _leading(lines: tuple[str, ...], face: Face, language: str) -> float:
    """Line distance in em: from the capitals, and never so small that ink of two lines meets."""
    lead = cap_height(face) * (1.22 if face.upper else 1.36)
    inks = [_ink(line, face, language) for line in lines]
    apart = [above[3] - below[1] for above, below in pairwise(inks)]
    return max([lead, *(a + 0.06 for a in apart)])


def _block(lines: tuple[str, ...], face: Face, leading: float, language: str) -> tuple[float, float, float]:
    """(width, height, top) of stacked lines in em."""
    inks = [_ink(line, face, language) for line in lines]
    top = min(i * leading + ink[1] for i, ink in enumerate(inks))
    bottom = max(i * leading + ink[3] for i, ink in enumerate(inks))
    return max(i[2] - i[0] for i in inks), bottom - top, top


def fit(
    text: str,
    face: Face,
    box: Box,
    align: Align = "center",
    valign: VAlign = "middle",
    max_lines: int = 1,
    size_max_mm: float = 1e9,
    leading: float = 0.0,
    pad_mm: float = 0.0,
    language: str = "",
) -> Setting:
    """The largest setting of ``text`` inside ``box`` (less ``pad_mm`` for outlines) with up to ``max_lines``.

    ``size_max_mm`` limits the em size. ``leading`` is the line distance in em (default: from the capitals).
    Text that runs from right to left swaps "left" and "right".
    """
    room = box.inset(pad_mm)
    best: tuple[float, tuple[str, ...], float] = (0.0, (text,), 1.0)
    for lines in splits(text, max_lines):
        lead = leading or _leading(lines, face, language)
        w, h, _ = _block(lines, face, lead, language)
        size = min(room.w / max(w, 1e-6), room.h / max(h, 1e-6), size_max_mm)
        if size > best[0] * 1.08:
            best = (size, lines, lead)
    return _place(text, face, room, _towards(align, text), valign, (best[0] * 0.999, *best[1:]), language)


def _towards(align: Align, text: str) -> Align:
    flipped: dict[Align, Align] = {"left": "right", "center": "center", "right": "left"}
    return flipped[align] if align != "center" and is_rtl(text) else align


def _place(
    text: str,
    face: Face,
    room: Box,
    align: Align,
    valign: VAlign,
    chosen: tuple[float, tuple[str, ...], float],
    language: str,
) -> Setting:
    size, lines, lead = chosen
    _, h, top = _block(lines, face, lead, language)
    slack = room.h - h * size
    y = room.y + {"top": 0.0, "middle": slack / 2, "bottom": slack}[valign] - top * size
    path, matrix = skia.Path(), skia.Matrix()
    inks = []
    for i, line in enumerate(lines):
        left, high, right, low = _ink(line, face, language)
        free = room.w - (right - left) * size
        x = room.x + {"left": 0.0, "center": free / 2, "right": free}[align] - left * size
        matrix.setAll(size, 0, x, 0, size, y + i * lead * size, 0, 0, 1)
        glyphs = skia.Path(outline(line, face, language)[0])
        glyphs.transform(matrix)
        path.addPath(glyphs)
        inks.append(
            Box(x + left * size, y + (i * lead + high) * size, (right - left) * size, (low - high) * size)
        )
    b = path.computeTightBounds()
    ink = Box(b.left(), b.top(), b.width(), b.height())
    return Setting(text, path, ink, size, lines, tuple(inks))


def put(sheet: Sheet, setting: Setting, box: Box, color: Color, alpha: float = 1.0) -> None:
    """Draw a setting, as letters or, where too small to resolve, as grey bars; and note it in the sheet."""
    sheet.note(setting.text, box, setting.ink)
    if setting.size_mm * 0.7 * sheet.px_per_mm < _GREEK_PX:
        sheet.box(setting.ink, color, alpha * 0.42)
    else:
        sheet.fill(setting.path, color, alpha)


def text(
    sheet: Sheet,
    words: str,
    face: Face,
    box: Box,
    color: Color,
    align: Align = "center",
    valign: VAlign = "middle",
    max_lines: int = 1,
    size_max_mm: float = 1e9,
    alpha: float = 1.0,
) -> Setting:
    """Fit and draw in one go. Where letters could not be made out they are not even shaped."""
    em = _em_at_most(words, face, box, max_lines, size_max_mm)
    if em * 0.7 * sheet.px_per_mm < _GREEK_PX and not sheet.exact:
        return _grey(sheet, words, box, em, color, alpha, align)
    setting = fit(words, face, box, align, valign, max_lines, size_max_mm, language=sheet.language)
    put(sheet, setting, box, color, alpha)
    return setting


def _em_at_most(words: str, face: Face, box: Box, max_lines: int, size_max_mm: float) -> float:
    """The em size (mm) that a setting will hardly exceed, guessed without shaping."""
    return min(box.h / 0.72, size_max_mm, max_lines * box.w / (ems(words) * 0.8 * face.scale_x))


def _grey(sheet: Sheet, words: str, box: Box, em: float, color: Color, alpha: float, align: Align) -> Setting:
    """A grey bar in place of letters below two pixels."""
    w, h = min(box.w, 0.9 * ems(words) * em), min(box.h, 0.72 * em)
    x = {"left": box.x, "center": box.cx - w / 2, "right": box.right - w}[_towards(align, words)]
    ink = Box(x, box.cy - h / 2, w, h)
    sheet.box(ink, color, alpha * 0.42)
    sheet.note(words, box, ink)
    return Setting(words, skia.Path(), ink, em, (words,))


def outlined(
    sheet: Sheet,
    words: str,
    face: Face,
    box: Box,
    color: Color,
    edge: Color,
    edge_em: float = 0.095,
    max_lines: int = 1,
    shadow: Color | None = None,
    align: Align = "center",
) -> Setting:
    """Letters with an edge around them, and a hard shadow below where a colour is given."""
    edge = readable(color, edge, least=2.6)
    em = _em_at_most(words, face, box, max_lines, 1e9)
    if em * 0.7 * sheet.px_per_mm < _GREEK_PX and not sheet.exact:
        return _grey(sheet, words, box, em, color, 1.0, align)
    probe = fit(words, face, box, max_lines=max_lines, language=sheet.language)
    pad = probe.size_mm * edge_em * 0.6
    drop = probe.size_mm * 0.06 if shadow else 0.0
    room = Box(box.x, box.y, box.w - drop, box.h - drop)
    setting = fit(words, face, room, align, max_lines=max_lines, pad_mm=pad, language=sheet.language)
    if setting.size_mm * 0.7 * sheet.px_per_mm >= _GREEK_PX:
        edge_paint = skia.Paint(
            AntiAlias=True,
            Color=argb(edge),
            Style=skia.Paint.kStrokeAndFill_Style,
            StrokeWidth=pad * 2,
            StrokeJoin=skia.Paint.kRound_Join,
        )
        if shadow:
            fall = skia.Paint(edge_paint)
            fall.setColor(argb(shadow))
            with sheet.at(drop, drop):
                sheet.paint(setting.path, fall)
        sheet.paint(setting.path, edge_paint)
    put(sheet, setting, box, color)
    return setting


def paragraph(
    sheet: Sheet, words: str, face: Face, box: Box, size_mm: float, color: Color, align: Align = "left"
) -> float:
    """Running text of one size, broken to the box's width, cut at its lower edge. Returns the y below."""
    lead = size_mm * line_height(words)
    if size_mm * 0.7 * sheet.px_per_mm < _GREEK_PX and not sheet.exact:
        return _grey_lines(sheet, words, box, size_mm, lead, color)
    y = box.y + size_mm * 0.86  # ascenders of the first line stay inside
    drop = (lead - size_mm) * 0.6 + 0.16 * size_mm
    align = _towards(align, words)
    for line in wrap(words, face, box.w / size_mm, sheet.language):
        if y + drop > box.bottom:
            break
        left, top, right, bottom = _ink(line, face, sheet.language)
        free = box.w - (right - left) * size_mm
        x = box.x + {"left": 0.0, "center": free / 2, "right": free}[align] - left * size_mm
        ink = Box(x + left * size_mm, y + top * size_mm, (right - left) * size_mm, (bottom - top) * size_mm)
        if not box.contains(ink, 0.02):
            break
        sheet.note(line, box, ink)
        with sheet.at(x, y, size_mm):
            sheet.canvas.drawPath(outline(line, face, sheet.language)[0], solid(color))
        y += lead
    return y - size_mm * 0.86


def _grey_lines(sheet: Sheet, words: str, box: Box, size: float, lead: float, color: Color) -> float:
    """Running text too small to read: one bar per line, or a tint where even lines run together."""
    room = max(int((box.h - 0.1 * size) / lead), 0)
    count = min(room, int(ems(words) * size / box.w) + 1)
    if not count:
        return box.y
    if lead * sheet.px_per_mm < 1.6:
        sheet.box(Box(box.x, box.y, box.w, count * lead), color, 0.17)
    else:
        for i in range(count):
            width = box.w * (0.55 if i == count - 1 < room - 1 else 0.97)
            sheet.box(Box(box.x, box.y + i * lead + 0.3 * size, width, size * 0.5), color, 0.36)
    return box.y + count * lead
