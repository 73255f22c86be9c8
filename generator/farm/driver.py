"""The run: gives frames to workers, stores what comes back, and lets nothing be lost."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from generator.farm.board import Board, Failure
from generator.farm.crew import Arrived, Crew, Gone, News, Refused, Returned
from generator.farm.errors import FarmError
from generator.farm.worker import Failed, Hello, Made

TICK_S = 0.5
AHEAD = 2  # frames with one worker: the next is there when it has finished one
AHEAD_S = 1.0  # quick frames: as many as take so long ...
MOST_AHEAD = 16  # ... but not more
WEIGHT = 0.1  # of the newest frame in the mean of seconds


@dataclass(frozen=True)
class Plan:
    """How many workers, and when one is replaced: above ``recycle_bytes`` of memory (0: never).

    ``stillborn``: the run ends when so many workers in a row died before they made anything.
    """

    workers: int
    recycle_bytes: int = 0
    stillborn: int = 6


class Store(Protocol):
    """Where finished frames go; called once for every frame."""

    def __call__(self, made: Made) -> None: ...


class Watcher(Protocol):
    """Is told what happens, for progress, journals and metrics."""

    def hired(self, worker: str) -> None: ...
    def arrived(self, worker: str, hello: Hello) -> None: ...
    def given(self, worker: str, frame: int) -> None: ...
    def made(self, worker: str, made: Made, stored: bool) -> None: ...
    def failed(self, worker: str, frame: int, reason: str) -> None: ...
    def gone(self, worker: str, reason: str) -> None: ...
    def quarantined(self, failure: Failure) -> None: ...
    def tick(self, typical_s: float) -> None: ...


class Stopping(Protocol):
    """Whether somebody asked to stop."""

    @property
    def asked(self) -> bool: ...


@dataclass
class _Worker:
    ready: bool = False
    leaving: bool = False
    made: int = 0


class Driver:
    """One run. ``admit`` looks at a worker's hello and says why it may not take part, or "".

    Everything outside (workers, disk, clock) is given, so a run can be played without any of them.
    """

    def __init__(
        self,
        board: Board,
        crew: Crew,
        store: Store,
        plan: Plan,
        watcher: Watcher,
        admit: Callable[[Hello], str] = lambda _: "",
        clock: Callable[[], float] = time.monotonic,
        tick_s: float = TICK_S,
    ) -> None:
        self._tick_s = tick_s
        self._board, self._crew, self._store, self._plan = board, crew, store, plan
        self._watcher, self._admit, self._clock = watcher, admit, clock
        self._workers: dict[str, _Worker] = {}
        self._typical_s = 0.0
        self._stillborn = self._refusals = 0
        self._last_words = ""
        self._closing = False

    def run(self, stopping: Stopping) -> None:
        """Until every frame is stored or quarantined, or somebody asks to stop.

        When asked, workers finish the frames they are at; those are stored too.

        Raises:
            FarmError: when no worker can do the work.
            DatasetError: when a frame cannot be stored; the frames before it are.
        """
        try:
            while not self._board.over and not stopping.asked:
                self._hire()
                self._give()
                self._listen(self._tick_s)
            self._closing = True
            if not self._board.over:
                self._finish_heads()
        finally:
            for name in list(self._workers):
                self._crew.dismiss(name)

    def _hire(self) -> None:
        if self._stillborn >= self._plan.stillborn:
            raise FarmError(
                f"The last {self._stillborn} workers died before they made a frame: {self._last_words}"
            )
        wanted = self._plan.workers - self._refusals
        if wanted <= 0:
            raise FarmError(f"No worker can take part in this run. {self._last_words}")
        while len(self._workers) < wanted and self._worth_hiring():
            name = self._crew.hire()
            self._workers[name] = _Worker()
            self._watcher.hired(name)

    def _worth_hiring(self) -> bool:
        """Not for frames that others have already, unless nobody is there."""
        return self._board.waiting or not self._workers

    def _give(self) -> None:
        now_s = self._clock()
        for depth in range(
            1, 0 if self._closing else self._ahead + 1
        ):  # round by round, so that nobody goes without
            for name, worker in self._workers.items():
                if worker.ready and not worker.leaving and self._board.held(name) < depth:
                    frame = self._board.take(name, now_s, self._typical_s)
                    if frame is not None:
                        self._crew.ask(name, frame)
                        self._watcher.given(name, frame)

    @property
    def _ahead(self) -> int:
        """How many frames a worker may hold: enough never to wait, and not to hoard."""
        if not self._typical_s:
            return 1
        ahead = max(AHEAD, min(round(AHEAD_S / self._typical_s), MOST_AHEAD))
        return ahead if self._board.fresh_left(ahead * len(self._workers)) else 1

    def _listen(self, timeout_s: float) -> None:
        for news in self._crew.news(timeout_s):
            self._hear(news)
        self._watcher.tick(self._typical_s)

    def _hear(self, news: News) -> None:
        if news.worker not in self._workers:
            return
        match news:
            case Arrived(name, hello):
                self._arrived(name, hello)
            case Returned(name, Made() as made):
                self._made(name, made)
            case Returned(name, Failed() as failed):
                self._failed(name, failed)
            case Refused(name, reason):
                self._refused(name, reason)
            case Gone(name, reason, blame):
                self._gone(name, reason, blame)

    def _arrived(self, name: str, hello: Hello) -> None:
        reason = self._admit(hello)
        if reason:
            self._crew.dismiss(name)
            self._refused(name, f"{hello.host}: {reason}")
            return
        self._board.join(name)
        self._workers[name].ready = True
        self._watcher.arrived(name, hello)

    def _made(self, name: str, made: Made) -> None:
        """Hand out the next frame first: the worker is not to wait for our disk."""
        self._workers[name].made += 1
        self._stillborn = 0
        self._learn(sum(made.seconds.values()))
        first = self._board.finished(name, made.frame, self._clock())
        self._look_at_memory(name, made.rss_bytes)
        self._give()
        if first:
            self._store(made)
        self._watcher.made(name, made, first)

    def _failed(self, name: str, failed: Failed) -> None:
        self._stillborn = 0
        self._watcher.failed(name, failed.frame, failed.reason)
        failure = self._board.failed(name, failed.frame, failed.reason, self._clock())
        if failure:
            self._watcher.quarantined(failure)
        self._look_at_memory(name, failed.rss_bytes)

    def _refused(self, name: str, reason: str) -> None:
        """Nobody is hired in its place: the next one would come up no different."""
        self._refusals += 1
        self._gone(name, reason, blame=False)

    def _gone(self, name: str, reason: str, blame: bool) -> None:
        worker = self._workers.pop(name)
        self._last_words = reason
        if not worker.made:
            self._stillborn += 1
        self._watcher.gone(name, reason)
        failure = self._board.lost(name, reason, blame) if worker.ready else None
        if failure:
            self._watcher.quarantined(failure)

    def _look_at_memory(self, name: str, rss_bytes: int) -> None:
        """A worker that has grown too large makes way for a new one, between frames."""
        worker = self._workers[name]
        if self._plan.recycle_bytes and rss_bytes > self._plan.recycle_bytes and worker.made > 1:
            worker.leaving = True
        if worker.leaving and not self._board.held(name):
            self._crew.dismiss(name)
            self._gone(name, f"recycled at {rss_bytes >> 20} MiB", blame=False)

    def _learn(self, seconds: float) -> None:
        self._typical_s += (WEIGHT if self._typical_s else 1.0) * (seconds - self._typical_s)

    def _finish_heads(self) -> None:
        """After a request to stop: wait for what workers are at right now, and for nothing else."""
        heads = {name: head for name in self._workers if (head := self._at(name)) is not None}
        while heads:
            self._listen(TICK_S)
            heads = {name: head for name, head in heads.items() if self._at(name) == head}

    def _at(self, name: str) -> int | None:
        worker = self._workers.get(name)
        return self._board.head(name) if worker and worker.ready else None
