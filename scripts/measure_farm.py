"""What the farm costs and how it scales, as a table and JSON.

    python scripts/measure_farm.py [--parts overhead,many,memory,draft,cycles,machine] [--out FILE]

- overhead: pretended frames of 50 ms on one worker; what a frame takes beyond that.
- many: pretended frames of 1 s on 64 workers; the share of the ideal pace once all are warm.
- memory: the driver's books for 1,000 and for 1,000,000 frames that wait or are finished.
- draft: frames/s of two 1-thread workers over one (640x480); at least 1.7 is wanted.
- cycles: frames/s of two 1-thread workers over one 2-thread process (640x480); at least 1.0 is wanted.
- machine: what two processes of plain arithmetic, and two that copy large arrays, do over one.

Draft and cycles run in pairs, turn and turn about, and tell the median of the ratios. Pace is taken from
the second to the last frame, so that starting Ray counts for nothing. They want a machine with nothing
else to do: look at ``busy_machine`` (its load as they ended; 2 is what they make themselves).
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PAIRS = 3
sys.path.append(str(ROOT))


class _Never:
    asked = False


def _pretend(workers: int, frames: int, seconds: float) -> list[float]:
    """Arrival times of pretended frames; the first is given out when all workers are warm."""
    from generator.farm.board import Board
    from generator.farm.cluster import local_cluster
    from generator.farm.driver import Driver, Plan
    from generator.farm.ray_crew import RayCrew, Share
    from generator.farm.rehearsal import Rehearsal
    from generator.farm.watchers import Quiet

    times: list[float] = []
    warm: list[float] = []

    class Watch(Quiet):
        def arrived(self, worker: str, hello: object) -> None:  # noqa: ARG002
            warm.append(time.monotonic())

    with local_cluster(workers, workers, 0):
        crew = RayCrew(partial(Rehearsal, seconds=seconds), {}, Share(1.0))
        board = Board(iter(range(frames)), below=lambda: frames if len(warm) == workers else 0)
        Driver(board, crew, lambda _: times.append(time.monotonic()), Plan(workers), Watch()).run(_Never())
    return times


def overhead() -> dict[str, Any]:
    times = _pretend(1, 200, 0.05)
    each_s = (times[-1] - times[0]) / (len(times) - 1)
    return {"ms_per_frame_beyond_the_work": round((each_s - 0.05) * 1000, 2)}


def many() -> dict[str, Any]:
    workers = 64
    times = _pretend(workers, workers * 20, 1.0)
    steady = times[: -2 * workers]  # the last frames find fewer and fewer workers busy, as they must
    pace = (len(steady) - workers) / (steady[-1] - steady[workers - 1])  # from when all have made one
    return {"workers": workers, "frames_per_s": round(pace, 2), "share_of_ideal": round(pace / workers, 4)}


def memory() -> dict[str, Any]:
    """In a process each: allocators keep what they once had."""
    told: dict[str, Any] = {}
    for what in ("waiting", "finished"):
        for frames in (1000, 1_000_000):
            command = [sys.executable, __file__, "--grow", what, str(frames)]
            done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
            told[f"{frames}_{what}_kib"] = int(done.stdout)
    return told


def grow(what: str, frames: int) -> int:
    """KiB that Python takes at most for the driver's books over 500 frames, so many waiting or finished."""
    import tracemalloc

    from generator.dataset.frame_set import FrameSet
    from generator.farm.board import Board
    from generator.farm.forecast import forecast_of
    from generator.farm.state import RunState
    from generator.farm.worker import Hello, Made
    from recipes import load_recipe

    recipe = load_recipe("anything")
    tracemalloc.start()
    done = FrameSet(range(frames) if what == "finished" else ())
    total = range(2 * frames) if what == "finished" else range(frames)
    forecast, state = forecast_of(recipe), RunState(len(total), sum(frame in done for frame in total))
    board = Board(iter(total), done, cost=forecast)
    for watcher in (state, forecast):
        watcher.hired("w")
        watcher.arrived("w", Hello("here", 1, {}))
    board.join("w")
    for _ in range(500):
        frame = board.take("w", 0.0)
        assert frame is not None
        made = Made(frame, {}, {"render": 1.0}, 0, 0)
        state.given("w", frame)
        board.finished("w", frame, 0.0)
        done.add(frame)
        for watcher in (state, forecast):
            watcher.made("w", made, True)
    return tracemalloc.get_traced_memory()[1] >> 10


def draft() -> dict[str, Any]:
    """Two workers of a thread each over one, 40 frames of each."""
    one = ("--workers", "1", "--cpus-per-worker", "1")
    two = ("--workers", "2", "--cpus-per-worker", "1")
    return _pairs("draft", 40, one, two, ("one_worker", "two_workers"), wanted=1.7)


def cycles() -> dict[str, Any]:
    """Two workers of a thread each over one process of two threads, 12 frames of each."""
    one = ("--threads", "2")
    two = ("--workers", "2", "--cpus-per-worker", "1")
    names = ("one_process_of_2_threads", "two_workers_of_1_thread")
    return _pairs("cycles", 12, one, two, names, wanted=1.0)


def _pairs(
    engine: str, frames: int, one: Sequence[str], two: Sequence[str], names: tuple[str, str], wanted: float
) -> dict[str, Any]:
    """Both, turn and turn about, so that what else the machine does falls on both; the median of ratios."""
    paces: list[tuple[float, float]] = []
    for turn in range(PAIRS):
        order = (one, two) if turn % 2 == 0 else (two, one)
        measured = {id(way): _render(engine, frames, *way) for way in order}
        paces.append((measured[id(one)], measured[id(two)]))
        print(
            f"  pair {turn + 1} of {PAIRS}: {paces[-1][0]:.3f} and {paces[-1][1]:.3f} frames/s",
            file=sys.stderr,
        )
    ratios = sorted(after / before for before, after in paces)
    middle = {name: round(statistics.median(pace[k] for pace in paces), 4) for k, name in enumerate(names)}
    return {
        **middle,
        "ratio": round(statistics.median(ratios), 3),
        "ratios": [round(ratio, 3) for ratio in ratios],
        "wanted": wanted,
        "busy_machine": round(os.getloadavg()[0], 1),
    }


def _render(engine: str, frames: int, *more: str) -> float:
    """Frames/s from the second picture, when all workers are warm, to the last."""
    folder = Path(tempfile.mkdtemp(prefix="measure-farm-"))
    try:
        words = ["render", "snack_aisle", "--engine", engine, "--frames", str(frames), "--size", "640x480"]
        main = "from generator.cli import main; main()"
        out = folder / "data"
        command = [sys.executable, "-c", main, *words, "--out", str(out), *more]
        environment = os.environ | {"GONDOLA_CACHE": str(folder / "cache")}  # what runs before have painted
        done = subprocess.run(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, cwd=ROOT, env=environment
        )
        if done.returncode:
            sys.exit(f"{' '.join(command[2:])}\nended with {done.returncode}:\n{done.stderr[-2000:]}")
        written = sorted(path.stat().st_mtime for path in (out / "images").iterdir())
        return (len(written) - 2) / (written[-1] - written[1])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def machine() -> dict[str, Any]:
    """How far the machine itself goes with a second process; the median of three turns."""
    told = {}
    for what in ("arithmetic", "copies"):
        ratios = sorted(_rounds(what, 2) / _rounds(what, 1) for _ in range(PAIRS))
        told[f"two_over_one_{what}"] = round(ratios[PAIRS // 2], 2)
    return told


def _rounds(what: str, processes: int) -> int:
    """Rounds that so many processes do together in two seconds each."""
    command = [sys.executable, __file__, "--work", what]
    started = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(processes)]
    return sum(int(process.communicate()[0]) for process in started)


def work(what: str) -> int:
    """Rounds of arithmetic, or of copies of 16 MB, in two seconds."""
    import numpy as np

    array = np.zeros(4_000_000, np.float32)
    copy, rounds, end = array.copy(), 0, time.monotonic() + 2.0
    while time.monotonic() < end:
        if what == "copies":
            np.copyto(copy, array)
        else:
            sum(k * k % 7 for k in range(20_000))
        rounds += 1
    return rounds


PARTS: dict[str, Callable[[], dict[str, Any]]] = {
    "overhead": overhead,
    "many": many,
    "memory": memory,
    "draft": draft,
    "cycles": cycles,
    "machine": machine,
}


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--parts", default=",".join(PARTS))
    parser.add_argument("--out", type=Path)
    parser.add_argument("--grow", nargs=2, help=argparse.SUPPRESS)
    parser.add_argument("--work", help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.grow:
        print(grow(given.grow[0], int(given.grow[1])))
        return
    if given.work:
        print(work(given.work))
        return
    told = {}
    for name in given.parts.split(","):
        told[name] = PARTS[name]()
        print(f"{name:<9} {json.dumps(told[name])}", flush=True)
    if given.out:
        given.out.write_text(json.dumps(told, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
