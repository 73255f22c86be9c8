"""Illustrations: drinks, water, suds and signs, each in a unit circle."""

import math
from functools import partial

from assets.art.boxes import Box
from assets.art.colors import WHITE, Color, lighter, rgb
from assets.art.sheet import Sheet, blob, linear, polygon, radial
from assets.art.strokes import Motif, ball, gloss, leaf, oval_shape, shaded, shadow, smooth, star_shape

_SKY = rgb(0x4FB4EA)


def swirl(s: Sheet, color: Color) -> None:
    """Ribbon of caramel, cream or hair."""
    for i in range(4):
        t = i * 0.28
        curve = blob([(-1, -0.4 + t), (-0.4, -1.0 + t, 0.1, 0.5 + t, 1, -0.5 + t)], close=False)
        s.stroke(curve, lighter(color, -0.08 + 0.07 * i), 0.26)
    s.stroke(blob([(-1, -0.1), (-0.4, -0.7, 0.1, 0.8, 1, -0.2)], close=False), WHITE, 0.05, 0.7)


def splash(s: Sheet) -> None:
    """Milk that leaps up."""
    milk = linear(0, -1, 0, 1, ((0.0, WHITE), (0.6, rgb(0xF2F7FC)), (1.0, rgb(0xC9DCEB))))
    shape = blob(
        [
            (-1, 0.75),
            (-0.95, 0.2, -0.85, 0.1, -0.95, -0.35),
            (-0.6, -0.1, -0.55, 0.15, -0.4, 0.1),
            (-0.25, 0.0, -0.35, -0.6, -0.15, -0.95),
            (0.02, -0.6, 0.0, -0.05, 0.2, 0.0),
            (0.4, 0.05, 0.4, -0.45, 0.62, -0.7),
            (0.62, -0.2, 0.7, 0.1, 0.95, -0.05),
            (0.85, 0.3, 0.95, 0.4, 1, 0.75),
            (0.5, 1.05, -0.5, 1.05, -1, 0.75),
        ]
    )
    s.paint(shape, milk)
    s.stroke(blob([(-0.7, 0.6), (-0.2, 0.3, 0.3, 0.55, 0.75, 0.4)], close=False), rgb(0xB9D2E6), 0.06, 0.8)
    for x, y, r in ((-0.55, -0.6, 0.1), (0.25, -0.75, 0.12), (0.85, -0.55, 0.08), (-0.8, -0.75, 0.06)):
        s.circle(x, y, r, WHITE)


def drop(s: Sheet, color: Color) -> None:
    shape = blob(
        [
            (0, -0.98),
            (0.3, -0.4, 0.68, 0.0, 0.68, 0.38),
            (0.68, 0.8, 0.35, 1.0, 0, 1.0),
            (-0.35, 1.0, -0.68, 0.8, -0.68, 0.38),
            (-0.68, 0.0, -0.3, -0.4, 0, -0.98),
        ]
    )
    shaded(s, shape, color)
    gloss(s, -0.28, 0.2, 0.32, 0.9)
    s.stroke(blob([(0.42, 0.3), (0.4, 0.7, 0.1, 0.8)], close=False), WHITE, 0.08, 0.6)


def bubbles(s: Sheet, color: Color = _SKY) -> None:
    for x, y, r in (
        (-0.45, 0.35, 0.48),
        (0.4, 0.45, 0.36),
        (0.2, -0.3, 0.44),
        (-0.5, -0.5, 0.26),
        (0.75, -0.1, 0.18),
        (-0.05, -0.82, 0.16),
        (0.65, -0.72, 0.22),
    ):
        s.canvas.drawCircle(
            x, y, r, radial(x, y, r, ((0.0, WHITE), (0.7, lighter(color, 0.2)), (1.0, color)), 0.55)
        )
        s.circle(x, y, r, WHITE, 0.85, stroke=0.04)
        gloss(s, x - r * 0.35, y - r * 0.4, r * 0.32, 1.0)


def suds(s: Sheet) -> None:
    for i in range(16):
        a = i * 2.39996
        d = 0.9 * math.sqrt((i + 0.5) / 16)
        r = 0.2 + 0.14 * ((i * 0.618) % 1)
        x, y = d * math.cos(a), d * math.sin(a) * 0.7 + 0.15
        s.canvas.drawCircle(
            x,
            y,
            r,
            radial(
                x - r * 0.3, y - r * 0.3, r * 1.3, ((0.0, WHITE), (0.7, rgb(0xE6F4FB)), (1.0, rgb(0xA9D4EC)))
            ),
        )
        gloss(s, x - r * 0.3, y - r * 0.35, r * 0.4, 1.0)


def ice(s: Sheet) -> None:
    for x, y, a in ((-0.35, 0.3, 12), (0.4, 0.2, -18), (0.0, -0.4, 30)):
        with s.at(x, y, 0.46, a):
            s.shade(
                Box(-0.9, -0.9, 1.8, 1.8),
                linear(-1, -1, 1, 1, ((0.0, WHITE), (0.5, rgb(0xBFE3F5)), (1.0, rgb(0x7DBBDF))), 0.85),
                0.25,
            )
            s.frame(Box(-0.62, -0.62, 1.24, 1.24), WHITE, 0.07, 0.2)


def waves(s: Sheet) -> None:
    for i, c in enumerate((0x9FD8F2, 0x4FB4EA, 0x1C86C8, 0x0F5FA5)):
        y = -0.5 + i * 0.35
        s.fill(
            blob(
                [
                    (-1, y),
                    (-0.6, y - 0.5, -0.3, y + 0.45, 0.05, y),
                    (0.4, y - 0.45, 0.7, y + 0.3, 1, y - 0.1),
                    (0.9, 0.9),
                    (0, 1.05, -0.9, 0.9),
                ]
            ),
            rgb(c),
        )


def mountain(s: Sheet) -> None:
    far, near = rgb(0x8FB9DC), rgb(0x3F78B5)
    s.fill(polygon([(-1, 0.7), (-0.45, -0.35), (0.1, 0.7)]), far)
    s.fill(polygon([(0.1, 0.7), (0.6, -0.2), (1, 0.7)]), far)
    s.paint(
        polygon([(-0.75, 0.7), (0.05, -0.85), (0.8, 0.7)]),
        linear(-0.5, 0, 0.6, 0, ((0.0, lighter(near, 0.12)), (1.0, lighter(near, -0.1)))),
    )
    s.fill(
        polygon([(-0.27, -0.22), (0.05, -0.85), (0.36, -0.22), (0.2, -0.05), (0.06, -0.25), (-0.1, 0.0)]),
        WHITE,
    )


def meadow(s: Sheet) -> None:
    s.fill(
        blob([(-1, 0.3), (-0.5, -0.25, 0.2, 0.1), (0.6, -0.2, 1, 0.2), (1, 0.8), (-1, 0.8)]), rgb(0x8CC63F)
    )
    s.fill(blob([(-1, 0.55), (0, 0.1, 1, 0.5), (1, 0.9), (-1, 0.9)]), rgb(0x5FA532))
    for x, y in ((-0.5, 0.62), (0.1, 0.5), (0.55, 0.66), (-0.2, 0.76)):
        with s.at(x, y, 0.1):
            s.circle(0, 0, 0.8, WHITE)
            s.circle(0, 0, 0.3, rgb(0xF2C21E))


def bolt(s: Sheet) -> None:
    shape = polygon(
        [(0.25, -1), (-0.6, 0.15), (-0.05, 0.15), (-0.3, 1), (0.62, -0.3), (0.08, -0.3), (0.5, -1)]
    )
    s.paint(shape, linear(0, -1, 0, 1, ((0.0, rgb(0xFFF59A)), (0.5, rgb(0xFFD21E)), (1.0, rgb(0xF08A10)))))


def sparkle(s: Sheet) -> None:
    for x, y, r in ((0.0, 0.0, 0.85), (0.65, -0.65, 0.35), (-0.6, 0.6, 0.3)):
        s.glow(x, y, r * 0.8, WHITE, 0.6)
        with s.at(x, y, r):
            s.fill(star_shape(4, 0.13), WHITE)


def shield(s: Sheet) -> None:
    shape = blob(
        [
            (0, -0.95),
            (0.4, -0.7, 0.85, -0.7),
            (0.9, 0.5, 0, 1.0),
            (-0.9, 0.5, -0.85, -0.7),
            (-0.4, -0.7, 0, -0.95),
        ]
    )
    s.paint(shape, linear(0, -1, 0, 1, ((0.0, rgb(0x6FC3F0)), (1.0, rgb(0x1757A8)))))
    s.stroke(shape, WHITE, 0.1)
    s.stroke(blob([(-0.35, 0.0), (-0.08, 0.3), (0.42, -0.35)], close=False), WHITE, 0.17)


def cup(s: Sheet, drink: Color) -> None:
    shadow(s, 0.85, 1.0)
    s.oval(Box(-1, 0.55, 2, 0.4), rgb(0xE9E6E1))
    s.stroke(oval_shape(0.24, 0.26, 0.75, 0.1), rgb(0xE3E0DB), 0.12)
    s.paint(
        blob([(-0.75, -0.25), (-0.72, 0.45, -0.4, 0.75, 0, 0.75), (0.4, 0.75, 0.72, 0.45, 0.75, -0.25)]),
        linear(-0.8, 0, 0.8, 0, ((0.0, rgb(0xFFFFFF)), (0.6, rgb(0xF2EFEA)), (1.0, rgb(0xBDB7AE)))),
    )
    s.oval(Box(-0.75, -0.45, 1.5, 0.42), rgb(0xF7F5F1))
    s.paint(
        oval_shape(0.64, 0.15, 0, -0.23),
        radial(0, -0.23, 0.64, ((0.0, lighter(drink, 0.15)), (0.6, drink), (1.0, lighter(drink, -0.1)))),
    )
    for x in (-0.25, 0.2):
        s.stroke(blob([(x, -0.5), (x - 0.2, -0.68, x + 0.2, -0.82, x, -1.0)], close=False), WHITE, 0.07, 0.55)


def fish(s: Sheet) -> None:
    body = blob(
        [
            (-0.95, 0.0),
            (-0.6, -0.55, 0.2, -0.55, 0.55, -0.05),
            (0.98, -0.5),
            (0.9, 0.0, 0.98, 0.5),
            (0.55, 0.05),
            (0.2, 0.55, -0.6, 0.55, -0.95, 0.0),
        ]
    )
    s.paint(body, linear(0, -0.5, 0, 0.5, ((0.0, rgb(0x234F7E)), (0.5, rgb(0x7FB0D3)), (1.0, rgb(0xE9F2F7)))))
    s.circle(-0.66, -0.09, 0.08, WHITE)
    s.circle(-0.66, -0.09, 0.04, rgb(0x10202E))
    s.stroke(blob([(-0.42, -0.3), (-0.28, 0, -0.42, 0.28)], close=False), rgb(0x2B5C8A), 0.04)


def paw(s: Sheet) -> None:
    dark = rgb(0x4A2F20)
    s.fill(smooth([(-0.6, 0.15), (0, -0.35), (0.6, 0.15), (0.75, 0.85), (0, 0.7), (-0.75, 0.85)]), dark)
    for x, y in ((-0.72, -0.2), (-0.28, -0.65), (0.28, -0.65), (0.72, -0.2)):
        s.oval(Box(x - 0.2, y - 0.27, 0.4, 0.54), dark)


def bone(s: Sheet) -> None:
    with s.at(0, 0, 1, -28):
        for x in (-0.7, 0.7):
            for y in (-0.2, 0.2):
                ball(s, rgb(0xF3EAD6), x, y, 0.26, 0.4)
        s.box(Box(-0.7, -0.19, 1.4, 0.38), rgb(0xEFE4CC))


def shirt(s: Sheet) -> None:
    shape = polygon(
        [
            (-0.35, -0.8),
            (-1, -0.45),
            (-0.78, 0.05),
            (-0.52, -0.1),
            (-0.52, 0.9),
            (0.52, 0.9),
            (0.52, -0.1),
            (0.78, 0.05),
            (1, -0.45),
            (0.35, -0.8),
            (0, -0.6),
        ]
    )
    s.paint(
        shape,
        linear(
            -1,
            -1,
            1,
            1,
            ((0.0, rgb(0xFF6FB0)), (0.35, rgb(0xFFD23A)), (0.7, rgb(0x4CC46B)), (1.0, rgb(0x2F86E0))),
        ),
    )
    s.stroke(shape, WHITE, 0.06)


def feather(s: Sheet) -> None:
    with s.at(0, 0, 1, -40):
        leaf(s, -0.9, 0, 1.9, 0, rgb(0xF4F8FB), 0.22)


THINGS: dict[str, Motif] = {
    "splash": splash,
    "bubbles": bubbles,
    "suds": suds,
    "ice": ice,
    "waves": waves,
    "mountain": mountain,
    "meadow": meadow,
    "bolt": bolt,
    "sparkle": sparkle,
    "shield": shield,
    "fish": fish,
    "paw": paw,
    "bone": bone,
    "shirt": shirt,
    "feather": feather,
    "caramel": partial(swirl, color=rgb(0xC9802B)),
    "swirl": partial(swirl, color=rgb(0xC48A4A)),
    "milk_drop": partial(drop, color=rgb(0xF3F1EA)),
    "drop_blue": partial(drop, color=_SKY),
    "drop_green": partial(drop, color=rgb(0x5BB85C)),
    "drop_gold": partial(drop, color=rgb(0xEDB52A)),
    "cup": partial(cup, drink=rgb(0x5A3018)),
    "cup_tea": partial(cup, drink=rgb(0xC4771F)),
}
