"""Packages lofted through four-sided outlines: bags that start as a block and end in a fold."""

from collections.abc import Sequence

import numpy as np

from assets.archetypes.base import PanelName
from assets.archetypes.blocks import STANDING, lengths
from assets.mesh_tools import F64, Patch, polygon


def outline(
    w: float, d: float, z: float, radius: float, tuck: float, cells: tuple[int, int], arc: int = 2
) -> dict[PanelName, F64]:
    """Four (columns, 3) lines around a rounded rectangle at height ``z``, each from left to right as seen
    from outside.

    ``tuck`` draws the middle of the two sides inwards by that many metres, as a gusset's fold does.
    """
    a, b = w / 2, d / 2
    r = min(radius, 0.95 * a, 0.95 * b)
    turn = np.linspace(0, np.pi / 4, arc + 1)[1:]
    across = np.linspace(-(a - r), a - r, cells[0] + 1)
    deep = np.linspace(-(b - r), b - r, cells[1] + 1)
    x = np.concatenate([-(a - r) - r * np.sin(turn[::-1]), across, a - r + r * np.sin(turn)])
    fall = np.concatenate([r * (1 - np.cos(turn[::-1])), np.zeros(cells[0] + 1), r * (1 - np.cos(turn))])
    y = np.concatenate([-(b - r) - r * np.sin(turn[::-1]), deep, b - r + r * np.sin(turn)])
    lean = np.concatenate([r * (1 - np.cos(turn[::-1])), np.zeros(cells[1] + 1), r * (1 - np.cos(turn))])
    fold = tuck * (1 - np.abs(y) / y[-1])
    front = np.column_stack([x, -b + fall, np.full_like(x, z)])
    right = np.column_stack([a - lean - fold, y, np.full_like(y, z)])
    turned = np.array([-1, -1, 1])
    return {"front": front, "right": right, "back": front * turned, "left": right * turned}


def stacked(rows: Sequence[dict[PanelName, F64]]) -> dict[PanelName, F64]:
    """Outlines from bottom to top as one (rows, columns, 3) grid for each side."""
    return {name: np.stack([row[name] for row in rows]) for name in STANDING}


def closing(row: dict[PanelName, F64], slot: str, up: bool) -> Patch:
    """A convex outline closed flat."""
    loop = np.concatenate([row[n][:-1] for n in STANDING])
    return polygon(loop if up else loop[::-1], slot)


def sizes(sides: dict[PanelName, F64]) -> dict[PanelName, tuple[float, float]]:
    """Width and height of each side's print; sides of one bag share their height, so that print lines up."""
    tall = max(lengths(p)[1] for p in sides.values())
    return {n: (lengths(p)[0], tall) for n, p in sides.items()}
