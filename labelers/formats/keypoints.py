"""COCO keypoints, and YOLO's poses: the corners of each product's front face.

Both formats want the same points of every class, so they have the four of
:data:`labelers.formats.sample.FRONT`; products without them (packages without a front, what is
beyond the lens) have four points of visibility 0. Coordinates are continuous pixels.
"""

from collections.abc import Sequence
from typing import Any

from labelers.formats.coco import coco_annotation, coco_categories
from labelers.formats.sample import FRONT, Sample, class_numbers
from labelers.labels import Annotation, Xywh

SKELETON = [[1, 2], [2, 3], [3, 4], [4, 1]]
FLIP = [1, 0, 3, 2]
"""Which point each becomes in a picture that is mirrored."""
Points = tuple[tuple[float, float, int], ...]


def front_points(sample: Sample, annotation: Annotation) -> Points:
    """The corners of the front in the order of :data:`FRONT`."""
    solid = sample.solids.get(annotation.instance_id)
    if solid is None or any(name not in solid.keypoints for name in FRONT):
        return ((0.0, 0.0, 0),) * len(FRONT)
    return tuple(solid.keypoints[name] for name in FRONT)


def keypoint_categories(class_names: Sequence[str]) -> list[dict[str, Any]]:
    return [
        {**entry, "keypoints": list(FRONT), "skeleton": SKELETON} for entry in coco_categories(class_names)
    ]


def keypoint_annotations(sample: Sample, class_names: Sequence[str]) -> list[dict[str, Any]]:
    """Instances with ``keypoints`` [x, y, v, ...] and ``num_keypoints``, those with v above 0."""
    numbers = class_numbers(sample, {name: k for k, name in enumerate(class_names, start=1)})
    entries = []
    for annotation, number in zip(sample.annotations, numbers, strict=True):
        points = front_points(sample, annotation)
        flat = [value for point in points for value in point]
        entry = coco_annotation(annotation, sample.frame_index, number)
        entries.append({**entry, "keypoints": flat, "num_keypoints": sum(v > 0 for _, _, v in points)})
    return entries


def pose_text(sample: Sample, class_names: Sequence[str]) -> str:
    """YOLO: ``class x y w h`` and ``px py v`` four times, as parts of the image's size."""
    numbers = class_numbers(sample, {name: k for k, name in enumerate(class_names)})
    width, height = sample.width_px, sample.height_px
    lines = []
    for annotation, number in zip(sample.annotations, numbers, strict=True):
        x, y, w, h = annotation.box_xywh
        box = f"{(x + w / 2) / width:.6f} {(y + h / 2) / height:.6f} {w / width:.6f} {h / height:.6f}"
        points = (f"{px / width:.6f} {py / height:.6f} {v}" for px, py, v in front_points(sample, annotation))
        lines.append(f"{number} {box} {' '.join(points)}\n")
    return "".join(lines)


def read_pose(text: str, width_px: int, height_px: int) -> list[tuple[int, Xywh, Points]]:
    """Class numbers, boxes (xywh) and points in pixels."""
    found = []
    for line in text.splitlines():
        number, *values = line.split()
        x, y, w, h, *rest = (float(value) for value in values)
        box = (x - w / 2) * width_px, (y - h / 2) * height_px, w * width_px, h * height_px
        points = tuple(
            (rest[k] * width_px, rest[k + 1] * height_px, int(rest[k + 2])) for k in range(0, len(rest), 3)
        )
        found.append((int(number), box, points))
    return found
