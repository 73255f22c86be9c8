"""What goes into training and what is said when it cannot: no network needed."""

import itertools
import json
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.cli.failures import UsageError
from generator.stream.sharing import rank_in, share_of
from generator.train.crops import CropRules, cropped
from generator.train.needs import need
from generator.train.photos import PhotoError, read_coco, read_picture, unreadable
from generator.train.pool import Picture, Shuffled
from generator.train.scoring import score
from generator.train.splitting import SplitError, split_gpus


def coco(folder: Path, **changes: Any) -> Path:
    """Two photos of 40 x 30 with three boxes, one of them of a group."""
    cv2.imwrite(str(folder / "a.png"), np.full((30, 40, 3), 90, np.uint8))
    cv2.imwrite(str(folder / "b.png"), np.full((30, 40, 3), 200, np.uint8))
    boxes = [(1, [2, 3, 10, 12], 0), (1, [20, 3, 10, 12], 1), (2, [5, 5, 20, 20], 0)]
    content: dict[str, Any] = {
        "images": [{"id": 1, "file_name": "a.png"}, {"id": 2, "file_name": "b.png"}],
        "categories": [{"id": 4, "name": "jar"}, {"id": 9, "name": "box"}],
        "annotations": [
            {
                "id": k,
                "image_id": image,
                "category_id": 9,
                "bbox": box,
                "iscrowd": crowd,
                "area": box[2] * box[3],
            }
            for k, (image, box, crowd) in enumerate(boxes, 1)
        ],
    } | changes
    path = folder / "photos.json"
    path.write_text(json.dumps(content), "utf-8")
    return path


def test_photographs_come_with_their_boxes_and_without_groups(tmp_path: Path) -> None:
    found = read_coco(coco(tmp_path), tmp_path)
    assert [photo.boxes_xyxy.tolist() for photo in found.photos] == [[[2, 3, 12, 15]], [[5, 5, 25, 25]]]
    assert found.class_names == {4: "jar", 9: "box"}
    assert found.classes()(1).labels.tolist() == [1]
    one = found.one_class()(1)
    assert (one.number, one.labels.tolist(), one.image[0, 0].tolist()) == (-2, [0], [200] * 3)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"images": []}, "names no image"),
        ({"annotations": []}, "no boxes"),
        ({"annotations": [{"image_id": 1}]}, "no COCO file of instances: KeyError 'bbox'"),
        ({"annotations": [{"image_id": 7, "category_id": 1, "bbox": [1, 1, 2, 2]}]}, "KeyError 7"),
        ({"annotations": [{"image_id": 1, "category_id": 1, "bbox": [1, 2]}]}, r"annotations\[0\] .*height"),
        ({"annotations": [7]}, r"in annotations\[0\]"),
        ({"categories": [{"id": 1}]}, "'name' in its categories"),
        ({"images": [{"id": k, "file_name": f"{k}.png"} for k in (1, 2)]}, r"not there: .*1\.png"),
        ({"images": 5}, "TypeError"),
    ],
)  # fmt: skip
def test_a_coco_file_that_cannot_be_used_is_refused_by_name(
    tmp_path: Path, changes: dict[str, Any], said: str
) -> None:
    path = coco(tmp_path, **changes)
    with pytest.raises(PhotoError, match=said) as refused:
        read_coco(path, tmp_path)
    assert "photos.json" in str(refused.value)


@pytest.mark.parametrize(
    ("text", "said"), [("", "is empty"), ("[1]", "expected an object"), ("{", "no JSON")]
)
def test_what_is_no_coco_file_at_all_is_refused(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "photos.json"
    path.write_text(text)
    with pytest.raises(PhotoError, match=said):
        read_coco(path, tmp_path)
    with pytest.raises(PhotoError, match="No such file"):
        read_coco(tmp_path / "none.json", tmp_path)


def test_photos_come_as_their_boxes_were_drawn_upright_or_as_they_lie(tmp_path: Path) -> None:
    """A phone held upright stores 40 x 30 and says "turn it"; viewers show 30 x 40."""
    lying = np.zeros((30, 40, 3), np.uint8)
    lying[:10, :10] = 255
    path = tmp_path / "phone.jpg"
    jpeg = cv2.imencode(".jpg", lying)[1].tobytes()
    exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0"
    path.write_bytes(jpeg[:2] + b"\xff\xe1" + (len(exif) + 2).to_bytes(2) + exif + jpeg[2:])
    upright = read_picture(path)
    assert upright.shape == (40, 30, 3)
    assert upright[2, -3, 0] > 200
    for said, shape in (((30, 40), (40, 30)), ((40, 30), (30, 40)), ((0, 0), (40, 30)), ((99, 9), (40, 30))):
        assert read_picture(path, said).shape[:2] == shape
    images = [{"id": 1, "file_name": "phone.jpg", "width": 40, "height": 30}]
    boxes = [{"image_id": 1, "category_id": 4, "bbox": [0, 0, 10, 10]}]
    found = read_coco(coco(tmp_path, images=images, annotations=boxes), tmp_path)
    assert found.one_class()(0).image[2, 2, 0] > 200


@pytest.mark.parametrize(
    ("suffix", "pixels"),
    [
        (".jpg", np.full((30, 40), 120, np.uint8)),
        (".png", np.full((30, 40, 4), 120, np.uint8)),
        (".png", np.full((30, 40), 120 * 257, np.uint16)),
        (".tif", np.full((30, 40, 3), 120, np.uint8)),
        (".webp", np.full((30, 40, 3), 120, np.uint8)),
    ],
    ids=["grey JPEG", "PNG with alpha", "16 bits", "TIFF", "WebP"],
)  # fmt: skip
def test_pictures_of_all_kinds_come_in_three_colours_of_eight_bits(
    tmp_path: Path, suffix: str, pixels: np.ndarray[Any, Any]
) -> None:
    cv2.imwrite(str(tmp_path / f"x{suffix}"), pixels)
    read = read_picture(tmp_path / f"x{suffix}")
    assert (read.dtype, read.shape) == (np.uint8, (30, 40, 3))
    assert abs(int(read[9, 9, 0]) - 120) < 4


def test_a_damaged_photo_is_found_before_it_is_needed(tmp_path: Path) -> None:
    found = read_coco(coco(tmp_path), tmp_path).photos
    assert unreadable(found) == []
    (tmp_path / "b.png").write_bytes(b"\x89PNG no more")
    assert unreadable(found) == [tmp_path / "b.png"]


def test_a_damaged_photo_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.jpg").write_bytes(b"\xff\xd8\xff not a picture")
    with pytest.raises(PhotoError, match=r"x\.jpg cannot be read"):
        read_picture(tmp_path / "x.jpg")


def shuffled(count: int, kept_bytes: int = 1 << 30) -> Shuffled:
    image = np.full((48, 64, 3), 99, np.uint8)
    box, label = np.array([[10, 10, 30, 40]], np.float32), np.zeros(1, np.int64)
    return Shuffled(count, lambda k: Picture(k, image, box, label), 3, kept_bytes)


@given(count=st.integers(1, 9), batch=st.integers(1, 5))
def test_every_picture_of_a_dataset_comes_once_before_any_comes_again(count: int, batch: int) -> None:
    rules = CropRules((32, 32))
    numbers = [n for step in range(8) for n, _ in shuffled(count).samples(step, batch, rules)]
    for start in range(0, len(numbers) - count + 1, count):
        assert sorted(numbers[start : start + count]) == list(range(count))


def test_a_dataset_gives_the_same_crops_whatever_is_kept_and_wherever_it_begins() -> None:
    rules, once = CropRules((32, 32)), shuffled(5)
    whole = [once.samples(step, 2, rules) for step in range(6)]
    again = shuffled(5, kept_bytes=1).samples(4, 2, rules)
    assert all((a.image == b.image).all() for (_, a), (_, b) in zip(whole[4], again, strict=True))


@given(st.integers(0, 10_000))
def test_a_crop_is_resampled_where_its_boxes_are_to_a_fraction_of_a_pixel(seed: int) -> None:
    """The edges of a bright rectangle, measured from its sums, beside the box that the crop says."""
    image = np.zeros((90, 120, 3), np.uint8)
    image[30:60, 40:80] = 255
    rules = CropRules((96, 64), sizes_px=(18, 60), mirror=seed % 2 == 0, kept=0.999)
    rng = np.random.default_rng(seed)
    box = np.array([[40, 30, 80, 60]], np.float32)
    import generator.train.crops as crops

    flawed, crops.flawed = crops.flawed, lambda one, _: one
    try:
        sample = cropped(image, box, np.zeros(1, np.int64), rules, rng)
    finally:
        crops.flawed = flawed
    if not len(sample.boxes_xyxy):
        return
    bright = sample.image[..., 0].astype(float) / 255
    x0, y0, x1, y1 = sample.boxes_xyxy[0]
    ys, xs = np.mgrid[: bright.shape[0], : bright.shape[1]] + 0.5
    assert bright.sum() == pytest.approx((x1 - x0) * (y1 - y0), rel=0.03)
    assert (bright * xs).sum() / bright.sum() == pytest.approx((x0 + x1) / 2, abs=0.3)
    assert (bright * ys).sum() / bright.sum() == pytest.approx((y0 + y1) / 2, abs=0.3)


@given(ranks=st.integers(1, 6), workers=st.integers(1, 5), frames=st.integers(0, 60), start=st.integers(0, 9))
def test_ranks_and_workers_make_every_frame_exactly_once(
    ranks: int, workers: int, frames: int, start: int
) -> None:
    made = []
    for rank, worker in itertools.product(range(ranks), range(workers)):
        k, n = share_of(rank, ranks, worker, workers)
        made += list(range(start, start + frames)[k::n])
    assert sorted(made) == list(range(start, start + frames))


def test_half_of_what_torchrun_sets_is_refused() -> None:
    assert rank_in({}) == (0, 1)
    assert rank_in({"RANK": "2", "WORLD_SIZE": "4"}) == (2, 4)
    with pytest.raises(ValueError, match="together"):
        rank_in({"WORLD_SIZE": "4"})
    with pytest.raises(ValueError, match="rank 4 of 4"):
        share_of(4, 4, 0, 1)


def test_gpus_are_split_and_the_only_one_serves_both() -> None:
    assert split_gpus("0123", 1, 3) == split_gpus(["0", "1", "2", "3"], 1, 3)
    split = split_gpus("0123", 1, 2)
    assert (split.train, split.render) == (("0",), ("2", "3"))
    assert split_gpus(["7"], 1, 1).render == ("7",)
    assert split_gpus("01", 0, 2).train == ()
    with pytest.raises(SplitError, match="there are 2 GPUs"):
        split_gpus("01", 1, 2)
    with pytest.raises(SplitError, match="torchrun"):
        split_gpus("01", 2, 0)


def test_what_is_missing_is_said_with_the_pip_command() -> None:
    need("Everything", "json", "pathlib")
    with pytest.raises(UsageError, match=r"Training needs torch_that_is_not.*pip install 'gondola\[train\]'"):
        need("Training", "json", "torch_that_is_not")


def test_perfect_detections_score_one_and_none_score_zero(tmp_path: Path) -> None:
    path = coco(tmp_path)
    right = [
        {"image_id": 1, "category_id": 1, "bbox": [2, 3, 10, 12], "score": 0.9},
        {"image_id": 2, "category_id": 1, "bbox": [5, 5, 20, 20], "score": 0.8},
    ]
    assert (score(path, right).ap, score(path, right).ar50) == (1.0, 1.0)
    assert score(path, []).ap == 0
    half = score(path, right[:1])
    assert half.ar50 == 0.5
    assert 0.45 < half.ap50 < 0.55
