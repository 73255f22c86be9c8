"""Illustrations: vegetables, nuts and seeds, each in a unit circle."""

from functools import partial

from assets.art.boxes import Box
from assets.art.colors import WHITE, Color, lighter, rgb
from assets.art.sheet import Sheet, blob, linear, radial
from assets.art.strokes import Motif, ball, ball_paint, gloss, leaf, oval_shape, shaded, shadow, smooth


def tomato(s: Sheet) -> None:
    red = rgb(0xDB2A1B)
    shadow(s)
    s.canvas.save()
    s.canvas.scale(1.0, 0.88)
    ball(s, red, 0, 0.08, 0.95)
    s.canvas.restore()
    for a in (-175, -135, -92, -50, -8, 40, 130):
        leaf(s, 0, -0.56, 0.46, a, rgb(0x3B8B2A), 0.2)
    s.line(0, -0.58, 0.06, -0.86, rgb(0x4A7A28), 0.1)


def chili(s: Sheet) -> None:
    shape = blob(
        [
            (-0.75, -0.5),
            (-0.5, -0.78, -0.2, -0.6, -0.1, -0.4),
            (0.2, 0.2, 0.5, 0.5, 0.98, 0.72),
            (0.3, 0.8, -0.5, 0.5, -0.82, -0.2),
            (-0.9, -0.4, -0.75, -0.5),
        ]
    )
    shaded(s, shape, rgb(0xD4161E))
    s.stroke(blob([(-0.55, -0.42), (-0.3, 0.2, 0.3, 0.5)], close=False), WHITE, 0.07, 0.55)
    s.stroke(blob([(-0.62, -0.55), (-0.75, -0.8, -0.6, -0.98)], close=False), rgb(0x3E8A2A), 0.16)


def bell_pepper(s: Sheet) -> None:
    shadow(s)
    shape = blob(
        [
            (0, -0.6),
            (0.3, -0.82, 0.95, -0.7, 0.85, 0.0),
            (0.8, 0.6, 0.7, 1.0, 0.38, 0.9),
            (0.18, 0.8, 0, 0.92),
            (-0.2, 0.8, -0.4, 0.92),
            (-0.75, 1.0, -0.8, 0.6, -0.86, 0.0),
            (-0.95, -0.7, -0.3, -0.82, 0, -0.6),
        ]
    )
    shaded(s, shape, rgb(0xD5231C))
    s.stroke(blob([(-0.28, -0.55), (-0.42, 0.2, -0.22, 0.8)], close=False), rgb(0x9A1414), 0.06, 0.6)
    s.stroke(blob([(0.3, -0.55), (0.42, 0.2, 0.26, 0.8)], close=False), rgb(0x9A1414), 0.06, 0.6)
    gloss(s, -0.52, -0.25, 0.3)
    s.stroke(blob([(0, -0.58), (0.02, -0.85, 0.18, -0.98)], close=False), rgb(0x3E8A2A), 0.18)


def onion(s: Sheet) -> None:
    for r, c in (
        (0.95, 0xB98AC0),
        (0.8, 0xF4EAF4),
        (0.62, 0xC9A2CE),
        (0.5, 0xF7F0F7),
        (0.3, 0xC9A2CE),
        (0.2, 0xF7F0F7),
    ):
        s.circle(0, 0, r, rgb(c))
    for x in (-0.9, 0.75):
        s.stroke(blob([(x, 0.9), (x * 0.7, 0.2, x * 0.9, -0.9)], close=False), rgb(0x4C9A34), 0.14)


def garlic(s: Sheet) -> None:
    shadow(s)
    shape = blob(
        [
            (0, -0.95),
            (0.12, -0.5, 0.95, -0.3, 0.85, 0.3),
            (0.8, 0.9, 0.2, 0.95, 0, 0.85),
            (-0.2, 0.95, -0.8, 0.9, -0.85, 0.3),
            (-0.95, -0.3, -0.12, -0.5, 0, -0.95),
        ]
    )
    shaded(s, shape, rgb(0xEDE6DA))
    for x in (-0.4, 0.0, 0.4):
        s.stroke(blob([(x * 0.1, -0.6), (x * 1.6, 0.1, x * 0.6, 0.82)], close=False), rgb(0xB7A6B5), 0.04)


def corn(s: Sheet) -> None:
    body = oval_shape(0.42, 0.92)
    s.paint(
        body, linear(-0.45, 0, 0.45, 0, ((0.0, rgb(0xC98A0E)), (0.35, rgb(0xFFD93B)), (1.0, rgb(0xD7920F))))
    )
    with s.inside(body):
        for i in range(12):
            for j in range(5):
                gloss(s, -0.34 + j * 0.17, -0.85 + i * 0.155 + (j % 2) * 0.06, 0.085, 0.75)
    leaf(s, -0.1, 0.95, 1.5, -112, rgb(0x5AA42E), 0.22)
    leaf(s, 0.1, 0.95, 1.4, -66, rgb(0x4A9228), 0.22)


def pea(s: Sheet) -> None:
    shadow(s, 0.6)
    pod = blob([(-1, -0.25), (-0.5, 0.75, 0.5, 0.75, 1, -0.25), (0.5, 0.2, -0.5, 0.2, -1, -0.25)])
    for i in range(5):
        ball(s, rgb(0x74BC38), -0.62 + i * 0.31, 0.06 - 0.1 * abs(i - 2) + 0.08, 0.22)
    shaded(s, pod, rgb(0x4A9C2C))


def seeds(s: Sheet, color: Color, rx: float = 0.34, ry: float = 0.22, groove: bool = False) -> None:
    """A small heap of beans, lentils, nuts or coffee."""
    shadow(s, 0.75)
    for x, y, a in (
        (-0.5, 0.45, 20),
        (0.5, 0.5, -30),
        (0.0, 0.55, 80),
        (-0.3, 0.05, -50),
        (0.35, 0.05, 35),
        (0.02, -0.4, 10),
    ):
        with s.at(x, y, 1, a):
            s.paint(oval_shape(rx, ry), ball_paint(color, rx))
            if groove:
                s.stroke(
                    blob(
                        [(-rx * 0.9, 0), (-rx * 0.2, ry * 0.5, rx * 0.2, -ry * 0.5, rx * 0.9, 0)], close=False
                    ),
                    lighter(color, -0.16),
                    0.05,
                )
            else:
                gloss(s, -rx * 0.3, -ry * 0.35, ry * 0.5, 0.6)


def almond(s: Sheet, color: Color) -> None:
    shadow(s, 0.7)
    drop = blob([(-0.62, 0), (-0.5, -0.42, 0.2, -0.42, 0.62, 0), (0.2, 0.42, -0.5, 0.42, -0.62, 0)])
    for x, y, a in ((-0.3, 0.3, 25), (0.4, 0.25, -40), (0.0, -0.3, 70)):
        with s.at(x, y, 0.85, a):
            shaded(s, drop, color, 0.6)
            for dy in (-0.14, 0.0, 0.14):
                s.stroke(
                    blob([(-0.45, dy * 0.6), (0, dy * 1.8, 0.5, dy * 0.2)], close=False),
                    lighter(color, -0.12),
                    0.03,
                )


def hazelnut(s: Sheet) -> None:
    shadow(s, 0.8)
    for x, y, r in ((-0.42, 0.32, 0.5), (0.45, 0.3, 0.52), (0.0, -0.3, 0.52)):
        ball(s, rgb(0x9A5A26), x, y, r, 0.5)
        with s.at(x, y, r):
            s.fill(
                blob(
                    [(-0.6, -0.72), (0, -1.15, 0.6, -0.72), (0.3, -0.45, 0, -0.5), (-0.3, -0.45, -0.6, -0.72)]
                ),
                rgb(0xD9BC8C),
            )


def peanut(s: Sheet) -> None:
    shadow(s, 0.7)
    shape = smooth(
        [
            (-1, -0.4),
            (-0.5, -0.55),
            (0, -0.22),
            (0.5, -0.5),
            (1, -0.35),
            (1, 0.35),
            (0.5, 0.5),
            (0, 0.25),
            (-0.5, 0.5),
            (-1, 0.4),
        ]
    )
    for x, y, a in ((0.05, 0.3, 12), (-0.05, -0.25, -28)):
        with s.at(x, y, 0.85, a):
            shaded(s, shape, rgb(0xD9A65A), edge=0.03)
            for i in range(7):
                s.line(-0.8 + i * 0.26, -0.22, -0.74 + i * 0.26, 0.22, rgb(0xB07E38), 0.035)


def cashew(s: Sheet) -> None:
    shadow(s, 0.7)
    arc = blob([(-0.7, 0.3), (-0.7, -0.8, 0.7, -0.8, 0.7, 0.3)], close=False)
    for x, y, a in ((-0.2, 0.3, -15), (0.25, 0.0, 50)):
        with s.at(x, y, 0.85, a):
            s.stroke(arc, rgb(0xC99A55), 0.5)
            s.stroke(arc, rgb(0xEFD09A), 0.34)


def olive(s: Sheet) -> None:
    shadow(s, 0.8)
    leaf(s, 0.0, -0.3, 1.0, -30, rgb(0x6F8A3A), 0.2)
    leaf(s, 0.0, -0.3, 1.0, -150, rgb(0x7C9644), 0.2)
    for x, y, c in ((0.35, 0.2, 0x7B8B2A), (-0.35, 0.38, 0x5F7222)):
        with s.at(x, y, 0.5, -20):
            s.paint(oval_shape(1.0, 0.8), ball_paint(rgb(c)))
            gloss(s, -0.35, -0.35, 0.3)
            s.circle(0.72, 0, 0.2, rgb(0xC8251C))


def cucumber(s: Sheet) -> None:
    for x, y, r in ((0.4, -0.2, 0.62), (-0.3, 0.25, 0.7)):
        s.circle(x, y, r, rgb(0x3F7A26))
        s.paint(
            oval_shape(r * 0.88, r * 0.88, x, y),
            radial(x, y, r, ((0.0, rgb(0xE6EFB4)), (0.9, rgb(0xC7DE86)))),
        )
        for i in range(8):
            with s.at(x, y, r, i * 45):
                s.oval(Box(-0.06, -0.6, 0.12, 0.24), rgb(0xA9C765))


def carrot(s: Sheet) -> None:
    for a in (-120, -90, -60):
        leaf(s, -0.55, -0.5, 0.6, a - 40, rgb(0x4C9A34), 0.2)
    shape = blob(
        [
            (-0.75, -0.35),
            (-0.55, -0.75, -0.25, -0.6),
            (0.4, 0.1, 0.95, 0.9),
            (0.1, 0.55, -0.6, 0.0),
            (-0.8, -0.15, -0.75, -0.35),
        ]
    )
    shaded(s, shape, rgb(0xF07F1D))
    for t in (0.1, 0.3, 0.5):
        s.line(-0.4 + t, -0.35 + t * 1.2, -0.2 + t, -0.45 + t * 1.2, rgb(0xC25C0E), 0.04)


def mushroom(s: Sheet) -> None:
    shadow(s)
    s.paint(
        blob([(-0.25, 0), (-0.2, 0.6, -0.35, 0.95), (0.35, 0.95), (0.2, 0.6, 0.25, 0)]),
        linear(-0.3, 0, 0.3, 0, ((0.0, rgb(0xF5EFE2)), (1.0, rgb(0xC9BCA2)))),
    )
    cap = blob([(-0.9, 0.1), (-0.9, -1.05, 0.9, -1.05, 0.9, 0.1), (0, 0.3, -0.9, 0.1)])
    shaded(s, cap, rgb(0xCDB08A))


def beetroot(s: Sheet) -> None:
    shadow(s)
    for a in (-115, -90, -65):
        leaf(s, 0, -0.4, 0.75, a, rgb(0x5B8F36), 0.28)
    shape = blob([(0, -0.45), (0.9, -0.5, 0.8, 0.6, 0.05, 1.0), (-0.8, 0.6, -0.9, -0.5, 0, -0.45)])
    shaded(s, shape, rgb(0x7A1740))


GARDEN: dict[str, Motif] = {
    "tomato": tomato,
    "chili": chili,
    "pepper": bell_pepper,
    "onion": onion,
    "garlic": garlic,
    "corn": corn,
    "pea": pea,
    "bean_red": partial(seeds, color=rgb(0x8A1F22)),
    "bean_white": partial(seeds, color=rgb(0xE9DCBC)),
    "chickpea": partial(seeds, color=rgb(0xDDB061), rx=0.3, ry=0.28),
    "lentil": partial(seeds, color=rgb(0x8F7A3A), rx=0.28, ry=0.2),
    "coffee_bean": partial(seeds, color=rgb(0x5A3018), rx=0.4, ry=0.28, groove=True),
    "cocoa": partial(seeds, color=rgb(0x6B3517), rx=0.4, ry=0.24, groove=True),
    "peppercorn": partial(seeds, color=rgb(0x34302E), rx=0.24, ry=0.24),
    "almond": partial(almond, color=rgb(0xB0703A)),
    "hazelnut": hazelnut,
    "peanut": peanut,
    "cashew": cashew,
    "olive": olive,
    "cucumber": cucumber,
    "carrot": carrot,
    "mushroom": mushroom,
    "beetroot": beetroot,
}
