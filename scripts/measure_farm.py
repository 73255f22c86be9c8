"""What the farm costs and how it scales, as a table and JSON.

    python scripts/measure_farm.py [--parts overhead,many,memory,draft,cycles] [--out FILE]

- overhead: pretended frames of 50 ms on one worker; what a frame takes beyond that.
- many: pretended frames of 1 s on 64 workers; the share of the ideal pace once all are warm.
- memory: resident memory of the driver's bookkeeping for 1,000 and for 1,000,000 waiting frames.
- draft: frames/s of two 1-thread workers over one.
- cycles: frames/s of two 1-thread workers over one 2-thread process (640x480, 8 samples).

Pace is taken between the first and the last frame, so that starting Ray counts for nothing.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
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
    from generator.farm.board import Board
    from generator.farm.worker import rss_bytes

    sizes = {}
    for waiting in (1000, 1_000_000):
        before = rss_bytes()
        board = Board(iter(range(waiting)))
        board.join("w")
        for _ in range(500):
            frame = board.take("w", 0.0)
            board.finished("w", frame or 0, 0.0)
        sizes[f"{waiting}_waiting_kib"] = (rss_bytes() - before) >> 10
    return sizes


def draft() -> dict[str, Any]:
    one = _render("draft", 24, "--workers", "1", "--cpus-per-worker", "1")
    two = _render("draft", 48, "--workers", "2", "--cpus-per-worker", "1")
    return {"one_worker": round(one, 3), "two_workers": round(two, 3), "ratio": round(two / one, 3)}


def cycles() -> dict[str, Any]:
    process = _render("cycles", 6, "--threads", "2")
    workers = _render("cycles", 8, "--workers", "2", "--cpus-per-worker", "1")
    return {
        "one_process_of_2_threads": round(process, 4),
        "two_workers_of_1_thread": round(workers, 4),
        "ratio": round(workers / process, 3),
    }


def _render(engine: str, frames: int, *more: str) -> float:
    """Frames/s between the first and the last record that was written."""
    folder = Path(tempfile.mkdtemp(prefix="measure-farm-"))
    try:
        words = ["render", "snack_aisle", "--engine", engine, "--frames", str(frames), "--size", "640x480"]
        main = "from generator.cli import main; main()"
        out = folder / "data"
        command = [sys.executable, "-c", main, *words, "--out", str(out), *more]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=ROOT)
        written = sorted(path.stat().st_mtime for path in (out / "images").iterdir())
        return (len(written) - 2) / (written[-1] - written[1])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


PARTS: dict[str, Callable[[], dict[str, Any]]] = {
    "overhead": overhead,
    "many": many,
    "memory": memory,
    "draft": draft,
    "cycles": cycles,
}


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--parts", default=",".join(PARTS))
    parser.add_argument("--out", type=Path)
    given = parser.parse_args(arguments)
    told = {}
    for name in given.parts.split(","):
        told[name] = PARTS[name]()
        print(f"{name:<9} {json.dumps(told[name])}", flush=True)
    if given.out:
        given.out.write_text(json.dumps(told, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
