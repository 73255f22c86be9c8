"""Blow-moulded bottles for care, cleaning and sauces: oval body, coloured plastic, front and back labels."""

from collections.abc import Mapping

from assets.archetypes.base import Detail, Package
from assets.archetypes.blown import Blown
from assets.archetypes.closures import screw_cap
from assets.archetypes.labels import stuck_on
from assets.archetypes.loft import Band, piece, sections, segments_for, shell
from assets.archetypes.registry import KINDS
from assets.archetypes.turned import shifted, smooth
from assets.mesh_tools import Patch, assemble

FINISHES = ("art:film", "body_plastic", "cap_plastic")


def build(size_m: tuple[float, float, float], shape: Mapping[str, float], detail: Detail = "near") -> Package:
    """A bottle with an oval to boxy section, waist, sloping or one-sided shoulders, and one of four closures.

    ``closure`` 0 is a ribbed screw cap, 1 a flip-top as broad as the neck allows, 2 a push-pull spout, 3 a
    dosing cap.
    """
    s = KINDS["bottle_hdpe"].resolve(shape)
    w, d, h = size_m
    style = int(s["closure"])
    cap_r = min(s["cap_width"] * w / 2, 0.86 * d / 2)
    cap_r = min(cap_r, 0.02) if style == 2 else cap_r
    cap_z = h * (1 - s["cap"])
    body = Blown(
        w / 2,
        d / 2,
        cap_z,
        0.9 * cap_r,
        square=s["squareness"],
        shoulder=s["shoulder"],
        slope=s["slope"],
        waist=s["waist"],
        lean=s["lean"],
        taper=s["taper"],
        label=min(1.25 * s["label"], 0.94),
    )
    patches, panels, atlas_m = body.build(detail)
    patches += shifted(_closure(style, cap_r, cap_z, h, detail), x_m=body.neck_x)
    mesh = assemble(patches, ("label", "body", "cap"), size_m, crease_deg=48)
    return Package(mesh, stuck_on(panels, FINISHES[1]), atlas_m, FINISHES)


def _closure(style: int, r: float, z0: float, z1: float, detail: Detail) -> list[Patch]:
    z0 -= 0.0012  # closures reach over the rim
    if style == 1:
        return _flip_top(r, z0, z1, detail)
    if style == 2:
        return _push_pull(r, z0, z1, detail)
    if style == 3:
        return _dosing_cap(r, z0, z1, detail)
    return screw_cap(r, z0, z1, "cap", detail, knurls=32)


def _flip_top(r: float, z0: float, z1: float, detail: Detail) -> list[Patch]:
    """A smooth skirt, the joint around it, the lid with its rounded edge."""
    joint = z0 + 0.62 * (z1 - z0)
    skirt = [(r - 0.0006, z0), (r, z0 + 0.0006), (0.985 * r, joint - 0.0003)]
    groove = [(0.985 * r - 0.0007, joint - 0.0001), (0.985 * r - 0.0007, joint + 0.0003)]
    edge = min(0.35 * r, 0.4 * (z1 - joint))
    lid = smooth([(0.985 * r, joint + 0.0005), (0.97 * r, z1), (0.97 * r - 2 * edge, z1)], 5)
    return piece("cap", [*skirt, *groove, *lid], detail)


def _push_pull(r: float, z0: float, z1: float, detail: Detail) -> list[Patch]:
    """A ribbed collar, a cone, and the small cap that one pulls up."""
    tall = z1 - z0
    collar = [(r - 0.0005, z0), (r, z0 + 0.0005), (0.97 * r, z0 + 0.34 * tall)]
    cone = smooth([(0.97 * r, z0 + 0.34 * tall), (0.9 * r, z0 + 0.42 * tall), (0.48 * r, z0 + 0.6 * tall)], 4)
    nub = [(0.46 * r, z0 + 0.66 * tall), (0.56 * r, z0 + 0.68 * tall), (0.54 * r, z0 + 0.76 * tall)]
    tip = [(0.42 * r, z0 + 0.8 * tall), (0.4 * r, z1 - 0.001), (0.34 * r, z1)]
    return piece("cap", [*collar, *cone, *nub, *tip], detail)


def _dosing_cap(r: float, z0: float, z1: float, detail: Detail) -> list[Patch]:
    """A tall cup turned over the neck, with a collar and broad grips."""
    collar = z0 + min(0.25 * (z1 - z0), 0.012)
    rows = [
        (0.0, z0),
        (r - 0.0008, z0),
        (r, z0 + 0.0008),
        (r, collar),
        (0.9 * r, collar + 0.0012),
        *smooth([(0.9 * r, collar + 0.002), (0.84 * r, z1 - 0.0005), (0.84 * r - 0.004, z1)], 5),
        (0.72 * r, z1),
        (0.7 * r, z1 - 0.0008),
        (0.0, z1 - 0.0008),
    ]
    return shell([Band("cap", sections(rows))], segments_for(r, detail), detail)
