"""Where the hooks of a pegboard are: set by the goods that hang there, on the board's grid of holes."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assets.archetypes.holes import hangs_from
from assets.fixtures.base import FixtureSpec
from assets.product import Sku
from recipes.model import Planogram
from scenes.draws import FrameDraws
from scenes.hanging import that_hang
from scenes.hung import HookOf, HookUse

HOLES_M = 0.025  # pitch of the board's holes
OVER_M = 0.05  # from the top of the board to the first row
UNDER_M = 0.05  # kept free over the base
SIDE_M = 0.02
AIR_M = 0.008  # least gap between neighbours
ROW_AIR_M = 0.03  # between the foot of a row and the heads of the next
HEIGHT_CLASS_M = 0.06  # goods of like height share rows


@dataclass(frozen=True)
class Hook:
    """One hook to be: goods hang centred on ``x_m`` (world), their hole at ``z_m``, within width and drop."""

    bay: int
    row: int
    slot: int
    x_m: float
    z_m: float
    width_m: float
    drop_m: float
    sku: Sku


def plan_hooks(
    planogram: Planogram, skus: Sequence[Sku], spec: FixtureSpec, draws: FrameDraws
) -> tuple[tuple[Hook, ...], HookOf]:
    """Rows of hooks from the top of every bay down, and which article each is for.

    Rows count from the bottom, slots from the left, as shelves and theirs do. Goods of like height come in
    rows of their own; a row is as high as its goods need. Empty where nothing fits.
    """
    room = spec.height_m - OVER_M - spec.base_height_m - UNDER_M
    goods = [s for s in that_hang(skus) if s.size_m[2] < room and s.size_m[0] < spec.bay_width_m - 2 * SIDE_M]
    if not goods:
        return (), {}
    small_first = -1 if draws.happens("planogram/hooks/tall_on_top", 0.25) else 1
    classes = [int(s.size_m[2] / HEIGHT_CLASS_M) * small_first for s in goods]
    ordered = [goods[i] for i in sorted(range(len(goods)), key=lambda i: (classes[i], i))]
    hooks: list[Hook] = []
    turn = 0
    for bay in range(spec.bays):
        rows: list[list[Hook]] = []
        z = spec.height_m - OVER_M
        while True:
            left = z - spec.base_height_m - UNDER_M - HOLES_M
            low = [sku for sku in ordered if sku.size_m[2] <= left]
            if not low:
                break
            at = turn if len(low) == len(ordered) else turn % len(low)
            row, turn = _row(planogram, low, at, spec, bay, len(rows), draws)
            drop = max(below(hook.sku) for hook in row)
            z_hook = math.floor((z - above(row)) / HOLES_M) * HOLES_M
            drop_m, z_m = round(drop + ROW_AIR_M / 2, 6), round(z_hook, 6)
            rows.append([replace(hook, z_m=z_m, drop_m=drop_m) for hook in row])
            z = z_hook - drop - ROW_AIR_M
        for number, row in enumerate(reversed(rows)):
            hooks += [replace(hook, row=number) for hook in row]
    return tuple(hooks), _uses(hooks)


def _uses(hooks: Sequence[Hook]) -> HookOf:
    """What hooks are for: neighbours with the same article are one slot."""
    uses: dict[tuple[int, int, int], HookUse] = {}
    last: Hook | None = None
    slot = 0
    for hook in hooks:
        beside = last is not None and (last.bay, last.row) == (hook.bay, hook.row)
        slot = 0 if not beside else slot + (last is None or last.sku.sku != hook.sku.sku)
        uses[hook.bay, hook.row, hook.slot] = HookUse(hook.sku, slot)
        last = hook
    return uses


def with_hooks(
    planogram: Planogram, skus: Sequence[Sku], spec: FixtureSpec, draws: FrameDraws
) -> tuple[FixtureSpec, HookOf]:
    """``spec`` with its hooks planned for ``skus``, and which article each is for."""
    hooks, planned = plan_hooks(planogram, skus, spec, draws)
    return having(spec, hooks), planned


def having(spec: FixtureSpec, hooks: Sequence[Hook]) -> FixtureSpec:
    """``spec`` with these hooks."""
    numbers = tuple((h.bay, h.row, h.x_m, h.z_m, h.width_m, h.drop_m) for h in hooks)
    return replace(spec, hooks=numbers)


def below(sku: Sku) -> float:
    """From the hole down to the foot."""
    return hangs_from(sku)[1]


def above(row: Sequence[Hook]) -> float:
    """From the hooks of a row up to the highest head."""
    return max((hook.sku.size_m[2] - below(hook.sku) for hook in row), default=0.0)


def _row(
    planogram: Planogram,
    goods: Sequence[Sku],
    turn: int,
    spec: FixtureSpec,
    bay: int,
    row: int,
    draws: FrameDraws,
) -> tuple[list[Hook], int]:
    """A bay's next row from the left, goods taking turns from ``turn`` on, and whose turn is next."""
    left = (bay - spec.bays / 2) * spec.bay_width_m
    end = left + spec.bay_width_m - SIDE_M
    hooks: list[Hook] = []
    edge = left + SIDE_M
    for sku in _facings(planogram, goods, turn, f"planogram/bay[{bay}]/hooks[{row}]", draws):
        width = sku.size_m[0] + AIR_M
        holes = math.ceil((edge + width / 2 - left) / HOLES_M - 1e-9)
        x = left + holes * HOLES_M
        if x + width / 2 > end:
            return _spread(hooks, end - edge), turn
        if hooks and hooks[-1].sku is not sku:
            turn += 1
        hooks.append(Hook(bay, row, len(hooks), round(x, 6), 0.0, round(width, 6), 0.0, sku))
        edge = x + width / 2
    return hooks, turn


def _spread(hooks: Sequence[Hook], spare_m: float) -> list[Hook]:
    """The spare width shared out in whole holes, from the right end on."""
    spare = math.floor(spare_m / HOLES_M + 1e-9)
    moved = [spare * k // len(hooks) for k in range(1, len(hooks) + 1)]
    return [replace(h, x_m=round(h.x_m + n * HOLES_M, 6)) for h, n in zip(hooks, moved, strict=True)]


def _facings(
    planogram: Planogram, goods: Sequence[Sku], turn: int, path: str, draws: FrameDraws
) -> Iterator[Sku]:
    """Articles hook by hook, without end."""
    step = 0
    while True:
        sku = goods[(turn + step) % len(goods)]
        for _ in range(max(1, int(draws.value(f"{path}/facings[{step}]", planogram.facings)))):
            yield sku
        step += 1
