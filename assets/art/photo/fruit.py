"""Fruit and berries as relief."""

from functools import partial

import numpy as np

from assets.art.photo.library import Photo
from assets.art.photo.parts import ball, calyx, heap, leaf, round_fruit, skin, stem, trio
from assets.art.photo.relief import Pen, Piece, blend, cushion, dome, shade, step


def cut_citrus(p: Pen, flesh: int, rind: int) -> None:
    """A half citrus fruit from its cut face: rind, pith, segments full of pulp."""
    g = p.grid(1.0)
    if g is None:
        return
    r = np.sqrt(g.rr)
    a = g.angle
    part = np.abs(((a * np.float32(10 / 6.2832) + 0.08 * g.noise(1.5, 2)) % 1) - 0.5) * 2
    wall = step(0.955 - 0.02, 0.99, part) + step(0.80, 0.86, r) + step(0.12, 0.06, r)
    wall = wall + step(0.80, 1.0, part) * step(0.55, 0.85, r) * 0.6  # segments are rounded at the rim
    wall = np.clip(wall, 0, 1)
    pulp = g.noise_at(a * 5.5, r * 2.2, 2.2, 3)
    grain = g.noise(9, 3)
    inner = blend(flesh, shade(flesh, np.full(r.shape, 0.85, np.float32)), 0.42 + 0.5 * pulp + 0.2 * grain)
    inner = shade(inner, -0.18 + 0.2 * r)
    pith = blend(0xFFF6DE, flesh, 0.18 + 0.15 * g.noise(6, 2))
    paint = blend(inner, pith, wall)
    paint = blend(paint, rind, step(0.90, 0.945, r))
    height = 0.30 + 0.035 * (1 - wall) * (1 + 0.9 * pulp) + 0.02 * grain - 0.25 * step(0.9, 1.02, r)
    gloss = 0.9 * (1 - wall) + 0.25
    p.lay(
        g,
        height.astype(np.float32),
        paint,
        gloss.astype(np.float32),
        (0.8 * (1 - wall)).astype(np.float32),
        r < 1,
    )


def citrus(p: Pen, color: int, flesh: int) -> None:
    """A whole fruit, a half and a leaf."""
    leaf(p.at(0.62, -0.72, 0.42, -24, 0.5), 0x3F8A2A)
    leaf(p.at(-0.02, -0.80, 0.36, 200, 0.4), 0x4C9630)
    round_fruit(p.at(0.28, -0.12, 0.70), color, color, 0.0, 0.016, 0.62)
    cut_citrus(p.at(-0.36, 0.34, 0.60, -12, 0.62), flesh, color)


def apple(p: Pen, color: int, blush: int) -> None:
    g = p.grid(1.05)
    if g is None:
        return
    wave = 1 + 0.045 * np.cos(g.angle * 2) - 0.07 * np.exp(-((g.x / 0.3) ** 2)) * (g.y > 0)
    with np.errstate(invalid="ignore"):
        height = np.sqrt(1 - (g.x * g.x / 0.92 + ((g.y - 0.06) / 0.9) ** 2) / (wave * wave))
    height = height - 0.42 * np.exp(-((g.x / 0.30) ** 2) - ((g.y + 0.62) / 0.16) ** 2)
    streak = g.noise_at(np.arctan2(g.x, 1.6 - np.abs(g.y)) * 6, g.y, 2.4, 3, across=6)
    side = 0.45 + 0.5 * g.x - 0.2 * g.y + 0.4 * streak
    paint = blend(color, blush, step(0.05, 0.95, side))
    paint = blend(paint, 0xF6E7A0, 0.4 * step(0.85, 1.1, g.noise(13, 1)))
    paint = blend(paint, 0x9BA042, 0.7 * np.exp(-((g.x / 0.25) ** 2) - ((g.y + 0.6) / 0.14) ** 2))
    p.lay(g, height.astype(np.float32), paint, 0.72, 0.1)
    stem(p.at(0.05, -0.78, 0.22, -76, 0.55), 0x5A3A1C, 0.16)
    leaf(p.at(0.42, -0.84, 0.36, -14, 0.7), 0x4E9A2E)


def pear(p: Pen, color: int = 0xC3C440, blush: int = 0xC98A3A) -> None:
    g = p.grid(1.0)
    if g is None:
        return
    t = np.clip((g.y + 0.9) / 1.85, 0, 1)
    half = 0.30 + 0.42 * step(0.2, 0.75, t)
    edge = np.sqrt(np.clip(1 - ((t - 0.5) / 0.5) ** 6, 0, 1)) * half
    with np.errstate(invalid="ignore", divide="ignore"):
        height = np.sqrt(1 - (g.x / edge) ** 2) * edge
    paint, height = skin(g, height, color, blush, 0.5, 0.0, 0x8A7A35)
    p.lay(g, height.astype(np.float32), paint, 0.4, 0.1, (t > 0) & (t < 1))
    stem(p.at(0.05, -0.92, 0.16, -76, 0.2), 0x5A3A1C, 0.2)


def stone_fruit(p: Pen, color: int, blush: int, flesh: int) -> None:
    """A peach: velvet ball with its seam, and a wedge."""
    round_fruit(p.at(0.1, -0.06, 0.84), color, blush, 0.95, 0.0, 0.22, clear=0.3)
    g = p.at(0.1, -0.06, 0.84).grid()
    if g is not None:
        seam = np.abs(g.x - 0.35 + 0.45 * g.y * g.y)
        relief = p.relief
        keep = relief.mask[g.window] & (seam < 0.1) & (g.rr < 0.98)
        relief.color[g.window][keep] *= (0.72 + 2.8 * seam[keep])[:, None]
    leaf(p.at(0.42, -0.86, 0.4, -18, 0.9), 0x4A8F2C, 0.26)
    wedge(p.at(-0.42, 0.52, 0.48, -18, 0.9), flesh, color)


def wedge(p: Pen, flesh: int, rind: int) -> None:
    """A crescent slice."""
    g = p.grid(1.0)
    if g is None:
        return
    outer = 1 - np.sqrt(g.x**2 + ((g.y + 0.25) / 0.95) ** 2)
    inner = np.sqrt(g.x**2 + ((g.y + 0.75) / 0.9) ** 2) - 0.78
    d = np.minimum(outer, inner)
    paint = blend(rind, shade(flesh, 0.18 * g.noise(5, 3)), step(0.03, 0.10, outer))
    p.lay(g, cushion(d, 0.25) * 0.35, paint, 0.75, 0.7)


def strawberry(p: Pen, leafy: bool = True) -> None:
    g = p.grid(1.0)
    if g is None:
        return
    t = np.clip((g.y + 0.72) / 1.7, 0, 1)
    edge = 0.86 * np.sqrt(np.clip(1 - t**2.1, 0, 1)) * step(-0.14, 0.22, t) ** 0.5
    with np.errstate(invalid="ignore", divide="ignore"):
        round_ = np.sqrt(1 - (g.x / edge) ** 2)
    height = round_ * np.sqrt(edge) * 0.85
    u = np.arcsin(np.clip(g.x / np.maximum(edge, 0.05), -1, 1)) * np.float32(0.95)
    row = np.round(g.y * 4.6)
    su = (u * 3.6 + 0.5 * (row % 2)) % 1 - 0.5
    sv = (g.y * 4.6) - row
    seed = np.sqrt((su / 0.20) ** 2 + (sv / 0.34) ** 2)
    pit = np.exp(-((su / 0.36) ** 2) - (sv / 0.46) ** 2)
    height = height - 0.055 * pit
    paint = blend(0xDA1420, 0xA3040F, 0.5 + 0.6 * g.noise(2.2, 3))
    paint = blend(paint, 0xF5B9A0, step(0.16, 0.02, t))
    paint = shade(paint, -0.28 * pit)
    paint = blend(paint, 0xF2C24B, step(0.75, 0.45, seed))
    p.lay(g, height.astype(np.float32), paint, 0.85, 0.3, (t > 0) & (t < 1))
    if leafy:
        calyx(p.at(0.0, -0.62, 0.95, 0, 0.52), 0x4C9A2A, 8, 0.44, 0.22)


def berry(p: Pen, color: int, dark: int, bead: float = 0.25, long: float = 1.0) -> None:
    """Raspberry, blackberry: drupelets over a rounded body."""
    count = 0
    for ring, (dist, n) in enumerate(((0.0, 1), (0.33, 6), (0.62, 10), (0.82, 13))):
        for i in range(n):
            a = 6.2832 * (i + 0.5 * (ring % 2)) / n
            x, y = dist * np.cos(a) * 0.92, dist * np.sin(a) * long
            z = 0.75 * float(np.sqrt(max(1 - dist * dist, 0)))
            ball(p.at(float(x), float(y), bead, 0, z), color, dark, 0.75, 0.45)
            count += 1


def blueberry(p: Pen) -> None:
    g = p.grid(1.0)
    if g is None:
        return
    height = dome(g, 1, 0.94)
    cx, cy = g.x - 0.12, g.y + 0.30
    r = np.sqrt(cx * cx + (cy / 0.72) ** 2)
    star = r * (1 + 0.24 * np.cos(np.arctan2(cy, cx) * 5))
    height = height + 0.06 * np.exp(-(((star - 0.34) / 0.07) ** 2)) - 0.16 * step(0.32, 0.1, star)
    bloom = step(-0.5, 0.9, g.noise(1.7, 4))
    paint = blend(0x23305F, 0x7686B8, 0.75 * bloom * step(1.0, 0.5, g.rr))
    paint = blend(paint, 0x141A33, step(0.33, 0.2, star))
    p.lay(g, height.astype(np.float32), paint, 0.35, 0.05)


def grapes(p: Pen, color: int, dark: int) -> None:
    stem(p.at(0.05, -0.82, 0.2, -80, 0.3), 0x7A6A32, 0.2)
    leaf(p.at(0.5, -0.66, 0.42, -8, 0.1), 0x5F9A35, 0.55, 0.4, 0.5, 5)
    rows = ((-0.48, 4, 0.56), (-0.14, 4, 0.5), (0.18, 3, 0.36), (0.46, 2, 0.2), (0.72, 1, 0.0))
    for y, n, half in rows:
        for i in range(n):
            x = half * (2 * i / max(n - 1, 1) - 1) + float(p.rng.normal(0, 0.04))
            z = 0.25 + 0.25 * float(p.rng.random()) - 0.2 * abs(x)
            grape(
                p.at(x, y + float(p.rng.normal(0, 0.04)), 0.27, float(p.rng.uniform(0, 360)), z), color, dark
            )


def grape(p: Pen, color: int = 0x5B2A5A, dark: int = 0x2C1030) -> None:
    g = p.grid(1.0)
    if g is not None:
        bloom = step(-0.2, 1.0, g.noise(1.4, 4))
        paint = blend(blend(color, dark, 0.5 + 0.4 * g.y), 0xB9A9C4, 0.28 * bloom)
        p.lay(g, dome(g, 1, 0.93), paint, 0.6, 0.55)


def cherry(p: Pen) -> None:
    for x, y, r, bend, z in ((0.42, 0.36, 0.46, -0.2, 0.0), (-0.44, 0.44, 0.47, 0.25, 0.1)):
        round_fruit(p.at(x, y, r, 0, z), 0xB10A20, 0x5C0410, 0.9, 0, 0.95, 0, 0.94, 0.3, 0.3)
        stem(p.at(x * 0.6 + 0.06, y - 0.78, 0.5, 90 + 26 * (1 if x < 0 else -1), 0.42), 0x77803A, 0.05, bend)
    leaf(p.at(0.45, -0.8, 0.42, 16, 0.5), 0x3F8A2A)


def pineapple(p: Pen) -> None:
    for k, a in enumerate((-150, -30, -132, -48, -118, -62, -104, -76, -90)):
        leaf(p.at(0.42 * np.cos(np.radians(a)), -0.36 + 0.4 * np.sin(np.radians(a)), 0.46, a, 0.05 * k),
             0x5A8A4A, 0.12, 0.5)  # fmt: skip
    q = p.at(0.0, 0.33, 0.68, 0, 0.1)
    g = q.grid(1.0)
    if g is None:
        return
    height = dome(g, 0.82, 1.0)
    u = np.arcsin(np.clip(g.x / 0.82 / np.sqrt(np.clip(1 - g.y**2, 0.05, 1)), -1, 1))
    a, b = (u + g.y * 1.1) * 2.6, (u - g.y * 1.1) * 2.6
    cell = np.maximum(np.abs(a % 1 - 0.5), np.abs(b % 1 - 0.5)) * 2
    eye = np.hypot(a % 1 - 0.5, b % 1 - 0.5)
    paint = blend(0xE3A02C, 0x7A4A12, step(0.55, 1.0, cell) * 0.9)
    paint = blend(paint, 0x8A9A3A, 0.5 * step(0.2, -0.9, g.y))
    paint = blend(paint, 0x5A3410, step(0.14, 0.05, eye))
    q.lay(g, (height + 0.09 * (1 - cell**3)).astype(np.float32), shade(paint, 0.16 * g.noise(6, 3)), 0.35)


def coconut(p: Pen) -> None:
    fibre(p.at(0.22, -0.18, 0.74), 0x6B4A2C)
    q = p.at(-0.25, 0.28, 0.66, -14, 0.6)
    g = q.grid()
    if g is None:
        return
    r = np.sqrt(g.x**2 + (g.y / 0.86) ** 2)
    height = (
        0.25 + 0.12 * step(0.66, 0.74, r) - 0.35 * np.sqrt(np.clip(1 - (r / 0.72) ** 2, 0, 1)) * (r < 0.72)
    )
    height = height - 0.3 * step(0.92, 1.0, r)
    paint = blend(0xFCFAF4, 0x4A2E18, step(0.89, 0.93, r) + 0)
    paint = shade(paint, 0.05 * g.noise(5, 3))
    q.lay(g, height.astype(np.float32), paint, 0.3, 0.0, r < 1)


def fibre(p: Pen, color: int) -> None:
    g = p.grid()
    if g is not None:
        hair = g.noise(3.5, 4, along=0.35, across=4)
        p.lay(g, dome(g) + 0.035 * hair, shade(color, 0.55 * hair), 0.08)


def banana(p: Pen) -> None:
    g = p.grid(1.0)
    if g is None:
        return
    y = g.y - 0.55 * g.x * g.x + 0.25
    half = 0.30 * np.sqrt(np.clip(1 - np.abs(g.x) ** 5, 0, 1)) * (1 - 0.35 * np.abs(g.x))
    with np.errstate(invalid="ignore", divide="ignore"):
        height = np.sqrt(1 - (y / half) ** 2) * half
    ridge = np.abs(y / np.maximum(half, 0.01) - 0.25)
    paint = blend(0xF2C92E, 0xD9A51C, 0.5 + 0.5 * g.noise(2, 3) - step(0.2, 0.0, ridge) * 0.6)
    paint = blend(paint, 0x5A4218, step(0.82, 0.95, np.abs(g.x)) + step(1.15, 1.4, g.noise(7, 2)))
    p.lay(g, height.astype(np.float32), paint, 0.4, 0.1)


def kiwi(p: Pen) -> None:
    g = p.grid(1.0)
    if g is None:
        return
    r = np.sqrt(g.rr)
    a = g.angle
    rays = g.noise_at(a * 4.5, r, 2.0, 3, across=6)
    seeds = np.exp(-((((a * 16 / 6.2832) % 1 - 0.5) / 0.2) ** 2) - ((r - 0.42 - 0.05 * rays) / 0.1) ** 2)
    paint = blend(0x78A81E, 0xA9CC4A, 0.5 + 0.5 * rays)
    paint = blend(paint, 0xEFF0C4, step(0.30, 0.16, r))
    paint = blend(paint, 0x1D1608, 1.5 * seeds - 0.3)
    paint = blend(paint, 0x6B4F2A, step(0.93, 0.96, r))
    p.lay(g, (0.3 + 0.02 * rays - 0.2 * step(0.92, 1, r)).astype(np.float32), paint, 0.8, 0.6, r < 1)


def vanilla(p: Pen) -> None:
    """A cream blossom and two dark pods."""
    for k, a in enumerate((24, 44)):
        stem(p.at(0.08, 0.30 + 0.14 * k, 0.95, a - 60, 0.05), 0x2E1A0E, 0.055, 0.12)
    for k in range(6):
        x, y = 0.34 * float(np.cos(k * 1.047)) - 0.15, 0.34 * float(np.sin(k * 1.047)) - 0.25
        leaf(p.at(x, y, 0.4, k * 60, 0.2), 0xF6ECC0, 0.45, 0.5, veins=0.15)
    ball(p.at(-0.15, -0.25, 0.16, 0, 0.35), 0xF0B93A, 0xC98A1E, 0.3)


def _photo(piece: Piece, loose: Piece | None = None) -> Photo:
    return Photo(piece, loose, standing=False)


_BLACKBERRY = partial(berry, color=0x2E1630, dark=0x140816)


_RASPBERRY = partial(berry, color=0xC21A48, dark=0x8A0A2A)


PHOTOS: dict[str, Photo] = {
    "orange": _photo(partial(citrus, color=0xF08A12, flesh=0xF58E12)),
    "lemon": _photo(partial(citrus, color=0xF3CF1C, flesh=0xF2DC5A)),
    "lime": _photo(partial(citrus, color=0x6DA52A, flesh=0xB4CF5A)),
    "grapefruit": _photo(partial(citrus, color=0xEBA03A, flesh=0xE04A4A)),
    "orange_slice": _photo(partial(cut_citrus, flesh=0xF58E12, rind=0xF08A12)),
    "lemon_slice": _photo(partial(cut_citrus, flesh=0xF2DC5A, rind=0xF3CF1C)),
    "apple_green": _photo(partial(apple, color=0x9CC03A, blush=0x7FAE2A)),
    "apple_red": _photo(partial(apple, color=0xE2B84A, blush=0xB5121E)),
    "pear": _photo(pear),
    "peach": _photo(partial(stone_fruit, color=0xF2A24A, blush=0xC9342C, flesh=0xF7B23C)),
    "mango": _photo(partial(stone_fruit, color=0xEFA32A, blush=0xB8402A, flesh=0xF9B01E)),
    "strawberry": _photo(partial(trio, piece=strawberry), strawberry),
    "raspberry": _photo(partial(trio, piece=_RASPBERRY), _RASPBERRY),
    "blackberry": _photo(partial(trio, piece=_BLACKBERRY), _BLACKBERRY),
    "blueberry": _photo(partial(heap, piece=blueberry, count=7, size=0.42), blueberry),
    "grape": _photo(partial(grapes, color=0x5B2A5A, dark=0x2A0F2E)),
    "cherry": _photo(cherry),
    "pineapple": _photo(pineapple),
    "coconut": _photo(coconut),
    "banana": _photo(banana),
    "kiwi": _photo(kiwi),
    "vanilla": _photo(vanilla),
}
