"""Seconds by stage, kept apart from everything that must be the same in every run."""

import json
import os
import statistics
from collections.abc import Mapping
from pathlib import Path

from generator.dataset.atomic import write_atomic
from generator.dataset.layout import TIMINGS

Seconds = Mapping[str, float]


class Timings:
    """A journal, one line per finished frame, appended to. Opening it again drops a torn last line."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / TIMINGS
        self.frames: dict[int, Seconds] = read_timings(folder)
        write_atomic(self._path, b"".join(_line(index, s) for index, s in self.frames.items()))
        self._fd = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CLOEXEC)

    def add(self, frame_index: int, seconds: Seconds) -> None:
        self.frames[frame_index] = {stage: round(value, 6) for stage, value in seconds.items()}
        os.write(self._fd, _line(frame_index, self.frames[frame_index]))

    def close(self) -> None:
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1


def read_timings(folder: Path) -> dict[int, Seconds]:
    """Seconds by stage of every frame in the journal; lines that make no sense are left out."""
    path = folder / TIMINGS
    frames: dict[int, Seconds] = {}
    for line in path.read_text("utf-8", "replace").splitlines() if path.exists() else ():
        try:
            entry = json.loads(line)
            frames[int(entry["frame"])] = {str(k): float(v) for k, v in entry["seconds"].items()}
        except (ValueError, KeyError, TypeError, AttributeError):
            continue
    return frames


def summary(frames: Mapping[int, Seconds]) -> dict[str, dict[str, float]]:
    """Mean, median and greatest seconds of every stage, and of the total."""
    stages = list(dict.fromkeys(stage for seconds in frames.values() for stage in seconds))
    series = {stage: [s[stage] for s in frames.values() if stage in s] for stage in stages}
    series["total"] = [sum(seconds.values()) for seconds in frames.values()]
    return {stage: _spread(values) for stage, values in series.items() if values}


def _spread(values: list[float]) -> dict[str, float]:
    mean, median = statistics.fmean(values), statistics.median(values)
    return {"mean": round(mean, 6), "median": round(median, 6), "max": round(max(values), 6)}


def _line(frame_index: int, seconds: Seconds) -> bytes:
    return (
        json.dumps({"frame": frame_index, "seconds": dict(seconds)}, separators=(",", ":")).encode() + b"\n"
    )
