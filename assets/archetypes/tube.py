"""Plastic tubes that stand on their cap."""

from collections.abc import Mapping

import numpy as np

from assets.archetypes.atlas import rect_of
from assets.archetypes.base import Detail, Package
from assets.archetypes.closures import ridges
from assets.archetypes.loft import Band, Warp, sections, segments_for, shell
from assets.archetypes.registry import KINDS
from assets.archetypes.turned import smooth, wrap_panels
from assets.mesh_tools import F64, assemble

FILM_M = 0.0006
CRIMP_M = 0.00018
CRIMP_PITCH_M = 0.0011


def build(size_m: tuple[float, float, float], shape: Mapping[str, float], detail: Detail = "near") -> Package:
    """Round above its cap, pressed flat into a crimped seal on top; print from collar to edge."""
    s = KINDS["tube"].resolve(shape)
    w, d, h = size_m
    r, cap_z, seal_z = d / 2, s["cap"] * h, h - s["seal_m"]
    cap_r = s["cap_width"] * r
    knurled = s["cap_width"] < 0.8
    edge = [*smooth([(cap_r - 0.002, 0.0), (cap_r, 0.0), (cap_r, 0.003)], 3)]
    cap = [(0.0, 0.0), *edge, (0.975 * cap_r, cap_z - 0.0006), (0.955 * cap_r, cap_z)]
    collar_z = cap_z + (0.002 if s["cap_width"] > 0.93 else 0.0055)
    collar = [
        (0.955 * cap_r, cap_z),
        *smooth([(0.9 * cap_r, cap_z), (0.93 * r, collar_z - 0.002), (r, collar_z)], 4),
    ]
    printed = _body(w / 2, r, collar_z, seal_z, h)
    panels, atlas_m = wrap_panels({"wrap": printed})
    segments = segments_for(r, detail)
    warp = ridges(cap_r, 0.0003) if detail == "near" else None
    end = printed[-1].copy()
    end[:2] = 0.0
    crimp = None if detail == "far" else _crimp(seal_z)
    bands = [
        Band("cap", sections(cap)),
        Band("plastic", sections(collar)),
        Band("print", printed, rect_of(panels, "wrap"), crimp),
        Band("plastic", np.stack([printed[-1], end]), None, crimp),
    ]
    if knurled:  # ridges would tear the rim that cap and collar share
        bands[0] = Band("cap", sections([*cap, (0.0, cap_z)]), None, warp)
        bands[1] = Band(
            "plastic", sections([(0.0, cap_z - 0.0005), (0.94 * cap_r, cap_z - 0.0005), *collar[1:]])
        )
    mesh = assemble(shell(bands, segments, detail), ("print", "plastic", "cap"), size_m)
    return Package(mesh, panels, atlas_m, ("art:plastic", "body_plastic", "cap_plastic"))


def _body(half_w: float, r: float, z0: float, seal_z: float, h: float) -> F64:
    """From the round collar to the flat seal: width grows as depth goes."""
    k = np.linspace(0, 1, 15)
    a, b = r + (half_w - r) * k, FILM_M + (r - FILM_M) * (1 - k**1.35)
    rows = [np.column_stack([a, b, z0 + k * (seal_z - z0)])]
    z = np.linspace(seal_z, h, 5)[1:]
    rows.append(np.column_stack([np.full(4, half_w), np.full(4, FILM_M), z]))
    table = np.concatenate(rows)
    return np.column_stack([table, np.full(len(table), 2.0), np.zeros((len(table), 2))])


def _crimp(seal_z: float) -> Warp:
    """Upright ridges pressed into the seal."""

    def warp(points: F64) -> F64:
        out = points.copy()
        wave = CRIMP_M * np.sin(points[..., 0] * 2 * np.pi / (4 * CRIMP_PITCH_M))
        out[..., 1] += np.where(points[..., 2] > seal_z + 1e-5, wave, 0.0)
        return out

    return warp
