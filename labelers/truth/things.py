"""Geometry of many placed objects at once: where they are, how far, and their boxes through the lens."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from labelers.truth.model import Corners, Pose
from labelers.truth.points import box_corners, many_maybe_px, placed, poses_of, seen_at
from labelers.truth.rounding import ROUGH_PX
from scenes.scene import Instance, Scene

F64 = NDArray[np.float64]


@dataclass(frozen=True)
class Stance:
    """Where one object is and how large; fields as of :class:`labelers.truth.model.ProductTruth`."""

    pose_world: Pose
    corners_px: Corners


def stances(scene: Scene, indices: Sequence[int]) -> list[Stance]:
    """Of the scene's instances with these indices."""
    ones = [scene.instances[i] for i in indices]
    if not ones:
        return []
    world = world_poses(ones)
    names = list(dict.fromkeys(one.mesh for one in ones))
    bounds = dict(zip(names, np.array([scene.meshes[name].bounds_m for name in names]), strict=True))
    box = np.array([bounds[one.mesh] for one in ones])
    corners = seen_at(scene.camera, placed(world, box_corners(box[:, 0], box[:, 1])))
    columns = zip(
        poses_of(world),
        many_maybe_px(corners, ROUGH_PX),
        strict=True,
    )
    return [Stance(*column) for column in columns]  # type: ignore[arg-type]


def world_poses(ones: Sequence[Instance]) -> F64:
    """(n, 4, 4)."""
    return np.array([one.world_from_object for one in ones]).reshape(-1, 4, 4)
