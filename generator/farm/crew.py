"""The workers of a run as the driver sees them. Ray is behind it (``ray_crew``), or a test's own crew."""

from dataclasses import dataclass
from typing import Protocol

from generator.farm.worker import Failed, Hello, Made


@dataclass(frozen=True)
class Arrived:
    """A worker is warm and waits for frames."""

    worker: str
    hello: Hello


@dataclass(frozen=True)
class Returned:
    """What a worker made of a frame."""

    worker: str
    result: Made | Failed


@dataclass(frozen=True)
class Gone:
    """A worker is no more. ``blame``: the frame it was at may be the cause; not so when its node left."""

    worker: str
    reason: str
    blame: bool


@dataclass(frozen=True)
class Refused:
    """A worker came up and cannot work: its code, its libraries or its goods are others, or it has no GPU."""

    worker: str
    reason: str


type News = Arrived | Returned | Gone | Refused


class Crew(Protocol):
    """Hires, asks, listens. Names of workers are never used twice."""

    def hire(self) -> str:
        """Start another worker and return its name; it arrives when the cluster has room for it."""
        ...

    def ask(self, worker: str, frame: int) -> None:
        """Give the worker a frame; it makes what it is given in that order.

        Nothing happens when the worker is gone: its ``Gone`` is told, or will be.
        """
        ...

    def dismiss(self, worker: str) -> None:
        """End the worker at once; nothing more is heard of it."""
        ...

    def news(self, timeout_s: float) -> list[News]:
        """What has happened, in order; waits at most so long for something to happen."""
        ...
