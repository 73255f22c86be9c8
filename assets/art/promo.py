"""Printed matter of offers: hanging cards, wobblers, strips along rails, and headers that name the goods."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar, Literal

from assets.art import fonts
from assets.art.boxes import Box
from assets.art.colors import BLACK, WHITE, Color, rgb
from assets.art.printed import Printed
from assets.art.sheet import Sheet, argb
from assets.art.typography import text
from assets.draws import keyed_rng

type Layout = Literal["card", "wobbler", "strip", "header"]

OFFER_WORDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "en": ("SALE", "OFFER", "SAVE", "2 FOR 1"),
        "de": ("ANGEBOT", "AKTION", "SPAREN"),
        "fr": ("PROMO", "OFFRE", "-20%"),
        "es": ("OFERTA", "AHORRA"),
        "it": ("OFFERTA", "SCONTO"),
        "pl": ("PROMOCJA", "OKAZJA"),
        "cs": ("AKCE", "SLEVA"),
        "tr": ("FIRSAT", "İNDİRİM"),
        "el": ("ΠΡΟΣΦΟΡΑ",),
        "ru": ("АКЦИЯ", "СКИДКА"),
        "uk": ("АКЦІЯ", "ЗНИЖКА"),
        "ja": ("特価", "お買得"),
        "zh": ("特价", "优惠"),
        "ko": ("할인", "특가"),
        "ar": ("عرض", "تخفيض"),
    }
)
_YELLOW, _RED, _ORANGE, _GREEN, _BLUE = (rgb(c) for c in (0xFFDD00, 0xD5121E, 0xF58220, 0x00833E, 0x0A3F87))
_GROUNDS = ((_YELLOW, BLACK, _RED), (_RED, WHITE, _YELLOW), (_YELLOW, _RED, _RED), (_ORANGE, BLACK, WHITE),
            (WHITE, _RED, _RED), (_GREEN, WHITE, _YELLOW))  # fmt: skip
_HEADERS = (
    (WHITE, BLACK),
    (_BLUE, WHITE),
    (_GREEN, WHITE),
    (rgb(0x6B5A4B), WHITE),
    (_RED, WHITE),
    (BLACK, WHITE),
)


@dataclass(frozen=True)
class PromoTexture(Printed):
    """One printed piece: ``words`` is its price or its name, ``style_seed`` the shop's look of all of them.
    Implements ``assets.material.Texture``."""

    HEIGHT_MM: ClassVar[float] = 100.0
    layout: Layout
    words: str
    style_seed: int

    def draw(self, sheet: Sheet, box: Box) -> None:
        draw_promo(sheet, box, self)


def draw_promo(s: Sheet, b: Box, promo: PromoTexture) -> None:
    """Lay the piece out on ``b`` (millimetres; all are drawn as if 100 mm high)."""
    shop = keyed_rng(promo.style_seed, "promo", promo.layout)
    ground, ink, band = _GROUNDS[int(shop.integers(len(_GROUNDS)))]
    words = OFFER_WORDS.get(promo.language) or OFFER_WORDS["en"]
    word = words[int(shop.integers(len(words)))]
    match promo.layout:
        case "card":
            _card(s, b, promo.words, word, (ground, ink, band))
        case "wobbler":
            s.canvas.clear(argb(ground))
            text(s, word, fonts.BLACK.condensed(0.85), b.part(0.1, 0.3, 0.9, 0.7), ink)
        case "strip":
            s.canvas.clear(argb(ground))
            step = 4.5 * b.h
            for k in range(max(int(b.w / step), 1)):
                place = Box(b.x + (k + 0.1) * step, b.y + 0.15 * b.h, 0.8 * step, 0.7 * b.h)
                text(s, word, fonts.BLACK, place, ink)
        case "header":
            back, front = _HEADERS[int(shop.integers(len(_HEADERS)))]
            s.canvas.clear(argb(back))
            text(s, promo.words, fonts.SANS_BOLD, b.part(0.06, 0.3, 0.94, 0.68), front, size_max_mm=38)


def _card(s: Sheet, b: Box, price: str, word: str, colors: tuple[Color, Color, Color]) -> None:
    """A band with the word of the offer over a price as large as it gets."""
    ground, ink, band = colors
    s.canvas.clear(argb(ground))
    s.box(b.part(0, 0, 1, 0.3), band)
    text(
        s,
        word,
        fonts.BLACK.condensed(0.85),
        b.part(0.06, 0.05, 0.94, 0.26),
        WHITE if band != _YELLOW and band != WHITE else _RED,
    )
    text(s, price, fonts.BLACK.condensed(0.8), b.part(0.06, 0.36, 0.94, 0.8), ink)
    s.box(b.part(0.1, 0.86, 0.9, 0.89), ink)
