"""From a stored frame to what the formats take."""

from dataclasses import replace

import numpy as np

from generator.dataset.reader import Dataset
from generator.dataset.splits import Splits
from labelers.classes import sku_class
from labelers.formats.sample import Sample, Segment, Solid
from labelers.labels import Annotation
from labelers.policies import relabelled
from labelers.truth.model import FrameTruth
from labelers.truth.points import camera_pose
from scenes.scene import LabelSettings


def sample_of(
    dataset: Dataset,
    frame_index: int,
    policy: LabelSettings,
    splits: Splits,
    ignore_rest: bool = False,
    truth: bool = False,
) -> Sample:
    """The frame under a policy and splits.

    ``ignore_rest``: products that the policy does not list are areas to ignore. ``truth``: with what the
    frame's full truth knows of space and of everything else in the picture.

    Raises:
        FolderRefusedError: where a file of the frame is missing or damaged.
    """
    header, everything = dataset.record(frame_index)
    listed = relabelled(policy, everything, dataset.articles)
    ignored = tuple(a for a in listed if splits.leaves_out(frame_index, a.sku))
    aside = {a.instance_id for a in ignored}
    kept = tuple(a for a in listed if a.instance_id not in aside)
    if ignore_rest:
        ids = {a.instance_id for a in listed}
        rest = (a for a in everything if a.instance_id not in ids and not a.thing)
        ignored += tuple(_renamed(a, dataset, policy) for a in rest)
    sample = Sample(
        frame_index,
        header.image.rpartition("/")[2],
        header.width_px,
        header.height_px,
        kept,
        dataset.instance_map(frame_index),
        header.camera,
        ignored,
    )
    return _with_truth(sample, dataset) if truth else sample


def _renamed(one: Annotation, dataset: Dataset, policy: LabelSettings) -> Annotation:
    return replace(one, category=sku_class(dataset.articles[one.sku], policy))


def _with_truth(sample: Sample, dataset: Dataset) -> Sample:
    truth = dataset.truth(sample.frame_index)
    segments = [Segment(s.id, s.semantic, s.is_thing) for s in truth.segments]
    segments += [Segment(tag.id, "price_tag", True) for tag in truth.tags]
    return replace(
        sample,
        solids=solids_of(truth),
        segment_map=np.asarray(dataset.segment_map(sample.frame_index), np.int32),
        segments=tuple(segments),
    )


def solids_of(truth: FrameTruth) -> dict[int, Solid]:
    """Products and occluders in space, by instance id."""
    found = {}
    for product in truth.products:
        shape = truth.shapes[product.shape]
        named = {
            mark.name: (point.x_px, point.y_px, int(point.visibility))
            for mark, point in zip(shape.keypoints, product.keypoints, strict=True)
        }
        pose = camera_pose(truth, product.pose_world)
        found[product.id] = Solid(pose, shape.low_m, shape.high_m, named)
    for thing in truth.occluders:
        shape = truth.shapes[thing.shape]
        found[thing.id] = Solid(camera_pose(truth, thing.pose_world), shape.low_m, shape.high_m)
    return found
