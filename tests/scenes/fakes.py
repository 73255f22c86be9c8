"""A small catalogue and bare decks: what scenes need of assets, without their looks."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from assets.draws import keyed_rng
from assets.material import Material
from assets.mesh import Mesh
from assets.product import Product, Sku

ARCHETYPES = ("carton", "can", "pouch", "pet_bottle", "tin")
ROUND = ("can", "pet_bottle", "tin")


@dataclass(frozen=True)
class FakeDeck:
    bay: int
    shelf: int
    x0_m: float = 0.0
    x1_m: float = 1.0
    y_front_m: float = 0.0
    y_back_m: float = 0.4
    z_m: float = 0.16
    clearance_m: float = 0.35


def sku(
    name: str,
    size_m: tuple[float, float, float],
    archetype: str = "carton",
    category: tuple[str, ...] = ("food", "pasta"),
    brand: str = "Alba",
) -> Sku:
    return Sku(name, "4000000000006", brand, name, "", category, archetype, size_m, "1 kg", 199, "EUR", 1)


def box_mesh(size_m: tuple[float, float, float]) -> Mesh:
    """A closed box, origin at the centre of its base."""
    w, d, h = size_m
    corners = np.array([[x, y, z] for z in (0, h) for y in (-d / 2, d / 2) for x in (-w / 2, w / 2)])
    quads = [(0, 2, 3, 1), (4, 5, 7, 6), (0, 1, 5, 4), (2, 6, 7, 3), (0, 4, 6, 2), (1, 3, 7, 5)]
    faces = np.array([t for a, b, c, e in quads for t in ((a, b, c), (a, c, e))])
    return _flat(corners, faces)


def cylinder_mesh(size_m: tuple[float, float, float], segments: int = 24) -> Mesh:
    """A closed cylinder, origin at the centre of its base."""
    turn = np.arange(segments) / segments * 2 * np.pi
    ring = np.stack([np.cos(turn) * size_m[0] / 2, np.sin(turn) * size_m[1] / 2], axis=1)
    low, high = np.insert(ring, 2, 0.0, axis=1), np.insert(ring, 2, size_m[2], axis=1)
    n, i = segments, np.arange(segments)
    j = (i + 1) % n
    side = np.concatenate([np.stack([i, j, j + n], 1), np.stack([i, j + n, i + n], 1)])
    top = np.stack([i[1:-1] * 0 + n, i[1:-1] + n, i[2:] + n], 1)
    bottom = np.stack([i[1:-1] * 0, i[2:], i[1:-1]], 1)
    return _flat(np.concatenate([low, high]), np.concatenate([side, top, bottom]))


def _flat(vertices: np.ndarray, faces: np.ndarray) -> Mesh:
    normals = np.cross(
        vertices[faces[:, 1]] - vertices[faces[:, 0]], vertices[faces[:, 2]] - vertices[faces[:, 0]]
    )
    normals = normals / np.linalg.norm(normals, axis=1, keepdims=True)
    n = len(faces)
    return Mesh(
        vertices, faces, np.zeros((n, 3, 2)), np.repeat(normals[:, None], 3, 1), np.zeros(n), ("body",), True
    )


@dataclass(frozen=True)
class FakeCatalog:
    """SKUs as boxes and cylinders in plain colours."""

    skus: Sequence[Sku]
    key: str = "fake"

    def product(self, name: str, texture_px: int) -> Product:
        found = next((s for s in self.skus if s.sku == name), None)
        if found is None:
            raise KeyError(name)
        return _product(found.sku, found, texture_px)


_cache: dict[tuple[str, tuple[float, float, float], int], Product] = {}


def _product(name: str, found: Sku, texture_px: int) -> Product:
    key = (name + found.archetype, found.size_m, texture_px)
    if key not in _cache:
        mesh = cylinder_mesh(found.size_m) if found.archetype in ROUND else box_mesh(found.size_m)
        _cache[key] = Product(found, mesh, (Material(f"paint {texture_px}"),))
    return _cache[key]


@cache
def fake_catalog(count: int = 60, seed: int = 1) -> FakeCatalog:
    """``count`` SKUs in two categories and five brands, sizes as in shops."""
    skus = []
    for k in range(count):
        rng = keyed_rng(seed, "fake", k)
        archetype = ARCHETYPES[k % len(ARCHETYPES)]
        w, d, h = rng.uniform(0.05, 0.16), rng.uniform(0.04, 0.12), rng.uniform(0.08, 0.28)
        size = (round(w, 4), round(w if archetype in ROUND else d, 4), round(h, 4))
        category = ("drinks", "cola") if archetype in ("can", "pet_bottle") else ("food", "pasta")
        skus.append(sku(f"F{k:03d}", size, archetype, category, f"Brand {k % 5}"))
    return FakeCatalog(tuple(skus))
