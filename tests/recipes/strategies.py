"""Valid recipes and values for property tests, made from the model itself."""

import math
from functools import cache
from typing import Any, Literal, get_args, get_origin

import hypothesis.strategies as st
from pydantic import BaseModel

from recipes.model import BUILTIN_LANGUAGES, Recipe, builtin_categories
from recipes.spec import Spec
from recipes.values import spec_of


def constants(spec: Spec) -> st.SearchStrategy[Any]:
    if spec.kind == "word":
        return st.sampled_from(spec.words)
    if spec.kind == "flag":
        return st.booleans()
    assert spec.lo is not None
    assert spec.hi is not None
    if spec.kind == "whole":
        return st.integers(int(spec.lo), int(spec.hi))
    return st.floats(spec.lo, spec.hi, allow_nan=False, width=64)


def pairs(items: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    return st.tuples(items, items).map(sorted)


@st.composite
def normals(draw: st.DrawFn, spec: Spec) -> dict[str, Any]:
    """Normals whose cut holds enough of the bell."""
    assert spec.lo is not None
    assert spec.hi is not None
    width = spec.hi - spec.lo
    lo, hi = sorted(draw(st.tuples(constants(spec), constants(spec))))
    hi = hi if hi - lo > 1e-3 * width else min(lo + 0.1 * width, spec.hi)
    lo = lo if hi - lo > 1e-3 * width else hi - 0.1 * width
    mean = lo + draw(st.floats(-1, 2)) * (hi - lo)
    std = (hi - lo) * draw(st.floats(0.5, 5))
    named = {"mean": mean, "std": std, "min": lo, "max": hi}
    return {"normal": draw(st.sampled_from([named, list(named.values())]))}


def simple(spec: Spec) -> st.SearchStrategy[Any]:
    """Distributions that are no choice."""
    assert spec.lo is not None or spec.kind in ("flag", "word")
    forms: list[st.SearchStrategy[Any]] = []
    if spec.kind == "flag":
        forms.append(st.floats(0, 1).map(lambda p: {"bernoulli": p}))
    if spec.kind in ("whole", "number") and spec.lo is not None and spec.hi is not None:
        least, most = math.ceil(spec.lo), math.floor(spec.hi)
        if least <= most:
            forms.append(pairs(st.integers(least, most)).map(lambda pair: {"integers": pair}))
    if spec.kind == "number" and spec.hi is not None:
        forms.append(pairs(constants(spec)).map(lambda pair: {"uniform": pair}))
        forms.append(normals(spec))
        positive = st.floats(max(spec.lo or 0, 1e-6), spec.hi)
        forms.append(pairs(positive).map(lambda pair: {"log_uniform": pair}))
    return st.one_of(forms)


@st.composite
def choices(draw: st.DrawFn, spec: Spec) -> dict[str, Any]:
    option = constants(spec) if spec.kind == "word" else st.one_of(constants(spec), simple(spec))
    options = draw(st.lists(option, min_size=1, max_size=4))
    weight = st.floats(0, 10)
    weights = draw(
        st.lists(weight, min_size=len(options), max_size=len(options)).filter(lambda w: sum(w) > 0)
    )
    if draw(st.booleans()) and not any(isinstance(o, dict | float | bool) for o in options):
        return {"choice": dict(zip(options, [w + 0.1 for w in weights], strict=True))}
    return {"choice": options, "weights": weights} if draw(st.booleans()) else {"choice": options}


def values(spec: Spec) -> st.SearchStrategy[Any]:
    """Everything that a field takes."""
    if not spec.random:
        return constants(spec)
    forms = [constants(spec), choices(spec)]
    return st.one_of(*forms) if spec.kind == "word" else st.one_of(*forms, simple(spec))


slots = st.fixed_dictionaries(
    {"shelf": st.integers(1, 4), "position": st.integers(1, 9), "sku": st.sampled_from(["a", "b"])},
    optional={"facings_wide": st.integers(1, 9), "facings_high": st.integers(1, 3), "x_m": st.floats(0, 2)},
)


@cache
def _field(name: str, annotation: Any, spec: Spec | None) -> st.SearchStrategy[Any]:
    if spec is not None:
        return values(spec)
    if get_origin(annotation) is Literal:
        return st.sampled_from(get_args(annotation))
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return sections(annotation)
    return {
        "name": st.from_regex(r"\A[a-z0-9][a-z0-9_-]{0,63}\Z"),
        "description": st.text(
            st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]), max_size=40
        ),
        "catalog": st.sampled_from(["builtin", ["builtin"]]),
        "catalog_shares": st.lists(st.integers(1, 9), max_size=1),
        "extensions": st.just([]),
        "languages": st.lists(st.sampled_from(BUILTIN_LANGUAGES), min_size=1, max_size=15, unique=True),
        "file": st.just(""),
        "slots": st.lists(slots, max_size=3, unique_by=lambda slot: (slot["shelf"], slot["position"])),
        "categories": st.lists(st.sampled_from(builtin_categories()), max_size=3, unique=True),
    }[name]


@cache
def sections(model: type[BaseModel]) -> st.SearchStrategy[dict[str, Any]]:
    """Plain data of a section with any of its settings left out."""
    fields = {
        n: _field(n, f.annotation, spec_of(f.metadata)) for n, f in model.model_fields.items() if n != "mix"
    }
    return st.fixed_dictionaries({}, optional=fields)


recipes = sections(Recipe)
specs = st.sampled_from(
    [
        Spec("number", lo=-3, hi=5),
        Spec("number", lo=0.25, hi=8, unit="m"),
        Spec("number", lo=1, hi=20000, unit="lux"),
        Spec("whole", lo=1, hi=12),
        Spec("flag"),
        Spec("word", words=("red", "green", "blue")),
    ]
)
