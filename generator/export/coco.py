"""COCO: instances, keypoints, panoptic; and FiftyOne, which reads COCO."""

from collections.abc import Iterator
from dataclasses import replace

import cv2
import numpy as np

from generator.export.job import Job, JsonLists
from labelers.formats.coco import CocoFrame, coco_image, write_coco
from labelers.formats.keypoints import keypoint_annotations, keypoint_categories
from labelers.formats.panoptic import panoptic_categories, panoptic_frame
from labelers.formats.sample import Sample


def coco_frame(sample: Sample) -> CocoFrame:
    size = sample.width_px, sample.height_px
    return CocoFrame(sample.frame_index, sample.image, *size, sample.annotations, sample.ignored)


def write_instances(job: Job) -> None:
    """``images/`` and ``annotations/instances_train.json``, ...

    Where articles are held out, the test is there twice more: ``instances_test_seen.json`` for those that
    train has, ``instances_test_unseen.json`` for those that it lacks.
    """
    for part in job.parts:
        with job.text(f"annotations/instances_{part}.json") as file:
            write_coco(file, _frames(job, part, "images"), job.names, job.info)
    if job.splits.unseen and "test" in job.parts:
        for kind in ("seen", "unseen"):
            with job.text(f"annotations/instances_test_{kind}.json") as file:
                write_coco(file, _of_one_kind(job, kind == "unseen"), job.names, job.info)


def _of_one_kind(job: Job, unseen: bool) -> Iterator[CocoFrame]:
    """The test's frames with the held-out articles, or all but these; the others are areas to ignore."""
    for sample in job.samples("test", again=True):
        mine = tuple(a for a in sample.annotations if (a.sku in job.splits.unseen) == unseen)
        ids = {a.instance_id for a in mine}
        others = tuple(a for a in sample.annotations if a.instance_id not in ids)
        yield replace(coco_frame(sample), annotations=mine, ignored=(*sample.ignored, *others))


def write_fiftyone(job: Job) -> None:
    """``train/data/`` and ``train/labels.json``, ...: fiftyone.types.COCODetectionDataset.

    FiftyOne keeps the name ``instance_id`` for itself, and refuses datasets that use it.
    """
    for part in job.parts:
        with job.text(f"{part}/labels.json") as file:
            frames, renamed = _frames(job, part, f"{part}/data"), {"instance_id": "product_id"}
            write_coco(file, frames, job.names, job.info, renamed)


def _frames(job: Job, part: str, images: str) -> Iterator[CocoFrame]:
    for sample in job.samples(part):
        job.picture(sample, f"{images}/{sample.image}")
        yield coco_frame(sample)


def write_keypoints(job: Job) -> None:
    """``images/`` and ``annotations/keypoints_train.json``, ..."""
    for part in job.parts:
        head = {"info": job.info, "categories": keypoint_categories(job.names)}
        lists = JsonLists(head, ("annotations", "images"))
        for sample in job.samples(part, truth=True):
            job.picture(sample, f"images/{sample.image}")
            lists.add("images", coco_image(coco_frame(sample)))
            for entry in keypoint_annotations(sample, job.names):
                lists.add("annotations", entry)
        with job.text(f"annotations/keypoints_{part}.json") as file:
            lists.write(file)


def write_panoptic(job: Job) -> None:
    """``images/``, ``annotations/panoptic_train.json`` and ``annotations/panoptic_train/000007.png``, ..."""
    for part in job.parts:
        head = {"info": job.info, "categories": panoptic_categories(job.names)}
        lists = JsonLists(head, ("annotations", "images"))
        for sample in job.samples(part, truth=True):
            job.picture(sample, f"images/{sample.image}")
            rgb, entry = panoptic_frame(sample, job.names)
            done, png = cv2.imencode(".png", np.ascontiguousarray(rgb[..., ::-1]))
            assert done
            job.write(f"annotations/panoptic_{part}/{entry['file_name']}", png.tobytes())
            lists.add("images", coco_image(coco_frame(sample)))
            lists.add("annotations", entry)
        with job.text(f"annotations/panoptic_{part}.json") as file:
            lists.write(file)
