"""Bodies that are let fall one after the other, each coming to rest on those before.

A body that falls straight down onto others stops at a height that can be solved for exactly: two convex
bodies are apart if some plane passes between them, so the height is the least, over the planes' slopes, of
the sum of both support functions, which is convex. Coming to rest then is going downhill: turns and shifts
are tried, the body is dropped again from above each, and what lowers its centre of mass (by more than
friction takes) is kept. Bodies never pass through each other, since every try comes from above; what has come
to rest stays.

Deterministic to the bit: elementwise arithmetic on rounded angles, no linear algebra library.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from scenes.hulls import Hull
from scenes.planes import AIR_M, F64, Ints, Pairs, Shapes, extents

TURNS_RAD = ((0.3, 0.12), (0.05, 0.02), (0.009, 0.004))  # tried together, ever finer
SHIFT_PER_TURN_M = 0.08
MOST_MOVES = 26
PROMISING = 8  # tries of a move that are looked at closely
MOST_FALLS = 4  # times that it settles and still slips off
LEAST_FALL_M = 0.004
MOST_NUDGES, NUDGE_M = 6, 0.0012  # off a side so steep that it carries nothing
STEEP_SIDE = 6.0
CARRIES_M = 0.0006  # highest that it may be over what carries it
SLACK_M = 0.05  # more than the tables are too large, also where planes are steep
LEAST_GAIN_M = 2e-5
_ROUNDS = (0.3, 0.06)  # how finely slopes are searched, relative to themselves
_LAST_ROUNDS = (0.6, 0.4, 0.25, 0.15, 0.1, 0.06, 0.035, 0.02, 0.01, 0.005)
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
    """A body at rest: its hull, rotation (3, 3), centre of mass (3,) and the box around it."""

    hull: int
    rotation: F64
    centre_m: F64
    low_m: F64
    high_m: F64


@dataclass(frozen=True, eq=False)
class _State:
    """A body on its way: ``slopes`` (n, 2) of the planes between it and all that lie.

    ``held``: something under it carries it, not only the steep side that it touches, whose plane has the
    slope ``on``.
    """

    at: F64
    rotation: F64
    height: float
    slopes: F64
    held: bool = True
    on: tuple[float, float] = (0.0, 0.0)


class Pile:
    """What lies in a box so far. ``hulls`` are all that will be dropped, by number."""

    def __init__(self, walls: Walls, hulls: Sequence[Hull]) -> None:
        self.walls = walls
        self._shapes = Shapes.of(hulls)
        self._radius = np.sqrt((self._shapes.corners_m**2).sum(axis=2)).max(axis=1)
        self._hulls = np.zeros(0, np.intp)
        self._rotations, self._centres = np.zeros((0, 3, 3)), np.zeros((0, 3))
        self._lows, self._highs = np.zeros((0, 3)), np.zeros((0, 3))

    def add(self, rest: Rest) -> None:
        """Leaves ``rest`` where it is for good."""
        self._hulls = np.append(self._hulls, rest.hull)
        self._rotations = np.concatenate([self._rotations, rest.rotation[None]])
        self._centres = np.concatenate([self._centres, rest.centre_m[None]])
        self._lows = np.concatenate([self._lows, rest.low_m[None]])
        self._highs = np.concatenate([self._highs, rest.high_m[None]])

    def put(self, hull: int, rotation: F64, centre_m: F64) -> None:
        """Leaves a body for good where it was laid."""
        reach = extents(self._shapes, hull, rotation[None])[0]
        self.add(Rest(hull, rotation, centre_m, centre_m - reach[:, 0], centre_m + reach[:, 1]))

    def drop(
        self,
        hull: int,
        starts: F64,
        rotations: F64,
        friction: float,
        settle: bool = True,
        most_m: float = math.inf,
    ) -> Rest | None:
        """Lets ``hull`` fall from the best of some starts and come to rest; it is not added yet.

        ``starts`` (m, 2) are places of its centre, ``rotations`` (m, 3, 3). The start over which it stops
        lowest is taken. None where the body does not fit, finds no rest, or stops higher than ``most_m``.
        """
        best = self._lowest(hull, starts, rotations)
        if best is None or best[2] > most_m:
            return None
        at, rotation, _ = best
        state = self._lowered(hull, _State(at, rotation, math.inf, self._guessed_slopes(at)))
        for _ in range(MOST_FALLS):
            settled = self._settle(hull, state, friction) if settle else state
            state = self._lowered(hull, settled, touching=True)
            if state.held and settled.height - state.height < LEAST_FALL_M:
                return self._rest(hull, state)
            state = state if state.held else self._nudged(hull, state)
        for _ in range(MOST_NUDGES):
            state = self._lowered(hull, state, touching=True)
            if state.held:
                return self._rest(hull, state)
            state = self._nudged(hull, state)
        return None

    def _nudged(self, hull: int, state: _State) -> _State:
        """A little away from the steep side that it hangs at."""
        p, q = state.on
        reach = extents(self._shapes, hull, state.rotation[None])
        away = np.array([-p, -q]) / max(abs(p) + abs(q), 1e-9)
        at, _ = self._between_walls(state.at[None] + NUDGE_M * away, reach)
        return replace(state, at=np.round(at[0], 9))

    def _lowest(self, hull: int, starts: F64, rotations: F64) -> tuple[F64, F64, float] | None:
        """The start between the walls over which it stops lowest, its rotation, and roughly that height."""
        reach = extents(self._shapes, hull, rotations)
        at, fits = self._between_walls(starts, reach)
        heights = np.where(fits, self.walls.z0_m + reach[:, 2, 0], np.inf)
        low, high = at - reach[:, :2, 0], at + reach[:, :2, 1]
        near = self._beside(low.min(axis=0), high.max(axis=0))
        if len(near):
            pairs = self._pairs(hull, at, rotations, near)
            seeds = pairs.seeds()
            tops = pairs.lowest(seeds[..., 0], seeds[..., 1])[2].reshape(len(at), -1)
            heights = np.maximum(heights, tops.max(axis=1))
        best = int(np.argmin(np.round(heights, 7)))
        return (at[best], rotations[best], float(heights[best])) if fits[best] else None

    def _between_walls(self, at: F64, reach: F64) -> tuple[F64, NDArray[np.bool_]]:
        """Places (m, 2) pushed between the walls, and whether bodies of this reach (m, 3, 2) fit there."""
        w = self.walls
        low = np.array([w.x0_m, w.y0_m]) + reach[:, :2, 0]
        high = np.array([w.x1_m, w.y1_m]) - reach[:, :2, 1]
        return np.minimum(np.maximum(at, low), high), (low <= high).all(axis=1)

    def _guessed_slopes(self, at: F64) -> F64:
        """(n, 2): steep planes between a body at ``at`` and all that lie, for the search to begin with."""
        away = at - (self._lows[:, :2] + self._highs[:, :2]) / 2
        return np.asarray(-3.0 * away / np.maximum(np.abs(away).sum(axis=1), 1e-6)[:, None])

    def _settle(self, hull: int, state: _State, friction: float) -> _State:
        """Downhill from ``state`` with ever smaller steps."""
        level, moves = 0, 0
        while level < len(TURNS_RAD) and moves < MOST_MOVES:
            moves += 1
            farthest = TURNS_RAD[level][0] * (SHIFT_PER_TURN_M + self._radius[hull])
            better = self._moved(hull, state, TURNS_RAD[level], farthest, friction)
            level += better is None
            state = better or state
        return state

    def _moved(
        self, hull: int, state: _State, turns_rad: tuple[float, ...], farthest_m: float, friction: float
    ) -> _State | None:
        """The best of all tries from ``state``; None where none is better."""
        turns, shifts = _moves(turns_rad)
        rotations = _times(turns, state.rotation)
        reach = extents(self._shapes, hull, rotations)
        at, fits = self._between_walls(state.at + shifts, reach)
        # It sinks by so much at most: what lies deeper is not among those looked at.
        least = state.height - farthest_m
        floor = np.where(fits, np.maximum(self.walls.z0_m + reach[:, 2, 0], least), np.inf)
        effort = friction * np.sqrt(((at - state.at) ** 2).sum(axis=1))
        close = self._touchable(hull, state, farthest_m)
        heights, slopes = self._heights(hull, state, at, rotations, close, floor, effort)
        cost = np.round(heights + effort, 7)
        best = int(np.argmin(cost))
        if cost[best] >= state.height - LEAST_GAIN_M:
            return None
        kept = state.slopes.copy()
        kept[close] = slopes[best]
        return _State(at[best], rotations[best], float(heights[best]), kept)

    def _heights(
        self, hull: int, state: _State, at: F64, rotations: F64, close: Ints, floor: F64, effort: F64
    ) -> tuple[F64, F64]:
        """Heights (m,) and slopes (m, j, 2) of tries, searched for from the slopes of before, closely only
        for the few that look best and the bodies that matter to them.
        """
        slopes = np.repeat(state.slopes[close][None], len(at), axis=0)
        if not len(close):
            return floor, slopes
        pairs = self._pairs(hull, at, rotations, close)
        p, q, tops = pairs.lowest(slopes[..., 0].reshape(-1, 1), slopes[..., 1].reshape(-1, 1))
        cost = np.maximum(tops.reshape(len(at), -1).max(axis=1), floor) + effort
        best = np.argsort(np.round(cost, 7), kind="stable")[:PROMISING]
        matters = np.zeros((len(at), len(close)), np.bool_)
        matters[best] = tops.reshape(matters.shape)[best] > floor[best, None]
        which = np.flatnonzero(matters)
        p[which], q[which], tops[which] = pairs.only(which).refined(p[which], q[which], tops[which], _ROUNDS)
        heights = np.maximum(tops.reshape(matters.shape).max(axis=1) + AIR_M, floor)
        return heights, np.stack([p, q], axis=-1).reshape(slopes.shape)

    def _lowered(self, hull: int, state: _State, touching: bool = False) -> _State:
        """Down to contact: the planes between it and all that is under it, searched anew and finely.

        ``touching``: as exact as the corners of the hulls are, not only as their tables.
        """
        reach = extents(self._shapes, hull, state.rotation[None])[0]
        near = self._beside(state.at - reach[:2, 0], state.at + reach[:2, 1])
        height, slopes = self.walls.z0_m + float(reach[2, 0]), state.slopes.copy()
        if len(near):
            pairs = self._pairs(hull, state.at[None], state.rotation[None], near)
            tried = np.concatenate([pairs.seeds(), slopes[near][:, None]], axis=1)
            p, q, tops = pairs.refined(*pairs.lowest(tried[..., 0], tried[..., 1]), _LAST_ROUNDS)
            if touching:
                on = np.flatnonzero(tops > max(float(tops.max()) - SLACK_M, height))
                if len(on):
                    p[on], q[on], tops[on] = pairs.only(on).touching(p[on], q[on])
            height, slopes[near] = max(height, float(tops.max()) + AIR_M), np.stack([p, q], axis=1)
            top, floor = int(tops.argmax()), self.walls.z0_m + float(reach[2, 0])
            carrying = (tops > height - CARRIES_M) & (p * p + q * q < STEEP_SIDE**2)
            held = bool(carrying.any()) or height < floor + CARRIES_M
            return _State(state.at, state.rotation, height, slopes, held, (float(p[top]), float(q[top])))
        return _State(state.at, state.rotation, height, slopes)

    def _touchable(self, hull: int, state: _State, step_m: float) -> Ints:
        """Bodies that one could touch within ``step_m`` of where it is, from above or from the side."""
        reach = extents(self._shapes, hull, state.rotation[None])[0] + step_m
        beside = self._beside(state.at - reach[:2, 0], state.at + reach[:2, 1])
        return np.asarray(beside[self._highs[beside, 2] > state.height - reach[2, 0]])

    def _beside(self, low: F64, high: F64) -> Ints:
        """Bodies whose boxes, seen from above, reach into the rectangle from ``low`` to ``high``."""
        inside = (self._lows[:, :2] < high) & (self._highs[:, :2] > low)
        return np.flatnonzero(inside.all(axis=1))

    def _pairs(self, hull: int, at: F64, rotations: F64, others: Ints) -> Pairs:
        """Bodies at ``at`` (m, 2) with each of ``others`` (j), pair after pair (m * j)."""
        m, j, centres = len(at), len(others), self._centres[others]
        which = np.full((2, m * j), hull, np.intp)
        which[1] = np.tile(self._hulls[others], m)
        turns = np.empty((2, m, j, 3, 3))
        turns[0], turns[1] = -rotations[:, None], self._rotations[others]
        apart = (at[:, None] - centres[None, :, :2]).reshape(-1, 2)
        return Pairs(self._shapes, which, turns.reshape(2, m * j, 3, 3), apart, np.tile(centres[:, 2], m))

    def _rest(self, hull: int, state: _State) -> Rest:
        reach = extents(self._shapes, hull, state.rotation[None])[0]
        centre = np.round(np.array([*state.at, state.height]), 9)
        return Rest(hull, state.rotation, centre, centre - reach[:, 0], centre + reach[:, 1])


def _times(a: F64, b: F64) -> F64:
    """Products of (..., 3, 3) matrices, rounded."""
    product = (
        a[..., :, 0:1] * b[..., 0:1, :] + a[..., :, 1:2] * b[..., 1:2, :] + a[..., :, 2:3] * b[..., 2:3, :]
    )
    return np.asarray(np.round(product, _DIGITS))


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
