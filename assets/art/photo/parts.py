"""What many pictured things share: leaves, stalks, balls, heaps."""

from functools import partial

import numpy as np

from assets.art.photo.library import Photo
from assets.art.photo.relief import Grid, Pen, Piece, Plane, blend, dome, shade, step


def leaf(
    p: Pen,
    color: int = 0x4E9A2E,
    width: float = 0.36,
    curl: float = 0.25,
    rough: float = 0.0,
    edge: int = 0,
    veins: float = 1.0,
) -> None:
    """A leaf along +x from the left of the unit circle to its right, veined and a little folded."""
    g = p.grid(1.0, width * 1.3)
    if g is None:
        return
    t = np.clip((g.x + 1) / 2, 0, 1)
    profile = np.float32(width) * 2.6 * np.sqrt(t) * (1 - t) ** 0.8
    if edge:
        profile = profile * (1 - 0.10 * np.abs(np.sin(t * np.float32(edge * 3.14))))
    side = np.abs(g.y) / np.maximum(profile, 1e-4)
    where = (side < 1) & (np.abs(g.x) < 1)
    vein = np.abs(((g.x - np.abs(g.y) * 0.9) * 4.5) % 1 - 0.5) * 2
    height = (
        0.10
        + curl * width * (side * (1 - 0.5 * side))
        + curl * 0.3 * (1 - g.x * g.x)
        - 0.05 * veins * step(0.75, 1.0, vein)
        + (0.02 + rough * 0.08) * g.noise(7, 2)
    )
    dark = blend(color, shade(color, np.full(t.shape, -0.45, np.float32)), 0.5 + 0.5 * g.noise(2, 3))
    paint = blend(dark, shade(color, np.full(t.shape, 0.65, np.float32)), 0.8 * veins * step(0.86, 1.0, vein))
    paint = blend(
        paint, shade(color, np.full(t.shape, 0.9, np.float32)), veins * step(0.10, 0.02, side) * (t < 0.95)
    )
    p.lay(g, height.astype(np.float32), paint, 0.45, 0.25, where)


def stem(p: Pen, color: int = 0x6B4A22, thick: float = 0.09, bend: float = 0.18) -> None:
    """A bent stalk along x."""
    g = p.grid(1.0, thick + abs(bend) + 0.05)
    if g is None:
        return
    off = (g.y - np.float32(bend) * (1 - g.x * g.x)) / np.float32(thick)
    with np.errstate(invalid="ignore"):
        height = np.sqrt(1 - off * off) * np.float32(thick)
    p.lay(g, height, shade(color, 0.35 * g.noise(6, 2, along=3)), 0.15, 0.0, np.abs(g.x) < 1)


def calyx(p: Pen, color: int = 0x4F9A2C, count: int = 6, length: float = 0.42, width: float = 0.3) -> None:
    """The small green leaves on top of a berry or tomato."""
    for i in range(count):
        a = -180 + 360 * i / count + float(p.rng.normal(0, 9))
        x, y = length * 0.9 * np.cos(np.radians(a)), length * 0.45 * np.sin(np.radians(a))
        leaf(p.at(float(x), float(y), length, a, 0.0), color, width, 0.5)


def skin(
    g: Grid, height: Plane, color: int, blush: int, amount: float, pores: float, dots: int = 0
) -> tuple[Plane, Plane]:
    """A fruit's colour and bumpy surface: a blush on one side, streaks, pores, pale dots."""
    side = 0.5 + 0.55 * g.x - 0.25 * g.y + 0.55 * g.noise(1.3, 3, across=2.5)
    paint = blend(color, blush, amount * step(0.15, 0.95, side))
    paint = shade(paint, 0.10 * g.noise(4, 3))
    if pores:
        height = height + np.float32(pores) * g.noise(16, 2)
    if dots:
        spots = step(0.75, 1.05, g.noise(11, 1))
        paint = blend(paint, dots, 0.55 * spots)
    return paint, height


def round_fruit(
    p: Pen,
    color: int,
    blush: int,
    amount: float = 0.8,
    pores: float = 0.0,
    gloss: float = 0.6,
    dots: int = 0,
    flat: float = 1.0,
    dimple: float = 0.0,
    clear: float = 0.15,
    lobes: int = 0,
) -> None:
    """A fruit of about a ball's shape."""
    g = p.grid(1.05)
    if g is None:
        return
    ry = np.float32(flat)
    if lobes:
        wave = 1 + np.float32(0.018) * np.cos(g.angle * lobes)
        q = 1 - (g.x * g.x + (g.y / ry) ** 2) / (wave * wave)
        with np.errstate(invalid="ignore"):
            height = np.sqrt(q) * 0.95
    else:
        height = dome(g, 1.0, flat)
    if dimple:
        d2 = (g.x / 0.34) ** 2 + ((g.y + 0.72 * ry) / 0.18) ** 2
        height = height - np.float32(dimple) * np.exp(-d2)
    paint, height = skin(g, height, color, blush, amount, pores, dots)
    p.lay(g, height.astype(np.float32), paint, gloss, clear)


def ball(p: Pen, color: int, dark: int, gloss: float = 0.7, clear: float = 0.3) -> None:
    """A plain glossy ball, a little uneven in colour."""
    g = p.grid(1.0)
    if g is not None:
        p.lay(g, dome(g), blend(color, dark, 0.4 + 0.5 * g.noise(1.6, 2) + 0.25 * g.y), gloss, clear)


def trio(p: Pen, piece: Piece) -> None:
    """Three of a kind, leaning."""
    for x, y, r, turn, z in (
        (-0.42, 0.30, 0.5, -24, 0.0),
        (0.46, 0.34, 0.48, 28, 0.1),
        (0.02, -0.18, 0.62, 6, 0.3),
    ):
        piece(p.at(x, y, r, turn, z))


def heap(p: Pen, piece: Piece, count: int, size: float, step_z: float = 0.9, flat: float = 0.8) -> None:
    """Pieces of one sort heaped up: the middle ones highest."""
    for i in range(count):
        k = (i + 0.5) / count
        a, d = (
            i * 2.39996 + 0.5 * float(p.rng.normal()),
            (1 - size) * float(np.sqrt(1 - k)) if count > 1 else 0.0,
        )
        x, y = d * np.cos(a), d * np.sin(a) * flat + (1 - flat) * 0.4
        turn = float(p.rng.uniform(0, 360)) if count > 4 else float(p.rng.normal(0, 25))
        piece(p.at(float(x), float(y), size * float(p.rng.uniform(0.93, 1.07)), turn, step_z * k))


def slab(g: Grid, w: float, h: float, corner: float = 0.12) -> Plane:
    """Distance to the outline of a rounded rectangle, positive inside."""
    dx, dy = np.abs(g.x) - (w - corner), np.abs(g.y) - (h - corner)
    out: Plane = corner - np.hypot(np.maximum(dx, 0), np.maximum(dy, 0)) - np.minimum(np.maximum(dx, dy), 0)
    return out


def heaped(piece: Piece, count: int, size: float, step_z: float = 0.9) -> Photo:
    """Something that is shown heaped and comes in pieces."""
    return Photo(partial(heap, piece=piece, count=count, size=size, step_z=step_z), piece)
