"""Scripts of the world as typography needs them: which script, which direction, where lines may break.

A reduced form of the Unicode algorithms (UAX #9 bidirectional text, UAX #14 line breaking, UAX #24 scripts),
enough for the short single-language texts that packs carry.
"""

import unicodedata
from bisect import bisect_right
from functools import lru_cache
from typing import Literal

Script = Literal["common", "latin", "greek", "cyrillic", "arabic", "hebrew", "han", "kana", "hangul", "other"]

_RANGES: tuple[tuple[int, Script], ...] = (
    (0x0000, "common"), (0x0041, "latin"), (0x005B, "common"), (0x0061, "latin"), (0x007B, "common"),
    (0x00AA, "latin"), (0x00AB, "common"), (0x00BA, "latin"), (0x00BB, "common"), (0x00C0, "latin"),
    (0x00D7, "common"), (0x00D8, "latin"), (0x00F7, "common"), (0x00F8, "latin"), (0x02B9, "common"),
    (0x0370, "greek"), (0x0400, "cyrillic"), (0x0530, "other"), (0x0590, "hebrew"), (0x0600, "arabic"),
    (0x0700, "other"), (0x0750, "arabic"), (0x0780, "other"), (0x08A0, "arabic"), (0x0900, "other"),
    (0x1100, "hangul"), (0x1200, "other"), (0x1C80, "cyrillic"), (0x1C90, "other"), (0x1E00, "latin"),
    (0x1F00, "greek"), (0x2000, "common"), (0x2C60, "latin"), (0x2C80, "other"), (0x2DE0, "cyrillic"),
    (0x2E00, "common"), (0x2E80, "han"), (0x3000, "common"), (0x3005, "han"), (0x3006, "common"),
    (0x3021, "han"), (0x302A, "common"), (0x3041, "kana"), (0x3130, "hangul"), (0x3190, "han"),
    (0x31F0, "kana"), (0x3200, "common"), (0x3400, "han"), (0xA000, "other"), (0xA640, "cyrillic"),
    (0xA6A0, "other"), (0xA720, "latin"), (0xA800, "other"), (0xAC00, "hangul"), (0xD800, "other"),
    (0xF900, "han"), (0xFB00, "latin"), (0xFB1D, "hebrew"), (0xFB50, "arabic"), (0xFE00, "common"),
    (0xFE70, "arabic"), (0xFF00, "common"), (0xFF66, "kana"), (0xFFA0, "common"), (0x1D400, "common"),
    (0x20000, "han"), (0xE0000, "other"),
)  # fmt: skip
_STARTS = [start for start, _ in _RANGES]
_NO_LINE_START = frozenset(
    "、。，．・：；？！ー～ぁぃぅぇぉっゃゅょァィゥェォッャュョ々」』）】〉》〕％℃…,.!?)%:;·"
)
_NO_LINE_END = frozenset("「『（【〈《〔([")
_IDEOGRAPHS = frozenset(("han", "kana"))
_RIGHT_TO_LEFT = frozenset(("arabic", "hebrew"))


@lru_cache(maxsize=4096)
def script_of(char: str) -> Script:
    """The script of one character; "common" for digits, punctuation and marks that any script uses."""
    if unicodedata.category(char) in ("Mn", "Me", "Nd"):
        return "common"
    return _RANGES[bisect_right(_STARTS, ord(char)) - 1][1]


@lru_cache(maxsize=1024)
def runs(text: str) -> tuple[tuple[str, Script], ...]:
    """``text`` cut where its script changes. Spaces, digits and signs go with what stands before them."""
    found: list[tuple[str, Script]] = []
    for char in text:
        script = script_of(char)
        last = found[-1] if found else None
        if last and script in ("common", last[1]):
            found[-1] = (last[0] + char, last[1])
        elif last and last[1] == "common" and script not in _RIGHT_TO_LEFT:
            found[-1] = (last[0] + char, script)
        else:
            found.append((char, script))
    return tuple(found)


def is_rtl(text: str) -> bool:
    """True where the first letter belongs to a script that runs from right to left (UAX #9, rule P2)."""
    scripts = (script_of(c) for c in text)
    return next((s for s in scripts if s != "common"), "common") in _RIGHT_TO_LEFT


@lru_cache(maxsize=1024)
def visual_runs(text: str) -> tuple[tuple[str, Script, bool], ...]:
    """(part, script, right to left) from left to right as they stand on the line.

    Numbers with what belongs to them stay left to right inside a right-to-left line.
    """
    if not any(script_of(c) in _RIGHT_TO_LEFT for c in text):
        return tuple((part, script, False) for part, script in runs(text))
    base = is_rtl(text)
    cut: list[tuple[str, Script, bool]] = []
    for part, script, rtl in _levels(text, base):
        if cut and cut[-1][2] == rtl and (rtl or cut[-1][1] == script or script == "common"):
            cut[-1] = (cut[-1][0] + part, cut[-1][1], rtl)
        else:
            cut.append((part, script, rtl))
    return tuple(reversed(cut)) if base else tuple(cut)


def _levels(text: str, base: bool) -> list[tuple[str, Script, bool]]:
    """Every character with its script and direction; neutral ones take the line's, unless inside a number."""
    out: list[tuple[str, Script, bool]] = []
    for i, char in enumerate(text):
        script = script_of(char)
        if script in _RIGHT_TO_LEFT:
            out.append((char, script, True))
        elif script != "common" or char.isdecimal():
            out.append((char, "latin" if script == "common" else script, False))
        else:
            near = text[i - 1 : i] + text[i + 1 : i + 2]
            inside = len(near) == 2 and all(c.isdecimal() for c in near) and char in ".,:/-"
            tied = char in "%°+" and any(c.isdecimal() for c in near)
            between = len(near) == 2 and all(_runs_right(c) for c in near)
            ltr = inside or tied or between or (not base and not _between_rtl(text, i))
            out.append((char, "latin" if ltr else "arabic", not ltr))
    return out


def _runs_right(char: str) -> bool:
    return script_of(char) not in (*_RIGHT_TO_LEFT, "common")


def _between_rtl(text: str, at: int) -> bool:
    before = next((c for c in reversed(text[:at]) if script_of(c) != "common"), "")
    after = next((c for c in text[at + 1 :] if script_of(c) != "common"), "")
    return bool(before and after) and all(script_of(c) in _RIGHT_TO_LEFT for c in before + after)


@lru_cache(maxsize=2048)
def units(text: str) -> tuple[tuple[str, str], ...]:
    """(glue, unit): what may not be broken, and what stands before it on the same line (a space or nothing).

    Ideographs break anywhere except before closing and after opening signs and small kana (JIS X 4051);
    everything else breaks at spaces.
    """
    found: list[tuple[str, str]] = []
    for word in text.split():
        glue = " " if found else ""
        start = 0
        for i in range(1, len(word)):
            if _may_break(word[i - 1], word[i]):
                found.append((glue, word[start:i]))
                glue, start = "", i
        found.append((glue, word[start:]))
    return tuple(found)


def _may_break(before: str, after: str) -> bool:
    if after in _NO_LINE_START or before in _NO_LINE_END:
        return False
    if (
        "ァ" <= before <= "ヿ" and "ァ" <= after <= "ヿ"
    ):  # loan words stay whole, as careful setters keep them
        return False
    return any(
        script_of(c) in _IDEOGRAPHS or "\u3000" <= c <= "\u303f" or "\uff00" <= c <= "\uff60"
        for c in (before, after)
    )


_GREEK_CAPITALS = str.maketrans("άέήίόύώϊϋΐΰΆΈΉΊΌΎΏ", "ΑΕΗΙΟΥΩΪΫΪΫΑΕΗΙΟΥΩ")


def capitals(text: str, language: str = "") -> str:
    """``text`` in capitals as its language writes them: Turkish dotted I, Greek without accents."""
    if language == "tr":
        text = text.replace("i", "İ")
    if any(script_of(c) == "greek" for c in text):
        text = text.translate(_GREEK_CAPITALS)
    return text.upper()
