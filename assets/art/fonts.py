"""Typefaces, taken from Python packages (OFL and Apache-2.0) so that no system font can change the art.

docs/fonts.md lists them with their licences.
"""

from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

import skia

from assets.art.fallbacks import Kin, cut_for
from assets.art.scripts import capitals, visual_runs
from assets.art.typefaces import Cut, glyph_path, shaped


@dataclass(frozen=True)
class Face:
    """A way of setting letters: a font file and how it is bent.

    ``scale_x`` condenses or widens, ``skew`` leans (0.2 = italic), ``tracking`` is extra space in em,
    ``upper`` sets capitals, ``bold`` fattens the outline, ``weight`` is a variable font's weight. ``kin``
    names the faces that stand in where the file lacks a script's letters.
    """

    file: str
    scale_x: float = 1.0
    skew: float = 0.0
    tracking: float = 0.0
    upper: bool = False
    bold: bool = False
    weight: float = 0.0
    kin: Kin = "sans"

    def caps(self, tracking: float = 0.0) -> "Face":
        return replace(self, upper=True, tracking=tracking)

    def condensed(self, scale_x: float) -> "Face":
        return replace(self, scale_x=self.scale_x * scale_x)

    @property
    def cut(self) -> Cut:
        return Cut(self.file, self.weight, _FAT_EM if self.bold else 0.0)


_FAT_EM = 0.036

BLACK = Face("font_roboto/Roboto-Black.ttf", kin="heavy")
BLACK_ITALIC = Face("font_roboto/Roboto-BlackItalic.ttf", kin="heavy")
HEAVY_LEANING = Face("font_roboto/Roboto-BlackItalic.ttf", 0.86, 0.08, bold=True, upper=True, kin="heavy")
CONDENSED = Face("font_roboto/Roboto-Black.ttf", 0.68, tracking=0.01, upper=True, kin="condensed")
SANS = Face("font_roboto/Roboto-Regular.ttf")
SANS_BOLD = Face("font_roboto/Roboto-Bold.ttf", kin="bold")
SANS_MEDIUM = Face("font_roboto/Roboto-Medium.ttf")
ROUND = Face("font_fredoka_one/FredokaOne-Regular.ttf", kin="round")
GEOMETRIC = Face("font_manrope/Manrope-ExtraBold.ttf", kin="bold")
GEOMETRIC_WIDE = Face("font_manrope/Manrope-ExtraBold.ttf", 1.22, tracking=0.04, upper=True, kin="bold")
GEOMETRIC_LIGHT = Face("font_manrope/Manrope-Light.ttf", kin="light")
GROTESK = Face("font_hanken_grotesk/HankenGrotesk-Bold.otf", kin="bold")
GROTESK_LIGHT = Face("font_hanken_grotesk/HankenGrotesk-Light.otf", tracking=0.03, kin="light")
SERIF_BLACK = Face("font_source_serif_pro/SourceSerifPro-Black.ttf", kin="serif_bold")
SERIF_BLACK_ITALIC = Face("font_source_serif_pro/SourceSerifPro-BlackIt.ttf", kin="serif_bold")
SERIF = Face("font_source_serif_pro/SourceSerifPro-Semibold.ttf", kin="serif")
SERIF_ITALIC = Face("font_source_serif_pro/SourceSerifPro-SemiboldIt.ttf", kin="serif")
SERIF_LIGHT = Face("font_source_serif_pro/SourceSerifPro-Light.ttf", tracking=0.04, kin="caps")
BOOK = Face("font_caladea/Caladea-Bold.ttf", kin="serif_bold")
BOOK_ITALIC = Face("font_caladea/Caladea-BoldItalic.ttf", kin="serif_bold")
HAND_TALL = Face("font_amatic_sc/AmaticSC-Bold.ttf", 1.1, bold=True, kin="condensed")
SCRIPT = Face("font_intuitive/Intuitive.ttf", kin="script")
SCRIPT_LEANING = Face("font_intuitive/Intuitive.ttf", 0.92, 0.16, bold=True, kin="script")

NARROW = Face("font_source_sans_pro/SourceSansPro-Regular.ttf", 0.92)
NARROW_BOLD = Face("font_source_sans_pro/SourceSansPro-Bold.ttf", 0.92, kin="bold")
ANTON = Face("fontpkg_anton/Anton-Regular.ttf", kin="condensed")
BEBAS = Face("fontpkg_bebas_neue/BebasNeue-Regular.ttf", tracking=0.02, upper=True, kin="condensed")
OSWALD = Face("fontpkg_oswald/Oswald[wght].ttf", weight=600, upper=True, kin="condensed")
OSWALD_LIGHT = Face("fontpkg_oswald/Oswald[wght].ttf", weight=300, tracking=0.03, upper=True, kin="condensed")
BARLOW_ITALIC = Face("fontpkg_barlow_condensed/BarlowCondensed-BlackItalic.ttf", kin="condensed")
FIRA = Face("fontpkg_fira_sans_condensed/FiraSansCondensed-Bold.ttf", kin="condensed")
FIRA_LIGHT = Face("fontpkg_fira_sans_condensed/FiraSansCondensed-Light.ttf", kin="light")
SLAB_POSTER = Face("fontpkg_alfa_slab_one/AlfaSlabOne-Regular.ttf", kin="serif_bold")
SLAB = Face("fontpkg_roboto_slab/RobotoSlab[wght].ttf", weight=700, kin="serif_bold")
SLAB_HEAVY = Face("fontpkg_roboto_slab/RobotoSlab[wght].ttf", weight=900, kin="serif_bold")
COMIC = Face("fontpkg_luckiest_guy/LuckiestGuy-Regular.ttf", kin="heavy")
CHUNKY = Face("fontpkg_lilita_one/LilitaOne-Regular.ttf", kin="round")
DECO = Face("fontpkg_righteous/Righteous-Regular.ttf", kin="round")
RUSSO = Face("fontpkg_russo_one/RussoOne-Regular.ttf", kin="heavy")
TECH = Face("fontpkg_exo_2/Exo2[wght].ttf", weight=800, kin="heavy")
TECH_ITALIC = Face("fontpkg_exo_2/Exo2-Italic[wght].ttf", weight=900, upper=True, kin="heavy")
RUBIK = Face("fontpkg_rubik/Rubik[wght].ttf", weight=700, kin="heavy")
RUBIK_BLACK = Face("fontpkg_rubik/Rubik[wght].ttf", weight=900, kin="heavy")
RUBIK_ITALIC = Face("fontpkg_rubik/Rubik-Italic[wght].ttf", weight=900, kin="heavy")
SOFT = Face("fontpkg_nunito/Nunito[wght].ttf", weight=800, kin="round")
SOFT_BLACK = Face("fontpkg_nunito/Nunito[wght].ttf", weight=1000, kin="round")
BUBBLE = Face("fontpkg_comfortaa/Comfortaa[wght].ttf", weight=700, kin="round")
MODERN = Face("fontpkg_montserrat/Montserrat[wght].ttf", weight=700, kin="bold")
MODERN_BLACK = Face("fontpkg_montserrat/Montserrat[wght].ttf", weight=900, kin="heavy")
MODERN_ITALIC = Face("fontpkg_montserrat/Montserrat-Italic[wght].ttf", weight=800, kin="bold")
MODERN_LIGHT = Face("fontpkg_montserrat/Montserrat[wght].ttf", weight=300, tracking=0.05, kin="light")
ELEGANT = Face("fontpkg_josefin_sans/JosefinSans[wght].ttf", weight=300, tracking=0.08, kin="light")
ELEGANT_BOLD = Face("fontpkg_josefin_sans/JosefinSans[wght].ttf", weight=600, kin="bold")
ROMAN = Face("fontpkg_cinzel/Cinzel[wght].ttf", weight=600, tracking=0.04, kin="caps")
GARAMOND = Face("fontpkg_cormorant_garamond/CormorantGaramond[wght].ttf", weight=600, kin="caps")
GARAMOND_ITALIC = Face(
    "fontpkg_cormorant_garamond/CormorantGaramond-Italic[wght].ttf", weight=600, kin="caps"
)
LORA = Face("fontpkg_lora/Lora[wght].ttf", weight=600, kin="serif")
LORA_ITALIC = Face("fontpkg_lora/Lora-Italic[wght].ttf", weight=600, kin="serif")
PLAYFAIR = Face("fontpkg_playfair_display/PlayfairDisplay[wght].ttf", weight=800, kin="serif_bold")
PLAYFAIR_ITALIC = Face(
    "fontpkg_playfair_display/PlayfairDisplay-Italic[wght].ttf", weight=700, kin="serif_bold"
)
FATFACE = Face("fontpkg_abril_fatface/AbrilFatface-Regular.ttf", kin="serif_bold")
DIDONE = Face("fontpkg_dm_serif_display/DMSerifDisplay-Regular.ttf", kin="serif_bold")
DIDONE_ITALIC = Face("fontpkg_dm_serif_display/DMSerifDisplay-Italic.ttf", kin="serif_bold")
LOBSTER = Face("fontpkg_lobster/Lobster-Regular.ttf", kin="script")
PACIFICO = Face("fontpkg_pacifico/Pacifico-Regular.ttf", kin="script")
DANCING = Face("fontpkg_dancing_script/DancingScript[wght].ttf", weight=700, kin="script")
CAVEAT = Face("fontpkg_caveat/Caveat[wght].ttf", weight=700, kin="script")


@cache
def cap_height(face: Face) -> float:
    """Height of a capital H in em."""
    cut = face.cut
    glyph = shaped("H", cut, False, "", 0.0).glyphs[0][0]
    return float(-glyph_path(cut, glyph).getBounds().top())


@lru_cache(maxsize=2048)
def outline(text: str, face: Face, language: str = "") -> tuple[Any, float]:
    """(path, advance) of one line in em: baseline at y = 0, pen from x = 0. Do not change the path.

    Shaped by HarfBuzz run by run, in visual order. Letters that no font at hand has are left out.
    """
    text = capitals(text, language) if face.upper else text
    path, pen = skia.Path(), 0.0
    for part, script, rtl in visual_runs(text):
        cut = cut_for(part, script, face.cut, face.kin)
        run = shaped(part, cut, rtl, language, face.tracking)
        for glyph, x, y in run.glyphs:
            if glyph:
                path.addPath(glyph_path(cut, glyph), pen + x, y)
        pen += run.advance + (0.0 if rtl else face.tracking)
    matrix = skia.Matrix()
    matrix.setAll(face.scale_x, -face.skew, 0, 0, 1, 0, 0, 0, 1)
    path.transform(matrix)
    return path, max(pen - face.tracking, 0.0) * face.scale_x
