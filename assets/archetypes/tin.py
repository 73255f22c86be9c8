"""Food tins."""

from collections.abc import Mapping

import numpy as np

from assets.archetypes.atlas import rect_of
from assets.archetypes.base import Detail, Package
from assets.archetypes.loft import Band, sections, segments_for, shell
from assets.archetypes.registry import KINDS
from assets.archetypes.tabs import ring_pull
from assets.archetypes.turned import Profile, cut_at, smooth, wrap_panels
from assets.mesh_tools import assemble

SEAM_M = 0.0031
PROUD_M = 0.0013
END_DEPTH_M = 0.0042
BEAD_M = 0.0005
UNDER_PAPER_M = 0.00022
BEAD_PITCH_M = 0.0052


def build(size_m: tuple[float, float, float], shape: Mapping[str, float], detail: Detail = "near") -> Package:
    """A steel tin: double seams proud of the body, beads, a paper label that leaves steel bare at both ends.

    Printed tins are drawn in one piece: a round edge instead of the lower seam, print from edge to seam.
    """
    s = KINDS["tin"].resolve(shape)
    w, d, h = size_m
    r, aspect = w / 2, d / w
    printed = s["printed"] > 0.5
    body = r - PROUD_M
    low = _drawn_base(r, body) if printed else _seamed_base(r, body)
    z0, z1 = low[-1][1], h - SEAM_M - 0.0008
    strip = 0.0006 if printed else (1 - s["label"]) / 2 * (z1 - z0)
    wall = _beads(body, z0, z1, int(s["ribs"]))
    bare_low, rest = cut_at(wall, z0 + strip)
    middle, bare_high = cut_at(rest, z1 - strip)
    paper = body if printed else body + 0.00015
    if not printed:
        middle = [(paper - (body - x) * UNDER_PAPER_M / BEAD_M, z) for x, z in middle]
        bare_low, bare_high = [*bare_low, middle[0]], [middle[-1], *bare_high]
    label = sections(middle, aspect)
    panels, atlas_m = wrap_panels({"wrap": label})
    if detail == "far":
        label = sections(
            [middle[0], (paper - BEAD_M / 4, middle[1][1]), (paper - BEAD_M / 4, middle[-2][1]), middle[-1]],
            aspect,
        )
    bands = [
        Band("metal", sections([*low, *bare_low[1:]], aspect)),
        Band("print", label, rect_of(panels, "wrap")),
        Band("metal", sections([*bare_high, *_end(r, body, h)], aspect)),
    ]
    patches = shell(bands, segments_for(r, detail), detail)
    if s["ring_pull"] > 0.5:
        patches += ring_pull(h - END_DEPTH_M, r - 0.006, min(0.0125, 0.36 * r), detail, 20.0)
    mesh = assemble(patches, ("print", "metal"), size_m)
    return Package(mesh, panels, atlas_m, ("art:metal" if printed else "art:paper", "steel"))


def _seamed_base(r: float, body: float) -> Profile:
    """The sunk bottom end and its double seam."""
    inside = r - 0.0042
    return [
        (0.0, 0.0034),
        (inside - 0.004, 0.0034),
        (inside, 0.0028),
        *smooth(
            [
                (r - 0.0026, 0.0),
                (r - 0.0004, 0.0),
                (r, 0.0004),
                (r, SEAM_M - 0.0003),
                (body, SEAM_M + 0.0008),
            ],
            2,
        ),
    ]


def _drawn_base(r: float, body: float) -> Profile:
    """The round edge of a drawn tin."""
    stand = r - 0.0055
    return [
        (0.0, 0.0014),
        (stand - 0.004, 0.0014),
        (stand - 0.0015, 0.0),
        *smooth([(stand, 0.0), (body, 0.0), (body, 0.0058)], 4),
    ]


def _end(r: float, body: float, h: float) -> Profile:
    """From under the upper seam over it, down the chuck wall, over one expansion bead, to the middle."""
    inside, z = r - 0.004, h - END_DEPTH_M
    seam = smooth(
        [
            (body, h - SEAM_M - 0.0008),
            (r, h - SEAM_M),
            (r, h - 0.0004),
            (r - 0.0004, h),
            (r - 0.0022, h),
            (r - 0.0026, h - 0.001),
        ],
        2,
    )
    ring = 0.78 * inside
    bead = [(ring + 0.0022, z), (ring + 0.0008, z + 0.0007), (ring - 0.0008, z + 0.0007), (ring - 0.0022, z)]
    return [*seam[1:], (inside, z), *bead, (0.0, z)]


def _beads(body: float, z0: float, z1: float, ribs: int) -> Profile:
    """A straight wall with a cluster of shallow grooves around its middle, as many as there is room for."""
    count = min(ribs, int((z1 - z0 - 0.012) / BEAD_PITCH_M))
    if count <= 0:
        return [(body, z0), (body, z1)]
    half = count * BEAD_PITCH_M / 2
    z = np.linspace((z0 + z1) / 2 - half, (z0 + z1) / 2 + half, 2 * count + 1)
    return [(body, z0), *((body - BEAD_M * (i % 2), float(v)) for i, v in enumerate(z)), (body, z1)]
