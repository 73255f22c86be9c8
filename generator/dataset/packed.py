"""A dataset as tar shards with Parquet indices, for counts at which single files are too many.

Shard k holds frames k * ``SHARD_FRAMES`` up to the next shard's first, as far as they were rendered:

    shards/000000-000999.tar        all files of each frame, as WebDataset groups them
    shards/000000-000999.json       which frames, bytes, digest; written last, so it vouches for the others
    index/000000-000999.parquet     a row per frame: sizes, and where its picture begins in the tar
    annotations/000000-000999.parquet   a row per annotation under the dataset's policy
    spool/000123.tar                a finished frame whose shard is not full yet

Nothing is held in memory but one shard and a bit for each frame, and the bytes depend on the frames alone.
"""

import hashlib
import io
import json
import tarfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from generator.dataset.atomic import write_atomic
from generator.dataset.errors import FolderRefusedError
from generator.dataset.record import Header, parse_record
from labelers.formats.records import tar_bytes
from labelers.labels import Annotation

SHARD_FRAMES = 1000
SPOOL, SHARDS, INDEX, ANNOTATIONS = "spool", "shards", "index", "annotations"
FOLDERS = (SPOOL, SHARDS, INDEX, ANNOTATIONS)
_LEFT_OUT = "yolo/"  # follows from the record and the policy
BLOCK = 512
Columns = dict[str, list[Any]]


FRAME_COLUMNS = {
    **{"frame": "int64", "tar": "string", "image": "string", "image_offset": "int64", "image_bytes": "int64"},
    **{"width": "int32", "height": "int32", "scene": "string", "annotations": "int32"},
}
ANNOTATION_COLUMNS = {
    **{"frame": "int64", "instance_id": "int32", "sku": "string", "category": "string"},
    **dict.fromkeys(("x_px", "y_px", "width_px", "height_px"), "float64"),
    **{"area_px": "int64", "visible_fraction": "float64", "truncated_fraction": "float64"},
    "distance_m": "float64",
}


@dataclass(frozen=True)
class ShardNote:
    """What a shard's JSON says."""

    frames: tuple[int, ...]
    annotations: int
    bytes: int
    blake2b: str


def shard_name(frame: int) -> str:
    """The frames that share a shard with this one, as its files are called."""
    first = frame // SHARD_FRAMES * SHARD_FRAMES
    return f"{first:06d}-{first + SHARD_FRAMES - 1:06d}"


def member_name(path: str) -> str:
    """What a dataset's file is called in a shard: WebDataset groups by all before the first dot."""
    place = PurePosixPath(path)
    if place.parts[0] == "truth":
        return f"{place.stem}.truth.json"
    return place.name


def frame_tar(files: Mapping[str, bytes]) -> bytes:
    """All files of a frame as a tar of its own; the same files give the same bytes."""
    kept = {member_name(path): data for path, data in files.items() if not path.startswith(_LEFT_OUT)}
    return tar_bytes(kept.items())


@dataclass(frozen=True)
class PackedFrame:
    """One frame on its way into a shard."""

    frame: int
    files: Mapping[str, bytes]

    def record(self) -> tuple[Header, tuple[Annotation, ...]]:
        """What its record says."""
        return parse_record(self.files[f"{self.frame:06d}.json"])


def frames_of(tar: Path) -> Iterator[PackedFrame]:
    """The frames in a shard or a spool file, ascending; one in memory at a time."""
    with tarfile.open(tar, "r:") as archive:
        files: dict[str, bytes] = {}
        stem = ""
        for member in archive:
            group = member.name.partition(".")[0]
            if files and group != stem:
                yield PackedFrame(int(stem), files)
                files = {}
            stem = group
            files[member.name] = archive.extractfile(member).read()  # type: ignore[union-attr]
        if files:
            yield PackedFrame(int(stem), files)


def merged(shard: Path | None, spooled: Sequence[Path]) -> Iterator[PackedFrame]:
    """All frames of a shard as it was and of the spool, ascending; the spool's where both have one."""
    fresh = {int(path.stem): path for path in spooled}
    waiting = sorted(fresh)
    for packed in frames_of(shard) if shard else ():
        while waiting and waiting[0] < packed.frame:
            yield from frames_of(fresh[waiting.pop(0)])
        if packed.frame not in fresh:
            yield packed
    for frame in waiting:
        yield from frames_of(fresh[frame])


class ShardBuilder:
    """Puts frames into a tar and collects the rows of its indices."""

    def __init__(self, name: str, out: BinaryIO) -> None:
        self._tar = tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT)  # noqa: SIM115 - closed below
        self._name = name
        self.frames: Columns = {column: [] for column in FRAME_COLUMNS}
        self.annotations: Columns = {column: [] for column in ANNOTATION_COLUMNS}

    def add(self, packed: PackedFrame, listed: Sequence[Annotation]) -> None:
        """``listed``: what the policy lists of it."""
        header, _ = packed.record()
        image = PurePosixPath(header.image).name
        place = 0
        for name, data in packed.files.items():
            if name == image:
                place = int(self._tar.offset) + BLOCK
            about = tarfile.TarInfo(name)
            about.size, about.mode = len(data), 0o644
            self._tar.addfile(about, io.BytesIO(data))
        size = {"width": header.width_px, "height": header.height_px}
        where = {"tar": f"{SHARDS}/{self._name}.tar", "image": image, "image_offset": place}
        row = {"frame": packed.frame, **where, "image_bytes": len(packed.files[image]), **size}
        _append(self.frames, {**row, "scene": header.scene, "annotations": len(listed)})
        for one in listed:
            _append(self.annotations, _row(packed.frame, one))

    def close(self) -> None:
        self._tar.close()


def _append(columns: Columns, row: Mapping[str, Any]) -> None:
    for name, value in row.items():
        columns[name].append(value)


def _row(frame: int, one: Annotation) -> dict[str, Any]:
    x, y, w, h = one.box_xywh
    return {
        "frame": frame,
        "instance_id": one.instance_id,
        "sku": one.sku,
        "category": one.category,
        **{"x_px": x, "y_px": y, "width_px": w, "height_px": h},
        "area_px": one.area_px,
        "visible_fraction": one.visible_fraction,
        "truncated_fraction": one.truncated_fraction,
        "distance_m": one.distance_m,
    }


def write_parquet(path: Path, columns: Columns, kinds: Mapping[str, str]) -> None:
    """Columns as a Parquet file; ``kinds`` are their types, so that no rows make a table too."""
    pa, parquet = pyarrow()
    schema = pa.schema([(name, getattr(pa, kind)()) for name, kind in kinds.items()])
    sink = pa.BufferOutputStream()
    parquet.write_table(pa.table(dict(columns), schema=schema), sink)
    write_atomic(path, sink.getvalue().to_pybytes())


def pyarrow() -> tuple[Any, Any]:
    """Raises FolderRefusedError with what to install."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise FolderRefusedError(
            "Shards need the package pyarrow for their indices: pip install 'gondola[parquet]'."
        ) from error
    return pyarrow, pyarrow.parquet


def read_note(path: Path) -> ShardNote | None:
    """A shard's JSON; None when it is torn or its tar is not as long as it says."""
    try:
        said = json.loads(path.read_bytes())
        note = ShardNote(tuple(said["frames"]), said["annotations"], said["bytes"], said["blake2b"])
        return note if path.with_suffix(".tar").stat().st_size == note.bytes else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def note_bytes(frames: Sequence[int], annotations: int, tar: Path) -> bytes:
    """What vouches for a shard. ``blake2b`` is of the tar's bytes (16 of them, in hex)."""
    with tar.open("rb") as file:
        key = hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=16)).hexdigest()
    size = tar.stat().st_size
    said = {"frames": list(frames), "annotations": annotations, "bytes": size, "blake2b": key}
    return json.dumps(said, separators=(",", ":")).encode() + b"\n"
