"""Signs that hang from the ceiling over the aisles."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from assets.arrays import digest
from assets.distractors.base import Thing, chances, matt, pick, thing, tube
from assets.material import Material
from assets.mesh_tools import Patch, box, planar_uv

SIZE_WH_M = (1.1, 0.42)
PX_PER_M = 320
COLORS = (
    (0.75, 0.06, 0.08),
    (0.05, 0.2, 0.5),
    (0.02, 0.42, 0.24),
    (0.95, 0.8, 0.1),
    (0.95, 0.95, 0.93),
    (0.12, 0.12, 0.13),
)
WORDS = (
    "Snacks",
    "Drinks",
    "Bakery",
    "Household",
    "Baby",
    "Care",
    "Coffee & Tea",
    "Pasta & Rice",
    "Pets",
    "Frozen",
    "Offers",
    "Pharmacy",
)


@dataclass(frozen=True)
class SignTexture:
    """The print of a sign; implements ``assets.material.Texture``."""

    variant: int

    @cached_property
    def key(self) -> str:
        return digest("aisle sign", "1", str(self.variant))

    @property
    def size_wh_px(self) -> tuple[int, int]:
        return round(SIZE_WH_M[0] * PX_PER_M), round(SIZE_WH_M[1] * PX_PER_M)

    @cached_property
    def _pixels(self) -> NDArray[np.uint8]:
        return _paint(self.variant, self.size_wh_px)

    def pixels(self) -> NDArray[np.uint8]:
        """(height, width, 3) uint8 sRGB, row 0 on top, read-only."""
        return self._pixels

    def mean_color(self) -> tuple[float, float, float]:
        """Average colour in linear Rec.709."""
        linear = ((self._pixels.astype(np.float64) / 255) ** 2.2).mean((0, 1))
        r, g, b = (round(float(c), 6) for c in linear)
        return r, g, b


def _paint(variant: int, size_wh: tuple[int, int]) -> NDArray[np.uint8]:
    import skia

    from assets.art import fonts
    from assets.art.atlas import opaque
    from assets.art.boxes import Box
    from assets.art.sheet import Sheet, argb
    from assets.art.typography import text

    w, h = size_wh
    rng = chances("hanging_sign", variant)
    ground = pick(rng, COLORS)
    ink = (0.05, 0.05, 0.06) if ground[1] > 0.6 else (1.0, 1.0, 1.0)
    rgba = np.zeros((h, w, 4), np.uint8)
    canvas = skia.Surface(rgba).getCanvas()
    canvas.scale(h / 42, h / 42)
    canvas.clear(argb(ground))
    sheet, wide = Sheet(canvas, h / 42, "en"), w * 42 / h
    text(sheet, str(int(rng.integers(1, 30))), fonts.SANS_BOLD, Box(4, 5, 22, 32), ink)
    order = rng.permutation(len(WORDS))
    for row, at in enumerate(order[:3]):
        text(sheet, WORDS[int(at)], fonts.SANS_BOLD, Box(32, 4 + row * 12, wide - 38, 9), ink, align="left")
    pixels = opaque(rgba)
    pixels.setflags(write=False)
    return pixels


def hanging_sign(variant: int) -> Thing:
    """A printed board on two wires; its origin is half a metre above it, where the wires end."""
    w, h = SIZE_WH_M
    lo, hi = np.array([-w / 2, -0.006, -0.5 - h]), np.array([w / 2, 0.006, -0.5])
    slab = box(lo, hi, "board")
    corners = slab.points[slab.faces]
    uv = np.clip(planar_uv(corners, (0, 2), lo, hi, (0, 0, 1, 1)), 0, 1)
    back = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])[:, 1] > 0
    uv[back, :, 0] = 1 - uv[back, :, 0]
    wires = [tube([(x, 0, -0.5), (x, 0, 0.0)], 0.002, "wire") for x in (-0.4 * w, 0.4 * w)]
    printed = Material("board", (1, 1, 1), SignTexture(variant), roughness=0.5)
    return thing(
        "hanging_sign",
        [Patch(slab.points, slab.faces, uv, "board"), *wires],
        [printed, matt("wire", (0.3, 0.3, 0.3), 0.4)],
    )
