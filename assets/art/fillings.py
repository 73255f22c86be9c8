"""What can be seen in a glass jar: pieces in brine, fruit in jelly, grains; laid flat, once around it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Literal

import cv2
import numpy as np
import skia
from numpy.typing import NDArray

from assets.arrays import digest
from assets.art.atlas import opaque
from assets.art.colors import Color, lighter, rgb
from assets.art.design import design_of
from assets.art.paint import ART_VERSION, Painted
from assets.art.sheet import Sheet, argb, fading, radial
from assets.contents import contents_color
from assets.draws import keyed_rng
from assets.product import Sku

Shape = Literal["long", "ball", "olive", "strip", "slice", "pulp", "grain", "flake"]
_PX_PER_MM = (0.4, 4.0)
PULP_LIGHT = (0.85, 0.85, 0.85)  # of the picture that comes back through glass and brine

_MOST = 1500


@dataclass(frozen=True)
class Filling:
    """Pieces of one ``shape``, about ``size_mm`` large, with ``specks`` between them. ``spread`` is how far
    their lightness varies (of OKLCH's 0..1)."""

    shape: Shape
    size_mm: float
    spread: float
    specks: Color | None = None


_BY_SUB: Mapping[str, Filling] = MappingProxyType(
    {
        "pickles": Filling("long", 17.0, 0.06),
        "jam": Filling("pulp", 7.0, 0.05),
        "sauce": Filling("pulp", 5.0, 0.06, rgb(0x3C4A1C)),
        "spices": Filling("grain", 0.8, 0.13),
        "coffee": Filling("grain", 2.4, 0.12),
        "cocoa": Filling("grain", 1.2, 0.06),
        "food": Filling("pulp", 3.0, 0.025),
    }
)
_BY_VARIANT: Mapping[tuple[str, str], Filling] = MappingProxyType(
    {
        ("pickles", "Olives"): Filling("olive", 14.0, 0.06),
        ("pickles", "Silver Onions"): Filling("ball", 15.0, 0.03),
        ("pickles", "Peppers"): Filling("strip", 15.0, 0.07),
        ("pickles", "Beetroot"): Filling("slice", 26.0, 0.05),
        ("spices", "Oregano"): Filling("flake", 2.2, 0.12),
        ("spices", "Basil"): Filling("flake", 2.6, 0.12),
        ("spices", "Chili"): Filling("flake", 2.4, 0.14),
        ("spices", "Black Pepper"): Filling("grain", 3.4, 0.09),
        ("mustard", "Wholegrain"): Filling("grain", 2.6, 0.07),
        ("spread", "Peanut Crunchy"): Filling("pulp", 4.0, 0.06),
    }
)


@dataclass(frozen=True)
class FillingTexture(Painted):
    """A jar's contents laid flat: ``size_mm`` around and high."""

    filling: Filling
    color: Color
    size_mm: tuple[int, int]
    size_wh_px: tuple[int, int]

    @cached_property
    def key(self) -> str:
        """Content hash over all that decides the pixels."""
        return digest(
            "filling", ART_VERSION, *map(repr, (self.filling, self.color, self.size_mm, self.size_wh_px))
        )

    def _paint(self) -> NDArray[np.uint8]:
        return self._grains() if self.filling.shape in ("pulp", "grain", "flake") else self._pieces()

    def _grains(self) -> NDArray[np.uint8]:
        """Smooth noise of the grains' size; what is dry is embossed, as if lit from above left."""
        w, h = self.size_wh_px
        wet, scale = self.filling.shape == "pulp", h / self.size_mm[1]
        rng = keyed_rng(0, "filling", repr(self.filling))
        sigma = max(self.filling.size_mm * scale / 3, 0.4)
        across = sigma * (1.9 if self.filling.shape == "flake" else 1.0)
        noise = cv2.GaussianBlur(rng.standard_normal((h, w)).astype(np.float32), (0, 0), across, sigmaY=sigma)
        noise /= float(noise.std()) or 1.0
        lit = noise if wet else noise + 0.8 * (noise - np.roll(noise, (1, 1), (0, 1)))
        steps = np.clip(np.round((lit / 2.4 + 1) * 16), 0, 32).astype(np.intp)
        tones = np.array([lighter(self.color, (k / 16 - 1) * 1.5 * self.filling.spread) for k in range(33)])
        if self.filling.specks:
            spots = rng.random((h, w)) < 0.012 / scale**2
            disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (max(round(1.6 * scale), 1),) * 2)
            steps[cv2.dilate(spots.astype(np.uint8), disc) > 0] = 33
            tones = np.vstack([tones, self.filling.specks])
        return np.asarray((tones * 255).round().astype(np.uint8)[steps])

    def _pieces(self) -> NDArray[np.uint8]:
        w, h = self.size_wh_px
        rgba = np.zeros((h, w, 4), np.uint8)
        canvas = skia.Surface(rgba).getCanvas()
        scale = h / self.size_mm[1]
        canvas.scale(w / self.size_mm[0], scale)
        canvas.clear(argb(lighter(self.color, -0.06)))
        _strew(Sheet(canvas, scale), self.filling, self.color, self.size_mm)
        return opaque(rgba)


def _strew(sheet: Sheet, filling: Filling, color: Color, size_mm: tuple[int, int]) -> None:
    """Cover the sheet with pieces, farther ones first and darker; the sheet's sides join."""
    w, h = size_mm
    rng = keyed_rng(0, "filling", repr(filling))
    step = filling.size_mm
    tall = step * {"long": 3.0, "strip": 2.6}.get(filling.shape, 1.0)
    count = int(3.5 * w * h / (step * tall)) + 1
    for k, (x, y, turn, tone, size) in enumerate(rng.random((min(count, _MOST), 5)).tolist()):
        depth = -0.09 * (1 - k / min(count, _MOST))
        own = lighter(color, depth + (2 * tone - 1) * filling.spread)
        wide = step * (0.75 + 0.5 * size)
        for shift in (0.0, w) if x * w < step else (0.0,):
            with sheet.at(x * w + shift, y * h, 1.0, (2 * turn - 1) * _LEAN[filling.shape]):
                _PIECES[filling.shape](sheet, own, wide / 2, wide / 2 * tall / step, filling)


_LEAN: Mapping[Shape, float] = {"long": 16, "strip": 40, "olive": 180, "slice": 180, "ball": 180}


def _round(sheet: Sheet, color: Color, rx: float, ry: float, _: Filling) -> None:
    """A wet solid, lit from above left."""
    sheet.canvas.scale(rx, ry)
    stops = ((0.0, lighter(color, 0.1)), (0.45, color), (1.0, lighter(color, -0.17)))
    sheet.canvas.drawCircle(0, 0, 1, radial(-0.25, -0.2, 1.2, stops))
    sheet.canvas.drawCircle(-0.35, -0.3, 0.3, fading(-0.35, -0.3, 0.3, lighter(color, 0.32), 0.55))


def _olive(sheet: Sheet, color: Color, rx: float, ry: float, filling: Filling) -> None:
    with sheet.at(0, 0):
        _round(sheet, color, rx, 1.2 * ry, filling)
    sheet.circle(0.0, 0.8 * ry, 0.3 * rx, rgb(0xA83A1E))


def _slice(sheet: Sheet, color: Color, rx: float, _ry: float, _: Filling) -> None:
    """A disc with rings, as of a root."""
    sheet.circle(0, 0, rx, lighter(color, -0.08))
    for ring in (0.9, 0.66, 0.4):
        sheet.circle(0, 0, ring * rx, lighter(color, 0.05 if ring == 0.66 else 0.0))


_PIECES = {"long": _round, "ball": _round, "strip": _round, "olive": _olive, "slice": _slice}


def filling_of(sku: Sku, texture_px: int) -> FillingTexture | None:
    """The texture of what is in the jar of ``sku``; nothing where contents are smooth.

    ``texture_px`` is about the product's height in texture pixels.
    """
    sub = sku.category[-1] if sku.category else ""
    chosen = _BY_VARIANT.get((sub, sku.flavor or sku.variant)) or _BY_SUB.get(sub)
    if chosen is None or sku.archetype != "jar":
        return None
    around, high = 10 * round(100 * np.pi * sku.size_m[0]), 10 * round(100 * sku.size_m[2])
    scale = float(np.clip(texture_px / (1000 * sku.size_m[2]), *_PX_PER_MM))
    size = max(round(around * scale), 4), max(round(high * scale), 4)
    return FillingTexture(chosen, contents_color(sku, design_of(sku).color), (around, high), size)
