"""Large pictures in overlapping tiles, so that small things stay large enough."""

from collections.abc import Sequence
from dataclasses import dataclass

OVERLAP = 0.2  # of a tile


@dataclass(frozen=True)
class Tile:
    """A part of the picture, in its pixels; it ends where the picture ends."""

    x_px: int
    y_px: int
    width_px: int
    height_px: int

    def cuts(self, box: Sequence[float], picture_wh: tuple[int, int], margin_px: float) -> bool:
        """Whether a box (xyxy in the picture) touches an inner border: then another tile has it whole."""
        x0, y0, x1, y1 = box
        w, h = picture_wh
        right, bottom = self.x_px + self.width_px, self.y_px + self.height_px
        return (
            (self.x_px > 0 and x0 < self.x_px + margin_px)
            or (self.y_px > 0 and y0 < self.y_px + margin_px)
            or (right < w and x1 > right - margin_px)
            or (bottom < h and y1 > bottom - margin_px)
        )


def tiles(picture_wh: tuple[int, int], tile_wh: tuple[int, int], overlap: float = OVERLAP) -> list[Tile]:
    """Tiles that cover the picture evenly, each overlapping its neighbours by at least ``overlap``."""
    columns = _starts(picture_wh[0], tile_wh[0], overlap)
    rows = _starts(picture_wh[1], tile_wh[1], overlap)
    w, h = min(picture_wh[0], tile_wh[0]), min(picture_wh[1], tile_wh[1])
    return [Tile(x, y, w, h) for y in rows for x in columns]


def _starts(length: int, tile: int, overlap: float) -> list[int]:
    if length <= tile:
        return [0]
    step = tile * (1 - overlap)
    count = -(-round(length - tile) // max(int(step), 1)) + 1
    return [round(k * (length - tile) / (count - 1)) for k in range(count)]
