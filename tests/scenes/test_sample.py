"""Whole scenes: the same everywhere, each draw at home at its own path, all goods in their place."""

import subprocess
import sys
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from fakes import fake_catalog, sku
from overlaps import Body, worst_contact_m

from assets.catalog import open_catalog
from assets.product import Catalog
from recipes.model import Recipe
from scenes.camera import project
from scenes.errors import SceneError
from scenes.sample import sample_scene
from scenes.scene import Instance, Scene
from scenes.serial import scene_digest, scene_to_json
from scenes.shelf_ware import CASE_FLOOR_M

BASE: dict[str, Any] = {
    "name": "test",
    "seed": 11,
    "camera": {"distance_m": {"uniform": [1.0, 3.0]}, "azimuth_deg": {"uniform": [-30, 30]}},
    "fixture": {"bays": 2, "shelves": {"integers": [4, 6]}, "price_tags": 0.8, "neighbours": 0},
    "merchandise": {"assortment": {"skus": {"integers": [15, 40]}}},
    "planogram": {
        "facings": {"integers": [1, 4]},
        "yaw_deg": {"normal": {"mean": 0, "std": 4, "min": -15, "max": 15}},
        "shift_x_m": {"uniform": [-0.01, 0.01]},
        "setback_m": {"uniform": [0, 0.05]},
        "gap_m": {"uniform": [0, 0.02]},
        "depth_fill": {"uniform": [0.2, 1]},
        "stack": {"uniform": [0, 1]},
        "out_of_stock": 0.1,
        "fallen": 0,  # what fell is judged by test_plausible
    },
    "lights": {"temperature_k": {"uniform": [2700, 6500]}, "illuminance_lux": {"uniform": [300, 1200]}},
    "post": {"exposure_ev": {"uniform": [-0.5, 0.5]}},
}
SECTIONS = ("camera", "products", "tags", "fixture", "store", "lights", "render", "post")


def recipe(**changes: dict[str, Any]) -> Recipe:
    """The base recipe with sections changed setting by setting."""
    merged = dict(BASE)
    for section, values in changes.items():
        merged[section] = {**BASE.get(section, {}), **values}
    return Recipe.model_validate(merged)


@cache
def builtin() -> Catalog:
    return open_catalog("builtin", 1, 120)


def parts(scene: Scene) -> dict[str, Any]:
    """A scene taken apart, so that a test can say which parts are equal. Artwork sizes are left out."""
    data = scene_to_json(scene)

    def kind(name: str) -> list[Any]:
        keep = (
            "mesh",
            "world_from_object",
            "sku",
            "slot",
            "instance_id",
            *(() if name in ("product", "price_tag") else ("materials",)),
        )
        return [[item[k] for k in keep] for item in data["instances"] if item["kind"] == name]

    return {
        "camera": data["camera"],
        "products": kind("product"),
        "tags": kind("price_tag"),
        "fixture": kind("fixture"),
        "store": kind("store"),
        "lights": (data["lights"], data["world"]),
        "render": data["render"],
        "post": data["post"],
    }


def changed(**changes: dict[str, Any]) -> set[str]:
    """The parts of frame 3 that are not what they are under the base recipe."""
    before = parts(sample_scene(recipe(), fake_catalog(), 3))
    after = parts(sample_scene(recipe(**changes), fake_catalog(), 3))
    return {name for name in SECTIONS if before[name] != after[name]}


def test_editing_one_section_leaves_the_draws_of_the_others() -> None:
    assert changed() == set()
    assert changed(camera={"distance_m": 2.0, "azimuth_deg": {"uniform": [-50, 50]}}) == {"camera"}
    assert changed(lights={"illuminance_lux": 900, "rows": 3}) == {"lights", "store"}  # the lamps are in it
    assert changed(lights={"temperature_k": 3000}) == {
        "lights",
        "store",
        "post",
    }  # white follows
    assert changed(post={"noise_iso": {"uniform": [100, 800]}}) == {"post"}
    assert changed(render={"samples": 64}) == {"render"}
    assert changed(store={"floor": "tile"}) == {"store"}
    assert changed(fixture={"price_tags": 0.4}) == {"tags"}
    assert changed(planogram={"facings": 2}) == {"products", "tags"}
    assert changed(planogram={"setback_m": 0.02}) == {"products"}
    assert "camera" not in changed(merchandise={"assortment": {"categories": ["drinks"]}})


def test_one_error_of_the_hands_changes_nothing_but_itself() -> None:
    def places(setback: Any) -> list[tuple[Any, list[float]]]:
        scene = sample_scene(recipe(planogram={"setback_m": setback, "pushed_back": 0}), fake_catalog(), 3)
        goods = [i for i in scene.instances if i.kind == "product"]
        return [(i.slot, np.delete(i.world_from_object, 7).tolist()) for i in goods]  # entry 7: y

    assert places(0.0) == places({"uniform": [0, 0.02]})


def test_frames_are_independent_of_each_other_and_differ() -> None:
    alone = scene_digest(sample_scene(recipe(), fake_catalog(), 7))
    row = [scene_digest(sample_scene(recipe(), fake_catalog(), k)) for k in range(9)]
    assert row[7] == alone
    assert len(set(row)) == len(row)


def test_a_scene_is_the_same_in_another_process_bit_for_bit() -> None:
    code = "import test_sample as t\nprint(t.scene_digest(t.sample_scene(t.recipe(), t.builtin(), 5)))"
    here = scene_digest(sample_scene(recipe(), builtin(), 5))
    folder = Path(__file__).parent
    env = {"PYTHONPATH": f"{folder}:{folder.parents[1]}", "PYTHONHASHSEED": "77"}
    there = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=env)
    assert there.stdout.strip() == here


def test_ids_count_the_products_from_the_lower_left_front_and_nothing_else_has_one() -> None:
    scene = sample_scene(recipe(), builtin(), 1)
    products = [i for i in scene.instances if i.kind == "product"]
    assert [i.instance_id for i in products] == list(range(1, len(products) + 1))
    assert all(i.instance_id == 0 for i in scene.instances if i.kind != "product")
    order = [(s.bay, s.shelf, s.slot, s.facing, s.depth, s.stack) for s in (i.slot for i in products) if s]
    assert order == sorted(set(order))
    assert len(order) == len(products) == scene.facts["products"]


def test_every_key_of_an_instance_is_in_the_tables_and_nothing_more() -> None:
    scene = sample_scene(recipe(), builtin(), 2)
    assert {i.mesh for i in scene.instances} == set(scene.meshes)
    assert {key for i in scene.instances for key in i.materials} == set(scene.materials)
    assert {i.sku for i in scene.instances} - {None} == set(scene.skus)
    for instance in scene.instances:
        assert len(instance.materials) == len(scene.meshes[instance.mesh].slots)
        rotation = instance.world_from_object[:3, :3]
        np.testing.assert_allclose(rotation @ rotation.T, np.eye(3), atol=1e-8)


def by_deck(scene: Scene) -> dict[tuple[int, int], list[tuple[Instance, Body]]]:
    decks: dict[tuple[int, int], list[tuple[Instance, Body]]] = {}
    for instance in scene.instances:
        if instance.slot is not None:
            body = Body(scene.meshes[instance.mesh], instance.world_from_object)
            decks.setdefault((instance.slot.bay, instance.slot.shelf), []).append((instance, body))
    return decks


@pytest.mark.parametrize("frame", range(6))
def test_real_packages_touch_neither_each_other_nor_the_fixture(frame: int) -> None:
    scene = sample_scene(recipe(), builtin(), frame)
    closed = [i for i in scene.instances if i.kind == "fixture" and i.thing != "case"]  # cases are hollow
    boards = [Body(scene.meshes[i.mesh], i.world_from_object) for i in closed]
    for placed in by_deck(scene).values():
        bodies = [body for _, body in placed]
        assert worst_contact_m(bodies) < 2e-5
        low, high = np.min([b.min for b in bodies], 0), np.max([b.max for b in bodies], 0)
        near = [b for b in boards if (b.min < high).all() and (b.max > low).all()]
        for body in bodies:
            for board in near:
                overlap = np.minimum(body.max, board.max) - np.maximum(body.min, board.min)
                assert overlap.min() < 1e-5


def test_real_packages_stand_on_a_board_or_on_each_other() -> None:
    scene = sample_scene(recipe(), builtin(), 4)
    parts = [(i.thing, _body(scene, i)) for i in scene.instances if i.kind == "fixture"]
    tops = {round(b.low + CASE_FLOOR_M if name == "case" else b.high, 4) for name, b in parts}
    for placed in by_deck(scene).values():
        stands = {(i.slot.slot, i.slot.facing, i.slot.depth, i.slot.stack): b for i, b in placed if i.slot}
        for (slot, facing, depth, stack), body in stands.items():
            below = stands.get((slot, facing, depth, stack - 1))
            assert (below is None) == (stack == 0)
            assert abs(body.low - below.high) < 1e-3 if below else round(body.low, 4) in tops


def _body(scene: Scene, instance: Instance) -> Body:
    return Body(scene.meshes[instance.mesh], instance.world_from_object)


def test_fit_shows_every_package_and_every_part_of_the_fixture() -> None:
    for frame in range(5):
        scene = sample_scene(recipe(camera={"framing": "fit", "roll_deg": 3}), builtin(), frame)
        shot, edge = scene.camera, np.inf
        for instance in scene.instances:
            if instance.kind in ("product", "fixture", "price_tag"):
                body = scene.meshes[instance.mesh].vertices_m @ instance.world_from_object[:3, :3].T
                uv, _ = project(shot, body + instance.world_from_object[:3, 3])
                edge = min(edge, float(np.minimum(uv, [shot.width_px, shot.height_px] - uv).min()))
        assert -2 < edge < 30  # what fits is the fixture's box; its upper front edge is air


def test_shelves_look_full() -> None:
    tidy = {"out_of_stock": 0, "yaw_deg": 0, "shift_x_m": 0, "gap_m": 0.003}
    filled = []
    for frame in range(8):
        scene = sample_scene(recipe(planogram=tidy), builtin(), frame)
        for placed in by_deck(scene).values():
            rows = [(b.min[0], b.max[0]) for i, b in placed if i.slot and i.slot.depth == i.slot.stack == 0]
            filled.append(sum(x1 - x0 for x0, x1 in rows) / 0.988)
    assert np.median(filled) > 0.8
    assert np.min(filled) > 0.5


def boards_and_least_air(frame: int, add_boards: bool) -> tuple[int, float]:
    """Shelves of a frame, and the height left over the highest goods."""
    scene = sample_scene(
        recipe(fixture={"shelves": 4, "height_m": 2.1, "add_boards": add_boards}), builtin(), frame
    )
    tops = [box.max[2] for placed in by_deck(scene).values() for _, box in placed]
    return int(scene.facts["shelves"]), float(2.1 - max(tops))


def test_boards_are_added_where_goods_leave_room_and_none_is_taken_away() -> None:
    before = [boards_and_least_air(frame, False) for frame in range(6)]
    after = [boards_and_least_air(frame, True) for frame in range(6)]
    assert all(more >= 4 == boards for (boards, _), (more, _) in zip(before, after, strict=True))
    assert sum(more for more, _ in after) > 4 * 6
    assert np.mean([air for _, air in after]) < np.mean([air for _, air in before])
    assert min(air for _, air in after) > 0


def test_the_camera_is_never_in_the_fixture_and_always_under_the_ceiling() -> None:
    near = {"distance_m": 0.2, "azimuth_deg": {"uniform": [-80, 80]}}
    for frame in range(12):
        scene = sample_scene(recipe(camera=near), fake_catalog(), frame)
        assert scene.camera.position_m[1] < -0.05
        assert 0 < scene.camera.position_m[2] < 3.2


def test_tags_are_on_rails_and_do_not_cover_each_other() -> None:
    scene = sample_scene(recipe(fixture={"price_tags": 1.0}), builtin(), 0)
    tags = sorted(
        (round(i.world_from_object[2, 3], 3), i.world_from_object[0, 3])
        for i in scene.instances
        if i.kind == "price_tag"
    )
    assert len(tags) > 10
    for (z, x), (other_z, other_x) in pairwise(tags):
        assert z != other_z or other_x - x > 0.06


def test_many_shelves_in_little_height_get_low_goods() -> None:
    crowded = recipe(fixture={"shelves": 7, "height_m": 1.5, "bays": 1})
    for frame in range(10):
        assert sample_scene(crowded, builtin(), frame).facts["products"]


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"merchandise": {"assortment": {"categories": ["food", "drnks"]}}}, "merchandise.assortment.categories[1]"),  # noqa: E501
        ({"fixture": {"shelves": 12, "height_m": 0.8}}, "fixture.shelves"),
        ({"fixture": {"bay_width_m": 0.3, "depth_m": 0.1}}, "fixture"),
        ({"fixture": {"shelves": 12, "height_m": 0.5}}, "fixture.shelves"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_path_and_remedy(changes: dict[str, Any], path: str) -> None:
    wide = fake_catalog() if path != "fixture" else type(fake_catalog())((sku("W", (0.5, 0.3, 0.2)),))
    with pytest.raises(SceneError) as caught:
        sample_scene(recipe(**changes), wide, 0)
    assert caught.value.path == path
    assert caught.value.remedy
    if path.startswith("merchandise"):
        assert "did you mean 'drinks'" in str(caught.value)


def test_projected_silhouettes_of_the_front_are_on_the_picture() -> None:
    scene = sample_scene(recipe(camera={"framing": "fit"}), builtin(), 0)
    picture = np.zeros((scene.camera.height_px, scene.camera.width_px), np.uint8)
    fronts = [i for i in scene.instances if i.slot and i.slot.depth == 0]
    for instance in fronts:
        vertices = scene.meshes[instance.mesh].vertices_m @ instance.world_from_object[:3, :3].T
        uv, _ = project(scene.camera, vertices + instance.world_from_object[:3, 3])
        cv2.fillPoly(picture, [cv2.convexHull(uv.astype(np.float32)).astype(np.int32)], 1)
    assert 0.15 < picture.mean() < 0.8


def test_a_sold_out_fixture_is_a_scene_without_products() -> None:
    scene = sample_scene(recipe(planogram={"out_of_stock": 1.0}), fake_catalog(), 0)
    assert scene.facts["products"] == 0
    assert all(i.kind != "product" for i in scene.instances)
    assert any(i.kind == "price_tag" for i in scene.instances)


def test_the_camera_takes_the_lamps_colour_for_white_but_for_its_declared_error() -> None:
    right = recipe(lights={"temperature_k": 2700}, post={"white_balance_mired": 0})
    warmer = recipe(lights={"temperature_k": 2700}, post={"white_balance_mired": -20})
    assert sample_scene(right, fake_catalog(), 0).post.white_balance_k == pytest.approx(2700)
    assert 1e6 / sample_scene(warmer, fake_catalog(), 0).post.white_balance_k == pytest.approx(
        1e6 / 2700 - 20
    )
