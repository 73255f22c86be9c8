"""Gaps of the shelf's front in the picture: the front face of the empty room, and where it can be seen."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from labelers.compliance import Realised
from labelers.gaps import Gap, gaps_in
from labelers.rays import image_rect
from labelers.runs import Runs, runs_of_pixels
from labelers.surfaces import Surfaces
from labelers.trace import Tracer
from labelers.truth.fixture import box_of, quad, upright
from labelers.truth.mask import masks_of_runs
from labelers.truth.model import GapTruth, Xywh
from labelers.truth.outlines import polygon_in_picture
from labelers.truth.points import poses_of
from labelers.truth.rounding import FRACTION, METRES, as_tuples, rounded
from labelers.truth.tables import Tables
from scenes.scene import Scene

F64 = NDArray[np.float64]
Bools = NDArray[np.bool_]


def gap_truths(
    scene: Scene, surfaces: Surfaces, tracer: Tracer, slots: Sequence[Realised], tables: Tables
) -> tuple[GapTruth, ...]:
    """All gaps of the main fixture, slot by slot; ``slots`` are what stands in them."""
    found = gaps_in(slots, scene.plan, scene.skus) if scene.plan else ()
    return tuple(_gap(scene, surfaces, tracer, tables, gap) for gap in found)


def _gap(scene: Scene, surfaces: Surfaces, tracer: Tracer, tables: Tables, gap: Gap) -> GapTruth:
    corners = front_face(gap)
    outline = polygon_in_picture(scene.camera, corners)
    box = box_of(outline)
    runs, fraction = _visible(scene, surfaces, tracer, corners, box)
    return GapTruth(
        kind=gap.kind,
        bay=gap.bay,
        shelf=gap.shelf,
        slot=gap.slot,
        sku=tables.sku(gap.sku),
        first_facing=gap.first_facing,
        facings=gap.facings,
        is_whole_slot=gap.whole_slot,
        pose_world=poses_of(gap.world_from_box[None])[0],
        low_m=as_tuples(rounded(gap.box_m[0], METRES)),
        high_m=as_tuples(rounded(gap.box_m[1], METRES)),
        quad_px=quad(scene.camera, corners),
        outline_px=outline,
        box_xywh=box,
        mask=masks_of_runs(runs)[0],
        visible_fraction=fraction,
    )


def front_face(gap: Gap) -> F64:
    """(4, 3): top left, top right, bottom right and bottom left of the empty room's front, in the world."""
    (x0, y, z0), (x1, _, z1) = gap.box_m
    frame = gap.world_from_box
    return np.asarray(upright(x0, x1, y, z0, z1) @ frame[:3, :3].T + frame[:3, 3])


def _visible(
    scene: Scene, surfaces: Surfaces, tracer: Tracer, corners_m: F64, box: Xywh | None
) -> tuple[Runs, float]:
    """The pixels whose rays pass through a rectangle before they meet anything, and their share of all whose
    rays pass through it. ``box`` is that of its outline.
    """
    height, width = surfaces.depth_m.shape
    x, y, w, h = box or (0.0, 0.0, 0.0, 0.0)
    window = slice(max(int(y) - 1, 0), int(y + h) + 2), slice(max(int(x) - 1, 0), int(x + w) + 2)
    grid = tracer.ideal_grid(scene.camera, image_rect(scene.camera))[window]
    through, depth = passes(scene, corners_m, grid)
    seen = through & (depth < surfaces.depth_m[window])
    column, row = np.nonzero(seen.T)
    pixel = (column + window[1].start) * height + row + window[0].start
    runs = runs_of_pixels(np.zeros(len(row), np.int64), pixel, 1, height, width)
    share: float = rounded(float(seen.sum()) / max(float(through.sum()), 1.0), FRACTION)
    return runs, share


def passes(scene: Scene, corners_m: F64, ideal: F64) -> tuple[Bools, F64]:
    """Which rays along ideal coordinates (..., 2) pass through a rectangle (4, 3) of the world; how deep."""
    camera = scene.camera
    local = (corners_m - camera.position_m) @ camera.world_from_camera[:3, :3]
    start, across, down = local[0], local[1] - local[0], local[3] - local[0]
    normal = np.cross(across, down)
    with np.errstate(all="ignore"):
        depth = (normal @ start) / (ideal @ normal[:2] + normal[2])
        at = [
            ((ideal @ side[:2] + side[2]) * depth - start @ side) / (side @ side) for side in (across, down)
        ]
        inside = (depth > 0) & (at[0] >= 0) & (at[0] <= 1) & (at[1] >= 0) & (at[1] <= 1)
    return np.asarray(inside), np.asarray(depth)
