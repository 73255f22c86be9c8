"""KITTI objects: one line per object with its box, its size and its place (Geiger et al., 2012).

``type truncated occluded alpha x0 y0 x1 y1 h w l x y z rotation_y``: boxes in pixels that count from 0 and
include their last; sizes and places in metres in the camera's frame (x right, y down, z forward), the place
that of the middle of the object's base. A package's length runs from its back to its front, so ``rotation_y``
is where its front looks: pi/2 is straight into the camera. Objects that lean are written with the heading of
their front alone, which is all that the format holds. Class names have no spaces here: "_" stands for them.
"""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from labelers.formats.sample import Sample, Solid, class_numbers
from labelers.labels import Annotation, Xywh

F64 = NDArray[np.float64]
PARTLY, LARGELY = 1, 2
LARGELY_BELOW = 0.5  # of its pixels seen
NOWHERE = (-1.0, -1.0, -1.0, -1000.0, -1000.0, -1000.0, -10.0)
"""What KITTI writes where size, place and heading are not known."""


def kitti_label(sample: Sample, class_names: Sequence[str]) -> str:
    """Raises ValueError for a class that is not among ``class_names``."""
    class_numbers(sample, {name: k for k, name in enumerate(class_names)})
    return "".join(_line(one, sample.solids.get(one.instance_id)) for one in sample.annotations)


def kitti_calibration(fx_px: float, fy_px: float, cx_px: float, cy_px: float) -> str:
    """All four cameras are the one; pixels' centres are at whole numbers, as OpenCV counts."""
    matrix = f"{fx_px:.9e} 0 {cx_px - 0.5:.9e} 0 0 {fy_px:.9e} {cy_px - 0.5:.9e} 0 0 0 1 0"
    cameras = "".join(f"P{k}: {matrix}\n" for k in range(4))
    same = "1 0 0 0 0 1 0 0 0 0 1 0"
    return f"{cameras}R0_rect: 1 0 0 0 1 0 0 0 1\nTr_velo_to_cam: {same}\nTr_imu_to_velo: {same}\n"


def heading(solid: Solid) -> float:
    """``rotation_y``: the angle about the camera's y axis from its x axis to where the front looks."""
    x, _, z = -solid.camera_from_object[:3, 1]
    return math.atan2(-z, x)


def base_middle_m(solid: Solid) -> F64:
    """(3,) the middle of the base in the camera's frame."""
    (x0, y0, z0), (x1, y1, _) = solid.low_m, solid.high_m
    return np.asarray((solid.camera_from_object @ ((x0 + x1) / 2, (y0 + y1) / 2, z0, 1.0))[:3])


def _line(one: Annotation, solid: Solid | None) -> str:
    x, y, w, h = one.box_xywh
    hidden = 0 if one.visible_fraction == 1 else PARTLY if one.visible_fraction >= LARGELY_BELOW else LARGELY
    sizes, alpha = NOWHERE, -10.0
    if solid is not None:
        wide, deep, high = np.subtract(solid.high_m, solid.low_m).tolist()
        place, turn = base_middle_m(solid).tolist(), heading(solid)
        sizes = (high, wide, deep, *place, turn)
        alpha = math.remainder(turn - math.atan2(place[0], place[2]), 2 * math.pi)
    numbers = [alpha, x, y, x + w - 1, y + h - 1, *sizes]
    text = " ".join(f"{value:.4f}" for value in numbers)
    return f"{one.category.replace(' ', '_')} {one.truncated_fraction:.4f} {hidden} {text}\n"


def read_kitti(text: str) -> list[tuple[str, Xywh, tuple[float, ...]]]:
    """Classes, boxes as ours, and (h, w, l, x, y, z, rotation_y)."""
    found = []
    for line in text.splitlines():
        name, *values = line.split()
        x0, y0, x1, y1 = (float(value) for value in values[3:7])
        box = x0, y0, x1 - x0 + 1, y1 - y0 + 1
        found.append((name, box, tuple(float(value) for value in values[7:14])))
    return found
