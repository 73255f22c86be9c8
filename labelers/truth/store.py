"""A truth as JSON and back. Tables become columns of equal length: keys are written once, not per row."""

import dataclasses
import json
import re
import types
import typing
from collections.abc import Mapping
from functools import cache
from typing import Any

from labelers.truth.model import FORMAT, VERSION, FrameTruth

Json = dict[str, Any]


def truth_to_json(truth: FrameTruth) -> Json:
    """Plain JSON data, as the schema of :mod:`labelers.truth.schema` describes it."""
    return {"format": FORMAT, "version": VERSION, **_object(truth)}


def truth_bytes(truth: FrameTruth) -> bytes:
    """The file: a line per top-level entry; equal truths give equal bytes."""
    data = truth_to_json(truth)
    lines = (json.dumps(key) + ":" + _short(json.dumps(value, **_COMPACT)) for key, value in data.items())
    return ("{" + ",\n".join(lines) + "}\n").encode()


def _short(text: str) -> str:
    """JSON with whole numbers written as such: "2.0" as "2". Strings stay as they are."""
    return _WHOLE.sub(lambda found: found[0] if found[0][0] == '"' else "", text)


_WHOLE = re.compile(r'"(?:[^"\\]|\\.)*"|(?<=[0-9])\.0(?=[,\]}]|$)')


_COMPACT: dict[str, Any] = {"separators": (",", ":"), "ensure_ascii": False, "allow_nan": False}


def truth_from_json(data: Mapping[str, Any]) -> FrameTruth:
    """The truth that :func:`truth_to_json` wrote.

    Raises ValueError for another format or version, and where something is missing or unknown.
    """
    if data.get("format") != FORMAT or data.get("version") != VERSION:
        found = f"{data.get('format')!r} of version {data.get('version')!r}"
        raise ValueError(f"this is {found}, not a {FORMAT} of version {VERSION}; render the frames again")
    rest = {key: value for key, value in data.items() if key not in ("format", "version")}
    try:
        made = _made(FrameTruth, rest)
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"a {FORMAT} whose content is damaged: {error!r}") from error
    assert isinstance(made, FrameTruth)
    return made


def table_row(kind: Any) -> Any:
    """The row's dataclass where ``kind`` is a tuple of them."""
    inner = typing.get_args(kind)
    is_table = typing.get_origin(kind) is tuple and len(inner) == 2 and inner[1] is Ellipsis
    return inner[0] if is_table and dataclasses.is_dataclass(inner[0]) else None


@cache
def field_types(kind: Any) -> dict[str, Any]:
    """The types of a dataclass' or a NamedTuple's fields by name."""
    hints = typing.get_type_hints(kind)
    names = kind._fields if hasattr(kind, "_fields") else [f.name for f in dataclasses.fields(kind)]
    return {name: hints[name] for name in names}


def _object(value: Any) -> Json:
    own: Any = type(value)
    return {
        name: _columns(getattr(value, name), row)
        if (row := table_row(kind))
        else _plain(getattr(value, name))
        for name, kind in field_types(own).items()
    }


def _columns(rows: tuple[Any, ...], kind: Any) -> Json:
    return {name: [_plain(getattr(row, name)) for row in rows] for name in field_types(kind)}


def _plain(value: Any) -> Any:
    return _object(value) if dataclasses.is_dataclass(value) else value


def _made(kind: Any, data: Any) -> Any:
    """``data`` as the type that was written."""
    row = table_row(kind)
    if row is not None:
        return _rows(row, data)
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        (only,) = [one for one in inner if one is not type(None)]
        return None if data is None else _made(only, data)
    if dataclasses.is_dataclass(kind):
        return _whole(kind, data, {name: _made(t, data[name]) for name, t in field_types(kind).items()})  # type: ignore[arg-type]
    if isinstance(kind, type) and hasattr(kind, "_fields"):
        return kind(*(_made(t, v) for t, v in zip(field_types(kind).values(), data, strict=True)))
    if origin is tuple and inner[1:] == (...,):
        return tuple(_made(inner[0], one) for one in data)
    if origin is tuple:
        return tuple(_made(t, one) for t, one in zip(inner, data, strict=True))
    return float(data) if kind is float else data


def _whole(kind: Any, data: Mapping[str, Any], values: Mapping[str, Any]) -> Any:
    strangers = set(data) - set(values)
    if strangers:
        raise KeyError(f"{kind.__name__} has no {sorted(strangers)[0]!r}")
    return kind(**values)


def _rows(kind: Any, columns: Mapping[str, Any]) -> tuple[Any, ...]:
    made = [[_made(t, one) for one in columns[name]] for name, t in field_types(kind).items()]
    return tuple(kind(*row) for row in zip(*made, strict=True))
