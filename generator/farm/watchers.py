"""Several watchers of one run."""

from collections.abc import Sequence

from generator.farm.board import Failure
from generator.farm.driver import Watcher
from generator.farm.worker import Hello, Made


class Watchers:
    """Tells each of them everything, in order."""

    def __init__(self, watchers: Sequence[Watcher]) -> None:
        self._all = watchers

    def hired(self, worker: str) -> None:
        for watcher in self._all:
            watcher.hired(worker)

    def arrived(self, worker: str, hello: Hello) -> None:
        for watcher in self._all:
            watcher.arrived(worker, hello)

    def given(self, worker: str, frame: int) -> None:
        for watcher in self._all:
            watcher.given(worker, frame)

    def made(self, worker: str, made: Made, stored: bool) -> None:
        for watcher in self._all:
            watcher.made(worker, made, stored)

    def failed(self, worker: str, frame: int, reason: str) -> None:
        for watcher in self._all:
            watcher.failed(worker, frame, reason)

    def gone(self, worker: str, reason: str) -> None:
        for watcher in self._all:
            watcher.gone(worker, reason)

    def quarantined(self, failure: Failure) -> None:
        for watcher in self._all:
            watcher.quarantined(failure)

    def tick(self, typical_s: float) -> None:
        for watcher in self._all:
            watcher.tick(typical_s)


class Quiet:
    """A watcher that minds nothing; others override what they mind."""

    def hired(self, worker: str) -> None: ...

    def arrived(self, worker: str, hello: Hello) -> None: ...

    def given(self, worker: str, frame: int) -> None: ...

    def made(self, worker: str, made: Made, stored: bool) -> None: ...

    def failed(self, worker: str, frame: int, reason: str) -> None: ...

    def gone(self, worker: str, reason: str) -> None: ...

    def quarantined(self, failure: Failure) -> None: ...

    def tick(self, typical_s: float) -> None: ...
