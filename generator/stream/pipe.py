"""A stream as a tar through a pipe, as WebDataset reads it."""

import io
import json
import tarfile
from collections.abc import Iterable
from typing import Any, BinaryIO

import numpy as np

from generator.dataset.encode import encode_image
from generator.stream.batches import Batch


def write_tar(
    batches: Iterable[Batch], class_names: tuple[str, ...], out: BinaryIO, quality: int = 92
) -> int:
    """Every frame as ``000007.jpg`` and ``000007.json`` (and ``000007.ids.png`` with masks); how many there
    were. The same frames give the same bytes.
    """
    count = 0
    with tarfile.open(fileobj=out, mode="w|", format=tarfile.USTAR_FORMAT) as tar:
        for batch in batches:
            for k in range(len(batch)):
                for suffix, data in _files(batch, k, class_names, quality).items():
                    _add(tar, f"{int(batch.frames[k]):06d}.{suffix}", data)
                count += 1
    return count


def _files(batch: Batch, k: int, class_names: tuple[str, ...], quality: int) -> dict[str, bytes]:
    files = {"jpg": encode_image(batch.images[k], "jpeg", quality)}
    if batch.instance_maps is not None:
        from labelers.formats.maps import encode_instances_png

        files["ids.png"] = encode_instances_png(batch.instance_maps[k])
    return files | {"json": json.dumps(_labels(batch, k, class_names), separators=(",", ":")).encode()}


def _labels(batch: Batch, k: int, class_names: tuple[str, ...]) -> dict[str, Any]:
    boxes = np.round(batch.boxes_xyxy[k].astype(float), 2).tolist()
    return {
        "frame": int(batch.frames[k]),
        "boxes_xyxy": boxes,
        "labels": batch.labels[k].tolist(),
        "classes": [class_names[n] for n in batch.labels[k]],
        "instance_ids": batch.ids[k].tolist(),
        "visible_fraction": np.round(batch.visible[k].astype(float), 4).tolist(),
    }


def _add(tar: tarfile.TarFile, name: str, data: bytes) -> None:
    info = tarfile.TarInfo(name)
    info.size = len(data)
    tar.addfile(info, io.BytesIO(data))
