"""What customers do to a planned shelf: they buy, and they leave what they no longer want anywhere."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from assets.product import Sku
from recipes.model import Planogram
from scenes.draws import FrameDraws
from scenes.placement import Column, with_stranger
from scenes.planogram import ShelfSlot, slot_path

LEFT = (0.08, 0.5)  # of its packages, that a slot of low stock still has


def disturbed(
    planogram: Planogram, slots: Sequence[ShelfSlot], catalog: Sequence[Sku], draws: FrameDraws
) -> tuple[ShelfSlot, ...]:
    """``slots`` with some nearly sold out, and packages left where they do not belong.

    Misplaced goods have a place of their own in ``slots``, foreign ones are of ``catalog`` and have none.
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
                slot = _nearly_sold_out(slot, draws.rng(f"{path}/low_stock/which"))
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


def _nearly_sold_out(slot: ShelfSlot, rng: np.random.Generator) -> ShelfSlot:
    """Packages taken from the fronts of its facings, the upper ones first, until few are left."""
    stock = [sorted(column.items, key=lambda i: (-i.depth, i.stack)) for column in slot.columns]
    total = sum(map(len, stock))
    left = max(1, round(float(rng.uniform(*LEFT)) * total))
    for _ in range(total - left):
        full = [items for items in stock if items]
        full[int(rng.integers(len(full)))].pop()
    kept = [
        _drawn_up(column, {id(i) for i in items}) for column, items in zip(slot.columns, stock, strict=True)
    ]
    return replace(slot, columns=tuple(kept))


def _drawn_up(column: Column, kept: set[int]) -> Column:
    """The column with the items ``kept``, its rows counted from the one that is now at the front."""
    items = [item for item in column.items if id(item) in kept]
    first = min((item.depth for item in items), default=0)
    return replace(column, items=tuple(replace(item, depth=item.depth - first) for item in items))


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
