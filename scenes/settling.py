"""Bodies that are let fall one after the other, each coming to rest on those before.

A body that falls straight down onto others stops at a height that can be solved for exactly: two convex
bodies are apart if some plane passes between them, so the height is the least, over the planes' slopes, of
the sum of both support functions, which is convex. Coming to rest then is going downhill: turns and shifts are
tried, the body is dropped again from above each, and what lowers its centre of mass (by more than friction
takes) is kept. Bodies never pass through each other, since every try comes from above; what has come to rest
stays.

Deterministic to the bit: elementwise arithmetic on rounded angles, no linear algebra library.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

import numpy as np
from numpy.typing import NDArray

from scenes.hulls import Hull, support

F64 = NDArray[np.float64]
Ints = NDArray[np.intp]

AIR_M = 5e-5  # kept between bodies
STEEPEST = 200.0  # slope of the planes tried between two bodies
TURNS_RAD = ((0.3, 0.12), (0.05, 0.02), (0.009, 0.004))  # tried together, ever finer
SHIFT_PER_TURN_M = 0.08
MOST_MOVES = 26
LEAST_GAIN_M = 2e-5
_FIRST_ROUNDS = (0.3, 0.13, 0.05, 0.02, 0.008)  # how finely slopes are searched, relative to themselves
_ROUNDS = (0.3, 0.1, 0.03)
_DIGITS = 12


@dataclass(frozen=True)
class Walls:
    """The inside of a box: bodies stay between its sides and above its floor."""

    x0_m: float
    x1_m: float
    y0_m: float
    y1_m: float
    z0_m: float


@dataclass(frozen=True, eq=False)
class Rest:
    """A body at rest: its hull, rotation (3, 3) and centre of mass (3,)."""

    hull: int
    rotation: F64
    centre_m: F64
    low_m: F64 = field(default_factory=lambda: np.zeros(3))
    high_m: F64 = field(default_factory=lambda: np.zeros(3))


class Pile:
    """What lies in a box so far. ``hulls`` are all that will be dropped, by number."""

    def __init__(self, walls: Walls, hulls: Sequence[Hull]) -> None:
        self.walls = walls
        self._radius = np.array([hull.radius_m for hull in hulls])
        self._tables = np.stack([hull.table.ravel() for hull in hulls])
        self.rests: list[Rest] = []

    def drop(
        self, hull: int, starts: F64, rotations: F64, friction: float, settle: bool = True
    ) -> Rest | None:
        """Lets ``hull`` fall from the best of some starts and come to rest; it is not added yet.

        ``starts`` (m, 2) are places of its centre, ``rotations`` (m, 3, 3). The start whose first contact is
        lowest is taken. None where the body does not fit between the walls.
        """
        near = self._near(starts, self._radius[hull] + 2 * SHIFT_PER_TURN_M)
        slopes = np.zeros((len(near), 2))
        heights, found, at = self._fall(hull, starts, rotations, near, None)
        best = int(np.argmin(np.round(heights, 7)))
        if not math.isfinite(float(heights[best])):
            return None
        state = _State(at[best], rotations[best], float(heights[best]), found[best] if len(near) else slopes)
        if settle:
            state = self._settle(hull, state, near, friction)
        return self._rest(hull, state)

    def add(self, rest: Rest) -> None:
        self.rests.append(rest)

    def _rest(self, hull: int, state: "_State") -> Rest:
        reach = self._extents(hull, state.rotation[None])[0]
        centre = np.round(np.array([*state.at, state.height]), 9)
        return Rest(hull, state.rotation, centre, centre - reach[:, 0], centre + reach[:, 1])

    def _near(self, centres: F64, reach: float) -> Ints:
        """Bodies that something within ``reach`` of one of ``centres`` could touch while it falls."""
        if not self.rests:
            return np.zeros(0, np.intp)
        low = np.array([rest.low_m[:2] for rest in self.rests]) - reach
        high = np.array([rest.high_m[:2] for rest in self.rests]) + reach
        inside = (low[None] < centres[:, None]) & (centres[:, None] < high[None])
        return np.flatnonzero(inside.all(axis=2).any(axis=0))

    def _settle(self, hull: int, state: "_State", near: Ints, friction: float) -> "_State":
        """Downhill from ``state`` with ever smaller steps."""
        level, moves = 0, 0
        while level < len(TURNS_RAD) and moves < MOST_MOVES:
            moves += 1
            turns, shifts = _moves(TURNS_RAD[level])
            rotations = _times(turns, state.rotation)
            farthest = TURNS_RAD[level][0] * (SHIFT_PER_TURN_M + self._radius[hull])
            close = self._touchable(hull, state, near, farthest)
            starts = state.at + shifts
            heights, slopes, at = self._fall(hull, starts, rotations, near[close], state.slopes[close])
            travelled = np.sqrt(((at - state.at) ** 2).sum(axis=1))
            cost = np.round(heights + friction * travelled, 7)
            best = int(np.argmin(cost))
            if cost[best] < state.height - LEAST_GAIN_M:
                kept = state.slopes.copy()
                kept[close] = slopes[best]
                state = _State(at[best], rotations[best], float(heights[best]), kept)
            else:
                level += 1
        return state

    def _touchable(self, hull: int, state: "_State", near: Ints, step: float) -> NDArray[np.bool_]:
        """Those of ``near`` that the body could touch within ``step`` of where it is."""
        if not len(near):
            return np.zeros(0, np.bool_)
        reach = self._extents(hull, state.rotation[None])[0] + step
        low, high = state.at - reach[:2, 0], state.at + reach[:2, 1]
        rests = [self.rests[i] for i in near]
        under = state.height - reach[2, 0] - step
        return np.array(
            [
                r.high_m[2] > under and bool((r.low_m[:2] < high).all()) and bool((r.high_m[:2] > low).all())
                for r in rests
            ]
        )

    def _extents(self, hull: int, rotations: F64) -> F64:
        """(m, 3, 2): how far the turned body reaches down and up each of the world's axes."""
        axes = np.array(
            [[[-1, 0, 0], [1, 0, 0]], [[0, -1, 0], [0, 1, 0]], [[0, 0, -1], [0, 0, 1]]], np.float64
        )
        local = _into(rotations[:, None, None], axes[None])
        return support(self._tables, np.array(hull), *local)

    def _fall(
        self, hull: int, starts: F64, rotations: F64, near: Ints, slopes: F64 | None
    ) -> tuple[F64, F64, F64]:
        """Where bodies stop that fall from ``starts`` (m, 2): heights (m,), slopes of the planes under them
        (m, j, 2), and the starts pushed between the walls. Infinite where they do not fit."""
        reach = self._extents(hull, rotations)
        w = self.walls
        low = np.stack([w.x0_m + reach[:, 0, 0], w.y0_m + reach[:, 1, 0]], axis=1)
        high = np.stack([w.x1_m - reach[:, 0, 1], w.y1_m - reach[:, 1, 1]], axis=1)
        at = np.minimum(np.maximum(starts, low), high)
        heights = w.z0_m + reach[:, 2, 0]
        heights = np.where((low > high).any(axis=1), np.inf, heights)
        found = np.zeros((len(starts), len(near), 2))
        if len(near):
            tops, found = self._onto(hull, at, rotations, near, slopes)
            heights = np.maximum(heights, tops.max(axis=1) + AIR_M)
        return heights, found, at

    def _onto(self, hull: int, at: F64, rotations: F64, near: Ints, slopes: F64 | None) -> tuple[F64, F64]:
        """Heights (m, j) at which each body would touch each of ``near``, and the slopes (m, j, 2) found.

        Every slope gives a height at which the bodies surely are apart; the lowest of them is the answer.
        """
        m, count = len(at), len(near)
        pair = _Pairs(
            self._tables,
            hull,
            rotations,
            np.array([self.rests[i].hull for i in near], np.intp),
            np.stack([self.rests[i].rotation for i in near]),
            np.stack([self.rests[i].centre_m for i in near]),
            at,
        )
        shape: tuple[int, ...] = (m, count, 1)
        rounds: tuple[float, ...] = _ROUNDS
        if slopes is None:
            tried, rounds = _first_slopes(), _FIRST_ROUNDS
            shape = (m, count, len(tried))
            p, q, height = pair.lowest(
                np.broadcast_to(tried[:, 0], shape), np.broadcast_to(tried[:, 1], shape)
            )
        else:
            p, q, height = pair.lowest(
                np.broadcast_to(slopes[None, :, None, 0], shape),
                np.broadcast_to(slopes[None, :, None, 1], shape),
            )
        ring = _ring()
        for scale in rounds:
            step = (scale * (0.35 + np.abs(p) + np.abs(q)))[..., None]
            better_p, better_q, lower = pair.lowest(
                p[..., None] + step * ring[:, 0], q[..., None] + step * ring[:, 1]
            )
            gain = lower < height
            p, q = np.where(gain, better_p, p), np.where(gain, better_q, q)
            height = np.where(gain, lower, height)
        return height, np.stack([p, q], axis=-1)


@dataclass(frozen=True, eq=False)
class _State:
    at: F64
    rotation: F64
    height: float
    slopes: F64


@dataclass(frozen=True, eq=False)
class _Pairs:
    """Falling bodies (m) above resting ones (j)."""

    tables: F64
    hull: int
    rotations: F64
    others: Ints
    other_rotations: F64
    other_centres: F64
    at: F64

    def lowest(self, p: F64, q: F64) -> tuple[F64, F64, F64]:
        """The best of slopes (m, j, s) for each pair, and the height (m, j) that it keeps apart."""
        p, q = np.maximum(np.minimum(p, STEEPEST), -STEEPEST), np.maximum(np.minimum(q, STEEPEST), -STEEPEST)
        r = self.rotations[:, None, None]
        own = (-(r[..., 0, k] * p + r[..., 1, k] * q + r[..., 2, k]) for k in range(3))
        above = support(self.tables, np.array(self.hull), *own)
        o = self.other_rotations[None, :, None]
        theirs = (o[..., 0, k] * p + o[..., 1, k] * q + o[..., 2, k] for k in range(3))
        below = support(self.tables, self.others[None, :, None], *theirs)
        apart = self.at[:, None] - self.other_centres[None, :, :2]
        rise = above + below - p * apart[..., None, 0] - q * apart[..., None, 1]
        flat = rise.reshape(-1, rise.shape[2])
        at = (np.arange(len(flat)), flat.argmin(axis=1))
        shape = rise.shape[:2]
        p, q = (
            np.broadcast_to(p, rise.shape).reshape(flat.shape),
            np.broadcast_to(q, rise.shape).reshape(flat.shape),
        )
        height = flat[at].reshape(shape) + self.other_centres[None, :, 2]
        return p[at].reshape(shape), q[at].reshape(shape), height


def _into(rotations: F64, vectors: F64) -> tuple[F64, F64, F64]:
    """``vectors`` (..., 3) of the world in the frames of turned bodies."""
    x, y, z = vectors[..., 0], vectors[..., 1], vectors[..., 2]
    r = rotations
    return (
        r[..., 0, 0] * x + r[..., 1, 0] * y + r[..., 2, 0] * z,
        r[..., 0, 1] * x + r[..., 1, 1] * y + r[..., 2, 1] * z,
        r[..., 0, 2] * x + r[..., 1, 2] * y + r[..., 2, 2] * z,
    )


def _times(a: F64, b: F64) -> F64:
    """Products of (..., 3, 3) matrices, rounded."""
    product = (
        a[..., :, 0:1] * b[..., 0:1, :] + a[..., :, 1:2] * b[..., 1:2, :] + a[..., :, 2:3] * b[..., 2:3, :]
    )
    return np.asarray(np.round(product, _DIGITS))


@cache
def _first_slopes() -> F64:
    """(s, 2): planes to begin the search with, from level to nearly upright, all around."""
    around = [k * math.tau / 12 for k in range(12)]
    rings = [(0.0, 0.0)]
    for slope in (0.25, 0.6, 1.3, 3.0, 10.0, STEEPEST):
        rings += [(slope * math.cos(a), slope * math.sin(a)) for a in around]
    return np.round(np.array(rings), _DIGITS)


@cache
def _ring() -> F64:
    """(8, 2) unit steps all around."""
    around = np.arange(8) * (math.tau / 8)
    return np.round(np.stack([np.cos(around), np.sin(around)], axis=1), _DIGITS)


@cache
def _moves(turns_rad: tuple[float, ...]) -> tuple[F64, F64]:
    """Turns (m, 3, 3) and shifts (m, 2) to try: about level axes, about the vertical, sideways."""
    axes = [(math.cos(k * math.pi / 4), math.sin(k * math.pi / 4), 0.0) for k in range(8)]
    axes += [(0.0, 0.0, 1.0), (0.0, 0.0, -1.0)]
    turns = [rotation(axis, angle) for angle in turns_rad for axis in axes]
    sideways = np.array([(1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0)])
    shifts = [angle * SHIFT_PER_TURN_M * sideways for angle in turns_rad]
    level = np.repeat(np.eye(3)[None], 4 * len(turns_rad), axis=0)
    return np.concatenate([np.stack(turns), level]), np.concatenate([np.zeros((len(turns), 2)), *shifts])


def rotation(axis: tuple[float, float, float], angle_rad: float) -> F64:
    """(3, 3) turn about a unit axis (Rodrigues), rounded."""
    x, y, z = axis
    c, s = math.cos(angle_rad), math.sin(angle_rad)
    t = 1 - c
    rows = [
        [t * x * x + c, t * x * y - s * z, t * x * z + s * y],
        [t * x * y + s * z, t * y * y + c, t * y * z - s * x],
        [t * x * z - s * y, t * y * z + s * x, t * z * z + c],
    ]
    return np.round(np.array(rows), _DIGITS)
