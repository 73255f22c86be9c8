"""Design families: each its own, none lets text run out, variants of a line belong together."""

import time
from collections import defaultdict
from dataclasses import replace
from itertools import combinations

import cv2
import numpy as np
import pytest
import skia

from assets.archetypes.base import Panel
from assets.art.atlas import paint_atlas
from assets.art.boxes import Box
from assets.art.design import Design, design_of
from assets.art.families import families
from assets.art.lettering import NAME_FACES
from assets.art.sheet import Sheet
from assets.catalog import open_catalog
from assets.product import Sku
from assets.taxonomy import categories, product_types

FRONT = (Panel("front", (0.0, 0.0, 1.0, 1.0), (0.12, 0.18)),)
SHAPES = {"tall": (70.0, 190.0), "front": (120.0, 180.0), "wide": (180.0, 70.0), "square": (100.0, 100.0)}


@pytest.fixture(scope="module")
def designs() -> list[Design]:
    """One design for each of several categories."""
    found: dict[str, Design] = {}
    for sku in open_catalog("builtin", 4, 120).skus:
        found.setdefault(sku.category[0], design_of(sku))
    return list(found.values())


def face(
    design: Design, family: str, size_mm: tuple[float, float], width_px: int
) -> tuple[np.ndarray, Sheet]:
    k = width_px / size_mm[0]
    rgba = np.zeros((round(size_mm[1] * k), width_px, 4), np.uint8)
    canvas = skia.Surface(rgba).getCanvas()
    canvas.scale(k, k)
    sheet, box = Sheet(canvas, k), Box(0, 0, *size_mm)
    d = replace(design, family=family)
    families()[family].ground(sheet, box, d)
    families()[family].front(sheet, box, d)
    canvas.restoreToCount(1)
    del canvas
    return rgba[..., :3].astype(np.float32), sheet


def test_there_are_many_and_all_say_what_they_are_for() -> None:
    known = {t.category for t in product_types()} | {f"{t.category}/{t.sub}" for t in product_types()}
    assert len(families()) >= 30
    for name, family in families().items():
        assert family.mood in NAME_FACES, name
        assert set(family.suits) <= known, (name, set(family.suits) - known)
    offered = {n for t in product_types() for n in t.families} | {n for n, f in families().items() if f.suits}
    assert offered == set(families())


def test_every_category_has_a_choice() -> None:
    for category in categories():
        names = {n for t in product_types() if t.category == category for n in t.families}
        for n, f in families().items():
            if any(s.split("/")[0] == category for s in f.suits):
                names.add(n)
        assert len(names) >= 3, category


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("family", sorted(families()))
def test_text_stays_in_its_box_and_on_the_face(family: str, shape: str, designs: list[Design]) -> None:
    size = SHAPES[shape]
    for design in designs[::5]:
        _, sheet = face(design, family, size, 60)
        assert sheet.texts
        for t in sheet.texts:
            assert t.box.contains(t.ink, slack=0.05), (design.sub, t)
            assert all(-0.05 <= x <= size[0] + 0.05 and -0.05 <= y <= size[1] + 0.05 for x, y in t.corners), t


def test_families_differ_for_one_and_the_same_article(designs: list[Design]) -> None:
    for design in designs[:2]:
        seen = {n: cv2.GaussianBlur(face(design, n, (120, 180), 48)[0], (0, 0), 1.5) for n in families()}
        for a, b in combinations(seen, 2):
            assert np.abs(seen[a] - seen[b]).mean() > 8, (a, b)


def small(sku: Sku) -> np.ndarray:
    return cv2.GaussianBlur(paint_atlas(sku, FRONT, (48, 72)).astype(np.float32), (0, 0), 2.0)


def test_variants_belong_together_and_brands_apart() -> None:
    """Between two brands' fronts in one category lies more than between two variants of a line."""
    lines: dict[tuple[str, int], list[Sku]] = defaultdict(list)
    for sku in open_catalog("builtin", 6, 300).skus:
        lines[sku.brand, sku.art_seed].append(sku)
    fronts = {k: [small(s) for s in v[:3]] for k, v in list(lines.items())[:40] if len(v) > 1}
    within = [np.abs(a - b).mean() for v in fronts.values() for a, b in combinations(v, 2)]
    between = [
        np.abs(v[0] - w[0]).mean()
        for (k, v), (m, w) in combinations(fronts.items(), 2)
        if lines[k][0].category[0] == lines[m][0].category[0] and k[0] != m[0]
    ]
    assert np.mean(within) < 0.7 * np.mean(between)
    assert np.quantile(between, 0.02) > 10


def test_a_face_is_affordable_once_its_pictures_are_made() -> None:
    skus = open_catalog("builtin", 4, 60).skus[::3]
    for w, limit in ((64, 0.05), (683, 0.15)):
        for sku in skus:
            paint_atlas(sku, FRONT, (w, w * 3 // 2))
        start = time.process_time()
        for sku in skus:
            paint_atlas(sku, FRONT, (w, w * 3 // 2))
        assert (time.process_time() - start) / len(skus) < limit
