"""Detectors by name, behind one face: a loss while they learn, detections when they have learnt."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from generator.train.network import CentreNetwork, Found, NetworkSize, decode, suppressed
from generator.train.targets import aims_of, loss_of

type F32 = NDArray[np.float32]
type I64 = NDArray[np.int64]


class DetectorError(Exception):
    """A detector that there is not, or weights that are not its own."""


class Detector(Protocol):
    """``images`` (b, 3, h, w) float in 0..1; boxes (n, 4) in their pixels; labels (n,) counted from 0."""

    module: nn.Module

    def loss(self, images: Tensor, boxes: list[F32], labels: list[I64]) -> tuple[Tensor, Tensor | None]:
        """The batch's loss, and that of every box through the batch, detached; None where a model has only
        the whole."""
        ...

    def detect(self, images: Tensor) -> list[Found]: ...


@dataclass
class Centre:
    """The small detector of :mod:`generator.train.network`."""

    module: CentreNetwork

    def loss(self, images: Tensor, boxes: list[F32], labels: list[I64]) -> tuple[Tensor, Tensor]:
        classes = self.module.size.classes
        aims = aims_of(boxes, labels, classes, (images.shape[-1], images.shape[-2])).to(images.device)
        return loss_of(self.module(images), aims, classes)

    @torch.no_grad()
    def detect(self, images: Tensor) -> list[Found]:
        classes = self.module.size.classes
        return [suppressed(decode(out.float().cpu(), classes)) for out in self.module(images)]


@dataclass
class FromTorchvision:
    """One of torchvision's detectors; it counts classes from 1."""

    module: nn.Module

    def loss(self, images: Tensor, boxes: list[F32], labels: list[I64]) -> tuple[Tensor, None]:
        targets = [
            {
                "boxes": torch.from_numpy(box).to(images.device),
                "labels": torch.from_numpy(label + 1).to(images.device),
            }
            for box, label in zip(boxes, labels, strict=True)
        ]
        losses: dict[str, Tensor] = self.module(list(images), targets)
        return torch.stack(list(losses.values())).sum(), None

    @torch.no_grad()
    def detect(self, images: Tensor) -> list[Found]:
        return [
            Found(out["boxes"].cpu(), out["scores"].cpu(), out["labels"].cpu() - 1)
            for out in self.module(list(images))
        ]


def _centre(base: int) -> Callable[[int], Detector]:
    return lambda classes: Centre(CentreNetwork(NetworkSize(base, classes)))


def _torchvision(name: str) -> Callable[[int], Detector]:
    def build(classes: int) -> Detector:
        from torchvision.models import detection

        make: Any = getattr(detection, name)
        # Shelves hold more than torchvision's 100 detections; no weights: nothing is fetched.
        most = {"box_detections_per_img": 300} if name.startswith("faster") else {"detections_per_img": 300}
        made = make(weights=None, weights_backbone=None, num_classes=classes + 1, **most)
        return FromTorchvision(made)

    return build


MODELS: dict[str, Callable[[int], Detector]] = {
    "centre-small": _centre(16),
    "centre": _centre(24),
    "centre-large": _centre(48),
    "fcos": _torchvision("fcos_resnet50_fpn"),
    "retinanet": _torchvision("retinanet_resnet50_fpn_v2"),
    "faster-rcnn": _torchvision("fasterrcnn_resnet50_fpn_v2"),
}


def build(name: str, classes: int) -> Detector:
    """A new detector, untrained.

    Raises:
        DetectorError: for a name that there is not.
    """
    if name not in MODELS:
        from recipes.wording import did_you_mean

        raise DetectorError(
            f"--model {name}: no such model{did_you_mean(name, MODELS)} (there are {', '.join(MODELS)})"
        )
    return MODELS[name](classes)


def wrapped(module: nn.Module) -> Detector:
    """The face of a module that :func:`build` made under this name."""
    return Centre(module) if isinstance(module, CentreNetwork) else FromTorchvision(module)
