"""The draft engine: textured, lit pictures from Embree hits in a tenth of a second."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import cv2
import numpy as np
from numpy.typing import NDArray

from generator.render.draft.bounce import Surroundings, surroundings
from generator.render.draft.crevice import openness
from generator.render.draft.edges import soften_outlines
from generator.render.draft.gather import GRID_POINTS, gather_light
from generator.render.draft.light_grid import LightGrid
from generator.render.draft.reflection import Reflection, reflection_from
from generator.render.draft.shade import Shading, hit_normals, shade_band
from generator.render.draft.tables import SceneTables, TableBuilder
from generator.render.protocol import Rendered
from labelers.surfaces import Surfaces
from scenes.camera import Camera, Fisheye, in_circle, pixel_centres, undistort
from scenes.scene import Scene

F32 = NDArray[np.float32]

BAND_PIXELS = 24_576
LENS_STEP_PX = 16


class DraftRenderer:
    """Renders without Blender. Keeps tables of meshes and texels between frames; they change no picture."""

    name = "draft"

    def __init__(self) -> None:
        self._builder = TableBuilder()

    def render(self, scene: Scene, surfaces: Surfaces) -> Rendered:
        seconds: dict[str, float] = {}
        with _timed(seconds, "tables"):
            tables = self._builder.build(scene)
            texels = self._builder.pool.tables()
        with _timed(seconds, "light"):
            rays, eye = world_rays(scene.camera), scene.camera.position_m.astype(np.float32)
            around = surroundings(scene, tables.albedo)
            light, reflection = _light(scene.camera, surfaces, tables, rays, around)
        with _timed(seconds, "crevices"):
            crevices = openness(surfaces.depth_m, scene.camera.fx_px)
        with _timed(seconds, "shade"):
            pixel_lod = -0.5 * float(np.log2(scene.camera.fx_px * scene.camera.fy_px))
            shading = Shading(
                surfaces, tables, texels, rays, eye, light, crevices, reflection, around.world, pixel_lod
            )
            radiance = soften_outlines(_shade(shading), surfaces.instance_index)
        if isinstance(scene.camera.distortion, Fisheye):
            radiance[~in_circle(scene.camera, scene.camera.distortion)] = 0.0
        return Rendered(radiance, seconds)

    def close(self) -> None:
        self._builder = TableBuilder()


def world_rays(camera: Camera) -> F32:
    """(3, h, w) float32 world directions through the pixel centres, of depth 1 along the optical axis."""
    r = camera.world_from_camera[:3, :3].astype(np.float32)
    if camera.distortion.is_none:  # every direction is a sum of a column's and a row's part
        x = ((np.arange(camera.width_px) + 0.5 - camera.cx_px) / camera.fx_px).astype(np.float32)
        y = ((np.arange(camera.height_px) + 0.5 - camera.cy_px) / camera.fy_px).astype(np.float32)[:, None]
    else:
        x, y = cv2.split(_ideal(camera))
    return np.stack([x * r[k, 0] + (y * r[k, 1] + r[k, 2]) for k in range(3)])


def _ideal(camera: Camera) -> F32:
    """Undistorted coordinates (h, w, 2) of the pixels, solved at every ``LENS_STEP_PX``th, linear between.

    Off by less than a thirtieth of a pixel, which light and texture do not show.
    """
    w, h, step = camera.width_px, camera.height_px, LENS_STEP_PX
    if isinstance(camera.distortion, Fisheye):  # too curved for that: solved at every pixel
        centred = pixel_centres(w, h) - [camera.cx_px, camera.cy_px]
        ideal = undistort(camera.distortion, centred / [camera.fx_px, camera.fy_px])
        return np.nan_to_num(ideal).astype(np.float32)
    columns, rows = -(-w // step) + 2, -(-h // step) + 2  # one more on every side, to be cut off
    u = ((np.arange(columns) - 0.5) * step - camera.cx_px) / camera.fx_px
    v = ((np.arange(rows) - 0.5) * step - camera.cy_px) / camera.fy_px
    nodes = undistort(camera.distortion, np.stack(np.meshgrid(u, v), axis=-1))
    nodes = np.nan_to_num(nodes).astype(np.float32)
    fine = cv2.resize(nodes, (columns * step, rows * step), interpolation=cv2.INTER_LINEAR)
    return np.ascontiguousarray(fine[step : step + h, step : step + w])


def _light(
    camera: Camera, surfaces: Surfaces, tables: SceneTables, rays: F32, around: Surroundings
) -> tuple[LightGrid, Reflection]:
    """The light on surfaces and what they mirror, from a coarse grid of hits."""
    h, w = surfaces.depth_m.shape
    step = max(1, round((h * w / GRID_POINTS) ** 0.5))
    grid = np.ix_(*(np.minimum(np.arange(0, size, step) + step // 2, size - 1) for size in (h, w)))
    depth = surfaces.depth_m[grid]
    typical = np.float32(np.median(depth[np.isfinite(depth)]) if np.isfinite(depth).any() else 1.0)
    eye = camera.position_m.astype(np.float32)
    towards = np.stack([plane[grid] for plane in rays], axis=-1)
    points = eye + towards * np.where(np.isfinite(depth), depth, typical)[..., None]
    normals = hit_normals(tables, surfaces.instance_index[grid], surfaces.face[grid], -towards)
    light = gather_light(around, points, normals, eye, step)
    ahead = eye + camera.world_from_camera[:3, 2].astype(np.float32) * np.float32(0.8) * typical
    return light, reflection_from(around, ahead)


def _shade(shading: Shading) -> F32:
    h, w = shading.surfaces.depth_m.shape
    radiance = np.empty((h, w, 3), np.float32)
    rows = max(1, BAND_PIXELS // w)
    for top in range(0, h, rows):
        bottom = min(h, top + rows)
        radiance[top:bottom] = shade_band(shading, top, bottom)
    return radiance


@contextmanager
def _timed(seconds: dict[str, float], stage: str) -> Iterator[None]:
    started = time.perf_counter()
    yield
    seconds[stage] = time.perf_counter() - started
