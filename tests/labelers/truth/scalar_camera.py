"""A camera in plain arithmetic, one point at a time: independent of scenes.camera."""

import math
from collections.abc import Sequence

from scenes.camera import Camera, Distortion, Fisheye


def project(camera: Camera, point_m: Sequence[float]) -> tuple[float, float] | None:
    """Where a world point is seen; None at or behind the camera's plane, and beyond the lens: outside a
    fisheye's circle or where a distorting lens has begun to fold the picture back.
    """
    matrix = camera.world_from_camera.tolist()
    offset = [point_m[i] - matrix[i][3] for i in range(3)]
    x, y, z = (sum(matrix[row][axis] * offset[row] for row in range(3)) for axis in range(3))
    if z <= 0.001:
        return None
    lens = camera.distortion
    if isinstance(lens, Fisheye):
        off_axis = math.hypot(x, y)
        theta = math.atan2(off_axis, z)
        if theta > lens.field_rad / 2:
            return None
        bent = theta + lens.k1 * theta**3 + lens.k2 * theta**5 + lens.k3 * theta**7 + lens.k4 * theta**9
        phi = math.atan2(y, x)
        u, v = bent * math.cos(phi), bent * math.sin(phi)
    else:
        a, b = x / z, y / z
        r = math.sqrt(a**2 + b**2)
        if _folds(lens, r):
            return None
        gain = 1 + lens.k1 * r**2 + lens.k2 * r**4 + lens.k3 * r**6
        u = a * gain + 2 * lens.p1 * a * b + lens.p2 * (r**2 + 2 * a**2)
        v = b * gain + lens.p1 * (r**2 + 2 * b**2) + 2 * lens.p2 * a * b
    return camera.fx_px * u + camera.cx_px, camera.fy_px * v + camera.cy_px


def _folds(lens: Distortion, radius: float, steps: int = 100) -> bool:
    """Whether somewhere up to this radius points farther out are seen farther in."""
    last = 0.0
    for step in range(1, steps + 1):
        r = radius * 1.002 * step / steps
        bent = r * (1 + lens.k1 * r**2 + lens.k2 * r**4 + lens.k3 * r**6)
        if bent <= last:
            return True
        last = bent
    return False
