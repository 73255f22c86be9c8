"""What is exported loads in the formats' own libraries, with the counts, boxes and masks of the labels."""

import json
import signal
import tarfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import cv2
import dataset_kit as kit
import numpy as np
import pytest
import yaml
from pycocotools import mask as coco_mask
from pycocotools.coco import COCO

from generator.cli import run
from generator.cli.labelling import open_policy
from generator.dataset.errors import FolderRefusedError
from generator.dataset.export import FORMATS, export
from generator.dataset.reader import Dataset
from generator.dataset.relabel import relabel
from generator.dataset.signals import Interrupted
from generator.dataset.splits import read_splits, split, write_splits
from labelers.formats.bop import read_bop
from labelers.formats.cvat import read_cvat
from labelers.formats.kitti import read_kitti
from labelers.formats.label_studio import read_label_studio
from labelers.labels import Annotation
from labelers.policies import relabelled
from scenes.scene import LabelSettings

FRAMES = (0, 1, 2, 3, 4)
POLICY = LabelSettings(4, 0.05, "category", name="test")
W, H = 96, 64


class Quiet:
    def started(self, total: int, finished: int) -> None: ...
    def frame_done(self, frame_index: int, annotations: int) -> None: ...


def go_on() -> None: ...


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dataset with splits by annotation: 5 frames, some SKUs held out."""
    home = tmp_path_factory.mktemp("export") / "set"
    kit.write(home, *FRAMES)
    dataset = Dataset(home)
    shown = {k: {a.sku for a in dataset.record(k)[1]} for k in FRAMES}
    made = split(shown, dataset.articles.values(), (0.6, 0.2, 0.2), 0.3, "annotations", 4)
    assert all(made.frames(part) for part in ("train", "val", "test"))
    write_splits(home, made)
    return home


def listed(folder: Path, policy: LabelSettings = POLICY) -> dict[int, tuple[Annotation, ...]]:
    """What every loader must find, from the frames themselves."""
    dataset = Dataset(folder)
    splits = read_splits(folder, FRAMES)
    return {
        index: tuple(
            a
            for a in relabelled(policy, kit.frame(index).labels.everything, dataset.articles)
            if not splits.leaves_out(index, a.sku)
        )
        for index in FRAMES
    }


@pytest.fixture
def exported(folder: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    made = export(folder, request.param, tmp_path / "made", POLICY, Quiet(), go_on)
    assert made.frames == len(FRAMES)
    assert made.annotations == sum(map(len, listed(folder).values()))
    return tmp_path / "made"


def parts(folder: Path) -> Iterator[tuple[str, list[int]]]:
    splits = read_splits(folder, FRAMES)
    for part in ("train", "val", "test"):
        yield part, splits.frames(part)


def same_boxes(found: np.ndarray, annotations: tuple[Annotation, ...], atol: float = 0.0) -> None:
    """Boxes (n, 4) xyxy in any order against the labels'."""
    expected = np.array([(x, y, x + w, y + h) for x, y, w, h in (a.box_xywh for a in annotations)])
    order, wanted = np.lexsort(np.round(found).T), np.lexsort(np.round(expected).T)
    np.testing.assert_allclose(found[order], expected[wanted], atol=atol)


def mask(one: Annotation) -> np.ndarray:
    return np.asarray(coco_mask.decode(one.mask_rle) > 0)


@pytest.mark.parametrize("exported", ["coco", "fiftyone"], indirect=True)
def test_pycocotools_reads_coco(folder: Path, exported: Path) -> None:
    for part, frames in parts(folder):
        flat = (exported / "annotations").is_dir()
        path = exported / (f"annotations/instances_{part}.json" if flat else f"{part}/labels.json")
        coco = COCO(str(path))
        assert sorted(coco.getImgIds()) == frames
        for index in frames:
            image = coco.loadImgs([index])[0]
            assert (exported / ("images" if flat else f"{part}/data") / image["file_name"]).stat().st_size
            found = coco.loadAnns(coco.getAnnIds([index], iscrowd=False))
            wanted = listed(folder)[index]
            number = "instance_id" if flat else "product_id"  # FiftyOne refuses the former
            assert [entry[number] for entry in found] == [a.instance_id for a in wanted]
            for entry, annotation in zip(found, wanted, strict=True):
                np.testing.assert_array_equal(coco.annToMask(entry) > 0, mask(annotation))
                assert coco.cats[entry["category_id"]]["name"] == annotation.category


def test_held_out_articles_are_areas_to_ignore_in_coco_and_full_members_of_the_test(
    folder: Path, tmp_path: Path
) -> None:
    export(folder, "coco", tmp_path / "made", POLICY, Quiet(), go_on)
    unseen = read_splits(folder, FRAMES).unseen
    assert unseen
    ignored = 0
    for part, _ in parts(folder):
        entries = json.loads((tmp_path / f"made/annotations/instances_{part}.json").read_bytes())[
            "annotations"
        ]
        assert all((entry["sku"] in unseen) == bool(entry["iscrowd"]) for entry in entries if part != "test")
        assert not any(entry["iscrowd"] for entry in entries if part == "test")
        ignored += sum(entry["iscrowd"] for entry in entries)
    assert ignored


def test_seen_and_held_out_articles_can_be_measured_apart(folder: Path, tmp_path: Path) -> None:
    export(folder, "coco", tmp_path / "made", POLICY, Quiet(), go_on)
    unseen = read_splits(folder, FRAMES).unseen
    whole = json.loads((tmp_path / "made/annotations/instances_test.json").read_bytes())
    for kind in ("seen", "unseen"):
        about = json.loads((tmp_path / f"made/annotations/instances_test_{kind}.json").read_bytes())
        assert about["images"] == whole["images"]
        assert {e["id"] for e in about["annotations"]} == {e["id"] for e in whole["annotations"]}
        for entry in about["annotations"]:
            assert entry["iscrowd"] == ((entry["sku"] in unseen) != (kind == "unseen"))
        assert any(not e["iscrowd"] for e in about["annotations"])


def test_bop_begins_a_scene_now_and_then(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.export.space.FRAMES_PER_SCENE", 2)
    export(folder, "bop", tmp_path / "made", POLICY, Quiet(), go_on)
    frames = read_splits(folder, FRAMES).frames("train")
    for scene, mine in (("000000", frames[:2]), ("000001", frames[2:])):
        for name in ("camera", "gt", "gt_info"):
            about = json.loads((tmp_path / "made/train" / scene / f"scene_{name}.json").read_bytes())
            assert list(map(int, about)) == mine != []


def test_formats_that_know_no_lens_say_so(folder: Path, tmp_path: Path) -> None:
    bent = sum(any(vars(kit.frame(k).scene.camera.distortion).values()) for k in FRAMES)
    assert bent
    (note,) = export(folder, "kitti", tmp_path / "kitti", POLICY, Quiet(), go_on).notes
    assert note.startswith(f"{bent} frames have lens distortion")
    assert export(folder, "voc", tmp_path / "voc", POLICY, Quiet(), go_on).notes == ()


def test_what_a_policy_leaves_out_can_be_ignored_rather_than_wrong(folder: Path, tmp_path: Path) -> None:
    fronts = open_policy("front-facings")
    export(folder, "coco", tmp_path / "made", fronts, Quiet(), go_on, ignore_rest=True)
    for part, frames in parts(folder):
        entries = json.loads((tmp_path / f"made/annotations/instances_{part}.json").read_bytes())[
            "annotations"
        ]
        by_frame = Counter(entry["image_id"] for entry in entries)
        assert by_frame == {k: sum(not a.thing for a in kit.frame(k).labels.everything) for k in frames}


@pytest.mark.parametrize("exported", ["coco"], indirect=True)
def test_supervision_reads_coco_with_the_same_masks(folder: Path, exported: Path) -> None:
    import supervision as sv

    for part, frames in parts(folder):
        data = sv.DetectionDataset.from_coco(
            str(exported / "images"), str(exported / f"annotations/instances_{part}.json"), force_masks=True
        )
        assert len(data) == len(frames)
        for path, _, found in data:
            wanted = listed(folder)[int(Path(path).stem)]
            crowd = np.asarray(found.data.get("iscrowd", np.zeros(len(found)))).astype(bool)
            kept = found[~crowd]
            assert len(kept) == len(wanted)
            same_boxes(kept.xyxy, wanted)
            assert all((a == mask(b)).all() for a, b in zip(kept.mask, wanted, strict=True))


@pytest.mark.parametrize("exported", ["yolo-detect", "yolo-segment", "yolo-obb"], indirect=True)
def test_supervision_reads_yolo(folder: Path, exported: Path, request: pytest.FixtureRequest) -> None:
    import supervision as sv

    name = request.node.callspec.params["exported"]
    names = yaml.safe_load((exported / "data.yaml").read_text())["names"]
    for part, frames in parts(folder):
        data = sv.DetectionDataset.from_yolo(
            str(exported / "images" / part),
            str(exported / "labels" / part),
            str(exported / "data.yaml"),
            is_obb=name == "yolo-obb",
        )
        assert len(data) == len(frames)
        for path, _, found in data:
            wanted = listed(folder)[int(Path(path).stem)]
            assert [names[k] for k in found.class_id.tolist()] == [a.category for a in wanted]
            if name == "yolo-detect":
                same_boxes(found.xyxy, wanted, atol=1e-3)
            if name == "yolo-segment":  # polygons run through the pixels' centres
                expected = [
                    (x + 0.5, y + 0.5, x + w - 0.5, y + h - 0.5)
                    for x, y, w, h in (a.box_xywh for a in wanted)
                ]
                np.testing.assert_allclose(found.xyxy, expected, atol=1e-3)


COLUMNS = {"yolo-detect": {4}, "yolo-obb": {8}, "yolo-pose": {4 + 12}, "yolo-segment": range(6, 10_000, 2)}


@pytest.mark.parametrize("exported", list(COLUMNS), indirect=True)
def test_yolo_files_are_as_ultralytics_documents_them(
    folder: Path, exported: Path, request: pytest.FixtureRequest
) -> None:
    """Labels beside images under the same name, known classes, nothing but visibilities outside 0 to 1."""
    name = request.node.callspec.params["exported"]
    about = yaml.safe_load((exported / "data.yaml").read_text())
    assert list(about["names"]) == list(range(len(about["names"])))
    for part, frames in parts(folder):
        assert about[part] == f"images/{part}"
        for index in frames:
            image = exported / about[part] / f"{index:06d}.jpg"
            assert image.stat().st_size
            lines = (
                Path(str(image).replace("/images/", "/labels/")).with_suffix(".txt").read_text().splitlines()
            )
            assert len(lines) == len(listed(folder)[index])
            for line, annotation in zip(lines, listed(folder)[index], strict=True):
                number, *values = line.split()
                assert about["names"][int(number)] == annotation.category
                assert len(values) in COLUMNS[name]
                numbers = np.array(values, float)
                if name == "yolo-pose":
                    assert set(numbers[6::3]) <= {0, 1, 2}
                    numbers[6::3] = 0
                assert numbers.min() >= 0
                assert numbers.max() <= 1


@pytest.mark.parametrize("exported", ["yolo-pose"], indirect=True)
def test_yolo_pose_has_a_shape_and_a_mirror_for_its_points(folder: Path, exported: Path) -> None:
    about = yaml.safe_load((exported / "data.yaml").read_text())
    assert about["kpt_shape"] == [4, 3]
    assert sorted(about["flip_idx"]) == [0, 1, 2, 3]
    seen = 0
    for part, frames in parts(folder):
        for index in frames:
            lines = (exported / "labels" / part / f"{index:06d}.txt").read_text().splitlines()
            assert len(lines) == len(listed(folder)[index])
            assert all(len(line.split()) == 5 + 12 for line in lines)
            seen += sum(line.split()[7::3].count("2") for line in lines)
    assert seen


@pytest.mark.parametrize("exported", ["voc"], indirect=True)
def test_supervision_reads_voc(folder: Path, exported: Path) -> None:
    import supervision as sv

    data = sv.DetectionDataset.from_pascal_voc(str(exported / "JPEGImages"), str(exported / "Annotations"))
    assert len(data) == len(FRAMES)
    for path, _, found in data:
        wanted = listed(folder)[int(Path(path).stem)]
        assert [data.classes[k] for k in found.class_id.tolist()] == [a.category for a in wanted]
        same_boxes(found.xyxy, wanted, atol=1.0)  # it takes the first pixel for the edge, give or take
    for part, frames in parts(folder):
        lines = (exported / f"ImageSets/Main/{part}.txt").read_text().split()
        assert lines == [f"{index:06d}" for index in frames]


@pytest.mark.parametrize("exported", ["coco-panoptic"], indirect=True)
def test_panoptic_keeps_the_rules_of_its_evaluator(folder: Path, exported: Path) -> None:
    """panopticapi's: every id of the picture is listed, every listed id is there, and areas are right."""
    stuff = 0
    for part, frames in parts(folder):
        about = json.loads((exported / f"annotations/panoptic_{part}.json").read_bytes())
        categories = {entry["id"]: entry for entry in about["categories"]}
        assert [entry["id"] for entry in about["images"]] == frames
        for entry in about["annotations"]:
            png = cv2.imread(str(exported / f"annotations/panoptic_{part}" / entry["file_name"]))
            png = png.astype(int)
            ids = png[..., 2] + 256 * png[..., 1] + 65536 * png[..., 0]
            areas = dict(zip(*(v.tolist() for v in np.unique(ids, return_counts=True)), strict=True))
            areas.pop(0, None)
            assert areas == {info["id"]: info["area"] for info in entry["segments_info"]}
            assert {info["category_id"] for info in entry["segments_info"]} <= categories.keys()
            for annotation in listed(folder)[entry["image_id"]]:
                np.testing.assert_array_equal(ids == annotation.instance_id, mask(annotation))
            stuff += sum(not categories[i["category_id"]]["isthing"] for i in entry["segments_info"])
    assert stuff


@pytest.mark.parametrize("exported", ["coco-keypoints"], indirect=True)
def test_pycocotools_reads_keypoints(folder: Path, exported: Path) -> None:
    points = 0
    for part, frames in parts(folder):
        coco = COCO(str(exported / f"annotations/keypoints_{part}.json"))
        for index in frames:
            found = coco.loadAnns(coco.getAnnIds([index]))
            assert len(found) == len(listed(folder)[index])
            truth = {p.id: p for p in Dataset(folder).truth(index).products}
            for entry in found:
                assert len(entry["keypoints"]) == 3 * len(coco.cats[entry["category_id"]]["keypoints"])
                if entry["num_keypoints"]:
                    flat = [v for p in truth[entry["instance_id"]].keypoints[:4] for v in p]
                    assert entry["keypoints"] == flat
                    points += entry["num_keypoints"]
    assert points


@pytest.mark.parametrize("exported", ["cvat", "cvat-masks", "label-studio", "kitti"], indirect=True)
def test_text_formats_have_every_object_of_every_part(
    folder: Path, exported: Path, request: pytest.FixtureRequest
) -> None:
    name = request.node.callspec.params["exported"]
    for part, frames in parts(folder):
        for index in frames:
            wanted = [(a.category, a.box_xywh) for a in listed(folder)[index]]
            if name.startswith("cvat"):
                shapes = read_cvat((exported / part / "annotations.xml").read_bytes())[f"{index:06d}.jpg"]
                found = [(label, box) for label, _, box, _ in shapes]
                assert (exported / part / "images" / f"{index:06d}.jpg").exists()
            elif name == "label-studio":
                tasks = {t["id"]: t for t in json.loads((exported / f"{part}.json").read_bytes())}
                found = read_label_studio(tasks[index + 1])
            else:
                text = (exported / f"training/label_2/{index:06d}.txt").read_text()
                found = [(label, box) for label, box, _ in read_kitti(text)]
                assert cv2.imread(str(exported / f"training/image_2/{index:06d}.png")).shape == (H, W, 3)
                assert all(rest[-1] > -9 for *_, rest in read_kitti(text))
            assert [label for label, _ in found] == [label for label, _ in wanted]
            np.testing.assert_allclose([box for _, box in found], [box for _, box in wanted], atol=1e-9)


@pytest.mark.parametrize("exported", ["bop"], indirect=True)
def test_bop_has_a_pose_a_box_and_two_masks_for_each_product(folder: Path, exported: Path) -> None:
    skus = json.loads((exported / "skus.json").read_bytes())
    models = json.loads((exported / "models/models_info.json").read_bytes())
    assert set(skus) == set(models)
    for part, frames in parts(folder):
        scene = exported / part / "000000"
        tables = {
            n: json.loads((scene / f"scene_{n}.json").read_bytes()) for n in ("camera", "gt", "gt_info")
        }
        for index in frames:
            wanted = [a for a in listed(folder)[index] if not a.thing]
            found = read_bop(tables["gt"][str(index)], tables["gt_info"][str(index)])
            assert [(skus[str(number)], box) for number, _, box in found] == [
                (a.sku, a.box_xywh) for a in wanted
            ]
            world = np.linalg.inv(np.vstack([_world_to_camera(tables["camera"][str(index)]), [0, 0, 0, 1]]))
            ones = {one.instance_id: one for one in kit.frame(index).scene.instances}
            for number, (annotation, (_, pose, _)) in enumerate(zip(wanted, found, strict=True)):
                real = ones[annotation.instance_id].world_from_object
                np.testing.assert_allclose(world @ pose, real, atol=3e-4)
                name = f"{index:06d}_{number:06d}.png"
                seen = cv2.imread(str(scene / "mask_visib" / name), cv2.IMREAD_UNCHANGED)
                np.testing.assert_array_equal(seen > 0, mask(annotation))


def _world_to_camera(entry: dict[str, list[float]]) -> np.ndarray:
    turn, place = np.array(entry["cam_R_w2c"]).reshape(3, 3), np.array(entry["cam_t_w2c"]) / 1000
    return np.c_[turn, place]


@pytest.mark.parametrize("exported", ["webdataset"], indirect=True)
def test_webdataset_reads_the_shards(folder: Path, exported: Path) -> None:
    import webdataset

    names = json.loads((exported / "classes.json").read_bytes())
    for part, frames in parts(folder):
        shards = [str(path) for path in sorted(exported.glob(f"{part}-*.tar"))]
        found = list(webdataset.WebDataset(shards, shardshuffle=False).decode("rgb8"))
        assert [int(sample["__key__"].rpartition("/")[2]) for sample in found] == frames
        for sample, index in zip(found, frames, strict=True):
            assert sample["jpg"].shape == (H, W, 3)
            _same_row(sample["json"]["objects"], listed(folder)[index], names)
        with tarfile.open(shards[0]) as archive:
            assert len(archive.getnames()) == 3 * len(frames)


@pytest.mark.parametrize("exported", ["huggingface", "parquet"], indirect=True)
def test_hugging_face_datasets_reads_the_rows(
    folder: Path, exported: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    import datasets

    names = (
        list(json.loads((exported / "classes.json").read_bytes()))
        if (exported / "classes.json").exists()
        else []
    )
    if request.node.callspec.params["exported"] == "huggingface":
        loaded = datasets.load_dataset(
            "imagefolder", data_dir=str(exported), cache_dir=str(tmp_path / "cache")
        )
    else:
        files = {part: str(exported / f"data/{part}-*.parquet") for part in ("train", "validation", "test")}
        loaded = datasets.load_dataset("parquet", data_files=files, cache_dir=str(tmp_path / "cache"))
        names = loaded["train"].features["objects"]["category"].feature.names
    for part, frames in parts(folder):
        rows = list(loaded["validation" if part == "val" else part])
        assert sorted(row["image_id"] for row in rows) == frames
        for row in rows:
            assert row["image"].size == (W, H)
            _same_row(row["objects"], listed(folder)[row["image_id"]], names)


def _same_row(objects: dict[str, list[object]], wanted: tuple[Annotation, ...], names: list[str]) -> None:
    assert objects["id"] == [a.instance_id for a in wanted]
    assert [names[int(k)] for k in objects["category"]] == [a.category for a in wanted]  # type: ignore[call-overload]
    np.testing.assert_array_equal(objects["bbox"], [a.box_xywh for a in wanted])
    for counts, annotation in zip(objects["segmentation"], wanted, strict=True):
        code = {"size": [H, W], "counts": str(counts).encode()}
        np.testing.assert_array_equal(coco_mask.decode(code) > 0, mask(annotation))


def test_every_format_is_tested_here() -> None:
    text = Path(__file__).read_text()
    assert [name for name in FORMATS if f'"{name}"' not in text] == []


@pytest.mark.parametrize(
    "name", ["coco", "coco-panoptic", "yolo-detect", "voc", "bop", "webdataset", "parquet"]
)
def test_the_same_export_has_the_same_bytes_and_stopping_leaves_nothing(
    folder: Path, tmp_path: Path, name: str
) -> None:
    if name in ("coco", "webdataset", "parquet"):
        for place in ("one", "two"):
            export(folder, name, tmp_path / place, POLICY, Quiet(), go_on)
        assert _tree(tmp_path / "one") == _tree(tmp_path / "two") != {}
    left = [3]

    def stop() -> None:
        left[0] -= 1
        if left[0] == 0:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        export(folder, name, tmp_path / "stopped", POLICY, Quiet(), stop)
    assert {path.name for path in tmp_path.iterdir()} <= {"one", "two"}


def _tree(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_exports_do_not_touch_the_dataset(folder: Path, tmp_path: Path) -> None:
    before = kit.tree(folder)
    export(folder, "voc", tmp_path / "made", None, Quiet(), go_on)
    assert kit.tree(folder) == before


def test_an_export_is_refused_in_words(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["export", str(folder), "--format", "yolo-seg", "--out", str(tmp_path / "x")]) == 2
    assert 'did you mean "yolo-segment"?' in capsys.readouterr().err
    assert run(["export", str(folder), "--format", "voc", "--out", str(tmp_path)]) == 2
    assert "there already" in capsys.readouterr().err
    assert run(["export", str(tmp_path), "--format", "voc", "--out", str(tmp_path / "x")]) == 2
    assert "not a dataset" in capsys.readouterr().err
    assert run(["export", str(folder), "--format", "voc", "--ignore-rest"]) == 2
    assert "only coco" in capsys.readouterr().err
    with pytest.raises(FolderRefusedError, match="no folder"):
        export(folder, "voc", tmp_path / "no" / "x", POLICY, Quiet(), go_on)


def test_ctrl_c_says_that_nothing_was_changed(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.dataset.signals.StopSignals.check", _ctrl_c)
    assert run(["export", str(folder), "--format", "voc", "--out", str(tmp_path / "x")]) == 130
    assert "Stopped; nothing was changed." in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def _ctrl_c(_: object) -> None:
    raise Interrupted(signal.SIGINT)


def test_a_view_exports_as_it_is_labelled(folder: Path, tmp_path: Path) -> None:
    small = LabelSettings(20, 0.5, "brand", front_only=True, name="small")
    relabel(folder, small, tmp_path / "view", Quiet(), go_on)
    counts = export(tmp_path / "view", "voc", tmp_path / "made", None, Quiet(), go_on)
    wanted = sum(len(Dataset(tmp_path / "view").annotations(k)[1]) for k in FRAMES)
    assert 0 < counts.annotations == wanted
    assert len(list((tmp_path / "made/JPEGImages").iterdir())) == len(FRAMES)


def test_the_command_exports_beside_the_dataset(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["export", str(folder), "--format", "kitti", "--policy", "sku110k"]) == 0
    assert "of 5 frames (train 3, val 1, test 1)" in capsys.readouterr().out
    text = (folder.parent / "set-kitti/training/label_2/000000.txt").read_text()
    assert {line.split()[0] for line in text.splitlines()} <= {"object"}
