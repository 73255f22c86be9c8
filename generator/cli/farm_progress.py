"""How far a farm's run is, for people: one live block on a terminal, plain lines in a log."""

import sys
import time
from collections.abc import Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TextIO

from generator.cli.progress import duration
from generator.farm.state import RunState, WorkerState
from generator.farm.watchers import Quiet

if TYPE_CHECKING:
    from rich.console import RenderableType

SHOWN_WORKERS = 12
LINE_EVERY_S = 5.0


def headline(state: RunState) -> str:
    """Frames, pace, time left, cost so far."""
    parts = [f"{state.finished}/{state.total} frames"]
    if state.made_here:
        left = "" if state.left_s is None else f", {duration(state.left_s)} left"
        parts.append(f"{state.frames_per_s:.2f} frames/s{left}")
    parts.append(f"{duration(state.worker_hours * 3600)} of workers")
    if state.prices.worker_hour:
        parts.append(f"cost so far {state.worker_hours * state.prices.worker_hour:.2f}")
    if state.deaths:
        parts.append(f"{state.deaths} workers lost")
    if state.left_out:
        parts.append(f"{len(state.left_out)} frames left out")
    if state.phase == "stopping":
        parts.append("stopping: finishing the frames in work; once more to abandon them")
    return "; ".join(parts)


def crew_line(state: RunState) -> str:
    """How many workers do what."""
    doing = [worker.doing for worker in state.workers.values()]
    counts = [(doing.count("working"), "working"), (doing.count("idle"), "idle")]
    counts.append((doing.count("waiting"), "starting or waiting for room in the cluster"))
    return ", ".join(f"{count} {what}" for count, what in counts if count) or "no workers"


def worker_line(worker: WorkerState, now_s: float) -> str:
    """One worker: where, at which frame, for how long, how large."""
    at = f"frame {worker.frames[0]:06d}" if worker.frames else worker.doing
    size = f", {worker.rss_bytes >> 20} MiB" if worker.rss_bytes else ""
    who = f"{worker.name:<5} {worker.host:<16.16}"
    return f"{who} {at} for {duration(now_s - worker.since_s)}{size}, {worker.made} made"


def shown(workers: Sequence[WorkerState]) -> Sequence[WorkerState]:
    """Those that have been at the same thing longest: where something is wrong, it is among them."""
    return sorted(workers, key=lambda worker: worker.since_s)[:SHOWN_WORKERS]


class LineShow(Quiet):
    """A line at the beginning, every few seconds, and at the end; every loss at once."""

    def __init__(self, state: RunState, out: TextIO = sys.stderr) -> None:
        self._state, self._out = state, out
        self._next_s = 0.0

    def tick(self, typical_s: float) -> None:  # noqa: ARG002 - the watcher's
        if time.monotonic() >= self._next_s:
            self._next_s = time.monotonic() + LINE_EVERY_S
            self._say(f"{headline(self._state)} ({crew_line(self._state)})")

    def gone(self, worker: str, reason: str) -> None:
        self._say(f"worker {worker} is gone: {reason[:300]}")

    def failed(self, worker: str, frame: int, reason: str) -> None:
        self._say(f"frame {frame} failed on {worker}: {reason.splitlines()[0][:300]}")

    def _say(self, text: str) -> None:
        print(text, file=self._out, flush=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._say(headline(self._state))


class BlockShow(LineShow):
    """A bar and a line for each of the workers that need looking at, redrawn in place."""

    def __init__(self, state: RunState) -> None:
        from rich.console import Console
        from rich.live import Live

        super().__init__(state)
        self._live = Live(console=Console(stderr=True), refresh_per_second=4, get_renderable=self._block)

    def _block(self) -> "RenderableType":
        from rich.console import Group
        from rich.progress_bar import ProgressBar
        from rich.text import Text

        now_s, state = time.time(), self._state
        lines: list[Any] = [Text(headline(state)), ProgressBar(state.total, state.finished, width=60)]
        lines.append(Text(crew_line(state), style="dim"))
        lines += [Text(worker_line(worker, now_s)) for worker in shown(list(state.workers.values()))]
        return Group(*lines)

    def tick(self, typical_s: float) -> None:
        """It redraws by itself."""

    def _say(self, text: str) -> None:
        self._live.console.print(text, highlight=False, markup=False)

    def __enter__(self) -> Self:
        self._live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._live.stop()
