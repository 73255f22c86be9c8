"""A small, fast detector for dense shelves: object centres on a map of a quarter of the picture's size.

It follows the idea of "Objects as Points" (Zhou, Wang, Kraehenbuehl, 2019): every object is the peak of a
heat map at its centre, with its size read off at the peak. Shelves hold hundreds of small things side by side
and hardly any on top of each other, which suits it: no anchors, no matching, and it trains on processors.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import torch
import torch.nn.functional as functional
from torch import Tensor, nn

STRIDE = 4
WIDTHS = (2, 4, 6, 8)  # of the four stages, times the base width
USUAL_LOG_CELLS = 1.6  # from a centre to a side, before anything is learnt: 20 px
FIT_COUNTS = 0.35  # exponent of the fit in a score; the rest is the peak's


@dataclass(frozen=True)
class NetworkSize:
    """``base`` is the width of the first layer; ``classes`` what is told apart."""

    base: int = 24
    classes: int = 1


def _block(channels_in: int, channels: int, stride: int = 1) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(channels_in, channels, 3, stride, 1, bias=False),
        nn.BatchNorm2d(channels),
        nn.ReLU(inplace=True),
    )


class _Residual(nn.Module):
    """Two convolutions beside a straight way."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.first = _block(channels, channels)
        self.second = nn.Sequential(
            nn.Conv2d(channels, channels, 3, 1, 1, bias=False), nn.BatchNorm2d(channels)
        )

    def forward(self, x: Tensor) -> Tensor:
        return functional.relu(x + self.second(self.first(x)), inplace=True)


class CentreNetwork(nn.Module):
    """(b, 3, h, w) pictures in 0..1 to (b, classes + 5, h/4, w/4): heat as logits, how well the box fits as a
    logit, and the distances from the cell's middle to the box's four sides as logarithms of quarter pixels.

    ``h`` and ``w`` must be multiples of 32.
    """

    def __init__(self, size: NetworkSize) -> None:
        super().__init__()
        self.size = size
        widths = [size.base * times for times in WIDTHS]
        first = widths[0]
        stem = nn.Sequential(_block(3, size.base, 2), _block(size.base, first, 2), _block(first, first))
        stages = [
            nn.Sequential(_block(before, after, 2), _Residual(after)) for before, after in pairwise(widths)
        ]
        self.stages = nn.ModuleList([stem, *stages])
        across = 2 * size.base
        self.laterals = nn.ModuleList([nn.Conv2d(width, across, 1) for width in widths])
        self.smooth = nn.Sequential(_block(across, across), _block(across, across))
        self.heat = nn.Conv2d(across, size.classes, 1)
        self.shape = nn.Conv2d(across, 5, 1)
        nn.init.constant_(self.heat.bias, -4.0)  # hardly any place is a centre
        nn.init.constant_(self.shape.bias, USUAL_LOG_CELLS)
        with torch.no_grad():
            self.shape.bias[0] = 0.0

    def forward(self, x: Tensor) -> Tensor:
        x = x * 2 - 1
        maps = []
        for stage in self.stages:
            x = stage(x)
            maps.append(x)
        y = self.laterals[-1](maps[-1])
        for level in range(len(maps) - 2, -1, -1):
            y = functional.interpolate(y, size=maps[level].shape[-2:], mode="nearest")
            y = y + self.laterals[level](maps[level])
        y = self.smooth(y)
        return torch.cat([self.heat(y), self.shape(y)], dim=1)


@dataclass(frozen=True)
class Found:
    """Detections in one picture: ``boxes_xyxy`` (n, 4) in its pixels, ``scores`` (n,), ``labels`` (n,)."""

    boxes_xyxy: Tensor
    scores: Tensor
    labels: Tensor


def boxes_at(sides: Tensor, rows: Tensor, columns: Tensor) -> Tensor:
    """(n, 4) xyxy in pixels of the network's input. ``sides`` (4, n): left, top, right, bottom as the network
    says them at these cells."""
    x, y = (columns + 0.5) * STRIDE, (rows + 0.5) * STRIDE
    left, top, right, bottom = (sides.clamp(-4, 6).exp() * STRIDE).unbind(0)
    return torch.stack([x - left, y - top, x + right, y + bottom], dim=1)


def decode(out: Tensor, classes: int, most: int = 600) -> Found:
    """Peaks of one picture's (classes + 5, h, w) output. A score is the peak's height, tempered by how well
    the box is said to fit."""
    heat = torch.sigmoid(out[:classes])
    peaks = heat * (heat == functional.max_pool2d(heat[None], 3, 1, 1)[0])
    scores, flat = peaks.flatten().topk(min(most, int(peaks.numel())))
    _, h, w = heat.shape
    labels, cell = flat // (h * w), flat % (h * w)
    at = out[classes:].flatten(1)[:, cell]
    fit = torch.sigmoid(at[0])
    return Found(boxes_at(at[1:], cell // w, cell % w), scores ** (1 - FIT_COUNTS) * fit**FIT_COUNTS, labels)


def suppressed(found: Found, overlap: float = 0.55, most: int = 300) -> Found:
    """Without boxes that overlap a better one of their class by more than ``overlap`` (IoU); best first."""
    import torchvision

    kept = torchvision.ops.batched_nms(found.boxes_xyxy, found.scores, found.labels, overlap)[:most]
    return Found(found.boxes_xyxy[kept], found.scores[kept], found.labels[kept])


def together(parts: Sequence[Found]) -> Found:
    """Detections of several tiles as one."""
    return Found(
        torch.cat([part.boxes_xyxy for part in parts]),
        torch.cat([part.scores for part in parts]),
        torch.cat([part.labels for part in parts]),
    )
