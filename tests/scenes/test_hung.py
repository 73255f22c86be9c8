"""Planograms on pegboards: every facing on its hook, and what is done to hooks is what an auditor finds."""

from collections import Counter
from dataclasses import astuple
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from assets.archetypes.holes import hangs_from
from assets.builtin import BuiltinCatalog
from assets.draws import keyed_rng
from assets.fixtures.base import FixtureSpec
from generator.bundle import open_bundle
from labelers.compliance import scene_compliance
from labelers.gaps import scene_gaps
from recipes.errors import RecipeError
from recipes.model import Recipe
from scenes.hooks import HOLES_M
from scenes.plan import CHANGE_KINDS
from scenes.planned import rows_of
from scenes.planned_hooks import hooks_planned
from scenes.sample import sample_scene
from scenes.scene import Scene

RATES = ("out_of_stock", "low_stock", "misplaced", "foreign", "turned", "pushed_back")
TIDY = dict.fromkeys(RATES, 0)
BAGS = "snacks-popcorn-0005-0", "snacks-popcorn-0005-1"
POUCHES = "snacks-nuts-0035-0", "snacks-nuts-0035-1"
SLOTS = (
    {"shelf": 1, "position": 1, "sku": BAGS[0], "facings_wide": 2},
    {"shelf": 1, "position": 2, "sku": BAGS[1], "facings_deep": 2},
    {"shelf": 3, "position": 1, "sku": POUCHES[0], "facings_wide": 2, "facings_deep": 4, "x_m": 0.1},
    {"shelf": 3, "position": 2, "sku": POUCHES[1], "facings_wide": 2},
    {"bay": 2, "shelf": 1, "position": 1, "sku": POUCHES[0], "facings_wide": 3},
)


@cache
def catalog() -> BuiltinCatalog:
    return BuiltinCatalog(1, 240)


def board(frame: int, planogram: dict[str, object]) -> Scene:
    settings = {
        "fixture": {"kind": "pegboard", "bays": 2, "neighbours": 0},
        "merchandise": {"wear": 0},
        "planogram": planogram,
        "distractors": {"hanging_sign": 0, "clip_strip": 0},
    }
    return sample_scene(Recipe.model_validate(settings), catalog(), frame)


def test_every_facing_hangs_from_its_own_hook_as_planned() -> None:
    scene = board(0, {**TIDY, "slots": SLOTS, "swing_deg": 0, "depth_fill": 1})
    assert scene.plan is not None
    rows = {(row.bay, row.shelf): row for row in scene.plan.rows}
    assert set(rows) == {(0, 0), (0, 2), (1, 0)}
    planned = [(s.bay, s.shelf, s.slot, s.sku, s.facings_wide) for s in scene.plan.slots]
    assert planned == [
        (s.get("bay", 1) - 1, s["shelf"] - 1, s["position"] - 1, s["sku"], s.get("facings_wide", 1))  # type: ignore[operator]
        for s in SLOTS
    ]
    assert [s.facings_deep for s in scene.plan.slots][1:3] == [2, 4]
    left = rows[0, 2].x0_m
    assert left + 0.1 <= scene.plan.slots[2].x0_m < left + 0.1 + HOLES_M
    found = Counter((o.slot.bay, o.slot.shelf, o.slot.slot, o.slot.facing) for o in scene.instances if o.slot)
    for slot in scene.plan.slots:
        for number, facing in enumerate(slot.facings):
            assert found[slot.bay, slot.shelf, slot.slot, number] == facing.deep
    for one in scene.instances:
        if one.slot is not None and one.sku:
            hole = one.world_from_object @ [0, *hangs_from(scene.skus[one.sku]), 1]
            row = rows[one.slot.bay, one.slot.shelf]
            assert row.hooks_m is not None
            assert hole[2] == pytest.approx(row.z_m + row.hooks_m, abs=1e-6)
            assert row.y_front_m < hole[1] < row.y_back_m
    assert scene_compliance(scene) == ()
    assert scene_gaps(scene) == ()


def test_rows_do_not_reach_into_each_other() -> None:
    recipe = Recipe.model_validate({"fixture": {"kind": "pegboard"}, "planogram": {"slots": SLOTS}})
    spec, _ = hooks_planned(rows_of(recipe.planogram, catalog()), FixtureSpec(kind="pegboard", bays=2))
    heads = {0: 0.0, 2: 0.0}
    for bay, row, _, z, _, drop in spec.hooks:
        if bay == 0:
            assert z - drop >= heads.get(row - 2, spec.base_height_m) - 1e-6
            heads[row] = max(heads[row], z)
    assert max(heads.values()) < spec.height_m


def test_on_24_boards_the_difference_is_what_was_injected() -> None:
    kinds, missing, invented = Counter[str](), Counter[object](), Counter[object]()
    for frame in range(24):
        u = [round(float(x), 3) for x in keyed_rng(3, "hung", frame).random(len(RATES) + 2)]
        rates: dict[str, object] = {name: 0.6 * x**2 for name, x in zip(RATES, u, strict=False)}
        slots = {"slots": SLOTS} if frame % 2 else {}
        scene = board(frame, {**rates, **slots, "depth_fill": u[-1], "swing_deg": round(8 * u[-2], 2)})
        assert scene.plan is not None
        changes = Counter(map(astuple, scene.plan.changes))
        found = Counter(map(astuple, scene_compliance(scene)))
        missing.update(changes - found)
        invented.update(found - changes)
        kinds.update(str(kind) for kind, *_ in found)
    assert not missing
    assert not invented
    assert all(kinds[kind] >= 4 for kind in CHANGE_KINDS if kind in RATES), kinds


def test_gaps_on_hooks_hold_no_package() -> None:
    scene = board(1, {**TIDY, "slots": SLOTS, "out_of_stock": 0.4, "low_stock": 0.5})
    found = scene_gaps(scene)
    assert {gap.kind for gap in found} == {"empty", "front"}
    for gap in found:
        into, (low, high) = np.linalg.inv(gap.world_from_box), gap.box_m
        for one in scene.instances:
            if one.kind == "product":
                points = scene.meshes[one.mesh].vertices_m @ one.world_from_object[:3, :3].T
                points = (points + one.world_from_object[:3, 3]) @ into[:3, :3].T + into[:3, 3]
                assert not ((points > low + 2e-3) & (points < high - 2e-3)).all(1).any()


WRONG = {
    "1,1,snacks-popcorn-0005-0,9,": "p.csv:2:27: planogram.slots[0].facings_wide: bay 1, row 1: no room for",
    "1,1,snacks-popcorn-0005-0,1,9": "p.csv:2:29: planogram.slots[0].facings_deep: bay 1, row 1: 9 of snacks",
    "1,1,breakfast-jam-0030-0,1,": "p.csv:2:5: planogram.slots[0].sku: breakfast-jam-0030-0 has nothing to",
    "9,1,snacks-popcorn-0005-0,1,\n8,1,snacks-popcorn-0005-0,1,": "9 rows of hooks are 1.",
}


@pytest.mark.parametrize(("rows", "wrong"), WRONG.items())
def test_what_cannot_hang_is_told_at_its_line(tmp_path: Path, rows: str, wrong: str) -> None:
    (tmp_path / "p.csv").write_text(f"shelf,position,sku,facings,deep\n{rows}\n")
    (tmp_path / "r.yaml").write_text("planogram: {file: p.csv}\nfixture: {kind: pegboard, bays: 1}\n")
    with pytest.raises(RecipeError) as caught:
        open_bundle(tmp_path / "r.yaml")
    assert wrong in str(caught.value)
