"""What printers and designers put under everything else: photographs, texture, light, ornament."""

import math
from functools import cache
from typing import Any

import numpy as np
import skia

from assets.art.boxes import Box
from assets.art.colors import WHITE, Color, lighter
from assets.art.photo import scenery, sprites
from assets.art.sheet import Sheet, argb, blob, linear, polygon, radial
from assets.art.strokes import star_shape
from assets.draws import keyed_rng

_LINEAR = skia.SamplingOptions(skia.FilterMode.kLinear, skia.MipmapMode.kLinear)


def backdrop(s: Sheet, b: Box, name: str, rng: np.random.Generator, focus: float = 1.0) -> None:
    """A photographed background over ``b``, cut to its shape; ``rng`` chooses which and what part of it.
    ``focus`` below 1 blurs it."""
    variant, aside = int(rng.integers(sprites.VARIANTS)), float(rng.uniform(-0.5, 0.5))
    side = max(b.w, b.h) if scenery.shows_horizon(name) else max(b.w, 0.6 * b.h)
    image = sprites.background(name, variant, side * s.px_per_mm * focus)
    size = side / image.width()
    x, y = b.cx - (0.5 + aside) * side, b.cy - side * 0.5
    place = skia.Matrix().setScale(size, size).postTranslate(x, y)
    tiles = skia.TileMode.kMirror
    s.shade(b, skia.Paint(AntiAlias=True, Shader=image.makeShader(tiles, tiles, _LINEAR, place)))


def fade(s: Sheet, b: Box, color: Color, start: float = 0.0, end: float = 1.0, upward: bool = False) -> None:
    """``color`` growing over ``b`` from clear to solid: how a picture melts into the pack's colour."""
    y0, y1 = b.y + start * b.h, b.y + end * b.h
    if upward:
        y0, y1 = b.bottom - start * b.h, b.bottom - end * b.h
    shader = skia.GradientShader.MakeLinear(
        [skia.Point(0, y0), skia.Point(0, y1)],
        [argb(color, 0.0), argb(color, 0.85), argb(color, 1.0)],
        [0.0, 0.7, 1.0],
    )
    s.shade(b, skia.Paint(AntiAlias=True, Shader=shader))


def vignette(s: Sheet, b: Box, color: Color, alpha: float = 0.35) -> None:
    """Corners darker (or tinted) than the middle."""
    far = 0.62 * math.hypot(b.w, b.h)
    shader = skia.GradientShader.MakeRadial(
        skia.Point(b.cx, b.cy), far, [argb(color, 0.0), argb(color, 0.0), argb(color, alpha)], [0.0, 0.5, 1.0]
    )
    s.shade(b, skia.Paint(AntiAlias=True, Shader=shader))


@cache
def _mottle_tile() -> Any:
    """Soft light and dark clouds, 96 px, wrapping."""
    rng = keyed_rng(0, "mottle")
    total = np.zeros((96, 96))
    for n, weight in ((3, 1.0), (6, 0.7), (12, 0.5), (48, 0.45)):
        coarse = np.fft.rfft2(rng.standard_normal((96, 96)))
        fy, fx = np.fft.fftfreq(96)[:, None] * 96, np.fft.rfftfreq(96)[None, :] * 96
        wave = np.fft.irfft2(coarse * np.exp(-((np.hypot(fx, fy) - n) ** 2) / (0.5 * n) ** 2), (96, 96))
        total += weight * wave / wave.std()
    total /= total.std()
    tile = np.zeros((96, 96, 4), np.uint8)
    tile[..., :3] = (total > 0)[..., None] * 255
    tile[..., 3] = np.clip(np.abs(total) * 60, 0, 255)
    return skia.Image.fromarray(tile, skia.ColorType.kRGBA_8888_ColorType, skia.AlphaType.kUnpremul_AlphaType)


def mottle(s: Sheet, b: Box, alpha: float = 0.12, scale_mm: float = 60.0) -> None:
    """Uneven ink: clouds lighter and darker than the ground."""
    size = scale_mm / 96
    place = skia.Matrix().setScale(size, size).postTranslate(b.x, b.y)
    shader = _mottle_tile().makeShader(skia.TileMode.kRepeat, skia.TileMode.kRepeat, _LINEAR, place)
    paint = skia.Paint(AntiAlias=True, Shader=shader)
    paint.setAlphaf(alpha)
    s.shade(b, paint)


def halftone(
    s: Sheet, b: Box, color: Color, alpha: float = 0.5, columns: int = 16, upward: bool = True
) -> None:
    """A field of dots that shrink toward the top (or bottom), as on loud packs."""
    step = b.w / columns
    if step * s.px_per_mm < 2.2:
        fade(s, b, color, 0.0, 1.0, not upward) if alpha > 0.8 else None
        return
    path = skia.Path()
    rows = int(b.h / (0.866 * step)) + 1
    for j in range(rows):
        t = j / rows if upward else 1 - j / rows
        r = 0.58 * step * t
        if r < 0.06 * step:
            continue
        for i in range(columns + 1):
            path.addCircle(b.x + (i + 0.5 * (j % 2)) * step, b.y + j * 0.866 * step, r)
    with s.inside(b):
        s.fill(path, color, alpha)


def swoosh(
    s: Sheet, b: Box, color: Color, edge: Color, high: float = 0.3, low: float = 0.75, thick: float = 0.2
) -> None:
    """A ribbon thrown across ``b`` from the left at ``low`` to the right at ``high``, with a bright edge."""

    def ribbon(t: float) -> Any:
        y0, y1 = b.y + low * b.h, b.y + high * b.h
        w = t * b.h
        return blob(
            [
                (b.x - 1, y0),
                (b.x + 0.35 * b.w, y0 + 0.08 * b.h, b.x + 0.6 * b.w, y1 + 0.28 * b.h, b.right + 1, y1),
                (b.right + 1, y1 + w),
                (
                    b.x + 0.6 * b.w, y1 + 0.28 * b.h + 0.8 * w,
                    b.x + 0.35 * b.w, y0 + 0.08 * b.h + 0.4 * w,
                    b.x - 1, y0 + 0.16 * w,
                ),
            ]
        )  # fmt: skip

    with s.inside(b):
        s.fill(ribbon(thick * 1.16), edge)
        shape = ribbon(thick)
        stops = ((0.0, lighter(color, -0.12)), (0.55, lighter(color, 0.08)), (1.0, lighter(color, -0.04)))
        s.paint(shape, linear(b.x, 0, b.right, 0, stops))


def burst_light(s: Sheet, b: Box, x: float, y: float, color: Color, alpha: float, count: int = 28) -> None:
    """Light breaking out behind something: a glow with uneven rays."""
    reach = math.hypot(b.w, b.h)
    with s.inside(b):
        for i in range(count):
            a = 2 * math.pi * i / count
            w = 0.035 + 0.05 * ((i * 7) % 5) / 5
            far = [(x + reach * math.cos(a + k), y + reach * math.sin(a + k)) for k in (-w, w)]
            shader = skia.GradientShader.MakeRadial(
                skia.Point(x, y), 0.62 * reach, [argb(color, alpha), argb(color, 0.0)], [0.1, 1.0]
            )
            s.paint(polygon([(x, y), *far]), skia.Paint(AntiAlias=True, Shader=shader))
        s.glow(x, y, 0.4 * min(b.w, b.h), color, alpha)


def foil(b: Box, dark: Color, bright: Color) -> Any:
    """A paint like hot-stamped foil: several soft reflections across."""
    soft, glare = lighter(dark, 0.1), lighter(bright, 0.08)
    stops = (
        (0.0, dark),
        (0.18, bright),
        (0.34, soft),
        (0.52, glare),
        (0.7, dark),
        (0.86, bright),
        (1.0, dark),
    )
    return linear(b.x, b.y, b.right, b.y + 0.4 * b.h, stops)


def sunburst(b: Box, x: float, y: float, inner: Color, outer: Color, reach: float = 0.75) -> Any:
    """A paint: light in one place, the pack's colour at its rim."""
    return radial(x, y, reach * max(b.w, b.h), ((0.0, inner), (0.55, outer), (1.0, lighter(outer, -0.08))))


def border(s: Sheet, b: Box, color: Color, kind: int, size: float) -> None:
    """An ornamental frame of repeated figures along the four sides of ``b``."""
    inner = b.inset(size)
    s.frame(b.inset(0.12 * size), color, 0.08 * size)
    s.frame(inner, color, 0.08 * size)
    mid = b.inset(0.55 * size)
    nx, ny = max(int(mid.w / size), 2), max(int(mid.h / size), 2)
    spots = [(mid.x + mid.w * i / nx, y, 0.0) for i in range(nx + 1) for y in (mid.y, mid.bottom)]
    spots += [(x, mid.y + mid.h * i / ny, 90.0) for i in range(1, ny) for x in (mid.x, mid.right)]
    if size * s.px_per_mm < 2.5:
        return
    for x, y, turn in spots:
        with s.at(x, y, 0.34 * size, turn):
            figure(s, kind, color)


def figure(s: Sheet, kind: int, color: Color) -> None:
    """A small ornament in the unit circle: diamond, star, flower, wave, arch, cross."""
    if kind == 0:
        s.fill(polygon([(0, -1), (0.7, 0), (0, 1), (-0.7, 0)]), color)
    elif kind == 1:
        s.fill(star_shape(8, 0.55), color)
    elif kind == 2:
        for k in range(4):
            with s.at(0, 0, 1, 45 + 90 * k):
                s.oval(Box(0.05, -0.28, 0.9, 0.56), color)
    elif kind == 3:
        s.stroke(
            blob([(-1.3, 0), (-0.6, -1.1, -0.2, 0.9, 0.2, 0), (0.6, -0.8, 0.9, 0.5, 1.3, 0)], close=False),
            color,
            0.24,
        )
    elif kind == 4:
        s.stroke(blob([(-0.9, 0.8), (-0.9, -1.2, 0.9, -1.2, 0.9, 0.8)], close=False), color, 0.24)
        s.circle(0, 0.25, 0.26, color)
    else:
        s.box(Box(-0.22, -0.9, 0.44, 1.8), color)
        s.box(Box(-0.9, -0.22, 1.8, 0.44), color)


def pattern(s: Sheet, b: Box, color: Color, kind: int, size: float, alpha: float = 1.0) -> None:
    """Ornaments in rows all over ``b``."""
    if size * s.px_per_mm < 2.0:
        s.box(b, color, 0.3 * alpha)
        return
    cols, rows = int(b.w / size) + 1, int(b.h / (0.86 * size)) + 1
    tint = (color[0], color[1], color[2])
    with s.inside(b):
        for j in range(rows):
            for i in range(cols):
                with s.at(b.x + (i + 0.5 * (j % 2)) * size, b.y + 0.86 * size * (j + 0.5), 0.36 * size):
                    figure(s, kind, tint)


def window(
    s: Sheet, b: Box, names: tuple[str, ...], rng: np.random.Generator, radius: float, r: float
) -> None:
    """A cut-out in the board under film: the goods themselves, the board's edge, a reflection."""
    from assets.art.imagery import texture

    shape = skia.Path()
    shape.addRoundRect(skia.Rect.MakeXYWH(b.x, b.y, b.w, b.h), radius, radius)
    with s.inside(shape):
        texture(s, names, b, r, rng)
        s.shade(
            b, linear(0, b.y, 0, b.y + 0.25 * b.h, ((0.0, (0.0, 0.0, 0.0)), (1.0, (0.1, 0.1, 0.1))), 0.28)
        )
        glare = polygon(
            [
                (b.x + 0.1 * b.w, b.y),
                (b.x + 0.3 * b.w, b.y),
                (b.x + 0.1 * b.w, b.bottom),
                (b.x - 0.1 * b.w, b.bottom),
            ]
        )
        s.fill(glare, WHITE, 0.16)
    s.stroke(shape, WHITE, 0.012 * min(b.w, b.h), 0.7)
