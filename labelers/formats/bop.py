"""BOP: 6D poses as the benchmark for object pose estimation stores them (Hodan et al., 2018).

Lengths are millimetres; ``cam_K`` counts from the centre of the first pixel, as OpenCV does, so its principal
point is half a pixel less than ours. BOP knows no lens distortion: poses and masks are exact in any case, but
``cam_K`` alone projects exactly only where the recipe's lens has none. An object's id is its article's place
in the catalogue, from 1.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from labelers.formats.sample import Sample
from labelers.labels import Annotation, Xywh

MM = 1000.0
U8 = NDArray[np.uint8]
F64 = NDArray[np.float64]


def bop_objects(sample: Sample) -> tuple[Annotation, ...]:
    """What BOP lists: products whose pose is known, in the order of ``scene_gt``."""
    return tuple(one for one in sample.annotations if not one.thing and one.instance_id in sample.solids)


def bop_camera(camera: Mapping[str, Any], depth_unit_m: float) -> dict[str, Any]:
    """The frame's entry of ``scene_camera.json``."""
    k = [
        camera["fx_px"],
        0.0,
        camera["cx_px"] - 0.5,
        0.0,
        camera["fy_px"],
        camera["cy_px"] - 0.5,
        0.0,
        0.0,
        1.0,
    ]
    world_from_camera = np.array(camera["world_from_camera"], np.float64)
    turn = world_from_camera[:3, :3].T
    place = -turn @ world_from_camera[:3, 3] * MM
    scale = depth_unit_m * MM
    return {
        "cam_K": k,
        "cam_R_w2c": turn.ravel().tolist(),
        "cam_t_w2c": place.tolist(),
        "depth_scale": scale,
    }


def bop_poses(sample: Sample, object_ids: Mapping[str, int]) -> list[dict[str, Any]]:
    """The frame's entry of ``scene_gt.json``; ``object_ids`` by SKU."""
    entries = []
    for one in bop_objects(sample):
        pose = sample.solids[one.instance_id].camera_from_object
        entries.append(
            {
                "cam_R_m2c": pose[:3, :3].ravel().tolist(),
                "cam_t_m2c": (pose[:3, 3] * MM).tolist(),
                "obj_id": object_ids[one.sku],
            }
        )
    return entries


def bop_info(sample: Sample, depth_m: NDArray[np.float32] | None) -> list[dict[str, Any]]:
    """The frame's entry of ``scene_gt_info.json``: ``px_count_all`` and ``bbox_obj`` are of the whole object
    inside the picture, boxes are (x, y, width, height)."""
    entries = []
    for one in bop_objects(sample):
        valid = one.area_px
        if depth_m is not None:
            x, y, w, h = (int(value) for value in one.box_xywh)
            mine = sample.instance_map[y : y + h, x : x + w] == one.instance_id
            valid = int(np.isfinite(depth_m[y : y + h, x : x + w][mine]).sum())
        entries.append(
            {
                "bbox_obj": [int(value) for value in one.amodal_box_xywh],
                "bbox_visib": [int(value) for value in one.box_xywh],
                "px_count_all": one.amodal_area_px,
                "px_count_valid": valid,
                "px_count_visib": one.area_px,
                "visib_fract": one.visible_fraction,
            }
        )
    return entries


def bop_masks(sample: Sample) -> list[tuple[U8, U8]]:
    """For each object the mask of all of it and that of what is seen, (h, w) of 0 and 255."""
    from pycocotools import mask as coco_mask

    masks = []
    for one in bop_objects(sample):
        whole = coco_mask.decode(one.amodal_mask_rle) * np.uint8(255)
        seen = (sample.instance_map == one.instance_id) * np.uint8(255)
        masks.append((np.asarray(whole), np.asarray(seen)))
    return masks


def bop_model(low_m: Sequence[float], high_m: Sequence[float]) -> dict[str, float]:
    """An object's entry of ``models_info.json``, from its box."""
    low, size = np.array(low_m) * MM, np.subtract(high_m, low_m) * MM
    names = ("x", "y", "z")
    return {
        "diameter": float(np.linalg.norm(size)),
        **{f"min_{name}": float(low[k]) for k, name in enumerate(names)},
        **{f"size_{name}": float(size[k]) for k, name in enumerate(names)},
    }


def read_bop(
    poses: Sequence[Mapping[str, Any]], info: Sequence[Mapping[str, Any]]
) -> list[tuple[int, F64, Xywh]]:
    """Object ids, camera_from_object (4, 4) in metres, and boxes of what is seen."""
    found = []
    for pose, about in zip(poses, info, strict=True):
        matrix = np.eye(4)
        matrix[:3, :3] = np.array(pose["cam_R_m2c"]).reshape(3, 3)
        matrix[:3, 3] = np.array(pose["cam_t_m2c"]) / MM
        x, y, w, h = (float(value) for value in about["bbox_visib"])
        found.append((int(pose["obj_id"]), matrix, (x, y, w, h)))
    return found
