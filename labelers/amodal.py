"""Whole objects, as if nothing stood in front of them, inside the image and beyond its border."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from labelers.embree import Shape
from labelers.flat import camera_from_objects, traced_slots
from labelers.packets import met
from labelers.rays import Rect, ideal_border, image_rect
from labelers.runs import Runs, boxes_xyxy, runs_of_pixels
from labelers.trace import Tracer
from labelers.windows import LINES, ideal_boxes, ideal_points, outlines, pixel_windows
from scenes.camera import Camera
from scenes.scene import Scene

F64 = NDArray[np.float64]
I64 = NDArray[np.int64]
Bools = NDArray[np.bool_]
OUTSIDE_RAYS = (
    40_000  # per object; beyond that only every second, third, ... row and column outside is looked at
)
ACROSS = 4  # columns of a tile
BATCH_PX = 1 << 21  # pixels, over all objects, that are looked at together
_FAR = 1 << 40
NOWHERE = _FAR, _FAR, -_FAR, -_FAR


@dataclass(frozen=True, eq=False)
class Amodal:
    """Masks inside the image; pixels beyond its border (n,); boxes (n, 4) x0, y0, x1, y1 of both together.

    Beyond the border an object is followed for one image width or height at most; of an object that covers
    more than ``OUTSIDE_RAYS`` pixels out there a regular sample is counted, and its box may end that much
    early.
    """

    runs: Runs
    outside_px: I64
    unclipped_xyxy: I64


def amodal_masks(
    scene: Scene, tracer: Tracer, instances: Sequence[int], instance_map: NDArray[np.int32]
) -> Amodal:
    """Traces each of ``instances`` (indices into the scene's) alone, in its own frame, where it might be.

    Pixels where ``instance_map`` shows it are known and not traced again; every instance has at least one.
    """
    height, width = instance_map.shape
    if not instances:
        none = np.zeros(0, np.int64)
        return Amodal(runs_of_pixels(none, none, 0, height, width), none, np.zeros((0, 4), np.int64))
    objects = _objects(scene, tracer, instances)
    grid = tracer.ideal_grid(scene.camera, image_rect(scene.camera))
    down = objects.lanes // ACROSS
    tiles = tracer.from_grid(grid, lambda grid: _rays_of_tiles(grid, down))
    owner, pixel = _inside(objects, instance_map, tiles)
    runs = runs_of_pixels(owner, pixel, len(instances), height, width)
    outside, beyond = _outside(objects, scene.camera)
    clipped = boxes_xyxy(runs)
    whole = [np.minimum(clipped[:, :2], beyond[:, :2]), np.maximum(clipped[:, 2:], beyond[:, 2:])]
    return Amodal(runs, outside, np.concatenate(whole, 1))


@dataclass(frozen=True, eq=False)
class _Objects:
    """n instances, each by itself.

    Rays start ``start_m`` along the axis: nearer to it, float32 errs less. ``lines`` (n, LINES, 3) bound the
    outline in ideal coordinates.
    """

    instance_id: NDArray[np.int32]
    object_from_camera: F64  # (n, 3, 3)
    eye_m: F64  # (n, 3) the camera's place
    shapes: list[Shape]
    windows: I64
    lines: F64
    start_m: F64

    @property
    def lanes(self) -> int:
        """Rays in a packet."""
        return self.shapes[0].width

    def meet(self, owner: I64, xy1: F64, packet: I64) -> Bools:
        """(k, lanes): which rays of ``xy1`` (p, 3, lanes), chosen by ``packet`` (k,), meet ``owner`` (k,).

        Rays go along (x, y, 1); owners are ascending.
        """
        return met(self.shapes, owner, lambda part: self._rays(owner[part], xy1[packet[part]]))

    def meet_singly(self, owner: I64, xy: F64) -> Bools:
        """(m,): which rays along (x, y, 1) meet their own owner (m,); owners are ascending."""
        count = np.bincount(owner, minlength=len(self.shapes))
        packets = -(-count // self.lanes)
        of = np.repeat(np.arange(len(count)), packets)
        place = _counting(packets)[:, None] * self.lanes + np.arange(self.lanes)
        real = place < count[of, None]  # the last packet of an object repeats its last ray
        ray = np.minimum(place, count[of, None] - 1) + (np.cumsum(count) - count)[of, None]
        return np.asarray(self.meet(of, _xy1(xy[ray, 0], xy[ray, 1]), np.arange(len(of)))[real])

    def _rays(self, of: I64, xy1: F64) -> tuple[F64, F64]:
        """Origins and directions (k, 3, width) in the frames of their objects ``of`` (k,)."""
        rays = self.object_from_camera[of] @ xy1
        origins = rays * self.start_m[of, None, None]
        origins += self.eye_m[of, :, None]
        return origins, rays


def _objects(scene: Scene, tracer: Tracer, instances: Sequence[int]) -> _Objects:
    poses = camera_from_objects(scene, instances)
    chosen = [scene.instances[i] for i in instances]
    parts = [tracer.alone(scene, one.mesh, traced_slots(scene, one)) for one in chosen]
    corners = np.array([part.corners for part, _ in parts]) @ poses[:, :3, :3].swapaxes(1, 2)
    corners += poses[:, None, :3, 3]
    ideal = ideal_points(corners)
    inverse = np.ascontiguousarray(poses[:, :3, :3].swapaxes(1, 2))
    return _Objects(
        np.array([one.instance_id for one in chosen], np.int32),
        inverse,
        -(inverse @ poses[:, :3, 3:])[..., 0],
        [shape for _, shape in parts],
        pixel_windows(scene.camera, ideal_boxes(ideal)),
        outlines(ideal),
        np.maximum(corners[..., 2].min(1) * 0.999, 0.0),
    )


def _inside(objects: _Objects, instance_map: NDArray[np.int32], tiles: "_Tiles") -> tuple[I64, I64]:
    """Who covers which pixel of the image: owners, ascending, and column * height + row, ascending in each.

    Goes by small tiles of pixels: a tile is a packet of rays that lie close together.
    """
    height, width = instance_map.shape
    down = objects.lanes // ACROSS
    side = np.array([ACROSS, down])
    windows = np.clip(objects.windows, 0, [width, height, width, height])
    windows = np.concatenate([windows[:, :2] // side, -(-windows[:, 2:] // side)], 1)
    ids = _tiles(instance_map, ACROSS, down, beyond=0)
    owners, pixels = [], []
    for members in _batches((windows[:, 2:] - windows[:, :2]).prod(1) * objects.lanes):
        owner, column, row = _points(windows[members], np.ones(len(members), np.int64))
        owner, tile = members[owner], row * -(-width // ACROSS) + column
        hit = ids[tile] == objects.instance_id[owner, None]
        ask = np.flatnonzero(~hit.all(1))
        ask = ask[_may_meet(objects.lines, tiles, owner[ask], tile[ask])]
        hit[ask] |= objects.meet(owner[ask], tiles.xy1, tile[ask]) & tiles.real[tile[ask]]
        owner, pixel = _by_column(hit, windows[members], down, height)
        owners.append(members[owner])
        pixels.append(pixel)
    return np.concatenate(owners), np.concatenate(pixels)


@dataclass(frozen=True, eq=False)
class _Tiles:
    """Rays (tiles, 3, lanes) along (x, y, 1), which of them are real, and the middle (tiles, 2) and half
    size of each tile in ideal coordinates."""

    xy1: F64
    real: Bools
    middle: F64
    half: F64


def _rays_of_tiles(grid: F64, down: int) -> _Tiles:
    x, y = (_tiles(grid[..., axis], ACROSS, down, beyond=np.nan) for axis in range(2))
    real = ~np.isnan(x)
    x, y = np.nan_to_num(x), np.nan_to_num(y)
    lanes_first = np.stack([x.T, y.T])  # NumPy is slow at short rows
    low, high = lanes_first.min(1).T, lanes_first.max(1).T
    return _Tiles(_xy1(x, y), real, (low + high) / 2, (high - low) / 2)


def _xy1(x: F64, y: F64) -> F64:
    return np.stack([x, y, np.ones_like(x)], axis=1)


def _may_meet(lines: F64, tiles: _Tiles, owner: I64, tile: I64) -> Bools:
    """(k,): does none of the ``lines`` (n, LINES, 3) around the owner cut off the whole tile?"""
    (x, y), (across, down) = tiles.middle[tile].T, tiles.half[tile].T
    may = np.ones(len(owner), bool)
    for a, b, c in (lines[:, line].T for line in range(LINES)):
        nearest = a[owner] * x + b[owner] * y
        nearest -= np.abs(a)[owner] * across + np.abs(b)[owner] * down
        may &= nearest <= c[owner]
    return may


def _by_column(hit: Bools, windows: I64, down: int, height: int) -> tuple[I64, I64]:
    """Window and column * height + row, both ascending, of what is hit in the tiles (k, lanes) of windows."""
    columns, rows = (windows[:, 2:] - windows[:, :2]).T
    ends = np.cumsum(columns * rows)[:-1]
    tiles = zip(np.split(hit, ends), columns.tolist(), rows.tolist(), strict=True)
    upright = [t.reshape(c, r, down, ACROSS).transpose(0, 3, 1, 2).ravel() for t, c, r in tiles]
    found = np.flatnonzero(np.concatenate(upright))
    window = np.repeat(np.arange(len(windows)), columns * ACROSS)  # of each column of pixels
    start = np.cumsum((rows * down)[window]) - (rows * down)[window]
    first = (windows[window, 0] * ACROSS + _counting(columns * ACROSS)) * height + windows[window, 1] * down
    count = np.diff(np.append(np.searchsorted(found, start), len(found)))
    return np.repeat(window, count), found + np.repeat(first - start, count)


def _tiles[T: np.generic](image: NDArray[T], across: int, down: int, *, beyond: float) -> NDArray[T]:
    """(tiles, across * down), tiles row by row; what the last ones have too much is ``beyond``."""
    height, width = image.shape
    rows, columns = -(-height // down), -(-width // across)
    padded = np.full((rows * down, columns * across), beyond, image.dtype)
    padded[:height, :width] = image
    tiles = padded.reshape(rows, down, columns, across).swapaxes(1, 2)
    return np.ascontiguousarray(tiles).reshape(rows * columns, down * across)


def _outside(objects: _Objects, camera: Camera) -> tuple[I64, I64]:
    """How many pixels beyond the border each object covers (n,), and their boxes (n, 4)."""
    limits = np.array(image_rect(camera))
    windows = objects.windows
    inner = np.clip(windows, 0, limits[[2, 3, 2, 3]])
    area = (windows[:, 2:] - windows[:, :2]).prod(1) - (inner[:, 2:] - inner[:, :2]).prod(1)
    step = 1 + np.floor(np.sqrt(np.maximum(area, 1) / OUTSIDE_RAYS)).astype(np.int64)
    count = np.zeros(len(windows), np.int64)
    box = np.tile(np.array(NOWHERE), (len(windows), 1))
    cut = np.flatnonzero(area)
    if not len(cut):
        return count, box
    low, high = windows[cut, :2].min(0), windows[cut, 2:].max(0)
    rect: Rect = (*np.minimum(low, 0).tolist(), *np.maximum(high, limits[2:]).tolist())
    grid = ideal_border(camera, rect)
    for members in (cut[batch] for batch in _batches((area // step**2)[cut])):
        owner, x, y = _points(windows[members], step[members])
        beyond = (x < 0) | (y < 0) | (x >= limits[2]) | (y >= limits[3])
        owner, x, y = members[owner[beyond]], x[beyond], y[beyond]
        xy = grid[y - rect[1], x - rect[0]]
        hit = np.isfinite(xy[:, 0])
        hit[hit] = objects.meet_singly(owner[hit], xy[hit])
        owner, x, y = owner[hit], x[hit], y[hit]
        count += np.bincount(owner, minlength=len(count)) * step**2
        for column, value in enumerate((x, y)):
            np.minimum.at(box[:, column], owner, value)
            np.maximum.at(box[:, 2 + column], owner, value + 1)
    return count, box


def _batches(sizes: I64) -> Iterator[I64]:
    """Indices in order, together while their sizes stay near ``BATCH_PX``."""
    batch = (np.cumsum(sizes) - sizes) // BATCH_PX
    yield from np.split(np.arange(len(sizes)), np.flatnonzero(np.diff(batch)) + 1)


def _points(windows: I64, step: I64) -> tuple[I64, I64, I64]:
    """Every ``step``-th (n,) pixel of windows (n, 4), column by column: window, x and y."""
    columns, rows = -(-(windows[:, 2:] - windows[:, :2]) // step[:, None]).T
    window = np.repeat(np.arange(len(windows)), columns)  # of each column
    x = windows[window, 0] + step[window] * _counting(columns)
    rows = rows[window]
    spread = step[window]
    y = np.repeat(windows[window, 1], rows) + np.repeat(spread, rows) * _counting(rows)
    return np.repeat(window, rows), np.repeat(x, rows), y


def _counting(lengths: I64) -> I64:
    """0, 1, ... length - 1 for each of the lengths."""
    return np.asarray(np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths))
