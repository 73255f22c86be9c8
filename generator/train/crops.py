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
    """``size_wh`` of the crop. Each picture is scaled so that its middle-sized box (square root of its area)
    becomes ``sizes_px`` large, evenly over octaves, but at most ``zoom`` times enlarged and never so small
    that the crop is not filled. Boxes of which less than ``kept`` is left, or smaller than ``least_px``, go.
    """

    size_wh: tuple[int, int] = (512, 384)
    sizes_px: tuple[float, float] = (22.0, 96.0)
    zoom: float = 2.5
    kept: float = 0.5
    least_px: float = 5.0
    mirror: bool = True


@dataclass(frozen=True, eq=False)
class Sample:
    """``image`` (h, w, 3) uint8, ``boxes_xyxy`` (n, 4) float32 in its pixels, ``labels`` (n,) int64; ``kept``
    (n,) says which of the picture's boxes they are."""

    image: U8
    boxes_xyxy: F32
    labels: I64
    kept: I64


def cropped(image: U8, boxes_xyxy: F32, labels: I64, rules: CropRules, rng: np.random.Generator) -> Sample:
    """A crop of the picture."""
    w, h = rules.size_wh
    scale = _scale(image, boxes_xyxy, rules, rng)
    wide, high = min(w / scale, image.shape[1]), min(h / scale, image.shape[0])
    x = rng.uniform(0, image.shape[1] - wide)
    y = rng.uniform(0, image.shape[0] - high)
    # The resampling is exact for the part that is cut out, to fractions of pixels.
    crop = _resampled(image, (x, y, wide, high), rules.size_wh)
    factor = np.array([w / wide, h / high] * 2, np.float32)
    inside, kept = _inside((boxes_xyxy - np.array([x, y, x, y], np.float32)) * factor, rules)
    if rules.mirror and rng.random() < 0.5:
        crop = np.ascontiguousarray(crop[:, ::-1])
        turned = inside[:, [2, 1, 0, 3]] * np.array([-1, 1, -1, 1], np.float32)
        inside = turned + np.array([w, 0, w, 0], np.float32)
    return Sample(flawed(crop, rng), inside.astype(np.float32), labels[kept], kept)


def _scale(image: U8, boxes: F32, rules: CropRules, rng: np.random.Generator) -> float:
    w, h = rules.size_wh
    least = max(w / image.shape[1], h / image.shape[0])
    most = max(rules.zoom, least)
    middle = float(np.median(np.sqrt((boxes[:, 2:] - boxes[:, :2]).prod(1).clip(1)))) if len(boxes) else 32.0
    low, high = (float(np.clip(size / middle, least, most)) for size in rules.sizes_px)
    return float(low * (high / low) ** rng.random())


def _resampled(image: U8, part_xywh: tuple[float, float, float, float], size_wh: tuple[int, int]) -> U8:
    """A part of the picture (at fractions of pixels) at another size, without aliasing."""
    x, y, w, h = part_xywh
    x0, y0 = int(np.floor(x)), int(np.floor(y))
    x1, y1 = min(int(np.ceil(x + w)), image.shape[1]), min(int(np.ceil(y + h)), image.shape[0])
    rough = image[y0:y1, x0:x1]
    sx, sy = size_wh[0] / w, size_wh[1] / h
    if min(sx, sy) < 0.6:  # first down to near the size by means over areas
        near = (max(round((x1 - x0) * sx), 1), max(round((y1 - y0) * sy), 1))
        fx, fy = near[0] / (x1 - x0), near[1] / (y1 - y0)
        rough = cv2.resize(rough, near, interpolation=cv2.INTER_AREA)
    else:
        fx = fy = 1.0
    sx, sy = sx / fx, sy / fy
    # Pixel centres: a point u of the picture is at (u - x) * s of the crop, with halves at the centres.
    move = np.array(
        [[sx, 0, -(x - x0) * fx * sx + 0.5 * sx - 0.5], [0, sy, -(y - y0) * fy * sy + 0.5 * sy - 0.5]]
    )
    out = cv2.warpAffine(rough, move, size_wh, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(out, np.uint8)


def _inside(boxes: F32, rules: CropRules) -> tuple[F32, I64]:
    """The boxes clipped to the crop, and which of them are left."""
    clipped = np.clip(boxes, 0, np.array([*rules.size_wh] * 2, np.float32))
    sides, whole = clipped[:, 2:] - clipped[:, :2], boxes[:, 2:] - boxes[:, :2]
    kept = (sides.prod(1) >= rules.kept * whole.prod(1)) & (sides.min(1, initial=np.inf) >= rules.least_px)
    return clipped[kept], np.flatnonzero(kept)


def flawed(image: U8, rng: np.random.Generator) -> U8:
    """Light, contrast, colour, noise, blur and compression, mildly: recipes vary most of that already."""
    gains = rng.uniform(0.65, 1.3) * rng.uniform(0.9, 1.1, 3)
    bend, lift = rng.uniform(0.75, 1.3), rng.uniform(-12, 12)
    levels = np.arange(256)[:, None] / 255
    table = np.clip(255 * levels**bend * gains + lift, 0, 255).astype(np.uint8)
    done: U8 = np.asarray(cv2.LUT(image, table[None]), np.uint8)
    if rng.random() < 0.4:
        done = np.asarray(cv2.GaussianBlur(done, (0, 0), rng.uniform(0.3, 1.3)), np.uint8)
    if rng.random() < 0.5:
        noise = rng.standard_normal(done.shape, np.float32) * np.float32(rng.uniform(0, 6))
        done = np.clip(done + noise, 0, 255).astype(np.uint8)
    if rng.random() < 0.3:
        _, data = cv2.imencode(".jpg", done, [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(35, 90))])
        done = np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), np.uint8)
    return done
