"""A run stores one frame while it makes the next, and loses none that was made."""

import threading
from types import SimpleNamespace
from typing import Any

import pytest

from generator.dataset.errors import DatasetError
from generator.dataset.run import write_frames
from generator.dataset.signals import Interrupted

LONG_S = 20.0


class Run:
    """Maker, writer, listener and signals in one; ``log`` says what happened, in order."""

    def __init__(self) -> None:
        self.log: list[str] = []
        self.done = {1}
        self.begun = {index: threading.Event() for index in range(6)}
        self.stop_before = -1
        self.full_at = -1

    def make(self, index: int, then: int | None) -> Any:
        assert then == (index + 1 if index < 5 else None)
        self.begun[index].set()
        return SimpleNamespace(index=index, labels=SimpleNamespace(annotations=()))

    def write(self, frame: Any) -> None:
        later = self.begun.get(frame.index + 1)
        if later is not None and frame.index + 1 != self.stop_before:
            assert later.wait(LONG_S), "the next frame is not made before this one is stored"
        if frame.index == self.full_at:
            raise DatasetError("No room left")
        self.log.append(f"stored {frame.index}")
        self.done.add(frame.index)

    def started(self, total: int, finished: int) -> None:
        self.log.append(f"{total} wanted, {finished} there")

    def frame_done(self, index: int, _: int) -> None:
        self.log.append(f"told {index}")

    def check(self) -> None:
        if self.stop_before >= 0 and self.begun[self.stop_before - 1].is_set():
            raise Interrupted(2)

    def over(self, frames: range) -> int:
        everything: Any = self
        return write_frames(everything, everything, frames, everything, everything)


def test_a_frame_is_stored_while_the_next_is_made_and_told_when_it_is_stored() -> None:
    run = Run()
    assert run.over(range(2, 6)) == 4
    told = [f"{what} {index}" for index in range(2, 6) for what in ("stored", "told")]
    assert run.log == ["4 wanted, 0 there", *told]


def test_a_run_that_is_stopped_stores_what_it_has_made() -> None:
    run = Run()
    run.stop_before = 4
    with pytest.raises(Interrupted):
        run.over(range(2, 6))
    assert run.log[-2:] == ["stored 3", "told 3"]
    assert run.done == {1, 2, 3}


def test_after_a_frame_that_cannot_be_stored_no_other_is() -> None:
    run = Run()
    run.full_at = 3
    with pytest.raises(DatasetError):
        run.over(range(2, 6))
    assert run.done == {1, 2}
    assert not run.begun[5].is_set()
