"""Shards as a folder of files again: what every tool of ours and of others reads."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from generator.dataset.atomic import TEMPORARY_SUFFIX
from generator.dataset.collect import collect
from generator.dataset.encode import Encoding, yolo_files
from generator.dataset.errors import FolderRefusedError
from generator.dataset.layout import CATALOG, DATASET_JSON, FOLDERS, LINKS, TIMINGS
from generator.dataset.manifest import manifest_bytes, read_manifest
from generator.dataset.packed import SHARDS, SPOOL, PackedFrame, frames_of
from generator.dataset.place import LocalPlace
from generator.dataset.reader import Dataset
from generator.dataset.relabel import Listener, encoding_under, work_folder
from generator.dataset.resume import refuse_layout


def unpack(folder: Path, out: Path, listener: Listener, check: Callable[[], None]) -> dict[str, int]:
    """Write every frame of a packed dataset into the new folder ``out``, as a run without shards would have.

    ``check`` is called before each frame and may raise; then there is no folder. Returns counts.

    Raises:
        FolderRefusedError: when ``folder`` is no packed dataset, or ``out`` is there already.
    """
    content = read_manifest(folder)
    refuse_layout(LocalPlace(folder), 0, "shards")
    if out.exists():
        raise FolderRefusedError(f"{out} is there already. Choose another folder with --out.")
    listener.started(int(content.get("frames", 0)), 0)
    with work_folder(out.absolute().with_name(f".{out.name}{TEMPORARY_SUFFIX}")) as work:
        made = work / "made"
        made.mkdir()
        LocalPlace(made).make_folders(FOLDERS, LINKS)
        kept = {name: value for name, value in content.items() if name not in ("layout", "shard_frames")}
        (made / DATASET_JSON).write_bytes(manifest_bytes(kept))
        for name in (CATALOG, TIMINGS):
            shutil.copyfile(folder / name, made / name)
        counts = _fill(folder, made, listener, check)
        (made / DATASET_JSON).write_bytes(manifest_bytes({**kept, **counts}))
        os.replace(made, out)
    return counts


def _fill(folder: Path, made: Path, listener: Listener, check: Callable[[], None]) -> dict[str, int]:
    for packed in _all_frames(folder):
        check()
        for name, data in packed.files.items():
            (made / _path_of(name)).write_bytes(data)
        listener.frame_done(packed.frame, 0)
    dataset = Dataset(made)
    encoding = encoding_under(dataset, dataset.policy)
    for frame in dataset.frames:
        check()
        _write_yolo(dataset, frame, made, encoding)
    return collect(made, dataset.frames, encoding)


def _all_frames(folder: Path) -> Iterator[PackedFrame]:
    for place in (SHARDS, SPOOL):
        for tar in sorted((folder / place).glob("*.tar")):
            with tar.open("rb") as file:
                yield from frames_of(file)


def _write_yolo(dataset: Dataset, frame: int, made: Path, encoding: Encoding) -> None:
    _, everything = dataset.record(frame)
    for path, data in yolo_files(frame, everything, dataset.instance_map(frame), encoding).items():
        (made / path).write_bytes(data)


def _path_of(member: str) -> str:
    """Where a member of a shard lies in a folder of files; the inverse of ``member_name``."""
    stem, _, suffix = member.partition(".")
    if suffix == "truth.json":
        return f"truth/{stem}.json"
    return f"images/{member}" if suffix in ("jpg", "png", "webp") else f"labels/{member}"
