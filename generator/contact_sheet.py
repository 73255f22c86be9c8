"""Many frames on one sheet: each picture and, beside it, its masks and boxes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray

from generator.overlay import Box, draw_boxes, draw_masks

if TYPE_CHECKING:
    from generator.frame import Frame

U8 = NDArray[np.uint8]

GAP_PX = 6
CAPTION_PX = 22
PAPER = (24, 24, 28)
INK = (225, 225, 225)
WISHED_ASPECT = 1.6  # of the whole sheet


@dataclass(frozen=True, eq=False)
class Cell:
    """One frame: picture (h, w, 3) sRGB, instance map (h, w), modal boxes of what is annotated."""

    frame_index: int
    image: U8
    instance_map: NDArray[np.integer]
    boxes: tuple[Box, ...]


@dataclass(frozen=True, eq=False)
class Tile:
    """A frame's part of a sheet: caption, picture and labels, (h, w, 3) sRGB."""

    frame_index: int
    objects: int
    picture: U8


def cell_of(frame: "Frame") -> Cell:
    boxes = tuple((a.instance_id, a.box_xywh) for a in frame.labels.annotations)
    return Cell(frame.index, frame.image, frame.labels.instance_map, boxes)


def contact_sheet(cells: Sequence[Cell], longest_px: int = 384) -> U8:
    """The sheet (h, w, 3) sRGB; pictures are scaled so that their longer side has at most ``longest_px``.

    Raises:
        ValueError: without cells.
    """
    return sheet_of_tiles([tile_of(cell, longest_px) for cell in cells])


def sheet_of_tiles(tiles: Sequence[Tile]) -> U8:
    """The sheet (h, w, 3) sRGB of tiles made before, for instance by several processes.

    Raises:
        ValueError: without tiles.
    """
    if not tiles:
        raise ValueError("a contact sheet needs at least one frame")
    pictures = [tile.picture for tile in tiles]
    h, w = (max(picture.shape[axis] for picture in pictures) for axis in (0, 1))
    columns = _columns(len(pictures), w, h)
    rows = -(-len(pictures) // columns)
    sheet = _paper(rows * (h + GAP_PX) + GAP_PX, columns * (w + GAP_PX) + GAP_PX)
    for k, picture in enumerate(pictures):
        top, left = (GAP_PX + (k // columns) * (h + GAP_PX), GAP_PX + (k % columns) * (w + GAP_PX))
        sheet[top : top + picture.shape[0], left : left + picture.shape[1]] = picture
    return sheet


def encode_sheet(sheet: U8, suffix: str = ".jpg", quality: int = 90) -> bytes:
    """The sheet as a file's bytes, by suffix (".jpg", ".png", ".webp").

    Raises:
        ValueError: for a suffix that OpenCV cannot write.
    """
    options = [cv2.IMWRITE_JPEG_QUALITY, quality] if suffix.lower() in (".jpg", ".jpeg") else []
    try:
        done, encoded = cv2.imencode(suffix, np.ascontiguousarray(sheet[..., ::-1]), options)
    except cv2.error as problem:
        raise ValueError(f"cannot write pictures as {suffix!r}") from problem
    if not done:
        raise ValueError(f"cannot write pictures as {suffix!r}")
    return bytes(encoded)


def tile_of(cell: Cell, longest_px: int = 384) -> Tile:
    """Caption, picture and labels of one frame. Labels are drawn after scaling: lines keep their width."""
    scale = min(1.0, longest_px / max(cell.image.shape[:2]))
    h, w = (max(1, round(n * scale)) for n in cell.image.shape[:2])
    image = cv2.resize(cell.image, (w, h), interpolation=cv2.INTER_AREA)
    ids = cv2.resize(
        np.asarray(cell.instance_map, np.float32), (w, h), interpolation=cv2.INTER_NEAREST
    ).astype(np.int32)
    boxes = [(i, (scale * x, scale * y, scale * bw, scale * bh)) for i, (x, y, bw, bh) in cell.boxes]
    labelled = draw_boxes(draw_masks(image, ids), boxes)
    tile = _paper(h + CAPTION_PX, 2 * w + GAP_PX // 2)
    tile[CAPTION_PX:, :w], tile[CAPTION_PX:, -w:] = image, labelled
    text = f"frame {cell.frame_index}   {len(cell.boxes)} objects"
    cv2.putText(tile, text, (4, CAPTION_PX - 7), cv2.FONT_HERSHEY_SIMPLEX, 0.45, INK, 1, cv2.LINE_AA)
    return Tile(cell.frame_index, len(cell.boxes), tile)


def _columns(count: int, w: int, h: int) -> int:
    """How many tiles across bring the sheet closest to the wished shape."""

    def misfit(columns: int) -> float:
        rows = -(-count // columns)
        return abs(float(np.log(columns * w / (rows * h) / WISHED_ASPECT)))

    return min(range(1, count + 1), key=misfit)


def _paper(h: int, w: int) -> U8:
    return np.full((h, w, 3), PAPER, np.uint8)
