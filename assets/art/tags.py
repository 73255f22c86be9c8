"""Shelf price tags: a big price, a small name, unit price and barcode, in a shop's own style.

:func:`lay_out` says where everything stands; drawing and :func:`tag_lines` both read it, so what is said
to be on a tag is what is drawn.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

from assets.art import fonts
from assets.art.barcode import barcode, digits_in, field_in
from assets.art.boxes import Box
from assets.art.colors import BLACK, WHITE, Color, rgb
from assets.art.fonts import Face
from assets.art.printed import Printed
from assets.art.sheet import Sheet, argb
from assets.art.typography import Align, VAlign, fit, text
from assets.draws import keyed_rng
from assets.gtin import is_valid_gtin13
from assets.money import CURRENCIES, Currency

_YELLOW, _RED, _BLUE, _GREEN = rgb(0xFFDE17), rgb(0xD71920), rgb(0x12467F), rgb(0x0B7A3B)


@dataclass(frozen=True)
class TagTexture(Printed):
    """A price tag's picture. ``style_seed`` is the shop's: it decides the layout; each article then is white,
    yellow or red (offers). Implements ``assets.material.Texture``."""

    HEIGHT_MM: ClassVar[float] = 40.0
    name: str
    price_minor: int
    currency: str
    gtin: str
    net: str
    style_seed: int

    def draw(self, sheet: Sheet, box: Box) -> None:
        draw_tag(sheet, box, self)


@dataclass(frozen=True)
class Words:
    """Words to be set in a box; ``says`` tells what they are."""

    says: str
    words: str
    face: Face
    box: Box
    ink: Color
    align: Align = "center"
    valign: VAlign = "middle"
    max_lines: int = 1
    size_max_mm: float = 1e9


@dataclass(frozen=True)
class Layout:
    """Where everything on a tag stands (millimetres): coloured bars, a line, words, the barcode's box."""

    ground: Color
    bars: tuple[tuple[Box, Color], ...]
    rule: tuple[float, float, float, Color] | None
    words: tuple[Words, ...]
    barcode: Box | None


@dataclass(frozen=True)
class Line:
    """One line of text on a tag: what it says, its words and the bounds of its ink (millimetres)."""

    says: str
    text: str
    ink: Box


def draw_tag(s: Sheet, b: Box, tag: TagTexture) -> None:
    """Draw one tag on ``b`` (millimetres; tags are drawn as if 40 mm high)."""
    laid = lay_out(b, tag)
    s.canvas.clear(argb(laid.ground))
    s.frame(b.inset(0.3), rgb(0xC9C9C9), 0.4)
    for place, color in laid.bars:
        s.box(place, color)
    if laid.rule:
        x0, x1, y, color = laid.rule
        s.line(x0, y, x1, y, color, 0.5)
    if laid.barcode:
        barcode(s, tag.gtin, laid.barcode)
    for w in laid.words:
        text(s, w.words, w.face, w.box, w.ink, w.align, w.valign, w.max_lines, w.size_max_mm)


def tag_lines(b: Box, tag: TagTexture) -> tuple[Line, ...]:
    """Every line of text that is drawn on ``b``, however small its letters are in the picture."""
    laid = lay_out(b, tag)
    lines = [line for words in laid.words for line in _set(words, tag.language)]
    if laid.barcode:
        for digits, place in digits_in(field_in(laid.barcode), tag.gtin):
            size = 1.4 * place.h
            lines += _set(Words("digits", digits, fonts.SANS, place, BLACK, size_max_mm=size), tag.language)
    return tuple(lines)


def _set(w: Words, language: str) -> Iterator[Line]:
    setting = fit(w.words, w.face, w.box, w.align, w.valign, w.max_lines, w.size_max_mm, language=language)
    for line, ink in zip(setting.lines, setting.inks, strict=True):
        yield Line(w.says, line, ink)


@lru_cache(maxsize=64)
def _shop(style_seed: int) -> tuple[int, Color, float]:
    """A shop's layout, its colour, and the luck that decides the colour of its cards."""
    rng = keyed_rng(style_seed, "tag style")
    layout = int(rng.integers(3))
    return layout, (_RED, _BLUE, _GREEN, BLACK)[int(rng.integers(4))], float(rng.random())


@lru_cache(maxsize=16)  # drawing, lines and barcode of one tag follow each other
def lay_out(b: Box, tag: TagTexture) -> Layout:
    """Where everything on ``tag`` stands when it fills ``b``."""
    layout, house, luck = _shop(tag.style_seed)
    offer = keyed_rng(tag.style_seed, "tag offer", tag.gtin).random() < 0.16
    ground = (_YELLOW if luck < 0.65 else _RED) if offer else WHITE
    if not offer and luck < 0.15:
        ground = _YELLOW
    ink: Color = WHITE if ground == _RED else BLACK
    price_ink = _RED if ground == _YELLOW and offer else ink
    bars: tuple[tuple[Box, Color], ...] = ()
    rule = None
    if layout == 0:
        bars = ((b.part(0, 0, 1, 0.13), house),)
        words = [_name(b.part(0.04, 0.17, 0.96, 0.42), tag, ink)]
        price, foot = b.part(0.42, 0.45, 0.97, 0.94), b.part(0.04, 0.46, 0.4, 0.94)
    elif layout == 1:
        rule = b.x + 2, b.right - 2, b.y + 0.7 * b.h, house if ground == WHITE else ink
        words = [_name(b.part(0.04, 0.08, 0.4, 0.6), tag, ink)]
        price, foot = b.part(0.42, 0.08, 0.97, 0.66), b.part(0.04, 0.73, 0.96, 0.95)
    else:
        bars = ((b.part(0.73, 0.0, 1.0, 0.3), house),)
        words = [_name(b.part(0.04, 0.06, 0.7, 0.34), tag, ink)]
        if tag.net:
            words.append(Words("net", tag.net, fonts.SANS_BOLD, b.part(0.76, 0.07, 0.97, 0.23), WHITE))
        price, foot = b.part(0.38, 0.38, 0.97, 0.94), b.part(0.04, 0.42, 0.35, 0.94)
    words += [*_price(price, tag, price_ink), _foot_words(foot, tag, ink)]
    code = _foot_barcode(foot) if is_valid_gtin13(tag.gtin) else None
    return Layout(ground, bars, rule, tuple(words), code)


def _name(b: Box, tag: TagTexture, ink: Color) -> Words:
    face = fonts.SANS_BOLD.condensed(0.86)
    return Words("name", tag.name, face, b, ink, "left", "top", max_lines=3, size_max_mm=5.6)


def _price(b: Box, tag: TagTexture, ink: Color) -> Iterator[Words]:
    """Whole units large, the rest raised and small; the sign before or below as the currency has it."""
    money = CURRENCIES.get(tag.currency) or Currency(tag.currency, tag.currency, 1.0, 1, (0,), point=".")
    whole, rest = money.parts(tag.price_minor)
    face = fonts.BLACK.condensed(0.82)
    if not rest:
        yield Words("price", money.text(tag.price_minor), face, b, ink, "right")
        return
    before = "" if money.after else money.sign
    yield Words("price", before + whole + money.point, face, b.part(0.0, 0.0, 0.62, 1.0), ink, "right")
    if money.after:
        below = b.part(0.66, 0.7, 0.98, 1.0)
        yield Words("currency", money.sign, fonts.SANS_BOLD, below, ink, "left", "bottom")
    yield Words("cents", rest, face, b.part(0.64, 0.0, 1.0, 0.62), ink, "left", "top")


def _is_wide(foot: Box) -> bool:
    return foot.w > 2.2 * foot.h


def _foot_words(b: Box, tag: TagTexture, ink: Color) -> Words:
    """Net contents and article number."""
    line = b.part(0.0, 0.2, 0.5, 0.75) if _is_wide(b) else b.part(0.0, 0.0, 1.0, 0.26)
    words = f"{tag.net}   Art. {tag.gtin[6:12]}"
    return Words("article", words, fonts.SANS, line, ink, "left", size_max_mm=3.4)


def _foot_barcode(b: Box) -> Box:
    return b.part(0.55, 0.0, 1.0, 1.0) if _is_wide(b) else b.part(0.0, 0.34, 1.0, 1.0)
