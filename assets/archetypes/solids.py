"""Plain solids of board and plastic: printed by projection, plates with a hole, turned rods."""

from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike

from assets.archetypes.atlas import rect_of
from assets.archetypes.base import Panel, PanelName
from assets.archetypes.board import FACES, project
from assets.mesh_tools import F64, Patch, face_vectors, grid, lid, rings, wall


def printed_solid(
    patch: Patch, panels: tuple[Panel, ...], size_m: tuple[float, float, float], slot: str, plain: str
) -> list[Patch]:
    """Faces that look along an axis show the panel of their side, if there is one, as seen on a box of
    ``size_m``; the others are ``plain``.
    """
    normal = face_vectors(patch.points, patch.faces)
    normal /= np.maximum(np.linalg.norm(normal, axis=1, keepdims=True), 1e-30)
    known = {p.name for p in panels}
    rest = np.ones(len(patch.faces), bool)
    found = []
    for name, axis, sign in FACES:
        here = (normal[:, axis] * sign > 0.7) & rest
        if name in known and here.any():
            found.append(on_side(replace(patch, faces=patch.faces[here]), name, panels, size_m, slot))
            rest &= ~here
    if rest.any():
        found.append(Patch(patch.points, patch.faces[rest], patch.uv[rest], plain))
    return found


def on_side(
    patch: Patch, side: PanelName, panels: tuple[Panel, ...], size_m: tuple[float, float, float], slot: str
) -> Patch:
    """The patch with the picture of one side of a box of ``size_m``, clipped to it."""
    u0, v0, u1, v1 = rect_of(panels, side)
    uv = project(patch.points[patch.faces], side, np.asarray(size_m), panels)
    return Patch(patch.points, patch.faces, np.clip(uv, [u0, v0], [u1, v1]), slot)


def rounded_loop(w: float, h: float, radius: float, arc: int = 3) -> F64:
    """(n, 2) points (x, z) counter-clockwise seen from -y, around a rectangle that stands on z = 0."""
    r = min(radius, 0.49 * w, 0.49 * h)
    t = np.linspace(0, np.pi / 2, arc + 1)
    points = []
    for k, (cx, cz) in enumerate(((w / 2 - r, r), (w / 2 - r, h - r), (r - w / 2, h - r), (r - w / 2, r))):
        angle = t + (k - 1) * np.pi / 2
        points.append(np.column_stack([cx + r * np.cos(angle), cz + r * np.sin(angle)]))
    return np.concatenate(points)


def euro_hole(z: float, width: float = 0.026, arc: int = 3) -> F64:
    """(n, 2): the slot that goods hang by, its middle at (0, z)."""
    return np.asarray(rounded_loop(width, 0.007, 0.0035, arc) + np.array([0, z - 0.0035]))


def plate(outer: F64, y0: float, y1: float, slot: str, hole: F64 | None = None) -> dict[str, Patch]:
    """A flat plate between y0 (toward the shopper) and y1: "front", "back" and "edge". Outlines are (n, 2)
    in (x, z); the hole must see the whole outline.
    """
    if hole is None:
        hole = np.repeat(outer.mean(0)[None], len(outer), 0)
        return {
            "front": _ring(outer, hole, y0, slot, False),
            "back": _ring(outer, hole, y1, slot, True),
            "edge": _rim(outer, y0, y1, slot),
        }
    a, b = _matched(outer, hole)
    inner = _rim(b[::-1], y0, y1, slot)
    rim = _rim(a, y0, y1, slot)
    edge = Patch(
        np.vstack([rim.points, inner.points]),
        np.vstack([rim.faces, inner.faces + len(rim.points)]),
        np.vstack([rim.uv, inner.uv]),
        slot,
    )
    return {"front": _ring(a, b, y0, slot, False), "back": _ring(a, b, y1, slot, True), "edge": edge}


def _matched(outer: F64, hole: F64) -> tuple[F64, F64]:
    """Both outlines with points at the same directions from the hole's middle."""
    centre = hole.mean(0)
    directions = [np.arctan2(*(loop - centre).T[::-1]) for loop in (outer, hole)]
    angles = np.unique(np.round(np.concatenate(directions), 6))
    found = []
    for loop, angle in zip((outer, hole), directions, strict=True):
        order = np.argsort(angle)
        a, p = angle[order], (loop - centre)[order]
        a, p = np.concatenate([[a[-1] - 2 * np.pi], a, [a[0] + 2 * np.pi]]), np.vstack([p[-1:], p, p[:1]])
        k = np.clip(np.searchsorted(a, angles + 1e-9) - 1, 0, len(a) - 2)
        d, u = p[k + 1] - p[k], np.column_stack([np.cos(angles), np.sin(angles)])
        cross = u[:, 0] * d[:, 1] - u[:, 1] * d[:, 0]
        reach = (p[k, 0] * d[:, 1] - p[k, 1] * d[:, 0]) / cross
        found.append(centre + reach[:, None] * u)
    return found[0], found[1]


def _ring(outer: F64, inner: F64, y: float, slot: str, back: bool) -> Patch:
    rows = np.stack(
        [np.column_stack([loop[:, 0], np.full(len(loop), y), loop[:, 1]]) for loop in (outer, inner)]
    )
    rows = np.concatenate([rows, rows[:, :1]], axis=1)
    return grid(rows[:, ::-1] if back else rows, slot)


def _rim(loop: F64, y0: float, y1: float, slot: str) -> Patch:
    rows = np.stack([np.column_stack([loop[:, 0], np.full(len(loop), y), loop[:, 1]]) for y in (y1, y0)])
    return grid(np.concatenate([rows, rows[:, :1]], axis=1), slot)


def rod(profile: ArrayLike, slot: str, segments: int) -> list[Patch]:
    """A closed turned solid on the z axis from (radius, z) rows, bottom to top."""
    rows = [(r, r, z) for r, z in np.asarray(profile, np.float64)]
    stack = rings(rows, segments)
    patches = [wall(stack, slot)]
    if rows[0][0] > 1e-9:
        patches.append(lid(stack[0], slot, up=False))
    if rows[-1][0] > 1e-9:
        patches.append(lid(stack[-1], slot, up=True))
    return patches
