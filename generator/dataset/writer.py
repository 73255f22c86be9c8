"""A dataset folder open for writing: frames go in one by one, and the folder can be left at any moment."""

import errno
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from generator.bundle import Bundle
from generator.dataset.articles import articles_bytes
from generator.dataset.atomic import remove_leftovers, write_atomic
from generator.dataset.checkpoints import Checkpoints
from generator.dataset.closing import Closing
from generator.dataset.collect import collect
from generator.dataset.encode import Encoding, encode_frame, encoding_of, yolo_files
from generator.dataset.errors import DatasetError
from generator.dataset.layout import (
    CATALOG,
    COCO,
    DATASET_JSON,
    FOLDERS,
    YOLO_TASKS,
    instances_path,
    make_folders,
    record_path,
    yolo_path,
)
from generator.dataset.lock import FolderLock
from generator.dataset.manifest import (
    RELABELLING,
    Identity,
    manifest,
    manifest_bytes,
    policy_of,
    read_manifest,
)
from generator.dataset.record import read_record
from generator.dataset.resume import check_folder, finished_frames, refuse_layout, remove_orphans
from generator.dataset.timings import Timings, summary
from generator.frame import Frame
from labelers.formats.maps import decode_instances_png

LAYOUT = "files"


class DatasetWriter(Closing):
    """Use as a context manager; leaving it assembles what is collected over frames (COCO, YOLO lists).

    ``done`` holds the indices of all finished frames, those of earlier runs included.

    Raises:
        FolderRefusedError: when the folder holds something else or another process writes into it.
        DatasetError: when the disk does not let us.
    """

    def __init__(self, folder: Path, bundle: Bundle, identity: Identity) -> None:
        self.folder, self.bundle, self.identity = folder, bundle, identity
        self._checkpoints = Checkpoints()
        with disk_errors(folder):
            refuse_layout(
                folder, check_folder(folder, bundle, identity), LAYOUT
            )  # before anything is created
            folder.mkdir(parents=True, exist_ok=True)
            self._lock = FolderLock(folder)
        try:
            with disk_errors(folder):
                self._prepare(collected=check_folder(folder, bundle, identity))
        except BaseException:
            self._lock.release()
            raise

    def _prepare(self, collected: int) -> None:
        # A dataset that was relabelled goes on as it is labelled now, whatever the recipe says.
        found = read_manifest(self.folder) if collected >= 0 else {}
        unfinished = RELABELLING in found  # its relabelling was killed while the files changed places
        policy = policy_of({"policy": found[RELABELLING]} if unfinished else found)
        self.encoding: Encoding = encoding_of(self.bundle, policy)
        if collected < 0:  # from here on the folder is ours, whatever happens next
            self._write_manifest({"frames": 0, "annotations": 0}, {})
        make_folders(self.folder)
        for name in (".", *FOLDERS):
            remove_leftovers(self.folder / name)
        write_atomic(self.folder / CATALOG, articles_bytes(self.bundle.catalog.skus))
        self.done = finished_frames(self.folder)
        self._mend_yolo(unfinished)
        remove_orphans(self.folder, self.done)
        self._timings = Timings(self.folder)
        self._collected = collected if (self.folder / COCO).exists() and not unfinished else -1
        if self._collected < 0:
            self.assemble()

    def _mend_yolo(self, every: bool) -> None:
        """Write again what a killed relabelling, or somebody's hand, took away."""
        for index in sorted(self.done):
            if every or not all((self.folder / yolo_path(index, task)).exists() for task in YOLO_TASKS):
                _, everything = read_record(self.folder / record_path(index))
                ids = decode_instances_png((self.folder / instances_path(index)).read_bytes())
                for path, data in yolo_files(index, everything, ids, self.encoding).items():
                    write_atomic(self.folder / path, data)

    def write(self, frame: Frame) -> None:
        """Store one frame. Its record goes last: with it the frame counts as finished."""
        start = time.perf_counter()
        files = encode_frame(frame, self.encoding)
        self.add(frame.index, files, {**frame.seconds, "encode": time.perf_counter() - start})

    def add(self, frame_index: int, files: Mapping[str, bytes], seconds: Mapping[str, float]) -> None:
        """Store one frame that is encoded already; the record is the last of its ``files``."""
        start = time.perf_counter()
        with disk_errors(self.folder, len(self.done)):
            self._store(files)
            self.done.add(frame_index)
            self._timings.add(frame_index, {**seconds, "write": time.perf_counter() - start})
            if self._checkpoints.due():
                began = time.perf_counter()
                self.assemble()
                self._checkpoints.done(time.perf_counter() - began)

    def _store(self, files: Mapping[str, bytes]) -> None:
        """All files of a frame, or none: on a full disk the room is needed for assembling."""
        try:
            for path, data in files.items():
                write_atomic(self.folder / path, data)
        except BaseException:
            for path in [*files][::-1]:  # the record first: it vouches for the others
                (self.folder / path).unlink(missing_ok=True)
            raise

    def assemble(self) -> None:
        """Write everything that speaks of all finished frames."""
        counts = collect(self.folder, sorted(self.done), self.encoding)
        seconds = summary({k: v for k, v in self._timings.frames.items() if k in self.done})
        self._write_manifest(counts, seconds)
        self._collected = len(self.done)

    def _write_manifest(self, counts: Mapping[str, int], seconds: Mapping[str, Mapping[str, float]]) -> None:
        content = manifest(self.bundle, self.identity, self.encoding.policy, counts, seconds)
        write_atomic(self.folder / DATASET_JSON, manifest_bytes(content))

    def close(self) -> None:
        """Assemble what is new, and give the folder back."""
        try:
            if self._collected != len(self.done):
                with disk_errors(self.folder, len(self.done)):
                    self.assemble()
        finally:
            self._timings.close()
            self._lock.release()


@contextmanager
def disk_errors(folder: Path, finished: int = 0) -> Iterator[None]:
    """Turn the operating system's errors into ours, with what to do."""
    try:
        yield
    except OSError as error:
        kept = f"{finished} finished frames are safe. " if finished else ""
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            remedy = f"{kept}Make room and run the same command again: it goes on where it stopped."
            raise DatasetError(
                f"No room left to write into {folder} ({error.strerror}).\n{remedy}"
            ) from error
        what = f"{error.strerror}: {error.filename}" if error.filename else str(error)
        raise DatasetError(
            f"Cannot write the dataset {folder}: {what}.\n{kept}Choose another folder with --out."
        ) from error
