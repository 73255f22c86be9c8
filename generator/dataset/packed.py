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
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, BinaryIO

from generator.dataset.errors import FolderRefusedError
from generator.dataset.place import Place
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


def frames_of(tar: BinaryIO) -> Iterator[PackedFrame]:
    """The frames in a shard or a spool file, ascending; one in memory at a time."""
    with tarfile.open(fileobj=tar, mode="r:") as archive:
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


def spool_path(frame: int) -> str:
    return f"{SPOOL}/{frame:06d}.tar"


def merged(place: Place, shard: str | None, spooled: Sequence[int]) -> Iterator[PackedFrame]:
    """All frames of a shard as it was and of the spool, ascending; the spool's where both have one."""
    fresh = set(spooled)
    waiting = deque(sorted(fresh))
    for packed in _frames_at(place, shard) if shard else ():
        upto = []
        while waiting and waiting[0] < packed.frame:
            upto.append(waiting.popleft())
        yield from _spooled(place, upto)
        if packed.frame not in fresh:
            yield packed
    yield from _spooled(place, waiting)


def _frames_at(place: Place, tar: str) -> Iterator[PackedFrame]:
    with place.open(tar) as file:
        yield from frames_of(file)


def _spooled(place: Place, frames: Iterable[int]) -> Iterator[PackedFrame]:
    for data in place.read_each(map(spool_path, frames)):
        yield from frames_of(io.BytesIO(data))


class Weighing(io.RawIOBase):
    """Passes bytes on, and knows how many they were and their digest (BLAKE2b-128)."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._key = hashlib.blake2b(digest_size=16)
        self.bytes = 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._key.update(data)
        self.bytes += len(data)
        return self._out.write(data)

    def tell(self) -> int:
        return self.bytes

    @property
    def blake2b(self) -> str:
        return self._key.hexdigest()


class ShardBuilder:
    """Puts frames into a tar and collects the rows of its indices."""

    def __init__(self, name: str, out: Weighing) -> None:
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


def parquet_bytes(columns: Columns, kinds: Mapping[str, str]) -> bytes:
    """Columns as a Parquet file; ``kinds`` are their types, so that no rows make a table too."""
    pa, parquet = pyarrow()
    schema = pa.schema([(name, getattr(pa, kind)()) for name, kind in kinds.items()])
    sink = pa.BufferOutputStream()
    parquet.write_table(pa.table(dict(columns), schema=schema), sink)
    return bytes(sink.getvalue().to_pybytes())


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


def read_note(place: Place, name: str) -> ShardNote | None:
    """A shard's JSON; None when it is torn or its tar is not as long as it says."""
    try:
        said = json.loads(place.read(f"{SHARDS}/{name}.json"))
        note = ShardNote(tuple(said["frames"]), said["annotations"], said["bytes"], said["blake2b"])
        return note if place.size(f"{SHARDS}/{name}.tar") == note.bytes else None
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None


def note_bytes(frames: Sequence[int], annotations: int, tar: Weighing) -> bytes:
    """What vouches for a shard. ``blake2b`` is of the tar's bytes (16 of them, in hex)."""
    said = {"frames": list(frames), "annotations": annotations, "bytes": tar.bytes, "blake2b": tar.blake2b}
    return json.dumps(said, separators=(",", ":")).encode() + b"\n"
