"""Whether an explicit planogram has room in every frame of a recipe: asked of its smallest fixture."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from assets.fixtures.base import Deck, FixtureSpec
from assets.fixtures.registry import FIXTURES, decks_alone
from assets.fixtures.sizes import fitted
from assets.product import Catalog
from recipes.distributions import Choice, Distribution, support
from recipes.errors import Finding
from recipes.model import Fixture, Recipe
from scenes.errors import SceneError
from scenes.placement import HEADROOM_M, TOUCH_M
from scenes.planned import Row, boards_for, rows_of
from scenes.planned_hooks import hooks_too_much

MOST_IS_LEAST = ("base_height_m", "board_m", "setback_m", "tilt_deg", "tilted_shelves", "rail_height_m")
"""Settings of a fixture that take room the larger they are."""


def check_planned(recipe: Recipe, catalog: Catalog) -> list[Finding]:
    """What of an explicit planogram cannot stand in some frame of ``recipe``: too wide, deep or high."""
    rows = rows_of(recipe.planogram, catalog)
    if not rows:
        return []
    found: list[Finding] = []
    for kind in _kinds(recipe.fixture):
        spec = least_fixture(recipe.fixture, kind)
        if FIXTURES[kind].hooked:
            found += hooks_too_much([row for row in rows if row.place[0] < spec.bays], spec, catalog)
            continue
        inside = [row for row in rows if row.place[0] < spec.bays and row.place[1] < spec.shelves]
        found += _too_much(inside, spec, bool(support(recipe.fixture.own_boards)[0]))
    return list({finding.message: finding for finding in found}.values())


def _kinds(fixture: Fixture) -> tuple[str, ...]:
    kind = fixture.kind
    options = kind.live() if isinstance(kind, Choice) else (kind,)
    return tuple(k for k in map(str, options) if FIXTURES[k].adjustable or FIXTURES[k].hooked)


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
            needed, has = _metres(row.height_m, deck.clearance_m - HEADROOM_M)
            room = f"{needed} m high; there is {has} m; use fewer"
            message = f"{where}: {row.slot.facings_high} of {row.sku.sku} on each other are {room}"
            yield Finding((_path(row, "facings_high"), _path(row, "sku"), _path(row, "gtin")), message)
        if row.depth_m > depth + 1e-9:
            needed, has = _metres(row.depth_m, depth)
            room = f"{needed} m; the shelf is {has} m deep; use fewer or a deeper fixture"
            message = (
                f"{where}: {max(row.slot.facings_deep, 1)} of {row.sku.sku} behind each other need {room}"
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
        beyond, there = start + need, width_m if end is None else end
        if beyond <= there + 1e-9:
            continue
        plural = facings > 1
        needed, has = _metres(need, there)
        where_on = f" from {start:.2f} m on" if start or end is not None else ""
        words = f"{facings} facing{'s' * plural} need{'s' * (not plural)} {needed} m{where_on}"
        if end is None:
            message = f"{where}: {words}; the shelf is {has} m wide; use fewer or a wider bay"
        else:
            message = f"{where}: {words}; the next one begins at {has} m; use fewer or move it"
        last, setting = run[-1], ("fixture", "bay_width_m") if end is None else _path(run[0], "x_m")
        paths = (_path(last, "facings_wide"), _path(last, "sku"), _path(last, "gtin"), setting)
        yield Finding(paths, message)


def _metres(need: float, there: float) -> tuple[str, str]:
    """Two lengths as texts that tell them apart."""
    for digits in (2, 3, 4):
        shown = f"{need:.{digits}f}", f"{there:.{digits}f}"
        if shown[0] != shown[1]:
            break
    return shown
