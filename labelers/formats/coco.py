"""Instances as COCO has them (Lin et al., "Microsoft COCO: common objects in context", 2014), and more.

Beside COCO's own fields an annotation carries ``instance_id`` (its pixels in the instance map), ``sku``,
``slot``, ``visible_fraction``, ``truncated_fraction``, ``distance_m`` and the whole object:
``amodal_segmentation``, ``amodal_area``, ``amodal_bbox`` (inside the image) and ``amodal_bbox_unclipped``.
Occluders, where they are listed, say what they are in ``thing``.
"""

import json
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, TextIO

from labelers.labels import Annotation

INSTANCES_PER_FRAME = 100_000


@dataclass(frozen=True)
class CocoFrame:
    """What COCO wants to know of one frame; ``file_name`` is relative to the dataset's image folder.

    ``ignored`` are written with ``iscrowd`` 1: evaluators neither reward nor punish what is found there.
    """

    frame_index: int
    file_name: str
    width_px: int
    height_px: int
    annotations: tuple[Annotation, ...]
    ignored: tuple[Annotation, ...] = ()


def coco_categories(class_names: Sequence[str]) -> list[dict[str, Any]]:
    """Ids from 1 in the order given; of "snacks/crisps" the part before the slash is the supercategory."""
    return [
        {"id": number, "name": name, "supercategory": name.rpartition("/")[0] or name}
        for number, name in enumerate(class_names, start=1)
    ]


def coco_image(frame: CocoFrame) -> dict[str, Any]:
    """The image's id is the frame's index."""
    return {
        "id": frame.frame_index,
        "file_name": frame.file_name,
        "width": frame.width_px,
        "height": frame.height_px,
    }


def annotation_id(frame_index: int, instance_id: int) -> int:
    """One number per (frame, instance), whatever else is in the dataset; above 0, as evaluators need it."""
    if not 0 < instance_id < INSTANCES_PER_FRAME:
        raise ValueError(f"instance id {instance_id} is not in 1..{INSTANCES_PER_FRAME - 1}")
    return frame_index * INSTANCES_PER_FRAME + instance_id


def coco_annotation(annotation: Annotation, frame_index: int, category_id: int) -> dict[str, Any]:
    thing = {"thing": annotation.thing} if annotation.thing else {}
    return {
        "id": annotation_id(frame_index, annotation.instance_id),
        "image_id": frame_index,
        "category_id": category_id,
        "iscrowd": 0,
        "area": annotation.area_px,
        "bbox": list(annotation.box_xywh),
        "segmentation": annotation.mask_rle,
        "instance_id": annotation.instance_id,
        "sku": annotation.sku,
        "slot": annotation.slot and list(annotation.slot),
        "visible_fraction": annotation.visible_fraction,
        "truncated_fraction": annotation.truncated_fraction,
        "front": annotation.front,
        "distance_m": annotation.distance_m,
        "amodal_area": annotation.amodal_area_px,
        "amodal_bbox": list(annotation.amodal_box_xywh),
        "amodal_bbox_unclipped": list(annotation.amodal_box_unclipped_xywh),
        "amodal_segmentation": annotation.amodal_mask_rle,
        **thing,
    }


def coco_annotations(frame: CocoFrame, class_names: Sequence[str]) -> list[dict[str, Any]]:
    """All of a frame. Raises ValueError for a class that is not among ``class_names``."""
    ids = {name: number for number, name in enumerate(class_names, start=1)}
    unknown = sorted({a.category for a in (*frame.annotations, *frame.ignored)} - ids.keys())
    if unknown:
        named = ", ".join(unknown)
        raise ValueError(f"frame {frame.frame_index} has classes that the dataset lacks: {named}")
    entries = [coco_annotation(a, frame.frame_index, ids[a.category]) for a in frame.annotations]
    aside = [coco_annotation(a, frame.frame_index, ids[a.category]) for a in frame.ignored]
    return [*entries, *({**entry, "iscrowd": 1} for entry in aside)]


def coco_dataset(
    frames: Iterable[CocoFrame], class_names: Sequence[str], info: Mapping[str, Any]
) -> dict[str, Any]:
    """A whole dataset in memory; :func:`write_coco` writes the same without holding it."""
    all_frames = tuple(frames)
    return {
        "info": dict(info),
        "categories": coco_categories(class_names),
        "annotations": [entry for frame in all_frames for entry in coco_annotations(frame, class_names)],
        "images": [coco_image(frame) for frame in all_frames],
    }


def write_coco(
    file: TextIO,
    frames: Iterable[CocoFrame],
    class_names: Sequence[str],
    info: Mapping[str, Any],
    renamed: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Writes the JSON of :func:`coco_dataset`, one line per entry, holding one frame at a time.

    ``renamed`` gives entries of annotations other names, for readers that keep some for themselves.
    """
    file.write(f'{{"info":{_json(dict(info))},\n"categories":{_json(coco_categories(class_names))},\n')
    file.write('"annotations":[')
    with tempfile.TemporaryFile("w+", encoding="utf-8") as images:
        images_separator = annotations_separator = "\n"
        for frame in frames:
            images.write(images_separator + _json(coco_image(frame)))
            images_separator = ",\n"
            for entry in coco_annotations(frame, class_names):
                named = {renamed.get(key, key): value for key, value in entry.items()}
                file.write(annotations_separator + _json(named))
                annotations_separator = ",\n"
        file.write('\n],\n"images":[')
        images.seek(0)
        while chunk := images.read(1 << 20):
            file.write(chunk)
    file.write("\n]}\n")


def read_coco(dataset: Mapping[str, Any]) -> tuple[CocoFrame, ...]:
    """The frames of a dataset that :func:`coco_dataset` made, from its parsed JSON."""
    names = {entry["id"]: entry["name"] for entry in dataset["categories"]}
    found: dict[tuple[int, int], list[Annotation]] = defaultdict(list)
    for entry in dataset["annotations"]:
        found[entry["image_id"], entry["iscrowd"]].append(_annotation(entry, names[entry["category_id"]]))
    return tuple(
        CocoFrame(
            entry["id"],
            entry["file_name"],
            entry["width"],
            entry["height"],
            tuple(found[entry["id"], 0]),
            tuple(found[entry["id"], 1]),
        )
        for entry in dataset["images"]
    )


def _annotation(entry: Mapping[str, Any], category: str) -> Annotation:
    return Annotation(
        instance_id=entry["instance_id"],
        sku=entry["sku"],
        category=category,
        area_px=entry["area"],
        box_xywh=tuple(entry["bbox"]),
        mask_rle=entry["segmentation"],
        amodal_area_px=entry["amodal_area"],
        amodal_box_xywh=tuple(entry["amodal_bbox"]),
        amodal_box_unclipped_xywh=tuple(entry["amodal_bbox_unclipped"]),
        amodal_mask_rle=entry["amodal_segmentation"],
        visible_fraction=entry["visible_fraction"],
        truncated_fraction=entry["truncated_fraction"],
        distance_m=entry["distance_m"],
        slot=entry["slot"] and tuple(entry["slot"]),
        thing=entry.get("thing", ""),
        front=entry.get("front", True),
    )


def _json(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"), allow_nan=False)
