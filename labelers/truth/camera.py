"""The camera as data, and back."""

import numpy as np

from labelers.truth.model import CameraTruth, Matrix4
from labelers.truth.rounding import as_tuples
from scenes.camera import F64, Camera, Distortion, Fisheye, Lens


def camera_truth(camera: Camera) -> CameraTruth:
    """All it takes to project a point of the world; nothing is rounded."""
    lens = camera.distortion
    fisheye = isinstance(lens, Fisheye)
    return CameraTruth(
        width_px=camera.width_px,
        height_px=camera.height_px,
        fx_px=camera.fx_px,
        fy_px=camera.fy_px,
        cx_px=camera.cx_px,
        cy_px=camera.cy_px,
        lens="fisheye" if fisheye else "brown_conrady",
        coefficients=_coefficients(lens),
        field_rad=lens.field_rad if isinstance(lens, Fisheye) else None,
        world_from_camera=matrix4(camera.world_from_camera),
        fstop=camera.fstop,
        focus_m=camera.focus_m,
        sensor_width_mm=camera.sensor_width_mm,
    )


def camera_of(truth: CameraTruth) -> Camera:
    """The camera that :func:`camera_truth` described."""
    lens: Lens
    if truth.field_rad is not None:
        k1, k2, k3, k4 = truth.coefficients
        lens = Fisheye(k1, k2, k3, k4, truth.field_rad)
    else:
        lens = Distortion(*truth.coefficients)
    sizes = truth.width_px, truth.height_px, truth.fx_px, truth.fy_px, truth.cx_px, truth.cy_px
    rest = truth.fstop, truth.focus_m, truth.sensor_width_mm
    return Camera(*sizes, np.array(truth.world_from_camera), lens, *rest)


def matrix4(values: F64) -> Matrix4:
    made: Matrix4 = as_tuples(values.tolist())
    return made


def _coefficients(lens: Lens) -> tuple[float, ...]:
    if isinstance(lens, Fisheye):
        return lens.k1, lens.k2, lens.k3, lens.k4
    return lens.k1, lens.k2, lens.p1, lens.p2, lens.k3
