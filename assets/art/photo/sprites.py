"""Rendered pictures of things and piles, each made once per size class and kept in a bounded cache."""

import math
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assets.art.photo import scenery, studio
from assets.art.photo.library import photos
from assets.art.photo.relief import Pen, Piece, Plane, Relief
from assets.draws import keyed_rng

MARGIN = 1.3  # half a picture's side in radii of the thing: room for its shadow
TILE_RADII = 9.0  # side of a pile's repeating picture in radii of one piece
VARIANTS = 2
_TURNS, _FEW_TURNS = 6, 3  # of a piece in a pile; in one of tiny pieces
_CLASSES_PX = (10.0, 26.0, 54.0, 100.0)
_TILE_CLASSES_PX = (4.0, 8.0, 16.0, 30.0, 44.0)
_TINY_PX = 8.0  # pieces of a pile up to here look alike in all variants
_KEPT_BYTES = 160 * 1024 * 1024
_kept: OrderedDict[tuple[object, ...], tuple[Any, int]] = OrderedDict()
_lock = Lock()


def size_class(r_px: float, classes: tuple[float, ...] = _CLASSES_PX) -> float:
    """The radius at which a thing of ``r_px`` pixels is rendered: the next larger of a few."""
    return next((c for c in classes if c >= 0.92 * r_px), classes[-1])


def sprite(name: str, variant: int, r_px: float, loose: bool = False) -> Any:
    """A ``skia.Image`` of a thing with its shadow, premultiplied; the unit circle is 1/MARGIN of it."""
    c = size_class(r_px)
    variant = variant % VARIANTS if c > _CLASSES_PX[0] else 0  # tiny ones look alike
    return _keep(("sprite", name, variant, c, loose), partial(_sprite, name, variant, c, loose))


def tile(names: tuple[str, ...], variant: int, r_px: float) -> Any:
    """A ``skia.Image`` of a pile that repeats in both directions, TILE_RADII piece radii wide."""
    c = size_class(r_px, _TILE_CLASSES_PX)
    variant = variant % VARIANTS if c > _TINY_PX else 0
    return _keep(("tile", names, variant, c), partial(_tile, names, variant, c))


def background(name: str, variant: int, width_px: float) -> Any:
    """A ``skia.Image`` of a background (``scenery.PICTURES``), square, about ``width_px`` wide."""
    c = scenery.size_class(width_px)
    return _keep(
        ("background", name, variant % VARIANTS, c), partial(scenery.picture, name, variant % VARIANTS, c)
    )


def _keep(key: tuple[object, ...], make: Callable[[], NDArray[np.uint8]]) -> Any:
    """``make()`` as an image, from the cache where it is there (least recently used leaves first)."""
    import skia

    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key][0]
    pixels = make()
    image = skia.Image.fromarray(
        np.ascontiguousarray(pixels), skia.ColorType.kRGBA_8888_ColorType, skia.AlphaType.kPremul_AlphaType
    )
    with _lock:
        _kept[key] = image, pixels.nbytes
        while len(_kept) > 1 and sum(n for _, n in _kept.values()) > _KEPT_BYTES:
            _kept.popitem(last=False)
    return image


def _finer(r_px: float) -> int:
    """Samples a pixel in each direction: small things need them, large ones have pixels enough."""
    return 2 if r_px <= 60 else 1


def _sprite(name: str, variant: int, r_px: float, loose: bool) -> NDArray[np.uint8]:
    photo = photos()[name]
    piece = photo.loose if loose and photo.loose is not None else photo.subject
    return render(piece, r_px, photo.standing and not loose, photo.shadow, "sprite", name, variant)


def render(piece: Piece, r_px: float, standing: bool, shadow: bool, *path: str | int) -> NDArray[np.uint8]:
    """A piece alone, (n, n, 4) uint8 premultiplied sRGB, ``n`` = 2 MARGIN r_px."""
    fine = _finer(r_px)
    n = round(2 * MARGIN * r_px) * fine
    relief, unit = Relief(n, n), r_px * fine
    piece(Pen(relief, n / 2, n / 2, unit * 0.98, keyed_rng(0, "photo", *path)))
    mask = relief.mask * relief.opaque
    under = studio.ground_shadow(mask, unit, standing) if shadow else np.zeros_like(mask)
    return studio.to_rgba(studio.light(relief, unit), mask, under, fine)


def _tile(names: tuple[str, ...], variant: int, r_px: float) -> NDArray[np.uint8]:
    """Layers of pieces on a jittered lattice, wrapped round the borders, lit together."""
    fine = 2 if r_px <= 16 else 1
    unit = r_px * fine
    n = max(round(TILE_RADII * r_px), 8) * fine
    relief = Relief(n, n)
    turns = _TURNS if r_px > _TINY_PX else _FEW_TURNS
    patches = {(name, k): _Patch.of(_patch(name, unit, variant, k)) for name in names for k in range(turns)}
    rng = keyed_rng(0, "pile", variant, *names)
    count = round(TILE_RADII / 1.5)
    layers = _layers(names[0])
    for layer in range(layers):
        places: dict[tuple[str, int], list[tuple[float, float, float]]] = {}
        for j, i in np.ndindex(count, count):
            col = (i + 0.5 * (j % 2) + 0.33 * layer + float(rng.normal(0, 0.17))) * n / count
            row = (j + 0.5 * (layer % 2) + float(rng.normal(0, 0.17))) * n / count
            z = (layer - layers + 1 + float(rng.normal(0, 0.22))) * 1.9 / layers * unit
            main = len(names) == 1 or rng.random() < 0.7
            name = names[0] if main else names[1 + int(rng.integers(len(names) - 1))]
            places.setdefault((name, int(rng.integers(turns))), []).append((int(row), int(col), z))
        for key, stamps in places.items():
            _stamp(relief, patches[key], np.array(stamps))
    _floor(relief, unit)
    color = studio.light(relief, unit, tiled=True)
    full = np.ones(relief.height.shape, np.float32)
    return studio.to_rgba(color, full, np.zeros_like(full), fine)


@cache
def _layers(name: str) -> int:
    """How many layers of such pieces hide what is under them; the same in every size."""
    return min(max(round(1.9 / float(_patch(name, 16.0, 0, 0).mask.mean())), 3), 9)


def _floor(relief: Relief, unit: float) -> None:
    """What shows through the gaps of a pile: more of the same, in the dark."""
    mask = relief.mask
    gap = ~mask
    if gap.any() and mask.any():
        relief.color[gap] = 0.3 * relief.color[mask].mean(0)
        relief.height[gap] = float(relief.height[mask].min()) - 0.3 * unit


def _patch(name: str, unit: float, variant: int, k: int) -> Relief:
    """One piece by itself, in one of a few turns."""
    photo = photos()[name]
    n = 2 * int(unit * 1.08) + 3
    relief = Relief(n, n)
    turn = 2 * math.pi * k / _TURNS if photo.loose is not None else 0.3 * (k / _TURNS - 0.5)
    rng = keyed_rng(0, "patch", name, variant, k)
    (photo.loose or photo.subject)(
        Pen(relief, n / 2, n / 2, unit * float(rng.uniform(0.92, 1.06)), rng, turn)
    )
    return relief


@dataclass(frozen=True)
class _Patch:
    """The points of a piece: rows and columns from its middle, what is there."""

    row: NDArray[np.intp]
    col: NDArray[np.intp]
    height: Plane
    color: Plane  # (points, 3)
    gloss: Plane
    clear: Plane

    @staticmethod
    def of(relief: Relief) -> "_Patch":
        at = np.nonzero(relief.mask)
        half = relief.height.shape[0] // 2
        looks = relief.height[at], relief.color[at], relief.gloss[at], relief.clear[at]
        return _Patch(at[0] - half, at[1] - half, *looks)


def _stamp(relief: Relief, patch: _Patch, places: NDArray[np.float64]) -> None:
    """A piece laid down around each of ``places`` (row, column, base height), wrapped round the borders."""
    n, points = relief.height.shape[0], len(patch.row)
    middle = places[:, :2].astype(np.intp)
    pixel = ((middle[:, :1] + patch.row) % n * n + (middle[:, 1:] + patch.col) % n).ravel()
    raised = (patch.height + places[:, 2:].astype(np.float32)).ravel()
    np.maximum.at(relief.height.reshape(-1), pixel, raised)
    on_top = np.flatnonzero(raised == relief.height.reshape(-1)[pixel])
    pixel, point = pixel[on_top], on_top % max(points, 1)
    relief.color.reshape(-1, 3)[pixel] = patch.color[point]
    relief.gloss.reshape(-1)[pixel] = patch.gloss[point]
    relief.clear.reshape(-1)[pixel] = patch.clear[point]
