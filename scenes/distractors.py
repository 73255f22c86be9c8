"""What stands in the way of the shelf, drawn kind by kind and placed where the camera sees it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assets.distractors.base import VARIANTS, Thing
from assets.distractors.registry import distractor
from assets.fixtures.base import FixtureModel
from recipes.model import Distractors
from scenes.camera import Camera, camera_directions, project
from scenes.draws import FrameDraws
from scenes.poses import F64, rigid, rounded

NEAR_CAMERA_M = 0.45  # nothing stands nearer to the camera
OFF_SHELF_M = 0.04
SIDE_BY_SIDE_M = 0.05  # between two things on the floor
# How far from the shelf things on the floor stand, and by how much they are turned.
STANDS: dict[str, tuple[tuple[float, float], float]] = {
    "trolley": ((0.1, 0.7), 0.5),
    "basket": ((0.0, 0.3), 0.6),
    "carton": ((0.0, 0.25), 0.4),
    "stool": ((0.02, 0.4), 3.1),
    "ladder": ((0.05, 0.4), 0.3),
    "floor_sign": ((0.1, 0.8), 0.8),
    "plant": ((0.0, 0.1), 3.1),
    "pallet_truck": ((0.1, 0.7), 0.4),
    "person": ((0.15, 0.6), 0.4),
}
HANGING_ABOVE_M = 2.0  # signs hang over people's heads


@dataclass(frozen=True, eq=False)
class PlacedThing:
    """An occluder with its place in the world."""

    thing: Thing
    pose: F64


@dataclass(frozen=True)
class Room:
    """What placing needs to know of the surroundings, metres. ``edges_m`` are (x0, x1, y, z) of the shelves'
    front edges.
    """

    width_m: float
    height_m: float
    aisle_m: float
    ceiling_m: float
    edges_m: tuple[tuple[float, float, float, float], ...] = ()


def place_distractors(
    recipe: Distractors, draws: FrameDraws, camera: Camera, room: Room
) -> tuple[PlacedThing, ...]:
    """The frame's occluders: those that were drawn, less those that have no place in this view."""
    placed: list[PlacedThing] = []
    for kind in type(recipe).model_fields:
        path = f"distractors/{kind}"
        if not draws.happens(path, getattr(recipe, kind)):
            continue
        rng = draws.rng(f"{path}/place")
        found = distractor(kind, int(rng.integers(VARIANTS)))
        for _ in range(8):
            pose = _pose(kind, found, rng, camera, room)
            if pose is not None and _seen(camera, found, pose) and _free(camera, found, pose, placed, room):
                placed.append(PlacedThing(found, pose))
                break
    return tuple(placed)


def _pose(kind: str, found: Thing, rng: np.random.Generator, camera: Camera, room: Room) -> F64 | None:
    if kind in STANDS:
        return _standing(kind, found, rng, camera, room)
    if kind == "hanging_sign":
        return _overhead(rng, camera, room)
    if kind == "clip_strip":
        return _on_edge(rng, room)
    return _reaching(rng, camera)


def _column(rng: np.random.Generator, camera: Camera, y_m: float) -> float | None:
    """World x where the vertical plane of a random picture column meets the plane ``y_m``."""
    pixel = np.array([rng.uniform(0.0, 1.0) * camera.width_px, 0.5 * camera.height_px])
    ray = camera.world_from_camera[:3, :3] @ camera_directions(camera, pixel)
    step = (y_m - camera.position_m[1]) / ray[1] if abs(ray[1]) > 1e-6 else -1.0
    x = float(camera.position_m[0] + step * ray[0])
    return x if step > 0 and abs(x - camera.position_m[0]) < 6 else None


def _standing(kind: str, found: Thing, rng: np.random.Generator, camera: Camera, room: Room) -> F64 | None:
    """On the floor before the shelf, turned a little."""
    (least, most), turn = STANDS[kind]
    yaw = float(rng.uniform(-turn, turn)) + (math.pi if rng.random() < 0.5 and kind != "person" else 0.0)
    (x0, y0, _), (x1, y1, _) = found.mesh.bounds_m
    reach = max(abs(x0), abs(x1)) * abs(math.sin(yaw)) + max(abs(y0), abs(y1)) * abs(math.cos(yaw))
    y = -OFF_SHELF_M - reach - float(rng.uniform(least, most))
    if y < -room.aisle_m + reach:
        return None
    x = _column(rng, camera, y)
    return None if x is None else rigid(x, y, 0.0, yaw)


def _overhead(rng: np.random.Generator, camera: Camera, room: Room) -> F64 | None:
    """From the ceiling over the aisle, or on longer wires in high halls; along it or across."""
    top = min(room.ceiling_m, float(rng.uniform(3.1, 3.6)))
    if top - 0.95 < max(HANGING_ABOVE_M, room.height_m - 0.3):
        return None
    y = float(rng.uniform(-0.9 * room.aisle_m, 0.2))
    x = _column(rng, camera, y)
    yaw = float(rng.normal(0, 0.03)) + (math.pi / 2 if rng.random() < 0.5 else 0.0)
    return None if x is None else rigid(x, y - 0.0, top, yaw)


def _on_edge(rng: np.random.Generator, room: Room) -> F64 | None:
    """From the front edge of one of the upper shelves, beside an upright more often than not."""
    upper = [edge for edge in room.edges_m if edge[3] > 0.9]
    if not upper:
        return None
    x0, x1, y, z = upper[int(rng.integers(len(upper)))]
    share = float(rng.choice([0.02, 0.98, rng.uniform(0.1, 0.9)]))
    return rigid(x0 + share * (x1 - x0), y - 0.02, z, float(rng.normal(0, 0.1)))


def _reaching(rng: np.random.Generator, camera: Camera) -> F64 | None:
    """A hand at the shelf's front whose shoulder is outside the picture, whoever's it is."""
    pixel = np.array([camera.width_px * rng.uniform(0.15, 0.85), camera.height_px * rng.uniform(0.2, 0.8)])
    ray = camera.world_from_camera[:3, :3] @ camera_directions(camera, pixel)
    tip_y = -float(rng.uniform(0.02, 0.06))
    if ray[1] < 1e-3 or camera.position_m[1] > tip_y - 0.25:
        return None
    tip = camera.position_m + ray * (tip_y - camera.position_m[1]) / ray[1]
    if not 0.15 < tip[2] < 2.0:
        return None
    side, rise = float(rng.choice([-1.0, 1.0])) * float(rng.uniform(0.3, 1.1)), float(rng.uniform(-0.3, 0.5))
    cz, sz, cx, sx = math.cos(side), math.sin(side), math.cos(rise), math.sin(rise)
    turn = np.array([[cz, -sz, 0], [sz, cz, 0], [0, 0, 1]]) @ np.array([[1, 0, 0], [0, cx, -sx], [0, sx, cx]])
    pose = np.eye(4)
    pose[:3, :3], pose[:3, 3] = turn, tip
    shoulder = turn @ np.array([0.06, -0.8, -0.3]) + tip
    uv, depth = project(camera, shoulder)
    inside = depth > 0 and 0 <= uv[0] <= camera.width_px and 0 <= uv[1] <= camera.height_px
    return None if inside or shoulder[1] > -0.2 else rounded(pose)


def _corners(found: Thing, pose: F64) -> F64:
    low, high = found.mesh.bounds_m
    bits = np.array([[i & 1, i >> 1 & 1, i >> 2 & 1] for i in range(8)])
    return np.asarray(np.where(bits == 1, high, low) @ pose[:3, :3].T + pose[:3, 3])


def _seen(camera: Camera, found: Thing, pose: F64) -> bool:
    """Whether some of a grid of points in the thing's box lies in the picture."""
    t = np.linspace(0.05, 0.95, 4)
    low, high = found.mesh.bounds_m
    grid = low + np.stack(np.meshgrid(t, t, t), -1).reshape(-1, 3) * (high - low)
    uv, depth = project(camera, grid @ pose[:3, :3].T + pose[:3, 3])
    return bool(
        ((depth > 0.05) & (uv >= 0).all(-1) & (uv < [camera.width_px, camera.height_px]).all(-1)).any()
    )


def _free(camera: Camera, found: Thing, pose: F64, others: Sequence[PlacedThing], room: Room) -> bool:
    """Not at the camera, not through the shelf or another thing."""
    low, high = _bounds(found, pose)
    gap = np.maximum(np.maximum(low - camera.position_m, camera.position_m - high), 0)
    if np.linalg.norm(gap) < (0.12 if found.kind == "hand" else NEAR_CAMERA_M):
        return False
    if found.kind not in ("hand", "clip_strip", "hanging_sign") and high[1] > -0.02:
        return False
    if found.kind == "hanging_sign" and high[1] > -0.02 and low[2] < room.height_m + 0.05:
        return False
    return not any(_touch((low, high), _bounds(other.thing, other.pose)) for other in others)


def _bounds(found: Thing, pose: F64) -> tuple[F64, F64]:
    corners = _corners(found, pose)
    return corners.min(0), corners.max(0)


def _touch(one: tuple[F64, F64], other: tuple[F64, F64]) -> bool:
    return bool((one[0] - SIDE_BY_SIDE_M < other[1]).all() and (other[0] - SIDE_BY_SIDE_M < one[1]).all())


def edges_of(model: FixtureModel) -> tuple[tuple[float, float, float, float], ...]:
    """Front edges of the fixture's shelves, behind their price rails where they have any."""
    return tuple((d.x0_m, d.x1_m, d.y_front_m, d.z_m) for d in model.decks)
