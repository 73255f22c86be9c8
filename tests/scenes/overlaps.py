"""A slow, independent judge of shelves: convex footprints from real mesh vertices, separating axes in the
plane.
"""

import itertools

import cv2
import numpy as np
from numpy.typing import NDArray

from assets.mesh import Mesh


class Body:
    """One placed package: the convex hull of its vertices seen from above, and its span of height."""

    def __init__(self, mesh: Mesh, matrix: NDArray[np.float64]) -> None:
        points = mesh.vertices_m.astype(np.float64) @ matrix[:3, :3].T + matrix[:3, 3]
        self.low, self.high = float(points[:, 2].min()), float(points[:, 2].max())
        self.min, self.max = points.min(0), points.max(0)
        flat = np.ascontiguousarray((points[:, :2] * 1000).astype(np.float32))
        self.hull = cv2.convexHull(flat)[:, 0].astype(np.float64) / 1000


def depth_of_contact_m(a: Body, b: Body) -> float:
    """How deep two bodies are inside each other (<= 0: apart), by the separating axis theorem."""
    deepest = min(a.high - b.low, b.high - a.low)
    for hull in (a.hull, b.hull):
        edges = np.roll(hull, -1, axis=0) - hull
        lengths = np.hypot(edges[:, 0], edges[:, 1])
        normals = (
            np.stack([edges[:, 1], -edges[:, 0]], axis=1)[lengths > 1e-9] / lengths[lengths > 1e-9, None]
        )
        pa, pb = a.hull @ normals.T, b.hull @ normals.T
        overlap = np.minimum(pa.max(0) - pb.min(0), pb.max(0) - pa.min(0))
        deepest = min(deepest, float(overlap.min()))
        if deepest <= 0:
            return deepest
    return deepest


def worst_contact_m(bodies: list[Body]) -> float:
    """The deepest contact among all pairs."""
    worst = -np.inf
    for a, b in itertools.combinations(bodies, 2):
        if (np.minimum(a.max, b.max) - np.maximum(a.min, b.min)).min() > 0:
            worst = max(worst, depth_of_contact_m(a, b))
    return worst
