import numpy as np
import pytest

from assets.floors import FLOORS, WEAR_GRADES, FloorTexture
from assets.material import Texture
from assets.store import WALLS, StoreSpec, store
from tests.assets.mesh_checks import face_normals


@pytest.mark.parametrize("floor", FLOORS)
def test_a_floor_keeps_its_colour_on_average_and_varies(floor: str) -> None:
    texture = FloorTexture(floor)
    pixels = texture.pixels()
    assert isinstance(texture, Texture)
    assert pixels.shape == (texture.size_wh_px[1], texture.size_wh_px[0], 3)
    encoded = pixels / 255
    linear = np.where(encoded <= 0.04045, encoded / 12.92, ((encoded + 0.055) / 1.055) ** 2.4)
    assert np.allclose(linear.mean((0, 1)), texture.mean_color(), rtol=0.03)
    assert pixels.std() > 1
    assert not pixels.flags.writeable


def test_floors_differ_by_key_and_repeat_exactly() -> None:
    assert len({FloorTexture(f).key for f in FLOORS}) == len(FLOORS)
    one = FloorTexture("vinyl").pixels().copy()
    assert np.array_equal(one, FloorTexture("vinyl").pixels())


def test_the_floor_is_at_zero_looks_up_and_lies_before_the_fixture() -> None:
    near, far = (next(p for p in store(StoreSpec()) if p.name == name) for name in ("floor", "far floor"))
    for floor in (near, far):
        assert np.allclose(floor.mesh.vertices_m[:, 2], 0)
        assert np.allclose(face_normals(floor.mesh), [0, 0, 1])
    assert near.mesh.bounds_m[0, 1] < -2.6
    assert near.mesh.bounds_m[1, 1] > 0.45


def test_near_and_far_floor_are_one_rectangle_without_holes_or_overlap() -> None:
    parts = [p.mesh for p in store(StoreSpec(behind_m=3.0)) if p.name in ("floor", "far floor")]
    corners = np.concatenate([mesh.vertices_m[mesh.faces] for mesh in parts])[..., :2]
    one, other = corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]
    areas = np.abs(one[:, 0] * other[:, 1] - one[:, 1] * other[:, 0]) / 2
    low, high = corners.reshape(-1, 2).min(0), corners.reshape(-1, 2).max(0)
    assert areas.sum() == pytest.approx(float(np.prod(high - low)), rel=1e-5)


def test_nothing_reaches_into_the_aisle_or_the_fixture() -> None:
    spec = StoreSpec(fixture_width_m=3.0, fixture_height_m=2.0, fixture_depth_m=0.6)
    lo, hi = np.array([-1.514, -1.0, 0.01]), np.array([1.514, 0.6, 2.02])
    for part in store(spec):
        points = part.mesh.vertices_m + part.world_from_part[:3, 3]
        a, b = points.min(0), points.max(0)
        assert not ((a < hi) & (b > lo)).all(), part.name


def test_rays_that_miss_the_fixture_meet_the_store() -> None:
    """Wall, floor and ceiling run on past the widest picture of a camera in the aisle."""
    parts = {p.name: p for p in store(StoreSpec())}
    for name in ("wall", "far floor", "ceiling"):
        assert parts[name].mesh.bounds_m[0, 0] < -20
        assert parts[name].mesh.bounds_m[1, 0] > 20
    assert parts["ceiling"].mesh.bounds_m[0, 2] == pytest.approx(3.2)


def test_unknown_words_are_refused_with_what_there_is() -> None:
    with pytest.raises(ValueError, match=r"unknown floor 'lava'.*vinyl"):
        store(StoreSpec(floor="lava"))
    with pytest.raises(ValueError, match=r"unknown wall 'lava'.*light_grey"):
        store(StoreSpec(wall="lava"))
    assert "light_grey" in WALLS


def test_it_is_cheap() -> None:
    assert sum(len(p.mesh.faces) for p in store(StoreSpec())) < 100


@pytest.mark.parametrize("floor", FLOORS)
def test_wear_goes_by_degree_and_leaves_the_mean(floor: str) -> None:
    worn = [FloorTexture(floor, grade).pixels().astype(float) for grade in range(WEAR_GRADES)]
    away = [np.abs(one - worn[0]).mean() for one in worn]
    assert away == sorted(away)
    assert away[-1] > 2 * away[1] > 0
    assert np.ptp([one.mean() for one in worn]) < 6
