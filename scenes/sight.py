"""What a camera may see at all: decides what is worth placing."""

from functools import lru_cache

import numpy as np

from scenes.camera import F64, Camera, Fisheye, camera_directions

GRID = 65  # positions along each side of the picture at which the view's ends are looked for
RIM = 360  # positions around a fisheye's image circle, where rays are farthest aside
RIM_INSIDE = 1 - 1e-9  # of the circle's radius: on the rim itself there is no ray
WIDENED = 0.02  # of the view, for what lies between them


@lru_cache(maxsize=4)  # a scene asks for the same camera's again and again
def ideal_view(camera: Camera) -> F64:
    """(2, 2): least and greatest x/z and y/z of all rays of the picture, a little widened."""
    with np.errstate(all="ignore"):
        rays = camera_directions(camera, np.concatenate([_border(camera), _rim(camera)]))[:, :2]
    rays = rays[np.isfinite(rays).all(1)]
    low, high = rays.min(0), rays.max(0)
    view = np.stack([low, high]) + np.array([[-1.0], [1.0]]) * WIDENED * (high - low)
    view.setflags(write=False)
    return view


def _border(camera: Camera) -> F64:
    """(n, 2) positions on the picture's four sides: there the view ends, or at a fisheye's rim."""
    along = np.linspace(0.0, 1.0, GRID)
    ends = np.repeat([0.0, 1.0], GRID)
    unit = np.concatenate([np.stack([np.tile(along, 2), ends], -1), np.stack([ends, np.tile(along, 2)], -1)])
    return np.asarray(unit * [camera.width_px, camera.height_px])


def _rim(camera: Camera) -> F64:
    """(n, 2) positions just inside a fisheye's image circle that are in the picture; the centre besides."""
    centre = np.array([[camera.cx_px, camera.cy_px]])
    if not isinstance(camera.distortion, Fisheye):
        return centre
    radius = float(camera.distortion.bent(np.array(camera.distortion.field_rad / 2))) * RIM_INSIDE
    turn = np.linspace(0, 2 * np.pi, RIM, endpoint=False)
    uv = centre + radius * np.stack([np.cos(turn), np.sin(turn)], -1) * [camera.fx_px, camera.fy_px]
    inside = ((uv >= 0) & (uv <= [camera.width_px, camera.height_px])).all(1)
    return np.concatenate([centre, uv[inside]])


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
