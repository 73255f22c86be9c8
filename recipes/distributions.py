"""The distributions of the recipe language: frozen data, exact draws, known support.

Each draw inverts the cumulative distribution at one uniform number (a choice takes one more for its
option), so it stays inside the support by construction, and moves smoothly when a recipe's bounds do.
"""

import math
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from statistics import NormalDist
from typing import Any, Protocol

DISTRIBUTION_NAMES = ("uniform", "normal", "log_uniform", "choice", "integers", "bernoulli")
NORMAL_CUT_STD = 3.0
"""A normal without its own min and max is cut this many standard deviations from its mean."""
NORMAL_LEAST_MASS = 1e-6
"""A cut that leaves less than this share of the bell is refused: it is never what was meant."""
_BELL = NormalDist()
_TINY = 1e-300  # keeps the inverse of the normal off its pole at 0


class Uniforms(Protocol):
    """Where draws take their chance from; NumPy's generators are such."""

    def random(self) -> float:
        """The next of numbers evenly spread over [0, 1)."""
        ...


class Distribution[T]:
    """What every distribution offers. ``T`` is the plain type that it gives."""

    def draw(self, rng: Uniforms) -> T:
        """One value."""
        raise NotImplementedError

    def support(self) -> tuple[T, T]:
        """Least and greatest value."""
        raise NotImplementedError

    def plain(self) -> dict[str, Any]:
        """As a recipe writes it."""
        raise NotImplementedError


@dataclass(frozen=True)
class Uniform(Distribution[float]):
    """Every value from ``lo`` to ``hi`` alike."""

    lo: float
    hi: float

    def draw(self, rng: Uniforms) -> float:
        return _clamp(self.lo + rng.random() * (self.hi - self.lo), self.lo, self.hi)

    def support(self) -> tuple[float, float]:
        return self.lo, self.hi

    def plain(self) -> dict[str, Any]:
        return {"uniform": [self.lo, self.hi]}


@dataclass(frozen=True)
class LogUniform(Distribution[float]):
    """Uniform in the logarithm: as many values from 1 to 10 as from 10 to 100."""

    lo: float
    hi: float

    def draw(self, rng: Uniforms) -> float:
        low, high = math.log(self.lo), math.log(self.hi)
        return _clamp(math.exp(low + rng.random() * (high - low)), self.lo, self.hi)

    def support(self) -> tuple[float, float]:
        return self.lo, self.hi

    def plain(self) -> dict[str, Any]:
        return {"log_uniform": [self.lo, self.hi]}


@dataclass(frozen=True)
class Normal(Distribution[float]):
    """A bell cut at ``lo`` and ``hi``; ``mean`` and ``std`` are those before the cut."""

    mean: float
    std: float
    lo: float
    hi: float

    def draw(self, rng: Uniforms) -> float:
        p_low, p_high, sign = self._tail
        p = max(p_low + rng.random() * (p_high - p_low), _TINY)
        return _clamp(self.mean + sign * self.std * _BELL.inv_cdf(p), self.lo, self.hi)

    def mass(self) -> float:
        """The share of the uncut bell that lies between ``lo`` and ``hi``."""
        p_low, p_high, _ = self._tail
        return p_high - p_low

    @cached_property
    def _tail(self) -> tuple[float, float, float]:
        """The bell's share below each cut, and the side that :meth:`_cut` chose."""
        low, high, sign = self._cut()
        return _BELL.cdf(low), _BELL.cdf(high), sign

    def _cut(self) -> tuple[float, float, float]:
        """Both cuts in standard deviations, mirrored into the lower tail, where the cdf keeps its digits."""
        low, high = (self.lo - self.mean) / self.std, (self.hi - self.mean) / self.std
        return (-high, -low, -1.0) if low > 0 else (low, high, 1.0)

    def support(self) -> tuple[float, float]:
        return self.lo, self.hi

    def plain(self) -> dict[str, Any]:
        return {"normal": {"mean": self.mean, "std": self.std, "min": self.lo, "max": self.hi}}


@dataclass(frozen=True)
class Integers(Distribution[int]):
    """Every whole number from ``lo`` to ``hi`` alike, both ends included."""

    lo: int
    hi: int

    def draw(self, rng: Uniforms) -> int:
        return min(self.hi, self.lo + int(rng.random() * (self.hi - self.lo + 1)))

    def support(self) -> tuple[int, int]:
        return self.lo, self.hi

    def plain(self) -> dict[str, Any]:
        return {"integers": [self.lo, self.hi]}


@dataclass(frozen=True)
class Bernoulli(Distribution[bool]):
    """True with probability ``p``."""

    p: float

    def draw(self, rng: Uniforms) -> bool:
        return bool(rng.random() < self.p)

    def support(self) -> tuple[bool, bool]:
        return self.p >= 1, self.p > 0

    def plain(self) -> dict[str, Any]:
        return {"bernoulli": self.p}


@dataclass(frozen=True)
class Choice[T](Distribution[T]):
    """One of ``options``, each a constant or a distribution, with ``weights`` (one each, not all zero)."""

    options: tuple[T | Distribution[T], ...]
    weights: tuple[float, ...]

    def draw(self, rng: Uniforms) -> T:
        total = list(accumulate(self.weights))
        last = max(i for i, weight in enumerate(self.weights) if weight > 0)
        picked = self.options[min(last, bisect_right(total, rng.random() * total[-1]))]
        return picked.draw(rng) if isinstance(picked, Distribution) else picked

    def live(self) -> tuple[T | Distribution[T], ...]:
        """The options that can be drawn at all."""
        return tuple(o for o, weight in zip(self.options, self.weights, strict=True) if weight > 0)

    def support(self) -> tuple[T, T]:
        ends: list[Any] = []
        for option in self.live():
            ends.extend(option.support() if isinstance(option, Distribution) else (option, option))
        return min(ends), max(ends)

    def plain(self) -> dict[str, Any]:
        options = [o.plain() if isinstance(o, Distribution) else o for o in self.options]
        if len(set(self.weights)) == 1:
            return {"choice": options}
        return {"choice": options, "weights": list(self.weights)}


def draw[T](value: T | Distribution[T], rng: Uniforms) -> T:
    """One plain value from a constant or a distribution."""
    return value.draw(rng) if isinstance(value, Distribution) else value


def support[T](value: T | Distribution[T]) -> tuple[T, T]:
    """Least and greatest value that :func:`draw` can give; words compare by the alphabet."""
    return value.support() if isinstance(value, Distribution) else (value, value)


def is_distribution(data: object) -> bool:
    """Whether plain data is written as a distribution: a mapping with one of their names as a key."""
    return isinstance(data, Mapping) and any(name in data for name in DISTRIBUTION_NAMES)


def _clamp(value: float, lo: float, hi: float) -> float:
    return min(max(value, lo), hi)
