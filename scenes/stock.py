"""What stands, hangs and lies on the fixture: from the assortment to the pose of every package."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from assets.fixtures.base import Deck, FixtureModel, FixtureSpec
from assets.fixtures.registry import FIXTURES, decks_alone
from assets.mesh_tools import F64, transform
from assets.product import Catalog, Sku
from recipes.model import Recipe
from recipes.values import support
from scenes.assortment import choose, eligible, groups_of, in_blocks
from scenes.blocks import VARIETY, deal
from scenes.disorder import upset
from scenes.draws import FrameDraws
from scenes.errors import SceneError
from scenes.goods import Goods, joined
from scenes.hanging import for_hooks
from scenes.heaps import fill_bins, stacked, thrown, with_heap
from scenes.hooks import with_hooks
from scenes.hung import HookOf, HungSlot, hang, hung_goods
from scenes.mislaid import disturbed
from scenes.placement import HEADROOM_M
from scenes.planned import boards_for, place_planned, rows_of
from scenes.planned_hooks import hooks_planned
from scenes.planogram import FENCED, ShelfSlot, as_tidy, fill_decks
from scenes.poses import rigid_many
from scenes.scene import Slot
from scenes.shelf_ware import CASE_FLOOR_M, in_cases, with_pushers
from scenes.shelving import low_enough, set_boards, with_boards_added
from scenes.surroundings import build_fixture

MADE_FOR: Mapping[str, Callable[[Sequence[Sku]], list[Sku]]] = {"bin": thrown, "pallet": stacked}
Shown = Callable[[FixtureModel, Goods], NDArray[np.bool_]]
OPEN_EDGED = ("gondola", "end_cap")  # kinds whose boards goods may stand out from


@dataclass(frozen=True, eq=False)
class Stock:
    """The built fixture, what is on it, and the slots of its decks (sold out ones too).

    What stands on decks comes first in ``goods``: ``standing`` packages, of which ``fallen`` fell over.
    On the decks ``pushed`` (bay, shelf) spring pushers keep them at the front. ``hung`` are the hooks' slots.
    """

    spec: FixtureSpec
    model: FixtureModel
    goods: Goods
    slots: tuple[ShelfSlot, ...]
    standing: int = 0
    fallen: frozenset[int] = frozenset()
    pushed: frozenset[tuple[int, int]] = frozenset()
    hung: tuple[HungSlot, ...] = ()


def stock(
    recipe: Recipe, catalog: Catalog, spec: FixtureSpec, draws: FrameDraws, shown: Shown | None = None
) -> Stock:
    """The fixture with its boards set for the goods where they can be, and all packages on it.

    ``shown`` says of what stands on the fixture (n,) which falls are worth working out; without it, all are.
    Raises SceneError where no article of the assortment fits.
    """
    planned: HookOf = {}
    slots: tuple[ShelfSlot, ...] = ()
    if recipe.planogram.file:
        message = f"the planogram {recipe.planogram.file} has not been read"
        raise SceneError("planogram.file", message, "load the recipe with recipes.load_recipe")
    if recipe.planogram.slots and FIXTURES[spec.kind].hooked:
        rows = rows_of(recipe.planogram, catalog)
        spec, planned = hooks_planned(rows, spec)
        model, skus = build_fixture(spec), [row.sku for row in rows]
    elif recipe.planogram.slots:
        spec, model, skus, slots = _as_planned(recipe, catalog, spec, draws)
    elif FIXTURES[spec.kind].adjustable:
        spec, model, skus, slots = _on_boards(recipe, catalog, spec, draws)
    else:
        hooked, found = FIXTURES[spec.kind].hooked, eligible(recipe.merchandise, catalog)
        found = for_hooks(found, catalog) if hooked else MADE_FOR.get(spec.kind, list)(found)
        skus = _chosen(recipe, catalog, draws, found, spec.kind == "belt")
        if hooked:
            spec, planned = with_hooks(recipe.planogram, skus, spec, draws)
        elif spec.kind == "bin":
            spec = with_heap(spec, skus)
        model = build_fixture(spec)
        slots = _filled(recipe, spec, model, model.decks, skus, draws)
    pushed = with_pushers(recipe.fixture, spec, model.decks, draws)
    slots = disturbed(recipe.planogram, slots, catalog.skus, draws, pushed)
    hung = hang(recipe.planogram, catalog, model.pegs, for_hooks(skus, catalog), draws, planned)
    numbers = [deck.shelf for deck in model.decks] + [peg.shelf for peg in model.pegs]
    shelves = 1 + max(numbers, default=-1)
    lying = fill_bins(recipe.planogram, catalog, model.bins, skus, draws, shelves)
    loose = [deck for deck in model.decks if (deck.bay, deck.shelf) not in pushed]
    stood = _standing(model, slots)
    worth = shown and shown(model, stood)
    standing, fallen = upset(recipe.planogram, catalog, stood, loose, draws, slots, worth)
    goods = joined([standing, hung_goods(hung), lying])
    return Stock(spec, model, goods, slots, len(standing), fallen, pushed, hung)


def _chosen(
    recipe: Recipe, catalog: Catalog, draws: FrameDraws, found: Sequence[Sku], from_all_over: bool = False
) -> list[Sku]:
    """The frame's articles, block after block."""
    chosen = choose(found, recipe.merchandise, draws, groups_of(catalog), from_all_over)
    return in_blocks(chosen, recipe.planogram.block_by, draws)


def _on_boards(
    recipe: Recipe, catalog: Catalog, spec: FixtureSpec, draws: FrameDraws
) -> tuple[FixtureSpec, FixtureModel, list[Sku], tuple[ShelfSlot, ...]]:
    """The fixture with its boards set for the goods, the articles, and what stands in every slot."""
    found = _that_fit(eligible(recipe.merchandise, catalog), decks_alone(spec)[-1], spec)
    skus = _chosen(recipe, catalog, draws, found)
    if not low_enough(skus, spec):  # many shelves in little height are for low goods
        skus = _chosen(recipe, catalog, draws, low_enough(found, spec) or found)
    piled = float(support(recipe.planogram.stack)[1]) > 0
    add = bool(draws.value("fixture/add_boards", recipe.fixture.add_boards))
    if spec.bays > 1 and draws.value("fixture/own_boards", recipe.fixture.own_boards):
        spec = _boards_bay_by_bay(spec, skus, piled, add, draws)
    if not spec.bay_decks_m:
        spec = with_boards_added(skus, piled, spec) if add else spec
        spec = replace(spec, deck_heights_m=set_boards(skus, piled, spec, draws).deck_heights_m)
    model = build_fixture(spec)
    return spec, model, skus, _filled(recipe, spec, model, _bounded(model), skus, draws)


def _as_planned(
    recipe: Recipe, catalog: Catalog, spec: FixtureSpec, draws: FrameDraws
) -> tuple[FixtureSpec, FixtureModel, list[Sku], tuple[ShelfSlot, ...]]:
    """As :func:`_on_boards`, for the recipe's own planogram."""
    rows = rows_of(recipe.planogram, catalog)
    own = bool(draws.value("fixture/own_boards", recipe.fixture.own_boards))
    spec = boards_for(rows, spec, own)
    model = build_fixture(spec)
    pushed = with_pushers(recipe.fixture, spec, model.decks, draws)
    tidy = as_tidy(recipe.planogram, draws)
    tidy = tidy.model_copy(update=FENCED) if _edged(spec, model) else tidy
    slots = place_planned(tidy, rows, model.decks, draws, pushed)
    return spec, model, list({row.sku.sku: row.sku for row in rows}.values()), slots


def _boards_bay_by_bay(
    spec: FixtureSpec, skus: Sequence[Sku], piled: bool, add: bool, draws: FrameDraws
) -> FixtureSpec:
    """``spec`` with boards set in every bay for its own goods, or as it was where a bay cannot be set so."""
    heights: list[tuple[float, ...]] = []
    for goods in deal(skus, spec.bays, VARIETY * spec.shelves):
        own = with_boards_added(goods, piled, spec) if add else spec
        try:
            heights.append(set_boards(goods, piled, own, draws).deck_heights_m)
        except SceneError:
            return spec
    return replace(spec, bay_decks_m=tuple(heights), shelves=max(map(len, heights)))


def _that_fit(found: Sequence[Sku], deck: Deck, spec: FixtureSpec) -> list[Sku]:
    """The articles that fit this frame's decks in width and depth, and its fixture in height."""
    width, depth = deck.x1_m - deck.x0_m, deck.y_back_m - deck.y_front_m
    height = spec.room_top_m - spec.base_height_m - HEADROOM_M
    fitting = [s for s in found if s.size_m[0] < width and s.size_m[1] <= depth and s.size_m[2] < height]
    if not fitting:
        raise SceneError(
            "fixture",
            f"none of the {len(found)} articles of the assortment fits a deck {width:.2f} m wide and "
            f"{depth:.2f} m deep under {height:.2f} m",
            "use a wider, deeper or higher fixture, or other categories",
        )
    return fitting


def _bounded(model: FixtureModel) -> list[Deck]:
    """The decks with nothing piled higher than the fixture, so that it bounds its goods."""
    return [replace(d, clearance_m=min(d.clearance_m, model.height_m - d.z_m)) for d in model.decks]


def _edged(spec: FixtureSpec, model: FixtureModel) -> list[tuple[int, int]]:
    """The decks (bay, shelf) that goods cannot stand out from: something is before them."""
    fenced = spec.fence != "none" or spec.kind not in OPEN_EDGED
    return [(deck.bay, deck.shelf) for deck in model.decks if fenced or deck.tilt_rad]


def _filled(
    recipe: Recipe,
    spec: FixtureSpec,
    model: FixtureModel,
    decks: Sequence[Deck],
    skus: Sequence[Sku],
    draws: FrameDraws,
) -> tuple[ShelfSlot, ...]:
    """Every deck's slots: each carries what fits under the next, in the cases that some are sold from."""
    pushed = with_pushers(recipe.fixture, spec, model.decks, draws)
    slots = fill_decks(recipe.planogram, decks, skus, draws, pushed, _edged(spec, model))
    return in_cases(recipe.planogram, model.decks, slots, draws, pushed)


def _standing(model: FixtureModel, slots: Sequence[ShelfSlot]) -> Goods:
    """Poses of all packages on decks, in the order (bay, shelf, slot, facing, depth, stack)."""
    deck_z = {(deck.bay, deck.shelf): deck.z_m for deck in model.decks}
    places = [
        (slot, facing, left, item)
        for slot in slots
        if not slot.empty
        for facing, (column, left) in enumerate(zip(slot.columns, slot.lefts_m, strict=True))
        for item in column.items
    ]
    poses = rigid_many(
        [
            (left + i.x_m, i.y_m, deck_z[s.bay, s.shelf] + s.cased * CASE_FLOOR_M + i.z_m)
            for s, _, left, i in places
        ],
        [item.yaw_rad for _, _, _, item in places],
    )
    return Goods(
        tuple(item.sku or slot.sku for slot, _, _, item in places),
        tuple(Slot(s.bay, s.shelf, s.slot, f, item.depth, item.stack) for s, f, _, item in places),
        _on_angled(poses, [(slot.bay, slot.shelf) for slot, _, _, _ in places], model.decks),
    )


def _on_angled(poses: F64, places: Sequence[tuple[int, int]], decks: Sequence[Deck]) -> F64:
    """Poses as on level decks, turned with the decks (bay, shelf) that are angled."""
    angled = {}
    for deck in decks:
        if deck.tilt_rad:
            hinge = transform(0, deck.y_front_m, deck.z_m)
            angled[deck.bay, deck.shelf] = hinge @ transform(tilt_rad=deck.tilt_rad) @ np.linalg.inv(hinge)
    if not angled:
        return poses
    return np.array([angled.get(place, np.eye(4)) for place in places]).reshape(-1, 4, 4) @ poses
