"""Drinks cans."""

from collections.abc import Mapping

import numpy as np

from assets.archetypes.atlas import rect_of
from assets.archetypes.base import Detail, Package
from assets.archetypes.loft import Band, sections, segments_for, shell
from assets.archetypes.registry import KINDS
from assets.archetypes.tabs import can_tab
from assets.archetypes.turned import Profile, smooth, wrap_panels
from assets.mesh_tools import assemble, moved, transform

SEAM_M = 0.0025
LID_DEPTH_M = 0.0063
PANEL_RISE_M = 0.0022


def build(size_m: tuple[float, float, float], shape: Mapping[str, float], detail: Detail = "near") -> Package:
    """A two-piece aluminium can: domed base, printed body and neck, seamed rim, sunk lid with its tab.

    The print ends where a decorator's mandrel ends: above the heel and just below the seam.
    """
    s = KINDS["can"].resolve(shape)
    w, d, h = size_m
    r, lid_r = w / 2, s["neck"] * w / 2
    aspect = d / w
    base, body, neck, end = _base(r), _body(r, h), _neck(r, lid_r, h, s["shoulder"]), _end(lid_r, h)
    printed = sections([*body, *neck[1:]], aspect)
    panels, atlas_m = wrap_panels({"wrap": printed})
    bands = [
        Band("metal", sections(base, aspect)),
        Band("print", printed, rect_of(panels, "wrap")),
        Band("metal", sections(end, aspect)),
    ]
    patches = shell(bands, segments_for(r, detail), detail)
    tab = can_tab(h - LID_DEPTH_M + PANEL_RISE_M, 0.46 * lid_r, detail)
    turn = transform(yaw_rad=float(np.radians(s["tab_deg"])))
    patches += [moved(p, turn) for p in tab]
    mesh = assemble(patches, ("print", "metal"), size_m)
    return Package(mesh, panels, atlas_m, ("art:metal", "aluminium"))


def _base(r: float) -> Profile:
    """From the top of the inner dome down to the narrow ring it stands on and up to the print."""
    stand, dome = 0.715 * r, 0.0095
    t = np.linspace(0, 1, 7)[:-1]
    inner = [(float(0.93 * stand * x), float(dome * (1 - 0.8 * x**2.2))) for x in t]
    ring = smooth(
        [(0.93 * stand, 0.2 * dome), (0.96 * stand, 0.0), (1.04 * stand, 0.0), (0.9 * r, 0.0058)], 3
    )
    return [*inner, *ring]


def _body(r: float, h: float) -> Profile:
    """The round heel and the straight wall up to the middle of the can; the neck goes on from there."""
    return [*smooth([(0.9 * r, 0.0058), (r, 0.0105), (r, 0.019)], 5), (r, 0.5 * h)]


def _neck(r: float, lid_r: float, h: float, share: float) -> Profile:
    """Spun inwards: a round shoulder, a straight cone, and a small radius up to the seam."""
    throat, top = lid_r - 0.0011, h - SEAM_M
    drop = max((r - throat) * 1.75 * share, 0.006)
    start = top - 0.0015 - drop
    control = [
        (r, 0.5 * h),
        (r, 0.5 * h),
        (r, start - 0.004),
        (r, start + 0.22 * drop),
        (throat + 0.08 * (r - throat), top - 0.0015 - 0.08 * drop),
        (throat, top - 0.0004),
    ]
    return smooth(control, 6)


def _end(lid_r: float, h: float) -> Profile:
    """The double seam, the chuck wall down to the countersink, the raised centre panel."""
    seam = smooth(
        [
            (lid_r - 0.0011, h - SEAM_M - 0.0004),
            (lid_r, h - SEAM_M),
            (lid_r, h - SEAM_M),
            (lid_r, h),
            (lid_r - 0.0016, h),
            (lid_r - 0.0019, h - 0.001),
        ],
        3,
    )
    sink, panel = h - LID_DEPTH_M, h - LID_DEPTH_M + PANEL_RISE_M
    foot = lid_r - 0.0038
    return [*seam, (foot, sink), (foot - 0.001, sink), (foot - 0.0015, panel), (0.0, panel)]
