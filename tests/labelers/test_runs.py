"""Run-length coding of many masks at once against pycocotools' own coder, one mask at a time."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.typing import NDArray
from pycocotools import mask as coco_mask

from labelers.runs import areas_px, boxes_xyxy, encode, runs_of_map, runs_of_pixels

MAPS = hnp.arrays(
    np.int32, st.tuples(st.integers(1, 12), st.integers(1, 12)), elements=st.sampled_from([0, 0, 1, 2, 5, 9])
)
IDS = (2, 9, 1, 7)  # 7 is never there


@settings(max_examples=150, deadline=None)
@given(MAPS)
def test_codes_areas_and_boxes_equal_the_plain_way(instance_map: NDArray[np.int32]) -> None:
    runs = runs_of_map(instance_map, IDS)
    codes, areas, boxes = encode(runs), areas_px(runs), boxes_xyxy(runs)
    for k, instance_id in enumerate(IDS):
        mask = instance_map == instance_id
        expected = coco_mask.encode(np.asfortranarray(mask.astype(np.uint8)))
        assert codes[k] == {"size": list(mask.shape), "counts": expected["counts"].decode()}
        assert areas[k] == mask.sum()
        rows, columns = np.nonzero(mask)
        tight = [columns.min(), rows.min(), columns.max() + 1, rows.max() + 1] if len(rows) else [0, 0, 0, 0]
        assert boxes[k].tolist() == tight


@settings(max_examples=60, deadline=None)
@given(MAPS)
def test_runs_of_pixels_equal_runs_of_the_map(instance_map: NDArray[np.int32]) -> None:
    flat = instance_map.T.ravel()
    pixels = [np.flatnonzero(flat == i) for i in IDS]
    owner = np.repeat(np.arange(len(IDS)), [len(p) for p in pixels])
    runs = runs_of_pixels(owner, np.concatenate(pixels), len(IDS), *instance_map.shape)
    assert encode(runs) == encode(runs_of_map(instance_map, IDS))


def test_no_masks_give_no_codes() -> None:
    assert encode(runs_of_map(np.ones((3, 4), np.int32), [])) == []
