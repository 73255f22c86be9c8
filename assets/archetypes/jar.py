"""Glass jars with a lug lid."""

from collections.abc import Mapping

from assets.archetypes.atlas import rect_of
from assets.archetypes.base import Detail, Package
from assets.archetypes.registry import KINDS
from assets.archetypes.turned import arc, cut, turned, wrap_panel
from assets.mesh_tools import assemble, lid, wall

SEGMENTS = 28


def build(size_m: tuple[float, float, float], shape: Mapping[str, float], detail: Detail = "near") -> Package:  # noqa: ARG001
    """A jar: rounded foot, straight wall with a paper label, rounded shoulder, metal lid with a rolled edge.

    As with bottles, the glass below the content's level shows the content.
    """
    s = KINDS["jar"].resolve(shape)
    w, d, h = size_m
    lid_z, lid_r = h * (1 - s["lid"]), s["neck"]
    glass_r = lid_r - 0.035
    drop = min((1 - glass_r) * w * 0.8 + 0.003, 0.3 * lid_z)
    shoulder_z = lid_z - drop
    foot_z = min(0.009, 0.1 * h)
    label0 = foot_z + 0.4 * max(shoulder_z - foot_z - s["label"] * h, 0.004)
    label1 = min(label0 + s["label"] * h, shoulder_z - 0.002)
    level = max(min(s["fill"] * lid_z, lid_z - 0.001), label1 + 0.001)
    foot = turned(w, d, ((0.9, 0.0), *arc(0.9, 0.0, 1.0, foot_z, 2, -1), (1.0, label0)), SEGMENTS)
    label = turned(w, d, ((1.0, label0), (1.0, label1)), SEGMENTS)
    rows = [(1.0, label1), (1.0, shoulder_z), *arc(1.0, shoulder_z, glass_r, lid_z, 3)]
    low, high = cut(rows, level)
    lower, upper = turned(w, d, low, SEGMENTS), turned(w, d, high, SEGMENTS)
    cap = turned(w, d, _lid(lid_r, glass_r, lid_z, h), SEGMENTS)
    panels, atlas_m = wrap_panel(label)
    patches = [
        lid(foot[0], "filled", up=False),
        wall(foot, "filled"),
        wall(label, "label", rect_of(panels, "wrap")),
        wall(lower, "filled"),
        wall(upper, "clear"),
        wall(cap, "lid"),
        lid(cap[-1], "lid", up=True),
    ]
    mesh = assemble(patches, ("label", "filled", "clear", "lid"), size_m, crease_deg=50)
    return Package(mesh, panels, atlas_m, ("art:paper", "glass_filled", "glass_clear", "lid_metal"))


def _lid(r: float, glass_r: float, z0: float, h: float) -> list[tuple[float, float]]:
    """Under the rolled edge, up the skirt, over the rim, and down to the sunk panel."""
    roll = min(0.0015, 0.2 * (h - z0))
    return [(glass_r, z0), (r, z0), (r - 0.008, h - roll), (r - 0.05, h), (r - 0.12, h - 0.0007)]
