"""COCO's measures by pycocotools, at up to 300 detections a picture: shelves hold more than 100 things."""

import contextlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

MOST = 300


@dataclass(frozen=True)
class Scores:
    """Means over categories; -1 where there is nothing to find."""

    ap: float
    ap50: float
    ap75: float
    ar: float
    ar50: float


def score(coco_json: Path, detections: Sequence[dict[str, Any]], one_class: bool = True) -> Scores:
    """Detections are COCO results: image_id, category_id, bbox (xywh), score. ``one_class``: what it is does
    not matter, only where."""
    from pycocotools.coco import COCO
    from pycocotools.cocoeval import COCOeval

    with contextlib.redirect_stdout(io.StringIO()):
        truth = COCO(str(coco_json))
        if not detections:
            return Scores(0.0, 0.0, 0.0, 0.0, 0.0)
        # pycocotools drops results of categories that the truth has not, even where they do not matter.
        first = min(truth.getCatIds(), default=1)
        rows = [{**one, "category_id": first} for one in detections] if one_class else list(detections)
        found = truth.loadRes(rows)
        judge = COCOeval(truth, found, "bbox")
        judge.params.maxDets = [1, 10, MOST]
        judge.params.useCats = int(not one_class)
        judge.evaluate()
        judge.accumulate()
    precision, recall = judge.eval["precision"], judge.eval["recall"]
    return Scores(
        ap=_mean(precision[:, :, :, 0, -1]),
        ap50=_mean(precision[0, :, :, 0, -1]),
        ap75=_mean(precision[5, :, :, 0, -1]),
        ar=_mean(recall[:, :, 0, -1]),
        ar50=_mean(recall[0, :, 0, -1]),
    )


def _mean(values: Any) -> float:
    there = np.asarray(values)[np.asarray(values) > -1]
    return float(there.mean()) if there.size else -1.0


def told(scores: Scores) -> str:
    """As a line for people."""
    return (
        f"AP {scores.ap:.3f}  AP50 {scores.ap50:.3f}  AP75 {scores.ap75:.3f}  "
        f"AR {scores.ar:.3f}  AR50 {scores.ar50:.3f}"
    )
