"""What a camera may see at all: decides what is worth placing."""

import numpy as np

from scenes.camera import F64, Camera, camera_directions

GRID = 17  # positions across and down the picture at which the view's ends are looked for
WIDENED = 0.02  # of the view, for what lies between them


def ideal_view(camera: Camera) -> F64:
    """(2, 2): least and greatest x/z and y/z of all rays of the picture, a little widened."""
    u, v = np.linspace(0, camera.width_px, GRID), np.linspace(0, camera.height_px, GRID)
    with np.errstate(all="ignore"):
        rays = camera_directions(camera, np.stack(np.meshgrid(u, v), -1).reshape(-1, 2))[:, :2]
    rays = rays[np.isfinite(rays).all(1)]
    low, high = rays.min(0), rays.max(0)
    return np.stack([low, high]) + np.array([[-1.0], [1.0]]) * WIDENED * (high - low)


def may_be_seen(camera: Camera, centres_m: F64, radii_m: F64, margin_m: float = 0.0) -> np.ndarray:
    """(n,) bool: may balls of ``radii_m`` (n,) around ``centres_m`` (n, 3) reach to ``margin_m`` of the view?

    Never a false no; a ball beside a corner of the view may be a false yes.
    """
    view = ideal_view(camera)
    p = (np.asarray(centres_m).reshape(-1, 3) - camera.position_m) @ camera.world_from_camera[:3, :3]
    r = np.asarray(radii_m) + margin_m
    seen = p[:, 2] > -r
    for axis in range(2):
        for bound, sign in zip(view[:, axis], (-1.0, 1.0), strict=True):
            beyond = sign * (p[:, axis] - bound * p[:, 2]) / np.hypot(1.0, bound)
            seen &= beyond <= r
    return np.asarray(seen)
