"""The sides that shoppers turn to: small print, nutrition, marks, best before, barcode."""

import math
from dataclasses import dataclass

from assets.art import fonts, marks
from assets.art.barcode import MODULES, QUIET, barcode
from assets.art.boxes import Box
from assets.art.breaking import ems
from assets.art.colors import BLACK, WHITE, Color, contrast, lighter, mix, readable
from assets.art.design import Design
from assets.art.imagery import motif, still_life
from assets.art.logotype import draw_logo
from assets.art.nutrition import has_facts, nutrition
from assets.art.sheet import Sheet
from assets.art.smallprint import length, statements
from assets.art.stamp import stamp
from assets.art.typography import text


def back(s: Sheet, b: Box, d: Design, ground: Color) -> None:
    """A whole back panel: brand and name, then all that the law and the shop ask for."""
    inner = b.inset(0.05 * b.short)
    head = 0.12 if b.h > b.w else 0.16
    at = float(d.own_rng("back logo").choice([0.0, 0.16, 0.32]))
    draw_logo(s, d.logo, inner.part(at, 0.0, at + 0.68, head), ground)
    field = _story(s, inner.part(0.0, head + 0.03, 1.0, 1.0), d, ground)
    on = paper(s, field, d, ground)
    inside = headed(s, field, d).inset(0.035 * field.short)
    ink = readable(on, BLACK, WHITE, least=4.5)
    line = Box(inside.x, inside.y, inside.w, min(0.055 * inside.w, 0.08 * inside.h, 8.0))
    names = (
        f"{d.name} {d.variant}" if d.words.script not in ("japanese", "chinese") else f"{d.name}・{d.variant}"
    )
    text(s, names, fonts.NARROW_BOLD, line, ink, "left")
    top = line.bottom + 0.4 * line.h
    info(s, Box(inside.x, top, inside.w, inside.bottom - top), d, on)


def _story(s: Sheet, b: Box, d: Design, ground: Color) -> Box:
    """On large backs, a picture with promises above the small print, which gets the box that is returned."""
    need = 1.35 * 2.4**2 * length(d) * 0.62 / b.w + (26.0 if has_facts(d) else 0.0) + 0.7 * code_width(s)
    spare = min(b.h - need, 0.4 * b.h)
    if b.w > 1.25 * b.h or spare < 0.16 * b.h:
        return b
    h = spare - 0.03 * b.h
    right = bool(d.own_rng("story").random() < 0.5)
    picture = Box(b.x + (0.52 if right else 0.0) * b.w, b.y, 0.48 * b.w, h)
    still_life(s, d.motifs, picture, d.own_rng("story life"))
    side = Box(b.x + (0.0 if right else 0.53) * b.w, b.y, 0.47 * b.w, h)
    ink = readable(ground, d.palette.ink)
    claims = d.words.claims_of(d.category, d.sub)
    start = d.number("story claims", len(claims))
    own = sorted((claims[(start + i) % len(claims)] for i in range(4)), key=ems, reverse=True)
    title = side.part(0.0, 0.1, 1.0, 0.46)
    head = text(s, own[0], d.name_face, title, ink, "left", "top", 2, 0.17 * side.h).ink
    size = min(0.09 * side.w, 0.11 * h, 5.0)
    for i, said in enumerate(own[1:]):
        line = Box(side.x, head.bottom + (1.0 + 1.65 * i) * size, side.w, 1.05 * size)
        if line.bottom < side.bottom:
            text(s, said, fonts.SANS_MEDIUM, line, ink, "left", size_max_mm=size)
    return Box(b.x, b.y + spare, b.w, b.h - spare)


def headed(s: Sheet, b: Box, d: Design) -> Box:
    """A field's bar in the variant's colour, with what it is made of, at the field's head or foot; returns
    what is left."""
    own = d.own_rng("head")
    h = min(float(own.uniform(0.06, 0.19)) * b.h, 0.26 * b.w)
    across, at_foot = float(own.uniform(0.15, 0.85)), bool(own.random() < 0.35)
    bar = Box(b.x, b.bottom - h if at_foot else b.y, b.w, h)
    s.box(bar, d.color)
    with s.inside(bar):
        motif(s, d.motifs[0], b.x + across * b.w, bar.y + 0.55 * h, 0.62 * h, variant=1)
    return Box(b.x, b.y if at_foot else bar.bottom, b.w, b.h - h)


def paper(s: Sheet, b: Box, d: Design, ground: Color) -> Color:
    """The field that small print stands on: white, tinted more or less, or the pack's own ground. Returns
    its colour."""
    style, tint = d.number("paper", 4), float(d.own_rng("paper").random())
    tinted = (0.1 * tint, 0.1 + 0.24 * tint, 0.02 + 0.2 * tint, 0.0)[style]
    on = ground if style == 3 else mix(WHITE, d.color, tinted)
    if style == 3 and max(contrast(ground, WHITE), contrast(ground, BLACK)) < 9:
        on = WHITE
    with s.role("paper"):
        s.box(b, on, 0.95, radius=(0.025, 0.0, 0.05, 0.02)[style] * b.short)
    return on


def info(s: Sheet, b: Box, d: Design, on: Color = WHITE) -> None:
    """Statements, table, marks and barcode filling ``b``, stacked or side by side as its shape asks."""
    ink = readable(on, BLACK, WHITE, least=4.5)
    size = print_size(b, d)
    if size * 0.7 * s.px_per_mm < 1.2 and not s.exact:
        blurred(s, b, d, on)
        return
    code = code_place(b, code_width(s))
    if d.own_rng("code side").random() < 0.5:
        code = mirrored(code, b)
    rest = code.rest
    if code.beside:
        _signs(s, code.beside.part(0.0, 0.0, 1.0, 0.36), d, ink)
        _until(s, code.beside.part(0.0, 0.42, 1.0, 1.0), d, ink, on)
    else:
        strip = rest.part(0.0, 1.0 - min(0.3, 0.2 * rest.w / rest.h), 1.0, 1.0)
        _signs(s, strip.part(0.0, 0.08, 0.44, 1.0), d, ink)
        _until(s, strip.part(0.5, 0.08, 1.0, 1.0), d, ink, on)
        rest = Box(rest.x, rest.y, rest.w, strip.y - rest.y)
    if code.turned:
        with s.at(code.box.cx, code.box.cy, 1.0, -90):
            long, high = code.box.h, code.box.w
            barcode(s, d.gtin, Box(-long / 2, -high / 2, long, high))
    else:
        barcode(s, d.gtin, code.box)
    _print(s, rest, d, size, ink, on)


def _print(s: Sheet, b: Box, d: Design, size: float, ink: Color, on: Color) -> None:
    """Table and statements, side by side or one over the other."""
    if b.w > 1.25 * b.h:
        w = 0.56 if has_facts(d) else 1.0
        statements(s, b.part(0.0, 0.0, w, 1.0), d, size, ink)
        if has_facts(d):
            nutrition(s, b.part(w + 0.03, 0.0, 1.0, 1.0), d, size, ink, on)
        return
    y = b.y
    if has_facts(d):
        y = nutrition(s, b.part(0.0, 0.0, 1.0, 0.46), d, size, ink, on) + 0.8 * size
    statements(s, Box(b.x, y, b.w, b.bottom - 0.5 * size - y), d, size, ink)


def blurred(s: Sheet, b: Box, d: Design, on: Color) -> None:
    """The same from afar: grey where text is, a dark head of a table, the mean of the bars."""
    ink = readable(on, BLACK, WHITE, least=4.5)
    wide = b.w > 1.25 * b.h
    words, table, code = _WIDE_BLOCKS if wide else _TALL_BLOCKS
    s.box(b.part(*words), ink, 0.2)
    if has_facts(d):
        s.box(b.part(*table), ink, 0.2)
        s.box(Box(b.x + table[0] * b.w, b.y + table[1] * b.h, (table[2] - table[0]) * b.w, 0.05 * b.h), ink)
    bars = b.part(*code)
    s.box(bars, WHITE)
    s.box(bars.inset(0.09 * bars.w, 0.06 * bars.h), BLACK, 0.5)


_CHEMICALS = frozenset(
    ("laundry", "softener", "dish", "tabs", "cleaner", "glass_cleaner", "air", "insects")
)  # keep out of the reach of children
_WIDE_BLOCKS = ((0.0, 0.0, 0.37, 0.9), (0.4, 0.0, 0.68, 0.8), (0.74, 0.5, 0.99, 1.0))
_TALL_BLOCKS = ((0.0, 0.36, 1.0, 0.68), (0.0, 0.0, 1.0, 0.3), (0.0, 0.76, 0.58, 1.0))


def print_size(b: Box, d: Design) -> float:
    """The em size (mm) at which the small print fills its share of the field, within what is usual."""
    share = 0.36 if b.w > 1.25 * b.h else 0.42
    return min(max(math.sqrt(share * b.w * b.h / (0.62 * length(d))), 1.0), min(max(2.4, 0.016 * b.h), 3.6))


@dataclass(frozen=True)
class CodePlace:
    """Where a barcode goes: its box, whether its bars lie down, what is left of the field, and the part
    beside it where there is one."""

    box: Box
    turned: bool
    rest: Box
    beside: Box | None


def code_width(s: Sheet) -> float:
    """How wide the barcode shall be (mm): nominal, larger on tall packs, up to twice (GS1's limits)."""
    return (MODULES + sum(QUIET)) * min(max(0.0022 * s.height_mm, 0.33), 0.66)


def code_place(b: Box, wanted: float) -> CodePlace:
    """A place for a barcode of this width: in the lower left corner, at the end of a long low field, else
    standing along the right edge or across the bottom, whichever of the two lets it be longer."""
    gap = max(0.03 * b.short, 0.045 * wanted)
    h = min(0.66 * wanted, 0.4 * b.h)
    if wanted <= 0.62 * b.w and h >= 0.3 * wanted:
        box = Box(b.x, b.bottom - h, wanted, h)
        beside = Box(box.right + 1.5 * gap, box.y, b.right - box.right - 1.5 * gap, h)
        return CodePlace(box, False, Box(b.x, b.y, b.w, box.y - gap - b.y), beside)
    if b.w > 2.2 * wanted:
        h = min(b.h, 0.66 * wanted)
        box = Box(b.right - min(wanted, h / 0.3), b.cy - h / 2, min(wanted, h / 0.3), h)
        return CodePlace(box, False, Box(b.x, b.y, box.x - 2 * gap - b.x, b.h), None)
    if min(wanted, b.h) >= min(wanted, b.w):
        long = min(wanted, b.h)
        high = min(0.45 * long, max(0.33 * b.w, 0.3 * long))
        box = Box(b.right - high, b.bottom - long, high, long)
        return CodePlace(box, True, Box(b.x, b.y, b.w - high - gap, b.h), None)
    long = min(wanted, b.w)
    h = min(0.45 * long, max(0.3 * b.h, 0.3 * long))
    return CodePlace(
        Box(b.cx - long / 2, b.bottom - h, long, h), False, Box(b.x, b.y, b.w, b.h - h - gap), None
    )


def mirrored(place: CodePlace, b: Box) -> CodePlace:
    """The same place with left and right of ``b`` changed over."""

    def other(box: Box) -> Box:
        return Box(b.x + b.right - box.right, box.y, box.w, box.h)

    beside = other(place.beside) if place.beside else None
    return CodePlace(other(place.box), place.turned, other(place.rest), beside)


def _signs(s: Sheet, b: Box, d: Design, ink: Color) -> None:
    """Net contents and a row of marks."""
    food = has_facts(d)
    number, letters = marks.CODES[d.number("material", len(marks.CODES))]
    row = Box(b.x, b.y, b.w, min(b.h, 0.3 * b.w))
    step = row.w / 4
    cells = [Box(row.x + i * step, row.y, 0.86 * step, row.h).inset(0.02 * step) for i in range(4)]
    if min(cells[0].w, cells[0].h) * s.px_per_mm < 3 and not s.exact:
        for cell in cells:
            s.box(cell.inset(0.2 * cell.w, 0.15 * cell.h), ink, 0.25)
        return
    marks.recycling(s, cells[0], ink, number, letters)
    marks.bin_mark(s, cells[1], ink)
    if food:
        marks.food_safe(s, cells[2], ink)
        marks.cool(s, cells[3], ink) if d.category in ("dairy", "frozen") else _net(s, cells[3], d, ink)
    else:
        if d.sub in _CHEMICALS or d.category == "personal_care":
            marks.opened(s, cells[2], ink, ("6M", "12M", "24M")[d.number("months", 3)])
        else:
            marks.recycling(s, cells[2], ink, *marks.CODES[d.number("second material", len(marks.CODES))])
        marks.warning(s, cells[3]) if d.sub in _CHEMICALS else _net(s, cells[3], d, ink)


def _net(s: Sheet, b: Box, d: Design, ink: Color) -> None:
    text(s, d.net, fonts.SANS_BOLD, b.part(0.0, 0.1, 1.0, 0.55), ink)
    marks.estimated(s, b.part(0.3, 0.64, 0.7, 0.98), ink)


def _until(s: Sheet, b: Box, d: Design, ink: Color, on: Color) -> None:
    """ "Best before" in print, the date and the lot in dots on an empty field beside or below it."""
    rng = d.own_rng("best before")
    day, month, year = int(rng.integers(1, 29)), int(rng.integers(1, 13)), int(rng.integers(26, 29))
    batch, line, hour = int(rng.integers(1000, 9999)), "ABCDEF"[int(rng.integers(6))], int(rng.integers(24))
    lot = f"L{batch}{line} {hour:02d}:{day:02d}"
    phrase = d.words.phrases["use_by" if d.category == "dairy" else "best_before"]
    head = Box(b.x, b.y, b.w, min(0.26 * b.h, 0.13 * b.w))
    text(
        s,
        f"{phrase}:" if has_facts(d) else d.words.phrases["lot"],
        fonts.NARROW_BOLD,
        head,
        ink,
        "left",
        size_max_mm=3.0,
    )
    field = Box(b.x, head.bottom + 0.03 * b.h, b.w, b.bottom - head.bottom - 0.03 * b.h)
    field = Box(field.x, field.y, field.w, min(field.h, 0.42 * field.w))
    if contrast(on, WHITE) > 1.15:
        s.box(field, mix(on, WHITE, 0.85) if contrast(on, BLACK) > 6 else WHITE)
    printed = (f"{day:02d}.{month:02d}.20{year}", lot) if has_facts(d) else (lot,)
    stamp(s, field.inset(0.04 * field.w, 0.1 * field.h), printed, lighter(BLACK, 0.06), rng)
