"""A trained detector on whole pictures: scaled, in tiles where they are large, and put together again."""

from dataclasses import dataclass

import cv2
import numpy as np
import torch
from numpy.typing import NDArray

from generator.train.models import Detector
from generator.train.network import Found, suppressed, together
from generator.train.tiles import Tile, tiles

MULTIPLE = 32
MARGIN_PX = 3.0


@dataclass(frozen=True)
class Finding:
    """``long_side_px``: pictures are brought to that size; None leaves them. Beyond ``tile_px`` they are cut.

    Detections below ``least_score`` are dropped.
    """

    long_side_px: int | None = 1280
    tile_px: int = 1280
    least_score: float = 0.02


def find(detector: Detector, image: NDArray[np.uint8], how: Finding, device: str = "cpu") -> Found:
    """Detections in a picture (h, w, 3) uint8 sRGB, in its own pixels, best first."""
    h, w = image.shape[:2]
    scale = how.long_side_px / max(h, w) if how.long_side_px else 1.0
    size = (max(round(w * scale), 1), max(round(h * scale), 1))
    how_scaled = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    scaled = image if size == (w, h) else cv2.resize(image, size, interpolation=how_scaled)
    parts = [_in_tile(detector, scaled, tile, device) for tile in tiles(size, (how.tile_px, how.tile_px))]
    found = suppressed(together(parts))
    good = found.scores >= how.least_score
    back = torch.tensor([w / size[0], h / size[1]] * 2)
    edge = torch.tensor([w, h, w, h], dtype=torch.float32)
    boxes = torch.minimum((found.boxes_xyxy[good] * back).clamp_min(0), edge)
    return Found(boxes, found.scores[good], found.labels[good])


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
