"""Keypoints of a package: named corners that a detector can learn to find.

A keypoint is a vertex of the mesh, so it goes where wear or a fall takes the surface.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from assets.mesh import Mesh

if TYPE_CHECKING:
    from assets.archetypes.base import Package, Panel

FRONT_CORNERS = ("front_top_left", "front_top_right", "front_bottom_right", "front_bottom_left")
"""As the shopper reads them, clockwise."""
NEAR_UV = 0.035  # of the atlas, between a panel's corner and the printed vertex nearest to it
WIDEST = 0.55  # of the panel's sides that its found corners must be apart at least


@dataclass(frozen=True)
class Keypoint:
    """A named vertex of a mesh."""

    name: str
    vertex: int


@lru_cache(maxsize=128)  # as many as packages are kept: it holds on to them
def keypoints_of(package: "Package") -> tuple[Keypoint, ...]:
    """The package's own keypoints, or the corners of its front."""
    if package.keypoints is not None:
        return package.keypoints
    printed = [slot for slot, finish in enumerate(package.finishes) if finish.startswith("art:")]
    return front_corners(package.mesh, package.panels, printed)


def positions_m(mesh: Mesh, keypoints: Sequence[Keypoint]) -> NDArray[np.float64]:
    """(k, 3) in the mesh's own frame."""
    rows = np.array([one.vertex for one in keypoints], np.int64)
    return np.asarray(mesh.vertices_m[rows].astype(np.float64).reshape(-1, 3))


def front_corners(
    mesh: Mesh, panels: Sequence["Panel"], printed_slots: Sequence[int]
) -> tuple[Keypoint, ...]:
    """The vertices that carry the corners of the panel "front"; nothing for packages without one.

    Of several vertices that are as near to a corner in the artwork the foremost counts. Nothing, too, where
    the panel is printed on several packages at once or its corners are not on the mesh.
    """
    front = next((panel for panel in panels if panel.name == "front"), None)
    faces = np.flatnonzero(np.isin(mesh.face_slot, list(printed_slots)))
    if front is None or not len(faces):
        return ()
    uv = mesh.corner_uv[faces].reshape(-1, 2).astype(np.float64)
    vertices = mesh.faces[faces].ravel()
    points = mesh.vertices_m[vertices].astype(np.float64)
    u0, v0, u1, v1 = front.uv
    found = []
    for corner in ((u0, v1), (u1, v1), (u1, v0), (u0, v0)):
        away = np.abs(uv - corner).max(1)
        near = np.flatnonzero(away <= away.min() + 1e-5)
        if away.min() > NEAR_UV:
            return ()
        found.append(near[np.lexsort((vertices[near], points[near, 1].round(5)))[0]])
    sides = np.linalg.norm(np.diff(points[[*found, found[0]]], axis=0), axis=1)
    if (sides < WIDEST * np.array([*front.size_m, *front.size_m])).any():
        return ()
    return tuple(Keypoint(name, int(vertices[k])) for name, k in zip(FRONT_CORNERS, found, strict=True))
