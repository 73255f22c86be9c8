"""What stands out in the store, across the aisle and behind the fixture."""

from dataclasses import replace

import numpy as np

from assets.builtin import BuiltinCatalog
from assets.fixtures.base import FixtureSpec
from assets.store import StoreSpec
from recipes.model import Camera, Fixture, Recipe, Store
from scenes.draws import FrameDraws
from scenes.hall import HALL_BAYS, Screen, hall_light, stock_hall
from scenes.lighting import Hall, lay_lights
from scenes.sample import sample_scene
from scenes.scene import Instance, Scene

CATALOG = BuiltinCatalog(1, 240)


def _scene(kind: str = "pallet", azimuth_deg: float = 0.0, behind_m: float = 8.0, bays: int = 1) -> Scene:
    recipe = Recipe(
        fixture=Fixture(kind=kind, bays=bays, neighbours=0),
        store=Store(behind_m=behind_m),
        camera=Camera(azimuth_deg=azimuth_deg, distance_m=2.2),
    )
    return sample_scene(recipe, CATALOG, 0)


def _out_there(scene: Scene) -> list[Instance]:
    return [i for i in scene.instances if i.slot is not None and i.slot.bay >= HALL_BAYS]


def test_behind_what_stands_free_there_are_labelled_goods_between_it_and_the_wall() -> None:
    scene = _scene()
    goods = _out_there(scene)
    assert len(goods) > 50
    y = np.array([i.world_from_object[1, 3] for i in goods])
    assert y.min() > 1.0
    assert y.max() < 9.0
    assert all(i.kind == "product" and i.sku in scene.skus for i in goods)
    assert [i.instance_id for i in scene.instances if i.instance_id] == sorted(
        i.instance_id for i in scene.instances if i.instance_id
    )


def test_a_wall_right_behind_leaves_no_room() -> None:
    assert not _out_there(_scene(behind_m=1.0))


def test_bays_out_there_have_numbers_of_their_own() -> None:
    goods = _out_there(_scene())
    places = [(i.slot, i.sku) for i in goods]
    assert len({slot for slot, _ in places}) == len(places)


def test_a_run_hides_what_stands_behind_it_and_goods_are_the_same_however_much_is_seen() -> None:
    short_run, long_run, behind_pallet = _scene("gondola"), _scene("gondola", bays=5), _scene()
    assert 0 < len(_out_there(short_run)) < len(_out_there(behind_pallet))
    assert not _out_there(long_run)
    poses = {(i.slot, i.sku): i.world_from_object for i in _out_there(behind_pallet)}
    oblique = _out_there(_scene(azimuth_deg=25.0))
    common = [i for i in oblique if (i.slot, i.sku) in poses]
    assert common
    assert all(np.array_equal(poses[i.slot, i.sku], i.world_from_object) for i in common)


def test_the_other_side_of_the_aisle_faces_the_fixture_where_the_camera_sees_it() -> None:
    straight, oblique = _scene("gondola"), _scene("gondola", azimuth_deg=75.0)
    assert not any(i.world_from_object[1, 3] < -2 for i in _out_there(straight))
    opposite = [i for i in _out_there(oblique) if i.world_from_object[1, 3] < -2.5]
    assert opposite
    fronts = np.array([-i.world_from_object[1, 1] for i in opposite])  # y of where their fronts look
    assert np.median(fronts) > 0.9


def test_a_screen_hides_exactly_what_no_straight_line_reaches() -> None:
    camera = _scene().camera
    screen = Screen(-1.0, 1.0, 1.8)
    rng = np.random.default_rng(2)
    points = rng.uniform((-4, -1, 0), (4, 6, 3), (400, 3))
    hidden = screen.hides(camera, points, np.zeros(len(points)))
    for point, found in zip(points, hidden, strict=True):
        path = camera.position_m + np.linspace(0, 1, 20001)[:, None] * (point - camera.position_m)
        crossing = path[np.abs(path[:, 1]).argmin()]
        behind = point[1] > 0 and abs(crossing[0]) < 1 and crossing[2] < 1.8
        if min(abs(abs(crossing[0]) - 1), abs(crossing[2] - 1.8), abs(point[1])) > 1e-2:
            assert found == behind


def test_the_light_over_the_hall_is_as_bright_on_its_floor_as_the_aisles() -> None:
    store = StoreSpec(behind_m=8.0)
    lamps, _, _ = lay_lights(Recipe().lights, FrameDraws(1, 0), Hall(1.0, 1.2, 2.6, 3.2))
    (one,) = hall_light(store, lamps, "pallet")
    assert one.power_w > 0
    assert one.world_from_light[1, 3] > store.fixture_depth_m
    assert not hall_light(store, lamps, "gondola")
    assert not hall_light(replace(store, behind_m=0.5), lamps, "pallet")


def test_what_stands_in_a_place_does_not_depend_on_the_fixture_that_is_in_front() -> None:
    draws, camera = FrameDraws(3, 1), _scene().camera
    store = StoreSpec(behind_m=8.0)
    one, other = (
        stock_hall(Recipe(), CATALOG, FixtureSpec(kind=kind), store, None, draws, camera)
        for kind in ("pallet", "bin")
    )
    assert [b.first_bay for b in one] == [b.first_bay for b in other]
    assert [g.sku for b in one for g in b.stock.goods.skus] == [
        g.sku for b in other for g in b.stock.goods.skus
    ]


def test_articles_of_tags_out_there_are_known_even_where_no_package_of_theirs_is_seen() -> None:
    recipe = Recipe(
        fixture=Fixture(kind="pegboard", neighbours=0, price_tags=1.0),
        store=Store(behind_m=4.0),
        camera=Camera(distance_m=2.2, azimuth_deg=-30.0),
    )
    scene = sample_scene(recipe, CATALOG, 1)
    shown = {name for one in scene.instances if one.tag for name in (one.tag.sku, one.tag.shows_sku)}
    assert shown - {one.sku for one in scene.instances}
    assert shown <= scene.skus.keys()
