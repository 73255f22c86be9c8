"""Where everything of a dataset lies. Paths inside a dataset are POSIX and relative to its folder."""

import os
import re
from pathlib import Path

IMAGE_SUFFIX = {"jpeg": "jpg", "png": "png", "webp": "webp"}
DEPTH_SUFFIX = {"png": "depth.png", "exr": "depth.exr"}

DATASET_JSON = "dataset.json"
CATALOG = "catalog.json"
TIMINGS = "timings.jsonl"
COCO = "annotations/instances.json"
YOLO_TASKS = ("detection", "segmentation")
_YOLO_LABELS = tuple(f"yolo/{task}/labels" for task in YOLO_TASKS)
FOLDERS = (
    "images",
    "labels",
    "truth",
    "annotations",
    *(f"yolo/{task}" for task in YOLO_TASKS),
    *_YOLO_LABELS,
)
PER_FRAME_FOLDERS = ("images", "labels", "truth", *_YOLO_LABELS)

_FRAME_FILE = re.compile(r"(\d{6,})\.[a-z.]+")
_RECORD = re.compile(r"(\d{6,})\.json")


def stem(frame_index: int) -> str:
    """The absolute frame index, six digits or more."""
    return f"{frame_index:06d}"


def image_path(frame_index: int, image_format: str) -> str:
    return f"images/{stem(frame_index)}.{IMAGE_SUFFIX[image_format]}"


def instances_path(frame_index: int) -> str:
    return f"labels/{stem(frame_index)}.instances.png"


def depth_path(frame_index: int, depth_format: str) -> str:
    return f"labels/{stem(frame_index)}.{DEPTH_SUFFIX[depth_format]}"


def segments_path(frame_index: int) -> str:
    return f"labels/{stem(frame_index)}.segments.png"


def normals_path(frame_index: int) -> str:
    return f"labels/{stem(frame_index)}.normals.png"


def truth_path(frame_index: int) -> str:
    return f"truth/{stem(frame_index)}.json"


def second_path(frame_index: int, image_format: str) -> str:
    return f"truth/{stem(frame_index)}.second.{IMAGE_SUFFIX[image_format]}"


def flow_path(frame_index: int) -> str:
    return f"truth/{stem(frame_index)}.flow.exr"


def record_path(frame_index: int) -> str:
    """The frame's own record: written last, so its presence means that the frame is finished."""
    return f"labels/{stem(frame_index)}.json"


def yolo_path(frame_index: int, task: str) -> str:
    return f"yolo/{task}/labels/{stem(frame_index)}.txt"


LINKS = {f"yolo/{task}/images": "../../images" for task in YOLO_TASKS}
"""In each YOLO folder a link to the images, where its trainers look for them."""


def recorded_frame(name: str) -> int | None:
    """The frame whose record a file of this name is."""
    match = _RECORD.fullmatch(name)
    return int(match.group(1)) if match else None


def frame_of(name: str) -> int | None:
    """The frame that a per-frame file's name speaks of."""
    match = _FRAME_FILE.fullmatch(name)
    return int(match.group(1)) if match else None


def recorded_frames(folder: Path) -> list[int]:
    """Indices of all frames with a record, ascending."""
    if not (folder / "labels").is_dir():
        return []
    found = (recorded_frame(entry.name) for entry in os.scandir(folder / "labels"))
    return sorted(frame for frame in found if frame is not None)
