"""How large things appear: decides how fine their artwork is painted."""

import numpy as np

from scenes.camera import F64, Camera

SMALLEST_PX, LARGEST_PX = 64, 1024
MARGIN = 1.3  # beyond the picture's edge, for packages whose centre is outside


def texture_sizes_px(camera: Camera, centres_m: F64, heights_m: F64) -> F64:
    """(n,) artwork heights in pixels for packages at ``centres_m`` (n, 3): powers of two from 64 to 1024.

    Each is at least the projected height of the package, except at the upper limit. What is behind the
    camera or well outside the picture gets the smallest.
    """
    local = (centres_m - camera.position_m) @ camera.world_from_camera[:3, :3]
    nearest = np.maximum(local[:, 2] - heights_m / 4, 0.05)
    ideal = np.abs(local[:, :2]) / nearest[:, None]
    half = np.array([camera.cx_px / camera.fx_px, camera.cy_px / camera.fy_px]) * MARGIN
    seen = (local[:, 2] > 0) & (ideal <= half + heights_m[:, None] / nearest[:, None]).all(axis=1)
    projected = np.where(seen, camera.fy_px * heights_m / nearest, 0.0)
    power = np.ceil(np.log2(np.maximum(projected, 1.0)))
    return np.asarray(np.clip(2.0**power, SMALLEST_PX, LARGEST_PX))
