"""Whole objects, as if nothing stood in front of them, inside the image and beyond its border."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from labelers.flat import camera_from_objects, traced_slots
from labelers.rays import Rect, image_rect
from labelers.runs import Runs, boxes_xyxy, runs_of_pixels
from labelers.trace import Tracer
from labelers.windows import ideal_box, pixel_windows
from scenes.scene import Scene

F64 = NDArray[np.float64]
I64 = NDArray[np.int64]
OUTSIDE_RAYS = (
    40_000  # per object; beyond that only every second, third, ... row and column outside is looked at
)


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
    objects = _objects(scene, tracer, instances, camera_from_objects(scene, instances))
    view = _view(scene, tracer, objects, instance_map)
    inside, outside, boxes = zip(*(_look(view, one) for one in objects), strict=True)
    owner = np.repeat(np.arange(len(objects)), [len(pixels) for pixels in inside])
    runs = runs_of_pixels(owner, np.concatenate(inside), len(objects), height, width)
    clipped, beyond = boxes_xyxy(runs), np.array(boxes, np.int64)
    whole = np.concatenate(
        [np.minimum(clipped[:, :2], beyond[:, :2]), np.maximum(clipped[:, 2:], beyond[:, 2:])], 1
    )
    return Amodal(runs, np.array(outside, np.int64), whole)


@dataclass(frozen=True, eq=False)
class _Object:
    """One instance by itself. Rays start ``start_m`` along the axis: nearer to it, float32 errs less."""

    instance_id: int
    camera_from_object: F64
    embree: Any
    window: Rect
    start_m: float

    def meets(self, xy: F64) -> NDArray[np.bool_]:
        """(n,): which rays along (x, y, 1) meet it."""
        if not len(xy):
            return np.zeros(0, bool)
        rotation, shift = self.camera_from_object[:3, :3], self.camera_from_object[:3, 3]
        rays = xy @ rotation[:2] + rotation[2]
        origins = rays * self.start_m - shift @ rotation
        hits = self.embree.run(origins.astype(np.float32), rays.astype(np.float32), query="OCCLUDED")
        return np.asarray(hits >= 0)


@dataclass(frozen=True, eq=False)
class _View:
    """Ideal coordinates of all pixels of ``rect``, which holds the image and all windows."""

    instance_map: NDArray[np.int32]
    grid: F64
    rect: Rect
    has_holes: bool


def _objects(scene: Scene, tracer: Tracer, instances: Sequence[int], poses: F64) -> list[_Object]:
    found, boxes, starts = [], [], []
    for index, pose in zip(instances, poses, strict=True):
        instance = scene.instances[index]
        part, embree = tracer.alone(scene, instance.mesh, traced_slots(scene, instance))
        vertices = part.vertices @ pose[:3, :3].T + pose[:3, 3]
        found.append((instance.instance_id, pose, embree))
        boxes.append(ideal_box(vertices))
        starts.append(max(0.0, float(vertices[:, 2].min()) * 0.999))
    windows = pixel_windows(scene.camera, np.array(boxes)).tolist()
    return [_Object(*f, tuple(w), s) for f, w, s in zip(found, windows, starts, strict=True)]


def _view(scene: Scene, tracer: Tracer, objects: Sequence[_Object], instance_map: NDArray[np.int32]) -> _View:
    windows = np.array([one.window for one in objects if _area(one.window)] + [image_rect(scene.camera)])
    x0, y0 = windows[:, :2].min(0).tolist()
    x1, y1 = windows[:, 2:].max(0).tolist()
    grid = tracer.ideal_grid(scene.camera, (x0, y0, x1, y1))
    return _View(instance_map, grid, (x0, y0, x1, y1), not np.isfinite(grid.sum()))


def _look(view: _View, one: _Object) -> tuple[I64, int, Rect]:
    """Pixels inside the image (column * height + row, ascending), how many lie outside, and their box."""
    x0, y0, x1, y1 = one.window
    inner, box = _inner(view.instance_map, one.window), NOWHERE
    xy = view.grid[y0 - view.rect[1] : y1 - view.rect[1], x0 - view.rect[0] : x1 - view.rect[0]]
    hit = np.zeros(xy.shape[:2], bool)
    part = hit[inner[1] - y0 : inner[3] - y0, inner[0] - x0 : inner[2] - x0]
    part |= view.instance_map[inner[1] : inner[3], inner[0] : inner[2]] == one.instance_id
    todo = ~hit
    weight = 1
    if part.shape != hit.shape:
        weight = _thin(todo, inner, one.window)
    if view.has_holes:
        todo &= np.isfinite(xy[..., 0])
    hit[todo] = one.meets(xy[todo])
    column, row = np.nonzero(part.T)
    pixels = (column + inner[0]) * view.instance_map.shape[0] + row + inner[1]
    part[...] = False
    if part.shape != hit.shape:
        box = _box(hit, x0, y0)
    return pixels, int(np.count_nonzero(hit)) * weight, box


def _inner(instance_map: NDArray[np.int32], window: Rect) -> Rect:
    """The part of the window inside the image; empty, but inside the window, where there is none."""
    height, width = instance_map.shape
    x0, x1 = (min(max(x, 0), width) for x in window[::2])
    y0, y1 = (min(max(y, 0), height) for y in window[1::2])
    return (x0, y0, x1, y1) if x1 > x0 and y1 > y0 else (*window[:2], *window[:2])


def _thin(todo: NDArray[np.bool_], inner: Rect, window: Rect) -> int:
    """Keeps every s-th row and column of ``todo`` outside the image; returns the pixels each stands for."""
    step = 1 + int((max(_area(window) - _area(inner), 1) / OUTSIDE_RAYS) ** 0.5)
    if step > 1:
        rows = slice(inner[1] - window[1], inner[3] - window[1])
        columns = slice(inner[0] - window[0], inner[2] - window[0])
        kept = todo[rows, columns].copy()
        thinned = np.zeros_like(todo)
        thinned[::step, ::step] = todo[::step, ::step]
        todo[...] = thinned
        todo[rows, columns] = kept
    return step * step


def _box(hit: NDArray[np.bool_], x0: int, y0: int) -> Rect:
    columns, rows = np.flatnonzero(hit.any(0)), np.flatnonzero(hit.any(1))
    if not len(columns):
        return NOWHERE
    return x0 + int(columns[0]), y0 + int(rows[0]), x0 + int(columns[-1]) + 1, y0 + int(rows[-1]) + 1


def _area(rect: Rect) -> int:
    return (rect[2] - rect[0]) * (rect[3] - rect[1])


_FAR = 1 << 40
NOWHERE: Rect = (_FAR, _FAR, -_FAR, -_FAR)
