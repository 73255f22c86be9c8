"""What customers do to a planned shelf: they buy, and they leave what they no longer want anywhere."""

from collections.abc import Container, Sequence
from dataclasses import replace

import numpy as np

from assets.product import Sku
from recipes.model import Planogram
from scenes.draws import FrameDraws
from scenes.placement import Column, Item, footprint_m, with_stranger
from scenes.planogram import ShelfSlot, slot_path

LEFT = (0.08, 0.5)  # of its packages, that a slot of low stock still has


def disturbed(
    planogram: Planogram,
    slots: Sequence[ShelfSlot],
    catalog: Sequence[Sku],
    draws: FrameDraws,
    pushed: Container[tuple[int, int]] = (),
) -> tuple[ShelfSlot, ...]:
    """``slots`` with some nearly sold out, and packages left where they do not belong.

    Misplaced goods have a place of their own in ``slots``, foreign ones are of ``catalog`` and have none. On
    the decks ``pushed`` (bay, shelf) springs bring what is left to the front.
    """
    names = ("low_stock", "misplaced", "foreign")
    rates = {name: float(draws.value(f"planogram/{name}", getattr(planogram, name))) for name in names}
    planned = {slot.sku.sku: slot.sku for slot in slots}
    strange = [sku for sku in catalog if sku.sku not in planned] if rates["foreign"] else []
    done = []
    for slot in slots:
        path = slot_path(slot.bay, slot.shelf, slot.slot)
        if not slot.empty:
            if draws.happens(f"{path}/low_stock", rates["low_stock"]):
                sprung = (slot.bay, slot.shelf) in pushed
                slot = _nearly_sold_out(slot, draws.rng(f"{path}/low_stock/which"), sprung)
            if draws.happens(f"{path}/misplaced", rates["misplaced"]):
                slot = _visited(slot, list(planned.values()), draws.rng(f"{path}/misplaced/which"))
            if draws.happens(f"{path}/foreign", rates["foreign"]):
                slot = _visited(slot, strange, draws.rng(f"{path}/foreign/which"))
        done.append(slot)
    return tuple(done)


def visited(slots: Sequence[ShelfSlot]) -> frozenset[tuple[int, int, int, int]]:
    """The facings (bay, shelf, slot, facing) with a package of another article."""
    return frozenset(
        (slot.bay, slot.shelf, slot.slot, facing)
        for slot in slots
        for facing, column in enumerate(slot.columns)
        if any(item.sku for item in column.items)
    )


def _nearly_sold_out(slot: ShelfSlot, rng: np.random.Generator, sprung: bool) -> ShelfSlot:
    """Packages taken from the fronts of its facings, the upper ones first, until few are left."""
    stock = [sorted(column.items, key=lambda i: (-i.depth, i.stack)) for column in slot.columns]
    total = sum(map(len, stock))
    left = max(1, round(float(rng.uniform(*LEFT)) * total))
    for _ in range(total - left):
        full = [items for items in stock if items]
        full[int(rng.integers(len(full)))].pop()
    kept = (
        _drawn_up(column, slot.sku, {id(i) for i in items}, sprung)
        for column, items in zip(slot.columns, stock, strict=True)
    )
    return replace(slot, columns=tuple(kept))


def _drawn_up(column: Column, sku: Sku, kept: set[int], sprung: bool) -> Column:
    """The column with the items ``kept``, its rows counted from the one that is now at the front; with
    springs they move there."""
    items = [item for item in column.items if id(item) in kept]
    first = min((item.depth for item in items), default=0)
    ahead = _begins_m(items, sku) - _begins_m(column.items, sku) if items and sprung else 0.0
    moved = (replace(item, depth=item.depth - first, y_m=item.y_m - ahead) for item in items)
    out_m = 0.0 if first else column.out_m  # whoever stood out over the edge is sold
    return replace(column, items=tuple(moved), out_m=out_m)


def _begins_m(items: Sequence[Item], sku: Sku) -> float:
    """Where the foremost of some packages begins."""
    return min(item.y_m - footprint_m(sku, item.yaw_rad)[1] / 2 for item in items)


def _visited(slot: ShelfSlot, strangers: Sequence[Sku], rng: np.random.Generator) -> ShelfSlot:
    """The slot with a package of another article in front of a facing, where one is small enough."""
    sku = slot.sku
    small = [
        s for s in strangers if s != sku and all(a <= b for a, b in zip(s.size_m, sku.size_m, strict=True))
    ]
    free = [i for i, c in enumerate(slot.columns) if c.items and not any(item.sku for item in c.items)]
    if not small or not free:
        return slot
    at, stranger = free[int(rng.integers(len(free)))], small[int(rng.integers(len(small)))]
    columns = list(slot.columns)
    columns[at] = with_stranger(columns[at], sku, stranger)
    return replace(slot, columns=tuple(columns))
