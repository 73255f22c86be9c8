"""Cases, pushers, overhang, electronic labels and open doors: each appears as often as the recipe says."""

from dataclasses import replace

import numpy as np
import pytest
from test_plausible import catalog

from assets.electronic_tags import THICK_M
from assets.fixtures.base import FixtureSpec
from assets.fixtures.registry import build_model
from assets.fixtures.sizes import fitted
from recipes.model import Assortment, Fixture, Merchandise, Planogram, Recipe
from scenes.draws import FrameDraws
from scenes.placement import OVERHANG
from scenes.rail_tags import headers, price_tags, tag_places
from scenes.shelf_ware import CASE_FLOOR_M, LIP_ROOM_M, shelf_ware
from scenes.stock import Stock, stock
from scenes.surroundings import Placed, draw_fixture

DRAWS = FrameDraws(3, 1)
LOW = ("canned", "breakfast", "hot_drinks", "confectionery")


def stocked(fixture: dict[str, object] | None = None, **planogram: object) -> tuple[Stock, list[Placed]]:
    tidy = {"fallen": 0.0, "turned": 0.0, "overhang": 0.0, "trays": 0.0, "gap_m": 0.006, "setback_m": 0.012}
    recipe = Recipe(
        fixture=Fixture(**{"bays": 2, "shelves": 5, **(fixture or {})}),  # type: ignore[arg-type]
        merchandise=Merchandise(assortment=Assortment(skus=40, categories=LOW)),
        planogram=Planogram(**{**tidy, **planogram}),  # type: ignore[arg-type]
    )
    found = stock(recipe, catalog(), draw_fixture(recipe.fixture, DRAWS), DRAWS)
    return found, list(shelf_ware(recipe.fixture, found, DRAWS))


def test_goods_stand_on_the_floor_of_their_cases() -> None:
    found, ware = stocked(trays=1.0)
    cases = [piece for piece in ware if piece.name == "case"]
    cased = {(s.bay, s.shelf, s.slot) for s in found.slots if s.cased}
    assert len(cases) == len(cased) > 10
    decks = {(d.bay, d.shelf): d.z_m for d in found.model.decks}
    for slot, pose in zip(found.goods.slots, found.goods.poses, strict=True):
        if slot.stack == 0:
            high = CASE_FLOOR_M if (slot.bay, slot.shelf, slot.slot) in cased else 0.0
            assert pose[2, 3] == pytest.approx(decks[slot.bay, slot.shelf] + high, abs=1e-9)


def test_flaps_of_cases_that_were_cut_open_stand_up_over_the_goods_and_under_the_board() -> None:
    found, ware = stocked({"height_m": 2.2, "shelves": 4}, trays=1.0)
    decks = {(d.bay, d.shelf): d for d in found.model.decks}
    cased = [slot for slot in found.slots if slot.cased]
    cases = [piece for piece in ware if piece.name == "case"]
    over = []
    for slot, case in zip(cased, cases, strict=True):
        top = case.mesh.bounds_m[1][2]
        assert top <= decks[slot.bay, slot.shelf].clearance_m - 0.01
        over.append(top > slot.sku.size_m[2] + 0.015)
    assert 0.1 < np.mean(over) < 0.7


def test_as_many_slots_are_in_cases_as_asked_where_there_is_room() -> None:
    full, half = (sum(s.cased for s in stocked(trays=rate)[0].slots) for rate in (1.0, 0.5))
    assert 0.3 * full < half < 0.7 * full
    assert not any(s.cased for s in stocked()[0].slots)


def test_pushers_keep_goods_at_the_lip() -> None:
    found, ware = stocked({"pushers": 1.0}, pushed_back=1.0, setback_m=0.1, out_of_stock=0.3)
    assert {(d.bay, d.shelf) for d in found.model.decks} == found.pushed
    fronts = {(d.bay, d.shelf): d.y_front_m for d in found.model.decks}
    for sku, slot, pose in zip(found.goods.skus, found.goods.slots, found.goods.poses, strict=True):
        if slot.depth == 0:
            begins = pose[1, 3] - sku.size_m[1] / 2
            assert begins == pytest.approx(fronts[slot.bay, slot.shelf] + LIP_ROOM_M, abs=1e-6)
    rows = sum(len(s.columns) for s in found.slots)
    paddles = [piece for piece in ware if piece.name == "pusher" and piece.mesh.size_m[2] > 0.01]
    assert 0.8 * rows < len(paddles) <= rows
    assert sum(piece.name == "lip" for piece in ware) == 2 * len(found.pushed)


def test_what_stands_out_over_the_edge_keeps_its_weight_on_the_board() -> None:
    found, _ = stocked(overhang=1.0)
    fronts = {(d.bay, d.shelf): d.y_front_m for d in found.model.decks}
    out = [
        (fronts[slot.bay, slot.shelf] - pose[1, 3] + sku.size_m[1] / 2) / sku.size_m[1]
        for sku, slot, pose in zip(found.goods.skus, found.goods.slots, found.goods.poses, strict=True)
        if slot.depth == 0
    ]
    assert OVERHANG[0] - 1e-6 < min(out) < max(out) < OVERHANG[1] + 1e-6
    fenced, _ = stocked({"fence": "wire"}, overhang=1.0)
    inside = [fronts[slot.bay, slot.shelf] for slot in fenced.goods.slots]
    depths = np.array([sku.size_m[1] / 2 for sku in fenced.goods.skus])
    assert (fenced.goods.poses[:, 1, 3] - depths >= np.array(inside) - 1e-9).all()


def test_electronic_labels_say_what_paper_tags_say_before_a_housing() -> None:
    found, _ = stocked()
    paper, electronic = (
        Fixture(tag_kind=kind, promo_tags=0, talkers=0, rail_strips=0) for kind in ("paper", "esl")
    )
    made = {}
    for recipe in (paper, electronic):
        places = tag_places(recipe, Planogram(), found.model, found.slots, DRAWS)
        made[recipe.tag_kind] = list(price_tags(recipe, places, found.model, found.slots, DRAWS, 512))
    labels = [tag for tag in made["esl"] if tag.kind == "price_tag"]
    housings = [tag for tag in made["esl"] if tag.kind == "fixture"]
    assert len(labels) == len(housings) > 20
    for label, body in zip(labels, housings, strict=True):
        assert np.linalg.norm(label.pose[:3, 3] - body.pose[:3, 3]) == pytest.approx(THICK_M, abs=1e-6)
        assert label.tag is not None
    said = {tag.tag.sku for tag in made["paper"] if tag.tag}
    assert len({label.tag.sku for label in labels if label.tag} & said) > 0.7 * len(said)


def test_doors_stand_open_at_their_rate_and_swing_into_the_aisle() -> None:
    spec = fitted(FixtureSpec(kind="cooler", bays=4))
    opened = []
    for variant in range(30):
        for part in build_model(replace(spec, variant=variant, open_doors=0.4)).parts:
            if part.name == "door":
                opened.append(abs(part.world_from_part[0, 1]) > 1e-6)
                low = part.mesh.vertices_m @ part.world_from_part[:3, :3].T + part.world_from_part[:3, 3]
                assert low[:, 1].max() < 0.06
    assert 0.3 < np.mean(opened) < 0.5
    shut = [p for p in build_model(spec).parts if p.name == "door"]
    assert all(np.allclose(part.world_from_part[:3, :3], np.eye(3)) for part in shut)


@pytest.mark.parametrize("kind", ["cooler", "multideck"])
def test_cold_cabinets_have_headers_on_their_canopy(kind: str) -> None:
    found, _ = stocked({"kind": kind, "header_m": 0.2})
    signs = list(headers(found.spec, found.slots, DRAWS, 256))
    assert len(signs) == found.spec.bays
    for sign in signs:
        top = sign.pose[2, 3] + sign.mesh.size_m[2]
        assert found.spec.room_top_m - 0.03 < sign.pose[2, 3] < top < found.spec.height_m


def test_nothing_on_an_angled_board_would_fall_forward() -> None:
    found, _ = stocked({"tilt_deg": 15, "tilted_shelves": 5})
    slope = np.tan(max(deck.tilt_rad for deck in found.model.decks))
    assert slope == pytest.approx(np.tan(np.radians(15)))
    piles: dict[tuple[int, ...], float] = {}
    for sku, slot in zip(found.goods.skus, found.goods.slots, strict=True):
        pile = (slot.bay, slot.shelf, slot.slot, slot.facing, slot.depth)
        piles[pile] = piles.get(pile, 0.0) + sku.size_m[2] * slope / sku.size_m[1]
    assert len(piles) > 50
    assert max(piles.values()) < 1.0
    upright, _ = stocked()
    assert any(sku.size_m[2] * slope > sku.size_m[1] for sku in upright.goods.skus)


def test_what_is_left_before_an_overhanging_package_is_put_on_the_board() -> None:
    found, _ = stocked(overhang=1.0, misplaced=1.0)
    fronts = {(d.bay, d.shelf): d.y_front_m for d in found.model.decks}
    own = {(s.bay, s.shelf, s.slot): s.sku.sku for s in found.slots}
    strangers = [
        (sku, pose, fronts[slot.bay, slot.shelf])
        for sku, slot, pose in zip(found.goods.skus, found.goods.slots, found.goods.poses, strict=True)
        if own.get((slot.bay, slot.shelf, slot.slot)) != sku.sku
    ]
    assert strangers
    assert all(pose[1, 3] > front for _, pose, front in strangers)
