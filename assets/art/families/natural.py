"""Families of the larder: classic labels, kraft paper, full-bleed pictures."""

from assets.art import fonts
from assets.art.boxes import Box
from assets.art.colors import WHITE, Color, lch, lighter, mix, readable, rgb
from assets.art.design import Design
from assets.art.families.base import Family, band, claim, is_wide, logo, name, net, variant, wing
from assets.art.grounds import backdrop, fade, mottle, vignette
from assets.art.imagery import motif, pile, still_life
from assets.art.pictured import scene
from assets.art.sheet import Sheet, blob, linear
from assets.art.strokes import leaf, oval_shape
from assets.art.typography import text

_GOLD = rgb(0xB98F3E)


def _classic_plain(d: Design) -> Color:
    return d.palette.paper


def _ends(d: Design) -> tuple[float, float]:
    """Where the coloured head ends and the foot begins, as parts of the height."""
    high, low = d.own_rng("ends").uniform((0.085, 0.89), (0.12, 0.925))
    return float(high), float(low)


def _classic_ground(s: Sheet, b: Box, d: Design) -> None:
    s.down(b, d.palette.paper, lighter(d.palette.paper, -0.03))
    mottle(s, b, 0.05, 0.8 * b.w)
    head = d.palette.main if d.rng("classic").random() < 0.6 else d.color
    high, low = _ends(d)
    top, foot = b.part(0, 0, 1, high), b.part(0, low, 1, 1)
    s.box(top, head)
    s.box(foot, d.color)
    s.line(b.x, top.bottom + 0.012 * b.h, b.right, top.bottom + 0.012 * b.h, _GOLD, 0.008 * b.h)
    s.line(b.x, foot.y - 0.012 * b.h, b.right, foot.y - 0.012 * b.h, _GOLD, 0.008 * b.h)


def _classic(s: Sheet, b: Box, d: Design) -> None:
    """Paper with a coloured head, the brand across, fruit drawn below."""
    on = d.palette.paper
    head = d.palette.main if d.rng("classic").random() < 0.6 else d.color
    ink = readable(on, d.palette.deep)
    high, low = _ends(d)
    view = d.rng("view")
    if view.random() < 0.5:
        zone = b.part(0.5, 0.135, 1, 0.895) if is_wide(b) else b.part(0, 0.5, 1, 0.8)
        backdrop(s, zone, scene(d.category, d.sub, view), d.own_rng("view"), 0.6)
        fade(s, zone.part(0, -0.02, 1, 0.5), on, upward=True)
        if not is_wide(b):
            fade(s, zone.part(0, 0.75, 1, 1.02), on)
    if is_wide(b):
        wing(s, d, b.part(0.0, high, 1.0, low), on)
        logo(s, d, b.part(0.04, 0.17, 0.56, 0.52), on)
        name(s, d, b.part(0.05, 0.55, 0.55, 0.7), ink, lines=1)
        variant(
            s, d, b.part(0.05, 0.73, 0.55, 0.87), readable(on, d.color, ink, least=2.4), fonts.BOOK_ITALIC
        )
        still_life(s, d.motifs, b.part(0.58, 0.17, 0.97, 0.87), d.own_rng("life"))
        net(s, d, b, readable(d.color))
        return
    arch = d.rng("arch").random() < 0.5
    if arch:
        s.fill(
            blob(
                [
                    (b.x, b.y),
                    (b.right, b.y),
                    (b.right, b.y + 0.13 * b.h),
                    (b.cx, b.y + 0.3 * b.h, b.x, b.y + 0.13 * b.h),
                ]
            ),
            head,
        )
    logo(s, d, b.part(0.1, 0.04, 0.9, 0.19) if arch else b.part(0.06, 0.16, 0.94, 0.34), head if arch else on)
    name(s, d, b.part(0.1, 0.27 if arch else 0.36, 0.9, 0.44), ink)
    still_life(s, d.motifs, b.part(0.1, 0.46, 0.9, 0.79), d.own_rng("life"))
    variant(s, d, b.part(0.1, 0.8, 0.9, 0.875), readable(on, d.color, ink, least=2.2), fonts.BOOK_ITALIC)
    if d.rng("seal").random() < 0.5:
        with s.at(b.x + 0.84 * b.w, b.y + 0.5 * b.h, 0.1 * b.w):
            s.circle(0, 0, 1, _GOLD)
            s.circle(0, 0, 0.82, lighter(_GOLD, 0.18), stroke=0.08)
            motif(s, "wheat", 0, 0, 0.6)
    net(s, d, b, readable(d.color))


_KRAFT = rgb(0xC49A6C)


def _kraft_plain(d: Design) -> Color:
    return _KRAFT if d.rng("kraft").random() < 0.6 else rgb(0xEFE6D2)


def _kraft_ground(s: Sheet, b: Box, d: Design) -> None:
    base = _kraft_plain(d)
    s.down(b, lighter(base, 0.02), lighter(base, -0.025))
    mottle(s, b, 0.16, 45.0)
    rng = d.rng("fibres")
    count = int(min(90, 0.012 * b.w * b.h)) if s.px_per_mm > 0.9 else 0
    spots = rng.random((count, 4))
    for u, v, a, k in spots:
        x, y = b.x + float(u) * b.w, b.y + float(v) * b.h
        s.line(
            x,
            y,
            x + 1.6 * (float(a) - 0.5),
            y + 1.2 * (float(k) - 0.5),
            lighter(base, -0.1 if k < 0.6 else 0.08),
            0.12,
        )


def _kraft(s: Sheet, b: Box, d: Design) -> None:
    base = _kraft_plain(d)
    dark = lch(0.27, 0.03, 60)
    if is_wide(b):
        wing(s, d, b, base)
        logo(s, d, b.part(0.05, 0.1, 0.5, 0.45), base)
        name(s, d, b.part(0.05, 0.5, 0.5, 0.72), dark)
        band(s, d, b.part(0.05, 0.76, 0.5, 0.92), d.color, "flag", fonts.HAND_TALL)
        still_life(s, d.motifs, b.part(0.55, 0.1, 0.95, 0.9), d.own_rng("life"))
        net(s, d, b, dark)
        return
    top, low = (float(v) for v in d.own_rng("label").uniform((0.06, 0.53), (0.12, 0.58)))
    label = b.part(0.1, top, 0.9, low)
    shape = int(d.rng("label").integers(3))
    if shape == 0:
        s.box(label, WHITE, radius=0.02 * b.w)
        s.frame(label.inset(0.02 * b.w), dark, 0.006 * b.w)
    elif shape == 1:
        s.paint(
            oval_shape(label.w / 2, label.h / 2, label.cx, label.cy),
            linear(0, label.y, 0, label.bottom, ((0.0, dark), (1.0, dark))),
        )
    on = (WHITE, dark, base)[shape]
    ink = readable(on, dark, WHITE)
    logo(s, d, label.part(0.14, 0.14, 0.86, 0.44), on)
    s.line(
        label.x + 0.3 * label.w,
        label.y + 0.49 * label.h,
        label.x + 0.7 * label.w,
        label.y + 0.49 * label.h,
        ink,
        0.006 * b.w,
    )
    name(s, d, label.part(0.16, 0.54, 0.84, 0.74), ink)
    variant(s, d, label.part(0.2, 0.77, 0.8, 0.89), readable(on, d.color, ink, least=2.4), fonts.HAND_TALL)
    still_life(s, d.motifs, b.part(0.12, 0.58, 0.88, 0.92), d.own_rng("life"))
    for side in (-1, 1):
        leaf(
            s,
            b.cx + side * 0.34 * b.w,
            label.bottom + 0.01 * b.h,
            0.16 * b.w,
            -90 + side * 50,
            lighter(d.color, -0.05),
            0.3,
        )
    foot = float(d.own_rng("foot").uniform(0.9, 0.96))
    s.box(b.part(0, foot, 1, 1), d.color)
    net(s, d, Box(b.x, b.y, b.w, foot * b.h), dark)


def _bleed_ground(s: Sheet, b: Box, d: Design) -> None:
    g = d.color
    s.down(b, lighter(g, 0.07), lighter(g, -0.12), g)
    vignette(s, b, lighter(g, -0.3), 0.3)


def _bleed(s: Sheet, b: Box, d: Design) -> None:
    """The produce over the whole face, a plate for the brand, a ribbon for the name."""
    p, rng = d.palette, d.rng("front")
    cut = float(rng.uniform(0.3, 0.4))
    head = p.main if rng.random() < 0.7 else WHITE
    if is_wide(b):
        with s.inside(b):
            pile(s, d.motifs, b.part(0.5, -0.05, 1.05, 1.05), 0.3 * b.h, d.own_rng("pile"))
        s.paint(
            blob(
                [
                    (b.x, b.y),
                    (b.x + 0.56 * b.w, b.y),
                    (b.x + 0.47 * b.w, b.cy, b.x + 0.56 * b.w, b.bottom),
                    (b.x, b.bottom),
                ]
            ),
            linear(b.x, 0, b.cx, 0, ((0.0, lighter(head, -0.05)), (1.0, head))),
        )
        logo(s, d, b.part(0.03, 0.08, 0.48, 0.45), head)
        name(s, d, b.part(0.04, 0.5, 0.47, 0.72), readable(head, WHITE, p.deep))
        band(s, d, b.part(0.04, 0.76, 0.44, 0.92), d.color, "pill")
        net(s, d, b, WHITE, plate=p.deep)
        return
    with s.inside(b):
        pile(s, d.motifs, b.part(-0.02, cut + 0.05, 1.02, 1.04), 0.26 * b.w, d.own_rng("pile"))
        y = b.y + cut * b.h
        s.paint(
            blob(
                [
                    (b.x - 1, b.y - 1),
                    (b.right + 1, b.y - 1),
                    (b.right + 1, y),
                    (b.cx, y + 0.07 * b.h, b.x - 1, y),
                ]
            ),
            linear(0, b.y, 0, y, ((0.0, lighter(head, -0.04)), (1.0, lighter(head, 0.03)))),
        )
        s.stroke(
            blob([(b.x - 1, y), (b.cx, y + 0.07 * b.h, b.right + 1, y)], close=False), p.accent, 0.018 * b.h
        )
    logo(s, d, b.part(0.06, 0.04, 0.94, cut - 0.1), head)
    variant(
        s,
        d,
        b.part(0.12, cut - 0.085, 0.88, cut - 0.015),
        readable(head, p.accent, WHITE, p.deep, least=2.6),
        fonts.SANS_BOLD,
    )
    ribbon = b.part(0.0, 0.7, 1.0, 0.83)
    color = p.main if head != p.main or rng.random() < 0.5 else p.deep
    s.paint(
        blob(
            [
                (ribbon.x, ribbon.y),
                (ribbon.cx, ribbon.y - 0.03 * b.h, ribbon.right, ribbon.y),
                (ribbon.right, ribbon.bottom),
                (ribbon.cx, ribbon.bottom - 0.03 * b.h, ribbon.x, ribbon.bottom),
            ]
        ),
        linear(0, ribbon.y, 0, ribbon.bottom, ((0.0, color), (1.0, lighter(color, -0.08)))),
    )
    name(s, d, ribbon.part(0.08, 0.08, 0.92, 0.74), readable(color, WHITE, least=2.5))
    if rng.random() < 0.4:
        claim(s, d, b.x + 0.82 * b.w, b.y + 0.6 * b.h, 0.13 * b.w, "round")
    s.box(b.part(0.6, 0.925, 1.0, 1.0), p.deep)
    text(s, d.net, fonts.SANS_BOLD, b.part(0.64, 0.94, 0.96, 0.985), WHITE)


FAMILIES = {
    "classic": Family(_classic_ground, _classic, _classic_plain, mood="warm", fine=True),
    "kraft": Family(_kraft_ground, _kraft, _kraft_plain, mood="warm", fine=True),
    "bleed": Family(_bleed_ground, _bleed, lambda d: d.color, mood="firm"),
}

__all__ = ["FAMILIES", "mix"]
