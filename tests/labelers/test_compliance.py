"""What was done to a shelf is what an auditor finds: no more, no less."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import astuple, replace
from functools import cache

import numpy as np
import pytest

from assets.draws import keyed_rng
from generator.bundle import open_bundle
from generator.frame import sample
from labelers.compliance import Difference, compliance, scene_compliance
from recipes.model import Recipe
from scenes.plan import CHANGE_KINDS
from scenes.sample import sample_scene
from scenes.scene import Scene
from tests.scenes.fakes import fake_catalog

SCENES = 200
RATES = (
    "out_of_stock",
    "low_stock",
    "misplaced",
    "foreign",
    "turned",
    "fallen",
    "pushed_back",
    "half_stacked",
    "wrong_tag",
    "missing_tag",
)
KINDS = ("multideck", "cooler", "kiosk", "end_cap")
TIDY = dict.fromkeys(RATES, 0)


def shelf(frame: int, planogram: dict[str, object], **fixture: object) -> Scene:
    settings = {
        "fixture": {"bays": 1, "shelves": 3, "neighbours": 0, "price_tags": 1, "promo_tags": 0, **fixture},
        "merchandise": {"assortment": {"skus": 14}, "wear": 0},
        "planogram": {"facings": {"integers": [1, 4]}, **planogram},
        "distractors": {"hanging_sign": 0, "clip_strip": 0},
    }
    return sample_scene(Recipe.model_validate(settings), fake_catalog(), frame)


def perturbed(frame: int) -> Scene:
    """A shelf of its own, each with its own mixture of perturbations, on all kinds with shelves."""
    u = [round(float(x), 3) for x in keyed_rng(5, "perturbed", frame).random(len(RATES) + 9)]
    rates = {name: round(0.4 * x**2, 3) for name, x in zip(RATES, u, strict=False)}
    rates["fallen"] = 0.0 if frame % 5 else min(rates["fallen"], 0.1)  # falling costs a second a shelf
    noise, setback, trays, overhang, pushers, tilt, disorder, boards, _ = u[len(RATES) :]
    loose: dict[str, object] = {
        "yaw_deg": {"normal": [0, 8 * noise]},
        "shift_x_m": {"uniform": [-0.01, 0.01]},
        "depth_fill": {"uniform": [0.2, 1]},
        "stack": {"uniform": [0, 1]},
        "setback_m": {"uniform": [0, 0.05 * setback]},
        "overhang": 0.3 * overhang,
        "trays": trays**2,
    }
    fixture = {
        "kind": KINDS[frame % 8] if frame % 8 < len(KINDS) else "gondola",
        "bays": 2 if frame % 4 == 0 else 1,
        "pushers": pushers**2,
        "tilt_deg": 12 * tilt if frame % 3 == 0 else 0,
        "tilted_shelves": 2,
        "setback_m": 0.1 * boards,
        "tag_disorder": disorder,
        "tag_kind": "esl" if frame % 6 == 0 else "paper",
    }
    return shelf(frame, {**loose, **rates}, **fixture)


@cache
def scenes() -> tuple[Scene, ...]:
    return tuple(perturbed(frame) for frame in range(SCENES))


def injected(scene: Scene) -> Counter[tuple[object, ...]]:
    assert scene.plan is not None
    return Counter(map(astuple, scene.plan.changes))


def test_in_200_scenes_the_difference_is_what_was_injected() -> None:
    missing, invented, kinds = Counter[object](), Counter[object](), Counter[str]()
    for scene in scenes():
        found = Counter(map(astuple, scene_compliance(scene)))
        missing.update(injected(scene) - found)
        invented.update(found - injected(scene))
        kinds.update(str(kind) for kind, *_ in found)
    assert not missing
    assert not invented
    assert all(kinds[kind] >= 10 for kind in CHANGE_KINDS), kinds


def test_what_was_injected_is_not_looked_at() -> None:
    """The plan without its changes, and packages without the slots that they were put in, say the same."""
    for scene in scenes()[:20]:
        assert scene.plan is not None
        blind = [replace(one, slot=None, instance_id=0) for one in reversed(scene.instances)]
        again = compliance(replace(scene.plan, changes=()), blind, scene.skus)
        assert again == scene_compliance(scene)


@pytest.mark.parametrize("kind", [k for k in CHANGE_KINDS if k not in ("low_stock", "fallen")])
def test_each_rate_alone_gives_its_own_kind(kind: str) -> None:
    found: list[Difference] = []
    for frame in range(4):
        found += scene_compliance(shelf(frame, {**TIDY, kind: 0.5}))
    kinds = {one.kind for one in found}
    assert kind in kinds
    # a stranger takes a package's place, and packages are gone from a front that was not pulled forward
    assert kinds <= {kind, "low_stock"} | ({"out_of_stock"} if kind in ("misplaced", "foreign") else set())


def test_a_tidy_shelf_has_no_difference() -> None:
    for frame in range(4):
        assert scene_compliance(shelf(frame, TIDY)) == ()


def test_taking_turning_and_swapping_by_hand_is_found() -> None:
    """A scene changed after sampling, which no record knows of."""
    scene = shelf(0, TIDY)
    assert scene.plan is not None
    slot = next(s for s in scene.plan.slots if s.packages >= 4)
    inside = list(_of(scene, slot.bay, slot.shelf, slot.slot))
    first = scene.instances[inside[0]]
    turn = np.array(first.world_from_object)
    turn[:2, :2] = turn[:2, :2] @ np.array([[0.0, -1.0], [1.0, 0.0]])
    other = next(s.sku for s in scene.plan.slots if s.sku != slot.sku)
    changed = list(scene.instances)
    changed[inside[0]] = replace(first, world_from_object=turn)
    changed[inside[1]] = replace(changed[inside[1]], sku=other)
    del changed[inside[2]]
    at = (slot.bay, slot.shelf, slot.slot, slot.sku)
    found = [
        d
        for d in compliance(scene.plan, changed, scene.skus)
        if d.slot == slot.slot and d.shelf == slot.shelf
    ]
    assert Difference("turned", *at, None, 1, slot.packages - 2) in found
    assert Difference("misplaced", *at, other, 1, slot.packages - 1) in found
    assert Difference("low_stock", *at, None, 2, slot.packages) in found


def _of(scene: Scene, *place: int) -> Iterator[int]:
    """The instances in a slot, those farthest back first."""
    inside = [
        (one.slot.depth, index)
        for index, one in enumerate(scene.instances)
        if one.slot and (one.slot.bay, one.slot.shelf, one.slot.slot) == place
    ]
    return (index for _, index in sorted(inside, reverse=True))


@pytest.mark.parametrize("name", ["end_cap", "kiosk", "dairy_multideck", "grocery_bay", "pegboard"])
def test_on_real_fixtures_among_others_the_difference_is_what_was_injected(name: str) -> None:
    """Whatever stands beside, behind and opposite the fixture is no part of its shelves."""
    scene = sample(open_bundle(name), 0)
    assert injected(scene)
    assert Counter(map(astuple, scene_compliance(scene))) == injected(scene)
