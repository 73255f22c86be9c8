"""A detector on real photographs with known boxes: what it finds, and what that is worth."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch

from generator.train.finding import Finding, find
from generator.train.models import Detector
from generator.train.network import Found, suppressed
from generator.train.photos import Photo, PhotoError, read_coco, unreadable
from generator.train.scoring import Scores, score


def category_ids(class_names: Sequence[str], theirs: Mapping[int, str]) -> list[int]:
    """The COCO id of each of our classes: the category of its name, where the file has one. All others are
    the file's first category: a product is where it is, whatever somebody calls it."""
    named = {name: number for number, name in theirs.items()}
    return [named.get(name, min(theirs, default=1)) for name in class_names]


def as_categories(found: Found, categories: Sequence[int]) -> Found:
    """With COCO's ids in place of labels, and without what two classes found in one place that are one
    category there."""
    ids = torch.tensor(list(categories), dtype=torch.int64)
    return suppressed(replace(found, labels=ids[found.labels]))


def coco_results(image_id: int, found: Found) -> list[dict[str, Any]]:
    """Detections of one picture as COCO has results; labels are categories' ids."""
    rows = zip(found.boxes_xyxy.tolist(), found.scores.tolist(), found.labels.tolist(), strict=True)
    return [
        {
            "image_id": image_id,
            "category_id": int(category),
            "bbox": [round(x0, 2), round(y0, 2), round(x1 - x0, 2), round(y1 - y0, 2)],
            "score": round(score, 5),
        }
        for (x0, y0, x1, y1), score, category in rows
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
        photos = read_coco(coco, images).photos
        bad = unreadable(photos)
        if bad:
            more = f" and {len(bad) - 3} more" if len(bad) > 3 else ""
            raise PhotoError(
                f"{', '.join(map(str, bad[:3]))}{more} cannot be read as pictures: damaged, or of an unknown "
                f"kind. Mend them, or take them out of {coco}."
            )
        return cls(coco, photos, how)

    def scores(self, detector: Detector, device: str) -> Scores:
        """What the detector is worth on them, whatever its classes are."""
        results = []
        for photo in self.photos:
            found = find(detector, photo.read(), self.how, device)
            results += coco_results(photo.image_id, suppressed(replace(found, labels=found.labels * 0 + 1)))
        return score(self.coco, results)
