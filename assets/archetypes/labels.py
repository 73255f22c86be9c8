"""Front and back labels on the side of a lofted body."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np

from assets.archetypes.base import Detail, Panel
from assets.archetypes.loft import Band, around, girth, heights, lengths, superellipse, wall_points
from assets.mesh_tools import F64, Patch, Rect, grid

SHARES = (
    24  # labels end at multiples of this part of the turn: segments of labelled bodies are multiples of it
)


def label_reach(aspect: float, exponent: float, cover: float = 0.86) -> int:
    """How many 24ths of the turn a label reaches to either side of the middle, to cover that part of the
    width."""
    xy, _ = superellipse(SHARES, round(exponent, 4), round(aspect, 6))
    x = -xy[SHARES // 4 : SHARES // 2 + 1, 0][::-1]  # from the middle of the front to the left
    return max(1, int(np.searchsorted(x, cover + 0.02)) - 1)


def label_size(table: F64, reach: int) -> tuple[float, float]:
    """Printed (width, height) of a label on the band."""
    parts = around(table, SHARES)
    middle = SHARES // 2
    return float(parts[middle + reach] - parts[middle - reach]) * girth(table), float(heights(table)[-1])


def stuck_on(panels: Iterable[Panel], wall: str) -> tuple[Panel, ...]:
    """The panels as labels on a wall of this finish."""
    return tuple(replace(panel, wall=wall) for panel in panels)


def labelled(
    part: Band, reach: int, rects: Mapping[str, Rect], label_slot: str, segments: int, detail: Detail
) -> list[Patch]:
    """The band with labels let into its front and back (those in ``rects``); the rest is ``part.slot``."""
    rows, points = wall_points(part, segments, detail)
    up = heights(part.table)
    v, u = up[rows] / up[-1], lengths(part.table[rows], segments)
    step, half = reach * segments // SHARES, segments // 2
    turned = np.concatenate([points[:, half:], points[:, 1 : half + 1]], axis=1)
    if "back" in rects:
        sides = [points[:, step : half - step + 1], points[:, half + step : segments - step + 1]]
    else:
        sides = [turned[:, step : segments - step + 1]]
    patches = [grid(s, part.slot) for s in sides]
    for name, sheet in (("front", points), ("back", turned)):
        if name in rects:
            columns = slice(half - step, half + step + 1)
            u0, v0, u1, v1 = rects[name]
            first, last = u[:, [half - step]], u[:, [half + step]]
            across = u0 + (u[:, columns] - first) / (last - first) * (u1 - u0)
            uv = np.stack([across, np.broadcast_to(v0 + v[:, None] * (v1 - v0), across.shape)], axis=-1)
            patches.append(grid(sheet[:, columns], label_slot, uv))
    return patches
