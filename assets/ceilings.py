"""Shop ceilings: suspended tiles, plaster, and open decks with beams, ducts and pipes under them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from assets.arrays import digest
from assets.draws import keyed_rng
from assets.fixtures.base import Part
from assets.material import Material, Rgb
from assets.mesh import Mesh
from assets.mesh_tools import Patch, assemble, box, grid

CEILINGS = ("tiles", "plaster", "open_white", "open_dark")
VERSION = "1"
SIDE_PX, SIDE_M, TILE_M = 512, 3.6, 0.6
DECK_ABOVE_M = 0.9  # the deck of an open ceiling over the lamps
COLORS: dict[str, Rgb] = {
    "tiles": (0.72, 0.71, 0.67),
    "plaster": (0.76, 0.75, 0.71),
    "open_white": (0.62, 0.62, 0.6),
    "open_dark": (0.035, 0.035, 0.037),
}


@dataclass(frozen=True)
class CeilingTexture:
    """A square of ceiling that repeats: tiles in their bars, or the ribs of a metal deck."""

    kind: str

    @cached_property
    def key(self) -> str:
        return digest("ceiling", VERSION, self.kind, repr(COLORS[self.kind]))

    @property
    def size_wh_px(self) -> tuple[int, int]:
        return SIDE_PX, SIDE_PX

    def pixels(self) -> NDArray[np.uint8]:
        """(height, width, 3) uint8 sRGB, row 0 on top, read-only."""
        return _paint(self.kind)

    def mean_color(self) -> Rgb:
        """Average colour in linear Rec.709, close to it."""
        return COLORS[self.kind]


@lru_cache(maxsize=4)
def _paint(kind: str) -> NDArray[np.uint8]:
    rng = keyed_rng(1, "ceiling", kind)
    n = SIDE_PX
    at = np.arange(n) * (SIDE_M / n)
    shade = 1 + 0.02 * rng.standard_normal((n, n)).clip(-2, 2)
    if kind == "tiles":
        count = round(SIDE_M / TILE_M)
        which = (at / TILE_M + 1e-6).astype(int)
        shade *= (1 + 0.025 * rng.standard_normal((count, count)))[np.ix_(which, which)]
        shade[rng.random((n, n)) < 0.04] *= 0.75  # fissures
        bar = np.mod(at, TILE_M) < 2 * SIDE_M / n
        edge = np.mod(at - 2 * SIDE_M / n, TILE_M) < SIDE_M / n
        shade[edge], shade[:, edge] = shade[edge] * 0.7, shade[:, edge] * 0.7
        shade[bar], shade[:, bar] = 1.12, 1.12
    elif kind.startswith("open"):
        shade *= np.where(np.mod(at, 0.15) < 0.05, 0.55, 1.0)[:, None]
    linear = np.clip(np.asarray(COLORS[kind]) * (shade / shade.mean())[..., None], 0, 1)
    encoded = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)
    pixels = np.round(encoded * 255).astype(np.uint8)
    pixels.setflags(write=False)
    return pixels


def ceiling(kind: str, z_m: float, x_half_m: float, y0_m: float, y1_m: float, glow: Rgb) -> Iterator[Part]:
    """The parts of a ceiling over a rectangle.

    ``glow`` (W/m2, linear Rec.709) is light from the rest of the store that falls on it, beyond that of the
    lamps that are really there. Raises ValueError for unknown kinds.
    """
    if kind not in CEILINGS:
        raise ValueError(f"unknown ceiling {kind!r}; there are {', '.join(CEILINGS)}")
    is_open = kind.startswith("open")
    top = z_m + (DECK_ABOVE_M if is_open else 0.0)
    texture = None if kind == "plaster" else CeilingTexture(kind)
    color = (1.0, 1.0, 1.0) if texture else COLORS[kind]
    strength, tint = split(glow)
    sheet = _sheet(x_half_m, y0_m, y1_m, top)
    look = Material(f"ceiling {kind}", _times(color, tint), texture, 0.95, emission_w_m2=strength)
    yield Part("ceiling", sheet, look, np.eye(4))
    if is_open:
        coat = Material(
            f"ceiling beams {kind}", _times(COLORS[kind], tint), None, 0.7, emission_w_m2=strength
        )
        yield Part(
            "ceiling beams", _beams(x_half_m, round(y0_m), round(y1_m - 0.5), round(z_m, 3)), coat, np.eye(4)
        )
        zinc = Material("duct", (0.5, 0.5, 0.5), roughness=0.4, metallic=0.6, emission_w_m2=0.5 * strength)
        yield Part("duct", _duct(x_half_m, round(y1_m * 0.4, 2), z_m + 0.35), zinc, np.eye(4))


def split(glow: Rgb) -> tuple[float, Rgb]:
    """Strength and tint of a light, the tint's greatest part 1."""
    strength = max(glow)
    if strength <= 0:
        return 0.0, (1.0, 1.0, 1.0)
    r, g, b = (round(part / strength, 6) for part in glow)
    return round(strength, 6), (r, g, b)


def _times(color: Rgb, tint: Rgb) -> Rgb:
    """Colours of far surfaces carry most of the lamps' tint: it is in the light that falls on them too."""
    r, g, b = (c * (0.2 + 0.8 * t) for c, t in zip(color, tint, strict=True))
    return r, g, b


def _sheet(x_half_m: float, y0_m: float, y1_m: float, z_m: float) -> Mesh:
    """A rectangle that looks down; its texture lies in metres from the world's origin."""
    points = np.array(
        [[[x_half_m, y0_m, z_m], [-x_half_m, y0_m, z_m]], [[x_half_m, y1_m, z_m], [-x_half_m, y1_m, z_m]]]
    )
    return assemble([grid(points, "ceiling", points[..., :2] / SIDE_M)], ("ceiling",), closed=False)


@lru_cache(maxsize=64)
def _beams(x_half_m: float, y0: int, y1: int, z_m: float) -> Mesh:
    """Lattice beams across the aisle every two metres, and a sprinkler pipe."""
    pieces: list[Patch] = []
    half, low, high = min(x_half_m, 14.0), z_m + 0.12, z_m + DECK_ABOVE_M - 0.05
    for y in range(max(y0, -9), min(y1, 16), 2):
        pieces.append(box((-half, y - 0.04, high - 0.06), (half, y + 0.04, high), "beam"))
        pieces.append(box((-half, y - 0.04, low + 0.3), (half, y + 0.04, low + 0.36), "beam"))
        for k, x in enumerate(np.arange(-half, half - 0.1, 0.7)):
            ends = (low + 0.36, high - 0.06) if k % 2 else (high - 0.06, low + 0.36)
            pieces.append(_strut(x, x + 0.7, ends, y))
    pieces.append(box((-half, y1 / 3 - 0.03, low + 0.2), (half, y1 / 3 + 0.03, low + 0.26), "beam"))
    return assemble(pieces, ("beam",), closed=False)


def _strut(x0: float, x1: float, z: tuple[float, float], y: float) -> Patch:
    """A flat diagonal that looks towards -y."""
    return grid([[[x0, y, z[0]], [x1, y, z[1]]], [[x0, y, z[0] + 0.05], [x1, y, z[1] + 0.05]]], "beam")


@lru_cache(maxsize=64)
def _duct(x_half_m: float, y_m: float, z_m: float) -> Mesh:
    """A round air duct along the store."""
    turn = np.linspace(0, 2 * np.pi, 13)
    ring = np.stack([0.3 * np.cos(turn) + y_m, 0.3 * np.sin(turn) + z_m], 1)
    half = min(x_half_m, 14.0)
    points = [[[x, *p] for p in ring] for x in (half, -half)]
    return assemble([grid(points, "duct")], ("duct",), closed=False)
