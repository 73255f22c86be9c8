"""KITTI and BOP: objects in space."""

import json
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from generator.dataset.layout import depth_path
from generator.export.job import Job
from labelers.formats import bop
from labelers.formats.exr import decode_depth_exr
from labelers.formats.kitti import kitti_calibration, kitti_label
from labelers.formats.maps import DEPTH_UNIT_M, decode_depth_png, encode_depth_png
from labelers.formats.sample import Sample

FRAMES_PER_SCENE = 1000
Tables = dict[str, dict[str, Any]]


def _note_lenses(job: Job, bent: int) -> None:
    if bent:
        job.notes.append(
            f"{bent} frames have lens distortion, which this format cannot say: poses and masks are exact, "
            "but the camera matrix alone does not project onto these pictures."
        )


def _is_bent(sample: Sample) -> bool:
    """Whether the lens does more than the camera matrix."""
    camera = sample.camera
    return "fisheye_field_rad" in camera or any(camera.get("distortion_k1_k2_p1_p2_k3", ()))


def write_kitti(job: Job) -> None:
    """``training/image_2/000007.png``, ``label_2/``, ``calib/`` and ``ImageSets/train.txt``, ..."""
    names, bent = job.names, 0
    listed: dict[str, list[str]] = {}
    for part in job.parts:
        listed[part] = []
        for sample in job.samples(part, truth=True):
            camera, bent = sample.camera, bent + _is_bent(sample)
            numbers = (camera["fx_px"], camera["fy_px"], camera["cx_px"], camera["cy_px"])
            job.picture(sample, f"training/image_2/{sample.stem}.png")
            job.write(f"training/label_2/{sample.stem}.txt", kitti_label(sample, names))
            job.write(f"training/calib/{sample.stem}.txt", kitti_calibration(*numbers))
            listed[part].append(sample.stem)
    _note_lenses(job, bent)
    for part, stems in listed.items():
        job.write(f"ImageSets/{part}.txt", "".join(f"{stem}\n" for stem in stems))


def write_bop(job: Job) -> None:
    """``train/000000/{rgb,depth,mask,mask_visib,scene_*.json}``, ..., ``models/models_info.json`` and
    ``skus.json``, which maps objects to articles. Models are boxes: meshes are not part of a dataset."""
    articles = job.dataset.articles
    ids = {sku: number for number, sku in enumerate(sorted(articles), start=1)}
    bent = 0
    for part in job.parts:
        for place, sample in enumerate(job.samples(part, truth=True)):
            if place % FRAMES_PER_SCENE == 0:
                tables: Tables = {"camera": {}, "gt": {}, "gt_info": {}}
            scene = f"{part}/{place // FRAMES_PER_SCENE:06d}"
            depth, bent = _depth_m(job, sample), bent + _is_bent(sample)
            key = str(sample.frame_index)
            tables["camera"][key] = bop.bop_camera(sample.camera, DEPTH_UNIT_M)
            tables["gt"][key] = bop.bop_poses(sample, ids)
            tables["gt_info"][key] = bop.bop_info(sample, depth)
            _bop_pictures(job, sample, scene, depth)
            if (place + 1) % FRAMES_PER_SCENE == 0 or place + 1 == len(job.splits.frames(part)):
                for name, table in tables.items():
                    job.write(f"{scene}/scene_{name}.json", _by_frame(table))
    _note_lenses(job, bent)
    models = {}
    for sku, number in ids.items():
        width, deep, high = articles[sku].size_m
        models[str(number)] = bop.bop_model((-width / 2, -deep / 2, 0.0), (width / 2, deep / 2, high))
    job.write("models/models_info.json", _by_frame(models))
    job.write("skus.json", json.dumps({str(number): sku for sku, number in ids.items()}, indent=1))


def _bop_pictures(job: Job, sample: Sample, scene: str, depth: NDArray[np.float32] | None) -> None:
    job.picture(sample, f"{scene}/rgb/{sample.image}")
    if depth is not None:
        job.write(f"{scene}/depth/{sample.stem}.png", encode_depth_png(depth))
    for number, (whole, seen) in enumerate(bop.bop_masks(sample)):
        for name, mask in (("mask", whole), ("mask_visib", seen)):
            done, png = cv2.imencode(".png", mask)
            assert done
            job.write(f"{scene}/{name}/{sample.stem}_{number:06d}.png", png.tobytes())


def _depth_m(job: Job, sample: Sample) -> NDArray[np.float32] | None:
    """The stored depth, where the dataset has it."""
    for kind, decode in (("png", decode_depth_png), ("exr", decode_depth_exr)):
        path = job.dataset.folder / depth_path(sample.frame_index, kind)
        if path.exists():
            return decode(path.read_bytes())
    return None


def _by_frame(table: dict[str, Any]) -> str:
    """One line per entry."""
    lines = (f"{json.dumps(key)}:{json.dumps(value, separators=(',', ':'))}" for key, value in table.items())
    return "{\n" + ",\n".join(lines) + "\n}\n"
