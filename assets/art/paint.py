"""Artwork as a texture: a SKU, the panels of its package and a size in pixels give the atlas."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache, cached_property
from threading import Lock
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from assets.archetypes.base import Panel
from assets.arrays import digest
from assets.material import Material, Rgb
from assets.product import Sku

ART_VERSION = "19"
SURFACE_FROM_PX = 256  # atlases smaller than this get no map of their own
_CACHE_BYTES = 256 * 1024 * 1024
FRAMES_KEPT = 12  # for so many frames artwork that nobody asks for is kept
_cache: OrderedDict[str, tuple[NDArray[np.uint8], int]] = OrderedDict()  # with the frame that used it last
_kept = [0]  # bytes of all that is in the cache
_frame = [0]
_lock = Lock()


class Painted:
    """What painted textures share: pixels from the bounded cache, and their mean."""

    @property
    def key(self) -> str:
        raise NotImplementedError

    def _paint(self) -> NDArray[np.uint8]:
        raise NotImplementedError

    def pixels(self) -> NDArray[np.uint8]:
        """(height, width, 3) uint8 sRGB, row 0 on top, read-only; kept in a bounded cache."""
        return cached(self.key, self._paint)

    @cached_property
    def _mean(self) -> Rgb:
        return mean_linear(self.pixels())

    def mean_color(self) -> Rgb:
        """Average colour in linear Rec.709."""
        return self._mean


class Store(Protocol):
    """Where artwork outlives the process."""

    def read(self, key: str) -> NDArray[np.uint8] | None: ...
    def write(self, key: str, pixels: NDArray[np.uint8]) -> None: ...


_stores: list[Store] = []


def keep_artwork_in(store: Store | None) -> None:
    """From now on artwork is looked for there before it is painted, and left there; None ends it."""
    _stores[:] = [] if store is None else [store]


@dataclass(frozen=True)
class ArtTexture(Painted):
    """The artwork of ``sku`` on a package with these panels. Implements ``assets.material.Texture``."""

    sku: Sku
    panels: tuple[Panel, ...]
    atlas_size_m: tuple[float, float]
    size_wh_px: tuple[int, int]

    @cached_property
    def key(self) -> str:
        """Content hash over all that decides the pixels."""
        s = self.sku
        texts = (
            s.brand,
            s.name,
            s.variant,
            s.net,
            s.gtin,
            str(s.art_seed),
            *s.category,
            s.language,
            s.flavor,
            s.tier,
            s.family,
        )
        return digest(
            "art", ART_VERSION, *texts, repr(self.panels), repr(self.atlas_size_m), repr(self.size_wh_px)
        )

    def _paint(self) -> NDArray[np.uint8]:
        from assets.art.atlas import paint_atlas

        known = _stores[0].read(self.key) if _stores else None
        if known is not None and known.shape == (*self.size_wh_px[::-1], 3):
            return known
        pixels = paint_atlas(self.sku, self.panels, self.size_wh_px)
        if _stores:
            _stores[0].write(self.key, pixels)
        return pixels


@dataclass(frozen=True)
class SurfaceTexture(Painted):
    """Roughness (green) and metallic (blue) of an artwork printed on the finish ``printed``: varnish, foil,
    matte lacquer. Data, not colours. Implements ``assets.material.Texture``."""

    art: ArtTexture
    printed: str

    @property
    def size_wh_px(self) -> tuple[int, int]:
        return self.art.size_wh_px

    @cached_property
    def key(self) -> str:
        return digest("surface", self.art.key, self.printed)

    @cached_property
    def _mean(self) -> Rgb:
        r, g, b = (float(v) / 255 for v in self.pixels().mean((0, 1)))
        return (r, g, b)

    def _paint(self) -> NDArray[np.uint8]:
        from assets.art.atlas import paint_surface
        from assets.art.design import design_of
        from assets.art.surface import finishing

        plan = finishing(design_of(self.art.sku), self.printed)
        if plan is None:
            raise ValueError(f"{self.art.sku.sku} printed on {self.printed!r} is alike all over")
        return paint_surface(self.art.sku, self.art.panels, self.size_wh_px, plan)


def finished(material: Material, art: ArtTexture) -> Material:
    """``material`` with a surface map, where the line's packs are varnished or foiled and it can be seen."""
    from assets.art.design import design_of
    from assets.art.surface import MATTE, finishing

    if max(art.size_wh_px) < SURFACE_FROM_PX:
        return material
    plan = finishing(design_of(art.sku), material.name)
    if plan is None:
        return material
    coat = min(material.coat, 0.1) if plan.ground[0] >= MATTE[0] else material.coat
    return replace(
        material, roughness=1.0, metallic=1.0, coat=coat, surface=SurfaceTexture(art, material.name)
    )


def cached(key: str, make: Callable[[], NDArray[np.uint8]]) -> NDArray[np.uint8]:
    """``make()`` once per key while it stays in the cache (least recently used leaves first)."""
    with _lock:
        if key in _cache:
            pixels = _cache[key][0]
            _cache[key] = pixels, _frame[0]
            _cache.move_to_end(key)
            return pixels
    pixels = make()
    pixels.setflags(write=False)
    with _lock:
        if key not in _cache:
            _kept[0] += pixels.nbytes
        _cache[key] = pixels, _frame[0]
        _cache.move_to_end(key)
        while len(_cache) > 1 and _kept[0] > _CACHE_BYTES:
            _drop_oldest()
    return pixels


def frame_done() -> None:
    """Told after each frame: what none has used for a while leaves, so that long runs stay as they are."""
    with _lock:
        _frame[0] += 1
        while _cache and next(iter(_cache.values()))[1] < _frame[0] - FRAMES_KEPT:
            _drop_oldest()


def _drop_oldest() -> None:
    _kept[0] -= _cache.popitem(last=False)[1][0].nbytes


@cache
def _linear_table() -> NDArray[np.float64]:
    from assets.art.colors import to_linear

    return np.array([to_linear(v / 255) for v in range(256)])


def mean_linear(pixels: NDArray[np.uint8]) -> Rgb:
    """Mean of an sRGB picture in linear light."""
    table = _linear_table()
    counts = [np.bincount(pixels[..., c].ravel(), minlength=256) for c in range(3)]
    r, g, b = (float((n * table).sum() / n.sum()) for n in counts)
    return (r, g, b)
