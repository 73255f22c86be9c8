"""The planogram, what was changed, and in what the shelf differs: as the truth writes them."""

from collections.abc import Iterable, Sequence

from labelers.compliance import Difference, Realised, differences_in, realised
from labelers.truth.model import DifferenceTruth, Facing, PlannedTruth
from labelers.truth.rounding import METRES, rounded
from labelers.truth.tables import Tables
from scenes.plan import Change, PlannedSlot
from scenes.scene import Scene


def planned_truths(scene: Scene, tables: Tables) -> tuple[PlannedTruth, ...]:
    """The planned slots in their order."""
    return tuple(_planned(slot, tables) for slot in scene.plan.slots) if scene.plan else ()


def change_truths(scene: Scene, tables: Tables) -> tuple[DifferenceTruth, ...]:
    """What was done to the shelf on purpose."""
    return _same(scene.plan.changes, tables) if scene.plan else ()


def found_slots(scene: Scene) -> tuple[Realised, ...]:
    """What stands in every planned slot."""
    return realised(scene.plan, scene.instances, scene.skus) if scene.plan else ()


def difference_truths(scene: Scene, slots: Sequence[Realised], tables: Tables) -> tuple[DifferenceTruth, ...]:
    """In what the shelf is not as planned, measured."""
    return _same(differences_in(slots, scene.plan), tables) if scene.plan else ()


def _planned(slot: PlannedSlot, tables: Tables) -> PlannedTruth:
    facings = (
        Facing(
            rounded(one.x0_m, METRES),
            rounded(one.x1_m, METRES),
            one.high,
            one.deep,
            rounded(one.setback_m, METRES),
        )
        for one in slot.facings
    )
    return PlannedTruth(
        bay=slot.bay,
        shelf=slot.shelf,
        slot=slot.slot,
        sku=tables.sku(slot.sku),
        x0_m=rounded(slot.x0_m, METRES),
        x1_m=rounded(slot.x1_m, METRES),
        facings_wide=slot.facings_wide,
        facings_high=slot.facings_high,
        facings_deep=slot.facings_deep,
        facings=tuple(facings),
    )


def _same(rows: Iterable[Change | Difference], tables: Tables) -> tuple[DifferenceTruth, ...]:
    return tuple(
        DifferenceTruth(
            kind=row.kind,
            bay=row.bay,
            shelf=row.shelf,
            slot=row.slot,
            planned=tables.sku(row.planned),
            found=None if row.found is None else tables.sku(row.found),
            count=row.count,
            of=row.of,
        )
        for row in rows
    )
