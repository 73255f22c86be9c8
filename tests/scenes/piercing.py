"""Whether products reach into the fixture: rays inside them that meet its real triangles."""

from collections.abc import Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from plausible import Body

from assets.fixtures.base import FixtureModel, Part
from labelers.embree import embree_shape, new_device

F64 = NDArray[np.float64]

DEEP_M = 0.002  # how far inside its product a ray stays
_CORNERS = np.array([(x, y, z) for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)], np.float64)
_AXES = np.concatenate([np.eye(3), -np.eye(3)])


def pierced(bodies: Sequence[Body], model: FixtureModel) -> list[str]:
    """Products with a piece of the fixture in them, other than hooks."""
    parts = [part for part in model.parts if "hook" not in part.name]
    if not parts or not bodies:
        return []
    vertices, faces, names = _flat(parts)
    shape = embree_shape(new_device(), vertices, faces, once=True)
    owners, starts, ends = _segments(bodies)
    along = ends - starts
    lengths = np.linalg.norm(along, axis=1)
    hits = shape.scene.run(
        starts.astype(np.float32),
        (along / lengths[:, None]).astype(np.float32),
        dists=lengths.astype(np.float32),
    )
    first = {int(owner): int(hit) for owner, hit in zip(owners[hits >= 0], hits[hits >= 0], strict=True)}
    return [f"{bodies[at].name} is pierced by the {names[hit]}" for at, hit in sorted(first.items())]


def _flat(parts: Sequence[Part]) -> tuple[F64, NDArray[np.int32], list[str]]:
    """All parts as one mesh in the world, and the name of the part of every triangle."""
    vertices, faces, names, start = [], [], [], 0
    for part in parts:
        pose = part.world_from_part
        vertices.append(part.mesh.vertices_m @ pose[:3, :3].T + pose[:3, 3])
        faces.append(part.mesh.faces + start)
        names += [part.name] * len(part.mesh.faces)
        start += len(part.mesh.vertices_m)
    return np.concatenate(vertices), np.concatenate(faces).astype(np.int32), names


def _segments(bodies: Sequence[Body]) -> tuple[NDArray[np.intp], F64, F64]:
    """Segments between the outermost points of every body, all ``DEEP_M`` inside it."""
    pairs = np.array(list(combinations(range(len(_CORNERS) + len(_AXES)), 2)))
    starts, ends, owners = [], [], []
    for at, body in enumerate(bodies):
        directions = np.concatenate([_CORNERS, _AXES]) @ body.axes.T
        outermost = body.points_m[(directions @ body.points_m.T).argmax(axis=1)]
        inward = body.points_m.mean(axis=0) - outermost
        depth = np.linalg.norm(inward, axis=1)[:, None]
        inside = outermost + inward / depth * np.minimum(2 * DEEP_M, depth)
        keep = np.linalg.norm(inside[pairs[:, 0]] - inside[pairs[:, 1]], axis=1) > DEEP_M
        starts.append(inside[pairs[keep, 0]])
        ends.append(inside[pairs[keep, 1]])
        owners.append(np.full(int(keep.sum()), at))
    return np.concatenate(owners), np.concatenate(starts), np.concatenate(ends)
