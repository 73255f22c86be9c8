"""Explicit planograms on pegboards: rows of hooks set for what hangs there, every facing on its own hook."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from assets.archetypes.holes import hole_of
from assets.archetypes.registry import KINDS
from assets.fixtures.base import FixtureSpec
from assets.product import Catalog, Sku
from recipes.errors import Finding
from scenes.errors import SceneError
from scenes.hanging import FALLBACK_DEPTH_M, hanger, room_m, spaced, straight
from scenes.hooks import AIR_M, HOLES_M, OVER_M, ROW_AIR_M, SIDE_M, UNDER_M, Hook, above, below, having
from scenes.hung import HookOf, HookUse
from scenes.planned import BARE_M, Row
from scenes.surroundings import build_fixture

MOST_AIR_M = 0.1  # that a row gets of what is to spare
REMEDY = "use a higher fixture, fewer rows or lower articles"


@dataclass(frozen=True)
class _HookRow:
    """A row of hooks before its height is known; ``slots`` are the rows of the planogram, hook by hook."""

    hooks: tuple[Hook, ...]
    slots: tuple[Row, ...]

    @property
    def over_m(self) -> float:
        """From its hooks up to the highest head."""
        return above(self.hooks)

    @property
    def under_m(self) -> float:
        """From its hooks down to the lowest foot."""
        return max((below(hook.sku) for hook in self.hooks), default=BARE_M)


def hangs(sku: Sku) -> bool:
    """Whether a planogram may have it on a hook: it has a hole, or is of one's own and flat."""
    return hole_of(sku) is not None or (sku.archetype not in KINDS and sku.size_m[1] <= FALLBACK_DEPTH_M)


def hooks_planned(rows: Sequence[Row], spec: FixtureSpec) -> tuple[FixtureSpec, HookOf]:
    """``spec`` with a hook for every facing, and what each is for.

    Rows of hooks count from the bottom; those that the planogram leaves out keep 0.1 m. Hooks are on the
    board's grid of holes, from the left or where ``x_m`` has them. Raises SceneError where a bay's goods are
    higher than the board.
    """
    hooks: list[Hook] = []
    uses: dict[tuple[int, int, int], HookUse] = {}
    for bay in range(spec.bays):
        parts = _rows_of_bay([row for row in rows if row.place[0] == bay], spec, bay)
        for number, (part, z) in enumerate(zip(parts, _heights(parts, spec, bay), strict=True)):
            drop = round(part.under_m + ROW_AIR_M / 2, 6)
            hooks += [replace(hook, row=number, z_m=z, drop_m=drop) for hook in part.hooks]
            for hook, row in zip(part.hooks, part.slots, strict=True):
                use = HookUse(row.sku, row.slot.position - 1, row.slot.facings_deep)
                uses[bay, number, hook.slot] = use
    return having(spec, hooks), uses


def hooks_too_much(rows: Sequence[Row], spec: FixtureSpec, catalog: Catalog) -> Iterator[Finding]:
    """What of a planogram cannot hang on the pegboard ``spec``."""
    wrong = list(_no_goods_for_hooks(rows)) or list(_too_wide(rows, spec))
    yield from wrong
    if wrong:
        return
    try:
        made, uses = hooks_planned(rows, spec)
    except SceneError as error:
        highest = max(rows, key=lambda row: row.sku.size_m[2])
        message = f"{error.message}; the highest is {highest.sku.size_m[2]:.2f} m; {error.remedy}"
        yield Finding((_path(highest, "sku"), _path(highest, "gtin")), message)
        return
    by_place = {(*row.place, row.slot.position - 1): row for row in rows}
    hangers = {name: hanger(sku, catalog) for name, sku in {row.sku.sku: row.sku for row in rows}.items()}
    told: set[int] = set()
    for peg in build_fixture(made).pegs:
        use = uses[peg.bay, peg.shelf, peg.slot]
        row = by_place[peg.bay, peg.shelf, use.slot]
        wanted = max(use.deep, 1)
        there = len(spaced(peg, [straight(hangers[use.sku.sku])] * wanted))
        if there < wanted and row.index not in told:
            told.add(row.index)
            few = f"{wanted} of {use.sku.sku} on a hook need more than its {room_m(peg):.2f} m"
            remedy = f"; there is room for {there}" if there else "; use a deeper fixture"
            where = f"bay {peg.bay + 1}, row {peg.shelf + 1}: "
            paths = (_path(row, "facings_deep"), _path(row, "sku"), _path(row, "gtin"))
            yield Finding(paths, where + few + remedy)


def _path(row: Row, name: str) -> tuple[str | int, ...]:
    return "planogram", "slots", row.index, name


def _no_goods_for_hooks(rows: Sequence[Row]) -> Iterator[Finding]:
    for row in rows:
        if not hangs(row.sku):
            message = (
                f"{row.sku.sku} has nothing to hang from (a {row.sku.archetype.replace('_', ' ')}); "
                "hooks are for blister cards, pouches with a hole and small bags"
            )
            yield Finding((_path(row, "sku"), _path(row, "gtin")), message)
        elif row.slot.facings_high > 1:
            message = f"nothing stands on what hangs; expected 1, found {row.slot.facings_high}"
            yield Finding((_path(row, "facings_high"),), message)


def _too_wide(rows: Sequence[Row], spec: FixtureSpec) -> Iterator[Finding]:
    for bay in range(spec.bays):
        for part in _rows_of_bay([row for row in rows if row.place[0] == bay], spec, bay):
            yield from _too_wide_row(part, spec, bay)


def _too_wide_row(part: _HookRow, spec: FixtureSpec, bay: int) -> Iterator[Finding]:
    """The first hook that has no room: beyond the board's end, or where the slot before it still goes on."""
    left = _left_m(spec, bay)
    end = left + spec.bay_width_m - SIDE_M
    reached = left
    for hook, row in zip(part.hooks, part.slots, strict=True):
        where = f"bay {bay + 1}, row {row.slot.shelf}"
        paths = (_path(row, "facings_wide"), _path(row, "sku"), _path(row, "gtin"))
        if hook.x_m - hook.width_m / 2 < reached - 1e-9:
            x, ends_at = row.slot.x_m or 0.0, reached - left
            message = f"{where}: {row.sku.sku} begins at {x:.2f} m; the one before reaches to {ends_at:.2f} m"
            yield Finding((_path(row, "x_m"), *paths), message)
            return
        if hook.x_m + hook.width_m / 2 > end + 1e-9:
            need = hook.x_m + hook.width_m / 2 - left + SIDE_M
            message = (
                f"{where}: no room for a hook of {row.sku.sku}, which would end at {need:.2f} m; "
                f"the board is {spec.bay_width_m:.2f} m wide; use fewer facings or a wider bay"
            )
            yield Finding((*paths, ("fixture", "bay_width_m")), message)
            return
        reached = hook.x_m + hook.width_m / 2


def _left_m(spec: FixtureSpec, bay: int) -> float:
    return (bay - spec.bays / 2) * spec.bay_width_m


def _rows_of_bay(rows: Sequence[Row], spec: FixtureSpec, bay: int) -> list[_HookRow]:
    """The bay's rows of hooks from the bottom up to the highest that the planogram names."""
    on: Mapping[int, list[Row]] = {shelf: list(g) for shelf, g in groupby(rows, key=lambda r: r.place[1])}
    return [_across(on.get(shelf, []), spec, bay) for shelf in range(max(on, default=-1) + 1)]


def _across(rows: Sequence[Row], spec: FixtureSpec, bay: int) -> _HookRow:
    """Hooks side by side on the board's holes."""
    left = _left_m(spec, bay)
    edge = left + SIDE_M
    hooks: list[Hook] = []
    slots: list[Row] = []
    for row in rows:
        width = row.sku.size_m[0] + AIR_M
        if row.slot.x_m is not None:
            edge = left + max(row.slot.x_m, SIDE_M)
        for _ in range(row.slot.facings_wide):
            holes = math.ceil((edge + width / 2 - left) / HOLES_M - 1e-9)
            x = left + holes * HOLES_M
            hooks.append(Hook(bay, 0, len(hooks), round(x, 6), 0.0, round(width, 6), 0.0, row.sku))
            slots.append(row)
            edge = x + width / 2
    return _HookRow(tuple(hooks), tuple(slots))


def _heights(parts: Sequence[_HookRow], spec: FixtureSpec, bay: int) -> list[float]:
    """How high the hooks of every row are, from the bottom row on; spare height is shared."""
    top, low = spec.height_m - OVER_M, spec.base_height_m + UNDER_M
    need = sum(part.over_m + part.under_m + ROW_AIR_M + HOLES_M for part in parts)
    if need > top - low + 1e-9:
        message = (
            f"bay {bay + 1}: {len(parts)} rows of hooks are {need:.2f} m high with what hangs there; "
            f"the board has {max(top - low, 0):.2f} m"
        )
        raise SceneError("fixture.height_m", message, REMEDY)
    air = min((top - low - need) / max(len(parts), 1), MOST_AIR_M)
    heights: list[float] = []
    for part in reversed(parts):
        z = math.floor((top - part.over_m) / HOLES_M + 1e-9) * HOLES_M
        heights.append(round(z, 6))
        top = z - part.under_m - ROW_AIR_M - air
    return heights[::-1]
