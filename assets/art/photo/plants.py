"""Herbs, leaves, flowers and ears as relief."""

from functools import partial

import numpy as np

from assets.art.photo.library import Photo
from assets.art.photo.parts import leaf, stem
from assets.art.photo.relief import Pen, Piece, blend, dome, shade, step


def sprig(
    p: Pen, color: int, pairs: int, width: float, length: float = 0.5, rough: float = 0.3, edge: int = 0
) -> None:
    """A twig with pairs of leaves, the tip on top."""
    stem(p.at(0, 0.16, 0.82, 90, 0.02), 0x5F7A34, 0.035, 0.05)
    for k in range(pairs):
        t = k / max(pairs - 1, 1)
        y, size = 0.72 - 1.3 * t, length * (1 - 0.5 * t)
        for side in (-1, 1):
            a = -90 + side * (74 - 34 * t) + float(p.rng.normal(0, 7))
            x = side * size * 0.8 * float(np.cos(np.radians(90 - abs(a + 90))))
            dy = -size * 0.8 * float(np.sin(np.radians(90 - abs(a + 90))))
            leaf(p.at(x, y + dy, size, a, 0.06 + 0.05 * k), color, width, 0.45, rough, edge)
    leaf(p.at(0, -0.74, 0.28, -90, 0.3), color, width, 0.45, rough, edge)


def basil(p: Pen) -> None:
    for k, (x, y, r, a) in enumerate(
        ((-0.45, 0.2, 0.55, 160), (0.45, 0.25, 0.55, 24), (0.02, 0.5, 0.46, 85), (-0.3, -0.36, 0.42, 220),
         (0.3, -0.4, 0.42, -45), (0.0, -0.05, 0.34, -90))
    ):  # fmt: skip
        leaf(p.at(x, y, r, a, 0.08 * k), (0x4F9A34, 0x3C8A2A)[k % 2], 0.52, 0.9)


def aloe(p: Pen) -> None:
    for k, a in enumerate((-160, -20, -140, -40, -115, -65, -90)):
        x, y = 0.42 * np.cos(np.radians(a)), 0.55 + 0.62 * np.sin(np.radians(a))
        q = p.at(float(x), float(y), 0.62, a, 0.05 * k)
        g = q.grid(1.0, 0.3)
        if g is None:
            continue
        t = np.clip((g.x + 1) / 2, 0, 1)
        half = 0.19 * (1 - t) ** 0.7
        saw = 1 + 0.18 * np.abs(np.sin(g.x * 16))
        v = np.abs(g.y) / np.maximum(half * saw, 1e-3)
        spot = step(0.8, 1.2, g.noise(9, 1))
        paint = blend(blend(0x7FB07A, 0x3F7A4A, 0.5 + 0.4 * g.noise(1.5, 3)), 0xDCE8C4, 0.5 * spot)
        q.lay(
            g,
            (half * (0.4 + 0.8 * np.sqrt(np.clip(1 - v * v, 0, 1)))).astype(np.float32),
            paint,
            0.6,
            0.5,
            (v < 1) & (np.abs(g.x) < 1),
        )


def flower(p: Pen, petal: int, heart: int, petals: int = 14, width: float = 0.22, cup: float = 0.3) -> None:
    for layer in range(2):
        for k in range(petals):
            a = 360 * (k + 0.5 * layer) / petals
            x, y = 0.56 * np.cos(np.radians(a)), 0.56 * np.sin(np.radians(a))
            leaf(
                p.at(float(x), float(y), 0.44, a, 0.04 * layer + 0.01 * (k % 2)),
                petal,
                width,
                cup,
                veins=0.12,
            )
    q = p.at(0, 0, 0.28, 0, 0.16)
    g = q.grid()
    if g is not None:
        grit = g.noise(5, 2)
        q.lay(
            g, dome(g) * 0.6 + 0.12 * grit, blend(heart, shade(heart, grit * 0 - 0.5), 0.5 - 0.5 * grit), 0.1
        )


def rose(p: Pen, color: int = 0xD6486A, dark: int = 0x8E1A3C) -> None:
    for side in (-1, 1):
        leaf(p.at(side * 0.7, 0.55, 0.42, 20 if side > 0 else 160, 0.0), 0x3F7A34, 0.4, 0.5)
    g = p.grid()
    if g is None:
        return
    r = np.sqrt(g.rr)
    spiral = (r * 3.4 - g.angle / 6.2832 + 0.12 * np.sin(g.angle * 5 + r * 9)) % 1
    edge = 0.86 + 0.05 * np.sin(g.angle * 5)
    height = 0.75 * np.sqrt(np.clip(1 - (r / 0.95) ** 2, 0, 1)) + 0.16 * spiral
    paint = blend(blend(dark, color, 0.25 + 0.9 * spiral), 0xF6C2CC, 0.6 * step(0.86, 1.0, spiral))
    p.lay(g, height.astype(np.float32), paint, 0.2, 0.35, r < edge)


def lavender(p: Pen) -> None:
    for s, (x, lean) in enumerate(((-0.34, -14), (0.34, 14), (0.0, 0))):
        q = p.at(x, 0.0, 1.0, lean, 0.08 * s)
        stem(q.at(0, 0.45, 0.52, 90, 0), 0x7A9A5A, 0.04, 0.02)
        for k in range(9):
            for side in (-1, 0, 1):
                bud = q.at(
                    side * 0.09,
                    0.1 - 0.105 * k + 0.03 * abs(side),
                    0.085,
                    side * 30,
                    0.05 + 0.04 * (side == 0),
                )
                g = bud.grid()
                if g is not None:
                    bud.lay(
                        g,
                        dome(g, 0.7, 1.0),
                        blend(0x9A7FCC, 0x5A3F96, 0.5 + 0.6 * g.noise(1.5, 2)),
                        0.15,
                        0.3,
                    )


def wheat(p: Pen) -> None:
    """Three ears."""
    for s, (x, lean) in enumerate(((-0.36, -20), (0.36, 20), (0.0, 2))):
        q = p.at(x, 0.05, 1.0, lean, 0.1 * s)
        stem(q.at(0, 0.5, 0.5, 90, 0), 0xC79A4A, 0.03, 0.02)
        for k in range(8):
            for side in (-1, 1):
                leaf(
                    q.at(side * 0.085, 0.05 - 0.115 * k, 0.15, -90 + side * 24, 0.03 * k), 0xDDB05A, 0.4, 0.6
                )
        leaf(q.at(0, -0.9, 0.13, -90, 0.3), 0xDDB05A, 0.36, 0.6)


def hop(p: Pen) -> None:
    leaf(p.at(-0.5, -0.62, 0.42, 200, 0.0), 0x4F8A34, 0.5, 0.5, 0.4, 5)
    for row in range(7):
        y, half = -0.5 + 0.2 * row, 0.46 * np.sin(0.55 + 2.35 * (row + 0.5) / 7)
        n = 3 + (row % 2)
        for i in range(n):
            x = half * (2 * i / (n - 1) - 1)
            leaf(p.at(float(x), y + 0.06, 0.26, 90 - 40 * x, 0.6 - 0.06 * row), 0xA4C25A, 0.52, 0.9)


def tea_leaf(p: Pen) -> None:
    leaf(p.at(-0.30, 0.16, 0.62, 205 - 360, 0.0), 0x4F8F32, 0.30, 0.7, 0.2, 9)
    leaf(p.at(0.36, 0.10, 0.62, -28, 0.05), 0x5C9E3A, 0.30, 0.7, 0.2, 9)
    leaf(p.at(0.02, -0.40, 0.56, -84, 0.15), 0x86BC52, 0.22, 0.7, 0.1, 7)
    stem(p.at(-0.02, 0.55, 0.42, 86, 0.02), 0x6F8F3A, 0.06)


def _photo(piece: Piece, loose: Piece | None = None) -> Photo:
    return Photo(piece, loose)


PHOTOS: dict[str, Photo] = {
    "basil": _photo(basil, partial(leaf, color=0x4F9A34, width=0.5, curl=0.9)),
    "mint": _photo(partial(sprig, color=0x4FA04A, pairs=3, width=0.44, length=0.52, rough=0.7, edge=9)),
    "herb": _photo(partial(sprig, color=0x5F7F4A, pairs=6, width=0.14, length=0.42)),
    "tea_leaf": _photo(tea_leaf, partial(leaf, color=0x4F8F32, width=0.3, curl=0.7, edge=9)),
    "aloe": _photo(aloe),
    "daisy": _photo(partial(flower, petal=0xFBFBF4, heart=0xF2B81E)),
    "daisy_yellow": _photo(partial(flower, petal=0xF6CF1E, heart=0xB87A14, petals=10, width=0.3)),
    "sunflower": _photo(partial(flower, petal=0xF2AE14, heart=0x4A2A12, petals=16, width=0.26)),
    "rose": _photo(rose),
    "lavender": _photo(lavender),
    "wheat": _photo(wheat),
    "hop": _photo(hop),
}
