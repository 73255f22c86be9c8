"""What a bounce ray sees: the colour of what it hits under a rough guess of the light there."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generator.render.draft.lamps import LampPoints, light_at
from generator.render.draft.occluders import Occluders, RayHits
from scenes.scene import Scene

F32 = NDArray[np.float32]

INTERREFLECTION = 1.25  # light that reaches a surface after more than one bounce, as a factor
IN_SHELF = 0.45  # share of the lamps' light that finds its way to a surface between the boards


@dataclass(frozen=True, eq=False)
class Surroundings:
    """Everything that light may come from, seen from anywhere."""

    occluders: Occluders
    lamps: LampPoints
    world: F32  # (3,) radiance from where nothing is
    albedo: F32  # (instances, 3)
    open_air: NDArray[np.bool_]  # (instances,) store surfaces: lit without a board above them

    def radiance(self, origins: F32, directions: F32, hits: RayHits) -> F32:
        """(n, 3) radiance that arrives along rays (lamps themselves are added by whoever needs them)."""
        missed = hits.owner < 0
        owner = np.where(missed, 0, hits.owner)
        points = origins + directions * np.where(missed, 0, hits.distance)[:, None]
        facing = np.einsum("nk,nk->n", hits.normal, directions)
        normal = hits.normal * -np.sign(facing)[:, None]
        seen = self.irradiance(points.astype(np.float32), normal.astype(np.float32))
        share = np.where(self.open_air.take(owner), 1.0, IN_SHELF).astype(np.float32)
        seen *= (share * np.float32(INTERREFLECTION))[:, None]
        seen += np.float32(np.pi * 0.5) * self.world
        seen *= self.albedo.take(owner, axis=0) / np.float32(np.pi)
        seen[missed] = self.world
        return seen

    def irradiance(self, points: F32, normals: F32) -> F32:
        """(n, 3) light of the lamps on surfaces, as if nothing stood in between."""
        if not len(self.lamps):
            return np.zeros((len(points), 3), np.float32)
        towards, _, weight = light_at(self.lamps, points)
        cosine = np.maximum(np.einsum("psk,pk->ps", towards, normals), 0)
        return np.asarray((weight * cosine) @ self.lamps.intensity)


def surroundings(scene: Scene, occluders: Occluders, lamps: LampPoints, albedo: F32) -> Surroundings:
    world = np.array(scene.world.color, np.float32) * np.float32(scene.world.strength)
    open_air = np.array([i.kind == "store" for i in scene.instances], np.bool_)
    return Surroundings(occluders, lamps, world, albedo, open_air)
