"""Prints docs/recipes.md: the guide below, and every setting as the model describes it.

``python -m recipes.reference > docs/recipes.md``; a test holds the file to it.
"""

import sys
from collections.abc import Iterator
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from recipes import wording
from recipes.explain import sections
from recipes.files import shipped_recipes
from recipes.guide import GUIDE
from recipes.load import MAX_EXTENDS, load_recipe
from recipes.model import BUILTIN_CATEGORIES, Part, Recipe
from recipes.planned_slots import MOST_SLOTS, PlanogramSlot
from recipes.source import MAX_BYTES, MAX_DEPTH, MAX_NODES
from recipes.spec import ALLOWED, NOUN, Spec
from recipes.values import spec_of


def reference() -> str:
    """The whole of docs/recipes.md."""
    limits = {
        "bytes": f"{MAX_BYTES:,}",
        "depth": MAX_DEPTH,
        "nodes": f"{MAX_NODES:,}",
        "extends": MAX_EXTENDS,
        "slots": f"{MOST_SLOTS:,}",
    }
    parts = [
        GUIDE.format(**limits).strip(),
        "## Shipped recipes\n\n" + "\n".join(_shipped()),
        "## Categories of the built-in catalogue\n\n" + "\n".join(_categories()),
        "## Settings\n\n" + _SETTINGS.strip(),
        "\n\n".join(_section("Top level", Recipe)),
        *("\n\n".join(_section(f"`{path}`", model)) for path, model in sections()),
    ]
    return "\n\n".join(parts) + "\n"


_SETTINGS = """
Every setting may be left out; then it has its default. "Drawn" says which distributions a setting may be:
"yes" means uniform, log_uniform, normal, integers and choice. Ranges include both ends.
"""


def _shipped() -> Iterator[str]:
    yield "| name | what it shows | picture |"
    yield "|---|---|---|"
    for name in shipped_recipes():
        recipe = load_recipe(name)
        yield f"| `{name}` | {recipe.description} | {recipe.image.width_px} x {recipe.image.height_px} |"


def _categories() -> Iterator[str]:
    yield "| category | made of |"
    yield "|---|---|"
    for name, subs in BUILTIN_CATEGORIES.items():
        yield f"| `{name}` | {', '.join(f'`{name}/{sub}`' for sub in subs)} |"


def _section(title: str, model: type[BaseModel]) -> Iterator[str]:
    yield f"### {title}"
    yield " ".join((model.__doc__ or "").replace("``", "`").split())
    rows = [_row(name, field) for name, field in model.model_fields.items() if not _is_section(field)]
    if rows:
        yield "\n".join(
            ["| setting | takes | default | drawn | what it is |", "|---|---|---|---|---|", *rows]
        )


def _is_section(field: FieldInfo) -> bool:
    return isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel)


def _row(name: str, field: FieldInfo) -> str:
    spec = spec_of(field.metadata)
    takes = _takes(spec) if spec else _plain_type(field.annotation)
    drawn = _drawn(spec.distributions) if spec else "no"
    what = " ".join((field.description or "").replace("``", "`").split())
    return f"| `{name}` | {takes} | {_default(field.default)} | {drawn} | {what} |"


def _drawn(distributions: tuple[str, ...]) -> str:
    return "yes" if distributions == ALLOWED["number"] else ", ".join(distributions) or "no"


def _takes(spec: Spec) -> str:
    if spec.words:
        return _words(spec.words)
    noun = NOUN[spec.kind].removeprefix("a ")
    if spec.lo is None or spec.hi is None:
        return noun
    hi = "2^63 - 1" if spec.hi == 2**63 - 1 else wording.number(spec.hi)
    unit = f" {spec.unit}" if spec.unit else ""
    return f"{noun}, {wording.number(spec.lo)} to {hi}{unit}"


def _plain_type(annotation: Any) -> str:
    if get_origin(annotation) is Literal:
        return _words(get_args(annotation))
    if get_origin(annotation) is tuple and Part in get_args(annotation):
        return "recipes with weights"
    if get_origin(annotation) is tuple and PlanogramSlot in get_args(annotation):
        return "list of slots"
    if get_origin(annotation) is tuple:
        return "list of numbers" if float in get_args(annotation) else "list of texts"
    return "text" if annotation is str else "text, or list of texts"


def _words(words: tuple[str, ...]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def _default(value: Any) -> str:
    if value is None:
        return "the policy's"
    if value == "":
        return "none"
    return f"`{wording.flow(value)}`"


if __name__ == "__main__":
    sys.stdout.write(reference())
