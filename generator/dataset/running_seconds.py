"""Seconds by stage of however many frames, in a journal on the disk and a few sums in memory."""

import json
import os
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import floor, log
from pathlib import Path

from generator.dataset.atomic import write_atomic

LEAST_S = 1e-6
BINS_PER_E = 50  # medians are known to 1 %


@dataclass
class _Spread:
    """Sums of one stage, and how many of its values lie in each of narrow bins that widen evenly."""

    count: int = 0
    total: float = 0.0
    greatest: float = 0.0
    bins: Counter[int] = field(default_factory=Counter)

    def note(self, seconds: float) -> None:
        self.count += 1
        self.total += seconds
        self.greatest = max(self.greatest, seconds)
        self.bins[floor(BINS_PER_E * log(max(seconds, LEAST_S)))] += 1

    def told(self) -> dict[str, float]:
        numbers = {"mean": self.total / self.count, "median": self._median(), "max": self.greatest}
        return {name: round(value, 6) for name, value in numbers.items()}

    def _median(self) -> float:
        seen = 0
        for place in sorted(self.bins):
            seen += self.bins[place]
            if 2 * seen >= self.count:
                return float(2.718281828459045 ** ((place + 0.5) / BINS_PER_E))
        return 0.0


class RunningSeconds:
    """Appends a line per frame; opening it again reads what is there, and drops a torn last line."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._stages: dict[str, _Spread] = {}
        whole = 0
        for _, seconds, size in _lines(path):
            self._note(seconds)
            whole += size
        if path.exists() and whole < path.stat().st_size:
            write_atomic(path, path.read_bytes()[:whole])
        self._fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o644)

    def add(self, frame_index: int, seconds: Mapping[str, float]) -> None:
        kept = {stage: round(value, 6) for stage, value in seconds.items()}
        self._note(kept)
        line = json.dumps({"frame": frame_index, "seconds": kept}, separators=(",", ":"))
        os.write(self._fd, line.encode() + b"\n")

    def _note(self, seconds: Mapping[str, float]) -> None:
        for stage, value in [*seconds.items(), ("total", sum(seconds.values()))]:
            self._stages.setdefault(stage, _Spread()).note(value)

    def summary(self) -> dict[str, dict[str, float]]:
        """Mean, median (to 1 %) and greatest seconds of every stage, and of the total."""
        return {stage: spread.told() for stage, spread in self._stages.items()}

    def close(self) -> None:
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1


def read_seconds(path: Path) -> Iterator[tuple[int, dict[str, float]]]:
    """Frames and their seconds by stage, as far as the journal can be read."""
    return ((frame, seconds) for frame, seconds, _ in _lines(path))


def _lines(path: Path) -> Iterator[tuple[int, dict[str, float], int]]:
    """Also how many bytes each took; ends at the first that makes no sense."""
    if not path.exists():
        return
    with path.open("rb") as file:
        for line in file:
            try:
                said = json.loads(line)
                seconds = {str(stage): float(value) for stage, value in said["seconds"].items()}
                yield int(said["frame"]), seconds, len(line)
            except (ValueError, KeyError, TypeError, AttributeError):
                return
