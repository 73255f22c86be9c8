"""Tapered plastic tubs with a snap lid (margarine, ice cream, nuts) and cups with a foil lid (yoghurt)."""

from collections.abc import Mapping

import numpy as np

from assets.archetypes.atlas import pack, rect_of
from assets.archetypes.base import Detail, Package, Panel
from assets.archetypes.loft import Band, girth, heights, sections, segments_for, shell, stack
from assets.archetypes.registry import KINDS
from assets.archetypes.tabs import foil_tongue
from assets.archetypes.turned import Profile, smooth
from assets.mesh_tools import F64, Patch, assemble, lid, planar_uv

FOIL_M = 0.0003


def build(size_m: tuple[float, float, float], shape: Mapping[str, float], detail: Detail = "near") -> Package:
    """A printed, tapered wall and a printed lid that overhangs it, with a stacking step in its top."""
    s = KINDS["tub"].resolve(shape)
    w, d, h = size_m
    r, aspect, n = w / 2, d / w, s["squareness"]
    brim, top_r = h - min(0.009, 0.15 * h), r - 0.0045
    base, wall = _cup_wall(s["taper"] * 0.965 * r, 0.965 * r, brim, 0.0022, 0.0)
    rim = [
        (0.965 * r, brim),
        *smooth([(r - 0.0012, brim), (r, brim), (r, h - 0.001), (r - 0.0008, h), (r - 0.003, h)], 2),
        (top_r + 0.0006, h),
        (top_r, h - 0.0014),
    ]
    body = sections(wall, aspect, n)
    panels, atlas_m = _panels(body, top_r, aspect)
    bands = [
        Band("plastic", sections(base, aspect, n)),
        Band("print", body, rect_of(panels, "wrap")),
        Band("lid", sections(rim, aspect, n)),
    ]
    segments = segments_for(r if n < 2.5 else 1.3 * r, detail)
    patches = [*shell(bands, segments, detail), _disc(top_r, aspect, n, h - 0.0014, segments, panels)]
    mesh = assemble(patches, ("print", "top", "plastic", "lid"), size_m, crease_deg=50)
    return Package(mesh, panels, atlas_m, ("art:plastic", "art:film", "tub_plastic", "cap_plastic"))


def build_cup(
    size_m: tuple[float, float, float], shape: Mapping[str, float], detail: Detail = "near"
) -> Package:
    """A thin printed cup under a foil lid sealed to its flange; the foil's tongue hangs at a corner."""
    s = KINDS["cup"].resolve(shape)
    w, d, h = size_m
    r, aspect, n = w / 2, d / w, s["squareness"]
    flange, mouth = h - FOIL_M - 0.0011, r - 0.0042
    base, wall = _cup_wall(s["taper"] * mouth, mouth, flange, 0.003, s["step"])
    rim = [
        (mouth, flange),
        *smooth([(r - 0.0012, flange), (r - 0.0003, flange), (r - 0.0003, h - FOIL_M)], 2),
    ]
    edge = [(r - 0.0003, h - FOIL_M), (r, h - FOIL_M), (r, h - 0.00008), (r - 0.0006, h)]
    sunk_r = mouth - 0.0012
    edge += [(mouth + 0.0004, h), (sunk_r, h - 0.0007)]
    body = sections(wall, aspect, n)
    panels, atlas_m = _panels(body, sunk_r, aspect)
    bands = [
        Band("plastic", sections(base, aspect, n)),
        Band("print", body, rect_of(panels, "wrap")),
        Band("plastic", sections(rim, aspect, n)),
        Band("foil", sections(edge, aspect, n)),
    ]
    segments = segments_for(r if n < 2.5 else 1.3 * r, detail)
    patches = [*shell(bands, segments, detail), _disc(sunk_r, aspect, n, h - 0.0007, segments, panels)]
    patches += foil_tongue(r, n, h - 0.0002, 45.0, detail)
    mesh = assemble(patches, ("print", "top", "plastic", "foil"), size_m, crease_deg=50)
    return Package(mesh, panels, atlas_m, ("art:plastic", "art:foil", "tub_plastic", "foil_lid"))


def _cup_wall(low_r: float, high_r: float, top: float, foot_m: float, step: float) -> tuple[Profile, Profile]:
    """The recessed base with its standing edge, and the printed wall up to ``top``; ``step`` of 1 sets the
    uppermost sixth 1.2 mm out, where cups rest in one another."""
    heel = min(0.006, 0.08 * top)
    slope = (high_r - low_r) / top
    stand = low_r - 0.0025
    base = [
        (0.0, foot_m),
        (stand - 0.003, foot_m),
        (stand - 0.0014, 0.0),
        *smooth([(stand, 0.0), (low_r - 0.0002, 0.0), (low_r + slope * heel, heel)], 3),
    ]
    z = top - 0.16 * top
    out = 0.0012 * step
    inner = high_r - slope * (top - z)
    wall = [base[-1], (inner - out, z - 0.0012), (inner, z + 0.0012), (high_r, top)]
    return base, wall if step > 0.05 else [wall[0], wall[-1]]


def _panels(body: F64, top_r: float, aspect: float) -> tuple[tuple[Panel, ...], tuple[float, float]]:
    around = (girth(body[:1]) + girth(body[-1:])) / 2  # the wall is a cone: print is widest at its rim
    wrap = ("wrap", around, float(heights(body)[-1]))
    return pack(((wrap,), (("top", 2 * top_r, 2 * aspect * top_r),)))  # type: ignore[arg-type]


def _disc(r: float, aspect: float, n: float, z: float, segments: int, panels: tuple[Panel, ...]) -> Patch:
    """The printed top."""
    ring = stack(sections([(r, z)], aspect, n), segments)[0]
    box = np.array([[-r, -aspect * r, z], [r, aspect * r, z]])
    return lid(ring, "top", up=True, uv=planar_uv(ring, (0, 1), box[0], box[1], rect_of(panels, "top")))
