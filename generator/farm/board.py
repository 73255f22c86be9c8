"""Who makes which frame: pure bookkeeping, without processes, clocks or disks.

A frame is *fresh* until it is handed out, then *out* with one or more workers, and ends as *finished* or
*quarantined*. Frames that a dead worker held come back. Fresh frames are taken from an iterator as they are
needed, so a million of them take no more memory than a thousand.
"""

from collections import deque
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass, field
from itertools import islice
from math import inf

WINDOW = 64  # fresh frames looked at when the dearest is wanted first


@dataclass(frozen=True)
class Rules:
    """When to try again and when to give up.

    ``tries``: a frame that raises an error so many times is quarantined. ``deaths``: a frame under which so
    many workers died is, too. A frame is given to a second worker when its first has had it ``slow`` times
    as long as frames take, and at least ``patience_s``.
    """

    tries: int = 3
    deaths: int = 5
    slow: float = 4.0
    patience_s: float = 30.0


@dataclass(frozen=True)
class Failure:
    """Why a frame is not in the dataset, one reason per try."""

    frame: int
    reasons: tuple[str, ...]


@dataclass
class _Hand:
    """What one worker holds, oldest first: it works on the first. ``since_s`` is when it began that one."""

    frames: deque[int] = field(default_factory=deque)
    since_s: float = 0.0


class Board:
    """``frames`` in the order they are wanted, without those in ``done``; ``cost`` guesses seconds, if known.

    Fresh frames go out only while their index is ``below`` what that says just then: so whoever takes the
    results holds the run back. Frames that come back are never held back.

    Workers are known by name. Every method says all it needs, so a run can be played by a test.
    """

    def __init__(
        self,
        frames: Iterator[int],
        done: Container[int] = (),
        rules: Rules | None = None,
        cost: Callable[[int], float] = lambda _: 0.0,
        below: Callable[[], float] = lambda: inf,
    ) -> None:
        self.rules = rules or Rules()
        self._below = below
        self._fresh = (frame for frame in frames if frame not in done)
        self._cost = cost
        self._window: deque[int] = deque()
        self._again: deque[int] = deque()
        self._suspects: deque[int] = deque()  # workers died under them: alone, and last
        self._hands: dict[str, _Hand] = {}
        self._holders: dict[int, int] = {}  # frame -> how many workers hold it
        self._errors: dict[int, list[str]] = {}
        self._deaths: dict[int, list[str]] = {}
        self.quarantined: dict[int, Failure] = {}

    def join(self, worker: str) -> None:
        """A worker is there and idle."""
        self._hands[worker] = _Hand()

    def held(self, worker: str) -> int:
        """How many frames the worker has in hand."""
        return len(self._hands[worker].frames)

    def head(self, worker: str) -> int | None:
        """The frame that the worker is at."""
        frames = self._hands[worker].frames
        return frames[0] if frames else None

    @property
    def out(self) -> int:
        """How many different frames are with workers."""
        return len(self._holders)

    def take(self, worker: str, now_s: float, typical_s: float = 0.0) -> int | None:
        """The next frame for this worker, now in its hand; None when it has to wait."""
        hand = self._hands[worker]
        frame = self._next(hand, now_s, typical_s)
        if frame is None:
            return None
        if not hand.frames:
            hand.since_s = now_s
        hand.frames.append(frame)
        self._holders[frame] = self._holders.get(frame, 0) + 1
        return frame

    def _next(self, hand: _Hand, now_s: float, typical_s: float) -> int | None:
        while self._again:
            frame = self._again.popleft()
            if self._wanted(frame):
                return frame
        if (frame_or_none := self._fresh_one()) is not None:
            return frame_or_none
        if hand.frames:  # what is left goes to whoever has nothing else to do
            return None
        while self._suspects:
            frame = self._suspects.popleft()
            if self._wanted(frame):
                return frame
        return self._slow_one(now_s, typical_s)

    def _wanted(self, frame: int) -> bool:
        return frame not in self.quarantined and frame not in self._holders

    def _fresh_one(self) -> int | None:
        """The dearest of the next fresh frames, the first of equals."""
        self._window.extend(islice(self._fresh, WINDOW - len(self._window)))
        if not self._window:
            return None
        below = self._below()
        free = [k for k, frame in enumerate(self._window) if frame < below]
        if not free:
            return None
        dearest = max(free, key=lambda k: (self._cost(self._window[k]), -k))
        frame = self._window[dearest]
        del self._window[dearest]
        return frame

    def _slow_one(self, now_s: float, typical_s: float) -> int | None:
        """The frame that has been out longest, if that is too long and nobody else has it."""
        limit_s = max(self.rules.slow * typical_s, self.rules.patience_s)
        overdue = [
            (hand.since_s, frame)
            for hand in self._hands.values()
            if now_s - hand.since_s > limit_s
            for frame in hand.frames
            if self._holders.get(frame) == 1 and frame not in self._deaths
        ]
        return min(overdue)[1] if overdue else None

    def fresh_left(self, count: int = 1) -> bool:
        """Whether at least so many frames (or ``WINDOW``) have never been handed out."""
        count = min(count, WINDOW)
        self._window.extend(islice(self._fresh, max(count - len(self._window), 0)))
        return len(self._window) >= count

    def finished(self, worker: str, frame: int, now_s: float) -> bool:
        """The worker has made the frame. True for the first to do so: only then is it to be stored."""
        known = self._drop(worker, frame, now_s)
        if not known or frame in self.quarantined:
            return False
        first = frame in self._holders
        self._forget(frame)
        return first

    def _forget(self, frame: int) -> None:
        """Nobody else's copy of the frame is waited for any more."""
        self._holders.pop(frame, None)
        for book in (self._errors, self._deaths):
            book.pop(frame, None)
        for line in (self._again, self._suspects):
            if frame in line:
                line.remove(frame)

    def failed(self, worker: str, frame: int, reason: str, now_s: float) -> Failure | None:
        """The frame raised an error there. Returns the failure once the frame is given up."""
        if not self._drop(worker, frame, now_s) or frame not in self._holders:
            return None
        self._release(frame)
        return self._blame(frame, reason, self._errors, self.rules.tries, self._again)

    def lost(self, worker: str, reason: str, blame: bool = True) -> Failure | None:
        """The worker is gone; what it held is wanted again.

        With ``blame`` the frame it was at may be why: it is tried again alone, at the end.
        """
        hand = self._hands.pop(worker, None)
        if hand is None or not hand.frames:
            return None
        head, *rest = hand.frames
        for frame in rest:
            self._come_back(frame)
        if not blame or head not in self._holders:
            self._come_back(head)
            return None
        self._release(head)
        return self._blame(head, reason, self._deaths, self.rules.deaths, self._suspects)

    def _come_back(self, frame: int) -> None:
        if frame in self._holders:
            self._release(frame)
            self._again.append(frame)

    def _blame(
        self, frame: int, reason: str, book: dict[int, list[str]], limit: int, line: deque[int]
    ) -> Failure | None:
        reasons = book.setdefault(frame, [])
        reasons.append(reason)
        if len(reasons) < limit:
            line.append(frame)
            return None
        failure = Failure(frame, tuple(self._errors.get(frame, []) + self._deaths.get(frame, [])))
        self._forget(frame)
        self.quarantined[frame] = failure
        return failure

    def _drop(self, worker: str, frame: int, now_s: float) -> bool:
        """Take the frame out of the worker's hand; whether it was there."""
        hand = self._hands.get(worker)
        if hand is None or frame not in hand.frames:
            return False
        hand.frames.remove(frame)
        hand.since_s = now_s
        return True

    def _release(self, frame: int) -> None:
        """One worker less holds the frame."""
        self._holders[frame] -= 1
        if not self._holders[frame]:
            del self._holders[frame]

    @property
    def waiting(self) -> bool:
        """Whether any frame waits for a worker."""
        return bool(self._again or self._suspects) or self.fresh_left()

    @property
    def over(self) -> bool:
        """Whether every frame is finished or quarantined."""
        return not self._holders and not self.waiting
