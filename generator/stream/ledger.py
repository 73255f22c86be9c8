"""The account of a stream that stored nothing: which frames went into training, and what they looked like.

One line of JSON for each frame; with the recipe any of them can be made again and compared.
"""

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from generator.stream.batches import FrameArrays

_FIRST = b'{"stream":'


class LedgerError(Exception):
    """A ledger cannot be read, or is another recipe's."""


@dataclass(frozen=True)
class Entry:
    """A frame as it was handed on."""

    frame: int
    image: str
    seconds: float


class Ledger:
    """Appends to a text file that somebody else opened and closes."""

    def __init__(self, out: TextIO, about: Mapping[str, Any]) -> None:
        self._out = out
        self._say({"stream": dict(about)})

    def took(self, *frames: FrameArrays) -> None:
        """A batch's frames at once: whoever is killed has noted all of them or none."""
        said = [
            {"frame": frame.frame, "image": frame.image_digest, "seconds": round(frame.seconds, 4)}
            for frame in frames
        ]
        self.say(self._out, *said)

    def replayed(self, frame: FrameArrays) -> None:
        self._say({"replayed": frame.frame})

    def left_out(self, frame: int, reasons: tuple[str, ...]) -> None:
        self._say({"left_out": frame, "reasons": list(reasons)})

    def _say(self, line: Mapping[str, Any]) -> None:
        self.say(self._out, line)

    @staticmethod
    def say(out: TextIO, *lines: Mapping[str, Any]) -> None:
        """Lines, at once."""
        out.write("".join(json.dumps(line, separators=(",", ":")) + "\n" for line in lines))
        out.flush()


def without_torn_end(path: Path) -> bool:
    """Cuts off half a line that a killed writer left, so that the next line is one; whether anything is left.

    Nothing is cut from a file that is no ledger.

    Raises:
        LedgerError: when it is no ledger.
    """
    content = path.read_bytes()
    whole = content.rfind(b"\n") + 1
    torn = content[whole:]
    if not whole and torn[: len(_FIRST)] != _FIRST[: len(torn)]:
        raise LedgerError(f"{path} is no ledger of a stream")
    if whole:
        read_ledger(path)
    if torn:
        os.truncate(path, whole)
    return bool(whole)


def read_ledger(path: Path) -> tuple[dict[str, Any], list[Entry]]:
    """What the stream was (of its last opening), and every frame that was handed on.

    Raises:
        LedgerError: when it is no ledger.
    """
    about: dict[str, Any] = {}
    entries = []
    for number, line in enumerate(_lines(path), 1):
        try:
            said = json.loads(line)
            if "stream" in said:
                about = dict(said["stream"])
            elif "frame" in said:
                entries.append(Entry(int(said["frame"]), str(said["image"]), float(said["seconds"])))
        except (ValueError, KeyError, TypeError):
            if line.endswith("\n"):  # else the writer was killed in the middle of its last line
                raise LedgerError(f"{path}:{number}: this is no line of a ledger") from None
    if not about:
        raise LedgerError(f"{path} is no ledger of a stream")
    return about, entries


def _lines(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8", errors="replace") as file:
        yield from file
