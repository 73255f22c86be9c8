"""YOLO lines read back: boxes to a thousandth of a pixel, polygons filled to the mask they came from."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from label_scenes import DISTORTED, camera, clutter, shelf
from numpy.typing import NDArray

from labelers.extract import extract_labels
from labelers.formats.yolo import (
    detection_text,
    fill_polygon,
    mask_polygon,
    read_detection,
    read_segmentation,
    segmentation_text,
)
from labelers.labels import Labels
from labelers.trace import Tracer

NAMES = ("sku0", "sku1", "sku2")
W, H = 120, 90


@pytest.fixture(scope="module", params=["shelf", "clutter"])
def labels(request: pytest.FixtureRequest) -> Labels:
    view = camera(W, H, lens=DISTORTED)
    tracer = Tracer()
    one = shelf(view) if request.param == "shelf" else clutter(2, view, count=25)
    return extract_labels(one, tracer.trace(one), tracer)


def test_boxes_come_back(labels: Labels) -> None:
    found = read_detection(detection_text(labels.annotations, NAMES, W, H), W, H)
    assert [NAMES[number] for number, _ in found] == [a.category for a in labels.annotations]
    for (_, box), annotation in zip(found, labels.annotations, strict=True):
        np.testing.assert_allclose(box, annotation.box_xywh, atol=1e-3)


def test_polygons_fill_to_their_masks(labels: Labels) -> None:
    found = read_segmentation(segmentation_text(labels.annotations, NAMES, labels.instance_map), W, H)
    overlaps = []
    for (number, polygon), annotation in zip(found, labels.annotations, strict=True):
        assert NAMES[number] == annotation.category
        assert len(polygon) >= 3
        assert ((polygon > 0) & (polygon < [W, H])).all()
        mask, again = labels.instance_map == annotation.instance_id, fill_polygon(polygon, W, H)
        overlaps.append((mask & again).sum() / (mask | again).sum())
        assert (again | ~mask).all()
    assert np.mean(overlaps) > 0.97  # less than 1 where there are holes or ways between parts


@settings(max_examples=150, deadline=None)
@given(hnp.arrays(bool, st.tuples(st.integers(1, 9), st.integers(1, 9)), elements=st.booleans()))
def test_any_mask_is_covered_and_within_its_box(mask: NDArray[np.bool_]) -> None:
    if not mask.any():
        return
    polygon = mask_polygon(mask)
    assert len(polygon) >= 3
    again = fill_polygon(polygon + 0.5, mask.shape[1], mask.shape[0])
    assert again[mask].all()
    for axis in (0, 1):
        lines = np.flatnonzero(mask.any(axis))
        covered = np.flatnonzero(again.any(axis))
        assert (covered[0], covered[-1]) == (lines[0], lines[-1])


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 5), st.integers(0, 5), st.integers(1, 6), st.integers(1, 6))
def test_rectangles_come_back_exactly(x: int, y: int, w: int, h: int) -> None:
    mask = np.zeros((12, 12), bool)
    mask[y : y + h, x : x + w] = True
    np.testing.assert_array_equal(fill_polygon(mask_polygon(mask) + 0.5, 12, 12), mask)


def test_parts_are_joined_by_the_shortest_way() -> None:
    mask = np.zeros((5, 20), bool)
    mask[1:4, 1:4] = mask[1:4, 8:11] = mask[1:4, 15:18] = True
    again = fill_polygon(mask_polygon(mask) + 0.5, 20, 5)
    ways = again & ~mask
    assert again[mask].all()
    assert ways.sum() == 4 + 4
    assert len(np.unique(np.nonzero(ways)[0])) <= 2


def test_unknown_class_is_refused(labels: Labels) -> None:
    odd = [replace(labels.annotations[0], category="elsewhere")]
    with pytest.raises(ValueError, match="elsewhere"):
        detection_text(odd, NAMES, W, H)
    with pytest.raises(ValueError, match="elsewhere"):
        segmentation_text(odd, NAMES, labels.instance_map)
