"""Shop walls: scuffed paint, posters, doors and shop windows, all of a few rectangles."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from assets.arrays import digest
from assets.draws import keyed_rng
from assets.fixtures.base import Part
from assets.material import Material, Rgb
from assets.mesh_tools import F64, Patch, assemble, box, grid

VERSION = "1"
SIDE_PX, SIDE_M = 512, 4.0
WEAR_GRADES = 4
SCUFFED_TO_M = 1.1  # what trolleys and boxes reach
POSTERS = 10
POSTER_WH_M = (0.84, 1.19)
BANNER_WH_M = (2.6, 0.42)
PX_PER_M = 150
DOOR_WH_M, SILL_M, PANE_M = (1.9, 2.15), 0.35, 1.3
GROUNDS: tuple[Rgb, ...] = (
    (0.62, 0.02, 0.03),
    (0.02, 0.12, 0.4),
    (0.01, 0.25, 0.09),
    (0.85, 0.55, 0.02),
    (0.82, 0.8, 0.74),
    (0.04, 0.04, 0.045),
    (0.75, 0.2, 0.02),
)
WORDS = ("Fresh", "Offers", "New", "Save", "Bakery", "Every day", "Coffee", "Fruit", "2 for 1", "Good value")


@dataclass(frozen=True)
class WallTexture:
    """Painted wall, with the marks of ``grade`` 0 to 3; it repeats every ``SIDE_M``, from the floor up."""

    color: Rgb
    grade: int

    @cached_property
    def key(self) -> str:
        return digest("wall", VERSION, repr(self.color), str(self.grade))

    @property
    def size_wh_px(self) -> tuple[int, int]:
        return SIDE_PX, SIDE_PX

    def pixels(self) -> NDArray[np.uint8]:
        """(height, width, 3) uint8 sRGB, row 0 on top, read-only."""
        return _wall(self.color, self.grade)

    def mean_color(self) -> Rgb:
        """Average colour in linear Rec.709, which the marks leave at the paint's own."""
        return self.color


@lru_cache(maxsize=8)
def _wall(color: Rgb, grade: int) -> NDArray[np.uint8]:
    rng, n = keyed_rng(1, "wall marks"), SIDE_PX
    shade = 1 + 0.012 * rng.standard_normal((n, n)).clip(-2, 2)
    up = 1 - (np.arange(n) + 0.5) / n  # row 0 is the top
    shade *= 1 - 0.03 * grade * np.exp(-up * SIDE_M / 0.25)[:, None]  # what mops and shoes leave at its foot
    for _ in range(40 * grade):
        z, x = rng.beta(1.5, 3) * SCUFFED_TO_M, rng.integers(n)
        long, tall = int(rng.integers(3, 50)), int(rng.integers(1, 3))
        row = n - 1 - int(z / SIDE_M * n)
        columns = (x + np.arange(long)) % n
        shade[max(row - tall, 0) : row, columns] *= 1 - rng.uniform(0.05, 0.35)
    linear = np.clip(np.asarray(color) * (shade / shade.mean())[..., None], 0, 1)
    encoded = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)
    pixels = np.round(encoded * 255).astype(np.uint8)
    pixels.setflags(write=False)
    return pixels


@dataclass(frozen=True)
class PosterTexture:
    """The print of one of ``POSTERS`` posters, or of as many banners."""

    variant: int
    banner: bool = False

    @cached_property
    def key(self) -> str:
        return digest("poster", VERSION, str(self.variant), str(self.banner))

    @property
    def size_wh_px(self) -> tuple[int, int]:
        w, h = BANNER_WH_M if self.banner else POSTER_WH_M
        return round(w * PX_PER_M), round(h * PX_PER_M)

    def pixels(self) -> NDArray[np.uint8]:
        """(height, width, 3) uint8 sRGB, row 0 on top, read-only."""
        return _poster(self.variant, self.banner, self.size_wh_px)

    def mean_color(self) -> Rgb:
        """Average colour in linear Rec.709."""
        r, g, b = (round(float(c), 6) for c in ((self.pixels() / 255.0) ** 2.2).mean((0, 1)))
        return r, g, b


@lru_cache(maxsize=16)
def _poster(variant: int, banner: bool, size_wh: tuple[int, int]) -> NDArray[np.uint8]:
    import skia

    from assets.art import fonts
    from assets.art.atlas import opaque
    from assets.art.boxes import Box
    from assets.art.sheet import Sheet, argb
    from assets.art.typography import text

    rng = keyed_rng(1, "poster", variant, int(banner))
    (w, h), scale = size_wh, size_wh[0] / 100
    tall = h / scale
    ground, other = (GROUNDS[i] for i in rng.permutation(len(GROUNDS))[:2])
    ink = (0.05, 0.05, 0.06) if sum(ground) > 1.2 else (1.0, 1.0, 1.0)
    rgba = np.zeros((h, w, 4), np.uint8)
    canvas = skia.Surface(rgba).getCanvas()
    canvas.scale(scale, scale)
    canvas.clear(argb(tuple(c ** (1 / 2.2) for c in ground)))
    paint = skia.Paint(Color=argb(tuple(c ** (1 / 2.2) for c in other)), AntiAlias=True)
    word, second = (WORDS[i] for i in rng.permutation(len(WORDS))[:2])
    sheet = Sheet(canvas, scale, "en")
    if banner:
        text(sheet, f"{word}  ·  {second}", fonts.SANS_BOLD, Box(4, 3, 92, tall - 6), ink)
    else:
        canvas.drawCircle(rng.uniform(30, 70), tall * rng.uniform(0.5, 0.7), rng.uniform(22, 42), paint)
        canvas.drawRect(skia.Rect.MakeXYWH(0, tall * 0.86, 100, tall * 0.14), paint)
        text(sheet, word, fonts.SANS_BOLD, Box(6, 8, 88, tall * 0.22), ink)
    pixels = opaque(rgba)
    pixels.setflags(write=False)
    return pixels


def upright(low: tuple[float, float], high: tuple[float, float], slot: str, side_m: float | None) -> Patch:
    """A rectangle in the plane y = 0 that looks along -y, from (x, z) to (x, z). Its texture repeats every
    ``side_m``, or fills it once."""
    (x0, z0), (x1, z1) = low, high
    points = np.array([[[x0, 0.0, z0], [x1, 0.0, z0]], [[x0, 0.0, z1], [x1, 0.0, z1]]])
    uv = points[..., ::2] / side_m if side_m else np.array([[[0.0, 0], [1, 0]], [[0, 1], [1, 1]]])
    return grid(points, slot, uv)


def posters(spots: list[tuple[float, float, int, bool]], wall: F64) -> Iterator[Part]:
    """Posters and banners on a wall; spots are (x, z of the middle, variant, whether a banner) on it."""
    for x, z, variant, banner in spots:
        w, h = BANNER_WH_M if banner else POSTER_WH_M
        mesh = assemble([upright((-w / 2, -h / 2), (w / 2, h / 2), "print", None)], ("print",), closed=False)
        look = Material("poster", (1, 1, 1), PosterTexture(variant, banner), roughness=0.45)
        place = np.eye(4)
        place[:3, 3] = x, -0.012, z
        yield Part("poster", mesh, look, wall @ place)


def door(x_m: float, wall: F64) -> Iterator[Part]:
    """Swing doors to the stock room: two grey leaves with windows, a frame and kick plates."""
    w, h = DOOR_WH_M
    leaf, frame = (
        Material("door", (0.42, 0.43, 0.44), roughness=0.5),
        Material("door frame", (0.16, 0.16, 0.17)),
    )
    pane = Material("door pane", (0.03, 0.035, 0.04), roughness=0.15)
    plate = Material("door plate", (0.5, 0.5, 0.5), roughness=0.35, metallic=0.8)
    pieces = [
        ("leaf", leaf, [(m - w / 4 + 0.01, -0.03, 0.01, m + w / 4 - 0.01, 0.0, h) for m in (-w / 4, w / 4)]),
        ("pane", pane, [(m - 0.15, -0.034, 1.35, m + 0.15, -0.03, 1.85) for m in (-w / 4, w / 4)]),
        ("plate", plate, [(m - 0.43, -0.034, 0.04, m + 0.43, -0.03, 0.5) for m in (-w / 4, w / 4)]),
        ("frame", frame, [(s * w / 2 - 0.04, -0.05, 0.0, s * w / 2 + 0.04, 0.0, h + 0.08) for s in (-1, 1)]),
        ("frame", frame, [(-w / 2, -0.05, h, w / 2, 0.0, h + 0.08)]),
    ]
    place = np.eye(4)
    place[0, 3] = x_m
    for slot, look, boxes in pieces:
        patches = [box(edges[:3], edges[3:], slot) for edges in boxes]
        yield Part("door", assemble(patches, (slot,), closed=False), look, wall @ place)


def shop_window(half_m: float, top_m: float, sky: Rgb, exitance_w_m2: float, wall: F64) -> Iterator[Part]:
    """A glazed front: bright panes between dark bars over a sill. ``exitance_w_m2`` is what each square metre
    of the panes sends out."""
    uprights = np.arange(-half_m, half_m + 0.01, PANE_M)
    bars = [box((x - 0.03, -0.08, SILL_M), (x + 0.03, 0.0, top_m), "bar") for x in uprights]
    bars += [box((-half_m, -0.08, z - 0.03), (half_m, 0.0, z + 0.03), "bar") for z in (SILL_M, 2.1, top_m)]
    dark = Material("window bars", (0.06, 0.06, 0.065), roughness=0.5)
    yield Part("window bars", assemble(bars, ("bar",), closed=False), dark, wall)
    glow = Material("lamp window", sky, roughness=0.1, emission_w_m2=round(exitance_w_m2, 4), lamp=True)
    place = np.eye(4)
    place[1, 3] = -0.01
    glass = assemble([upright((-half_m, SILL_M), (half_m, top_m), "pane", None)], ("pane",), closed=False)
    yield Part("window", glass, glow, wall @ place)
