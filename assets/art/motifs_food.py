"""Illustrations: prepared food, each in a unit circle."""

import math
from functools import partial

from assets.art.boxes import Box
from assets.art.colors import WHITE, Color, lighter, rgb
from assets.art.sheet import Sheet, blob, linear, polygon, radial
from assets.art.strokes import Motif, ball, ball_paint, gloss, oval_shape, shaded, shadow, smooth

_PASTA = rgb(0xF2C865)


def potato(s: Sheet) -> None:
    shadow(s, 0.75)
    shape = smooth(
        [(-1, -0.3), (-0.5, -0.75), (0.4, -0.6), (1, -0.3), (1, 0.45), (0.3, 0.75), (-0.6, 0.7), (-1.05, 0.3)]
    )
    shaded(s, shape, rgb(0xC99A56))
    for x, y in ((-0.5, 0.1), (0.1, -0.3), (0.5, 0.2), (-0.05, 0.4)):
        s.oval(Box(x, y, 0.14, 0.07), rgb(0x9A6E34))


def crisp(s: Sheet) -> None:
    """A few curved potato crisps."""
    shadow(s, 0.7)
    gold = rgb(0xF4C64A)
    for x, y, a, r in ((0.35, -0.3, 35, 0.62), (-0.4, -0.15, -20, 0.66), (0.1, 0.32, 8, 0.72)):
        with s.at(x, y, r, a):
            shape = blob(
                [
                    (-1, 0.1),
                    (-0.9, -0.75, 0.5, -0.95, 1, -0.25),
                    (1.05, 0.5, 0.2, 0.85, -0.3, 0.72),
                    (-0.8, 0.62, -1.05, 0.4, -1, 0.1),
                ]
            )
            s.paint(
                shape,
                linear(
                    -0.4,
                    -0.8,
                    0.5,
                    0.8,
                    ((0.0, rgb(0xFFE08A)), (0.45, gold), (0.75, rgb(0xD99524)), (1.0, rgb(0xF2C050))),
                ),
            )
            s.stroke(shape, rgb(0xB97417), 0.05)
            s.stroke(blob([(-0.7, 0.2), (-0.1, -0.3, 0.75, -0.15)], close=False), rgb(0xFFEFB5), 0.09, 0.7)
            for px, py in ((-0.4, -0.2), (0.2, 0.3), (0.4, -0.4), (-0.1, 0.1)):
                s.circle(px, py, 0.05, rgb(0xB5671B), 0.7)


def popcorn(s: Sheet) -> None:
    shadow(s, 0.8)
    for x, y, r in ((-0.45, 0.3, 0.5), (0.45, 0.3, 0.48), (0.0, -0.3, 0.52)):
        for i in range(5):
            ball(
                s,
                rgb(0xFFF3D2),
                x + r * 0.55 * math.cos(i * 1.256),
                y + r * 0.55 * math.sin(i * 1.256),
                r * 0.55,
                0.4,
            )
        s.glow(x, y, r * 0.6, rgb(0xE9A62A), 0.6)


def cheese(s: Sheet) -> None:
    shadow(s)
    s.paint(
        polygon([(-0.95, 0.1), (0.95, 0.1), (0.95, 0.75), (-0.95, 0.75)]),
        linear(0, 0, 0, 0.8, ((0.0, rgb(0xFFC93A)), (1.0, rgb(0xE79B14)))),
    )
    s.fill(polygon([(-0.95, 0.1), (0.5, -0.65), (0.95, 0.1)]), rgb(0xFFE07A))
    for x, y, r in ((-0.5, 0.45, 0.16), (0.15, 0.35, 0.11), (0.55, 0.55, 0.14), (0.25, -0.2, 0.12)):
        s.oval(Box(x - r, y - r * 0.8, 2 * r, 1.6 * r), rgb(0xD98E12))


def biscuit(s: Sheet) -> None:
    shadow(s, 0.8)
    for x, y, a in ((0.25, -0.25, 14), (-0.15, 0.2, -10)):
        with s.at(x, y, 0.75, a):
            s.box(Box(-1, -0.7, 2, 1.4), rgb(0xB9782C), radius=0.2)
            s.shade(
                Box(-0.95, -0.66, 1.9, 1.3),
                linear(0, -0.7, 0, 0.7, ((0.0, rgb(0xF2C277)), (1.0, rgb(0xD99A48)))),
                0.18,
            )
            for i in range(5):
                for j in range(3):
                    s.circle(-0.66 + i * 0.33, -0.38 + j * 0.38, 0.055, rgb(0x9A5F1E))


def cookie(s: Sheet, dough: Color, bits: Color) -> None:
    shadow(s, 0.85)
    for x, y, r in ((0.3, -0.25, 0.62), (-0.25, 0.2, 0.7)):
        ball(s, dough, x, y, r, 0.25)
        for i in range(9):
            a, d = i * 2.4, r * (0.2 + 0.62 * ((i * 0.37) % 1))
            with s.at(x + d * math.cos(a), y + d * math.sin(a), r * 0.14, i * 37):
                s.fill(smooth([(-1, -0.8), (0.9, -1), (1.1, 0.8), (-0.7, 1)]), bits)


def choc(s: Sheet) -> None:
    """Broken pieces of a bar."""
    shadow(s, 0.8)
    brown = rgb(0x5B2E17)
    for x, y, a in ((0.3, -0.3, 20), (-0.3, 0.25, -14)):
        with s.at(x, y, 0.62, a):
            s.box(Box(-1, -0.75, 2, 1.6), lighter(brown, -0.1), radius=0.08)
            for i in range(2):
                for j in range(2):
                    b = Box(-0.98 + i, -0.75 + j * 0.75, 0.94, 0.7)
                    s.shade(
                        b,
                        linear(
                            b.x,
                            b.y,
                            b.right,
                            b.bottom,
                            ((0.0, lighter(brown, 0.14)), (0.5, brown), (1.0, lighter(brown, -0.07))),
                        ),
                        0.06,
                    )
                    s.box(b.inset(0.17), lighter(brown, 0.05), radius=0.05)


def candy(s: Sheet) -> None:
    red = rgb(0xE23A57)
    for side in (-1, 1):
        s.fill(
            polygon([(side * 0.45, 0), (side * 1.0, -0.42), (side * 0.86, 0), (side * 1.0, 0.42)]),
            lighter(red, 0.1),
        )
    ball(s, red, 0, 0, 0.56)
    for i in range(3):
        s.stroke(
            blob([(-0.35 + i * 0.3, -0.42), (-0.1 + i * 0.3, 0, -0.4 + i * 0.3, 0.42)], close=False),
            WHITE,
            0.09,
            0.8,
        )


def gummy(s: Sheet) -> None:
    for x, y, c, r in (
        (-0.45, 0.3, 0xE53A3A, 0.48),
        (0.45, 0.35, 0x5DB832, 0.46),
        (0.0, -0.35, 0xF6B21D, 0.5),
        (0.62, -0.4, 0x8E44AD, 0.34),
        (-0.66, -0.42, 0x2C9DE0, 0.34),
    ):
        with s.at(x, y, r):
            s.shade(Box(-0.9, -0.8, 1.8, 1.6), ball_paint(rgb(c)), 0.5)
            gloss(s, -0.35, -0.35, 0.4, 0.85)


def bowl(s: Sheet, fill: Color, china: Color, bits: Color | None = None) -> None:
    shadow(s, 0.82, 1.0)
    s.paint(
        blob([(-0.98, -0.1), (-0.9, 0.6, -0.5, 0.85, 0, 0.85), (0.5, 0.85, 0.9, 0.6, 0.98, -0.1)]),
        linear(-1, 0, 1, 0, ((0.0, lighter(china, 0.08)), (0.5, china), (1.0, lighter(china, -0.16)))),
    )
    s.oval(Box(-1, -0.42, 2, 0.66), lighter(china, 0.06))
    s.paint(
        oval_shape(0.88, 0.26, 0, -0.1),
        radial(-0.2, -0.2, 1.0, ((0.0, lighter(fill, 0.1)), (1.0, lighter(fill, -0.06)))),
    )
    if bits:
        for i in range(22):
            a, d = i * 2.39996, math.sqrt((i + 0.5) / 22)
            x, y = 0.78 * d * math.cos(a), -0.2 + 0.24 * d * math.sin(a) - 0.22 * (1 - d)
            with s.at(x, y, 0.2, i * 51):
                s.paint(
                    smooth([(-1, -0.5), (0, -0.95), (1, -0.4), (0.9, 0.6), (-0.2, 0.9), (-1, 0.5)]),
                    ball_paint(lighter(bits, 0.05 * ((i % 3) - 1))),
                )


def rings(s: Sheet, color: Color) -> None:
    for x, y in ((-0.45, 0.4), (0.45, 0.35), (0.0, -0.35), (0.75, -0.45), (-0.72, -0.3)):
        s.circle(x, y, 0.3, lighter(color, -0.12), stroke=0.28)
        s.circle(x - 0.02, y - 0.03, 0.3, color, stroke=0.2)
        s.circle(x - 0.05, y - 0.07, 0.3, lighter(color, 0.14), stroke=0.06)


def flakes(s: Sheet, color: Color) -> None:
    for i in range(9):
        a, d = i * 2.39996, 0.75 * math.sqrt((i + 0.5) / 9)
        with s.at(d * math.cos(a), d * math.sin(a), 0.36, i * 67):
            shape = smooth([(-1, -0.4), (-0.2, -0.9), (0.9, -0.6), (1, 0.4), (0.1, 0.8), (-0.9, 0.6)])
            shaded(s, shape, lighter(color, 0.05 * ((i % 3) - 1)), edge=0.06)


def honey(s: Sheet) -> None:
    for i, (x, y) in enumerate(
        ((-0.5, -0.45), (0.1, -0.45), (-0.2, 0.05), (0.4, 0.05), (-0.5, 0.55), (0.1, 0.55))
    ):
        with s.at(x, y, 0.33):
            s.fill(
                polygon(
                    [
                        (math.cos(math.pi * k / 3 + math.pi / 6), math.sin(math.pi * k / 3 + math.pi / 6))
                        for k in range(6)
                    ]
                ),
                rgb((0xF7B81E, 0xE89A10)[i % 2]),
            )
    s.line(0.95, -0.95, 0.5, -0.2, rgb(0x9A6230), 0.12)
    with s.at(0.42, -0.02, 0.32, 32):
        for k in range(4):
            s.box(
                Box(-0.8 + 0.1 * abs(k - 1.5), -0.8 + k * 0.42, 1.6 - 0.2 * abs(k - 1.5), 0.3),
                rgb(0xB87838),
                radius=0.15,
            )
    s.paint(
        blob([(0.25, 0.2), (0.3, 0.6, 0.2, 0.98), (0.4, 1.05, 0.45, 0.95), (0.5, 0.5, 0.55, 0.2)]),
        linear(0, 0.2, 0, 1, ((0.0, rgb(0xE89A10)), (1.0, rgb(0xFFC93A)))),
    )


def grains(s: Sheet, color: Color, rx: float, ry: float, count: int = 24) -> None:
    for i in range(count):
        a, d = i * 2.39996, 0.85 * math.sqrt((i + 0.5) / count)
        with s.at(d * math.cos(a), d * math.sin(a), 1, i * 77):
            s.paint(oval_shape(rx, ry), ball_paint(color, rx))


def penne(s: Sheet, color: Color) -> None:
    for x, y, a in ((-0.4, 0.3, 30), (0.4, 0.35, -35), (0.0, -0.3, 80), (-0.5, -0.5, -15), (0.55, -0.5, 20)):
        with s.at(x, y, 0.5, a):
            s.shade(
                Box(-0.9, -0.3, 1.8, 0.6),
                linear(
                    0, -0.3, 0, 0.3, ((0.0, lighter(color, 0.1)), (0.5, color), (1.0, lighter(color, -0.14)))
                ),
                0.1,
            )
            s.oval(Box(0.72, -0.3, 0.3, 0.6), lighter(color, -0.2))


def fusilli(s: Sheet, color: Color) -> None:
    for x, y, a in ((-0.3, 0.4, 20), (0.3, 0.0, -40), (-0.25, -0.5, 65)):
        with s.at(x, y, 0.72, a):
            for k in range(5):
                with s.at(-0.8 + k * 0.4, 0, 0.34, -30):
                    s.paint(oval_shape(0.6, 1.0), ball_paint(lighter(color, 0.04 * (k % 2))))


def farfalle(s: Sheet, color: Color) -> None:
    for x, y, a in ((-0.4, 0.4, 15), (0.4, 0.1, -30), (-0.2, -0.5, 40)):
        with s.at(x, y, 0.55, a):
            s.fill(
                blob(
                    [
                        (0, 0),
                        (-0.5, -0.3, -1, -0.8),
                        (-0.85, 0, -1, 0.8),
                        (-0.5, 0.3, 0, 0),
                        (0.5, -0.3, 1, -0.8),
                        (0.85, 0, 1, 0.8),
                        (0.5, 0.3, 0, 0),
                    ]
                ),
                color,
            )
            s.box(Box(-0.13, -0.3, 0.26, 0.6), lighter(color, -0.12), radius=0.1)


def spaghetti(s: Sheet, color: Color) -> None:
    for i in range(15):
        x = -0.7 + i * 0.1
        s.stroke(
            blob([(x * 0.5, 1.0), (x * 0.3, 0.2, x * 1.3, -1.0)], close=False),
            lighter(color, 0.06 * ((i % 3) - 1)),
            0.07,
        )
    s.box(Box(-0.4, 0.2, 0.8, 0.16), rgb(0x1F4FA3), radius=0.05)


def drumstick(s: Sheet) -> None:
    s.line(0.35, 0.35, 0.85, 0.85, rgb(0xF3EAD6), 0.2)
    s.circle(0.88, 0.75, 0.13, rgb(0xF3EAD6))
    s.circle(0.75, 0.88, 0.13, rgb(0xF3EAD6))
    shape = blob(
        [
            (0.45, 0.45),
            (0.1, 0.55, -0.75, 0.65, -0.85, -0.15),
            (-0.9, -0.85, 0.0, -0.95, 0.3, -0.5),
            (0.5, -0.15, 0.55, 0.25, 0.45, 0.45),
        ]
    )
    shaded(s, shape, rgb(0xB9691F))
    gloss(s, -0.4, -0.4, 0.35, 0.5)


def butter(s: Sheet) -> None:
    shadow(s, 0.65, 1.0)
    s.fill(polygon([(-0.9, -0.1), (0.5, -0.1), (0.5, 0.55), (-0.9, 0.55)]), rgb(0xF6D25A))
    s.fill(polygon([(-0.9, -0.1), (-0.5, -0.45), (0.9, -0.45), (0.5, -0.1)]), rgb(0xFFE995))
    s.fill(polygon([(0.5, -0.1), (0.9, -0.45), (0.9, 0.2), (0.5, 0.55)]), rgb(0xDDB23A))
    for k in (0, 1):  # two slices cut off
        x = -0.62 - 0.2 * k
        s.fill(
            polygon([(x, 0.0), (x + 0.12, -0.1), (x + 0.22, 0.58), (x + 0.08, 0.62)]),
            rgb((0xFFE27A, 0xFFEFA8)[k]),
        )


def scoop(s: Sheet, color: Color) -> None:
    shadow(s, 0.85)
    for x, y, r in ((-0.42, 0.25, 0.5), (0.45, 0.25, 0.5), (0.0, -0.3, 0.56)):
        ball(s, color, x, y, r, 0.35)
        for k in range(3):
            with s.at(x, y, r):
                s.stroke(
                    blob([(-0.75, -0.2 + k * 0.3), (0, -0.45 + k * 0.3, 0.75, -0.1 + k * 0.3)], close=False),
                    lighter(color, 0.06 - 0.06 * (k % 2)),
                    0.06,
                )


FOOD: dict[str, Motif] = {
    "potato": potato,
    "crisp": crisp,
    "popcorn": popcorn,
    "cheese": cheese,
    "biscuit": biscuit,
    "choc": choc,
    "candy": candy,
    "gummy": gummy,
    "honey": honey,
    "drumstick": drumstick,
    "butter": butter,
    "cookie": partial(cookie, dough=rgb(0xD29A4E), bits=rgb(0x4A2413)),
    "bowl_red": partial(bowl, fill=rgb(0xD33A20), china=rgb(0xF4F1EA)),
    "bowl_yellow": partial(bowl, fill=rgb(0xEBB73A), china=rgb(0x2F5C9A)),
    "bowl_orange": partial(bowl, fill=rgb(0xEE8A22), china=rgb(0x40362E)),
    "bowl_brown": partial(bowl, fill=rgb(0x8A5A2E), china=rgb(0xF1EADD)),
    "bowl_green": partial(bowl, fill=rgb(0x7BAA3A), china=rgb(0xF4F1EA)),
    "bowl_white": partial(bowl, fill=rgb(0xF4F0E4), china=rgb(0x2C5FA3), bits=rgb(0xF6F2E6)),
    "cereal_bowl": partial(bowl, fill=rgb(0xF7F4EC), china=rgb(0x2F7EC9), bits=rgb(0xE7A83A)),
    "cereal_bowl_choc": partial(bowl, fill=rgb(0xF7F4EC), china=rgb(0xF2C21E), bits=rgb(0x6B3819)),
    "ring_choc": partial(rings, color=rgb(0x7A441F)),
    "ring": partial(rings, color=rgb(0xE2A53A)),
    "flake": partial(flakes, color=rgb(0xEBA93A)),
    "oat": partial(grains, color=rgb(0xDDBD86), rx=0.2, ry=0.13),
    "rice": partial(grains, color=rgb(0xF6F1E2), rx=0.22, ry=0.07, count=34),
    "penne": partial(penne, color=_PASTA),
    "fusilli": partial(fusilli, color=_PASTA),
    "farfalle": partial(farfalle, color=_PASTA),
    "spaghetti": partial(spaghetti, color=_PASTA),
    "scoop_vanilla": partial(scoop, color=rgb(0xF6E3A8)),
    "scoop_choc": partial(scoop, color=rgb(0x6B3A20)),
    "scoop_berry": partial(scoop, color=rgb(0xF08AA4)),
    "scoop_mint": partial(scoop, color=rgb(0xA9CC86)),
}
