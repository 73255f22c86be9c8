"""Lays a package's printed panels out in one artwork atlas."""

from collections.abc import Sequence

from assets.archetypes.base import Panel, PanelName
from assets.mesh_tools import Rect

GAP_M = 0.002


def pack(
    rows: Sequence[Sequence[tuple[PanelName, float, float]]],
) -> tuple[tuple[Panel, ...], tuple[float, float]]:
    """Panels ``(name, width_m, height_m)`` row by row, the first row lowest, at one scale.

    Neighbours stand 2 mm apart, so that filtering does not mix them. Returns the panels and the atlas size in
    metres.
    """
    width = max(sum(w for _, w, _ in row) + GAP_M * (len(row) - 1) for row in rows)
    height = sum(max(h for _, _, h in row) for row in rows) + GAP_M * (len(rows) - 1)
    panels: list[Panel] = []
    z = 0.0
    for row in rows:
        x = 0.0
        for name, w, h in row:
            panels.append(Panel(name, (x / width, z / height, (x + w) / width, (z + h) / height), (w, h)))
            x += w + GAP_M
        z += max(h for _, _, h in row) + GAP_M
    return tuple(panels), (width, height)


def rect_of(panels: Sequence[Panel], name: PanelName) -> Rect:
    """The uv rectangle of a panel by name."""
    return next(p.uv for p in panels if p.name == name)
