"""Bags of film as they crease when they are filled: shapes made beforehand by scripts/bake_film.py."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assets.archetypes.base import Detail
from assets.mesh_tools import F64, I64, Patch

_FILE = Path(__file__).with_name("film.npz")
_FAR_ERROR_M = 0.0006  # how far the far detail may be from the film by the measure that made its levels


@dataclass(frozen=True, eq=False)
class Film:
    """One blown bag between its seals.

    Attributes:
        points: (2, rows, columns, 3), front (toward -y) and back, as parts 0..1 of the bounding box; columns
            to +x, rows up. The sheets share their border.
        size_m: (3,) the box it was made in.
        flat_wh_m: the flat film it was made of.
        levels: for each level of detail its error in metres and (f, 3) faces over both sheets' points.
    """

    points: F64
    size_m: F64
    flat_wh_m: tuple[float, float]
    levels: tuple[tuple[float, I64], ...]

    def faces(self, size_m: tuple[float, float, float], detail: Detail) -> I64:
        """Triangles for a bag blown to ``size_m``: a small one may be coarser."""
        if detail == "near":
            return self.levels[0][1]
        scale = float(max(np.asarray(size_m) / self.size_m))
        fit = [faces for error_m, faces in self.levels[1:] if error_m * scale <= _FAR_ERROR_M]
        return fit[-1] if fit else self.levels[1][1]

    def border(self, faces: I64, row: int) -> NDArray[np.int64]:
        """Columns whose points on a sealed row (0 or -1) these faces use, from left to right."""
        _, rows, columns, _ = self.points.shape
        at = np.arange(columns) + (row % rows) * columns
        return np.flatnonzero(np.isin(at, faces))


@lru_cache(maxsize=64)
def film(phase: float) -> Film:
    """The blown bag that belongs to a phase 0..1: one of those made, perhaps mirrored, its rows shifted a
    little.
    """
    with np.load(_FILE) as made:
        error_m = made["error_m"]
        count = sum(name.startswith("points_") for name in made)
        turn = (phase % 1.0) * 2 * count
        k, mirrored = int(turn) // 2 % count, int(turn) % 2 == 1
        points = made[f"points_{k}"].astype(np.float64) / 65535
        size = made[f"size_m_{k}"].astype(np.float64)
        faces = [made[f"faces_{k}_{n}"].astype(np.int64) for n in range(len(error_m))]
    if mirrored:
        points = points[:, :, ::-1] * [-1, 1, 1] + [1, 0, 0]
        _, rows, columns, _ = points.shape
        other = np.arange(2 * rows * columns).reshape(2, rows, columns)[:, :, ::-1].ravel()
        faces = [other[f][:, ::-1] for f in faces]
    z = points[..., 2]
    points[..., 2] = z + 0.08 * (turn % 1 - 0.5) * z * (1 - z)
    levels = tuple((float(e), f) for e, f in zip(error_m, faces, strict=True))
    return Film(points, size[:3], (float(size[3]), float(size[4])), levels)


def sheets(points: F64, faces: I64, uv: Sequence[F64], slot: str) -> list[Patch]:
    """Front and back as patches of a film's ``points`` in metres; ``uv`` has (rows, columns, 2) for each."""
    count = points.shape[1] * points.shape[2]
    back = faces.min(1) >= count
    patches = []
    for sheet, own in ((0, faces[~back]), (1, faces[back] - count)):
        used, index = np.unique(own, return_inverse=True)
        corners = uv[sheet].reshape(-1, 2)[own]
        patches.append(Patch(points[sheet].reshape(-1, 3)[used], index.reshape(-1, 3), corners, slot))
    return patches
