"""A drawing surface in millimetres over Skia: what the layouts, ornaments and illustrations draw on."""

import cmath
import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import skia

from assets.art.boxes import Box
from assets.art.colors import Color, from_linear, to_linear

Stops = tuple[tuple[float, Color], ...]


@dataclass(frozen=True)
class TextRecord:
    """One set text: the box it was given, the bounds of its ink, and the ink's corners on the panel (mm)."""

    text: str
    box: Box
    ink: Box
    corners: tuple[tuple[float, float], ...]


def argb(color: Color, alpha: float = 1.0) -> int:
    """Skia's packed colour."""
    r, g, b = (min(max(round(v * 255), 0), 255) for v in color)
    return min(max(round(alpha * 255), 0), 255) << 24 | r << 16 | g << 8 | b


@lru_cache(maxsize=2048)
def solid(color: Color, alpha: float = 1.0, stroke: float = 0.0) -> Any:
    """A shared paint: fill, or a round-joined stroke of that width. Do not change it."""
    paint = skia.Paint(AntiAlias=True, Color=argb(color, alpha))
    if stroke > 0:
        paint.setStyle(skia.Paint.kStroke_Style)
        paint.setStrokeWidth(stroke)
        paint.setStrokeJoin(skia.Paint.kRound_Join)
        paint.setStrokeCap(skia.Paint.kRound_Cap)
    return paint


def _colors(stops: Stops, alpha: float) -> tuple[list[int], list[float]]:
    return [argb(c, alpha) for _, c in stops], [t for t, _ in stops]


@lru_cache(maxsize=2048)
def linear(x0: float, y0: float, x1: float, y1: float, stops: Stops, alpha: float = 1.0) -> Any:
    """A shared paint with a linear gradient."""
    colors, at = _colors(stops, alpha)
    shader = skia.GradientShader.MakeLinear([skia.Point(x0, y0), skia.Point(x1, y1)], colors, at)
    return skia.Paint(AntiAlias=True, Shader=shader)


@lru_cache(maxsize=2048)
def radial(x: float, y: float, r: float, stops: Stops, alpha: float = 1.0) -> Any:
    """A shared paint with a radial gradient."""
    colors, at = _colors(stops, alpha)
    return skia.Paint(AntiAlias=True, Shader=skia.GradientShader.MakeRadial(skia.Point(x, y), r, colors, at))


@lru_cache(maxsize=1024)
def fading(x: float, y: float, r: float, color: Color, alpha: float) -> Any:
    """A shared paint: ``color`` in the middle, clear at radius ``r``; for glows, shadows and highlights."""
    shader = skia.GradientShader.MakeRadial(
        skia.Point(x, y),
        r,
        [argb(color, alpha), argb(color, alpha * 0.45), argb(color, 0.0)],
        [0.0, 0.5, 1.0],
    )
    return skia.Paint(AntiAlias=True, Shader=shader)


def polygon(points: Sequence[tuple[float, float]], close: bool = True) -> Any:
    path = skia.Path()
    path.addPoly([skia.Point(x, y) for x, y in points], close)
    return path


def blob(commands: Sequence[Sequence[float]], close: bool = True) -> Any:
    """A path from (x, y) start, then (x, y) lines, (cx, cy, x, y) quadratics and 6-number cubics."""
    path = skia.Path()
    path.moveTo(*commands[0])
    for c in commands[1:]:
        {2: path.lineTo, 4: path.quadTo, 6: path.cubicTo}[len(c)](*c)
    if close:
        path.close()
    return path


class Sheet:
    """Draws on ``canvas`` in millimetres; ``px_per_mm`` tells how fine detail may be.

    ``language`` is what texts are set in, ``height_mm`` how tall the product stands. ``exact`` sets even
    letters too small to be seen, for those who want to know where every text stands.
    """

    def __init__(
        self, canvas: Any, px_per_mm: float, language: str = "", exact: bool = False, height_mm: float = 0.0
    ) -> None:
        self.canvas = canvas
        self.px_per_mm = px_per_mm
        self.language = language
        self.exact = exact
        self.height_mm = height_mm
        self.texts: list[TextRecord] = []
        self._origin, self._turn = 0j, 1 + 0j  # from here to the panel: z -> origin + turn * z

    def note(self, text: str, box: Box, ink: Box) -> None:
        """Remember a text that has been set."""
        ends = ((ink.x, ink.y), (ink.right, ink.y), (ink.right, ink.bottom), (ink.x, ink.bottom))
        mapped = [self._origin + self._turn * complex(x, y) for x, y in ends]
        self.texts.append(TextRecord(text, box, ink, tuple((z.real, z.imag) for z in mapped)))

    @contextmanager
    def role(self, name: str) -> Iterator["Sheet"]:
        """Say what is drawn inside: "logo", "picture", "foil". Colours do not care; sheets that record how
        glossy or metallic each part is do."""
        enter = getattr(self.canvas, "enter", None)
        if enter is None:
            yield self
            return
        enter(name)
        try:
            yield self
        finally:
            self.canvas.leave()

    def scale_across(self) -> float:
        """Pixels a millimetre along x, to the last digit, on sheets that stand upright or on their side."""
        m = self.canvas.getTotalMatrix()
        return max(abs(float(m.getScaleX())), abs(float(m.getSkewY())))

    def on_pixels(self, x: float) -> float:
        """The x nearest to ``x`` where a pixel begins, on sheets that stand upright or on their side."""
        m = self.canvas.getTotalMatrix()
        scale, start = (m.getScaleX(), m.getTranslateX())
        if abs(m.getSkewY()) > abs(scale):
            scale, start = m.getSkewY(), m.getTranslateY()
        return (round(scale * x + start) - start) / scale if scale else x

    def fill(self, shape: Any, color: Color, alpha: float = 1.0) -> None:
        self.canvas.drawPath(shape, solid(color, alpha))

    def stroke(self, shape: Any, color: Color, width: float, alpha: float = 1.0) -> None:
        self.canvas.drawPath(shape, solid(color, alpha, width))

    def paint(self, shape: Any, paint: Any) -> None:
        self.canvas.drawPath(shape, paint)

    def box(self, b: Box, color: Color, alpha: float = 1.0, radius: float = 0.0) -> None:
        self.shade(b, solid(color, alpha), radius)

    def frame(self, b: Box, color: Color, width: float, radius: float = 0.0) -> None:
        self.shade(b, solid(color, 1.0, width), radius)

    def shade(self, b: Box, paint: Any, radius: float = 0.0) -> None:
        rect = skia.Rect.MakeXYWH(b.x, b.y, b.w, b.h)
        if radius > 0:
            self.canvas.drawRoundRect(rect, radius, radius, paint)
        else:
            self.canvas.drawRect(rect, paint)

    def down(self, b: Box, top: Color, bottom: Color, middle: Color | None = None) -> None:
        """Fill with a gradient from top to bottom."""
        stops: Stops = ((0.0, top), (0.5, middle), (1.0, bottom)) if middle else ((0.0, top), (1.0, bottom))
        self.shade(b, linear(0, b.y, 0, b.bottom, stops))

    def circle(
        self, x: float, y: float, r: float, color: Color, alpha: float = 1.0, stroke: float = 0.0
    ) -> None:
        self.canvas.drawCircle(x, y, r, solid(color, alpha, stroke))

    def oval(self, b: Box, color: Color, alpha: float = 1.0, stroke: float = 0.0) -> None:
        self.canvas.drawOval(skia.Rect.MakeXYWH(b.x, b.y, b.w, b.h), solid(color, alpha, stroke))

    def glow(self, x: float, y: float, r: float, color: Color, alpha: float) -> None:
        self.canvas.drawCircle(x, y, r, fading(x, y, r, color, alpha))

    def line(self, x0: float, y0: float, x1: float, y1: float, color: Color, width: float) -> None:
        self.canvas.drawLine(x0, y0, x1, y1, solid(color, 1.0, width))

    @contextmanager
    def at(self, x: float, y: float, scale: float = 1.0, turn_deg: float = 0.0) -> Iterator["Sheet"]:
        """Move the origin to (x, y), turn clockwise, scale; restored afterwards."""
        self.canvas.save()
        self.canvas.translate(x, y)
        if turn_deg:
            self.canvas.rotate(turn_deg)
        self.canvas.scale(scale, scale)
        kept = self.px_per_mm, self._origin, self._turn
        self.px_per_mm *= scale
        self._origin += self._turn * complex(x, y)
        self._turn *= cmath.rect(scale, math.radians(turn_deg))
        try:
            yield self
        finally:
            self.px_per_mm, self._origin, self._turn = kept
            self.canvas.restore()

    @contextmanager
    def inside(self, clip: Box | Any) -> Iterator["Sheet"]:
        """Draw nothing outside a box or a path."""
        self.canvas.save()
        if isinstance(clip, Box):
            self.canvas.clipRect(
                skia.Rect.MakeXYWH(clip.x, clip.y, clip.w, clip.h), skia.ClipOp.kIntersect, True
            )
        else:
            self.canvas.clipPath(clip, skia.ClipOp.kIntersect, True)
        try:
            yield self
        finally:
            self.canvas.restore()


def average(colors: Sequence[Color]) -> Color:
    """Mean in linear light."""
    n = len(colors)
    r, g, b = (from_linear(sum(to_linear(c[i]) for c in colors) / n) for i in range(3))
    return (r, g, b)
