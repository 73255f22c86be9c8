import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.train.crops import CropRules, cropped
from generator.train.pool import Pace, Picture, Pool
from generator.train.tiles import tiles


def picture(number: int, size_wh: tuple[int, int] = (96, 64)) -> Picture:
    w, h = size_wh
    image = np.full((h, w, 3), 128, np.uint8)
    image[20:40, 30:60] = (250, 5, 5)
    return Picture(number, image, np.array([[30, 20, 60, 40]], np.float32), np.array([0]))


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10_000), mirror=st.booleans())
def test_a_crop_keeps_its_boxes_on_what_they_were_around(seed: int, mirror: bool) -> None:
    rules = CropRules((64, 48), zoom=2.0, kept=0.95, mirror=mirror)
    one = picture(0)
    sample = cropped(one.image, one.boxes_xyxy, one.labels, rules, np.random.default_rng(seed))
    assert sample.image.shape == (48, 64, 3)
    for x0, y0, x1, y1 in sample.boxes_xyxy:
        inner = sample.image[int(y0) + 3 : int(y1) - 3, int(x0) + 3 : int(x1) - 3].astype(int)
        assert (inner[..., 0] - inner[..., 1]).mean() > 60
        assert 0 <= x0 < x1 <= 64
        assert 0 <= y0 < y1 <= 48


@given(st.integers(1, 3000), st.integers(1, 3000), st.integers(64, 1280))
def test_tiles_cover_every_pixel_and_overlap_their_neighbours(w: int, h: int, tile: int) -> None:
    found = tiles((w, h), (tile, tile))
    columns = sorted({(t.x_px, t.x_px + t.width_px) for t in found})
    assert columns[0][0] == 0
    assert columns[-1][1] == w
    for (_, end), (start, _) in itertools.pairwise(columns):
        assert end - start >= min(0.2 * tile - 2, w)
    assert max(t.y_px + t.height_px for t in found) == h


@given(
    first=st.integers(1, 5), per_step=st.floats(0, 3), kept=st.integers(1, 6), steps=st.integers(1, 30),
    at=st.integers(0, 30),
)  # fmt: skip
@settings(max_examples=60, deadline=None)
def test_a_resumed_pool_gives_the_samples_of_one_that_never_stopped(
    first: int, per_step: float, kept: int, steps: int, at: int
) -> None:
    pace, rules = Pace(first, per_step, kept), CropRules((32, 32))
    at = min(at, steps - 1)

    def frames(start: int):  # type: ignore[no-untyped-def]
        number = start
        while True:
            yield picture(number)
            number += 1

    whole = Pool(frames(pace.oldest_at(0)), pace, 7)
    said = []
    for step in range(steps):
        whole.advance(step)
        said.append(whole.samples(step, 3, rules))
    resumed = Pool(frames(pace.oldest_at(at)), pace, 7, at)
    for step in range(at, steps):
        resumed.advance(step)
        again = resumed.samples(step, 3, rules)
        assert [number for number, _ in again] == [number for number, _ in said[step]]
        for (_, a), (_, b) in zip(again, said[step], strict=True):
            assert (a.image == b.image).all()


def test_the_newest_frames_are_used_at_once() -> None:
    pool = Pool((picture(n) for n in range(99)), Pace(2, 1, 8), 0)
    for step in range(5):
        assert pool.advance(step) == (2 if step == 0 else 1)
        assert pool.samples(step, 2, CropRules((32, 32)))[0][0] == 1 + step


@pytest.mark.parametrize("side", [1, 31, 64])
def test_a_picture_that_fits_is_one_tile(side: int) -> None:
    assert [(t.x_px, t.y_px, t.width_px) for t in tiles((side, side), (64, 64))] == [(0, 0, side)]
