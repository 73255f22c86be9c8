"""Masks as JSON has them: COCO's run-length code of the part of the image in which the thing is.

COCO's text has a "0" wherever an outline goes on as it did two columns before: half of it and more. Two to
sixteen of them in a row are written as one of the letters "p" to "~", which COCO's text never has.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from labelers.runs import Runs, boxes_xyxy

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
    """COCO's compressed run-length code of the mask cut out along that box, size [height, width], with a
    letter for zeros in a row: "p" for two of them, "q" for three, up to "~" for sixteen."""

    @property
    def coco_counts(self) -> str:
        """``counts`` as pycocotools reads them."""
        return unpacked(self.counts)

    @property
    def box_xywh(self) -> tuple[float, float, float, float]:
        return float(self.x_px), float(self.y_px), float(self.width_px), float(self.height_px)


def masks_of_runs(runs: Runs) -> list[Mask | None]:
    """One mask per owner; None for an owner without a pixel."""
    boxes = boxes_xyxy(runs)
    sizes = boxes[:, 2:] - boxes[:, :2]
    rows = zip(boxes[:, :2].tolist(), sizes.tolist(), _codes(runs, boxes), strict=True)
    return [Mask(x, y, w, h, code) if w else None for (x, y), (w, h), code in rows]


_FIRST, _LONGEST = 110, 16  # the letter of n zeros is 110 + n: above COCO's 48 to 111, within ASCII
_ZEROS, _LETTERS = re.compile(f"0{{2,{_LONGEST}}}"), re.compile("[p-~]")


def packed(coco_counts: str) -> str:
    """COCO's text with a letter for every two to sixteen zeros in a row. Other characters stay."""
    return _ZEROS.sub(lambda found: chr(_FIRST + len(found[0])), coco_counts)


def unpacked(counts: str) -> str:
    """COCO's text of what :func:`packed` wrote."""
    return _LETTERS.sub(lambda found: "0" * (ord(found[0]) - _FIRST), counts)


def runs_of_masks(masks: Sequence[Mask], height_px: int, width_px: int) -> Runs:
    """The masks in the whole image; :func:`labelers.runs.encode` makes COCO's codes of it."""
    owner, start, length = _decoded(
        unpacked("\n".join(mask.counts for mask in masks)).split("\n") if masks else []
    )
    x, y, _, h, *_ = np.array([mask[:4] for mask in masks], np.int64).reshape(-1, 4).T
    high = h[owner]
    columns = (start + length - 1) // high - start // high + 1  # a run may go on in the columns that follow
    which = np.repeat(np.arange(len(owner)), columns)
    column = np.arange(len(which)) - np.repeat(np.cumsum(columns) - columns, columns)
    column += start[which] // high[which]
    first = np.maximum(start[which], column * high[which])
    last = np.minimum((start + length)[which], (column + 1) * high[which])
    owner = owner[which]
    placed = (column + x[owner]) * height_px + first - column * h[owner] + y[owner]
    return _joined(owner, placed, last - first, len(masks), height_px, width_px)


def runs_of_codes(codes: Sequence[Mapping[str, Any]], height_px: int, width_px: int) -> Runs:
    """COCO's codes of whole images, ``{"size": [h, w], "counts": str}``, as runs."""
    owner, start, length = _decoded([code["counts"] for code in codes])
    return Runs(owner, start, length, len(codes), height_px, width_px)


def crop(mask: Mask) -> NDArray[np.bool_]:
    """(height_px, width_px) of the mask's own box."""
    from pycocotools import mask as coco_mask

    code = {"size": [mask.height_px, mask.width_px], "counts": mask.coco_counts.encode()}
    return np.asarray(coco_mask.decode(code), bool)


def area_px(mask: Mask) -> int:
    """Its pixels."""
    return int(_decoded([mask.coco_counts])[2].sum())


def full(mask: Mask, height_px: int, width_px: int) -> NDArray[np.bool_]:
    """(height_px, width_px) of the whole image."""
    image = np.zeros((height_px, width_px), bool)
    image[mask.y_px : mask.y_px + mask.height_px, mask.x_px : mask.x_px + mask.width_px] = crop(mask)
    return image


def _codes(runs: Runs, boxes: I64) -> list[str]:
    """The texts of the masks cut out along their boxes (masks, 4)."""
    from pycocotools import mask as coco_mask

    if not runs.masks:
        return []
    x0, y0, x1, y1 = boxes.T
    column, row = runs.start // runs.height_px, runs.start % runs.height_px
    start = (column - x0[runs.owner]) * (y1 - y0)[runs.owner] + row - y0[runs.owner]
    cut = _joined(runs.owner, start, runs.length, runs.masks, runs.height_px, runs.width_px)
    first, end = cut.first, cut.start + cut.length
    filled = np.diff(first) > 0
    before, last = np.zeros_like(end), np.zeros(runs.masks, np.int64)
    before[1:] = end[:-1]
    before[first[:-1][filled]] = 0
    last[filled] = end[first[1:][filled] - 1]
    tails = ((x1 - x0) * (y1 - y0) - last).astype(np.uint32)
    pairs = np.stack([cut.start - before, cut.length], axis=1).astype(np.uint32)
    spans = zip(
        first[:-1].tolist(), first[1:].tolist(), tails, (boxes[:, 2:] - boxes[:, :2]).tolist(), strict=True
    )
    plain = [
        {"size": [h, w], "counts": np.append(pairs[a:b].ravel(), tail) if tail else pairs[a:b].ravel()}
        for a, b, tail, (w, h) in spans
    ]
    codes = [code["counts"] for code in coco_mask.frPyObjects(plain, runs.height_px, runs.width_px)]
    return packed(b"\n".join(codes).decode("ascii")).split("\n")


def _joined(owner: I64, start: I64, length: I64, masks: int, height_px: int, width_px: int) -> Runs:
    """Runs of which those that touch within a mask have grown together."""
    touches = np.zeros(len(start), bool)
    touches[1:] = (start[1:] == (start + length)[:-1]) & (owner[1:] == owner[:-1])
    begins = np.flatnonzero(~touches)
    length = np.add.reduceat(length, begins) if len(begins) else length
    return Runs(owner[begins], start[begins], length, masks, height_px, width_px)


def _decoded(texts: Sequence[str]) -> tuple[I64, I64, I64]:
    """Owner, start and length of all runs in COCO's compressed counts.

    Groups of five bits, lowest first, with a sixth that says whether the number goes on; from the fourth
    number of a mask on they are differences to the last but one (maskApi.c of the COCO API).
    """
    raw = np.frombuffer("".join(texts).encode("ascii"), np.uint8).astype(np.int64) - 48
    text_of = np.repeat(np.arange(len(texts)), [len(text) for text in texts])
    ends = np.flatnonzero(raw & 0x20 == 0)
    begins = np.append(0, ends[:-1] + 1)[: len(ends)]
    if not len(ends):
        none = np.zeros(0, np.int64)
        return none, none, none
    place = np.arange(len(raw)) - np.repeat(begins, ends - begins + 1)
    values = np.add.reduceat((raw & 0x1F) << (5 * place), begins)
    values -= np.where(raw[ends] & 0x10, np.int64(1) << (5 * (ends - begins + 1)), 0)
    owner = text_of[begins]
    number = np.arange(len(owner)) - np.searchsorted(owner, owner)
    for parity in (1, 2):  # chains of every second number; the very first is in neither
        chain = np.flatnonzero((number > 0) & (number % 2 == parity % 2))
        sums = np.cumsum(values[chain])
        heads = np.flatnonzero(number[chain] == parity)
        offset = sums[heads] - values[chain][heads]
        values[chain] = sums - offset[np.cumsum(number[chain] == parity) - 1] if len(chain) else sums
    total = np.cumsum(values)
    starts = total - values
    starts -= starts[np.searchsorted(owner, owner)]
    ones = (number % 2 == 1) & (values > 0)
    return owner[ones], starts[ones], values[ones]
