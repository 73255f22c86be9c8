"""What stands beside and before the fixture."""

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from assets.builtin import BuiltinCatalog
from assets.distractors.base import VARIANTS
from assets.distractors.registry import DISTRACTORS, distractor
from recipes.model import Distractors, Fixture, Planogram, Recipe
from scenes import hall, neighbours
from scenes.neighbours import falls_show
from scenes.sample import sample_scene
from scenes.scene import Scene
from scenes.serial import scene_digest

CATALOG = BuiltinCatalog(1, 240)
NOTHING = Distractors(**dict.fromkeys(Distractors.model_fields, 0.0))
ALL = Distractors(**dict.fromkeys(Distractors.model_fields, 1.0))


def _scene(neighbours: float, distractors: Distractors, frame: int = 0) -> Scene:
    fixture = Fixture(neighbours=neighbours, bays=1)
    recipe = Recipe(fixture=fixture, distractors=distractors)
    return sample_scene(recipe, CATALOG, frame)


def _own(scene: Scene) -> list[tuple[object, bytes]]:
    own = [i for i in scene.instances if i.kind == "product" and i.slot is not None and i.slot.bay == 0]
    return [(i.slot, i.world_from_object.tobytes()) for i in own]


def test_recipes_name_every_kind_of_distractor() -> None:
    assert set(Distractors.model_fields) == set(DISTRACTORS)
    assert all(len(distractor(kind, 0).mesh.faces) < 2000 for kind in DISTRACTORS)


def test_ids_run_through_the_products_and_then_the_occluders() -> None:
    scene = _scene(1.0, ALL)
    labelled = [i for i in scene.instances if i.instance_id]
    assert [i.instance_id for i in labelled] == list(range(1, len(labelled) + 1))
    kinds = [i.kind for i in labelled]
    assert kinds == sorted(kinds, key=("product", "occluder").index)
    assert "occluder" in kinds
    assert all(i.thing in DISTRACTORS for i in labelled if i.kind == "occluder")


def test_neighbours_and_distractors_leave_the_fixtures_own_goods_as_they_are() -> None:
    alone, among = _scene(0.0, NOTHING), _scene(1.0, ALL)
    assert _own(alone) == _own(among)
    bays = {i.slot.bay for i in among.instances if i.slot is not None}
    assert min(bays) < 0 < max(bays)


def test_goods_that_fall_out_of_sight_are_left_standing_and_nothing_seen_changes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fixture = Fixture(neighbours=1.0, bays=1)
    recipe = Recipe(fixture=fixture, planogram=Planogram(fallen=0.12), distractors=NOTHING)
    worth = list[float]()

    def counted(*asked: Any) -> NDArray[np.bool_]:
        worth.extend(falls_show(*asked).tolist())
        return falls_show(*asked)

    def everything(*asked: Any) -> NDArray[np.bool_]:
        return np.ones(len(asked[2]), np.bool_)

    for instead in (counted, everything):
        monkeypatch.setattr(neighbours, "falls_show", instead)
        monkeypatch.setattr(hall, "falls_show", instead)
        made = [scene_digest(sample_scene(recipe, CATALOG, frame)) for frame in range(1)]
        if instead is counted:
            lazy = made
    assert lazy == made
    assert 0.02 < np.mean(worth) < 0.7


def test_nothing_on_the_floor_stands_in_the_shelf() -> None:
    for frame in range(4):
        scene = _scene(0.0, ALL, frame)
        for one in scene.instances:
            if one.kind == "occluder" and one.thing not in ("hand", "clip_strip", "hanging_sign"):
                pose = one.world_from_object
                points = scene.meshes[one.mesh].vertices_m @ pose[:3, :3].T + pose[:3, 3]
                assert points[:, 1].max() < 0
                assert abs(points[:, 2].min()) < 0.002


def test_clip_strips_hang_from_their_edge_with_printed_or_woven_goods() -> None:
    for variant in range(VARIANTS):
        strip = distractor("clip_strip", variant)
        (low, high) = strip.mesh.bounds_m
        assert high[2] <= 0.005
        assert -1.15 < low[2] < -0.5
        assert -0.1 < low[1] < high[1] < 0.02, "flat before the shelf"
        goods = [m for m in strip.materials if m.name.startswith("goods")]
        assert len(goods) == 2
        assert all(m.texture is not None and m.texture.pixels().std() > 8 for m in goods)
