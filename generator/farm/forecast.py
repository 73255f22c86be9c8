"""What frames will cost, by kind: frames of one part of a mixture cost much the same.

Kinds are drawn from the recipe without sampling the frame; what a kind takes is learnt from the frames that
are there already and from every frame that comes in.
"""

from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from math import inf

from generator.farm.watchers import Quiet
from generator.farm.worker import Made
from recipes.model import Recipe
from scenes.mixing import part_of

LEARNT_AT_MOST = 2000  # frames of earlier runs: enough to know a mean
KEPT_KINDS = 1024


class Forecast(Quiet):
    """Seconds that a frame will take. Kinds that nobody has seen yet cost most of all, so that they are soon
    known; where there is one kind only, all frames cost the same.
    """

    def __init__(self, kind: Callable[[int], str]) -> None:
        self._kind = kind
        self._kinds: dict[int, str] = {}
        self._sums: dict[str, float] = {}
        self._counts: dict[str, int] = {}

    def __call__(self, frame: int) -> float:
        kind = self._kind_of(frame)
        return self._sums[kind] / self._counts[kind] if kind in self._counts else inf

    def learn(self, frames: Iterable[tuple[int, Mapping[str, float]]]) -> None:
        """From seconds by stage of frames that were made earlier."""
        for frame, seconds in islice(frames, LEARNT_AT_MOST):
            self._note(frame, seconds)

    def made(self, worker: str, made: Made, stored: bool) -> None:  # noqa: ARG002 - the watcher's
        self._note(made.frame, made.seconds)

    def _note(self, frame: int, seconds: Mapping[str, float]) -> None:
        kind = self._kind_of(frame)
        self._sums[kind] = self._sums.get(kind, 0.0) + sum(seconds.values())
        self._counts[kind] = self._counts.get(kind, 0) + 1

    def _kind_of(self, frame: int) -> str:
        kind = self._kinds.get(frame)
        if kind is None:
            if len(self._kinds) >= KEPT_KINDS:
                self._kinds.pop(next(iter(self._kinds)))
            kind = self._kinds[frame] = self._kind(frame)
        return kind


def forecast_of(recipe: Recipe) -> Forecast:
    """For frames of this recipe: a kind for each part that it mixes."""

    def kind(frame: int) -> str:
        part = part_of(recipe, frame)
        return part.name if part else ""

    return Forecast(kind)
