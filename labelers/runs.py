"""Masks as runs of pixels in column-major order, many masks at once: the way to COCO's run-length code."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

I64 = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Runs:
    """The runs of ``masks`` masks of one size.

    All (r,): which mask a run belongs to (ascending), where it starts in the image read column by column
    (ascending within a mask), and its length. Runs of one mask neither touch nor overlap.
    """

    owner: I64
    start: I64
    length: I64
    masks: int
    height_px: int
    width_px: int

    @property
    def first(self) -> I64:
        """(masks + 1,): where each mask's runs begin."""
        return np.searchsorted(self.owner, np.arange(self.masks + 1)).astype(np.int64)


def runs_of_map(instance_map: NDArray[np.int32], ids: Sequence[int]) -> Runs:
    """Mask k is where ``instance_map`` equals ``ids[k]``; ids are distinct and above 0."""
    height, width = instance_map.shape
    flat = instance_map.T.ravel()
    start = np.flatnonzero(np.diff(flat, prepend=-1))
    length = np.diff(start, append=len(flat))
    mask_of = np.full(max(int(flat.max(initial=0)), *ids, 0) + 1, -1)
    mask_of[np.asarray(ids, np.int64)] = np.arange(len(ids))
    owner = mask_of[flat[start]]
    order = np.argsort(owner, kind="stable")
    order = order[np.searchsorted(owner[order], 0) :]
    return Runs(owner[order], start[order], length[order], len(ids), height, width)


def runs_of_pixels(owner: I64, pixel: I64, masks: int, height_px: int, width_px: int) -> Runs:
    """From pixels (n,) as column * height + row, ascending within their mask, masks ascending."""
    new = np.ones(len(pixel), bool)
    new[1:] = (np.diff(pixel) != 1) | (np.diff(owner) != 0)
    at = np.flatnonzero(new)
    return Runs(owner[at], pixel[at], np.diff(at, append=len(pixel)), masks, height_px, width_px)


def areas_px(runs: Runs) -> I64:
    """(masks,) pixels of each mask."""
    return np.diff(np.concatenate([[0], np.cumsum(runs.length)])[runs.first])


def boxes_xyxy(runs: Runs) -> I64:
    """(masks, 4): tight boxes x0, y0, x1, y1, ends just past the mask; zeros where a mask is empty."""
    height, last = runs.height_px, runs.start + runs.length - 1
    left, right = runs.start // height, last // height
    whole = left != right  # a run that goes on in the next column fills both to the border
    top, bottom = np.where(whole, 0, runs.start % height), np.where(whole, height - 1, last % height)
    boxes = np.zeros((runs.masks, 4), np.int64)
    filled = np.flatnonzero(np.diff(runs.first))
    if len(filled):
        first = runs.first[filled]
        lows = [np.minimum.reduceat(values, first) for values in (left, top)]
        highs = [np.maximum.reduceat(values, first) + 1 for values in (right, bottom)]
        boxes[filled] = np.stack([*lows, *highs], axis=1)
    return boxes


def encode(runs: Runs) -> list[dict[str, Any]]:
    """COCO run-length codes, ``{"size": [height, width], "counts": str}``, packed by pycocotools in C."""
    from pycocotools import mask as coco_mask

    if not runs.masks:
        return []
    size = [runs.height_px, runs.width_px]
    plain = [{"size": size, "counts": counts} for counts in _counts(runs)]
    codes = coco_mask.frPyObjects(plain, *size)
    return [{"size": size[:], "counts": code["counts"].decode("ascii")} for code in codes]


def _counts(runs: Runs) -> list[NDArray[np.uint32]]:
    """Lengths of alternating gaps and runs, beginning with a gap, as COCO counts them."""
    first, end = runs.first, runs.start + runs.length
    before = np.zeros_like(end)
    before[1:] = end[:-1]
    before[first[:-1][np.diff(first) > 0]] = 0
    pixels = runs.height_px * runs.width_px
    tail = np.full(runs.masks, pixels)
    filled = np.diff(first) > 0
    tail[filled] -= end[first[1:][filled] - 1]
    both = np.stack([runs.start - before, runs.length], axis=1).astype(np.uint32).ravel()
    counts = np.insert(both, 2 * first[1:], tail.astype(np.uint32))
    ends = 2 * first + np.arange(runs.masks + 1)
    stops = ends[1:] - (tail == 0)  # no gap of 0 pixels at the end
    return [counts[a:b] for a, b in zip(ends[:-1].tolist(), stops.tolist(), strict=True)]
