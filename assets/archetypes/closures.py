"""Closures that several packages share: knurled screw caps, lug caps, crown caps, capsules; and what they
close."""

from collections.abc import Sequence

import numpy as np

from assets.archetypes.base import Detail
from assets.archetypes.loft import Band, Warp, piece, sections, segments_for, shell
from assets.archetypes.turned import Profile, smooth
from assets.mesh_tools import F64, Patch

CAPSULE_M = 0.0008


def screw_cap(
    radius: float,
    z0: float,
    z1: float,
    slot: str,
    detail: Detail,
    knurls: int = 0,
    ring: bool = False,
    knurl_m: float = 0.00025,
) -> list[Patch]:
    """A plastic cap with a rounded upper edge; ``knurls`` grip ridges, ``ring`` a tamper band under a slit.

    Ridges are ``knurl_m`` high, less than half a millimetre, so only "near" has them.
    """
    edge = min(0.1 * radius, 0.25 * (z1 - z0), 0.0018)
    if detail == "far":
        return piece(slot, [(radius, z0), (radius, z1 - edge), (radius - edge, z1)], detail)
    skirt = z0 + 0.0036 if ring else z0
    band = [
        (radius - 0.0004, z0),
        (radius, z0 + 0.0004),
        (radius, skirt - 0.0008),
        (radius - 0.0006, skirt - 0.0004),
    ]
    grip = [(radius - 0.0006, skirt), (radius, skirt + 0.0005), (radius, z1 - 1.6 * edge)]
    top = smooth([(radius, z1 - 1.6 * edge), (radius, z1), (radius - 2 * edge, z1)], 3)
    face = [(0.8 * radius, z1), (0.77 * radius, z1 - 0.0003), (0.0, z1 - 0.0003)]
    rows: Profile = [(0.0, z0), *(band if ring else []), *grip, *top[1:], *face]
    if not knurls:
        return piece(slot, rows, detail)
    warp = ridges(radius, knurl_m, skirt + 0.0001)
    return shell([Band(slot, sections(rows), None, warp)], 4 * round(knurls / 2), detail)


def ridges(radius: float, height_m: float, above_m: float = 0.0) -> Warp:
    """Every second column of points near the full radius and above a height steps inwards: grip ridges."""

    def warp(points: F64) -> F64:
        out = points.copy()
        r = np.hypot(points[..., 0], points[..., 1])
        inward = np.where(np.arange(points.shape[1] - 1) % 2 < 1, 0.0, height_m)
        inward = np.append(inward, inward[0])[None, :] * (r > 0.985 * radius)
        inward *= points[..., 2] > above_m
        out[..., :2] *= (1 - inward / np.maximum(r, 1e-9))[..., None]
        return out

    return warp


def lug_cap(radius: float, z0: float, z1: float, slot: str, detail: Detail) -> list[Patch]:
    """A twist-off cap of tinplate: rolled hem, smooth skirt, a step around the sunk panel, its button."""
    r, hem = radius, 0.0011
    rows = [
        (0.0, z0 + 0.001),
        (r - 0.0016, z0 + 0.0006),
        *smooth([(r - 0.0014, z0), (r, z0), (r, z0 + 2 * hem), (r - 0.0009, z0 + 2.6 * hem)], 3),
        *smooth([(r - 0.001, z1 - 0.0034), (r - 0.001, z1 - 0.0005), (r - 0.0028, z1), (r - 0.0042, z1)], 4),
        *smooth([(r - 0.0046, z1), (r - 0.0054, z1 - 0.0011), (r - 0.0075, z1 - 0.0011)], 2),
        (0.36 * r, z1 - 0.001),
        (0.3 * r, z1 - 0.0005),
        (0.0, z1 - 0.0003),
    ]
    return piece(slot, rows, detail)


def crown_cap(radius: float, z0: float, z1: float, slot: str, detail: Detail) -> list[Patch]:
    """A crown cork: 21 flutes around its skirt in "near", a plain skirt in "far"."""
    dome = smooth([(0.83 * radius, z1 - 0.0021), (0.82 * radius, z1 - 0.0004), (0.55 * radius, z1)], 4)
    rows: Profile = [(0.0, z0 + 0.0004), (0.92 * radius, z0), (radius, z0 + 0.0003), *dome, (0.0, z1)]
    if detail == "far":
        return piece(slot, rows, detail)

    def flutes(points: F64) -> F64:
        out = points.copy()
        r = np.hypot(points[..., 0], points[..., 1])
        wave = 0.5 - 0.5 * np.cos(np.linspace(0, 21 * 2 * np.pi, points.shape[1]))
        out[..., :2] *= 1 - 0.075 * wave[None, :, None] * (r > 0.9 * radius)[..., None]
        return out

    return shell([Band(slot, sections(rows), None, flutes)], 84, detail)


def capsule(
    profile: Sequence[tuple[float, float]], z0: float, z1: float, slot: str, segments: int, detail: Detail
) -> list[Patch]:
    """A foil capsule over a bottle's neck, from z0 to its flat top.

    It stands 0.8 mm off ``profile`` and has the segments and all the rows of the neck, so that the glass
    shows through it in neither detail.
    """
    r, z = np.array(profile).T
    inner = [
        (float(a) + CAPSULE_M, float(b)) for a, b in zip(r, z, strict=True) if z0 < b < z1 - 0.002 and a > 0
    ]
    low = (float(np.interp(z0, z, r)) + CAPSULE_M, z0)
    top = inner[-1][0]
    rows = [
        (0.0, z0),
        low,
        *inner,
        *smooth([(top, z1 - 0.0019), (top, z1), (top - 0.0012, z1)], 3),
        (0.0, z1),
    ]
    return shell([Band(slot, sections(rows), whole=True)], segments, detail)


def surface_of_content(
    outline: Sequence[tuple[float, float]], level: float, slot: str, detail: Detail, aspect: float = 1.0
) -> list[Patch]:
    """The content's surface at ``level``: a thin closed disc inside the wall, seen through clear glass."""
    body = [p for p in outline if p[0] > 0.004]
    r, z = np.array(body).T
    order = np.argsort(z, kind="stable")
    radius = float(np.interp(level, z[order], r[order])) - 0.0006
    segments = segments_for(radius, detail)
    rows = [(0.0, level - 0.0006), (radius, level - 0.0003), (0.0, level - 0.0001)]
    return shell([Band(slot, sections(rows, aspect))], segments, detail)
