"""Surfaces through stacked sections, as coarse as the detail allows: the lathe behind bottles, cans and caps.

A section table has one row per section: half width, half depth, z, exponent (2 an ellipse, more a box)
and the shift of its centre in x and y. "near" keeps every row that moves the outline by 0.07 mm, and as many
segments as keep a circle within 0.15 mm; "far" 0.65 mm, and rows for what is left of a millimetre.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike

from assets.archetypes.base import Detail
from assets.mesh_tools import F64, Patch, Rect, grid

OUTLINE_M = 7e-5
CHORD_M = {"near": 1.5e-4, "far": 6.5e-4}
Warp = Callable[[F64], F64]


@dataclass(frozen=True)
class Band:
    """Part of a shell in one slot.

    ``rect`` is the artwork that goes once around it; ``warp`` moves its points (rows, columns, 3) at the end;
    ``whole`` keeps all its rows in both details.
    """

    slot: str
    table: F64
    rect: Rect | None = None
    warp: Warp | None = None
    whole: bool = False


def segments_for(radius_m: float, detail: Detail, multiple: int = 4) -> int:
    """How many chords stand for a circle of that radius: r (1 - cos(pi / n)) stays below the tolerance."""
    ratio = min(CHORD_M[detail] / max(radius_m, 1e-6), 0.5)
    count = np.pi / np.arccos(1 - ratio)
    return max(int(np.ceil(count / multiple)) * multiple, 8)


def sections(
    profile: Iterable[tuple[float, float]], aspect: float = 1.0, exponent: float | Callable[[F64], F64] = 2.0
) -> F64:
    """A section table from (half width, z) rows in metres; half depth is ``aspect`` times half width."""
    r, z = np.array(list(profile), np.float64).T
    n = exponent(z) if callable(exponent) else np.full(len(r), exponent)
    zero = np.zeros(len(r))
    return np.column_stack([r, aspect * r, z, n, zero, zero])


def stack(table: F64, segments: int) -> F64:
    """(rows, segments + 1, 3) points of all sections, from the back (+y) over the left to the front."""
    points = np.zeros((len(table), segments + 1, 3))
    for ring, (a, b, z, n, cx, cy) in zip(points, table.tolist(), strict=True):
        xy, _ = superellipse(segments, round(n, 4), round(b / a, 6) if a > 0 else 1.0)
        ring[:, :2] = xy * a + [cx, cy]
        ring[:, 2] = z
    return points


def around(table: F64, segments: int) -> F64:
    """Length around the widest section up to each of its points, as a part of the whole."""
    a, b, _, n, _, _ = table[int((table[:, 0] + table[:, 1]).argmax())].tolist()
    return superellipse(segments, round(n, 4), round(b / a, 6) if a > 0 else 1.0)[1]


def lengths(table: F64, segments: int) -> F64:
    """(rows, segments + 1): ``around`` for every section."""
    return np.stack([around(row[None], segments) for row in table])


@lru_cache(maxsize=128)
def superellipse(segments: int, exponent: float, aspect: float) -> tuple[F64, F64]:
    """A superellipse of half width 1: its points and the part of its length up to each.

    Points are spaced half by length and half by turning, so that the corners of squarish sections get their
    share; a quarter is mirrored, so symmetry is exact. ``segments`` must be a multiple of 4.
    """
    s, p, steps = np.linspace(0, 1, 1025), exponent / 2, segments // 4
    t = np.pi / 2 * s**p / (s**p + (1 - s) ** p)
    x, y = np.sin(t) ** (2 / exponent), aspect * np.cos(t) ** (2 / exponent)
    x[-1], y[-1] = 1.0, 0.0
    step = np.hypot(np.diff(x), np.diff(y))
    length = np.concatenate([[0], np.cumsum(step)]) / step.sum()
    angle = np.maximum.accumulate(np.arctan2(-np.diff(y), np.diff(x)))
    turned = np.concatenate([[0], (angle[1:] + angle[:-1]) / np.pi, [1]])
    measure = (length + np.clip(turned, 0, 1)) / 2
    at = np.interp(np.linspace(0, 1, steps + 1), measure, np.arange(1025.0))
    qx, qy, part = (np.interp(at, np.arange(1025.0), v) for v in (x, y, length))
    qx[[0, -1]], qy[[0, -1]] = (0, 1), (aspect, 0)
    xs = np.concatenate([-qx[:-1], -qx[:0:-1], qx[:-1], qx[:0:-1], [0]])
    ys = np.concatenate([qy[:-1], -qy[:0:-1], -qy[:-1], qy[:0:-1], [aspect]])
    back = 1 - part[::-1]
    lengths = np.concatenate([part[:-1], 1 + back[:-1], 2 + part[:-1], 3 + back[:-1], [4]]) / 4
    xy = np.column_stack([xs, ys])
    xy.setflags(write=False)
    lengths.setflags(write=False)
    return xy, lengths


def kept_rows(table: F64, tolerance_m: float) -> list[int]:
    """The rows whose straight connection stays within the tolerance of all others (after Douglas and Peucker,
    1973). The ends and the widest row stay."""
    corner = (table[:, 0] + table[:, 1]) * 2 ** (-0.5 - 1 / table[:, 3])  # reach of the section's diagonal
    flat = np.column_stack([table[:, [0, 1, 2, 4, 5]], corner])
    must = sorted({0, int(flat[:, 0].argmax()), len(flat) - 1})
    kept = {0}
    for i, j in pairwise(must):
        kept |= _split(flat, i, j, tolerance_m)
    return sorted(kept)


def _split(flat: F64, i: int, j: int, tolerance_m: float) -> set[int]:
    """Rows to keep after row i up to row j."""
    if j - i < 2:
        return {j}
    along, inner = flat[j] - flat[i], flat[i + 1 : j] - flat[i]
    share = np.clip(inner @ along / max(along @ along, 1e-18), 0, 1)
    away = np.linalg.norm(inner - share[:, None] * along, axis=1)
    k = int(away.argmax())
    if away[k] <= tolerance_m:
        return {j}
    return _split(flat, i, i + 1 + k, tolerance_m) | _split(flat, i + 1 + k, j, tolerance_m)


def heights(table: F64) -> F64:
    """Length along the outline from the first row to each row, mean of its front and its side."""
    da, db, dz = (np.diff(table[:, i]) for i in (0, 1, 2))
    return np.concatenate([[0], np.cumsum((np.hypot(da, dz) + np.hypot(db, dz)) / 2)])


def girth(table: F64) -> float:
    """Length around the widest section."""
    widest = table[int((table[:, 0] + table[:, 1]).argmax())]
    ring = stack(widest[None], 512)[0]
    return float(np.linalg.norm(np.diff(ring, axis=0), axis=1).sum())


def band(part: Band, segments: int, detail: Detail) -> Patch:
    """The wall through a band's sections. The artwork's scale follows the whole table, whatever rows stay."""
    rows, points = wall_points(part, segments, detail)
    if part.rect is None:
        return grid(points, part.slot)
    u0, v0, u1, v1 = part.rect
    up = heights(part.table)
    u = u0 + lengths(part.table[rows], segments) * (u1 - u0)
    v = v0 + up[rows] / up[-1] * (v1 - v0)
    return grid(points, part.slot, np.stack([u, np.broadcast_to(v[:, None], u.shape)], axis=-1))


def outline_tolerance_m(table: F64, segments: int, detail: Detail) -> float:
    """What the outline may lose: in "far" what the chords leave of nine tenths of a millimetre."""
    if detail == "near":
        return OUTLINE_M
    chord = float(table[:, :2].max()) * (1 - np.cos(np.pi / segments))
    return float(np.clip(9e-4 - chord, 2e-4, 5.5e-4))


def wall_points(part: Band, segments: int, detail: Detail) -> tuple[list[int], F64]:
    """Which of the table's rows stay, and their points."""
    rows = list(range(len(part.table)))
    if not part.whole:
        rows = kept_rows(part.table, outline_tolerance_m(part.table, segments, detail))
    points = stack(part.table[rows], segments)
    return rows, points if part.warp is None else part.warp(points)


def shell(bands: Sequence[Band], segments: int, detail: Detail) -> list[Patch]:
    """A closed surface of bands from bottom to top, each beginning where the one below ends.

    The first section of the first band the last of the last must be points (half width 0).
    """
    return [band(part, segments, detail) for part in bands]


def piece(
    slot: str, profile: Iterable[tuple[float, float]], detail: Detail, aspect: float = 1.0, multiple: int = 4
) -> list[Patch]:
    """A closed turned body in one slot, its profile closed to the axis at both ends."""
    rows = list(profile)
    rows = [(0.0, rows[0][1]), *rows] if rows[0][0] > 0 else rows
    rows = [*rows, (0.0, rows[-1][1])] if rows[-1][0] > 0 else rows
    segments = segments_for(max(r for r, _ in rows), detail, multiple)
    return shell([Band(slot, sections(rows, aspect))], segments, detail)


def sweep(
    slot: str,
    path_xz: ArrayLike,
    half_sizes: ArrayLike,
    detail: Detail,
    exponent: float = 2.0,
    across_m: float = 0.0,
) -> Patch:
    """A closed bar along a path in the plane y = ``across_m``.

    ``path_xz`` (n, 2), ``half_sizes`` (n, 2) in y and in the plane. Both ends are closed.
    """
    table = np.column_stack([np.asarray(path_xz, np.float64), np.asarray(half_sizes, np.float64)])
    along = np.gradient(table[:, :2], axis=0)
    kept = sorted({0} | _split(table, 0, len(table) - 1, OUTLINE_M if detail == "near" else 3e-4))
    path, sizes, along = table[kept, :2], table[kept, 2:], along[kept]
    segments = segments_for(float(sizes.max()), detail)
    zero = np.zeros(len(kept))
    unit = stack(np.column_stack([sizes, zero, zero + exponent, zero, zero]), segments)
    ahead = np.column_stack([along[:, 0], zero, along[:, 1]]) / np.linalg.norm(along, axis=1, keepdims=True)
    side = np.array([0.0, 1.0, 0.0])
    centre = np.column_stack([path[:, 0], zero + across_m, path[:, 1]])
    points = centre[:, None] + unit[..., :1] * side + unit[..., 1:2] * np.cross(ahead, side)[:, None]
    ends = np.repeat(centre[[0, -1], None], segments + 1, axis=1)
    return grid(np.concatenate([ends[:1], points, ends[1:]]), slot)
