"""Datasets as tar shards: the same bytes whatever happened, and readable by those who read such things."""

import io
import json
from pathlib import Path

import dataset_kit as kit
import pyarrow.parquet
import pytest

import generator.dataset.atomic as atomic
import generator.dataset.packed as packed
import generator.dataset.packed_writer as packed_writer
from generator.dataset.encode import encode_frame, encoding_of
from generator.dataset.errors import FolderRefusedError
from generator.dataset.packed import frames_of
from generator.dataset.packed_writer import PackedWriter
from generator.dataset.unpack import unpack

FRAMES = (0, 1, 2, 4, 5)


class Silent:
    def started(self, total: int, finished: int) -> None: ...
    def frame_done(self, frame_index: int, annotations: int) -> None: ...


@pytest.fixture(autouse=True)
def small_shards(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (packed, packed_writer):
        monkeypatch.setattr(module, "SHARD_FRAMES", 3)


def pack(folder: Path, *indices: int) -> None:
    with PackedWriter(folder, kit.bundle(), kit.identity()) as writer:
        for index in indices:
            if index not in writer.done:
                writer.write(kit.frame(index))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("packed") / "set"
    with pytest.MonkeyPatch.context() as patch:
        for module in (packed, packed_writer):
            patch.setattr(module, "SHARD_FRAMES", 3)
        pack(folder, *FRAMES)
    return kit.tree(folder)


def test_shards_hold_the_files_of_a_dataset_grouped_by_frame(whole: dict[str, bytes], tmp_path: Path) -> None:
    pack(tmp_path / "set", *FRAMES)
    assert sorted(name for name in whole if name.endswith(".tar")) == [
        "shards/000000-000002.tar",
        "shards/000003-000005.tar",
    ]
    found = {f.frame: f for name in ("000000-000002", "000003-000005")
             for f in frames_of(io.BytesIO(whole[f"shards/{name}.tar"]))}  # fmt: skip
    assert sorted(found) == list(FRAMES)
    files = encode_frame(kit.frame(4), encoding_of(kit.bundle()))
    for path, data in files.items():
        if not path.startswith("yolo/"):
            assert found[4].files[packed.member_name(path)] == data


def test_the_indices_find_every_picture_and_every_annotation(whole: dict[str, bytes]) -> None:
    rows = pyarrow.parquet.read_table(io.BytesIO(whole["index/000003-000005.parquet"])).to_pylist()
    tar = whole["shards/000003-000005.tar"]
    files = encode_frame(kit.frame(5), encoding_of(kit.bundle()))
    row = rows[-1]
    assert row["frame"] == 5
    assert (
        tar[row["image_offset"] : row["image_offset"] + row["image_bytes"]] == files[f"images/{row['image']}"]
    )
    boxes = pyarrow.parquet.read_table(io.BytesIO(whole["annotations/000003-000005.parquet"])).to_pylist()
    listed = kit.frame(5).labels.annotations
    mine = [box for box in boxes if box["frame"] == 5]
    assert [(b["instance_id"], b["x_px"], b["width_px"]) for b in mine] == [
        (one.instance_id, one.box_xywh[0], one.box_xywh[2]) for one in listed
    ]
    about = json.loads(whole["shards/000000-000002.json"])
    assert about["frames"] == [0, 1, 2]


@pytest.mark.parametrize("order", [(5, 4, 2, 1, 0), (1, 5, 0, 4, 2)])
def test_the_order_in_which_frames_come_changes_no_byte(
    order: tuple[int, ...], whole: dict[str, bytes], tmp_path: Path
) -> None:
    pack(tmp_path / "set", *order)
    assert kit.tree(tmp_path / "set") == whole


def test_a_run_in_several_parts_ends_with_the_same_bytes(whole: dict[str, bytes], tmp_path: Path) -> None:
    for part in ((1,), (4, 0), FRAMES):
        pack(tmp_path / "set", *part)
    assert kit.tree(tmp_path / "set") == whole
    assert list((tmp_path / "set" / "spool").iterdir()) == []


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_process_that_dies_at_any_write_leaves_what_the_next_run_finishes(
    step: str, whole: dict[str, bytes], tmp_path: Path
) -> None:
    class Killed(BaseException):
        pass

    real = getattr(atomic.os, step)
    died = 0
    for nth in range(1, 200):
        folder = tmp_path / f"{nth}"
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(atomic.os, step, kit.FailAt(real, nth, Killed()))
            patch.setattr(atomic.Path, "unlink", lambda *_, **__: None)  # the dead clean nothing up
            writer = None
            try:
                writer = PackedWriter(folder, kit.bundle(), kit.identity())
                for index in FRAMES:
                    writer.write(kit.frame(index))
                writer.close()
                break
            except Killed:
                died += 1
                if writer:
                    writer._seconds.close()
                    writer._lock.release()
        pack(folder, *FRAMES)
        assert kit.tree(folder) == whole
    assert died > 12


def test_a_folder_of_files_and_one_of_shards_are_not_mixed(tmp_path: Path) -> None:
    kit.write(tmp_path / "files", 0)
    with pytest.raises(FolderRefusedError, match="--layout files"):
        pack(tmp_path / "files", 1)
    pack(tmp_path / "shards", 0)
    with pytest.raises(FolderRefusedError, match="--layout shards"):
        kit.write(tmp_path / "shards", 1)


def test_unpacked_it_is_what_a_run_without_shards_would_have_written(tmp_path: Path) -> None:
    pack(tmp_path / "packed", *FRAMES)
    counts = unpack(tmp_path / "packed", tmp_path / "files", Silent(), lambda: None)
    kit.write(tmp_path / "plain", *FRAMES)
    assert kit.tree(tmp_path / "files") == kit.tree(tmp_path / "plain")
    assert counts["frames"] == kit.loads(tmp_path / "files") == len(FRAMES)
    with pytest.raises(FolderRefusedError, match="already"):
        unpack(tmp_path / "packed", tmp_path / "files", Silent(), lambda: None)
    with pytest.raises(FolderRefusedError, match="dataset of files"):
        unpack(tmp_path / "files", tmp_path / "again", Silent(), lambda: None)
