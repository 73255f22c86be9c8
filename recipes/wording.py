"""How messages name what they expect and what they found: one voice for every error."""

import difflib
import re
from collections.abc import Iterable, Sequence
from typing import Any

_SHOWN_CHARS = 40
_QUANTITY = re.compile(r"^\s*([-+]?\d+(?:[.,_]\d+)*)\s*([A-Za-z%°]*)\s*$")
_SWITCHES = {"yes": "true", "on": "true", "y": "true", "no": "false", "off": "false", "n": "false"}


def number(value: float, unit: str = "") -> str:
    """A number as people write it, with its unit."""
    text = str(value) if isinstance(value, int) else f"{value:.6g}"
    return f"{text} {unit}" if unit else text


def flow(data: Any) -> str:
    """Data as one short line of YAML."""
    match data:
        case None:
            return "nothing"
        case bool():
            return "true" if data else "false"
        case int() | float():
            return number(data)
        case str():
            return data
        case dict():
            return "{" + ", ".join(f"{flow(k)}: {flow(v)}" for k, v in data.items()) + "}"
        case list() | tuple():
            return "[" + ", ".join(flow(item) for item in data) + "]"
    return str(data)


def found(data: Any) -> str:
    """What stands in the recipe, in words that say its type."""
    match data:
        case None:
            return "nothing"
        case str():
            return f'the text "{shortened(data)}"' if data else "an empty text"
        case dict():
            return f"the mapping {shortened(flow(data))}"
        case list() | tuple():
            return f"the list {shortened(flow(data))}"
    return shortened(flow(data))


def shortened(text: str) -> str:
    """At most a few dozen printable characters of ``text``."""
    safe = "".join(c if c.isprintable() else "?" for c in text[: _SHOWN_CHARS * 2])
    return safe if len(safe) <= _SHOWN_CHARS else safe[: _SHOWN_CHARS - 3] + "..."


def listed(words: Sequence[str], last: str = "or") -> str:
    """``a, b or c``."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}"


def did_you_mean(word: object, known: Iterable[str]) -> str:
    """``; did you mean "x"?`` or nothing."""
    if not isinstance(word, str) or len(word) > 100:
        return ""
    folded = {name.lower().replace("-", "_"): name for name in known}
    close = difflib.get_close_matches(word.lower().replace("-", "_").replace(" ", "_"), folded, 1, 0.6)
    return f'; did you mean "{folded[close[0]]}"?' if close else ""


def number_hint(text: str, unit: str) -> str:
    """What a text that was meant as a number should have been, where that can be told."""
    match = _QUANTITY.match(text)
    if not match:
        return ""
    digits, suffix = match.group(1), match.group(2)
    plain = digits.replace("_", "").replace(",", ".")
    if suffix:
        return f"; write the number alone, in {unit}" if unit else "; write the number alone, without a unit"
    return f"; write {plain}" if plain != digits else "; write it without quotes"


def flag_hint(text: str) -> str:
    """``true`` or ``false`` for the other ways to say so."""
    meant = _SWITCHES.get(text.strip().lower())
    return f"; write {meant}" if meant else ""
