"""YOLO as Ultralytics lays it out: ``images/train``, ``labels/train``, ..., and ``data.yaml``."""

import json
from collections.abc import Callable

from generator.export.job import Job
from labelers.formats.keypoints import FLIP, pose_text
from labelers.formats.obb import oriented_text
from labelers.formats.sample import FRONT, Sample
from labelers.formats.yolo import detection_text, segmentation_text


def write_detection(job: Job) -> None:
    names = job.names
    _write(job, lambda s: detection_text(s.annotations, names, s.width_px, s.height_px))


def write_segmentation(job: Job) -> None:
    names = job.names
    _write(job, lambda s: segmentation_text(s.annotations, names, s.instance_map))


def write_oriented(job: Job) -> None:
    names = job.names
    _write(job, lambda s: oriented_text(s, names))


def write_pose(job: Job) -> None:
    names = job.names
    shape = f"kpt_shape: [{len(FRONT)}, 3]  # {', '.join(FRONT)}\nflip_idx: {json.dumps(FLIP)}\n"
    _write(job, lambda s: pose_text(s, names), shape, truth=True)


def _write(job: Job, text: Callable[[Sample], str], more: str = "", truth: bool = False) -> None:
    for part in job.parts:
        for sample in job.samples(part, truth):
            job.picture(sample, f"images/{part}/{sample.image}")
            job.write(f"labels/{part}/{sample.stem}.txt", text(sample))
    job.write("data.yaml", _yaml(job) + more)


def _yaml(job: Job) -> str:
    """Trainers insist on train and val; where there is but one of them it stands for both."""
    parts = job.parts
    train = "train" if "train" in parts else parts[0] if parts else "train"
    lines = [f"train: images/{train}", f"val: images/{'val' if 'val' in parts else train}"]
    lines += ["test: images/test"] * ("test" in parts)
    names = [f"  {number}: {json.dumps(name)}" for number, name in enumerate(job.names)]
    return "\n".join([*lines, "names:", *names]) + "\n"
