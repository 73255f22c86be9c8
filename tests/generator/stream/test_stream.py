"""Streams with the quick engine of the tests: the same frames as a dataset's, in order, once."""

import io
import json
import subprocess
import sys
import tarfile
import threading
import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.bundle import Bundle, open_bundle
from generator.dataset.encode import encoding_of
from generator.frame import FrameMaker
from generator.render import open_renderer
from generator.stream import stream
from generator.stream.batches import FrameArrays
from generator.stream.fitting import fitted
from generator.stream.ledger import Ledger, LedgerError, read_ledger
from generator.stream.reorder import Reorder
from generator.stream.replaying import Replay
from generator.stream.streaming import Stream


@pytest.fixture(scope="module")
def bundle() -> Bundle:
    return open_bundle("quick", {"image.width_px": 96, "image.height_px": 64})


def arrays(frame: int, size_wh: tuple[int, int] = (8, 6)) -> FrameArrays:
    w, h = size_wh
    none = np.zeros(0, np.float32)
    ids = np.zeros((h, w), np.int32)
    ids[1:3, 2:5] = 7
    box = np.array([[2, 1, 5, 3]], np.float32)
    image = np.full((h, w, 3), frame % 251, np.uint8)
    one = np.array([7], np.int32)
    return FrameArrays(frame, image, box, np.zeros(1, np.int64), one, none, f"{frame}", 0.1, ids)


def test_a_stream_is_the_frames_of_a_dataset_in_order_with_the_boxes_of_the_policy(bundle: Bundle) -> None:
    maker = FrameMaker(bundle, open_renderer("stub"))
    names = encoding_of(bundle).class_names
    with stream(bundle, engine="stub", frames=5, start=3, batch_size=2, masks=True) as batches:
        got = list(batches)
    assert [list(batch.frames) for batch in got] == [[3, 4], [5, 6], [7]]
    for batch in got:
        for k, index in enumerate(batch.frames):
            frame = maker.make(int(index))
            assert (batch.images[k] == frame.image).all()
            listed = frame.labels.annotations
            assert batch.boxes_xyxy[k][:, 2:] - batch.boxes_xyxy[k][:, :2] == pytest.approx(
                np.array([one.box_xywh[2:] for one in listed])
            )
            assert [names[n] for n in batch.labels[k]] == [one.category for one in listed]
            assert (batch.masks(k)[0] == (frame.labels.instance_map == listed[0].instance_id)).all()


def test_another_policy_lists_other_boxes_of_the_same_pictures(bundle: Bundle) -> None:
    with (
        stream(bundle, engine="stub", frames=1) as one,
        stream(bundle, engine="stub", frames=1, policy="sku110k") as other,
    ):
        a, b = next(one), next(other)
    assert (a.images == b.images).all()
    assert other.class_names == ("object",)
    assert len(b.labels[0]) < len(a.labels[0])


def test_shards_share_the_frames_without_a_gap_or_a_double(bundle: Bundle) -> None:
    seen = []
    for k in range(3):
        with stream(bundle, engine="stub", frames=7, start=10, shard=(k, 3)) as part:
            seen += [int(frame) for batch in part for frame in batch.frames]
    assert sorted(seen) == list(range(10, 17))


def test_the_ledger_tells_every_frame_and_a_stream_goes_on_after_its_last(
    bundle: Bundle, tmp_path: Path
) -> None:
    book = tmp_path / "ledger.jsonl"
    with stream(bundle, engine="stub", frames=6, shard=(1, 2), batch_size=1, ledger=book) as first:
        next(first)
        next(first)
    with stream(bundle, engine="stub", frames=6, shard=(1, 2), batch_size=1, ledger=book) as second:
        rest = [int(batch.frames[0]) for batch in second]
    with stream(bundle, engine="stub", frames=6, shard=(1, 2), batch_size=1) as whole:
        digests = {int(batch.frames[0]): batch.images[0] for batch in whole}
    _, entries = read_ledger(book)
    assert rest == [5]
    assert [entry.frame for entry in entries] == [1, 3, 5] == list(digests)


def test_a_ledger_of_another_stream_is_refused_and_a_torn_last_line_is_not_minded(
    bundle: Bundle, tmp_path: Path
) -> None:
    book = tmp_path / "ledger.jsonl"
    with stream(bundle, engine="stub", frames=2, batch_size=1, ledger=book) as first:
        next(first)
    with pytest.raises(LedgerError, match="another stream"):
        stream(bundle, engine="draft", ledger=book)
    with book.open("a", encoding="utf-8") as file:
        file.write('{"frame": 1, "ima')
    assert len(read_ledger(book)[1]) == 1
    for frames in (2, 3):  # the torn line is gone, and the stream may be opened again and again
        with stream(bundle, engine="stub", frames=frames, batch_size=1, ledger=book) as rest:
            assert [int(batch.frames[0]) for batch in rest] == [frames - 1]
    assert [entry.frame for entry in read_ledger(book)[1]] == [0, 1, 2]
    book.write_text("nonsense\n", "utf-8")
    with pytest.raises(LedgerError, match="no line of a ledger"):
        read_ledger(book)
    book.write_text("somebody's notes", "utf-8")
    with pytest.raises(LedgerError, match="is no ledger"):
        stream(bundle, engine="stub", ledger=book)
    assert book.read_text("utf-8") == "somebody's notes"
    book.write_text('{"stre', "utf-8")  # killed in the middle of its first line
    with stream(bundle, engine="stub", frames=1, batch_size=1, ledger=book) as first:
        next(first)
    assert [entry.frame for entry in read_ledger(book)[1]] == [0]


def test_a_batch_that_comes_to_nothing_is_not_in_the_ledger_and_is_begun_again(
    tmp_path: Path,
) -> None:
    class Dying(Slow):
        def take(self, timeout_s: float | None = None) -> FrameArrays | None:
            if self.made == 5:
                raise RuntimeError("no more workers")
            return super().take(timeout_s)

    path = tmp_path / "ledger.jsonl"
    with path.open("w", encoding="utf-8") as out:
        batches = Stream(
            Dying(), ("product",), range(9), 2, None, Replay(0, 0, 0), Ledger(out, {"recipe": "r"})
        )
        assert [list(batch.frames) for batch in (next(batches), next(batches))] == [[0, 1], [2, 3]]
        with pytest.raises(RuntimeError, match="no more workers"):
            next(batches)
    assert [entry.frame for entry in read_ledger(path)[1]] == [0, 1, 2, 3]
    assert batches.next_frame == 4


@pytest.mark.parametrize("wrong", [{"shard": (2, 2)}, {"shard": (-1, 2)}, {"batch_size": 0}])
def test_a_shard_or_batch_that_cannot_be_is_refused(bundle: Bundle, wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="expected"):
        stream(bundle, engine="stub", **wrong)  # type: ignore[arg-type]


@settings(max_examples=100, deadline=None)
@given(st.permutations(range(8)), st.sets(st.integers(0, 7), max_size=3))
def test_results_in_any_order_come_out_in_theirs(order: list[int], missing: set[int]) -> None:
    shelf: Reorder[str] = Reorder(0)
    for key in order:
        shelf.put(key, None if key in missing else f"{key}")
    shelf.close()
    taken = []
    while (item := shelf.take()) is not None:
        taken.append(item)
    assert taken == [f"{key}" for key in range(8) if key not in missing]


def test_an_error_reaches_the_taker_after_what_came_before_it() -> None:
    shelf: Reorder[str] = Reorder(0)
    shelf.put(0, "a")
    shelf.fail(RuntimeError("no more"))
    assert shelf.take() == "a"
    with pytest.raises(RuntimeError, match="no more"):
        shelf.take()


def test_a_taker_waits_for_the_frame_that_is_missing() -> None:
    shelf: Reorder[str] = Reorder(0)
    shelf.put(1, "b")
    threading.Timer(0.1, lambda: shelf.put(0, "a")).start()
    start = time.monotonic()
    assert (shelf.take(5), shelf.take(5)) == ("a", "b")
    assert time.monotonic() - start < 3


class Slow:
    """A source that has one frame now and then."""

    def __init__(self) -> None:
        self.made = 0

    def take(self, timeout_s: float | None = None) -> FrameArrays | None:  # noqa: ARG002
        self.made += 1
        return arrays(self.made - 1)

    def ready(self) -> int:
        return 0

    def close(self) -> None: ...


def test_a_trainer_that_is_faster_gets_frames_again_but_each_only_so_often() -> None:
    source = Slow()
    batches = Stream(source, ("product",), range(100), 2, None, Replay(6, most=2, seed=1), None)
    got = [next(batches) for _ in range(30)]
    fresh = [int(f) for b in got for f, again in zip(b.frames, b.replayed, strict=True) if not again]
    again = [int(f) for b in got for f, again in zip(b.frames, b.replayed, strict=True) if again]
    assert fresh == list(range(len(fresh)))
    assert len(again) > len(fresh)
    assert max(again.count(frame) for frame in again) <= 2


def test_pictures_of_any_size_fit_with_their_boxes_and_masks() -> None:
    wide = fitted(arrays(1, (16, 6)), (8, 8))
    assert wide.image.shape == (8, 8, 3)
    assert wide.boxes_xyxy[0] == pytest.approx([1, 0.5, 2.5, 1.5])
    assert (wide.image[3:] == 114).all()
    same = arrays(1)
    assert fitted(same, (8, 6)) is same
    assert wide.image_digest == "1"


def test_pictures_of_different_sizes_are_refused_with_the_remedy() -> None:
    class Turning(Slow):
        def take(self, timeout_s: float | None = None) -> FrameArrays | None:  # noqa: ARG002
            self.made += 1
            return arrays(self.made, (8, 6) if self.made % 2 else (6, 8))

    with pytest.raises(ValueError, match="fit="):
        next(Stream(Turning(), ("product",), range(9), 2, None, Replay(0, 0, 0), None))


def test_the_ledger_says_what_was_left_out_and_replayed(tmp_path: Path) -> None:
    path = tmp_path / "l.jsonl"
    with path.open("w", encoding="utf-8") as out:
        book = Ledger(out, {"recipe": "r"})
        book.took(arrays(1))
        book.replayed(arrays(1))
        book.left_out(2, ("bad",))
    said = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert said[2:] == [{"replayed": 1}, {"left_out": 2, "reasons": ["bad"]}]
    assert [entry.frame for entry in read_ledger(path)[1]] == [1]


def test_the_pipe_carries_every_frame_as_webdataset_reads_it_and_the_audit_finds_it_true(
    tmp_path: Path,
) -> None:
    main = "from generator.cli import main; main()"
    book, size = tmp_path / "book.jsonl", ["--size", "96x64"]
    words = [
        "stream",
        "quick",
        "-",
        "--frames",
        "3",
        "--engine",
        "stub",
        "--masks",
        "--ledger",
        str(book),
        *size,
    ]
    sent = subprocess.run([sys.executable, "-c", main, *words], capture_output=True, check=True).stdout
    with tarfile.open(fileobj=io.BytesIO(sent)) as tar:
        names = tar.getnames()
        labels = json.load(tar.extractfile("000002.json"))  # type: ignore[arg-type]
    assert names[:3] == ["000000.jpg", "000000.ids.png", "000000.json"]
    assert len(names) == 9
    assert len(labels["boxes_xyxy"]) == len(labels["classes"]) == len(labels["instance_ids"]) > 0
    audit = ["audit", str(book), "quick", "--frames", "2", *size]
    told = subprocess.run([sys.executable, "-c", main, *audit], capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr
    assert "2 of 2 frames" in told.stdout
    book.write_text(book.read_text("utf-8").replace('"image":"', '"image":"0'), "utf-8")
    assert (
        subprocess.run([sys.executable, "-c", main, *audit], capture_output=True, check=False).returncode == 1
    )
