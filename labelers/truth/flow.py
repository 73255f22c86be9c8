"""Optical flow between two views of a scene: exact, from where each ray met a surface."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from labelers.rays import image_rect
from labelers.surfaces import Surfaces
from labelers.trace import Tracer
from labelers.truth.points import NEAREST_M, through_lens
from labelers.truth.rounding import product
from scenes.camera import Camera, pixel_centres
from scenes.scene import Scene

F32 = NDArray[np.float32]
F64 = NDArray[np.float64]
NEARER_M, NEARER = 1e-3, 1e-4  # what is met this much before a point (and this share of its depth) covers it


def from_second(scene: Scene) -> Scene:
    """The scene as the second camera sees it. Raises ValueError where there is none."""
    if scene.second is None:
        raise ValueError("the scene has no second view")
    return replace(scene, camera=scene.second.camera, second=None)


def optical_flow(scene: Scene, surfaces: Surfaces, second: Scene, tracer: Tracer) -> F32:
    """(h, w, 2): by how many pixels (x, y) what a pixel's centre sees lies elsewhere in the second picture.

    NaN where the ray meets nothing, and for what the second picture does not show: outside its border or its
    lens, or covered there, as a ray of the point's own tells.
    """
    camera, other = scene.camera, second.camera
    grid = tracer.ideal_grid(camera, image_rect(camera))
    met = np.isfinite(surfaces.depth_m)
    depth = surfaces.depth_m[met].astype(np.float64)[:, None]
    moved = second_from_first(camera, other)
    points = product(np.concatenate([grid[met] * depth, depth], axis=1), moved[:3, :3].T)
    points += moved[:3, 3]
    ahead = points[:, 2] > NEAREST_M
    ideal = points[:, :2] / np.where(ahead, points[:, 2], np.nan)[:, None]
    found = through_lens(other, ideal)
    with np.errstate(invalid="ignore"):
        inside = ((found >= 0) & (found < [other.width_px, other.height_px])).all(1)
    _, first = tracer.along(second, ideal[inside])
    reached = points[inside, 2]
    shown = np.zeros(len(points), bool)
    shown[inside] = first >= reached * (1 - NEARER) - NEARER_M
    found[~shown] = np.nan
    flow = np.full((*met.shape, 2), np.nan, np.float32)
    flow[met] = found - pixel_centres(camera.width_px, camera.height_px)[met]
    return flow


def second_from_first(camera: Camera, other: Camera) -> F64:
    """(4, 4): from the first camera's frame to the other's."""
    made = np.eye(4)
    to_other = other.world_from_camera[:3, :3].T
    made[:3, :3] = product(to_other, camera.world_from_camera[:3, :3])
    made[:3, 3:] = product(to_other, (camera.position_m - other.position_m)[:, None])
    return made
