"""Explicit planograms placed: boards set for what stands on them, every facing where the plan has it."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from assets.fixtures.base import Deck, FixtureSpec
from assets.fixtures.registry import FIXTURES, decks_alone
from assets.fixtures.sizes import fitted
from assets.product import Catalog, Sku
from recipes.distributions import Choice, Distribution, support
from recipes.errors import Finding
from recipes.model import Fixture, Planogram, Recipe
from recipes.planned_slots import PlanogramSlot
from scenes.draws import FrameDraws
from scenes.errors import SceneError
from scenes.placement import HEADROOM_M, ROW_GAP_M, TOUCH_M, Column, draw_column
from scenes.planogram import PUSHED, ShelfSlot, slot_path
from scenes.shelving import LARGEST_GROWTH, needed_m, taken_m

BARE_M = 0.1  # clearance of a shelf that the planogram leaves empty
MOST_IS_LEAST = ("base_height_m", "board_m", "setback_m", "tilt_deg", "tilted_shelves", "rail_height_m")
"""Settings of a fixture that take room the larger they are."""


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


def check_planned(recipe: Recipe, catalog: Catalog) -> list[Finding]:
    """What of an explicit planogram cannot stand in some frame of ``recipe``: too wide, deep or high."""
    rows = rows_of(recipe.planogram, catalog)
    if not rows:
        return []
    found: list[Finding] = []
    for kind in _kinds(recipe.fixture):
        spec = least_fixture(recipe.fixture, kind)
        inside = [row for row in rows if row.place[0] < spec.bays and row.place[1] < spec.shelves]
        found += _too_much(inside, spec, bool(support(recipe.fixture.own_boards)[0]))
    return list({finding.message: finding for finding in found}.values())


def _kinds(fixture: Fixture) -> tuple[str, ...]:
    kind = fixture.kind
    options = kind.live() if isinstance(kind, Choice) else (kind,)
    return tuple(k for k in map(str, options) if FIXTURES[k].adjustable)


def least_fixture(fixture: Fixture, kind: str) -> FixtureSpec:
    """The smallest fixture of a kind that a recipe can draw."""
    numbers: dict[str, Any] = {}
    for name, field in FixtureSpec.__dataclass_fields__.items():
        value = getattr(fixture, name, None)
        if name in Fixture.model_fields and field.type in (int, float):
            numbers[name] = field.type(support(value)[name in MOST_IS_LEAST])
    rail = bool(support(fixture.price_rail)[1])
    fence = _fence(fixture)
    return fitted(FixtureSpec(kind=kind, price_rail=rail, fence=fence, **numbers))


def _fence(fixture: Fixture) -> str:
    """A fence, which takes some of the depth, where there may be one."""
    value: str | Distribution[str] = fixture.fence
    options = map(str, value.live()) if isinstance(value, Choice) else (str(value),)
    return next((word for word in options if word != "none"), "none")


def _too_much(rows: Sequence[Row], spec: FixtureSpec, own_boards: bool) -> Iterator[Finding]:
    try:
        decks = {(d.bay, d.shelf): d for d in decks_alone(boards_for(rows, spec, own_boards))}
    except SceneError as error:
        highest = max(rows, key=lambda row: row.height_m)
        paths = (_path(highest, "facings_high"), _path(highest, "sku"), ("planogram", "slots", highest.index))
        message = f"{error.message}; this is the highest: {highest.height_m:.2f} m; {error.remedy}"
        yield Finding(paths, message)
        return
    except ValueError as error:
        yield Finding((("fixture",),), str(error))
        return
    for place, group in groupby(rows, key=lambda row: row.place):
        yield from _on_deck(list(group), decks[place])


def _path(row: Row, name: str) -> tuple[str | int, ...]:
    return "planogram", "slots", row.index, name


def _on_deck(rows: Sequence[Row], deck: Deck) -> Iterator[Finding]:
    where = f"bay {deck.bay + 1}, shelf {deck.shelf + 1}"
    width, depth = deck.x1_m - deck.x0_m, deck.y_back_m - deck.y_front_m
    for row in rows:
        if row.height_m + HEADROOM_M > deck.clearance_m + 1e-9:
            room = f"{row.height_m:.2f} m high; there is {deck.clearance_m - HEADROOM_M:.2f} m; use fewer"
            message = f"{where}: {row.slot.facings_high} of {row.sku.sku} on each other are {room}"
            yield Finding((_path(row, "facings_high"), _path(row, "sku"), _path(row, "gtin")), message)
        if row.depth_m > depth + 1e-9:
            message = (
                f"{where}: {max(row.slot.facings_deep, 1)} of {row.sku.sku} behind each other need "
                f"{row.depth_m:.2f} m; the shelf is {depth:.2f} m deep; use fewer or a deeper fixture"
            )
            yield Finding((_path(row, "facings_deep"), _path(row, "sku"), _path(row, "gtin")), message)
    yield from _along(rows, width, where)


def _along(rows: Sequence[Row], width_m: float, where: str) -> Iterator[Finding]:
    """Whether the slots of a shelf have room side by side."""
    runs: list[list[Row]] = [[]]
    for row in rows:
        if row.slot.x_m is not None and runs[-1]:
            runs.append([])
        runs[-1].append(row)
    ends = [run[0].slot.x_m for run in runs[1:]]
    for run, end in zip(runs, [*ends, None], strict=True):
        start = run[0].slot.x_m or 0.0
        need = sum(row.width_m + TOUCH_M for row in run) - TOUCH_M
        facings = sum(row.slot.facings_wide for row in run)
        words = f"{facings} facing{'s' if facings > 1 else ''} need{'' if facings > 1 else 's'} {need:.2f} m"
        beyond = run[-1]
        paths = (_path(beyond, "facings_wide"), _path(beyond, "sku"), _path(beyond, "gtin"))
        if end is not None and start + need > end + 1e-9:
            message = f"{where}: {words} from {start:.2f} m on; the next slot begins at {end:.2f} m; use fewer or move it"
            yield Finding((*paths, _path(run[0], "x_m")), message)
        elif end is None and start + need > width_m + 1e-9:
            words += f" from {start:.2f} m on" if start else ""
            message = f"{where}: {words}; the shelf is {width_m:.2f} m wide; use fewer or a wider bay"
            yield Finding((*paths, ("fixture", "bay_width_m")), message)
