"""Served food as relief: bowls, cups, pizza."""

from functools import partial

import numpy as np

from assets.art.photo.bakes import crisp
from assets.art.photo.fruit import blueberry, strawberry
from assets.art.photo.garden import mushroom, olive, tomato
from assets.art.photo.library import Photo
from assets.art.photo.parts import leaf, stem
from assets.art.photo.relief import Pen, Piece, blend, shade, step
from assets.art.photo.seeds import flake, grain, pea_seed, ring

_CHINA, _SHADE = 0xF6F4EF, 0xD9D4C9


def vessel(p: Pen, china: int, top: float, bottom: float, width: float, foot: float, tilt: float) -> None:
    """The outside of a bowl or cup between two levels, and its rim seen at an angle (``tilt``)."""
    g = p.grid(1.15)
    if g is None:
        return
    t = np.clip((g.y - top) / (bottom - top), 0, 1)
    half = foot + (width - foot) * np.sqrt(np.clip(1 - t**2.2, 0, 1))
    sag = tilt * np.sqrt(np.clip(1 - (g.x / np.maximum(half, 0.05)) ** 2, 0, 1)) * (half / width)
    front = top + 0.94 * tilt * np.sqrt(np.clip(1 - (g.x / width) ** 2, 0, 1))
    inside = (g.y > front) & (g.y - sag < bottom - tilt * 0.4) & (np.abs(g.x) < half)
    with np.errstate(invalid="ignore"):
        height = np.sqrt(1 - (g.x / half) ** 2) * half * (1 - 0.35 * t * t)
    p.lay(g, height, blend(china, _SHADE, 0.2 * t + 0.05 * g.noise(2, 2)), 0.7, 0.1, inside)
    rim = np.sqrt((g.x / width) ** 2 + ((g.y - top) / tilt) ** 2)
    lip = 0.9 + 0.35 * (g.y - top) / tilt - 0.35 * step(0.94, 0.86, rim)
    paint = blend(china, shade(china, np.full(rim.shape, -0.25)), step(0.95, 0.8, rim))
    p.lay(g, lip + 0.02 * (1 - np.abs(rim - 0.96) * 20), paint, 0.7, 0.1, rim < 1)


def broth(p: Pen, y: float, rx: float, ry: float, color: int, dark: int, gloss: float = 0.85) -> None:
    """What a vessel is filled with, up to its rim."""
    g = p.grid(1.15)
    if g is None:
        return
    r = np.sqrt((g.x / rx) ** 2 + ((g.y - y) / ry) ** 2)
    swirl = g.noise(2.4, 3, along=2)
    paint = blend(blend(color, dark, 0.4 + 0.45 * swirl), dark, 0.6 * step(0.8, 1.0, r))
    p.lay(g, 0.75 + 0.35 * (g.y - y) / ry + 0.02 * swirl, paint, gloss, 0.3, r < 1)


def topped(
    p: Pen,
    pieces: tuple[Piece, ...],
    count: int,
    size: float,
    y: float,
    rx: float,
    ry: float,
    hill: float = 0.25,
) -> None:
    """Pieces strewn over the filling, the middle ones higher."""
    for i in range(count):
        k = (i + 0.5) / count
        a, d = i * 2.39996 + float(p.rng.normal(0, 0.3)), float(np.sqrt(1 - k))
        x, v = rx * 0.86 * d * float(np.cos(a)), y + ry * 0.8 * d * float(np.sin(a)) - hill * (1 - d)
        piece = pieces[i % len(pieces)]
        piece(p.at(x, v, size, float(p.rng.uniform(0, 360)), 0.8 + 0.35 * (v - y) / ry + 0.3 * k))


def bowl(
    p: Pen, color: int, dark: int, pieces: tuple[Piece, ...], count: int, size: float, china: int = _CHINA,
    hill: float = 0.0,
) -> None:  # fmt: skip
    vessel(p, china, -0.16, 0.86, 0.98, 0.36, 0.34)
    broth(p, -0.16, 0.88, 0.28, color, dark)
    topped(p, pieces, count, size, -0.16, 0.86, 0.27, hill)


def cup(p: Pen, color: int, dark: int, foam: int) -> None:
    """A cup of coffee or tea on its saucer."""
    plate = p.grid(1.1)
    if plate is not None:
        r = np.sqrt((plate.x / 1.0) ** 2 + ((plate.y - 0.72) / 0.26) ** 2)
        p.lay(
            plate,
            0.1 + 0.1 * step(0.6, 1.0, r) - 0.2 * plate.y,
            blend(_CHINA, _SHADE, 0.3 * plate.x),
            0.7,
            0.1,
            r < 1,
        )
    handle = p.at(0.72, 0.06, 0.32, 0, 0.2)
    g = handle.grid()
    if g is not None:
        off = (np.hypot(g.x, g.y * 0.9) - 0.72) / 0.2
        with np.errstate(invalid="ignore"):
            handle.lay(g, np.sqrt(1 - off * off) * 0.3, blend(_CHINA, _SHADE, 0.3 + 0 * g.x), 0.8)
    q = p.at(-0.04, -0.08, 0.78, 0, 0.3)
    vessel(q, _CHINA, -0.42, 0.98, 0.98, 0.5, 0.27)
    broth(q, -0.42, 0.88, 0.21, color, dark, 0.9)
    h = q.grid(1.1)
    if h is not None and foam:
        r = np.sqrt((h.x / 0.86) ** 2 + ((h.y + 0.42) / 0.2) ** 2)
        froth = step(0.55, 0.95, r + 0.25 * h.noise(3, 3))
        paint = blend(color, foam, froth)
        q.lay(h, 0.78 + 1.25 * (h.y + 0.42) + 0.02 * h.noise(8, 2), paint, 0.4, 0.2, (r < 1) & (froth > 0.25))


def salami(p: Pen) -> None:
    g = p.grid()
    if g is None:
        return
    fat = step(0.35, 0.8, g.noise(4.5, 2))
    paint = blend(blend(0xB02A1E, 0x7E1610, 0.4 + 0.4 * g.noise(2, 3)), 0xE8B09A, 0.75 * fat)
    p.lay(g, (0.16 + 0.1 * g.rr - 0.3 * step(0.9, 1, g.rr)).astype(np.float32), paint, 0.75, 0.1, g.rr < 1)


def pizza(p: Pen, toppings: tuple[Piece, ...] = (salami,), count: int = 9) -> None:
    g = p.grid(1.05)
    if g is None:
        return
    r = np.sqrt(g.rr) + 0.03 * g.noise(1.5, 2)
    crust = step(0.80, 0.88, r)
    melt = g.noise(2.2, 4)
    height = 0.10 + 0.16 * np.sqrt(np.clip(1 - ((r - 0.90) / 0.1) ** 2, 0, 1)) + 0.04 * melt * (1 - crust)
    cheese = blend(0xF6D27A, 0xE0702A, 0.35 + 0.7 * g.noise(1.8, 3))
    cheese = blend(cheese, 0xFBE7AE, step(0.3, 0.9, melt))
    edge = blend(0xDDA458, 0x8A4E1E, 0.4 + 0.6 * g.noise(3, 4))
    p.lay(
        g,
        height.astype(np.float32),
        blend(cheese, edge, crust),
        (0.55 - 0.4 * crust).astype(np.float32),
        0.1,
        r < 1,
    )
    for i in range(count):
        a, d = i * 2.39996 + 0.3, 0.72 * float(np.sqrt((i + 0.5) / count))
        piece = toppings[i % len(toppings)]
        piece(p.at(d * float(np.cos(a)), d * float(np.sin(a)), 0.19, float(p.rng.uniform(0, 360)), 0.12))
    for i in range(5):
        a, d = i * 2.1 + 1.0, 0.5
        leaf(p.at(d * float(np.cos(a)), d * float(np.sin(a)), 0.13, i * 77, 0.2), 0x3C8A2A, 0.5, 0.8)


def glass(p: Pen, color: int, dark: int) -> None:
    """A tumbler of juice."""
    g = p.grid(1.05)
    if g is None:
        return
    half = 0.56 - 0.10 * (g.y + 0.9) / 1.8
    inside = (np.abs(g.x) < half) & (
        np.abs(g.y) < 0.92 + 0.08 * np.sqrt(np.clip(1 - (g.x / half) ** 2, 0, 1))
    )
    with np.errstate(invalid="ignore"):
        height = np.sqrt(1 - (g.x / half) ** 2) * half
    level = step(-0.62, -0.58, g.y)
    paint = blend(0xE4ECEF, blend(color, dark, 0.4 + 0.5 * np.abs(g.x) / half), level)
    paint = blend(paint, 0xF2F6F7, step(0.82, 0.88, g.y))
    p.lay(g, height.astype(np.float32), paint, 0.95, 0.6, inside, 0.45 + 0.55 * level)


def lettuce(p: Pen) -> None:
    leaf(p, 0x7FB53A, 0.6, 0.9, 1.0, 7)


def _carrot_slice(p: Pen) -> None:
    g = p.grid()
    if g is not None:
        core = step(0.45, 0.35, np.sqrt(g.rr))
        p.lay(g, 0.2 + 0.05 * core, blend(0xEE7F1A, 0xF7A63A, core + 0.2 * g.noise(4, 2)), 0.7, 0.4, g.rr < 1)


_WHITE_RICE = partial(grain, color=0xFBF8EE, dark=0xE6DCC2, thick=0.24)
_CHOC_RING = partial(ring, color=0x6B3C20, dark=0x3A1C0C)


def _bowl(
    color: int, dark: int, pieces: tuple[Piece, ...], count: int, size: float, hill: float = 0.0
) -> Photo:
    return Photo(
        partial(bowl, color=color, dark=dark, pieces=pieces, count=count, size=size, hill=hill), None, True
    )


def sprinkle(p: Pen) -> None:
    stem(p, 0x4F8A2E, 0.16, 0.1)


PHOTOS: dict[str, Photo] = {
    "bowl_red": _bowl(0xD8401E, 0xA8240E, (sprinkle, tomato), 9, 0.13),
    "bowl_yellow": _bowl(0xF0BE4A, 0xD9932A, (_carrot_slice, sprinkle, pea_seed), 15, 0.12),
    "bowl_orange": _bowl(0xF08A24, 0xD0640E, (sprinkle,), 7, 0.12),
    "bowl_brown": _bowl(0x9A6434, 0x64391A, (mushroom, sprinkle, _carrot_slice), 12, 0.14),
    "bowl_green": _bowl(0x86AC42, 0x557A24, (pea_seed, sprinkle), 14, 0.10),
    "bowl_white": _bowl(0xF6F1E2, 0xDCCFB0, (_WHITE_RICE,), 130, 0.15, 0.34),
    "cereal_bowl": _bowl(0xFBF8F0, 0xE6E0D2, (flake, flake, strawberry), 26, 0.2, 0.2),
    "cereal_bowl_choc": _bowl(0xF6EEE2, 0xD8C6AE, (_CHOC_RING,), 30, 0.17, 0.2),
    "muesli_bowl": _bowl(0xFBF8F0, 0xE6E0D2, (flake, blueberry, flake, strawberry), 28, 0.18, 0.2),
    "crisp_bowl": _bowl(0xE9B33A, 0xB8741E, (crisp,), 16, 0.34, 0.4),
    "salad_bowl": _bowl(0x6FA53A, 0x3F7A1E, (lettuce, tomato, lettuce, olive), 18, 0.24, 0.25),
    "cup": Photo(partial(cup, color=0x4A2410, dark=0x2A1206, foam=0xC48F56), None, True),
    "cup_tea": Photo(partial(cup, color=0xC97A1E, dark=0x8A3F0C, foam=0), None, True),
    "pizza": Photo(pizza),
    "pizza_green": Photo(partial(pizza, toppings=(mushroom, olive, tomato), count=10)),
    "glass_orange": Photo(partial(glass, color=0xF59A1A, dark=0xD06A0A), None, True),
    "glass_red": Photo(partial(glass, color=0xB0142A, dark=0x6A0616), None, True),
}
