"""Photographed backgrounds: landscapes under a sky, and table tops of wood, slate, linen, marble."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from assets.art.photo.relief import Grid, Plane, blend, shade, step
from assets.draws import keyed_rng

_SIZES_PX = (48, 96, 192, 320)
Painter = Callable[[Grid], Plane]


def _grid(cols: int, rows: int, *path: str | int) -> Grid:
    """x runs over -1..1 along the picture's width, y from 0 (top) downwards in the same unit."""
    u, v = keyed_rng(0, "scenery", *path).random(2)
    px = cols / 2
    x = (
        (np.arange(cols, dtype=np.float32)[None, :] + 0.5) / np.float32(px)
        - 1
        + np.zeros((rows, 1), np.float32)
    )
    y = (np.arange(rows, dtype=np.float32)[:, None] + 0.5) / np.float32(px) + np.zeros((1, cols), np.float32)
    return Grid((slice(0, rows), slice(0, cols)), x, y, px, (float(u) * 128, float(v) * 128))


def size_class(width_px: float) -> int:
    """The width at which a background of ``width_px`` is rendered."""
    return next((n for n in _SIZES_PX if n >= 0.9 * width_px), _SIZES_PX[-1])


def picture(name: str, variant: int, cols: int) -> NDArray[np.uint8]:
    """A square background, (cols, cols, 4) uint8 sRGB."""
    g = _grid(cols, cols, name, variant)
    linear = np.clip(PICTURES[name](g), 0, 1)
    out = np.full((cols, cols, 4), 255, np.uint8)
    out[..., :3] = np.sqrt(linear) * (0.93 + 0.07 * np.sqrt(linear)) * 255 + 0.5
    return out


def _sky(g: Grid, horizon: float, top: int, low: int) -> Plane:
    t = np.clip(g.y / horizon, 0, 1)
    cloud = step(0.1, 1.0, g.noise_at(g.x, g.y * (1.5 + t), 1.6, 5, along=1.8)) * (0.35 + 0.65 * t)
    return blend(blend(top, low, t**1.3), 0xFDFDFB, 0.9 * cloud)


def _ground(g: Grid, horizon: float, near: int, far: int, furrows: float = 0.0, coarse: float = 6.0) -> Plane:
    """A field in perspective: texture shrinks toward the horizon, ``furrows`` run to the vanishing point."""
    depth = np.clip(g.y - horizon, 0.012, None)
    u, v = g.x / depth * 0.32, 0.32 / depth
    detail = g.noise_at(u * 3, v * 3, coarse * 0.35, 4)
    paint = shade(blend(far, near, np.clip(depth * 1.6, 0, 1)), 0.55 * detail * np.clip(depth * 3, 0, 1))
    if furrows:
        paint = shade(paint, 0.55 * np.sin(u * furrows + 0.6 * detail) * np.clip(depth * 2.5, 0, 1))
    return paint


def _landscape(
    g: Grid,
    horizon: float,
    sky: tuple[int, int],
    field: tuple[int, int],
    furrows: float,
    hills: tuple[int, ...],
) -> Plane:
    paint = _sky(g, horizon, *sky)
    for k, color in enumerate(hills):
        line = horizon - 0.20 + 0.09 * k - 0.13 * g.noise_at(g.x, g.x * 0 + 7.0 * k, 1.4, 3)
        crowns = 0.03 * g.noise_at(g.x, g.x * 0 + 3.0 * k, 14, 2)
        hill = shade(color, 0.3 * g.noise(7, 3) - 0.4 * np.clip(g.y - line, 0, 1))
        paint = np.where((g.y > line + crowns)[..., None], hill, paint)
    out: Plane = np.where((g.y > horizon)[..., None], _ground(g, horizon, *field, furrows=furrows), paint)
    return out


def alps(g: Grid) -> Plane:
    paint = _sky(g, 0.8, 0x2E77C4, 0xBFE0F4)
    for base, rise, freq, rock, snow in ((0.72, 0.55, 1.5, 0x74879E, 1.0), (1.0, 0.35, 2.0, 0x51708A, 0.35)):
        line = base - rise * (0.5 + 0.5 * g.noise_at(g.x, g.x * 0, freq, 5))
        depth = g.y - line
        ridge = g.noise_at(g.x + 0.4 * depth, g.y * 0.7, freq * 2, 4)
        side = ridge - g.noise_at(g.x + 0.4 * depth + 0.03, g.y * 0.7 + 0.02, freq * 2, 4)
        peak = blend(shade(rock, 0.3 * ridge), 0xF6F9FC, step(0.55, 0.15, depth - 0.25 * ridge) * snow)
        peak = blend(shade(peak, 1.6 * side), 0xBCD6EA, 0.5 * step(0.2, 0.7, depth))
        paint = np.where((depth > 0)[..., None], peak, paint)
    lake = _ground(g, 1.25, 0x2F7FA8, 0x8FC4DC, coarse=3.0)
    forest = shade(0x2E5A3A, 0.5 * g.noise(14, 3, across=3))
    paint = np.where((g.y > 1.12 + 0.05 * g.noise_at(g.x, g.x * 0, 5, 4))[..., None], forest, paint)
    out: Plane = np.where((g.y > 1.25)[..., None], lake, paint)
    return out


def sea(g: Grid) -> Plane:
    water = _ground(g, 0.9, 0x1E8FC0, 0x0F5F9E, coarse=4.0)
    out: Plane = np.where((g.y > 0.9)[..., None], water, _sky(g, 0.9, 0x2E8FD8, 0xCDEBF6))
    return out


def wood(g: Grid) -> Plane:
    """Planks across, with grain and gaps."""
    plank = g.y * 4.0
    row = np.floor(plank)
    grain = g.noise_at(g.x + row * 3.7, g.y * 7 + row * 5, 2.0, 5, along=6)
    edge = np.abs(plank - row - 0.5)
    tone = 0.25 * np.sin(row * 12.9)
    paint = shade(blend(0xB98A58, 0x7A4E28, 0.45 + 0.55 * grain + tone), 0.12 * g.noise(20, 2, along=4))
    return shade(paint, -0.75 * step(0.46, 0.495, edge))


def pale_wood(g: Grid) -> Plane:
    return blend(wood(g), 0xF2E6D2, np.full(g.x.shape, 0.62, np.float32))


def slate(g: Grid) -> Plane:
    rough = g.noise(2.5, 6)
    return shade(blend(0x3A3D42, 0x1E2023, 0.4 + 0.4 * rough), 0.35 * g.noise(12, 3))


def linen(g: Grid) -> Plane:
    weave = np.sin(g.x * 260) * 0.5 + np.sin(g.y * 260) * 0.5 if g.px > 80 else g.x * 0
    slub = g.noise(30, 2, along=8) + g.noise(30, 2, across=8)
    return shade(blend(0xE9DFCB, 0xCDBE9F, 0.4 + 0.25 * g.noise(1.5, 4)), 0.08 * weave + 0.10 * slub)


def marble(g: Grid) -> Plane:
    vein = np.abs(g.noise_at(g.x + 0.3 * g.noise(1.2, 3), g.y, 1.1, 4))
    return blend(0xF4F3F0, 0xB9BBC0, 0.8 * step(0.14, 0.0, vein) + 0.15 * g.noise(2, 4))


def bokeh(g: Grid) -> Plane:
    """Out-of-focus greenery with lights."""
    paint = blend(0x4F8A2E, 0xC8DC8A, 0.5 + 0.55 * g.noise(1.0, 2) - 0.15 * g.y)
    rng = keyed_rng(0, "bokeh", int(g.origin[0] * 100))
    for x, y, r, a in rng.random((22, 4)):
        disc = step(1.0, 0.9, np.hypot(g.x - (2 * x - 1), g.y - 2 * y) / (0.06 + 0.16 * r))
        paint = blend(paint, 0xFBFBE4, (0.08 + 0.22 * a) * disc)
    return paint


def kitchen(g: Grid) -> Plane:
    """A warm blurred room over a table."""
    room = blend(0xF2DFC0, 0xB98A5A, 0.45 + 0.5 * g.noise(0.9, 2) + 0.2 * g.x)
    glow = np.exp(-((g.x + 0.5) ** 2 + (g.y - 0.3) ** 2) / 0.3)
    paint = blend(room, 0xFFF8E8, 0.8 * glow)
    table = _ground(g, 1.2, 0xA9713C, 0xC9965A, coarse=2.0)
    out: Plane = np.where((g.y > 1.2)[..., None], table, paint)
    return out


def _field(sky: tuple[int, int], field: tuple[int, int], furrows: float, hills: tuple[int, ...]) -> Painter:
    def paint(g: Grid) -> Plane:
        return _landscape(g, 0.95, sky, field, furrows, hills)

    return paint


_BLUE = (0x3F93DC, 0xD5ECF7)
PICTURES: dict[str, Painter] = {
    "pasture": _field(_BLUE, (0x5FA02A, 0x9CC45A), 0.0, (0x7FA36E, 0x4F8A3E)),
    "wheatfield": _field((0x5FA8E0, 0xF6EBC8), (0xD9A038, 0xEBCB7A), 7.0, (0x9AA86A, 0xB99A4A)),
    "vineyard": _field((0x8FB8D8, 0xF9E6BE), (0x5E7F2A, 0xA8B45A), 9.0, (0x8A9A7E, 0x6A844A)),
    "plantation": _field((0x9CCBE0, 0xEFF6E4), (0x2F7A34, 0x86B45A), 11.0, (0x7FA890, 0x4A8A52)),
    "orchard": _field(_BLUE, (0x6FAA34, 0xA6CC66), 5.0, (0x6E9A56, 0x3E7A34)),
    "alps": alps,
    "sea": sea,
    "wood": wood,
    "pale_wood": pale_wood,
    "slate": slate,
    "linen": linen,
    "marble": marble,
    "bokeh": bokeh,
    "kitchen": kitchen,
}


def shows_horizon(name: str) -> bool:
    """True for pictures with an up and a down, which must not be tiled."""
    return name not in {"wood", "pale_wood", "slate", "linen", "marble"}
