"""Tapered plastic tubs with a snap lid: yoghurt, margarine, ice cream."""

from collections.abc import Mapping

from assets.archetypes.atlas import pack, rect_of
from assets.archetypes.base import Detail, Package
from assets.archetypes.registry import KINDS
from assets.archetypes.turned import perimeter, profile_length, turned
from assets.mesh_tools import assemble, lid, planar_uv, wall

SEGMENTS = 28


def build(size_m: tuple[float, float, float], shape: Mapping[str, float], detail: Detail = "near") -> Package:  # noqa: ARG001
    """A printed, tapered wall and a printed lid that overhangs it."""
    s = KINDS["tub"].resolve(shape)
    w, d, h = size_m
    n, taper, brim = s["squareness"], s["taper"], h - min(0.009, 0.15 * h)
    base = turned(w, d, ((taper * 0.94, 0.0), (taper * 0.96, 0.0012), (taper * 0.965, 0.004)), SEGMENTS, n)
    body = turned(w, d, ((taper * 0.965, 0.004), (0.955, brim)), SEGMENTS, n)
    rim = turned(
        w,
        d,
        ((0.955, brim), (1.0, brim), (1.0, h - 0.0015), (0.98, h), (0.93, h), (0.915, h - 0.002)),
        SEGMENTS,
        n,
    )
    panels, atlas_m = pack(
        ((("wrap", perimeter(body), profile_length(body)),), (("top", 0.915 * w, 0.915 * d),))
    )
    top = rim[-1]
    uv = planar_uv(top, (0, 1), top.min(0), top.max(0), rect_of(panels, "top"))
    patches = [
        lid(base[0], "plastic", up=False),
        wall(base, "plastic"),
        wall(body, "print", rect_of(panels, "wrap")),
        wall(rim, "lid"),
        lid(top, "top", up=True, uv=uv),
    ]
    mesh = assemble(patches, ("print", "top", "plastic", "lid"), size_m, crease_deg=50)
    return Package(mesh, panels, atlas_m, ("art:plastic", "art:film", "body_plastic", "cap_plastic"))
