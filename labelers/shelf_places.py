"""Where on the planned shelves each package and each price tag of a scene really is, by poses alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assets.archetypes.holes import hangs_from
from assets.mesh_tools import transform
from assets.product import Sku
from scenes.placement import footprint_m
from scenes.plan import PlannedSlot, ShelfPlan, ShelfRow, TagFacts
from scenes.scene import Instance

F64 = NDArray[np.float64]

UPRIGHT_COS = 0.99619469809
"""Up to 5 degrees off the vertical of its deck a package stands."""
OVER_M = 0.001  # the middle of a package may be so far over the edges of its deck
TAG_M = 0.01  # tags are this near to their planned place along the rail
RAIL_M = (-0.1, 0.06)  # where their middle may be before and behind the deck's front edge
RAIL_BELOW_M = 0.02  # middle of a rail, below its deck
SLIPPED_M = 0.08
HOOK_M = 0.005  # what hangs from a row of hooks has its hole this near to their height


@dataclass(frozen=True)
class Found:
    """A package on a shelf or a hook.

    ``row`` counts in the plan's rows. In the frame of its row (x as the world's, y from the deck's front edge
    back, z up from the deck): ``x_m`` is its middle, the others are the ends of its nominal size.
    ``yaw_rad`` is how far its front is turned away. ``begins_m`` is where it begins as planograms have it:
    ``front_m``, or the place on its hook; what hangs counts as upright.
    """

    instance: int
    sku: str
    row: int
    x_m: float
    left_m: float
    right_m: float
    front_m: float
    back_m: float
    bottom_m: float
    top_m: float
    yaw_rad: float
    upright: bool
    begins_m: float


def world_from_row(row: ShelfRow) -> F64:
    """(4, 4): the row's frame has its origin on the deck's front edge at the world's x = 0."""
    hinge = transform(0.0, row.y_front_m, row.z_m)
    return np.asarray(hinge @ transform(tilt_rad=row.tilt_rad))


def packages(plan: ShelfPlan, instances: Sequence[Instance], skus: Mapping[str, Sku]) -> tuple[Found, ...]:
    """All products that stand, lie or hang on the rows of ``plan``, in the order of ``instances``."""
    goods = [(i, one.sku) for i, one in enumerate(instances) if one.kind == "product" and one.sku]
    if not goods or not plan.rows:
        return ()
    poses = np.array([instances[i].world_from_object for i, _ in goods])
    sizes = np.array([skus[sku].size_m for _, sku in goods])
    middles = poses[:, :3, 3] + poses[:, :3, 2] * sizes[:, 2:] / 2
    from_hole = np.array([[0.0, *hangs_from(skus[sku])] for _, sku in goods])
    holes = poses[:, :3, 3] + np.einsum("nij,nj->ni", poses[:, :3, :3], from_hole)
    rows = _row_of(plan.rows, middles, holes)
    into = [np.linalg.inv(world_from_row(row)) for row in plan.rows]
    return tuple(
        _found(i, skus[sku], int(row), into[row] @ pose, plan.rows[row].hooks_m is not None)
        for (i, sku), row, pose in zip(goods, rows, poses, strict=True)
        if row >= 0
    )


def _row_of(rows: Sequence[ShelfRow], middles: F64, holes: F64) -> NDArray[np.int64]:
    """Index of the deck right below the middle of each package (n, 3), or of the hooks on which its hole
    (n, 3) is; -1 where there is none."""
    best = np.full(len(middles), -1)
    lowest = np.full(len(middles), np.inf)
    for index, row in enumerate(rows):
        local = np.linalg.inv(world_from_row(row))
        at = (middles if row.hooks_m is None else holes) @ local[:3, :3].T + local[:3, 3]
        inside = (at[:, 0] >= row.x0_m - OVER_M) & (at[:, 0] <= row.x1_m + OVER_M)
        inside &= (at[:, 1] >= -OVER_M) & (at[:, 1] <= row.y_back_m - row.y_front_m + OVER_M)
        if row.hooks_m is not None:
            inside &= np.abs(at[:, 2] - row.hooks_m) <= HOOK_M
        better = inside & (at[:, 2] > 0) & (at[:, 2] < lowest)
        best[better], lowest[better] = index, at[better, 2]
    return best


def _found(instance: int, sku: Sku, row: int, pose: F64, hangs: bool) -> Found:
    yaw = float(np.arctan2(pose[1, 0], pose[0, 0]))
    x, y, z = (float(v) for v in pose[:3, 3])
    if pose[2, 2] >= UPRIGHT_COS and not hangs:
        wide, deep = (side / 2 for side in footprint_m(sku, yaw))
        ends = x - wide, x + wide, y - deep, y + deep, z, z + sku.size_m[2]
        return Found(instance, sku.sku, row, x, *ends, yaw, True, y - deep)
    box = np.array([[a, b, c] for a in (-0.5, 0.5) for b in (-0.5, 0.5) for c in (0.0, 1.0)]) * sku.size_m
    corners = box @ pose[:3, :3].T + pose[:3, 3]
    (x0, y0, z0), (x1, y1, z1) = corners.min(axis=0).tolist(), corners.max(axis=0).tolist()
    hole = pose[:3, :3] @ [0.0, *hangs_from(sku)] + pose[:3, 3]
    x, begins = (float(hole[0]), float(hole[1])) if hangs else (float(corners[:, 0].mean()), y0)
    return Found(instance, sku.sku, row, x, x0, x1, y0, y1, z0, z1, yaw, hangs, begins)


def slots_of_rows(plan: ShelfPlan) -> tuple[tuple[int, ...], ...]:
    """The planned slots on every row, as indices."""
    at = {(row.bay, row.shelf): index for index, row in enumerate(plan.rows)}
    on: list[list[int]] = [[] for _ in plan.rows]
    for index, slot in enumerate(plan.slots):
        on[at[slot.bay, slot.shelf]].append(index)
    return tuple(map(tuple, on))


def away_m(slot: PlannedSlot, x_m: float) -> float:
    """How far outside its stretch of the deck something is."""
    return max(slot.x0_m - x_m, x_m - slot.x1_m, 0.0)


def facing_at(slot: PlannedSlot, x_m: float) -> int:
    """The facing that ``x_m`` is in or nearest to."""
    return min(
        range(len(slot.facings)),
        key=lambda f: max(slot.facings[f].x0_m - x_m, x_m - slot.facings[f].x1_m, 0.0),
    )


def tags_of_slots(plan: ShelfPlan, instances: Sequence[Instance]) -> dict[int, TagFacts]:
    """The tag that hangs where each planned slot's tag belongs, by the slot's index."""
    rows = {(row.bay, row.shelf): row for row in plan.rows}
    wanted = [index for index, slot in enumerate(plan.slots) if slot.tag_x_m is not None]
    if not wanted:
        return {}
    on = [rows[plan.slots[index].bay, plan.slots[index].shelf] for index in wanted]
    x = np.array([plan.slots[index].tag_x_m for index in wanted])
    front, deck = np.array([row.y_front_m for row in on]), np.array([row.z_m for row in on])
    found: dict[int, TagFacts] = {}
    for one in instances:
        if one.tag is not None:
            at = one.world_from_object[:3, 3]
            ahead = at[1] - front
            near = (np.abs(at[0] - x) <= TAG_M) & (ahead >= RAIL_M[0]) & (ahead <= RAIL_M[1])
            apart = np.where(near, np.abs(at[2] - deck + RAIL_BELOW_M), np.inf)
            nearest = int(np.argmin(apart))
            if apart[nearest] <= SLIPPED_M:
                found[wanted[nearest]] = one.tag
    return found
