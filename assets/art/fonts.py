"""Typefaces, taken from Python packages (OFL and Apache-2.0) so that no system font can change the art."""

from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import skia

_EM = 256.0  # glyph outlines are taken at this size: large enough that coordinates keep their precision


@dataclass(frozen=True)
class Face:
    """A way of setting letters: a font file and how it is bent.

    ``scale_x`` condenses or widens, ``skew`` leans (0.2 = italic), ``tracking`` is extra space in em,
    ``upper`` sets capitals, ``bold`` fattens the outline.
    """

    file: str
    scale_x: float = 1.0
    skew: float = 0.0
    tracking: float = 0.0
    upper: bool = False
    bold: bool = False

    def caps(self, tracking: float = 0.0) -> "Face":
        return replace(self, upper=True, tracking=tracking)

    def condensed(self, scale_x: float) -> "Face":
        return replace(self, scale_x=self.scale_x * scale_x)


BLACK = Face("font_roboto/Roboto-Black.ttf")
BLACK_ITALIC = Face("font_roboto/Roboto-BlackItalic.ttf")
HEAVY_LEANING = Face("font_roboto/Roboto-BlackItalic.ttf", 0.86, 0.08, bold=True, upper=True)
CONDENSED = Face("font_roboto/Roboto-Black.ttf", 0.68, tracking=0.01, upper=True)
SANS = Face("font_roboto/Roboto-Regular.ttf")
SANS_BOLD = Face("font_roboto/Roboto-Bold.ttf")
SANS_MEDIUM = Face("font_roboto/Roboto-Medium.ttf")
ROUND = Face("font_fredoka_one/FredokaOne-Regular.ttf")
ROUND_NARROW = Face("font_fredoka_one/FredokaOne-Regular.ttf", 0.8)
GEOMETRIC = Face("font_manrope/Manrope-ExtraBold.ttf")
GEOMETRIC_WIDE = Face("font_manrope/Manrope-ExtraBold.ttf", 1.22, tracking=0.04, upper=True)
GEOMETRIC_LIGHT = Face("font_manrope/Manrope-Light.ttf")
GROTESK = Face("font_hanken_grotesk/HankenGrotesk-Bold.otf")
GROTESK_LIGHT = Face("font_hanken_grotesk/HankenGrotesk-Light.otf", tracking=0.03)
SERIF_BLACK = Face("font_source_serif_pro/SourceSerifPro-Black.ttf")
SERIF_BLACK_ITALIC = Face("font_source_serif_pro/SourceSerifPro-BlackIt.ttf")
SERIF = Face("font_source_serif_pro/SourceSerifPro-Semibold.ttf")
SERIF_ITALIC = Face("font_source_serif_pro/SourceSerifPro-SemiboldIt.ttf")
SERIF_LIGHT = Face("font_source_serif_pro/SourceSerifPro-Light.ttf", tracking=0.04)
BOOK = Face("font_caladea/Caladea-Bold.ttf")
BOOK_ITALIC = Face("font_caladea/Caladea-BoldItalic.ttf")
HAND_TALL = Face("font_amatic_sc/AmaticSC-Bold.ttf", 1.1, bold=True)
SCRIPT = Face("font_intuitive/Intuitive.ttf")
SCRIPT_LEANING = Face("font_intuitive/Intuitive.ttf", 0.92, 0.16, bold=True)


@cache
def _font(file: str, bold: bool) -> Any:
    package, name = file.split("/")
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError(f"the font package {package} is missing; install the project's dependencies")
    path = Path(spec.submodule_search_locations[0]) / "files" / name
    face = skia.FontMgr.New_Custom_Empty().makeFromFile(str(path), 0)
    if face is None:
        raise RuntimeError(f"cannot read the font {path}")
    font = skia.Font(face, _EM)
    font.setHinting(skia.FontHinting.kNone)
    font.setLinearMetrics(True)
    font.setEmbolden(bold)
    return font


@cache
def cap_height(face: Face) -> float:
    """Height of a capital H in em."""
    return (
        float(
            -_font(face.file, face.bold)
            .getPath(_font(face.file, face.bold).textToGlyphs("H")[0])
            .getBounds()
            .top()
        )
        / _EM
    )


@lru_cache(maxsize=4096)
def outline(text: str, face: Face) -> tuple[Any, float]:
    """(path, advance) of one line in em: baseline at y = 0, pen from x = 0. Do not change the path."""
    font = _font(face.file, face.bold)
    text = text.upper() if face.upper else text
    glyphs = font.textToGlyphs(text)
    path, pen = skia.Path(), 0.0
    for glyph, width in zip(glyphs, font.getWidths(glyphs), strict=True):
        shape = font.getPath(glyph)
        if shape is not None:
            path.addPath(shape, pen, 0.0)
        pen += width + face.tracking * _EM
    s = 1.0 / _EM
    matrix = skia.Matrix()
    matrix.setAll(s * face.scale_x, -s * face.skew, 0, 0, s, 0, 0, 0, 1)
    path.transform(matrix)
    return path, max(pen - face.tracking * _EM, 0.0) * s * face.scale_x
