"""Seconds by stage of however many frames, in a journal on the disk and a few sums in memory."""

import json
import os
from collections.abc import Mapping
from pathlib import Path

from generator.dataset.atomic import write_atomic


class RunningSeconds:
    """Appends a line per frame; opening it again reads what is there, and drops a torn last line."""

    def __init__(self, path: Path) -> None:
        self._sums: dict[str, float] = {}
        self._greatest: dict[str, float] = {}
        self._count = 0
        if path.exists():
            self._read(path)
        self._fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o644)

    def _read(self, path: Path) -> None:
        with path.open("rb") as file:
            whole = 0
            for line in file:
                try:
                    seconds = json.loads(line)["seconds"]
                    self._note({str(stage): float(value) for stage, value in seconds.items()})
                    whole += len(line)
                except (ValueError, KeyError, TypeError, AttributeError):
                    break
        if whole < path.stat().st_size:
            write_atomic(path, path.read_bytes()[:whole])

    def add(self, frame_index: int, seconds: Mapping[str, float]) -> None:
        kept = {stage: round(value, 6) for stage, value in seconds.items()}
        self._note(kept)
        line = json.dumps({"frame": frame_index, "seconds": kept}, separators=(",", ":"))
        os.write(self._fd, line.encode() + b"\n")

    def _note(self, seconds: Mapping[str, float]) -> None:
        self._count += 1
        for stage, value in [*seconds.items(), ("total", sum(seconds.values()))]:
            self._sums[stage] = self._sums.get(stage, 0.0) + value
            self._greatest[stage] = max(self._greatest.get(stage, 0.0), value)

    def summary(self) -> dict[str, dict[str, float]]:
        """Mean and greatest seconds of every stage, and of the total."""
        return {
            stage: {"mean": round(total / self._count, 6), "max": round(self._greatest[stage], 6)}
            for stage, total in self._sums.items()
        }

    def close(self) -> None:
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1
