"""Which face stands in where a font lacks a script: Greek for a Latin poster face, Hangul for a round one.

Every kin of faces has its own relatives per script, so that a loud pack is loud in every language. The CJK
font at hand has a single weight; heavier ones are made by fattening its strokes.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Literal

from assets.art.scripts import Script
from assets.art.typefaces import Cut, coverage

Kin = Literal["light", "sans", "bold", "heavy", "condensed", "round", "serif", "serif_bold", "script", "caps"]

_CJK = "bpy/Noto Sans CJK Regular.woff2"
_ARABIC = "bpy/NotoSansArabic-VariableFont_wdth,wght.woff2"
_RUBIK = "fontpkg_rubik/Rubik[wght].ttf"
_CAIRO = "fontpkg_cairo/Cairo[slnt,wght].ttf"
_NUNITO = "fontpkg_nunito/Nunito[wght].ttf"
_COMFORTAA = "fontpkg_comfortaa/Comfortaa[wght].ttf"
_SERIF = "font_source_serif_pro/SourceSerifPro-"
_ROBOTO = "font_roboto/Roboto-"
_FIRA = "fontpkg_fira_sans_condensed/FiraSansCondensed-"
_SLAB = "fontpkg_roboto_slab/RobotoSlab[wght].ttf"
_MONTSERRAT = "fontpkg_montserrat/Montserrat[wght].ttf"
_PLAYFAIR = "fontpkg_playfair_display/PlayfairDisplay[wght].ttf"
_LOBSTER = "fontpkg_lobster/Lobster-Regular.ttf"

_EUROPEAN: Mapping[Kin, tuple[Cut, ...]] = {
    "light": (Cut(_MONTSERRAT, 300), Cut(_ROBOTO + "Light.ttf")),
    "sans": (Cut(_ROBOTO + "Regular.ttf"),),
    "bold": (Cut(_MONTSERRAT, 700), Cut(_ROBOTO + "Bold.ttf")),
    "heavy": (Cut(_RUBIK, 900), Cut("fontpkg_russo_one/RussoOne-Regular.ttf"), Cut(_FIRA + "Black.ttf")),
    "condensed": (Cut("fontpkg_oswald/Oswald[wght].ttf", 700), Cut(_FIRA + "Black.ttf")),
    "round": (Cut(_NUNITO, 900), Cut(_COMFORTAA, 700, 0.035, True)),
    "serif": (Cut("fontpkg_lora/Lora[wght].ttf", 500), Cut(_SERIF + "Semibold.ttf")),
    "serif_bold": (Cut(_PLAYFAIR, 900), Cut(_SERIF + "Black.ttf"), Cut(_SLAB, 900)),
    "script": (Cut(_LOBSTER), Cut("fontpkg_caveat/Caveat[wght].ttf", 700), Cut(_SERIF + "Semibold.ttf")),
    "caps": (Cut("fontpkg_cormorant_garamond/CormorantGaramond[wght].ttf", 600), Cut(_SERIF + "Light.ttf")),
}
_ARAB: Mapping[Kin, tuple[Cut, ...]] = {
    "light": (Cut(_CAIRO, 300),),
    "sans": (Cut(_ARABIC, 400),),
    "bold": (Cut(_ARABIC, 700),),
    "heavy": (Cut(_CAIRO, 1000),),
    "condensed": (Cut(_ARABIC, 900, width=62.5),),
    "round": (Cut(_RUBIK, 800),),
    "serif": (Cut("fontpkg_amiri/Amiri-Regular.ttf"),),
    "serif_bold": (Cut("fontpkg_amiri/Amiri-Bold.ttf"),),
    "script": (Cut("fontpkg_amiri/Amiri-Bold.ttf", 0, 0.012),),
    "caps": (Cut(_CAIRO, 400),),
}
_IDEOGRAPHIC: Mapping[Kin, tuple[Cut, ...]] = {
    "light": (Cut(_CJK),),
    "sans": (Cut(_CJK),),
    "bold": (Cut(_CJK, 0, 0.04),),
    "heavy": (Cut(_CJK, 0, 0.075),),
    "condensed": (Cut(_CJK, 0, 0.06),),
    "round": (Cut(_CJK, 0, 0.075, True),),
    "serif": (Cut(_CJK, 0, 0.012),),
    "serif_bold": (Cut(_CJK, 0, 0.05),),
    "script": (Cut(_CJK, 0, 0.05, True),),
    "caps": (Cut(_CJK, 0, 0.008),),
}
_LAST = (
    "font_roboto/Roboto-Regular.ttf", "bpy/Inter.woff2", "bpy/DejaVuSansMono.woff2", _ARABIC,
    "bpy/NotoSansHebrew-Regular.woff2", "bpy/NotoSansDevanagari-Regular.woff2",
    "bpy/NotoSansThai-VariableFont_wdth,wght.woff2", "bpy/NotoSansArmenian-VariableFont_wdth,wght.woff2",
    "bpy/NotoSansGeorgian-VariableFont_wdth,wght.woff2", "bpy/NotoSansSymbols2-Regular.woff2", _CJK,
)  # fmt: skip
_ANY = tuple(Cut(file) for file in _LAST)
_UNSEEN = frozenset(
    (*range(0x20), 0x00AD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0xFEFF, *range(0xFE00, 0xFE10))
)


@lru_cache(maxsize=2048)
def cut_for(text: str, script: Script, own: Cut, kin: Kin) -> Cut:
    """The first cut that has every letter of a run: the face's own, its kin's for the script, then any.

    Where none has them all, the one that lacks the fewest.
    """
    letters = {ord(c) for c in text} - _UNSEEN
    if letters <= coverage(own.file):
        return own
    best, lacking = own, len(letters) + 1
    for cut in (own, *_relatives(script, kin), *_ANY):
        missing = len(letters - coverage(cut.file))
        if missing < lacking:
            best, lacking = cut, missing
        if not missing:
            break
    return best


def _relatives(script: Script, kin: Kin) -> tuple[Cut, ...]:
    if script in ("han", "kana", "hangul"):
        return _IDEOGRAPHIC[kin]
    return _ARAB[kin] if script == "arabic" else _EUROPEAN[kin]
