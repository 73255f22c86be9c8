"""A trained detector on whole pictures: scaled, in tiles where they are large, and put together again."""

from dataclasses import dataclass, replace

import cv2
import numpy as np
import torch
from numpy.typing import NDArray

from generator.train.models import Detector
from generator.train.network import Found, suppressed, together
from generator.train.tiles import Tile, tiles

MULTIPLE = 32
MARGIN_PX = 3.0
FIRST_SIDE_PX = 640
LEAST_SIDE_PX, MOST_SIDE_PX = 160, 4096
USUAL_BOX_PX = 48.0
"""The size (square root of the area) at which detectors that :class:`CropRules` brought up see best."""
NEAR_ENOUGH_PX = (28.0, 84.0)
"""Pictures whose boxes are that large are left alone: they keep their detail."""
LOOKS = 3


@dataclass(frozen=True)
class Finding:
    """``long_side_px``: pictures are brought to that size; 0 leaves them as they are, None looks for the size
    at which what is found is as large as what was learnt. Beyond ``tile_px`` they are cut.

    Detections below ``least_score`` are dropped.
    """

    long_side_px: int | None = None
    tile_px: int = 1280
    least_score: float = 0.02


def find(detector: Detector, image: NDArray[np.uint8], how: Finding, device: str = "cpu") -> Found:
    """Detections in a picture (h, w, 3) uint8 sRGB, in its own pixels, best first."""
    longest = max(image.shape[:2])
    if how.long_side_px is not None:
        return _at(detector, image, how.long_side_px or longest, how, device)
    side = min(longest, FIRST_SIDE_PX)
    for _ in range(LOOKS):
        found = _at(detector, image, side, how, device)
        wanted = _better_side(found, side, longest)
        if wanted == side:
            break
        side = wanted
    return found


def _better_side(found: Found, side_px: int, longest_px: int) -> int:
    """The long side at which the middle-sized of the surer boxes would be as large as usual; the same where
    it is large enough, and not too large, already."""
    if not len(found.scores):
        return side_px
    sure = found.scores >= 0.5 * found.scores[: max(len(found.scores) // 20, 1)].mean()
    sides = (found.boxes_xyxy[:, 2:] - found.boxes_xyxy[:, :2])[sure].clamp_min(1)
    middle = float(sides.prod(1).sqrt().median()) * side_px / longest_px
    if NEAR_ENOUGH_PX[0] <= middle <= NEAR_ENOUGH_PX[1]:
        return side_px
    wanted = round(side_px * USUAL_BOX_PX / middle)
    return int(np.clip(wanted, LEAST_SIDE_PX, min(MOST_SIDE_PX, 2 * longest_px)))


def _at(detector: Detector, image: NDArray[np.uint8], side_px: int, how: Finding, device: str) -> Found:
    """Detections of the picture brought to this long side, in the picture's own pixels."""
    h, w = image.shape[:2]
    scale = side_px / max(h, w)
    size = (max(round(w * scale), 1), max(round(h * scale), 1))
    how_scaled = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    scaled = image if size == (w, h) else cv2.resize(image, size, interpolation=how_scaled)
    parts = [_in_tile(detector, scaled, tile, device) for tile in tiles(size, (how.tile_px, how.tile_px))]
    found = suppressed(together(parts))
    good = found.scores >= how.least_score
    back = torch.tensor([w / size[0], h / size[1]] * 2)
    edge = torch.tensor([w, h, w, h], dtype=torch.float32)
    boxes = torch.minimum((found.boxes_xyxy * back).clamp_min(0), edge)
    good &= (boxes[:, 2:] - boxes[:, :2]).amin(1) >= 1
    return replace(found, boxes_xyxy=boxes[good], scores=found.scores[good], labels=found.labels[good])


def _in_tile(detector: Detector, image: NDArray[np.uint8], tile: Tile, device: str) -> Found:
    """Detections of one tile, in the scaled picture's pixels, without those that another tile has whole."""
    part = image[tile.y_px : tile.y_px + tile.height_px, tile.x_px : tile.x_px + tile.width_px]
    h, w = (-(-side // MULTIPLE) * MULTIPLE for side in part.shape[:2])
    padded = np.full((h, w, 3), 114, np.uint8)
    padded[: part.shape[0], : part.shape[1]] = part
    tensor = torch.from_numpy(padded).permute(2, 0, 1)[None].to(device).float() / 255
    found = detector.detect(tensor)[0]
    boxes = found.boxes_xyxy + torch.tensor([tile.x_px, tile.y_px] * 2, dtype=torch.float32)
    size_wh = (image.shape[1], image.shape[0])
    kept = [not tile.cuts(box, size_wh, MARGIN_PX) for box in boxes.tolist()]
    chosen = torch.tensor(kept, dtype=torch.bool)
    return Found(boxes[chosen], found.scores[chosen], found.labels[chosen])
