"""Shop walls: scuffed paint, posters, doors and shop windows, all of a few rectangles."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from assets.arrays import digest
from assets.draws import keyed_rng
from assets.fixtures.base import Part
from assets.material import Material, Rgb
from assets.mesh_tools import F64, Patch, assemble, box, grid

VERSION = "2"
SIDE_PX, SIDE_M = 1024, 4.0
FINISHES: Mapping[str, tuple[float, float, float, float]] = MappingProxyType(
    {
        "plaster": (4.0, 4.0, 1.0, 0.0),
        "panels": (1.0, 4.0, 0.7, 0.012),
        "slats": (4.0, 0.1, 0.45, 0.006),
        "tiles": (0.2, 0.2, 0.8, 0.012),
    }
)
"""What walls are made of: width and height of a piece in metres, how dark its joints are, and how much pieces
differ."""
WEAR_GRADES = 4
BRIGHTEST, LEVELS = 1.6, 1024
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
    """A wall of one of ``FINISHES``, with the marks of ``grade`` 0 to 3; it repeats every ``SIDE_M``, from
    the floor up."""

    color: Rgb
    grade: int
    finish: str = "plaster"

    @cached_property
    def key(self) -> str:
        return digest("wall", VERSION, repr(self.color), str(self.grade), self.finish)

    @property
    def size_wh_px(self) -> tuple[int, int]:
        return SIDE_PX, SIDE_PX

    def pixels(self) -> NDArray[np.uint8]:
        """(height, width, 3) uint8 sRGB, row 0 on top, read-only."""
        return _wall(self.color, self.grade, self.finish)

    def mean_color(self) -> Rgb:
        """Average colour in linear Rec.709, which the marks leave at the paint's own."""
        return self.color


@lru_cache(maxsize=8)
def _wall(color: Rgb, grade: int, finish: str) -> NDArray[np.uint8]:
    import cv2

    levels = np.linspace(0, BRIGHTEST, LEVELS)[:, None] * np.asarray(color)
    linear = np.clip(levels, 0, 1)
    encoded = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)
    packed = np.zeros((LEVELS, 4), np.uint8)  # one number each: looked up in a third of the time
    packed[:, :3] = np.round(encoded * 255)
    found = packed.view(np.uint32)[:, 0].take(_shade(grade, finish))
    pixels = np.asarray(cv2.cvtColor(found.view(np.uint8).reshape(*found.shape, 4), cv2.COLOR_RGBA2RGB))
    pixels.setflags(write=False)
    return pixels


@lru_cache(maxsize=WEAR_GRADES * len(FINISHES))
def _shade(grade: int, finish: str) -> NDArray[np.uint16]:
    """(n, n) how bright each place is beside the paint's own, in ``LEVELS`` steps up to ``BRIGHTEST``."""
    rng, n = keyed_rng(1, "wall marks"), SIDE_PX
    shade = _grain(rng) * _built(finish, rng)
    up = 1 - (np.arange(n) + 0.5) / n  # row 0 is the top
    shade *= 1 - 0.03 * grade * np.exp(-up * SIDE_M / 0.25)[:, None]  # what mops and shoes leave at its foot
    for _ in range(30 * grade):  # most where bumpers and baskets reach
        z, x = rng.choice([0.2, 0.75]) + rng.normal(0, 0.12), int(rng.integers(n))
        long, drop = int(rng.integers(4, 40)), rng.normal(0, 0.08)
        along = np.arange(long)
        rows = (n - 1 - abs(z) / SIDE_M * n + drop * along).astype(int).clip(0, n - 1)
        fade = np.sin((along + 0.5) / long * np.pi)
        shade[rows, (x + along) % n] *= 1 - rng.uniform(0.03, 0.16) * fade
    steps = shade / shade.mean() / BRIGHTEST * (LEVELS - 1)
    return np.asarray(np.round(steps).clip(0, LEVELS - 1).astype(np.uint16))


def _grain(rng: np.random.Generator) -> NDArray[np.float64]:
    """Uneven paint: blotches as wide as an arm, roller marks, and the grain of plaster; it repeats."""
    n = SIDE_PX
    fy, fx = np.fft.fftfreq(n)[:, None] * n, np.fft.rfftfreq(n)[None] * n
    waves = np.hypot(fx, fy)
    spectrum = np.fft.rfft2(rng.standard_normal((n, n)))
    total = np.ones((n, n))
    for low, high, strength in ((1, 6, 0.022), (6, 40, 0.012), (60, 260, 0.022)):
        band = np.fft.irfft2(spectrum * ((waves >= low) & (waves < high)), (n, n))
        total += strength * band / band.std()
    return np.asarray(total.clip(0.8, 1.2))


def _built(finish: str, rng: np.random.Generator) -> NDArray[np.float64]:
    """What the wall is made of: seams between its panels, grooves or joints, each piece of its own shade."""
    n, shade = SIDE_PX, np.ones((SIDE_PX, SIDE_PX))
    if finish == "plaster":
        return shade
    wide_m, high_m, joint, spread = FINISHES[finish]
    columns, rows = round(SIDE_M / wide_m), round(SIDE_M / high_m)
    x, z = np.arange(n) * columns / n, np.arange(n) * rows / n
    pieces = 1 + spread * rng.standard_normal((rows, columns))
    shade = np.asarray(pieces[z.astype(int)][:, x.astype(int)], np.float64)
    at_x, at_z = (x % 1) * wide_m, (z % 1) * high_m
    px = SIDE_M / n
    if columns > 1:
        shade[:, at_x < px * 1.01] *= joint
    if rows > 1:
        shade[at_z < px * (2.01 if finish == "slats" else 1.01)] *= joint
        shade[at_z > high_m - 1.5 * px] *= 1.06  # the edge that catches the light
    return shade


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
