"""The JSON Schema of a truth, made from the model, and its documentation as a page."""

import ast
import inspect
import textwrap
from itertools import pairwise
from typing import Any

from pydantic import TypeAdapter

from labelers.truth import model
from labelers.truth.model import FORMAT, VERSION, FrameTruth
from labelers.truth.store import field_types, table_row

Json = dict[str, Any]
REFERENCE = "#/$defs/"


def truth_schema() -> Json:
    """JSON Schema (draft 2020-12) of ``truth/000007.json``."""
    defs: Json = {}
    properties = {
        "format": {"const": FORMAT},
        "version": {"const": VERSION, "description": "Grows when what is there changes its meaning."},
        **_properties(FrameTruth, defs),
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"{FORMAT} {VERSION}",
        "description": "The full truth of one frame. Tables are objects of columns of equal length.",
        **_closed({"type": "object", "properties": properties}),
        "$defs": {name: _listed(name, defs[name]) for name in sorted(_reached(properties, defs))},
    }


def _listed(name: str, schema: Json) -> Json:
    """A value that is written as a list, with what its class says of it and of its parts."""
    if schema.get("type") != "array":
        return schema
    kind = getattr(model, name)
    said = _said_of_fields(kind)
    items = [
        item | {"title": field, "description": said[field]}
        for field, item in zip(kind._fields, schema["prefixItems"], strict=True)
    ]
    return schema | {"description": " ".join(str(kind.__doc__).split()), "prefixItems": items}


def _said_of_fields(kind: type) -> dict[str, str]:
    """The text under each field of a class."""
    body = ast.parse(textwrap.dedent(inspect.getsource(kind))).body[0].body  # type: ignore[attr-defined]
    said: dict[str, str] = {}
    for field, text in pairwise(body):
        if isinstance(field, ast.AnnAssign) and isinstance(text, ast.Expr):
            said[ast.unparse(field.target)] = ast.literal_eval(text.value)
    return said


def _properties(kind: type, defs: Json) -> Json:
    """Schemas of a dataclass' fields, its tables as columns; shared definitions go into ``defs``."""
    whole = TypeAdapter(kind).json_schema(ref_template=REFERENCE + "{model}")
    for name, schema in whole.pop("$defs", {}).items():
        defs[name] = _closed(schema) if schema.get("type") == "object" else schema
    made: Json = {}
    for name, field in field_types(kind).items():
        row, found = table_row(field), whole["properties"][name]
        found.pop("title", None)
        made[name] = _table(row, defs) | {"description": found["description"]} if row else found
    return made


def _table(row: type, defs: Json) -> Json:
    columns: Json = {}
    for name, schema in _properties(row, defs).items():
        columns[name] = {"description": schema.pop("description", ""), "type": "array", "items": schema}
    return _closed({"type": "object", "properties": columns})


def _closed(schema: Json) -> Json:
    """An object with all of its properties and no others."""
    return schema | {"required": list(schema["properties"]), "additionalProperties": False}


def _reached(schema: Any, defs: Json) -> set[str]:
    """Names of the definitions that ``schema`` refers to, however far round."""
    if isinstance(schema, list):
        return set().union(*(_reached(one, defs) for one in schema))
    if not isinstance(schema, dict):
        return set()
    reference = schema.get("$ref")
    own = {reference.removeprefix(REFERENCE)} if isinstance(reference, str) else set()
    inner = [_reached(defs[name], defs) for name in own]
    return own.union(*inner, *(_reached(one, defs) for one in schema.values()))
