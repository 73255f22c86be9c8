"""Text on packs and tags: inside its box, inside the panel, never over another text, readable by machines."""

import cv2
import numpy as np
import pytest
import skia
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.archetypes.base import Panel
from assets.art import fonts
from assets.art.atlas import paint_atlas
from assets.art.barcode import barcode, modules
from assets.art.boxes import Box
from assets.art.colors import BLACK, WHITE
from assets.art.sheet import Sheet, TextRecord, argb
from assets.art.typography import fit, paragraph
from assets.builtin import _package, atlas_px
from assets.catalog import open_catalog
from assets.gtin import check_digit
from assets.product import Sku
from assets.words import LANGUAGES

FACES = [v for v in vars(fonts).values() if isinstance(v, fonts.Face)]


def panels_of(sku: Sku) -> tuple[Panel, ...]:
    return _package(sku.archetype, sku.size_m, tuple(sorted(sku.shape.items()))).panels


@pytest.fixture(scope="module")
def layouts() -> list[tuple[Sku, Panel, list[TextRecord]]]:
    """Every text of 90 articles of all kinds and languages, by panel."""
    found = []
    for sku in open_catalog("builtin", 5, 900, LANGUAGES).skus[::10]:
        texts: dict[str, list[TextRecord]] = {}
        panels = panels_of(sku)
        paint_atlas(sku, panels, (160, 160), texts)
        found += [(sku, panel, texts[panel.name]) for panel in panels]
    return found


@settings(max_examples=150, deadline=None)
@given(
    words=st.text("abgjpqyzABQWÅÄß0123 %&,.-", min_size=1, max_size=40).filter(str.strip),
    face=st.sampled_from(FACES),
    w=st.floats(2, 300),
    h=st.floats(1, 200),
    lines=st.integers(1, 4),
    align=st.sampled_from(["left", "center", "right"]),
    valign=st.sampled_from(["top", "middle", "bottom"]),
    pad=st.floats(0, 0.4),
)
def test_fitted_text_stays_inside_its_box(
    words: str, face: fonts.Face, w: float, h: float, lines: int, align: str, valign: str, pad: float
) -> None:
    box = Box(3.0, -7.0, w, h)
    setting = fit(words, face, box, align, valign, lines, pad_mm=pad)  # type: ignore[arg-type]
    assert box.contains(setting.ink, slack=1e-3 * max(w, h))
    assert " ".join(setting.lines) == " ".join(words.split())


def test_fitted_text_fills_the_box_one_way() -> None:
    box = Box(0, 0, 50, 10)
    ink = fit("Crunchy", fonts.BLACK, box).ink
    assert ink.w > 0.95 * box.w or ink.h > 0.95 * box.h


def test_all_texts_stay_inside_their_boxes(layouts: list[tuple[Sku, Panel, list[TextRecord]]]) -> None:
    for sku, panel, texts in layouts:
        for t in texts:
            assert t.box.contains(t.ink, slack=0.02), (sku.sku, panel.name, t)


def test_all_texts_stay_on_their_panel(layouts: list[tuple[Sku, Panel, list[TextRecord]]]) -> None:
    for sku, panel, texts in layouts:
        edge = np.array(panel.size_m) * 1000
        for t in texts:
            corners = np.array(t.corners)
            assert (corners > -0.02).all(), (sku.sku, panel.name, t)
            assert (corners < edge + 0.02).all(), (sku.sku, panel.name, t)


def test_no_text_runs_into_another(layouts: list[tuple[Sku, Panel, list[TextRecord]]]) -> None:
    for sku, panel, texts in layouts:
        quads = [np.array(t.corners, np.float32) for t in texts]
        areas = [cv2.contourArea(q) for q in quads]
        for i in range(len(quads)):
            for j in range(i):
                shared, _ = cv2.intersectConvexConvex(quads[i], quads[j])
                assert shared <= 0.05 * min(areas[i], areas[j]), (sku.sku, panel.name, texts[i], texts[j])


def test_every_front_names_brand_product_and_variant(
    layouts: list[tuple[Sku, Panel, list[TextRecord]]],
) -> None:
    for sku, panel, texts in layouts:
        if panel.name in ("front", "wrap"):
            wanted = {t for t in (sku.brand, sku.name, sku.variant) if t}
            assert wanted <= {t.text for t in texts}, sku.sku


def canvas_of(pixels: np.ndarray) -> skia.Canvas:
    """A white canvas over ``pixels``, which the caller keeps: skia does not, and would paint freed memory."""
    canvas = skia.Surface(pixels).getCanvas()
    canvas.clear(argb(WHITE))
    return canvas


def test_paragraphs_are_cut_at_the_lower_edge() -> None:
    pixels = np.zeros((64, 64, 4), np.uint8)
    sheet = Sheet(canvas_of(pixels), 1.0, exact=True)
    box = Box(2, 2, 40, 11)
    below = paragraph(sheet, "water sugar salt " * 40, fonts.SANS, box, 2.0, BLACK)
    assert 2 <= len(sheet.texts) <= 5
    assert below <= box.bottom + 2.0
    assert all(box.contains(t.ink, slack=0.01) for t in sheet.texts)


# The right-hand codes of the standard, as widths of space, bar, space, bar.
WIDTHS = ["3211", "2221", "2122", "1411", "1132", "1231", "1114", "1312", "1213", "3112"]
FIRST = {"OOOOOO": 0, "OOEOEE": 1, "OOEEOE": 2, "OOEEEO": 3, "OEOOEE": 4}
FIRST |= {"OEEOOE": 5, "OEEEOO": 6, "OEOEOE": 7, "OEOEEO": 8, "OEEOEO": 9}


def drawn_barcode(gtin: str, pixels_per_module: float) -> np.ndarray:
    scale = pixels_per_module / 0.33
    picture = np.zeros((int(34 * scale), int(46 * scale), 4), np.uint8)
    canvas = canvas_of(picture)
    canvas.scale(scale, scale)
    barcode(Sheet(canvas, scale), gtin, Box(3, 3, 40, 28))
    return np.ascontiguousarray(picture[..., :3])


def scan_line(picture: np.ndarray) -> str:
    """A slow reader: run lengths of one row, in modules, matched with the standard's widths."""
    dark = picture[len(picture) // 3, :, 0] < 128
    edges = np.flatnonzero(np.diff(dark.astype(int))) + 1
    runs = np.diff(edges)
    module = (edges[-1] - edges[0]) / 95
    widths = "".join(str(round(r / module)) for r in runs)
    assert len(widths) == 59
    assert widths[:3] == "111"
    assert widths[27:32] == "11111"
    left = [widths[3 + 4 * i : 7 + 4 * i] for i in range(6)]
    right = [widths[32 + 4 * i : 36 + 4 * i] for i in range(6)]
    parity = "".join("O" if w in WIDTHS else "E" for w in left)
    digits = [WIDTHS.index(w if w in WIDTHS else w[::-1]) for w in left]
    return "".join(map(str, [FIRST[parity], *digits, *(WIDTHS.index(w) for w in right)]))


@settings(max_examples=100, deadline=None)
@given(number=st.integers(0, 10**12 - 1), pixels_per_module=st.floats(3, 6))
def test_a_barcode_holds_its_gtin(number: int, pixels_per_module: float) -> None:
    gtin = f"{number:012d}" + str(check_digit(f"{number:012d}"))
    assert scan_line(drawn_barcode(gtin, pixels_per_module)) == gtin


def read_by_opencv(picture: np.ndarray) -> str:
    text, *_ = cv2.barcode.BarcodeDetector().detectAndDecode(picture)
    return str(text).zfill(13)  # an EAN-13 that begins with 0 comes back as UPC-A, without that 0


@pytest.mark.parametrize("pixels_per_module", [1.5, 2.0])
def test_a_common_reader_reads_the_barcodes(pixels_per_module: float) -> None:
    gtins = [s.gtin for s in open_catalog("builtin", 5, 600).skus[::30]]
    read = sum(read_by_opencv(drawn_barcode(g, pixels_per_module)) == g for g in gtins)
    assert read == len(gtins)


def cut_out(picture: np.ndarray, panel: Panel) -> np.ndarray:
    h, w = picture.shape[:2]
    u0, v0, u1, v1 = panel.uv
    front_on = picture[round((1 - v1) * h) : round((1 - v0) * h), round(u0 * w) : round(u1 * w)]
    return np.ascontiguousarray(front_on)


def test_a_common_reader_reads_the_barcodes_of_packs_in_all_languages() -> None:
    """From the whole atlas, and from a panel alone, by one call each."""
    skus = open_catalog("builtin", 5, 1200, LANGUAGES).skus[::40]
    missed, missed_alone = [], []
    for sku in skus:
        package = _package(sku.archetype, sku.size_m, tuple(sorted(sku.shape.items())))
        picture = paint_atlas(sku, package.panels, atlas_px(package, sku.size_m[2], 1024))
        if read_by_opencv(picture) != sku.gtin:
            missed.append((sku.sku, sku.archetype))
        if not any(read_by_opencv(cut_out(picture, p)) == sku.gtin for p in package.panels):
            missed_alone.append((sku.sku, sku.archetype))
    assert len(missed) <= 2, missed  # of 30, where 3 % is usual
    assert len(missed_alone) <= 2, missed_alone


def test_even_a_pack_without_a_back_bears_a_barcode() -> None:
    eggs = [s for s in open_catalog("builtin", 5, 1200).skus if s.archetype == "egg_box"][:2]
    assert eggs
    for sku in eggs:
        package = _package(sku.archetype, sku.size_m, tuple(sorted(sku.shape.items())))
        picture = paint_atlas(sku, package.panels, atlas_px(package, sku.size_m[2], 512))
        assert read_by_opencv(picture) == sku.gtin


def test_barcode_modules_follow_the_standard() -> None:
    bits = modules("4006381333931")
    assert len(bits) == 95
    assert bits[:3] == bits[-3:] == "101"
    assert bits[45:50] == "01010"
    assert all(bits[i : i + 7].count("1") % 2 == 0 for i in range(50, 92, 7))  # right half: even parity


def test_a_wrong_gtin_is_refused() -> None:
    with pytest.raises(ValueError, match="not a valid GTIN"):
        modules("4006381333932")
