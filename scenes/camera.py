"""The camera model: pinhole with Brown-Conrady distortion, or a Kannala-Brandt fisheye, exact both ways.

Camera axes follow OpenCV: x right, y down, z forward. Pixel (u, v) covers [u, u+1) x [v, v+1).
"""

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assets.arrays import frozen

F64 = NDArray[np.float64]
TINY = 1e-12


@dataclass(frozen=True)
class Distortion:
    """Brown-Conrady coefficients (Brown, "Decentering distortion of lenses", 1966), as OpenCV orders them."""

    k1: float = 0.0
    k2: float = 0.0
    p1: float = 0.0
    p2: float = 0.0
    k3: float = 0.0

    @property
    def is_none(self) -> bool:
        return not any((self.k1, self.k2, self.p1, self.p2, self.k3))


FISHEYE_FIELD_RAD = math.radians(170)
"""The widest field: beyond it the plane on which ideal coordinates lie gets too far away."""


@dataclass(frozen=True)
class Fisheye:
    """The equidistant fisheye of Kannala and Brandt ("A generic camera model and calibration method for
    conventional, wide-angle, and fish-eye lenses", 2006), with OpenCV's coefficients.

    A ray at the angle t from the axis is met t (1 + k1 t^2 + k2 t^4 + k3 t^6 + k4 t^8) focal lengths from the
    principal point. ``field_rad`` is the full angle of the image circle, at most 170 degrees; pixels outside
    it see nothing and are black.
    """

    k1: float = 0.0
    k2: float = 0.0
    k3: float = 0.0
    k4: float = 0.0
    field_rad: float = FISHEYE_FIELD_RAD

    is_none = False

    def bent(self, angle: NDArray[Any]) -> F64:
        """Distance from the principal point, in focal lengths, of a ray at this angle (rad) to the axis."""
        t2 = angle * angle
        return np.asarray(angle * (1 + t2 * (self.k1 + t2 * (self.k2 + t2 * (self.k3 + t2 * self.k4)))))

    def slope(self, angle: NDArray[Any]) -> F64:
        """Derivative of :meth:`bent`."""
        t2 = angle * angle
        return np.asarray(1 + t2 * (3 * self.k1 + t2 * (5 * self.k2 + t2 * (7 * self.k3 + t2 * 9 * self.k4))))

    def straight(self, radius: NDArray[Any], iterations: int = 12) -> F64:
        """Inverse of :meth:`bent` by Newton's method."""
        angle = np.minimum(np.asarray(radius, np.float64), self.field_rad / 2)
        if any((self.k1, self.k2, self.k3, self.k4)):
            for _ in range(iterations):
                angle = np.clip(
                    angle - (self.bent(angle) - radius) / self.slope(angle), 0, self.field_rad / 2
                )
        return angle

    @property
    def rises(self) -> bool:
        """Whether the lens is one-to-one over its whole field."""
        return bool((self.slope(np.linspace(0, self.field_rad / 2, 257)) > 0.02).all())


Lens = Distortion | Fisheye


@dataclass(frozen=True, eq=False)
class Camera:
    """Intrinsics in pixels, extrinsics as a rigid (4, 4) transform from camera to world, and the lens.

    ``fstop`` 0 means everything is sharp; otherwise ``focus_m`` is the distance along the optical axis in
    focus.
    """

    width_px: int
    height_px: int
    fx_px: float
    fy_px: float
    cx_px: float
    cy_px: float
    world_from_camera: F64
    distortion: Lens = Distortion()
    fstop: float = 0.0
    focus_m: float = 1.0
    sensor_width_mm: float = 6.4

    def __post_init__(self) -> None:
        object.__setattr__(
            self, "world_from_camera", frozen(self.world_from_camera, np.float64).reshape(4, 4)
        )

    @property
    def position_m(self) -> F64:
        return np.asarray(self.world_from_camera[:3, 3])


def distort(lens: Lens, xy: NDArray[Any]) -> F64:
    """Ideal normalised image coordinates (..., 2) to distorted ones (..., 2)."""
    if isinstance(lens, Fisheye):
        radius = np.hypot(xy[..., 0], xy[..., 1])
        ratio = lens.bent(np.arctan(radius)) / np.maximum(radius, TINY)
        return np.asarray(xy * np.where(radius > TINY, ratio, 1.0)[..., None])
    x, y = xy[..., 0], xy[..., 1]
    r2 = x * x + y * y
    radial = 1 + r2 * (lens.k1 + r2 * (lens.k2 + r2 * lens.k3))
    dx = 2 * lens.p1 * x * y + lens.p2 * (r2 + 2 * x * x)
    dy = lens.p1 * (r2 + 2 * y * y) + 2 * lens.p2 * x * y
    return np.stack([x * radial + dx, y * radial + dy], axis=-1)


def undistort(lens: Lens, xy: NDArray[Any], iterations: int = 12) -> F64:
    """Inverse of :func:`distort` by Newton's method; float64-exact wherever the lens is one-to-one.

    NaN outside the image circle of a fisheye.
    """
    if isinstance(lens, Fisheye):
        return _undistort_fisheye(lens, np.asarray(xy, np.float64), iterations)
    target = np.asarray(xy, np.float64)
    if lens.is_none:
        return target.copy()
    guess = target.copy()
    for _ in range(iterations):
        x, y = guess[..., 0], guess[..., 1]
        r2 = x * x + y * y
        radial = 1 + r2 * (lens.k1 + r2 * (lens.k2 + r2 * lens.k3))
        slope = 2 * (lens.k1 + r2 * (2 * lens.k2 + 3 * lens.k3 * r2))
        error = distort(lens, guess) - target
        jxx = radial + slope * x * x + 2 * lens.p1 * y + 6 * lens.p2 * x
        jxy = slope * x * y + 2 * lens.p1 * x + 2 * lens.p2 * y
        jyy = radial + slope * y * y + 6 * lens.p1 * y + 2 * lens.p2 * x
        det = jxx * jyy - jxy * jxy
        step_x = (jyy * error[..., 0] - jxy * error[..., 1]) / det
        step_y = (jxx * error[..., 1] - jxy * error[..., 0]) / det
        guess = guess - np.stack([step_x, step_y], axis=-1)
    return guess


def _undistort_fisheye(lens: Fisheye, xy: F64, iterations: int) -> F64:
    radius = np.hypot(xy[..., 0], xy[..., 1])
    angle = lens.straight(radius, iterations)
    ratio = np.where(radius > TINY, np.tan(angle) / np.maximum(radius, TINY), 1.0)
    ratio = np.where(radius < lens.bent(np.array(lens.field_rad / 2)), ratio, np.nan)
    return np.asarray(xy * ratio[..., None])


@lru_cache(maxsize=256)
def fold_radius(lens: Lens) -> float:
    """Ideal (normalised) radius up to which the radial part of the lens is one-to-one; often infinite."""
    if isinstance(lens, Fisheye):
        return math.tan(lens.field_rad / 2)
    # In t = 1 / r^2 the leading coefficient is 1: no overflow, however small the lens' own coefficients are.
    roots = np.roots([1.0, 3 * lens.k1, 5 * lens.k2, 7 * lens.k3])
    real = roots.real[(np.abs(roots.imag) < 1e-9) & (roots.real > 1e-12)]
    return float(np.sqrt(1 / real.max())) if len(real) else float("inf")


def sees_without_folds(camera: Camera, grid: int = 33) -> bool:
    """Whether every pixel of the picture has one ray: the lens maps no two rays to one point of it.

    Checked on a ``grid`` x ``grid`` of positions, border included.
    """
    if isinstance(camera.distortion, Fisheye):
        return camera.distortion.rises
    if camera.distortion.is_none:
        return True
    u, v = np.meshgrid(np.linspace(0, camera.width_px, grid), np.linspace(0, camera.height_px, grid))
    xy = np.stack([(u - camera.cx_px) / camera.fx_px, (v - camera.cy_px) / camera.fy_px], axis=-1)
    with np.errstate(all="ignore"):
        ideal = undistort(camera.distortion, xy)
        error = np.abs(distort(camera.distortion, ideal) - xy).max()
    radius = float(np.hypot(ideal[..., 0], ideal[..., 1]).max())
    return bool(error < 1e-9 and radius < 0.98 * fold_radius(camera.distortion))


def project(camera: Camera, points_m: NDArray[Any]) -> tuple[F64, F64]:
    """World points (..., 3) to continuous pixel positions (..., 2) and depth (...,) along the optical axis.

    All in metres. Positions of points with depth <= 0 mean nothing; the caller masks them.
    """
    rotation, position = camera.world_from_camera[:3, :3], camera.world_from_camera[:3, 3]
    local = (np.asarray(points_m, np.float64) - position) @ rotation
    depth = local[..., 2]
    safe = np.where(np.abs(depth) < 1e-12, 1e-12, depth)
    xy = distort(camera.distortion, local[..., :2] / safe[..., None])
    return xy * [camera.fx_px, camera.fy_px] + [camera.cx_px, camera.cy_px], depth


def camera_directions(camera: Camera, pixels_uv: NDArray[Any]) -> F64:
    """Ray directions in the camera frame, scaled to z = 1, through continuous pixel positions (..., 2)."""
    xy = (np.asarray(pixels_uv, np.float64) - [camera.cx_px, camera.cy_px]) / [camera.fx_px, camera.fy_px]
    xy = undistort(camera.distortion, xy)
    return np.concatenate([xy, np.ones((*xy.shape[:-1], 1))], axis=-1)


def pixel_centres(width_px: int, height_px: int) -> F64:
    """(height, width, 2) continuous positions of the centres of all pixels."""
    u, v = np.meshgrid(np.arange(width_px) + 0.5, np.arange(height_px) + 0.5)
    return np.stack([u, v], axis=-1)


def in_circle(camera: Camera, lens: Fisheye) -> NDArray[np.bool_]:
    """(height, width): the pixels whose centre lies in the image circle of the camera's fisheye."""
    centred = pixel_centres(camera.width_px, camera.height_px) - [camera.cx_px, camera.cy_px]
    radius = np.linalg.norm(centred / [camera.fx_px, camera.fy_px], axis=-1)
    return np.asarray(radius < lens.bent(np.array(lens.field_rad / 2)))
