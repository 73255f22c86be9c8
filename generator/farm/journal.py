"""What a run leaves behind about itself: events as they happen, and how it stands, for other terminals.

Everything lies in the dataset's folder under ``run/`` and says nothing that the dataset's bytes depend on.
"""

import json
import os
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, TextIO

from generator.dataset.atomic import write_atomic
from generator.farm.board import Failure
from generator.farm.state import RunState
from generator.farm.watchers import Quiet
from generator.farm.worker import Hello, Made

FOLDER = "run"
EVENTS = "run/events.jsonl"
STATUS = "run/status.json"
QUARANTINE = "run/quarantine.jsonl"
STATUS_EVERY_S = 1.0
SHOWN_REASON = 4000  # characters


class Events:
    """A watcher that writes a line of JSON for everything that happens.

    ``at`` is the driver's clock in seconds since 1970; ``seconds`` of a frame were measured by its worker.
    """

    def __init__(self, out: TextIO, clock: Callable[[], float] = time.time) -> None:
        self._out, self._clock = out, clock

    def say(self, event: str, **facts: Any) -> None:
        line = {"at": round(self._clock(), 3), "event": event, **facts}
        self._out.write(json.dumps(line, separators=(",", ":"), ensure_ascii=False) + "\n")
        self._out.flush()

    def hired(self, worker: str) -> None:
        self.say("hired", worker=worker)

    def arrived(self, worker: str, hello: Hello) -> None:
        self.say("arrived", worker=worker, host=hello.host, pid=hello.pid)

    def given(self, worker: str, frame: int) -> None:
        self.say("given", worker=worker, frame=frame)

    def made(self, worker: str, made: Made, stored: bool) -> None:
        seconds = round(sum(made.seconds.values()), 3)
        self.say("made", worker=worker, frame=made.frame, seconds=seconds, stored=stored, rss=made.rss_bytes)

    def failed(self, worker: str, frame: int, reason: str) -> None:
        self.say("failed", worker=worker, frame=frame, reason=reason[:SHOWN_REASON])

    def gone(self, worker: str, reason: str) -> None:
        self.say("gone", worker=worker, reason=reason[:SHOWN_REASON])

    def quarantined(self, failure: Failure) -> None:
        self.say("quarantined", frame=failure.frame, reasons=[r[:SHOWN_REASON] for r in failure.reasons])

    def tick(self, typical_s: float) -> None:
        """Nothing happened."""


class StatusFile(Quiet):
    """Writes the state of the run beside the dataset, at most once a second."""

    def __init__(self, folder: Path, state: RunState, about: Mapping[str, Any]) -> None:
        self._path, self._state = folder / STATUS, state
        self._about = {"pid": os.getpid(), "host": os.uname().nodename, **about}
        self._next_s = 0.0

    def write(self) -> None:
        content = {**self._about, "updated": round(time.time(), 3), **self._state.snapshot()}
        write_atomic(self._path, json.dumps(content, indent=1).encode() + b"\n")

    def tick(self, typical_s: float) -> None:  # noqa: ARG002 - the watcher's
        if time.monotonic() >= self._next_s:
            self._next_s = time.monotonic() + STATUS_EVERY_S
            self.write()


def note_quarantined(folder: Path, failures: list[Failure], command: Callable[[int], str]) -> None:
    """Write why frames are missing, each with the command that makes it alone; none: remove the file."""
    path = folder / QUARANTINE
    if not failures:
        path.unlink(missing_ok=True)
        return
    lines = [
        {"frame": f.frame, "reasons": list(f.reasons), "reproduce": command(f.frame)}
        for f in sorted(failures, key=lambda failure: failure.frame)
    ]
    write_atomic(path, b"".join(json.dumps(line).encode() + b"\n" for line in lines))


def read_events(folder: Path) -> Iterator[dict[str, Any]]:
    """All events of all runs of a folder, oldest first; a torn line is left out."""
    try:
        lines = (folder / EVENTS).open(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return
    with lines:
        for line in lines:
            try:
                event = json.loads(line)
                if isinstance(event, dict) and isinstance(event["at"], int | float) and "event" in event:
                    yield event
            except (ValueError, KeyError):
                continue
