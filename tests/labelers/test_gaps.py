"""Gaps are space where packages belong and none is: against brute force over every package's own mesh."""

import numpy as np
import pytest

from labelers.compliance import scene_compliance
from labelers.gaps import Gap, scene_gaps
from scenes.plan import PUSHED_BACK_M
from scenes.scene import Instance, Scene
from tests.labelers.test_compliance import TIDY, shelf


def corners_in_box(scene: Scene, one: Instance, gap: Gap) -> np.ndarray:
    """The vertices of an instance in the frame of a gap's box."""
    into = np.linalg.inv(gap.world_from_box) @ one.world_from_object
    return scene.meshes[one.mesh].vertices_m @ into[:3, :3].T + into[:3, 3]


def overlap_m(scene: Scene, one: Instance, gap: Gap) -> float:
    """How deep the bounds of an instance reach into a gap, along the axis where that is least."""
    points = corners_in_box(scene, one, gap)
    lo, hi = np.maximum(points.min(axis=0), gap.box_m[0]), np.minimum(points.max(axis=0), gap.box_m[1])
    return float((hi - lo).min())


def test_a_tidy_shelf_has_no_gaps() -> None:
    assert scene_gaps(shelf(0, TIDY)) == ()


def test_sold_out_slots_are_empty_gaps_as_wide_as_their_facings() -> None:
    scene = shelf(1, {**TIDY, "out_of_stock": 0.4})
    assert scene.plan is not None
    found = {(g.bay, g.shelf, g.slot): g for g in scene_gaps(scene)}
    sold_out = [c for c in scene.plan.changes if c.kind == "out_of_stock"]
    assert sold_out
    assert found.keys() == {(c.bay, c.shelf, c.slot) for c in sold_out}
    for slot in scene.plan.slots:
        gap = found.get((slot.bay, slot.shelf, slot.slot))
        if gap is not None:
            assert (gap.kind, gap.sku, gap.facings, gap.whole_slot) == (
                "empty",
                slot.sku,
                slot.facings_wide,
                True,
            )
            assert gap.box_m[0, 0] == slot.x0_m
            assert gap.box_m[1, 0] == slot.x1_m


@pytest.mark.parametrize("tilt_deg", [0, 12])
def test_no_package_reaches_into_a_gap_and_front_gaps_end_at_one(tilt_deg: float) -> None:
    rates = {**TIDY, "out_of_stock": 0.1, "pushed_back": 0.3, "low_stock": 0.3, "half_stacked": 0.3}
    kinds = set()
    for frame in range(6):
        scene = shelf(frame, rates, tilt_deg=tilt_deg, tilted_shelves=2)
        goods = [one for one in scene.instances if one.kind == "product"]
        for gap in scene_gaps(scene):
            kinds.add(gap.kind)
            assert (gap.box_m[1] > gap.box_m[0]).all()
            assert all(overlap_m(scene, one, gap) <= 1e-6 for one in goods)
            if gap.kind == "front":
                assert gap.box_m[1, 1] - gap.box_m[0, 1] >= PUSHED_BACK_M - 1e-9
                behind = gap.box_m.copy()
                behind[1, 1] += 0.002
                deeper = Gap(**{**vars(gap), "box_m": behind})
                assert any(overlap_m(scene, one, deeper) > 1e-4 for one in goods)
    assert kinds == {"empty", "front"}


def test_springs_bring_what_is_left_to_the_front() -> None:
    for frame in range(3):
        scene = shelf(frame, {**TIDY, "low_stock": 0.7}, pushers=1)
        assert {gap.kind for gap in scene_gaps(scene)} <= {"empty"}
        assert {one.kind for one in scene_compliance(scene)} == {"low_stock"}
        assert scene.plan is not None
        assert {one.kind for one in scene.plan.changes} == {"low_stock"}


def test_nothing_hides_a_gap() -> None:
    """Every facing whose box no package touches is told."""
    scene = shelf(3, {**TIDY, "low_stock": 0.6})
    assert scene.plan is not None
    told = {
        (g.bay, g.shelf, g.slot, f)
        for g in scene_gaps(scene)
        if g.kind == "empty"
        for f in range(g.first_facing, g.first_facing + g.facings)
    }
    goods = [one for one in scene.instances if one.kind == "product"]
    at = np.array([one.world_from_object[:3, 3] for one in goods])
    rows = {(row.bay, row.shelf): row for row in scene.plan.rows}
    empty = set()
    for slot in scene.plan.slots:
        for number, facing in enumerate(slot.facings):
            over = (at[:, 0] > facing.x0_m) & (at[:, 0] < facing.x1_m)
            row = rows[slot.bay, slot.shelf]
            on = (at[:, 2] > row.z_m - 0.001) & (at[:, 2] < row.z_m + row.clearance_m)
            if not (over & on).any():
                empty.add((slot.bay, slot.shelf, slot.slot, number))
    assert told == empty
    assert empty
