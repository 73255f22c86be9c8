"""One row per picture with its objects in columns: for WebDataset, Hugging Face and Parquet alike."""

import io
import tarfile
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from labelers.formats.sample import Sample, class_numbers

COLUMNS = ("id", "bbox", "category", "area", "sku", "visible_fraction", "segmentation")


def record(sample: Sample, class_names: Sequence[str]) -> dict[str, Any]:
    """``objects`` has a list per column, all of one length: ``id`` (the instance id), ``bbox`` (x, y, width,
    height in pixels), ``category`` (the number of the class from 0, in the order of ``class_names``),
    ``area`` in pixels, ``sku``, ``visible_fraction``, and ``segmentation``, COCO's run-length code of a mask
    that is as large as the picture.

    Raises ValueError for a class that is not among ``class_names``.
    """
    numbers = class_numbers(sample, {name: k for k, name in enumerate(class_names)})
    ones = sample.annotations
    return {
        "image_id": sample.frame_index,
        "width": sample.width_px,
        "height": sample.height_px,
        "objects": {
            "id": [one.instance_id for one in ones],
            "bbox": [[float(value) for value in one.box_xywh] for one in ones],
            "category": numbers,
            "area": [one.area_px for one in ones],
            "sku": [one.sku for one in ones],
            "visible_fraction": [one.visible_fraction for one in ones],
            "segmentation": [str(one.mask_rle["counts"]) for one in ones],
        },
    }


def hugging_face_features(class_names: Sequence[str]) -> dict[str, Any]:
    """The features of a row as ``datasets`` notes them, with the picture as ``image``."""

    def value(kind: str) -> dict[str, Any]:
        return {"dtype": kind, "_type": "Value"}

    def listed(feature: Mapping[str, Any]) -> dict[str, Any]:
        return {"feature": dict(feature), "_type": "List"}

    objects = {
        "id": listed(value("int64")),
        "bbox": listed({**listed(value("float64")), "length": 4}),
        "category": listed({"names": list(class_names), "_type": "ClassLabel"}),
        "area": listed(value("int64")),
        "sku": listed(value("string")),
        "visible_fraction": listed(value("float64")),
        "segmentation": listed(value("string")),
    }
    numbers = {name: value("int64") for name in ("image_id", "width", "height")}
    return {"image": {"_type": "Image"}, **numbers, "objects": objects}


def tar_bytes(members: Iterable[tuple[str, bytes]]) -> bytes:
    """A tar archive without owners or times: the same members give the same bytes."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name, data in members:
            about = tarfile.TarInfo(name)
            about.size, about.mode = len(data), 0o644
            archive.addfile(about, io.BytesIO(data))
    return out.getvalue()
