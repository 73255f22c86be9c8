"""Frames once more, for a trainer that is faster than the renderers."""

import numpy as np

from assets.draws import keyed_rng
from generator.stream.batches import FrameArrays


class Replay:
    """The last ``size`` frames; each may come back ``most`` times. Which ones is drawn from ``seed``.

    With a replay the *moments* at which frames come back depend on how fast everybody is; without one a
    stream is the same every time.
    """

    def __init__(self, size: int, most: int, seed: int) -> None:
        self._size, self._most, self._seed = size, most, seed
        self._kept: list[FrameArrays] = []
        self._uses: dict[int, int] = {}
        self._draws = 0

    def keep(self, frame: FrameArrays) -> None:
        if not self._size:
            return
        if len(self._kept) == self._size:
            self._uses.pop(self._kept.pop(0).frame, None)
        self._kept.append(frame)
        self._uses[frame.frame] = 0

    def draw(self, count: int) -> list[FrameArrays]:
        """Up to so many different frames that may still come back."""
        free = [frame for frame in self._kept if self._uses[frame.frame] < self._most]
        rng = keyed_rng(self._seed, f"replay[{self._draws}]")
        self._draws += 1
        chosen = rng.permutation(len(free))[:count] if len(free) >= count else np.array([], int)
        frames = [free[k] for k in chosen]
        for frame in frames:
            self._uses[frame.frame] += 1
        return frames
