"""Gable-top cartons: milk and juice from the cooler."""

from collections.abc import Mapping

import numpy as np

from assets.archetypes.atlas import pack, rect_of
from assets.archetypes.base import Detail, Package, Panel
from assets.archetypes.board import beveled_box, box_panels
from assets.archetypes.brick_parts import FINISHES, SLOTS, spout
from assets.mesh_tools import F64, Patch, assemble, planar_uv, polygon, prism

FIN_M = 0.019
HALF_FIN_M = 0.0009  # half its thickness: two layers of board
CRIMP_M = 0.00025


def gable(size_m: tuple[float, float, float], s: Mapping[str, float], detail: Detail) -> Package:
    """An upright body, two slopes that carry print, ends tucked in under them, a crimped fin, a cap on the
    front slope.
    """
    w, d, h = size_m
    roof_z = h - FIN_M
    body_h = roof_z - 0.48 * d
    slope = float(np.hypot(d / 2 - HALF_FIN_M, roof_z - body_h))
    walls, _ = box_panels(w, d, body_h)
    size = {p.name: p.size_m for p in walls}
    panels, atlas_m = pack(
        (
            tuple((n, *size[n]) for n in ("front", "right", "back", "left")),
            (("top", w, 2 * slope), ("bottom", w, d)),
        )
    )
    body_m = (w, d, body_h)
    patches = beveled_box(body_m, s["bevel_m"], "board", panels, 0.006 * d, detail == "near")
    bevel = 0.3 * s["bevel_m"]
    patches += _roof(np.array([w / 2 - bevel, d / 2 - bevel]), body_h - bevel, roof_z, panels)
    patches.append(_fin(w / 2 - bevel, roof_z, h, detail))
    r = min(s["cap_m"] / 2, 0.36 * slope, 0.3 * w)
    tilt = float(np.arctan2(roof_z - body_h, d / 2 - HALF_FIN_M))
    patches += spout(r, detail, (0.0, -(d / 2 + HALF_FIN_M) / 2, (body_h + roof_z) / 2), tilt)
    mesh = assemble(patches, SLOTS, size_m, crease_deg=50)
    return Package(mesh, panels, atlas_m, FINISHES)


def _roof(corner: F64, z0: float, z1: float, panels: tuple[Panel, ...]) -> list[Patch]:
    """A closed roof. Each end is a triangle as long as the slopes, folded in from the side's upper edge to a
    point under the ridge, and the two wings that join it to them.
    """
    a, b = corner
    fin = HALF_FIN_M
    base = np.array([[-a, -b, z0], [a, -b, z0], [a, b, z0], [-a, b, z0]])
    ridge = np.array([[-a, -fin, z1], [a, -fin, z1], [a, fin, z1], [-a, fin, z1]])
    lo, hi = base.min(0), base.max(0)
    patches = [polygon(base[::-1], "plain"), polygon(ridge, "plain")]
    for quad in ((base[0], base[1], ridge[1], ridge[0]), (base[2], base[3], ridge[3], ridge[2])):
        points = np.array(quad)
        uv = planar_uv(points, (0, 1), lo, hi, rect_of(panels, "top"))
        patches.append(polygon(points, "board", uv))
    tuck = min(0.94 * b, 0.8 * a)
    for sign, (i, j) in ((1, (1, 2)), (-1, (3, 0))):
        point = np.array([sign * (a - tuck), 0, z0 + 0.93 * (z1 - z0)])
        loop = np.array([base[i], base[j], ridge[j], ridge[i]])
        for k in range(4):
            corners = np.array([loop[k], loop[(k + 1) % 4], point])
            patches.append(
                polygon(corners, "board" if k == 0 else "plain", _end_uv(corners, sign, lo, hi, panels))
            )
    return patches


def _end_uv(corners: F64, sign: int, lo: F64, hi: F64, panels: tuple[Panel, ...]) -> F64:
    """Ends show the base's plain border beside its barcode, where nobody else sees it."""
    u0, v0, u1, v1 = rect_of(panels, "bottom")
    across = (sign * corners[:, 1] - lo[1]) / (hi[1] - lo[1])
    up = (corners[:, 2] - lo[2]) / np.ptp(corners[:, 2])
    return np.column_stack([u0 + (0.05 + 0.9 * across) * (u1 - u0), v0 + (0.03 + 0.17 * up) * (v1 - v0)])


def _fin(a: float, z0: float, z1: float, detail: Detail) -> Patch:
    """The upright fin: two layers pressed together, with the lines of the crimping jaws along it."""
    t = HALF_FIN_M
    if detail == "far":
        section = np.array([[-t, z0 - 0.0002], [t, z0 - 0.0002], [t, z1], [-t, z1]])
        return prism(section, -a, a, "plain")
    z = np.linspace(z0 + 0.004, z1 - 0.002, 9)
    y = t - CRIMP_M * (np.arange(9) % 2)
    right = np.column_stack([[t, *y, t], [z0 - 0.0002, *z, z1]])
    left = np.column_stack([-right[::-1, 0], right[::-1, 1]])
    return _drawn(np.vstack([right, left]), a)


def _drawn(section: F64, a: float) -> Patch:
    """A section (y, z) that is mirrored left and right, drawn out along x; its ends are strips across."""
    n = len(section) // 2
    flat = prism(section, -a, a, "plain")
    sides = flat.faces[: 2 * len(section)]
    k = np.arange(n - 1)
    other = 2 * n - 1 - k
    cap = np.concatenate([np.stack([k, k + 1, other], 1), np.stack([k + 1, other - 1, other], 1)])
    faces = np.concatenate([sides, cap[:, ::-1], cap + 2 * n])
    return Patch(flat.points, faces, np.zeros((len(faces), 3, 2)), "plain")
