"""Boxes of board: six printed sides, rounded folds, swollen faces."""

import numpy as np

from assets.archetypes.atlas import pack, rect_of
from assets.archetypes.base import Panel, PanelName
from assets.mesh_tools import F64, Patch, grid, planar_uv, polygon

BOARD_M = 0.0005

FACES: tuple[tuple[PanelName, int, int], ...] = (
    ("right", 0, 1),
    ("left", 0, -1),
    ("back", 1, 1),
    ("front", 1, -1),
    ("top", 2, 1),
    ("bottom", 2, -1),
)
SWELL = ((1.0, 0.0), (0.75, 0.46), (0.4, 0.86), (0.0, 1.0))  # rings of a swollen face: reach and rise


def box_panels(w: float, d: float, h: float) -> tuple[tuple[Panel, ...], tuple[float, float]]:
    """The six sides of a box as an atlas: the four standing ones in a row, top and bottom above them."""
    return pack(
        (
            (("front", w, h), ("right", d, h), ("back", w, h), ("left", d, h)),
            (("top", w, d), ("bottom", w, d)),
        )
    )


def project(points: F64, side: PanelName, size: F64, panels: tuple[Panel, ...]) -> F64:
    """uv of points near one side of a standing box, as seen by someone who faces that side."""
    lo = np.array([-size[0] / 2, -size[1] / 2, 0.0])
    hi = np.array([size[0] / 2, size[1] / 2, size[2]])
    axes, flip = {
        "front": ((0, 2), False),
        "back": ((0, 2), True),
        "right": ((1, 2), False),
        "left": ((1, 2), True),
        "top": ((0, 1), False),
        "bottom": ((0, 1), False),
    }[side]
    uv = planar_uv(points, axes, lo, hi, rect_of(panels, side), flip)
    if side == "bottom":  # seen from below with the front edge on top
        _, v0, _, v1 = rect_of(panels, side)
        uv[..., 1] = v0 + v1 - uv[..., 1]
    return uv


def beveled_box(
    size: tuple[float, float, float],
    bevel: float,
    slot: str,
    panels: tuple[Panel, ...],
    bulge: float = 0.0,
    fine: bool = True,
    without: PanelName | None = None,
) -> list[Patch]:
    """A closed box with single-step bevels, standing on z = 0, each side showing its own panel.

    ``bulge`` metres swell the front and the back beyond ``size``, as board does under its content; where it
    is not ``fine`` as flat pyramids. The side ``without`` is left out for another one of that outline.
    """
    half = np.array(size) / 2
    patches = []
    for side, axis, sign in FACES:
        if side != without:
            quad = side_quad(half, bevel, axis, sign)
            swell = sign * bulge if axis == 1 else 0.0
            patches.append(_side(quad, side, axis, swell, slot, half, panels, fine))
    patches += _bevels(half, bevel, slot, panels)
    return patches


def side_quad(half: F64, bevel: float, axis: int, sign: int) -> F64:
    """The four corners of one flat side, counter-clockwise from outside."""
    j, k = (axis + 1) % 3, (axis + 2) % 3
    quad = np.zeros((4, 3))
    quad[:, axis] = sign * half[axis]
    quad[:, j] = np.array([-1, 1, 1, -1]) * (half[j] - bevel)
    quad[:, k] = np.array([-1, -1, 1, 1]) * (half[k] - bevel)
    return quad if sign > 0 else quad[::-1]


def _side(
    quad: F64,
    side: PanelName,
    axis: int,
    swell: float,
    slot: str,
    half: F64,
    panels: tuple[Panel, ...],
    fine: bool,
) -> Patch:
    lift, size = np.array([0, 0, half[2]]), 2 * half
    if swell == 0:
        points = quad + lift
        return polygon(points, slot, project(points, side, size, panels))
    centre, out = quad.mean(0), np.eye(3)[axis] * swell
    rows = SWELL if fine else (SWELL[0], SWELL[-1])
    ring = np.stack([centre + (quad - centre) * reach + rise * out for reach, rise in rows]) + lift
    ring = np.concatenate([ring, ring[:, :1]], axis=1)
    return grid(ring, slot, project(ring, side, size, panels))


def _bevels(half: F64, bevel: float, slot: str, panels: tuple[Panel, ...]) -> list[Patch]:
    """The 12 edges and 8 corners between the sides; they carry on the picture of the front, back or top."""
    patches = []
    for axis in range(3):
        j, k = (axis + 1) % 3, (axis + 2) % 3
        for sj in (-1, 1):
            for sk in (-1, 1):
                strip = np.zeros((4, 3))
                strip[:, axis] = np.array([-1, 1, 1, -1]) * (half[axis] - bevel)
                strip[:, j] = sj * (half[j] - np.array([0, 0, bevel, bevel]))
                strip[:, k] = sk * (half[k] - np.array([bevel, bevel, 0, 0]))
                patches.append(_facing_out(strip, slot, half, panels))
    for corner in range(8):
        sign = np.array([corner & 1, corner >> 1 & 1, corner >> 2 & 1]) * 2 - 1
        patches.append(_facing_out(sign * (half - bevel * (1 - np.eye(3))), slot, half, panels))
    return patches


def _facing_out(points: F64, slot: str, half: F64, panels: tuple[Panel, ...]) -> Patch:
    """A convex polygon turned away from the origin, with the picture of the side that owns the fold."""
    normal = np.cross(points[1] - points[0], points[2] - points[0])
    middle = points.mean(0)
    out = points if normal @ middle > 0 else points[::-1]
    direction = np.abs(normal) > 1e-3 * np.abs(normal).max()
    axis = next(a for a in (1, 0, 2) if direction[a])
    side = next(name for name, a, sign in FACES if a == axis and sign * middle[axis] > 0)
    standing = out + np.array([0, 0, half[2]])
    return polygon(standing, slot, project(standing, side, 2 * half, panels))
