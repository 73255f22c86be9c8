"""How large things appear: decides how fine their artwork is painted."""

import numpy as np

from scenes.camera import F64, Camera, Fisheye

SMALLEST_PX, LARGEST_PX = 32, 1024
MARGIN = 1.3  # beyond the picture's edge, for packages whose centre is outside
SPARED_OCTAVES = 0.2  # artwork may be this much coarser than the picture before it doubles
TAG_PX_PER_M = 512, 4096


def texture_sizes_px(camera: Camera, centres_m: F64, sizes_wh_m: F64) -> F64:
    """(n,) artwork heights in pixels for packages of ``sizes_wh_m`` (n, 2) at ``centres_m`` (n, 3).

    The larger of a package's two sides gets a power of two from 32 to 1024 pixels: 0.87 to 1.74 of those
    that it covers in the picture, but for the limits. What is behind the camera or well outside the picture
    gets the least.
    """
    local = (centres_m - camera.position_m) @ camera.world_from_camera[:3, :3]
    largest = sizes_wh_m.max(axis=1)
    nearest = np.maximum(local[:, 2] - largest / 4, 0.05)
    ideal = np.abs(local[:, :2]) / nearest[:, None]
    half = np.array([camera.cx_px / camera.fx_px, camera.cy_px / camera.fy_px]) * MARGIN
    seen = (local[:, 2] > 0) & (ideal <= half + (largest / nearest)[:, None]).all(axis=1)
    if isinstance(camera.distortion, Fisheye):  # it shows things as large as their distance makes them
        nearest = np.maximum(np.linalg.norm(local, axis=1) - largest / 2, 0.05)
        seen = local[:, 2] > -largest
    projected = np.where(seen, camera.fy_px * largest / nearest, 0.0)
    power = np.ceil(np.log2(np.maximum(projected, 1.0)) - SPARED_OCTAVES)
    longer = np.clip(2.0**power, SMALLEST_PX, LARGEST_PX)
    return np.asarray(np.maximum(np.round(longer * sizes_wh_m[:, 1] / largest), 1.0))


def tag_px_per_m(camera: Camera, points_m: F64) -> int:
    """Resolution of the price tags between ``points_m`` (n, 3): a power of two for all of them."""
    depth = (points_m - camera.position_m) @ camera.world_from_camera[:3, 2]
    ahead = depth[depth > 0]
    nearest = max(float(ahead.min()), 0.05) if len(ahead) else 1e3
    low, high = TAG_PX_PER_M
    return int(np.clip(2.0 ** np.ceil(np.log2(camera.fy_px / nearest)), low, high))
