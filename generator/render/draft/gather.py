"""Light in the shelf: measured with a few rays at a coarse grid of pixels, smooth in between.

At each point of the grid shadow rays go to the lamps, and bounce rays into a fixed set of directions.
"""

import numpy as np
from numpy.typing import NDArray

from generator.color import LUMINANCE
from generator.render.draft.bounce import Surroundings, look
from generator.render.draft.lamps import light_at
from generator.render.draft.light_grid import LightGrid, light_grid
from generator.render.draft.lobes import LOBES, lobe_cosines

F32 = NDArray[np.float32]

GRID_POINTS = 2000
DIRECTIONS = 24
PULL_M = 0.03  # points stand this far before the surface, so that it does not shade itself


def directions(count: int) -> F32:
    """Evenly spread unit vectors (Fibonacci lattice on the sphere)."""
    i = np.arange(count) + 0.5
    z = 1 - 2 * i / count
    turn = i * np.pi * (3 - np.sqrt(5))
    r = np.sqrt(1 - z * z)
    return np.stack([r * np.cos(turn), r * np.sin(turn), z], axis=1).astype(np.float32)


def gather_light(around: Surroundings, points_m: F32, normals: F32, eye_m: F32, step_px: int) -> LightGrid:
    """The light grid from surface points (gh, gw, 3) with unit normals, at the middles of cells of ``step_px``.

    Its planes: six of lamp light, six of even light (luminance), three of the light's colour, one unused.
    """
    shape = points_m.shape[:2]
    points, facing = points_m.reshape(-1, 3), normals.reshape(-1, 3)
    back = eye_m - points
    back /= np.maximum(np.linalg.norm(back, axis=1, keepdims=True), 1e-9)
    raised = (points + back * np.float32(PULL_M)).astype(np.float32)
    planes = _planes(_from_lamps(around, raised), _from_bounces(around, raised, shape), facing)
    return light_grid(planes.reshape(*shape, -1), points_m[..., 1], step_px)


def _planes(direct: F32, even: F32, normals: F32) -> F32:
    """(p, 16) from lobes (p, 6, 3): luminances, and the colour of the light on the surface itself."""
    cosines = lobe_cosines(normals)
    local = np.einsum("plc,pl->pc", direct, cosines) + np.einsum("plc,pl->pc", even, cosines**2)
    local += np.float32(0.02) * (direct.mean(1) + even.mean(1))
    brightness = np.einsum("pc,c->p", local, LUMINANCE)
    color = local / np.maximum(brightness, np.float32(1e-12))[:, None]
    lobes = [np.einsum("plc,c->pl", part, LUMINANCE) for part in (direct, even)]
    return np.concatenate([*lobes, color, np.zeros((len(color), 1), np.float32)], axis=1)


def _from_lamps(around: Surroundings, points: F32) -> F32:
    """(p, 6, 3) irradiance on the six faces from the lamps, with shadows."""
    if not len(around.lamps):
        return np.zeros((len(points), LOBES, 3), np.float32)
    towards, distance, weight = light_at(around.lamps, points)
    lit = np.flatnonzero(weight.ravel() > 0)
    rays = (towards * distance[..., None]).reshape(-1, 3)[lit]
    origins = points.repeat(len(around.lamps), axis=0)[lit]
    flat = weight.ravel()
    flat[lit] *= around.occluders.is_clear(origins, rays)
    per_lamp = lobe_cosines(towards) * weight[..., None]
    return np.asarray(np.einsum("psl,sc->plc", per_lamp, around.lamps.intensity))


def _from_bounces(around: Surroundings, points: F32, shape: tuple[int, int]) -> F32:
    """(p, 6, 3) irradiance on the six faces from everything but lamps.

    Neighbouring points use differently turned sets of directions, so that together they see more.
    """
    turned = _turned_directions()
    which = (np.arange(shape[0])[:, None] % 2 * 2 + np.arange(shape[1])[None, :] % 2).ravel()
    towards = np.ascontiguousarray(turned[which].reshape(-1, 3))
    seen = look(around, points.repeat(DIRECTIONS, axis=0), towards).radiance()
    cosines = lobe_cosines(turned) * np.float32(4 * np.pi / DIRECTIONS)
    return np.asarray(np.einsum("pdc,pdl->plc", seen.reshape(-1, DIRECTIONS, 3), cosines[which]))


def _turned_directions() -> F32:
    """(4, DIRECTIONS, 3)."""
    base = directions(DIRECTIONS)
    sets = []
    for k in range(4):
        c, s = np.cos(k * 0.7), np.sin(k * 0.7)
        turn = np.array([[c, -s, 0], [s, c, 0], [0, 0, 1]]) @ np.array([[1, 0, 0], [0, c, -s], [0, s, c]])
        sets.append(base @ turn.T)
    return np.array(sets, np.float32)
