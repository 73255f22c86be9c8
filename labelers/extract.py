"""From what the rays met to the labels of a frame."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from labelers.amodal import Amodal, amodal_masks
from labelers.classes import class_name
from labelers.labels import Annotation, Labels, Xywh
from labelers.policies import front_facing, selected
from labelers.runs import Runs, areas_px, boxes_xyxy, encode, runs_of_map
from labelers.surfaces import Surfaces
from labelers.trace import Tracer
from scenes.scene import Instance, Scene

I64 = NDArray[np.int64]


def extract_labels(scene: Scene, surfaces: Surfaces, tracer: Tracer) -> Labels:
    """Annotations of everything that is seen, parted by the scene's policy, and the exact maps.

    The instance map keeps every labelled pixel, also of instances that the policy does not list
    (``scene.labels``, see :mod:`labelers.policies`). Every annotation's mask is exactly where the map equals
    its ``instance_id``. Annotations come in the order of their ids. Depth is along the optical axis (inf:
    nothing there).
    """
    seen = _seen(scene, surfaces.instance_map)
    amodal = amodal_masks(scene, tracer, seen, surfaces.instance_map)
    modal = runs_of_map(surfaces.instance_map, [scene.instances[i].instance_id for i in seen])
    everything = _annotations(scene, seen, modal, amodal)
    listed = selected(scene.labels, everything)
    ids = {one.instance_id for one in listed}
    others = tuple(one for one in everything if one.instance_id not in ids)
    return Labels(listed, surfaces.instance_map, surfaces.depth_m, others)


def _seen(scene: Scene, instance_map: NDArray[np.int32]) -> list[int]:
    """Indices of the labelled instances with a visible pixel, by instance id."""
    visible = np.bincount(instance_map.ravel(), minlength=1)
    index_of = {one.instance_id: index for index, one in enumerate(scene.instances) if one.instance_id > 0}
    return [index_of[i] for i in np.flatnonzero(visible).tolist() if i > 0]


def _annotations(scene: Scene, chosen: Sequence[int], modal: Runs, amodal: Amodal) -> list[Annotation]:
    area, whole_area = areas_px(modal).tolist(), areas_px(amodal.runs).tolist()
    box, clipped = _xywh(boxes_xyxy(modal)), _xywh(boxes_xyxy(amodal.runs))
    unclipped, outside = _xywh(amodal.unclipped_xyxy), amodal.outside_px.tolist()
    mask, whole_mask = encode(modal), encode(amodal.runs)
    distance, front = _distances_m(scene, chosen), front_facing(scene)
    return [
        Annotation(
            instance_id=one.instance_id,
            sku=one.sku or "",
            category=class_name(scene, one),
            area_px=area[k],
            box_xywh=box[k],
            mask_rle=mask[k],
            amodal_area_px=whole_area[k],
            amodal_box_xywh=clipped[k],
            amodal_box_unclipped_xywh=unclipped[k],
            amodal_mask_rle=whole_mask[k],
            visible_fraction=area[k] / whole_area[k],
            truncated_fraction=outside[k] / (outside[k] + whole_area[k]),
            distance_m=distance[k],
            slot=_slot(one),
            thing=one.thing,
            front=one.instance_id in front,
        )
        for k, one in enumerate(scene.instances[i] for i in chosen)
    ]


def _xywh(xyxy: I64) -> list[Xywh]:
    return [(float(a), float(b), float(c - a), float(d - b)) for a, b, c, d in xyxy.tolist()]


def _distances_m(scene: Scene, chosen: Sequence[int]) -> list[float]:
    """From the camera to the centres of the objects' boxes."""
    ones = [scene.instances[i] for i in chosen]
    poses = np.array([one.world_from_object for one in ones]).reshape(-1, 4, 4)
    centre = {name: scene.meshes[name].bounds_m.mean(0) for name in {one.mesh for one in ones}}
    centres = np.array([centre[one.mesh] for one in ones]).reshape(-1, 3)
    where = np.einsum("nij,nj->ni", poses[:, :3, :3], centres) + poses[:, :3, 3]
    return [float(d) for d in np.linalg.norm(where - scene.camera.position_m, axis=1)]


def _slot(one: Instance) -> tuple[int, int, int, int, int, int] | None:
    s = one.slot
    return None if s is None else (s.bay, s.shelf, s.slot, s.facing, s.depth, s.stack)
