"""Nuts, seeds, beans, grains, coffee: small things that come in heaps."""

from functools import partial

import numpy as np

from assets.art.photo.library import Photo
from assets.art.photo.parts import heaped
from assets.art.photo.relief import Grid, Pen, Plane, blend, dome, shade, step


def _speckled(g: Grid, color: int, dark: int, fine: float = 5.0, amount: float = 0.5) -> Plane:
    return blend(color, dark, amount + 0.55 * g.noise(fine, 4))


def almond(p: Pen) -> None:
    g = p.grid()
    if g is None:
        return
    half = 0.56 * np.sqrt(np.clip(1 - g.x**2, 0, 1)) * (1 - 0.34 * g.x)
    with np.errstate(invalid="ignore", divide="ignore"):
        height = np.sqrt(1 - (g.y / half) ** 2) * half * 0.62
    groove = g.noise(2.6, 4, along=7, across=0.5)
    paint = shade(_speckled(g, 0xB4713A, 0x74401C, 3), 0.30 * groove)
    p.lay(g, height + 0.022 * groove, paint, 0.22, 0.0, np.abs(g.x) < 1)


def hazelnut(p: Pen) -> None:
    g = p.grid()
    if g is None:
        return
    height = dome(g, 0.86, 0.92)
    streak = g.noise_at(g.angle * 2.5, g.rr, 2.5, 3, across=5)
    paint = shade(blend(0xB1703A, 0x7A4420, 0.4 + 0.4 * streak), 0.12 * g.noise(5, 2))
    cap = step(0.42, 0.30, np.hypot(g.x + 0.18, g.y - 0.28) + 0.05 * g.noise(4, 2))
    p.lay(g, height - 0.03 * cap, blend(paint, 0xDDBB8C, 0.9 * cap), 0.5)


def peanut(p: Pen) -> None:
    g = p.grid()
    if g is None:
        return
    half = 0.38 - 0.11 * np.exp(-((g.x - 0.05) ** 2) / 0.05)
    half = half * np.sqrt(np.clip(1 - np.abs(g.x) ** 3.2, 0, 1))
    with np.errstate(invalid="ignore", divide="ignore"):
        height = np.sqrt(1 - (g.y / half) ** 2) * half
    net = np.abs(np.sin(g.x * 17) * np.cos(g.y * 15 + g.x * 2))
    paint = shade(blend(0xE2B473, 0xB88240, 0.5 + 0.5 * g.noise(3, 3)), -0.34 * net + 0.1)
    p.lay(g, height - 0.035 * net, paint, 0.16, 0.0, np.abs(g.x) < 1)


def peanut_kernel(p: Pen) -> None:
    g = p.grid()
    if g is None:
        return
    seam = np.exp(-((g.y / 0.05) ** 2))
    paint = shade(blend(0xE6B667, 0xC68636, 0.45 + 0.5 * g.noise(2.5, 4)), -0.3 * seam)
    p.lay(g, dome(g, 0.9, 0.56) * 0.7 - 0.04 * seam + 0.015 * g.noise(9, 2), paint, 0.5)


def cashew(p: Pen) -> None:
    g = p.grid()
    if g is None:
        return
    y = g.y - 0.15
    r, a = np.hypot(g.x, y * 1.05), np.arctan2(-y, g.x)
    off = (r - 0.62) / (0.31 * np.sqrt(np.clip(1 - ((a - 1.57) / 2.2) ** 6, 0, 1)) + 1e-4)
    with np.errstate(invalid="ignore"):
        height = np.sqrt(1 - off * off) * 0.34
    inside = (np.abs(a - 1.57) < 2.2) | (a < -2.7)
    paint = blend(0xF0D8A6, 0xC98F48, 0.25 + 0.5 * g.noise(2.2, 4))
    p.lay(g, height + 0.012 * g.noise(8, 2), paint, 0.4, 0.1, inside)


def walnut(p: Pen) -> None:
    g = p.grid()
    if g is None:
        return
    fold = np.abs(g.noise(2.6, 3))
    paint = blend(0xD9A866, 0x7C4A1E, 0.9 - 1.2 * fold)
    p.lay(g, dome(g, 0.95, 0.82) * 0.7 + 0.16 * fold - 0.1 * np.exp(-((g.y / 0.06) ** 2)), paint, 0.25)


def pistachio(p: Pen) -> None:
    g = p.grid()
    if g is None:
        return
    shell = dome(g, 0.95, 0.62) * 0.6
    split = np.abs(g.y + 0.05 * g.x) < 0.17 * np.sqrt(np.clip(1 - (g.x / 0.85) ** 2, 0, 1))
    paint = blend(0xE6D2A8, 0xC9AC78, 0.5 + 0.5 * g.noise(3, 3))
    nut = blend(0x9DB04A, 0x7A5A6A, 0.35 + 0.6 * g.noise(3, 3))
    paint = np.where(split[..., None], nut, paint)
    p.lay(g, shell - 0.14 * split, paint.astype(np.float32), 0.3)


def coffee_bean(p: Pen) -> None:
    g = p.grid()
    if g is None:
        return
    height = dome(g, 0.95, 0.66) * 0.55
    line = g.y - 0.09 * np.sin(g.x * 3.4)
    cleft = np.exp(-((line / 0.085) ** 2))
    paint = shade(blend(0x5A3018, 0x2E160A, 0.45 + 0.5 * g.noise(2.5, 4)), -0.55 * cleft)
    p.lay(g, height - 0.17 * cleft + 0.012 * g.noise(7, 3), paint, 0.62)


def cocoa(p: Pen) -> None:
    g = p.grid()
    if g is None:
        return
    paint = shade(_speckled(g, 0x7A4426, 0x3F1F10, 3), 0.3 * g.noise(2, 3, along=6))
    p.lay(g, dome(g, 0.95, 0.6) * 0.55 + 0.03 * g.noise(3, 3, along=5), paint, 0.2)


def bean(p: Pen, color: int, dark: int, gloss: float = 0.75, eye: int = 0xF0E6D2) -> None:
    g = p.grid()
    if g is None:
        return
    y = g.y - 0.16 * g.x * g.x + 0.06
    q = 1 - (g.x / 0.95) ** 2 - (y / 0.56) ** 2
    with np.errstate(invalid="ignore"):
        height = np.sqrt(q) * 0.55
    spot = step(0.16, 0.09, np.hypot(g.x * 0.7, y + 0.42))
    p.lay(g, height, blend(blend(color, dark, 0.3 + 0.5 * g.noise(2, 4)), eye, spot), gloss, 0.1)


def chickpea(p: Pen) -> None:
    g = p.grid()
    if g is None:
        return
    height = dome(g, 0.9, 0.86) * 0.85 - 0.10 * np.exp(-((g.x / 0.1) ** 2)) * (g.y > -0.2)
    height = height + 0.05 * g.noise(2.2, 2)
    p.lay(g, height, blend(0xE2B768, 0xBC8640, 0.4 + 0.5 * g.noise(2, 4)), 0.45, 0.1)


def lentil(p: Pen, color: int = 0x9A7A44, dark: int = 0x5E5226) -> None:
    g = p.grid()
    if g is not None:
        p.lay(g, dome(g) * 0.36, _speckled(g, color, dark, 3), 0.4)


def pea_seed(p: Pen) -> None:
    g = p.grid()
    if g is not None:
        wrinkle = g.noise(3, 3)
        p.lay(g, dome(g) + 0.02 * wrinkle, blend(0x8CC23E, 0x4F8F22, 0.45 + 0.4 * wrinkle), 0.65, 0.35)


def corn_kernel(p: Pen) -> None:
    g = p.grid()
    if g is None:
        return
    height = dome(g, 0.72 + 0.0, 0.9, 2.8) * 0.6 - 0.08 * np.exp(-g.rr * 6)
    paint = blend(0xFBD23A, 0xE59A12, 0.4 + 0.3 * g.noise(2, 3) + 0.3 * g.y)
    p.lay(g, height, blend(paint, 0xFFF0B8, step(0.5, 0.95, g.y)), 0.8, 0.5)


def peppercorn(p: Pen) -> None:
    g = p.grid()
    if g is not None:
        fold = np.abs(g.noise(2.8, 3))
        p.lay(g, dome(g) * 0.95 + 0.14 * fold, blend(0x1C1512, 0x5E4A3A, 0.15 + 0.9 * fold), 0.3)


def grain(
    p: Pen, color: int, dark: int, thick: float = 0.24, crease: float = 0.0, gloss: float = 0.35
) -> None:
    """Rice, wheat, oat: a long grain along x."""
    g = p.grid(1.0, 0.6)
    if g is None:
        return
    half = thick * np.sqrt(np.clip(1 - g.x**2, 0, 1))
    with np.errstate(invalid="ignore", divide="ignore"):
        height = np.sqrt(1 - (g.y / half) ** 2) * half
    line = crease * np.exp(-((g.y / 0.05) ** 2))
    streak = g.noise(3, 3, along=5)
    paint = shade(blend(color, dark, 0.35 + 0.5 * streak), -1.2 * line)
    p.lay(g, height - 0.3 * line, paint, gloss, 0.3, np.abs(g.x) < 1)


def oat(p: Pen) -> None:
    """A rolled flake of oat."""
    g = p.grid()
    if g is None:
        return
    rough = g.noise(3, 4)
    q = 1 - (g.x / 0.92) ** 2 - (g.y / 0.7) ** 2 + 0.28 * g.noise(1.8, 3)
    height = 0.14 + 0.05 * rough + 0.1 * np.sqrt(np.clip(q, 0, 1)) - 0.05 * np.exp(-((g.y / 0.07) ** 2))
    p.lay(g, height, blend(0xE9D6AC, 0xBE9557, 0.3 + 0.55 * rough), 0.1, 0.1, q > 0)


def flake(p: Pen, color: int = 0xE9A636, dark: int = 0xB8691A) -> None:
    """A crisp, buckled corn flake."""
    g = p.grid()
    if g is None:
        return
    q = 1 - (g.x / 0.95) ** 2 - (g.y / 0.78) ** 2 + 0.32 * g.noise(1.5, 3)
    bump = g.noise(2.4, 3)
    height = (
        0.26
        + 0.28 * (g.rr - 0.3) * float(p.rng.choice([-1.0, 1.0])) * 0.6
        + 0.10 * bump
        + 0.02 * g.noise(9, 2)
    )
    paint = blend(color, dark, 0.25 + 0.6 * g.noise(2, 4) + 0.35 * step(0.35, 0.0, q))
    p.lay(g, height, paint, 0.28, 0.15, q > 0)


def ring(p: Pen, color: int, dark: int) -> None:
    g = p.grid()
    if g is None:
        return
    off = (np.sqrt(g.rr) - 0.64) / 0.33
    with np.errstate(invalid="ignore"):
        height = np.sqrt(1 - off * off) * 0.34
    p.lay(g, height + 0.03 * g.noise(6, 3), _speckled(g, color, dark, 4, 0.4), 0.15)


def loop(p: Pen) -> None:
    """A coloured cereal ring."""
    color, dark = ((0xE2483A, 0xB02A22), (0xF2B22A, 0xC98414), (0x6DB53A, 0x3F8A22), (0x8A5AB8, 0x5A3688))[
        int(p.rng.integers(4))
    ]
    ring(p, color, dark)


def popcorn(p: Pen) -> None:
    g = p.grid()
    if g is None:
        return
    for k in range(7):
        a = k * 1.05 + float(p.rng.uniform(0, 0.6))
        d = 0.48 if k else 0.0
        q = p.at(
            d * float(np.cos(a)), d * float(np.sin(a)), float(p.rng.uniform(0.36, 0.52)), 0, 0.1 * (k % 3)
        )
        h = q.grid()
        if h is None:
            continue
        puff = h.noise(1.7, 3)
        core = step(0.2, -0.9, puff) * 0.8
        q.lay(h, dome(h) + 0.2 * puff, blend(0xFFF8E4, 0xEBB040, core), 0.1, 0.35)


def candy_coated(p: Pen) -> None:
    color, dark = ((0xD3222A, 0x9A1018), (0x2A6FC0, 0x174A8A), (0x4FA52E, 0x2F7A1A), (0xF2C21E, 0xC9930A))[
        int(p.rng.integers(4))
    ]
    g = p.grid()
    if g is not None:
        p.lay(g, dome(g) * 0.6, blend(color, dark, 0.3 + 0.3 * g.noise(1.4, 3)), 0.85)


_RICE = partial(grain, color=0xFBF6E8, dark=0xE2D6B4, thick=0.16)
_WHEAT_GRAIN = partial(grain, color=0xD9A75A, dark=0xA06F2C, thick=0.42, crease=0.12)

PHOTOS: dict[str, Photo] = {
    "almond": heaped(almond, 13, 0.36),
    "hazelnut": heaped(hazelnut, 12, 0.32),
    "peanut": heaped(peanut, 8, 0.48),
    "peanut_kernel": heaped(peanut_kernel, 14, 0.32),
    "cashew": heaped(cashew, 9, 0.42),
    "walnut": heaped(walnut, 6, 0.46),
    "pistachio": heaped(pistachio, 10, 0.38),
    "coffee_bean": heaped(coffee_bean, 24, 0.27),
    "cocoa": heaped(cocoa, 9, 0.42),
    "bean_red": heaped(partial(bean, color=0x9A2A20, dark=0x5A100E), 13, 0.34),
    "bean_white": heaped(partial(bean, color=0xF2EAD6, dark=0xD2C4A0, eye=0xC9B27E), 13, 0.34),
    "chickpea": heaped(chickpea, 22, 0.24),
    "lentil": heaped(lentil, 26, 0.22),
    "pea": heaped(pea_seed, 26, 0.22),
    "sweetcorn": heaped(corn_kernel, 18, 0.27),
    "peppercorn": heaped(peppercorn, 20, 0.25),
    "rice": heaped(_RICE, 46, 0.24, 0.35),
    "oat": heaped(oat, 16, 0.34, 0.4),
    "wheat_grain": heaped(_WHEAT_GRAIN, 22, 0.26, 0.4),
    "flake": heaped(flake, 10, 0.46, 0.5),
    "ring_choc": heaped(partial(ring, color=0x6B3C20, dark=0x3A1C0C), 11, 0.36),
    "ring": heaped(partial(ring, color=0xE2AE5A, dark=0xB87A2C), 11, 0.36),
    "loop": heaped(loop, 11, 0.36),
    "popcorn": heaped(popcorn, 8, 0.44),
    "candy_coated": heaped(candy_coated, 13, 0.32),
}
