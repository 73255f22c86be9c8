"""Quiet families: private label, dairy, water, pharmacy."""

from assets.art import fonts
from assets.art.boxes import Box
from assets.art.colors import WHITE, Color, lch, lighter, mix, readable, rgb
from assets.art.design import Design
from assets.art.families.base import Family, band, claim, is_wide, logo, name, net, variant
from assets.art.families.own import hero
from assets.art.grounds import backdrop, fade, mottle
from assets.art.imagery import motif, still_life, texture
from assets.art.photo.library import photos
from assets.art.pictured import scene
from assets.art.sheet import Sheet, blob, linear, polygon
from assets.art.strokes import wavy
from assets.art.typography import text


def _private_style(d: Design) -> int:
    return int(d.rng("private").integers(3))


def _private_plain(d: Design) -> Color:
    return (d.palette.paper, d.color, mix(WHITE, d.color, 0.3))[_private_style(d)]


def _private_ground(s: Sheet, b: Box, d: Design) -> None:
    s.box(b, _private_plain(d))
    if _private_style(d) == 0:
        s.box(b.part(0.0, 0.95, 1.0, 1.0), d.color)
        s.box(b.part(0.0, 0.94, 1.0, 0.952), d.palette.main)


def _private(s: Sheet, b: Box, d: Design) -> None:
    """A plain ground, a block of the variant's colour, name flush left."""
    style, on = _private_style(d), _private_plain(d)
    ink = readable(on, d.palette.ink if style != 1 else WHITE, least=3)
    if is_wide(b):
        block = b.part(0.56, 0.0, 1.0, 1.0)
        s.box(block, lighter(d.color, 0.05 if style != 1 else -0.1))
        if not _goods(s, d, block, 0.24 * b.h):
            still_life(s, d.motifs, block.inset(block.w * 0.08, block.h * 0.12), d.own_rng("life"))
        logo(s, d, b.part(0.04, 0.08, 0.34, 0.34), on)
        name(s, d, b.part(0.04, 0.4, 0.53, 0.68), ink, align="left")
        variant(s, d, b.part(0.04, 0.72, 0.4, 0.88), ink, fonts.SANS, align="left")
        net(s, d, b, readable(d.color), plate=d.color)
        return
    level = float(d.own_rng("block").uniform(0.46, 0.54))
    block = b.part(0.0, level, 1.0, 1.0)
    if style == 0:
        s.fill(wavy(block, block.y + 0.04 * b.h, 0.03 * b.h, 0.5, 0.4), d.color)
        s.stroke(
            blob(
                [(b.x, block.y + 0.05 * b.h), (b.cx, block.y + 0.09 * b.h, b.right, block.y + 0.03 * b.h)],
                close=False,
            ),
            d.palette.main,
            0.012 * b.h,
        )
    elif style == 1:
        s.box(b.part(0.07, 0.16, 0.93, level), WHITE, radius=0.03 * b.w)
        ink = d.palette.ink
    else:
        s.box(b.part(0.0, 0.0, 0.055, 1.0), d.color)
        s.box(b.part(0.0, level, 1.0, level + 0.015), d.color)
        s.box(b.part(0.055, level + 0.015, 1.0, 1.0), d.color, 0.25)
    top = WHITE if style == 1 else on
    logo(s, d, b.part(0.1, 0.03, 0.52, 0.145) if style == 1 else b.part(0.1, 0.04, 0.6, 0.17), on)
    name(s, d, b.part(0.12, 0.19, 0.9, 0.36), readable(top, ink), align="left")
    variant(
        s, d, b.part(0.12, 0.38, 0.88, 0.45), readable(top, d.color, ink, least=2.5), fonts.SANS, align="left"
    )
    if not _goods(s, d, b.part(0.0 if style != 2 else 0.055, 0.53, 1.0, 0.9), 0.14 * b.w):
        still_life(s, d.motifs, b.part(0.1, 0.52, 0.9, 0.92), d.own_rng("life"))
    net(s, d, b, readable(d.color if style != 2 else on))


def _goods(s: Sheet, d: Design, b: Box, r: float) -> bool:
    """The goods all over ``b``, as some own labels show them; False where this one does not."""
    loose = tuple(n for n in d.motifs if n in photos() and photos()[n].loose)
    if not loose or d.rng("goods").random() > 0.45:
        return False
    texture(s, loose, b, r, d.own_rng("goods"))
    return True


def _dairy_ground(s: Sheet, b: Box, d: Design) -> None:
    sky = mix(WHITE, d.palette.main, 0.2)
    s.down(b, _dairy_plain(d), mix(WHITE, d.color, 0.36), sky)
    rng = d.rng("dairy")
    if d.rng("view").random() < 0.55 and d.category in ("dairy", "beverages", "pantry", "baby"):
        backdrop(s, b.part(0, 0.52, 1, 0.93), scene(d.category, d.sub, d.rng("view")), d.own_rng("view"))
        fade(s, b.part(0, 0.51, 1, 0.7), sky, upward=True)
    with s.inside(b):
        if rng.random() < 0.5:
            s.fill(wavy(b, b.y + 0.3 * b.h, 0.03 * b.h, 0.5, 0.2, down=False), d.palette.main)
            s.fill(wavy(b, b.y + 0.315 * b.h, 0.03 * b.h, 0.5, 0.2, down=False), d.palette.main, 0.3)
        s.fill(wavy(b, b.y + 0.9 * b.h, 0.03 * b.h, 1.0, 1.2), d.color)


def _dairy_plain(d: Design) -> Color:
    return mix(WHITE, d.palette.main, 0.09)


def _dairy(s: Sheet, b: Box, d: Design) -> None:
    blue_top = d.rng("dairy").random() < 0.5
    on = d.palette.main if blue_top else _dairy_plain(d)
    ink = readable(WHITE, d.palette.main, d.palette.deep, least=3.2)
    if is_wide(b):
        logo(s, d, b.part(0.03, 0.02, 0.4, 0.3) if blue_top else b.part(0.04, 0.05, 0.55, 0.42), on)
        name(s, d, b.part(0.04, 0.42, 0.55, 0.66), ink)
        band(s, d, b.part(0.04, 0.69, 0.5, 0.84), d.color, "pill")
        still_life(s, d.motifs, b.part(0.57, 0.12, 0.97, 0.9), d.own_rng("life"))
        net(s, d, b, readable(d.color))
        return
    logo(s, d, b.part(0.07, 0.05, 0.93, 0.26), on)
    name(s, d, b.part(0.09, 0.34, 0.91, 0.46), ink)
    band(s, d, b.part(0.14, 0.475, 0.86, 0.54), d.color, "pill")
    if "splash" in d.motifs:
        r = min(0.44 * b.w, 0.2 * b.h)
        own = d.own_rng("splash")
        turned = 1 if own.random() < 0.5 else -1
        at = b.cx + float(own.uniform(-0.12, 0.12)) * b.w, b.y + float(own.uniform(0.72, 0.76)) * b.h
        motif(s, "splash", *at, float(own.uniform(0.85, 1.05)) * r, float(own.normal(0, 7)))
        s.box(b.part(0, 0.9, 1, 1), d.color)
        main = next((m for m in d.motifs if m not in ("splash", "meadow")), "daisy")
        for dx, k in ((-0.95, 0.42), (0.8, 0.52)):
            motif(s, main, b.cx + turned * dx * r, b.y + 0.8 * b.h, k * r, float(own.normal(0, 12)))
    else:
        still_life(s, d.motifs, b.part(0.08, 0.57, 0.92, 0.92), d.own_rng("life"))
    if d.rng("claim").random() < 0.4:
        claim(s, d, b.x + 0.82 * b.w, b.y + 0.6 * b.h, 0.12 * b.w, "round")
    net(s, d, b, readable(d.color))


def _water_ground(s: Sheet, b: Box, d: Design) -> None:
    c = d.color
    s.down(b, mix(WHITE, c, 0.15), lighter(c, -0.05), mix(WHITE, c, 0.55))
    backdrop(s, b.part(0, 0.2, 1, 0.78), scene(d.category, d.sub, d.rng("view")), d.own_rng("view"))
    fade(s, b.part(0, 0.19, 1, 0.5), mix(WHITE, c, 0.3), upward=True)
    with s.inside(b):
        s.fill(wavy(b, b.y + 0.74 * b.h, 0.03 * b.h, 2.0, 0.0), d.palette.main)


def _water(s: Sheet, b: Box, d: Design) -> None:
    on = mix(WHITE, d.color, 0.4)
    logo(s, d, b.part(0.1, 0.08, 0.9, 0.5), on)
    ink = readable(d.palette.main)
    name(s, d, b.part(0.06, 0.79, 0.6, 0.92), ink, lines=1, align="left")
    variant(s, d, b.part(0.62, 0.79, 0.84, 0.92), ink, fonts.SANS_BOLD, align="right")


def _pharmacy_ground(s: Sheet, b: Box, d: Design) -> None:
    s.down(b, WHITE, mix(rgb(0xEEF3F8), d.palette.main, 0.14))
    mottle(s, b, 0.04, b.w)
    lean = 0.12 * b.w
    with s.inside(b):
        if d.rng("ph").random() < 0.5:
            y = b.y + float(d.own_rng("slope").uniform(0.72, 0.79)) * b.h
            lean *= float(d.own_rng("lean").uniform(0.6, 1.2))
            s.fill(
                polygon([(b.x, y + lean), (b.right, y - lean), (b.right, b.bottom), (b.x, b.bottom)]),
                d.palette.main,
            )
            s.fill(
                polygon(
                    [(b.x, y + lean * 0.6), (b.right, y - lean * 1.4), (b.right, y - lean), (b.x, y + lean)]
                ),
                d.color,
            )
        else:
            s.box(b.part(0, 0, 1, 0.3), d.palette.main)
            s.box(b.part(0, 0.3, 1, float(d.own_rng("slope").uniform(0.315, 0.35))), d.color)


def _pharmacy(s: Sheet, b: Box, d: Design) -> None:
    low = d.rng("ph").random() < 0.5
    on = WHITE if low else d.palette.main
    ink = readable(WHITE, d.palette.main, d.palette.deep, least=3)
    foot = d.palette.main if low else WHITE
    if is_wide(b):
        logo(s, d, b.part(0.03, 0.02, 0.45, 0.29) if not low else b.part(0.03, 0.1, 0.5, 0.5), on)
        name(
            s,
            d,
            b.part(0.04, 0.38 if not low else 0.54, 0.52, 0.6 if not low else 0.68),
            ink,
            align="left",
            lines=1,
        )
        band(
            s,
            d,
            b.part(0.04, 0.64, 0.34, 0.84) if not low else b.part(0.55, 0.42, 0.76, 0.62),
            d.color,
            "pill",
        )
        still_life(s, d.motifs, b.part(0.78, 0.06, 0.98, 0.7), d.own_rng("life"))
        net(s, d, b, readable(foot))
        return
    logo(s, d, b.part(0.08, 0.06, 0.92, 0.25), on)
    name(s, d, b.part(0.1, 0.36, 0.9, 0.46), ink, align="left")
    variant(
        s,
        d,
        b.part(0.1, 0.475, 0.9, 0.53),
        readable(WHITE, lighter(d.color, -0.08), ink, least=2.6),
        fonts.SANS_MEDIUM,
        "left",
    )
    for i, line in enumerate(d.words.claims_of(d.category, d.sub)[:2]):
        y = 0.555 + i * 0.05
        s.circle(b.x + 0.13 * b.w, b.y + (y + 0.016) * b.h, 0.02 * b.w, d.color)
        text(s, line, fonts.SANS, b.part(0.18, y, 0.6, y + 0.032), d.palette.ink, align="left")
    hero(s, d, b.x + 0.72 * b.w, b.y + 0.7 * b.h, 0.22 * b.w)
    net(s, d, b, readable(foot), "left")


FAMILIES = {
    "private": Family(_private_ground, _private, _private_plain, mood="calm"),
    "dairy": Family(_dairy_ground, _dairy, _dairy_plain, mood="calm"),
    "water": Family(_water_ground, _water, lambda d: mix(WHITE, d.color, 0.5), mood="calm"),
    "pharmacy": Family(_pharmacy_ground, _pharmacy, lambda _: WHITE, mood="calm"),
}

__all__ = ["FAMILIES", "lch", "linear"]
