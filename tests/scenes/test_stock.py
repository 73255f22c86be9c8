"""A fixture's hooks, bins and decks are stocked together, from one assortment."""

from types import MappingProxyType

import pytest
from plausible import bodies_of, problems
from test_plausible import catalog

import assets.fixtures.registry
import scenes.stock
from assets.archetypes.holes import hole_of
from assets.fixtures.base import FixtureSpec
from assets.fixtures.registry import FIXTURES, FixtureKind
from recipes.model import Assortment, Merchandise, Planogram, Recipe
from scenes.draws import FrameDraws
from scenes.stock import Stock, stock

KINDS = MappingProxyType(
    {
        **FIXTURES,
        "fake board": FixtureKind("fake_fixtures:board", hooked=True),
        "fake table": FixtureKind("fake_fixtures:table", view="top"),
    }
)


def stocked(kind: str, monkeypatch: pytest.MonkeyPatch, scene: int = 1) -> Stock:
    monkeypatch.setattr(assets.fixtures.registry, "FIXTURES", KINDS)
    monkeypatch.setattr(scenes.stock, "FIXTURES", KINDS)
    recipe = Recipe(
        merchandise=Merchandise(assortment=Assortment(skus=14)), planogram=Planogram(out_of_stock=0.0)
    )
    return stock(recipe, catalog(), FixtureSpec(kind=kind, height_m=1.4), FrameDraws(3, scene))


def test_a_pegboard_gets_its_hooks_where_its_goods_hang(monkeypatch: pytest.MonkeyPatch) -> None:
    found = stocked("fake board", monkeypatch)
    assert len(found.spec.hooks) == len(found.model.pegs) > 10
    assert len(found.goods) >= len(found.model.pegs)
    assert all(hole_of(sku) for sku in found.goods.skus)
    assert not problems(bodies_of(found.goods, catalog()), found.model)


def test_bins_and_decks_are_stocked_together(monkeypatch: pytest.MonkeyPatch) -> None:
    found = stocked("fake table", monkeypatch)
    shelves = {slot.shelf for slot in found.goods.slots}
    assert shelves == {0, 1}, "the deck, and the bin after it"
    assert len({sku.sku for sku in found.goods.skus}) > 3
    places = {(s.bay, s.shelf, s.slot, s.facing, s.depth, s.stack) for s in found.goods.slots}
    assert len(places) == len(found.goods)
    assert not problems(bodies_of(found.goods, catalog()), found.model)


def test_stocking_is_the_same_again(monkeypatch: pytest.MonkeyPatch) -> None:
    for kind in ("fake board", "fake table"):
        a, b = (stocked(kind, monkeypatch, 2) for _ in range(2))
        assert (a.goods.poses == b.goods.poses).all()
        assert a.goods.slots == b.goods.slots
