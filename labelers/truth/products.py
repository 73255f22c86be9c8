"""Packages and occluders: everything of :class:`labelers.labels.Annotation`, and where they stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assets.keypoints import positions_m
from labelers.labels import Annotation
from labelers.policies import front_facing
from labelers.runs import Runs
from labelers.trace import Tracer
from labelers.truth.covering import covers
from labelers.truth.mask import Mask, masks_of_runs, runs_of_codes
from labelers.truth.model import Box, Cover, HiddenTruth, OccluderTruth, Place, Point, Pose, ProductTruth
from labelers.truth.points import poses_of, world_poses
from labelers.truth.rounding import DEGREES, FRACTION, METRES, ROUGH_METRES, ROUGH_PX, as_tuples, rounded
from labelers.truth.sight import OUTSIDE, sight
from labelers.truth.tables import Tables
from scenes.scene import Instance, Scene

I32 = NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Seen:
    """What is seen of the labelled instances: rows of equal length, in the order of their ids."""

    annotations: tuple[Annotation, ...]
    instances: tuple[Instance, ...]
    masks: list[Mask]
    amodal: list[Mask | None]
    covered_by: list[tuple[Cover, ...]]
    poses: list[Pose]


def seen(scene: Scene, annotations: Sequence[Annotation], segments: I32) -> Seen:
    """``annotations`` of all labelled instances with a visible pixel; ``segments`` is the segment map."""
    index_of = {one.instance_id: k for k, one in enumerate(scene.instances) if one.instance_id > 0}
    indices = [index_of[one.instance_id] for one in annotations]
    modal = runs_of_codes([one.mask_rle for one in annotations], *segments.shape)
    whole = runs_of_codes([one.amodal_mask_rle for one in annotations], *segments.shape)
    masks, amodal = masks_of_runs(modal), masks_of_runs(whole)
    return Seen(
        tuple(annotations),
        tuple(scene.instances[i] for i in indices),
        [mask for mask in masks if mask is not None],
        [None if a == b else b for a, b in zip(masks, amodal, strict=True)],
        _covers(whole, annotations, segments),
        poses_of(world_poses([scene.instances[i] for i in indices])),
    )


def _covers(whole: Runs, annotations: Sequence[Annotation], segments: I32) -> list[tuple[Cover, ...]]:
    return covers(whole, np.array([one.instance_id for one in annotations], np.int64), segments)


def product_truths(scene: Scene, tracer: Tracer, found: Seen, tables: Tables) -> tuple[ProductTruth, ...]:
    """The packages among what is seen."""
    chosen = [k for k, one in enumerate(found.instances) if one.kind == "product"]
    ones = [found.instances[k] for k in chosen]
    keypoints = _keypoints(scene, tracer, ones)
    turns = _front_turns_deg(ones)
    made = []
    for k, one, points, turn in zip(chosen, ones, keypoints, turns, strict=True):
        noted = found.annotations[k]
        made.append(
            ProductTruth(
                sku=tables.sku(one.sku or ""),
                place=place_of(one),
                is_front_facing=noted.front,
                front_turn_deg=turn,
                keypoints=points,
                materials=tables.materials(one.materials),
                **_common(found, k, tables),
            )
        )
    return tuple(made)


def occluder_truths(found: Seen, tables: Tables) -> tuple[OccluderTruth, ...]:
    """The occluders among what is seen."""
    chosen = [k for k, one in enumerate(found.instances) if one.kind != "product"]
    return tuple(OccluderTruth(thing=found.instances[k].thing, **_common(found, k, tables)) for k in chosen)


def hidden_truths(scene: Scene, found: Seen, tables: Tables) -> tuple[HiddenTruth, ...]:
    """Packages of which no pixel is seen."""
    visible = {one.instance_id for one in found.annotations}
    ones = [i for i in scene.instances if i.kind == "product" and i.instance_id not in visible]
    front = front_facing(scene)
    bases = as_tuples(rounded(world_poses(ones)[:, :3, 3], ROUGH_METRES))
    return tuple(
        HiddenTruth(one.instance_id, tables.sku(one.sku or ""), place_of(one), one.instance_id in front, base)
        for one, base in zip(ones, bases, strict=True)
    )


def place_of(one: Instance) -> Place | None:
    """Where the package belongs."""
    s = one.slot
    return None if s is None else Place(s.bay, s.shelf, s.slot, s.facing, s.depth, s.stack)


def _common(found: Seen, k: int, tables: Tables) -> dict[str, Any]:
    """The fields that products and occluders share."""
    noted = found.annotations[k]
    return {
        "id": noted.instance_id,
        "mask": found.masks[k],
        "amodal_mask": found.amodal[k],
        "unclipped_box_xywh": _unclipped(noted),
        "shape": tables.shape(found.instances[k].mesh),
        "area_px": noted.area_px,
        "amodal_area_px": noted.amodal_area_px,
        "visible_fraction": round(noted.visible_fraction, FRACTION),
        "truncated_fraction": round(noted.truncated_fraction, FRACTION),
        "covered_by": found.covered_by[k],
        "distance_m": round(noted.distance_m, METRES),
        "pose_world": found.poses[k],
    }


def _unclipped(noted: Annotation) -> Box | None:
    x, y, w, h = noted.amodal_box_unclipped_xywh
    return (int(x), int(y), int(w), int(h)) if noted.truncated_fraction > 0 else None


def _front_turns_deg(ones: Sequence[Instance]) -> list[float]:
    """Angle between each package's front (-y of its own) and the way to the shopper (-y of the world)."""
    cosine = world_poses(ones)[:, 1, 1]
    turns: list[float] = rounded(np.degrees(np.arccos(np.clip(cosine, -1, 1))), DEGREES)
    return turns


def _keypoints(scene: Scene, tracer: Tracer, ones: Sequence[Instance]) -> list[tuple[Point, ...]]:
    """Of every package, as its mesh has them."""
    known = {
        name: positions_m(scene.meshes[name], scene.keypoints[name])
        for name in {one.mesh for one in ones}
        if name in scene.keypoints
    }
    counts = [len(known.get(one.mesh, ())) for one in ones]
    placed = [
        known[one.mesh] @ one.world_from_object[:3, :3].T + one.world_from_object[:3, 3]
        for one in ones
        if one.mesh in known
    ]
    if not placed:
        return [()] * len(ones)
    pixels, state = sight(scene, tracer, np.concatenate(placed))
    pixels[state == OUTSIDE] = 0
    rows = zip(rounded(pixels, ROUGH_PX), state.tolist(), strict=True)
    points = [Point(u, v, visibility) for (u, v), visibility in rows]
    ends = np.cumsum(counts).tolist()
    return [tuple(points[end - n : end]) for end, n in zip(ends, counts, strict=True)]
