"""The plan of a frame's fixture, and what was changed while it was stocked: counted, never measured."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from assets.fixtures.base import Deck
from scenes.placement import Item, footprint_m
from scenes.plan import (
    PUSHED_BACK_M,
    TURNED_RAD,
    Change,
    PlannedFacing,
    PlannedSlot,
    ShelfPlan,
    ShelfRow,
)
from scenes.planning_hooks import hook_rows, hung_changes, hung_plan
from scenes.planogram import ShelfSlot
from scenes.rail_tags import TagPlace
from scenes.scene import Slot
from scenes.stock import Stock

type At = tuple[int, int, int]


def plan_of(stocked: Stock, tags: Sequence[TagPlace]) -> ShelfPlan | None:
    """The plan of the fixture's decks and hooks and what was changed; None where it has neither."""
    if not (stocked.model.decks or stocked.hung):
        return None
    places = {(t.slot.bay, t.slot.shelf, t.slot.slot): t for t in tags}
    slots = (
        *(_planned(slot, places.get(_at(slot))) for slot in stocked.slots),
        *(hung_plan(slot) for slot in stocked.hung),
    )
    changes = [*_changes_of_goods(stocked), *hung_changes(stocked.hung), *_changes_of_tags(tags)]
    order = {(slot.bay, slot.shelf, slot.slot): index for index, slot in enumerate(slots)}
    changes.sort(key=lambda c: order[c.bay, c.shelf, c.slot])
    rows = (*map(_row, stocked.model.decks), *hook_rows(stocked.hung, stocked.spec))
    return ShelfPlan(slots, rows, tuple(changes))


def _at(place: ShelfSlot | Slot) -> At:
    return place.bay, place.shelf, place.slot


def _planned(slot: ShelfSlot, tag: TagPlace | None) -> PlannedSlot:
    facings = tuple(
        PlannedFacing(left, left + column.width_m, column.high, column.deep, column.setback_m)
        for left, column in zip(slot.lefts_m, slot.columns, strict=True)
    )
    return PlannedSlot(
        *_at(slot),
        slot.sku.sku,
        slot.x0_m,
        slot.x1_m,
        len(facings),
        max(facing.high for facing in facings),
        max(facing.deep for facing in facings),
        facings,
        tag.x_m if tag else None,
    )


def _row(deck: Deck) -> ShelfRow:
    return ShelfRow(
        deck.bay,
        deck.shelf,
        deck.x0_m,
        deck.x1_m,
        deck.y_front_m,
        deck.y_back_m,
        deck.z_m,
        deck.clearance_m,
        deck.tilt_rad,
    )


def _changes_of_tags(tags: Iterable[TagPlace]) -> Iterator[Change]:
    for tag in tags:
        if tag.shows is None:
            yield Change("missing_tag", *_at(tag.slot), tag.slot.sku.sku)
        elif tag.shows.sku != tag.slot.sku.sku:
            yield Change("wrong_tag", *_at(tag.slot), tag.slot.sku.sku, tag.shows.sku)


def _changes_of_goods(stocked: Stock) -> Iterator[Change]:
    there: dict[At, list[int]] = {}
    for index in range(stocked.standing):
        there.setdefault(_at(stocked.goods.slots[index]), []).append(index)
    planned = {slot.sku.sku for slot in stocked.slots}
    for slot in stocked.slots:
        members = there.get(_at(slot), [])
        yield from _of_slot(slot, members, stocked, planned)
        back = _pushed_back(slot, members, stocked)
        if back:
            yield Change("pushed_back", *_at(slot), slot.sku.sku, None, back, len(slot.columns))


def _of_slot(slot: ShelfSlot, members: Sequence[int], stocked: Stock, planned: set[str]) -> Iterator[Change]:
    """What is missing, strange, turned and fallen in one slot."""
    at, sku, goods = _at(slot), slot.sku.sku, stocked.goods
    own = [i for i in members if goods.skus[i].sku == sku]
    wanted = sum(column.high * column.deep for column in slot.columns)
    if not own:
        yield Change("out_of_stock", *at, sku, None, len(slot.columns), len(slot.columns))
    elif len(own) < wanted:
        yield Change("low_stock", *at, sku, None, wanted - len(own), wanted)
    strangers = Counter(goods.skus[i].sku for i in members if goods.skus[i].sku != sku)
    for stranger, count in sorted(strangers.items()):
        kind = "misplaced" if stranger in planned else "foreign"
        yield Change(kind, *at, sku, stranger, count, len(members))  # type: ignore[arg-type]
    items = _items(slot)
    upright = [items[goods.slots[i]] for i in own if i not in stocked.fallen]
    turned = sum(abs(item.yaw_rad) >= TURNED_RAD for item in upright)
    if turned:
        yield Change("turned", *at, sku, None, turned, len(own))
    fallen = len(own) - len(upright)
    if fallen:
        yield Change("fallen", *at, sku, None, fallen, len(own))


def _items(slot: ShelfSlot) -> Mapping[Slot, Item]:
    return {
        Slot(*_at(slot), facing, item.depth, item.stack): item
        for facing, column in enumerate(slot.columns)
        for item in column.items
    }


def _pushed_back(slot: ShelfSlot, members: Sequence[int], stocked: Stock) -> int:
    """How many facings have their front farther back than planned."""
    goods, items = stocked.goods, _items(slot)
    front = next(d.y_front_m for d in stocked.model.decks if (d.bay, d.shelf) == (slot.bay, slot.shelf))
    nearest: dict[int, float] = {}
    for i in members:
        if i in stocked.fallen:
            continue
        item, facing = items[goods.slots[i]], goods.slots[i].facing
        begins = item.y_m - footprint_m(goods.skus[i], item.yaw_rad)[1] / 2 - front
        nearest[facing] = min(begins, nearest.get(facing, begins))
    return sum(nearest[f] - slot.columns[f].setback_m >= PUSHED_BACK_M for f in nearest)
