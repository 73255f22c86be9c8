"""A dataset in another format: nothing is rendered, and the folder appears whole or not at all."""

import importlib
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from generator.dataset.atomic import TEMPORARY_SUFFIX
from generator.dataset.errors import FolderRefusedError
from generator.dataset.relabel import with_frames, work_folder
from generator.dataset.splits import read_splits
from recipes.wording import did_you_mean

if TYPE_CHECKING:
    from generator.export.job import Listener
    from scenes.scene import LabelSettings


@dataclass(frozen=True)
class Format:
    """``writer`` is a function of a module in generator/export; ``about`` says what becomes of a frame."""

    module: str
    writer: str
    about: str


FORMATS = {
    "coco": Format("coco", "write_instances", "COCO instances: boxes, masks, and the whole object's"),
    "coco-keypoints": Format("coco", "write_keypoints", "COCO keypoints: corners of the fronts"),
    "coco-panoptic": Format("coco", "write_panoptic", "COCO panoptic: every pixel's segment"),
    "yolo-detect": Format("yolo", "write_detection", "YOLO boxes"),
    "yolo-segment": Format("yolo", "write_segmentation", "YOLO polygons"),
    "yolo-pose": Format("yolo", "write_pose", "YOLO keypoints: corners of the fronts"),
    "yolo-obb": Format("yolo", "write_oriented", "YOLO oriented boxes"),
    "voc": Format("xml", "write_voc", "Pascal VOC XML"),
    "kitti": Format("space", "write_kitti", "KITTI: boxes, sizes, places and headings in space"),
    "bop": Format("space", "write_bop", "BOP: 6D poses, masks and depth"),
    "cvat": Format("xml", "write_cvat", "CVAT for images 1.1: boxes"),
    "cvat-masks": Format("xml", "write_cvat_masks", "CVAT for images 1.1: masks"),
    "label-studio": Format("xml", "write_label_studio", "Label Studio tasks"),
    "webdataset": Format("shards", "write_webdataset", "WebDataset tar shards"),
    "huggingface": Format("shards", "write_hugging_face", "Hugging Face image folder"),
    "parquet": Format("shards", "write_parquet", "Parquet with pictures, for Hugging Face datasets"),
    "fiftyone": Format("coco", "write_fiftyone", "FiftyOne: its COCODetectionDataset"),
}


@dataclass(frozen=True)
class Exported:
    """How much was written: frames by part, too. ``notes`` tell what the format could not say."""

    frames: int
    annotations: int
    parts: Mapping[str, int]
    notes: tuple[str, ...]


def check_format(name: str) -> Format:
    """Raises FolderRefusedError for a format that there is not."""
    if name not in FORMATS:
        begun = [known for known in FORMATS if name and known.startswith(name)]
        hint = did_you_mean(begun[0], FORMATS) if begun else did_you_mean(name, FORMATS)
        raise FolderRefusedError(f"--format {name}: no such format{hint} (there are {', '.join(FORMATS)}).")
    return FORMATS[name]


def export(
    folder: Path,
    name: str,
    out: Path,
    policy: "LabelSettings | None",
    listener: "Listener",
    check: Callable[[], None],
    ignore_rest: bool = False,
) -> Exported:
    """Write the dataset's finished frames into the new folder ``out``.

    ``policy``: another one than the dataset's. ``ignore_rest``: what the policy does not list is, in COCO,
    an area to ignore. ``check`` is called before each frame and may raise; then there is no folder.

    Raises:
        FolderRefusedError: for an unknown format, no dataset, or an ``out`` that is there already.
    """
    chosen = check_format(name)
    if out.exists():
        raise FolderRefusedError(
            f"{out} is there already. Choose another folder with --out, or remove it first."
        )
    if not out.absolute().parent.is_dir():
        raise FolderRefusedError(f"--out {out}: there is no folder {out.parent}.")
    dataset = with_frames(folder)
    from generator.export.job import Job

    splits = read_splits(folder, dataset.frames)
    with work_folder(out.absolute().with_name(f".{out.name}{TEMPORARY_SUFFIX}")) as work:
        (work / "made").mkdir()
        job = Job(dataset, policy or dataset.policy, splits, work / "made", listener, check, ignore_rest)
        listener.started(len(dataset.frames), 0)
        getattr(importlib.import_module(f"generator.export.{chosen.module}"), chosen.writer)(job)
        os.replace(work / "made", out)
    return Exported(**job.counts, parts={p: len(splits.frames(p)) for p in job.parts}, notes=tuple(job.notes))
