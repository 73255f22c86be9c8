"""Labels drawn over a picture: masks in one colour per instance, modal boxes in the same."""

from collections.abc import Iterable

import cv2
import numpy as np
from numpy.typing import NDArray

from labelers.labels import Labels

U8 = NDArray[np.uint8]
Box = tuple[int, tuple[float, float, float, float]]  # instance id and its modal box, xywh in pixels

GOLDEN = 0.6180339887498949


def instance_colors(instance_ids: NDArray[np.integer]) -> U8:
    """(n, 3) sRGB: the same id has the same colour everywhere; consecutive ids lie far apart in hue.

    Hues step by the golden section, which keeps any run of them spread out; lightness alternates in threes.
    """
    ids = np.asarray(instance_ids, np.int64).ravel()
    hsv = np.empty((1, len(ids), 3), np.float32)
    hsv[0, :, 0] = (ids * GOLDEN) % 1.0 * 360
    hsv[0, :, 1] = 0.9 - 0.2 * (ids % 2)
    hsv[0, :, 2] = 1.0 - 0.18 * (ids % 3)
    rgb = cv2.cvtColor(hsv, cv2.COLOR_HSV2RGB) if len(ids) else hsv
    return np.asarray(np.round(rgb[0] * 255).astype(np.uint8))


def draw_masks(image: U8, instance_map: NDArray[np.integer], opacity: float = 0.55) -> U8:
    """The picture (h, w, 3) with every labelled pixel tinted; outlines between instances stay bright."""
    ids = np.asarray(instance_map, np.int64)
    palette = instance_colors(np.arange(int(ids.max(initial=0)) + 1))
    tint = palette[ids]
    opaque = np.float32(opacity)
    pale = image * np.float32(0.45) + np.float32(24)  # what is no instance steps back
    drawn = np.where((ids > 0)[..., None], image * (1 - opaque) + tint * opaque, pale)
    edge = _outlines(ids)
    drawn[edge] = tint[edge] * np.float32(0.5) + np.float32(127)
    return np.asarray(np.clip(drawn, 0, 255).astype(np.uint8))


def draw_boxes(image: U8, boxes: Iterable[Box], thickness_px: int = 1) -> U8:
    """The picture with modal boxes; a box's outline runs through its own first and last pixels."""
    drawn = image.copy()
    for instance_id, (x, y, w, h) in boxes:
        color = tuple(int(c) for c in instance_colors(np.array([instance_id]))[0])
        corner = (round(x + w) - 1, round(y + h) - 1)
        cv2.rectangle(drawn, (round(x), round(y)), corner, color, thickness_px)
    return drawn


def draw_labels(image: U8, labels: Labels) -> U8:
    """Masks and boxes of a frame over its picture."""
    masked = draw_masks(image, labels.instance_map)
    return draw_boxes(masked, ((a.instance_id, a.box_xywh) for a in labels.annotations))


def _outlines(ids: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Labelled pixels whose right or lower neighbour belongs to another instance."""
    edge = np.zeros(ids.shape, np.bool_)
    edge[:, :-1] |= ids[:, :-1] != ids[:, 1:]
    edge[:-1] |= ids[:-1] != ids[1:]
    return edge & (ids > 0)
