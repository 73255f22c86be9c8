"""Price tags: what is printed on them and where, against single points and rays against every triangle."""

import math

import numpy as np
import pytest

from labelers.truth.tags import LEGIBLE_PX
from scenes.plan import TagFacts
from scenes.scene import Instance
from tests.labelers import label_scenes as kit
from tests.labelers.brute_force import first_hits
from tests.labelers.truth import truth_scenes
from tests.labelers.truth.scalar_camera import project
from tests.labelers.truth.truth_scenes import LENSES, Made, made

WIDE, HIGH = 320, 240


@pytest.fixture(scope="module", params=list(LENSES))
def near(request: pytest.FixtureRequest) -> Made:
    """Near enough for the larger lines to be read."""
    eye = kit.camera(WIDE, HIGH, (0.0, -0.75, 0.05), lens=LENSES[request.param], focal=0.8)
    return made(truth_scenes.shelf(eye))


def facts_of(one: Made) -> list[tuple[int, Instance, TagFacts]]:
    seen = np.unique(one.surfaces.instance_index)
    return [(i, n, n.tag) for i, n in enumerate(one.scene.instances) if n.tag and i in seen]


def test_tags_say_what_their_facts_say(near: Made) -> None:
    found = facts_of(near)
    assert len(found) == len(near.truth.tags) == 4
    for (_, _, facts), row in zip(found, near.truth.tags, strict=True):
        assert row.sku is not None
        assert row.shows_sku is not None
        named = [near.truth.skus[k].sku for k in (row.sku, row.shows_sku)]
        assert named == [facts.sku, facts.shows_sku]
        assert row.is_right == (facts.sku == facts.shows_sku)
        assert (row.price_minor, row.currency, row.gtin) == (99, "EUR", "0000000000000")
    assert {row.is_right for row in near.truth.tags} == {True, False}


def test_cards_barcodes_and_lines_have_their_corners(near: Made) -> None:
    for (_, one, facts), row in zip(facts_of(near), near.truth.tags, strict=True):
        assert row.barcode_px is not None
        assert facts.barcode_m is not None
        quads = [(row.quad_px, facts.quad_m, 0.01), (row.barcode_px, facts.barcode_m, 0.01)]
        quad_of = {line.text: line.quad_m for line in facts.lines}
        quads += [(line.quad_px, quad_of[line.text], 0.08) for line in row.lines]
        for found, corners, tolerance in quads:
            for point, corner in zip(found, corners, strict=True):
                expected = project(near.scene.camera, (one.world_from_object @ [*corner, 1])[:3].tolist())
                assert (point is None) == (expected is None)
                if point and expected:
                    assert math.dist(point, expected) < tolerance


def test_lines_too_small_to_be_read_are_left_out(near: Made) -> None:
    far = made(truth_scenes.shelf(truth_scenes.view(LENSES["pinhole"], position_m=(0.0, -4.0, 0.05))))
    assert far.truth.tags
    assert not any(row.lines for row in far.truth.tags)
    texts = {line.text for row in near.truth.tags for line in row.lines}
    assert "Name of it" in texts
    assert "small print" not in texts
    for row in near.truth.tags:
        for line in row.lines:
            a, b, c, d = line.quad_px
            if a and b and c and d:
                assert (math.dist(a, d) + math.dist(b, c)) / 2 >= LEGIBLE_PX - 0.1


def test_of_lines_as_much_is_seen_as_rays_onto_them_say(near: Made) -> None:
    shares = []
    for (index, one, facts), row in zip(facts_of(near), near.truth.tags, strict=True):
        quad_of = {line.text: np.array(line.quad_m) for line in facts.lines}
        for line in row.lines:
            a, b, _, d = quad_of[line.text]
            grid = [
                a + (b - a) * (i + 0.5) / 12 + (d - a) * (j + 0.5) / 6 for i in range(12) for j in range(6)
            ]
            points = [
                project(near.scene.camera, (one.world_from_object @ [*p, 1])[:3].tolist()) for p in grid
            ]
            inside = np.array([p for p in points if p and 0 <= p[0] < WIDE and 0 <= p[1] < HIGH]).reshape(
                -1, 2
            )
            seen = (first_hits(near.scene, inside).instance == index).sum() / len(grid)
            assert line.visible_fraction == pytest.approx(seen, abs=0.16)
            shares.append(line.visible_fraction)
    assert max(shares) == 1
    assert min(shares) < 0.8
