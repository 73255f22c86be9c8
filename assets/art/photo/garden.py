"""Vegetables as relief."""

from functools import partial

import numpy as np

from assets.art.photo.library import Photo
from assets.art.photo.parts import calyx, heap, leaf, round_fruit, stem
from assets.art.photo.relief import Pen, Piece, blend, dome, shade, step
from assets.art.photo.seeds import corn_kernel, pea_seed


def tomato(p: Pen) -> None:
    round_fruit(p, 0xD8281A, 0xB01010, 0.7, 0.0, 0.9, 0, 0.88, 0.25, 0.3, lobes=5)
    calyx(p.at(0.0, -0.56, 1.0, 0, 0.62), 0x3F8A2A, 6, 0.46, 0.13)
    stem(p.at(0.02, -0.68, 0.16, -70, 0.8), 0x4A7A28, 0.25)


def tomato_half(p: Pen) -> None:
    g = p.grid()
    if g is None:
        return
    r, a = np.sqrt(g.rr), g.angle
    spoke = np.abs(((a * 4 / 6.2832 + 0.05 * g.noise(1.5, 2)) % 1) - 0.5) * 2
    jelly = step(0.75, 0.55, spoke) * step(0.84, 0.74, r) * step(0.24, 0.36, r)
    seed = step(0.4, 0.8, g.noise(7, 1)) * jelly
    paint = blend(0xE2442E, 0xC8381C, 0.5 + 0.5 * g.noise(4, 3))
    paint = blend(paint, 0xD86A1E, 0.8 * jelly)
    paint = blend(paint, 0xF2CF7A, seed)
    paint = blend(paint, 0xB8160E, step(0.94, 0.97, r))
    height = 0.3 - 0.07 * jelly + 0.05 * seed - 0.2 * step(0.9, 1.0, r)
    p.lay(g, height.astype(np.float32), paint, 0.95, 0.6, r < 1)


def tomatoes(p: Pen) -> None:
    tomato(p.at(0.26, -0.18, 0.68))
    tomato_half(p.at(-0.42, 0.42, 0.5, -10, 0.7))
    leaf(p.at(0.5, 0.66, 0.34, 20, 0.7), 0x3C8A2C, 0.5, 0.6)


def chili(p: Pen) -> None:
    g = p.grid(1.0)
    if g is None:
        return
    y = g.y - 0.28 * g.x * g.x + 0.12
    t = np.clip((g.x + 0.8) / 1.75, 0, 1)
    half = 0.27 * (1 - t) ** 0.62 * step(-0.08, 0.12, t)
    with np.errstate(invalid="ignore", divide="ignore"):
        height = np.sqrt(1 - (y / half) ** 2) * half + 0.015 * g.noise(2, 2, along=2)
    p.lay(g, height, blend(0xD81E1A, 0x8E0A0E, 0.3 + 0.4 * g.noise(1.5, 3)), 0.95, 0.2, (t > 0) & (t < 1))
    stem(p.at(-0.88, -0.02, 0.22, 24, 0.12), 0x5A8A2A, 0.28, -0.3)


def pepper(p: Pen, color: int = 0xD0221A, dark: int = 0x8E0C0E) -> None:
    g = p.grid()
    if g is None:
        return
    lobe = np.abs(np.cos(np.arcsin(np.clip(g.x / 0.86, -1, 1)) * 2.6))
    half = 0.84 * (1 - 0.16 * np.clip(g.y, 0, 1))
    q = 1 - np.abs(g.x / half) ** 2.4 - np.abs((g.y - 0.08) / (0.86 - 0.06 * (1 - lobe))) ** 3.4
    with np.errstate(invalid="ignore"):
        height = np.sqrt(q) * (0.62 + 0.24 * lobe)
    height = height - 0.3 * np.exp(-((g.x / 0.32) ** 2) - ((g.y + 0.72) / 0.14) ** 2)
    p.lay(g, height, shade(blend(color, dark, 0.3 + 0.35 * g.noise(1.2, 3)), 0.25 * (lobe - 0.7)), 0.95, 0.15)
    stem(p.at(0.04, -0.76, 0.26, -72, 0.6), 0x4F8A2C, 0.34, 0.15)


def onion(p: Pen, color: int = 0xC98A3A, dark: int = 0x8A4E1C) -> None:
    g = p.grid()
    if g is None:
        return
    tip = 0.24 * np.exp(-((g.x / 0.16) ** 2)) * (g.y < 0)
    q = 1 - (g.x / 0.92) ** 2 - ((g.y - 0.1) / (0.82 + tip)) ** 2
    with np.errstate(invalid="ignore"):
        height = np.sqrt(q)
    meridian = np.arctan2(g.x, np.sqrt(np.clip(q, 0.02, 1)))
    streak = g.noise_at(meridian * 3, g.y, 3.5, 3, across=8)
    p.lay(
        g,
        height + 0.01 * streak,
        shade(blend(color, dark, 0.4 + 0.5 * streak), 0.1 * g.noise(2, 3)),
        0.6,
        0.1,
    )


def onion_ring(p: Pen) -> None:
    g = p.grid()
    if g is None:
        return
    r = np.sqrt(g.rr)
    wave = np.abs(((r * 5.2 + 0.1 * g.noise(1, 2)) % 1) - 0.5) * 2
    paint = blend(0xF6F0F2, 0x9A4A86, step(0.72, 0.98, wave) * 0.8 + step(0.92, 0.97, r))
    p.lay(g, (0.2 + 0.07 * np.sqrt(np.clip(1 - wave, 0, 1))).astype(np.float32), paint, 0.6, 0.6, r < 1)


def onions(p: Pen) -> None:
    onion(p.at(0.26, -0.12, 0.72))
    onion_ring(p.at(-0.40, 0.44, 0.48, 0, 0.7))


def garlic(p: Pen) -> None:
    q = p.at(0.05, 0.08, 0.92)
    g = q.grid(1.05)
    if g is None:
        return
    lobe = np.abs(np.cos(np.arcsin(np.clip(g.x / 0.9, -1, 1)) * 3))
    tip = 0.5 * np.exp(-((g.x / 0.13) ** 2)) * (g.y < 0)
    qv = 1 - (g.x / 0.9) ** 2 - ((g.y - 0.12) / (0.66 + tip)) ** 2
    with np.errstate(invalid="ignore"):
        height = np.sqrt(qv) * (0.72 + 0.16 * lobe)
    streak = g.noise_at(np.arcsin(np.clip(g.x / 0.9, -1, 1)) * 4, g.y, 3, 3, across=7)
    paint = blend(blend(0xF8F2E8, 0xD9C9C4, 0.4 + 0.5 * streak), 0xA8709A, 0.28 * step(0.2, 1.0, streak))
    q.lay(g, height, paint, 0.3, 0.3)


def corn(p: Pen) -> None:
    """A cob between its husks."""
    for side in (-1, 1):
        leaf(p.at(side * 0.36, 0.36, 0.85, -90 + side * 26, 0.0), 0x7FB04A, 0.32, 0.8)
    cob = p.at(0, -0.02, 1.0, 0, 0.1)
    for j in range(13):
        y = -0.86 + j * 0.138
        half = 0.40 * np.sqrt(max(1 - ((j - 6.5) / 7.4) ** 4, 0.02))
        for i in range(6):
            a = (i + 0.5) / 6 * 3.1416 - 1.5708
            k = cob.at(float(half * np.sin(a)), y, 0.105, 0, 0.36 * float(np.cos(a)))
            corn_kernel(k)
    for side in (-1, 1):
        leaf(p.at(side * 0.30, 0.62, 0.5, -90 + side * 16, 0.45), 0x8CBB52, 0.42, 0.8)


def pea_pod(p: Pen) -> None:
    g = p.grid(1.0, 0.6)
    if g is None:
        return
    y = g.y + 0.28 * g.x * g.x - 0.1
    half = 0.26 * np.sqrt(np.clip(1 - g.x**4, 0, 1))
    q = np.abs(y) / np.maximum(half, 1e-3)
    p.lay(
        g,
        (0.02 + 0.2 * q**2).astype(np.float32),
        blend(0x6FAE34, 0x3F7A1E, 0.4 + 0.5 * g.noise(3, 3)),
        0.5,
        0.3,
        q < 1,
    )
    for i in range(6):
        x = -0.65 + i * 0.26
        pea_seed(p.at(x, 0.1 - 0.28 * x * x, 0.165, 0, 0.06))


def carrot(p: Pen) -> None:
    g = p.grid(1.0, 0.5)
    if g is None:
        return
    t = np.clip((g.x + 0.7) / 1.7, 0, 1)
    half = 0.30 * (1 - t) ** 0.55 * step(-0.05, 0.06, t)
    with np.errstate(invalid="ignore", divide="ignore"):
        height = np.sqrt(1 - (g.y / half) ** 2) * half
    groove = step(0.5, 1.0, g.noise(2.2, 3, along=0.35, across=3))
    p.lay(
        g,
        height - 0.02 * groove,
        shade(blend(0xF08A1E, 0xC9600E, 0.4 + 0.4 * g.noise(2, 3)), -0.3 * groove),
        0.4,
        0.2,
        (t > 0) & (t < 1),
    )
    for k in range(5):
        leaf(p.at(-0.86, 0.0, 0.34, 180 + (k - 2) * 24, 0.05 * k), 0x4F9A2E, 0.2, 0.5)


def cucumber(p: Pen) -> None:
    q = p.at(0.12, -0.22, 0.95, -28)
    g = q.grid(1.0, 0.5)
    if g is not None:
        half = 0.34 * np.sqrt(np.clip(1 - g.x**6, 0, 1))
        with np.errstate(invalid="ignore", divide="ignore"):
            height = np.sqrt(1 - (g.y / half) ** 2) * half
        wart = step(0.7, 1.2, g.noise(5, 1))
        paint = blend(blend(0x3E7A2A, 0x1F4A18, 0.4 + 0.5 * g.noise(1.5, 3, along=3)), 0xA8C46A, 0.4 * wart)
        q.lay(g, height + 0.04 * wart, paint, 0.6, 0.1)
    for x, y in ((-0.46, 0.38), (0.2, 0.5)):
        cucumber_slice(p.at(x, y, 0.4, 0, 0.35))


def cucumber_slice(p: Pen) -> None:
    g = p.grid()
    if g is None:
        return
    r = np.sqrt(g.rr)
    seed = np.exp(-((((g.angle * 9 / 6.2832) % 1 - 0.5) / 0.2) ** 2) - ((r - 0.46) / 0.16) ** 2)
    paint = blend(0xD8E8A8, 0xB4D07A, 0.5 + 0.4 * g.noise(4, 3))
    paint = blend(paint, 0xF2F2D0, 1.2 * seed)
    paint = blend(paint, 0x3E7A2A, step(0.9, 0.94, r))
    p.lay(g, (0.2 + 0.03 * seed - 0.1 * step(0.9, 1, r)).astype(np.float32), paint, 0.85, 0.6, r < 1)


def mushroom(p: Pen) -> None:
    g = p.grid()
    if g is None:
        return
    stalk = 1 - np.abs(g.x / (0.30 + 0.10 * g.y)) ** 2
    with np.errstate(invalid="ignore"):
        height = np.sqrt(stalk) * 0.3
    p.lay(
        g,
        height,
        blend(0xEFE3D0, 0xC9B498, 0.4 + 0.4 * g.noise(3, 3, across=4)),
        0.1,
        0.2,
        (g.y > 0) & (g.y < 0.95),
    )
    q = 1 - (g.x / 0.95) ** 2 - ((g.y + 0.12) / 0.72) ** 2
    with np.errstate(invalid="ignore"):
        cap = np.sqrt(q) * 0.9 + 0.2
    paint = blend(0xE9DAC2, 0xA87F58, 0.35 + 0.35 * g.noise(1.6, 4) + 0.3 * g.y)
    p.lay(g, cap, paint, 0.25, 0.1, g.y < 0.26 - 0.1 * np.cos(g.x * 2))


def olive(p: Pen, color: int = 0x7E8A2E, dark: int = 0x4F5A1A) -> None:
    g = p.grid()
    if g is None:
        return
    hole = step(0.24, 0.16, np.hypot((g.x - 0.72) * 1.6, g.y))
    paint = blend(blend(color, dark, 0.4 + 0.4 * g.noise(2, 3)), 0xC9301E, hole)
    p.lay(g, dome(g, 0.95, 0.72) * 0.75 - 0.05 * hole, paint, 0.9, 0.25)


def olives(p: Pen) -> None:
    for x, y, a in ((-0.2, -0.66, 200), (0.36, -0.72, -30), (0.66, -0.36, 10)):
        leaf(p.at(x, y, 0.4, a, 0.1), 0x6A8A5A, 0.17, 0.4)
    for x, y, a, z in ((-0.42, 0.36, 20, 0.0), (0.44, 0.38, -30, 0.05), (0.02, -0.12, 60, 0.2)):
        olive(p.at(x, y, 0.5, a, z))


def beetroot(p: Pen) -> None:
    for k in range(4):
        leaf(p.at(0.06 * (k - 1.5), -0.76, 0.4, -90 + (k - 1.5) * 24, 0.0), 0x4F7F34, 0.34, 0.6)
    round_fruit(p.at(0.0, 0.14, 0.78), 0x6E1A3E, 0x3A0A20, 0.6, 0.006, 0.45, 0, 0.94)


def potato(p: Pen) -> None:
    g = p.grid()
    if g is None:
        return
    q = 1 - (g.x / 0.95) ** 2 - (g.y / 0.70) ** 2 + 0.12 * g.noise(1.2, 2)
    with np.errstate(invalid="ignore"):
        height = np.sqrt(q) * 0.72
    eye = step(0.95, 1.3, g.noise(3.4, 1))
    paint = shade(blend(0xD2A862, 0xA87A3A, 0.4 + 0.5 * g.noise(2.5, 5)), -0.4 * eye)
    p.lay(g, height - 0.05 * eye, paint, 0.18, 0.1)


def pumpkin(p: Pen) -> None:
    g = p.grid()
    if g is None:
        return
    a = np.arcsin(np.clip(g.x / 0.96, -1, 1))
    rib = np.abs(np.cos(a * 4))
    with np.errstate(invalid="ignore"):
        height = np.sqrt(1 - (g.x / 0.96) ** 2 - ((g.y - 0.1) / 0.74) ** 2) * (0.78 + 0.16 * rib)
    p.lay(
        g, height, shade(blend(0xEE8A1E, 0xC25A0E, 0.4 + 0.4 * g.noise(2, 3)), 0.25 * (rib - 0.7)), 0.45, 0.1
    )
    stem(p.at(0.04, -0.68, 0.24, -70, 0.6), 0x6A7A34, 0.3, 0.15)


def _photo(piece: Piece, loose: Piece | None = None) -> Photo:
    return Photo(piece, loose)


PHOTOS: dict[str, Photo] = {
    "tomato": _photo(tomatoes, tomato),
    "chili": _photo(partial(heap, piece=chili, count=3, size=0.85, flat=0.5), chili),
    "pepper": _photo(pepper, pepper),
    "onion": _photo(onions, onion_ring),
    "garlic": _photo(garlic, garlic),
    "corn": _photo(corn, corn_kernel),
    "pea_pod": _photo(pea_pod),
    "carrot": _photo(partial(heap, piece=carrot, count=2, size=0.95, flat=0.6), carrot),
    "cucumber": _photo(cucumber, cucumber_slice),
    "mushroom": _photo(partial(heap, piece=mushroom, count=1, size=0.95), mushroom),
    "olive": _photo(olives, olive),
    "beetroot": _photo(beetroot),
    "potato": _photo(partial(heap, piece=potato, count=3, size=0.62), potato),
    "pumpkin": _photo(pumpkin),
}
