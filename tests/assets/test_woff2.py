"""Unpacked WOFF2 fonts against fontTools."""

import io
from typing import Any

import pytest
import uharfbuzz as hb
from fontTools.ttLib import woff2

from assets.art.typefaces import _Pen, locate
from assets.art.woff2 import unpacked

FILES = (
    "bpy/NotoSansArabic-VariableFont_wdth,wght.woff2",
    "bpy/NotoSansHebrew-Regular.woff2",
    "bpy/NotoSansThai-VariableFont_wdth,wght.woff2",
)


def _slowly(data: bytes) -> bytes:
    out = io.BytesIO()
    woff2.decompress(io.BytesIO(data), out)
    return out.getvalue()


def _drawn(face: Any, weight: float) -> list[tuple[Any, ...]]:
    font = hb.Font(face)
    font.set_variations({"wght": weight})
    found = []
    for glyph in range(face.glyph_count):
        pen = _Pen()
        font.draw_glyph_with_pen(glyph, pen)
        found.append((font.get_glyph_h_advance(glyph), bytes(pen.path.serialize())))
    return found


@pytest.mark.parametrize("file", FILES)
def test_every_glyph_is_drawn_as_from_the_font_that_fonttools_unpacks(file: str) -> None:
    data = locate(file).read_bytes()
    mine, theirs = (hb.Face(hb.Blob(font)) for font in (unpacked(data), _slowly(data)))
    assert sorted(mine.unicodes) == sorted(theirs.unicodes)
    assert mine.glyph_count == theirs.glyph_count
    assert _drawn(mine, 750.0) == _drawn(theirs, 750.0)


def test_tables_of_a_font_with_cubic_outlines_are_those_that_fonttools_unpacks() -> None:
    data = locate("bpy/Noto Sans CJK Regular.woff2").read_bytes()
    mine, theirs = (hb.Face(hb.Blob(font)) for font in (unpacked(data), _slowly(data)))
    assert set(mine.table_tags) == set(theirs.table_tags)
    for tag in set(mine.table_tags) - {"head"}:
        assert mine.reference_table(tag).data == theirs.reference_table(tag).data


def test_what_is_no_woff2_is_refused() -> None:
    with pytest.raises(ValueError, match="WOFF2"):
        unpacked(b"wOFF" + bytes(60))
