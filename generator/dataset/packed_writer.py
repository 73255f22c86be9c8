"""A packed dataset open for writing; stands where :class:`DatasetWriter` stands."""

import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from generator.bundle import Bundle
from generator.dataset.articles import articles_bytes
from generator.dataset.encode import encoding_of
from generator.dataset.frame_set import FrameSet
from generator.dataset.layout import CATALOG, DATASET_JSON, TIMINGS
from generator.dataset.manifest import Identity, manifest, manifest_bytes, policy_of, read_manifest
from generator.dataset.open_dataset import OpenDataset
from generator.dataset.packed import (
    ANNOTATION_COLUMNS,
    ANNOTATIONS,
    FOLDERS,
    FRAME_COLUMNS,
    INDEX,
    SHARD_FRAMES,
    SHARDS,
    SPOOL,
    ShardBuilder,
    Weighing,
    frame_tar,
    merged,
    note_bytes,
    parquet_bytes,
    pyarrow,
    read_note,
    shard_name,
    spool_path,
)
from generator.dataset.place import Place
from generator.dataset.running_seconds import RunningSeconds
from generator.dataset.troubles import disk_errors
from labelers.policies import relabelled

LAYOUT = "shards"


class PackedWriter(OpenDataset):
    """Use as a context manager; leaving it packs what is in the spool.

    Frames go through a spool, one small tar each, and a shard is packed when all its frames are there, or at
    the end.

    Raises:
        FolderRefusedError, DatasetError: as :class:`OpenDataset`; also where Parquet cannot be written.
    """

    layout = LAYOUT

    def __init__(self, folder: Path | Place, bundle: Bundle, identity: Identity) -> None:
        pyarrow()
        super().__init__(folder, bundle, identity)

    def _prepare(self, collected: int) -> None:
        found = read_manifest(self.place) if collected >= 0 else {}
        self.encoding = encoding_of(self.bundle, policy_of(found))
        self._annotations: dict[str, int] = {}  # of each shard
        self.done = FrameSet()
        self._spooled: dict[str, set[int]] = {}  # by shard
        if collected < 0:
            self._write_manifest({})
        self.place.make_folders(FOLDERS, {})
        self.place.write(CATALOG, articles_bytes(self.bundle.catalog.skus))
        self._find_finished()
        self._seconds = RunningSeconds(self.place.journal(TIMINGS))

    def _find_finished(self) -> None:
        """What shards vouch for, and what is in the spool. What a torn shard held is rendered again."""
        notes = sorted(
            name.removesuffix(".json") for name in self.place.names(SHARDS) if name.endswith(".json")
        )
        for name in notes:
            note = read_note(self.place, name)
            if note is None:
                self.place.remove([f"{SHARDS}/{name}.json"])
                continue
            self._annotations[name] = note.annotations
            for frame in note.frames:
                self.done.add(frame)
        for name in self.place.names(SPOOL):
            if name.endswith(".tar"):
                self._note_spooled(int(Path(name).stem))

    def _note_spooled(self, frame: int) -> None:
        self.done.add(frame)
        self._spooled.setdefault(shard_name(frame), set()).add(frame)

    def add(self, frame_index: int, files: Mapping[str, bytes], seconds: Mapping[str, float]) -> None:
        start = time.perf_counter()

        def kept() -> None:
            self._note_spooled(frame_index)
            self._seconds.add(frame_index, {**seconds, "write": time.perf_counter() - start})
            first = frame_index // SHARD_FRAMES * SHARD_FRAMES
            if all(frame in self.done for frame in range(first, first + SHARD_FRAMES)):
                self._pack(shard_name(frame_index))

        with disk_errors(self.place, self.done):
            self.place.put({spool_path(frame_index): frame_tar(files)}, kept)

    def _pack(self, name: str) -> None:
        """Put a shard together. Killed anywhere in here, the next run does it again to the same bytes."""
        spooled = sorted(self._spooled.get(name, ()))
        tar, note, policy = f"{SHARDS}/{name}.tar", f"{SHARDS}/{name}.json", self.encoding.policy
        with self.place.growing(tar) as out:
            weighing = Weighing(out)
            builder = ShardBuilder(name, weighing)
            for packed in merged(self.place, tar if self.place.exists(note) else None, spooled):
                _, everything = packed.record()
                builder.add(packed, relabelled(policy, everything, self.encoding.articles))
            builder.close()
        self.place.write(f"{INDEX}/{name}.parquet", parquet_bytes(builder.frames, FRAME_COLUMNS))
        boxes = parquet_bytes(builder.annotations, ANNOTATION_COLUMNS)
        self.place.write(f"{ANNOTATIONS}/{name}.parquet", boxes)
        count = len(builder.annotations["frame"])
        self.place.write(note, note_bytes(builder.frames["frame"], count, weighing))
        self._annotations[name] = count
        self._spooled.pop(name, None)
        self.place.remove(map(spool_path, spooled))
        if self._checkpoints.due():
            began = time.perf_counter()
            self.place.publish(TIMINGS)
            self._checkpoints.done(time.perf_counter() - began)
        self._write_manifest(self._seconds.summary())

    def _write_manifest(self, seconds: Mapping[str, Any]) -> None:
        counts = {"frames": len(self.done), "annotations": sum(self._annotations.values())}
        content = manifest(self.bundle, self.identity, self.encoding.policy, counts, seconds)
        content |= {"layout": LAYOUT, "shard_frames": SHARD_FRAMES}
        self.place.write(DATASET_JSON, manifest_bytes(content))

    def _finish(self) -> None:
        for name in sorted(self._spooled):
            self._pack(name)
        self.place.publish(TIMINGS)
