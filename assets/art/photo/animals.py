"""Fish, dogs and cats as relief, and landscapes behind them."""

from functools import partial

import numpy as np

from assets.art.photo.library import Photo
from assets.art.photo.parts import ball
from assets.art.photo.relief import Pen, blend, dome, shade, step


def fish(p: Pen) -> None:
    g = p.grid(1.0, 0.6)
    if g is None:
        return
    fork = np.abs(np.abs(g.y) - (g.x - 0.62) * 0.95)
    tail = (
        (g.x > 0.55)
        & (np.abs(g.y) < 0.12 + (g.x - 0.55) * 0.8)
        & ~((g.x > 0.82) & (np.abs(g.y) < (g.x - 0.82) * 1.6))
    )
    streak = g.noise(6, 2, along=6)
    p.lay(
        g,
        (0.05 + 0.02 * streak).astype(np.float32),
        blend(0x5A7488, 0x2E4558, 0.5 + 0.4 * streak + 0 * fork),
        0.4,
        0.3,
        tail,
    )
    fin = (np.abs(g.x - 0.02 + g.y * 0.3) < 0.3) & (g.y < -0.2) & (g.y > -0.46 + 0.5 * np.abs(g.x + 0.1))
    p.lay(
        g,
        (0.04 + 0.02 * streak).astype(np.float32),
        blend(0x4A6276, 0x2E4558, 0.5 + 0.4 * streak),
        0.3,
        0.3,
        fin,
    )
    t = np.clip((g.x + 0.95) / 1.6, 0, 1)
    half = 0.36 * np.clip(np.sin(np.pi * t**0.75), 0, 1) ** 0.75 + 0.06 * step(0.75, 1.0, t)
    with np.errstate(invalid="ignore", divide="ignore"):
        height = np.sqrt(1 - (g.y / half) ** 2) * half
    v = g.y / np.maximum(half, 0.05)
    u, w = g.x * 15, g.y * 15
    scale = np.hypot((u + 0.5 * (np.floor(w) % 2)) % 1 - 0.5, w % 1 - 0.5)
    paint = blend(0xE9EEF0, 0x33536E, step(0.5, -0.75, v) + 0.1 * g.noise(3, 3))
    paint = shade(paint, 0.28 * (0.4 - scale) * step(0.22, 0.3, t))
    gill = np.exp(-(((t - 0.24 - 0.05 * v * v) / 0.012) ** 2)) * (np.abs(v) < 0.8)
    paint = shade(paint, -0.6 * gill)
    p.lay(g, height - 0.02 * gill, paint, 0.85, 0.1, (t > 0) & (t < 1))
    ball(p.at(-0.74, -0.06, 0.055, 0, 0.2), 0xE9D9A0, 0xB89A4A, 0.4)
    ball(p.at(-0.745, -0.065, 0.035, 0, 0.25), 0x101214, 0x000000, 1.0)


def _fur(
    p: Pen,
    rx: float,
    ry: float,
    color: int,
    dark: int,
    depth: float = 0.8,
    comb: float = 3.0,
    patch: float = 0.0,
) -> None:
    """A furry body: an ellipsoid with combed noise and a ragged edge."""
    g = p.grid(1.15)
    if g is None:
        return
    hair = 0.6 * g.noise_at(g.angle * 11, np.sqrt(g.rr), 5.0, 3, across=comb) + 0.5 * g.noise(11, 2, across=2)
    q = 1 - (g.x / rx) ** 2 - (g.y / ry) ** 2 + 0.07 * hair
    height = depth * np.sqrt(np.clip(q, 0, 1)) + 0.035 * hair
    paint = shade(blend(color, dark, 0.35 + 0.35 * g.noise(1.3, 3) + patch * g.y), 0.24 * hair)
    p.lay(g, height.astype(np.float32), paint, 0.1, 0.15, q > 0)


def _eye(p: Pen, iris: int, slit: bool) -> None:
    ball(p, iris, shade_of(iris), 0.9)
    g = p.grid()
    if g is not None:
        pupil = np.hypot(g.x / (0.3 if slit else 0.62), g.y / 0.72) < 1
        p.lay(g, dome(g) + 0.02, blend(0x0A0808, 0x181210, g.rr), 1.0, 0.0, pupil)


def shade_of(value: int) -> int:
    """A darker relative of 0xRRGGBB."""
    r, g, b = (int((value >> k & 255) * 0.55) for k in (16, 8, 0))
    return r << 16 | g << 8 | b


def dog(p: Pen, coat: int, dark: int, ear: int, muzzle: int) -> None:
    _fur(p.at(0.0, -0.08, 0.74, 0, 0.0), 0.92, 1.0, coat, dark, 0.8, patch=-0.2)
    for side in (-1, 1):
        _fur(p.at(side * 0.68, -0.08, 0.5, side * -14, 0.12), 0.44, 1.0, ear, shade_of(ear), 0.5)
    _fur(p.at(0.0, 0.26, 0.42, 0, 0.42), 0.92, 0.8, muzzle, coat, 0.7)
    tongue = p.at(0.03, 0.62, 0.17, 0, 0.5)
    g = tongue.grid()
    if g is not None:
        tongue.lay(
            g,
            dome(g, 0.8, 1.0, 2.6) * 0.4 - 0.08 * np.exp(-((g.x / 0.08) ** 2)),
            blend(0xE8727E, 0xC24A5C, 0.4 + 0.4 * g.y),
            0.8,
            0.4,
        )
    _fur(p.at(0.0, 0.24, 0.36, 0, 0.52), 0.98, 0.6, muzzle, coat, 0.62)
    nose = p.at(0.0, 0.10, 0.15, 0, 0.84)
    h = nose.grid()
    if h is not None:
        nose.lay(h, dome(h, 1.0, 0.7, 2.4) * 0.5 + 0.03 * h.noise(6, 2), blend(0x1C1818, 0x0A0808, h.rr), 0.9)
    for side in (-1, 1):
        _eye(p.at(side * 0.26, -0.16, 0.105, 0, 0.56), 0x4A2A12, False)


def cat(p: Pen, coat: int, dark: int, iris: int) -> None:
    for side in (-1, 1):
        q = p.at(side * 0.5, -0.62, 0.38, side * 16, -0.1)
        g = q.grid(1.05)
        if g is not None:
            d = np.minimum.reduce([0.8 - g.y, 0.62 + 0.45 * g.y - 0.9 * g.x, 0.62 + 0.45 * g.y + 0.9 * g.x])
            inner = step(0.1, 0.28, d)
            paint = blend(
                shade(blend(coat, dark, 0.5 + 0.3 * g.noise(3, 3)), 0.2 * g.noise(9, 2)),
                0xE0A59A,
                0.7 * inner,
            )
            q.lay(g, (0.3 - 0.25 * inner).astype(np.float32), paint, 0.1, 0.3, d + 0.05 * g.noise(8, 2) > 0)
    _fur(p.at(0.0, 0.0, 0.78, 0, 0.0), 1.0, 0.86, coat, dark, 0.75, patch=-0.35)
    for side in (-1, 1):
        _fur(p.at(side * 0.13, 0.3, 0.2, 0, 0.5), 1.0, 0.82, 0xF6F0E6, coat, 0.6)
        _eye(p.at(side * 0.31, -0.1, 0.145, 0, 0.46), iris, True)
    nose = p.at(0.0, 0.17, 0.075, 0, 0.66)
    h = nose.grid()
    if h is not None:
        nose.lay(h, dome(h, 1.0, 0.75) * 0.5, blend(0xD98A80, 0xA85A54, h.rr), 0.6)
    for side in (-1, 1):
        for k in (-1, 0, 1):
            w = p.at(side * 0.56, 0.28 + 0.08 * k, 0.42, 10 * k * side, 0.72)
            g = w.grid(1.0, 0.05)
            if g is not None:
                w.lay(g, 0.02 + 0 * g.x, blend(0xFBF8F2, 0xFFFFFF, g.x), 0.2, 0.0, np.abs(g.y) < 0.014)


def mountain(p: Pen) -> None:
    """A snowy range over blue foothills, fading out below."""
    g = p.grid(1.05)
    if g is None:
        return
    ranges = (
        (-0.05, 0.75, 1.1, 0x6F86A6, 1.0, 0.0),
        (0.35, 0.3, 1.6, 0x4E7088, 0.25, 0.4),
        (0.55, 0.16, 2.2, 0x4A7A52, 0.0, 0.7),
    )
    for base, rise, freq, rock, snow, z in ranges:
        line = (
            base
            - rise * np.clip(1 - np.abs(g.x - 0.12 * (z > 0)) * 1.1, 0, 1)
            - 0.11 * g.noise_at(g.x, g.x * 0 + z, freq * 2, 4)
        )
        depth = g.y - line
        ridge = np.abs(g.noise_at(g.x + 0.35 * depth, g.y * 0.6, freq * 2.2, 4))
        cover = step(0.5, 0.1, depth + 0.9 * ridge - 0.35 * snow) * snow
        paint = blend(shade(rock, 0.5 * g.noise(3, 4)), 0xF7FAFD, cover)
        paint = blend(paint, 0xBFD6E8, 0.55 * step(0.3, 0.9, depth) * (z < 0.6))
        fade = np.clip((1.02 - g.rr) * 3.5, 0, 1)
        p.lay(
            g,
            (z + 0.22 * ridge - 0.1 * depth).astype(np.float32),
            paint,
            0.1,
            0.0,
            (depth > 0) & (fade > 0),
            fade,
        )


def meadow(p: Pen) -> None:
    """Rolling pastures under a row of trees, fading at the rim."""
    g = p.grid(1.05)
    if g is None:
        return
    fade = np.clip((1.0 - g.rr) * 4, 0, 1)
    hills = (
        (-0.22, 0.10, 0.4, 0x6E9A56, 0.0),
        (0.0, 0.12, 2.4, 0x7FB03E, 0.3),
        (0.3, 0.10, 4.3, 0x5E9A28, 0.6),
    )
    for base, amp, phase, color, z in hills:
        line = base + amp * np.sin(g.x * 2.2 + phase)
        tree = 0.10 * step(0.35, 1.0, g.noise_at(g.x, g.x * 0 + phase, 5.5, 3)) if z < 0.5 else 0 * g.x
        depth = g.y - line
        grass = g.noise(9, 3, across=3)
        blossom = step(1.0, 1.3, g.noise(12, 1)) * (z > 0.5)
        paint = blend(
            shade(blend(color, shade_of(color), 0.3 + 0.5 * depth), 0.35 * grass), 0xFBF4C8, blossom
        )
        paint = blend(paint, 0x2E5A2A, step(0.02, -0.02, depth))
        p.lay(
            g,
            (z + 0.06 * grass - 0.2 * depth).astype(np.float32),
            paint,
            0.05,
            0.2,
            (depth > -tree) & (fade > 0),
            fade,
        )


PHOTOS: dict[str, Photo] = {
    "fish": Photo(fish),
    "dog": Photo(partial(dog, coat=0xC9965A, dark=0x8A5A2A, ear=0x8A5A2E, muzzle=0xEBDCC0)),
    "dog_black": Photo(partial(dog, coat=0x3A302A, dark=0x1A1614, ear=0x2A2220, muzzle=0xC98F4E)),
    "dog_white": Photo(partial(dog, coat=0xEFE8DA, dark=0xC9B99A, ear=0xB07A42, muzzle=0xFAF6EC)),
    "cat": Photo(partial(cat, coat=0xB9A58C, dark=0x6A5A4A, iris=0x9AB03A)),
    "cat_ginger": Photo(partial(cat, coat=0xE0944A, dark=0xB0642A, iris=0x7FA53A)),
    "cat_grey": Photo(partial(cat, coat=0x9AA2AC, dark=0x5A626E, iris=0xE0A82A)),
    "mountain": Photo(mountain, shadow=False),
    "meadow": Photo(meadow, shadow=False),
}
