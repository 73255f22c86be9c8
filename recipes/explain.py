"""pydantic's errors in the words of the recipe language."""

from collections.abc import Iterable, Iterator
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from recipes import wording
from recipes.distributions import is_distribution
from recipes.errors import Finding, Steps
from recipes.model import Recipe
from recipes.values import ERROR_TYPE

RENAMED = {"empty_slot": "out_of_stock"}
"""Settings that had another name."""


def findings(error: ValidationError) -> list[Finding]:
    """One finding for each place that is wrong."""
    return [_finding(details) for details in error.errors(include_url=False)]


def without(data: Any, paths: Iterable[Steps]) -> Any:
    """A copy of ``data`` without the settings at ``paths``; a part of a value takes it all along."""
    inner: dict[Any, list[Steps]] = {}
    for path in paths:
        inner.setdefault(path[0], []).append(path[1:])
    kept: dict[Any, Any] = {}
    for key, value in data.items():
        is_section = isinstance(value, dict) and not is_distribution(value)
        if key not in inner:
            kept[key] = value
        elif is_section and () not in inner[key]:
            kept[key] = without(value, inner[key])
    return kept


def _finding(details: ErrorDetails) -> Finding:
    steps, data = details["loc"], details["input"]
    match details["type"]:
        case kind if kind == ERROR_TYPE:
            context = details["ctx"]
            return Finding(((*steps, *context["at"]),), context["text"], context["on_key"])
        case "extra_forbidden":
            return Finding((steps,), _unknown(steps), on_key=True)
        case "invalid_key":
            message = f"expected the name of a setting, found {wording.found(steps[-1])}"
            return Finding((steps,), message, on_key=True)
        case "model_type":
            return Finding((steps,), f"expected settings (name: value), found {wording.found(data)}")
        case "literal_error":
            words = _words(steps)
            hint = wording.did_you_mean(data, words)
            return Finding((steps,), f"expected {wording.listed(words)}, found {wording.found(data)}{hint}")
        case "string_type":
            hint = "; put it in quotes" if isinstance(data, int | float) else ""
            return Finding((steps,), f"expected text, found {wording.found(data)}{hint}")
        case "string_pattern_mismatch":
            message = 'expected 1 to 64 small letters, digits, "_" or "-", a letter or digit first'
            return Finding((steps,), f"{message}, found {wording.found(data)}")
        case "tuple_type":
            hint = f"; write [{wording.shortened(data)}]" if isinstance(data, str) else ""
            return Finding((steps,), f"expected a list, found {wording.found(data)}{hint}")
    return Finding((steps,), f"{details['msg'][:1].lower()}{details['msg'][1:]}, found {wording.found(data)}")


def _unknown(steps: Steps) -> str:
    """What to say of a setting that does not exist here: the likely misspelling, or where it belongs."""
    section, name = section_at(steps[:-1]), str(steps[-1])
    known = [*section.model_fields, *(["extends"] if section is Recipe else [])]
    where = "of a section" if section is Recipe else f"of a setting of {steps[-2]}"
    homes = [path for path, model in sections() if name in model.model_fields]
    if name in RENAMED:
        hint = f'; it is called "{RENAMED[name]}" now'
    elif homes:  # a setting of another section is no misspelling
        hint = f"; {name} belongs to {wording.listed(homes)}"
    else:
        hint = wording.did_you_mean(name, known) or f" (known: {', '.join(known)})"
    return f"expected the name {where}, found {wording.found(name)}{hint}"


def _words(steps: Steps) -> tuple[str, ...]:
    annotation = _field(steps).annotation
    assert get_origin(annotation) is Literal
    return tuple(str(word) for word in get_args(annotation))


def _field(steps: Steps) -> FieldInfo:
    return section_at(steps[:-1]).model_fields[str(steps[-1])]


def section_at(steps: Steps) -> type[BaseModel]:
    """The model of the section that a path leads to."""
    section: type[BaseModel] = Recipe
    for step in steps:
        inner: Any = section.model_fields[str(step)].annotation
        section = inner
    return section


def sections(section: type[BaseModel] = Recipe, path: str = "") -> Iterator[tuple[str, type[BaseModel]]]:
    """All sections below ``section`` with their paths, outermost first."""
    for name, field in section.model_fields.items():
        inner = field.annotation
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            yield f"{path}{name}", inner
            yield from sections(inner, f"{path}{name}.")
