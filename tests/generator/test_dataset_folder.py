"""What a dataset folder holds, and which folders a run refuses."""

import json
from pathlib import Path

import cv2
import dataset_kit as kit
import numpy as np
import pytest
from pycocotools import mask as rle
from pycocotools.coco import COCO

from generator.dataset.checkpoints import Checkpoints
from generator.dataset.errors import FolderRefusedError
from generator.dataset.reader import Dataset
from generator.dataset.record import read_record
from generator.dataset.writer import DatasetWriter


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("folder") / "set"
    kit.write(where, 3, 4, 5, 1000000)
    return where


def test_files_carry_the_absolute_index_and_nothing_else_is_there(folder: Path) -> None:
    stems = {"000003", "000004", "000005", "1000000"}
    assert {path.stem for path in (folder / "images").iterdir()} == stems
    assert {path.name.split(".")[0] for path in (folder / "labels").iterdir()} == stems
    assert sorted(path.name for path in folder.iterdir()) == [
        ".gondola.lock", "annotations", "catalog.json", "dataset.json", "images", "labels", "timings.jsonl",
        "truth", "yolo",
    ]  # fmt: skip


def test_pycocotools_loads_the_annotations_and_every_mask_is_exactly_its_part_of_the_instance_map(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    coco = COCO(folder / "annotations" / "instances.json")
    capsys.readouterr()
    assert len(coco.imgs) == 4
    assert len(coco.anns) == len(set(coco.anns)) > 20
    for image in coco.imgs.values():
        name = Path(image["file_name"]).stem
        ids = cv2.imread(str(folder / "labels" / f"{name}.instances.png"), cv2.IMREAD_UNCHANGED)
        assert ids.dtype == np.uint16
        for annotation in coco.imgToAnns[image["id"]]:
            mask = coco.annToMask(annotation).astype(bool)
            np.testing.assert_array_equal(mask, ids == annotation["instance_id"])
            rows, columns = np.nonzero(mask)
            tight = [columns.min(), rows.min(), np.ptp(columns) + 1, np.ptp(rows) + 1]
            assert annotation["bbox"] == tight
            assert annotation["area"] == mask.sum() == rle.area(annotation["segmentation"])
            assert annotation["category_id"] in coco.cats


def test_a_record_names_every_file_of_its_frame_with_its_size_and_reads_back_whole(folder: Path) -> None:
    header, annotations = read_record(folder / "labels" / "000004.json")
    assert header == read_record(folder / "labels" / "000004.json")[0]
    assert annotations == kit.frame(4).labels.everything
    on_disk = {str(p.relative_to(folder)) for p in folder.rglob("000004.*")} - {"labels/000004.json"}
    assert {name for name in on_disk if not name.startswith("yolo/")} == set(header.files)
    for name, about in header.files.items():
        assert (folder / name).stat().st_size == about["bytes"]


def test_yolo_files_that_are_gone_are_written_again_from_the_records(tmp_path: Path) -> None:
    kit.write(tmp_path / "set", 0, 1)
    before = kit.tree(tmp_path / "set")
    for task in ("detection", "segmentation"):
        (tmp_path / "set" / "yolo" / task / "labels" / "000001.txt").unlink()
    kit.write(tmp_path / "set")
    assert kit.tree(tmp_path / "set") == before


def test_the_reader_gives_back_what_was_written(folder: Path) -> None:
    dataset = Dataset(folder)
    assert dataset.frames == [3, 4, 5, 1000000]
    np.testing.assert_array_equal(dataset.instance_map(5), kit.frame(5).labels.instance_map)
    difference = dataset.image(5).astype(int) - kit.frame(5).image
    assert np.abs(difference).mean() < 20  # JPEG of the stub's hard edges
    assert dataset.spread(2) == [3, 1000000]
    assert dataset.truth(5) == kit.frame(5).truth
    np.testing.assert_array_equal(dataset.segment_map(5), kit.frame(5).maps["segments"])


def test_yolo_lists_every_image_with_one_line_per_annotation(folder: Path) -> None:
    for task in ("detection", "segmentation"):
        listed = (folder / "yolo" / task / "train.txt").read_text().split()
        assert len(listed) == 4
        for name in listed:
            image = folder / "yolo" / task / name
            assert image.exists()
            lines = (
                Path(str(image).replace("/images/", "/labels/")).with_suffix(".txt").read_text().splitlines()
            )
            assert all(0 <= float(value) <= 1 for line in lines for value in line.split()[1:])
            if task == "detection":
                assert len(lines) == len(kit.frame(int(image.stem)).labels.annotations)


def test_a_window_of_frames_has_the_same_files_as_in_a_longer_run(tmp_path: Path) -> None:
    kit.write(tmp_path / "long", *range(6))
    kit.write(tmp_path / "part", 3, 4)
    long, part = kit.tree(tmp_path / "long"), kit.tree(tmp_path / "part")
    for name, data in part.items():
        if "00000" in name:
            assert data == long[name], name


def test_the_order_and_the_runs_in_which_frames_are_made_do_not_show(tmp_path: Path) -> None:
    kit.write(tmp_path / "once", 0, 1, 2)
    kit.write(tmp_path / "mixed", 2)
    kit.write(tmp_path / "mixed", 1, 0)
    assert kit.tree(tmp_path / "mixed") == kit.tree(tmp_path / "once")


def test_the_manifest_tells_recipe_versions_and_seconds_by_stage(folder: Path) -> None:
    content = json.loads((folder / "dataset.json").read_bytes())
    assert content["frames"] == 4
    assert content["recipe"]["resolved"]["image"]["width_px"] == 96
    assert "extends: snack_aisle" in content["recipe"]["text"]
    assert content["identity"]["gondola"]
    assert {"sample", "trace", "label", "render", "develop", "write", "total"} <= set(
        content["seconds_per_frame"]
    )


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"recipe_key": "0" * 32}, "recipe_key"),
        ({"engine": "cycles"}, "engine: stub there, cycles now"),
        ({"gondola": "9.9.9"}, "gondola: .* there, 9.9.9 now"),
        ({"code": "1" * 32}, "code: "),
        ({"device": "OPTIX"}, "device: CPU there, OPTIX now"),
    ],
)
def test_a_folder_made_differently_is_refused_with_the_reason_and_left_alone(
    folder: Path, change: dict[str, str], said: str
) -> None:
    before = kit.tree(folder)
    with pytest.raises(FolderRefusedError, match=said) as refused:
        DatasetWriter(folder, kit.bundle(), kit.identity(**change))
    assert "--out" in str(refused.value)
    assert kit.tree(folder) == before


def test_a_folder_with_other_things_in_it_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("years of work")
    with pytest.raises(FolderRefusedError, match=r"thesis\.tex"):
        kit.write(tmp_path, 0)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.tex"]


def test_a_damaged_manifest_is_refused_rather_than_overwritten(tmp_path: Path) -> None:
    kit.write(tmp_path / "set", 0)
    (tmp_path / "set" / "dataset.json").write_text("{")
    with pytest.raises(FolderRefusedError, match="damaged"):
        kit.write(tmp_path / "set", 1)


def test_assembling_never_takes_more_than_a_fiftieth_of_the_time() -> None:
    now, spent, cost_s = 0.0, 0.0, 0.0
    checkpoints = Checkpoints(lambda: now)
    for _ in range(5000):
        now += 1.0
        if checkpoints.due():
            cost_s += 0.2  # it grows with the dataset
            now += cost_s
            spent += cost_s
            checkpoints.done(cost_s)
    assert 0 < spent - cost_s <= now / 50  # the last one is not yet paid off
