"""Prints docs/truth.md: the guide, and every table as the model describes it.

``python -m labelers.truth.reference > docs/truth.md``; a test holds the file to it.
"""

import math
import re
import sys
from collections.abc import Iterator
from typing import Any

from labelers.truth import flow
from labelers.truth.guide import GUIDE
from labelers.truth.model import FrameTruth
from labelers.truth.points import NEAREST_M
from labelers.truth.rounding import METRES, PX, ROUGH_PX, UNIT
from labelers.truth.schema import REFERENCE, truth_schema
from labelers.truth.segments import PALETTE
from labelers.truth.sight import NEARER_M
from labelers.truth.store import field_types, table_row
from labelers.truth.tags import LEGIBLE_PX, SAMPLES
from scenes.plan import PUSHED_BACK_M
from scenes.second_view import MOST_TURN_RAD

Json = dict[str, Any]


def reference() -> str:
    """The whole of docs/truth.md."""
    schema = truth_schema()
    numbers = {
        "nearest_mm": 1000 * NEAREST_M,
        "nearer_mm": 1000 * NEARER_M,
        "rough_px": 10.0**-ROUGH_PX / 2,
        "px": 10.0**-PX / 2,
        "metres_um": 1e6 * 10.0**-METRES / 2,
        "radians_u": 1e6 * 10.0**-UNIT,
        "pushed_cm": 100 * PUSHED_BACK_M,
        "legible_px": LEGIBLE_PX,
        "turn_deg": round(math.degrees(MOST_TURN_RAD), 3),
        "flow_mm": 1000 * flow.NEARER_M,
        "samples": SAMPLES[0] * SAMPLES[1],
    }
    parts = [GUIDE.format(**numbers).strip(), *_entries(schema), *_lists(schema), _palette()]
    return re.sub(r":[a-z]+:`", "`", "\n\n".join(parts)) + "\n"


def _entries(schema: Json) -> Iterator[str]:
    tables = {name for name, kind in field_types(FrameTruth).items() if table_row(kind)}
    for name, about in schema["properties"].items():
        if name in tables:
            rows = {column: inner | {"in": "items"} for column, inner in about["properties"].items()}
            yield f"### `{name}` (table)\n\n{about['description']}\n\n{_fields(rows)}"
        elif (own := _definition(about, schema)) and "properties" in own:
            text = about.get("description") or own["description"].splitlines()[0]
            yield f"### `{name}`\n\n{text}\n\n{_fields(own['properties'])}"
        else:
            yield f"### `{name}`\n\n{about.get('description') or about.get('const')}"


def _lists(schema: Json) -> Iterator[str]:
    """The small values that are written as lists."""
    for name, about in schema["$defs"].items():
        if about.get("type") == "array":
            text = about["description"].replace("``", "`")
            rows = ((f"`{item['title']}`", item["description"]) for item in about["prefixItems"])
            yield f"### {name} (list)\n\n{text}\n\n{_rows(rows)}"


def _definition(about: Json, schema: Json) -> Json | None:
    choices = [about, *about.get("anyOf", [])]
    names = [one["$ref"].removeprefix(REFERENCE) for one in choices if "$ref" in one]
    return schema["$defs"][names[0]] if names else None


def _fields(fields: Json) -> str:
    return _rows((f"`{name}`", about.get("description", "")) for name, about in fields.items())


def _rows(pairs: Any) -> str:
    lines = [f"| {name} | {' '.join(text.replace('``', '`').split())} |" for name, text in pairs]
    return "\n".join(["| | |", "|---|---|", *lines])


def _palette() -> str:
    rows = [
        f"| {one.id} | `{one.semantic}` | {'things' if one.is_thing else 'stuff'} | {one.color} |"
        for one in PALETTE
    ]
    return "\n".join(["## Semantic classes", "", "| id | class | | sRGB |", "|---|---|---|---|", *rows])


if __name__ == "__main__":
    sys.stdout.write(reference())
