"""YOLO text labels as Ultralytics reads them: one object a line, coordinates as parts of the image's size.

Classes count from 0 in the order of ``class_names``. A polygon runs through the centres of the outermost
pixels, so that filling it, border included, gives the mask again; holes are filled, for the format has
none, and the parts of one object are strung together by a way there and back.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from labelers.labels import Annotation, Xywh

F64 = NDArray[np.float64]
I64 = NDArray[np.int64]


def detection_text(
    annotations: Sequence[Annotation], class_names: Sequence[str], width_px: int, height_px: int
) -> str:
    """``class x y w h`` with the box's centre. Raises ValueError for an unknown class."""
    lines = []
    for annotation in annotations:
        x, y, w, h = annotation.box_xywh
        values = (x + w / 2) / width_px, (y + h / 2) / height_px, w / width_px, h / height_px
        lines.append(_line(_number(annotation, class_names), values))
    return "".join(lines)


def segmentation_text(
    annotations: Sequence[Annotation], class_names: Sequence[str], instance_map: NDArray[np.int32]
) -> str:
    """``class x1 y1 x2 y2 ...`` with at least three points. Raises ValueError for an unknown class."""
    size_wh = np.array(instance_map.shape[::-1])
    lines = []
    for annotation in annotations:
        x, y, w, h = (int(value) for value in annotation.box_xywh)
        mask = instance_map[y : y + h, x : x + w] == annotation.instance_id
        points = np.add(mask_polygon(mask), (x + 0.5, y + 0.5)) / size_wh
        lines.append(_line(_number(annotation, class_names), points.ravel().tolist()))
    return "".join(lines)


def read_detection(text: str, width_px: int, height_px: int) -> list[tuple[int, Xywh]]:
    """Class numbers and boxes in pixels."""
    found = []
    for line in text.splitlines():
        number, *values = line.split()
        x, y, w, h = (float(value) for value in values)
        box = (x - w / 2) * width_px, (y - h / 2) * height_px, w * width_px, h * height_px
        found.append((int(number), box))
    return found


def read_segmentation(text: str, width_px: int, height_px: int) -> list[tuple[int, F64]]:
    """Class numbers and polygons (n, 2) in continuous pixels."""
    rows = [line.split() for line in text.splitlines()]
    points = [np.array(values, np.float64).reshape(-1, 2) * [width_px, height_px] for _, *values in rows]
    return [(int(row[0]), polygon) for row, polygon in zip(rows, points, strict=True)]


def fill_polygon(polygon_px: F64, width_px: int, height_px: int) -> NDArray[np.bool_]:
    """(height, width) mask of a polygon in continuous pixels, border included."""
    import cv2

    canvas = np.zeros((height_px, width_px), np.uint8)
    cv2.fillPoly(canvas, [np.floor(polygon_px).astype(np.int32)], 1)
    return np.asarray(canvas > 0)


def mask_polygon(mask: NDArray[np.bool_]) -> I64:
    """One closed polygon (n, 2) of whole pixels (x, y) around all parts of a mask that is not empty."""
    import cv2

    contours, _ = cv2.findContours(mask.view(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    parts = [contour[:, 0].astype(np.int64) for contour in contours]
    polygon = parts[0] if len(parts) == 1 else _strung_together(parts)
    if len(polygon) < 3:
        polygon = np.concatenate([polygon, np.repeat(polygon[-1:], 3 - len(polygon), axis=0)])
    return polygon


def _strung_together(parts: list[I64]) -> I64:
    """All parts as one polygon: each is walked around from where it is nearest to what is joined already."""
    joined, *rest = sorted(parts, key=len, reverse=True)
    while rest:
        near = [_nearest(joined, part) for part in rest]
        pick = min(range(len(rest)), key=lambda k: near[k][0])
        _, i, j = near[pick]
        part = rest.pop(pick)
        around = np.concatenate([part[j:], part[: j + 1]])
        joined = np.concatenate([joined[: i + 1], around, joined[i:]])
    return joined


def _nearest(a: I64, b: I64) -> tuple[int, int, int]:
    """Squared distance, and the places in a and b, of the two points that are closest."""
    squared = ((a[:, None] - b[None]) ** 2).sum(-1)
    i, j = np.unravel_index(int(squared.argmin()), squared.shape)
    return int(squared[i, j]), int(i), int(j)


def _number(annotation: Annotation, class_names: Sequence[str]) -> int:
    if annotation.category not in class_names:
        raise ValueError(f"the dataset has no class {annotation.category!r}")
    return class_names.index(annotation.category)


def _line(number: int, values: Sequence[float]) -> str:
    return f"{number}{' %.6f' * len(values)}\n" % tuple(values)
