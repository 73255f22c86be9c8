"""Whole runs with a crew of pretended workers: no Ray, no processes, a clock that the test turns."""

import itertools
import random
from collections import Counter, deque
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.farm.board import Board, Failure, Rules
from generator.farm.crew import Arrived, Gone, News, Refused, Returned
from generator.farm.driver import Driver, Plan
from generator.farm.errors import FarmError
from generator.farm.worker import Failed, Hello, Made

HELLO = Hello("node", 1, {"code": "a"})


@dataclass
class PlayedCrew:
    """Workers that make a frame a second, die and fail as told by ``fate(worker, frame)``."""

    fate: "object"
    hello: Hello = HELLO
    clock_s: float = 0.0
    names: "itertools.count[int]" = field(default_factory=itertools.count)
    hands: dict[str, deque[int]] = field(default_factory=dict)
    fresh: list[str] = field(default_factory=list)
    dismissed: list[str] = field(default_factory=list)
    rss_bytes: int = 0

    def hire(self) -> str:
        name = f"w{next(self.names)}"
        self.fresh.append(name)
        self.hands[name] = deque()
        return name

    def ask(self, worker: str, frame: int) -> None:
        if worker in self.hands:
            self.hands[worker].append(frame)

    def dismiss(self, worker: str) -> None:
        self.hands.pop(worker, None)
        self.dismissed.append(worker)

    def news(self, timeout_s: float) -> list[News]:  # noqa: ARG002 - the protocol's
        self.clock_s += 1.0
        told: list[News] = [Arrived(name, self.hello) for name in self.fresh if name in self.hands]
        self.fresh = []
        for name, hand in list(self.hands.items()):
            if hand:
                told.append(self._outcome(name, hand))
        return told

    def _outcome(self, name: str, hand: deque[int]) -> News:
        what = self.fate(name, hand[0])  # type: ignore[operator]
        if what in ("dies", "leaves"):
            del self.hands[name]
            return Gone(name, what, blame=what == "dies")
        frame = hand.popleft()
        if what == "fails":
            return Returned(name, Failed(frame, "no good", self.rss_bytes))
        files = {f"{frame}": b"bytes"}
        return Returned(name, Made(frame, files, {"render": 1.0}, 3, self.rss_bytes))


class Journal:
    """Remembers what it is told."""

    def __init__(self) -> None:
        self.told: list[tuple[object, ...]] = []

    def __getattr__(self, name: str) -> object:
        return lambda *what: self.told.append((name, *what))


class Never:
    asked = False


def drive(crew: PlayedCrew, frames: int, workers: int = 3, rules: Rules | None = None, **options: object):  # type: ignore[no-untyped-def]
    stored: Counter[int] = Counter()
    board = Board(iter(range(frames)), rules=rules)
    driver = Driver(
        board,
        crew,
        lambda made: stored.update([made.frame]),
        Plan(workers, **options),  # type: ignore[arg-type]
        Journal(),  # type: ignore[arg-type]
        clock=lambda: crew.clock_s,
    )
    return board, driver, stored


def test_every_frame_is_stored_once_and_the_workers_share_the_work() -> None:
    crew = PlayedCrew(lambda *_: "works")
    _, driver, stored = drive(crew, 60, workers=4)
    driver.run(Never())
    assert stored == Counter(range(60))
    assert crew.clock_s <= 60 / 4 + 4


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10_000), workers=st.integers(1, 5))
def test_workers_that_die_at_random_lose_no_frame_and_double_none(seed: int, workers: int) -> None:
    chance = random.Random(seed)
    crew = PlayedCrew(lambda *_: chance.choices(["works", "dies", "leaves"], [0.7, 0.2, 0.1])[0])
    _, driver, stored = drive(crew, 40, workers, Rules(deaths=30), stillborn=100)
    driver.run(Never())
    assert stored == Counter(range(40))


def test_one_frame_that_kills_its_workers_is_left_out_and_all_others_are_there() -> None:
    crew = PlayedCrew(lambda _, frame: "dies" if frame == 7 else "works")
    board, driver, stored = drive(crew, 20, rules=Rules(deaths=3))
    driver.run(Never())
    assert stored == Counter(set(range(20)) - {7})
    assert board.quarantined == {7: Failure(7, ("dies",) * 3)}


def test_one_frame_that_always_fails_is_left_out_and_costs_no_worker() -> None:
    crew = PlayedCrew(lambda _, frame: "fails" if frame == 7 else "works")
    board, driver, stored = drive(crew, 20, workers=2)
    driver.run(Never())
    assert stored == Counter(set(range(20)) - {7})
    assert list(board.quarantined) == [7]
    assert next(crew.names) == 2


def test_workers_that_never_start_end_the_run_with_their_last_words() -> None:
    class Stillborn(PlayedCrew):
        def news(self, timeout_s: float) -> list[News]:  # noqa: ARG002
            return [Gone(name, "no libGL.so.1", blame=False) for name in list(self.hands)]

    _, driver, _ = drive(Stillborn(lambda *_: "works"), 5)
    with pytest.raises(FarmError, match=r"libGL\.so\.1"):
        driver.run(Never())


def test_workers_of_another_version_are_refused_with_the_reason_and_the_others_go_on() -> None:
    class Mixed(PlayedCrew):
        def news(self, timeout_s: float) -> list[News]:
            told = super().news(timeout_s)
            old = [name for name in ("w0", "w2") if name in self.hands and not self.hands[name]]
            return [n for n in told if n.worker not in old] + [Refused(name, "bpy 5.1") for name in old]

    _, driver, stored = drive(Mixed(lambda *_: "works"), 10)
    driver.run(Never())
    assert stored == Counter(range(10))


def test_when_all_workers_are_refused_the_run_ends_and_says_why() -> None:
    crew = PlayedCrew(lambda *_: "works")
    board = Board(iter(range(5)))
    driver = Driver(
        board,
        crew,
        lambda _: None,
        Plan(2),
        Journal(),  # type: ignore[arg-type]
        admit=lambda hello: f"its code is {hello.identity['code']}",
    )
    with pytest.raises(FarmError, match="its code is a"):
        driver.run(Never())


def test_a_worker_above_the_watermark_is_replaced_between_frames_and_nothing_is_lost() -> None:
    crew = PlayedCrew(lambda *_: "works", rss_bytes=2 << 30)
    _, driver, stored = drive(crew, 30, workers=2, recycle_bytes=1 << 30)
    driver.run(Never())
    assert stored == Counter(range(30))
    assert next(crew.names) > 5


def test_asked_to_stop_the_frames_in_work_are_finished_and_stored_and_no_other_is_begun() -> None:
    crew = PlayedCrew(lambda *_: "works")
    _, driver, stored = drive(crew, 1000, workers=3)

    class After:
        @property
        def asked(self) -> bool:
            return crew.clock_s >= 5

    driver.run(After())
    assert 9 <= sum(stored.values()) <= 18
    assert max(stored.values()) == 1
    assert not crew.hands


def test_a_worker_that_hangs_is_overtaken() -> None:
    class Hanging(PlayedCrew):
        def news(self, timeout_s: float) -> list[News]:
            hand = self.hands.get("w0")
            kept, self.hands["w0"] = hand, deque()
            told = super().news(timeout_s)
            if kept is not None:
                self.hands["w0"] = kept
            return told

    crew = Hanging(lambda *_: "works")
    _, driver, stored = drive(crew, 12, workers=2, rules=Rules(patience_s=5))
    driver.run(Never())
    assert stored == Counter(range(12))
