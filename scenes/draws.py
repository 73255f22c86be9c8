"""The one way in which a scene meets chance: a recipe's value, drawn at the path where it stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, repeat
from typing import Any

import numpy as np

from assets.draws import KeyedUniforms, keyed_rng
from recipes.values import draw


@dataclass(frozen=True)
class FrameDraws:
    """Draws of one frame: equal (seed, frame, path) give equal values, whatever else is drawn."""

    seed: int
    frame_index: int
    within: str = ""

    def under(self, path: str) -> "FrameDraws":
        """Draws of the same frame whose paths all stand below ``path``."""
        return FrameDraws(self.seed, self.frame_index, f"{self.within}{path}/")

    def rng(self, path: str) -> np.random.Generator:
        """The stream that belongs to ``path`` alone, for what a recipe's values do not cover."""
        return keyed_rng(self.seed, "frame", self.frame_index, self.within + path)

    def _uniforms(self, path: str) -> KeyedUniforms:
        return KeyedUniforms(self.seed, f"frame/{self.frame_index}/{self.within}{path}")

    def value(self, path: str, value: Any) -> Any:
        """One plain value of a recipe's constant or distribution; a constant costs nothing."""
        if isinstance(value, (bool, int, float, str)):
            return value
        return draw(value, self._uniforms(path))

    def values(self, path: str, value: Any, number: int) -> list[Any]:
        """``number`` draws one after another from one path; the first of them do not depend on it."""
        if isinstance(value, (bool, int, float, str)):
            return [value] * number
        uniforms = self._uniforms(path)
        return [draw(value, uniforms) for _ in range(number)]

    def stream(self, path: str, value: Any) -> Iterator[Any]:
        """Draws from one path without end: those of :meth:`values`, as many as are wanted."""
        if isinstance(value, (bool, int, float, str)):
            return repeat(value)
        uniforms = self._uniforms(path)
        return (draw(value, uniforms) for _ in count())

    def chances(self, path: str) -> Iterator[float]:
        """Numbers 0..1 from one path without end."""
        uniforms = self._uniforms(path)
        return (uniforms.random() for _ in count())

    def happens(self, path: str, probability: Any) -> bool:
        """Whether an event of this (perhaps itself drawn) probability happens."""
        constant = isinstance(probability, (int, float))
        p = float(probability if constant else self.value(f"{path}/probability", probability))
        return p >= 1.0 or (p > 0.0 and self._uniforms(path).random() < p)

    def noise_seed(self, path: str) -> int:
        """A 31-bit seed for a renderer or a sensor."""
        return int(self._uniforms(path).random() * (2**31 - 1))
