"""Contact darkening from the depth buffer (screen-space ambient occlusion)."""

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
        for k in range(ANGLES):
            angle = np.pi * (k + 0.5) / ANGLES
            dx, dy = round(radius_px * np.cos(angle)), round(radius_px * np.sin(angle))
            total += _pair(small, dx, dy, radius_m)
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


def _pair(depth: F32, dx: int, dy: int, radius_m: float) -> F32:
    """How far the pixel lies behind the middle of two opposite neighbours, 0..1 of ``radius_m``."""
    behind = depth - (_shifted(depth, dx, dy, radius_m) + _shifted(depth, -dx, -dy, radius_m)) * np.float32(
        0.5
    )
    behind *= np.float32(1 / radius_m)
    return np.clip(behind, 0, 1, out=behind)


def _shifted(depth: F32, dx: int, dy: int, radius_m: float) -> F32:
    """The neighbour's depth, less the further it is from the pixel's own: what is far off shades little."""
    h, w = depth.shape
    rows = np.clip(np.arange(h) + dy, 0, h - 1)
    columns = np.clip(np.arange(w) + dx, 0, w - 1)
    step = depth.take(rows, axis=0).take(columns, axis=1)
    step -= depth
    scaled = step * np.float32(0.5 / radius_m)
    step /= np.float32(1) + scaled * scaled
    step += depth
    return step
