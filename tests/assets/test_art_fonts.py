"""Typefaces and scripts: free licences, every letter there, shaped and broken as its script asks."""

import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import distribution, packages_distributions
from itertools import combinations, pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.art import fonts, lettering
from assets.art.boxes import Box
from assets.art.breaking import ems, splits, wrap
from assets.art.fallbacks import _ARAB, _EUROPEAN, _IDEOGRAPHIC, cut_for
from assets.art.fonts import Face, outline
from assets.art.scripts import capitals, units, visual_runs
from assets.art.typefaces import Cut, coverage, locate, shaped
from assets.art.typography import fit
from assets.words import LANGUAGES, words

FACES = {name: v for name, v in vars(fonts).items() if isinstance(v, Face)}
PLAIN = {face.kin: face for face in FACES.values()}  # one face of each kin


def said(language: str) -> Iterator[str]:
    w = words(language)
    yield from w.phrases.values()
    yield from w.terms.values()
    for claims in w.claims.values():
        yield from claims


def test_art_uses_at_least_forty_families() -> None:
    cuts = {c.file for table in (_EUROPEAN, _ARAB, _IDEOGRAPHIC) for cs in table.values() for c in cs}
    files = {f.file for f in FACES.values()} | cuts
    packages = {file.split("/")[0] for file in files}
    noto = {file for file in files if file.startswith("bpy/")}
    assert len(packages - {"bpy"}) + len(noto) >= 40
    in_moods = {
        f.file.split("/")[0]
        for t in (lettering.NAME_FACES, lettering.LOGO_FACES)
        for fs in t.values()
        for f in fs
    }
    assert len(in_moods) >= 30


def test_every_font_package_carries_a_free_licence() -> None:
    owners = packages_distributions()
    for package in sorted({f.file.split("/")[0] for f in FACES.values()}):
        meta = distribution(owners[package][0]).metadata
        texts = [
            meta.get("License") or "",
            meta.get("License-Expression") or "",
            *meta.get_all("Classifier", []),
        ]
        licences = list(
            locate(next(f.file for f in FACES.values() if f.file.startswith(package)))
            .parents[1]
            .glob("LICENSE*")
        )
        texts += [p.read_text("utf-8", "ignore")[:4000] for p in licences]
        assert re.search(r"OFL|Open Font License|Apache", " ".join(texts)), package


def test_the_page_of_fonts_names_every_package() -> None:
    page = (Path(__file__).parents[2] / "docs" / "fonts.md").read_text("utf-8")
    for face in FACES.values():
        assert face.file.split("/")[0].replace("_", "-") in page, face.file


def has_glyphs(text: str, face: Face) -> bool:
    """True where every letter of ``text`` has a glyph in ``face`` or in a face that stands in for it."""
    return all(
        {ord(c) for c in part} <= coverage(cut_for(part, script, face.cut, face.kin).file)
        for part, script, _ in visual_runs(text)
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_the_vocabulary_has_glyphs_in_every_face(language: str) -> None:
    letters = "".join(sorted({c for text in said(language) for c in text}))
    texts = sorted(set(said(language)))
    for face in PLAIN.values():
        assert all(has_glyphs(text, face) for text in texts), face
    for face in FACES.values():
        assert has_glyphs(letters, face), (face, letters)
        assert has_glyphs(capitals(letters, language), face), face


def test_unknown_letters_leave_no_box() -> None:
    nothing, _ = outline("\U0001f9ff\ue123", fonts.SANS)
    assert nothing.countPoints() == 0


def test_arabic_letters_join_and_run_from_right_to_left() -> None:
    cut = Cut("fontpkg_cairo/Cairo[slnt,wght].ttf", 400)
    word = shaped("حليب", cut, True, "ar", 0.0)
    alone = [shaped(letter, cut, True, "ar", 0.0) for letter in "حليب"]
    assert word.advance < 0.9 * sum(a.advance for a in alone)
    assert {g for g, _, _ in word.glyphs} != {g for a in alone for g, _, _ in a.glyphs}
    assert (
        word.glyphs[-1][0] == shaped("حـ", cut, True, "ar", 0.0).glyphs[-1][0]
    )  # its first letter stands last


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("حليب 500 مل", ["مل", "500", "حليب"]),
        ("0.5 لتر", ["لتر", "0.5"]),
        ("Milch 3,5 %", ["Milch 3,5 %"]),
        ("牛乳 200ml", ["牛乳 200", "ml"]),
    ],
)
def test_parts_stand_in_visual_order(text: str, order: list[str]) -> None:
    assert [part.strip() for part, _, _ in visual_runs(text) if part.strip()] == order


def test_letters_kern_and_ligate() -> None:
    cut = fonts.SANS.cut
    apart = sum(shaped(c, cut, False, "", 0.0).advance for c in "AVATo")
    assert shaped("AVATo", cut, False, "", 0.0).advance < apart - 0.05
    amiri = Cut("fontpkg_amiri/Amiri-Bold.ttf")
    assert len(shaped("لا", amiri, True, "ar", 0.0).glyphs) <= len(
        shaped("لب", amiri, True, "ar", 0.0).glyphs
    )


def test_capitals_are_those_of_the_language() -> None:
    assert capitals("ılık çilek", "tr") == "ILIK ÇİLEK"
    assert capitals("ψωμί φρέσκο", "el") == "ΨΩΜΙ ΦΡΕΣΚΟ"
    assert capitals("Müsli süß", "de") == "MÜSLI SÜSS"


def test_ideographs_break_between_letters_but_not_before_stops_or_inside_loan_words() -> None:
    parts = [unit for _, unit in units("濃厚な牛乳、「生クリーム」入り。")]
    assert "".join(parts) == "濃厚な牛乳、「生クリーム」入り。"
    assert "乳、" in parts
    assert any(p.startswith("「生") for p in parts)
    assert any("クリーム」" in p for p in parts)
    assert [u for _, u in units("fresh milk")] == ["fresh", "milk"]
    assert [u for _, u in units("딸기 우유")] == ["딸기", "우유"]


@given(st.lists(st.text("abcdefghij", min_size=1, max_size=9), min_size=2, max_size=9), st.integers(2, 4))
def test_headlines_break_into_the_most_even_lines(parts: list[str], count: int) -> None:
    text = " ".join(parts)
    if len(parts) < count:
        return
    chosen = splits(text, count)[-1]
    assert " ".join(chosen) == text

    def longest(cuts: tuple[int, ...]) -> float:
        edges = (0, *cuts, len(parts))
        return max(ems(" ".join(parts[i:j])) for i, j in pairwise(edges))

    best = min(longest(cuts) for cuts in combinations(range(1, len(parts)), count - 1))
    assert max(ems(line) for line in chosen) <= best + 0.29  # spaces at the cuts are counted


@given(st.floats(6, 40))
def test_paragraphs_keep_every_word_and_leave_none_alone_at_the_end(width: float) -> None:
    said = words("en").phrases["avoid_eyes"] + " " + words("en").phrases["storage_dry"]
    lines = wrap(said, fonts.SANS, width)
    assert " ".join(lines) == said
    assert all(outline(line, fonts.SANS)[1] <= width * 1.001 for line in lines)


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_fit_their_boxes_in_every_script(language: str) -> None:
    texts = sorted(set(words(language).terms.values()))[::17]
    rng = np.random.default_rng(5)
    for i, text in enumerate(texts):
        face = list(FACES.values())[(7 * i) % len(FACES)]
        box = Box(2.0, 3.0, float(rng.uniform(10, 90)), float(rng.uniform(4, 40)))
        setting = fit(text, face, box, "left", max_lines=3, language=language)
        assert box.contains(setting.ink, slack=1e-3 * max(box.w, box.h))
        assert setting.ink.w > 0.5


def test_faces_that_stand_in_come_in_at_least_two_weights() -> None:
    for table in (_EUROPEAN, _ARAB, _IDEOGRAPHIC):
        assert len({(c.file, c.weight, c.fat) for cuts in table.values() for c in cuts}) >= 4


def test_coverage_is_read_without_importing_the_package() -> None:
    code = """
import sys
from assets.art.typefaces import coverage
coverage("bpy/Inter.woff2")
print("bpy" in sys.modules)
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "False"
    assert ord("Ж") in coverage("bpy/Inter.woff2")
