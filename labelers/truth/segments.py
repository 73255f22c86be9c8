"""Panoptic and semantic maps: every pixel belongs to one segment, every segment to one class.

Things (products, occluders, signs, price tags) have a segment each, stuff (floor, walls, ...) one for all of
it (Kirillov et al., "Panoptic segmentation", 2019).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from labelers.surfaces import Surfaces
from labelers.truth.model import PaletteTruth, SegmentTruth
from scenes.scene import Instance, Scene

I32 = NDArray[np.int32]

PALETTE = (
    PaletteTruth("background", 0, False, (0, 0, 0)),
    PaletteTruth("product", 1, True, (60, 180, 75)),
    PaletteTruth("price_tag", 2, True, (255, 225, 25)),
    PaletteTruth("occluder", 3, True, (230, 25, 75)),
    PaletteTruth("sign", 4, True, (245, 130, 48)),
    PaletteTruth("shelf", 5, False, (128, 128, 128)),
    PaletteTruth("back_panel", 6, False, (190, 190, 210)),
    PaletteTruth("floor", 7, False, (170, 110, 40)),
    PaletteTruth("wall", 8, False, (220, 190, 255)),
    PaletteTruth("ceiling", 9, False, (70, 240, 240)),
)
CLASS_ID = {entry.semantic: entry.id for entry in PALETTE}
THINGS = frozenset(entry.semantic for entry in PALETTE if entry.is_thing)
SIGNS = ("hanging_sign", "floor_sign")  # occluders that say something
PRINTED = ("header", "strip", "wobbler", "card", "hook card")  # parts of a fixture that say something
BACKS = ("back panel", "back", "panel", "inside", "lining", "mesh")
STORE = {"floor": "floor", "wall": "wall", "skirting": "wall", "fascia": "wall", "end panel": "shelf"}
NOTHING = "background"


def semantic_of(one: Instance) -> str:
    """The class of what an instance is; ``thing`` of a fixture or a store is the name of its part."""
    if one.kind == "occluder":
        return "sign" if one.thing in SIGNS else "occluder"
    if one.kind == "fixture":
        return "sign" if one.thing in PRINTED else "back_panel" if one.thing in BACKS else "shelf"
    if one.kind == "store":
        return STORE.get(one.thing, "ceiling")
    return one.kind


@dataclass(frozen=True, eq=False)
class Segments:
    """``map`` (h, w) int32 of segment ids.

    ``of_instance`` (instances + 1,) is the segment of each of the scene's instances, 0 for one that is not
    seen, and last of what no ray meets.
    """

    map: I32
    of_instance: I32
    table: tuple[SegmentTruth, ...]


def segment(scene: Scene, surfaces: Surfaces) -> Segments:
    """Labelled instances keep their ids; the other things that are seen follow, then stuff by class."""
    index = surfaces.instance_index
    kinds = [*map(semantic_of, scene.instances), NOTHING]
    seen = np.bincount(index.ravel() + 1, minlength=len(kinds)) > 0
    seen = np.append(seen[1:], seen[0])
    ids = np.array([one.instance_id for one in scene.instances] + [0], np.int32)
    ids[~seen] = 0
    following = 1 + max((one.instance_id for one in scene.instances), default=0)
    free = [k for k in np.flatnonzero(seen & (ids == 0)).tolist() if kinds[k] in THINGS]
    ids[free] = np.arange(following, following + len(free))
    following += len(free)
    for entry in PALETTE:
        members = [k for k in np.flatnonzero(seen & (ids == 0)).tolist() if kinds[k] == entry.semantic]
        if members:
            ids[members] = following
            following += 1
    names = {int(ids[k]): kinds[k] for k in np.flatnonzero(seen)}
    made = ids.take(index)
    return Segments(made, ids, _table(made, names))


def semantic_map(segments: I32, table: tuple[SegmentTruth, ...]) -> NDArray[np.uint8]:
    """(h, w) of class ids of :data:`PALETTE` from a segment map and its table."""
    class_of = np.zeros(max((row.id for row in table), default=0) + 1, np.uint8)
    for row in table:
        class_of[row.id] = CLASS_ID[row.semantic]
    return np.asarray(class_of[segments])


def _table(made: I32, names: dict[int, str]) -> tuple[SegmentTruth, ...]:
    ids = sorted(names)
    area = np.bincount(made.ravel(), minlength=max(ids, default=0) + 1)
    boxes = _boxes(made, len(area))
    return tuple(
        SegmentTruth(i, names[i], names[i] in THINGS, int(area[i]), (x0, y0, x1 - x0, y1 - y0))
        for i, (x0, y0, x1, y1) in zip(ids, boxes[ids].tolist(), strict=True)
    )


def _boxes(made: I32, count: int) -> NDArray[np.float64]:
    """(count, 4): x0, y0, x1, y1 of each value's pixels, ends just past them. For values that occur."""
    boxes = np.zeros((count, 4))
    for axis in range(2):
        lines = made.T if axis == 0 else made
        present = np.zeros((count, len(lines)), bool)
        present[lines, np.arange(len(lines))[:, None]] = True
        boxes[:, axis] = present.argmax(1)
        boxes[:, 2 + axis] = len(lines) - present[:, ::-1].argmax(1)
    return boxes
