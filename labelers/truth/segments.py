"""Panoptic and semantic maps: every pixel belongs to one segment, every segment to one class.

Things (products, occluders, signs, price tags) have a segment each, stuff (floor, walls, ...) one for all of
it (Kirillov et al., "Panoptic segmentation", 2019).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from labelers.runs import areas_px, boxes_xyxy, runs_of_map
from labelers.surfaces import Surfaces
from labelers.truth.mask import area_px
from labelers.truth.model import FrameTruth, PaletteTruth, SegmentTruth
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
STORE = {  # words in the names of a store's parts; whatever has none of them stands on its walls
    "floor": "floor",
    "ceiling": "ceiling",
    "lamp": "ceiling",
    "duct": "ceiling",
    "poster": "sign",
    "end panel": "shelf",
}
NOTHING = "background"


def semantic_of(one: Instance) -> str:
    """The class of what an instance is; ``thing`` of a fixture or a store is the name of its part."""
    if one.kind == "occluder":
        return "sign" if one.thing in SIGNS else "occluder"
    if one.kind == "fixture":
        return "sign" if one.thing in PRINTED else "back_panel" if one.thing in BACKS else "shelf"
    if one.kind == "store":
        return next((name for word, name in STORE.items() if word in one.thing), "wall")
    return one.kind


@dataclass(frozen=True, eq=False)
class Segments:
    """``map`` (h, w) int32 of segment ids; ``others`` are those of no product, occluder or price tag.

    ``of_instance`` (instances + 1,) is the segment of each of the scene's instances, 0 for one that is not
    seen, and last of what no ray meets.
    """

    map: I32
    of_instance: I32
    others: tuple[SegmentTruth, ...]


def segment(scene: Scene, surfaces: Surfaces) -> Segments:
    """Labelled instances keep their ids; price tags and signs that are seen follow, then stuff by class."""
    index = surfaces.instance_index
    kinds = [*map(semantic_of, scene.instances), NOTHING]
    visible = np.bincount(index.ravel() + 1, minlength=len(kinds)) > 0
    visible = np.append(visible[1:], visible[0])
    ids = np.array([one.instance_id for one in scene.instances] + [0], np.int32)
    unnamed: list[int] = np.flatnonzero(visible & (ids == 0)).tolist()
    ids[~visible] = 0
    following = 1 + max((one.instance_id for one in scene.instances), default=0)
    names: dict[int, str] = {}
    for entry in sorted(PALETTE, key=lambda entry: (not entry.is_thing, entry.id)):
        members = [k for k in unnamed if kinds[k] == entry.semantic]
        groups = [[k] for k in members] if entry.is_thing else [members] * bool(members)
        for group in groups:
            ids[group] = following
            names[following] = entry.semantic
            following += 1
    made = ids.take(index)
    listed = [i for i, name in names.items() if name != "price_tag"]
    return Segments(made, ids, _rows(made, listed, names))


def all_segments(truth: FrameTruth) -> tuple[SegmentTruth, ...]:
    """Every value of the segment map, ascending: products, occluders, price tags and the rest."""
    things = [
        *(("product", one.id, one.mask) for one in truth.products),
        *(("sign" if one.thing in SIGNS else "occluder", one.id, one.mask) for one in truth.occluders),
        *(("price_tag", one.id, one.mask) for one in truth.tags),
    ]
    rows = [SegmentTruth(i, name, True, area_px(mask), mask[:4]) for name, i, mask in things]
    return tuple(sorted([*rows, *truth.segments], key=lambda row: row.id))


def semantic_map(segments: I32, truth: FrameTruth) -> NDArray[np.uint8]:
    """(h, w) of class ids of :data:`PALETTE` from a frame's segment map."""
    rows = all_segments(truth)
    class_of = np.zeros(max((row.id for row in rows), default=0) + 1, np.uint8)
    for row in rows:
        class_of[row.id] = CLASS_ID[row.semantic]
    return np.asarray(class_of[segments])


def _rows(made: I32, ids: list[int], names: dict[int, str]) -> tuple[SegmentTruth, ...]:
    runs = runs_of_map(made, ids)
    boxes, areas = boxes_xyxy(runs).tolist(), areas_px(runs).tolist()
    return tuple(
        SegmentTruth(i, names[i], names[i] in THINGS, area, (x0, y0, x1 - x0, y1 - y0))
        for i, area, (x0, y0, x1, y1) in zip(ids, areas, boxes, strict=True)
    )
