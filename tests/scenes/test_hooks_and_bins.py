"""Goods on hooks and in bins: where they are, which they are, and what they do not depend on."""

import itertools
from dataclasses import replace

import numpy as np
import pytest
from plausible import bodies_of
from test_plausible import BINS, catalog, skus_of

from assets.archetypes.holes import hole_of
from assets.fixtures.base import BinStyle, FixtureSpec, Peg
from recipes.model import Planogram
from scenes.draws import FrameDraws
from scenes.goods import Goods
from scenes.hanging import that_hang
from scenes.heaps import MOST_IN_ALL, UNSTACKED, fill_bins, stacked
from scenes.hooks import HOLES_M, Hook, plan_hooks
from scenes.hung import MOST_ON_HOOK, hang, hung_goods

BOARD = FixtureSpec(bays=2, bay_width_m=0.9, height_m=1.6, base_height_m=0.3)


def planned(scene: int, planogram: Planogram) -> tuple[tuple[Hook, ...], tuple[Peg, ...], Goods]:
    skus, draws = skus_of(scene, 80), FrameDraws(1, scene)
    hooks, of = plan_hooks(planogram, skus, BOARD, draws)
    pegs = tuple(Peg(h.bay, h.row, h.slot, h.x_m, 0.0, 0.2, h.z_m, h.width_m, h.drop_m) for h in hooks)
    return hooks, pegs, hung_goods(hang(planogram, catalog(), pegs, skus, draws, of))


@pytest.mark.parametrize("scene", range(3))
def test_hooks_are_on_the_boards_holes_and_leave_their_goods_room(scene: int) -> None:
    hooks, _, _ = planned(scene, Planogram())
    assert len({h.bay for h in hooks}) == BOARD.bays
    for hook in hooks:
        left = (hook.bay - BOARD.bays / 2) * BOARD.bay_width_m
        assert (hook.x_m - left) / HOLES_M == pytest.approx(round((hook.x_m - left) / HOLES_M), abs=1e-6)
        assert left < hook.x_m - hook.width_m / 2
        assert hook.x_m + hook.width_m / 2 < left + BOARD.bay_width_m
    for a, b in itertools.pairwise(hooks):
        if (a.bay, a.row) == (b.bay, b.row):
            assert b.x_m - a.x_m > (a.width_m + b.width_m) / 2 - 1e-9
    tops = {(h.bay, h.row): h.z_m for h in hooks}
    drops = {(h.bay, h.row): h.drop_m for h in hooks}
    for (bay, row), z in tops.items():
        assert z - drops[bay, row] > tops.get((bay, row - 1), BOARD.base_height_m)


def test_goods_hang_one_behind_the_other_in_their_own_room() -> None:
    hooks, _, goods = planned(1, Planogram(swing_deg=8.0, out_of_stock=0.0, misplaced=0.0))
    at = {(h.bay, h.row, h.x_m): h for h in hooks}
    depth: dict[tuple[int, int, float], float] = {}
    for body, slot, sku in zip(bodies_of(goods, catalog()), goods.slots, goods.skus, strict=True):
        x = min((h.x_m for h in hooks), key=lambda x, m=body.middle_m: abs(x - m[0]))
        place = slot.bay, slot.shelf, x
        hook = at[place]
        assert sku is hook.sku
        assert body.low_m[0] > hook.x_m - hook.width_m / 2 - 1e-4
        assert body.high_m[0] < hook.x_m + hook.width_m / 2 + 1e-4
        assert body.low_m[2] > hook.z_m - hook.drop_m - 0.02
        assert slot.depth < MOST_ON_HOOK
        assert body.middle_m[1] > depth.get(place, -1.0), "packages follow each other to the back"
        depth[place] = float(body.middle_m[1])
    assert set(depth) == set(at)


def test_only_what_has_a_hole_hangs_where_anything_has_one() -> None:
    skus = skus_of(2, 60)
    assert all(hole_of(sku) for sku in that_hang(skus))
    bottles = [sku for sku in skus if sku.archetype in ("pet_bottle", "glass_bottle")]
    assert that_hang(bottles)


@pytest.mark.parametrize("style", list(BINS))
def test_a_bin_does_not_depend_on_those_before_it(style: BinStyle) -> None:
    skus, draws = skus_of(4, 20), FrameDraws(5, 1)
    far = replace(BINS[style], x0_m=BINS[style].x0_m + 3, x1_m=BINS[style].x1_m + 3)
    alone = fill_bins(Planogram(), catalog(), [BINS[style]], skus, draws)
    both = fill_bins(Planogram(), catalog(), [BINS[style], far], skus, draws)
    assert len(alone)
    assert (both.poses[: len(alone)] == alone.poses).all()
    assert both.skus[: len(alone)] == alone.skus
    assert len({(s.shelf, s.slot, s.facing) for s in both.slots}) == len(both)


@pytest.mark.parametrize("style", ["heap", "layers", "lying"])
def test_fuller_bins_hold_more(style: BinStyle) -> None:
    skus = skus_of(6, 20)

    def count(fill: float) -> int:
        return len(fill_bins(Planogram(bin_fill=fill), catalog(), [BINS[style]], skus, FrameDraws(5, 2)))

    assert 0 < count(0.3) < count(0.9)


def test_things_on_a_belt_lie_on_the_belt_at_all_angles() -> None:
    belt = replace(BINS["lying"], x1_m=1.4)
    goods = fill_bins(Planogram(), catalog(), [belt], skus_of(8, 30), FrameDraws(5, 3))
    bodies = bodies_of(goods, catalog())
    assert len({sku.sku for sku in goods.skus}) > 4
    assert all(abs(body.low_m[2] - belt.z0_m) < 0.0015 for body in bodies)
    turns = {round(float(np.degrees(np.arctan2(pose[1, 0], pose[0, 0]))) // 45) for pose in goods.poses}
    assert len(turns) > 3


def test_pallets_carry_what_is_large_and_stacks_course_on_course() -> None:
    skus = stacked(catalog().skus)
    assert len(skus) > 5
    assert all(np.prod(sku.size_m) >= 0.0012 and sku.archetype not in UNSTACKED for sku in skus)
    assert stacked([]) == []
    few = [sku for sku in catalog().skus if sku.archetype == "jar"]
    assert stacked(few) == few, "a shop with nothing else stacks these"
    place = replace(BINS["layers"], x0_m=-0.4, x1_m=0.4, y1_m=0.7, z1_m=1.3)
    goods = fill_bins(Planogram(), catalog(), [place], skus[:3], FrameDraws(1, 0))
    tops = [body.high_m[2] for body in bodies_of(goods, catalog())]
    assert max(tops) > place.z0_m + 0.5 * (place.z1_m - place.z0_m)


def test_heaps_of_a_fixture_share_what_may_be_settled() -> None:
    small = [sku for sku in catalog().skus if sku.archetype == "flow_wrap"][:2]
    wide = [replace(BINS["heap"], x0_m=x, x1_m=x + 0.3, y1_m=0.3) for x in (-1.0, 0.0, 1.0)]
    goods = fill_bins(Planogram(bin_fill=1.0), catalog(), wide, small, FrameDraws(1, 0))
    assert 0 < len(goods) <= MOST_IN_ALL
    assert {slot.shelf for slot in goods.slots} == {0, 1, 2}
