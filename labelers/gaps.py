"""Gaps in a shelf's front: nothing there at all, or something only farther back.

Each gap is a box of empty space where packages were planned. Boxes lie in the frame of their row, so that
those of angled shelves lie along them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from assets.archetypes.holes import hangs_from
from assets.product import Sku
from labelers.compliance import Realised, realised
from labelers.shelf_places import Found, facing_at, world_from_row
from scenes.placement import ROW_GAP_M
from scenes.plan import PUSHED_BACK_M, PlannedFacing, PlannedSlot, ShelfPlan, ShelfRow
from scenes.scene import Instance, Scene

F64 = NDArray[np.float64]
type GapKind = Literal["empty", "front"]
COVERED = 0.25  # of a facing's width, that something lying there takes to fill it


@dataclass(frozen=True, eq=False)
class Gap:
    """Neighbouring facings of a slot without packages ("empty"), or with some only behind ("front").

    ``first_facing`` and ``facings`` tell which; ``whole_slot`` that they are all of the slot's. ``box_m`` is
    (2, 3): the least and greatest corner of the empty space in the frame that ``world_from_box`` (4, 4) leads
    from. It is as high as the facings were planned. Of a "front" gap it ends at the nearest package behind.
    """

    kind: GapKind
    bay: int
    shelf: int
    slot: int
    sku: str
    first_facing: int
    facings: int
    whole_slot: bool
    box_m: F64
    world_from_box: F64


def gaps(plan: ShelfPlan, instances: Sequence[Instance], skus: Mapping[str, Sku]) -> tuple[Gap, ...]:
    """All gaps, slot by slot in the plan's order, from the left."""
    return gaps_in(realised(plan, instances, skus), plan, skus)


def scene_gaps(scene: Scene) -> tuple[Gap, ...]:
    """:func:`gaps` of a scene; nothing where nothing is planned."""
    return gaps(scene.plan, scene.instances, scene.skus) if scene.plan else ()


def gaps_in(slots: Sequence[Realised], plan: ShelfPlan, skus: Mapping[str, Sku]) -> tuple[Gap, ...]:
    """The gaps of slots whose packages have been found already."""
    rows = {(row.bay, row.shelf): (row, world_from_row(row)) for row in plan.rows}
    lying: dict[tuple[int, int], list[Found]] = {place: [] for place in rows}
    for one in slots:
        lying[one.slot.bay, one.slot.shelf] += [p for p in one.packages if not p.upright]
    found: list[Gap] = []
    for one in slots:
        place = one.slot.bay, one.slot.shelf
        row, frame = rows[place]
        there = [*(p for p in one.packages if p.upright), *lying[place]]
        found += _of_slot(one.slot, there, skus[one.slot.sku], row, frame)
    return tuple(found)


def _of_slot(slot: PlannedSlot, there: Sequence[Found], sku: Sku, row: ShelfRow, frame: F64) -> Iterator[Gap]:
    room_m = row.y_back_m - row.y_front_m
    foot_m = 0.0 if row.hooks_m is None else row.hooks_m - hangs_from(sku)[1]
    open_m = [_open_m(slot, there, facing, sku, room_m) for facing in range(len(slot.facings))]
    kinds = [kind for kind, _ in open_m]
    for kind, group in groupby(range(len(kinds)), key=kinds.__getitem__):
        if kind is None:
            continue
        run = list(group)
        box = _box([slot.facings[f] for f in run], min(open_m[f][1] for f in run), sku, foot_m)
        yield Gap(
            kind,
            slot.bay,
            slot.shelf,
            slot.slot,
            slot.sku,
            run[0],
            len(run),
            len(run) == len(slot.facings),
            box,
            frame,
        )


def _open_m(
    slot: PlannedSlot, there: Sequence[Found], facing: int, sku: Sku, room_m: float
) -> tuple[GapKind | None, float]:
    """The kind of gap in a facing, and how far back from the deck's edge it is empty.

    ``there`` are the slot's standing packages, and all that lie on its shelf.
    """
    planned = slot.facings[facing]
    inside = [package for package in there if _is_in(package, slot, facing)]
    if not inside:
        depth = planned.deep * (sku.size_m[1] + ROW_GAP_M) - ROW_GAP_M
        return "empty", min(planned.setback_m + depth, room_m)
    back = min(package.begins_m for package in inside) - planned.setback_m >= PUSHED_BACK_M
    return ("front" if back else None), min(package.front_m for package in inside)


def _is_in(package: Found, slot: PlannedSlot, facing: int) -> bool:
    """Whether a package fills a facing: it stands there, or lies over a good part of it."""
    if package.upright:
        return facing_at(slot, package.x_m) == facing
    place = slot.facings[facing]
    over = min(package.right_m, place.x1_m) - max(package.left_m, place.x0_m)
    return over >= COVERED * (place.x1_m - place.x0_m)


def _box(facings: Sequence[PlannedFacing], back_m: float, sku: Sku, foot_m: float) -> F64:
    front = min(max(facing.setback_m for facing in facings), back_m)
    high = max(facing.high for facing in facings) * sku.size_m[2]
    return np.array([[facings[0].x0_m, front, foot_m], [facings[-1].x1_m, back_m, foot_m + high]])
