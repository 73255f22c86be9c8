"""What the small detector should say, and how wrong it is."""

from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as functional
from numpy.typing import NDArray
from torch import Tensor

from generator.train.network import STRIDE, boxes_at

type F32 = NDArray[np.float32]
type I64 = NDArray[np.int64]

SPREAD = 0.13  # of a box's side: standard deviation of its peak in the heat map
LEAST_SPREAD_CELLS = 0.7
LEARNT = 1.25  # standard deviations around a centre in which cells learn the box's sides
HEAT_FALLOFF, HARDNESS = 4.0, 2.0  # exponents of the focal loss of "Objects as Points"
BOX_SHARE, FIT_SHARE = 2.0, 0.5


@dataclass(frozen=True, eq=False)
class Aims:
    """What a batch should say. ``heat`` (b, classes, h/4, w/4) has a Gaussian around every box's centre.

    ``where`` (m, 3): picture, row and column of the cells that learn sides; ``boxes_xyxy`` (m, 4) theirs in
    pixels of the input, ``owner`` (m,) the boxes they belong to, counted through the batch, and ``weights``
    (m,), which sum up to 1 for each box. ``peaks`` (n, 4): picture, class, row, column of every box.

    That several cells learn a box, not its centre alone, follows "Training-Time-Friendly Network for
    Real-Time Object Detection" (Liu et al., 2020): it needs far fewer steps.
    """

    heat: Tensor
    where: Tensor
    boxes_xyxy: Tensor
    owner: Tensor
    weights: Tensor
    peaks: Tensor

    def to(self, device: torch.device | str) -> "Aims":
        parts = (self.heat, self.where, self.boxes_xyxy, self.owner, self.weights, self.peaks)
        return Aims(*(part.to(device) for part in parts))


def aims_of(boxes: list[F32], labels: list[I64], classes: int, size_wh: tuple[int, int]) -> Aims:
    """``boxes`` (n, 4) xyxy of every picture in pixels of the input, ``size_wh`` its size."""
    w, h = size_wh[0] // STRIDE, size_wh[1] // STRIDE
    heat = np.zeros((len(boxes), classes, h, w), np.float32)
    owner_map = np.full((len(boxes), h, w), -1, np.int64)
    weight_map = np.zeros((len(boxes), h, w), np.float32)
    peaks, first = [], 0
    for k, (here, kinds) in enumerate(zip(boxes, labels, strict=True)):
        sides = here[:, 2:] - here[:, :2]
        for n in np.argsort(-sides.prod(1), kind="stable"):  # the smaller of two that overlap has the cell
            window, bump, cell = _bump(here[n], w, h)
            spot = heat[k, kinds[n]][window]
            np.maximum(spot, bump, out=spot)
            inner = bump >= np.exp(-(LEARNT**2) / 2)
            owner_map[k][window][inner] = first + n
            weight_map[k][window][inner] = bump[inner]
            peaks.append((first + n, k, kinds[n], *cell))
        first += len(here)
    where = np.argwhere(owner_map >= 0)
    owner = owner_map[*where.T]
    weights = weight_map[*where.T]
    weights /= np.maximum(np.bincount(owner, weights, first)[owner], 1e-6).astype(np.float32)
    every = np.concatenate([*boxes, np.zeros((0, 4), np.float32)]).astype(np.float32)
    placed = np.array(sorted(peaks), np.int64).reshape(-1, 5)[:, 1:]
    arrays = (heat, where, every[owner], owner, weights, placed)
    return Aims(*(torch.from_numpy(np.ascontiguousarray(part)) for part in arrays))


def _bump(box: F32, w: int, h: int) -> tuple[tuple[slice, slice], F32, tuple[int, int]]:
    """The cells that a box's Gaussian reaches, the Gaussian there, and the (row, column) of its centre."""
    cx, cy = float(box[0] + box[2]) / 2 / STRIDE, float(box[1] + box[3]) / 2 / STRIDE
    column, row = min(max(int(cx), 0), w - 1), min(max(int(cy), 0), h - 1)
    sx = max(float(box[2] - box[0]) / STRIDE * SPREAD, LEAST_SPREAD_CELLS)
    sy = max(float(box[3] - box[1]) / STRIDE * SPREAD, LEAST_SPREAD_CELLS)
    x0, x1 = max(column - int(3.5 * sx) - 1, 0), min(column + int(3.5 * sx) + 2, w)
    y0, y1 = max(row - int(3.5 * sy) - 1, 0), min(row + int(3.5 * sy) + 2, h)
    across = np.exp(-((np.arange(x0, x1) - column) ** 2) / (2 * sx * sx))
    down = np.exp(-((np.arange(y0, y1) - row) ** 2) / (2 * sy * sy))
    return (slice(y0, y1), slice(x0, x1)), np.outer(down, across).astype(np.float32), (row, column)


def loss_of(out: Tensor, aims: Aims, classes: int) -> tuple[Tensor, Tensor]:
    """The batch's loss, and (n,) that of every box for the curriculum, detached."""
    out = out.float()
    count = max(len(aims.peaks), 1)
    picture, row, column = aims.where.unbind(1)
    said = out[picture, classes:, row, column].T
    overlap, generalized = overlaps(boxes_at(said[1:], row, column), aims.boxes_xyxy)
    box = aims.weights * (1 - generalized)
    fit = functional.binary_cross_entropy_with_logits(said[0], overlap.detach().clamp(0, 1), reduction="none")
    heat = heat_loss(out[:, :classes], aims.heat)
    whole = (heat + BOX_SHARE * box.sum() + FIT_SHARE * (aims.weights * fit).sum()) / count
    return whole, _of_each_box(out.detach(), box.detach(), aims)


def _of_each_box(out: Tensor, box: Tensor, aims: Aims) -> Tensor:
    p = torch.sigmoid(out[*aims.peaks.unbind(1)]).clamp(1e-4, 1 - 1e-4)
    missed = -((1 - p) ** HARDNESS) * p.log()
    return missed + BOX_SHARE * torch.zeros_like(missed).index_add_(0, aims.owner, box)


def heat_loss(logits: Tensor, heat: Tensor) -> Tensor:
    """Penalty-reduced focal loss, summed; peaks are where ``heat`` is 1."""
    p = torch.sigmoid(logits).clamp(1e-4, 1 - 1e-4)
    peak = heat.eq(1).to(p.dtype)
    hit = peak * (1 - p) ** HARDNESS * p.log()
    miss = (1 - peak) * (1 - heat) ** HEAT_FALLOFF * p**HARDNESS * (1 - p).log()
    return -(hit + miss).sum()


def overlaps(one: Tensor, other: Tensor) -> tuple[Tensor, Tensor]:
    """IoU in 0..1 and generalized IoU in -1..1 (Rezatofighi et al., 2019) of boxes (n, 4), pair by pair."""
    inner = (torch.minimum(one[:, 2:], other[:, 2:]) - torch.maximum(one[:, :2], other[:, :2])).clamp_min(0)
    hull = torch.maximum(one[:, 2:], other[:, 2:]) - torch.minimum(one[:, :2], other[:, :2])
    both = inner.prod(1)
    union = (one[:, 2:] - one[:, :2]).prod(1) + (other[:, 2:] - other[:, :2]).prod(1) - both
    around = hull.prod(1).clamp_min(1e-6)
    overlap = both / union.clamp_min(1e-6)
    return overlap, overlap - (around - union) / around
