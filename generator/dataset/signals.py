"""Ctrl-C and SIGTERM as a polite question, asked between frames."""

import signal
from collections.abc import Callable
from types import FrameType, TracebackType
from typing import Any, Self


class Interrupted(Exception):  # noqa: N818 - not an error: somebody asked us to stop
    """The run was stopped by a signal; everything finished is on the disk."""

    def __init__(self, signum: int) -> None:
        super().__init__(signal.Signals(signum).name)
        self.exit_code = 128 + signum


class StopSignals:
    """While active, the first SIGINT or SIGTERM only asks to stop; the second abandons the frame in hand.

    ``on_first`` is told the signal's name, so that somebody waiting sees that it was heard.
    """

    def __init__(self, on_first: Callable[[str], None] = lambda _: None) -> None:
        self._on_first = on_first
        self._signum = 0
        self._previous: dict[int, Any] = {}

    def __enter__(self) -> Self:
        for signum in (signal.SIGINT, signal.SIGTERM):
            self._previous[signum] = signal.signal(signum, self._heard)
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        for signum, handler in self._previous.items():
            signal.signal(signum, handler)

    @property
    def asked(self) -> bool:
        """Whether a signal has come."""
        return bool(self._signum)

    def check(self) -> None:
        """Raise Interrupted when a signal has come."""
        if self._signum:
            raise Interrupted(self._signum)

    def _heard(self, signum: int, _: FrameType | None) -> None:
        if self._signum:
            raise Interrupted(signum)
        self._signum = signum
        self._on_first(signal.Signals(signum).name)
