"""A packed dataset open for writing; stands where :class:`DatasetWriter` stands."""

import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from generator.bundle import Bundle
from generator.dataset.articles import articles_bytes
from generator.dataset.atomic import atomic_file, remove_leftovers, write_atomic
from generator.dataset.closing import Closing
from generator.dataset.encode import Encoding, encode_frame, encoding_of
from generator.dataset.frame_set import FrameSet
from generator.dataset.layout import CATALOG, DATASET_JSON, TIMINGS
from generator.dataset.lock import FolderLock
from generator.dataset.manifest import Identity, manifest, manifest_bytes, policy_of, read_manifest
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
    frame_tar,
    merged,
    note_bytes,
    pyarrow,
    read_note,
    shard_name,
    write_parquet,
)
from generator.dataset.resume import check_folder, refuse_layout
from generator.dataset.running_seconds import RunningSeconds
from generator.dataset.writer import disk_errors
from generator.frame import Frame
from labelers.policies import relabelled

LAYOUT = "shards"


class PackedWriter(Closing):
    """Use as a context manager; leaving it packs what is in the spool.

    ``done`` holds the indices of all finished frames, those of earlier runs included. Frames go through a
    spool, one small tar each, and a shard is packed when all its frames are there, or at the end.

    Raises:
        FolderRefusedError, DatasetError: as :class:`DatasetWriter`; also where Parquet cannot be written.
    """

    def __init__(self, folder: Path, bundle: Bundle, identity: Identity) -> None:
        self.folder, self.bundle, self.identity = folder, bundle, identity
        pyarrow()
        with disk_errors(folder):
            collected = check_folder(folder, bundle, identity)
            refuse_layout(folder, collected, LAYOUT)
            folder.mkdir(parents=True, exist_ok=True)
            self._lock = FolderLock(folder)
        try:
            with disk_errors(folder):
                self._prepare(collected)
        except BaseException:
            self._lock.release()
            raise

    def _prepare(self, collected: int) -> None:
        found = read_manifest(self.folder) if collected >= 0 else {}
        self.encoding: Encoding = encoding_of(self.bundle, policy_of(found))
        self._annotations: dict[str, int] = {}  # of each shard
        self.done = FrameSet()
        self._spooled: dict[str, set[int]] = {}  # by shard
        if collected < 0:
            self._write_manifest({})
        for name in FOLDERS:
            (self.folder / name).mkdir(exist_ok=True)
            remove_leftovers(self.folder / name)
        write_atomic(self.folder / CATALOG, articles_bytes(self.bundle.catalog.skus))
        self._find_finished()
        self._seconds = RunningSeconds(self.folder / TIMINGS)

    def _find_finished(self) -> None:
        """What shards vouch for, and what is in the spool. What a torn shard held is rendered again."""
        for path in sorted((self.folder / SHARDS).glob("*.json")):
            note = read_note(path)
            if note is None:
                path.unlink()
                continue
            self._annotations[path.stem] = note.annotations
            for frame in note.frames:
                self.done.add(frame)
        for entry in os.scandir(self.folder / SPOOL):
            if entry.name.endswith(".tar"):
                self._note_spooled(int(Path(entry.name).stem))

    def _note_spooled(self, frame: int) -> None:
        self.done.add(frame)
        self._spooled.setdefault(shard_name(frame), set()).add(frame)

    def write(self, frame: Frame) -> None:
        """Store one frame."""
        start = time.perf_counter()
        files = encode_frame(frame, self.encoding)
        self.add(frame.index, files, {**frame.seconds, "encode": time.perf_counter() - start})

    def add(self, frame_index: int, files: Mapping[str, bytes], seconds: Mapping[str, float]) -> None:
        """Store one frame that is encoded already, whole or not at all."""
        start = time.perf_counter()
        with disk_errors(self.folder, len(self.done)):
            write_atomic(self._spool(frame_index), frame_tar(files))
            self._note_spooled(frame_index)
            self._seconds.add(frame_index, {**seconds, "write": time.perf_counter() - start})
            name = shard_name(frame_index)
            first = frame_index // SHARD_FRAMES * SHARD_FRAMES
            if all(frame in self.done for frame in range(first, first + SHARD_FRAMES)):
                self._pack(name)

    def _spool(self, frame: int) -> Path:
        return self.folder / SPOOL / f"{frame:06d}.tar"

    def _pack(self, name: str) -> None:
        """Put a shard together. Killed anywhere in here, the next run does it again to the same bytes."""
        spooled = [self._spool(frame) for frame in sorted(self._spooled.get(name, ()))]
        tar, policy = self.folder / SHARDS / f"{name}.tar", self.encoding.policy
        note = tar.with_suffix(".json")
        with atomic_file(tar) as out:
            builder = ShardBuilder(name, out)
            for packed in merged(tar if note.exists() else None, spooled):
                _, everything = packed.record()
                builder.add(packed, relabelled(policy, everything, self.encoding.articles))
            builder.close()
        write_parquet(self.folder / INDEX / f"{name}.parquet", builder.frames, FRAME_COLUMNS)
        write_parquet(self.folder / ANNOTATIONS / f"{name}.parquet", builder.annotations, ANNOTATION_COLUMNS)
        count = len(builder.annotations["frame"])
        write_atomic(note, note_bytes(builder.frames["frame"], count, tar))
        self._annotations[name] = count
        self._spooled.pop(name, None)
        for path in spooled:
            path.unlink(missing_ok=True)
        self._write_manifest(self._seconds.summary())

    def _write_manifest(self, seconds: Mapping[str, Any]) -> None:
        counts = {"frames": len(self.done), "annotations": sum(self._annotations.values())}
        content = manifest(self.bundle, self.identity, self.encoding.policy, counts, seconds)
        content |= {"layout": LAYOUT, "shard_frames": SHARD_FRAMES}
        write_atomic(self.folder / DATASET_JSON, manifest_bytes(content))

    def close(self) -> None:
        """Pack what is in the spool, and give the folder back."""
        try:
            with disk_errors(self.folder, len(self.done)):
                for name in sorted(self._spooled):
                    self._pack(name)
        finally:
            self._seconds.close()
            self._lock.release()
