"""What a camera's software does to the finished picture: smearing, sharpening, enlarging, compressing.

Every step keeps pixels where they are.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from scenes.scene import PostSettings

U8 = NDArray[np.uint8]
SMEAR_LEVELS = 22.0  # differences up to about this many levels are taken for noise at strength 1


def finished(picture: U8, post: PostSettings) -> U8:
    """The sRGB picture (h, w, 3) as the camera stores it."""
    if post.smear > 0:
        picture = _smeared(picture, post.smear)
    if post.sharpen > 0:
        picture = sharpened(picture, post.sharpen, post.sharpen_radius_px)
    return _stored(picture, post.detail, post.jpeg_quality)


def sharpened(picture: U8, amount: float, radius_px: float) -> U8:
    """Unsharp mask of lightness alone, as cameras do it: colour's noise is not sharpened with it."""
    luma = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY).astype(np.float32)
    detail = luma - cv2.GaussianBlur(luma, (0, 0), radius_px, borderType=cv2.BORDER_REPLICATE)
    detail *= np.float32(amount)
    return np.asarray(cv2.add(picture, cv2.merge([detail] * 3), dtype=cv2.CV_8U))


def _smeared(picture: U8, strength: float) -> U8:
    """Colour smoothed a little; lightness only where it differs little (Tomasi and Manduchi, "Bilateral
    filtering for gray and color images", 1998)."""
    luma, *chroma = cv2.split(cv2.cvtColor(picture, cv2.COLOR_RGB2YCrCb))
    luma = cv2.bilateralFilter(luma, 5, SMEAR_LEVELS * strength, 1.5)
    chroma = [cv2.GaussianBlur(plane, (0, 0), 0.4 + 0.8 * strength) for plane in chroma]
    return np.asarray(cv2.cvtColor(cv2.merge([luma, *chroma]), cv2.COLOR_YCrCb2RGB))


def _stored(picture: U8, detail: float, quality: float) -> U8:
    height, width = picture.shape[:2]
    if detail < 1:
        size = max(round(width * detail), 1), max(round(height * detail), 1)
        picture = np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA))
    if quality > 0:
        # A picture that stands for a larger one, reduced, has colour as fine as its lightness.
        colour = 0x111111 if detail == 1 else 0x221111  # JPEG's sampling factors 4:4:4, 4:2:0
        how = [cv2.IMWRITE_JPEG_QUALITY, round(quality), cv2.IMWRITE_JPEG_SAMPLING_FACTOR, colour]
        done, data = cv2.imencode(".jpg", picture[..., ::-1], how)
        if not done:
            raise ValueError("the picture cannot be compressed as JPEG")
        picture = np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR))[..., ::-1]
    if detail < 1:
        picture = cv2.resize(np.ascontiguousarray(picture), (width, height), interpolation=cv2.INTER_CUBIC)
    return np.ascontiguousarray(picture)
