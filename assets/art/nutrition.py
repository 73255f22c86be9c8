"""Nutrition as packs declare it, with numbers that belong together."""

from dataclasses import dataclass

from assets.art import fonts
from assets.art.boxes import Box
from assets.art.colors import Color, readable
from assets.art.design import Design
from assets.art.sheet import Sheet
from assets.art.typography import text

_TYPICAL = {  # grams per 100: fat, carbohydrate, protein, salt
    "snacks": (28, 52, 7, 1.3), "confectionery": (24, 58, 5, 0.2), "beverages": (0, 9, 0.2, 0.02),
    "dairy": (4, 9, 5, 0.2), "breakfast": (7, 62, 9, 0.4), "canned": (2, 12, 5, 0.8),
    "pantry": (3, 55, 9, 0.7), "hot_drinks": (1, 3, 1, 0.02), "frozen": (8, 20, 8, 0.9),
    "pet_food": (10, 5, 12, 0.5),
    "baby": (3, 12, 2, 0.05),
}  # fmt: skip


@dataclass(frozen=True)
class Facts:
    """Energy in kJ, and grams per 100 g or ml: fat, of which saturates, carbohydrate, of which sugars, fibre,
    protein, salt."""

    energy_kj: float
    grams: tuple[float, ...]

    @property
    def kcal(self) -> float:
        return self.energy_kj / 4.184

    @property
    def fat(self) -> float:
        return self.grams[0]

    @property
    def sugars(self) -> float:
        return self.grams[3]

    @property
    def salt(self) -> float:
        return self.grams[6]


def facts(d: Design) -> Facts:
    """Numbers for this article: typical of its category, parts not above wholes, energy as they add up to
    (Regulation (EU) No 1169/2011, annex XIV)."""
    rng = d.own_rng("nutrition")
    fat, carbohydrate, protein, salt = (
        t * float(rng.uniform(0.7, 1.3)) for t in _TYPICAL.get(d.category, _TYPICAL["pantry"])
    )
    saturates, sugars = fat * float(rng.uniform(0.08, 0.6)), carbohydrate * float(rng.uniform(0.05, 0.95))
    fibre = carbohydrate * float(rng.uniform(0.02, 0.12))
    energy = 37 * fat + 17 * (carbohydrate + protein) + 8 * fibre
    parts = (fat, saturates, carbohydrate, sugars, fibre, protein)
    return Facts(round(energy), (*(round(v, 1) for v in parts), round(salt, 2)))


def has_facts(d: Design) -> bool:
    """True for food."""
    return d.category in _TYPICAL


def nutrition(s: Sheet, b: Box, d: Design, size_mm: float, ink: Color, on: Color) -> float:
    """A ruled table from the top of ``b``, as many rows as fit. Returns the y below it."""
    words = d.words
    head = words.phrases["per_100_ml" if d.net.rstrip().endswith(("l", "л", "لتر")) else "per_100_g"]
    found = facts(d)
    names = words.nutrition_rows
    values = [f"{found.energy_kj:.0f} kJ / {found.kcal:.0f} kcal"]
    values += [f"{words.number(v, 2 if i == 6 else 1)} g" for i, v in enumerate(found.grams)]
    step = size_mm * 1.32
    rows = min(len(names), int(b.h / step) - 1)
    if rows < 2:
        return b.y
    frame = Box(b.x, b.y, b.w, (rows + 1) * step)
    if size_mm * 0.7 * s.px_per_mm < 2.0 and not s.exact:
        s.box(frame.part(0, 0, 1, 1 / (rows + 1)), ink, 0.8)
        s.box(frame.part(0.02, 1 / (rows + 1), 0.5, 1), ink, 0.16)
        s.box(frame.part(0.7, 1 / (rows + 1), 0.98, 1), ink, 0.16)
        return frame.bottom
    _ruled(s, frame, rows, step, ink)
    bar = Box(b.x, b.y, b.w, step)
    pale = readable(ink, on)
    text(
        s,
        words.phrases["nutrition"],
        fonts.NARROW_BOLD,
        _cell(bar, 0.03, 0.56, size_mm, words.rtl),
        pale,
        "left",
        size_max_mm=size_mm,
    )
    text(
        s,
        head,
        fonts.NARROW_BOLD,
        _cell(bar, 0.6, 0.97, size_mm, words.rtl),
        pale,
        "right",
        size_max_mm=size_mm,
    )
    for i in range(rows):
        line = bar.moved(0, (i + 1) * step)
        inner = i in (2, 4)  # "of which ..."
        face = fonts.NARROW if inner else fonts.NARROW_BOLD
        text(
            s,
            names[i],
            face,
            _cell(line, 0.08 if inner else 0.03, 0.5, size_mm, words.rtl),
            ink,
            "left",
            size_max_mm=size_mm,
        )
        text(
            s,
            values[i],
            fonts.NARROW,
            _cell(line, 0.52, 0.97, size_mm, words.rtl),
            ink,
            "left" if words.rtl else "right",
            size_max_mm=size_mm,
        )
    return frame.bottom


def _cell(line: Box, x0: float, x1: float, size_mm: float, rtl: bool = False) -> Box:
    """A part of a row; from the right where lines run from right to left."""
    x0, x1 = (1 - x1, 1 - x0) if rtl else (x0, x1)
    return Box(line.x + x0 * line.w, line.y + 0.1 * size_mm, (x1 - x0) * line.w, line.h - 0.2 * size_mm)


def _ruled(s: Sheet, frame: Box, rows: int, step: float, ink: Color) -> None:
    thin = max(0.12, 0.07 * step)
    s.box(Box(frame.x, frame.y, frame.w, step), ink)
    s.frame(frame, ink, thin)
    for i in range(2, rows + 1):
        s.line(frame.x, frame.y + i * step, frame.right, frame.y + i * step, ink, thin * 0.7)
