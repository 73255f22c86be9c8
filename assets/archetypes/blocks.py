"""Soft blocks: boxes of six grids with round edges that can swell, sag and crease; their printed sides."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from assets.archetypes.atlas import pack, rect_of
from assets.archetypes.base import Panel, PanelName
from assets.mesh_tools import F64, Patch, grid, sheet_uv

Sides = Mapping[PanelName, F64]
Relief = Callable[[F64, F64], F64]
"""Points (..., 3) in metres and unit outward normals to shifts along the normals in metres."""

STANDING: tuple[PanelName, ...] = ("front", "right", "back", "left")

# Each side seen from outside: axis and sign of its columns, of its rows, and the side's own axis and sign.
_FRAMES: Mapping[PanelName, tuple[int, int, int, int, int, int]] = {
    "front": (0, 1, 2, 1, 1, -1),
    "right": (1, 1, 2, 1, 0, 1),
    "back": (0, -1, 2, 1, 1, 1),
    "left": (1, -1, 2, 1, 0, -1),
    "top": (0, 1, 1, 1, 2, 1),
    "bottom": (0, 1, 1, -1, 2, -1),
}


def soft_block(
    size_m: tuple[float, float, float],
    radius_m: float | Sequence[float],
    cells: tuple[int, int, int],
    arc: int,
    swell: Relief | None = None,
) -> dict[PanelName, F64]:
    """Six (rows, columns, 3) grids of a box standing on z = 0, its edges rounded in ``2 * arc`` steps.

    ``radius_m`` is one radius, or three: along x, y and z, of an ellipsoid's corner. ``cells`` are the
    steps of the flat part along x, y, z. ``swell`` shifts points along their normals; it sees positions only,
    so neighbouring sides stay joined.
    """
    half = np.asarray(size_m, np.float64) / 2
    radius = np.minimum(np.broadcast_to(np.asarray(radius_m, np.float64), 3), 0.98 * half)
    lines = [_lines(half[k], radius[k], cells[k], arc) for k in range(3)]
    sides: dict[PanelName, F64] = {}
    for name, (i, si, j, sj, k, sk) in _FRAMES.items():
        p = np.zeros((len(lines[j]), len(lines[i]), 3))
        p[..., i] = lines[i][::si][None, :]
        p[..., j] = lines[j][::sj][:, None]
        p[..., k] = sk * half[k]
        sides[name] = _rounded(p, half, radius, swell) + np.array([0, 0, half[2]])
    return sides


def _lines(half: float, radius: float, cells: int, arc: int) -> F64:
    """Symmetric places along one axis: even steps on the flat part, even angles around the edge."""
    turn = radius * np.tan(np.linspace(0, np.pi / 4, arc + 1)[1:])
    flat = half - radius
    middle = np.linspace(-flat, flat, cells + 1)
    return np.concatenate([-(flat + turn)[::-1], middle, flat + turn])


def _rounded(p: F64, half: F64, radius: F64, swell: Relief | None) -> F64:
    core = np.clip(p, radius - half, half - radius)
    off = (p - core) / radius
    unit = off / np.linalg.norm(off, axis=-1, keepdims=True)
    q = core + unit * radius
    if swell is None:
        return np.asarray(q)
    normal = unit / radius
    normal /= np.linalg.norm(normal, axis=-1, keepdims=True)
    return np.asarray(q + normal * swell(q, normal)[..., None])


def printed_block(
    sides: Sides, names: Sequence[PanelName], slot: str, plain: str, measured: Sides | None = None
) -> tuple[list[Patch], tuple[Panel, ...], tuple[float, float]]:
    """Patches, panels and atlas: ``names`` show the artwork at true lengths, the others are ``plain``.

    ``measured``, where given, are the sides to take the lengths from: both details have one artwork.
    """
    sizes = {n: lengths((measured or sides)[n]) for n in names}
    rows = [
        [(n, *sizes[n]) for n in names if n in STANDING],
        [(n, *sizes[n]) for n in names if n not in STANDING],
    ]
    panels, atlas_m = pack([row for row in rows if row])
    patches = [
        grid(p, slot, sheet_uv(p, rect_of(panels, n))) if n in sizes else fan(p, plain)
        for n, p in sides.items()
    ]
    return patches, panels, atlas_m


def fan(sheet: F64, slot: str) -> Patch:
    """A sheet's border closed by triangles around its middle: for sides that nobody sees."""
    loop = np.concatenate([sheet[0, :-1], sheet[:-1, -1], sheet[-1, :0:-1], sheet[:0:-1, 0]])
    n = len(loop)
    points = np.vstack([loop, sheet.reshape(-1, 3).mean(0)])
    faces = np.stack([np.arange(n), (np.arange(n) + 1) % n, np.full(n, n)], 1)
    return Patch(points, faces, np.zeros((n, 3, 2)), slot)


def lengths(sheet: F64) -> tuple[float, float]:
    """Mean width and height along a sheet's rows and columns (metres), to the micrometre."""
    w = np.linalg.norm(np.diff(sheet, axis=1), axis=2).sum(1).mean()
    h = np.linalg.norm(np.diff(sheet, axis=0), axis=2).sum(0).mean()
    return round(float(w), 6), round(float(h), 6)


def waves(p: F64, wavelength_m: float, phase: float) -> F64:
    """Soft irregular relief -1..1 over space: five plane waves in fixed, unlike directions."""
    turn = 2 * np.pi * (p @ _DIRECTIONS.T / wavelength_m + phase * _SPEEDS + _SPEEDS[::-1])
    return np.asarray(np.sin(turn).sum(-1) / 3.4)


def creases(p: F64, wavelength_m: float, phase: float) -> F64:
    """Like :func:`waves` with sharp valleys, 0..1: what taut film does between them."""
    turn = p @ _DIRECTIONS[:3].T / wavelength_m + phase * _SPEEDS[:3] + _SPEEDS[2::-1]
    return np.asarray(np.abs(np.sin(np.pi * turn)).min(-1))


_DIRECTIONS = np.array(
    [[0.8, 0.3, 0.52], [-0.35, 0.62, 0.7], [0.42, -0.75, 0.51], [0.15, 0.5, -0.85], [0.95, 0.2, -0.24]]
)
_SPEEDS = np.array([1.0, 2.3, 3.1, 1.7, 2.9])
