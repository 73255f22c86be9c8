"""YAML to nodes that know their place. Data only: no tag is executed, and nothing unbounded is read.

The subset is the core schema of YAML 1.2 (so ``no`` is a word and ``1e-3`` a number) with anchors, aliases
and merge keys. Nodes are built from PyYAML's events by our own composer, which counts as it goes: PyYAML's
recurses without a bound, takes the last of two like keys, and expands aliases before anybody can look.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from recipes import wording
from recipes.errors import Problem, RecipeError, path_text

MAX_BYTES = 1 << 20
MAX_DEPTH = 24
MAX_NODES = 20_000
"""Scalars, lists and mappings of one file, each alias counted with everything that it stands for."""
MAX_DIGITS = 30
"""Whole numbers with more characters than this are read as floating point."""

type Scalar = str | int | float | bool | None
type Path = tuple[str | int, ...]

_WORDS: dict[str, Scalar] = dict.fromkeys(("", "~", "null", "Null", "NULL"))
_WORDS |= dict.fromkeys(("true", "True", "TRUE"), True) | dict.fromkeys(("false", "False", "FALSE"), False)
_INTEGER = re.compile(r"[-+]?[0-9]+")
_BASED = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_TAGS = "tag:yaml.org,2002:"


@dataclass(frozen=True)
class Place:
    file: str
    line: int
    column: int

    def problem(self, message: str, path: str = "") -> Problem:
        return Problem(self.file, self.line, self.column, path, message)


@dataclass(frozen=True)
class Node:
    """A value and where it stands. A mapping's entries carry the place of their key."""

    place: Place
    value: "Scalar | tuple[Node, ...] | dict[Scalar, Entry]"
    size: int = field(default=1, compare=False)


@dataclass(frozen=True)
class Entry:
    key_place: Place
    node: Node


def plain(node: Node) -> Any:
    """The data without places: dicts, lists and scalars."""
    if isinstance(node.value, dict):
        return {key: plain(entry.node) for key, entry in node.value.items()}
    if isinstance(node.value, tuple):
        return [plain(item) for item in node.value]
    return node.value


def parse(data: bytes, file: str, problems: list[Problem]) -> Node:
    """The mapping at the top of one YAML document; RecipeError for everything else.

    Mistakes that leave the rest readable, such as a key given twice, are added to ``problems``.
    """
    if len(data) > MAX_BYTES:
        raise RecipeError(
            [Problem(file, 1, 1, "", f"expected at most {MAX_BYTES:,} bytes, found {len(data):,}")]
        )
    text = decoded(data, file)
    composer = _Composer(text, file, problems)
    try:
        return composer.document()
    except yaml.MarkedYAMLError as error:
        raise RecipeError([_syntax_problem(error, file)]) from None
    except yaml.reader.ReaderError as error:
        line, column = _line_column(text[: error.position])
        message = f"expected text, found the character U+{error.character:04X}"
        raise RecipeError([Problem(file, line, column, "", message)]) from None
    except (ValueError, OverflowError):  # PyYAML's own: an escape or a version number out of all bounds
        raise RecipeError(
            [composer.last.problem("not YAML: expected smaller numbers from here on")]
        ) from None


def decoded(data: bytes, file: str) -> str:
    """The text of a file in UTF-8; RecipeError where it is none."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line, column = _line_column(data[: error.start].decode("utf-8", "replace"))
        found = f"the byte 0x{data[error.start]:02X}"
        raise RecipeError([Problem(file, line, column, "", f"expected UTF-8 text, found {found}")]) from None


def _line_column(before: str) -> tuple[int, int]:
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1


def _syntax_problem(error: yaml.MarkedYAMLError, file: str) -> Problem:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    message = f"not YAML: {error.problem or error.context}"
    if error.problem and error.context and error.context_mark:
        message += f", {error.context} that starts in line {error.context_mark.line + 1}"
    return Problem(file, line, column, "", message + _syntax_hint(str(error.problem)))


def _syntax_hint(problem: str) -> str:
    if "\\t" in problem:
        return "; indent with spaces, not tabs"
    if "mapping values are not allowed" in problem:
        return "; check the indentation, or put quotes around a text with a colon"
    return ""


class _Composer:
    """Builds nodes from the events of one document, counting nodes and depth."""

    def __init__(self, text: str, file: str, problems: list[Problem]) -> None:
        self.file = file
        self.events: Iterator[yaml.Event] = iter(yaml.parse(text, Loader=yaml.SafeLoader))
        self.anchors: dict[str, Node | None] = {}
        self.problems = problems
        self.nodes = 0
        self.last = Place(file, 1, 1)

    def document(self) -> Node:
        next(self.events)  # the stream's start
        event = next(self.events)
        if isinstance(event, yaml.StreamEndEvent):
            raise RecipeError([Problem(self.file, 1, 1, "", "expected settings, found an empty file")])
        node = self.node(next(self.events), ())
        next(self.events)  # the document's end
        after = next(self.events)
        if not isinstance(after, yaml.StreamEndEvent):
            self.report(self.place(after), (), "expected one document, found a second one")
        if not isinstance(node.value, dict):
            found = wording.found(plain(node))
            raise self.stop(node.place, (), f"expected settings (name: value), found {found}")
        return node

    def place(self, event: yaml.Event) -> Place:
        mark = event.start_mark
        assert mark is not None
        self.last = Place(self.file, mark.line + 1, mark.column + 1)
        return self.last

    def report(self, place: Place, path: Path, message: str) -> None:
        self.problems.append(place.problem(message, path_text(path)))

    def stop(self, place: Place, path: Path, message: str) -> RecipeError:
        return RecipeError([place.problem(message, path_text(path))])

    def node(self, event: yaml.Event, path: Path) -> Node:
        place = self.place(event)
        if isinstance(event, yaml.AliasEvent):
            return self.alias(event, place, path)
        assert isinstance(event, yaml.NodeEvent)
        if len(path) > MAX_DEPTH:
            raise self.stop(place, (), f"expected at most {MAX_DEPTH} levels, found more")
        self.count(1, place)
        if event.anchor is not None:
            self.anchors[event.anchor] = None  # open: an alias in here would hold itself
        node = self.fresh(event, place, path)
        if event.anchor is not None:
            self.anchors[event.anchor] = node
        return node

    def alias(self, event: yaml.AliasEvent, place: Place, path: Path) -> Node:
        shown = wording.shortened(str(event.anchor))
        if event.anchor not in self.anchors:
            hint = wording.did_you_mean(event.anchor, self.anchors)
            raise self.stop(place, path, f"expected the name of an anchor above, found *{shown}{hint}")
        node = self.anchors[event.anchor]
        if node is None:
            raise self.stop(place, path, f"expected a value that ends, found *{shown} inside itself")
        self.count(node.size, place)
        return node

    def count(self, size: int, place: Place) -> None:
        self.nodes += size
        if self.nodes > MAX_NODES:
            raise self.stop(
                place, (), f"expected at most {MAX_NODES:,} values, aliases written out, found more"
            )

    def fresh(self, event: yaml.NodeEvent, place: Place, path: Path) -> Node:
        if isinstance(event, yaml.ScalarEvent):
            return Node(place, self.scalar(event, place, path))
        if isinstance(event, yaml.SequenceStartEvent):
            self.check_tag(event.tag, "seq", place, path)
            items = tuple(self.items(path))
            return Node(place, items, 1 + sum(item.size for item in items))
        assert isinstance(event, yaml.MappingStartEvent)
        self.check_tag(event.tag, "map", place, path)
        entries = self.mapping(path)
        return Node(place, entries, 1 + sum(1 + entry.node.size for entry in entries.values()))

    def items(self, path: Path) -> Iterator[Node]:
        index = 0
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            yield self.node(event, (*path, index))
            index += 1

    def mapping(self, path: Path) -> dict[Scalar, Entry]:
        own: dict[Scalar, Entry] = {}
        merged: dict[Scalar, Entry] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.node(event, (*path, "?"))
            inner = (*path, wording.shortened(wording.flow(plain(key))))
            value = self.node(next(self.events), inner)
            if isinstance(event, yaml.ScalarEvent) and event.value == "<<" and event.implicit[0]:
                self.merge(merged, value, path)
            elif isinstance(key.value, dict | tuple) or key.value is None:
                self.report(key.place, path, f"expected a name, found {wording.found(plain(key))}")
            elif key.value in own:
                first = own[key.value].key_place.line
                self.report(key.place, inner, f"expected once, found twice; the first is in line {first}")
            else:
                own[key.value] = Entry(key.place, value)
        return merged | own

    def merge(self, into: dict[Scalar, Entry], node: Node, path: Path) -> None:
        """What ``<<`` brings in: a mapping, or a list of them of which earlier ones win."""
        for source in node.value if isinstance(node.value, tuple) else (node,):
            if isinstance(source.value, dict):
                into.update({key: entry for key, entry in source.value.items() if key not in into})
            else:
                found = wording.found(plain(source))
                self.report(source.place, path, f"expected a mapping after <<, found {found}")

    def scalar(self, event: yaml.ScalarEvent, place: Place, path: Path) -> Scalar:
        if event.tag is not None:
            self.check_tag(event.tag, "str", place, path)
        text = str(event.value)
        if any("\ud800" <= c <= "\udfff" for c in text):
            self.report(place, path, "expected text, found half a surrogate pair (\\ud800 to \\udfff)")
            return "?"
        return _resolved(text) if event.implicit[0] else text

    def check_tag(self, tag: str | None, expected: str, place: Place, path: Path) -> None:
        if tag not in (None, "!", _TAGS + expected):
            shown = wording.shortened(str(tag).replace(_TAGS, "!!"))
            self.report(place, path, f"expected plain data, found the tag {shown}; recipes have no tags")


def _resolved(text: str) -> Scalar:
    """A plain scalar by the core schema. What no float can hold is infinite, and refused later."""
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text) if len(text) <= MAX_DIGITS else float(text)
    if _BASED.fullmatch(text):
        return int(text, 0) if len(text) <= MAX_DIGITS else math.inf
    if _FLOAT.fullmatch(text):
        return float(text)
    if _NOT_FINITE.fullmatch(text):
        return float(text.lower().replace(".", ""))
    return text
