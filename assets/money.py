"""Currencies: how shops that use them price goods, and how their tags write it."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np


@dataclass(frozen=True)
class Currency:
    """``level`` is what goods for one euro cost; ``digits`` how many the minor unit has (ISO 4217).

    Prices end, modulo ``step`` minor units, in one of ``endings`` (repeated to weigh more). ``after`` says
    that the sign follows the amount.
    """

    code: str
    sign: str
    level: float
    step: int
    endings: tuple[int, ...]
    digits: int = 2
    point: str = ","
    after: bool = True

    def price(self, euro_cents: float, rng: np.random.Generator) -> int:
        """A price in minor units near ``euro_cents``, ending as prices do."""
        raw = euro_cents * self.level * 10 ** (self.digits - 2)
        step = self.step * 10 if raw >= 80 * self.step else self.step
        ending = self.endings[int(rng.integers(len(self.endings)))] + step - self.step
        return max(int((raw - ending) / step + 0.5), 0) * step + (ending or step)

    def parts(self, price_minor: int) -> tuple[str, str]:
        """Whole units, and the digits after the point ("" where there are none)."""
        if not self.digits:
            return f"{price_minor:,}", ""
        whole, rest = divmod(price_minor, 10**self.digits)
        return str(whole), f"{rest:0{self.digits}d}"

    def text(self, price_minor: int) -> str:
        """The price as one line: "1,99 €", "£1.99", "¥198"."""
        whole, rest = self.parts(price_minor)
        amount = f"{whole}{self.point}{rest}" if rest else whole
        return f"{amount} {self.sign}" if self.after else f"{self.sign}{amount}"


CURRENCIES: Mapping[str, Currency] = MappingProxyType(
    {
        c.code: c
        for c in (
            Currency("EUR", "€", 1.0, 10, (9, 9, 9, 9, 5)),
            Currency("GBP", "£", 0.88, 10, (0, 5, 0, 9), point=".", after=False),
            Currency("USD", "$", 1.15, 10, (9, 9, 9, 8), point=".", after=False),
            Currency("PLN", "zł", 4.2, 10, (9,)),
            Currency("CZK", "Kč", 24.0, 100, (90,)),
            Currency("TRY", "₺", 36.0, 100, (95, 90, 50), after=False),
            Currency("RUB", "₽", 85.0, 100, (99, 90)),
            Currency("UAH", "₴", 42.0, 100, (90, 50, 99)),
            Currency("JPY", "¥", 150.0, 10, (8, 8, 8, 0), digits=0, after=False),
            Currency("CNY", "¥", 6.5, 100, (90, 80, 50), point=".", after=False),
            Currency("KRW", "₩", 1400.0, 100, (80, 90, 0, 50), digits=0, after=False),
            Currency("SAR", "ر.س", 4.0, 100, (95, 50, 25, 75), point="."),
        )
    }
)
HOME: Mapping[str, str] = MappingProxyType(
    {
        "en": "GBP", "de": "EUR", "fr": "EUR", "es": "EUR", "it": "EUR", "pl": "PLN", "cs": "CZK",
        "tr": "TRY", "el": "EUR", "ru": "RUB", "uk": "UAH", "ja": "JPY", "zh": "CNY", "ko": "KRW",
        "ar": "SAR",
    }
)  # fmt: skip
"""The currency of shops that speak a language."""
