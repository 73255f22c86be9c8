"""Points, poses and boxes of the world through the real lens."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from labelers.truth.camera import camera_of
from labelers.truth.model import Corners, FrameTruth, MaybePx, OccluderTruth, Pose, ProductTruth
from labelers.truth.rounding import METRES, PX, UNIT, as_tuples, rounded
from scenes.camera import Camera, distort, fold_radius
from scenes.scene import Instance

F64 = NDArray[np.float64]
NEAREST_M = 1e-3  # what is nearer to the camera's plane, or behind it, has no place in the picture
FOLD = 0.999  # of the ideal radius up to which the lens is one-to-one
CORNERS = (np.arange(8)[:, None] >> np.arange(3)) & 1  # of a box: bit k of the corner's number is axis k


def seen_at(camera: Camera, points_m: F64) -> F64:
    """Continuous pixels (..., 2) of world points (..., 3); NaN behind the camera and beyond the lens."""
    local = (points_m - camera.position_m) @ camera.world_from_camera[:3, :3]
    depth = local[..., 2:]
    ideal = local[..., :2] / np.where(depth > NEAREST_M, depth, np.nan)
    return through_lens(camera, ideal)


def through_lens(camera: Camera, ideal: F64) -> F64:
    """Continuous pixels (..., 2) of ideal coordinates (..., 2); NaN beyond the lens."""
    lens = camera.distortion
    inside = np.hypot(ideal[..., 0], ideal[..., 1]) < FOLD * fold_radius(lens)
    ideal = np.where(inside[..., None], ideal, np.nan)
    bent = ideal if lens.is_none else distort(lens, ideal)
    return np.asarray(bent * [camera.fx_px, camera.fy_px] + [camera.cx_px, camera.cy_px])


def maybe_px(pixels: F64, decimals: int = PX) -> tuple[MaybePx, ...]:
    """Rows (n, 2) as rounded pairs; None where they are NaN."""
    return tuple(None if u != u else (u, v) for u, v in rounded(pixels, decimals))


def many_maybe_px(pixels: F64, decimals: int = PX) -> list[tuple[MaybePx, ...]]:
    """:func:`maybe_px` of (m, n, 2)."""
    return [tuple(None if u != u else (u, v) for u, v in row) for row in rounded(pixels, decimals)]


def box_corners(low_m: F64, high_m: F64) -> F64:
    """(n, 8, 3): corners of boxes whose lowest and highest corners are (n, 3)."""
    return np.where(CORNERS, high_m[:, None], low_m[:, None])


def placed(poses: F64, points_m: F64) -> F64:
    """Points (n, k, 3) moved by poses (n, 4, 4)."""
    return np.asarray(points_m @ poses[:, :3, :3].swapaxes(1, 2) + poses[:, None, :3, 3])


def quaternions(rotations: F64) -> F64:
    """(n, 4) unit quaternions w, x, y, z with w >= 0 of rotation matrices (n, 3, 3).

    Bar-Itzhack, "New method for extracting the quaternion from a rotation matrix", 2000, in Shepperd's form:
    of the four ways to divide, that by the greatest component is taken.
    """
    m = rotations
    trace = np.einsum("nii->n", m)
    squares = np.stack([trace, m[:, 0, 0], m[:, 1, 1], m[:, 2, 2]], axis=1)
    squares = 1 + 2 * squares - trace[:, None]
    squares[:, 0] = 1 + trace  # 4 w^2, 4 x^2, 4 y^2, 4 z^2
    wx, wy, wz = m[:, 2, 1] - m[:, 1, 2], m[:, 0, 2] - m[:, 2, 0], m[:, 1, 0] - m[:, 0, 1]
    xy, xz, yz = m[:, 0, 1] + m[:, 1, 0], m[:, 0, 2] + m[:, 2, 0], m[:, 1, 2] + m[:, 2, 1]
    w2, x2, y2, z2 = squares.T
    rows = np.stack(  # row k: the quaternion times four times its component k
        [
            np.stack([w2, wx, wy, wz], 1),
            np.stack([wx, x2, xy, xz], 1),
            np.stack([wy, xy, y2, yz], 1),
            np.stack([wz, xz, yz, z2], 1),
        ],
        axis=1,
    )
    best = rows[np.arange(len(m)), squares.argmax(1)]
    best /= np.linalg.norm(best, axis=1, keepdims=True)
    return np.asarray(best * np.where(best[:, :1] < 0, -1.0, 1.0))


def rotation(q_wxyz: tuple[float, float, float, float]) -> F64:
    """(3, 3) of a quaternion, which need not have length 1."""
    w, x, y, z = np.asarray(q_wxyz, np.float64) / np.linalg.norm(q_wxyz)
    return np.array(
        [
            [1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y)],
            [2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x)],
            [2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)],
        ]
    )


def matrix(pose: Pose) -> F64:
    """(4, 4) rigid transform of a pose."""
    made = np.eye(4)
    made[:3, :3], made[:3, 3] = rotation(pose.q_wxyz), pose.t_m
    return made


def camera_pose(truth: FrameTruth, pose_world: Pose) -> F64:
    """(4, 4): camera from object."""
    world_from_camera = np.array(truth.camera.world_from_camera)
    to_camera = world_from_camera[:3, :3].T
    made = matrix(pose_world)
    made[:3, :3] = to_camera @ made[:3, :3]
    made[:3, 3] = to_camera @ (made[:3, 3] - world_from_camera[:3, 3])
    return made


def corners_world_m(truth: FrameTruth, one: ProductTruth | OccluderTruth) -> F64:
    """(8, 3): corners of its box in the world. Corner k is high in x, y, z if bits 0, 1, 2 of k are set."""
    shape = truth.shapes[one.shape]
    box = box_corners(np.array([shape.low_m]), np.array([shape.high_m]))
    return np.asarray(placed(matrix(one.pose_world)[None], box)[0])


def corners_px(truth: FrameTruth, one: ProductTruth | OccluderTruth) -> Corners:
    """Corners of its box through the lens; None for those behind the camera or beyond the lens."""
    a, b, c, d, e, f, g, h = maybe_px(seen_at(camera_of(truth.camera), corners_world_m(truth, one)))
    return a, b, c, d, e, f, g, h


def world_poses(ones: Sequence[Instance]) -> F64:
    """(n, 4, 4)."""
    return np.array([one.world_from_object for one in ones]).reshape(-1, 4, 4)


def poses_of(matrices: F64) -> list[Pose]:
    """Poses of rigid transforms (n, 4, 4)."""
    turns = rounded(quaternions(matrices[:, :3, :3]), UNIT)
    moves = rounded(matrices[:, :3, 3], METRES)
    return [Pose(as_tuples(q), as_tuples(t)) for q, t in zip(turns, moves, strict=True)]
