"""From a frame to a training sample: a crop at a random scale, with the flaws that photographs have.

numpy and OpenCV alone; every draw comes from a generator that is given, so a resumed run sees the same crops.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

type U8 = NDArray[np.uint8]
type F32 = NDArray[np.float32]
type I64 = NDArray[np.int64]


@dataclass(frozen=True)
class CropRules:
    """``size_wh`` of the crop; pictures are scaled so that it fits, times up to ``zoom``. Boxes of which less
    than ``kept`` is left in the crop, or smaller than ``least_px``, are dropped."""

    size_wh: tuple[int, int] = (512, 384)
    zoom: float = 2.5
    kept: float = 0.5
    least_px: float = 5.0
    mirror: bool = True


@dataclass(frozen=True, eq=False)
class Sample:
    """``image`` (h, w, 3) uint8, ``boxes_xyxy`` (n, 4) float32 in its pixels, ``labels`` (n,) int64."""

    image: U8
    boxes_xyxy: F32
    labels: I64


def cropped(image: U8, boxes_xyxy: F32, labels: I64, rules: CropRules, rng: np.random.Generator) -> Sample:
    """A crop of the picture."""
    w, h = rules.size_wh
    least = max(w / image.shape[1], h / image.shape[0])
    scale = least * np.exp(rng.uniform(0, np.log(rules.zoom)))
    inner = (max(round(image.shape[1] * scale), w), max(round(image.shape[0] * scale), h))
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    large = cv2.resize(image, inner, interpolation=how)
    x, y = rng.integers(0, inner[0] - w + 1), rng.integers(0, inner[1] - h + 1)
    crop = np.ascontiguousarray(large[y : y + h, x : x + w])
    factor = np.array([inner[0] / image.shape[1], inner[1] / image.shape[0]] * 2, np.float32)
    moved = boxes_xyxy * factor - np.array([x, y, x, y], np.float32)
    inside, kept = _inside(moved, rules)
    if rules.mirror and rng.random() < 0.5:
        crop = np.ascontiguousarray(crop[:, ::-1])
        inside = inside[:, [2, 1, 0, 3]] * np.array([-1, 1, -1, 1], np.float32) + np.array(
            [w, 0, w, 0], np.float32
        )
    return Sample(flawed(crop, rng), inside.astype(np.float32), labels[kept])


def _inside(boxes: F32, rules: CropRules) -> tuple[F32, NDArray[np.bool_]]:
    """The boxes clipped to the crop, and which of them are left."""
    clipped = np.clip(boxes, 0, np.array([*rules.size_wh] * 2, np.float32))
    sides, whole = clipped[:, 2:] - clipped[:, :2], boxes[:, 2:] - boxes[:, :2]
    kept = (sides.prod(1) >= rules.kept * whole.prod(1)) & (sides.min(1, initial=np.inf) >= rules.least_px)
    return clipped[kept], kept


def flawed(image: U8, rng: np.random.Generator) -> U8:
    """Light, colour, noise, blur and compression, mildly: recipes vary most of that already."""
    light = image.astype(np.float32) * rng.uniform(0.65, 1.3) * rng.uniform(0.92, 1.08, 3).astype(np.float32)
    light += rng.uniform(-12, 12)
    if rng.random() < 0.5:
        light += rng.normal(0, rng.uniform(0, 6), light.shape).astype(np.float32)
    if rng.random() < 0.4:
        light = cv2.GaussianBlur(light, (0, 0), rng.uniform(0.3, 1.3))
    done: U8 = np.clip(light, 0, 255).astype(np.uint8)
    if rng.random() < 0.3:
        _, data = cv2.imencode(".jpg", done, [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(35, 90))])
        done = np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), np.uint8)
    return done
