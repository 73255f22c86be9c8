"""Another policy for a dataset that is there: exact, whole or not at all, and nothing else touched."""

import json
import os
from dataclasses import asdict, replace
from pathlib import Path

import dataset_kit as kit
import pytest

from generator.bundle import open_bundle
from generator.cli import run
from generator.cli.labelling import open_policy
from generator.dataset import relabel as relabelling
from generator.dataset.encode import encode_frame, encoding_of
from generator.dataset.errors import FolderRefusedError
from generator.dataset.reader import Dataset
from generator.dataset.relabel import relabel
from generator.dataset.writer import DatasetWriter
from generator.frame import sample
from labelers.extract import extract_labels
from labelers.formats.coco import read_coco
from labelers.formats.yolo import read_detection
from labelers.policies import selected
from labelers.trace import Tracer
from scenes.scene import LabelSettings

FRONTS = open_policy("front-facings")
SMALL = LabelSettings(12, 0.3, "category", front_only=True, name="small")


class Quiet:
    def started(self, total: int, finished: int) -> None: ...
    def frame_done(self, frame_index: int, annotations: int) -> None: ...


def go_on() -> None: ...


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    kit.write(tmp_path / "set", 0, 1, 2)
    return tmp_path / "set"


def listed(folder: Path) -> dict[int, list[int]]:
    frames = read_coco(json.loads((folder / "annotations" / "instances.json").read_bytes()))
    return {frame.frame_index: [a.instance_id for a in frame.annotations] for frame in frames}


def expected(policy: LabelSettings) -> dict[int, list[int]]:
    return {
        index: [a.instance_id for a in selected(policy, kit.frame(index).labels.everything)]
        for index in range(3)
    }


def test_every_format_of_the_folder_follows_the_policy_and_nothing_else_changes(folder: Path) -> None:
    before = kit.tree(folder)
    counts = relabel(folder, SMALL, None, Quiet(), go_on)
    assert listed(folder) == expected(SMALL) != listed_under_recipe()
    assert counts == {"frames": 3, "annotations": sum(map(len, expected(SMALL).values()))}
    for index, ids in expected(SMALL).items():
        text = (folder / f"yolo/detection/labels/{index:06d}.txt").read_text()
        boxes = {a.instance_id: a.box_xywh for a in kit.frame(index).labels.everything}
        for (_, box), number in zip(read_detection(text, 96, 64), ids, strict=True):
            assert box == pytest.approx(boxes[number], abs=1e-3)
    after = kit.tree(folder)
    changed = {name for name in before if before[name] != after.get(name)}
    assert changed <= {name for name in before if name.startswith(("annotations/", "yolo/"))}
    assert before.keys() == after.keys()
    assert Dataset(folder).policy == SMALL


def listed_under_recipe() -> dict[int, list[int]]:
    return {i: [a.instance_id for a in kit.frame(i).labels.annotations] for i in range(3)}


def test_relabelling_back_gives_the_first_bytes_again(folder: Path) -> None:
    before = kit.tree(folder)
    own = Dataset(folder).policy
    relabel(folder, SMALL, None, Quiet(), go_on)
    relabel(folder, own, None, Quiet(), go_on)
    assert kit.tree(folder) == before


def test_category_ids_do_not_depend_on_what_was_kept(folder: Path) -> None:
    names = {}
    for share in (0.0, 0.9):
        relabel(folder, LabelSettings(1, share, "sku"), None, Quiet(), go_on)
        names[share] = kit.coco(folder)["categories"]
    assert names[0.0] == names[0.9]
    assert len(names[0.0]) == len(kit.bundle().catalog.skus)


def test_a_view_has_labels_of_its_own_and_the_pictures_of_its_home(folder: Path, tmp_path: Path) -> None:
    before = kit.tree(folder)
    relabel(folder, SMALL, tmp_path / "view", Quiet(), go_on)
    assert kit.tree(folder) == before
    assert listed(tmp_path / "view") == expected(SMALL)
    assert kit.loads(tmp_path / "view") == 3
    view = Dataset(tmp_path / "view")
    assert view.policy == SMALL
    assert [len(annotations) for _, annotations in view.records()] == [
        len(i) for i in expected(SMALL).values()
    ]
    with pytest.raises(FolderRefusedError, match="view of"):
        DatasetWriter(tmp_path / "view", kit.bundle(), kit.identity())
    with pytest.raises(FolderRefusedError, match="there already"):
        relabel(folder, SMALL, tmp_path / "view", Quiet(), go_on)


def test_stopping_leaves_the_folder_as_it_was(folder: Path) -> None:
    before, left = kit.tree(folder), [2]

    def stop() -> None:
        left[0] -= 1
        if left[0] == 0:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        relabel(folder, SMALL, None, Quiet(), stop)
    assert kit.tree(folder) == before
    assert not [name for name in os.listdir(folder) if "gondola-tmp" in name]


def test_a_kill_between_the_files_is_put_right_by_whoever_writes_next(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kit.write(tmp_path / "whole", 0, 1, 2)
    relabel(tmp_path / "whole", SMALL, None, Quiet(), go_on)
    monkeypatch.setattr(relabelling.os, "replace", kit.FailAt(os.replace, 9, KeyboardInterrupt()))
    with pytest.raises(KeyboardInterrupt):
        relabel(folder, SMALL, None, Quiet(), go_on)
    monkeypatch.undo()
    assert "relabelling" in Dataset(folder).manifest
    assert kit.tree(folder) != kit.tree(tmp_path / "whole")
    kit.write(folder)
    assert kit.tree(folder) == kit.tree(tmp_path / "whole")
    assert "relabelling" not in Dataset(folder).manifest


def test_rendering_goes_on_under_the_policy_that_the_folder_has_now(folder: Path) -> None:
    relabel(folder, SMALL, None, Quiet(), go_on)
    kit.write(folder, 3)
    assert {
        **expected(SMALL),
        3: [a.instance_id for a in selected(SMALL, kit.frame(3).labels.everything)],
    } == (listed(folder))


def test_the_command_says_what_it_did_and_what_is_wrong(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["relabel", str(folder), "--policy", "front-facings"]) == 0
    assert "of 3 frames (front-facings)" in capsys.readouterr().out
    assert Dataset(folder).manifest["policy"] == asdict(FRONTS)
    mine = tmp_path / "mine.yaml"
    mine.write_text("policy: front-facings\nmin_visible_px: 10\nclass_level: brand\n")
    assert run(["relabel", str(folder), "--policy", str(mine)]) == 0
    assert "(mine)" in capsys.readouterr().out
    mine.write_text("policy: sku110k\nclass_level: brand\n")
    assert run(["relabel", str(folder), "--policy", str(mine)]) == 2
    assert (
        f"{mine}:2:14: class_level: the policy sku110k means class_level product" in capsys.readouterr().err
    )
    mine.write_text("min_visible: 3\n")
    assert run(["relabel", str(folder), "--policy", str(mine)]) == 2
    assert "did you mean" in capsys.readouterr().err
    assert run(["relabel", str(folder), "--policy", "front-facing"]) == 2
    assert 'did you mean "front-facings"?' in capsys.readouterr().err
    kit.write(tmp_path / "empty")
    for command in (["relabel"], ["export", "--format", "voc"]):
        assert run([*command, str(tmp_path / "empty"), "--policy", "sku110k"]) == 2
        assert "no finished frame" in capsys.readouterr().err
    (tmp_path / "empty" / "shards").mkdir()
    assert run(["relabel", str(tmp_path / "empty"), "--policy", "sku110k"]) == 2
    assert "gondola unpack" in capsys.readouterr().err
    assert run(["relabel", str(tmp_path), "--policy", "sku110k"]) == 2
    assert "not a dataset" in capsys.readouterr().err


def test_a_recipes_policy_reaches_its_frames_and_files() -> None:
    size = {"image.width_px": 96, "image.height_px": 64}
    bundle = open_bundle(
        kit.RECIPE, {**size, "labels.policy": "front-facings", "labels.class_level": "brand"}
    )
    scene = sample(bundle, 0)
    policy = encoding_of(bundle).policy
    assert scene.labels == policy
    assert (policy.front_only, policy.class_level, policy.name) == (True, "brand", "front-facings+")
    tracer = Tracer()
    labels = extract_labels(scene, tracer.trace(scene), tracer)
    assert labels.annotations
    assert all(a.front and a.visible_fraction >= 0.5 for a in labels.annotations)
    assert {a.category for a in labels.annotations} <= {sku.brand for sku in bundle.catalog.skus}
    assert encode_frame(replace(kit.frame(0), scene=scene, labels=labels), encoding_of(bundle))[
        "yolo/detection/labels/000000.txt"
    ].count(b"\n") == len(labels.annotations)
