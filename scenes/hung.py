"""Slots of hooks: which article hangs on which, how many, and what is done to them."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from types import MappingProxyType

import numpy as np

from assets.archetypes.holes import hangs_from
from assets.fixtures.base import Peg
from assets.product import Catalog, Sku
from recipes.model import Planogram
from scenes.draws import FrameDraws
from scenes.goods import Goods, joined
from scenes.hanging import (
    AIR_M,
    Hanger,
    Swung,
    ahead_of,
    at_the_back,
    fits_hook,
    hanger,
    pose,
    room_m,
    spaced,
    straight,
    swung,
    that_hang,
)
from scenes.mislaid import LEFT
from scenes.planogram import as_tidy
from scenes.poses import rounded
from scenes.scene import Slot

MOST_ON_HOOK = 6  # what hangs behind them is not seen
DISTURBED = ("low_stock", "misplaced", "foreign")


@dataclass(frozen=True)
class HookUse:
    """What a hook is for: an article, the number of its slot in the row, how many packages (0: what fits)."""

    sku: Sku
    slot: int
    deep: int = 0


type HookOf = Mapping[tuple[int, int, int], HookUse]
"""What hooks are for by (bay, shelf, number in the row)."""


@dataclass(frozen=True, eq=False)
class HungItem:
    """A package on a hook, ``depth`` counted from the front, at ``y_m`` of the world."""

    one: Swung
    depth: int
    y_m: float

    @property
    def sku(self) -> Sku:
        return self.one.hanger.one.sku


@dataclass(frozen=True, eq=False)
class HungFacing:
    """A hook with ``planned`` packages from its tip on, and what really hangs there."""

    peg: Peg
    planned: int
    items: tuple[HungItem, ...]


@dataclass(frozen=True, eq=False)
class HungSlot:
    """One article's hooks in a row, beside each other."""

    bay: int
    shelf: int
    slot: int
    sku: Sku
    facings: tuple[HungFacing, ...]

    @property
    def x0_m(self) -> float:
        return self.facings[0].peg.x_m - self.facings[0].peg.width_m / 2

    @property
    def x1_m(self) -> float:
        return self.facings[-1].peg.x_m + self.facings[-1].peg.width_m / 2


def hang(
    planogram: Planogram,
    catalog: Catalog,
    pegs: Sequence[Peg],
    skus: Sequence[Sku],
    draws: FrameDraws,
    planned: HookOf = MappingProxyType({}),
) -> tuple[HungSlot, ...]:
    """The slots of ``pegs``, in their order, and what hangs from each hook, from its tip to the back.

    ``planned`` says what a hook is for; other hooks take turns with ``skus``, as many hooks side by side as
    an article has facings.
    """
    if not pegs:
        return ()
    return _Hanging(planogram, catalog, draws).slots(pegs, that_hang(skus), planned)


def hung_goods(slots: Sequence[HungSlot]) -> Goods:
    """All packages on hooks, slot by slot and hook by hook from the tip."""
    groups = []
    for slot in slots:
        for number, facing in enumerate(slot.facings):
            poses = [pose(facing.peg, item.one, item.y_m) for item in facing.items]
            at = tuple(Slot(slot.bay, slot.shelf, slot.slot, number, i.depth, 0) for i in facing.items)
            stacked = rounded(np.array(poses).reshape(-1, 4, 4))
            groups.append(Goods(tuple(item.sku for item in facing.items), at, stacked))
    return joined(groups)


def peg_path(peg: Peg) -> str:
    """Where the draws of one hook stand; those of a slot stand with its first."""
    return f"planogram/bay[{peg.bay}]/shelf[{peg.shelf}]/hook[{peg.slot}]"


class _Hanging:
    """The hooks of one frame being filled."""

    def __init__(self, planogram: Planogram, catalog: Catalog, draws: FrameDraws) -> None:
        self.planogram, self.catalog, self.draws = as_tidy(planogram, draws), catalog, draws
        rates = {n: float(draws.value(f"planogram/{n}", getattr(planogram, n))) for n in DISTURBED}
        self.rates = rates | {"out_of_stock": float(self.planogram.out_of_stock)}  # type: ignore[arg-type]
        self.hangers: dict[str, Hanger] = {}

    def slots(self, pegs: Sequence[Peg], skus: Sequence[Sku], planned: HookOf) -> tuple[HungSlot, ...]:
        uses = list(_used(self.planogram, pegs, skus, self.draws, planned))
        made = []
        for (bay, shelf, slot), group in groupby(uses, key=lambda u: (u[0].bay, u[0].shelf, u[1].slot)):
            members = list(group)
            filled = (self._filled(peg, use) for peg, use in members)
            facings = tuple(facing for facing in filled if facing.planned)
            made += [HungSlot(bay, shelf, slot, members[0][1].sku, facings)] * bool(facings)
        known = {slot.sku.sku: slot.sku for slot in made}
        foreign = self.rates["foreign"] > 0
        strange = [s for s in that_hang(self.catalog.skus) if s.sku not in known] if foreign else []
        return tuple(self._disturbed(slot, list(known.values()), strange) for slot in made)

    def _hanger(self, sku: Sku) -> Hanger:
        if sku.sku not in self.hangers:
            self.hangers[sku.sku] = hanger(sku, self.catalog)
        return self.hangers[sku.sku]

    def _filled(self, peg: Peg, use: HookUse) -> HungFacing:
        """One row of packages: alike in pitch, each a little turned and swung, none through another."""
        path, planogram, one = peg_path(peg), self.planogram, self._hanger(use.sku)
        rng = self.draws.rng(f"{path}/swing")
        fill = float(self.draws.value(f"{path}/depth_fill", planogram.depth_fill))
        swing = math.radians(float(self.draws.value(f"{path}/swing_deg", planogram.swing_deg)))
        thick = use.sku.size_m[1]
        wanted = use.deep or min(max(1, round(fill * room_m(peg) / (thick + AIR_M))), MOST_ON_HOOK)
        loose = 0.0 if fill > 0.9 else float(rng.exponential(0.15)) * thick
        left_at_back = rng.random() < planogram.pushed_back  # type: ignore[operator]
        turned = self.draws.happens(f"{path}/turned", planogram.turned)
        row = [swung(peg, one, swing, rng, math.pi * (turned and not k)) for k in range(wanted)]
        y = spaced(peg, row, loose)
        if use.deep and len(y) < use.deep:  # planned so: it hangs straight and close
            row = [straight(one)] * use.deep
            y = spaced(peg, row)
        planned = len(y)
        if left_at_back:
            y = at_the_back(peg, row, y)
        items = (HungItem(s, depth, at) for depth, (s, at) in enumerate(zip(row, y, strict=False)))
        return HungFacing(peg, planned, tuple(items))

    def _disturbed(self, slot: HungSlot, known: Sequence[Sku], strange: Sequence[Sku]) -> HungSlot:
        """What customers have done to a slot, as :func:`scenes.mislaid.disturbed` does on shelves."""
        path, draws, rates = peg_path(slot.facings[0].peg), self.draws, self.rates
        if draws.happens(f"{path}/out_of_stock", rates["out_of_stock"]):
            return replace(slot, facings=tuple(replace(f, items=()) for f in slot.facings))
        if draws.happens(f"{path}/low_stock", rates["low_stock"]):
            slot = _nearly_sold_out(slot, draws.rng(f"{path}/low_stock/which"))
        for name, skus in (("misplaced", known), ("foreign", strange)):
            if draws.happens(f"{path}/{name}", rates[name]):
                slot = self._visited(slot, skus, draws.rng(f"{path}/{name}/which"))
        return slot

    def _visited(self, slot: HungSlot, strangers: Sequence[Sku], rng: np.random.Generator) -> HungSlot:
        """The slot with a package of another article at the front of a hook, where one is small enough."""
        small = [s for s in strangers if s != slot.sku and _takes_no_more(s, slot.sku)]
        free = [i for i, f in enumerate(slot.facings) if f.items and all(t.sku == slot.sku for t in f.items)]
        if not small or not free:
            return slot
        at, stranger = free[int(rng.integers(len(free)))], small[int(rng.integers(len(small)))]
        facings = list(slot.facings)
        first, *rest = facings[at].items
        new, behind = straight(self._hanger(stranger)), (rest[0].one, rest[0].y_m) if rest else None
        y = ahead_of(facings[at].peg, new, first.y_m, behind)
        if y is None:
            return slot
        facings[at] = replace(facings[at], items=(HungItem(new, first.depth, y), *rest))
        return replace(slot, facings=tuple(facings))


def _takes_no_more(stranger: Sku, own: Sku) -> bool:
    """Whether a package has room where one of ``own`` hangs, to all sides of the hook."""
    if any(a > b for a, b in zip(stranger.size_m, own.size_m, strict=True)):
        return False
    sides = [_reach(sku) for sku in (stranger, own)]
    return all(a <= b + 1e-9 for a, b in zip(*sides, strict=True))


def _reach(sku: Sku) -> tuple[float, float, float, float]:
    """How far a package reaches from its hole: down, up, forward, back."""
    y, z = hangs_from(sku)
    return z, sku.size_m[2] - z, sku.size_m[1] / 2 + y, sku.size_m[1] / 2 - y


def _nearly_sold_out(slot: HungSlot, rng: np.random.Generator) -> HungSlot:
    """Packages taken from the tips of its hooks until few are left."""
    left_on = [len(facing.items) for facing in slot.facings]
    total = sum(left_on)
    for _ in range(total - max(1, round(float(rng.uniform(*LEFT)) * total))):
        full = [i for i, count in enumerate(left_on) if count]
        left_on[full[int(rng.integers(len(full)))]] -= 1
    facings = tuple(_taken(facing, count) for facing, count in zip(slot.facings, left_on, strict=True))
    return replace(slot, facings=facings)


def _taken(facing: HungFacing, left: int) -> HungFacing:
    """The hook with its last ``left`` packages, counted anew from the front."""
    kept = facing.items[len(facing.items) - left :]
    return replace(facing, items=tuple(replace(item, depth=k) for k, item in enumerate(kept)))


def _used(
    planogram: Planogram, pegs: Sequence[Peg], skus: Sequence[Sku], draws: FrameDraws, planned: HookOf
) -> Iterator[tuple[Peg, HookUse]]:
    """Hooks with what they are for; hooks that nothing fits stay bare."""
    turn, left, slot = -1, 0, -1
    current: Sku | None = None
    row: tuple[int, int] | None = None
    for peg in pegs:
        use = planned.get((peg.bay, peg.shelf, peg.slot))
        if use is None:
            if row != (peg.bay, peg.shelf):
                row, left, slot = (peg.bay, peg.shelf), 0, -1
            if left <= 0 or current is None or not fits_hook(current, peg):
                turn, current = _next(skus, turn, peg)
                left, slot = int(draws.value(f"{peg_path(peg)}/facings", planogram.facings)), slot + 1
            left -= 1
            use = None if current is None else HookUse(current, slot)
        if use is not None:
            yield peg, use


def _next(skus: Sequence[Sku], turn: int, peg: Peg) -> tuple[int, Sku | None]:
    """The next article in turn that fits the hook."""
    for step in range(1, len(skus) + 1):
        at = (turn + step) % len(skus)
        if fits_hook(skus[at], peg):
            return at, skus[at]
    return turn, None
