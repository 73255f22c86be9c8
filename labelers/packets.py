"""Many rays through Embree in packets of 4, 8 or 16, which share their way through the tree.

embreex traces ray by ray. Neighbouring rays in one packet take half the time and meet the same; only on an
edge that two triangles share may the other one be named. Where Embree itself cannot be reached, embreex does
it.
"""

import ctypes
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise, repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

from labelers.embree import Shape, embree_library

F32 = NDArray[np.float32]
F64 = NDArray[np.float64]
I64 = NDArray[np.int64]
Bools = NDArray[np.bool_]
Rays = Callable[[slice], tuple[F64, F64]]

# Rows of Embree 4's RTCRay<N> and, from row 12 on, RTCHit<N> (rtcore_ray.h): N numbers of 32 bits each.
ORIGIN, DIRECTION, FAR, MASK, U, V, TRIANGLE, GEOMETRY = 0, 4, 8, 9, 15, 16, 17, 18
RAY_ROWS, HIT_ROWS = 12, 21
CHUNK = 1024  # packets per turn: they stay in the cache
ALIGNMENT = 64
COHERENT, ALL = 1 << 16, 0xFFFFFFFF  # of RTCIntersectArguments: flags, feature_mask
NOTHING = 0xFFFFFFFF


@dataclass(frozen=True, eq=False)
class FirstHits:
    """Per ray (n,): triangle (-1: none), u and v (n, 2) on it, and depth along z (inf: none)."""

    triangle: NDArray[np.int32]
    uv: F32
    depth: F32


def first_hits(shape: Shape | None, xy: F64) -> FirstHits:
    """What rays from zero along (x, y, 1) meet first; a ray of NaN, or without a shape, nothing."""
    blind = np.isnan(xy[:, 0])
    if shape is None or blind.all():
        n = len(xy)
        return FirstHits(
            np.full(n, -1, np.int32), np.zeros((n, 2), np.float32), np.full(n, np.inf, np.float32)
        )
    rays = np.zeros((3, -(-len(xy) // shape.width) * shape.width), np.float32)
    rays[:2, : len(xy)] = xy.T
    rays[2] = 1
    if blind.any():
        rays[:2, : len(xy)][:, blind] = 0
    trace = _first_one_by_one if shape.handle is None else _first_in_packets
    hits = trace(shape, rays.reshape(3, -1, shape.width))
    hits = FirstHits(hits.triangle[: len(xy)], hits.uv[: len(xy)], hits.depth[: len(xy)])
    missed = blind | (hits.triangle < 0)
    hits.triangle[missed], hits.uv[missed], hits.depth[missed] = -1, 0, np.inf
    return hits


def met(shapes: Sequence[Shape], owner: I64, rays: Rays) -> Bools:
    """(k, width): which rays of k packets meet anything of shapes[owner] (k,), owners ascending.

    ``rays`` gives origins and directions (n, 3, width) of a slice of the packets. All shapes have one width.
    """
    if not len(owner):
        return np.zeros((0, shapes[0].width), bool)
    trace = _met_one_by_one if shapes[0].handle is None else _met_in_packets
    return trace(shapes, owner, rays)


def _first_in_packets(shape: Shape, rays: F32) -> FirstHits:
    count, width = rays.shape[1:]
    triangle, depth = np.empty((count, width), np.int32), np.empty((count, width), np.float32)
    uv = np.empty((count, width, 2), np.float32)
    packets, handle = _Packets("Intersect", width, HIT_ROWS), ctypes.c_void_p(shape.handle)
    for at in range(0, count, CHUNK):
        part = slice(at, at + CHUNK)
        rows = packets.rows[: min(CHUNK, count - at)]
        rows[:, DIRECTION : DIRECTION + 3] = rays[:, part].swapaxes(0, 1)
        rows[:, FAR] = np.inf
        rows.view(np.uint32)[:, TRIANGLE : GEOMETRY + 1] = NOTHING
        packets.trace(repeat(handle, len(rows)))
        triangle[part] = rows.view(np.int32)[:, TRIANGLE]
        uv[part, :, 0], uv[part, :, 1], depth[part] = rows[:, U], rows[:, V], rows[:, FAR]
    return FirstHits(triangle.ravel(), uv.reshape(-1, 2), depth.ravel())


def _met_in_packets(shapes: Sequence[Shape], owner: I64, rays: Rays) -> Bools:
    width = shapes[0].width
    result = np.empty((len(owner), width), bool)
    handles = [ctypes.c_void_p(shape.handle) for shape in shapes]
    packets = _Packets("Occluded", width, RAY_ROWS)
    for at in range(0, len(owner), CHUNK):
        part = slice(at, min(at + CHUNK, len(owner)))
        rows = packets.rows[: part.stop - at]
        origins, directions = rays(part)
        rows[:, ORIGIN : ORIGIN + 3] = origins
        rows[:, DIRECTION : DIRECTION + 3] = directions
        rows[:, FAR] = np.inf
        packets.trace([handles[k] for k in owner[part].tolist()])
        result[part] = rows[:, FAR] < 0  # Embree's sign that the ray was stopped
    return result


def _first_one_by_one(shape: Shape, rays: F32) -> FirstHits:
    rays = np.ascontiguousarray(rays.reshape(3, -1).T)
    found = shape.scene.run(np.zeros_like(rays), rays, output=True)
    return FirstHits(found["primID"], np.stack([found["u"], found["v"]], axis=-1), found["tfar"])


def _met_one_by_one(shapes: Sequence[Shape], owner: I64, rays: Rays) -> Bools:
    result = np.empty((len(owner), shapes[0].width), bool)
    ends = np.searchsorted(owner, np.arange(len(shapes) + 1)).tolist()
    for shape, (a, b) in zip(shapes, pairwise(ends), strict=True):
        if b > a:
            both = (
                np.ascontiguousarray(v.swapaxes(1, 2).reshape(-1, 3), np.float32) for v in rays(slice(a, b))
            )
            result[a:b] = (shape.scene.run(*both, query="OCCLUDED") >= 0).reshape(b - a, -1)
    return result


class _Packets:
    """Embree's ray packets, ``CHUNK`` of them: ``rows`` (CHUNK, rows, width) float32."""

    def __init__(self, query: str, width: int, rows: int) -> None:
        self.rows = _aligned(CHUNK * rows * width).reshape(CHUNK, rows, width)
        self.rows.view(np.uint32)[:, MASK] = ALL
        self._valid, self._arguments = _aligned(width).view(np.int32), _aligned(ALIGNMENT).view(np.uint32)
        self._valid[:] = -1
        self._arguments[:2] = COHERENT, ALL
        library = embree_library()
        self._function: Any = getattr(library, f"rtc{query}{width}")
        start, size = self.rows.ctypes.data, self.rows.strides[0]
        # As pointers beforehand: in every single call numbers would be made into such.
        self._places = [ctypes.c_void_p(at) for at in range(start, start + CHUNK * size, size)]

    def trace(self, handles: "repeat[ctypes.c_void_p] | list[ctypes.c_void_p]") -> None:
        """Traces the first packets, each through the scene of its handle."""
        valid, arguments = (ctypes.c_void_p(one.ctypes.data) for one in (self._valid, self._arguments))
        deque(map(self._function, repeat(valid), handles, self._places, repeat(arguments)), maxlen=0)


def _aligned(count: int) -> F32:
    """(count,) zeros whose address Embree accepts."""
    raw = np.zeros(4 * count + ALIGNMENT, np.uint8)
    start = -raw.ctypes.data % ALIGNMENT
    return raw[start : start + 4 * count].view(np.float32)
