import itertools
import pickle
from dataclasses import asdict

import numpy as np

from assets.builtin import BuiltinCatalog
from recipes.model import Fixture
from scenes.draws import FrameDraws
from scenes.rail_tags import headers, price_tags, tag_places
from scenes.shelf_ware import dividers
from scenes.stock import Stock, stock
from scenes.surroundings import Placed, draw_fixture
from scenes.tag_facts import _facts, tag_facts
from tests.scenes.test_sample import builtin, recipe


def on_rails(**settings: object) -> tuple[list[Placed], Stock, Fixture]:
    r = recipe(fixture={"bays": 2, "shelves": 4, "price_tags": 1.0, **settings})
    draws = FrameDraws(1, 0)
    stocked = stock(r, builtin(), draw_fixture(r.fixture, draws), draws)
    places = tag_places(r.fixture, r.planogram, stocked.model, stocked.slots, draws)
    tags = list(price_tags(r.fixture, places, stocked.model, stocked.slots, draws, 512))
    return tags, stocked, r.fixture


PLAIN = {"promo_tags": 0.0, "talkers": 0.0, "rail_strips": 0.0, "tag_disorder": 0.0}


def test_tidy_tags_lie_in_their_rails_and_beside_each_other() -> None:
    tags, stocked, _ = on_rails(**PLAIN)
    rails = {(r.y_m, round(r.z_m, 9)) for r in stocked.model.rails}
    assert tags
    assert {t.kind for t in tags} == {"price_tag"}
    spans: dict[tuple[float, float], list[tuple[float, float]]] = {}
    for tag in tags:
        x, y, z = tag.pose[:3, 3]
        assert (y, round(z, 9)) in rails
        half = tag.mesh.size_m[0] / 2
        spans.setdefault((y, z), []).append((x - half, x + half))
    for row in spans.values():
        row.sort()
        assert all(a[1] < b[0] for a, b in itertools.pairwise(row))


def test_every_offer_hangs_below_a_tag() -> None:
    tags, _, _ = on_rails(**{**PLAIN, "promo_tags": 1.0})
    assert len(tags) % 2 == 0
    for tag, card in zip(tags[::2], tags[1::2], strict=True):
        assert card.pose[0, 3] == tag.pose[0, 3]
        assert card.pose[2, 3] < tag.pose[2, 3] + 0.001
        assert card.pose[1, 3] < tag.pose[1, 3]


def test_disorder_moves_tags_but_not_which_there_are() -> None:
    tidy, _, _ = on_rails(**PLAIN)
    upset, _, _ = on_rails(**{**PLAIN, "tag_disorder": 1.0})
    assert len(tidy) == len(upset)
    changed = [
        not np.array_equal(a.pose, b.pose) or a.mesh.key != b.mesh.key
        for a, b in zip(tidy, upset, strict=True)
    ]
    assert all(changed)


def test_a_header_names_every_bay() -> None:
    _, stocked, _ = on_rails(header_m=0.3)
    signs = list(headers(stocked.spec, stocked.slots, FrameDraws(1, 0), 512))
    assert len(signs) == 2
    assert all(sign.pose[2, 3] >= stocked.spec.height_m for sign in signs)


def test_some_headers_are_light_boxes_as_bright_as_the_store() -> None:
    _, stocked, _ = on_rails(header_m=0.3)
    lit = 0
    for frame in range(60):
        signs = list(headers(stocked.spec, stocked.slots, FrameDraws(1, frame), 64, 5.0))
        assert len({sign.material.lamp for sign in signs}) == 1
        assert all(sign.material.emission_w_m2 == (4.0 if sign.material.lamp else 0.0) for sign in signs)
        lit += signs[0].material.lamp
    assert 2 < lit < 20


def test_dividers_stand_between_articles_and_touch_none() -> None:
    r = recipe(fixture={"bays": 2, "shelves": 4, "dividers": 1.0}, planogram={"gap_m": 0.01})
    draws = FrameDraws(1, 0)
    stocked = stock(r, builtin(), draw_fixture(r.fixture, draws), draws)
    panes = list(dividers(r.fixture, stocked.model, stocked.slots, draws, {}))
    assert panes
    for pane in panes:
        x, z = pane.pose[0, 3], pane.pose[2, 3]
        deck = min(stocked.model.decks, key=lambda d: (abs(d.z_m - z), not d.x0_m < x < d.x1_m))
        beside = [s for s in stocked.slots if (s.bay, s.shelf) == (deck.bay, deck.shelf)]
        assert all(s.x1_m < x - 0.0007 or s.x0_m > x + 0.0007 for s in beside)


def test_what_a_tag_says_is_the_same_whether_set_now_or_later() -> None:
    sku, shown = BuiltinCatalog(3, 40).skus[:2]
    later, now = tag_facts(sku, shown, (0.06, 0.035)), _facts(sku, shown, (0.06, 0.035), 0.0)
    assert later == now
    assert now == later
    assert hash(later) == hash(now)
    assert asdict(later) == asdict(now)
    assert pickle.loads(pickle.dumps(later)) == now
    assert later != tag_facts(sku, sku, (0.06, 0.035))
