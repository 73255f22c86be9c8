"""Inflates bags of film and writes their shapes to assets/archetypes/film.npz: where bags get their creases.

    python scripts/bake_film.py

Film neither stretches nor bears compression: filled with air, a flat bag buckles into pleats that run out
of its seals and dents along its sides. Noise cannot imitate that; a cloth does it by itself. Two sheets of
points start as a smooth pillow whose girth is that of the flat tube, a little crumpled, and relax under
position-based dynamics (Mueller et al., "Position based dynamics", 2007): distances to neighbours along rows,
columns and diagonals are projected to what they are in the flat film, skipped neighbours resist bending
weakly, and air pushes outwards. What is written are positions as parts of the bounding box in 16-bit integers
and triangles in a few levels of detail, so that packages built from them are the same on every machine.
"""

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from assets.own.reduce import collapsed

F64 = NDArray[np.float64]
Projection = Callable[[F64], None]

OUT = Path(__file__).parents[1] / "assets/archetypes/film.npz"
ROWS, COLUMNS = 41, 33
STEP_S, SWEEPS = 0.004, 14
PRESSURE_M_S = 2.5
CRUMPLE_M = 0.0015
GATHER = 0.955  # width of the seals over that of the flat film: what is gathered becomes pleats
SMOOTH = 0.7  # of a grid step: takes the jitter of the grid out, leaves the creases
ERRORS_M = (0.0004, 0.0005, 0.0007, 0.001)  # levels of detail, each made from the one before
SPRINGS = (  # (rows, columns) apart; how much of a stretch and of a compression one sweep takes back
    ((0, 1), 0.9, 0.9),
    ((1, 0), 0.9, 0.9),
    ((1, 1), 0.5, 0.4),
    ((1, -1), 0.5, 0.4),
    ((0, 2), 0.0, 0.03),
    ((2, 0), 0.0, 0.03),
)


@dataclass(frozen=True)
class Bag:
    """A flat tube of film between its seals, how deep it is blown up, and how much lower its content sits."""

    width_m: float
    height_m: float
    depth_m: float
    sag: float
    steps: int
    seed: int


BAGS = tuple(
    Bag(
        0.2,
        (0.245, 0.265, 0.28)[k % 3],
        (0.058, 0.066, 0.062, 0.07)[k % 4],
        0.2 + 0.15 * (k % 3),
        60 + 12 * (k % 4),
        k,
    )
    for k in range(8)
)


def inflate(bag: Bag) -> F64:
    """(2, rows, columns, 3): the front sheet (toward -y) and the back one when they have come to rest."""
    z = np.linspace(0, 1, ROWS)
    springs = projections(bag)
    p = crumpled(pillow(bag), bag.seed)
    full = 1.15 * volume_m3(p)
    weight = (1 + bag.sag * (1 - 2 * z))[None, :, None, None] * np.array([-1.0, 1.0])[:, None, None, None]
    velocity = np.zeros_like(p)
    for step in range(bag.steps):
        lack = min(max(full - volume_m3(p), -0.2 * full), full) / full * 1.15
        velocity = 0.97 * velocity + PRESSURE_M_S * STEP_S * lack * weight * normals(p)
        before = p.copy()
        p = p + velocity * STEP_S
        for _ in range(SWEEPS):
            for project in springs:
                project(p)
            join(p, bag)
        velocity = (p - before) / STEP_S * (1.0 if step < 0.8 * bag.steps else 0.7)
    return smoothed(p)


def smoothed(p: F64) -> F64:
    """The sheets with a little blur; their common border stays."""
    soft = np.stack([cv2.GaussianBlur(np.ascontiguousarray(sheet), (0, 0), SMOOTH) for sheet in p])
    for border in (np.s_[:, 0], np.s_[:, -1], np.s_[:, :, 0], np.s_[:, :, -1]):
        soft[border] = p[border]
    return soft


def pillow(bag: Bag) -> F64:
    """A smooth pillow: every cross-section is a half ellipse as long as the film is wide."""
    v = np.linspace(0, 1, ROWS)
    half = bag.depth_m / 2 * (1 - np.abs(2 * v - 1) ** 2.6) ** 0.62 * (1 + 0.25 * bag.sag * (1 - 2 * v))
    p = np.zeros((2, ROWS, COLUMNS, 3))
    for row in range(ROWS):
        p[:, row, :, 0], p[1, row, :, 1] = section(bag.width_m, half[row])
    p[0, ..., 1] = -p[1, ..., 1]
    rest = bag.height_m / (ROWS - 1)
    rise = np.sqrt(np.maximum(rest**2 - (0.8 * np.diff(half)) ** 2, (0.15 * rest) ** 2))
    p[..., 2] = np.concatenate([[0], np.cumsum(rise)])[:, None]
    return p


def section(width_m: float, half_m: float) -> tuple[F64, F64]:
    """Evenly spaced points on the half ellipse of that length and half depth, by bisection."""
    t = np.linspace(-np.pi / 2, np.pi / 2, 400)
    lo, hi = 0.1 * width_m, 0.5 * width_m
    for _ in range(40):
        a = (lo + hi) / 2
        x, y = a * np.sin(t), half_m * np.cos(t)
        length = np.concatenate([[0], np.cumsum(np.hypot(np.diff(x), np.diff(y)))])
        lo, hi = (lo, a) if length[-1] > width_m else (a, hi)
    at = np.linspace(0, length[-1], COLUMNS)
    return np.interp(at, length, x), np.interp(at, length, y)


def crumpled(p: F64, seed: int) -> F64:
    """Small soft disorder, from which the film finds its own creases."""
    noise = np.random.default_rng(seed).normal(0, 1, (6, ROWS, COLUMNS))
    soft = np.stack([cv2.GaussianBlur(n, (0, 0), 1.2) for n in noise]).reshape(2, 3, ROWS, COLUMNS)
    fade = np.sin(np.pi * np.linspace(0, 1, ROWS))[None, :, None, None] ** 0.3
    return p + CRUMPLE_M * np.moveaxis(soft, 1, -1) / soft.std() * fade


def join(p: F64, bag: Bag) -> None:
    """Front and back share their border; seals stay level, nearly flat, and as wide as they are gathered."""
    for at in (np.s_[0], np.s_[-1], np.s_[:, 0], np.s_[:, -1]):
        p[0][at] = p[1][at] = (p[0][at] + p[1][at]) / 2
    x = np.linspace(-0.5, 0.5, COLUMNS) * GATHER * bag.width_m
    for row in (0, -1):
        seal = p[:, row]
        seal[..., 1] *= 0.9
        seal[..., 2] += 0.5 * (seal[..., 2].mean() - seal[..., 2])
        seal[..., 0] += 0.5 * (x - seal[..., 0])


def normals(p: F64) -> F64:
    """Unit normals, toward +y for a flat sheet."""
    n = np.cross(np.gradient(p, axis=1), np.gradient(p, axis=2))
    return np.asarray(n / np.maximum(np.linalg.norm(n, axis=-1, keepdims=True), 1e-12))


def volume_m3(p: F64) -> float:
    """Between the sheets: depth over the area that their middle covers in the picture plane."""
    middle = p.mean(0)
    du, dv = np.gradient(middle, axis=1), np.gradient(middle, axis=0)
    area = np.abs(du[..., 0] * dv[..., 2] - du[..., 2] * dv[..., 0])
    return float(((p[1, ..., 1] - p[0, ..., 1]) * area).sum())


def projections(bag: Bag) -> list[Projection]:
    """All distances to their rest lengths; pairs that share no point are moved at once."""
    du, dv = bag.width_m / (COLUMNS - 1), bag.height_m / (ROWS - 1)
    found = []
    for (dr, dc), pull, give in SPRINGS:
        reach = max(dr, abs(dc))
        rows, cols = np.arange(ROWS - dr), np.arange(max(0, -dc), COLUMNS - max(0, dc))
        for turn in (0, 1):
            some_rows = rows[rows % (2 * reach) // reach == turn] if dr else rows
            some_cols = cols if dr else cols[cols % (2 * reach) // reach == turn]
            i, j = np.meshgrid(some_rows, some_cols, indexing="ij")
            found.append(projection((i, j), (i + dr, j + dc), float(np.hypot(dr * dv, dc * du)), pull, give))
    return found


def projection(
    a: tuple[NDArray[np.int64], ...], b: tuple[NDArray[np.int64], ...], rest: float, pull: float, give: float
) -> Projection:
    def project(p: F64) -> None:
        pa, pb = p[:, *a], p[:, *b]
        step = pb - pa
        length = np.sqrt((step**2).sum(-1, keepdims=True))
        off = length - rest
        move = step * (off / np.maximum(length, 1e-9) * np.where(off > 0, pull, give) / 2)
        p[:, *a] = pa + move
        p[:, *b] = pb - move

    return project


def triangles() -> NDArray[np.uint32]:
    """The whole grid of both sheets, front first, seen from outside; the sheets share no index."""
    at = np.arange(ROWS * COLUMNS, dtype=np.uint32).reshape(ROWS, COLUMNS)
    a, b, c, d = (x.ravel() for x in (at[:-1, :-1], at[:-1, 1:], at[1:, 1:], at[1:, :-1]))
    front = np.concatenate([np.stack([a, b, c], 1), np.stack([a, c, d], 1)])
    return np.concatenate([front, front[:, ::-1] + np.uint32(ROWS * COLUMNS)])


def simplified(points_m: F64, of: NDArray[np.unsignedinteger], error_m: float) -> NDArray[np.uint16]:
    """Fewer triangles over the same points (Garland and Heckbert's quadrics, as meshoptimizer has them)."""
    return collapsed(points_m, of.reshape(-1, 3).astype(np.int64), 1, error_m).astype(np.uint16)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=OUT)
    out = parser.parse_args().out
    arrays: dict[str, NDArray[np.generic]] = {}
    for k, bag in enumerate(BAGS):
        points = inflate(bag).reshape(-1, 3)
        low, high = points.min(0), points.max(0)
        part = np.round((points - low) / (high - low) * 65535).astype(np.uint16)
        arrays[f"points_{k}"] = part.reshape(2, ROWS, COLUMNS, 3)
        arrays[f"size_m_{k}"] = np.array([*(high - low), bag.width_m, bag.height_m], np.float32)
        exact = low + part / 65535 * (high - low)
        faces: NDArray[np.unsignedinteger] = triangles()
        for level, error_m in enumerate(ERRORS_M):
            faces = arrays[f"faces_{k}_{level}"] = simplified(exact, faces, error_m)
        print(k, high - low, [len(arrays[f"faces_{k}_{n}"]) for n in range(len(ERRORS_M))], flush=True)
    arrays["error_m"] = np.array(ERRORS_M)
    np.savez_compressed(out, **arrays)  # type: ignore[arg-type]
    print(out, out.stat().st_size)


if __name__ == "__main__":
    main()
