"""Policies choose and name; they never touch a mask, and they say what they say."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from label_scenes import box, camera, fixture, pose, product, scene

from labelers.extract import extract_labels
from labelers.labels import Annotation
from labelers.policies import front_facing, lists, relabelled, selected
from labelers.trace import Tracer
from recipes.model import Labels
from recipes.policies import FIELDS, POLICIES, resolved
from scenes.scene import LabelSettings, Scene, Slot

CAMERA = camera()


def policy(name: str = "all-visible", **own: object) -> LabelSettings:
    return LabelSettings(**resolved(Labels(policy=name, **own)))  # type: ignore[arg-type]


def shelf_of(slots: list[Slot]) -> Scene:
    things = [
        replace(product(k + 1, "box", pose((0.12 * s.facing, 0.1 * s.depth, 0.2 * s.stack))), slot=s)
        for k, s in enumerate(slots)
    ]
    return scene(CAMERA, [*things, fixture("board", pose((0, 0, -0.1)))], {"box": box(), "board": box()})


annotations = st.builds(
    Annotation,
    instance_id=st.integers(1, 99),
    sku=st.sampled_from(["sku0", "sku1"]),
    category=st.just("product"),
    area_px=st.integers(1, 5000),
    box_xywh=st.just((0.0, 0.0, 1.0, 1.0)),
    mask_rle=st.just({}),
    amodal_area_px=st.just(5000),
    amodal_box_xywh=st.just((0.0, 0.0, 1.0, 1.0)),
    amodal_box_unclipped_xywh=st.just((0.0, 0.0, 1.0, 1.0)),
    amodal_mask_rle=st.just({}),
    visible_fraction=st.floats(0, 1),
    truncated_fraction=st.floats(0, 1),
    distance_m=st.just(1.0),
    slot=st.none() | st.tuples(*[st.integers(0, 4)] * 6),
    thing=st.sampled_from(["", "", "", "trolley"]),
    front=st.booleans(),
)
settings_ = st.builds(
    LabelSettings,
    min_visible_px=st.integers(1, 3000),
    min_visible_fraction=st.floats(0, 1),
    class_level=st.sampled_from(["product", "category", "brand", "sku"]),
    front_only=st.booleans(),
    max_depth_index=st.none() | st.integers(0, 4),
    max_truncation=st.floats(0, 1),
    occluders=st.booleans(),
)


@given(settings_, annotations)
def test_what_is_listed_keeps_every_limit_and_what_is_not_breaks_one(
    limits: LabelSettings, one: Annotation
) -> None:
    in_a_row = not one.thing and one.slot is not None
    broken = [
        one.area_px < limits.min_visible_px,
        one.visible_fraction < limits.min_visible_fraction,
        one.truncated_fraction > limits.max_truncation,
        bool(one.thing) and not limits.occluders,
        in_a_row and limits.front_only and not one.front,
        in_a_row and limits.max_depth_index is not None and one.slot[4] > limits.max_depth_index,  # type: ignore[index]
    ]
    assert lists(limits, one) == (not any(broken))


def test_the_front_is_what_stands_there_not_what_was_planned() -> None:
    front, behind, behind_a_gap, further = (
        Slot(0, 1, 0, 0, 0, 0),
        Slot(0, 1, 0, 0, 1, 0),
        Slot(0, 1, 0, 1, 2, 0),
        Slot(0, 1, 0, 1, 3, 0),
    )
    on_top, on_top_behind = replace(front, stack=1), replace(behind, stack=1)
    slots = [front, behind, behind_a_gap, further, on_top, on_top_behind]
    above_nothing = replace(behind, facing=2, stack=1)
    assert front_facing(shelf_of([*slots, replace(front, facing=2), above_nothing])) - {0} == {1, 3, 5, 7, 8}


def test_what_has_no_slot_is_in_front() -> None:
    lying = replace(product(1, "box", pose((0, 0, 0))), slot=None)
    assert 1 in front_facing(scene(CAMERA, [lying], {"box": box()}))


def test_a_frame_keeps_everything_that_is_seen_whatever_its_policy() -> None:
    one = shelf_of([Slot(0, 1, 0, f, d, 0) for f in range(4) for d in range(3)])
    tracer = Tracer()
    surfaces = tracer.trace(one)
    bare = extract_labels(one, surfaces, tracer)
    assert bare.others == ()
    fronts = replace(one, labels=policy("front-facings", min_visible_px=1))
    labels = extract_labels(fronts, surfaces, tracer)
    assert 0 < len(labels.annotations) < len(bare.annotations)
    assert all(a.front for a in labels.annotations)
    assert labels.everything == bare.annotations or [a.instance_id for a in labels.everything] == [
        a.instance_id for a in bare.annotations
    ]
    assert {a.instance_id for a in labels.everything} == set(surfaces.instance_map.ravel().tolist()) - {0}
    for before, after in zip(bare.annotations, labels.everything, strict=True):
        assert replace(before, category=after.category) == after


def test_relabelling_names_classes_anew_and_leaves_the_rest() -> None:
    one = shelf_of([Slot(0, 1, 0, f, 0, 0) for f in range(4)])
    tracer = Tracer()
    everything = extract_labels(one, tracer.trace(one), tracer).everything
    for level, expected in [
        ("product", lambda _: "product"),
        ("category", lambda sku: "/".join(sku.category)),
        ("brand", lambda sku: sku.brand),
        ("sku", lambda sku: sku.sku),
    ]:
        found = relabelled(policy(min_visible_px=1, class_level=level), everything, one.skus)
        assert [a.category for a in found] == [expected(one.skus[a.sku]) for a in everything]
        assert [replace(a, category="") for a in found] == [replace(a, category="") for a in everything]
    assert {a.category for a in relabelled(policy("sku110k", min_visible_px=1), everything, one.skus)} == {
        "object"
    }


@pytest.mark.parametrize("name", sorted(POLICIES))
def test_a_named_policy_decides_every_field_and_its_overrides_show_in_its_name(name: str) -> None:
    assert set(POLICIES[name].values) == set(FIELDS)
    assert policy(name).name == name
    free = next(f for f in ("min_visible_px",) if f not in POLICIES[name].fixed)
    assert policy(name, **{free: 999}).name == f"{name}+"
    assert policy(name, **{free: POLICIES[name].values[free]}).name == name


def test_selected_keeps_the_order() -> None:
    one = shelf_of([Slot(0, 1, 0, f, 0, 0) for f in range(4)])
    tracer = Tracer()
    everything = extract_labels(one, tracer.trace(one), tracer).everything
    kept = selected(policy(min_visible_px=1), everything)
    assert [a.instance_id for a in kept] == sorted(a.instance_id for a in kept)
