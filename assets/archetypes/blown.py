"""Blow-moulded bodies with front and back labels: what bottles for care, cleaning and sauces share."""

from dataclasses import dataclass

import numpy as np

from assets.archetypes.atlas import pack
from assets.archetypes.base import Detail, Panel
from assets.archetypes.labels import SHARES, label_reach, label_size, labelled
from assets.archetypes.loft import Band, band, segments_for
from assets.archetypes.turned import spline
from assets.mesh_tools import F64, Patch

BASE_M = 0.0025


@dataclass(frozen=True)
class Blown:
    """A body: half width and depth, height up to the rim under the closure (metres); ``square`` the section's
    exponent, ``shoulder`` the part of the height in which it draws in to the neck, ``slope`` how gently,
    ``waist`` how far it is drawn in above the middle, ``lean`` how far the neck stands to the right of the
    middle, ``taper`` how much narrower the foot is; ``label`` the label's part of the height below the
    shoulder."""

    half_w: float
    half_d: float
    height: float
    neck_r: float
    square: float = 2.8
    shoulder: float = 0.2
    slope: float = 0.4
    waist: float = 0.0
    lean: float = 0.0
    taper: float = 0.0
    label: float = 0.7

    @property
    def shoulder_z(self) -> float:
        return self.height * (1 - self.shoulder)

    @property
    def neck_x(self) -> float:
        return self.lean * (self.half_w - self.neck_r)

    def build(self, detail: Detail) -> tuple[list[Patch], tuple[Panel, ...], tuple[float, float]]:
        """Patches in the slots "body" and "label", with the panels "front" and "back"."""
        below, label, above = self._tables()
        reach = label_reach(self.half_d / self.half_w, self.square, 0.84)
        size = label_size(label, reach)
        panels, atlas_m = pack(((("front", *size), ("back", *size)),))
        rects = {p.name: p.uv for p in panels}
        segments = segments_for(max(self.half_w, self.half_d), detail, SHARES)
        patches = [band(Band("body", t), segments, detail) for t in (below, above)]
        patches += labelled(Band("body", label), reach, rects, "label", segments, detail)  # type: ignore[arg-type]
        return patches, panels, atlas_m

    def _tables(self) -> tuple[F64, F64, F64]:
        table = np.concatenate([self._foot(), self._wall(), self._shoulder()])
        foot_z = self._foot()[-1, 2]
        room = self.shoulder_z - foot_z
        span = self.label * room
        z0 = foot_z + 0.5 * (room - span)
        below, rest = split(table, z0)
        label, above = split(rest, z0 + span)
        return below, label, above

    def _row(self, part: float, part_d: float, z: float, rounding: float = 0.0) -> list[float]:
        n = self.square + (2 - self.square) * rounding
        return [part * self.half_w, part_d * self.half_d, z, n, 0.0, 0.0]

    def _foot(self) -> F64:
        """The slightly sunk base and the round edge it stands on."""
        r = min(0.007, 0.16 * self.half_d)
        a, b = self.half_w * (1 - self.taper), self.half_d * (1 - 0.5 * self.taper)
        edge = spline(np.array([[1.5 * r, 0], [0.25 * r, 0], [0, 0.3 * r], [0, 1.3 * r]]), 4)
        rows = [[0, 0, BASE_M, 2, 0, 0], [a - 2.6 * r, b - 2.6 * r, BASE_M * 0.8, self.square, 0, 0]]
        rows += [[a - x, b - x, z, self.square, 0, 0] for x, z in edge]
        return np.array(rows, np.float64)

    def _wall(self) -> F64:
        """Up to the shoulder, drawn in where a hand would hold it."""
        z0, z1 = self._foot()[-1, 2], self.shoulder_z
        t = np.linspace(0, 1, 17 if self.waist > 0.005 else 5)[1:]
        pinch = self.waist * np.clip(np.cos((t - 0.62) / 0.4 * np.pi / 2), 0, None) ** 2
        width = (1 - self.taper * (1 - t) ** 2) * (1 - pinch)
        depth = (1 - 0.5 * self.taper * (1 - t) ** 2) * (1 - 0.5 * pinch)
        return np.array(
            [self._row(a, b, z0 + k * (z1 - z0)) for a, b, k in zip(width, depth, t, strict=True)]
        )

    def _shoulder(self) -> F64:
        """From the upright body to the neck and closed under the cap; the section rounds off on the way."""
        low = self._wall()[-1]
        a, b, z0, z1, r = low[0], low[1], self.shoulder_z, self.height, self.neck_r
        tall, s = z1 - z0, self.slope
        control = np.array(
            [
                [a, b, z0, 0.0],
                [a, b, z0 + (0.66 - 0.4 * s) * tall, 0.3],
                [
                    r + (0.3 + 0.2 * s) * (a - r),
                    r + (0.3 + 0.2 * s) * (b - r),
                    z1 - (0.1 + 0.16 * s) * tall,
                    0.8,
                ],
                [r, r, z1 - 0.04 * tall, 1.0],
                [r, r, z1, 1.0],
            ]
        )
        curve = spline(control, 6)[1:]
        shift = self.lean * (a - curve[:, 0]) * min(self.half_w / max(a, 1e-9), 1.0)
        n = self.square + (2 - self.square) * curve[:, 3]
        zero = np.zeros(len(curve))
        rows = np.column_stack([curve[:, :3], n, shift, zero])
        return np.vstack([rows, [0, 0, z1, 2, rows[-1, 4], 0]])


def split(table: F64, level: float) -> tuple[F64, F64]:
    """A section table in two where it first rises through ``level``; both parts have a row there."""
    z = table[:, 2]
    k = next(i for i in range(1, len(z)) if z[i] > level >= z[i - 1])
    t = (level - z[k - 1]) / (z[k] - z[k - 1])
    row = table[k - 1] + t * (table[k] - table[k - 1])
    below = table[:k] if t > 1e-6 else table[: k - 1]
    return np.vstack([below, row]), np.vstack([row, table[k:]])
