"""Where a second camera stands, for stereo pairs and optical flow."""

import math
from dataclasses import replace

import numpy as np

from recipes.model import Labels
from scenes.camera import F64, Camera
from scenes.draws import FrameDraws
from scenes.poses import rounded
from scenes.scene import SecondView

MOST_TURN_RAD = math.radians(1.5)
NEAREST_M = 0.06  # to the shelf's front plane, as of the first camera


def draw_second_view(recipe: Labels, camera: Camera, draws: FrameDraws) -> SecondView | None:
    """The frame's second camera, if the recipe asks for one.

    Of a stereo pair it stands ``baseline_m`` to the right, its axes parallel to the first one's. In motion it
    has moved so far in any direction, though not into the shelf, and turned about any axis by at most 1.5
    degrees.
    """
    if recipe.second_view == "none":
        return None
    baseline = float(draws.value("labels/baseline_m", recipe.baseline_m))
    pose = np.array(camera.world_from_camera)
    if recipe.second_view == "stereo":
        pose[:3, 3] += baseline * pose[:3, 0]
        return SecondView("stereo", replace(camera, world_from_camera=rounded(pose)))
    rng = draws.rng("labels/second_view")
    step, axis = (_unit(rng.normal(size=3)) for _ in range(2))
    if pose[1, 3] + baseline * step[1] > -NEAREST_M:
        step[1] = -abs(step[1])
    pose[:3, 3] += baseline * step
    pose[:3, :3] = pose[:3, :3] @ _turn(axis, MOST_TURN_RAD * float(rng.uniform(0.1, 1.0)))
    return SecondView("motion", replace(camera, world_from_camera=rounded(pose)))


def _unit(vector: F64) -> F64:
    return np.asarray(vector / np.linalg.norm(vector))


def _turn(axis: F64, angle: float) -> F64:
    """Rotation about a unit axis (Rodrigues, 1840)."""
    x, y, z = axis
    cross = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    return np.asarray(np.eye(3) + math.sin(angle) * cross + (1 - math.cos(angle)) * cross @ cross)
