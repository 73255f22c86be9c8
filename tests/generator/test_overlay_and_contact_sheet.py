"""Pictures of labels, and sheets of frames."""

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.contact_sheet import Cell, contact_sheet, encode_sheet
from generator.overlay import draw_boxes, draw_masks, instance_colors


def two_instances() -> tuple[np.ndarray, np.ndarray]:
    image = np.full((60, 80, 3), 128, np.uint8)
    ids = np.zeros((60, 80), np.int32)
    ids[10:40, 10:40] = 3
    ids[10:40, 40:70] = 4
    return image, ids


@given(st.integers(1, 100_000), st.integers(1, 5))
def test_an_id_has_one_colour_and_its_neighbours_clearly_others(instance_id: int, step: int) -> None:
    colors = instance_colors(np.array([instance_id, instance_id + step, instance_id])).astype(int)
    assert (colors[0] == colors[2]).all()
    assert np.abs(colors[0] - colors[1]).sum() > 60


def test_masks_tint_their_own_pixels_and_nothing_else_gets_colour() -> None:
    image, ids = two_instances()
    drawn = draw_masks(image, ids).astype(int)
    assert np.ptp(drawn[ids == 0], axis=1).max() == 0
    three, four = drawn[25, 25], drawn[25, 55]
    for pixel, instance_id in ((three, 3), (four, 4)):
        color = instance_colors(np.array([instance_id]))[0].astype(int)
        assert np.abs(pixel - (128 * 0.45 + color * 0.55)).max() <= 1
    assert image.max() == image.min() == 128


def test_a_box_runs_through_its_own_border_pixels() -> None:
    image, _ = two_instances()
    changed = np.argwhere((draw_boxes(image, [(3, (10.0, 12.0, 30.0, 20.0))]) != image).any(2))
    assert changed.min(0).tolist() == [12, 10]
    assert changed.max(0).tolist() == [31, 39]


def cells(count: int) -> list[Cell]:
    image, ids = two_instances()
    boxes = ((3, (10.0, 10.0, 30.0, 30.0)), (4, (40.0, 10.0, 30.0, 30.0)))
    return [Cell(k, np.full_like(image, 40 + 15 * k), ids, boxes) for k in range(count)]


@given(st.integers(1, 12), st.integers(20, 200))
def test_every_frame_is_on_the_sheet_once(count: int, longest_px: int) -> None:
    sheet = contact_sheet(cells(count), longest_px)
    for k in range(count):
        assert np.all(sheet == 40 + 15 * k, axis=2).any()
    assert 0.3 < sheet.shape[1] / sheet.shape[0] < 6


def test_the_labels_stand_right_of_the_picture_at_the_same_height() -> None:
    sheet = contact_sheet(cells(1), 80)
    plain = np.argwhere(np.all(sheet == 40, axis=2))
    tinted = np.argwhere(np.ptp(sheet.astype(int), axis=2) > 30)
    assert plain.max(0)[1] < tinted.min(0)[1]
    assert plain.min(0)[0] <= tinted.min(0)[0] <= plain.max(0)[0]


def test_a_sheet_is_written_as_the_suffix_says() -> None:
    sheet = contact_sheet(cells(2), 80)
    png = cv2.imdecode(np.frombuffer(encode_sheet(sheet, ".png"), np.uint8), cv2.IMREAD_COLOR)[..., ::-1]
    assert np.array_equal(png, sheet)
    assert encode_sheet(sheet, ".jpg")[:2] == b"\xff\xd8"
    with pytest.raises(ValueError, match="tif0"):
        encode_sheet(sheet, ".tif0")


def test_a_sheet_without_frames_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        contact_sheet([])
