"""Snacks, bakes and sweets as relief."""

from functools import partial

import numpy as np

from assets.art.photo.library import Photo
from assets.art.photo.parts import heaped, slab
from assets.art.photo.relief import Pen, blend, cushion, dome, shade, step


def crisp(p: Pen) -> None:
    """A curved potato crisp with blisters and a browned rim."""
    g = p.grid()
    if g is None:
        return
    q = 1 - (g.x / 0.96) ** 2 - (g.y / 0.76) ** 2 + 0.16 * g.noise(1.4, 3)
    bubble = g.noise(3.4, 3)
    saddle = 0.34 * g.x * g.x - 0.36 * g.y * g.y
    height = 0.4 + saddle + 0.035 * bubble + 0.02 * g.noise(10, 2)
    brown = step(0.22, 0.0, q) * 0.75 + 0.7 * step(0.75, 1.5, g.noise(2.2, 3))
    paint = blend(blend(0xF9D564, 0xEDB53A, 0.5 + 0.5 * bubble), 0xB8701E, brown)
    herb = step(1.25, 1.5, g.noise(13, 1))
    p.lay(g, height.astype(np.float32), blend(paint, 0x8A4A1A, 0.6 * herb), 0.34, 0.3, q > 0)


def ridged(p: Pen) -> None:
    g = p.grid()
    if g is None:
        return
    q = 1 - (g.x / 0.95) ** 2 - (g.y / 0.78) ** 2 + 0.12 * g.noise(1.4, 3)
    wave = np.sin(g.x * 26)
    paint = blend(0xF6CC58, 0xD9962A, 0.35 - 0.35 * wave + 0.4 * g.noise(2, 4) + step(0.2, 0, q) * 0.5)
    height = 0.34 + 0.25 * g.x * g.x - 0.22 * g.y * g.y + 0.035 * wave
    p.lay(g, height.astype(np.float32), paint, 0.3, 0.3, q > 0)


def tortilla(p: Pen) -> None:
    g = p.grid()
    if g is None:
        return
    d = np.minimum.reduce([0.5 - g.y, 0.5 + 0.5 * g.y - 0.866 * g.x, 0.5 + 0.5 * g.y + 0.866 * g.x])
    d = d + 0.06 * g.noise(1.3, 2)
    blister = g.noise(2.4, 4)
    paint = blend(
        blend(0xF2C65A, 0xD9962E, 0.4 + 0.5 * blister), 0x9A5A1A, 0.8 * step(0.7, 1.3, g.noise(3, 3))
    )
    height = 0.3 + 0.22 * g.x * g.x + 0.05 * blister + 0.02 * g.noise(10, 2)
    p.lay(g, height.astype(np.float32), paint, 0.2, 0.2, d > 0.0)


def biscuit(p: Pen) -> None:
    g = p.grid()
    if g is None:
        return
    scallop = 0.03 * np.cos(g.x * 22) + 0.03 * np.cos(g.y * 22)
    d = slab(g, 0.95, 0.7, 0.1) + scallop
    u, v = g.x / 0.3, g.y / 0.3
    hole = np.exp(-(((u % 1 - 0.5) / 0.13) ** 2) - ((v % 1 - 0.5) / 0.13) ** 2) * (d > 0.12)
    baked = step(0.3, 0.0, d) * 0.8 + 0.35 * g.noise(2, 4) + 0.12 * g.noise(9, 2)
    paint = blend(blend(0xE9B968, 0xB4742C, 0.15 + 0.75 * baked), 0x7A4618, 0.8 * hole)
    with np.errstate(invalid="ignore"):
        height = cushion(d, 0.16) * 0.16 - 0.07 * hole + 0.015 * g.noise(10, 2)
    p.lay(g, height, paint, 0.22)


def cookie(p: Pen, dough: int, dark: int, bits: int) -> None:
    g = p.grid()
    if g is None:
        return
    r = np.sqrt(g.rr) + 0.05 * g.noise(1.6, 2)
    crack = np.abs(g.noise(2.2, 3))
    height = 0.28 * np.sqrt(np.clip(1 - r**4, 0, 1)) + 0.06 * g.noise(3, 4) - 0.10 * step(0.12, 0.0, crack)
    paint = blend(
        dough, dark, 0.3 + 0.45 * g.noise(3, 4) + 0.5 * step(0.75, 1.0, r) + 0.4 * step(0.1, 0.0, crack)
    )
    p.lay(g, height.astype(np.float32), paint, 0.12, 0.0, r < 0.98)
    for i in range(11):
        a, d = i * 2.39996, 0.8 * np.sqrt((i + 0.5) / 11)
        chip = p.at(float(d * np.cos(a)), float(d * np.sin(a)), 0.15, i * 57, 0.2)
        h = chip.grid()
        if h is not None:
            lump = 1 - np.abs(h.x) ** 3 - np.abs(h.y / 0.8) ** 3 + 0.2 * h.noise(1.5, 2)
            chip.lay(
                h,
                (0.7 * np.sqrt(np.clip(lump, 0, 1))).astype(np.float32),
                shade(bits, 0.2 * h.noise(2, 2)),
                0.6,
                0,
                lump > 0,
            )


def chocolate(p: Pen, color: int = 0x54290F, dark: int = 0x2E1406) -> None:
    """A broken piece of a bar: bevelled squares."""
    g = p.grid()
    if g is None:
        return
    d = slab(g, 0.94, 0.72, 0.05) - 0.05 * np.abs(g.noise(2.5, 2)) * (g.x > 0.7)
    u, v = np.abs(((g.x / 0.47) % 1) - 0.5), np.abs(((g.y / 0.48) % 1) - 0.5)
    bevel = np.clip((0.5 - np.maximum(u, v)) / 0.14, 0, 1)
    groove = np.clip((0.34 - np.maximum(u, v)) / 0.04, 0, 1)
    height = 0.26 + 0.16 * bevel - 0.018 * groove
    paint = blend(color, dark, 0.45 + 0.3 * g.noise(1.2, 3) - 0.25 * bevel)
    p.lay(g, height.astype(np.float32), paint, 0.62, 0.0, d > 0)


def bar(p: Pen) -> None:
    chocolate(p.at(0.24, -0.24, 0.68, 24, 0.0))
    chocolate(p.at(-0.26, 0.26, 0.66, -16, 0.4))
    for x, y, r in ((0.62, 0.62, 0.16), (-0.72, -0.5, 0.13), (0.1, 0.86, 0.10)):
        chocolate(p.at(x, y, r, 40 * x, 0.0))


def praline(p: Pen) -> None:
    g = p.grid()
    if g is None:
        return
    swirl = np.sin(g.angle * 3 + 9 * np.sqrt(g.rr))
    height = dome(g, 0.9, 0.9, 2.6) * 0.7 + 0.06 * swirl * (g.rr < 0.6)
    p.lay(g, height, blend(0x5A2C12, 0x2E1406, 0.4 - 0.25 * swirl), 0.7)


def gummy(p: Pen) -> None:
    color, dark = ((0xE0242E, 0x8E0A18), (0x5FB22A, 0x2F7A12), (0xF6A21A, 0xC96A0A), (0x8A3FA8, 0x541F74),
                   (0xF2D02A, 0xD39A0E))[int(p.rng.integers(5))]  # fmt: skip
    g = p.grid()
    if g is None:
        return
    with np.errstate(invalid="ignore"):
        height = np.sqrt(1 - np.abs(g.x / 0.95) ** 2.6 - np.abs(g.y / 0.8) ** 2.6) * 0.62
    dent = np.exp(-((np.sqrt((g.x / 0.6) ** 2 + (g.y / 0.5) ** 2) - 1) ** 2) / 0.03)
    p.lay(g, height - 0.05 * dent, blend(color, dark, 0.3 + 0.3 * g.noise(1.2, 2)), 0.85, 0.9)


def candy(p: Pen) -> None:
    """A boiled sweet with stripes."""
    g = p.grid()
    if g is None:
        return
    stripe = step(0.35, 0.65, 0.5 + 0.5 * np.sin(g.angle * 5 + 3 * np.sqrt(g.rr)))
    p.lay(g, dome(g, 0.95, 0.95) * 0.7, blend(0xD81E3A, 0xFAF2F0, stripe), 0.95, 0.5)


def bread(p: Pen) -> None:
    """A slice with crumb and crust."""
    g = p.grid()
    if g is None:
        return
    d = np.maximum(slab(g, 0.72, 0.8, 0.2), 0.44 - np.hypot((np.abs(g.x) - 0.42), (g.y + 0.42) * 1.1))
    crumb = g.noise(5, 4)
    pore = step(0.5, 1.0, g.noise(6, 2))
    paint = blend(blend(0xF6E6C4, 0xDFC08A, 0.4 + 0.4 * crumb), 0xB98A4E, 0.5 * pore)
    paint = blend(paint, 0x9A5A22, step(0.12, 0.03, d))
    p.lay(
        g,
        (0.24 - 0.05 * pore + 0.02 * crumb - 0.1 * step(0.06, 0, d)).astype(np.float32),
        paint,
        0.08,
        0.2,
        d > 0,
    )


def loaf(p: Pen) -> None:
    g = p.grid(1.0, 0.8)
    if g is None:
        return
    cut = np.abs(((g.x * 2.2 + g.y * 0.7) % 1) - 0.5)
    slash = step(0.16, 0.04, cut) * (g.y < 0.2)
    flour = step(0.2, 1.0, g.noise(4, 4))
    height = dome(g, 0.98, 0.62) * 0.7 + 0.07 * step(0.0, 0.2, cut) + 0.02 * g.noise(6, 3)
    paint = blend(blend(0xC9853A, 0x7A441A, 0.4 + 0.5 * g.noise(2, 4)), 0xF0DDB4, 0.8 * slash + 0.35 * flour)
    p.lay(g, height, paint, 0.2)


_BUTTER_COOKIE = partial(cookie, dough=0xDCA65A, dark=0xA86E2C, bits=0x4A240E)


_CHOC_COOKIE = partial(cookie, dough=0x6B3D20, dark=0x40200E, bits=0x2A1206)


PHOTOS: dict[str, Photo] = {
    "crisp": heaped(crisp, 4, 0.68),
    "ridged": heaped(ridged, 4, 0.68),
    "tortilla": heaped(tortilla, 4, 0.66),
    "biscuit": heaped(biscuit, 3, 0.7),
    "cookie": heaped(_BUTTER_COOKIE, 3, 0.66),
    "cookie_choc": heaped(_CHOC_COOKIE, 3, 0.66),
    "choc": Photo(bar, chocolate),
    "praline": heaped(praline, 4, 0.48),
    "gummy": heaped(gummy, 9, 0.42),
    "candy": heaped(candy, 5, 0.46),
    "bread": heaped(bread, 2, 0.8),
    "loaf": Photo(loaf),
}
