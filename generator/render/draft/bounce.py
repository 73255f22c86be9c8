"""What a ray into the surroundings sees: the colour of what it hits, l."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generator.render.draft.lamps import FEW_POINTS, LampPoints, lamp_points, light_at, weighted_sum
from generator.render.draft.occluders import Occluders, RayHits
from scenes.scene import Scene

F32 = NDArray[np.float32]

LIFT_M = 0.002  # shadow rays start this far off the surface


@dataclass(frozen=True, eq=False)
class Surroundings:
    """Everything that light may come from, seen from anywhere."""

    occluders: Occluders
    lamps: LampPoints
    few_lamps: LampPoints  # the same light from fewer points
    world: F32  # (3,) radiance from where nothing is
    albedo: F32  # (instances, 3)
    open_air: NDArray[np.bool_]  # (instances,) store surfaces: in nobody's shadow


@dataclass(frozen=True, eq=False)
class Sights:
    """Rays (n,) from known places, what each of them hits and the lamps' light (n, 3) there."""

    around: Surroundings
    missed: NDArray[np.bool_]
    albedo: F32
    in_store: NDArray[np.bool_]
    direct: F32

    def radiance(self) -> F32:
        """(n, 3) radiance that arrives along the rays, lamps not counted."""
        seen = self.direct.copy()
        seen[self.in_store] += self._glow()
        seen *= self.albedo * np.float32(1 / np.pi)
        seen[self.missed] = self.around.world
        return seen

    def _glow(self) -> F32:
        """(3,) irradiance from the room itself: what the store surfaces seen here send back on average."""
        if not self.in_store.any():
            return np.zeros(3, np.float32)
        albedo = self.albedo[self.in_store]
        back = (self.direct[self.in_store] * albedo).mean(0)
        return np.asarray(back + self.around.world * np.float32(np.pi * self.missed.mean()))


def look(around: Surroundings, origins: F32, directions: F32) -> Sights:
    """Casts rays (n, 3) and notes what they hit."""
    hits: RayHits = around.occluders.cast(origins, directions)
    missed = hits.owner < 0
    owner = np.where(missed, 0, hits.owner)
    points = origins + directions * np.where(missed, np.float32(0), hits.distance)[:, None]
    facing = np.einsum("nk,nk->n", hits.normal, directions)
    normals = hits.normal * -np.sign(facing)[:, None]
    in_store = around.open_air.take(owner) & ~missed
    direct = _lamp_light(around, points + normals * np.float32(LIFT_M), normals)
    return Sights(around, missed, around.albedo.take(owner, axis=0), in_store, direct)


def _lamp_light(around: Surroundings, points: F32, normals: F32) -> F32:
    """(n, 3) irradiance from the lamps; one shadow ray each, to one lamp point, stands for all."""
    lamps = around.few_lamps
    if not len(lamps) or not len(points):
        return np.zeros_like(points)
    towards, distance, weight = light_at(lamps, points)
    cosine = sum(towards[axis] * normals[:, axis, None] for axis in range(3))
    received = weight * np.maximum(cosine, 0)
    lit = np.flatnonzero(received.any(1))
    lamp = lit % len(lamps)
    rays = (towards[:, lit, lamp] * distance[lit, lamp]).T
    clear = np.zeros((len(points), 1), np.float32)
    clear[lit, 0] = around.occluders.is_clear(points[lit], rays)
    return np.asarray(weighted_sum(received, lamps.intensity) * clear)


def surroundings(scene: Scene, albedo: F32) -> Surroundings:
    """``albedo`` (instances, 3): average colours."""
    world = np.array(scene.world.color, np.float32) * np.float32(scene.world.strength)
    open_air = np.array([i.kind == "store" for i in scene.instances], np.bool_)
    lamps, few = lamp_points(scene.lights), lamp_points(scene.lights, FEW_POINTS)
    return Surroundings(Occluders(scene), lamps, few, world, albedo, open_air)
