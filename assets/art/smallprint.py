"""Running text of the back: what is in it, how to keep and use it, who answers for it, in many languages."""

import unicodedata
from functools import lru_cache

from assets.art import fonts
from assets.art.boxes import Box
from assets.art.breaking import ems, line_height, wrap
from assets.art.colors import Color
from assets.art.design import Design
from assets.art.marks import plate
from assets.art.nutrition import has_facts
from assets.art.sheet import Sheet
from assets.art.typography import paragraph
from assets.words import Words, words

_TOGETHER = {
    "en": ("fr", "de"), "de": ("fr", "it"), "cs": ("pl", "de"), "es": ("it", "fr"), "pl": ("cs", "en"),
    "tr": ("en", "de"), "el": ("en", "tr"), "ru": ("uk", "en"), "uk": ("ru", "pl"), "fr": ("de", "es"),
    "it": ("fr", "de"),
}  # fmt: skip


def companions(language: str) -> tuple[str, ...]:
    """Languages that share a pack with this one."""
    return _TOGETHER.get(language, ("en",))


def statement(d: Design, w: Words) -> str:
    """Ingredients, storage and use as one text."""
    p = w.phrases
    made = w.ingredients(d.category, d.sub)
    parts = [f"{p['ingredients']}: {made}." if made else ""]
    if has_facts(d):
        parts += [
            p["traces"] if d.category not in ("beverages", "pet_food") else "",
            _storage(d, w),
            p["opened"],
        ]
        parts += [p["use_pet"] if d.category == "pet_food" else ""]
    else:
        use = p["use_care"] if d.category != "household" else p["use_household"]
        parts += [f"{p['directions']}: {use}", f"{p['warning']}: {p['keep_from_children']}", p["avoid_eyes"]]
    joint = "" if w.language in ("ja", "zh") else " "
    return joint.join(part for part in parts if part)


def _storage(d: Design, w: Words) -> str:
    if d.category == "frozen" or d.sub == "ice_cream":
        return w.phrases["storage_frozen"]
    return w.phrases["storage_cool" if d.category == "dairy" else "storage_dry"]


def address(d: Design) -> str:
    """Who stands behind the pack: an invented house at a reserved domain (RFC 2606)."""
    plain = unicodedata.normalize("NFKD", d.brand).encode("ascii", "ignore").decode().lower()
    name = "".join(c for c in plain if c.isalnum()) or "brand"
    p = d.words.phrases
    service = f"{p['consumer_service']}: {name}@{name}.example"
    return f"{p['made_for']} {d.brand}, {name}.example. {service}. {p['recycle']}"


def statements(s: Sheet, b: Box, d: Design, size_mm: float, ink: Color) -> float:
    """The own language's statement and the address, smaller than ``size_mm`` where they must be, then every
    translation that fits whole. Returns the y below."""
    own, house = statement(d, d.words), address(d)
    if not s.exact and size_mm * 0.7 * s.px_per_mm < 2.0:
        return paragraph(s, own + house, fonts.NARROW, b, size_mm, ink)
    for _ in range(6):
        if _height(own, b.w, size_mm, d.language) + _height(house, b.w, 0.9 * size_mm, d.language) <= b.h:
            break
        size_mm *= 0.9
    y = paragraph(s, own, fonts.NARROW, b, size_mm, ink) + 0.4 * size_mm
    y = paragraph(s, house, fonts.NARROW, Box(b.x, y, b.w, b.bottom - y), 0.9 * size_mm, ink)
    for language in companions(d.language):
        rest = Box(b.x, y + 0.6 * size_mm, b.w, b.bottom - y - 0.6 * size_mm)
        if rest.h > 2 * size_mm:
            y = _translation(s, rest, d, language, 0.9 * size_mm, ink) or y
    return y


def _translation(s: Sheet, b: Box, d: Design, language: str, size_mm: float, ink: Color) -> float:
    """One more language behind its code, if all of it fits. Returns the y below, or 0."""
    said = statement(d, words(language))
    indent = Box(b.x + 2.9 * size_mm, b.y, b.w - 2.9 * size_mm, b.h)
    if _height(said, indent.w, size_mm, language) > b.h:
        return 0.0
    code = Box(b.x, b.y, 2.3 * size_mm, 1.3 * size_mm)
    plate(s, code, ink, language.upper())
    kept, s.language = s.language, language
    y = paragraph(s, said, fonts.NARROW, indent, size_mm, ink)
    s.language = kept
    return max(y, code.bottom)


def _height(said: str, w: float, size_mm: float, language: str) -> float:
    """How high a paragraph will be, with room for its last line's tails."""
    return (len(wrap(said, fonts.NARROW, w / size_mm, language)) + 0.2) * line_height(said) * size_mm


@lru_cache(maxsize=2048)
def length(d: Design) -> float:
    """About how long the statement, its first translation and the address are, in em."""
    return 1.7 * ems(statement(d, d.words)) + ems(address(d))
