"""YOLO's oriented boxes: ``class x1 y1 x2 y2 x3 y3 x4 y4`` as parts of the image's size.

The smallest rectangle, turned any way, around the visible pixels. Trainers refuse coordinates outside the
picture, so where that rectangle would leave it the upright box is written instead.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from labelers.formats.sample import Sample, class_numbers
from labelers.labels import Annotation

F64 = NDArray[np.float64]
SLACK_PX = 1e-3


def oriented_box(annotation: Annotation, instance_map: NDArray[np.int32]) -> F64:
    """(4, 2) corners in continuous pixels, going around."""
    import cv2

    x, y, w, h = (int(value) for value in annotation.box_xywh)
    upright = np.array([[x, y], [x + w, y], [x + w, y + h], [x, y + h]], np.float64)
    mask = instance_map[y : y + h, x : x + w] == annotation.instance_id
    corners = cv2.boxPoints(cv2.minAreaRect(_outer_corners(mask).astype(np.float32))).astype(np.float64)
    corners += (x, y)
    size_wh = np.array(instance_map.shape[::-1])
    inside = bool((corners >= -SLACK_PX).all() and (corners <= size_wh + SLACK_PX).all())
    return np.clip(corners, 0, size_wh) if inside else upright


def _outer_corners(mask: NDArray[np.bool_]) -> F64:
    """Corners of the outermost pixels of every row: enough for whatever is convex around the mask."""
    rows = np.flatnonzero(mask.any(1))
    first = mask[rows].argmax(1)
    last = mask.shape[1] - mask[rows, ::-1].argmax(1)
    ends = [(first, rows), (last, rows), (first, rows + 1), (last, rows + 1)]
    return np.concatenate([np.stack(pair, axis=1) for pair in ends]).astype(np.float64)


def oriented_text(sample: Sample, class_names: Sequence[str]) -> str:
    numbers = class_numbers(sample, {name: k for k, name in enumerate(class_names)})
    size_wh = (sample.width_px, sample.height_px)
    lines = []
    for annotation, number in zip(sample.annotations, numbers, strict=True):
        points = oriented_box(annotation, sample.instance_map) / size_wh
        lines.append(f"{number} {' '.join(f'{value:.6f}' for value in points.ravel())}\n")
    return "".join(lines)


def read_oriented(text: str, width_px: int, height_px: int) -> list[tuple[int, F64]]:
    """Class numbers and corners (4, 2) in pixels."""
    rows = [line.split() for line in text.splitlines()]
    return [
        (int(number), np.array(values, np.float64).reshape(4, 2) * [width_px, height_px])
        for number, *values in rows
    ]
