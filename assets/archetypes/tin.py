"""Food tins."""

from collections.abc import Mapping

import numpy as np

from assets.archetypes.atlas import rect_of
from assets.archetypes.base import Detail, Package
from assets.archetypes.registry import KINDS
from assets.archetypes.turned import turned, wrap_panel
from assets.mesh_tools import assemble, lid, wall

SEGMENTS = 28
SEAM_M = 0.003


def build(size_m: tuple[float, float, float], shape: Mapping[str, float], detail: Detail = "near") -> Package:  # noqa: ARG001
    """A three-piece steel tin: double seams proud of the body at both ends, beads that show through the
    paper.
    """
    s = KINDS["tin"].resolve(shape)
    w, d, h = size_m
    body = 1 - 0.0022 / (w / 2)
    z0, z1 = SEAM_M + 0.001, h - SEAM_M - 0.001
    low = turned(w, d, ((0.95, 0.0), (1.0, 0.0008), (1.0, SEAM_M), (body, z0)), SEGMENTS)
    middle = turned(w, d, _beads(body, z0, z1, int(s["ribs"]), w), SEGMENTS)
    high = turned(w, d, ((body, z1), (1.0, h - SEAM_M), (0.995, h), (0.94, h - 0.003)), SEGMENTS)
    panels, atlas_m = wrap_panel(middle)
    patches = [
        lid(low[0], "metal", up=False),
        wall(low, "metal"),
        wall(middle, "print", rect_of(panels, "wrap")),
        wall(high, "metal"),
        lid(high[-1], "metal", up=True),
    ]
    mesh = assemble(patches, ("print", "metal"), size_m)
    return Package(mesh, panels, atlas_m, ("art:metal" if s["printed"] > 0.5 else "art:paper", "steel"))


def _beads(body: float, z0: float, z1: float, ribs: int, w: float) -> list[tuple[float, float]]:
    """A straight wall with shallow grooves in its middle, as many as there is room for."""
    count = min(ribs, int((z1 - z0) * 0.6 / 0.006))
    if count == 0:
        return [(body, z0), (body, z1)]
    groove = body - 0.0007 / (w / 2)
    z = np.linspace(z0 + 0.2 * (z1 - z0), z1 - 0.2 * (z1 - z0), 2 * count + 1)
    return [(body, z0), *((groove if i % 2 else body, float(v)) for i, v in enumerate(z)), (body, z1)]
