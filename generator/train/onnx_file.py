"""A trained detector as ONNX, for programs without PyTorch."""

import io
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from generator.dataset.atomic import write_atomic
from generator.train.loading import Trained
from generator.train.models import Centre, DetectorError
from generator.train.network import decode

OPSET = 17
MOST_DIFFERENT, MOST_DIFFERENT_PX = 1e-3, 0.05


class _Whole(nn.Module):
    """Picture to boxes, with the peaks already picked; what overlaps is left to the caller."""

    def __init__(self, centre: Centre, most: int) -> None:
        super().__init__()
        self.network, self.classes, self.most = centre.module, centre.module.size.classes, most

    def forward(self, image: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        found = decode(self.network(image)[0], self.classes, self.most)
        scores, order = found.scores.sort(descending=True)
        return found.boxes_xyxy[order], scores, found.labels[order]


@dataclass(frozen=True)
class Compared:
    """The greatest differences between ONNX Runtime and PyTorch on the same picture."""

    score: float
    box_px: float


def export(trained: Trained, path: Path, size_wh: tuple[int, int], most: int = 600) -> Compared:
    """Write ``path`` and compare it with PyTorch; nothing is written when they differ.

    Input: ``image`` (1, 3, h, w) float32 in 0..1, RGB, of this size (multiples of 32). Outputs, best first:
    ``boxes_xyxy`` (n, 4) in its pixels, ``scores`` (n,), ``labels`` (n,).

    Raises:
        DetectorError: for one of torchvision's detectors, or when ONNX Runtime finds something else.
    """
    if not isinstance(trained.detector, Centre):
        raise DetectorError("Only the centre detectors are exported; torchvision says how to export its own.")
    whole = _Whole(trained.detector, most).eval()
    image = _example(size_wh)
    buffer = io.BytesIO()
    names: dict[str, Any] = {
        "input_names": ["image"], "output_names": ["boxes_xyxy", "scores", "labels"],
    }  # fmt: skip
    with warnings.catch_warnings():
        # The newer exporter would need a package more; of this one's doubts none applies to a fixed size.
        warnings.simplefilter("ignore")
        torch.onnx.export(whole, (image,), buffer, opset_version=OPSET, dynamo=False, **names)
    compared: Compared = _differences(buffer.getvalue(), whole, image)
    if not (compared.score < MOST_DIFFERENT and compared.box_px < MOST_DIFFERENT_PX):
        raise DetectorError(
            f"{path} is not written: ONNX Runtime's scores differ from PyTorch's by {compared.score:.2g} and "
            f"its boxes by {compared.box_px:.2g} px."
        )
    write_atomic(path, buffer.getvalue())
    return compared


def _example(size_wh: tuple[int, int]) -> Tensor:
    """A picture with soft shapes, the same every time."""
    coarse = torch.from_numpy(np.random.default_rng(0).random((1, 3, 12, 16), np.float32))
    return nn.functional.interpolate(coarse, size=size_wh[::-1], mode="bicubic").clamp(0, 1)


@torch.no_grad()
def _differences(model: bytes, whole: _Whole, image: Tensor) -> Compared:
    import onnxruntime

    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    boxes, scores, _ = session.run(None, {"image": image.numpy()})
    said = whole(image)
    # Boxes of nearly equal scores may change places, so each looks for its own.
    own = said[0].numpy()
    apart = np.abs(boxes[:50, None] - own[None]).max(2).min(1)
    score: float = np.abs(scores - said[1].numpy()).max()
    return Compared(float(score), float(apart.max()))
