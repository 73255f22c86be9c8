"""The frames that a trainer draws its crops from: fresh ones come in at a stated pace, old ones go."""

from collections import OrderedDict, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from assets.draws import keyed_rng
from generator.train.crops import CropRules, Sample, cropped

KEPT_BYTES = 1 << 30


@dataclass(frozen=True)
class Pace:
    """``first`` frames before the first step, then ``per_step`` more at each; the newest ``kept`` stay.

    What is in the pool at a step follows from these alone, never from how fast anybody is: a run that is
    killed and resumed sees what it would have seen.
    """

    first: int = 16
    per_step: float = 0.25
    kept: int = 256

    def fresh_by(self, step: int) -> int:
        """How many frames have come in when step ``step`` (from 0) is taken."""
        return self.first + int(step * self.per_step)

    def oldest_at(self, step: int) -> int:
        """How many frames have gone by then."""
        return max(self.fresh_by(step) - self.kept, 0)


@dataclass(frozen=True, eq=False)
class Picture:
    """A frame or a photograph with its boxes. ``number`` is the frame's index."""

    number: int
    image: NDArray[np.uint8]
    boxes_xyxy: NDArray[np.float32]
    labels: NDArray[np.int64]


class Supply(Protocol):
    """Where a step's crops come from."""

    def advance(self, step: int) -> int: ...

    def samples(self, step: int, count: int, rules: CropRules) -> list[tuple[int, Sample]]:
        """Crops for this step, each with the number of its frame; they follow from the step alone."""
        ...


class Pool:
    """``frames`` begin with the first that is wanted at ``step``: what went before is not made again."""

    def __init__(self, frames: Iterator[Picture], pace: Pace, seed: int, step: int = 0) -> None:
        self._frames, self._pace, self._seed = frames, pace, seed
        self._in = pace.oldest_at(step)
        self._kept: deque[Picture] = deque(maxlen=pace.kept)

    def advance(self, step: int) -> int:
        """Take in what is due at this step; how many frames that were."""
        due = self._pace.fresh_by(step) - self._in
        for _ in range(due):
            self._kept.append(next(self._frames))
            self._in += 1
        return due

    def samples(self, step: int, count: int, rules: CropRules) -> list[tuple[int, Sample]]:
        """Crops for this step, each with the number of its frame. The newest frames are among them first."""
        newest = min(self._pace.fresh_by(step) - self._pace.fresh_by(step - 1) if step else count, count)
        chosen = []
        for k in range(count):
            rng = keyed_rng(self._seed, f"step[{step}]/crop[{k}]")
            at = len(self._kept) - 1 - k if k < newest else int(rng.integers(len(self._kept)))
            picture = self._kept[max(at, 0)]
            sample = cropped(picture.image, picture.boxes_xyxy, picture.labels, rules, rng)
            chosen.append((picture.number, sample))
        return chosen


class Shuffled:
    """Pictures that lie on the disk, every one once before any comes again, in an order drawn for each round.

    ``read`` gives one by its place in ``count``; up to ``kept_bytes`` of them stay in memory.
    """

    def __init__(
        self, count: int, read: Callable[[int], Picture], seed: int, kept_bytes: int = KEPT_BYTES
    ) -> None:
        self._count, self._read, self._seed, self._room = count, read, seed, kept_bytes
        self._kept: OrderedDict[int, Picture] = OrderedDict()
        self._used = 0

    def advance(self, step: int) -> int:  # noqa: ARG002 - everything is there from the first step on
        return 0

    def samples(self, step: int, count: int, rules: CropRules) -> list[tuple[int, Sample]]:
        """As :class:`Supply` says."""
        chosen = []
        for k in range(count):
            turn, at = divmod(step * count + k, self._count)
            order = keyed_rng(self._seed, f"round[{turn}]").permutation(self._count)
            picture = self._picture(int(order[at]))
            rng = keyed_rng(self._seed, f"step[{step}]/crop[{k}]")
            sample = cropped(picture.image, picture.boxes_xyxy, picture.labels, rules, rng)
            chosen.append((picture.number, sample))
        return chosen

    def _picture(self, at: int) -> Picture:
        if at in self._kept:
            self._kept.move_to_end(at)
            return self._kept[at]
        picture = self._read(at)
        self._kept[at] = picture
        self._used += picture.image.nbytes
        while self._used > self._room and len(self._kept) > 1:
            self._used -= self._kept.popitem(last=False)[1].image.nbytes
        return picture
