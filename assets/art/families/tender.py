"""Gentle and playful families: baby, kids with a mascot, cosmetics, pets."""

import math

import numpy as np

from assets.art import fonts
from assets.art.boxes import Box
from assets.art.colors import WHITE, Color, lch, lighter, mix, readable, rgb, to_lch
from assets.art.design import Design
from assets.art.families.base import Family, band, claim, is_wide, logo, name, net, variant
from assets.art.families.own import hero
from assets.art.grounds import backdrop, fade, halftone, mottle, sunburst
from assets.art.imagery import motif, pile, rays, still_life
from assets.art.photo.library import photos
from assets.art.pictured import scene
from assets.art.sheet import Sheet, blob, linear
from assets.art.strokes import ball_paint, gloss, oval_shape, smooth
from assets.art.typography import text

_INK = rgb(0x2B2A33)


def _pastel(d: Design) -> Color:
    hue = to_lch(d.palette.main)[2] if not d.on_flavor else to_lch(d.color)[2]
    return lch(0.92, 0.05, hue)


def _baby_ground(s: Sheet, b: Box, d: Design) -> None:
    """Pale sky, soft hills in the variant's colour, clouds."""
    g = _pastel(d)
    s.down(b, mix(WHITE, g, 0.5), lighter(g, -0.04))
    rng = d.own_rng("clouds")
    lift, lean = (float(v) for v in rng.uniform((-0.12, -0.07), (0.04, 0.07)))
    with s.inside(b):
        for _ in range(5):
            x, y = b.x + float(rng.random()) * b.w, b.y + float(rng.random()) * 0.5 * b.h
            r = (0.05 + 0.06 * float(rng.random())) * b.short
            for k in (-1.0, 0.0, 1.0, 2.0):
                s.circle(
                    x + k * r,
                    y - (0.35 * r if k in (0.0, 1.0) else 0),
                    r * (1.1 - 0.2 * abs(k - 0.5)),
                    WHITE,
                    0.65,
                )
        soft = lighter(mix(d.color, WHITE, 0.35), 0.02)
        for k, (level, tone) in enumerate(((0.72, mix(soft, WHITE, 0.5)), (0.80, soft))):
            y = b.y + (level + lift) * b.h
            hill = blob([
                (b.x - 1, y + (0.05 - lean) * b.h),
                (b.x + 0.3 * b.w, y - (0.1 + lean) * b.h, b.x + (0.55 + 0.1 * k) * b.w, y + 0.02 * b.h),
                (b.x + 0.8 * b.w, y + (0.08 + lean) * b.h, b.right + 1, y - (0.03 - lean) * b.h),
                (b.right + 1, b.bottom + 1), (b.x - 1, b.bottom + 1),
            ])  # fmt: skip
            s.fill(hill, tone)


def _bear(s: Sheet, color: Color, sleepy: bool) -> None:
    """A round invented face."""
    for x in (-0.62, 0.62):
        s.circle(x, -0.58, 0.32, lighter(color, -0.05))
        s.circle(x, -0.58, 0.18, lighter(color, 0.12))
    s.paint(oval_shape(0.92, 0.84, 0, 0.06), ball_paint(color))
    s.oval(Box(-0.4, 0.1, 0.8, 0.6), lighter(color, 0.16))
    s.oval(Box(-0.14, 0.16, 0.28, 0.19), _INK)
    for x in (-0.36, 0.36):
        if sleepy:
            s.stroke(blob([(x - 0.13, -0.08), (x, 0.06, x + 0.13, -0.08)], close=False), _INK, 0.06)
        else:
            s.circle(x, -0.08, 0.1, _INK)
            s.circle(x - 0.03, -0.12, 0.035, WHITE)
        s.glow(x * 1.5, 0.2, 0.2, rgb(0xF08A8A), 0.6)
    s.stroke(blob([(-0.14, 0.44), (0, 0.56, 0.14, 0.44)], close=False), _INK, 0.05)


def _baby(s: Sheet, b: Box, d: Design) -> None:
    g = _pastel(d)
    ink = readable(g, d.palette.deep, least=3)
    sleepy = bool(d.rng("bear").random() < 0.5)
    fur = (rgb(0xD9A878), rgb(0xF0D9B8), rgb(0xB9C4D6))[int(d.rng("fur").integers(3))]
    edible = d.sub == "food"
    if is_wide(b):
        logo(s, d, b.part(0.04, 0.08, 0.52, 0.42), g)
        name(s, d, b.part(0.05, 0.46, 0.5, 0.68), ink, align="left")
        band(s, d, b.part(0.05, 0.74, 0.44, 0.92), lighter(d.color, -0.04), "pill", fonts.SOFT)
        art = b.part(0.56, 0.1, 0.96, 0.9)
        with s.at(art.cx, art.cy, 0.46 * art.short):
            _bear(s, fur, sleepy)
        return
    logo(s, d, b.part(0.08, 0.05, 0.92, 0.22), g)
    name(s, d, b.part(0.1, 0.24, 0.9, 0.36), ink)
    r = min(0.3 * b.w, 0.19 * b.h)
    own = d.own_rng("bear")
    side = 1 if own.random() < 0.5 else -1
    away = 0.14 if edible else float(own.uniform(0.0, 0.12))
    with s.at(b.cx - side * away * b.w, b.y + 0.57 * b.h, r, float(own.normal(0, 7))):
        _bear(s, fur, sleepy)
    if edible:
        food = b.part(0.45, 0.55, 0.98, 0.82) if side > 0 else b.part(0.02, 0.55, 0.55, 0.82)
        still_life(s, d.motifs, food, own)
    band(s, d, b.part(0.14, 0.8, 0.86, 0.88), lighter(d.color, -0.04), "pill", fonts.SOFT)
    net(s, d, b, ink, "left")


def _kids_plain(d: Design) -> Color:
    return d.color if d.on_flavor else d.palette.main


def _kids_ground(s: Sheet, b: Box, d: Design) -> None:
    """A comic page: bright light, dots, a splat."""
    g = _kids_plain(d)
    s.shade(b, sunburst(b, b.cx, b.y + 0.6 * b.h, lighter(g, 0.18), g))
    rays(s, b, b.cx, b.y + 0.6 * b.h, WHITE, 0.16, 14)
    halftone(s, b.part(0, 0.55, 1, 1), lighter(g, -0.14), 0.55, 14)


def _creature(s: Sheet, kind: np.ndarray, color: Color, belly: Color) -> None:
    """A beast that no one has seen: body, one to three eyes, horns or ears, a wide mouth."""
    u = [float(v) for v in kind]
    points = []
    for k in range(16):
        a = 2 * math.pi * k / 16
        r = 0.98 + 0.10 * u[0] * (1 if k % 2 else -1)
        points.append((r * (0.82 + 0.2 * u[1]) * math.cos(a), r * 0.95 * math.sin(a) + 0.06))
    for side in (-1, 1):
        if u[2] < 0.5:
            horn = blob(
                [
                    (side * 0.35, -0.7),
                    (side * 0.5, -1.25, side * 0.85, -1.2),
                    (side * 0.75, -0.9, side * 0.7, -0.5),
                ]
            )
            s.fill(horn, belly)
        else:
            s.paint(oval_shape(0.24, 0.42, side * 0.62, -0.78), ball_paint(lighter(color, -0.04)))
        arm = blob([(side * 0.7, 0.1), (side * 1.3, -0.1, side * 1.25, -0.55)], close=False)
        s.stroke(arm, lighter(color, -0.06), 0.2)
    s.paint(smooth(points), ball_paint(color, 1.1))
    s.paint(oval_shape(0.55, 0.42, 0, 0.52), ball_paint(belly, 0.8))
    gloss(s, -0.42, -0.45, 0.34, 0.55)
    eyes = ((0.0,), (-0.32, 0.32), (-0.32, 0.32), (-0.46, 0.0, 0.46))[int(u[3] * 4) % 4]
    for x in eyes:
        r = 0.38 if len(eyes) == 1 else 0.28 if len(eyes) == 2 else 0.22
        s.circle(x, -0.26, r * 1.08, lighter(color, -0.2))
        s.circle(x, -0.26, r, WHITE)
        s.circle(x + 0.05, -0.22, r * 0.52, rgb(0x1B2A3A))
        s.circle(x - 0.02, -0.33, r * 0.2, WHITE)
    mouth = blob([(-0.5, 0.14), (0, 0.3, 0.5, 0.14), (0.34, 0.72, -0.34, 0.72, -0.5, 0.14)])
    s.fill(mouth, rgb(0x5A1020))
    with s.inside(mouth):
        s.circle(0.05, 0.7, 0.28, rgb(0xE8566A))
        for x in (-0.3, -0.1, 0.1, 0.3):
            s.box(Box(x - 0.08, 0.08, 0.16, 0.2), WHITE, radius=0.04)


def _kids(s: Sheet, b: Box, d: Design) -> None:
    g, p = _kids_plain(d), d.palette
    rng = d.rng("kids")
    body = p.second if d.on_flavor else lighter(p.accent, -0.03)
    kind = rng.random(4)
    ink = readable(g, WHITE, p.deep, least=2.2)
    if is_wide(b):
        with s.at(b.x + 0.24 * b.w, b.y + 0.54 * b.h, 0.34 * b.h):
            _creature(s, kind, body, p.accent)
        logo(s, d, b.part(0.44, 0.06, 0.98, 0.48), g)
        name(s, d, b.part(0.46, 0.52, 0.96, 0.72), ink, p.deep, lines=1)
        band(s, d, b.part(0.48, 0.76, 0.9, 0.93), d.band, "slant", fonts.COMIC)
        return
    logo(s, d, b.part(0.03, 0.03, 0.97, 0.27), g)
    name(s, d, b.part(0.08, 0.28, 0.92, 0.38), ink, p.deep, lines=1)
    left = bool(d.own_rng("beast").random() < 0.5)
    with s.at(b.x + (0.34 if left else 0.66) * b.w, b.y + 0.6 * b.h, min(0.29 * b.w, 0.2 * b.h)):
        _creature(s, kind, body, p.accent)
    side = b.part(0.5, 0.5, 1.0, 0.86) if left else b.part(0.0, 0.5, 0.5, 0.86)
    still_life(s, d.motifs, side, d.own_rng("life"))
    loose = tuple(n for n in d.motifs if n in photos() and photos()[n].loose)
    if loose:
        pile(s, loose, b.part(0.0, 0.84, 1.0, 1.0), 0.1 * b.w, d.own_rng("pile"))
    band(s, d, b.part(0.1, 0.79, 0.9, 0.87), d.band, "slant", fonts.COMIC)
    net(s, d, b, WHITE, plate=p.deep)


def _spa_plain(d: Design) -> Color:
    light, _chroma, hue = to_lch(d.color)
    pale, dark = lch(0.85 + 0.1 * light, 0.04, hue), lch(0.24 + 0.24 * light, 0.05, hue)
    style = int(d.rng("spa").integers(4))
    return (mix(rgb(0xFAF9F6), d.color, 0.06), pale, dark, mix(rgb(0xEFE9E1), d.color, 0.1))[style]


def _spa_ground(s: Sheet, b: Box, d: Design) -> None:
    g = _spa_plain(d)
    s.shade(b, linear(b.x, b.y, b.right, b.bottom, ((0.0, lighter(g, 0.02)), (1.0, lighter(g, -0.025)))))


def _spa(s: Sheet, b: Box, d: Design) -> None:
    """Small lettering in a left column over much air, a photograph cut in low."""
    g = _spa_plain(d)
    ink = readable(g, d.palette.ink, WHITE, least=4)
    rng = d.rng("front")
    if is_wide(b):
        art = b.part(0.64, 0.0, 1.0, 1.0)
        backdrop(s, art, scene(d.category, d.sub, rng), d.own_rng("view"), 0.4)
        hero(s, d, art.cx, art.cy, 0.34 * art.short)
        logo(s, d, b.part(0.05, 0.12, 0.58, 0.5), g)
        name(s, d, b.part(0.05, 0.56, 0.55, 0.7), ink, align="left", lines=1)
        variant(s, d, b.part(0.05, 0.74, 0.5, 0.84), ink, fonts.MODERN_LIGHT, "left")
        return
    style = int(rng.integers(3))
    if style == 0:
        art = b.part(0.0, 0.56, 1.0, 0.86)
        backdrop(s, art, scene(d.category, d.sub, rng), d.own_rng("view"), 0.35)
        s.box(art, d.color, 0.18)
        still_life(s, d.motifs, art.inset(0.08 * b.w, 0.03 * b.h), d.own_rng("life"))
    elif style == 1:
        hero(s, d, b.x + 0.62 * b.w, b.y + 0.7 * b.h, min(0.38 * b.w, 0.2 * b.h))
    else:
        s.circle(b.cx, b.y + 0.66 * b.h, min(0.36 * b.w, 0.19 * b.h), mix(d.color, g, 0.35))
        hero(s, d, b.cx, b.y + 0.66 * b.h, min(0.31 * b.w, 0.165 * b.h))
    logo(s, d, b.part(0.08, 0.08, 0.92, 0.24), g)
    s.line(b.x + 0.1 * b.w, b.y + 0.275 * b.h, b.x + 0.3 * b.w, b.y + 0.275 * b.h, d.color, 0.008 * b.w)
    name(s, d, b.part(0.1, 0.3, 0.9, 0.38), ink, align="left")
    variant(s, d, b.part(0.1, 0.4, 0.9, 0.45), ink, fonts.MODERN_LIGHT, "left")
    text(s, d.claim, fonts.FIRA_LIGHT, b.part(0.1, 0.47, 0.8, 0.5), ink, align="left")
    text(s, d.net, fonts.FIRA_LIGHT, b.part(0.1, 0.92, 0.5, 0.95), ink, align="left")


def _pet_plain(d: Design) -> Color:
    return d.ground


def _pet_ground(s: Sheet, b: Box, d: Design) -> None:
    g = d.ground
    s.shade(b, sunburst(b, b.cx, b.y + 0.55 * b.h, lighter(g, 0.12), lighter(g, -0.03)))
    mottle(s, b, 0.10, 0.5 * b.w)


def _pet(s: Sheet, b: Box, d: Design) -> None:
    """The animal large, its dinner before it, the brand on an arch."""
    g, p, rng = d.ground, d.palette, d.rng("pet")
    animals = {"cat": ("cat", "cat_ginger", "cat_grey")}.get(d.sub, ("dog", "dog_black", "dog_white"))
    animal = animals[int(rng.integers(3))]
    food = tuple(n for n in d.motifs if n not in animals and n != "paw") or ("kibble",)
    meal = ("kibble",) if "dry" in d.sub or rng.random() < 0.4 else ("chunk",)
    if is_wide(b):
        motif(s, animal, b.x + 0.8 * b.w, b.y + 0.5 * b.h, 0.44 * b.h)
        logo(s, d, b.part(0.03, 0.08, 0.58, 0.5), g)
        name(s, d, b.part(0.05, 0.54, 0.56, 0.72), readable(g, WHITE, p.deep), lines=1)
        band(s, d, b.part(0.05, 0.76, 0.5, 0.93), d.band, "pill")
        return
    outdoors, own = bool(rng.random() < 0.45), d.own_rng("pose")
    if outdoors:
        field = b.part(0, 0.2, 1, 0.84)
        backdrop(s, field, scene(d.category, d.sub, rng), d.own_rng("view"), 0.35)
        fade(s, b.part(0, 0.7, 1, 0.86), g)
    with s.inside(b):
        motif(
            s,
            animal,
            b.x + float(own.uniform(0.36, 0.64)) * b.w,
            b.y + 0.57 * b.h,
            float(own.uniform(0.92, 1.06)) * min(0.42 * b.w, 0.25 * b.h),
            float(own.normal(0, 5)),
        )
        pile(s, meal, b.part(-0.02, 0.80, 1.02, 1.02), 0.075 * b.w, d.own_rng("pile"))
    for k, item in enumerate(food[:2]):
        motif(
            s, item, b.x + (0.84 - 0.68 * k) * b.w, b.y + 0.72 * b.h, min(0.16 * b.w, 0.12 * b.h), variant=k
        )
    y = b.y + 0.27 * b.h
    head = p.main if d.on_flavor else d.color
    arch = blob(
        [(b.x - 1, b.y - 1), (b.right + 1, b.y - 1), (b.right + 1, y), (b.cx, y + 0.07 * b.h, b.x - 1, y)]
    )
    s.paint(arch, linear(0, b.y, 0, y, ((0.0, lighter(head, -0.06)), (1.0, lighter(head, 0.04)))))
    s.stroke(blob([(b.x - 1, y), (b.cx, y + 0.07 * b.h, b.right + 1, y)], close=False), p.accent, 0.014 * b.h)
    logo(s, d, b.part(0.06, 0.03, 0.94, 0.2), head)
    name(s, d, b.part(0.12, 0.205, 0.88, 0.275), readable(head, WHITE, p.deep), lines=1)
    band(s, d, b.part(0.08, 0.775, 0.92, 0.84), d.band if outdoors else p.deep, "bar")
    if rng.random() < 0.5:
        claim(s, d, b.x + 0.18 * b.w, b.y + 0.42 * b.h, 0.13 * b.w, "round")
    net(s, d, b, WHITE, plate=p.deep)


FAMILIES = {
    "baby": Family(_baby_ground, _baby, _pastel, "calm", ("baby", "baby")),
    "kids": Family(
        _kids_ground,
        _kids,
        _kids_plain,
        "loud",
        (
            "breakfast/cereal",
            "breakfast/cereal",
            "confectionery/sweets",
            "confectionery/gum",
            "household/toys",
            "snacks/bars",
            "dairy/desserts",
            "dairy/yoghurt_drink",
            "beverages/syrup",
        ),
    ),
    "spa": Family(_spa_ground, _spa, _spa_plain, "fine", ("personal_care", "household/air"), fine=True),
    "pet": Family(_pet_ground, _pet, _pet_plain, "loud", ("pet_food", "pet_food", "pet_food")),
}
