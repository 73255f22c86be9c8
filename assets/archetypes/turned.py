"""What the turned packages share: profiles as rows of rings, wrap panels, screw caps."""

from collections.abc import Iterable, Mapping

import numpy as np

from assets.archetypes.atlas import pack
from assets.archetypes.base import Panel, PanelName
from assets.archetypes.loft import girth, heights
from assets.mesh_tools import F64, Patch, lid, moved, rings, transform, wall

Profile = list[tuple[float, float]]


def perimeter(ring_stack: F64) -> float:
    return float(np.linalg.norm(np.diff(ring_stack, axis=1), axis=2).sum(1).max())


def profile_length(ring_stack: F64) -> float:
    """Mean length of the profile lines."""
    return float(np.linalg.norm(np.diff(ring_stack, axis=0), axis=2).sum(0).mean())


def smooth(points: Iterable[tuple[float, float]], steps: int = 6) -> Profile:
    """A rounded profile: a quadratic B-spline with ``points`` as its control polygon, through both ends.

    A point given twice in a row makes a sharp edge.
    """
    return [(float(r), float(z)) for r, z in spline(np.array(list(points), np.float64), steps)]


def spline(p: F64, steps: int = 6) -> F64:
    """The quadratic B-spline of ``smooth`` for points (n, k) of any dimension."""
    middle = (p[:-1] + p[1:]) / 2
    starts, ends = np.vstack([p[:1], middle[1:-1]]), np.vstack([middle[1:-1], p[-1:]])
    rows = [p[:1]]
    t = np.linspace(0, 1, steps + 1)[1:, None]
    for start, control, end in zip(starts, p[1:-1], ends, strict=True):
        rows.append((1 - t) ** 2 * start + 2 * t * (1 - t) * control + t**2 * end)
    curve = np.concatenate(rows)
    fresh = np.concatenate([[True], np.abs(np.diff(curve, axis=0)).max(1) > 1e-9])
    return np.asarray(curve[fresh])


def wrap_panels(
    tables: Mapping[PanelName, F64],
) -> tuple[tuple[Panel, ...], tuple[float, float]]:
    """A panel around each section table: as wide as its widest section, as high as its outline is long."""
    return pack([[(name, girth(table), float(heights(table)[-1]))] for name, table in tables.items()])


def cut_at(profile: Profile, level: float) -> tuple[Profile, Profile]:
    """A profile in two where it first rises through ``level``; both parts have a row there."""
    k = next(i for i, (_, z) in enumerate(profile) if z > level and i > 0 and profile[i - 1][1] <= level)
    (r0, z0), (r1, z1) = profile[k - 1], profile[k]
    row = (r0 + (level - z0) / (z1 - z0) * (r1 - r0), level)
    below = profile[:k] if level - z0 > 1e-6 else profile[: k - 1]
    above = profile[k:] if z1 - level > 1e-6 else profile[k + 1 :]
    return [*below, row], [row, *above]


def screw_cap(radius: float, z0: float, z1: float, slot: str, segments: int = 20) -> list[Patch]:
    """A closed cap with a rounded upper edge, its axis on z."""
    edge = min(0.12 * radius, 0.3 * (z1 - z0))
    rows = ((radius, z0), (radius, z1 - edge), (radius - edge, z1))
    stack = rings([(r, r, z) for r, z in rows], segments)
    return [lid(stack[0], slot, up=False), wall(stack, slot), lid(stack[-1], slot, up=True)]


def shifted(
    patches: Iterable[Patch], x_m: float = 0, y_m: float = 0, z_m: float = 0, tilt_rad: float = 0
) -> list[Patch]:
    """The patches, tilted about x and then moved."""
    return [moved(p, transform(x_m, y_m, z_m, tilt_rad)) for p in patches]
