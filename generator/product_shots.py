"""Pictures of single products, and many of them with captions on one sheet."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from generator.develop import auto_exposure, develop
from generator.render.protocol import Renderer
from scenes.studio import studio_scene

if TYPE_CHECKING:
    from assets.product import Catalog, Product, Sku

U8 = NDArray[np.uint8]

SHEET_YAW_DEG = -26.0  # front and right side
GAIN = 2.1  # makes the studio's paper almost white
GAP_PX = 4
PAPER, INK, FAINT = (0.97, 0.97, 0.97), (0.1, 0.1, 0.1), (0.42, 0.42, 0.42)
LINE_SHARE, LEAST_LINE_PX = 0.052, 11.0  # height of a line of caption, as a share of the picture's width
WISHED_ASPECT = 1.5


@dataclass(frozen=True, eq=False)
class Shot:
    """A picture (h, w, 3) sRGB and the lines below it."""

    image: U8
    lines: tuple[str, ...]


class Studio:
    """Photographs products with one renderer; what products share stays warm."""

    def __init__(self, renderer: Renderer, size_px: int, samples: int) -> None:
        from labelers.trace import Tracer

        self._renderer, self._tracer = renderer, Tracer()
        self._size_px, self._samples = size_px, samples

    def shots(self, product: "Product", yaws_deg: Sequence[float]) -> Iterator[U8]:
        """One square picture (size_px, size_px, 3) for each turn of the product, all from one camera."""
        for view in range(len(yaws_deg)):
            scene = studio_scene(product, (self._size_px,) * 2, self._samples, yaws_deg, view)
            light = self._renderer.render(scene, self._tracer.trace(scene)).radiance
            # The meter would see dark goods brighter and light ones darker; the lamps are the same for all.
            ev = math.log2(GAIN / auto_exposure(light, scene.post.white_balance_k))
            yield develop(light, replace(scene.post, exposure_ev=ev))

    def product(self, catalog: "Catalog", sku: "Sku") -> "Product":
        """The product with artwork as fine as its picture shows it."""
        share = sku.size_m[2] / max(sku.size_m)
        return catalog.product(sku.sku, max(32, round(1.2 * self._size_px * share)))


def caption(sku: "Sku") -> tuple[str, str, str]:
    """SKU and package; what it says; how large it is."""
    size = " x ".join(f"{1000 * v:.0f}" for v in sku.size_m)
    name = " ".join(part for part in (sku.brand, sku.name, sku.variant) if part)
    return f"{sku.sku}   {sku.archetype}", name, f"{size} mm   {sku.net}"


def product_sheet(shots: Sequence[Shot], columns: int = 0) -> U8:
    """All shots with their captions, row by row; ``columns`` 0 chooses how many stand side by side.

    Raises ValueError without shots.
    """
    if not shots:
        raise ValueError("a sheet needs at least one picture")
    tiles = [_tile(shot) for shot in shots]
    h, w = (max(tile.shape[axis] for tile in tiles) for axis in (0, 1))
    across = columns or max(1, round((len(tiles) * h / w * WISHED_ASPECT) ** 0.5))
    across = min(across, len(tiles))
    rows = -(-len(tiles) // across)
    sheet = _blank(rows * (h + GAP_PX) + GAP_PX, across * (w + GAP_PX) + GAP_PX)
    for k, tile in enumerate(tiles):
        top, left = GAP_PX + k // across * (h + GAP_PX), GAP_PX + k % across * (w + GAP_PX)
        sheet[top : top + tile.shape[0], left : left + tile.shape[1]] = tile
    return sheet


def _tile(shot: Shot) -> U8:
    h, w = shot.image.shape[:2]
    line = max(LEAST_LINE_PX, LINE_SHARE * w)
    tile = _blank(h + round(line * (len(shot.lines) + 0.4)), w)
    tile[:h] = shot.image
    tile[h:] = _text(shot.lines, w, tile.shape[0] - h, line)
    return tile


def _text(lines: Sequence[str], width: int, height: int, line_px: float) -> U8:
    """Lines of text in any script, the first one bold; long ones are set smaller."""
    import skia

    from assets.art import fonts
    from assets.art.atlas import opaque
    from assets.art.boxes import Box
    from assets.art.sheet import Sheet, argb
    from assets.art.typography import text

    rgba = np.zeros((height, width, 4), np.uint8)
    canvas = skia.Surface(rgba).getCanvas()
    canvas.clear(argb(PAPER))
    page = Sheet(canvas, 1.0)
    for k, words in enumerate(lines):
        room = Box(0.4 * line_px, (k + 0.25) * line_px, width - 0.8 * line_px, 0.75 * line_px)
        face = fonts.SANS_BOLD if k == 0 else fonts.SANS
        color = FAINT if k == len(lines) - 1 and k else INK
        if words.strip():
            text(page, words, face, room, color, "left", size_max_mm=0.74 * line_px)
    return opaque(rgba)


def _blank(h: int, w: int) -> U8:
    return np.full((h, w, 3), [round(255 * c) for c in PAPER], np.uint8)
