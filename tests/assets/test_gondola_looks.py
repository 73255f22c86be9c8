import itertools

import numpy as np
import pytest

from assets.fixtures.base import FixtureSpec
from assets.fixtures.end_cap import end_cap
from assets.fixtures.gondola import gondola
from assets.fixtures.tiles import KINDS, TileTexture, tiled
from assets.promo_pieces import curled_tag, hanging_card, print_of, strip, wobbler
from tests.assets.test_gondola import world_bounds

LOOKS = list(
    itertools.product(
        ("plain", "perforated", "slatted", "none"),
        ("slotted", "plain", "posts"),
        ("metal", "wood", "wire", "glass"),
    )
)


@pytest.mark.parametrize(("back", "uprights", "boards"), LOOKS[::3])
def test_no_look_takes_room_from_the_goods(back: str, uprights: str, boards: str) -> None:
    fence = {"metal": "none", "wood": "clear", "wire": "wire", "glass": "clear"}[boards]
    spec = FixtureSpec(bays=2, back=back, uprights=uprights, boards=boards, fence=fence, setback_m=0.03)
    model = gondola(spec)
    for deck in model.decks:
        lo = np.array([deck.x0_m, deck.y_front_m + 1e-6, deck.z_m + 1e-6])
        hi = np.array([deck.x1_m, deck.y_back_m, deck.z_m + deck.clearance_m - 1e-6])
        for part in model.parts:
            a, b = world_bounds(part)
            assert part.name == "bracket" or not ((a < hi) & (b > lo)).all(), part.name


def test_the_whole_stays_cheap_whatever_it_looks_like() -> None:
    spec = FixtureSpec(bays=4, shelves=8, back="perforated", uprights="posts", boards="wire", fence="wire")
    model = gondola(spec)
    assert sum(len(mesh.faces) for mesh in {p.mesh.key: p.mesh for p in model.parts}.values()) < 4000


def test_an_angled_deck_lies_on_its_board_rises_to_the_back_and_keeps_its_height_free() -> None:
    model = gondola(FixtureSpec(shelves=3, tilt_deg=4, tilted_shelves=2))
    low, middle, top = model.decks
    assert low.tilt_rad > 0
    assert middle.tilt_rad > 0
    assert top.tilt_rad == 0
    board = next(p for p in model.parts if p.name == "board")
    points = board.mesh.vertices_m @ board.world_from_part[:3, :3].T + board.world_from_part[:3, 3]
    up = np.array([0, -np.sin(low.tilt_rad), np.cos(low.tilt_rad)])
    assert (points @ up).max() == pytest.approx(np.array([0, low.y_front_m, low.z_m]) @ up, abs=1e-5)
    back = (
        low.z_m
        + (low.y_back_m - low.y_front_m) * np.sin(low.tilt_rad)
        + low.clearance_m * np.cos(low.tilt_rad)
    )
    assert back <= middle.z_m - 0.03 + 1e-3
    assert sum(p.name == "fence" for p in model.parts) == 2


def test_every_bay_can_have_decks_of_its_own() -> None:
    model = gondola(FixtureSpec(bays=2, bay_decks_m=((0.2, 0.8), (0.2, 0.6, 1.2))))
    assert [d.z_m for d in model.decks] == [0.2, 0.8, 0.2, 0.6, 1.2]
    assert [(d.bay, d.shelf) for d in model.decks] == [(0, 0), (0, 1), (1, 0), (1, 1), (1, 2)]


def test_an_end_cap_is_one_bay_between_two_sides() -> None:
    model = end_cap(FixtureSpec(bays=3, shelves=4))
    assert {d.bay for d in model.decks} == {0}
    assert sum(p.name == "side panel" for p in model.parts) == 2


@pytest.mark.parametrize("kind", ["perforated", "slatted"])
def test_tiles_cover_the_wall_at_their_own_size(kind: str) -> None:
    patch = tiled(kind, (-0.5, 0.5), (0.0, 1.9), 0.4, "a")
    corners = patch.points[patch.faces]
    area = (
        np.linalg.norm(np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]), axis=1).sum()
        / 2
    )
    assert area == pytest.approx(1.9)
    assert patch.uv.min() >= 0
    assert patch.uv.max() <= 1
    du, dz = np.ptp(patch.uv[..., 1], axis=1), np.ptp(corners[..., 2], axis=1)
    assert np.allclose(dz / du, KINDS[kind].size_wh_m[1])


def test_a_tile_has_the_mean_that_it_says() -> None:
    tile = TileTexture("perforated", (0.6, 0.5, 0.4))
    srgb = tile.pixels().astype(float) / 255
    linear = np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
    assert np.allclose(linear.mean((0, 1)), tile.mean_color(), atol=0.01)


def test_printed_pieces_face_the_shopper_and_show_all_of_their_print() -> None:
    for mesh in (
        hanging_card((0.06, 0.08)),
        strip(0.4, 0.034),
        wobbler(0.04, 0.05),
        curled_tag((0.06, 0.03), 0.012),
    ):
        normals = mesh.corner_normals.reshape(-1, 3)
        assert (normals[:, 1] < -0.5).any()
        assert np.ptp(mesh.corner_uv.reshape(-1, 2), axis=0) == pytest.approx([1, 1], abs=0.01)


def test_offers_are_printed_in_the_shops_own_look_and_language() -> None:
    one = print_of("card", "1.99", 3, (0.06, 0.08), 2000, "en").texture
    assert one is not None
    assert one.key == print_of("card", "1.99", 3, (0.06, 0.08), 2000, "en").texture.key  # type: ignore[union-attr]
    other = print_of("card", "1.99", 3, (0.06, 0.08), 2000, "de").texture
    assert other is not None
    assert (one.pixels() != other.pixels()).any()
