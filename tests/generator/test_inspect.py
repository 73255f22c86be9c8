"""The page about a dataset: complete, bounded, and on its own."""

import base64
import json
import re
from pathlib import Path
from typing import Any

import cv2
import dataset_kit as kit
import numpy as np
import pytest

from generator.cli import run
from generator.dataset.reader import Dataset
from generator.dataset.statistics import histograms
from generator.inspect_page import inspect_page


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    folder = tmp_path_factory.mktemp("inspect") / "set"
    kit.write(folder, *range(5))
    return Dataset(folder)


def data_of(page: str) -> dict[str, Any]:
    found = re.search(r"^const data = (.*);$", page, re.MULTILINE)
    assert found
    return dict(json.loads(found.group(1)))


def test_the_page_needs_nothing_from_anywhere(dataset: Dataset) -> None:
    page = inspect_page(dataset, 3)
    outside = re.findall(r"""(?:src|href)\s*=\s*["'](?!data:)|https?://[^\s"']+|@import|url\(""", page)
    assert set(outside) <= {"http://www.w3.org/2000/svg"}  # a name, not an address


def test_pictures_are_bounded_and_ids_survive_the_way_into_the_page(dataset: Dataset) -> None:
    pictures = data_of(inspect_page(dataset, 2))["pictures"]
    assert [picture["frame"] for picture in pictures] == [0, 4]
    encoded = base64.b64decode(pictures[1]["ids"].split(",", 1)[1])
    bgr = cv2.imdecode(np.frombuffer(encoded, np.uint8), cv2.IMREAD_COLOR).astype(int)
    np.testing.assert_array_equal(bgr[..., 2] + 256 * bgr[..., 1], kit.frame(4).labels.instance_map)
    assert len(pictures[1]["objects"]) == len(kit.frame(4).labels.annotations)


def test_histograms_count_every_box_once(dataset: Dataset) -> None:
    by_frame = [kit.frame(index).labels.annotations for index in range(5)]
    boxes = sum(map(len, by_frame))
    per_image, *others = histograms(by_frame)
    assert sum(per_image.counts) == 5
    assert [sum(one.counts) for one in others] == [boxes] * 5
    shown = data_of(inspect_page(dataset, 0))["histograms"]
    assert [one["title"] for one in shown] == [
        "Boxes per image",
        "Box size",
        "Occlusion",
        "Truncation",
        "SKUs",
        "Classes",
    ]


def test_histograms_of_nothing_are_empty() -> None:
    assert all(sum(one.counts) == 0 for one in histograms([]))


def test_a_recipes_words_cannot_break_out_of_the_page(dataset: Dataset) -> None:
    dataset.manifest["recipe"]["description"] = "</script><script>alert(1)</script>"
    page = inspect_page(dataset, 0)
    assert page.count("</script>") == 1
    assert dict(data_of(page)["facts"])["about"].startswith("</script>")


def test_inspect_writes_into_the_dataset_unless_told_otherwise(
    dataset: Dataset, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["inspect", str(dataset.folder), "--pictures", "1"]) == 0
    assert (dataset.folder / "inspect.html").stat().st_size > 10_000
    assert run(["inspect", str(dataset.folder), "--out", str(tmp_path / "page.html")]) == 0
    assert str(tmp_path / "page.html") in capsys.readouterr().out
    assert run(["inspect", str(dataset.folder), "--out", str(tmp_path / "no" / "page.html")]) == 2
