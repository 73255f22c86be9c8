"""Setting text: fitting to a box, breaking lines, micro print. Ink never leaves the box it was given."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import skia

from assets.art.boxes import Box
from assets.art.colors import Color, readable
from assets.art.fonts import Face, cap_height, outline
from assets.art.sheet import Sheet, argb, solid

Align = Literal["left", "center", "right"]
VAlign = Literal["top", "middle", "bottom"]
_GREEK_PX = 2.0  # capitals lower than this many pixels are drawn as grey bars, as they would blur to


@dataclass(frozen=True, eq=False)
class Setting:
    """Lines of text fitted to a box: one path in millimetres and the bounds of its ink."""

    text: str
    path: Any
    ink: Box
    size_mm: float
    lines: tuple[str, ...]


@lru_cache(maxsize=4096)
def _ink(text: str, face: Face) -> tuple[float, float, float, float]:
    """(left, top, right, bottom) of a line's ink in em."""
    r = outline(text, face)[0].computeTightBounds()
    return r.left(), r.top(), r.right(), r.bottom()


def _splits(text: str, max_lines: int) -> list[tuple[str, ...]]:
    """Ways of breaking ``text`` into 1..max_lines lines of even length."""
    words = text.split()
    found: list[tuple[str, ...]] = [(" ".join(words),)]
    for count in range(2, min(max_lines, len(words)) + 1):
        target = len(text) / count
        lines: list[str] = []
        current = ""
        for i, word in enumerate(words):
            longer = f"{current} {word}".strip()
            must_stop = len(words) - i <= count - len(lines) - 1
            if current and (len(longer) > target * 1.12 or must_stop) and len(lines) < count - 1:
                lines.append(current)
                current = word
            else:
                current = longer
        found.append((*lines, current))
    return found


def _block(lines: tuple[str, ...], face: Face, leading: float) -> tuple[float, float, float]:
    """(width, height, top) of stacked lines in em."""
    inks = [_ink(line, face) for line in lines]
    top = inks[0][1]
    bottom = (len(lines) - 1) * leading + inks[-1][3]
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
) -> Setting:
    """The largest setting of ``text`` inside ``box`` (less ``pad_mm`` for outlines) with up to ``max_lines``.

    ``size_max_mm`` limits the em size. ``leading`` is the line distance in em (default: from the capitals).
    """
    room = box.inset(pad_mm)
    lead = leading or cap_height(face) * (1.22 if face.upper else 1.36)
    best: tuple[float, tuple[str, ...]] = (0.0, (text,))
    for lines in _splits(text, max_lines):
        w, h, _ = _block(lines, face, lead)
        size = min(room.w / max(w, 1e-6), room.h / max(h, 1e-6), size_max_mm)
        if size > best[0] * 1.08:
            best = (size, lines)
    return _place(text, face, room, align, valign, best[0] * 0.999, best[1], lead)


def _place(
    text: str,
    face: Face,
    room: Box,
    align: Align,
    valign: VAlign,
    size: float,
    lines: tuple[str, ...],
    lead: float,
) -> Setting:
    _, h, top = _block(lines, face, lead)
    slack = room.h - h * size
    y = room.y + {"top": 0.0, "middle": slack / 2, "bottom": slack}[valign] - top * size
    path, matrix = skia.Path(), skia.Matrix()
    for i, line in enumerate(lines):
        left, _, right, _ = _ink(line, face)
        free = room.w - (right - left) * size
        x = room.x + {"left": 0.0, "center": free / 2, "right": free}[align] - left * size
        matrix.setAll(size, 0, x, 0, size, y + i * lead * size, 0, 0, 1)
        glyphs = skia.Path(outline(line, face)[0])
        glyphs.transform(matrix)
        path.addPath(glyphs)
    b = path.computeTightBounds()
    return Setting(text, path, Box(b.left(), b.top(), b.width(), b.height()), size, lines)


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
    """Fit and draw in one go."""
    setting = fit(words, face, box, align, valign, max_lines, size_max_mm)
    put(sheet, setting, box, color, alpha)
    return setting


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
    probe = fit(words, face, box, max_lines=max_lines)
    pad = probe.size_mm * edge_em * 0.6
    drop = probe.size_mm * 0.06 if shadow else 0.0
    room = Box(box.x, box.y, box.w - drop, box.h - drop)
    setting = fit(words, face, room, align, max_lines=max_lines, pad_mm=pad)
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
    lead = size_mm * 1.22
    y = box.y + size_mm * 0.8  # ascenders of the first line stay inside
    drop = 0.24 * size_mm
    for line in _wrap(words, face, box.w / size_mm):
        if y + drop > box.bottom:
            break
        left, top, right, bottom = _ink(line, face)
        free = box.w - (right - left) * size_mm
        x = box.x + {"left": 0.0, "center": free / 2, "right": free}[align] - left * size_mm
        ink = Box(x + left * size_mm, y + top * size_mm, (right - left) * size_mm, (bottom - top) * size_mm)
        sheet.note(line, box, ink)
        if size_mm * 0.7 * sheet.px_per_mm < _GREEK_PX:
            sheet.box(Box(ink.x, y - size_mm * 0.5, ink.w, size_mm * 0.5), color, 0.4)
        else:
            with sheet.at(x, y, size_mm):
                sheet.canvas.drawPath(outline(line, face)[0], solid(color))
        y += lead
    return y - size_mm * 0.8


@lru_cache(maxsize=1024)
def _wrap(words: str, face: Face, width_em: float) -> tuple[str, ...]:
    space = outline("n n", face)[1] - outline("nn", face)[1]
    lines: list[str] = []
    current, used = "", 0.0
    for word in words.split():
        w = outline(word, face)[1]
        if w > width_em:
            continue
        if current and used + space + w > width_em * 0.985:
            lines.append(current)
            current, used = word, w
        else:
            current, used = f"{current} {word}".strip(), used + (space if current else 0.0) + w
    return (*lines, current) if current else tuple(lines)
