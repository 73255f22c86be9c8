"""Contact darkening from the depth buffer (screen-space ambient occlusion)."""

import cv2
import numpy as np
from numpy.typing import NDArray

F32 = NDArray[np.float32]

RADII_M = (0.012, 0.045)
ANGLES = 6
STRENGTH = 0.9


def openness(depth_m: F32, focal_px: float) -> F32:
    """1 on open surfaces, less in crevices; (h, w).

    Each pixel is compared with pairs of opposite neighbours, near and far. On a plane a pair's mean depth is
    the pixel's own, in a crevice it is less (after Mittring, "Finding next gen: CryEngine 2", 2007; the pairs
    remove the false darkening of slopes). Worked out at half size.
    """
    finite = np.where(np.isfinite(depth_m), depth_m, np.float32(1e3))
    small = np.ascontiguousarray(finite[::2, ::2])
    middle = float(np.median(small))
    total = np.zeros_like(small)
    for radius_m in RADII_M:
        radius_px = max(1.0, radius_m * focal_px / 2 / middle)
        edge = round(radius_px)
        around = cv2.copyMakeBorder(small, edge, edge, edge, edge, cv2.BORDER_REPLICATE)
        for k in range(ANGLES):
            angle = np.pi * (k + 0.5) / ANGLES
            dx, dy = round(radius_px * np.cos(angle)), round(radius_px * np.sin(angle))
            total += _pair(small, _shifted(around, edge, dx, dy), _shifted(around, edge, -dx, -dy), radius_m)
    share = total * np.float32(STRENGTH / (ANGLES * len(RADII_M)))
    return _enlarged(np.float32(1) - share, small, finite)


def _enlarged(values: F32, depth: F32, full_depth: F32) -> F32:
    """Values of half the size to full size: each pixel takes the one of its four neighbours nearest in depth.

    After Kopf et al., "Joint bilateral upsampling" (2007), with hard weights: outlines stay clean.
    """
    full = np.empty_like(full_depth)
    values, depth = np.pad(values, 1, mode="edge"), np.pad(depth, 1, mode="edge")
    for dy, dx in ((0, 0), (0, 1), (1, 0), (1, 1)):
        target = full_depth[dy::2, dx::2]
        h, w = target.shape
        best: F32 | None = None
        for y in (1, 2 * dy):  # the small pixel itself, and the one on the side of this parity
            for x in (1, 2 * dx):
                error = np.abs(depth[y : y + h, x : x + w] - target)
                if best is None:
                    best, chosen = error, values[y : y + h, x : x + w].copy()
                    continue
                closer = error < best
                np.copyto(best, error, where=closer)
                np.copyto(chosen, values[y : y + h, x : x + w], where=closer)
        full[dy::2, dx::2] = chosen
    return full


def _pair(depth: F32, one: F32, other: F32, radius_m: float) -> F32:
    """How far the pixel lies behind the middle of two opposite neighbours, 0..1 of ``radius_m``."""
    behind = _step(depth, one, radius_m)
    behind += _step(depth, other, radius_m)
    behind *= np.float32(-0.5 / radius_m)
    return np.clip(behind, 0, 1, out=behind)


def _step(depth: F32, neighbour: F32, radius_m: float) -> F32:
    """How much further off the neighbour is, less the larger that is: what is far off shades little."""
    step = neighbour - depth
    scaled = step * np.float32(0.5 / radius_m)
    scaled *= scaled
    scaled += np.float32(1)
    step /= scaled
    return step


def _shifted(around: F32, edge: int, dx: int, dy: int) -> F32:
    """The neighbour (dx, dy) away, from a picture with ``edge`` pixels more on every side."""
    h, w = around.shape
    return around[edge + dy : h - edge + dy, edge + dx : w - edge + dx]
