"""The slots of an explicit planogram as data: which article stands where, with how many facings."""

from typing import Annotated, Any

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from recipes.section import Section
from recipes.spec import BadValueError, Spec
from recipes.values import ERROR_TYPE

MOST_SLOTS = 5000
WHOLE = {
    "bay": Spec("whole", False, 1, 64),
    "shelf": Spec("whole", False, 1, 32),
    "position": Spec("whole", False, 1, 1000),
    "facings_wide": Spec("whole", False, 1, 100),
    "facings_high": Spec("whole", False, 1, 20),
    "facings_deep": Spec("whole", False, 0, 60),
}
X_M = Spec("number", False, 0.0, 40.0, "m")


class PlanogramSlot(Section):
    """One article's place: bays and positions count from the left, shelves from the bottom, from 1.

    ``sku`` or ``gtin`` names the article, both where they must agree. ``facings_deep`` 0 means as many as the
    shelf's depth takes. ``x_m`` is the left edge of the first facing from the left end of the shelf; None
    means right beside the slot before.
    """

    bay: int = 1
    shelf: int
    position: int
    sku: str = ""
    gtin: str = ""
    facings_wide: int = 1
    facings_high: int = 1
    facings_deep: int = 0
    x_m: float | None = None


def _slots(data: Any) -> tuple[PlanogramSlot, ...]:
    if not isinstance(data, list | tuple):
        raise _wrong("expected a list of slots", ())
    return tuple(row if isinstance(row, PlanogramSlot) else _slot(row, i) for i, row in enumerate(data))


def _slot(row: Any, index: int) -> PlanogramSlot:
    """A slot of data that was not read from a file; :mod:`recipes.planogram_file` says more of those."""
    if not isinstance(row, dict) or not {"shelf", "position"} <= row.keys() <= set(
        PlanogramSlot.model_fields
    ):
        raise _wrong("expected a slot with shelf, position and sku or gtin", (index,))
    if not (row.get("sku") or row.get("gtin")):
        raise _wrong("expected a sku or a gtin, found neither", (index,))
    specs = WHOLE | ({"x_m": X_M} if row.get("x_m") is not None else {})
    for name in specs.keys() & row.keys():
        try:
            specs[name].constant(row[name], (index, name))
        except BadValueError as error:
            raise _wrong(error.message, error.at) from None
    return PlanogramSlot(**row)


def _wrong(message: str, at: tuple[int | str, ...]) -> PydanticCustomError:
    context: dict[str, Any] = {"text": message, "at": list(at), "on_key": False}
    return PydanticCustomError(ERROR_TYPE, "{text}", context)


def _whole_schema(spec: Spec) -> dict[str, Any]:
    return {"type": "integer", "minimum": spec.lo, "maximum": spec.hi}


_SCHEMA = {
    "type": "array",
    "maxItems": MOST_SLOTS,
    "items": {
        "type": "object",
        "properties": {
            **{name: _whole_schema(spec) for name, spec in WHOLE.items()},
            "sku": {"type": "string"},
            "gtin": {"type": "string"},
            "x_m": {"type": "number", "minimum": 0, "maximum": X_M.hi},
        },
        "required": ["shelf", "position"],
        "additionalProperties": False,
    },
}

PlannedSlots = Annotated[
    tuple[PlanogramSlot, ...],
    PlainValidator(_slots),
    PlainSerializer(lambda slots: [slot.model_dump(exclude_defaults=True) for slot in slots]),
    WithJsonSchema(_SCHEMA),
]
