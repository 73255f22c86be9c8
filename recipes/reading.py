"""From plain recipe data to a checked constant or distribution, with one clear message per mistake."""

from collections.abc import Callable, Mapping
from typing import Any

from recipes import wording
from recipes.distributions import (
    DISTRIBUTION_NAMES,
    NORMAL_CUT_STD,
    NORMAL_LEAST_MASS,
    Bernoulli,
    Choice,
    Distribution,
    Integers,
    LogUniform,
    Normal,
    Uniform,
)
from recipes.spec import ALLOWED, NOUN, At, BadValueError, Spec


def read(spec: Spec, data: Any) -> Any:
    """The checked constant or distribution; BadValueError where it cannot be one."""
    if isinstance(data, Distribution):
        data = data.plain()
    if data is None and spec.optional:
        return None
    if not isinstance(data, Mapping):
        return spec.constant(data, ())
    if not spec.random:
        raise BadValueError(
            f"expected {spec.expected}, found {wording.found(data)}: this setting is the same for all frames "
            "and takes a constant, no distribution"
        )
    return _distribution(spec, data, (), nested=False)


def _distribution(spec: Spec, data: Mapping[Any, Any], at: At, nested: bool) -> Distribution[Any]:
    name = _name(spec, data, at)
    if nested and name == "choice":
        raise BadValueError("expected no choice inside a choice; write one list, with weights", at)
    extra = [key for key in data if key != name and not (name == "choice" and key == "weights")]
    if extra:
        raise BadValueError(
            f"expected nothing beside {name}, found {wording.shortened(wording.flow(extra[0]))}",
            (*at, extra[0]),
            on_key=True,
        )
    if name == "choice":
        return _choice(spec, data, at)
    return _READERS[name](spec, data[name], (*at, name))


def _name(spec: Spec, data: Mapping[Any, Any], at: At) -> str:
    allowed = ALLOWED[spec.kind]
    for key in data:
        if key in allowed:
            return str(key)
    wrong = next((key for key in data if key in DISTRIBUTION_NAMES), None)
    if wrong is not None:
        raise BadValueError(
            f"expected {NOUN[spec.kind]}, found {wrong}, which gives none; use {wording.listed(allowed)}",
            (*at, wrong),
            on_key=True,
        )
    hint, near = next(((h, k) for k in data if (h := wording.did_you_mean(k, allowed))), ("", None))
    raise BadValueError(
        f"expected {spec.expected}, or a distribution ({', '.join(allowed)}), "
        f"found {wording.found(data)}{hint}",
        (*at, str(near)) if hint else at,
        on_key=bool(hint),
    )


def _choice(spec: Spec, data: Mapping[Any, Any], at: At) -> Choice[Any]:
    body, at = data["choice"], (*at, "choice")
    if isinstance(body, Mapping):
        if "weights" in data:
            raise BadValueError(
                "expected no weights beside a mapping of weights", (*at[:-1], "weights"), True
            )
        weights = [_weight(weight, (*at, option)) for option, weight in body.items()]
        options = [_keyed_option(spec, option, at) for option in body]
    else:
        items = _items(body, at, None, "a list of options")
        weights = _weights(data, len(items), at[:-1])
        options = [_option(spec, item, (*at, i)) for i, item in enumerate(items)]
    if not sum(weights) > 0:
        raise BadValueError("expected at least one option with a weight above 0, found none", at)
    return Choice(tuple(options), tuple(weights))


def _option(spec: Spec, data: Any, at: At) -> Any:
    if isinstance(data, Mapping):
        return _distribution(spec, data, at, nested=True)
    return spec.constant(data, at)


def _keyed_option(spec: Spec, data: Any, at: At) -> Any:
    """An option that is the key of its weight."""
    try:
        return spec.constant(data, (*at, data))
    except BadValueError as error:
        raise BadValueError(error.message, error.at, on_key=True) from None


def _items(data: Any, at: At, count: int | None, what: str) -> list[Any]:
    if not isinstance(data, list | tuple) or (count is not None and len(data) != count):
        raise BadValueError(f"expected {what}, found {wording.found(data)}", at)
    return list(data)


def _weight(data: Any, at: At) -> float:
    if isinstance(data, bool) or not isinstance(data, int | float) or not 0 <= data <= 1e9:
        raise BadValueError(f"expected a weight from 0 to 1e9, found {wording.found(data)}", at)
    return float(data)


def _weights(data: Mapping[Any, Any], count: int, at: At) -> list[float]:
    if "weights" not in data:
        return [1.0] * count
    at = (*at, "weights")
    given = _items(data["weights"], at, None, "a list of weights")
    if len(given) != count:
        raise BadValueError(f"expected {count} weights, one for each option, found {len(given)}", at)
    return [_weight(w, (*at, i)) for i, w in enumerate(given)]


def _pair(spec: Spec, data: Any, at: At) -> list[Any]:
    ends = _items(data, at, 2, "[least, greatest]")
    lo, hi = (spec.constant(end, (*at, i)) for i, end in enumerate(ends))
    if lo > hi:
        shown = f"[{wording.number(lo)}, {wording.number(hi)}]"
        raise BadValueError(f"expected [least, greatest], found {shown}", at)
    return [lo, hi]


def _uniform(spec: Spec, data: Any, at: At) -> Uniform:
    return Uniform(*_pair(spec, data, at))


def _log_uniform(spec: Spec, data: Any, at: At) -> LogUniform:
    lo, hi = _pair(spec, data, at)
    if lo <= 0:
        raise BadValueError(f"expected a value above 0 for log_uniform, found {wording.number(lo)}", (*at, 0))
    return LogUniform(lo, hi)


def _integers(spec: Spec, data: Any, at: At) -> Integers:
    whole = Spec("whole", lo=spec.lo, hi=spec.hi, unit=spec.unit)
    return Integers(*_pair(whole, data, at))


def _bernoulli(_spec: Spec, data: Any, at: At) -> Bernoulli:
    return Bernoulli(Spec("number", lo=0, hi=1).constant(data, at))


def _normal(spec: Spec, data: Any, at: At) -> Normal:
    parts = _normal_parts(data, at)
    bare = Spec("number", unit=spec.unit)
    mean, std = (
        bare.constant(parts["mean"][0], parts["mean"][1]),
        bare.constant(parts["std"][0], parts["std"][1]),
    )
    if std <= 0:
        raise BadValueError(
            f"expected a standard deviation above 0, found {wording.number(std)}", parts["std"][1]
        )
    cut = {"min": mean - NORMAL_CUT_STD * std, "max": mean + NORMAL_CUT_STD * std}
    for end in cut:
        if end in parts:
            cut[end] = spec.constant(*parts[end])
        else:
            _implied_cut(spec, cut[end], end, at)
    normal = Normal(mean, std, cut["min"], cut["max"])
    if cut["min"] > cut["max"] or normal.mass() < NORMAL_LEAST_MASS:
        span = f"{wording.number(cut['min'])} to {wording.number(cut['max'], spec.unit)}"
        raise BadValueError(
            f"expected min and max that keep some of the normal with mean {wording.number(mean)} "
            f"and std {wording.number(std)}, found {span}",
            at,
        )
    return normal


def _normal_parts(data: Any, at: At) -> dict[str, tuple[Any, At]]:
    names = ("mean", "std", "min", "max")
    if isinstance(data, list | tuple) and len(data) in (2, 4):
        return {name: (item, (*at, i)) for i, (name, item) in enumerate(zip(names, data, strict=False))}
    if not isinstance(data, Mapping):
        raise BadValueError(
            f"expected [mean, std] or {{mean, std, min, max}}, found {wording.found(data)}", at
        )
    for key in data:
        if key not in names:
            hint = wording.did_you_mean(key, names)
            raise BadValueError(
                f"expected mean, std, min or max, found {wording.found(key)}{hint}", (*at, key)
            )
    for name in names[:2]:
        if name not in data:
            raise BadValueError(f"expected mean and std, found no {name}", at)
    return {key: (item, (*at, key)) for key, item in data.items()}


def _implied_cut(spec: Spec, end: float, name: str, at: At) -> None:
    if spec.lo is not None and spec.hi is not None and not spec.lo <= end <= spec.hi:
        raise BadValueError(
            f"expected {spec.expected}, found a normal that reaches {wording.number(end)} "
            f"({NORMAL_CUT_STD:g} std from its mean); give it a {name}",
            at,
        )


_READERS: dict[str, Callable[[Spec, Any, At], Distribution[Any]]] = {
    "uniform": _uniform,
    "log_uniform": _log_uniform,
    "normal": _normal,
    "integers": _integers,
    "bernoulli": _bernoulli,
}
