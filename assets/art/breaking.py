"""Where lines break: headlines into even lines, running text at the width, nothing left over alone."""

from functools import lru_cache

from assets.art.fonts import Face, outline
from assets.art.scripts import script_of, units

_WIDE = frozenset(("han", "kana", "hangul"))
_LONGEST_SPLIT = 24


@lru_cache(maxsize=1024)
def splits(text: str, max_lines: int) -> tuple[tuple[str, ...], ...]:
    """Ways of breaking ``text`` into 1..max_lines lines, each as even as can be."""
    parts = units(text)
    found = [_joined(parts)]
    if len(parts) <= _LONGEST_SPLIT:
        for count in range(2, min(max_lines, len(parts)) + 1):
            cuts = _even(tuple(ems(g + u) for g, u in parts), count)
            found.append(
                tuple(_joined(parts[i:j])[0] for i, j in zip((0, *cuts), (*cuts, len(parts)), strict=True))
            )
    return tuple(found)


def _joined(parts: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    return ("".join(g + u for g, u in parts).strip(),)


@lru_cache(maxsize=2048)
def ems(text: str) -> float:
    """About how wide ``text`` is, in em."""
    return sum(1.0 if script_of(c) in _WIDE else 0.28 if c in " .,il" else 0.55 for c in text)


def _even(widths: tuple[float, ...], count: int) -> tuple[int, ...]:
    """Where to cut units into ``count`` lines so that the longest is shortest (dynamic programming)."""
    n = len(widths)
    sums = [0.0]
    for w in widths:
        sums.append(sums[-1] + w)
    best: list[tuple[float, tuple[int, ...]]] = [(sums[i], ()) for i in range(n + 1)]
    for lines in range(2, count + 1):
        best = [
            min((max(best[k][0], sums[i] - sums[k]), (*best[k][1], k)) for k in range(lines - 1, i))
            if i >= lines
            else (float("inf"), ())
            for i in range(n + 1)
        ]
    return best[n][1]


def line_height(words: str) -> float:
    """Line distance of running text in em: Arabic and ideographs need more than Latin."""
    script = next((s for s in map(script_of, words) if s != "common"), "common")
    return {"arabic": 1.62, "han": 1.42, "kana": 1.42, "hangul": 1.42}.get(script, 1.22)


@lru_cache(maxsize=2048)
def wrap(words: str, face: Face, width_em: float, language: str = "") -> tuple[str, ...]:
    """Lines no wider than ``width_em``; wider words are left out, and no scrap stands alone at the end."""
    space = outline("n n", face)[1] - outline("nn", face)[1]
    lines: list[list[tuple[str, str]]] = [[]]
    used = 0.0
    for glue, unit in units(words):
        w = outline(unit, face, language)[1]
        gap = space if glue and lines[-1] else 0.0
        if w > width_em:
            continue
        if lines[-1] and used + gap + w > width_em * 0.985:
            lines.append([])
            used, gap = 0.0, 0.0
        lines[-1].append((glue, unit))
        used += gap + w
    if len(lines) > 1 and len(lines[-1]) == 1 and len(lines[-2]) > 2:
        lines[-1].insert(0, lines[-2].pop())
        if outline(_joined(tuple(lines[-1]))[0], face, language)[1] > width_em:
            lines[-2].append(lines[-1].pop(0))
    return tuple(_joined(tuple(line))[0] for line in lines if line)
