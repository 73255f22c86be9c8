"""Shelves as they really stand: nothing through anything, nothing floating, nothing off its deck."""

import hypothesis.strategies as st
import numpy as np
from fakes import FakeDeck, box_mesh, cylinder_mesh, fake_catalog, sku
from hypothesis import HealthCheck, given, settings
from overlaps import Body, depth_of_contact_m, worst_contact_m

from assets.product import Sku
from recipes.model import Planogram
from scenes.draws import FrameDraws
from scenes.placement import OVERHANG, footprint_m, is_round, max_levels
from scenes.planogram import DISORDER, ShelfSlot, fill_decks
from scenes.poses import rigid

EASY = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def bodies(slots: tuple[ShelfSlot, ...], decks: list[FakeDeck]) -> list[tuple[Body, ShelfSlot, float, float]]:
    """Every package of every slot with its deck's height and own height above the deck."""
    deck_of = {(deck.bay, deck.shelf): deck for deck in decks}
    found = []
    for slot in slots:
        deck = deck_of[slot.bay, slot.shelf]
        for column, left in zip(slot.columns, slot.lefts_m, strict=True):
            for item in column.items:
                size, round_ = (item.sku or slot.sku).size_m, is_round(item.sku or slot.sku)
                mesh = cylinder_mesh(size) if round_ else box_mesh(size)
                pose = rigid(left + item.x_m, item.y_m, deck.z_m + item.z_m, item.yaw_rad)
                found.append((Body(mesh, pose), slot, deck.z_m, item.z_m))
    return found


@st.composite
def shelves(draw: st.DrawFn) -> tuple[Planogram, list[FakeDeck], list[Sku], int]:
    span = draw(st.floats(0, 45))
    planogram = Planogram.model_validate(
        {
            "facings": {"integers": [1, draw(st.integers(1, 6))]},
            "yaw_deg": {"uniform": [-span, span]},
            "shift_x_m": {"uniform": [-0.05, draw(st.floats(-0.04, 0.05))]},
            "setback_m": {"uniform": [0, draw(st.floats(0.001, 0.5))]},
            "gap_m": {"uniform": [0, draw(st.floats(0.001, 0.3))]},
            "depth_fill": {"uniform": [0, 1]},
            "stack": {"uniform": [0, 1]},
            **{name: draw(st.floats(0, 1)) for name in DISORDER},
            "block_direction": draw(st.sampled_from(["vertical", "horizontal"])),
            "block_by": draw(st.sampled_from(["brand", "category", "none"])),
        }
    )
    width, depth = draw(st.floats(0.3, 1.4)), draw(st.floats(0.15, 0.6))
    clearance = draw(st.floats(0.1, 0.6))
    decks = [
        FakeDeck(b, s, b * 2.0, b * 2.0 + width, 0, depth, s * 0.7, clearance) for b in (0, 1) for s in (0, 1)
    ]
    goods = list(fake_catalog(40, draw(st.integers(0, 20))).skus)
    return planogram, decks, goods, draw(st.integers(0, 2**40))


def fill(
    case: tuple[Planogram, list[FakeDeck], list[Sku], int],
) -> tuple[tuple[ShelfSlot, ...], list[FakeDeck]]:
    planogram, decks, goods, seed = case
    return fill_decks(planogram, decks, goods, FrameDraws(seed, 0)), decks


@given(shelves())
@EASY
def test_no_two_packages_touch_whatever_the_errors(
    case: tuple[Planogram, list[FakeDeck], list[Sku], int],
) -> None:
    placed = bodies(*fill(case))
    by_deck: dict[tuple[int, int], list[Body]] = {}
    for body, slot, _, _ in placed:
        by_deck.setdefault((slot.bay, slot.shelf), []).append(body)
    for deck_bodies in by_deck.values():
        assert worst_contact_m(deck_bodies) < 2e-6


@given(shelves())
@EASY
def test_everything_stays_over_its_deck_and_under_the_next(
    case: tuple[Planogram, list[FakeDeck], list[Sku], int],
) -> None:
    slots, decks = fill(case)
    deck_of = {(deck.bay, deck.shelf): deck for deck in decks}
    for body, slot, _, _ in bodies(slots, decks):
        deck = deck_of[slot.bay, slot.shelf]
        assert deck.x0_m - 1e-6 <= body.min[0]
        assert body.max[0] <= deck.x1_m + 1e-6
        assert deck.y_front_m - OVERHANG[1] * slot.sku.size_m[1] - 1e-6 <= body.min[1]
        assert body.max[1] <= deck.y_back_m + 1e-6
        assert body.max[2] <= deck.z_m + deck.clearance_m + 1e-6


@given(shelves())
@EASY
def test_everything_stands_on_its_deck_or_on_the_package_below(
    case: tuple[Planogram, list[FakeDeck], list[Sku], int],
) -> None:
    slots, _ = fill(case)
    for slot in slots:
        for column in slot.columns:
            tops = {(item.depth, item.stack): item for item in column.items}
            for item in column.items:
                below = tops.get((item.depth, item.stack - 1))
                base = below.z_m + slot.sku.size_m[2] if below else 0.0
                assert item.stack == 0 or below is not None
                assert abs(item.z_m - base) < 1e-9
                if below:
                    assert abs(item.x_m - below.x_m) < slot.sku.size_m[0] / 2


@given(shelves())
@EASY
def test_a_deck_is_full_nothing_more_would_fit(
    case: tuple[Planogram, list[FakeDeck], list[Sku], int],
) -> None:
    planogram, decks, goods, _ = case
    slots, _ = fill(
        (planogram.model_copy(update={"yaw_deg": 0.0, "shift_x_m": 0.0, "turned": 0.0}), decks, goods, 3)
    )
    for deck in decks:
        here = [s for s in slots if (s.bay, s.shelf) == (deck.bay, deck.shelf)]
        used = sum(column.width_m + column.gap_m for slot in here for column in slot.columns)
        spare = deck.x1_m - deck.x0_m - used
        fitting = [
            s
            for s in goods
            if s.size_m[1] <= deck.y_back_m - deck.y_front_m and max_levels(s, deck.clearance_m) > 0
        ]
        assert all(s.size_m[0] > spare - 0.001 for s in fitting)


def test_the_judge_itself_sees_contact_and_air() -> None:
    cube = box_mesh((0.1, 0.1, 0.1))
    here = Body(cube, rigid(0, 0, 0))
    assert depth_of_contact_m(here, Body(cube, rigid(0.09, 0, 0))) > 0.009
    assert depth_of_contact_m(here, Body(cube, rigid(0.11, 0, 0))) < -0.009
    assert depth_of_contact_m(here, Body(cube, rigid(0.11, 0, 0, np.pi / 4))) > 0.009
    assert depth_of_contact_m(here, Body(cube, rigid(0, 0, 0.11))) < -0.009


def test_facings_are_as_many_as_the_recipe_says_where_they_fit() -> None:
    goods = [sku("A", (0.1, 0.1, 0.2)), sku("B", (0.08, 0.1, 0.2))]
    planogram = Planogram.model_validate({"facings": 3, "gap_m": 0.002})
    slots = fill_decks(planogram, [FakeDeck(0, 0)], goods, FrameDraws(1, 0))
    assert [(s.sku.sku, len(s.columns)) for s in slots[:3]] == [("A", 3), ("B", 3), ("A", 3)]


def test_a_footprint_turned_is_the_true_extent() -> None:
    rng = np.random.default_rng(0)
    for _ in range(50):
        size, yaw = tuple(rng.uniform(0.02, 0.3, 3)), float(rng.uniform(-np.pi, np.pi))
        body = Body(box_mesh(size), rigid(0, 0, 0, yaw))
        np.testing.assert_allclose(footprint_m(sku("x", size), yaw), (body.max - body.min)[:2], atol=1e-6)


def test_only_flat_topped_goods_are_stacked_and_never_into_towers() -> None:
    assert max_levels(sku("carton", (0.2, 0.1, 0.1)), 0.35) == 3
    assert max_levels(sku("carton", (0.2, 0.05, 0.15)), 0.9) == 1
    assert max_levels(sku("pouch", (0.2, 0.1, 0.1), "pouch"), 0.35) == 1
    assert max_levels(sku("carton", (0.2, 0.1, 0.4)), 0.35) == 0


def test_an_own_kind_of_package_is_placed_as_a_box_that_nothing_stands_on() -> None:
    own = sku("x", (0.1, 0.1, 0.1), "my_model")
    assert not is_round(own)
    assert max_levels(own, 1.0) == 1
