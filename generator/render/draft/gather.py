"""Light in the shelf: measured with a few rays at a coarse grid of pixels, smooth in between.

At each point of the grid shadow rays go to the lamps, and bounce rays into a fixed set of directions.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from generator.color import LUMINANCE
from generator.render.draft.bounce import Surroundings, look
from generator.render.draft.lamps import light_at, weighted_sum
from generator.render.draft.light_grid import LightGrid, light_grid
from generator.render.draft.lobes import LOBES, lobe_cosines

F32 = NDArray[np.float32]

GRID_POINTS = 1000
DIRECTIONS = 16
PULL_M = 0.03  # points stand this far before the surface, so that it does not shade itself


def directions(count: int) -> F32:
    """Evenly spread unit vectors (Fibonacci lattice on the sphere)."""
    i = np.arange(count) + 0.5
    z = 1 - 2 * i / count
    turn = i * np.pi * (3 - np.sqrt(5))
    r = np.sqrt(1 - z * z)
    return np.stack([r * np.cos(turn), r * np.sin(turn), z], axis=1).astype(np.float32)


def gather_light(around: Surroundings, points_m: F32, normals: F32, eye_m: F32, step_px: int) -> LightGrid:
    """The light grid from surface points (gh, gw, 3) with unit normals, one per cell of ``step_px``.

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
    """(p, 16) from lobes (6, 3, p): luminances, and the colour of the light on the surface itself."""
    cosines = lobe_cosines(normals.T)[:, None]
    local = (direct * cosines + even * cosines**2).sum(0)
    local += np.float32(0.02) * (direct.mean(0) + even.mean(0))
    color = local / np.maximum(luminance(local), np.float32(1e-12))
    lobes = [luminance(part.swapaxes(0, 1)) for part in (direct, even)]
    return np.concatenate([*lobes, color, np.zeros((1, color.shape[1]), np.float32)]).T


def luminance(rgb: F32) -> F32:
    """Of colours (3, ...)."""
    return np.asarray(rgb[0] * LUMINANCE[0] + rgb[1] * LUMINANCE[1] + rgb[2] * LUMINANCE[2])


def _from_lamps(around: Surroundings, points: F32) -> F32:
    """(6, 3, p) irradiance on the six faces from the lamps, with shadows."""
    lamps = around.lamps
    if not len(lamps):
        return np.zeros((LOBES, 3, len(points)), np.float32)
    towards, distance, weight = light_at(lamps, points)
    lit, lamp = np.nonzero(weight)
    rays = (towards[:, lit, lamp] * distance[lit, lamp]).T
    weight[lit, lamp] *= around.occluders.is_clear(points[lit], rays)
    faces = lobe_cosines(towards)
    faces *= weight
    return np.array([weighted_sum(face, lamps.intensity).T for face in faces])


def _from_bounces(around: Surroundings, points: F32, shape: tuple[int, int]) -> F32:
    """(6, 3, p) irradiance on the six faces from everything but lamps.

    Neighbouring points use differently turned sets of directions, so that together they see more.
    """
    turned = _turned_directions()
    which = (np.arange(shape[0])[:, None] % 2 * 2 + np.arange(shape[1])[None, :] % 2).ravel()
    towards = np.ascontiguousarray(turned[which].reshape(-1, 3))
    seen = look(around, points.repeat(DIRECTIONS, axis=0), towards).radiance()
    by_channel = np.ascontiguousarray(seen.T).reshape(3, -1, DIRECTIONS)
    cosines = lobe_cosines(np.moveaxis(turned, -1, 0)) * np.float32(4 * np.pi / DIRECTIONS)
    even = np.empty((LOBES, 3, len(points)), np.float32)
    for k in range(4):
        mine = which == k
        even[..., mine] = np.einsum("cpd,ld->lcp", by_channel[:, mine], cosines[:, k])
    return even


@cache
def _turned_directions() -> F32:
    """(4, DIRECTIONS, 3)."""
    base = directions(DIRECTIONS)
    sets = []
    for k in range(4):
        c, s = np.cos(k * 0.7), np.sin(k * 0.7)
        turn = np.array([[c, -s, 0], [s, c, 0], [0, 0, 1]]) @ np.array([[1, 0, 0], [0, c, -s], [0, s, c]])
        sets.append(base @ turn.T)
    return np.array(sets, np.float32)
