"""What a design family is, and the pieces that all of them lay out with."""

from collections.abc import Callable
from dataclasses import dataclass

from assets.art import fonts
from assets.art.boxes import Box
from assets.art.colors import WHITE, Color, contrast, lighter, mix, readable
from assets.art.design import Design
from assets.art.fonts import Face
from assets.art.imagery import burst
from assets.art.logotype import draw_logo
from assets.art.marks import estimated
from assets.art.sheet import Sheet, linear, polygon
from assets.art.typography import Align, fit, outlined, put, text

Ground = Callable[[Sheet, Box, Design], None]
Front = Callable[[Sheet, Box, Design], None]


@dataclass(frozen=True)
class Family:
    """A way of designing packs, known by its name in ``families()``.

    - ``ground(sheet, box, design)`` fills any panel of a pack: front, sides, back. ``box`` is in millimetres.
    - ``front(sheet, box, design)`` draws the face onto a part of a panel that already has its ground: brand
      (``logo``), product (``name``), variant, picture, net contents. Text must stay inside ``box``.
    - ``plain(design)`` is the colour that the ground has in the mean, for text on the other sides.
    - ``mood`` chooses the lettering: "loud", "firm", "calm", "fine" or "warm".
    - ``suits`` are the categories ("pet_food") or types ("dairy/milk") that this family offers itself to; one
      named twice is drawn twice as often. Types may also name families of their own accord. (Families of
      installed extensions are drawn only where a recipe or a product names them.)
    - ``fine`` families are what premium brands choose from.

    Both draw from ``design`` alone: the variants of a line share ``design.rng(...)``.
    """

    ground: Ground
    front: Front
    plain: Callable[[Design], Color]
    mood: str = "firm"
    suits: tuple[str, ...] = ()
    fine: bool = False


def is_wide(b: Box) -> bool:
    """True for panels that must be read from left to right: logo beside the picture, not above it."""
    return b.w > 1.35 * b.h


def wing(s: Sheet, d: Design, b: Box, on: Color) -> None:
    """A field in the variant's colour behind the picture of a wide face, cut where the variant will."""
    x0, x1 = (float(v) for v in d.own_rng("wing").uniform((0.57, 0.57), (0.68, 0.68)))
    edge = [(b.x + x0 * b.w, b.y), (b.right, b.y), (b.right, b.bottom), (b.x + x1 * b.w, b.bottom)]
    s.fill(polygon(edge), mix(on, d.color, 0.5))


def logo(s: Sheet, d: Design, b: Box, on: Color) -> None:
    """The brand in ``b``."""
    draw_logo(s, d.logo, b, on)


def name(
    s: Sheet,
    d: Design,
    b: Box,
    color: Color,
    edge: Color | None = None,
    align: Align = "center",
    lines: int = 2,
) -> None:
    """The product's name, with an edge where a colour for it is given."""
    if edge is not None:
        outlined(s, d.name, d.name_face, b, color, edge, max_lines=lines, align=align)
    else:
        text(s, d.name, d.name_face, b, color, align=align, max_lines=lines)


def variant(
    s: Sheet, d: Design, b: Box, color: Color, face: Face = fonts.SANS_BOLD, align: Align = "center"
) -> None:
    text(s, d.variant, face, b, color, align=align, max_lines=2 if b.h > 0.3 * b.w else 1)


def band(s: Sheet, d: Design, b: Box, color: Color, style: str = "bar", face: Face = fonts.SANS_BOLD) -> None:
    """The coloured strip that names the variant: bar, pill, slant, or flag."""
    fill = linear(
        b.x,
        0,
        b.right,
        0,
        ((0.0, lighter(color, -0.05)), (0.5, lighter(color, 0.03)), (1.0, lighter(color, -0.05))),
    )
    if style == "pill":
        s.shade(b, fill, b.h / 2)
    elif style == "slant":
        k = b.h * 0.3
        s.paint(polygon([(b.x + k, b.y), (b.right, b.y), (b.right - k, b.bottom), (b.x, b.bottom)]), fill)
    elif style == "flag":
        k = b.h * 0.32
        s.paint(
            polygon([(b.x, b.y), (b.right, b.y), (b.right - k, b.cy), (b.right, b.bottom), (b.x, b.bottom)]),
            fill,
        )
    else:
        s.shade(b, fill)
    variant(s, d, b.part(0.08, 0.17, 0.92, 0.83), readable(color, WHITE, least=2.2), face)


def net(
    s: Sheet, d: Design, b: Box, color: Color, align: Align = "right", plate: Color | None = None
) -> None:
    """The net contents in a lower corner of the panel, on a small plate where pictures are behind it."""
    h = min(max(0.05 * (b.w + b.h) / 2, 2.2), 0.06 * b.h)
    line = Box(b.x + 0.05 * b.w, b.bottom - 1.38 * h, 0.32 * b.w, h)
    if align == "right":
        line = line.moved(b.right - 0.05 * b.w - line.right, 0)
    signed = d.net.endswith(tuple(d.words.term(unit) for unit in ("g", "kg", "ml", "l")))
    room = Box(line.x, line.y, line.w - 1.15 * h, h) if signed else line
    if signed and align == "right" and d.words.rtl:
        room = room.moved(1.15 * h, 0)
    setting = fit(d.net, fonts.SANS_BOLD, room, "right" if align == "right" else "left", "bottom")
    ink = setting.ink
    e = 0.72 * ink.h
    sign = Box(ink.right + 0.45 * e, ink.y + ink.h - e, e, e)
    if d.words.rtl:
        sign = sign.moved(ink.x - 0.45 * e - sign.right, 0)
    if plate is not None:
        whole = Box(min(ink.x, sign.x), ink.y, ink.w + 1.45 * e, ink.h) if signed else ink
        s.box(whole.inset(-0.45 * h, -0.28 * h), plate, radius=0.3 * h)
        color = readable(plate, color)
    put(s, setting, room, color)
    if signed and e * s.px_per_mm > 2:
        estimated(s, sign, color)


def claim(s: Sheet, d: Design, x: float, y: float, r: float, style: str = "burst") -> None:
    """A claim in a burst or a round badge."""
    color = d.palette.accent if contrast(d.palette.accent, d.ground) > 1.5 else WHITE
    if style == "burst":
        burst(s, x, y, r, color, WHITE)
    else:
        s.circle(x, y, r, WHITE)
        s.circle(x, y, r * 0.92, color)
        s.circle(x, y, r * 0.8, readable(color), stroke=r * 0.035)
    with s.at(x, y, 1.0, -8):
        k = 0.6 * r
        text(
            s,
            d.claim,
            fonts.CONDENSED,
            Box(-k, -0.42 * r, 2 * k, 0.84 * r),
            readable(color, d.palette.deep),
            max_lines=3,
        )
