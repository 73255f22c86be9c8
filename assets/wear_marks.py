"""Marks of handling on printed surfaces: rubbed folds, scratches, worn ink, dust on what faces up."""

from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from assets.arrays import digest
from assets.art.paint import Painted
from assets.draws import keyed_rng
from assets.material import Texture
from assets.mesh import Mesh
from assets.mesh_tools import face_vectors

F32 = NDArray[np.float32]
U8 = NDArray[np.uint8]

VERSION = "1"
BARE = np.array([226, 222, 214], np.float32)  # sRGB of board or film where the ink is gone
DUST = np.array([176, 170, 160], np.float32)
FOLD_DEG = 25.0  # sharper edges of the mesh are folds, which rub first
FOLD_M, SCRATCH_M, PATCH_M = 0.0012, 0.0004, 0.03  # widths of rubbed folds and of scratches, size of patches
SCRATCHES_PER_M2 = 300.0
TILE_PX = 128


@dataclass(frozen=True, eq=False)
class WornTexture(Painted):
    """``base`` as it looks on ``mesh``'s slot after wear of ``grade`` (1..3). Implements ``Texture``.

    ``rubs`` is how easily ink comes off: 1 on paper and board, less on film and metal. Everything is placed
    in metres and drawn in texels: a coarser texture shows the same marks, blurred.
    """

    base: Texture
    mesh: Mesh
    slot: int
    grade: int
    variant: int
    rubs: float = 1.0

    @cached_property
    def key(self) -> str:
        """Content hash over all that decides the pixels."""
        at = f"{self.slot}/{self.grade}/{self.variant}/{self.rubs}"
        return digest("worn", VERSION, self.base.key, self.mesh.key, at)

    @property
    def size_wh_px(self) -> tuple[int, int]:
        return self.base.size_wh_px

    def _paint(self) -> U8:
        pixels = self.base.pixels().astype(np.float32)
        rng = keyed_rng(self.variant, "wear", "marks", self.base.key)
        sheet, density = print_on(self.mesh, self.slot), self.px_per_m
        patches = _noise(rng, pixels.shape[:2], density * PATCH_M)
        degree = np.float32(self.grade / 3)
        rubbed = np.clip(2.5 * patches - 0.9 + degree, 0, 1) * (0.3 + 0.6 * degree)
        rubbed *= _folds(sheet, self.size_wh_px, density)
        rubbed += np.clip(patches - 0.6, 0, 1) * 0.8 * degree  # worn in patches
        rubbed *= np.float32(self.rubs)
        rubbed += _scratches(rng, pixels.shape[:2], density, self.grade) * (0.25 + 0.5 * degree)
        dust = 0.04 + _facing_up(sheet, self.size_wh_px) * (0.16 + 0.24 * patches)
        for share, color in ((rubbed, BARE), (dust * degree, DUST)):
            pixels += np.minimum(share, 0.9)[..., None] * (color - pixels)
        return np.clip(np.rint(pixels), 0, 255).astype(np.uint8)

    @property
    def px_per_m(self) -> float:
        """Texels per metre of the printed sheet."""
        width, height = self.size_wh_px
        return float(uv_per_m(self.mesh, self.slot) * (width * height) ** 0.5)


@dataclass(frozen=True, eq=False)
class Print:
    """What wear needs to know of a mesh's slot."""

    folds_uv: F32  # (n, 2, 2) ends of its folds
    up_uv: F32  # (n, 3, 2) its faces that look up


@lru_cache(maxsize=128)
def uv_per_m(mesh: Mesh, slot: int) -> float:
    """Root of the slot's uv area over its area."""
    at = mesh.face_slot == slot
    uv = mesh.corner_uv[at]
    e, f = uv[:, 1] - uv[:, 0], uv[:, 2] - uv[:, 0]
    uv_area = np.abs(e[:, 0] * f[:, 1] - e[:, 1] * f[:, 0]).sum(dtype=np.float64)
    area = np.linalg.norm(face_vectors(mesh.vertices_m.astype(np.float64), mesh.faces[at]), axis=1).sum()
    return float(np.sqrt(uv_area / max(area, 1e-9)))


@lru_cache(maxsize=32)
def print_on(mesh: Mesh, slot: int) -> Print:
    """The folds and tops of ``slot``; kept, since many textures lie on one mesh."""
    at = np.flatnonzero(mesh.face_slot == slot)
    vector = face_vectors(mesh.vertices_m.astype(np.float64), mesh.faces[at].astype(np.int64))
    uv = mesh.corner_uv[at]
    ends = np.stack([uv, np.roll(uv, -1, axis=1)], axis=2)
    up = vector[:, 2] > 0.6 * np.linalg.norm(vector, axis=1)
    return Print(ends[fold_edges(mesh)[at]], uv[up])


def _texels(uv: F32, size_wh: tuple[int, int], parts: int = 1) -> NDArray[np.int32]:
    """uv (..., 2) as whole ``parts`` of texels, row 0 on top."""
    flat = np.stack([uv[..., 0] * size_wh[0], (1 - uv[..., 1]) * size_wh[1]], axis=-1)
    return np.asarray(np.rint(flat * parts).astype(np.int32))


def _folds(sheet: Print, size_wh: tuple[int, int], density: float) -> F32:
    """(h, w) 0..1: lines along the folds."""
    import cv2

    canvas = np.zeros(size_wh[::-1], np.uint8)
    thick = max(round(FOLD_M * density), 1)
    cv2.polylines(canvas, list(_texels(sheet.folds_uv, size_wh, 8)), False, 255, thick, cv2.LINE_AA, 3)
    return canvas.astype(np.float32) * np.float32(min(FOLD_M * density, 1.0) / 255)  # the texel's share


def _facing_up(sheet: Print, size_wh: tuple[int, int]) -> F32:
    """(h, w) 0..1: the parts of the picture that lie on faces which look up."""
    import cv2

    canvas = np.zeros(size_wh[::-1], np.uint8)
    for corners in _texels(sheet.up_uv, size_wh):
        cv2.fillConvexPoly(canvas, corners, 255)
    return canvas.astype(np.float32) * np.float32(1 / 255)


def fold_edges(mesh: Mesh) -> NDArray[np.bool_]:
    """(f, 3) whether the edge from corner k to k + 1 is a fold, or where the surface ends."""
    faces = mesh.faces.astype(np.int64)
    vector = face_vectors(mesh.vertices_m.astype(np.float64), faces)
    unit = vector / np.maximum(np.linalg.norm(vector, axis=1, keepdims=True), 1e-30)
    ends = np.sort(np.stack([faces, np.roll(faces, -1, axis=1)], axis=-1).reshape(-1, 2), axis=1)
    _, edge = np.unique(ends, axis=0, return_inverse=True)
    total, count = np.zeros((edge.max() + 1, 3)), np.bincount(edge.ravel())
    np.add.at(total, edge.ravel(), np.repeat(unit, 3, axis=0))
    # The mean of two unit vectors at an angle has the length of that angle's half cosine.
    bend = np.linalg.norm(total, axis=1) < count * np.cos(np.radians(FOLD_DEG / 2))
    return np.asarray((bend | (count == 1))[edge.ravel()].reshape(-1, 3))


def _scratches(rng: np.random.Generator, size_hw: tuple[int, int], density: float, grade: int) -> F32:
    """(h, w) 0..1: short bent lines in all directions, more of them with the grade."""
    import cv2

    height, width = size_hw
    number = min(int(SCRATCHES_PER_M2 * grade * height * width / density**2), 400)
    canvas = np.zeros(size_hw, np.uint8)
    start = rng.random((number, 1, 2)) * [width, height]
    angle = rng.random((number, 1)) * np.pi + np.cumsum(rng.normal(0, 0.25, (number, 4)), axis=1)
    step = rng.gamma(1.5, 0.003, (number, 1)) * density
    way = np.stack([np.cos(angle), np.sin(angle)], axis=-1) * step[..., None]
    points = np.concatenate([start, start + np.cumsum(way, axis=1)], axis=1)
    strength = rng.integers(60, 255, number)
    thick = max(round(SCRATCH_M * density), 1)
    for line, value in zip(np.rint(points * 8).astype(np.int32), strength.tolist(), strict=True):
        cv2.polylines(canvas, [line], False, value, thick, cv2.LINE_AA, 3)
    return canvas.astype(np.float32) * np.float32(min(SCRATCH_M * density, 1.0) / 255)


@cache
def _tile() -> F32:
    """A square of noise in 0..1 that repeats: four octaves of smooth random fields."""
    import cv2

    rng = keyed_rng(0, "wear", "patches")
    total = np.zeros((TILE_PX, TILE_PX), np.float32)
    for octave, weight in enumerate((0.5, 0.27, 0.15, 0.08)):
        n = 8 << octave
        field = np.pad(rng.random((n, n)).astype(np.float32), 2, mode="wrap")
        big = cv2.resize(field, None, fx=TILE_PX / n, fy=TILE_PX / n, interpolation=cv2.INTER_CUBIC)
        edge = 2 * TILE_PX // n
        total += np.float32(weight) * big[edge : edge + TILE_PX, edge : edge + TILE_PX]
    low, high = (float(v) for v in np.percentile(total, [1, 99]))
    return np.asarray(np.clip((total - low) / (high - low), 0, 1))


def _noise(rng: np.random.Generator, size_hw: tuple[int, int], patch_px: float) -> F32:
    """(h, w) 0..1: the noise tile at a random shift, its largest patches ``patch_px`` across."""
    import cv2

    height, width = size_hw
    scale = np.float32(TILE_PX / 8 / max(patch_px, 1e-3))
    dx, dy = (rng.random(2) * TILE_PX).astype(np.float32)
    x = np.tile((np.arange(width, dtype=np.float32) * scale + dx) % TILE_PX, (height, 1))
    y = np.tile(((np.arange(height, dtype=np.float32) * scale + dy) % TILE_PX)[:, None], (1, width))
    return np.asarray(cv2.remap(_tile(), x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_WRAP))
