"""The rest of the store: what stands across the aisle and behind the fixture, as far as the camera sees it.

Its goods are placed and labelled like the fixture's, one row deep: from afar nobody sees the second.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from assets.fixtures.base import FixtureModel, FixtureSpec
from assets.product import Catalog
from assets.store import StoreSpec
from recipes.model import Recipe
from scenes.baking import irradiance
from scenes.camera import Camera
from scenes.draws import FrameDraws
from scenes.goods import Goods
from scenes.lighting import BELOW_CEILING_M
from scenes.neighbours import RUNS, Block, falls_show, in_sight, stocked_block
from scenes.poses import F64, rigid
from scenes.scene import AreaLight
from scenes.sight import may_be_seen

HALL_BAYS = 100  # bays out in the store count from here, each block's from a hundred of its own
MOST_BLOCKS = 8  # the nearest in view
RUN_BAYS, BAY_M = 2, 1.25
DEPTH_M = 0.45
SKUS = 36  # articles in a block
BEHIND_CAMERA_M = 0.3  # an opposite side nearer to the camera than this is not there: the aisle is wider
LEAST_BEHIND_M = 3.2
TAGS_WITHIN_M = 5.0


@dataclass(frozen=True, eq=False)
class Place:
    """Where a block may stand: its kind, its number of bays and its pose."""

    path: str
    number: int
    kind: str
    bays: int
    bay_m: float
    pose: F64


@dataclass(frozen=True)
class Screen:
    """A run of bays that hides what is behind it: its ends, and its height."""

    x0_m: float
    x1_m: float
    height_m: float

    def hides(self, camera: Camera, points_m: F64, radii_m: F64) -> np.ndarray:
        """(n,) whether balls around points (n, 3) behind the run are wholly hidden by it."""
        eye = camera.position_m
        away = points_m[:, 1] - eye[1]
        step = np.where((points_m[:, 1] > 0) & (eye[1] < 0), -eye[1] / np.where(away > 0, away, 1.0), np.nan)
        x, _, z = (eye + (points_m - eye) * step[:, None]).T
        with np.errstate(invalid="ignore"):
            inside = (x > self.x0_m + radii_m) & (x < self.x1_m - radii_m) & (z < self.height_m - radii_m)
        return np.asarray(inside)


def screen_of(spec: FixtureSpec, half_width_m: float, blocks: tuple[Block, ...]) -> Screen | None:
    """What the fixture and its neighbours hide; None where they stand free or have no back."""
    if spec.kind not in RUNS or spec.back == "none":
        return None
    ends = [-half_width_m, half_width_m]
    ends += [b.x_m + side * b.stock.model.width_m / 2 for b in blocks for side in (-1, 1)]
    return Screen(min(ends), max(ends), spec.height_m)


def stock_hall(
    recipe: Recipe,
    catalog: Catalog,
    spec: FixtureSpec,
    store: StoreSpec,
    screen: Screen | None,
    draws: FrameDraws,
    camera: Camera,
) -> tuple[Block, ...]:
    """The blocks of the store that the camera may see, the nearest first. What stands in a block depends on
    its own draws alone, not on the camera."""
    look = _look(spec, store, draws)
    seen = [
        p for p in (*_opposite(store, camera), *_behind(spec, store, draws)) if _seen(camera, p, look, screen)
    ]
    seen.sort(
        key=lambda p: (round(float(np.linalg.norm(p.pose[:2, 3] - camera.position_m[:2])), 6), p.number)
    )
    plain = recipe.planogram.model_copy(update={"depth_fill": 0.0})
    shallow = recipe.model_copy(update={"planogram": plain})
    found = []
    for place in seen[:MOST_BLOCKS]:
        own = draws.under(f"hall/{place.path}")
        wanted = replace(look, kind=place.kind, bays=place.bays, bay_width_m=place.bay_m)
        shown = partial(_shown_at, camera, place.pose)
        skus = SKUS // (1 if place.kind == "gondola" else 3)
        stock = stocked_block(shallow, catalog, wanted, own, (), skus, shown)
        if stock is not None:
            found.append(Block(stock, place.pose, HALL_BAYS * (1 + place.number), own))
    return tuple(found)


def _shown_at(camera: Camera, pose: F64, _: FixtureModel, goods: Goods) -> NDArray[np.bool_]:
    return falls_show(camera, pose, goods)


def _look(spec: FixtureSpec, store: StoreSpec, draws: FrameDraws) -> FixtureSpec:
    """The gondolas out in the store: all alike."""
    rng = draws.rng("hall/look")
    height = min(float(rng.uniform(1.45, 2.1)), store.ceiling_m - 0.4)
    shelves = int(rng.integers(5, 7)) if height > 1.7 else 4
    color = (
        spec.color if spec.kind in RUNS else str(rng.choice(["white", "light_grey", "dark_grey", "beige"]))
    )
    return FixtureSpec(
        bays=RUN_BAYS,
        bay_width_m=BAY_M,
        height_m=round(height, 3),
        depth_m=DEPTH_M,
        shelves=shelves,
        color=color,
    )


def _opposite(store: StoreSpec, camera: Camera) -> Iterator[Place]:
    """The other side of the aisle, where the camera stands before it and not in it."""
    if camera.position_m[1] < -store.aisle_m + BEHIND_CAMERA_M:
        return
    width = RUN_BAYS * BAY_M
    for number, k in enumerate((0, -1, 1, -2, 2, -3, 3, -4, 4)):
        pose = rigid(k * (width + 0.004), -store.aisle_m, 0.0, math.pi)
        yield Place(f"opposite[{k}]", number, "gondola", RUN_BAYS, BAY_M, pose)


def _behind(spec: FixtureSpec, store: StoreSpec, draws: FrameDraws) -> Iterator[Place]:
    """Behind the fixture: a run along it, or the ends of runs that lead away from it."""
    rng = draws.rng("hall/behind")
    gap, across, aisle = float(rng.uniform(1.9, 3.0)), bool(rng.random() < 0.5), float(rng.uniform(1.9, 2.5))
    if store.behind_m < LEAST_BEHIND_M:
        return
    start = round(store.fixture_depth_m + gap, 3)
    if spec.kind == "end_cap":
        yield from _ends(0.0, store, round(aisle, 3), own_end=True)
    elif across and store.behind_m > gap + 2.5:
        yield from _ends(start, store, round(aisle, 3), own_end=False)
    else:
        for number, k in enumerate((0, -1, 1, -2, 2, -3, 3, -4, 4)):
            pose = rigid(k * (RUN_BAYS * BAY_M + 0.004), start, 0.0)
            yield Place(f"behind[{k}]", 10 + number, "gondola", RUN_BAYS, BAY_M, pose)


def _ends(y_m: float, store: StoreSpec, aisle_m: float, own_end: bool) -> Iterator[Place]:
    """Gondolas back to back that lead away, each with an end cap; ``own_end``: the fixture is one of them."""
    pitch, cap_m = 2 * DEPTH_M + aisle_m, DEPTH_M + 0.06
    room = store.fixture_depth_m + store.behind_m - y_m - cap_m - 0.6
    bays = min(int(room / BAY_M), 4)
    for index, k in enumerate((0, -1, 1, -2, 2, -3, 3)):
        x, number = round(k * pitch, 3), 20 + 3 * index
        if not (own_end and k == 0):
            pose = rigid(x, y_m, 0.0)
            yield Place(f"end[{k}]", number, "end_cap", 1, 2 * DEPTH_M - 0.06, pose)
        if bays < 1:
            continue
        middle = round(y_m + cap_m + bays * BAY_M / 2, 3)
        for side, name in ((-1, "left"), (1, "right")):
            pose = rigid(round(x + side * (DEPTH_M + 0.012), 3), middle, 0.0, side * math.pi / 2)
            yield Place(f"aisle[{k}]/{name}", number + (1 if side < 0 else 2), "gondola", bays, BAY_M, pose)


def _seen(camera: Camera, place: Place, look: FixtureSpec, screen: Screen | None) -> bool:
    """Whether any of the block's front is in view, from before it."""
    half = place.bays * place.bay_m / 2
    x, z = np.linspace(-half, half, 2 * place.bays + 3), np.linspace(0.0, look.height_m, 6)
    front = np.stack(np.meshgrid(x, [0.0], z), -1).reshape(-1, 3)
    outwards = -place.pose[:3, 1]
    if (camera.position_m - place.pose[:3, 3]) @ outwards < 0.05:
        return False
    points = front @ place.pose[:3, :3].T + place.pose[:3, 3]
    seen = may_be_seen(camera, points, np.full(len(points), 0.05))
    if screen is not None:
        seen &= ~screen.hides(camera, points, np.zeros(len(points)))
    return bool(seen.any())


def hall_goods(recipe: Recipe, block: Block, camera: Camera, screen: Screen | None) -> Goods:
    """The block's packages that the camera may see past the fixture, in their order."""
    goods = in_sight(recipe, block, camera)
    if screen is None or not len(goods):
        return goods
    sizes = np.array([sku.size_m for sku in goods.skus])
    centres = goods.poses[:, :3, 3] + goods.poses[:, :3, 2] * sizes[:, 2:] / 2
    kept = np.flatnonzero(~screen.hides(camera, centres, np.linalg.norm(sizes, axis=1) / 2))
    return Goods(
        tuple(goods.skus[i] for i in kept),
        tuple(goods.slots[i] for i in kept),
        goods.poses[kept],
        tuple(goods.wear[i] for i in kept),
    )


def has_tags(block: Block, camera: Camera) -> bool:
    """Whether the block is near enough for its price tags to show."""
    away = float(np.linalg.norm(block.world_from_block[:2, 3] - camera.position_m[:2]))
    return away < TAGS_WITHIN_M


def hall_light(store: StoreSpec, like: tuple[AreaLight, ...], kind: str) -> tuple[AreaLight, ...]:
    """The lamps over the store behind a fixture that stands free, as one: as much light on the floor there as
    ``like``, the lamps over the aisle, give before the fixture."""
    if store.behind_m < LEAST_BEHIND_M or not like or kind in RUNS:
        return ()
    deep = min(store.behind_m - 0.5, 9.0)
    z, y = store.ceiling_m - BELOW_CEILING_M, store.fixture_depth_m + 0.3 + deep / 2
    before = np.array([[0.0, -store.aisle_m / 2, 0.0]])
    size = (round(store.fixture_width_m + 8.0, 6), round(deep, 6))
    one = AreaLight(rigid(0.0, round(y, 6), z), size, 1.0, like[0].color)
    wanted = irradiance(like, before, (0, 0, 1)) / irradiance([one], np.array([[0.0, y, 0.0]]), (0, 0, 1))
    return (replace(one, power_w=round(float(wanted.max()), 6)),)
