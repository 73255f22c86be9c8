"""The files that speak of all frames, put together from the frames' records: COCO and YOLO's lists."""

import io
import json
from collections.abc import Collection, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from generator.dataset.encode import Encoding
from generator.dataset.layout import COCO, YOLO_TASKS, record_path
from generator.dataset.place import Place, place_of
from generator.dataset.record import parse_record
from generator.version import VERSION
from labelers.formats.coco import CocoFrame, write_coco
from labelers.policies import relabelled

YOLO_NOTE = "# Both splits list every picture: cut train.txt as your experiment wants it.\n"


def collect(
    folder: Path | Place, frames: Collection[int], encoding: Encoding, into: Path | None = None
) -> dict[str, int]:
    """Write them for these frames, one frame in memory at a time; returns how much was counted.

    ``frames`` ascend. ``into``: another folder to write into than the dataset's own, laid out alike.

    The files depend on the frames' records alone: runs that end with the same frames end with the same bytes.
    """
    source = place_of(folder)
    target = place_of(into or folder)
    made_by = f"gondola {VERSION}"
    info = {"description": "Synthetic retail shelves", "made_by": made_by, "bundle": encoding.bundle}
    with ExitStack() as stack:
        lists = [stack.enter_context(target.growing(f"yolo/{task}/train.txt")) for task in YOLO_TASKS]
        counter = _Counter(encoding, lists)
        file = stack.enter_context(target.growing(COCO))
        text = io.TextIOWrapper(file, encoding="utf-8", newline="\n", write_through=True)
        write_coco(text, counter.counted(source, frames), encoding.class_names, info)
        text.detach()
    for task in YOLO_TASKS:
        target.write(f"yolo/{task}/data.yaml", yolo_yaml(encoding.class_names).encode())
    return {"frames": counter.frames, "annotations": counter.annotations}


def yolo_yaml(class_names: Sequence[str]) -> str:
    """What trainers read first. Without a ``path`` they take the file's own folder."""
    names = "".join(f"  {number}: {json.dumps(name)}\n" for number, name in enumerate(class_names))
    return f"{YOLO_NOTE}train: train.txt\nval: train.txt\nnames:\n{names}"


class _Counter:
    """Counts what passes through, and lists its pictures."""

    def __init__(self, encoding: Encoding, lists: Sequence[BinaryIO]) -> None:
        self._encoding, self._lists = encoding, lists
        self.frames = self.annotations = 0

    def counted(self, place: Place, frames: Collection[int]) -> Iterator[CocoFrame]:
        for index, data in zip(frames, place.read_each(map(record_path, frames)), strict=True):
            header, everything = parse_record(data)
            annotations = relabelled(self._encoding.policy, everything, self._encoding.articles)
            name = PurePosixPath(header.image).name
            for file in self._lists:
                file.write(f"./images/{name}\n".encode())
            self.frames += 1
            self.annotations += len(annotations)
            yield CocoFrame(index, name, header.width_px, header.height_px, annotations)
