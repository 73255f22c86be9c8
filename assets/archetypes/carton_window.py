"""A window cut into a carton's front: the board's edge, and behind it film on the goods.

The film lies on the goods, so both are one glossy surface, a board's thickness back. It shows what the
front's artwork shows there: the pane lies inside the one that the design family "window" paints, whatever the
roundness of that.
"""

import numpy as np

from assets.archetypes.base import Panel
from assets.archetypes.blocks import waves
from assets.archetypes.board import project, side_quad
from assets.mesh_tools import F64, Patch, grid

BACK_M = 0.0005
LUMPS_M = 0.00012
ARC = 5


def window(size_m: tuple[float, float, float], bevel: float, panels: tuple[Panel, ...]) -> list[Patch]:
    """The front of a beveled box with a pane where packs have their picture."""
    half, size = np.array(size_m) / 2, np.array(size_m)
    quad = side_quad(half, bevel, 1, -1) + np.array([0, 0, half[2]])
    quad = quad[np.lexsort((quad[:, 0], quad[:, 2]))][[0, 1, 3, 2]]  # from the lower left, counter-clockwise
    pane = _pane(size_m)
    loop = np.column_stack([pane[:, 0], np.full(len(pane), -half[1]), pane[:, 1]])
    rim = np.concatenate([loop, loop[:1]])
    inner = rim + np.array([0, BACK_M, 0])
    goods = _goods(inner)
    return [
        _board(quad, loop, size, panels),
        grid(np.stack([rim, inner]), "edge"),
        grid(goods, "goods", project(goods, "front", size, panels)),
    ]


def _pane(size_m: tuple[float, float, float]) -> F64:
    """(4 * ARC, 2) points (x, z) counter-clockwise seen from the front, from the lower left corner on."""
    w, _, h = size_m
    (x0, x1), (z0, z1) = ((0.05, 0.46), (0.12, 0.88)) if w > 1.1 * h else ((-0.4, 0.4), (0.1, 0.44))
    lo, hi = np.array([x0 * w, z0 * h]), np.array([x1 * w, z1 * h])
    short = float((hi - lo).min())
    lo, hi, r = lo + 0.06 * short, hi - 0.06 * short, 0.28 * short
    turn = np.linspace(0, np.pi / 2, ARC)
    corners = ((lo[0] + r, lo[1] + r), (hi[0] - r, lo[1] + r), (hi[0] - r, hi[1] - r), (lo[0] + r, hi[1] - r))
    arcs = []
    for k, centre in enumerate(corners):
        angle = turn + np.pi * (1 + k / 2)
        arcs.append(np.array(centre) + r * np.column_stack([np.cos(angle), np.sin(angle)]))
    return np.concatenate(arcs)


def _board(quad: F64, loop: F64, size: F64, panels: tuple[Panel, ...]) -> Patch:
    """The board between the front's outline (4 points) and the pane's."""
    n, faces = len(loop), []
    for k in range(4):
        first, last, following = k * ARC, k * ARC + ARC - 1, (k + 1) % 4 * ARC
        faces += [(n + k, j + 1, j) for j in range(first, last)]
        faces += [(n + k, n + (k + 1) % 4, following), (n + k, following, last)]
    points, corners = np.vstack([loop, quad]), np.array(faces)
    return Patch(points, corners, project(points[corners], "front", size, panels), "board")


def _goods(rim: F64) -> F64:
    """Rings from the pane's inner rim to the middle, rising and falling with what lies there."""
    centre = rim[:-1].mean(0)
    rings = np.stack([centre + (rim - centre) * reach for reach in (1.0, 0.75, 0.45, 0.0)])
    rings[1:-1, :, 1] += LUMPS_M * waves(rings[1:-1], 0.03, 0.2)
    return rings
