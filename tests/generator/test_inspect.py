"""The page about a dataset: complete, bounded, and on its own."""

import base64
import json
import re
import shutil
from pathlib import Path
from typing import Any

import cv2
import dataset_kit as kit
import numpy as np
import pytest

from generator.cli import run
from generator.cli.labelling import open_policy
from generator.dataset.reader import Dataset
from generator.dataset.statistics import histograms
from generator.inspect_page import inspect_page
from labelers.policies import selected


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
    assert len(pictures[1]["objects"]) == len(kit.frame(4).labels.everything)


def test_every_policy_lists_what_it_lists(dataset: Dataset) -> None:
    data = data_of(inspect_page(dataset, 2))
    assert data["policies"] == [
        "all-visible+",
        "all-visible",
        "front-facings",
        "sku110k",
        "checkout",
        "everything seen",
    ]
    for picture in data["pictures"]:
        labels = kit.frame(picture["frame"]).labels
        listed = dict(zip(data["policies"], picture["listed"], strict=True))
        assert listed["all-visible+"]["ids"] == [a.instance_id for a in labels.annotations]
        assert listed["everything seen"]["ids"] == [a.instance_id for a in labels.everything]
        fronts = selected(open_policy("front-facings"), labels.everything)
        assert listed["front-facings"]["ids"] == [a.instance_id for a in fronts]
        of = listed["checkout"]
        named = {i: of["classes"][c] for i, c in zip(of["ids"], of["class"], strict=True)}
        assert all(named[a.instance_id] == a.sku for a in labels.everything if a.instance_id in named)


def test_the_page_shows_plan_differences_tags_and_boxes_of_the_truth(dataset: Dataset) -> None:
    for picture in data_of(inspect_page(dataset, 5))["pictures"]:
        truth, shown = dataset.truth(picture["frame"]), picture["truth"]
        assert len(shown["differences"]) == len(truth.differences)
        assert len(shown["gaps"]) == len(truth.gaps)
        assert len(shown["tags"]) == len(truth.tags)
        assert set(shown["boxes3d"]) == {str(one.id) for one in (*truth.products, *truth.occluders)}
        slots = shown["planogram"]["slots"]
        assert len(slots) == len(truth.planned)
        assert sum(slot["planned"] for slot in slots) == sum(
            facing.high * facing.deep for slot in truth.planned for facing in slot.facings
        )
        places = {tuple(slot["at"]) for slot in slots}
        there = [one.place for one in (*truth.products, *truth.hidden) if one.place]
        assert sum(slot["there"] for slot in slots) == sum(place[:3] in places for place in there)


def test_the_page_does_without_truth_and_articles(tmp_path: Path) -> None:
    kit.write(tmp_path / "old", 0)
    shutil.rmtree(tmp_path / "old" / "truth")
    (tmp_path / "old" / "catalog.json").unlink()
    manifest = json.loads((tmp_path / "old" / "dataset.json").read_bytes())
    del manifest["policy"]
    (tmp_path / "old" / "dataset.json").write_text(json.dumps(manifest))
    data = data_of(inspect_page(Dataset(tmp_path / "old"), 1))
    assert data["pictures"][0]["truth"] is None
    assert len(data["pictures"][0]["listed"]) == len(data["policies"]) == 1
    assert len(data["pictures"][0]["listed"][0]["ids"]) == len(kit.frame(0).labels.everything)


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
