"""Strips that hang from shelf edges with goods clipped to them: tea towels and small pouches."""

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from assets.arrays import digest
from assets.distractors.base import Thing, chances, limb, matt, pick, thing
from assets.material import Material, Rgb
from assets.mesh_tools import Patch, box, grid
from assets.walls import POSTERS, PosterTexture

CLOTH_PX = 64
GROUNDS: tuple[Rgb, ...] = (
    (0.7, 0.67, 0.6),
    (0.6, 0.6, 0.62),
    (0.45, 0.05, 0.07),
    (0.08, 0.12, 0.3),
    (0.5, 0.42, 0.28),
)
STRIPES: tuple[Rgb, ...] = (
    (0.4, 0.03, 0.04),
    (0.05, 0.12, 0.35),
    (0.08, 0.25, 0.12),
    (0.7, 0.68, 0.62),
    (0.55, 0.3, 0.03),
)


@dataclass(frozen=True)
class ClothTexture:
    """A woven cloth, striped or checked."""

    variant: int

    @cached_property
    def key(self) -> str:
        return digest("cloth", "2", str(self.variant))

    @property
    def size_wh_px(self) -> tuple[int, int]:
        return CLOTH_PX, CLOTH_PX

    def pixels(self) -> NDArray[np.uint8]:
        """(height, width, 3) uint8 sRGB, row 0 on top, read-only."""
        return _woven(self.variant)

    def mean_color(self) -> Rgb:
        """Average colour in linear Rec.709."""
        r, g, b = (round(float(c), 6) for c in ((self.pixels() / 255.0) ** 2.2).mean((0, 1)))
        return r, g, b


@lru_cache(maxsize=32)
def _woven(variant: int) -> NDArray[np.uint8]:
    rng = chances("cloth", variant)
    ground, ink = np.array(pick(rng, GROUNDS)), np.array(pick(rng, STRIPES))
    at = np.arange(CLOTH_PX)
    band = ((at % int(rng.choice([8, 12, 16, 32]))) < rng.integers(2, 7)).astype(float)
    share = np.broadcast_to(band[None, :], (CLOTH_PX, CLOTH_PX)).copy()
    if rng.random() < 0.6:  # checked
        share = (share + band[:, None]) / 2
    color = ground + (ink - ground) * share[..., None]
    color *= 1 + 0.06 * rng.standard_normal((CLOTH_PX, CLOTH_PX, 1)).clip(-2, 2)
    pixels: NDArray[np.uint8] = np.round(np.clip(color, 0, 1) ** (1 / 2.2) * 255).astype(np.uint8)
    pixels.setflags(write=False)
    return pixels


def clip_strip(variant: int) -> Thing:
    """A plastic strip that hangs from a shelf's edge; the goods overlap like tiles of a roof."""
    rng = chances("clip_strip", variant)
    length, count = rng.uniform(0.5, 0.9), int(rng.integers(4, 8))
    pouches = variant % 3 != 0
    patches = [box((-0.016, -0.004, -length), (0.016, -0.003, 0), "strip")]
    patches.append(box((-0.035, -0.006, -0.05), (0.035, -0.0045, 0.004), "label"))
    for k in range(count):
        z = -0.06 - k * (length - 0.16) / count
        patches += _pouch(rng, z, f"goods{k % 2}") if pouches else [_towel(rng, z, f"goods{k % 2}")]
        patches.append(limb([(0, -0.004, z + 0.004), (0, -0.02, z - 0.004)], (0.005, 0.004), "strip", 6))
    goods = [_print(rng) if pouches else _cloth(rng) for _ in range(2)]
    looks = [matt("strip", (0.75, 0.75, 0.75), 0.25), matt("label", pick(rng, STRIPES), 0.4)]
    looks += [Material(f"goods{k}", look.color, look.texture, look.roughness) for k, look in enumerate(goods)]
    return thing("clip_strip", patches, looks, crease_deg=80)


def _cloth(rng: np.random.Generator) -> Material:
    return Material("cloth", (1, 1, 1), ClothTexture(int(rng.integers(12))), roughness=0.95)


def _print(rng: np.random.Generator) -> Material:
    return Material("pouch", (1, 1, 1), PosterTexture(int(rng.integers(POSTERS))), roughness=0.3)


def _towel(rng: np.random.Generator, z: float, slot: str) -> Patch:
    """A folded towel, gathered where it is clipped and falling in folds."""
    half, high, folds = rng.uniform(0.055, 0.085), rng.uniform(0.17, 0.24), rng.uniform(2.2, 3.4)
    t, s = np.linspace(0, 1, 7)[:, None], np.linspace(-1, 1, 15)[None, :]
    open_ = 0.22 + 0.78 * np.sqrt(t)
    phase = rng.uniform(0, 6) + 0.5 * t
    deep = 0.016 * (1 - 0.55 * t) * np.sin(folds * np.pi * s + phase)
    x = half * s * open_ + 0.01 * rng.normal() * t
    y = -0.016 - 0.032 * t + deep
    hem = 0.012 * np.sin(2.3 * s + rng.uniform(0, 6)) * t
    points = np.stack(np.broadcast_arrays(x, y, z - high * t + hem), -1)[::-1]
    uv = np.stack(np.broadcast_arrays((s + 1) / 2, 1 - t), -1)[::-1]
    return grid(points, slot, uv)


def _pouch(rng: np.random.Generator, z: float, slot: str) -> list[Patch]:
    """A small bag with a flat header, fuller below."""
    half, high = rng.uniform(0.04, 0.055), rng.uniform(0.13, 0.17)
    t, s = np.linspace(0, 1, 7)[:, None], np.linspace(-1, 1, 7)[None, :]
    full = 0.013 * np.clip(t - 0.18, 0, None) ** 0.5 * (1 - t**6) * (1 - np.abs(s) ** 3)
    lean = -0.012 - 0.03 * t
    sides = []
    for sign in (-1.0, 1.0):
        points = np.stack(np.broadcast_arrays(half * s, lean + sign * full, z - high * t), -1)
        uv = np.stack(np.broadcast_arrays((s + 1) / 2, 1 - t), -1)
        sides.append(grid(points[::-1], slot, uv[::-1]) if sign < 0 else grid(points, slot, uv))
    return sides
