"""Things one pulls: the tab of a drinks can, the ring of a food tin, the tongue of a foil lid."""

import numpy as np

from assets.archetypes.base import Detail
from assets.mesh_tools import F64, Patch, box, grid, moved, transform


def can_tab(panel_z_m: float, half_m: float, detail: Detail) -> list[Patch]:
    """A stay-on tab of stamped sheet, ``half_m`` long either way of its rivet, its finger end to the back."""
    length, width, lift, thick = min(half_m, 0.0125), 0.0078, 0.0003, 0.0007
    z0 = panel_z_m + lift
    if detail == "far":
        lo, hi = (-0.85 * width, -length, z0), (0.85 * width, length, z0 + 0.6 * thick)
        return [box(lo, hi, "metal")]
    outer = _oval(width, length, 0.0, 2.6)
    hole = _oval(0.62 * width, 0.42 * length, 0.42 * length, 2.3)
    return [plate_with_hole(outer, hole, z0, z0 + thick + 0.0004, "metal")]


def ring_pull(
    panel_z_m: float, rim_r_m: float, radius_m: float, detail: Detail, facing_deg: float = 0.0
) -> list[Patch]:
    """The ring of an easy-open end: a flat loop that reaches from the rivet near the rim to the middle."""
    z0, thick = panel_z_m + 0.0003, 0.0009
    y = -rim_r_m + 1.25 * radius_m
    if detail == "far":
        loop, hole = (
            _oval(0.8 * radius_m, radius_m, y, 2.0, 8),
            _oval(0.5 * radius_m, 0.6 * radius_m, y, 2.0, 8),
        )
    else:
        loop, hole = _oval(0.8 * radius_m, radius_m, y, 2.2), _oval(0.52 * radius_m, 0.62 * radius_m, y, 2.0)
    ring = plate_with_hole(loop, hole, z0, z0 + thick, "metal")
    nose = box(
        (-0.3 * radius_m, y - 1.25 * radius_m, z0),
        (0.3 * radius_m, y - 0.72 * radius_m, z0 + 0.8 * thick),
        "metal",
    )
    turn = transform(yaw_rad=np.radians(facing_deg))
    return [moved(ring, turn), moved(nose, turn)]


def _oval(a: float, b: float, y: float, exponent: float, count: int = 16) -> F64:
    """(count + 1, 2) points of a superellipse around (0, y), counter-clockwise, the last as the first."""
    t = np.linspace(0, 2 * np.pi, count + 1)
    c, s = np.cos(t), np.sin(t)
    x = a * np.sign(c) * np.abs(c) ** (2 / exponent)
    points = np.column_stack([x, y + b * np.sign(s) * np.abs(s) ** (2 / exponent)])
    points[-1] = points[0]
    return points


def plate_with_hole(outer: F64, hole: F64, z0: float, z1: float, slot: str) -> Patch:
    """A flat closed ring between two loops (n + 1, 2) with as many points each."""

    def at(loop: F64, z: float) -> F64:
        return np.column_stack([loop, np.full(len(loop), z)])

    return grid(np.stack([at(hole, z0), at(outer, z0), at(outer, z1), at(hole, z1), at(hole, z0)]), slot)


def foil_tongue(r: float, exponent: float, z_m: float, at_deg: float, detail: Detail) -> list[Patch]:
    """The tongue by which a foil lid is pulled: it grows out of the round lid into the free corner of the
    box around it and droops. On squarer lids there is no free corner, and it stays short."""
    half, thick = 0.008, 0.00018
    turn = np.radians(at_deg)
    edge = (np.abs(np.cos(turn)) ** exponent + np.abs(np.sin(turn)) ** exponent) ** (-1 / exponent) * r
    reach = min(1.414 * r - edge - 0.7 * half, 0.011)
    if reach < 0.003:
        return []
    steps = 3 if detail == "far" else 6
    t = np.linspace(0, 1, steps)
    out = edge - 0.002 + (reach + 0.002) * t
    droop = z_m - 0.0035 * t**2
    wide = half * np.sqrt(np.clip(1 - (np.maximum(t - 0.55, 0) / 0.5) ** 2, 0.1, 1))
    return [moved(_ribbon(out, droop, wide, thick), transform(yaw_rad=-np.pi / 2 + np.pi / 2 - turn))]


def _ribbon(x: F64, z: F64, half: F64, thick: float) -> Patch:
    """A closed strip along x, ``half`` wide either way in y."""
    loop = [np.column_stack([x, s * half, z + dz]) for s, dz in ((-1, 0), (1, 0), (1, -thick), (-1, -thick))]
    rows = np.stack([*loop, loop[0]], axis=1)  # (steps, 5, 3)
    ends = [np.repeat(rows[i].mean(0)[None], 5, axis=0) for i in (0, -1)]
    return grid(np.stack([ends[0], *rows, ends[1]]), "foil")
