"""The shelf's front as if seen square on, straight through the lens: no step in between."""

import numpy as np
from numpy.typing import NDArray

from labelers.truth.camera import camera_of
from labelers.truth.model import FrameTruth
from labelers.truth.points import seen_at
from scenes.camera import pixel_centres

U8 = NDArray[np.uint8]


def flattened(image: U8, truth: FrameTruth) -> U8:
    """The frame's picture (h, w, 3) in the rectified view of ``truth.front_plane``; black beyond the picture.

    Exact for what lies in the plane; what stands before or behind it is shifted. Raises ValueError where the
    frame has no front plane.
    """
    import cv2

    plane = truth.front_plane
    if plane is None:
        raise ValueError(f"frame {truth.frame_index} has no front plane: no decks, or seen from behind")
    across, down = np.moveaxis(pixel_centres(plane.width_px, plane.height_px) * plane.m_per_px, -1, 0)
    world = np.stack([plane.x0_m + across, np.full_like(across, plane.y_m), plane.z1_m - down], axis=-1)
    places = seen_at(camera_of(truth.camera), world)
    places = np.where(np.isfinite(places), places - 0.5, -1e6).astype(
        np.float32
    )  # OpenCV counts from centres
    found = cv2.remap(image, places[..., 0], places[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT)
    return np.asarray(found, np.uint8)
