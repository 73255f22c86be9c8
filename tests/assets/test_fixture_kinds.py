import numpy as np
import pytest

from assets.fixtures.base import FixtureModel, FixtureSpec, Part
from assets.fixtures.registry import FIXTURES, build_model
from assets.fixtures.sizes import fitted
from tests.assets.mesh_checks import open_edges, signed_volume_m3

KINDS = ("multideck", "cooler", "chest", "kiosk", "belt", "pallet", "bin", "pegboard")
STAND_OUT_M = 0.07  # handles, bumpers and lids


def model_of(kind: str, variant: int = 0) -> tuple[FixtureSpec, FixtureModel]:
    spec = fitted(FixtureSpec(kind=kind, bays=2, variant=variant, fog=0.3, color="black", inside="white"))
    return spec, build_model(spec)


def world_bounds(part: Part) -> np.ndarray:
    points = part.mesh.vertices_m.astype(float) @ part.world_from_part[:3, :3].T + part.world_from_part[:3, 3]
    return np.stack([points.min(0), points.max(0)])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("variant", [0, 1])
def test_every_kind_keeps_to_its_space_and_has_room_for_goods(kind: str, variant: int) -> None:
    spec, model = model_of(kind, variant)
    bounds = np.stack([world_bounds(part) for part in model.parts])
    low, high = bounds[:, 0].min(0), bounds[:, 1].max(0)
    assert model.width_m == pytest.approx(spec.bays * spec.bay_width_m)
    assert np.abs([low[0], high[0]]).max() < model.width_m / 2 + 0.5 * STAND_OUT_M
    assert low[1] > -STAND_OUT_M
    assert high[1] < model.depth_m + 0.02
    assert low[2] == pytest.approx(0, abs=1e-7)
    assert high[2] < model.height_m + STAND_OUT_M
    assert model.decks or model.pegs or model.bins
    assert model.view == FIXTURES[kind].view


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("variant", [0, 1])
def test_nothing_stands_in_the_room_for_goods(kind: str, variant: int) -> None:
    _, model = model_of(kind, variant)
    rooms = [
        ((d.x0_m, d.y_front_m, d.z_m), (d.x1_m, d.y_back_m, d.z_m + d.clearance_m)) for d in model.decks
    ] + [((b.x0_m, b.y0_m, b.z0_m), (b.x1_m, b.y1_m, b.z1_m)) for b in model.bins]
    for lo, hi in rooms:
        for part in model.parts:
            if part.name in (
                "end",
                "rack",
                "mesh",
                "frame",
                "body",
                "lining",
                "rim",
                "walls",
                "inside",
                "rims",
            ):
                continue  # around the goods, as one mesh
            a, b = world_bounds(part)
            assert not ((a < np.array(hi) - 1e-5) & (b > np.array(lo) + 1e-5)).all(), part.name


@pytest.mark.parametrize("kind", KINDS)
def test_solid_pieces_are_closed_face_outwards_and_are_few(kind: str) -> None:
    _, model = model_of(kind)
    for part in model.parts:
        if part.mesh.closed:
            assert signed_volume_m3(part.mesh) > 0, part.name
            assert open_edges(part.mesh) == 0 or len(part.mesh.faces) > 12, part.name
    assert (
        sum(
            len({p.mesh.key: p.mesh for p in model.parts}[k].faces) for k in {p.mesh.key for p in model.parts}
        )
        < 4000
    )


def test_sizes_that_a_kind_cannot_have_become_the_nearest_it_can() -> None:
    assert fitted(FixtureSpec(kind="belt", height_m=1.9)).height_m == pytest.approx(0.94)
    assert fitted(FixtureSpec(kind="cooler", height_m=2.0)).height_m == pytest.approx(2.0)
    assert fitted(FixtureSpec(kind="gondola", height_m=1.9)) == FixtureSpec()


def test_glass_is_looked_through() -> None:
    for kind in ("cooler", "chest"):
        panes = [part for part in model_of(kind)[1].parts if part.name == "glass"]
        assert panes
        assert not any(part.material.traced for part in panes)
    assert len(model_of("cooler")[1].strips) == 4


def test_hooks_are_where_the_goods_want_them() -> None:
    hooks = ((0, 0, -0.3, 0.8, 0.1, 0.2), (0, 0, 0.1, 0.8, 0.1, 0.2), (1, 1, 0.5, 1.4, 0.2, 0.3))
    model = build_model(fitted(FixtureSpec(kind="pegboard", bays=2, hooks=hooks)))
    assert [(p.bay, p.shelf, p.slot, p.x_m, p.z_m) for p in model.pegs] == [
        (0, 0, 0, -0.3, 0.8),
        (0, 0, 1, 0.1, 0.8),
        (1, 1, 0, 0.5, 1.4),
    ]
    wires = [world_bounds(part) for part in model.parts if part.name == "hook"]
    assert all(
        low[1] == pytest.approx(p.y_front_m, abs=0.02) for (low, _), p in zip(wires, model.pegs, strict=True)
    )
