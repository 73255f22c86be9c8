"""A detector on real photographs with known boxes: what it finds, and what that is worth."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.train.finding import Finding, find
from generator.train.models import Detector
from generator.train.network import Found
from generator.train.photos import Photo, read_coco, read_picture
from generator.train.scoring import Scores, score


def coco_results(image_id: int, found: Found, first_category: int = 1) -> list[dict[str, Any]]:
    """Detections of one picture as COCO has results; the first class has the id ``first_category``."""
    rows = zip(found.boxes_xyxy.tolist(), found.scores.tolist(), found.labels.tolist(), strict=True)
    return [
        {
            "image_id": image_id,
            "category_id": int(label) + first_category,
            "bbox": [round(x0, 2), round(y0, 2), round(x1 - x0, 2), round(y1 - y0, 2)],
            "score": round(score, 5),
        }
        for (x0, y0, x1, y1), score, label in rows
    ]


@dataclass(frozen=True)
class Judge:
    """Photographs with COCO boxes. Opening it reads the file; the pictures are read each time."""

    coco: Path
    photos: Sequence[Photo]
    how: Finding

    @classmethod
    def of(cls, coco: Path, images: Path, how: Finding) -> "Judge":
        """Raises PhotoError, as of :func:`read_coco`."""
        return cls(coco, read_coco(coco, images).photos, how)

    def scores(self, detector: Detector, device: str) -> Scores:
        """What the detector is worth on them, whatever its classes are."""
        results = []
        for photo in self.photos:
            found = find(detector, read_picture(photo.path), self.how, device)
            results += coco_results(photo.image_id, found)
        return score(self.coco, results)
