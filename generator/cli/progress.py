"""How far a run is: a bar for people, plain lines for logs. Always on standard error."""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Self, TextIO

if TYPE_CHECKING:
    from rich.progress import TaskID

LOG_EVERY_S = 10.0


class Pace:
    """Frames per second of this run, and what that means for the rest."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self.total = self.finished = self.made = 0
        self._start = clock()

    def begin(self, total: int, finished: int) -> None:
        self.total, self.finished, self.made = total, finished, 0
        self._start = self._clock()

    def tick(self) -> None:
        self.finished += 1
        self.made += 1

    @property
    def elapsed_s(self) -> float:
        return self._clock() - self._start

    @property
    def frames_per_s(self) -> float:
        return self.made / max(self.elapsed_s, 1e-9)

    def __str__(self) -> str:
        if not self.made:
            return "starting"
        left_s = (self.total - self.finished) / max(self.frames_per_s, 1e-9)
        return f"{self.frames_per_s:.2f} frames/s, {duration(left_s)} left"


def duration(seconds: float) -> str:
    """7 s, 3 min 20 s, 2 h 5 min."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600} h {whole % 3600 // 60} min"


class PlainProgress:
    """A line for the first frame, the last, and at most one every ``pause_s`` seconds between."""

    def __init__(self, out: TextIO = sys.stderr, pause_s: float = 5.0) -> None:
        self._out, self._pause_s = out, pause_s
        self.pace = Pace()
        self._last_s = -pause_s

    def started(self, total: int, finished: int) -> None:
        self.pace.begin(total, finished)
        kept = f", {finished} of them are there already" if finished else ""
        self._say(f"{total} frames{kept}")

    def frame_done(self, frame_index: int, annotations: int) -> None:
        self.pace.tick()
        last = self.pace.finished == self.pace.total
        if last or self.pace.elapsed_s - self._last_s >= self._pause_s:
            self._last_s = self.pace.elapsed_s
            counted = f"{self.pace.finished}/{self.pace.total}"
            self._say(f"frame {frame_index} ({counted}): {annotations} objects; {self.pace}")

    def stopping(self, signal_name: str) -> None:
        self._say(f"{signal_name}: finishing the frame in hand; once more to abandon it")

    def _say(self, text: str) -> None:
        print(text, file=self._out, flush=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing to tear down."""


class BarProgress:
    """A live bar with frames/s and the time left."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        self.pace = Pace()
        columns = (TextColumn("frames"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"))
        self._progress: Progress = Progress(*columns, console=Console(stderr=True))
        self._task: TaskID = self._progress.add_task("starting", total=None)

    def started(self, total: int, finished: int) -> None:
        self.pace.begin(total, finished)
        self._progress.update(self._task, total=total, completed=finished)

    def frame_done(self, frame_index: int, annotations: int) -> None:
        self.pace.tick()
        text = f"{self.pace}; frame {frame_index}: {annotations} objects"
        self._progress.update(self._task, completed=self.pace.finished, description=text)

    def stopping(self, signal_name: str) -> None:
        self._progress.update(
            self._task, description=f"{signal_name}: finishing the frame; once more to abandon it"
        )

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()


def open_progress() -> PlainProgress | BarProgress:
    """A bar where somebody watches, lines where a file does."""
    return BarProgress() if sys.stderr.isatty() else PlainProgress(sys.stderr)


def counted[T](items: Sequence[T], noun: str, out: TextIO = sys.stderr) -> Iterator[T]:
    """The items one by one, saying how far that is: one live line for people, a few lines for logs."""
    start, said_s, live = time.monotonic(), 0.0, out.isatty()
    for k, item in enumerate(items):
        yield item
        done, passed_s = k + 1, time.monotonic() - start
        if live or done == len(items) or passed_s - said_s >= LOG_EVERY_S:
            said_s = passed_s
            left = duration(passed_s / done * (len(items) - done))
            text = f"{noun}: {done}/{len(items)}" + (f", {left} left" if done < len(items) else "")
            print(f"\r{text:<40}" if live else text, end="" if live else "\n", file=out, flush=True)
    if live:
        print(file=out)
