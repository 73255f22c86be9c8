"""Whole objects, as if nothing stood in front of them, inside the image and beyond its border."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from labelers.embree import Shape
from labelers.flat import camera_from_objects, traced_slots
from labelers.packets import met
from labelers.rays import ideal_points, image_rect
from labelers.runs import Runs, boxes_xyxy, runs_of_pixels
from labelers.trace import Tracer
from labelers.windows import ideal_box, pixel_windows
from scenes.camera import Camera
from scenes.scene import Scene

F64 = NDArray[np.float64]
I64 = NDArray[np.int64]
Bools = NDArray[np.bool_]
OUTSIDE_RAYS = (
    40_000  # per object; beyond that only every second, third, ... row and column outside is looked at
)
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
    owner, pixel = _inside(objects, instance_map, grid)
    runs = runs_of_pixels(owner, pixel, len(instances), height, width)
    outside, beyond = _outside(objects, scene.camera)
    clipped = boxes_xyxy(runs)
    whole = [np.minimum(clipped[:, :2], beyond[:, :2]), np.maximum(clipped[:, 2:], beyond[:, 2:])]
    return Amodal(runs, outside, np.concatenate(whole, 1))


@dataclass(frozen=True, eq=False)
class _Objects:
    """n instances, each by itself. Rays start ``start_m`` along the axis: nearer to it, float32 errs less."""

    instance_id: NDArray[np.int32]
    camera_from_object: F64
    shapes: list[Shape]
    windows: I64
    start_m: F64

    def meet(self, owner: I64, xy: F64) -> Bools:
        """(m,): which rays along (x, y, 1) meet their owner; owners are ascending."""
        width = self.shapes[0].width
        count = np.bincount(owner, minlength=len(self.shapes))
        packets = -(-count // width)
        of = np.repeat(np.arange(len(count)), packets)
        first = np.arange(len(of)) - np.repeat(np.cumsum(packets) - packets, packets)
        place = first[:, None] * width + np.arange(width)
        real = place < count[of, None]  # the last packet of an object repeats its last ray
        ray = np.minimum(place, count[of, None] - 1) + (np.cumsum(count) - count)[of, None]
        return np.asarray(met(self.shapes, of, *self._rays(of, *xy.T[:, ray]))[real])

    def _rays(self, of: I64, x: F64, y: F64) -> tuple[F64, F64]:
        """Origins and directions (3, k, width) in the frames of their objects ``of`` (k,)."""
        rotation, shift = self.camera_from_object[:, :3, :3], self.camera_from_object[:, :3, 3]
        turn = rotation[of].transpose(1, 2, 0)[..., None]
        rays = turn[0] * x + turn[1] * y + turn[2]
        eye = -(shift[:, None] @ rotation)[of, 0].T[..., None]
        return rays * self.start_m[of, None] + eye, rays


def _objects(scene: Scene, tracer: Tracer, instances: Sequence[int]) -> _Objects:
    poses = camera_from_objects(scene, instances)
    shapes, boxes, starts = [], [], []
    for index, pose in zip(instances, poses, strict=True):
        instance = scene.instances[index]
        part, shape = tracer.alone(scene, instance.mesh, traced_slots(scene, instance))
        vertices = part.vertices @ pose[:3, :3].T + pose[:3, 3]
        shapes.append(shape)
        boxes.append(ideal_box(vertices))
        starts.append(max(0.0, float(vertices[:, 2].min()) * 0.999))
    ids = np.array([scene.instances[i].instance_id for i in instances], np.int32)
    return _Objects(ids, poses, shapes, pixel_windows(scene.camera, np.array(boxes)), np.array(starts))


def _inside(objects: _Objects, instance_map: NDArray[np.int32], grid: F64) -> tuple[I64, I64]:
    """Who covers which pixel of the image: owners, ascending, and column * height + row, ascending in each."""
    height, width = instance_map.shape
    windows = np.clip(objects.windows, 0, [width, height, width, height])
    owners, pixels = [], []
    by_column = instance_map.T.ravel()
    for members in _batches((windows[:, 2:] - windows[:, :2]).prod(1)):
        owner, x, y = _points(windows[members], np.ones(len(members), np.int64))
        owner, pixel = members[owner], x * height + y
        hit = by_column[pixel] == objects.instance_id[owner]
        ask = np.flatnonzero(~hit)
        xy = grid[y[ask], x[ask]]
        seen = np.isfinite(xy[:, 0])
        hit[ask[seen]] = objects.meet(owner[ask][seen], xy[seen])
        owners.append(owner[hit])
        pixels.append(pixel[hit])
    return np.concatenate(owners), np.concatenate(pixels)


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
    for members in (cut[batch] for batch in _batches((area // step**2)[cut])):
        owner, x, y = _points(windows[members], step[members])
        beyond = (x < 0) | (y < 0) | (x >= limits[2]) | (y >= limits[3])
        owner, x, y = members[owner[beyond]], x[beyond], y[beyond]
        xy = ideal_points(camera, np.stack([x, y], axis=-1))
        hit = np.isfinite(xy[:, 0])
        hit[hit] = objects.meet(owner[hit], xy[hit])
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
