"""What is seen, covered and cut off, and by whom: every pixel's ray against every triangle."""

import numpy as np
import pytest
from numpy.typing import NDArray

from labelers.truth.mask import area_px, full
from labelers.truth.model import Mask
from labelers.truth.segments import CLASS_ID, all_segments, semantic_map
from scenes.camera import pixel_centres
from tests.labelers import label_scenes as kit
from tests.labelers.brute_force import FirstHit, first_hits, hit_alone
from tests.labelers.truth import truth_scenes
from tests.labelers.truth.truth_scenes import LENSES, Made, made

WIDE, HIGH = 72, 54
Bools = NDArray[np.bool_]


@pytest.fixture(scope="module", params=list(LENSES))
def shelf(request: pytest.FixtureRequest) -> Made:
    """Near enough for the border to cut things off."""
    camera = kit.camera(WIDE, HIGH, (-0.3, -1.2, 0.15), lens=LENSES[request.param], focal=1.3)
    return made(truth_scenes.shelf(camera))


@pytest.fixture(scope="module")
def hits(shelf: Made) -> FirstHit:
    return first_hits(shelf.scene, pixel_centres(WIDE, HIGH).reshape(-1, 2))


def pixels(mask: Mask | None) -> Bools:
    return full(mask, HIGH, WIDE) if mask is not None else np.zeros((HIGH, WIDE), bool)


def alone(one: Made, index: int) -> Bools:
    centres = pixel_centres(WIDE, HIGH).reshape(-1, 2)
    return hit_alone(one.scene, one.scene.instances[index], centres).face.reshape(HIGH, WIDE) >= 0


def segment_of_pixels(one: Made, hits: FirstHit) -> NDArray[np.int64]:
    """The segment map again, from the brute-force hits and the instances' ids alone."""
    known = {i: n.instance_id for i, n in enumerate(one.scene.instances) if n.instance_id}
    tags = [
        i for i, n in enumerate(one.scene.instances) if n.kind == "price_tag" and (hits.instance == i).any()
    ]
    known |= {index: row.id for index, row in zip(tags, one.truth.tags, strict=True)}
    stuff = {row.semantic: row.id for row in one.truth.segments}
    names = {"board": "shelf", "back panel": "back_panel"}
    known |= {
        i: stuff[names.get(n.thing, n.thing)]
        for i, n in enumerate(one.scene.instances)
        if i not in known and (hits.instance == i).any()
    }
    return np.array([known[i] if i >= 0 else stuff["background"] for i in hits.instance]).reshape(HIGH, WIDE)


def test_every_pixel_has_the_segment_of_what_its_ray_meets(shelf: Made, hits: FirstHit) -> None:
    np.testing.assert_array_equal(shelf.segments.map, segment_of_pixels(shelf, hits))
    rows = all_segments(shelf.truth)
    assert [row.id for row in rows] == sorted(set(np.unique(shelf.segments.map).tolist()))
    for row in rows:
        ys, xs = np.nonzero(shelf.segments.map == row.id)
        assert row.area_px == len(xs)
        assert row.box_xywh == (xs.min(), ys.min(), np.ptp(xs) + 1, np.ptp(ys) + 1)
    assert {row.semantic for row in rows if row.is_thing} >= {"product", "occluder", "price_tag"}


def test_semantic_classes_are_those_of_what_is_seen(shelf: Made, hits: FirstHit) -> None:
    names = {
        "floor": "floor",
        "wall": "wall",
        "board": "shelf",
        "back panel": "back_panel",
        "trolley": "occluder",
    }
    found = semantic_map(shelf.segments.map, shelf.truth).ravel()
    for pixel, index in enumerate(hits.instance.tolist()):
        one = shelf.scene.instances[index] if index >= 0 else None
        name = "background" if one is None else names.get(one.thing, one.kind)
        assert found[pixel] == CLASS_ID[name]


def test_masks_are_what_is_seen_and_what_would_be_seen_of_a_thing_alone(shelf: Made, hits: FirstHit) -> None:
    index_of = {n.instance_id: i for i, n in enumerate(shelf.scene.instances) if n.instance_id}
    seen = hits.instance.reshape(HIGH, WIDE)
    rows = [*shelf.truth.products, *shelf.truth.occluders]
    assert {row.id for row in rows} == {i for i, k in index_of.items() if (seen == k).any()}
    assert {row.id for row in shelf.truth.hidden} == set(index_of) - {row.id for row in rows}
    for row in rows:
        np.testing.assert_array_equal(pixels(row.mask), seen == index_of[row.id])
        whole = pixels(row.amodal_mask or row.mask)
        np.testing.assert_array_equal(whole, alone(shelf, index_of[row.id]))
        assert (row.area_px, row.amodal_area_px) == (pixels(row.mask).sum(), whole.sum())
        assert row.visible_fraction == pytest.approx(row.area_px / row.amodal_area_px, abs=1e-4)


def test_who_covers_whom_adds_up_pixel_by_pixel(shelf: Made, hits: FirstHit) -> None:
    index_of = {n.instance_id: i for i, n in enumerate(shelf.scene.instances) if n.instance_id}
    segments = segment_of_pixels(shelf, hits)
    covered = 0
    for row in shelf.truth.products:
        there = segments[alone(shelf, index_of[row.id])]
        expected = {int(s): int((there == s).sum()) for s in np.unique(there) if s != row.id}
        assert dict(row.covered_by) == expected
        assert [c.pixels for c in row.covered_by] == sorted((c.pixels for c in row.covered_by), reverse=True)
        assert sum(expected.values()) == row.amodal_area_px - row.area_px
        covered += len(expected)
    assert covered > 5
    assert any(
        c.segment == shelf.truth.occluders[0].id for row in shelf.truth.products for c in row.covered_by
    )


def test_boxes_go_on_beyond_the_border_as_far_as_the_thing_does(shelf: Made) -> None:
    index_of = {n.instance_id: i for i, n in enumerate(shelf.scene.instances) if n.instance_id}
    centres = pixel_centres(3 * WIDE, 3 * HIGH) - [WIDE, HIGH]
    rows = sorted(shelf.truth.products, key=lambda row: -row.truncated_fraction)[:4]
    assert rows[0].truncated_fraction > 0
    for row in rows:
        instance = shelf.scene.instances[index_of[row.id]]
        inside = hit_alone(shelf.scene, instance, centres.reshape(-1, 2)).face.reshape(centres.shape[:2]) >= 0
        total = inside.sum()
        assert row.truncated_fraction == pytest.approx(1 - row.amodal_area_px / total, abs=1e-4)
        if row.unclipped_box_xywh is None:
            assert row.amodal_area_px == total
            continue
        ys, xs = np.nonzero(inside)
        expected = (xs.min() - WIDE, ys.min() - HIGH, np.ptp(xs) + 1, np.ptp(ys) + 1)
        assert row.unclipped_box_xywh == expected


def test_tags_are_seen_whole_and_partly_as_rays_say(shelf: Made, hits: FirstHit) -> None:
    seen = hits.instance.reshape(HIGH, WIDE)
    indices = [i for i, n in enumerate(shelf.scene.instances) if n.tag and (seen == i).any()]
    assert len(indices) == len(shelf.truth.tags) >= 2
    for index, row in zip(indices, shelf.truth.tags, strict=True):
        np.testing.assert_array_equal(pixels(row.mask), seen == index)
        whole = alone(shelf, index).sum()
        assert row.visible_fraction == pytest.approx(area_px(row.mask) / whole, abs=1e-4)
