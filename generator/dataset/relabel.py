"""Another policy for a dataset that is there: annotations are written anew from the frames' records.

Pictures, maps and records stay as they are. All that is new is written beside the old first; only then does
it take the old one's place, with a note in ``dataset.json`` while it does, so that whoever opens the folder
next finishes what a kill at that moment left half done.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any, Protocol

from generator.dataset.atomic import TEMPORARY_SUFFIX, write_atomic
from generator.dataset.collect import collect
from generator.dataset.encode import Encoding, yolo_files
from generator.dataset.errors import FolderRefusedError
from generator.dataset.layout import CATALOG, COCO, DATASET_JSON, YOLO_TASKS
from generator.dataset.lock import FolderLock
from generator.dataset.manifest import RELABELLING, VIEW_OF, manifest_bytes
from generator.dataset.reader import Dataset
from labelers.classes import class_names
from scenes.scene import LabelSettings

WORK = f".relabelled{TEMPORARY_SUFFIX}"
SHARED = ("images", "labels", "truth")  # what a view only points to


class Listener(Protocol):
    """Is told how it goes on."""

    def started(self, total: int, finished: int) -> None: ...
    def frame_done(self, frame_index: int, annotations: int) -> None: ...


def with_frames(folder: Path) -> Dataset:
    """The folder's dataset. Raises FolderRefusedError where it has no frame in files of its own."""
    dataset = Dataset(folder)
    if dataset.manifest.get("layout") == "shards":
        raise FolderRefusedError(
            f"{folder} is packed in shards. Unpack it first: gondola unpack {folder} --out ..."
        )
    if not dataset.frames and (folder / "shards").is_dir():
        raise FolderRefusedError(
            f"{folder} is packed in shards. Write it as files first: gondola unpack {folder} --out DIR."
        )
    if not dataset.frames:
        raise FolderRefusedError(f"{folder} has no finished frame yet. Render some with gondola render.")
    return dataset


def encoding_under(dataset: Dataset, policy: LabelSettings) -> Encoding:
    """How the dataset's frames are written under another policy."""
    recipe, articles = dataset.manifest["recipe"]["resolved"], dataset.articles
    image, depth = recipe["image"], recipe["labels"]["depth_format"]
    names = class_names(articles.values(), policy)
    bundle = dataset.manifest["bundle"]
    return Encoding(bundle, image["format"], image["quality"], depth, policy, articles, names)


def relabel(
    folder: Path, policy: LabelSettings, out: Path | None, listener: Listener, check: Callable[[], None]
) -> dict[str, int]:
    """Write the annotations of ``folder`` under ``policy``, in place or as a view of it in ``out``.

    A view has annotations of its own and links to the pictures and records. ``check`` is called before each
    frame and may raise; then nothing has changed. Returns how many frames and annotations there are.

    Raises:
        FolderRefusedError: where there is no dataset, another process writes it, or ``out`` is there already.
    """
    dataset = with_frames(folder)
    encoding = encoding_under(dataset, policy)
    if out is not None:
        return _view(dataset, encoding, out, listener, check)
    if VIEW_OF in dataset.manifest:
        _refuse_view(dataset)
    lock = FolderLock(folder)
    try:
        with work_folder(folder / WORK) as work:
            counts = _build(dataset, encoding, work, listener, check)
            os.sync()  # what is new must be on the disk before what is old goes
            marked = {**dataset.manifest, RELABELLING: asdict(policy)}
            write_atomic(folder / DATASET_JSON, manifest_bytes(marked))
            _swap(work, folder)
            kept = {name: value for name, value in dataset.manifest.items() if name != RELABELLING}
            content = {**kept, "policy": asdict(policy), **counts}
            write_atomic(folder / DATASET_JSON, manifest_bytes(content))
        return counts
    finally:
        lock.release()


def _refuse_view(dataset: Dataset) -> None:
    home = dataset.manifest[VIEW_OF]
    raise FolderRefusedError(
        f"{dataset.folder} is a view of {home}. Relabel that with --out, or remove the view and make it anew."
    )


@contextmanager
def work_folder(work: Path) -> Iterator[Path]:
    """A folder to build in, empty at first, and gone in the end."""
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    try:
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _build(
    dataset: Dataset, encoding: Encoding, work: Path, listener: Listener, check: Callable[[], None]
) -> dict[str, int]:
    for task in YOLO_TASKS:
        (work / "yolo" / task / "labels").mkdir(parents=True)
    (work / COCO).parent.mkdir()
    listener.started(len(dataset.frames), 0)
    for index in dataset.frames:
        check()
        _, everything = dataset.record(index)
        files = yolo_files(index, everything, dataset.instance_map(index), encoding)
        for path, data in files.items():
            (work / path).write_bytes(data)
        listener.frame_done(index, next(iter(files.values())).count(b"\n"))
    return collect(dataset.folder, dataset.frames, encoding, work)


def _swap(work: Path, folder: Path) -> None:
    """Put what was built in the place of what is there."""
    for task in YOLO_TASKS:
        for name in ("labels", "train.txt", "data.yaml"):
            place, old = folder / "yolo" / task / name, work / "old" / task / name
            old.parent.mkdir(parents=True, exist_ok=True)
            if place.exists():
                os.replace(place, old)
            place.parent.mkdir(parents=True, exist_ok=True)
            os.replace(work / "yolo" / task / name, place)
    os.replace(work / COCO, folder / COCO)


def _view(
    dataset: Dataset, encoding: Encoding, out: Path, listener: Listener, check: Callable[[], None]
) -> dict[str, int]:
    if out.exists():
        raise FolderRefusedError(
            f"{out} is there already. Choose another folder with --out, or remove it first."
        )
    if not out.absolute().parent.is_dir():
        raise FolderRefusedError(f"--out {out}: there is no folder {out.parent}.")
    home = dataset.folder.resolve()
    with work_folder(out.absolute().with_name(f".{out.name}{TEMPORARY_SUFFIX}")) as work:
        built = work / "view"
        built.mkdir()
        for name in (name for name in SHARED if (home / name).is_dir()):
            (built / name).symlink_to(
                os.path.relpath((home / name).resolve(), out.absolute().parent.resolve() / out.name)
            )
        counts = _build(dataset, encoding, built, listener, check)
        for task in YOLO_TASKS:
            (built / "yolo" / task / "images").symlink_to("../../images")
        shutil.copyfile(home / CATALOG, built / CATALOG)
        content: dict[str, Any] = {**dataset.manifest, "policy": asdict(encoding.policy), **counts}
        content[VIEW_OF] = os.path.relpath(home, out.absolute().parent.resolve() / out.name)
        write_atomic(built / DATASET_JSON, manifest_bytes(content))
        os.replace(built, out)
    return counts
