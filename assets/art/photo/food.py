"""Pasta, cheese, meat, honey, ice cream as relief."""

from functools import partial

import numpy as np

from assets.art.photo.library import Photo
from assets.art.photo.parts import heaped, slab
from assets.art.photo.relief import Pen, blend, cushion, shade, step


def cheese(p: Pen) -> None:
    """A block with holes, and a slice before it."""
    for x, y, r, turn, z in ((0.12, -0.22, 0.8, -4, 0.0), (-0.14, 0.38, 0.72, 5, 0.35)):
        q = p.at(x, y, r, turn, z)
        g = q.grid()
        if g is None:
            continue
        d = np.minimum(slab(g, 0.98, 0.62, 0.06), 0.75 + 0.42 * g.x - g.y * 0.2)
        hole = np.zeros_like(d)
        for hx, hy, hr in (
            (-0.3, 0.15, 0.2),
            (0.35, -0.2, 0.16),
            (0.6, 0.3, 0.12),
            (-0.05, -0.35, 0.1),
            (-0.7, -0.2, 0.1),
        ):
            hole = np.maximum(hole, np.sqrt(np.clip(1 - ((g.x - hx) ** 2 + (g.y - hy) ** 2) / hr**2, 0, 1)))
        paint = blend(0xF7CE5A, 0xE8AE2E, 0.4 + 0.3 * g.noise(1.5, 3) + 0.45 * hole)
        p_height = 0.34 + 0.012 * g.noise(6, 3) - 0.16 * hole
        q.lay(g, p_height.astype(np.float32), paint, 0.3, 0.5, d > 0)


def butter(p: Pen) -> None:
    for x, y, r, turn, z in ((0.08, -0.05, 0.9, -10, 0.0), (-0.42, 0.52, 0.4, 14, 0.3)):
        q = p.at(x, y, r, turn, z)
        g = q.grid()
        if g is None:
            continue
        d = slab(g, 0.95, 0.48, 0.05)
        top = step(-0.16, -0.13, g.y)
        paint = blend(0xFBE9A0, 0xF0CC5E, 0.25 + 0.45 * top + 0.15 * g.noise(2, 3))
        height = 0.5 - 0.42 * np.clip(g.y + 0.14, 0, 1) + 0.01 * g.noise(3, 3)
        q.lay(g, height.astype(np.float32), paint, 0.45, 0.5, d > 0)


def penne(p: Pen) -> None:
    g = p.grid(1.0, 0.5)
    if g is None:
        return
    slant = g.x + 0.45 * g.y
    with np.errstate(invalid="ignore"):
        height = np.sqrt(1 - (g.y / 0.3) ** 2) * 0.3
    ridge = np.cos(np.arcsin(np.clip(g.y / 0.3, -1, 1)) * 14)
    hole = step(0.72, 0.84, slant)
    paint = shade(blend(0xEFC765, 0xCB9430, 0.4 + 0.35 * g.noise(1.5, 3)), 0.14 * ridge - 0.6 * hole)
    p.lay(g, height + 0.012 * ridge - 0.2 * hole, paint, 0.35, 0.35, (slant > -0.9) & (slant < 0.92))


def fusilli(p: Pen) -> None:
    g = p.grid(1.0, 0.5)
    if g is None:
        return
    phase = g.x * 8.5
    wave = np.sin(phase + 2.4 * g.y / 0.3)
    half = 0.30 + 0.05 * np.sin(phase * 2)
    with np.errstate(invalid="ignore"):
        height = np.sqrt(1 - (g.y / half) ** 2) * 0.22 + 0.12 * wave
    p.lay(
        g,
        height.astype(np.float32),
        blend(0xF0CA6A, 0xC48C2C, 0.45 - 0.4 * wave + 0.2 * g.noise(2, 3)),
        0.35,
        0.35,
        np.abs(g.x) < 0.95,
    )


def farfalle(p: Pen) -> None:
    g = p.grid(1.0, 0.7)
    if g is None:
        return
    half = 0.16 + 0.46 * np.abs(g.x) ** 0.9 + 0.02 * np.sin(g.y * 40)
    pinch = np.exp(-((g.x / 0.2) ** 2))
    fold = np.cos(g.y / np.maximum(half, 0.05) * 4.5)
    height = 0.14 + 0.2 * pinch * (0.6 + 0.4 * fold) + 0.06 * fold * np.abs(g.x)
    paint = blend(0xF0CC70, 0xCB9638, 0.45 - 0.3 * fold * pinch + 0.3 * g.noise(2, 3))
    p.lay(g, height.astype(np.float32), paint, 0.3, 0.35, (np.abs(g.y) < half) & (np.abs(g.x) < 0.9))


def spaghetti(p: Pen) -> None:
    """A sheaf, spread at its ends."""
    for _i in range(34):
        t = float(p.rng.uniform(-1, 1))
        q = p.at(
            0.34 * t + 0.03 * float(p.rng.normal()),
            0.0,
            1.0,
            90 + 22 * t + float(p.rng.normal(0, 3)),
            0.16 * float(p.rng.random()),
        )
        g = q.grid(1.0, 0.06)
        if g is None:
            continue
        with np.errstate(invalid="ignore"):
            height = np.sqrt(1 - (g.y / 0.042) ** 2) * 0.042
        q.lay(
            g,
            height,
            blend(0xF4D484, 0xD9A848, 0.4 + 0.5 * float(p.rng.random()) + 0 * g.x),
            0.3,
            0.4,
            np.abs(g.x) < 0.97,
        )


def nest(p: Pen) -> None:
    """Cooked spaghetti, wound up: many strands round a middle."""
    for _i in range(26):
        r0 = 0.2 + 0.62 * float(p.rng.random())
        q = p.at(
            float(p.rng.normal(0, 0.10)),
            0.1 + float(p.rng.normal(0, 0.06)),
            1.0,
            float(p.rng.uniform(0, 360)),
            0.3 * (1 - r0),
        )
        g = q.grid()
        if g is None:
            continue
        off = (np.hypot(g.x, g.y * 1.15) - r0 - 0.05 * np.sin(g.angle * 2)) / 0.062
        with np.errstate(invalid="ignore"):
            height = np.sqrt(1 - off * off) * 0.08
        q.lay(g, height, blend(0xF5D98E, 0xDDAE52, 0.3 + 0.5 * float(p.rng.random()) + 0 * g.x), 0.6, 0.4)


def drumstick(p: Pen) -> None:
    q = p.at(0.55, 0.55, 0.5, 45, 0.0)
    g = q.grid(1.0, 0.4)
    if g is not None:
        knob = np.where(g.x > 0.55, 0.26 - 0.1 * np.cos((g.x - 0.55) * 6), 0.15)
        with np.errstate(invalid="ignore"):
            q.lay(
                g,
                np.sqrt(1 - (g.y / knob) ** 2) * knob,
                blend(0xF4E8D0, 0xD8C09A, 0.4 + 0.4 * g.noise(2, 3)),
                0.3,
                0.1,
                np.abs(g.x) < 0.95,
            )
    q = p.at(-0.14, -0.14, 0.82, 45, 0.12)
    g = q.grid(1.1, 0.9)
    if g is None:
        return
    half = (
        0.66
        * np.sqrt(np.clip(1 - (np.clip(g.x + 0.2, -1, 2) / 0.82) ** 2, 0, 1))
        * np.where(g.x > 0, 1 - 0.6 * g.x, 1)
    )
    with np.errstate(invalid="ignore", divide="ignore"):
        height = np.sqrt(1 - (g.y / half) ** 2) * half
    roast = g.noise(2, 4)
    paint = blend(blend(0xD98A2E, 0x8A4212, 0.4 + 0.6 * roast), 0x4A2008, 0.6 * step(0.9, 1.5, g.noise(4, 3)))
    q.lay(g, height + 0.02 * g.noise(7, 3), paint, 0.75, 0.1)


def steak(p: Pen) -> None:
    """Raw beef: marbled, with its rim of fat."""
    g = p.grid()
    if g is None:
        return
    q = (
        1
        - (g.x / 0.95) ** 2
        - (g.y / 0.7) ** 2
        + 0.25 * g.noise(1.1, 2)
        - 0.25 * np.exp(-((g.x - 0.5) ** 2 + (g.y - 0.6) ** 2) / 0.05)
    )
    vein = np.abs(g.noise(1.7, 4, along=1.6))
    paint = blend(0xB4202A, 0x7E0F1A, 0.4 + 0.5 * g.noise(3, 3, along=3))
    paint = blend(paint, 0xF0CFC4, step(0.13, 0.02, vein))
    paint = blend(paint, 0xF4E2D2, step(0.2, 0.1, q) * (g.y < 0.3))
    height = 0.22 * np.sqrt(np.clip(q * 2, 0, 1)) + 0.03 * g.noise(3, 3)
    p.lay(g, height.astype(np.float32), paint, 0.7, 0.3, q > 0)


def fillet(p: Pen) -> None:
    """Salmon: bent bands of pale fat over orange."""
    g = p.grid(1.0, 0.7)
    if g is None:
        return
    q = 1 - np.abs(g.x / 0.96) ** 3.5 - np.abs((g.y - 0.1 * g.x) / (0.5 - 0.12 * g.x)) ** 3
    band = np.abs(((g.x * 3.4 - 2.2 * np.abs(g.y) + 0.15 * g.noise(1.5, 2)) % 1) - 0.5) * 2
    paint = blend(0xF2855A, 0xE0623A, 0.5 + 0.4 * g.noise(2, 3))
    paint = blend(paint, 0xFAD2B8, 0.85 * step(0.72, 0.98, band))
    height = 0.34 * np.sqrt(np.clip(q, 0, 1)) + 0.02 * band
    p.lay(g, height.astype(np.float32), paint, 0.75, 0.5, q > 0)


def egg(p: Pen, color: int = 0xD9A878, dark: int = 0xB98050) -> None:
    g = p.grid()
    if g is None:
        return
    half = 0.68 * (1 + 0.14 * g.y)
    with np.errstate(invalid="ignore"):
        height = np.sqrt(1 - (g.x / half) ** 2 - (g.y / 0.92) ** 2) * 0.7
    p.lay(
        g,
        height,
        shade(blend(color, dark, 0.4 + 0.3 * g.noise(1, 2)), -0.2 * step(0.9, 1.3, g.noise(14, 1))),
        0.25,
        0.2,
    )


def kibble(p: Pen) -> None:
    color, dark = ((0x9A5E32, 0x5E3418), (0xB4783A, 0x774618), (0x7F4A2A, 0x4A2812))[int(p.rng.integers(3))]
    g = p.grid()
    if g is None:
        return
    d = (
        slab(g, 0.8, 0.8, 0.4)
        if p.rng.random() < 0.5
        else 0.85 - np.sqrt(g.rr) * (1 + 0.16 * np.cos(g.angle * 3))
    )
    pit = g.noise(4, 3)
    with np.errstate(invalid="ignore"):
        height = cushion(d, 0.4) * 0.5 + 0.05 * pit
    p.lay(g, height, blend(color, dark, 0.4 - 0.5 * pit), 0.15)


def chunk(p: Pen) -> None:
    """A glazed chunk of meat."""
    g = p.grid()
    if g is None:
        return
    d = slab(g, 0.85, 0.7, 0.3) + 0.1 * g.noise(1.6, 3)
    fibre = g.noise(2.5, 3, along=4)
    with np.errstate(invalid="ignore"):
        height = cushion(d, 0.35) * 0.5 + 0.05 * fibre
    p.lay(g, height, blend(0xA8623A, 0x633016, 0.45 + 0.5 * fibre), 0.8, 0.1)


def honeycomb(p: Pen) -> None:
    g = p.grid()
    if g is None:
        return
    v = g.y / 0.2
    row = np.floor(v)
    u = g.x / 0.23 + 0.5 * (row % 2)
    cell = np.hypot((u % 1 - 0.5) * 1.1, v % 1 - 0.5)
    wall = step(0.34, 0.5, cell)
    d = 0.9 - np.maximum(np.abs(g.x), np.abs(g.y) * 1.2) + 0.08 * g.noise(1.4, 2)
    fill = g.noise(1.3, 2)
    paint = blend(blend(0xE8930E, 0xB45C06, 0.5 + 0.4 * fill), 0xF6D27A, wall)
    p.lay(
        g, (0.2 + 0.14 * wall).astype(np.float32), paint, (0.95 - 0.6 * wall).astype(np.float32), 0.9, d > 0
    )


def honey(p: Pen) -> None:
    """Comb, and a dipper that drips."""
    honeycomb(p.at(-0.2, 0.18, 0.78, -8))
    dipper = p.at(0.5, -0.2, 0.8, -56, 0.4)
    g = dipper.grid(1.0, 0.5)
    if g is None:
        return
    groove = np.cos((g.x + 0.9) * 24)
    head = g.x < -0.25
    half = np.where(
        head, 0.25 * np.sqrt(np.clip(1 - ((g.x + 0.6) / 0.38) ** 2, 0, 1)) * (1 + 0.08 * groove), 0.05
    )
    with np.errstate(invalid="ignore", divide="ignore"):
        height = np.sqrt(1 - (g.y / half) ** 2) * half
    syrup = step(-0.55, -0.75, g.x)
    paint = blend(
        shade(blend(0xC98F4E, 0x8A5826, 0.4 + 0.4 * g.noise(2, 3, along=4)), 0.3 * groove * head),
        0xD9820E,
        syrup,
    )
    dipper.lay(
        g, height.astype(np.float32), paint, (0.35 + 0.6 * syrup).astype(np.float32), 0.3, np.abs(g.x) < 0.98
    )


def scoop(p: Pen, color: int, dark: int) -> None:
    """Balls of ice cream with their rough skirts."""
    for x, y, r, z in ((-0.42, 0.3, 0.5, 0.0), (0.44, 0.3, 0.5, 0.05), (0.0, -0.26, 0.55, 0.3)):
        q = p.at(x, y, r, 0, z)
        g = q.grid(1.15)
        if g is None:
            continue
        drag = g.noise(2.4, 4, along=2.6, across=0.8)
        rough = g.noise(5, 3)
        skirt = np.clip(g.y - 0.45, 0, 1)
        qv = 1.0 - g.rr + (0.28 * rough * skirt)
        height = 0.9 * np.sqrt(np.clip(qv, 0, 1)) + 0.045 * drag + 0.08 * rough * (0.3 + skirt)
        q.lay(g, height.astype(np.float32), blend(color, dark, 0.35 + 0.45 * drag), 0.28, 0.4, qv > 0)


PHOTOS: dict[str, Photo] = {
    "cheese": Photo(cheese),
    "butter": Photo(butter),
    "penne": heaped(penne, 8, 0.5),
    "fusilli": heaped(fusilli, 8, 0.5),
    "farfalle": heaped(farfalle, 8, 0.46),
    "spaghetti": Photo(spaghetti),
    "nest": Photo(nest),
    "drumstick": Photo(drumstick),
    "steak": Photo(steak),
    "fillet": Photo(fillet),
    "egg": heaped(egg, 3, 0.6),
    "kibble": heaped(kibble, 14, 0.32),
    "chunk": heaped(chunk, 7, 0.42),
    "honey": Photo(honey),
    "scoop_vanilla": Photo(partial(scoop, color=0xF8EBC4, dark=0xE3C98A)),
    "scoop_choc": Photo(partial(scoop, color=0x7A4A2C, dark=0x4A2814)),
    "scoop_berry": Photo(partial(scoop, color=0xF2A0B4, dark=0xD0607F)),
    "scoop_mint": Photo(partial(scoop, color=0xC4DBA8, dark=0x94B474)),
}
