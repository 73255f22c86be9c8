"""Which article stands where: every deck filled from left to right, block after block."""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from assets.product import Sku
from recipes.model import Planogram
from recipes.values import support
from scenes.blocks import LOWEST, VARIETY, Stretch, deal, lay_out
from scenes.draws import FrameDraws
from scenes.placement import HEADROOM_M, TOUCH_M, Column, DeckSpace, draw_column, levels_that_stand

DISORDER = ("out_of_stock", "turned", "pushed_back", "half_stacked", "overhang")
FENCED = {"overhang": 0.0}
PUSHED = {"setback_m": 0.004, "pushed_back": 0.0, **FENCED}  # behind the lip of a deck with springs
MOST_ALIKE = 4  # facings of each article that may fill a stretch before others come to it
ONE_ARTICLE = 0.15  # of such stretches, which one article fills all the same
OTHERS_APART = 5
INSIDE_SLOT = 0.4  # share of spare width that goes between facings of one article, against 1 between articles


class NumberedDeck(DeckSpace, Protocol):
    """A deck that knows its place (see assets/fixtures/base.py)."""

    @property
    def bay(self) -> int: ...
    @property
    def shelf(self) -> int: ...


@dataclass(frozen=True)
class ShelfSlot:
    """One article's place on a deck: columns and their left edges (world x, metres). ``empty``: sold out;
    ``cased``: its goods stand in the opened case that they were shipped in."""

    bay: int
    shelf: int
    slot: int
    sku: Sku
    empty: bool
    columns: tuple[Column, ...]
    lefts_m: tuple[float, ...] = ()
    cased: bool = False

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
    skus: Sequence[Sku],
    draws: FrameDraws,
    pushed: Collection[tuple[int, int]] = (),
    fenced: Collection[tuple[int, int]] = (),
) -> tuple[ShelfSlot, ...]:
    """All slots of the fixture in order (bay, shelf, slot); ``skus`` follow each other along its bays.

    On the decks ``pushed`` (bay, shelf) springs keep all goods at the front; on those ``fenced`` none stands
    out over the edge.
    """
    bays = {
        b: sorted((d for d in decks if d.bay == b), key=lambda d: d.shelf) for b in {d.bay for d in decks}
    }
    direction = str(draws.value("planogram/block_direction", planogram.block_direction))
    planogram = as_tidy(planogram, draws)
    most = max(map(len, bays.values()), default=0)
    dealt = deal(skus, len(bays), VARIETY * most)
    slots: list[ShelfSlot] = []
    for (bay, own), goods in zip(sorted(bays.items()), dealt, strict=True):
        path = f"planogram/bay[{bay}]"
        laid = lay_out(goods, own, planogram.block_by, direction, draws, path)
        for deck, stretches in zip(own, laid, strict=True):
            place = deck.bay, deck.shelf
            kept = PUSHED if place in pushed else FENCED if place in fenced else {}
            here = planogram.model_copy(update=kept)
            filled = _Filler(here, deck, draws).fill(stretches, [*goods, *skus])
            slots += _spread(filled, deck, draws)
    return tuple(slots)


def as_tidy(planogram: Planogram, draws: FrameDraws) -> Planogram:
    """``planogram`` with its rates of disorder drawn: one shop is as tidy all over."""
    rates = {name: float(draws.value(f"planogram/{name}", getattr(planogram, name))) for name in DISORDER}
    return planogram.model_copy(update=rates)


def fits(sku: Sku, deck: DeckSpace, room_m: float) -> bool:
    """Whether one package of ``sku``, straight, has its place in ``room_m`` of the deck."""
    width, depth, height = sku.size_m
    high_enough = height + HEADROOM_M <= deck.clearance_m + 1e-9
    deep_enough = depth <= deck.y_back_m - deck.y_front_m
    return width <= room_m and deep_enough and high_enough and levels_that_stand(sku, deck) > 0


class _Filler:
    """One deck being filled from the left."""

    def __init__(self, planogram: Planogram, deck: NumberedDeck, draws: FrameDraws) -> None:
        self.planogram, self.deck, self.draws = planogram, deck, draws
        self.width = self.room = deck.x1_m - deck.x0_m - TOUCH_M
        self.slots: list[tuple[Sku, list[Column]]] = []

    def fill(self, stretches: Sequence[Stretch], anything: Sequence[Sku]) -> list[ShelfSlot]:
        """The deck's slots: every stretch its share, then what still fits as a further facing."""
        stretches = stretches or [Stretch(1.0, ())]
        total, passed = sum(stretch.share for stretch in stretches), 0.0
        for number, stretch in enumerate(stretches):
            passed += stretch.share
            end = self.width * passed / total
            self._stretch(self._varied(number, stretches, end, anything), end)
        last = stretches[-1].skus
        for sku in {s.sku: s for s in (*reversed(last), *anything)}.values():
            self._top_up(sku)
        return [self._slot(at, sku, columns) for at, (sku, columns) in enumerate(self.slots)]

    def _varied(
        self, number: int, stretches: Sequence[Stretch], end_m: float, anything: Sequence[Sku]
    ) -> list[Sku]:
        """The articles of a stretch, with others of like height where it has too few to fill its width; now
        and then shops do leave all of it to one."""
        own = [sku for sku in stretches[number].skus if fits(sku, self.deck, self.room)]
        lacking = end_m - self.width + self.room - MOST_ALIKE * sum(sku.size_m[0] for sku in own)
        path = f"planogram/bay[{self.deck.bay}]/shelf[{self.deck.shelf}]/stretch[{number}]/one_article"
        if lacking <= 0 or (own and self.draws.happens(path, ONE_ARTICLE)):
            return own
        here = {sku.sku for stretch in stretches for sku in stretch.skus}
        here |= {sku.sku for sku, _ in self.slots}
        low = LOWEST * max((sku.size_m[2] for sku in own), default=self.deck.clearance_m)
        others = {s.sku: s for s in anything if s.sku not in here and s.size_m[2] >= low}
        fitting = [sku for sku in others.values() if fits(sku, self.deck, self.room)]
        start = self.deck.shelf * OTHERS_APART % max(len(fitting), 1)  # not the same on every board
        turned = [*fitting[start:], *fitting[:start]]
        like = (own or turned)[:1]
        for sku in sorted(
            turned, key=lambda s: [(s.category != k.category, s.brand != k.brand) for k in like]
        ):
            if lacking <= 0:
                break
            own.append(sku)
            lacking -= MOST_ALIKE * sku.size_m[0]
        return own

    def _stretch(self, goods: Sequence[Sku], end_m: float) -> None:
        """Facings up to ``end_m``, more of each article where few share the stretch."""
        one_pass = sum(sku.size_m[0] * self._wanted(len(self.slots), sku) for sku in goods)
        most = int(support(self.planogram.facings)[1])
        times = max(1, round((end_m - self.width + self.room) / one_pass)) if goods else 1
        placed = True
        while goods and placed and self.width - self.room < end_m:
            placed = False
            for sku in goods:
                wanted = self._wanted(len(self.slots), sku)
                placed |= self._face(sku, min(wanted * times, max(most, wanted)), end_m)
                if self.width - self.room >= end_m:
                    return

    def _wanted(self, slot: int, sku: Sku) -> int:
        path = slot_path(self.deck.bay, self.deck.shelf, slot)
        drawn = int(self.draws.value(f"{path}/facings", self.planogram.facings))
        return max(1, round(drawn * self._sells(sku)))

    def _sells(self, sku: Sku) -> float:
        """How many times the usual number of facings an article gets: a long tail with median 1."""
        unequal = float(self.draws.value("planogram/best_sellers", self.planogram.best_sellers))
        if not unequal:
            return 1.0
        return math.exp(unequal * float(self.draws.rng(f"planogram/best_sellers/{sku.sku}").normal()))

    def _face(self, sku: Sku, count: int, end_m: float) -> bool:
        """Up to ``count`` facings, none but the first with its middle beyond ``end_m``."""
        columns: list[Column] = []
        for facing in range(count):
            beyond = self.width - self.room + sku.size_m[0] / 2 > end_m
            column = None if facing and beyond else self._column(sku, len(self.slots), facing)
            if column is None:
                break
            columns.append(column)
        if columns:
            self.slots.append((sku, columns))
        return bool(columns)

    def _column(self, sku: Sku, slot: int, facing: int) -> Column | None:
        """A further column, or None where it finds no room."""
        path = f"{slot_path(self.deck.bay, self.deck.shelf, slot)}/facing[{facing}]"
        if not fits(sku, self.deck, self.room):
            return None
        for straight in (False, True):
            column = draw_column(self.draws, path, self.planogram, sku, self.deck, straight)
            if column.width_m <= self.room:
                self.room -= column.width_m + column.gap_m
                return column
            if slot or facing:
                break
        return None

    def _top_up(self, sku: Sku) -> None:
        """Further facings of ``sku`` as long as they fit, in its own slot where it is the last."""
        while True:
            last = self.slots and self.slots[-1][0] == sku
            slot = len(self.slots) - 1 if last else len(self.slots)
            column = self._column(sku, slot, len(self.slots[-1][1]) if last else 0)
            if column is None:
                return
            if last:
                self.slots[-1][1].append(column)
            else:
                self.slots.append((sku, [column]))

    def _slot(self, at: int, sku: Sku, columns: Sequence[Column]) -> ShelfSlot:
        path = slot_path(self.deck.bay, self.deck.shelf, at)
        sold_out = self.draws.happens(f"{path}/out_of_stock", self.planogram.out_of_stock)
        return ShelfSlot(self.deck.bay, self.deck.shelf, at, sku, sold_out, tuple(columns))


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
