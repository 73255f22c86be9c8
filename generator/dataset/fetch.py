"""A dataset at a URL, brought onto this machine's disk: what it would be had it been written there."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from generator.dataset.atomic import write_atomic
from generator.dataset.errors import DatasetError, FolderRefusedError
from generator.dataset.frame_set import FrameSet
from generator.dataset.layout import DATASET_JSON, FOLDERS, LINKS, recorded_frame
from generator.dataset.lock import LOCK_NAME, FolderLock
from generator.dataset.manifest import read_manifest
from generator.dataset.place import LocalPlace
from generator.dataset.relabel import Listener
from generator.dataset.troubles import disk_errors
from generator.dataset.url_place import PlaceError, UrlPlace


@dataclass
class Fetched:
    """How much was brought, and how many files were there already."""

    files: int = 0
    bytes: int = 0
    there: int = 0


def fetch(url: str, out: Path, listener: Listener, check: Callable[[], None]) -> Fetched:
    """Bring what ``out`` lacks or has in another size; whatever speaks of all frames is always brought.

    Frames' records come after the frames' other files, ``dataset.json`` comes last. ``check`` is called
    before each file and may raise; the same call goes on from there.

    Raises:
        FolderRefusedError: when there is no dataset at the URL, or ``out`` holds anything else.
        DatasetError: when the service or the disk fails.
    """
    source, target = UrlPlace(url), LocalPlace(out)
    try:
        content = read_manifest(source)
        _refuse_other(target, content)
        with disk_errors(target):
            target.make()
            lock = FolderLock(out)
        try:
            packed = content.get("layout") == "shards"
            target.make_folders(() if packed else FOLDERS, {} if packed else LINKS)
            return _bring(source, target, listener, check)
        except PlaceError as error:
            raise DatasetError(f"{error} The same command goes on where it stopped.") from error
        except FileNotFoundError as error:
            raise DatasetError(f"{url} changed while it was fetched. Run the same command again.") from error
        finally:
            lock.release()
    finally:
        source.close()


def _refuse_other(target: LocalPlace, content: dict[str, object]) -> None:
    names = target.top()
    if not names or names <= {LOCK_NAME}:
        return
    if DATASET_JSON not in names:
        if {"images", "labels", "shards"} & names:  # a fetch that was stopped: dataset.json comes last
            return
        raise FolderRefusedError(
            f"{target} is not empty and not a dataset. Choose another folder with --out."
        )
    if read_manifest(target)["identity"] != content["identity"]:
        raise FolderRefusedError(f"{target} holds another dataset. Choose another folder with --out.")


def _bring(source: UrlPlace, target: LocalPlace, listener: Listener, check: Callable[[], None]) -> Fetched:
    files = sorted(source.everything(), key=_order)
    records = [frame for path, _ in files if (frame := _record(path)) is not None]
    listener.started(len(records), 0)
    fetched, brought = Fetched(), FrameSet()
    wanted = [(path, size) for path, size in files if _wanted(target, path, size)]
    fetched.there = len(files) - len(wanted)
    for frame in set(records) - {_record(path) for path, _ in wanted}:
        listener.frame_done(frame, 0)
    for (path, size), data in zip(wanted, source.read_each(path for path, _ in wanted), strict=True):
        check()
        (target.folder / path).parent.mkdir(parents=True, exist_ok=True)
        with disk_errors(target, brought):
            write_atomic(target.folder / path, data)
        fetched.files += 1
        fetched.bytes += size
        frame = _record(path)
        if frame is not None and frame not in brought:
            brought.add(frame)
            listener.frame_done(frame, 0)
    return fetched


def _wanted(target: LocalPlace, path: str, size: int) -> bool:
    """Frames' own files never change; others may, in the same size."""
    folder = path.rpartition("/")[0]
    own = folder in ("images", "labels", "truth", "shards", "spool")
    return not (own and target.exists(path) and target.size(path) == size)


def _record(path: str) -> int | None:
    folder, _, name = path.rpartition("/")
    return recorded_frame(name) if folder == "labels" else None


def _order(entry: tuple[str, int]) -> tuple[int, str]:
    path, _ = entry
    last = path == DATASET_JSON
    vouches = path.startswith(("labels/", "shards/")) and path.endswith(".json")
    return (2 if last else 1 if vouches else 0, path)
