"""The draft engine: textured, lit pictures from Embree hits in a tenth of a second."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
from numpy.typing import NDArray

from generator.render.draft.bounce import Surroundings, surroundings
from generator.render.draft.crevice import openness
from generator.render.draft.irradiance import GRID_POINTS, LightField, light_field
from generator.render.draft.lamps import lamp_points
from generator.render.draft.occluders import Occluders
from generator.render.draft.reflection import reflection_from
from generator.render.draft.shade import Shading, shade_band
from generator.render.draft.tables import TableBuilder
from generator.render.protocol import Rendered
from labelers.rays import ideal_grid, image_rect
from labelers.surfaces import Surfaces
from scenes.camera import Camera
from scenes.scene import Scene

F32 = NDArray[np.float32]

BAND_PIXELS = 16_384


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
            rays = world_rays(scene.camera)
            around = surroundings(scene, Occluders(scene), lamp_points(scene.lights), tables.albedo)
            light, reflection = _light(scene.camera, surfaces, rays, around)
        with _timed(seconds, "crevices"):
            crevices = openness(surfaces.depth_m, scene.camera.fx_px)
        with _timed(seconds, "shade"):
            pixel_lod = -0.5 * float(np.log2(scene.camera.fx_px * scene.camera.fy_px))
            shading = Shading(
                surfaces, tables, texels, rays, light, crevices, reflection, around.world, pixel_lod
            )
            radiance = _shade(shading)
        return Rendered(radiance, seconds)

    def close(self) -> None:
        self._builder = TableBuilder()


def world_rays(camera: Camera) -> F32:
    """(h, w, 3) float32 world directions through the pixel centres, reaching depth 1 along the optical axis."""
    ideal = ideal_grid(camera, image_rect(camera)).astype(np.float32)
    np.nan_to_num(ideal, copy=False)
    r = camera.world_from_camera[:3, :3].astype(np.float32)
    rays = np.empty((*ideal.shape[:2], 3), np.float32)
    for k in range(3):
        rays[..., k] = ideal[..., 0] * r[k, 0] + ideal[..., 1] * r[k, 1] + r[k, 2]
    return rays


def _light(camera: Camera, surfaces: Surfaces, rays: F32, around: Surroundings) -> tuple[LightField, ...]:
    """The light on surfaces and what they mirror, from a coarse grid of hits."""
    h, w = surfaces.depth_m.shape
    step = max(1, round((h * w / GRID_POINTS) ** 0.5))
    grid = (slice(step // 2, None, step), slice(step // 2, None, step))
    depth = surfaces.depth_m[grid]
    typical = float(np.median(depth[np.isfinite(depth)])) if np.isfinite(depth).any() else 1.0
    eye = camera.position_m.astype(np.float32)
    points = eye + rays[grid] * np.where(np.isfinite(depth), depth, np.float32(typical))[..., None]
    field = light_field(around, points.astype(np.float32), eye, (h, w))
    ahead = eye + camera.world_from_camera[:3, 2].astype(np.float32) * np.float32(0.8 * typical)
    return field, reflection_from(around, ahead)


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
