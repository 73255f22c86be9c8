"""Loud families: snacks, energy drinks, soft drinks, household."""

from assets.art import fonts
from assets.art.boxes import Box
from assets.art.colors import WHITE, Color, lch, lighter, mix, readable, to_lch
from assets.art.design import Design
from assets.art.families.base import Family, band, claim, is_wide, logo, name, net, variant
from assets.art.families.own import hero
from assets.art.grounds import burst_light, halftone, mottle, vignette
from assets.art.imagery import motif, pile, rays, scatter, still_life
from assets.art.sheet import Sheet, blob, linear, polygon, radial
from assets.art.strokes import wavy
from assets.art.typography import text


def _loud_ground(s: Sheet, b: Box, d: Design) -> None:
    g = d.ground
    s.down(b, lighter(g, 0.06), lighter(g, -0.13), g)
    style = int(d.rng("ground").integers(4))
    u, v = d.own_rng("light").uniform((0.25, 0.45), (0.75, 0.7))
    light = b.x + float(u) * b.w, b.y + float(v) * b.h
    if style == 0:
        rays(s, b, *light, WHITE, 0.13)
    elif style == 1:
        with s.inside(b):
            u, v = (float(t) for t in d.own_rng("waves").random(2))
            s.fill(wavy(b, b.y + 0.2 * b.h, 0.05 * b.h, 1.0, 6 * u, down=False), d.palette.deep, 0.9)
            s.fill(wavy(b, b.y + (0.7 + 0.12 * v) * b.h, 0.05 * b.h, 1.0, 6 * v), d.band)
    elif style == 2:
        slope = d.own_rng("slope").uniform((0.36, 0.18), (0.48, 0.3))
        low, high = b.y + float(slope[0]) * b.h, b.y + float(slope[1]) * b.h
        with s.inside(b):
            s.fill(
                polygon([(b.x, low), (b.right, high), (b.right, b.y), (b.x, b.y)]),
                d.band,
            )
            s.line(b.x, low + 0.01 * b.h, b.right, high + 0.01 * b.h, WHITE, 0.02 * b.h)
    else:
        s.shade(b, radial(*light, 0.75 * b.short, ((0.0, lighter(g, 0.2)), (1.0, g)), 0.85))
        halftone(s, b.part(0, 0.62, 1, 1), lighter(g, -0.16), 0.5, 20)
        burst_light(s, b, *light, WHITE, 0.14, 20)
    vignette(s, b, lighter(g, -0.35), 0.35)


def _loud(s: Sheet, b: Box, d: Design) -> None:
    rng = d.rng("front")
    g, p = d.ground, d.palette
    ink = readable(g, p.accent, WHITE, least=2.4)
    style = str(rng.choice(["bar", "pill", "slant", "flag"]))
    swap, mirror = bool(rng.random() < 0.35), bool(rng.random() < 0.5)
    if is_wide(b):
        still_life(s, d.motifs, b.part(0.58, 0.08, 0.98, 0.92), d.own_rng("life"))
        logo(s, d, b.part(0.04, 0.08, 0.56, 0.5), g)
        name(s, d, b.part(0.05, 0.53, 0.5, 0.74), ink, p.deep, lines=1)
        band(s, d, b.part(0.05, 0.77, 0.42, 0.93), d.band, style)
        net(s, d, b.part(0.6, 0, 1, 1), WHITE, plate=p.deep)
        return
    picture = b.part(0.06, 0.5, 0.94, 0.95)
    s.glow(picture.cx, picture.cy, 0.5 * b.w, WHITE, 0.4)
    if rng.random() < 0.5:
        pile(s, d.motifs, b.part(0.0, 0.66, 1.0, 0.98), 0.2 * b.w, d.own_rng("pile"))
    else:
        still_life(s, d.motifs, picture, d.own_rng("life"))
    logo(s, d, b.part(0.04, 0.05, 0.96, 0.31), g)
    if swap:
        band(s, d, b.part(0.1, 0.32, 0.9, 0.405), d.band, style, fonts.ROUND)
        name(s, d, b.part(0.1, 0.42, 0.9, 0.53), ink, p.deep)
    else:
        name(s, d, b.part(0.1, 0.32, 0.9, 0.45), ink, p.deep)
        band(s, d, b.part(0.12, 0.465, 0.88, 0.55), d.band, style, fonts.ROUND)
    if rng.random() < 0.55:
        claim(s, d, b.x + (0.18 if mirror else 0.82) * b.w, b.y + 0.62 * b.h, 0.14 * b.w)
    net(s, d, b, WHITE, "right" if mirror else "left", p.deep)


def _energy_ground(s: Sheet, b: Box, d: Design) -> None:
    dark = (lch(0.17, 0.02, 260), lch(0.2, 0.05, to_lch(d.palette.main)[2]), lch(0.86, 0.01, 250))[
        int(d.rng("g").integers(3))
    ]
    s.shade(
        b,
        linear(
            b.x,
            b.y,
            b.right,
            b.bottom,
            ((0.0, lighter(dark, 0.05)), (0.5, dark), (1.0, lighter(dark, -0.05))),
        ),
    )
    rng = d.own_rng("slashes")
    with s.inside(b):
        for i in range(9):
            x = b.x + float(rng.uniform(-0.1, 1.0)) * b.w
            w = float(rng.uniform(0.008, 0.05)) * b.w
            y = b.y + float(rng.uniform(0.0, 0.5)) * b.h
            h = float(rng.uniform(0.3, 0.9)) * b.h
            lean = 0.22 * h
            shape = polygon([(x + lean, y), (x + w + lean, y), (x + w * 0.4, y + h), (x, y + h)])
            s.fill(shape, d.color if i % 3 else lighter(d.color, 0.15), 0.35 if i % 2 else 0.85)


def _energy(s: Sheet, b: Box, d: Design) -> None:
    rng = d.rng("front")
    neon = lighter(d.color, 0.06)
    pale = int(d.rng("g").integers(3)) == 2
    on = lch(0.86, 0.01, 250) if pale else lch(0.17, 0.02, 260)
    ink = readable(on, neon, WHITE)
    s.glow(b.cx, b.y + 0.42 * b.h, 0.48 * b.w, neon, 0.6)
    emblem = int(rng.integers(3))
    c = (b.cx, b.y + 0.44 * b.h)
    if emblem == 0:
        with s.at(*c, 0.34 * b.w):
            for k in range(3):
                s.fill(
                    blob(
                        [
                            (-0.75 + k * 0.5, -1.0),
                            (-0.4 + k * 0.5, 0.2, -0.75 + k * 0.5, 1.1),
                            (-0.95 + k * 0.45, 0.2, -0.75 + k * 0.5, -1.0),
                        ]
                    ),
                    ink,
                )
    elif emblem == 1:
        motif(s, "bolt", *c, 0.36 * b.w)
    else:
        s.circle(*c, 0.33 * b.w, ink, stroke=0.035 * b.w)
        hero(s, d, *c, 0.26 * b.w, d.motifs[-1])
    plate = b.part(0.04, 0.08, 0.96, 0.26) if emblem != 2 else b.part(0.04, 0.06, 0.96, 0.22)
    logo(s, d, plate, on)
    name(s, d, b.part(0.08, 0.68, 0.92, 0.75), readable(on, WHITE), lines=1)
    band(s, d, b.part(0.1, 0.775, 0.9, 0.845), d.color, "slant", fonts.HEAVY_LEANING)
    net(s, d, b, readable(on))


def _soda_ground(s: Sheet, b: Box, d: Design) -> None:
    g = d.ground
    s.down(b, lighter(g, -0.09), lighter(g, -0.12), lighter(g, 0.04))
    scatter(
        s, "bubbles" if d.category == "beverages" else "drop_blue", b, 0.035 * b.short, 14, d.own_rng("fizz")
    )
    with s.inside(b):
        t = 0.09 * b.h
        y = b.y + 0.62 * b.h
        for dy, c in ((0.0, d.band), (t * 0.8, WHITE), (t * 1.1, d.palette.deep)):
            s.fill(wavy(b, y + dy, 0.055 * b.h, 1.0, 1.0), c)


def _soda(s: Sheet, b: Box, d: Design) -> None:
    g = d.ground
    if is_wide(b):
        logo(s, d, b.part(0.03, 0.08, 0.68, 0.6), g)
        still_life(s, d.motifs, b.part(0.68, 0.12, 0.98, 0.9), d.own_rng("life"))
        text(s, d.name, d.name_face, b.part(0.05, 0.74, 0.4, 0.9), readable(d.palette.deep), align="left")
        variant(s, d, b.part(0.42, 0.74, 0.66, 0.9), readable(d.palette.deep, lighter(d.color, 0.15)))
        return
    if d.rng("up").random() < 0.3 and b.h > 1.5 * b.w:
        with s.at(b.cx, b.y + 0.35 * b.h, 1.0, -90):
            logo(s, d, Box(-0.3 * b.h, -0.36 * b.w, 0.6 * b.h, 0.72 * b.w), g)
    else:
        logo(s, d, b.part(0.02, 0.13, 0.98, 0.46), g)
        name(s, d, b.part(0.15, 0.48, 0.85, 0.56), readable(g, WHITE), lines=1)
    still_life(s, d.motifs, b.part(0.12, 0.58, 0.88, 0.84), d.own_rng("life"))
    variant(
        s,
        d,
        b.part(0.12, 0.86, 0.88, 0.925),
        readable(d.palette.deep, lighter(d.color, 0.16), WHITE),
        fonts.ROUND,
    )
    net(s, d, Box(b.x, b.y, b.w, b.h * 0.99), readable(d.palette.deep))


def _household_ground(s: Sheet, b: Box, d: Design) -> None:
    g = d.palette.main if d.rng("hg").random() < 0.6 else mix(WHITE, d.color, 0.12)
    s.down(b, lighter(g, 0.09), lighter(g, -0.1), g)
    mottle(s, b, 0.06, 1.2 * b.w)
    with s.inside(b):
        s.fill(
            blob(
                [
                    (b.x - 1, b.y + 0.5 * b.h),
                    (b.cx, b.y + 0.28 * b.h, b.right + 1, b.y + 0.62 * b.h),
                    (b.right + 1, b.y + 0.74 * b.h),
                    (b.cx, b.y + 0.4 * b.h, b.x - 1, b.y + 0.58 * b.h),
                ]
            ),
            WHITE,
            0.85,
        )
        s.fill(
            blob(
                [
                    (b.x - 1, b.y + 0.59 * b.h),
                    (b.cx, b.y + 0.42 * b.h, b.right + 1, b.y + 0.76 * b.h),
                    (b.right + 1, b.bottom + 1),
                    (b.x - 1, b.bottom + 1),
                ]
            ),
            d.color,
        )
        s.shade(
            b.part(0, 0.5, 1, 1),
            linear(0, b.cy, 0, b.bottom, ((0.0, d.palette.deep), (1.0, d.palette.deep)), 0.12),
        )
    scatter(s, "bubbles", b, 0.05 * b.short, 8, d.own_rng("foam"))


def _household_plain(d: Design) -> Color:
    return d.palette.main if d.rng("hg").random() < 0.6 else mix(WHITE, d.color, 0.12)


def _household(s: Sheet, b: Box, d: Design) -> None:
    on = _household_plain(d)
    rng = d.rng("front")
    if is_wide(b):
        logo(s, d, b.part(0.04, 0.08, 0.55, 0.58), on)
        name(s, d, b.part(0.05, 0.66, 0.5, 0.9), readable(d.color, WHITE, least=2.2))
        still_life(s, d.motifs, b.part(0.56, 0.08, 0.98, 0.74), d.own_rng("life"))
        variant(s, d, b.part(0.56, 0.77, 0.8, 0.93), readable(d.color, WHITE, least=2.2))
        net(s, d, b.part(0.6, 0, 1, 1), readable(d.color))
        return
    s.glow(b.cx, b.y + 0.63 * b.h, 0.5 * b.w, WHITE, 0.75)
    still_life(s, d.motifs, b.part(0.1, 0.46, 0.9, 0.8), d.own_rng("life"))
    motif(s, "sparkle", b.x + 0.86 * b.w, b.y + 0.36 * b.h, 0.1 * b.w)
    logo(s, d, b.part(0.05, 0.06, 0.95, 0.31), on)
    name(
        s,
        d,
        b.part(0.1, 0.33, 0.78, 0.43),
        readable(on, WHITE, d.palette.deep),
        d.palette.deep if on != WHITE else None,
    )
    band(
        s,
        d,
        b.part(0.06, 0.82, 0.94, 0.9),
        lighter(d.color, -0.12),
        str(rng.choice(["pill", "slant", "bar"])),
        fonts.BLACK,
    )
    if rng.random() < 0.7:
        claim(s, d, b.x + 0.8 * b.w, b.y + 0.75 * b.h, 0.15 * b.w, "round")
    net(s, d, b, readable(d.color), "left")


FAMILIES = {
    "loud": Family(_loud_ground, _loud, lambda d: d.ground, mood="loud"),
    "energy": Family(
        _energy_ground,
        _energy,
        lambda d: lch(0.86, 0.01, 250) if int(d.rng("g").integers(3)) == 2 else lch(0.17, 0.02, 260),
        mood="loud",
    ),
    "soda": Family(_soda_ground, _soda, lambda d: d.ground, mood="loud"),
    "household": Family(_household_ground, _household, _household_plain, mood="firm"),
}
