"""Whether single points of the world are seen: by a ray of their own, not by the pixel they fall into."""

import numpy as np
from numpy.typing import NDArray

from labelers.trace import Tracer
from labelers.truth.points import NEAREST_M, through_lens
from scenes.scene import Scene

F64 = NDArray[np.float64]
NEARER_M = 0.003  # what is met this much nearer than a point covers it
OUTSIDE, COVERED, SEEN = 0, 1, 2


def sight(scene: Scene, tracer: Tracer, points_m: F64) -> tuple[F64, NDArray[np.int64]]:
    """Continuous pixels (n, 2) of world points (n, 3), and COCO's visibility (n,): 0, 1 or 2.

    A point is outside (0) behind the camera, beyond the lens or the border. It is seen (2) if its ray meets
    nothing more than ``NEARER_M`` before it, measured in depth; so its own surface does not cover it, nor
    does a dent beside it. Pixels of points that are not in front of the camera are NaN.
    """
    camera = scene.camera
    local = (points_m - camera.position_m) @ camera.world_from_camera[:3, :3]
    depth = local[:, 2]
    ideal = local[:, :2] / np.where(depth > NEAREST_M, depth, np.nan)[:, None]
    pixels = through_lens(camera, ideal)
    with np.errstate(invalid="ignore"):
        inside = ((pixels >= 0) & (pixels < [camera.width_px, camera.height_px])).all(1)
    state = np.full(len(points_m), OUTSIDE)
    if inside.any():
        _, met = tracer.along(scene, ideal[inside])
        state[inside] = np.where(met < depth[inside] - NEARER_M, COVERED, SEEN)
    return pixels, state
