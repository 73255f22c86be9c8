"""Values that may be constants or distributions: types of the model's fields, and how to draw from them.

``Number``, ``Whole``, ``Flag`` and ``Word`` may be drawn for each frame; the ``Fixed...`` ones are constants.
The ``Own...`` ones are constants that may be left to another setting (None).
``Within(lo, hi, unit)`` and ``OneOf(words...)`` bound them when a recipe loads, over the whole support.
``draw(value, rng)`` gives one plain value, ``support(value)`` the least and greatest that it can give.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Annotated, Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from recipes.distributions import Distribution, draw, is_distribution, support
from recipes.json_forms import json_schema
from recipes.reading import read
from recipes.spec import BadValueError, Kind, Spec

__all__ = [
    "Distribution",
    "FixedFlag",
    "FixedNumber",
    "FixedWhole",
    "FixedWord",
    "Flag",
    "Number",
    "OneOf",
    "OwnFlag",
    "OwnNumber",
    "OwnWhole",
    "OwnWord",
    "Whole",
    "Within",
    "Word",
    "draw",
    "is_distribution",
    "spec_of",
    "support",
]

ERROR_TYPE = "recipe_value"
"""The type of the pydantic errors raised here; their context has the place within the value as ``at``."""


def _schema(spec: Spec) -> CoreSchema:
    return core_schema.no_info_plain_validator_function(
        _validator(spec),
        serialization=core_schema.plain_serializer_function_ser_schema(_plain),
        metadata={"spec": spec},
    )


def _validator(spec: Spec) -> Callable[[Any], Any]:
    def validate(data: Any) -> Any:
        try:
            return read(spec, data)
        except BadValueError as problem:
            context = {"text": problem.message, "at": list(problem.at), "on_key": problem.on_key}
            raise PydanticCustomError(ERROR_TYPE, "{text}", context) from None

    return validate


def _plain(value: Any) -> Any:
    return value.plain() if isinstance(value, Distribution) else value


class _Marker:
    """Annotates a type; each marker adds what it knows to the spec of the markers before it."""

    def refine(self, spec: Spec | None) -> Spec:
        raise NotImplementedError

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        inner = None if isinstance(self, Takes) else handler(source)
        return _schema(self.refine(inner["metadata"]["spec"] if inner else None))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, _handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return json_schema(schema["metadata"]["spec"])


@dataclass(frozen=True)
class Takes(_Marker):
    """The kind of value, and whether it may be drawn."""

    kind: Kind
    random: bool = True
    optional: bool = False

    def refine(self, spec: Spec | None) -> Spec:  # noqa: ARG002 - the first marker: nothing before it
        return Spec(self.kind, self.random, optional=self.optional)


@dataclass(frozen=True)
class Within(_Marker):
    """Bounds a number, both ends included; the unit is for people."""

    lo: float
    hi: float
    unit: str = ""

    def refine(self, spec: Spec | None) -> Spec:
        assert spec is not None
        return replace(spec, lo=self.lo, hi=self.hi, unit=self.unit)


class OneOf(_Marker):
    """The words that a word can be."""

    def __init__(self, *words: str) -> None:
        self.words = words

    def refine(self, spec: Spec | None) -> Spec:
        assert spec is not None
        return replace(spec, words=self.words)


Number = Annotated[float | Distribution[float], Takes("number")]
Whole = Annotated[int | Distribution[int], Takes("whole")]
Flag = Annotated[bool | Distribution[bool], Takes("flag")]
Word = Annotated[str | Distribution[str], Takes("word")]
FixedFlag = Annotated[bool, Takes("flag", random=False)]
FixedNumber = Annotated[float, Takes("number", random=False)]
FixedWord = Annotated[str, Takes("word", random=False)]
FixedWhole = Annotated[int, Takes("whole", random=False)]
OwnFlag = Annotated[bool | None, Takes("flag", random=False, optional=True)]
OwnNumber = Annotated[float | None, Takes("number", random=False, optional=True)]
OwnWhole = Annotated[int | None, Takes("whole", random=False, optional=True)]
OwnWord = Annotated[str | None, Takes("word", random=False, optional=True)]


def spec_of(metadata: list[Any]) -> Spec | None:
    """What a field's annotations say about it, or None for fields of other types."""
    spec: Spec | None = None
    for marker in metadata:
        if isinstance(marker, _Marker):
            spec = marker.refine(spec)
    return spec
