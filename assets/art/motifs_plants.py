"""Illustrations: herbs, grain and flowers, each in a unit circle."""

from functools import partial

from assets.art.boxes import Box
from assets.art.colors import WHITE, Color, lighter, rgb
from assets.art.sheet import Sheet, blob
from assets.art.strokes import Motif, ball, leaf


def sprig(s: Sheet, color: Color, width: float, pairs: int) -> None:
    """A stem with pairs of leaves."""
    s.line(0, 0.98, 0, -0.6, lighter(color, -0.08), 0.06)
    for i in range(pairs):
        y = 0.7 - i * (1.3 / pairs)
        size = 0.75 - 0.35 * i / pairs
        leaf(s, 0, y, size, -28 - 8 * i, color, width)
        leaf(s, 0, y, size, -152 + 8 * i, color, width)
    leaf(s, 0, -0.5, 0.5, -90, color, width)


def wheat(s: Sheet) -> None:
    gold = rgb(0xE0A93A)
    for dx, lean in ((-0.34, -14), (0.34, 14), (0.0, 0)):
        with s.at(dx * 0.6, 0.1, 1, lean):
            s.line(0, 0.9, 0, -0.7, rgb(0xB98522), 0.05)
            for i in range(6):
                leaf(s, 0, -0.05 - i * 0.14, 0.3, -48, gold, 0.36)
                leaf(s, 0, -0.05 - i * 0.14, 0.3, -132, gold, 0.36)
            leaf(s, 0, -0.8, 0.28, -90, gold, 0.34)


def flower(s: Sheet, petal: Color, heart: Color, petals: int = 11, width: float = 0.2) -> None:
    for i in range(petals):
        leaf(s, 0, 0, 0.98, i * 360 / petals, petal, width)
    ball(s, heart, 0, 0, 0.27, 0.4)


def lavender(s: Sheet) -> None:
    for dx, lean in ((-0.4, -16), (0.4, 16), (0.0, 0)):
        with s.at(dx * 0.5, 0, 1, lean):
            s.line(0, 1, 0, -0.4, rgb(0x6E9A56), 0.05)
            for i in range(6):
                w = 0.2 - 0.02 * i
                for side in (-1, 1):
                    s.oval(
                        Box(side * w * 0.6 - 0.11, -0.1 - i * 0.14, 0.22, 0.16),
                        rgb((0x8A6CC8, 0xA88BE0)[(i + side) % 2]),
                    )


def rose(s: Sheet) -> None:
    pink = rgb(0xE0587C)
    leaf(s, 0.3, 0.4, 0.8, 30)
    leaf(s, -0.3, 0.4, 0.8, 150)
    ball(s, pink, 0, 0, 0.8, 0.3)
    for i in range(7):
        r = 0.72 - i * 0.1
        with s.at(0, 0, r, i * 75):
            s.stroke(
                blob([(-0.9, 0.2), (-0.6, -1.0, 0.7, -0.9, 0.9, 0.1)], close=False),
                lighter(pink, -0.1 + 0.03 * i),
                0.12,
            )


def aloe(s: Sheet) -> None:
    green = rgb(0x62AE5B)
    for a, size in ((-160, 0.85), (-20, 0.85), (-135, 1.1), (-45, 1.1), (-112, 1.3), (-68, 1.3), (-90, 1.45)):
        leaf(s, 0, 0.75, size, a, green, 0.13)


def hop(s: Sheet) -> None:
    green = rgb(0x8DB23C)
    leaf(s, 0, -0.6, 0.8, -10, rgb(0x4F8A2E))
    for row in range(5):
        n = (2, 3, 3, 2, 1)[row]
        for i in range(n):
            with s.at((i - (n - 1) / 2) * 0.36, -0.35 + row * 0.26, 0.42, 90):
                leaf(s, -0.3, 0, 1, 0, lighter(green, -0.03 * row), 0.5)


PLANTS: dict[str, Motif] = {
    "mint": partial(sprig, color=rgb(0x2FA35A), width=0.4, pairs=2),
    "basil": partial(sprig, color=rgb(0x3F9A34), width=0.5, pairs=2),
    "herb": partial(sprig, color=rgb(0x5E8C46), width=0.16, pairs=5),
    "tea_leaf": partial(sprig, color=rgb(0x6DA835), width=0.26, pairs=1),
    "wheat": wheat,
    "daisy": partial(flower, petal=WHITE, heart=rgb(0xF3C21E)),
    "lavender": lavender,
    "rose": rose,
    "daisy_yellow": partial(flower, petal=rgb(0xF6D524), heart=rgb(0xB98A12), petals=5, width=0.36),
    "vanilla": partial(flower, petal=rgb(0xF6E7A8), heart=rgb(0xE3B83A), petals=6, width=0.34),
    "aloe": aloe,
    "hop": hop,
}
