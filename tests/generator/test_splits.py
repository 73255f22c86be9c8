"""Parts and held-out articles: always the same, in proportion, and honoured."""

import json
from pathlib import Path

import dataset_kit as kit
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.cli import run
from generator.dataset.articles import Article, articles_bytes, articles_of, read_articles
from generator.dataset.balance import balance, greatest_cover, statistics_of
from generator.dataset.errors import FolderRefusedError
from generator.dataset.reader import Dataset
from generator.dataset.splits import PARTS, held_out, part_of_frame, read_splits, split, write_splits

SHARES = (0.7, 0.2, 0.1)


def articles(count: int, categories: int = 7) -> list[Article]:
    return [
        Article(f"s{k}", "", "b", "n", "v", ("c", str(k % categories)), (0.1, 0.1, 0.1), "", 1, "EUR")
        for k in range(count)
    ]


@given(st.integers(0, 2**40), st.integers(0, 10_000), st.integers(20, 500))
def test_any_run_of_frames_is_in_proportion(seed: int, first: int, count: int) -> None:
    parts = [part_of_frame(k, SHARES, seed) for k in range(first, first + count)]
    for part, share in zip(PARTS, SHARES, strict=True):
        assert abs(parts.count(part) - share * count) <= 5


def test_a_frame_keeps_its_part_when_others_come_and_another_seed_moves_some() -> None:
    few = split(dict.fromkeys(range(50), ()), [], SHARES)
    many = split(dict.fromkeys(range(500), ()), [], SHARES)
    assert {k: many.part_of[k] for k in range(50)} == few.part_of
    assert split(dict.fromkeys(range(500), ()), [], SHARES, seed=1).part_of != many.part_of


def test_a_part_without_a_share_gets_no_frame() -> None:
    assert {part_of_frame(k, (0.5, 0.0, 0.5), 3) for k in range(300)} == {"train", "test"}
    assert {part_of_frame(k, (1.0, 0.0, 0.0), 3) for k in range(300)} == {"train"}


@given(st.integers(0, 2**40), st.integers(0, 300), st.floats(0, 0.9))
def test_held_out_articles_are_spread_over_the_categories(seed: int, count: int, share: float) -> None:
    chosen = held_out(articles(count), share, seed)
    assert abs(len(chosen) - share * count) <= 1
    for category in range(7):
        mine = [f"s{k}" for k in range(count) if k % 7 == category]
        assert abs(len(chosen.intersection(mine)) - share * len(mine)) <= 1.5
    assert chosen == held_out(articles(count)[::-1], share, seed)


def test_by_frames_no_held_out_article_is_anywhere_but_in_the_test() -> None:
    shown = {k: {f"s{(k * 7 + j) % 40}" for j in range(3)} for k in range(200)}
    made = split(shown, articles(40), SHARES, 0.1, "frames")
    assert made.frames("train")
    for frame, skus in shown.items():
        if made.unseen & skus:
            assert made.part_of[frame] == "test"
        else:
            assert made.part_of[frame] == part_of_frame(frame, SHARES, 0)


def test_by_annotations_frames_stay_and_annotations_go() -> None:
    shown = {k: {"s1", "s2"} for k in range(100)}
    made = split(shown, articles(40), SHARES, 0.5)
    assert made.part_of == split(shown, articles(40), SHARES).part_of
    (gone,) = list(made.unseen)[:1]
    for frame in shown:
        assert made.leaves_out(frame, gone) == (made.part_of[frame] != "test")
        assert not made.leaves_out(frame, "not held out")


def test_splits_are_read_back_and_new_frames_get_the_part_they_would_have_had(tmp_path: Path) -> None:
    shown = {k: {"s1"} for k in range(30)}
    made = split(shown, articles(40), SHARES, 0.1, seed=5)
    write_splits(tmp_path, made)
    assert read_splits(tmp_path, range(30)) == made
    later = read_splits(tmp_path, range(40))
    assert later.part_of == split(dict.fromkeys(range(40), ()), [], SHARES, seed=5).part_of
    listed = [int(n) for part in PARTS for n in (tmp_path / f"splits/{part}.txt").read_text().split()]
    assert sorted(listed) == list(range(30))
    assert set((tmp_path / "splits/unseen_skus.txt").read_text().split()) == made.unseen
    (tmp_path / "splits/splits.json").write_text("{}")
    with pytest.raises(FolderRefusedError, match="Run gondola split again"):
        read_splits(tmp_path, range(30))


def test_by_frames_new_frames_ask_for_a_new_splitting(tmp_path: Path) -> None:
    write_splits(tmp_path, split({k: {f"s{k}"} for k in range(30)}, articles(40), SHARES, 0.1, "frames"))
    with pytest.raises(FolderRefusedError, match="2 frames from after its splitting"):
        read_splits(tmp_path, range(32))


def test_balance_by_hand() -> None:
    found = balance({"a": 50, "b": 30, "c": 20, "d": 9, "e": 0}, ["a", "b", "c", "d", "e", "f"], 2)
    assert (found.known, found.seen, found.boxes, found.half, found.rare) == (6, 4, 109, 2, 1)
    assert found.most == (("a", 50), ("b", 30))
    assert found.least == (("d", 9), ("c", 20))
    assert balance({"a": 3, "b": 3}, []).gini == 0
    assert balance({}, ["a"]).half == 0


@given(st.lists(st.integers(1, 50), min_size=2, max_size=20))
def test_gini_is_the_mean_difference_over_twice_the_mean(counts: list[int]) -> None:
    n, mean = len(counts), sum(counts) / len(counts)
    slow = sum(abs(a - b) for a in counts for b in counts) / (2 * n * n * mean)
    assert balance({str(k): c for k, c in enumerate(counts)}, []).gini == pytest.approx(slow)


@given(st.lists(st.tuples(*[st.integers(0, 9)] * 2, *[st.integers(1, 6)] * 2), max_size=6))
def test_covers_are_those_of_counted_pixels(boxes: list[tuple[int, int, int, int]]) -> None:
    masks = np.zeros((len(boxes), 16, 16), bool)
    for mask, (x, y, w, h) in zip(masks, boxes, strict=True):
        mask[y : y + h, x : x + w] = True
    slow = [
        max(((mask & other).sum() / mask.sum() for j, other in enumerate(masks) if j != i), default=0.0)
        for i, mask in enumerate(masks)
    ]
    np.testing.assert_allclose(greatest_cover(boxes), slow, atol=1e-12)


def test_articles_come_back(tmp_path: Path) -> None:
    skus = kit.bundle().catalog.skus
    (tmp_path / "catalog.json").write_bytes(articles_bytes(skus))
    assert read_articles(tmp_path) == articles_of(skus)
    with pytest.raises(FolderRefusedError, match="older gondola"):
        read_articles(tmp_path / "nowhere")


def test_the_commands_part_and_count(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "set"
    kit.write(folder, *range(5))
    assert (
        run(["split", str(folder), "--train", "0.6", "--val", "0.2", "--test", "0.2", "--unseen-skus", "0.1"])
        == 0
    )
    assert "SKUs held out by annotations" in capsys.readouterr().out
    assert run(["stats", str(folder)]) == 0
    text = capsys.readouterr().out
    about = statistics_of(Dataset(folder))
    assert f"{about['boxes']:,} boxes in 5 frames, policy all-visible" in text
    assert sum(of["boxes"] for of in about["parts"].values()) == about["boxes"]
    assert sum(about["boxes_by_sku"].values()) == about["boxes"]
    unseen = read_splits(folder, range(5)).unseen
    dropped = sum(
        a.sku in unseen
        for k in range(5)
        if read_splits(folder, range(5)).part_of[k] != "test"
        for a in kit.frame(k).labels.annotations
    )
    assert about["boxes"] == sum(len(kit.frame(k).labels.annotations) for k in range(5)) - dropped
    assert run(["stats", str(folder), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["boxes"] == about["boxes"]
    assert run(["split", str(folder), "--train", "0.9"]) == 2
    assert "must add up to 1; 0.9 + 0.1 + 0.1 is 1.1" in capsys.readouterr().err
    assert run(["split", str(folder), "--unseen-skus", "0.5", "--by", "frames"]) == 2
    assert "Hold out fewer" in capsys.readouterr().err
    assert run(["split", str(folder), "--by", "frames"]) == 2
    assert "--unseen-skus" in capsys.readouterr().err
