from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.dataset.frame_set import CHUNK, FrameSet
from generator.farm.board import Board, Rules


def play(board: Board, worker: str = "w", now_s: float = 0.0) -> list[int]:
    """Everything the worker is given when it makes each frame at once."""
    made = []
    while (frame := board.take(worker, now_s)) is not None:
        assert board.finished(worker, frame, now_s)
        made.append(frame)
    return made


def test_one_worker_gets_every_frame_once_in_order_and_not_those_that_are_done() -> None:
    board = Board(iter(range(200)), done={3, 150})
    board.join("w")
    assert play(board) == [frame for frame in range(200) if frame not in (3, 150)]
    assert board.over


def test_the_dearest_of_the_next_frames_goes_first() -> None:
    board = Board(iter(range(6)), cost=lambda frame: {2: 5.0, 4: 9.0}.get(frame, 1.0))
    board.join("w")
    assert play(board) == [4, 2, 0, 1, 3, 5]


def test_what_a_dead_worker_held_comes_back_and_the_frame_it_was_at_comes_last() -> None:
    board = Board(iter(range(6)))
    board.join("a")
    assert [board.take("a", 0.0) for _ in range(3)] == [0, 1, 2]
    board.lost("a", "killed")
    board.join("b")
    assert play(board, "b") == [1, 2, 3, 4, 5, 0]


def test_a_node_that_leaves_is_not_held_against_its_frame() -> None:
    board = Board(iter(range(3)), rules=Rules(deaths=1))
    board.join("a")
    board.take("a", 0.0)
    assert board.lost("a", "node left", blame=False) is None
    board.join("b")
    assert play(board, "b") == [0, 1, 2]


def test_a_frame_that_always_fails_is_quarantined_with_every_reason_and_the_rest_goes_on() -> None:
    board = Board(iter(range(3)), rules=Rules(tries=3))
    board.join("w")
    failures, made = [], []
    while (frame := board.take("w", 0.0)) is not None:
        if frame == 1:
            failures.append(board.failed("w", 1, f"try {len(failures)}", 0.0))
        else:
            board.finished("w", frame, 0.0)
            made.append(frame)
    assert failures[:2] == [None, None]
    assert failures[2] is not None
    assert failures[2].reasons == ("try 0", "try 1", "try 2")
    assert sorted(made) == [0, 2]
    assert board.over
    assert list(board.quarantined) == [1]


def test_a_frame_under_which_workers_always_die_is_quarantined() -> None:
    board = Board(iter(range(2)), rules=Rules(deaths=3))
    made = []
    for name in count():
        board.join(worker := f"w{name}")
        while (frame := board.take(worker, 0.0)) not in (1, None):
            board.finished(worker, frame, 0.0)
            made.append(frame)
        if frame is None:
            break
        board.lost(worker, "segmentation fault")
    assert made == [0]
    assert board.quarantined[1].reasons == ("segmentation fault",) * 3


def test_a_slow_frame_goes_to_a_second_worker_and_only_the_first_result_counts() -> None:
    board = Board(iter(range(1)), rules=Rules(patience_s=10, slow=4))
    board.join("slow")
    board.join("quick")
    assert board.take("slow", 0.0) == 0
    assert board.take("quick", 9.0, typical_s=1.0) is None
    assert board.take("quick", 11.0, typical_s=1.0) == 0
    assert board.take("slow", 12.0, typical_s=1.0) is None
    assert board.finished("quick", 0, 12.0)
    assert not board.finished("slow", 0, 13.0)
    assert board.over


def test_a_copy_that_fails_takes_nothing_from_the_one_that_succeeds() -> None:
    board = Board(iter(range(1)), rules=Rules(patience_s=1, tries=3))
    board.join("a")
    board.join("b")
    board.take("a", 0.0)
    assert board.take("b", 5.0) == 0
    assert board.failed("b", 0, "no memory", 6.0) is None
    assert board.finished("a", 0, 7.0)
    assert board.take("b", 8.0) is None
    assert board.over


@settings(max_examples=150, deadline=None)
@given(data=st.data(), frames=st.integers(0, 40), workers=st.integers(1, 4))
def test_whatever_dies_fails_or_is_slow_every_frame_is_stored_once_or_quarantined(
    data: st.DataObject, frames: int, workers: int
) -> None:
    board = Board(iter(range(frames)), rules=Rules(tries=3, deaths=3, patience_s=3))
    stored: list[int] = []
    held: dict[str, list[int]] = {}
    names = (f"w{n}" for n in count())
    for now_s in count():
        while len(held) < workers:
            name = next(names)
            board.join(name)
            held[name] = []
        for name in held:
            while len(held[name]) < 2 and (frame := board.take(name, now_s, 1.0)) is not None:
                held[name].append(frame)
        busy = [name for name in held if held[name]]
        if not busy:
            break
        name = data.draw(st.sampled_from(busy))
        what = data.draw(st.sampled_from(["made", "made", "made", "failed", "died", "left", "late"]))
        if what in ("died", "left"):
            board.lost(name, what, blame=what == "died")
            del held[name]
        elif what != "late":
            frame = held[name].pop(0)
            if what == "made" and board.finished(name, frame, now_s):
                stored.append(frame)
            elif what == "failed":
                board.failed(name, frame, what, now_s)
    assert board.over
    assert sorted(stored + list(board.quarantined)) == list(range(frames))


def test_a_million_waiting_frames_cost_no_more_than_a_thousand() -> None:
    taken = []

    def frames():  # type: ignore[no-untyped-def]
        for frame in range(1_000_000):
            taken.append(frame)
            yield frame

    board = Board(frames())
    board.join("w")
    for _ in range(1000):
        board.finished("w", board.take("w", 0.0) or 0, 0.0)
    assert len(taken) <= 1000 + 64 + 1


@given(st.sets(st.integers(0, 3 * CHUNK), max_size=200), st.sets(st.integers(0, 3 * CHUNK), max_size=50))
def test_a_frame_set_behaves_as_a_set(there: set[int], gone: set[int]) -> None:
    kept = FrameSet(there)
    for frame in gone:
        kept.discard(frame)
    left = there - gone
    assert list(kept) == sorted(left)
    assert len(kept) == len(left)
    assert all((frame in kept) == (frame in left) for frame in there | gone | {5 * CHUNK, -1})


@pytest.mark.parametrize("frames", [CHUNK, 3 * CHUNK + 1])
def test_full_chunks_of_a_frame_set_share_their_bits(frames: int) -> None:
    kept = FrameSet(range(frames))
    assert len(kept) == frames
    assert len({id(bits) for bits in kept._chunks.values()}) <= 2
