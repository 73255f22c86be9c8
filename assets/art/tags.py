"""Shelf price tags: a big price, a small name, unit price and barcode, in a shop's own style."""

from dataclasses import dataclass
from typing import ClassVar

from assets.art import fonts
from assets.art.barcode import barcode
from assets.art.boxes import Box
from assets.art.colors import BLACK, WHITE, Color, rgb
from assets.art.printed import Printed
from assets.art.sheet import Sheet, argb
from assets.art.typography import text
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


def draw_tag(s: Sheet, b: Box, tag: TagTexture) -> None:
    """Lay out one tag on ``b`` (millimetres; tags are drawn as if 40 mm high)."""
    shop = keyed_rng(tag.style_seed, "tag style")
    offer = keyed_rng(tag.style_seed, "tag offer", tag.gtin).random() < 0.16
    layout = int(shop.integers(3))
    house = (_RED, _BLUE, _GREEN, BLACK)[int(shop.integers(4))]
    ground = (_YELLOW if shop.random() < 0.65 else _RED) if offer else WHITE
    if not offer and shop.random() < 0.15:
        ground = _YELLOW
    s.canvas.clear(argb(ground))
    ink: Color = WHITE if ground == _RED else BLACK
    price_ink = _RED if ground == _YELLOW and offer else ink
    s.frame(b.inset(0.3), rgb(0xC9C9C9), 0.4)
    if layout == 0:
        s.box(b.part(0, 0, 1, 0.13), house)
        _name(s, b.part(0.04, 0.17, 0.96, 0.42), tag, ink)
        _price(s, b.part(0.42, 0.45, 0.97, 0.94), tag, price_ink)
        _foot(s, b.part(0.04, 0.46, 0.4, 0.94), tag, ink)
    elif layout == 1:
        _price(s, b.part(0.42, 0.08, 0.97, 0.66), tag, price_ink)
        _name(s, b.part(0.04, 0.08, 0.4, 0.6), tag, ink)
        s.line(b.x + 2, b.y + 0.7 * b.h, b.right - 2, b.y + 0.7 * b.h, house if ground == WHITE else ink, 0.5)
        _foot(s, b.part(0.04, 0.73, 0.96, 0.95), tag, ink)
    else:
        _name(s, b.part(0.04, 0.06, 0.7, 0.34), tag, ink)
        s.box(b.part(0.73, 0.0, 1.0, 0.3), house)
        if tag.net:
            text(s, tag.net, fonts.SANS_BOLD, b.part(0.76, 0.07, 0.97, 0.23), WHITE)
        _price(s, b.part(0.38, 0.38, 0.97, 0.94), tag, price_ink)
        _foot(s, b.part(0.04, 0.42, 0.35, 0.94), tag, ink)


def _name(s: Sheet, b: Box, tag: TagTexture, ink: Color) -> None:
    text(
        s,
        tag.name,
        fonts.SANS_BOLD.condensed(0.86),
        b,
        ink,
        align="left",
        valign="top",
        max_lines=3,
        size_max_mm=5.6,
    )


def _price(s: Sheet, b: Box, tag: TagTexture, ink: Color) -> None:
    """Whole units large, the rest raised and small; the sign before or below as the currency has it."""
    money = CURRENCIES.get(tag.currency) or Currency(tag.currency, tag.currency, 1.0, 1, (0,), point=".")
    whole, rest = money.parts(tag.price_minor)
    face = fonts.BLACK.condensed(0.82)
    if not rest:
        text(s, money.text(tag.price_minor), face, b, ink, align="right")
        return
    if money.after:
        text(s, whole + money.point, face, b.part(0.0, 0.0, 0.62, 1.0), ink, align="right")
        below = b.part(0.66, 0.7, 0.98, 1.0)
        text(s, money.sign, fonts.SANS_BOLD, below, ink, align="left", valign="bottom")
    else:
        text(s, money.sign + whole + money.point, face, b.part(0.0, 0.0, 0.62, 1.0), ink, align="right")
    text(s, rest, face, b.part(0.64, 0.0, 1.0, 0.62), ink, align="left", valign="top")


def _foot(s: Sheet, b: Box, tag: TagTexture, ink: Color) -> None:
    """Net contents, article number and barcode."""
    wide = b.w > 2.2 * b.h
    code = b.part(0.55, 0.0, 1.0, 1.0) if wide else b.part(0.0, 0.34, 1.0, 1.0)
    if is_valid_gtin13(tag.gtin):
        barcode(s, tag.gtin, code)
    words = f"{tag.net}   Art. {tag.gtin[6:12]}"
    line = b.part(0.0, 0.2, 0.5, 0.75) if wide else b.part(0.0, 0.0, 1.0, 0.26)
    text(s, words, fonts.SANS, line, ink, align="left", size_max_mm=3.4)
