"""Small YAML files of settings, read with the line of everything, for ``product.yaml`` and ``catalog.yaml``.

Plain data a few levels deep: no tags, anchors or aliases, so nothing is run and nothing grows. Numbers and
words
are those of YAML 1.2's core, so that ``no`` is a word.
"""

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from assets.own.limits import MAX_YAML_BYTES

MAX_DEPTH = 4
MAX_VALUES = 500
_INTEGER = re.compile(r"[-+]?[0-9]{1,18}")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]{1,3})?")
_WORDS: dict[str, Any] = {"": None, "~": None, "null": None, "true": True, "false": False}

type Place = tuple[int, int]


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake: file, line and column (from 1; 0 for none), the setting's path, and what is wrong."""

    file: str
    line: int
    column: int
    path: str
    message: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        return f"{place}: {self.path}: {self.message}" if self.path else f"{place}: {self.message}"


@dataclass(frozen=True)
class Settings:
    """A file's settings: plain ``values``, and the place of each by path, as ``shape.fill`` or
    ``category[1]``."""

    file: str
    values: Mapping[str, Any]
    places: Mapping[str, Place]

    def problem(self, path: str, message: str) -> Problem:
        """A problem at a setting; at the file's first line where it is not written."""
        line, column = self.places.get(path) or self.places.get(path.split(".")[0], (1, 1))
        return Problem(self.file, line, column, path, message)


class UnreadableError(Exception):
    """A file of settings that cannot be read; ``problem`` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def read_settings(data: bytes, file: str) -> Settings:
    """The mapping in a YAML file. Raises UnreadableError with the first thing that is wrong with its form."""

    def stop(message: str, place: Place = (1, 1), path: str = "") -> UnreadableError:
        return UnreadableError(Problem(file, *place, path, message))

    if len(data) > MAX_YAML_BYTES:
        raise stop(f"expected at most {MAX_YAML_BYTES:,} bytes, found {len(data):,}")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise stop(f"expected UTF-8 text, found the byte 0x{data[error.start]:02X}", (line, 1)) from None
    reader = _Reader(iter(yaml.parse(text, Loader=yaml.SafeLoader)), stop)
    try:
        values = reader.document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise stop(f"not YAML: {error.problem or error.context}", place) from None
    except (yaml.YAMLError, ValueError, OverflowError):
        raise stop("not YAML: a character or a number that cannot be read") from None
    return Settings(file, values, reader.places)


class _Reader:
    def __init__(self, events: Iterator[yaml.Event], stop: Any) -> None:
        self.events, self.stop = events, stop
        self.places: dict[str, Place] = {}
        self.count = 0

    def document(self) -> dict[str, Any]:
        next(self.events)
        event = next(self.events)
        if isinstance(event, yaml.StreamEndEvent):
            raise self.stop("expected settings (name: value), found an empty file")
        first = next(self.events)
        found = self.value(first, "", 0)
        if not isinstance(found, dict):
            raise self.stop(f"expected settings (name: value), found {shown(found)}", _place(first))
        next(self.events)
        if not isinstance(after := next(self.events), yaml.StreamEndEvent):
            raise self.stop("expected one document, found a second one", _place(after))
        return found

    def value(self, event: yaml.Event, path: str, depth: int) -> Any:
        place = _place(event)
        self.count += 1
        if self.count > MAX_VALUES or depth > MAX_DEPTH:
            raise self.stop(
                f"expected at most {MAX_VALUES} values, {MAX_DEPTH} levels deep", place, path[:80]
            )
        if (
            isinstance(event, yaml.AliasEvent)
            or getattr(event, "anchor", None)
            or getattr(event, "tag", None)
        ):
            raise self.stop(
                "expected plain data, without anchors (&), aliases (*) and tags (!)", place, path[:80]
            )
        self.places.setdefault(path, place)
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Any] = []
            while not isinstance(inner := next(self.events), yaml.SequenceEndEvent):
                items.append(self.value(inner, f"{path}[{len(items)}]", depth + 1))
            return items
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(path, depth)
        assert isinstance(event, yaml.ScalarEvent)
        return _scalar(str(event.value)) if event.implicit[0] else str(event.value)

    def mapping(self, path: str, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent) or event.value == "<<":
                raise self.stop("expected the name of a setting", _place(event), path)
            name = str(event.value)
            inner = f"{path}.{name}" if path else name
            if name in found:
                raise self.stop("expected once, found twice", _place(event), inner[:80])
            value = self.value(next(self.events), inner, depth + 1)
            found[name] = value
            self.places[f"{inner}:"] = _place(event)
        return found


def _place(event: yaml.Event) -> Place:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _scalar(text: str) -> Any:
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _FLOAT.fullmatch(text) else text


def shown(value: Any) -> str:
    """What stands in a file, in words that say its type; at most a few dozen characters."""
    match value:
        case None:
            return "nothing"
        case bool():
            return "true" if value else "false"
        case int() | float():
            return f"{value:.6g}" if isinstance(value, float) else str(value)[:40]
        case str():
            safe = "".join(c if c.isprintable() else "?" for c in value[:60])
            return (
                f'the text "{safe[:40] + "..." if len(value) > 43 else safe}"' if value else "an empty text"
            )
        case dict():
            return "a mapping"
    return "a list"


def did_you_mean(word: object, known: Iterable[str]) -> str:
    """``; did you mean "x"?`` or nothing."""
    close = difflib.get_close_matches(
        str(word).lower()[:60].replace("-", "_").replace(" ", "_"), list(known), 1, 0.6
    )
    return f'; did you mean "{close[0]}"?' if close else ""
