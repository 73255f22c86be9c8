"""Which article stands where: every deck filled from left to right, block after block."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from assets.product import Sku
from recipes.model import Planogram
from scenes.draws import FrameDraws
from scenes.placement import HEADROOM_M, TOUCH_M, Column, DeckSpace, draw_column

INSIDE_SLOT = 0.4  # share of spare width that goes between facings of one article, against 1 between articles


class NumberedDeck(DeckSpace, Protocol):
    """A deck that knows its place (see assets/fixture.py)."""

    @property
    def bay(self) -> int: ...
    @property
    def shelf(self) -> int: ...


@dataclass(frozen=True)
class ShelfSlot:
    """One article's place on a deck: columns and their left edges (world x, metres). ``empty``: sold out."""

    bay: int
    shelf: int
    slot: int
    sku: Sku
    empty: bool
    columns: tuple[Column, ...]
    lefts_m: tuple[float, ...] = ()

    @property
    def x0_m(self) -> float:
        return self.lefts_m[0]

    @property
    def x1_m(self) -> float:
        return self.lefts_m[-1] + self.columns[-1].width_m


def slot_path(bay: int, shelf: int, slot: int) -> str:
    """Where the draws of one slot stand."""
    return f"planogram/bay[{bay}]/shelf[{shelf}]/slot[{slot}]"


def fill_decks(
    planogram: Planogram,
    decks: Sequence[NumberedDeck],
    ceilings_m: Sequence[float],
    goods: Mapping[float, Sequence[Sku]],
    draws: FrameDraws,
) -> tuple[ShelfSlot, ...]:
    """All slots of the fixture in order (bay, shelf, slot).

    ``ceilings_m[shelf]`` names the entry of ``goods`` that the shelf carries. Within a bay a band of goods
    runs from its highest shelf down and goes on in the next bay, and starts again when all its articles
    have had their place.
    """
    slots: list[ShelfSlot] = []
    turn = dict.fromkeys(goods, 0)
    for deck in sorted(decks, key=lambda d: (d.bay, -d.shelf)):
        ceiling = ceilings_m[deck.shelf]
        filled, turn[ceiling] = _fill(planogram, deck, goods[ceiling], turn[ceiling], draws)
        slots += _spread(filled, deck, draws)
    return tuple(sorted(slots, key=lambda s: (s.bay, s.shelf, s.slot)))


def fits(sku: Sku, deck: DeckSpace, room_m: float) -> bool:
    """Whether one package of ``sku``, straight, has its place in ``room_m`` of the deck."""
    width, depth, height = sku.size_m
    high_enough = height + HEADROOM_M <= deck.clearance_m + 1e-9
    return width <= room_m and depth <= deck.y_back_m - deck.y_front_m and high_enough


def _fill(
    planogram: Planogram, deck: NumberedDeck, goods: Sequence[Sku], turn: int, draws: FrameDraws
) -> tuple[list[ShelfSlot], int]:
    """Slots packed from the left until nothing more fits, and whose turn it is next."""
    slots: list[ShelfSlot] = []
    room = deck.x1_m - deck.x0_m - TOUCH_M
    skipped: set[str] = set()
    while True:
        order = [goods[(turn + step) % len(goods)] for step in range(len(goods))]
        sku = next((s for s in order if s.sku not in skipped and fits(s, deck, room)), None)
        if sku is None:
            return slots, turn
        columns = _face(planogram, deck, sku, len(slots), room, draws)
        if not columns:
            skipped.add(sku.sku)
            continue
        path = slot_path(deck.bay, deck.shelf, len(slots))
        empty = draws.happens(f"{path}/empty_slot", planogram.empty_slot)
        slots.append(ShelfSlot(deck.bay, deck.shelf, len(slots), sku, empty, columns))
        room -= sum(column.width_m + column.gap_m for column in columns)
        turn = (goods.index(sku) + 1) % len(goods) if sku is order[0] else turn


def _face(
    planogram: Planogram, deck: NumberedDeck, sku: Sku, slot: int, room_m: float, draws: FrameDraws
) -> tuple[Column, ...]:
    """The drawn number of facings, or as many of them as still fit."""
    path = slot_path(deck.bay, deck.shelf, slot)
    wanted = int(draws.value(f"{path}/facings", planogram.facings))
    columns: list[Column] = []
    for facing in range(wanted):
        column = draw_column(draws, f"{path}/facing[{facing}]", planogram, sku, deck)
        if column.width_m > room_m and slot == 0 and facing == 0:
            column = draw_column(draws, f"{path}/facing[{facing}]", planogram, sku, deck, straight=True)
        if column.width_m > room_m:
            break
        columns.append(column)
        room_m -= column.width_m + column.gap_m
    return tuple(columns)


def _spread(slots: Sequence[ShelfSlot], deck: NumberedDeck, draws: FrameDraws) -> list[ShelfSlot]:
    """Left edges for all columns: the wanted gaps, and the spare width shared out unevenly, as people do.

    Spare width goes to both ends and between columns, less of it between facings of one article.
    """
    columns = [column for slot in slots for column in slot.columns]
    if not columns:
        return []
    inner = [INSIDE_SLOT if f else 1.0 for slot in slots for f in range(len(slot.columns))]
    gaps = np.array([0.0, *(column.gap_m for column in columns[:-1]), 0.0])
    spare = deck.x1_m - deck.x0_m - sum(column.width_m for column in columns) - float(gaps.sum())
    rng = draws.rng(f"planogram/bay[{deck.bay}]/shelf[{deck.shelf}]/spare")
    weights = rng.exponential(size=len(gaps)) * np.array([*inner, 1.0])
    gaps = gaps + max(spare, 0.0) * weights / weights.sum()
    lefts = (
        deck.x0_m
        + np.cumsum(gaps)[:-1]
        + np.concatenate([[0.0], np.cumsum([c.width_m for c in columns])[:-1]])
    )
    return _with_lefts(slots, [float(x) for x in lefts])


def _with_lefts(slots: Sequence[ShelfSlot], lefts_m: Sequence[float]) -> list[ShelfSlot]:
    placed, start = [], 0
    for slot in slots:
        end = start + len(slot.columns)
        placed.append(replace(slot, lefts_m=tuple(lefts_m[start:end])))
        start = end
    return placed
