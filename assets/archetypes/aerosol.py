"""Aerosol cans: deodorant, hair spray, whipped cream, air freshener."""

from collections.abc import Mapping

from assets.archetypes.atlas import rect_of
from assets.archetypes.base import Detail, Package
from assets.archetypes.loft import Band, piece, sections, segments_for, shell
from assets.archetypes.registry import KINDS
from assets.archetypes.turned import Profile, smooth, wrap_panels
from assets.mesh_tools import Patch, assemble

CUP_R_M = 0.0162  # outer curl of the standard one-inch valve cup
SEAM_M = 0.0032


def build(size_m: tuple[float, float, float], shape: Mapping[str, float], detail: Detail = "near") -> Package:
    """A printed can with a domed shoulder and valve cup under its cap.

    Drawn aluminium (``seams`` 0) is printed up the shoulder; tinplate (1) has double seams and a bare dome.
    ``cap`` 0 is a full overcap as wide as the can, 1 a narrow cap on the valve cup, 2 a bare spray button,
    3 the long nozzle of whipped cream.
    """
    s = KINDS["aerosol"].resolve(shape)
    w, d, h = size_m
    r, aspect, style = w / 2, d / w, int(s["cap"])
    seams = s["seams"] > 0.5
    top = h - _cap_height(style, s["cap_height"], h)  # where the dome meets the valve cup
    body = r - 0.0012 if seams else r
    dome_h = min(max(0.42 * (r - CUP_R_M), 0.004) * (0.6 + s["dome"]), 0.16 * h)
    wall_z = top - dome_h
    base, foot = _base(r, body, seams)
    shoulder = _shoulder(r, body, wall_z, top, seams)
    if seams:
        wall, dome = [foot, (body, wall_z - SEAM_M - 0.0008)], shoulder
    else:
        wall, dome = [foot, *shoulder], [shoulder[-1]]
    printed = sections(wall, aspect)
    panels, atlas_m = wrap_panels({"wrap": printed})
    cup = [*dome, *_valve_cup(dome[-1][0], top)]
    bands = [
        Band("metal", sections(base, aspect)),
        Band("print", printed, rect_of(panels, "wrap")),
        Band("metal", sections(cup, aspect)),
    ]
    patches = shell(bands, segments_for(r, detail), detail)
    patches += _cap(style, r, body, wall_z if style == 0 else top, h, seams, detail)
    mesh = assemble(patches, ("print", "metal", "cap"), size_m, crease_deg=46)
    return Package(mesh, panels, atlas_m, ("art:metal", "aerosol_metal", "cap_plastic"))


def _cap_height(style: int, share: float, h: float) -> float:
    return (max(0.012, share * h - 0.012), share * h, 0.019, 0.055)[style]


def _base(r: float, body: float, seams: bool) -> tuple[Profile, tuple[float, float]]:
    """The concave base and its standing edge; and the foot of the print."""
    if seams:
        low: Profile = [(0.0, 0.011), (0.5 * r, 0.0085), (0.85 * r, 0.0016)]
        seam = [(r - 0.0026, 0.0), (r - 0.0004, 0.0), (r, 0.0004), (r, SEAM_M), (body, SEAM_M + 0.0007)]
        rows = [*low, *smooth(seam, 2)]
    else:
        low = [(0.0, 0.009), (0.45 * r, 0.0072), (0.78 * r, 0.0012)]
        rows = [*low, *smooth([(0.84 * r, 0.0), (0.93 * r, 0.0), (r, 0.0016), (r, 0.0042)], 4)]
    return rows, rows[-1]


def _shoulder(r: float, body: float, z0: float, top: float, seams: bool) -> Profile:
    """From the wall to the curl of the valve cup: a round drawn shoulder, or a seam with a dome in it."""
    end = CUP_R_M - 0.0008
    if not seams:
        return smooth(
            [(r, z0), (r, z0 + 0.62 * (top - z0)), (0.6 * r + 0.4 * end, top - 0.0012), (end, top)], 8
        )
    seam = [
        (body, z0 - SEAM_M - 0.0008),
        (r, z0 - SEAM_M),
        (r, z0 - 0.0004),
        (r - 0.0006, z0),
        (r - 0.0026, z0),
    ]
    sunk = (r - 0.0036, z0 - 0.0016)
    return [*smooth(seam, 2), *smooth([sunk, (0.8 * r, 0.35 * z0 + 0.65 * top), (end, top)], 6)]


def _valve_cup(r: float, z: float) -> Profile:
    """The rolled curl, the sunk cup, the pedestal with the valve's stem."""
    curl = smooth([(r, z), (CUP_R_M, z), (CUP_R_M, z + 0.0028), (CUP_R_M - 0.0024, z + 0.0028)], 3)[1:]
    inner = CUP_R_M - 0.0032
    return [
        *curl,
        (inner, z - 0.0005),
        (0.006, z - 0.0005),
        (0.0052, z + 0.004),
        (0.002, z + 0.0045),
        (0.002, z + 0.008),
        (0, z + 0.008),
    ]


def _cap(style: int, r: float, body: float, z: float, h: float, seams: bool, detail: Detail) -> list[Patch]:
    """The cap or spray button from z up to h."""
    if style == 0:
        wide = r if not seams else body + 0.0006
        z0 = z + (0.0012 if not seams else 0.0004)
        edge = min(0.2 * wide, 0.006)
        side = [(wide - 0.0012, z0), (wide, z0 + 0.0006), (wide - 0.0006, h - 2 * edge)]
        top = smooth([side[-1], (wide - 0.0008, h - 0.0005), (wide - 0.45 * r, h)], 5)[1:]
        return piece("cap", [*side, *top], detail)
    if style == 1:
        wide = min(CUP_R_M + 0.0022, 0.92 * r)
        side = [(wide, z), (wide + 0.0004, z + 0.0008), (wide - 0.001, h - 0.007)]
        return piece("cap", [*side, *smooth([side[-1], (wide - 0.0014, h), (0.5 * wide, h)], 5)[1:]], detail)
    if style == 2:
        skirt = [
            (0.0072, z + 0.004),
            (0.0075, z + 0.0046),
            (0.007, h - 0.003),
            (0.006, h - 0.0004),
            (0.0, h - 0.0014),
        ]
        return piece("cap", skirt, detail)
    tip = [(0.0115, z + 0.003), (0.012, z + 0.004), (0.0112, z + 0.014), (0.0055, z + 0.019)]
    return piece("cap", [*tip, (0.0042, z + 0.03), (0.0036, h - 0.001), (0.0032, h)], detail)
