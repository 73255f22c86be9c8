"""Artwork as pixels: deterministic, the same design at every size, distinct, affordable."""

import hashlib
import subprocess
import sys
import time
from collections import defaultdict
from dataclasses import replace
from itertools import pairwise

import cv2
import numpy as np
import pytest

from assets.archetypes.base import Panel
from assets.art import paint
from assets.art.atlas import paint_atlas
from assets.art.design import design_of
from assets.art.families import families
from assets.art.paint import ArtTexture
from assets.art.tags import TagTexture
from assets.builtin import _package
from assets.catalog import open_catalog
from assets.material import Texture
from assets.product import Sku

FRONT = (Panel("front", (0.0, 0.0, 1.0, 1.0), (0.12, 0.18)),)


@pytest.fixture(scope="module")
def skus() -> tuple[Sku, ...]:
    return tuple(open_catalog("builtin", 9, 200).skus)


@pytest.fixture(scope="module")
def fronts(skus: tuple[Sku, ...]) -> list[np.ndarray]:
    return [paint_atlas(s, FRONT, (64, 96)) for s in skus]


def art(sku: Sku, w: int = 96, h: int = 96) -> ArtTexture:
    package = _package(sku.archetype, sku.size_m, tuple(sorted(sku.shape.items())))
    return ArtTexture(sku, package.panels, package.atlas_size_m, (w, h))


_IN_ANOTHER_PROCESS = """
import hashlib
from assets.catalog import open_catalog
h = hashlib.sha256()
catalog = open_catalog("builtin", 9, 40)
for sku in catalog.skus[::4]:
    for m in catalog.product(sku.sku, 96).materials:
        h.update(m.key.encode())
        if m.texture is not None:
            h.update(m.texture.pixels().tobytes())
print(h.hexdigest())
"""


def test_the_same_bytes_in_another_process() -> None:
    here = hashlib.sha256()
    catalog = open_catalog("builtin", 9, 40)
    for sku in catalog.skus[::4]:
        for m in catalog.product(sku.sku, 96).materials:
            here.update(m.key.encode())
            if m.texture is not None:
                here.update(m.texture.pixels().tobytes())
    command = [sys.executable, "-c", _IN_ANOTHER_PROCESS]
    there = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    assert there.stdout.strip() == here.hexdigest()


def test_art_and_tags_are_textures_with_read_only_pixels(skus: tuple[Sku, ...]) -> None:
    tag = TagTexture("Crisps", 199, "EUR", skus[0].gtin, "175 g", 1, size_px=(90, 56))
    for texture, shape in ((art(skus[0], 96, 64), (64, 96, 3)), (tag, (56, 90, 3))):
        assert isinstance(texture, Texture)
        pixels = texture.pixels()
        assert pixels.shape == shape
        assert pixels.dtype == np.uint8
        assert not pixels.flags.writeable
        assert texture.pixels() is pixels


def test_mean_colour_is_taken_in_linear_light(skus: tuple[Sku, ...]) -> None:
    texture = art(skus[5])
    c = texture.pixels() / 255
    linear = np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4).mean((0, 1))
    assert texture.mean_color() == pytest.approx(tuple(linear), abs=1e-6)


def test_the_key_changes_with_all_that_decides_the_pixels(skus: tuple[Sku, ...]) -> None:
    base = art(skus[0])
    changed = [
        replace(base, sku=replace(base.sku, **{field: value}))
        for field, value in {
            "brand": "Other",
            "name": "Other",
            "variant": "Other",
            "net": "9 g",
            "gtin": skus[1].gtin,
            "art_seed": 1,
            "category": ("dairy", "milk"),
        }.items()
    ]
    changed += [replace(base, size_wh_px=(97, 96)), replace(base, panels=FRONT)]
    assert len({base.key, *(t.key for t in changed)}) == 1 + len(changed)
    assert replace(base, sku=replace(base.sku, price_minor=1)).key == base.key


def test_the_cache_forgets_the_least_recently_used(
    skus: tuple[Sku, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paint, "_CACHE_BYTES", 3 * 96 * 96 * 3)
    for sku in skus[:12]:
        art(sku).pixels()
    assert sum(p.nbytes for p, _ in paint._cache.values()) <= 3 * 96 * 96 * 3
    assert art(skus[11]).key in paint._cache
    assert art(skus[0]).key not in paint._cache


def test_artwork_that_no_frame_uses_leaves_the_cache_and_what_is_used_stays(skus: tuple[Sku, ...]) -> None:
    art(skus[0]).pixels()
    kept = art(skus[1]).pixels()
    for _ in range(paint.FRAMES_KEPT + 1):
        paint.frame_done()
        assert art(skus[1]).pixels() is kept
    assert art(skus[0]).key not in paint._cache
    assert paint._kept[0] == sum(pixels.nbytes for pixels, _ in paint._cache.values())


@pytest.mark.parametrize("index", range(0, 200, 17))
def test_small_art_is_the_large_art_resampled(skus: tuple[Sku, ...], index: int) -> None:
    sku = skus[index]
    large = paint_atlas(sku, FRONT, (768, 1152)).astype(np.float32)
    for w, limit in ((64, 8.0), (128, 5.5), (256, 3.5)):  # the tiniest pieces are all of one make
        small = paint_atlas(sku, FRONT, (w, w * 3 // 2)).astype(np.float32)
        reduced = cv2.resize(large, (w, w * 3 // 2), interpolation=cv2.INTER_AREA)
        assert np.abs(small - reduced).mean() < limit, (sku.sku, w)


def perceptual_hash(picture: np.ndarray) -> np.ndarray:
    """Signs of the 8x8 lowest frequencies of each Lab channel (after pHash, Zauner 2010)."""
    lab = cv2.cvtColor(cv2.resize(picture, (32, 32), interpolation=cv2.INTER_AREA), cv2.COLOR_RGB2LAB)
    spectra = [cv2.dct(lab[..., c].astype(np.float32))[:8, :8].ravel()[1:] for c in range(3)]
    return np.concatenate([s > np.median(s) for s in spectra])


def test_fronts_are_distinct(fronts: list[np.ndarray]) -> None:
    """No two of 200 articles look the same; hashes of unrelated fronts differ in about half of their bits."""
    hashes = np.stack([perceptual_hash(f) for f in fronts])
    differing = (hashes[:, None] != hashes[None]).sum(-1)[np.triu_indices(len(fronts), 1)]
    assert (differing == 0).mean() < 1e-3
    assert 70 < np.median(differing) < 115
    for a, b in pairwise(fronts):
        assert np.abs(a.astype(int) - b).mean() > 0.5


def colour_histogram(picture: np.ndarray) -> np.ndarray:
    bins = (picture.reshape(-1, 3) // 52).astype(int)
    counts = np.bincount(bins @ [25, 5, 1], minlength=125)
    return counts / counts.sum()


def test_variants_of_a_line_look_more_alike_than_other_brands(
    skus: tuple[Sku, ...], fronts: list[np.ndarray]
) -> None:
    lines: dict[str, list[int]] = defaultdict(list)
    for i, s in enumerate(skus):
        lines[s.sku.rsplit("-", 1)[0]].append(i)
    line_of = np.array([list(lines).index(s.sku.rsplit("-", 1)[0]) for s in skus])
    shades = np.stack([colour_histogram(f) for f in fronts])
    apart = np.abs(shades[:, None] - shades[None]).sum(-1) / 2
    same = (line_of[:, None] == line_of[None]) & ~np.eye(len(skus), dtype=bool)
    other = line_of[:, None] != line_of[None]
    assert apart[same].mean() < 0.75 * apart[other].mean()


def test_variants_share_the_brands_palette_family_and_lettering(skus: tuple[Sku, ...]) -> None:
    lines: dict[str, list[Sku]] = defaultdict(list)
    for s in skus:
        lines[s.sku.rsplit("-", 1)[0]].append(s)
    for line in lines.values():
        designs = [design_of(s) for s in line]
        assert len({(d.palette, d.family, d.logo, d.name_face) for d in designs}) == 1
        assert len({(d.color, d.motifs) for d in designs}) == len(line)


def test_a_brand_keeps_its_colours_across_its_products() -> None:
    by_brand: dict[tuple[str, str], set[object]] = defaultdict(set)
    for s in open_catalog("builtin", 9, 1000).skus:
        by_brand[s.brand, s.category[0]].add(design_of(s).palette)
    assert all(len(palettes) == 1 for palettes in by_brand.values())


def test_every_design_family_is_in_use() -> None:
    used = {design_of(s).family for s in open_catalog("builtin", 9, 2000).skus}
    assert used == set(families())


def test_unknown_variants_and_categories_still_get_a_design(skus: tuple[Sku, ...]) -> None:
    strange = replace(skus[0], variant="Never Heard Of", category=("tools",))
    pixels = paint_atlas(strange, FRONT, (64, 96))
    assert pixels.std() > 5


def test_painting_is_affordable(skus: tuple[Sku, ...]) -> None:
    """Generous bounds, in CPU seconds; usual costs are a third of these."""
    chosen = skus[::10]
    for height, limit in ((128, 0.03), (1024, 0.4)):
        size = (height * 2 // 3, height)
        paint_atlas(chosen[0], FRONT, size)
        start = time.process_time()
        for sku in chosen:
            paint_atlas(sku, FRONT, size)
        assert (time.process_time() - start) / len(chosen) < limit
