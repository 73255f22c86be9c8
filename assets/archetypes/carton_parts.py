"""How cartons are closed and opened: glued flaps, tucked lids, the glue seam, perforations."""

from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike

from assets.archetypes.base import Panel, PanelName
from assets.archetypes.board import BOARD_M, project
from assets.mesh_tools import F64, Patch, grid, polygon, prism

PLAIN, GLUED, TUCKED, ENDS = range(4)
LIFT_M = 0.00015  # by which a glued flap's free edge stands off
LID_M = 0.0007
SINK_M = 0.0001  # how deep parts that lie on a side reach into it
PROUD_M = 0.00008

_FRAMES: dict[PanelName, tuple[tuple[int, int, int], tuple[int, int, int]]] = {
    "top": ((1, 0, 0), (0, 1, 0)),
    "front": ((1, 0, 0), (0, 0, 1)),
    "right": ((0, 1, 0), (0, 0, 1)),
    "left": ((0, -1, 0), (0, 0, 1)),
}
"""The reader's right and up for someone who faces that side."""


def closed_to(size_m: tuple[float, float, float], flap: int) -> tuple[float, float, float]:
    """The body's size when the closure and the glue seam take their part of ``size_m``."""
    w, d, h = size_m
    rise = {PLAIN: 0.0, GLUED: BOARD_M + LIFT_M, TUCKED: LID_M, ENDS: 0.0}[flap]
    return w - (2 * (BOARD_M + LIFT_M) if flap == ENDS else BOARD_M), d, h - rise


def closure(size_m: tuple[float, float, float], flap: int, panels: tuple[Panel, ...]) -> list[Patch]:
    """What closes a body of ``size_m``: the outer flap on its top or on both ends, or a tucked lid."""
    w, d, h = size_m
    if flap == GLUED:
        return _flap(size_m, "top", w / 2, -0.28 * d, d / 2, panels)
    if flap == ENDS:
        sides: tuple[PanelName, ...] = ("right", "left")
        return [p for side in sides for p in _flap(size_m, side, d / 2, 0.26 * h, h, panels)]
    return _lid(size_m, panels) if flap == TUCKED else []


def _flap(
    size_m: tuple[float, float, float],
    side: PanelName,
    half: float,
    free: float,
    hinge: float,
    panels: tuple[Panel, ...],
) -> list[Patch]:
    """A sheet of board on a side, from its hinge to its free edge, which stands off a little; cut edges show
    raw board. Its ends keep clear of the folds and its free corners are cut.
    """
    across, cut = half - min(0.0015, 0.05 * half), min(0.005, 0.12 * half)
    outline = np.array(
        [
            [across, hinge - 0.0012],
            [-across, hinge - 0.0012],
            [-across, free + 2 * cut],
            [cut - across, free],
            [across - cut, free],
            [across, free + 2 * cut],
        ]
    )
    rise = BOARD_M + LIFT_M * np.clip((hinge - outline[:, 1]) / (hinge - free), 0, 1)
    return _slab(size_m, side, outline, rise, panels, "edge")


def _lid(size_m: tuple[float, float, float], panels: tuple[Panel, ...]) -> list[Patch]:
    """A lid hinged at the back: it lies between the sides, behind the front's cut edge, which has a notch for
    the thumb; slits at both ends of its fold hold it.
    """
    w, d, h = size_m
    x, y0, y1 = w / 2 - 0.0007, 0.0006 - d / 2, d / 2 - 0.0008
    outline = np.array([[-x, y0], [x, y0], [x, y1], [-x, y1]])
    patches = _slab(size_m, "top", outline, np.full(4, LID_M), panels, "board")
    r = min(0.0065, 0.1 * w)
    turn = np.linspace(np.pi, 2 * np.pi, 8)
    notch = np.column_stack([r * np.cos(turn), h - 0.0008 + 0.85 * r * np.sin(turn)])
    patches += _slab(size_m, "front", notch, np.full(len(notch), PROUD_M), panels, "edge", "edge")
    z, front = h - 0.0012, -d / 2
    for sign in (-1, 1):
        ends = np.array([[sign * (w / 2 - 0.0015), front, z], [sign * (w / 2 - 0.012), front, z]])
        patches += dashes(ends, 1, 0.0006, (0, -1, 0), "edge")
    return patches


def _slab(
    size_m: tuple[float, float, float],
    side: PanelName,
    outline: F64,
    rise: F64,
    panels: tuple[Panel, ...],
    rim: str,
    face: str = "board",
) -> list[Patch]:
    """A closed slab on one side of a body: ``outline`` (n, 2) counter-clockwise along the reader's right and
    up, ``rise`` (n,) metres off the side.
    """
    w, d, h = size_m
    right, up = (np.array(v, float) for v in _FRAMES[side])
    out = np.cross(right, up)
    base = out * {"top": h, "front": d / 2, "right": w / 2, "left": w / 2}[side]
    flat = base + outline[:, :1] * right + outline[:, 1:] * up
    low, high = flat - SINK_M * out, flat + rise[:, None] * out
    rows = np.stack([low, high])
    rows = np.concatenate([rows, rows[:, :1]], axis=1)
    uv = project(np.stack([low, high]), side, np.array(size_m), panels)
    return [
        polygon(high, face, uv[1]),
        polygon(low[::-1], "edge"),
        grid(rows, rim, project(rows, side, np.array(size_m), panels)),
    ]


def glue_seam(size_m: tuple[float, float, float], bevel: float, panels: tuple[Panel, ...]) -> list[Patch]:
    """The left panel's rear end, glued over the flap beneath: a slope up to a cut edge along the back."""
    w, d, h = size_m
    wide = min(0.016, 0.3 * d)
    y0, y1, x = d / 2 - bevel - wide, d / 2 - max(bevel, 0.0004), -w / 2
    section = np.array([[x + PROUD_M, y0], [x + PROUD_M, y1], [x - BOARD_M, y1]])
    flat = prism(section, bevel, h - bevel, "edge")  # drawn out along x; now stand it up
    z, a, b = flat.points.T
    points = np.column_stack([a, b, z])
    faces = flat.faces
    normal = np.cross(points[faces[:, 1]] - points[faces[:, 0]], points[faces[:, 2]] - points[faces[:, 0]])
    slope = -normal[:, 0] > 2 * np.abs(normal[:, 1:]).sum(1)
    uv = project(points[faces[slope]], "left", np.array(size_m), panels)
    return [Patch(points, faces[slope], uv, "board"), Patch(points, faces[~slope], flat.uv[~slope], "edge")]


def opening_line(size_m: tuple[float, float, float], bulge: float) -> list[Patch]:
    """A perforated flap to open the front by: a trapezoid of cuts under its upper edge."""
    w, d, h = size_m
    half, drop = min(0.045, 0.3 * w), min(0.03, 0.14 * h)
    line = np.array(
        [[-half, h - 0.003], [-0.62 * half, h - drop], [0.62 * half, h - drop], [half, h - 0.003]]
    )
    patches = []
    for a, b in pairwise(line):
        y = -d / 2 - bulge * 1.9 * (h - np.array([a[1], b[1]])) / h
        ends = np.column_stack([[a[0], b[0]], y, [a[1], b[1]]])
        count = max(int(np.linalg.norm(b - a) / 0.0055), 3)
        patches += dashes(ends, count, 0.0007, (0, -1, 0), "edge")
    return patches


def dashes(ends: ArrayLike, count: int, width: float, out: ArrayLike, slot: str) -> list[Patch]:
    """Slim cuts along a line between two points (2, 3), each a diamond that stands off by a hair."""
    a, b = np.asarray(ends, np.float64)
    step, normal = (b - a) / count, np.asarray(out, np.float64)
    side = np.cross(normal, step)
    side *= width / 2 / np.linalg.norm(side)
    patches = []
    for k in range(count):
        p, q = a + (k + 0.18) * step, a + (k + 0.82) * step
        middle = (p + q) / 2 + 2 * PROUD_M * normal
        points = np.stack([p, q, middle + side, middle - side])
        faces = np.array([[0, 3, 2], [1, 2, 3], [0, 1, 3], [0, 2, 1]])
        patches.append(Patch(points, faces, np.zeros((4, 3, 2)), slot))
    return patches
