"""Slow, plain judges of meshes for the tests of this room; they share no code with what they judge."""

from collections import Counter

import numpy as np

from assets.mesh import Mesh


def open_edges(mesh: Mesh) -> int:
    """Directed edges that do not meet exactly one edge running the other way, corners matched by position."""
    place = {tuple(p): i for i, p in enumerate(np.round(mesh.vertices_m.astype(float), 7).tolist())}
    ids = [place[tuple(p)] for p in np.round(mesh.vertices_m.astype(float), 7).tolist()]
    edges: Counter[tuple[int, int]] = Counter()
    for a, b, c in mesh.faces.tolist():
        for i, j in ((a, b), (b, c), (c, a)):
            edges[ids[i], ids[j]] += 1
    return sum(1 for (i, j), count in edges.items() if count != 1 or edges.get((j, i), 0) != 1)


def signed_volume_m3(mesh: Mesh) -> float:
    """Sum of the signed tetrahedra under all triangles: positive where faces look outwards."""
    total = 0.0
    vertices = mesh.vertices_m.astype(float)
    for a, b, c in mesh.faces.tolist():
        total += float(np.dot(vertices[a], np.cross(vertices[b], vertices[c]))) / 6
    return total


def face_normals(mesh: Mesh) -> np.ndarray:
    """(f, 3) unit geometric normals."""
    p = mesh.vertices_m.astype(float)[mesh.faces]
    n = np.cross(p[:, 1] - p[:, 0], p[:, 2] - p[:, 0])
    return n / np.linalg.norm(n, axis=1, keepdims=True)


def face_areas_m2(mesh: Mesh) -> np.ndarray:
    p = mesh.vertices_m.astype(float)[mesh.faces]
    return np.linalg.norm(np.cross(p[:, 1] - p[:, 0], p[:, 2] - p[:, 0]), axis=1) / 2
