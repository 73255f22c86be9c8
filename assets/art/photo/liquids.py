"""Liquids and foams as relief: splashes, drops, bubbles, suds, ice, waves."""

import math
from functools import partial

import numpy as np

from assets.art.photo.library import Photo
from assets.art.photo.parts import heap
from assets.art.photo.relief import Pen, blend, dome, step


def splash(p: Pen, color: int, dark: int, clear: float = 0.25, gloss: float = 0.9) -> None:
    """A tongue of liquid thrown up in an arc, breaking into drops: blobs melted together."""
    g = p.grid(1.1)
    if g is None:
        return
    swell = np.zeros(g.x.shape, np.float32)
    lean = float(p.rng.choice([-1.0, 1.0]))
    x = g.x * np.float32(lean)
    tongue = [
        (-0.82 + 1.45 * t, 0.55 - 1.15 * t**1.5 + 0.25 * math.sin(3 * t), 0.30 * (1 - t) ** 0.7 + 0.05)
        for t in (k / 14 for k in range(15))
    ]
    pool = [
        (-0.9 + 0.145 * k, 0.74 + 0.06 * float(p.rng.normal()), 0.10 + 0.09 * float(p.rng.random()))
        for k in range(13)
    ]
    points = tongue + pool
    for _ in range(10):  # a crown of smaller tongues
        a, d = float(p.rng.uniform(-0.9, 0.6)), float(p.rng.uniform(0.15, 0.55))
        points += [(a + 0.1 * i * d, 0.65 - 0.28 * i * d * 2, 0.12 - 0.025 * i) for i in range(4)]
    for _ in range(9):  # drops
        size = 0.035 + 0.05 * float(p.rng.random())
        points.append((float(p.rng.uniform(-0.7, 0.95)), float(p.rng.uniform(-0.95, 0.1)), size))
    for cx, cy, r in points:
        d2 = (x - np.float32(cx)) ** 2 + (g.y - np.float32(cy)) ** 2
        swell += np.exp(-1.6 * d2 / np.float32(r * r))
    edge = swell - 0.33
    height = 0.34 * np.sqrt(np.log1p(np.clip(edge, 0, None))) + 0.06 * g.noise(2.2, 3)
    p.lay(
        g,
        height,
        blend(color, dark, 0.25 + 0.35 * g.noise(1.4, 2) + 0.25 * step(0.3, 0, edge)),
        gloss,
        clear,
        edge > 0,
    )


def drop(p: Pen, color: int, dark: int) -> None:
    """A falling drop: light gathers on the side away from the lamp."""
    g = p.grid(1.05)
    if g is None:
        return
    t = np.clip((g.y + 0.98) / 1.9, 0, 1)
    half = 0.66 * np.clip(np.sin(np.pi * t**1.6), 0, 1) ** 0.85 * (0.3 + 0.75 * t)
    with np.errstate(invalid="ignore", divide="ignore"):
        height = np.sqrt(1 - (g.x / half) ** 2) * half
    caustic = np.exp(-((g.x - 0.18) ** 2 + (g.y - 0.52) ** 2) / 0.1)
    paint = blend(
        blend(color, dark, 0.75 - 1.0 * t + 0.5 * np.abs(g.x) / np.maximum(half, 0.05)),
        0xF4FBFF,
        0.8 * caustic,
    )
    p.lay(g, height, paint, 1.0, 0.7, (t > 0.02) & (t < 0.99))


def bubble(p: Pen, tint: int = 0xDDF0FA) -> None:
    """A clear bubble: only its rim and reflections are seen."""
    g = p.grid()
    if g is None:
        return
    r = np.sqrt(g.rr)
    shine = np.exp(-((g.x + 0.4) ** 2 + (g.y + 0.45) ** 2) / 0.03) + 0.6 * np.exp(
        -((g.x - 0.42) ** 2 + (g.y - 0.46) ** 2) / 0.05
    )
    film = 0.14 + 0.75 * step(0.72, 0.98, r) ** 2 + shine
    paint = blend(blend(tint, 0xC9B4E8, 0.4 + 0.6 * g.noise(1.2, 2)), 0xFFFFFF, shine)
    p.lay(g, dome(g), paint, 0.7, 0.5, None, np.clip(film, 0, 1))


def bubbles(p: Pen) -> None:
    large = ((-0.35, 0.3, 0.42), (0.4, 0.45, 0.3), (0.28, -0.3, 0.38), (-0.45, -0.5, 0.24))
    small = ((0.75, -0.72, 0.16), (-0.85, 0.82, 0.13), (0.82, 0.08, 0.14), (-0.05, -0.86, 0.12))
    for x, y, r in large + small:
        bubble(p.at(x, y, r))


def foam(p: Pen) -> None:
    """A white cushion of suds: many small bubbles over larger ones."""
    for i in range(95):
        a, k = i * 2.39996, (i + 0.5) / 95
        d = float(np.sqrt(1 - k)) * 0.84
        size = 0.10 + 0.15 * float(p.rng.random()) ** 2 + 0.06 * (1 - d)
        q = p.at(
            d * float(np.cos(a)),
            0.12 + d * 0.74 * float(np.sin(a)),
            size,
            0,
            0.55 * (1 - d * d) + 0.05 * float(p.rng.random()),
        )
        g = q.grid()
        if g is not None:
            q.lay(g, dome(g) * 0.9, blend(0xE9F0F5, 0xB4CCE0, 0.7 * g.rr), 0.6, 0.4)


def ice_cube(p: Pen) -> None:
    g = p.grid()
    if g is None:
        return
    d = 0.78 - np.maximum(np.abs(g.x), np.abs(g.y)) + 0.03 * g.noise(1.5, 2)
    crack = np.abs(g.noise(1.5, 3))
    bevel = np.clip(d / 0.25, 0, 1)
    height = 0.5 + 0.35 * np.sqrt(bevel) + 0.12 * g.x + 0.05 * g.noise(1.5, 3)
    paint = blend(0xDCEFF8, 0x86B8D6, 0.35 + 0.5 * g.noise(1.4, 3) + 0.4 * (1 - bevel))
    paint = blend(paint, 0xFFFFFF, step(0.12, 0.0, crack))
    p.lay(g, height.astype(np.float32), paint, 1.0, 0.9, d > 0, np.clip(0.72 + 0.3 * (1 - bevel), 0, 1))


def wave(p: Pen) -> None:
    """A sea with a breaking crest."""
    g = p.grid(1.02)
    if g is None:
        return
    crest = -0.25 + 0.25 * np.cos(g.x * 2.6 + 0.6) - 0.14 * g.x + 0.05 * g.noise(2, 3)
    depth = g.y - crest
    ripple = g.noise(2.2, 4, along=2.6, across=0.8)
    white = step(0.16, 0.0, depth - 0.05 + 0.10 * g.noise(5, 3)) + 0.7 * step(0.8, 1.4, ripple)
    paint = blend(blend(0x3FB4D8, 0x0F4F8E, 0.15 + 0.65 * depth + 0.25 * ripple), 0xFFFFFF, white)
    fade = np.clip((0.97 - np.abs(g.x)) * 5, 0, 1) * np.clip((0.72 - g.y) * 3.5, 0, 1)
    p.lay(g, (0.5 - 0.25 * depth + 0.12 * ripple).astype(np.float32), paint, 0.8, 0.5, depth > 0, fade)


def swirl(p: Pen, color: int, dark: int) -> None:
    """A thick cream or caramel poured round."""
    g = p.grid()
    if g is None:
        return
    r = np.sqrt(g.rr)
    turn = (r * 3.0 - g.angle / 6.2832 + 0.05 * g.noise(1.2, 2)) % 1
    height = 0.62 * np.sqrt(np.clip(1 - (r / 0.97) ** 2, 0, 1)) + 0.16 * np.sin(np.pi * turn)
    p.lay(
        g,
        height.astype(np.float32),
        blend(color, dark, 0.75 - 0.8 * np.sin(np.pi * turn)),
        0.7,
        0.4,
        r < 0.94,
    )


PHOTOS: dict[str, Photo] = {
    "splash": Photo(partial(splash, color=0xF1EFE8, dark=0xD2CEC2, clear=0.35)),
    "milk_drop": Photo(partial(splash, color=0xF1EEE4, dark=0xD6CDB8, clear=0.35)),
    "splash_choc": Photo(partial(splash, color=0x6A3A1C, dark=0x3A1A0A)),
    "splash_orange": Photo(partial(splash, color=0xF7A01E, dark=0xE0740A, clear=0.8)),
    "splash_water": Photo(partial(splash, color=0xBFE3F4, dark=0x4F9FD0, clear=0.9, gloss=1.0)),
    "drop_blue": Photo(partial(drop, color=0x7CC6F0, dark=0x155FA8)),
    "drop_green": Photo(partial(drop, color=0xA4DC8A, dark=0x1E7A34)),
    "drop_gold": Photo(partial(drop, color=0xF9D25A, dark=0xB8740A)),
    "bubbles": Photo(bubbles, bubble, shadow=False),
    "suds": Photo(foam, foam),
    "ice": Photo(partial(heap, piece=ice_cube, count=4, size=0.58), ice_cube),
    "waves": Photo(wave, shadow=False),
    "caramel": Photo(partial(splash, color=0xD98A24, dark=0x9A520C, clear=0.6)),
    "swirl": Photo(partial(swirl, color=0xF6E8CC, dark=0xCDA674)),
}
