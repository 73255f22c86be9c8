"""COCO files as pycocotools reads them, against the maps they came from."""

import io
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from label_scenes import DISTORTED, camera, shelf
from pycocotools import mask as coco_mask
from pycocotools.coco import COCO

from labelers.extract import extract_labels
from labelers.formats.coco import (
    CocoFrame,
    annotation_id,
    coco_categories,
    coco_dataset,
    read_coco,
    write_coco,
)
from labelers.labels import Labels
from labelers.trace import Tracer

NAMES = ("sku0", "sku1", "sku2", "sku3")
INFO = {"description": "by hand"}


@pytest.fixture(scope="module")
def labelled() -> dict[int, Labels]:
    tracer = Tracer()
    views = {i: camera(72, 54, position_m=(0.01 + i * 0.02, -1.1, 0.13), lens=DISTORTED) for i in (0, 3, 12)}
    shelves = {index: shelf(view, rows=3, columns=7) for index, view in views.items()}
    return {index: extract_labels(one, tracer.trace(one), tracer) for index, one in shelves.items()}


def frames_of(labelled: dict[int, Labels]) -> tuple[CocoFrame, ...]:
    return tuple(CocoFrame(i, f"{i:06d}.jpg", 72, 54, labels.annotations) for i, labels in labelled.items())


def written(frames: Any, names: tuple[str, ...] = NAMES) -> str:
    file = io.StringIO()
    write_coco(file, frames, names, INFO)
    return file.getvalue()


def test_pycocotools_loads_it_and_every_mask_is_the_instance_map(
    labelled: dict[int, Labels], tmp_path: Path
) -> None:
    path = tmp_path / "instances.json"
    path.write_text(written(frames_of(labelled)))
    coco = COCO(path)
    assert sorted(coco.getImgIds()) == [0, 3, 12]
    for index, labels in labelled.items():
        entries = coco.loadAnns(coco.getAnnIds(imgIds=[index]))
        assert len(entries) == len(labels.annotations) > 5
        for entry in entries:
            mask = coco.annToMask(entry)
            np.testing.assert_array_equal(mask > 0, labels.instance_map == entry["instance_id"])
            assert entry["area"] == mask.sum()
            assert entry["bbox"] == coco_mask.toBbox(entry["segmentation"]).tolist()
            assert coco.loadCats([entry["category_id"]])[0]["name"] == entry["sku"]
            assert coco_mask.area(entry["amodal_segmentation"]) == entry["amodal_area"]


def test_reading_gives_back_what_was_written(labelled: dict[int, Labels]) -> None:
    frames = frames_of(labelled)
    assert read_coco(json.loads(written(frames))) == frames


def test_streamed_file_says_what_the_dataset_in_memory_says(labelled: dict[int, Labels]) -> None:
    for frames in ((), frames_of(labelled), (CocoFrame(5, "5.jpg", 4, 3, ()),)):
        assert json.loads(written(frames)) == json.loads(json.dumps(coco_dataset(frames, NAMES, INFO)))


def test_writer_asks_for_one_frame_at_a_time(labelled: dict[int, Labels]) -> None:
    file = io.StringIO()
    lengths = []

    def frames() -> Iterator[CocoFrame]:
        for frame in frames_of(labelled):
            lengths.append(len(file.getvalue()))
            yield frame

    write_coco(file, frames(), NAMES, INFO)
    assert lengths == sorted(set(lengths))


def test_ids_depend_on_frame_and_instance_alone(labelled: dict[int, Labels]) -> None:
    frames = frames_of(labelled)
    alone = {a["id"]: a for frame in frames for a in coco_dataset([frame], NAMES, INFO)["annotations"]}
    together = {a["id"]: a for a in coco_dataset(frames[::-1], NAMES, INFO)["annotations"]}
    assert alone == together
    assert len(alone) == sum(len(frame.annotations) for frame in frames)
    assert annotation_id(12, 34) == 1_200_034


def test_what_cannot_be_numbered_or_named_is_refused(labelled: dict[int, Labels]) -> None:
    for instance_id in (0, -1, 100_000):
        with pytest.raises(ValueError, match="instance id"):
            annotation_id(1, instance_id)
    with pytest.raises(ValueError, match="classes that the dataset lacks: sku0"):
        written(frames_of(labelled), ("sku1", "sku2"))
    odd = replace(labelled[0].annotations[0], visible_fraction=float("nan"))
    with pytest.raises(ValueError, match="JSON"):
        written([CocoFrame(0, "0.jpg", 72, 54, (odd,))])


def test_categories_count_from_one_and_know_their_parents() -> None:
    assert coco_categories(["snacks/crisps", "product"]) == [
        {"id": 1, "name": "snacks/crisps", "supercategory": "snacks"},
        {"id": 2, "name": "product", "supercategory": "product"},
    ]
