"""Masks as JSON has them: COCO's run-length code of the part of the image in which the thing is."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from labelers.runs import Runs, boxes_xyxy, runs_of_pixels

I64 = NDArray[np.int64]


class Mask(NamedTuple):
    """A mask that is not empty. As JSON ``[x, y, width, height, counts]``; the first four are its box."""

    x_px: int
    """Left column of the mask."""
    y_px: int
    """Top row."""
    width_px: int
    """Columns from the first to the last."""
    height_px: int
    """Rows from the first to the last."""
    counts: str
    """COCO's compressed run-length code of the mask cut out along that box, size [height, width]."""

    @property
    def box_xywh(self) -> tuple[float, float, float, float]:
        return float(self.x_px), float(self.y_px), float(self.width_px), float(self.height_px)


def masks_of_runs(runs: Runs) -> list[Mask | None]:
    """One mask per owner; None for an owner without a pixel."""
    boxes = boxes_xyxy(runs)
    sizes = boxes[:, 2:] - boxes[:, :2]
    rows = zip(boxes[:, :2].tolist(), sizes.tolist(), _codes(runs, boxes), strict=True)
    return [Mask(*corner, *size, code) if size[0] else None for corner, size, code in rows]


def runs_of_masks(masks: Sequence[Mask], height_px: int, width_px: int) -> Runs:
    """The masks in the whole image; :func:`labelers.runs.encode` makes COCO's codes of it."""
    owner, pixel = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for number, mask in enumerate(masks):
        column, row = np.nonzero(crop(mask).T)
        owner.append(np.full(len(row), number))
        pixel.append((column + mask.x_px) * height_px + row + mask.y_px)
    return runs_of_pixels(np.concatenate(owner), np.concatenate(pixel), len(masks), height_px, width_px)


def crop(mask: Mask) -> NDArray[np.bool_]:
    """(height_px, width_px) of the mask's own box."""
    from pycocotools import mask as coco_mask

    code = {"size": [mask.height_px, mask.width_px], "counts": mask.counts.encode()}
    return np.asarray(coco_mask.decode(code), bool)  # type: ignore[arg-type]


def full(mask: Mask, height_px: int, width_px: int) -> NDArray[np.bool_]:
    """(height_px, width_px) of the whole image."""
    image = np.zeros((height_px, width_px), bool)
    image[mask.y_px : mask.y_px + mask.height_px, mask.x_px : mask.x_px + mask.width_px] = crop(mask)
    return image


def _codes(runs: Runs, boxes: I64) -> list[str]:
    """COCO's codes of the masks cut out along their boxes (masks, 4)."""
    from pycocotools import mask as coco_mask

    if not runs.masks:
        return []
    owner, start, length = _in_boxes(runs, boxes)
    first = np.searchsorted(owner, np.arange(runs.masks + 1))
    before = np.zeros_like(start)
    before[1:] = (start + length)[:-1]
    filled = np.diff(first) > 0
    before[first[:-1][filled]] = 0
    counts = np.stack([start - before, length], axis=1).astype(np.uint32)
    width, height = (boxes[:, 2:] - boxes[:, :2]).T
    area = width * height
    last = np.zeros_like(area)
    last[filled] = (start + length)[first[1:][filled] - 1]
    plain = []
    for a, b, w, h, tail in zip(
        first[:-1].tolist(), first[1:].tolist(), width.tolist(), height.tolist(), area - last, strict=True
    ):
        row = counts[a:b].ravel()
        plain.append({"size": [h, w], "counts": np.append(row, np.uint32(tail)) if tail or a == b else row})
    codes = coco_mask.frPyObjects(plain, runs.height_px, runs.width_px)
    return [code["counts"].decode("ascii") for code in codes]


def _in_boxes(runs: Runs, boxes: I64) -> tuple[I64, I64, I64]:
    """Owner, start and length of the runs where every mask is cut out along its own box.

    A run that goes on in the next column belongs to a mask as high as the image. In a lower one, runs that
    end at the bottom and begin at the top of the next column grow together.
    """
    x0, y0, _, y1 = boxes[runs.owner].T
    column, row = runs.start // runs.height_px, runs.start % runs.height_px
    start = (column - x0) * (y1 - y0) + row - y0
    joins = np.zeros(len(start), bool)
    joins[1:] = (start[1:] == (start + runs.length)[:-1]) & (runs.owner[1:] == runs.owner[:-1])
    begins = np.flatnonzero(~joins)
    if not len(begins):
        return runs.owner, start, runs.length
    return runs.owner[begins], start[begins], np.add.reduceat(runs.length, begins)
