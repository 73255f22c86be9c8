"""Draft frames as tiles of a contact sheet, made on all cores.

Frames show mostly the same articles, so each artwork is painted once, by whichever process is free, into
memory that all of them share; then the frames are drawn.
"""

import copyreg
import mmap
import multiprocessing
import os
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from itertools import batched
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from assets.art.paint import cached
from generator.contact_sheet import Tile, cell_of, tile_of
from generator.frame import FrameMaker, sample
from generator.render import open_renderer

if TYPE_CHECKING:
    from multiprocessing.sharedctypes import SynchronizedArray

    from assets.material import Texture
    from generator.bundle import Bundle
    from scenes.scene import Scene

MOST_WORKERS = 8
SHARED_BYTES = 256 * 2**20  # taken from the machine only where written
SCRIPTS = (
    0x590,
    0x2E80,
)  # from here on letters are Arabic and Hebrew, Chinese and Korean: fonts of their own
BATCH = 12  # frames per process whose scenes are held at a time

Place = tuple[str, int, tuple[int, int, int]]  # a texture's key, where its pixels start, their shape


def _read_only(values: dict[str, float]) -> MappingProxyType[str, float]:
    return MappingProxyType(values)


# Articles hold their shape read-only, which pickle does not know by itself.
copyreg.pickle(MappingProxyType, lambda mapping: (_read_only, (dict(mapping),)))

# Of this worker process:
_makers: list[FrameMaker] = []
_shared: list[mmap.mmap] = []
_ends: "list[SynchronizedArray[int]]" = []  # of the textures that nobody paints yet
_scenes: "dict[int, Scene]" = {}


def draft_tiles(bundle: "Bundle", frames: range, longest_px: int) -> Iterator[Tile]:
    """The frames in their order. Workers are forked: what is loaded already is not loaded again.

    So call it before anything in this process has started threads, as the command line does.
    """
    count = min(len(frames), os.cpu_count() or 1, MOST_WORKERS)
    if count < 2 or "fork" not in multiprocessing.get_all_start_methods():
        _start(bundle)
        yield from (_tile(frame, longest_px) for frame in frames)
        return
    fork = multiprocessing.get_context("fork")
    with mmap.mmap(-1, SHARED_BYTES) as shared, _without_opencv_threads(), ExitStack() as stack:
        # Pools of one process each: a frame is drawn where its scene was sampled.
        ends = fork.Array("i", 2)
        pools = [ProcessPoolExecutor(1, fork, _start, (bundle, shared, ends)) for _ in range(count)]
        for pool in pools:
            stack.enter_context(pool)
        try:
            places: dict[str, Place] = {}
            for batch in batched(frames, BATCH * count, strict=False):
                yield from _batch(pools, batch, places, ends, longest_px)
        except BaseException:
            for pool in pools:
                pool.shutdown(cancel_futures=True)
            raise


@contextmanager
def _without_opencv_threads() -> Iterator[None]:
    """A forked process waits for ever for threads of OpenCV's that only its parent has."""
    import cv2

    before = cv2.getNumThreads()
    cv2.setNumThreads(1)
    try:
        yield
    finally:
        cv2.setNumThreads(before)


def _start(
    bundle: "Bundle", shared: mmap.mmap | None = None, ends: "SynchronizedArray[int] | None" = None
) -> None:
    _makers[:] = [FrameMaker(bundle, open_renderer("draft"))]
    _scenes.clear()
    if shared is not None and ends is not None:  # a worker
        import cv2

        cv2.setNumThreads(1)  # every core has its process
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's business
        _shared[:], _ends[:] = [shared], [ends]


def _batch(
    pools: Sequence[ProcessPoolExecutor],
    frames: Sequence[int],
    places: dict[str, Place],
    ends: "SynchronizedArray[int]",
    longest_px: int,
) -> Iterator[Tile]:
    """Samples, paints what is new (noted in ``places``), and draws."""
    turn = [pools[k % len(pools)] for k in range(len(frames))]
    sampled = [pool.submit(_artwork, frame) for pool, frame in zip(turn, frames, strict=True)]
    new = {t.key: t for some in sampled for t in some.result() if t.key not in places}
    added = _allot(list(new.values()), sum(h * w * d for _, _, (h, w, d) in places.values()))
    jobs = sorted(((new[place[0]], place) for place in added), key=lambda job: _kinship(job[0]))
    ends[:] = [0, len(jobs)]
    painted = [pool.submit(_paint, jobs, k % 2) for k, pool in enumerate(pools)]
    for done in painted:
        done.result()
    places.update((place[0], place) for place in added)
    tiles = [pool.submit(_tile, frame, longest_px, added) for pool, frame in zip(turn, frames, strict=True)]
    yield from (tile.result() for tile in tiles)


def _allot(textures: "Sequence[Texture]", start: int) -> list[Place]:
    """Room for textures from ``start`` on; what finds none is painted by whoever needs it."""
    places = []
    for texture in textures:
        w, h = texture.size_wh_px
        if start + 3 * w * h <= SHARED_BYTES:
            places.append((texture.key, start, (h, w, 3)))
            start += 3 * w * h
    return places


def _kinship(texture: "Texture") -> tuple[int, str, str]:
    """Like for textures with much in common, so that few processes load the fonts of a rare script or draw
    the pictures of a flavour."""
    from assets.art.paint import ArtTexture

    if not isinstance(texture, ArtTexture):
        return 0, type(texture).__name__, ""
    sku = texture.sku
    letter = ord(max(sku.name + sku.variant, default=" "))
    return sum(letter >= start for start in SCRIPTS), "/".join(sku.category), sku.flavor


def _artwork(frame_index: int) -> list["Texture"]:
    """The frame's textures that are kept by their key."""
    from assets.art.paint import ArtTexture
    from assets.art.tags import TagTexture
    from assets.wear_marks import WornTexture

    scene = _scenes[frame_index] = sample(_makers[0].bundle, frame_index)
    found = (material.texture for material in scene.materials.values())
    textures = (t.base if isinstance(t, WornTexture) else t for t in found)  # worn ones lie over fresh ones
    return [t for t in textures if isinstance(t, (ArtTexture, TagTexture))]


def _paint(jobs: "Sequence[tuple[Texture, Place]]", end: int) -> None:
    """Paints from one end of the row (0: its start, 1: its back) until nothing is left."""
    while (at := _taken(end)) is not None:
        texture, place = jobs[at]
        _pixels(place)[:] = texture.pixels()


def _taken(end: int) -> int | None:
    """The next job at that end of what is left, for this process alone; None where nothing is."""
    ends = _ends[0]
    with ends.get_lock():
        first, last = ends[:]
        if first == last:
            return None
        ends[end] += 1 - 2 * end
    return last - 1 if end else first


def _pixels(place: Place) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    _, start, shape = place
    return np.frombuffer(_shared[0], np.uint8, int(np.prod(shape)), start).reshape(shape)


def _tile(frame_index: int, longest_px: int, places: Sequence[Place] = ()) -> Tile:
    for place in places:
        cached(place[0], lambda place=place: _pixels(place))  # type: ignore[misc]
    return tile_of(cell_of(_makers[0].make(frame_index, _scenes.pop(frame_index, None))), longest_px)
