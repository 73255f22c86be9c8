"""When to assemble the collected files while frames are still being made."""

import time
from collections.abc import Callable

LEAST_PAUSE_S = 20.0
PAUSE_PER_COST = 50.0


class Checkpoints:
    """Due after the first frame, then whenever at least 50 times the cost of the last assembly has passed.

    So assembling takes at most about 2 % of the time however large the dataset grows, and nothing is ever
    rewritten for each frame.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._next = clock()

    def due(self) -> bool:
        return self._clock() >= self._next

    def done(self, cost_s: float) -> None:
        self._next = self._clock() + max(LEAST_PAUSE_S, PAUSE_PER_COST * cost_s)
