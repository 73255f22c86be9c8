"""Wear is drawn package by package, as often as the recipe says, and moves nothing else."""

from collections import Counter
from dataclasses import replace as changed

import pytest

from assets.wear import VARIANTS
from recipes.model import Merchandise
from scenes.draws import FrameDraws
from scenes.scene import Slot
from scenes.wear import AS_NEW, draw_wear


def places(slots: int, packages: int) -> list[Slot]:
    return [Slot(0, k // 8, k % 8, 0, n, 0) for k in range(slots) for n in range(packages)]


def grades(wear: float, seed: int = 1) -> Counter[int]:
    drawn = draw_wear(Merchandise(wear=wear), places(80, 25), FrameDraws(seed, 0))
    return Counter(grade for grade, _ in drawn)


def test_no_wear_is_none_and_full_wear_is_all() -> None:
    assert grades(0.0) == {0: 2000}
    assert grades(1.0) == {3: 2000}


@pytest.mark.parametrize("wear", [0.12, 0.5])
def test_each_grade_is_reached_with_the_recipe_s_chance(wear: float) -> None:
    counts = grades(wear)
    for grade, ways in enumerate((1, 3, 3, 1)):
        expected = 2000 * ways * wear**grade * (1 - wear) ** (3 - grade)
        assert abs(counts[grade] - expected) < 4 * expected**0.5 + 2


def test_variants_are_all_used_and_new_goods_have_none() -> None:
    drawn = draw_wear(Merchandise(wear=0.5), places(20, 20), FrameDraws(3, 7))
    assert {variant for grade, variant in drawn if grade} == set(range(VARIANTS))
    assert {variant for grade, variant in drawn if not grade} == {AS_NEW[1]}


def test_a_slot_s_wear_depends_on_nothing_outside_it() -> None:
    draws = FrameDraws(5, 2)
    merchandise = Merchandise(wear=0.4)
    all_of, last = places(10, 6), places(10, 6)[-6:]
    assert draw_wear(merchandise, all_of, draws)[-6:] == draw_wear(merchandise, last, draws)
    more = [*last, changed(last[-1], depth=9)]
    assert draw_wear(merchandise, more, draws)[:6] == draw_wear(merchandise, last, draws)


def test_other_frames_and_seeds_wear_other_goods() -> None:
    merchandise, slots = Merchandise(wear=0.4), places(10, 6)
    drawn = [draw_wear(merchandise, slots, FrameDraws(*at)) for at in ((5, 2), (5, 3), (6, 2))]
    assert len(set(drawn)) == 3
