"""What a ray into the surroundings sees: the colour of what it hits, lit by what is known of the light there."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generator.render.draft.lamps import FEW_POINTS, LampPoints, lamp_points, light_at
from generator.render.draft.light_grid import LightGrid
from generator.render.draft.lobes import irradiance
from generator.render.draft.occluders import Occluders, RayHits
from scenes.camera import Camera
from scenes.scene import Scene

F32 = NDArray[np.float32]

HIDDEN = 0.7  # what a bounce ray finds is often out of sight, further in, and darker than what the camera sees nearby


@dataclass(frozen=True, eq=False)
class Surroundings:
    """Everything that light may come from, seen from anywhere."""

    camera: Camera
    occluders: Occluders
    lamps: LampPoints
    few_lamps: LampPoints  # the same light from fewer points
    world: F32  # (3,) radiance from where nothing is
    albedo: F32  # (instances, 3)
    open_air: NDArray[np.bool_]  # (instances,) store surfaces: in nobody's shadow


@dataclass(frozen=True, eq=False)
class Sights:
    """Rays (n,) from known places and what each of them hits; ``hits`` do not depend on the light."""

    around: Surroundings
    points: F32
    normals: F32  # turned towards where the ray came from
    missed: NDArray[np.bool_]
    albedo: F32
    in_store: NDArray[np.bool_]
    store_light: F32  # (n, 3) irradiance where ``in_store``

    def radiance(self, light: LightGrid) -> F32:
        """(n, 3) radiance that arrives along the rays, lamps not counted."""
        seen = _known_light(light, self.around.camera, self.points, self.normals)
        seen = np.where(self.in_store[:, None], self.store_light, seen)
        seen *= self.albedo * np.float32(1 / np.pi)
        seen[self.missed] = self.around.world
        return seen


def look(around: Surroundings, origins: F32, directions: F32) -> Sights:
    """Casts rays (n, 3) and notes what they hit."""
    hits: RayHits = around.occluders.cast(origins, directions)
    missed = hits.owner < 0
    owner = np.where(missed, 0, hits.owner)
    points = origins + directions * np.where(missed, np.float32(0), hits.distance)[:, None]
    facing = np.einsum("nk,nk->n", hits.normal, directions)
    normals = hits.normal * -np.sign(facing)[:, None]
    albedo = around.albedo.take(owner, axis=0)
    in_store = around.open_air.take(owner) & ~missed
    light = np.zeros_like(points)
    light[in_store] = _store_light(around, points[in_store], normals[in_store], albedo[in_store])
    return Sights(around, points, normals, missed, albedo, in_store, light)


def _store_light(around: Surroundings, points: F32, normals: F32, albedo: F32) -> F32:
    """(n, 3) light on floor, walls and ceiling: lamps without shadows, and the even glow of the room itself.

    The glow is what the surfaces seen here send back on average, bounced on for ever.
    """
    if not len(points):
        return np.zeros((0, 3), np.float32)
    direct = np.zeros_like(points)
    if len(around.few_lamps):
        towards, _, weight = light_at(around.few_lamps, points)
        cosine = np.maximum(np.einsum("psk,pk->ps", towards, normals), 0)
        direct = np.einsum("ps,sc->pc", weight * cosine, around.few_lamps.intensity)
    glow = (direct * albedo).mean(0) / np.maximum(1 - albedo.mean(0), 0.2)
    return np.asarray(direct + glow + around.world * np.float32(np.pi / 2), np.float32)


def _known_light(light: LightGrid, camera: Camera, points: F32, normals: F32) -> F32:
    """(n, 3) irradiance from the light grid at world points, by where they would be seen (lens left out)."""
    turn = camera.world_from_camera[:3, :3].astype(np.float32)
    local = np.einsum("nk,kj->nj", points - camera.position_m.astype(np.float32), turn)
    depth = np.maximum(local[:, 2], np.float32(0.05))
    u = local[:, 0] / depth * np.float32(camera.fx_px) + np.float32(camera.cx_px)
    v = local[:, 1] / depth * np.float32(camera.fy_px) + np.float32(camera.cy_px)
    planes = light.at(u, v, points[:, 1])
    total = irradiance(planes[:6], planes[6:12], list(normals.T))
    total *= np.float32(HIDDEN)
    return np.asarray(np.stack([total * plane for plane in planes[12:15]], axis=1))


def surroundings(scene: Scene, albedo: F32) -> Surroundings:
    """``albedo`` (instances, 3): average colours."""
    world = np.array(scene.world.color, np.float32) * np.float32(scene.world.strength)
    open_air = np.array([i.kind == "store" for i in scene.instances], np.bool_)
    lamps, few = lamp_points(scene.lights), lamp_points(scene.lights, FEW_POINTS)
    return Surroundings(scene.camera, Occluders(scene), lamps, few, world, albedo, open_air)
