"""The few illustrations that no photograph replaces: signs and simple shapes, each in a unit circle."""

from assets.art.boxes import Box
from assets.art.colors import WHITE, rgb
from assets.art.sheet import Sheet, blob, linear, polygon
from assets.art.strokes import Motif, ball, leaf, smooth, star_shape


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


DRAWN: dict[str, Motif] = {
    "bolt": bolt,
    "sparkle": sparkle,
    "shield": shield,
    "paw": paw,
    "bone": bone,
    "shirt": shirt,
    "feather": feather,
}
