"""Pictures of any size onto one canvas, with their boxes."""

from dataclasses import replace

import numpy as np

from generator.stream.batches import FrameArrays

PAD = 114  # grey, as most detectors pad


def fitted(frame: FrameArrays, size_wh: tuple[int, int]) -> FrameArrays:
    """The frame scaled to fit ``size_wh``, its corner at the upper left, padded with grey.

    The digest stays that of the picture as it was made, so that it can be checked.
    """
    import cv2

    h, w = frame.image.shape[:2]
    width, height = size_wh
    if (w, h) == size_wh:
        return frame
    scale = min(width / w, height / h)
    inner = (max(round(w * scale), 1), max(round(h * scale), 1))
    canvas = np.full((height, width, 3), PAD, np.uint8)
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    canvas[: inner[1], : inner[0]] = cv2.resize(frame.image, inner, interpolation=how)
    boxes = frame.boxes_xyxy * np.array([inner[0] / w, inner[1] / h] * 2, np.float32)
    ids = None
    if frame.instance_map is not None:
        ids = np.zeros((height, width), np.int32)
        ids[: inner[1], : inner[0]] = cv2.resize(frame.instance_map, inner, interpolation=cv2.INTER_NEAREST)
    return replace(frame, image=canvas, boxes_xyxy=boxes, instance_map=ids)
