"""COCO panoptic (Kirillov et al., "Panoptic segmentation", 2019): a PNG of segment ids and a JSON about them.

A pixel's id is R + 256 G + 65536 B; 0 is void, which evaluation leaves out. What a policy does not list is
void: it is seen, but nobody annotated it. Products and occluders are things under their classes; whatever
else the segment map knows (price tags, signs, shelf, floor, ...) follows as classes of its own.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from labelers.formats.sample import Sample, class_numbers

STUFF = (
    ("price_tag", True),
    ("sign", True),
    ("shelf", False),
    ("back_panel", False),
    ("floor", False),
    ("wall", False),
    ("ceiling", False),
)
"""Classes beside those of the products, and whether each object of them is a segment of its own."""
U8 = NDArray[np.uint8]
I32 = NDArray[np.int32]


def panoptic_categories(class_names: Sequence[str]) -> list[dict[str, Any]]:
    """Ids from 1: the products' classes as COCO instances number them, then :data:`STUFF`."""
    rows = [*((name, True) for name in class_names), *STUFF]
    return [
        {
            "id": number,
            "name": name,
            "supercategory": name.rpartition("/")[0] or name,
            "isthing": int(is_thing),
            "color": _color(number),
        }
        for number, (name, is_thing) in enumerate(rows, start=1)
    ]


def _color(number: int) -> list[int]:
    """Far apart for neighbouring numbers, and never black."""
    return [(number * step) % 224 + 32 for step in (97, 151, 211)]


def panoptic_frame(sample: Sample, class_names: Sequence[str]) -> tuple[U8, dict[str, Any]]:
    """The picture of ids, (h, w, 3) RGB, and the frame's entry of ``annotations``.

    Raises ValueError for a class that is not among ``class_names``.
    """
    numbers = class_numbers(sample, {name: k for k, name in enumerate(class_names, start=1)})
    category = {a.instance_id: n for a, n in zip(sample.annotations, numbers, strict=True)}
    stuff = {name: len(class_names) + k for k, (name, _) in enumerate(STUFF, start=1)}
    category |= {s.segment_id: stuff[s.semantic] for s in sample.segments if s.semantic in stuff}
    ids = sample.instance_map if sample.segment_map is None else sample.segment_map
    kept = np.zeros(int(ids.max(initial=0)) + 1, np.int32)
    known = [number for number in category if number < len(kept)]
    kept[known] = known
    ids = kept[ids]
    infos = [
        {"id": number, "category_id": category[number], "area": area, "bbox": box, "iscrowd": 0}
        for number, area, box in _regions(ids)
    ]
    entry = {"image_id": sample.frame_index, "file_name": f"{sample.stem}.png", "segments_info": infos}
    return ids_to_rgb(ids), entry


def panoptic_dataset(
    images: Iterable[Mapping[str, Any]],
    annotations: Iterable[Mapping[str, Any]],
    class_names: Sequence[str],
    info: Mapping[str, Any],
) -> dict[str, Any]:
    return {
        "info": dict(info),
        "images": [dict(one) for one in images],
        "annotations": [dict(one) for one in annotations],
        "categories": panoptic_categories(class_names),
    }


def ids_to_rgb(ids: I32) -> U8:
    return np.stack([ids & 255, ids >> 8 & 255, ids >> 16 & 255], axis=-1).astype(np.uint8)


def rgb_to_ids(rgb: U8) -> I32:
    low, middle, high = np.moveaxis(rgb.astype(np.int32), -1, 0)
    return np.asarray(low + 256 * middle + 65536 * high, np.int32)


def _regions(ids: I32) -> Iterable[tuple[int, int, list[int]]]:
    """Id, area and box (xywh) of everything but void, ids ascending."""
    rows, columns = np.nonzero(ids)
    found, which = np.unique(ids[rows, columns], return_inverse=True)
    area = np.bincount(which, minlength=len(found))
    ends = np.full((4, len(found)), -1)
    ends[:2] = np.iinfo(np.int64).max
    for end, values, best in zip(
        ends, (columns, rows) * 2, (np.minimum, np.minimum, np.maximum, np.maximum), strict=True
    ):
        best.at(end, which, values)
    for k, number in enumerate(found.tolist()):
        x0, y0, x1, y1 = (int(end[k]) for end in ends)
        yield number, int(area[k]), [x0, y0, x1 - x0 + 1, y1 - y0 + 1]
