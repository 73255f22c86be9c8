"""The files that speak of all frames, put together from the frames' records: COCO and YOLO's lists."""

import io
import json
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from generator.dataset.atomic import atomic_file, write_atomic
from generator.dataset.encode import Encoding
from generator.dataset.layout import COCO, YOLO_TASKS, record_path
from generator.dataset.record import read_record
from generator.version import VERSION
from labelers.formats.coco import CocoFrame, write_coco
from labelers.policies import relabelled

YOLO_NOTE = "# Both splits list every picture: cut train.txt as your experiment wants it.\n"


def collect(
    folder: Path, frames: Sequence[int], encoding: Encoding, into: Path | None = None
) -> dict[str, int]:
    """Write them for these frames, one frame in memory at a time; returns how much was counted.

    ``into``: another folder to write into than the dataset's own, laid out alike.

    The files depend on the frames' records alone: runs that end with the same frames end with the same bytes.
    """
    counter, into = _Counter(encoding), into or folder
    made_by = f"gondola {VERSION}"
    info = {"description": "Synthetic retail shelves", "made_by": made_by, "bundle": encoding.bundle}
    with atomic_file(into / COCO) as file:
        text = io.TextIOWrapper(file, encoding="utf-8", newline="\n", write_through=True)
        write_coco(text, counter.counted(folder, frames), encoding.class_names, info)
        text.detach()
    listed = "".join(f"./images/{PurePosixPath(image).name}\n" for image in counter.images)
    for task in YOLO_TASKS:
        write_atomic(into / "yolo" / task / "train.txt", listed.encode())
        write_atomic(into / "yolo" / task / "data.yaml", yolo_yaml(encoding.class_names).encode())
    return {"frames": len(counter.images), "annotations": counter.annotations}


def yolo_yaml(class_names: Sequence[str]) -> str:
    """What trainers read first. Without a ``path`` they take the file's own folder."""
    names = "".join(f"  {number}: {json.dumps(name)}\n" for number, name in enumerate(class_names))
    return f"{YOLO_NOTE}train: train.txt\nval: train.txt\nnames:\n{names}"


class _Counter:
    """Counts what passes through."""

    def __init__(self, encoding: Encoding) -> None:
        self._encoding = encoding
        self.images: list[str] = []
        self.annotations = 0

    def counted(self, folder: Path, frames: Sequence[int]) -> Iterator[CocoFrame]:
        for index in frames:
            header, everything = read_record(folder / record_path(index))
            annotations = relabelled(self._encoding.policy, everything, self._encoding.articles)
            self.images.append(header.image)
            self.annotations += len(annotations)
            name = PurePosixPath(header.image).name
            yield CocoFrame(index, name, header.width_px, header.height_px, annotations)
