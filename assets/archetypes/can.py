"""Drinks cans."""

from collections.abc import Mapping

from assets.archetypes.atlas import rect_of
from assets.archetypes.base import Detail, Package
from assets.archetypes.registry import KINDS
from assets.archetypes.turned import turned, wrap_panel
from assets.mesh_tools import assemble, lid, wall

SEGMENTS = 28


def build(size_m: tuple[float, float, float], shape: Mapping[str, float], detail: Detail = "near") -> Package:  # noqa: ARG001
    """A two-piece aluminium can: domed base, printed body, necked shoulder, seamed rim, sunk lid."""
    s = KINDS["can"].resolve(shape)
    w, d, h = size_m
    neck, top = s["neck"], h - 0.0045
    drop = min((1 - neck) * w * s["shoulder"], 0.2 * h)
    base = turned(w, d, ((0.72, 0.003), (0.77, 0.0), (0.81, 0.001), (0.985, 0.0085)), SEGMENTS)
    waist = (neck + 0.6 * (1 - neck), top - 0.6 * drop)
    body = ((0.985, 0.0085), (1.0, 0.0125), (1.0, top - drop), waist, (neck - 0.02, top))
    printed = turned(w, d, body, SEGMENTS)
    seam = (
        (neck - 0.02, top),
        (neck, top + 0.0014),
        (neck - 0.01, h),
        (neck - 0.06, h),
        (neck - 0.09, h - 0.006),
    )
    rim = turned(w, d, seam, SEGMENTS)
    panels, atlas_m = wrap_panel(printed)
    patches = [
        lid(base[0], "metal", up=False, rise_m=0.008),
        wall(base, "metal"),
        wall(printed, "print", rect_of(panels, "wrap")),
        wall(rim, "metal"),
        lid(rim[-1], "metal", up=True),
    ]
    mesh = assemble(patches, ("print", "metal"), size_m)
    return Package(mesh, panels, atlas_m, ("art:metal", "aluminium"))
