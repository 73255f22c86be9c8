"""A dataset open for writing: frames go in one by one, and it can be left at any moment."""

import time
from collections.abc import Mapping
from typing import Any

from generator.dataset.articles import articles_bytes
from generator.dataset.collect import collect
from generator.dataset.encode import encoding_of, yolo_files
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
    manifest,
    manifest_bytes,
    policy_of,
    read_manifest,
)
from generator.dataset.open_dataset import OpenDataset
from generator.dataset.record import parse_record
from generator.dataset.resume import finished_frames, remove_orphans
from generator.dataset.running_seconds import RunningSeconds
from generator.dataset.troubles import disk_errors
from labelers.formats.maps import decode_instances_png

LAYOUT = "files"


class DatasetWriter(OpenDataset):
    """Use as a context manager; leaving it assembles what is collected over frames (COCO, YOLO lists).

    What is in memory does not grow with the number of frames, but for a bit for each.
    """

    layout = LAYOUT

    def _prepare(self, collected: int) -> None:
        # A dataset that was relabelled goes on as it is labelled now, whatever the recipe says.
        found = read_manifest(self.place) if collected >= 0 else {}
        unfinished = RELABELLING in found  # its relabelling was killed while the files changed places
        policy = policy_of({"policy": found[RELABELLING]} if unfinished else found)
        self.encoding = encoding_of(self.bundle, policy)
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

    def add(self, frame_index: int, files: Mapping[str, bytes], seconds: Mapping[str, float]) -> None:
        """The record is the last of its ``files``: with it the frame counts as finished."""
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

    def _finish(self) -> None:
        if self._collected != len(self.done):
            self.assemble()
