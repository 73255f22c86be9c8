"""How a run stands, kept up from what its driver tells; everything that shows a run reads it here."""

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from generator.farm.board import Failure
from generator.farm.worker import Hello, Made

type Phase = Literal["running", "stopping", "finished", "stopped", "failed"]


@dataclass
class WorkerState:
    """One worker: ``doing`` is waiting for room, idle, or the frame it is at, since ``since_s``."""

    name: str
    since_s: float
    doing: Literal["waiting", "idle", "working"] = "waiting"
    frames: list[int] = field(default_factory=list)
    host: str = ""
    pid: int = 0
    made: int = 0
    rss_bytes: int = 0


@dataclass(frozen=True)
class Prices:
    """What a worker costs an hour, in whatever currency; 0 where nobody asked."""

    worker_hour: float = 0.0


class RunState:
    """A :class:`~generator.farm.driver.Watcher`. Times are of one clock on the driver's machine alone, so
    clocks of nodes that differ do no harm."""

    def __init__(
        self, total: int, finished: int, prices: Prices | None = None, clock: Callable[[], float] = time.time
    ) -> None:
        self.total, self.finished, self.prices = total, finished, prices or Prices()
        self.phase: Phase = "running"
        self.workers: dict[str, WorkerState] = {}
        self.made_here = self.doubles = self.deaths = 0
        self.left_out: list[Failure] = []
        self._paid_s = 0.0
        self._paying: dict[str, float] = {}  # since when
        self._clock = clock
        self.started_s = clock()
        self._first_s = 0.0

    def hired(self, worker: str) -> None:
        self.workers[worker] = WorkerState(worker, self._clock())

    def arrived(self, worker: str, hello: Hello) -> None:
        state = self.workers[worker]
        state.doing, state.host, state.pid, state.since_s = "idle", hello.host, hello.pid, self._clock()
        self._paying[worker] = state.since_s
        self._first_s = self._first_s or state.since_s

    def given(self, worker: str, frame: int) -> None:
        state = self.workers[worker]
        if not state.frames:
            state.doing, state.since_s = "working", self._clock()
        state.frames.append(frame)

    def made(self, worker: str, made: Made, stored: bool) -> None:
        self._done_with(worker, made.frame)
        if stored:
            self.finished += 1
            self.made_here += 1
        else:
            self.doubles += 1
        if state := self.workers.get(worker):
            state.made += 1
            state.rss_bytes = made.rss_bytes

    def failed(self, worker: str, frame: int, reason: str) -> None:  # noqa: ARG002 - the journal's
        self._done_with(worker, frame)

    def _done_with(self, worker: str, frame: int) -> None:
        state = self.workers.get(worker)
        if state and frame in state.frames:
            state.frames.remove(frame)
            state.doing, state.since_s = ("working" if state.frames else "idle"), self._clock()

    def gone(self, worker: str, reason: str) -> None:
        if not reason.startswith("recycled"):
            self.deaths += 1
        if self.workers.pop(worker, None):
            self._paid_s += self._clock() - self._paying.pop(worker, self._clock())

    def quarantined(self, failure: Failure) -> None:
        self.left_out.append(failure)

    def tick(self, typical_s: float) -> None:
        """Nothing changes by waiting."""

    @property
    def elapsed_s(self) -> float:
        return max(self._clock() - self.started_s, 1e-9)

    @property
    def frames_per_s(self) -> float:
        """Since the first worker was there."""
        return self.made_here / max(self._clock() - (self._first_s or self.started_s), 1e-9)

    @property
    def left_s(self) -> float | None:
        """Seconds to the end at this pace; None before the first frame."""
        left = self.total - self.finished - len(self.left_out)
        return left / self.frames_per_s if self.made_here else None

    @property
    def worker_hours(self) -> float:
        """Warm workers' time so far: what a cloud would ask money for."""
        now = self._clock()
        return (self._paid_s + sum(now - since for since in self._paying.values())) / 3600

    def snapshot(self) -> dict[str, Any]:
        """Everything at once, as plain data."""
        left_s = self.left_s
        return {
            "phase": self.phase,
            "frames": self.total,
            "finished": self.finished,
            "made_in_this_run": self.made_here,
            "quarantined": [failure.frame for failure in self.left_out],
            "made_twice": self.doubles,
            "workers_lost": self.deaths,
            "frames_per_s": round(self.frames_per_s, 3),
            "left_s": None if left_s is None else round(left_s, 1),
            "elapsed_s": round(self.elapsed_s, 1),
            "worker_hours": round(self.worker_hours, 4),
            "cost": round(self.worker_hours * self.prices.worker_hour, 4),
            "workers": [asdict(state) for state in self.workers.values()],
        }
