"""Boards are set so that every shelf has the height that its goods need, whatever the fixture takes of it."""

import math
from dataclasses import replace

import pytest
from test_plausible import catalog

from assets.fixtures.base import FixtureSpec
from assets.fixtures.registry import decks_alone
from assets.fixtures.sizes import fitted
from scenes.draws import FrameDraws
from scenes.shelving import needed_m, set_boards

LOW = [sku for sku in catalog().skus if sku.size_m[2] < 0.13]


@pytest.mark.parametrize(
    "spec",
    [
        FixtureSpec(shelves=6),
        FixtureSpec(shelves=5, tilt_deg=15, tilted_shelves=3),
        FixtureSpec(shelves=5, setback_m=0.05, rail_height_m=0.09),
        FixtureSpec(kind="end_cap", shelves=5, tilt_deg=8, tilted_shelves=5),
        fitted(FixtureSpec(kind="kiosk", shelves=6)),
        fitted(FixtureSpec(kind="cooler", shelves=6)),
        fitted(FixtureSpec(kind="multideck", shelves=5)),
    ],
    ids=lambda spec: f"{spec.kind} {spec.tilt_deg:g} {spec.setback_m:g}",
)
def test_every_deck_has_the_clearance_that_its_goods_need(spec: FixtureSpec) -> None:
    shelving = set_boards(LOW, False, spec, FrameDraws(1, 1))
    decks = decks_alone(replace(spec, deck_heights_m=shelving.deck_heights_m))
    for deck, ceiling in zip(decks, shelving.ceilings_m, strict=False):
        assert deck.clearance_m >= needed_m(ceiling) - 1e-4, deck


def test_angled_decks_keep_their_slope() -> None:
    spec = FixtureSpec(shelves=5, tilt_deg=15, tilted_shelves=2)
    shelving = set_boards(LOW, False, spec, FrameDraws(1, 1))
    decks = decks_alone(replace(spec, deck_heights_m=shelving.deck_heights_m))
    assert [round(math.degrees(deck.tilt_rad), 3) for deck in decks] == [15, 15, 0, 0, 0]
