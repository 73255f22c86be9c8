"""What was planned for rows of hooks, and what was done to them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from assets.fixtures.base import FixtureSpec
from assets.fixtures.shapes import bay_centre
from scenes.hanging import TIP_M
from scenes.hooks import ROW_AIR_M, below
from scenes.hung import HungSlot
from scenes.plan import PUSHED_BACK_M, TURNED_RAD, Change, PlannedFacing, PlannedSlot, ShelfRow


def hung_plan(slot: HungSlot) -> PlannedSlot:
    """The slot as planned: a hook is a facing, and its first package hangs ``TIP_M`` behind the tip."""
    facings = tuple(
        PlannedFacing(f.peg.x_m - f.peg.width_m / 2, f.peg.x_m + f.peg.width_m / 2, 1, f.planned, TIP_M)
        for f in slot.facings
    )
    deep = max(facing.deep for facing in facings)
    place = slot.bay, slot.shelf, slot.slot, slot.sku.sku, slot.x0_m, slot.x1_m
    return PlannedSlot(*place, len(facings), 1, deep, facings)


def hook_rows(slots: Sequence[HungSlot], spec: FixtureSpec) -> Iterator[ShelfRow]:
    """The rows of hooks in the order of their slots."""
    for (bay, shelf), group in groupby(slots, key=lambda slot: (slot.bay, slot.shelf)):
        members = list(group)
        peg, middle, half = members[0].facings[0].peg, bay_centre(spec, bay), spec.bay_width_m / 2
        over = max(slot.sku.size_m[2] - below(slot.sku) for slot in members)
        under = max(f.peg.drop_m for slot in members for f in slot.facings)
        room = middle - half, middle + half, peg.y_front_m, peg.y_back_m
        yield ShelfRow(bay, shelf, *room, peg.z_m - under, under + over + ROW_AIR_M / 2, 0.0, under)


def hung_changes(slots: Sequence[HungSlot]) -> Iterator[Change]:
    """What was done to the hooks, slot by slot."""
    planned = {slot.sku.sku for slot in slots}
    for slot in slots:
        yield from _of_slot(slot, planned)


def _of_slot(slot: HungSlot, planned: set[str]) -> Iterator[Change]:
    at, sku = (slot.bay, slot.shelf, slot.slot, slot.sku.sku), slot.sku.sku
    there = [item for facing in slot.facings for item in facing.items]
    own = [item for item in there if item.sku.sku == sku]
    wanted = sum(facing.planned for facing in slot.facings)
    if not own:
        yield Change("out_of_stock", *at, None, len(slot.facings), len(slot.facings))
    elif len(own) < wanted:
        yield Change("low_stock", *at, None, wanted - len(own), wanted)
    for stranger, count in sorted(Counter(i.sku.sku for i in there if i.sku.sku != sku).items()):
        yield Change("misplaced" if stranger in planned else "foreign", *at, stranger, count, len(there))
    turned = sum(abs(item.one.yaw_rad) >= TURNED_RAD for item in own)
    if turned:
        yield Change("turned", *at, None, turned, len(own))
    fronts = [f.items[0].y_m - f.peg.y_front_m for f in slot.facings if f.items]
    back = sum(front - TIP_M >= PUSHED_BACK_M for front in fronts)
    if back:
        yield Change("pushed_back", *at, None, back, len(slot.facings))
