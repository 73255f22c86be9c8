import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.fixtures.base import FixtureSpec, Part
from assets.fixtures.gondola import RAIL_TILT_RAD, gondola
from assets.price_tags import tag_mesh
from tests.assets.mesh_checks import face_normals, open_edges, signed_volume_m3

specs = st.builds(
    FixtureSpec,
    bays=st.integers(1, 4),
    bay_width_m=st.floats(0.4, 1.6),
    height_m=st.floats(1.2, 2.4),
    depth_m=st.floats(0.2, 0.8),
    base_height_m=st.floats(0.08, 0.25),
    shelves=st.integers(1, 7),
    board_m=st.floats(0.015, 0.04),
    price_rail=st.booleans(),
    setback_m=st.sampled_from([0.0, 0.03]),
    color=st.sampled_from(["white", "dark_grey"]),
)


def world_bounds(part: Part) -> np.ndarray:
    points = part.mesh.vertices_m.astype(float) @ part.world_from_part[:3, :3].T + part.world_from_part[:3, 3]
    return np.stack([points.min(0), points.max(0)])


@given(specs)
@settings(max_examples=25, deadline=None)
def test_it_is_centred_stands_on_the_floor_and_keeps_to_its_space(spec: FixtureSpec) -> None:
    model = gondola(spec)
    bounds = np.stack([world_bounds(p) for p in model.parts])
    low, high = bounds[:, 0].min(0), bounds[:, 1].max(0)
    half = spec.bays * spec.bay_width_m / 2
    assert model.width_m == pytest.approx(2 * half)
    assert -half - 0.016 < low[0] == pytest.approx(-high[0], abs=1e-6)
    assert low[1] > -0.02
    assert high[1] == pytest.approx(spec.depth_m)
    assert low[2] == pytest.approx(0, abs=1e-7)
    assert spec.height_m <= high[2] < spec.height_m + 0.02


@given(specs)
@settings(max_examples=25, deadline=None)
def test_nothing_of_the_fixture_stands_in_the_room_for_goods(spec: FixtureSpec) -> None:
    """Except the brackets, which take the rear corners under a board as they do in shops."""
    model = gondola(spec)
    for deck in model.decks:
        lo = np.array([deck.x0_m, deck.y_front_m + 1e-6, deck.z_m + 1e-6])
        hi = np.array([deck.x1_m, deck.y_back_m, deck.z_m + deck.clearance_m - 1e-6])
        for part in model.parts:
            if part.name == "bracket":
                continue
            a, b = world_bounds(part)
            assert not ((a < hi) & (b > lo)).all(), part.name


@given(specs)
@settings(max_examples=25, deadline=None)
def test_every_deck_is_carried_by_a_board_and_counted_in_order(spec: FixtureSpec) -> None:
    model = gondola(spec)
    assert [(d.bay, d.shelf) for d in model.decks] == [
        (b, s) for b in range(spec.bays) for s in range(spec.shelves)
    ]
    tops = {
        (round(world_bounds(p)[1, 2], 5), round(world_bounds(p)[:, 0].mean(), 4))
        for p in model.parts
        if p.name == "board"
    }
    for d in model.decks:
        assert (round(d.z_m, 5), round((d.x0_m + d.x1_m) / 2, 4)) in tops
        assert d.clearance_m > 0
        assert d.x1_m - d.x0_m > spec.bay_width_m - 0.02
        assert 0 <= d.y_front_m < d.y_back_m < spec.depth_m


def test_deck_heights_can_be_given() -> None:
    heights = (0.2, 0.7, 1.0)
    model = gondola(FixtureSpec(shelves=3, deck_heights_m=heights, height_m=1.5))
    assert tuple(d.z_m for d in model.decks) == heights
    assert model.decks[0].clearance_m == pytest.approx(0.5 - 0.03)
    assert model.decks[2].clearance_m == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("heights", "why"),
    [
        ((0.2, 0.7), "2 deck heights for 3"),
        ((0.2, 0.21, 0.9), "no room"),
        ((0.2, 0.9, 2.0), "above the fixture"),
    ],
)
def test_impossible_decks_are_refused(heights: tuple[float, ...], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        gondola(FixtureSpec(shelves=3, deck_heights_m=heights))


def test_equal_pieces_share_their_mesh_and_the_whole_is_cheap() -> None:
    model = gondola(FixtureSpec(bays=5, shelves=6))
    assert len({p.mesh.key for p in model.parts}) <= 10
    assert sum(len(p.mesh.faces) for p in model.parts) < 6000


def test_solid_pieces_are_closed_and_face_outwards() -> None:
    for part in gondola(FixtureSpec()).parts:
        if part.mesh.closed:
            assert open_edges(part.mesh) == 0, part.name
            assert signed_volume_m3(part.mesh) > 0, part.name


def test_without_a_rail_there_is_none() -> None:
    model = gondola(FixtureSpec(price_rail=False))
    assert model.rails == ()
    assert all(p.name != "price rail" for p in model.parts)


def test_a_rail_hangs_before_every_deck_and_looks_slightly_up() -> None:
    model = gondola(FixtureSpec())
    assert [(r.bay, r.shelf) for r in model.rails] == [(d.bay, d.shelf) for d in model.decks]
    for rail, deck in zip(model.rails, model.decks, strict=True):
        assert deck.y_front_m - 0.02 < rail.y_m < deck.y_front_m
        assert rail.z_m < deck.z_m < rail.z_m + rail.height_m
    mesh = next(p.mesh for p in model.parts if p.name == "price rail")
    front = face_normals(mesh)[:, 1] < -0.9
    assert np.allclose(
        face_normals(mesh)[front], [0, -np.cos(RAIL_TILT_RAD), np.sin(RAIL_TILT_RAD)], atol=1e-4
    )


def test_a_tag_lies_flat_on_the_rail_between_its_lips_and_reads_from_the_left() -> None:
    w, h = 0.06, 0.032
    mesh = tag_mesh((w, h))
    assert open_edges(mesh) == 0
    normal = np.array([0, -np.cos(RAIL_TILT_RAD), np.sin(RAIL_TILT_RAD)])
    height = mesh.vertices_m @ normal
    assert 0 < height.min() < height.max() < 0.0015
    assert mesh.size_m[0] == pytest.approx(w, abs=1e-6)
    front = face_normals(mesh) @ normal > 0.99
    corners, uv = mesh.vertices_m[mesh.faces[front]].reshape(-1, 3), mesh.corner_uv[front].reshape(-1, 2)
    assert np.allclose(uv[:, 0], corners[:, 0] / w + 0.5, atol=1e-4)
    assert np.allclose(uv[:, 1], (corners[:, 2] - corners[:, 2].min()) / np.ptp(corners[:, 2]), atol=1e-4)
