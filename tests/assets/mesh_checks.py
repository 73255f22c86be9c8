"""Plain judges of meshes for the tests of this room; they share no code with what they judge."""

import numpy as np

from assets.mesh import Mesh


def open_edges(mesh: Mesh) -> int:
    """Directed edges that do not meet exactly one edge running the other way, corners matched by position."""
    places = np.round(mesh.vertices_m.astype(float) * 1e7).astype(np.int64)
    _, ids = np.unique(places, axis=0, return_inverse=True)
    corners = ids.reshape(-1)[mesh.faces]
    start, end = corners.ravel(), np.roll(corners, -1, axis=1).ravel()
    n = int(ids.max()) + 1
    there, count = np.unique(start * n + end, return_counts=True)
    back = np.unique(end * n + start)
    return int((count > 1).sum()) + int((~np.isin(there, back)).sum())


def signed_volume_m3(mesh: Mesh) -> float:
    """Sum of the signed tetrahedra under all triangles: positive where faces look outwards."""
    p = mesh.vertices_m.astype(float)[mesh.faces]
    return float(np.einsum("ij,ij->i", p[:, 0], np.cross(p[:, 1], p[:, 2])).sum() / 6)


def face_normals(mesh: Mesh) -> np.ndarray:
    """(f, 3) unit geometric normals."""
    p = mesh.vertices_m.astype(float)[mesh.faces]
    n = np.cross(p[:, 1] - p[:, 0], p[:, 2] - p[:, 0])
    return n / np.linalg.norm(n, axis=1, keepdims=True)


def face_areas_m2(mesh: Mesh) -> np.ndarray:
    p = mesh.vertices_m.astype(float)[mesh.faces]
    return np.linalg.norm(np.cross(p[:, 1] - p[:, 0], p[:, 2] - p[:, 0]), axis=1) / 2


def sampled(mesh: Mesh, count: int, seed: int) -> np.ndarray:
    """(count, 3) points spread over the surface by area."""
    rng = np.random.default_rng(seed)
    area = face_areas_m2(mesh)
    face = rng.choice(len(area), count, p=area / area.sum())
    u, v = rng.random((2, count))
    flip = u + v > 1
    u, v = np.where(flip, 1 - u, u), np.where(flip, 1 - v, v)
    a, b, c = np.moveaxis(mesh.vertices_m.astype(float)[mesh.faces[face]], 1, 0)
    return a + u[:, None] * (b - a) + v[:, None] * (c - a)


def distances_m(points: np.ndarray, mesh: Mesh) -> np.ndarray:
    """Distance of each point from the surface, by brute force over all triangles: to the face where the
    foot of the perpendicular lies in it, else to the nearest of the three edges.
    """
    a, b, c = np.moveaxis(mesh.vertices_m.astype(float)[mesh.faces], 1, 0)
    best = np.full(len(points), np.inf)
    normal = np.cross(b - a, c - a)
    normal /= np.maximum(np.linalg.norm(normal, axis=1, keepdims=True), 1e-30)
    for part in np.array_split(np.arange(len(points)), max(len(points) // 64, 1)):
        p = points[part, None]
        height = np.einsum("pfi,fi->pf", p - a, normal)
        foot = p - height[..., None] * normal
        inside = np.ones_like(height, bool)
        edge = np.full_like(height, np.inf)
        for start, end in ((a, b), (b, c), (c, a)):
            along = end - start
            inside &= np.einsum("pfi,fi->pf", foot - start, np.cross(normal, along)) >= 0
            t = np.einsum("pfi,fi->pf", p - start, along) / np.maximum((along**2).sum(1), 1e-30)
            away = p - start - np.clip(t, 0, 1)[..., None] * along
            edge = np.minimum(edge, np.linalg.norm(away, axis=2))
        best[part] = np.where(inside, np.minimum(np.abs(height), edge), edge).min(1)
    return best
