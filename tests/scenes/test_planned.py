# ruff: noqa: E501 - tables of mistakes
"""Explicit planograms stand on the shelf exactly as they are written."""

from collections import Counter
from dataclasses import astuple
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assets.catalog import open_catalog
from assets.draws import keyed_rng
from assets.fixtures.registry import FIXTURES
from assets.product import Catalog
from generator.bundle import open_bundle
from generator.frame import sample
from labelers.compliance import scene_compliance
from recipes.errors import RecipeError
from recipes.model import Recipe
from recipes.planogram_rules import WITH_SHELVES
from scenes.draws import FrameDraws
from scenes.errors import SceneError
from scenes.plan import PlannedSlot
from scenes.planned_room import check_planned
from scenes.sample import sample_scene
from scenes.scene import Scene
from scenes.stock import stock
from scenes.surroundings import draw_fixture
from tests.labelers.test_compliance import TIDY
from tests.scenes.fakes import fake_catalog
from tests.scenes.piercing import pierced
from tests.scenes.plausible import bodies_of, problems

PLAIN = {**TIDY, "yaw_deg": 0, "shift_x_m": 0}


def recipe(slots: list[dict[str, Any]], planogram: dict[str, Any] = PLAIN, **fixture: Any) -> Recipe:
    settings = {
        "fixture": {"bays": 2, "shelves": 4, "neighbours": 0, "price_tags": 1, "promo_tags": 0, **fixture},
        "planogram": {"slots": slots, **planogram},
        "merchandise": {"wear": 0},
    }
    return Recipe.model_validate(settings)


def random_plan(seed: int) -> list[dict[str, Any]]:
    """A planogram that fits: some shelves packed from the left, some by places."""
    rng = keyed_rng(seed, "plan")
    goods, slots = fake_catalog().skus, []
    for bay in (1, 2):
        for shelf in range(1, 5):
            x, by_place = 0.0, rng.random() < 0.4
            for position in range(1, 9):
                sku = goods[int(rng.integers(len(goods)))]
                wide = int(rng.integers(1, 4))
                x += float(rng.uniform(0, 0.1)) if by_place else 0.0
                end = x + wide * (sku.size_m[0] + 0.0005)
                if end > 0.97:
                    break
                slot: dict[str, Any] = {"bay": bay, "shelf": shelf, "position": position, "sku": sku.sku}
                slot |= {"facings_wide": wide, "facings_deep": int(rng.integers(0, 3))}
                slots.append(slot | ({"x_m": round(x, 4)} if by_place else {}))
                x = round(end + 0.001, 4)
    return slots


@cache
def stocked(seed: int) -> Scene:
    return sample_scene(recipe(random_plan(seed)), fake_catalog(), seed)


def planned(scene: Scene) -> tuple[PlannedSlot, ...]:
    assert scene.plan is not None
    return scene.plan.slots


@pytest.mark.parametrize("seed", range(4))
def test_every_slot_holds_what_was_written(seed: int) -> None:
    scene = stocked(seed)
    there = Counter((i.slot.bay, i.slot.shelf, i.slot.slot, i.sku) for i in scene.instances if i.slot)
    rows = random_plan(seed)
    assert len(rows) == len(planned(scene))
    for row, slot in zip(rows, planned(scene), strict=True):
        at = (row["bay"] - 1, row["shelf"] - 1, row["position"] - 1)
        assert (slot.bay, slot.shelf, slot.slot, slot.sku) == (*at, row["sku"])
        assert slot.facings_wide == row["facings_wide"]
        assert slot.facings_high == 1
        if row["facings_deep"]:
            assert slot.facings_deep == row["facings_deep"]
        assert there[*at, row["sku"]] == slot.packages
    assert sum(there.values()) == sum(slot.packages for slot in planned(scene))
    assert scene_compliance(scene) == ()


@pytest.mark.parametrize("seed", range(4))
def test_slots_stand_where_they_are_written_and_beside_each_other(seed: int) -> None:
    scene, rows = stocked(seed), random_plan(seed)
    assert scene.plan is not None
    decks = {(row.bay, row.shelf): row for row in scene.plan.rows}
    sizes = {sku.sku: sku.size_m for sku in fake_catalog().skus}
    ends: dict[tuple[int, int], float] = {}
    for row, slot in zip(rows, planned(scene), strict=True):
        deck = decks[slot.bay, slot.shelf]
        if "x_m" in row:
            assert slot.x0_m == pytest.approx(deck.x0_m + row["x_m"], abs=1e-9)
        else:
            before = ends.get((slot.bay, slot.shelf), deck.x0_m)
            assert -1e-9 <= slot.x0_m - before <= 0.0045  # nothing but the gap
        assert slot.x1_m - slot.x0_m >= slot.facings_wide * sizes[slot.sku][0] - 1e-9
        assert ends.get((slot.bay, slot.shelf), deck.x0_m) <= slot.x0_m + 1e-9
        assert slot.x1_m <= deck.x1_m + 1e-9
        ends[slot.bay, slot.shelf] = slot.x1_m


def test_a_full_shelf_has_no_room_for_errors_of_hands_but_holds_all() -> None:
    sku = fake_catalog().skus[0]
    wide = int((1.0 - 0.012 + 0.0005) / (sku.size_m[0] + 0.0005))
    loose = {**PLAIN, "yaw_deg": {"uniform": [-30, 30]}, "shift_x_m": {"uniform": [-0.02, 0.02]}, "turned": 1}
    slots = [{"shelf": 1, "position": 1, "sku": sku.sku, "facings_wide": wide}]
    scene = sample_scene(recipe(slots, loose), fake_catalog(), 0)
    assert planned(scene)[0].facings_wide == wide
    x = np.array([one.world_from_object[0, 3] for one in scene.instances if one.kind == "product"])
    assert len(np.unique(np.round(x, 2))) >= wide
    assert not [d for d in scene_compliance(scene) if d.kind in ("out_of_stock", "misplaced", "foreign")]


def test_perturbations_of_an_explicit_planogram_are_found() -> None:
    rates = {**PLAIN, "yaw_deg": {"normal": [0, 3]}} | dict.fromkeys(
        (
            "out_of_stock",
            "low_stock",
            "misplaced",
            "foreign",
            "turned",
            "pushed_back",
            "wrong_tag",
            "missing_tag",
        ),
        0.2,
    )
    kinds = set()
    for seed in range(12):
        scene = sample_scene(recipe(random_plan(seed), rates), fake_catalog(), seed)
        assert scene.plan is not None
        found = scene_compliance(scene)
        assert Counter(map(astuple, found)) == Counter(map(astuple, scene.plan.changes))
        kinds |= {one.kind for one in found}
    assert len(kinds) == 8


def test_boards_are_set_for_tall_goods_on_every_shelf_of_every_bay() -> None:
    goods = sorted(fake_catalog().skus, key=lambda sku: sku.size_m[2])
    low, high = goods[0], goods[-1]
    slots = [
        {
            "bay": bay,
            "shelf": shelf,
            "position": 1,
            "sku": (high if (bay + shelf) % 2 else low).sku,
            "facings_wide": 2,
        }
        for bay in (1, 2)
        for shelf in (1, 2, 3, 4)
    ]
    scene = sample_scene(recipe(slots, own_boards=True), fake_catalog(), 0)
    assert scene_compliance(scene) == ()
    even = sample_scene(recipe(slots, own_boards=False), fake_catalog(), 0)
    assert even.plan is not None
    heights = {(row.bay, row.shelf): row.z_m for row in even.plan.rows}
    assert all(heights[0, shelf] == heights[1, shelf] for shelf in range(4))


@pytest.mark.parametrize(
    ("slots", "fixture", "said", "path"),
    [
        ([("F000", 14, 1, 0, None)], {}, "bay 1, shelf 1: 14 facings need", "facings_wide"),
        ([("F000", 2, 1, 9, None)], {}, "9 of F000 behind each other need", "facings_deep"),
        ([("F000", 2, 20, 0, None)], {}, "this is the highest:", "facings_high"),
        ([("F000", 4, 1, 0, 0.8)], {}, "from 0.80 m on; the shelf is 0.99 m wide", "facings_wide"),
        ([("F000", 3, 1, 0, 0.0), ("F001", 1, 1, 0, 0.2)], {}, "the next one begins at 0.20 m", "facings_wide"),
        ([("F000", 7, 1, 0, None)], {"bay_width_m": {"uniform": [0.8, 1.4]}}, "the shelf is 0.79 m wide", "facings_wide"),
    ],
)  # fmt: skip
def test_what_has_no_room_is_told_for_the_smallest_fixture(
    slots: list[tuple[Any, ...]], fixture: dict[str, Any], said: str, path: str
) -> None:
    keys = ("sku", "facings_wide", "facings_high", "facings_deep", "x_m")
    rows = [
        {"shelf": 1, "position": i + 1, **dict(zip(keys, slot, strict=True))} for i, slot in enumerate(slots)
    ]
    found = check_planned(recipe(rows, **fixture), big_catalog())
    assert [finding.paths[0] for finding in found] == [("planogram", "slots", 0, path)]
    assert said in found[0].message


def big_catalog() -> Catalog:
    catalog = fake_catalog()
    assert 0.09 < catalog.skus[0].size_m[0] < 0.16
    return catalog


def test_what_passes_the_check_can_be_sampled() -> None:
    """Plans at the edge of what fits the smallest fixture stand in every frame of a varied one."""
    varied = {
        "bay_width_m": {"uniform": [0.8, 1.3]},
        "height_m": {"uniform": [1.7, 2.2]},
        "depth_m": {"uniform": [0.3, 0.6]},
        "base_height_m": {"uniform": [0.1, 0.2]},
        "tilt_deg": {"uniform": [0, 8]},
        "fence": {"choice": ["none", "wire"]},
        "kind": {"choice": ["gondola", "multideck", "cooler"]},
    }
    goods, passed = fake_catalog().skus, 0
    for seed in range(60):
        rng = keyed_rng(seed, "edge")
        slots = [
            {
                "shelf": shelf,
                "position": 1,
                "sku": goods[int(rng.integers(len(goods)))].sku,
                "facings_wide": int(rng.integers(1, 6)),
                "facings_high": int(rng.integers(1, 3)),
                "facings_deep": int(rng.integers(1, 4)),
            }
            for shelf in (1, 2, 3)
        ]
        edge = recipe(slots, bays=1, shelves=3, **varied)
        if check_planned(edge, fake_catalog()):
            continue
        passed += 1
        scene = sample_scene(edge, fake_catalog(), seed)
        assert scene_compliance(scene) == ()
        assert [s.facings_deep for s in planned(scene)] == [s["facings_deep"] for s in slots]
    assert passed >= 8


def test_kinds_with_shelves_are_those_whose_boards_can_be_set() -> None:
    assert {name for name, kind in FIXTURES.items() if kind.adjustable} == set(WITH_SHELVES)


def test_the_shipped_planogram_is_placed_and_its_key_is_its_content() -> None:
    bundle = open_bundle("planned_bays")
    scene = sample(bundle, 0)
    assert scene.plan is not None
    assert len(scene.plan.slots) == len(bundle.recipe.planogram.slots) == 34
    assert Counter(map(astuple, scene_compliance(scene))) == Counter(map(astuple, scene.plan.changes))


def test_articles_go_by_sku_or_gtin_and_unknown_ones_are_told(tmp_path: Path) -> None:
    first, second = open_catalog("builtin", 1, 240).skus[:2]
    folder = tmp_path / "recipe.yaml"
    folder.write_text("planogram: {file: plan.csv}\n")
    table = tmp_path / "plan.csv"
    table.write_text(f"shelf,sku,gtin\n1,{first.sku},\n1,,{second.gtin}\n1,{first.sku},{first.gtin}\n")
    assert [slot.sku for slot in planned(sample(open_bundle(folder), 0))] == [
        first.sku,
        second.sku,
        first.sku,
    ]
    table.write_text(
        f"shelf,sku,gtin\n1,{first.sku[:-1]}x,\n1,,4006381333931\n1,{first.sku},{second.gtin}\n1,{first.sku},4006381333931\n"
    )
    with pytest.raises(RecipeError) as caught:
        open_bundle(folder)
    told = str(caught.value).splitlines()
    assert (
        f'plan.csv:2:3: planogram.slots[0].sku: expected a SKU of the catalogue, found the text "{first.sku[:-1]}x"; did you mean "{first.sku[:-2]}'
        in told[0]
    )
    assert (
        "plan.csv:3:4: planogram.slots[1].gtin: expected a GTIN of the catalogue, found 4006381333931"
        in told[1]
    )
    assert (
        f"plan.csv:4:{4 + len(first.sku)}: planogram.slots[2].gtin: expected the GTIN of {first.sku}"
        in told[2]
    )
    assert told[3].endswith(f"found 4006381333931; {first.sku} has {first.gtin}")


def test_another_planogram_is_another_bundle(tmp_path: Path) -> None:
    recipe_file, table = tmp_path / "recipe.yaml", tmp_path / "plan.csv"
    recipe_file.write_text("planogram: {file: plan.csv}\nmerchandise: {catalog_skus: 20}\n")
    sku = open_catalog("builtin", 1, 20).skus[0].sku
    keys = []
    for text in (
        f"shelf,sku\n1,{sku}\n",
        f"shelf,sku,facings\n1,{sku},2\n",
        f"# as before\nSKU;shelf\n{sku};1\n",
    ):
        table.write_text(text)
        keys.append(open_bundle(recipe_file).key)
    assert keys[0] == keys[2] != keys[1]


def test_an_unknown_article_of_a_recipe_from_elsewhere_is_told() -> None:
    with pytest.raises(SceneError, match="the catalogue has no nothing"):
        sample_scene(recipe([{"shelf": 1, "position": 1, "sku": "nothing"}]), fake_catalog(), 0)


def test_a_planogram_that_was_not_read_is_not_forgotten() -> None:
    unread = Recipe.model_validate({"planogram": {"file": "plan.csv"}})
    with pytest.raises(SceneError, match="has not been read"):
        sample_scene(unread, fake_catalog(), 0)


def test_a_planned_shelf_is_plausible_whatever_is_done_to_it() -> None:
    """By the judge of all fixtures: nothing inside each other, nothing floats, no board is pierced."""
    bundle = open_bundle("planned_bays")
    names = ("turned", "fallen", "pushed_back", "misplaced", "foreign", "low_stock", "half_stacked")
    planogram = bundle.recipe.planogram.model_copy(update={**dict.fromkeys(names, 0.2), "yaw_deg": 4.0})
    upset = bundle.recipe.model_copy(update={"planogram": planogram})
    for frame in range(2):
        draws = FrameDraws(3, frame)
        stocked = stock(upset, bundle.catalog, draw_fixture(upset.fixture, draws), draws)
        bodies = bodies_of(stocked.goods, bundle.catalog)
        assert len(bodies) > 150
        assert [*problems(bodies, stocked.model), *pierced(bodies, stocked.model)] == []
