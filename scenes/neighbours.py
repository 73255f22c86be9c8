"""The run goes on: what stands left and right of the fixture, stocked with goods of other departments."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from assets.fixtures.base import FixtureModel, FixtureSpec, Part
from assets.product import Catalog, Sku
from recipes.model import Recipe
from scenes.adjacency import NEXT_TO
from scenes.camera import Camera
from scenes.draws import FrameDraws
from scenes.errors import SceneError
from scenes.goods import Goods
from scenes.poses import F64, rigid, rounded
from scenes.sight import may_be_seen
from scenes.stock import Shown, Stock, stock
from scenes.wear import draw_wear

RUNS = ("gondola", "multideck", "cooler", "pegboard")  # kinds that stand in runs
REACH_M = 9.0  # beyond the fixture's end nothing is stocked: it would be too small to be labelled
APART_M = 0.004
TRIES = 4  # departments that are tried for one block
SEEN_MARGIN_M = 0.12  # goods just outside the picture still shade what is inside
FALLS = 3.0  # so many times its own reach around a package it cannot come to lie beyond
COLD = {"cooler": ("beverages", "dairy"), "multideck": ("beverages", "dairy", "chilled", "deli")}
"""What stands in cabinets that cool."""
CHILLED = {"dairy", "frozen", "chilled", "deli"}


@dataclass(frozen=True, eq=False)
class Block:
    """Some bays beside the fixture or elsewhere in the store: their stock in their own frame, which stands at
    ``world_from_block``; ``first_bay`` numbers their bays on from the fixture's own, below zero on its left.
    ``draws`` are the block's own.
    """

    stock: Stock
    world_from_block: F64
    first_bay: int
    draws: FrameDraws

    @property
    def x_m(self) -> float:
        return float(self.world_from_block[0, 3])

    def placed(self, pose: F64) -> F64:
        """Poses (..., 4, 4) in the block's frame as poses in the world."""
        return rounded(self.world_from_block @ pose)

    def points(self, points_m: F64) -> F64:
        """Points (n, 3) of the block in the world."""
        return np.asarray(points_m @ self.world_from_block[:3, :3].T + self.world_from_block[:3, 3])


def open_sides(recipe: Recipe, spec: FixtureSpec, draws: FrameDraws) -> tuple[bool, bool]:
    """Whether the run goes on at its left and at its right end."""
    chance = recipe.fixture.neighbours if spec.kind in RUNS else 0.0
    left, right = (draws.happens(f"fixture/neighbours/{side}", chance) for side in ("left", "right"))
    return left, right


def stock_neighbours(
    recipe: Recipe, catalog: Catalog, spec: FixtureSpec, main: Stock, draws: FrameDraws, camera: Camera
) -> tuple[Block, ...]:
    """Blocks on both sides, outwards from the fixture, as far as the camera sees any of them.

    What stands in a block depends on its own draws alone; what falls, only where the camera might see it.
    """
    sides = zip((-1, 1), ("left", "right"), open_sides(recipe, spec, draws), strict=True)
    return tuple(
        block
        for sign, name, goes_on in sides
        if goes_on
        for block in _outwards(recipe, catalog, spec, main, draws, camera, sign, name)
    )


def _outwards(
    recipe: Recipe,
    catalog: Catalog,
    spec: FixtureSpec,
    main: Stock,
    draws: FrameDraws,
    camera: Camera,
    sign: int,
    name: str,
) -> Iterator[Block]:
    edge, half = half_width_m(main.model), half_width_m(main.model)
    bays, beside = 0, main.goods.skus
    for number in range(8):
        own = draws.under(f"neighbours/{name}[{number}]")
        count = 1 + int(own.rng("bays").integers(2))
        width = count * spec.bay_width_m
        if edge - half > REACH_M or not _sees(camera, sign * edge, sign * (edge + width), main.model):
            return
        share = max(8, round(len({sku.sku for sku in beside}) * 0.7))
        shown = partial(_shown_beside, camera, sign, edge)
        found = stocked_block(recipe, catalog, replace(spec, bays=count), own, beside, share, shown)
        if found is None:
            return
        reach = half_width_m(found.model)
        first = main.spec.bays + bays if sign > 0 else -bays - count
        yield Block(found, _beside(sign, edge, found.model), first, own)
        edge, bays, beside = edge + APART_M + 2 * reach, bays + count, found.goods.skus


def _beside(sign: int, edge_m: float, model: FixtureModel) -> F64:
    """Where a block stands whose run ends at ``edge_m``."""
    return rigid(sign * (edge_m + APART_M + half_width_m(model)), 0.0, 0.0)


def _shown_beside(
    camera: Camera, sign: int, edge_m: float, model: FixtureModel, goods: Goods
) -> NDArray[np.bool_]:
    return falls_show(camera, _beside(sign, edge_m, model), goods)


def falls_show(camera: Camera, world_from_block: F64, goods: Goods) -> NDArray[np.bool_]:
    """(n,): of which packages of a block there the camera might see that they fell."""
    return _may_show(camera, world_from_block @ goods.poses, goods, FALLS)


def _may_show(camera: Camera, poses: F64, goods: Goods, times: float = 1.0) -> NDArray[np.bool_]:
    """(n,): may ``times`` the ball around each package be seen?"""
    sizes = np.array([sku.size_m for sku in goods.skus]).reshape(-1, 3)
    centres = poses[:, :3, 3] + poses[:, :3, 2] * sizes[:, 2:] / 2
    radii = times * np.linalg.norm(sizes, axis=1) / 2
    return np.asarray(may_be_seen(camera, centres, radii, SEEN_MARGIN_M))


def half_width_m(model: FixtureModel) -> float:
    """How far a fixture's parts reach to the side."""
    reach = model.width_m / 2
    for part in model.parts:
        low, high = part.mesh.bounds_m
        middle = part.world_from_part[0, :3] @ (low + high) / 2 + part.world_from_part[0, 3]
        half = np.abs(part.world_from_part[0, :3]) @ (high - low) / 2
        reach = max(reach, abs(float(middle)) + float(half))
    return reach


def _sees(camera: Camera, x0_m: float, x1_m: float, model: FixtureModel) -> bool:
    """Whether any of a block of that extent may be in the picture."""
    x = np.linspace(x0_m, x1_m, 5)
    z = np.linspace(0.0, model.height_m, 7)
    grid = np.stack(np.meshgrid(x, [0.0, model.depth_m], z), -1).reshape(-1, 3)
    return bool(may_be_seen(camera, grid, np.full(len(grid), 0.02)).any())


def stocked_block(
    recipe: Recipe,
    catalog: Catalog,
    spec: FixtureSpec,
    draws: FrameDraws,
    beside: Sequence[Sku],
    skus: int,
    shown: Shown | None = None,
) -> Stock | None:
    """A block with ``skus`` articles, not of the department beside it; None where nothing fits.

    ``shown`` as in :func:`scenes.stock.stock`.
    """
    for department in _departments(catalog, draws, beside, spec.kind)[:TRIES]:
        assortment = recipe.merchandise.assortment.model_copy(
            update={"categories": (department,), "skus": skus}
        )
        merchandise = recipe.merchandise.model_copy(update={"assortment": assortment})
        sampled = recipe.planogram.model_copy(update={"slots": ()})  # an explicit one is the fixture's alone
        changed = {"merchandise": merchandise, "planogram": sampled}
        try:
            return stock(recipe.model_copy(update=changed), catalog, spec, draws, shown)
        except SceneError:
            continue  # too tall or too wide for this fixture
    return None


def _departments(catalog: Catalog, draws: FrameDraws, beside: Sequence[Sku], kind: str) -> list[str]:
    """All departments, the likely ones first: what shops put beside these, the others, the same again.

    In cold cabinets only what is kept cold, on shelves all but that, where the catalogue has such goods.
    """
    known = sorted({sku.category[0] for sku in catalog.skus})
    fitting = [name for name in known if name in COLD[kind]] if kind in COLD else sorted({*known} - CHILLED)
    known = fitting or known
    own = {sku.category[0] for sku in beside}
    near = {name for department in own for name in NEXT_TO.get(department, ())}
    luck = dict(zip(known, draws.rng("departments").random(len(known)).tolist(), strict=True))
    return sorted(known, key=lambda name: (name in own, luck[name] * (0.3 if name in near else 1.0)))


def closed_sides(kind: str, blocks: Sequence[Block]) -> tuple[bool, bool]:
    """Whether a run ends at the left and the right end; what stands free has no run."""
    if kind not in RUNS:
        return False, False
    return not any(b.x_m < 0 for b in blocks), not any(b.x_m > 0 for b in blocks)


def in_sight(recipe: Recipe, block: Block, camera: Camera) -> Goods:
    """The block's packages that the camera may see, with their wear, in the world, in their order."""
    goods = block.stock.goods
    goods = replace(goods, wear=draw_wear(recipe.merchandise, goods.slots, block.draws))
    poses = block.placed(goods.poses)
    seen = np.flatnonzero(_may_show(camera, poses, goods))
    return Goods(
        tuple(goods.skus[i] for i in seen),
        tuple(replace(goods.slots[i], bay=goods.slots[i].bay + block.first_bay) for i in seen),
        poses[seen],
        tuple(goods.wear[i] for i in seen),
    )


def parts_of(block: Block) -> tuple[Part, ...]:
    """The block's fixture in the world."""
    return tuple(
        replace(part, world_from_part=block.placed(part.world_from_part)) for part in block.stock.model.parts
    )
