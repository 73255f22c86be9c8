"""What a run says of itself: state, journal, status, timeline."""

import io
import json
import os
from pathlib import Path

import pytest

from generator.cli.failures import UsageError
from generator.cli.farm_progress import LineShow, headline, worker_line
from generator.cli.farm_status import draw_timeline, read_status, status_lines
from generator.dataset.place import LocalPlace
from generator.farm.board import Failure
from generator.farm.journal import Events, StatusFile, note_quarantined, read_events
from generator.farm.state import Prices, RunState
from generator.farm.timeline import last_run, svg
from generator.farm.watchers import Watchers
from generator.farm.worker import Hello, Made


class Clock:
    def __init__(self) -> None:
        self.now_s = 1000.0

    def __call__(self) -> float:
        return self.now_s


def made(frame: int, seconds: float = 2.0) -> Made:
    return Made(frame, {}, {"render": seconds}, 5, 300 << 20)


def play(clock: Clock, watcher: Watchers) -> None:
    """Two workers; one makes frames 0 and 2, the other makes frame 1 and dies under frame 3."""
    watcher.hired("a")
    watcher.hired("b")
    clock.now_s += 1
    watcher.arrived("a", Hello("north", 11, {}))
    watcher.arrived("b", Hello("south", 12, {}))
    for worker, frame in (("a", 0), ("b", 1)):
        watcher.given(worker, frame)
    clock.now_s += 2
    for worker, frame, following in (("a", 0, 2), ("b", 1, 3)):
        watcher.made(worker, made(frame), True)
        watcher.given(worker, following)
    clock.now_s += 1
    watcher.gone("b", "killed")
    clock.now_s += 1
    watcher.made("a", made(2), True)


def test_the_state_counts_frames_pace_time_left_and_cost() -> None:
    clock = Clock()
    state = RunState(10, 0, Prices(worker_hour=3600.0), clock)
    play(clock, Watchers([state]))
    assert (state.finished, state.made_here, state.deaths) == (3, 3, 1)
    assert state.frames_per_s == pytest.approx(3 / 4)
    assert state.left_s == pytest.approx(7 / (3 / 4))
    assert state.snapshot()["cost"] == pytest.approx(4 + 3, abs=0.4)
    assert "3/10 frames" in headline(state)
    assert "1 workers lost" in headline(state)
    assert "north" in worker_line(state.workers["a"], clock.now_s)


def test_the_timeline_puts_every_frame_in_its_lane_and_tells_idle_time() -> None:
    clock, kept = Clock(), io.StringIO()
    events = Events(kept, clock)
    events.say("started", frames=[0, 10], workers=2)
    play(clock, Watchers([events]))
    timeline = last_run(json.loads(line) for line in kept.getvalue().splitlines())
    lanes = {lane.worker: lane for lane in timeline.lanes}
    assert [span.label for span in lanes["a"].spans[1:]] == ["frame 0", "frame 2"]
    assert [(s.begin_s, s.end_s) for s in lanes["a"].spans] == [(0, 1), (1, 3), (3, 5)]
    assert lanes["b"].gone_s == 4
    assert [(s.kind, s.label, s.end_s - s.begin_s) for s in lanes["b"].spans[2:]] == [("lost", "frame 3", 1)]
    assert timeline.idle_share == 0
    assert svg(timeline).count("frame 2") == 1


def test_a_torn_last_line_and_earlier_runs_do_not_disturb_the_timeline(tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    lines = [
        {"at": 1, "event": "started", "workers": 1},
        {"at": 2, "event": "hired", "worker": "old"},
        {"at": 50, "event": "started", "workers": 1},
        {"at": 51, "event": "hired", "worker": "new"},
    ]
    text = "".join(json.dumps(line) + "\n" for line in lines) + '{"at": 52, "eve'
    (tmp_path / "run" / "events.jsonl").write_text(text, "utf-8")
    assert [lane.worker for lane in last_run(read_events(tmp_path)).lanes] == ["new"]
    draw_timeline(str(tmp_path), tmp_path / "t.svg")
    assert (tmp_path / "t.svg").read_text("utf-8").startswith("<svg")


def test_the_status_tells_a_running_driver_from_one_that_was_killed(tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    state = RunState(10, 0)
    StatusFile(LocalPlace(tmp_path), state, {"recipe": "r", "engine": "draft"}).write()
    status = read_status(LocalPlace(tmp_path))
    assert "running" in status_lines(status, status["updated"] + 60)[0]
    assert "killed" in status_lines({**status, "pid": 2**22 + 1}, status["updated"] + 60)[0]
    assert status["host"] == os.uname().nodename


def test_asking_for_the_status_of_something_else_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--workers"):
        read_status(LocalPlace(tmp_path))
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "status.json").write_text("{", "utf-8")
    with pytest.raises(UsageError, match="damaged"):
        read_status(LocalPlace(tmp_path))
    with pytest.raises(UsageError, match="journal"):
        draw_timeline(str(tmp_path), tmp_path / "x.svg")


def test_quarantined_frames_are_noted_with_the_command_that_makes_them_alone(tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    note_quarantined(
        LocalPlace(tmp_path), [Failure(7, ("bad",)), Failure(3, ("worse",))], lambda f: f"make {f}"
    )
    lines = [json.loads(line) for line in (tmp_path / "run/quarantine.jsonl").read_text("utf-8").splitlines()]
    assert [(line["frame"], line["reproduce"]) for line in lines] == [(3, "make 3"), (7, "make 7")]
    note_quarantined(LocalPlace(tmp_path), [], str)
    assert not (tmp_path / "run/quarantine.jsonl").exists()


def test_logs_get_a_line_for_every_loss() -> None:
    out = io.StringIO()
    with LineShow(RunState(10, 0), out) as show:
        show.gone("w3", "out of memory")
        show.failed("w4", 12, "ValueError: no room\ntraceback")
    assert "worker w3 is gone: out of memory" in out.getvalue()
    assert "frame 12 failed on w4: ValueError: no room" in out.getvalue()
    assert "traceback" not in out.getvalue()
