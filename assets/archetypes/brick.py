"""Liquid cartons: bricks with a straw or a screw cap, and gable tops."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from assets.archetypes.atlas import pack, rect_of
from assets.archetypes.base import Detail, Package, Panel, PanelName
from assets.archetypes.board import beveled_box, box_panels, project
from assets.archetypes.registry import KINDS
from assets.archetypes.turned import screw_cap, shifted
from assets.mesh_tools import F64, Patch, assemble, box, planar_uv, polygon, prism

PAPER_M = 0.0005
STRAW_R_M = 0.002
SLOTS = ("board", "cap", "plain")
FINISHES = ("art:carton_coated", "cap_plastic", "film_plain")


def build(size_m: tuple[float, float, float], shape: Mapping[str, float], detail: Detail = "near") -> Package:  # noqa: ARG001
    """A folded paperboard brick: flat top with its folded seam, ears on the sides, and its closure."""
    s = KINDS["brick"].resolve(shape)
    if s["closure"] > 1.5:
        return _gable(size_m, s)
    w, d, h = size_m
    cap_h = 0.011 if s["closure"] > 0.5 else 0.0
    straw = s["closure"] < 0.5 and h < 0.15
    w, d, h = w - 2 * PAPER_M, d - (2 * STRAW_R_M if straw else 0.0), h - max(cap_h, PAPER_M)
    panels, atlas_m = box_panels(w, d, h)
    patches = beveled_box((w, d, h), min(s["bevel_m"], 0.06 * d), "board", panels, 0.006 * d)
    patches += _folds(w, d, h, panels)
    if cap_h:
        r = min(s["cap_m"] / 2, 0.3 * d)
        patches += shifted(screw_cap(r, h - 0.001, h + cap_h, "cap"), y_m=-0.5 * d + r + 0.1 * d)
    if straw:
        patches.append(_straw(d / 2, h))
    return Package(assemble(patches, SLOTS, size_m, crease_deg=62), panels, atlas_m, FINISHES)


def _folds(w: float, d: float, h: float, panels: tuple[Panel, ...]) -> list[Patch]:
    """The seam folded flat on the top and the two ears folded down on the sides, with the picture beneath
    them.
    """
    top, ear = h + PAPER_M, 0.46 * d
    seam = box((-w / 2 + 0.002, 0.0, h - 0.0002), (w / 2 - 0.002, 0.009, top), "board")
    patches = [_printed(seam, "top", w, d, h, panels)]
    section = np.array([[-ear, h - 0.003], [0, h - 0.003 - ear], [ear, h - 0.003]])
    for side, x0, x1 in (
        ("right", w / 2 - 0.0002, w / 2 + PAPER_M),
        ("left", -w / 2 - PAPER_M, -w / 2 + 0.0002),
    ):
        patches.append(_printed(prism(section, x0, x1, "board"), side, w, d, h, panels))  # type: ignore[arg-type]
    return patches


def _printed(patch: Patch, side: PanelName, w: float, d: float, h: float, panels: tuple[Panel, ...]) -> Patch:
    u0, v0, u1, v1 = rect_of(panels, side)
    uv = project(patch.points[patch.faces], side, np.array([w, d, h]), panels)
    return replace(patch, uv=np.clip(uv, [u0, v0], [u1, v1]))


def _straw(y: float, h: float) -> Patch:
    """A slim six-sided straw upright on the back."""
    angle = np.arange(6) * np.pi / 3
    section = STRAW_R_M * np.column_stack([np.cos(angle), np.sin(angle)])
    flat = prism(section, 0.12 * h, 0.88 * h, "plain")  # drawn out along x; now stand it up
    x, a, b = flat.points.T
    return replace(flat, points=np.column_stack([a, y + STRAW_R_M + b, x]))


def _gable(size_m: tuple[float, float, float], s: Mapping[str, float]) -> Package:
    """A gable top: upright body, two slopes that carry print, folded-in ends, a fin, a cap on the front
    slope.
    """
    w, d, h = size_m
    fin_h, fin_t = 0.018, 0.0012
    roof_z = h - fin_h
    body_h = roof_z - 0.42 * d
    slope = float(np.hypot(d / 2 - fin_t, roof_z - body_h))
    walls, _ = box_panels(w, d, body_h)
    size = {p.name: p.size_m for p in walls}
    panels, atlas_m = pack(
        (
            tuple((n, *size[n]) for n in ("front", "right", "back", "left")),
            (("top", w, 2 * slope), ("bottom", w, d)),
        )
    )
    body = beveled_box((w, d, body_h), s["bevel_m"], "board", panels)
    corner = np.array([w / 2 - 0.3 * s["bevel_m"], d / 2 - 0.3 * s["bevel_m"]])
    patches = body + _roof(corner, fin_t, body_h - 0.3 * s["bevel_m"], roof_z, panels)
    patches.append(box((-corner[0], -fin_t, roof_z - 0.0002), (corner[0], fin_t, h), "plain"))
    r = min(s["cap_m"] / 2, 0.4 * slope)
    tilt = float(np.arctan2(roof_z - body_h, d / 2 - fin_t))
    y, z = -(d / 2 + fin_t) / 2, (body_h + roof_z) / 2
    patches += shifted(screw_cap(r, -0.002, 0.009, "cap"), y_m=y, z_m=z, tilt_rad=tilt)
    return Package(assemble(patches, SLOTS, size_m, crease_deg=50), panels, atlas_m, FINISHES)


def _roof(corner: F64, fin_t: float, z0: float, z1: float, panels: tuple[Panel, ...]) -> list[Patch]:
    """A closed roof: slopes to the front and the back, ends folded inwards to a point."""
    a, b = corner
    base = np.array([[-a, -b, z0], [a, -b, z0], [a, b, z0], [-a, b, z0]])
    ridge = np.array([[-a, -fin_t, z1], [a, -fin_t, z1], [a, fin_t, z1], [-a, fin_t, z1]])
    front = np.array([base[0], base[1], ridge[1], ridge[0]])
    back = np.array([base[2], base[3], ridge[3], ridge[2]])
    lo, hi = base.min(0), base.max(0)
    patches = [polygon(base[::-1], "plain"), polygon(ridge, "plain")]
    print_uv = (planar_uv(quad, (0, 1), lo, hi, rect_of(panels, "top")) for quad in (front, back))
    patches += [polygon(quad, "board", uv) for quad, uv in zip((front, back), print_uv, strict=True)]
    for i, j in ((1, 2), (3, 0)):
        fold = np.array([base[i, 0] * 0.62, 0, z0 + 0.55 * (z1 - z0)])
        loop = np.array([base[i], base[j], ridge[j], ridge[i]])
        patches += [polygon([loop[k], loop[(k + 1) % 4], fold], "plain") for k in range(4)]
    return patches
