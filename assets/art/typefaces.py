"""Font files as HarfBuzz fonts: found in installed packages, unpacked where needed, glyphs as paths."""

from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import skia
import uharfbuzz as hb

_BPY_FONTS = "datafiles/fonts"


@dataclass(frozen=True)
class Cut:
    """One cut of a typeface: "package/file", the weight where the file is variable, and extra fatness in em.

    ``soft`` rounds the corners that fattening makes.
    """

    file: str
    weight: float = 0.0
    fat: float = 0.0
    soft: bool = False
    width: float = 0.0


def locate(file: str) -> Path:
    """The path of "package/name" in an installed font package. Nothing is imported: files are only read.

    Raises RuntimeError where the package or the file is missing.
    """
    package, name = file.split("/", 1)
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError(f"the font package {package} is missing; install the project's dependencies")
    root = Path(spec.submodule_search_locations[0])
    if package == "bpy":
        found = sorted(root.glob(f"*/{_BPY_FONTS}/{name}"))
    else:
        found = [p for p in (root / "files" / name, root / name) if p.is_file()]
    if not found:
        raise RuntimeError(f"the font package {package} holds no {name}; install the project's dependencies")
    return found[0]


@cache
def typeface(file: str) -> Any:
    """The HarfBuzz face of a font file; woff2 is unpacked into memory once."""
    data = locate(file).read_bytes()
    if file.endswith(".woff2"):
        from assets.art.woff2 import unpacked

        data = unpacked(data)
    return hb.Face(hb.Blob(data))


@cache
def coverage(file: str) -> frozenset[int]:
    """The code points that a font file has glyphs for."""
    return frozenset(typeface(file).unicodes)


@cache
def font(file: str, weight: float = 0.0, width: float = 0.0) -> Any:
    """The HarfBuzz font of a file at a weight and width (0: as the file comes)."""
    made = hb.Font(typeface(file))
    axes = {tag: value for tag, value in (("wght", weight), ("wdth", width)) if value}
    if axes:
        made.set_variations(axes)
    return made


@cache
def units_per_em(file: str) -> int:
    return int(typeface(file).upem)


class _Pen:
    """Collects outline calls, under HarfBuzz's names for them, in a Skia path (font units, y up)."""

    def __init__(self) -> None:
        self.path = skia.Path()

    def moveTo(self, p: tuple[float, float]) -> None:  # noqa: N802
        self.path.moveTo(*p)

    def lineTo(self, p: tuple[float, float]) -> None:  # noqa: N802
        self.path.lineTo(*p)

    def qCurveTo(self, c: tuple[float, float], p: tuple[float, float]) -> None:  # noqa: N802
        self.path.quadTo(*c, *p)

    def curveTo(  # noqa: N802
        self, c0: tuple[float, float], c1: tuple[float, float], p: tuple[float, float]
    ) -> None:
        self.path.cubicTo(*c0, *c1, *p)

    def closePath(self) -> None:  # noqa: N802
        self.path.close()

    def endPath(self) -> None:  # noqa: N802
        pass


@lru_cache(maxsize=4096)
def glyph_path(cut: Cut, glyph: int) -> Any:
    """One glyph in em, y downwards, fattened as the cut asks. Shared: do not change it."""
    pen = _Pen()
    font(cut.file, cut.weight, cut.width).draw_glyph_with_pen(glyph, pen)
    s = 1.0 / units_per_em(cut.file)
    matrix = skia.Matrix()
    matrix.setAll(s, 0, 0, 0, -s, 0, 0, 0, 1)
    pen.path.transform(matrix)
    if cut.fat <= 0:
        return pen.path
    return _fattened(pen.path, cut.fat, cut.soft)


def _fattened(path: Any, by: float, soft: bool) -> Any:
    join = skia.Paint.kRound_Join if soft else skia.Paint.kMiter_Join
    paint = skia.Paint(
        Style=skia.Paint.kStrokeAndFill_Style, StrokeWidth=by, StrokeJoin=join, StrokeMiter=2.5
    )
    fat = skia.Path()
    paint.getFillPath(path, fat, skia.Rect.MakeLTRB(-9, -9, 9, 9), 64.0)
    return fat


@dataclass(frozen=True)
class Glyphs:
    """A shaped run: glyph numbers with their places in em, and the pen's way."""

    glyphs: tuple[tuple[int, float, float], ...]
    advance: float


@lru_cache(maxsize=2048)
def shaped(text: str, cut: Cut, rtl: bool, language: str, tracking: float) -> Glyphs:
    """Shape one run of one script. Extra spacing opens ligatures, and is left out where letters join."""
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if rtl else "ltr"
    if language:
        buffer.language = _OPENTYPE_LANGUAGE.get(language, language)
    hb.shape(
        font(cut.file, cut.weight, cut.width), buffer, {"liga": False, "clig": False} if tracking else {}
    )
    s = 1.0 / units_per_em(cut.file)
    extra = 0.0 if rtl else tracking + cut.fat * 0.5
    found: list[tuple[int, float, float]] = []
    pen = 0.0
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        found.append((info.codepoint, pen + place.x_offset * s, -place.y_offset * s))
        pen += place.x_advance * s + (extra if place.x_advance else 0.0)
    return Glyphs(tuple(found), max(pen - extra, 0.0) if found else 0.0)


_OPENTYPE_LANGUAGE = {"zh": "zh-hans"}
