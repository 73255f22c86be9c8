"""What a distractor is, and the pieces that they are built of."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from assets.draws import keyed_rng
from assets.material import Material, Rgb
from assets.mesh import Mesh
from assets.mesh_tools import F64, Patch, assemble, grid, moved, rings, wall

VARIANTS = 6  # of each kind: frames share their meshes


@dataclass(frozen=True, eq=False)
class Thing:
    """A distractor as one mesh with several materials, one per slot (metres).

    Standing things have their origin on the floor in the middle of their box, their side to the shopper at
    -y; hanging ones at the point that they hang from; a hand at its finger tips, reaching to +y.
    """

    kind: str
    mesh: Mesh
    materials: tuple[Material, ...]


def thing(
    kind: str, patches: Sequence[Patch], materials: Sequence[Material], crease_deg: float = 42
) -> Thing:
    """Patches whose slots are the materials' names, as one thing."""
    slots = tuple(material.name for material in materials)
    return Thing(kind, assemble(patches, slots, crease_deg=crease_deg, closed=False), tuple(materials))


def chances(kind: str, variant: int) -> np.random.Generator:
    """The stream that decides how one variant of a kind looks."""
    return keyed_rng(1, "distractor", kind, variant)


def pick[T](rng: np.random.Generator, among: Sequence[T]) -> T:
    return among[int(rng.integers(len(among)))]


def matt(name: str, color: Rgb, roughness: float = 0.6) -> Material:
    return Material(name, color, roughness=roughness)


def tube(points: ArrayLike, radius_m: float | Sequence[float], slot: str, sides: int = 4) -> Patch:
    """A pipe along a polyline (n, 3), bent in mitres; one radius, or one per point. Its ends are open."""
    p = np.asarray(points, np.float64)
    step = np.diff(p, axis=0)
    step /= np.linalg.norm(step, axis=1, keepdims=True)
    tangent = np.vstack([step[:1], step[:-1] + step[1:], step[-1:]])
    tangent /= np.linalg.norm(tangent, axis=1, keepdims=True)
    helper = np.array([0.0, 0.0, 1.0]) if abs(step[:, 2]).mean() < 0.7 else np.array([1.0, 0.0, 0.0])
    across = np.cross(helper, tangent)
    across /= np.linalg.norm(across, axis=1, keepdims=True)
    other = np.cross(tangent, across)
    turn = 2 * np.pi * np.arange(sides + 1) / sides
    radius = np.broadcast_to(np.asarray(radius_m, np.float64), len(p))[:, None, None]
    ring = np.cos(turn)[None, :, None] * across[:, None] + np.sin(turn)[None, :, None] * other[:, None]
    return grid(p[:, None] + radius * ring, slot)


def limb(points: ArrayLike, radius_m: Sequence[float], slot: str, sides: int = 8) -> Patch:
    """A pipe whose ends are rounded off."""
    p, r = np.asarray(points, np.float64), np.asarray(radius_m, np.float64)
    first, last = p[0] - p[1], p[-1] - p[-2]
    first, last = first / np.linalg.norm(first), last / np.linalg.norm(last)
    caps = np.array([0.92, 0.6])
    ends = [0.05, 0.55, 0.87]
    points_ = [p[0] + first * r[0] * caps[0], p[0] + first * r[0] * caps[1], *p]
    points_ += [p[-1] + last * r[-1] * caps[1], p[-1] + last * r[-1] * caps[0]]
    radii = [r[0] * ends[0], r[0] * 0.8, *r, r[-1] * 0.8, r[-1] * ends[0]]
    return tube(np.array(points_), radii, slot, sides)


def loft(rows: ArrayLike, slot: str, segments: int = 12, at: F64 | None = None) -> Patch:
    """A solid through (half width, half depth, z, exponent, x, y) rows; ends should be narrow."""
    table = np.asarray(rows, np.float64)
    stack = rings(table[:, :4], segments)
    stack[..., :2] += table[:, None, 4:6]
    patch = wall(stack, slot)
    return patch if at is None else moved(patch, at)
