"""A dataset open for writing: frames go in one by one, and it can be left at any moment."""

import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from generator.bundle import Bundle
from generator.dataset.articles import articles_bytes
from generator.dataset.checkpoints import Checkpoints
from generator.dataset.closing import Closing
from generator.dataset.collect import collect
from generator.dataset.encode import Encoding, encode_frame, encoding_of, yolo_files
from generator.dataset.frame_set import FrameSet
from generator.dataset.layout import (
    CATALOG,
    COCO,
    DATASET_JSON,
    FOLDERS,
    LINKS,
    TIMINGS,
    YOLO_TASKS,
    frame_of,
    instances_path,
    record_path,
    yolo_path,
)
from generator.dataset.manifest import (
    RELABELLING,
    Identity,
    manifest,
    manifest_bytes,
    policy_of,
    read_manifest,
)
from generator.dataset.place import Place, place_of
from generator.dataset.record import parse_record
from generator.dataset.resume import check_folder, finished_frames, refuse_layout, remove_orphans
from generator.dataset.running_seconds import RunningSeconds
from generator.dataset.troubles import disk_errors, opening_errors
from generator.frame import Frame
from labelers.formats.maps import decode_instances_png

LAYOUT = "files"


class DatasetWriter(Closing):
    """Use as a context manager; leaving it assembles what is collected over frames (COCO, YOLO lists).

    ``done`` holds the indices of all finished frames, those of earlier runs included. What is in memory does
    not grow with their number, but for a bit for each.

    Raises:
        FolderRefusedError: when the place holds something else, another process writes into it, or it cannot
            be written at all.
        DatasetError: when the disk or the service does not let us.
    """

    def __init__(self, folder: Path | Place, bundle: Bundle, identity: Identity) -> None:
        self.place, self.bundle, self.identity = place_of(folder), bundle, identity
        self._checkpoints = Checkpoints()
        with opening_errors(self.place):
            refuse_layout(self.place, check_folder(self.place, bundle, identity), LAYOUT)
            self.place.make()
            self._lock = self.place.lock()
            try:
                self._prepare(collected=check_folder(self.place, bundle, identity))
            except BaseException:
                self._lock.release()
                self.place.close()
                raise

    def _prepare(self, collected: int) -> None:
        # A dataset that was relabelled goes on as it is labelled now, whatever the recipe says.
        found = read_manifest(self.place) if collected >= 0 else {}
        unfinished = RELABELLING in found  # its relabelling was killed while the files changed places
        policy = policy_of({"policy": found[RELABELLING]} if unfinished else found)
        self.encoding: Encoding = encoding_of(self.bundle, policy)
        if collected < 0:  # from here on the folder is ours, whatever happens next
            self._write_manifest({"frames": 0, "annotations": 0}, {})
        self.place.make_folders(FOLDERS, LINKS)
        self.place.write(CATALOG, articles_bytes(self.bundle.catalog.skus))
        self.done = finished_frames(self.place)
        self._mend_yolo(unfinished)
        remove_orphans(self.place, self.done)
        self._seconds = RunningSeconds(self.place.journal(TIMINGS))
        self._collected = collected if not unfinished and self.place.exists(COCO) else -1
        if self._collected < 0:
            self.assemble()

    def _mend_yolo(self, every: bool) -> None:
        """Write again what a killed relabelling, or somebody's hand, took away."""
        there = [self._labelled(task) for task in YOLO_TASKS]
        for index in self.done:
            if every or not all(index in frames for frames in there):
                _, everything = parse_record(self.place.read(record_path(index)))
                ids = decode_instances_png(self.place.read(instances_path(index)))
                for path, data in yolo_files(index, everything, ids, self.encoding).items():
                    self.place.write(path, data)

    def _labelled(self, task: str) -> FrameSet:
        folder = yolo_path(0, task).rpartition("/")[0]
        found = (frame_of(name) for name in self.place.names(folder))
        return FrameSet(index for index in found if index is not None)

    def write(self, frame: Frame) -> None:
        """Store one frame. Its record goes last: with it the frame counts as finished."""
        start = time.perf_counter()
        files = encode_frame(frame, self.encoding)
        self.add(frame.index, files, {**frame.seconds, "encode": time.perf_counter() - start})

    def add(self, frame_index: int, files: Mapping[str, bytes], seconds: Mapping[str, float]) -> None:
        """Store one frame that is encoded already; the record is the last of its ``files``.

        At a URL it may be on its way for a while; it is in ``done`` when it is there.
        """
        start = time.perf_counter()

        def kept() -> None:
            self.done.add(frame_index)
            self._seconds.add(frame_index, {**seconds, "write": time.perf_counter() - start})

        with disk_errors(self.place, self.done):
            self.place.put(files, kept)
            if self._checkpoints.due():
                began = time.perf_counter()
                self.assemble()
                self._checkpoints.done(time.perf_counter() - began)

    @property
    def timings(self) -> Path:
        """The journal of what frames took, on this machine's disk."""
        return self._seconds.path

    def settle(self) -> None:
        """Wait until every frame that was added is there."""
        with disk_errors(self.place, self.done):
            self.place.settle()

    def assemble(self) -> None:
        """Write everything that speaks of all finished frames."""
        self.place.settle()
        counts = collect(self.place, self.done, self.encoding)
        self.place.publish(TIMINGS)
        self._write_manifest(counts, self._seconds.summary())
        self._collected = len(self.done)

    def _write_manifest(self, counts: Mapping[str, int], seconds: Any) -> None:
        content = manifest(self.bundle, self.identity, self.encoding.policy, counts, seconds)
        self.place.write(DATASET_JSON, manifest_bytes(content))

    def close(self) -> None:
        """Assemble what is new, and give the folder back."""
        try:
            with disk_errors(self.place, self.done):
                self.place.settle()
                if self._collected != len(self.done):
                    self.assemble()
        finally:
            self._seconds.close()
            self._lock.release()
            self.place.close()
