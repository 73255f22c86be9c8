"""WebDataset, Hugging Face's image folder, and Parquet."""

import json
from collections.abc import Iterator, Sequence
from itertools import batched
from typing import Any

from generator.dataset.errors import FolderRefusedError
from generator.dataset.layout import instances_path
from generator.export.job import Job
from labelers.formats.records import hugging_face_features, record, tar_bytes
from labelers.formats.sample import Sample

FRAMES_PER_SHARD = 250
HUGGING_PARTS = {"train": "train", "val": "validation", "test": "test"}


def write_webdataset(job: Job) -> None:
    """``train-000000.tar``, ...: ``000007.jpg``, ``000007.json`` (a row) and ``000007.instances.png`` of each
    frame, and ``classes.json`` beside them.
    """
    for part in job.parts:
        frames = (tuple(_members(job, sample)) for sample in job.samples(part))
        for number, batch in enumerate(batched(frames, FRAMES_PER_SHARD, strict=False)):
            members = (member for frame in batch for member in frame)
            job.write(f"{part}-{number:06d}.tar", tar_bytes(members))
    job.write("classes.json", json.dumps(list(job.names), indent=1, ensure_ascii=False))


def _members(job: Job, sample: Sample) -> Iterator[tuple[str, bytes]]:
    row = json.dumps(record(sample, job.names), separators=(",", ":"), allow_nan=False)
    ids = (job.dataset.folder / instances_path(sample.frame_index)).read_bytes()
    yield sample.image, job.picture_bytes(sample)
    yield f"{sample.stem}.json", row.encode()
    yield f"{sample.stem}.instances.png", ids


def write_hugging_face(job: Job) -> None:
    """``train/metadata.jsonl`` and ``train/000007.jpg``, ...: the library's "imagefolder"."""
    for part in job.parts:
        place = HUGGING_PARTS[part]
        with job.text(f"{place}/metadata.jsonl") as file:
            for sample in job.samples(part):
                job.picture(sample, f"{place}/{sample.image}")
                row = {"file_name": sample.image, **record(sample, job.names)}
                file.write(json.dumps(row, separators=(",", ":"), allow_nan=False) + "\n")
    job.write("classes.json", json.dumps(list(job.names), indent=1, ensure_ascii=False))


def write_parquet(job: Job) -> None:
    """``data/train-00000.parquet``, ...: rows with their pictures, as ``datasets`` and the Hub read them."""
    for part in job.parts:
        rows = ({"image": _image(job, sample), **record(sample, job.names)} for sample in job.samples(part))
        for number, batch in enumerate(batched(rows, FRAMES_PER_SHARD, strict=False)):
            job.write(f"data/{HUGGING_PARTS[part]}-{number:05d}.parquet", _table(batch, job.names))


def _image(job: Job, sample: Sample) -> dict[str, Any]:
    return {"bytes": job.picture_bytes(sample), "path": sample.image}


def _table(rows: Sequence[dict[str, Any]], names: Sequence[str]) -> bytes:
    pa, parquet = _pyarrow()
    lists = {
        "id": pa.int64(),
        "bbox": pa.list_(pa.float64(), 4),
        "category": pa.int64(),
        "area": pa.int64(),
        "sku": pa.string(),
        "visible_fraction": pa.float64(),
        "segmentation": pa.string(),
    }
    columns = [
        ("image", pa.struct([("bytes", pa.binary()), ("path", pa.string())])),
        *((name, pa.int64()) for name in ("image_id", "width", "height")),
        ("objects", pa.struct([(name, pa.list_(kind)) for name, kind in lists.items()])),
    ]
    about = json.dumps({"info": {"features": hugging_face_features(names)}})
    schema = pa.schema(columns, metadata={"huggingface": about})
    sink = pa.BufferOutputStream()
    parquet.write_table(pa.Table.from_pylist(list(rows), schema=schema), sink)
    return bytes(sink.getvalue().to_pybytes())


def _pyarrow() -> tuple[Any, Any]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        message = "The format parquet needs the package pyarrow: pip install 'gondola[parquet]'."
        raise FolderRefusedError(message) from error
    return pyarrow, pyarrow.parquet
