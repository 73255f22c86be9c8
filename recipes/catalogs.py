"""How a recipe names its catalogues: one word, or a list of them to mix."""

from typing import Annotated, Any

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from recipes import wording
from recipes.values import ERROR_TYPE

MOST = 16
"""Catalogues in one mixture."""


def _wrong(message: str, at: tuple[int, ...] = ()) -> PydanticCustomError:
    context: dict[str, Any] = {"text": message, "at": list(at), "on_key": False}
    return PydanticCustomError(ERROR_TYPE, "{text}", context)


def _names(data: Any) -> str | tuple[str, ...]:
    if isinstance(data, str) and data:
        return data
    if not isinstance(data, list | tuple) or not 1 <= len(data) <= MOST:
        raise _wrong(f"expected a catalogue, or a list of up to {MOST} to mix, found {wording.found(data)}")
    for i, name in enumerate(data):
        if not isinstance(name, str) or not name:
            raise _wrong(f'expected "builtin" or a folder, found {wording.found(name)}', (i,))
        if name in data[:i]:
            raise _wrong(f"expected each catalogue once, found {wording.shortened(name)} again", (i,))
    return tuple(data)


def _shares(data: Any) -> tuple[float, ...]:
    if not isinstance(data, list | tuple):
        raise _wrong(f"expected a list of shares, found {wording.found(data)}")
    for i, share in enumerate(data):
        if isinstance(share, bool) or not isinstance(share, int | float) or not 0 < share <= 1e6:
            raise _wrong(f"expected a share above 0, found {wording.found(share)}", (i,))
    return tuple(float(share) for share in data)


_NAME = {"type": "string", "minLength": 1}
_LIST = {"type": "array", "items": _NAME, "minItems": 1, "maxItems": MOST, "uniqueItems": True}
_SHARE = {"type": "number", "exclusiveMinimum": 0, "maximum": 1e6}

CatalogNames = Annotated[
    str | tuple[str, ...],
    PlainValidator(_names),
    PlainSerializer(lambda v: v if isinstance(v, str) else list(v)),
    WithJsonSchema({"anyOf": [_NAME, _LIST]}),
]
Shares = Annotated[
    tuple[float, ...],
    PlainValidator(_shares),
    PlainSerializer(list),
    WithJsonSchema({"type": "array", "items": _SHARE}),
]
