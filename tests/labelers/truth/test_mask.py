"""Masks cut out along their boxes: the same pixels as COCO's own coder says."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from pycocotools import mask as coco_mask

from labelers.runs import encode, runs_of_map
from labelers.truth.mask import (
    Mask,
    crop,
    full,
    masks_of_runs,
    packed,
    runs_of_codes,
    runs_of_masks,
    unpacked,
)

Bools = NDArray[np.bool_]


@st.composite
def instance_maps(draw: st.DrawFn) -> NDArray[np.int32]:
    height, width = draw(st.integers(1, 40)), draw(st.integers(1, 40))
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    values = rng.integers(0, 5, (height, width))
    return np.asarray(
        np.repeat(np.repeat(values, draw(st.integers(1, 4)), 0), draw(st.integers(1, 4)), 1), np.int32
    )


@given(instance_maps())
@settings(max_examples=60, deadline=None)
def test_every_mask_has_its_pixels_and_the_tight_box(instances: NDArray[np.int32]) -> None:
    height, width = instances.shape
    masks = masks_of_runs(runs_of_map(instances, [1, 2, 3, 4]))
    for number, mask in enumerate(masks, start=1):
        expected = instances == number
        if mask is None:
            assert not expected.any()
            continue
        rows, columns = np.nonzero(expected)
        assert mask.box_xywh == (
            columns.min(),
            rows.min(),
            columns.max() - columns.min() + 1,
            rows.max() - rows.min() + 1,
        )
        assert (full(mask, height, width) == expected).all()
        code = coco_mask.encode(np.asfortranarray(crop(mask), np.uint8))
        assert code["counts"].decode() == mask.coco_counts


@given(instance_maps())
@settings(max_examples=60, deadline=None)
def test_runs_survive_both_codes(instances: NDArray[np.int32]) -> None:
    ids = [i for i in (1, 2, 3, 4) if (instances == i).any()]
    if not ids:
        return
    runs = runs_of_map(instances, ids)
    masks = [mask for mask in masks_of_runs(runs) if mask]
    again = (runs_of_masks(masks, *instances.shape), runs_of_codes(encode(runs), *instances.shape))
    for found in again:
        for name in ("owner", "start", "length"):
            assert (getattr(found, name) == getattr(runs, name)).all()
        assert found.masks == len(ids)


@pytest.mark.parametrize("shape", [(3000, 7), (1, 4000)])
def test_long_runs_are_coded_as_coco_does(shape: tuple[int, int]) -> None:
    rng = np.random.default_rng(1)
    pixels = np.cumsum(rng.random(shape[0] * shape[1]) < 0.002).reshape(shape) % 2 == 1
    code = coco_mask.encode(np.asfortranarray(pixels, np.uint8))
    text = {"size": list(shape), "counts": code["counts"].decode()}
    runs = runs_of_codes([text, text], *shape)
    expected = np.flatnonzero(pixels.T.ravel())
    found = np.concatenate(
        [np.arange(s, s + n) for o, s, n in zip(runs.owner, runs.start, runs.length, strict=True) if o == 1]
    )
    assert (found == expected).all()


@given(st.text([chr(code) for code in range(48, 112)] + ["0"] * 20, max_size=200))
def test_any_text_of_coco_comes_back_from_its_short_form(text: str) -> None:
    short = packed(text)
    assert unpacked(short) == text
    assert "00" not in short
    assert len(short) <= len(text)


def test_nothing_is_nothing() -> None:
    assert masks_of_runs(runs_of_map(np.zeros((4, 5), np.int32), [])) == []
    assert masks_of_runs(runs_of_map(np.zeros((4, 5), np.int32), [3])) == [None]
    assert runs_of_masks([], 4, 5).masks == 0
    assert crop(Mask(0, 0, 1, 1, "01")).all()
