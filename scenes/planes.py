"""Planes that pass between a falling body and one that lies: how high the one stays above the other."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from scenes.hulls import Hull, corners, farthest, support

F64 = NDArray[np.float64]
Ints = NDArray[np.intp]

AIR_M = 5e-5  # kept between bodies
STEEPEST = 200.0  # slope of the planes tried between two bodies
MOST_CUTS, KEPT_CUTS = 40, 12
EXACT_M = 2e-5
CACHED = 4096  # planes looked at together
_DIGITS = 12


@dataclass(frozen=True, eq=False)
class Shapes:
    """The hulls of all bodies by number: their tables and their corners (see scenes/hulls.py)."""

    tables: F64
    corners_m: F64

    @classmethod
    def of(cls, hulls: Sequence[Hull]) -> "Shapes":
        return cls(np.stack([hull.table.ravel() for hull in hulls]), corners(hulls))


@dataclass(frozen=True, eq=False)
class Pairs:
    """Pairs (k) of a falling body and a resting one, whose centre is ``apart_m`` (k, 2) to the side of it.

    ``which`` (2, k) are their hulls, ``turns`` (2, k, 3, 3) their rotations, the falling ones' negated: a
    plane looks up at what falls, and down at what lies.
    """

    shapes: "Shapes"
    which: Ints
    turns: F64
    apart_m: F64
    other_z_m: F64

    def only(self, some: Ints) -> "Pairs":
        """Some of the pairs."""
        return Pairs(
            self.shapes, self.which[:, some], self.turns[:, some], self.apart_m[some], self.other_z_m[some]
        )

    @cached_property
    def _axes(self) -> F64:
        """(3, 3, 2, k, 1): the world's x, y and z in the bodies' frames."""
        return np.ascontiguousarray(np.moveaxis(self.turns, (2, 3), (0, 1)))[..., None]

    def seeds(self) -> F64:
        """(k, s, 2): planes along the sides of both bodies and across the line between them."""
        axes = np.concatenate([self.turns[0], self.turns[1]], axis=2).transpose(0, 2, 1)
        steep = axes[..., :2] / np.maximum(np.abs(axes[..., 2:]), 1 / STEEPEST)
        length = np.sqrt((self.apart_m**2).sum(axis=1)) + 1e-9
        across = (self.apart_m / length[:, None])[:, None] * np.array([1.0, 4.0, 20.0, STEEPEST])[:, None]
        level = np.broadcast_to(first_slopes(), (len(axes), *first_slopes().shape))
        return np.concatenate([level, steep, -steep, -across], axis=1)

    def lowest(self, p: F64, q: F64) -> tuple[F64, F64, F64]:
        """The best of the slopes (k, s) of each pair's plane, and the height of the falling centre (k,) that
        keeps the bodies apart along it. At every slope's height they surely are apart.
        """
        if p.size > CACHED:  # bit by bit: what is worked on stays in the processor's cache
            rows = max(CACHED // p.shape[1], 1)
            parts = [np.arange(at, min(at + rows, len(p))) for at in range(0, len(p), rows)]
            found = [self.only(part).lowest(p[part], q[part]) for part in parts]
            return tuple(np.concatenate(column) for column in zip(*found, strict=True))  # type: ignore[return-value]
        p, q = np.maximum(np.minimum(p, STEEPEST), -STEEPEST), np.maximum(np.minimum(q, STEEPEST), -STEEPEST)
        across, along, up = self._axes
        reach = support(self.shapes.tables, self.which[..., None], across * p + along * q + up)
        rise = reach[0] + reach[1] - p * self.apart_m[:, :1] - q * self.apart_m[:, 1:]
        best = np.arange(len(rise)), rise.argmin(axis=1)
        return p[best], q[best], rise[best] + self.other_z_m

    def refined(self, p: F64, q: F64, height: F64, rounds: tuple[float, ...]) -> tuple[F64, F64, F64]:
        """Better slopes (k,) around those given, by ever smaller steps relative to themselves."""
        disc = _disc()
        for scale in rounds:
            step = (scale * (0.35 + np.abs(p) + np.abs(q)))[:, None]
            near_p, near_q = p[:, None] + step * disc[:, 0], q[:, None] + step * disc[:, 1]
            better_p, better_q, lower = self.lowest(near_p, near_q)
            gain = lower < height
            p, q = np.where(gain, better_p, p), np.where(gain, better_q, q)
            height = np.where(gain, lower, height)
        return p, q, height

    def touching(self, p: F64, q: F64) -> tuple[F64, F64, F64]:
        """Slopes and heights (k,) at which the hulls themselves touch; the search begins with slopes (k,).

        Kelley's cutting planes ("The cutting-plane method for solving convex programs", 1960) in two
        dimensions: every pair of corners that a plane touches bounds the height from below for all slopes;
        the next plane is the one where the bounds so far are lowest.
        """
        # Four steep cuts keep the slopes within STEEPEST.
        fence = np.array([(1e3, 0.0), (-1e3, 0.0), (0.0, 1e3), (0.0, -1e3)]).T
        cuts = np.concatenate([fence, np.full((1, 4), -1e3 * STEEPEST - 10.0)])
        cuts = np.repeat(cuts[:, None], len(p), axis=1)
        best_p, best_q, height = p, q, np.full_like(p, np.inf)
        for _ in range(MOST_CUTS):
            cut = np.stack(self._cut(p, q))
            here = cut[0] * p + cut[1] * q + cut[2]
            gain = here < height
            best_p, best_q = np.where(gain, p, best_p), np.where(gain, q, best_q)
            height = np.where(gain, here, height)
            cuts = np.concatenate([_telling(cuts, best_p, best_q), cut[..., None]], axis=2)
            p, q, least = _lowest_of_cuts(cuts)
            if (height - least).max() < EXACT_M:
                break
        return best_p, best_q, height

    def _cut(self, p: F64, q: F64) -> tuple[F64, F64, F64]:
        """(a, b, c), each (k,): the height is at least a * p + b * q + c for all slopes, and it for these."""
        t = self.turns
        local = [t[..., 0, k] * p + t[..., 1, k] * q + t[..., 2, k] for k in range(3)]
        corners_m = self.shapes.corners_m
        above = farthest(corners_m[self.which[0]], *(axis[0] for axis in local))
        below = farthest(corners_m[self.which[1]], *(axis[1] for axis in local))
        a, b, c = (
            sum(t[1, :, i, k] * below[:, k] + t[0, :, i, k] * above[:, k] for k in range(3)) for i in range(3)
        )
        return a - self.apart_m[:, 0], b - self.apart_m[:, 1], c + self.other_z_m


def _telling(cuts: F64, p: F64, q: F64) -> F64:
    """The cuts (3, k, n) that bound most at the slopes (k,), ``KEPT_CUTS`` of them."""
    if cuts.shape[2] <= KEPT_CUTS:
        return cuts
    here = cuts[0] * p[:, None] + cuts[1] * q[:, None] + cuts[2]
    order = np.argsort(-np.round(here, 12), axis=1, kind="stable")[:, :KEPT_CUTS]
    return np.take_along_axis(cuts, order[None], axis=2)


def _lowest_of_cuts(cuts: F64) -> tuple[F64, F64, F64]:
    """Slopes (k,) where the greatest of the cuts (3, k, n) is least, and its height there.

    That is where three of them meet: all triples are tried.
    """
    a, b, c = cuts
    i, j, m = _triples(a.shape[1])
    a1, b1, c1 = a[:, i] - a[:, j], b[:, i] - b[:, j], c[:, j] - c[:, i]
    a2, b2, c2 = a[:, i] - a[:, m], b[:, i] - b[:, m], c[:, m] - c[:, i]
    det = a1 * b2 - a2 * b1
    safe = np.where(np.abs(det) < 1e-14, np.inf, det)
    p, q = (c1 * b2 - c2 * b1) / safe, (a1 * c2 - a2 * c1) / safe
    p, q = np.maximum(np.minimum(p, STEEPEST), -STEEPEST), np.maximum(np.minimum(q, STEEPEST), -STEEPEST)
    model = (a[:, None] * p[..., None] + b[:, None] * q[..., None] + c[:, None]).max(axis=2)
    best = np.arange(len(a)), model.argmin(axis=1)
    return p[best], q[best], model[best]


@cache
def _triples(count: int) -> tuple[Ints, Ints, Ints]:
    """All (i < j < m) below ``count``."""
    i, j, m = np.array(list(combinations(range(count), 3)), np.intp).T
    return i, j, m


def extents(shapes: Shapes, hull: int, rotations: F64) -> F64:
    """(m, 3, 2): how far the turned body reaches down and up each of the world's axes."""
    rows = np.stack([-rotations, rotations], axis=2)  # (m, axis, sign, 3): the axes in the body's frame
    return support(shapes.tables, np.array(hull), np.moveaxis(rows, -1, 0))


@cache
def first_slopes() -> F64:
    """(s, 2): planes to begin the search with, from level to nearly upright, all around."""
    around = [k * math.tau / 12 for k in range(12)]
    rings = [(0.0, 0.0)]
    for slope in (0.25, 0.6, 1.3, 3.0, 10.0, STEEPEST):
        rings += [(slope * math.cos(a), slope * math.sin(a)) for a in around]
    return np.round(np.array(rings), _DIGITS)


@cache
def _disc() -> F64:
    """(24, 2) steps all around, of length 1 and less."""
    rings = [
        (length * math.cos(a), length * math.sin(a))
        for turn, length in ((0.0, 1.0), (0.26, 0.55), (0.52, 0.25))
        for a in (turn + k * math.tau / 8 for k in range(8))
    ]
    return np.round(np.array(rings), _DIGITS)
