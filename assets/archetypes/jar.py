"""Glass jars with a lug cap or a knurled plastic cap."""

from collections.abc import Mapping

from assets.archetypes.atlas import rect_of
from assets.archetypes.base import Detail, Package
from assets.archetypes.closures import lug_cap, screw_cap, surface_of_content
from assets.archetypes.loft import Band, sections, segments_for, shell
from assets.archetypes.registry import KINDS
from assets.archetypes.turned import Profile, cut_at, smooth, wrap_panels
from assets.mesh_tools import assemble

PAPER_M = 0.00012
BASE_GLASS_M = 0.0045


def build(size_m: tuple[float, float, float], shape: Mapping[str, float], detail: Detail = "near") -> Package:
    """A jar: thick glass foot, straight wall with a paper label, round shoulder, cap.

    As with bottles, the glass around the content shows the content; foot, shoulder and neck are clear.
    Pictures of what is in it go once around, from the bottom to the level.
    """
    s = KINDS["jar"].resolve(shape)
    w, d, h = size_m
    r, aspect = w / 2, d / w
    lid_h = s["lid"] * h if s["cap"] > 0.5 else min(s["lid"] * h, 0.0165)
    lid_z, lid_r = h - lid_h, s["neck"] * r
    foot, z_foot = _foot(r, h)
    upper = _upper(r, z_foot, lid_r - 0.0022, lid_z, h - 0.002, s["round"])
    straight = _straight_top(upper, r)
    span = min(s["label"] * h, 0.94 * (straight - z_foot))
    label0 = z_foot + 0.45 * (straight - z_foot - span)
    label1 = label0 + span
    level = min(max(s["fill"] * lid_z, label1 + 0.001), lid_z - 0.001)
    outline = [*foot, *upper[1:]]
    below, rest = cut_at(outline, label0)
    _, rest = cut_at(rest, label1)
    low, high = cut_at(rest, level)
    glass, below = cut_at(below, min(BASE_GLASS_M, 0.6 * label0))
    label = sections([(r + PAPER_M, label0), (r + PAPER_M, label1)], aspect)
    panels, atlas_m = wrap_panels({"wrap": label})
    bands = [
        Band("clear", sections(glass, aspect)),
        Band("filled", sections([*below, (r + PAPER_M, label0)], aspect), (0.0, 0.0, 1.0, label0 / level)),
        Band("label", label, rect_of(panels, "wrap")),
        Band("filled", sections([(r + PAPER_M, label1), *low], aspect), (0.0, label1 / level, 1.0, 1.0)),
        Band("clear", sections(high, aspect)),
    ]
    patches = shell(bands, segments_for(r, detail), detail)
    patches += surface_of_content(outline, level, "filled", detail, aspect)
    patches += surface_of_content(outline, glass[-1][1], "filled", detail, aspect)
    if s["cap"] > 0.5:
        patches += screw_cap(lid_r, lid_z, h, "lid", detail, knurls=60, knurl_m=0.00045)
    else:
        patches += lug_cap(lid_r, lid_z, h, "lid", detail)
    mesh = assemble(patches, ("label", "filled", "clear", "lid"), size_m, crease_deg=50)
    cap = "cap_plastic" if s["cap"] > 0.5 else "lid_metal"
    return Package(mesh, panels, atlas_m, ("art:paper", "glass_filled", "glass_clear", cap))


def _foot(r: float, h: float) -> tuple[Profile, float]:
    """The pushed-up base, the ring it stands on and the round heel; and where the straight wall begins."""
    heel = min(0.011, 0.12 * h)
    inner = [(0.0, 0.0028), (0.5 * r, 0.0022), (0.8 * r, 0.0004)]
    return [*inner, *smooth([(0.84 * r, 0.0), (0.93 * r, 0.0), (r, 0.35 * heel), (r, heel)], 4)], heel


def _upper(r: float, z0: float, glass_r: float, lid_z: float, z1: float, roundness: float) -> Profile:
    """Up the wall, over the shoulder, and up the neck to under the cap's top, closed to the axis."""
    drop = min((r - glass_r) * (0.7 + 2.6 * roundness) + 0.005, 0.42 * lid_z)
    start = lid_z - 0.0015 - drop
    shoulder = smooth(
        [(r, start), (r, start + 0.6 * drop), (glass_r, lid_z - 0.35 * drop), (glass_r, lid_z - 0.0006)], 5
    )
    return [(r, z0), *shoulder, (glass_r, z1), (0.0, z1)]


def _straight_top(upper: Profile, r: float) -> float:
    """How high the wall is straight."""
    return max(z for x, z in upper if x > r - 1e-4) - 0.0015
