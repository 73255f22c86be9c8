"""What a run leaves behind about itself: events as they happen, and how it stands, for other terminals.

Everything lies in the dataset's folder under ``run/`` and says nothing that the dataset's bytes depend on.
"""

import io
import json
import os
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, TextIO

from generator.dataset.place import Place, place_of
from generator.dataset.troubles import disk_errors
from generator.farm.board import Failure
from generator.farm.state import RunState
from generator.farm.watchers import Quiet
from generator.farm.worker import Hello, Made

EVENTS = "run/events.jsonl"
STATUS = "run/status.json"
QUARANTINE = "run/quarantine.jsonl"
STATUS_EVERY_S, REMOTE_STATUS_EVERY_S = 1.0, 5.0
PAUSE_PER_COST = 50.0  # telling how it stands takes at most 2 % of the time
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
    """Writes the state of the run beside the dataset, at most once a second; at a URL more seldom, and the
    events with it.
    """

    def __init__(self, place: Place, state: RunState, about: Mapping[str, Any]) -> None:
        self._place, self._state = place, state
        self._every_s = REMOTE_STATUS_EVERY_S if place.remote else STATUS_EVERY_S
        self._about = {"pid": os.getpid(), "host": os.uname().nodename, **about}
        self._next_s = 0.0

    def write(self) -> None:
        content = {**self._about, "updated": round(time.time(), 3), **self._state.snapshot()}
        self._place.write(STATUS, json.dumps(content, indent=1).encode() + b"\n")

    def tick(self, typical_s: float) -> None:  # noqa: ARG002 - the watcher's
        if time.monotonic() >= self._next_s:
            began_s = time.monotonic()
            with disk_errors(self._place):
                self.write()
                self._place.publish(EVENTS)
            now_s = time.monotonic()
            self._next_s = now_s + max(self._every_s, PAUSE_PER_COST * (now_s - began_s))


def note_quarantined(place: Place, failures: list[Failure], command: Callable[[int], str]) -> None:
    """Write why frames are missing, each with the command that makes it alone; none: remove the file."""
    if not failures:
        place.remove([QUARANTINE])
        return
    lines = [
        {"frame": f.frame, "reasons": list(f.reasons), "reproduce": command(f.frame)}
        for f in sorted(failures, key=lambda failure: failure.frame)
    ]
    place.write(QUARANTINE, b"".join(json.dumps(line).encode() + b"\n" for line in lines))


def read_events(folder: Path | Place) -> Iterator[dict[str, Any]]:
    """All events of all runs of a dataset, oldest first; a torn line is left out."""
    try:
        lines = place_of(folder).open(EVENTS)
    except FileNotFoundError:
        return
    with io.TextIOWrapper(lines, "utf-8", "replace") as text:
        for line in text:
            try:
                event = json.loads(line)
                if isinstance(event, dict) and isinstance(event["at"], int | float) and "event" in event:
                    yield event
            except (ValueError, KeyError):
                continue
