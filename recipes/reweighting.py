"""A recipe's distributions cut into cells whose chances can be changed: the same values, other shares.

Every cell is written in the recipe language itself (a choice with weights), so a re-weighted recipe is a
recipe like any other, with a key of its own.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any

from recipes.distributions import Bernoulli, Choice, Distribution, Integers, LogUniform, Normal, Uniform
from recipes.model import Recipe
from recipes.section import Section

PARTS = 3
"""Cells of a distribution of numbers, equally likely before anything is re-weighted."""
MIX = "mix"


@dataclass(frozen=True)
class Cells:
    """Where a distribution stands and what it is cut into.

    ``part`` is the mixture's recipe that it stands in ("" for none), ``path`` its dotted place there, or
    "mix" for the shares of the mixture itself. ``names`` are for people; ``chances`` sum up to 1.
    """

    part: str
    path: str
    names: tuple[str, ...]
    chances: tuple[float, ...]

    @property
    def key(self) -> str:
        return f"{self.part}:{self.path}" if self.part else self.path


def cells_of(recipe: Recipe, paths: Sequence[str]) -> list[Cells]:
    """The cells of the recipe's distributions among ``paths``, and of its mixture; constants have none."""
    found = []
    if len(recipe.mix) > 1:
        total = sum(part.weight for part in recipe.mix)
        names = tuple(part.name for part in recipe.mix)
        found.append(Cells("", MIX, names, tuple(part.weight / total for part in recipe.mix)))
    for name, inner in [(part.name, part.recipe) for part in recipe.mix] or [("", recipe)]:
        for path in paths:
            options, chances = _cut(_at(inner, path))
            if len(options) > 1:
                found.append(Cells(name, path, tuple(_told(option) for option in options), chances))
    return found


def reweighted(recipe: Recipe, chances: Mapping[str, Sequence[float]]) -> Recipe:
    """The recipe with other chances for its cells; ``chances`` by :attr:`Cells.key`."""
    if not recipe.mix:
        return _reweighted(recipe, "", chances)
    weights = chances.get(MIX, [part.weight for part in recipe.mix])
    parts = [
        part.model_copy(
            update={"weight": float(weight), "recipe": _reweighted(part.recipe, f"{part.name}:", chances)}
        )
        for part, weight in zip(recipe.mix, weights, strict=True)
    ]
    return recipe.model_copy(update={"mix": tuple(parts)})


def _reweighted(recipe: Recipe, prefix: str, chances: Mapping[str, Sequence[float]]) -> Recipe:
    for key, weights in chances.items():
        if key.startswith(prefix) and (path := key.removeprefix(prefix)) != MIX and ":" not in path:
            options, _ = _cut(_at(recipe, path))
            # Equal weights are written as none: what is read again must be the same to the last bit.
            own = (1.0,) * len(options) if len(set(weights)) == 1 else tuple(map(float, weights))
            recipe = _with(recipe, path.split("."), Choice(tuple(options), own))
    return recipe


def _at(section: Any, path: str) -> Any:
    for step in path.split("."):
        section = getattr(section, step)
    return section


def _with[S: Section](section: S, steps: Sequence[str], value: Any) -> S:
    inner = value if len(steps) == 1 else _with(getattr(section, steps[0]), steps[1:], value)
    return section.model_copy(update={steps[0]: inner})


def _cut(value: Any) -> tuple[list[Any], tuple[float, ...]]:
    """The cells of a distribution and their chances. A constant is one cell."""
    match value:
        case Choice():
            live = [(o, w) for o, w in zip(value.options, value.weights, strict=True) if w > 0]
            total = sum(weight for _, weight in live)
            return [option for option, _ in live], tuple(weight / total for _, weight in live)
        case Bernoulli() if 0 < value.p < 1:
            return [False, True], (1 - value.p, value.p)
        case Uniform() if value.lo < value.hi:
            ends = [value.lo + (value.hi - value.lo) * k / PARTS for k in range(PARTS)] + [value.hi]
            return _evenly([Uniform(ends[k], ends[k + 1]) for k in range(PARTS)])
        case LogUniform() if value.lo < value.hi:
            ends = [value.lo * (value.hi / value.lo) ** (k / PARTS) for k in range(PARTS)] + [value.hi]
            return _evenly([LogUniform(ends[k], ends[k + 1]) for k in range(PARTS)])
        case Normal() if value.lo < value.hi:
            return _evenly(_cut_normal(value))
        case Integers() if value.lo < value.hi:
            return _cut_integers(value)
    return [value], (1.0,)


def _evenly(options: list[Any]) -> tuple[list[Any], tuple[float, ...]]:
    return options, (1 / len(options),) * len(options)


def _cut_normal(value: Normal) -> list[Any]:
    bell = NormalDist(value.mean, value.std)
    low, high = bell.cdf(value.lo), bell.cdf(value.hi)
    if high - low < 1e-3:  # far out in a tail, where the bell's own numbers end
        return [value]
    inner = [bell.inv_cdf(low + (high - low) * k / PARTS) for k in range(1, PARTS)]
    ends = [value.lo, *inner, value.hi]
    return [Normal(value.mean, value.std, ends[k], ends[k + 1]) for k in range(PARTS)]


def _cut_integers(value: Integers) -> tuple[list[Any], tuple[float, ...]]:
    count = value.hi - value.lo + 1
    parts = min(PARTS, count)
    firsts = [value.lo + math.floor(count * k / parts) for k in range(parts)] + [value.hi + 1]
    options = [Integers(firsts[k], firsts[k + 1] - 1) for k in range(parts)]
    return list(options), tuple((o.hi - o.lo + 1) / count for o in options)


def _told(option: Any) -> str:
    if isinstance(option, Distribution):
        low, high = option.support()
        return f"{low:g}..{high:g}" if isinstance(low, int | float) else f"{low}..{high}"
    return str(option)
