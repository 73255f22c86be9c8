"""Nothing floats and nothing is inside anything else: hundreds of scenes, judged by geometry alone."""

import math
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from fakes import box_mesh
from piercing import pierced
from plausible import Body, apart_m, bodies_of, outside, overlapping, problems, unsupported

from assets.builtin import BuiltinCatalog
from assets.draws import keyed_rng
from assets.fixtures.base import Bin, BinStyle, FixtureModel, FixtureSpec, Part, Peg
from assets.fixtures.registry import FIXTURES
from assets.product import Sku
from recipes.model import Assortment, Fixture, Merchandise, Planogram, Recipe
from scenes.draws import FrameDraws
from scenes.goods import Goods
from scenes.heaps import fill_bins
from scenes.hooks import plan_hooks
from scenes.hung import hang, hung_goods
from scenes.settling import rotation
from scenes.shelf_ware import shelf_ware
from scenes.stock import stock
from scenes.surroundings import draw_fixture

DECK_SCENES = 440  # over all kinds of fixture
HOOK_SCENES = 30
SLOW = ("bin", "chest", "belt", "pallet")  # many goods, or such as settle one by one: these come seldom
KINDS = [kind for k in range(22) for kind in FIXTURES if kind not in SLOW or k == 0]
BIN_SCENES: dict[BinStyle, int] = {"layers": 13, "rows": 6, "lying": 6, "heap": 6}
BINS: dict[BinStyle, Bin] = {
    "heap": Bin(0, -0.25, 0.25, 0.0, 0.4, 0.5, 0.66, "heap"),
    "layers": Bin(0, -0.3, 0.3, 0.0, 0.4, 0.14, 0.6, "layers"),
    "rows": Bin(0, -0.4, 0.4, 0.0, 0.45, 0.5, 0.65, "rows"),
    "lying": Bin(0, -0.4, 0.4, 0.0, 0.35, 0.9, 0.95, "lying"),
}


@cache
def catalog() -> BuiltinCatalog:
    return BuiltinCatalog(5, 160)


def skus_of(scene: int, number: int) -> list[Sku]:
    order = keyed_rng(3, "plausible", scene).permutation(len(catalog().skus))
    return [catalog().skus[int(at)] for at in order[:number]]


def recipe_of(scene: int) -> Recipe:
    """A small fixture of one kind, with little or much disorder."""
    u = keyed_rng(4, "plausible", scene).random(17)
    more = keyed_rng(5, "plausible", scene).random(7)
    planogram = Planogram(
        facings=1 + int(u[0] * 3),
        depth_fill=round(float(u[1]) * 0.6, 3),
        stack=round(float(u[2]), 3),
        gap_m=round(float(u[3]) * 0.02, 4),
        yaw_deg={"normal": [0, round(float(u[4]) * 12 + 0.01, 2)]},  # type: ignore[arg-type]
        shift_x_m={"normal": [0, round(float(u[5]) * 0.01 + 0.0001, 4)]},  # type: ignore[arg-type]
        setback_m={"uniform": [0, round(float(u[6]) * 0.06 + 0.001, 3)]},  # type: ignore[arg-type]
        swing_deg=round(float(u[7]) * 4, 2),
        turned=round(float(u[12]) ** 3, 3),
        pushed_back=round(float(u[13]) ** 2, 3),
        half_stacked=round(float(u[14]) ** 2, 3),
        fallen=round(0.4 * float(u[15]) ** 3, 3),
        misplaced=round(float(u[16]) ** 3, 3),
        trays=round(float(more[0]) ** 2, 3),
        overhang=round(float(more[1]) ** 2, 3),
        low_stock=round(float(more[5]) ** 3, 3),
        foreign=round(float(more[6]) ** 3, 3),
    )
    return Recipe(
        seed=scene,
        fixture=Fixture(
            kind=KINDS[scene % len(KINDS)],
            bay_width_m=0.6 + 0.4 * round(float(u[8]), 2),
            height_m=1.1,
            shelves=2 + int(u[9] * 2),
            depth_m=0.35 + round(0.2 * float(u[10]), 2),
            tilt_deg=round(12 * max(float(more[2]) - 0.6, 0.0) / 0.4, 1),
            pushers=round(float(more[3]) ** 3, 3),
            dividers=round(float(more[4]), 3),
            open_doors=0.3,
        ),
        merchandise=Merchandise(assortment=Assortment(skus=6 + int(u[11] * 10))),
        planogram=planogram,
    )


def deck_scenes() -> Iterator[tuple[str, Goods, FixtureModel]]:
    for scene in range(DECK_SCENES):
        recipe, draws = recipe_of(scene), FrameDraws(scene, scene)
        stocked = stock(recipe, catalog(), draw_fixture(recipe.fixture, draws), draws)
        ware = [Part(w.name, w.mesh, w.material, w.pose) for w in shelf_ware(recipe.fixture, stocked, draws)]
        model = replace(stocked.model, parts=(*stocked.model.parts, *ware))
        yield f"{recipe.fixture.kind} {scene}", stocked.goods, model


def hook_scenes() -> Iterator[tuple[str, Goods, FixtureModel]]:
    for scene in range(HOOK_SCENES):
        planogram, draws = recipe_of(scene).planogram, FrameDraws(7, scene)
        spec = FixtureSpec(bay_width_m=0.6, height_m=1.2, base_height_m=0.3)
        skus = skus_of(scene, 60)
        hooks, planned = plan_hooks(planogram, skus, spec, draws)
        pegs = tuple(Peg(h.bay, h.row, h.slot, h.x_m, 0.0, 0.2, h.z_m, h.width_m, h.drop_m) for h in hooks)
        goods = hung_goods(hang(planogram, catalog(), pegs, skus, draws, planned))
        yield f"hooks {scene}", goods, bare(pegs=pegs)


def bin_scenes() -> Iterator[tuple[str, Goods, FixtureModel]]:
    for style, number in BIN_SCENES.items():
        for scene in range(number):
            goods = fill_bins(Planogram(), catalog(), [BINS[style]], skus_of(scene, 12), FrameDraws(8, scene))
            yield f"{style} {scene}", goods, bare(bins=(BINS[style],))


def bare(pegs: tuple[Peg, ...] = (), bins: tuple[Bin, ...] = ()) -> FixtureModel:
    return FixtureModel((), (), (), 1.0, 1.0, 1.0, pegs=pegs, bins=bins)


def box(size_m: tuple[float, float, float], at_m: tuple[float, float, float], turn: np.ndarray) -> Body:
    corners = box_mesh(size_m).vertices_m.astype(np.float64) @ turn.T + at_m
    return Body(f"box at {at_m}", corners, turn, np.array([0.0, 0.0, 9.0]))


def test_five_hundred_scenes_are_plausible() -> None:
    found, scenes, goods_seen = [], 0, 0
    for make in (deck_scenes, hook_scenes, bin_scenes):
        for name, goods, model in make():
            scenes += 1
            goods_seen += len(goods)
            bodies = bodies_of(goods, catalog())
            judged = [*problems(bodies, model), *pierced(bodies, model)]
            found += [f"{name}: {problem}" for problem in judged]
    assert not found, "\n".join([f"{len(found)} of {goods_seen} products", *found[:20]])
    assert scenes >= 500
    assert goods_seen > 10_000


@pytest.mark.parametrize(("gap_mm", "judged"), [(-2.0, 1), (-0.5, 0), (0.5, 0)])
def test_the_judge_sees_boxes_inside_each_other_at_any_angle(gap_mm: float, judged: int) -> None:
    for number in range(20):
        a, b, c = keyed_rng(1, "boxes", number).uniform(0, math.tau, 3)
        turn = rotation((1.0, 0.0, 0.0), a) @ rotation((0.0, 0.0, 1.0), b) @ rotation((0.0, 1.0, 0.0), c)
        beside = turn @ np.array([0.1 + gap_mm / 1000, 0.01, 0.03])
        bodies = [
            box((0.1, 0.05, 0.2), (0, 0, 0), turn),
            box((0.1, 0.06, 0.2), tuple(float(v) for v in beside), turn),
        ]
        assert apart_m(*bodies) * 1000 == pytest.approx(gap_mm, abs=0.05)
        assert len(overlapping(bodies)) == judged


def test_the_judge_sees_an_edge_that_cuts_an_edge() -> None:
    lying = box((0.2, 0.1, 0.1), (0, 0, 0), rotation((1.0, 0.0, 0.0), math.pi / 4))
    crossing = rotation((0.0, 0.0, 1.0), math.pi / 2) @ rotation((1.0, 0.0, 0.0), math.pi / 4)
    top = math.sqrt(0.5) * 0.1
    for over_mm in (-1.5, 0.8):
        upper = box((0.2, 0.1, 0.1), (0, 0, 0), crossing)
        lift = np.array([0.0, 0.0, lying.high_m[2] - upper.low_m[2] + over_mm / 1000])
        upper = Body("crossing", upper.points_m + lift, upper.axes, upper.hole_m)
        assert apart_m(upper, lying) * 1000 == pytest.approx(over_mm, abs=0.05)
    assert top > 0


@pytest.mark.parametrize(("gap_mm", "floats"), [(0.5, 0), (3.0, 1)])
def test_the_judge_sees_what_floats(gap_mm: float, floats: int) -> None:
    below = box((0.1, 0.1, 0.1), (0, 0.2, 0.5), np.eye(3))
    above = box((0.1, 0.1, 0.1), (0.02, 0.2, 0.6 + gap_mm / 1000), np.eye(3))
    model = bare(bins=(BINS["heap"],))
    assert not outside([below, above], model)
    assert len(unsupported([below, above], model)) == floats


def test_the_judge_wants_a_hook_through_the_hole() -> None:
    planogram, draws = Planogram(), FrameDraws(7, 1)
    skus = skus_of(1, 60)
    hooks, planned = plan_hooks(planogram, skus, FixtureSpec(height_m=1.2), draws)
    pegs = tuple(Peg(h.bay, h.row, h.slot, h.x_m, 0.0, 0.2, h.z_m, h.width_m, h.drop_m) for h in hooks)
    bodies = bodies_of(hung_goods(hang(planogram, catalog(), pegs, skus, draws, planned)), catalog())
    assert not unsupported(bodies, bare(pegs=pegs))
    assert len(unsupported(bodies, bare())) == len(bodies)


def test_the_judge_sees_goods_in_the_fixture() -> None:
    _, goods, model = next(deck_scenes())
    bodies = bodies_of(goods, catalog())
    assert not pierced(bodies, model)
    sunk = [body.lowered(0.01) for body in bodies]
    assert len(pierced(sunk, model)) == len(sunk)
    assert "board" in pierced(sunk, model)[0]
