"""What cartons of drinks have on them: ears, seams, spouts with a screw cap, straws."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from assets.archetypes.atlas import rect_of
from assets.archetypes.base import Detail, Panel, PanelName
from assets.archetypes.board import project
from assets.archetypes.closures import screw_cap
from assets.archetypes.loft import piece
from assets.archetypes.turned import shifted
from assets.mesh_tools import Patch, box, moved, prism

PAPER_M = 0.0005
CAP_M = 0.0125  # height of cap and spout
STRAW_R_M = 0.002
SLEEVE_M = 0.0045  # half the width of its sleeve's tabs
TAB_M = 0.0003
SLOTS = ("board", "cap", "plain", "foil")
FINISHES = ("art:carton_coated", "cap_plastic", "film_plain", "foil")


def folds(size_m: tuple[float, float, float], panels: tuple[Panel, ...], detail: Detail) -> list[Patch]:
    """The seam folded flat on the top, the ears folded down on both sides, the seam along the back; all show
    the picture beneath them.
    """
    w, d, h = size_m
    z, ear, edge = h - 0.0025, 0.47 * d, h + PAPER_M
    seam = box((-w / 2 + 0.002, 0.0, h - 0.0002), (w / 2 - 0.002, 0.01, edge), "board")
    patches = [_printed(seam, "top", size_m, panels)]
    section = np.array([[-ear, z], [-0.05 * d, z - 0.9 * ear], [0.05 * d, z - 0.9 * ear], [ear, z]])
    sides: tuple[tuple[PanelName, float], ...] = (("right", 1.0), ("left", -1.0))
    for side, sign in sides:
        x = sorted((sign * (w / 2 - 0.0002), sign * (w / 2 + PAPER_M)))
        patches.append(_printed(prism(section, x[0], x[1], "board"), side, size_m, panels))
    if detail == "near":
        y = d / 2 + 0.0004
        strip = box((0.12 * w, d / 2 - 0.0002, 0.003), (0.12 * w + 0.009, y, h - 0.003), "board")
        patches.append(_printed(strip, "back", size_m, panels))
    return patches


def _printed(
    patch: Patch, side: PanelName, size_m: tuple[float, float, float], panels: tuple[Panel, ...]
) -> Patch:
    u0, v0, u1, v1 = rect_of(panels, side)
    uv = project(patch.points[patch.faces], side, np.array(size_m), panels)
    return replace(patch, uv=np.clip(uv, [u0, v0], [u1, v1]))


def spout(radius: float, detail: Detail, at_m: Sequence[float], tilt_rad: float = 0.0) -> list[Patch]:
    """A screw cap with its tamper ring on the collar of a spout, ``at_m`` the middle of its base."""
    collar = piece("plain", [(1.22 * radius, -0.002), (1.22 * radius, 0.0008), (radius, 0.0016)], "far")
    cap = screw_cap(radius, 0.0014, CAP_M, "cap", detail, ring=True)
    return shifted(collar + cap, at_m[0], at_m[1], at_m[2], tilt_rad)


def straw(w: float, h: float, y: float, detail: Detail) -> list[Patch]:
    """A straw across the back (at ``y``) from corner to corner, held by the tabs of its sleeve."""
    around = 8 if detail == "near" else 6
    angle = np.arange(around) * 2 * np.pi / around + np.pi / around
    circle = np.column_stack([np.cos(angle), np.sin(angle)]) * STRAW_R_M / np.cos(np.pi / around)
    lean = 0.8 * float(np.arctan2(w - 2 * SLEEVE_M, 0.84 * h))
    half = 0.42 * h / float(np.cos(lean))
    tube = prism(circle, -0.92 * half, 0.9 * half, "plain")
    tabs = [
        box((x - 0.004, -STRAW_R_M, -SLEEVE_M), (x + 0.004, TAB_M - STRAW_R_M, SLEEVE_M), "plain")
        for x in (-0.95 * half, 0.93 * half)
    ]
    # Drawn out along x: stand them up, a little askew.
    s, c = np.sin(lean), np.cos(lean)
    pose = np.eye(4)
    pose[:3, :3] = np.array([[s, 0, -c], [0, 1, 0], [c, 0, s]])
    pose[:3, 3] = 0, y + STRAW_R_M, h / 2
    return [moved(p, pose) for p in (tube, *tabs)]


def straw_hole(w: float, d: float, h: float) -> list[Patch]:
    """The foil spot that the straw goes through, on the top near a corner."""
    disc = piece("foil", [(0.0042, -0.0002), (0.0042, 0.00012)], "far")
    return shifted(disc, 0.5 * w - 0.011, -0.25 * d, h)
