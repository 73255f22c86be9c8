"""Illustrations: fruit, each in a unit circle."""

from functools import partial

from assets.art.boxes import Box
from assets.art.colors import WHITE, Color, lighter, mix, rgb
from assets.art.sheet import Sheet, blob, radial
from assets.art.strokes import Motif, ball, ball_paint, gloss, leaf, oval_shape, shaded, shadow, star_shape

_RASPBERRY = tuple(
    (x, y, 0.27)
    for y, xs in ((-0.5, (-0.4, 0, 0.4)), (-0.22, (-0.6, -0.2, 0.2, 0.6)), (0.08, (-0.5, -0.12, 0.28, 0.58)),
                  (0.36, (-0.38, 0, 0.38)), (0.62, (-0.18, 0.2)))
    for x in xs
)  # fmt: skip
_GRAPES = tuple(
    (x, y, 0.29)
    for y, xs in (
        (-0.45, (-0.62, -0.2, 0.22, 0.62)),
        (-0.08, (-0.42, 0.02, 0.44)),
        (0.28, (-0.24, 0.2)),
        (0.62, (0.0,)),
    )
    for x in xs
)
_THREE = ((-0.45, 0.35, 0.5), (0.45, 0.3, 0.52), (0.02, -0.3, 0.5))


def citrus_slice(s: Sheet, color: Color) -> None:
    s.circle(0, 0, 1, color)
    s.circle(0, 0, 0.9, mix(WHITE, color, 0.14))
    flesh = radial(0, 0, 0.85, ((0.0, lighter(color, 0.1)), (1.0, color)))
    for i in range(9):
        with s.at(0, 0, 1, i * 40):
            s.paint(
                blob(
                    [(0, -0.07), (0.25, -0.74, 0.27, -0.8), (0, -0.92, -0.27, -0.8), (-0.25, -0.74, 0, -0.07)]
                ),
                flesh,
            )


def citrus(s: Sheet, color: Color) -> None:
    """A whole fruit behind a cut one."""
    shadow(s)
    ball(s, color, 0.28, -0.12, 0.7)
    leaf(s, 0.3, -0.78, 0.5, -28)
    with s.at(-0.33, 0.32, 0.62, -12):
        citrus_slice(s, color)


def apple(s: Sheet, color: Color) -> None:
    shadow(s)
    shape = blob(
        [
            (0, -0.55),
            (0.25, -0.8, 0.95, -0.75, 0.92, -0.05),
            (0.9, 0.55, 0.5, 0.98, 0.2, 0.9),
            (0, 0.84, -0.2, 0.9),
            (-0.5, 0.98, -0.9, 0.55, -0.92, -0.05),
            (-0.95, -0.75, -0.25, -0.8, 0, -0.55),
        ]
    )
    shaded(s, shape, color)
    gloss(s, -0.45, -0.3, 0.36, 0.7)
    s.stroke(blob([(0, -0.5), (0.02, -0.8, 0.14, -0.98)], close=False), rgb(0x5A3A1C), 0.09)
    leaf(s, 0.08, -0.78, 0.6, -22)


def pear(s: Sheet, color: Color) -> None:
    shadow(s)
    shape = blob(
        [
            (0, -0.8),
            (0.4, -0.8, 0.34, -0.3, 0.55, 0.0),
            (1.0, 0.55, 0.55, 1.0, 0, 0.96),
            (-0.55, 1.0, -1.0, 0.55, -0.55, 0.0),
            (-0.34, -0.3, -0.4, -0.8, 0, -0.8),
        ]
    )
    shaded(s, shape, color)
    gloss(s, -0.3, 0.1, 0.34)
    s.line(0, -0.78, 0.08, -1.0, rgb(0x5A3A1C), 0.08)


def peach(s: Sheet, color: Color) -> None:
    shadow(s)
    ball(s, color, 0, 0.05, 0.9, 0.5)
    s.glow(0.4, 0.1, 0.7, rgb(0xD23A2A), 0.55)
    s.stroke(blob([(0, -0.8), (0.35, -0.2, 0.12, 0.6)], close=False), lighter(color, -0.16), 0.05, 0.7)
    leaf(s, 0, -0.74, 0.62, -24)


def strawberry(s: Sheet) -> None:
    red = rgb(0xD91E2E)
    shadow(s)
    shape = blob(
        [
            (0, -0.55),
            (0.45, -0.8, 0.95, -0.55, 0.82, -0.05),
            (0.7, 0.45, 0.35, 0.9, 0, 1.0),
            (-0.35, 0.9, -0.7, 0.45, -0.82, -0.05),
            (-0.95, -0.55, -0.45, -0.8, 0, -0.55),
        ]
    )
    shaded(s, shape, red)
    if s.px_per_mm > 6:
        for row, n in enumerate((4, 5, 4, 3, 2)):
            for i in range(n):
                s.oval(Box(-0.17 * (n - 1) + i * 0.34 - 0.035, -0.33 + row * 0.25, 0.07, 0.1), rgb(0xFFD66B))
    gloss(s, -0.36, -0.3, 0.34, 0.6)
    for a in (-158, -122, -90, -58, -22):
        leaf(s, 0, -0.58, 0.5, a, rgb(0x3E9A2B), 0.3)


def cluster(
    s: Sheet, color: Color, beads: tuple[tuple[float, float, float], ...], leafy: bool = True
) -> None:
    """Round beads, back to front."""
    shadow(s)
    if leafy:
        leaf(s, 0.05, -0.6, 0.8, -35)
        leaf(s, -0.05, -0.6, 0.7, -150)
    for x, y, r in beads:
        ball(s, color, x, y, r, 0.65)


def blueberry(s: Sheet) -> None:
    blue = rgb(0x39499B)
    cluster(s, blue, _THREE)
    for x, y, r in _THREE:
        with s.at(x, y - r * 0.1, r * 0.36):
            s.fill(star_shape(5, 0.5), lighter(blue, -0.14))


def cherry(s: Sheet) -> None:
    shadow(s)
    stem = blob([(-0.45, 0.3), (-0.3, -0.5, 0.15, -0.95), (0.3, -0.4, 0.5, 0.2)], close=False)
    s.stroke(stem, rgb(0x5E7A22), 0.07)
    leaf(s, 0.15, -0.92, 0.8, 18)
    ball(s, rgb(0xB00F26), 0.5, 0.42, 0.46)
    ball(s, rgb(0xC2142C), -0.45, 0.5, 0.48)


def pineapple(s: Sheet) -> None:
    for a in (-130, -112, -90, -68, -50, -100, -80):
        leaf(s, 0, -0.2, 0.85, a, rgb(0x3F8F33), 0.16)
    body = oval_shape(0.55, 0.68, 0, 0.32)
    s.paint(body, radial(-0.2, 0.1, 0.95, ((0.0, rgb(0xFFD65A)), (0.6, rgb(0xEFA51F)), (1.0, rgb(0xB8700F)))))
    with s.inside(body):
        for i in range(-5, 8):
            s.line(-0.7, i * 0.24, 0.7, i * 0.24 + 0.7, rgb(0xB06A10), 0.04)
            s.line(-0.7, i * 0.24 + 0.7, 0.7, i * 0.24, rgb(0xB06A10), 0.04)


def coconut(s: Sheet) -> None:
    shadow(s)
    ball(s, rgb(0x6B4227), -0.2, -0.15, 0.72, 0.3)
    with s.at(0.25, 0.25, 0.68, 20):
        s.paint(oval_shape(1, 0.82), ball_paint(rgb(0x5C3820)))
        s.oval(Box(-0.9, -0.74, 1.8, 1.42), WHITE)
        s.paint(oval_shape(0.66, 0.5), radial(0, -0.2, 0.7, ((0.0, rgb(0xE6E2DA)), (1.0, WHITE))))


FRUIT: dict[str, Motif] = {
    "orange": partial(citrus, color=rgb(0xF58A14)),
    "lemon": partial(citrus, color=rgb(0xF6D928)),
    "lime": partial(citrus, color=rgb(0x7CBB2A)),
    "grapefruit": partial(citrus, color=rgb(0xF0707A)),
    "orange_slice": partial(citrus_slice, color=rgb(0xF58A14)),
    "lemon_slice": partial(citrus_slice, color=rgb(0xF6D928)),
    "apple_green": partial(apple, color=rgb(0x8CC02E)),
    "apple_red": partial(apple, color=rgb(0xC8202A)),
    "pear": partial(pear, color=rgb(0xB9C23A)),
    "peach": partial(peach, color=rgb(0xF6A04C)),
    "mango": partial(peach, color=rgb(0xF3A81F)),
    "strawberry": strawberry,
    "raspberry": partial(cluster, color=rgb(0xCC2355), beads=_RASPBERRY),
    "grape": partial(cluster, color=rgb(0x5B2A7A), beads=_GRAPES),
    "blueberry": blueberry,
    "cherry": cherry,
    "pineapple": pineapple,
    "coconut": coconut,
}
