"""Plastic tubes that stand on their cap."""

from collections.abc import Mapping

import numpy as np

from assets.archetypes.atlas import rect_of
from assets.archetypes.base import Detail, Package
from assets.archetypes.registry import KINDS
from assets.archetypes.turned import wrap_panel
from assets.mesh_tools import assemble, lid, rings, wall

SEGMENTS = 24
FILM_M = 0.0006


def build(size_m: tuple[float, float, float], shape: Mapping[str, float], detail: Detail = "near") -> Package:  # noqa: ARG001
    """Round above its cap, pressed flat into a seal on top."""
    s = KINDS["tube"].resolve(shape)
    w, d, h = size_m
    r, cap_z, seal_z = d / 2, s["cap"] * h, h - s["seal_m"]
    cap_r = s["cap_width"] * r
    cap = rings(
        [(0.96 * cap_r, 0.96 * cap_r, 0), (cap_r, cap_r, 0.0015), (0.98 * cap_r, 0.98 * cap_r, cap_z)],
        SEGMENTS,
    )
    collar_z = cap_z + 0.006
    collar = rings([(0.98 * cap_r, 0.98 * cap_r, cap_z), (r, r, collar_z)], SEGMENTS)
    t = np.linspace(0, 1, 7)
    body = [
        (r + (w / 2 - r) * k, FILM_M + (r - FILM_M) * (1 - k**1.3), collar_z + k * (seal_z - collar_z))
        for k in t
    ]
    printed = rings([*body, (w / 2, FILM_M, h)], SEGMENTS)
    panels, atlas_m = wrap_panel(printed)
    patches = [
        lid(cap[0], "cap", up=False),
        wall(cap, "cap"),
        wall(collar, "plastic"),
        wall(printed, "print", rect_of(panels, "wrap")),
        lid(printed[-1], "plastic", up=True),
    ]
    mesh = assemble(patches, ("print", "plastic", "cap"), size_m)
    return Package(mesh, panels, atlas_m, ("art:plastic", "body_plastic", "cap_plastic"))
