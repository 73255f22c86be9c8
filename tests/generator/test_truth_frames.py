"""The truth of sampled frames: whole, described by its schema, and small enough."""

import json
import time

import jsonschema
import numpy as np
import pytest

from generator.bundle import open_bundle
from generator.frame import sample
from labelers.extract import extract_labels
from labelers.trace import Tracer
from labelers.truth.build import frame_truth
from labelers.truth.model import FrameTruth
from labelers.truth.schema import truth_schema
from labelers.truth.segments import all_segments, segment
from labelers.truth.store import truth_bytes, truth_from_json
from scenes.scene import Scene

LARGE = {"image.width_px": 1280, "image.height_px": 960}
SMALL = {"image.width_px": 240, "image.height_px": 180}
KB = 300
SECONDS = 2.0  # of CPU, on a machine that is busy with other tests; 0.8 on a quiet one


def truth_of(scene: Scene) -> tuple[FrameTruth, float]:
    """The truth, and the CPU seconds of all labels together once meshes are warm."""
    tracer = Tracer()
    tracer.trace(scene)
    start = time.process_time()
    surfaces = tracer.trace(scene)
    labels = extract_labels(scene, surfaces, tracer)
    parted = segment(scene, surfaces)
    truth = frame_truth(scene, surfaces, labels, tracer, parted)
    truth_bytes(truth)
    seconds = time.process_time() - start
    assert [row.id for row in all_segments(truth)] == np.unique(parted.map).tolist()
    return truth, seconds


def test_a_full_shelf_fits_its_limits_of_bytes_and_seconds() -> None:
    scene = sample(open_bundle("grocery_bay", LARGE), 14)
    truth, seconds = truth_of(scene)
    assert len(truth.products) > 400
    assert len(truth_bytes(truth)) < KB * 1000
    assert seconds < SECONDS * len(truth.products) / 400
    assert truth.gaps
    assert truth.tags
    assert any(point.visibility == 2 for row in truth.products for point in row.keypoints)


@pytest.mark.parametrize("recipe", ["pegboard", "freezer_chest", "checkout_belt", "dairy_multideck"])
def test_every_kind_of_fixture_has_a_truth_that_its_schema_describes(recipe: str) -> None:
    truth, _ = truth_of(sample(open_bundle(recipe, SMALL), 0))
    data = json.loads(truth_bytes(truth))
    jsonschema.Draft202012Validator(truth_schema()).validate(data)
    assert truth_from_json(data) == truth
    assert truth.products
    assert {row.semantic for row in truth.segments} >= {"shelf"}
    placed = {(one.id) for one in (*truth.products, *truth.hidden, *truth.occluders)}
    assert len(placed) == len(truth.products) + len(truth.hidden) + len(truth.occluders)
