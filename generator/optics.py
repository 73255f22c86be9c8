"""What happens to light in the lens, beyond where its rays go: motion, colour fringes, glare and ghosts.

All of it is centred: green light stays where it is, so nothing here moves a label.
"""

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from scenes.scene import PostSettings

F32 = NDArray[np.float32]
GLARE_SHRINK = 8
GHOSTS_FROM = 3.0  # exposed light: only what is brighter than any goods, lamps above all, leaves ghosts
GHOSTS = (
    # scale about the centre (below 0: on the other side), softness (share of the width), strength and colour
    (-0.35, 0.006, (0.25, 0.5, 0.35)),
    (-0.8, 0.012, (0.45, 0.3, 0.5)),
    (0.5, 0.02, (0.15, 0.25, 0.4)),
    (-1.6, 0.04, (0.3, 0.2, 0.1)),
)


def through_lens(light: F32, post: PostSettings) -> F32:
    """Motion blur, lateral chromatic aberration, ghosts and glare of exposed light (h, w, 3)."""
    if post.motion_px > 0:
        kernel = motion_kernel(post.motion_px, math.radians(post.motion_deg))
        light = np.asarray(cv2.filter2D(light, -1, kernel, borderType=cv2.BORDER_REPLICATE))
    if post.chromatic_px != 0:
        light = _fringed(light, post.chromatic_px)
    if post.ghosts > 0:
        light = _ghosted(light, post.ghosts)
    return _veiled(light, post.glare) if post.glare > 0 else light


def motion_kernel(length_px: float, angle_rad: float) -> F32:
    """A line of this length through the middle, of sum 1 and the same turned round: it shifts nothing."""
    half = max(math.ceil(length_px / 2), 1)
    size = 2 * half + 1
    along = (np.arange(16) + 0.5) / 16 * length_px - length_px / 2
    x, y = half + along * math.cos(angle_rad), half - along * math.sin(angle_rad)
    across = np.arange(size)
    weights = [np.maximum(1 - np.abs(across - p[:, None]), 0) for p in (y, x)]
    kernel = np.einsum("ky,kx->yx", *weights) / len(along)
    return np.asarray((kernel + kernel[::-1, ::-1]) / 2, np.float32)


def _fringed(light: F32, corner_px: float) -> F32:
    """Red enlarged and blue reduced about the middle, by ``corner_px`` at the corners."""
    height, width = light.shape[:2]
    share = 2 * corner_px / math.hypot(width, height)
    planes = list(cv2.split(light))
    for channel, scale in ((0, 1 + share), (2, 1 - share)):
        shift = [(1 - scale) * (size - 1) / 2 for size in (width, height)]
        matrix = np.array([[scale, 0, shift[0]], [0, scale, shift[1]]])
        planes[channel] = cv2.warpAffine(
            planes[channel], matrix, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
        )
    return np.asarray(cv2.merge(planes))


def _ghosted(light: F32, share: float) -> F32:
    """``share`` of the light of lamps in view once more, mirrored through the centre, sized and tinted as
    reflections between a lens' surfaces are (each ``GHOSTS`` one pair of surfaces)."""
    height, width = light.shape[:2]
    size = max(width // GLARE_SHRINK, 1), max(height // GLARE_SHRINK, 1)
    lamps = cv2.resize(light, size, interpolation=cv2.INTER_AREA) - np.float32(GHOSTS_FROM)
    lamps = np.maximum(lamps, 0).astype(np.float32)
    if not lamps.any():
        return light
    ghosts = np.zeros_like(lamps)
    for scale, softness, colour in GHOSTS:
        shift = [(1 - scale) * (side - 1) / 2 for side in size]
        matrix = np.array([[scale, 0, shift[0]], [0, scale, shift[1]]])
        one = cv2.warpAffine(lamps, matrix, size, flags=cv2.INTER_AREA)
        ghosts += cv2.GaussianBlur(one, (0, 0), softness * size[0] + 0.5) * np.array(colour, np.float32)
    spread = cv2.resize(ghosts, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.scaleAdd(spread, share, light))


def _veiled(light: F32, share: float) -> F32:
    """``share`` of the light spread far and wide, most of it around what is brightest."""
    height, width = light.shape[:2]
    size = max(width // GLARE_SHRINK, 1), max(height // GLARE_SHRINK, 1)
    small = cv2.resize(light, size, interpolation=cv2.INTER_AREA)
    wide = cv2.GaussianBlur(small, (0, 0), size[0] / 12 + 0.5, borderType=cv2.BORDER_REFLECT)
    spread = cv2.resize(wide, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.addWeighted(light, 1 - share, spread, share, 0))
