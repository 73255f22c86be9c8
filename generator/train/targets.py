"""What the small detector should say, and how wrong it is."""

import torch
from torch import Tensor

from generator.train.network import STRIDE, boxes_at

SPREAD = 0.14  # of a box's side: standard deviation of its peak in the heat map
LEAST_SPREAD_CELLS = 0.7
HEAT_FALLOFF, HARDNESS = 4.0, 2.0  # exponents of the focal loss of "Objects as Points"


def heat_of(
    boxes_xyxy: Tensor, labels: Tensor, classes: int, size_wh: tuple[int, int]
) -> tuple[Tensor, Tensor]:
    """The heat map (classes, h/4, w/4) with a Gaussian at every box's centre, and the centres' cells (n, 2)
    as (row, column). Boxes are in pixels of the input, ``size_wh`` its size.
    """
    w, h = size_wh[0] // STRIDE, size_wh[1] // STRIDE
    heat = torch.zeros(classes, h, w)
    centre = (boxes_xyxy[:, :2] + boxes_xyxy[:, 2:]) / 2 / STRIDE
    cells = torch.stack(
        [centre[:, 1].clamp(0, h - 1).floor(), centre[:, 0].clamp(0, w - 1).floor()], 1
    ).long()
    spread = ((boxes_xyxy[:, 2:] - boxes_xyxy[:, :2]) / STRIDE * SPREAD).clamp_min(LEAST_SPREAD_CELLS)
    xs, ys = torch.arange(w), torch.arange(h)
    for (row, column), (sx, sy), label in zip(cells.tolist(), spread.tolist(), labels.tolist(), strict=True):
        across = torch.exp(-((xs - column) ** 2) / (2 * sx * sx))
        down = torch.exp(-((ys - row) ** 2) / (2 * sy * sy))
        heat[label] = torch.maximum(heat[label], torch.outer(down, across))
    return heat, cells


def heat_loss(logits: Tensor, heat: Tensor) -> Tensor:
    """Penalty-reduced focal loss, summed; peaks are where ``heat`` is 1."""
    p = torch.sigmoid(logits).clamp(1e-4, 1 - 1e-4)
    peak = heat.eq(1).to(p.dtype)
    hit = peak * (1 - p) ** HARDNESS * p.log()
    miss = (1 - peak) * (1 - heat) ** HEAT_FALLOFF * p**HARDNESS * (1 - p).log()
    return -(hit + miss).sum()


def box_loss(shape: Tensor, boxes_xyxy: Tensor, cells: Tensor) -> Tensor:
    """1 - generalized IoU (Rezatofighi et al., 2019) of each box as read off at its centre's cell, (n,)."""
    said = boxes_at(shape, cells[:, 0], cells[:, 1])
    return 1 - generalized_iou(said, boxes_xyxy)


def generalized_iou(one: Tensor, other: Tensor) -> Tensor:
    """Of boxes (n, 4) xyxy pair by pair, in -1..1."""
    inner = (torch.minimum(one[:, 2:], other[:, 2:]) - torch.maximum(one[:, :2], other[:, :2])).clamp_min(0)
    hull = torch.maximum(one[:, 2:], other[:, 2:]) - torch.minimum(one[:, :2], other[:, :2])
    both = inner.prod(1)
    union = (one[:, 2:] - one[:, :2]).prod(1) + (other[:, 2:] - other[:, :2]).prod(1) - both
    around = hull.prod(1).clamp_min(1e-6)
    return both / union.clamp_min(1e-6) - (around - union) / around


def loss_of(out: Tensor, boxes: list[Tensor], labels: list[Tensor], classes: int) -> tuple[Tensor, Tensor]:
    """The batch's loss, and (b,) that of each picture for the curriculum."""
    size_wh = (out.shape[-1] * STRIDE, out.shape[-2] * STRIDE)
    each = []
    for k in range(len(boxes)):
        heat, cells = heat_of(boxes[k], labels[k], classes, size_wh)
        heat, cells = heat.to(out.device), cells.to(out.device)
        count = max(len(boxes[k]), 1)
        parts = heat_loss(out[k, :classes].float(), heat) / count
        if len(boxes[k]):
            parts = parts + 2 * box_loss(out[k, classes:].float(), boxes[k].to(out.device), cells).mean()
        each.append(parts)
    whole = torch.stack(each)
    return whole.mean(), whole.detach()
