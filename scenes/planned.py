"""Explicit planograms placed: boards set for what stands on them, every facing where the plan has it."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from assets.fixtures.base import Deck, FixtureSpec
from assets.product import Catalog, Sku
from recipes.model import Planogram
from recipes.planned_slots import PlanogramSlot
from scenes.draws import FrameDraws
from scenes.errors import SceneError
from scenes.placement import HEADROOM_M, ROW_GAP_M, TOUCH_M, Column, draw_column
from scenes.planogram import PUSHED, ShelfSlot, slot_path
from scenes.shelving import LARGEST_GROWTH, needed_m, taken_m

BARE_M = 0.1  # clearance of a shelf that the planogram leaves empty


@dataclass(frozen=True)
class Row:
    """A slot of the planogram with its article; ``index`` is its place in the recipe's list."""

    index: int
    slot: PlanogramSlot
    sku: Sku

    @property
    def place(self) -> tuple[int, int]:
        """Bay and shelf, counted from 0."""
        return self.slot.bay - 1, self.slot.shelf - 1

    @property
    def width_m(self) -> float:
        """The least width of its facings."""
        return self.slot.facings_wide * (self.sku.size_m[0] + TOUCH_M) - TOUCH_M

    @property
    def height_m(self) -> float:
        """The height of its facings."""
        return self.slot.facings_high * self.sku.size_m[2]

    @property
    def depth_m(self) -> float:
        """The least depth of its rows."""
        deep = max(self.slot.facings_deep, 1)
        return deep * (self.sku.size_m[1] + ROW_GAP_M) - ROW_GAP_M


def rows_of(planogram: Planogram, catalog: Catalog) -> tuple[Row, ...]:
    """The planogram's rows shelf by shelf from the left. SceneError for articles that the catalogue lacks."""
    by_name = {sku.sku: sku for sku in catalog.skus}
    by_gtin = {sku.gtin: sku for sku in catalog.skus}
    rows = []
    for i, slot in enumerate(planogram.slots):
        sku = by_name.get(slot.sku) if slot.sku else by_gtin.get(slot.gtin)
        if sku is None:
            message = f"the catalogue has no {slot.sku or slot.gtin}"
            raise SceneError(f"planogram.slots[{i}]", message, "name an article of the catalogue")
        rows.append(Row(i, slot, sku))
    return tuple(sorted(rows, key=lambda r: (r.slot.bay, r.slot.shelf, r.slot.position)))


def boards_for(rows: Sequence[Row], spec: FixtureSpec, own_boards: bool) -> FixtureSpec:
    """``spec`` with every bay's boards set for what the planogram puts on them.

    Raises SceneError where a bay's goods are higher than the fixture.
    """
    wanted = [[BARE_M] * spec.shelves for _ in range(spec.bays)]
    for row in rows:
        bay, shelf = row.place
        if bay < spec.bays and shelf < spec.shelves:
            wanted[bay][shelf] = max(wanted[bay][shelf], row.height_m)
    if not own_boards:
        wanted = [[max(heights) for heights in zip(*wanted, strict=True)]] * spec.bays
    taken = taken_m(spec)
    room = spec.room_top_m - spec.base_height_m - sum(taken)
    bays = []
    for bay, heights in enumerate(wanted):
        clear = _clearances(heights, room)
        if clear is None:
            message = (
                f"bay {bay + 1}: the goods of {spec.shelves} shelves are {sum(heights):.2f} m high, one over "
                f"the other, and need {HEADROOM_M} m of air each; there is {max(room, 0):.2f} m for them"
            )
            raise SceneError(
                "fixture.height_m", message, "use a higher fixture, fewer shelves or lower facings"
            )
        decks = [spec.base_height_m]
        for height, lost in zip(clear[:-1], taken, strict=False):
            decks.append(decks[-1] + height + lost)
        bays.append(tuple(round(z, 6) for z in decks))
    return replace(spec, bay_decks_m=tuple(bays))


def _clearances(heights: Sequence[float], room_m: float) -> list[float] | None:
    """Clearances that share ``room_m``, with space for a hand where there is some; None where too little."""
    tight = [height + HEADROOM_M + 1e-6 for height in heights]
    airy = [needed_m(height) for height in heights]
    if sum(tight) > room_m:
        return None
    if sum(airy) <= room_m:
        return [height * min(room_m / sum(airy), LARGEST_GROWTH) for height in airy]
    share = (room_m - sum(tight)) / (sum(airy) - sum(tight))
    return [a + share * (b - a) for a, b in zip(tight, airy, strict=True)]


def place_planned(
    planogram: Planogram,
    rows: Sequence[Row],
    decks: Sequence[Deck],
    draws: FrameDraws,
    pushed: Collection[tuple[int, int]] = (),
) -> tuple[ShelfSlot, ...]:
    """Every slot of the planogram on its deck, from the left, or where ``x_m`` has it.

    Hands' small errors are drawn as for sampled planograms, as far as there is room for them. On the decks
    ``pushed`` (bay, shelf) springs keep all goods at the front.
    """
    on = {(deck.bay, deck.shelf): deck for deck in decks}
    slots: list[ShelfSlot] = []
    for place, group in groupby(rows, key=lambda row: row.place):
        here = planogram.model_copy(update=PUSHED) if place in pushed else planogram
        slots += _Deck(here, on[place], draws).placed(list(group))
    return tuple(slots)


class _Deck:
    """One deck being filled as planned."""

    def __init__(self, planogram: Planogram, deck: Deck, draws: FrameDraws) -> None:
        self.planogram, self.deck, self.draws = planogram, deck, draws

    def placed(self, rows: Sequence[Row]) -> Iterator[ShelfSlot]:
        x = self.deck.x0_m
        for at, row in enumerate(rows):
            if row.slot.x_m is not None:
                x = self.deck.x0_m + row.slot.x_m
            slack = self._slack(x, rows[at:])
            columns, lefts = [], []
            for facing in range(row.slot.facings_wide):
                column = self._column(row, facing, slack)
                slack -= column.width_m + column.gap_m - row.sku.size_m[0] - TOUCH_M
                columns.append(column)
                lefts.append(x)
                x += column.width_m + column.gap_m
            path = self._path(row)
            sold_out = self.draws.happens(f"{path}/out_of_stock", self.planogram.out_of_stock)
            yield ShelfSlot(
                *row.place, row.slot.position - 1, row.sku, sold_out, tuple(columns), tuple(lefts)
            )

    def _slack(self, x_m: float, rows: Sequence[Row]) -> float:
        """Width to spare from ``x_m`` to the next slot that has its own place, or to the deck's end."""
        end, need = self.deck.x1_m, rows[0].width_m
        for row in rows[1:]:
            if row.slot.x_m is not None:
                end = self.deck.x0_m + row.slot.x_m - TOUCH_M
                break
            need += TOUCH_M + row.width_m
        return end - x_m - need

    def _path(self, row: Row) -> str:
        return slot_path(*row.place, row.slot.position - 1)

    def _column(self, row: Row, facing: int, slack_m: float) -> Column:
        """A facing with its errors and its gap where there is room for them, else straight and close."""
        path, sku, most = (
            f"{self._path(row)}/facing[{facing}]",
            row.sku,
            slack_m + row.sku.size_m[0] + TOUCH_M,
        )
        size = row.slot.facings_high, row.slot.facings_deep
        for straight in (False, True):
            column = draw_column(self.draws, path, self.planogram, sku, self.deck, straight, size)
            lost = row.slot.facings_deep > column.deep
            if column.width_m + TOUCH_M <= most + 1e-9 and (straight or not lost):
                break
        return replace(column, gap_m=max(min(column.gap_m, most - column.width_m), TOUCH_M))
