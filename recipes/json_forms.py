"""JSON Schema of a value: its constant and each distribution that it may be, told apart for editors."""

from typing import Any

from recipes.distributions import NORMAL_CUT_STD
from recipes.spec import ALLOWED, Spec

type Schema = dict[str, Any]

_WEIGHT: Schema = {"type": "number", "minimum": 0, "maximum": 1e9}


def json_schema(spec: Spec) -> Schema:
    """The schema of everything that ``spec`` takes; exactly one alternative fits each valid value."""
    constant = _constant(spec)
    if spec.optional:
        return {"anyOf": [constant, {"type": "null"}]}
    if not spec.random:
        return constant
    forms = [_FORMS[name](spec) for name in ALLOWED[spec.kind]]
    return {"oneOf": [constant | {"description": f"a constant{_unit(spec)}"}, *forms]}


def _constant(spec: Spec) -> Schema:
    if spec.kind == "word":
        return {"enum": list(spec.words)}
    schema: Schema = {"type": {"number": "number", "whole": "integer", "flag": "boolean"}[spec.kind]}
    if spec.lo is not None and spec.hi is not None:
        schema |= {"minimum": spec.lo, "maximum": spec.hi}
    return schema


def _unit(spec: Spec) -> str:
    return f", in {spec.unit}" if spec.unit else ""


def _object(description: str, properties: dict[str, Schema], required: list[str]) -> Schema:
    return {
        "type": "object",
        "description": description,
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _pair(item: Schema) -> Schema:
    return {"type": "array", "items": item, "minItems": 2, "maxItems": 2}


def _uniform(spec: Spec) -> Schema:
    text = f"[least, greatest]: every value between alike{_unit(spec)}"
    return _object(text, {"uniform": _pair(_constant(spec))}, ["uniform"])


def _log_uniform(spec: Spec) -> Schema:
    text = f"[least, greatest], both above 0: uniform in the logarithm{_unit(spec)}"
    item = _constant(spec) | {"exclusiveMinimum": 0}
    return _object(text, {"log_uniform": _pair(item)}, ["log_uniform"])


def _integers(spec: Spec) -> Schema:
    text = f"[least, greatest]: every whole number between alike, both ends included{_unit(spec)}"
    item = _constant(spec) | {"type": "integer"}
    return _object(text, {"integers": _pair(item)}, ["integers"])


def _bernoulli(_spec: Spec) -> Schema:
    chance = {"type": "number", "minimum": 0, "maximum": 1}
    return _object("true with this probability, from 0 to 1", {"bernoulli": chance}, ["bernoulli"])


def _normal(spec: Spec) -> Schema:
    mean, std, end = {"type": "number"}, {"type": "number", "exclusiveMinimum": 0}, _constant(spec)
    named = _object("", {"mean": mean, "std": std, "min": end, "max": end}, ["mean", "std"])
    del named["description"]
    rows = [[mean, std], [mean, std, end, end]]
    listed = [
        {"type": "array", "prefixItems": row, "minItems": len(row), "maxItems": len(row)} for row in rows
    ]
    text = f"a bell cut at min and max (without them, {NORMAL_CUT_STD:g} std from the mean){_unit(spec)}"
    return _object(text, {"normal": {"oneOf": [named, *listed]}}, ["normal"])


def _choice(spec: Spec) -> Schema:
    simple = [_FORMS[name](spec) for name in ALLOWED[spec.kind] if name != "choice"]
    options = {"type": "array", "items": {"oneOf": [_constant(spec), *simple]}, "minItems": 1}
    weighted: Schema = {"type": "object", "additionalProperties": _WEIGHT, "minProperties": 1}
    if spec.words:
        weighted["propertyNames"] = {"enum": list(spec.words)}
    return _object(
        "one of these, alike or by weights; options may be distributions",
        {"choice": {"oneOf": [options, weighted]}, "weights": {"type": "array", "items": _WEIGHT}},
        ["choice"],
    )


_FORMS = {
    "uniform": _uniform,
    "log_uniform": _log_uniform,
    "integers": _integers,
    "bernoulli": _bernoulli,
    "normal": _normal,
    "choice": _choice,
}
