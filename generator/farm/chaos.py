"""A rehearsal of everything that dies: workers, nodes and the driver are killed at random, again and again,
and the dataset must come out as if nothing had happened.

    python -m generator.farm.chaos --kills 200

Makes a dataset in one process, then the same one again and again on a Ray cluster of several nodes on this
machine while processes are killed (SIGKILL) every ``--pause`` seconds or so; a killed driver is started again
with the same command. Prints JSON: kills by kind, runs, and how many files differ. Exit code 0: none does.
"""

import argparse
import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.farm.cluster import patiently

KINDS = {"worker": 6, "node": 2, "driver": 2}  # chances
LIMIT_S = 3600.0  # of one run
SOON_S = 0.5  # until the next try, when what is to be killed is not there just now
START_S = 90.0  # what a node may take to start
TIMED_KEYS = ("seconds_per_frame", "machine")
TIMED_FILES = ("timings.jsonl",)


@dataclass(frozen=True)
class Play:
    """What is rendered, and how it is disturbed."""

    recipe: str
    frames: int
    engine: str
    size: str
    nodes: int
    kills: int
    pause_s: float
    seed: int
    limit_s: float = 3600.0


def render_command(play: Play, out: Path, *more: str) -> list[str]:
    """The command of a run; the farm's options are ``more``."""
    words = [
        "render",
        play.recipe,
        "--engine",
        play.engine,
        "--frames",
        str(play.frames),
        "--size",
        play.size,
    ]
    main = "from generator.cli import main; main()"
    return [sys.executable, "-c", main, *words, "--out", str(out), *more]


def content(folder: Path) -> dict[str, str]:
    """Digest of every file of a dataset, without what tells how long it took."""
    found = {}
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and not p.is_symlink()):
        name = path.relative_to(folder).as_posix()
        if name.startswith(("run/", ".gondola")) or name in TIMED_FILES:
            continue
        data = path.read_bytes()
        if name == "dataset.json":
            whole = json.loads(data)
            data = json.dumps({k: v for k, v in whole.items() if k not in TIMED_KEYS}).encode()
        found[name] = hashlib.blake2b(data, digest_size=16).hexdigest()
    return found


def differing(one: Path, other: Path) -> list[str]:
    """Files that are not the same in both datasets, or missing in one."""
    here, there = content(one), content(other)
    return sorted(name for name in here.keys() | there.keys() if here.get(name) != there.get(name))


class Stage:
    """A small cluster whose nodes can be killed; the head runs no workers and stays."""

    def __init__(self, nodes: int) -> None:
        from ray.cluster_utils import Cluster

        def start() -> Any:
            return Cluster(initialize_head=True, head_node_args={"num_cpus": 0, **_quiet()})

        self._cluster: Any = patiently(start, lambda: None)
        self._nodes: list[Any] = []
        for _ in range(nodes):
            self.join()

    @property
    def address(self) -> str:
        return str(self._cluster.address)

    def join(self) -> None:
        """A node more."""

        def start() -> Any:
            return self._cluster.add_node(num_cpus=1, num_gpus=0, object_store_memory=100 * 1024**2)

        self._nodes.append(patiently(start, lambda: None))

    def leave(self, place: int) -> None:
        """One node dies without a word."""
        self._cluster.remove_node(self._nodes.pop(place), allow_graceful=False)

    def kill_node(self, chance: random.Random) -> None:
        """One dies, and another joins in its place."""
        self.leave(chance.randrange(len(self._nodes)))
        self.join()

    def close(self) -> None:
        self._cluster.shutdown()


def _quiet() -> dict[str, Any]:
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    os.environ |= {"RAY_agent_register_timeout_ms": str(int(START_S * 1000))}
    _give_time()
    return {"include_dashboard": False, "num_gpus": 0, "object_store_memory": 100 * 1024**2}


def _give_time() -> None:
    """Ray gives a node up that is not there after half a minute; on a busy machine it takes longer."""
    from ray._private import services

    asked: Any = services.get_node
    if asked.__name__ == "patient":
        return

    def patient(*where: Any, **how: Any) -> Any:
        until = time.monotonic() + START_S
        while True:
            try:
                return asked(*where, **how)
            except RuntimeError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.5)

    services.get_node = patient


class Run:
    """The run under fire; its driver is started again whenever it is gone before its time."""

    def __init__(self, command: Sequence[str], out: Path, log: Path) -> None:
        self._command, self._out, self._log = list(command), out, log
        self.starts = 0
        self._process: subprocess.Popen[bytes] | None = None

    def alive(self) -> bool:
        """Whether the run goes on; starts the driver where it has been killed."""
        if self._process and self._process.poll() == 0:
            return False
        if self._process is None or self._process.poll() is not None:
            with self._log.open("ab") as log:
                self._process = subprocess.Popen(self._command, stdout=log, stderr=log)
            self.starts += 1
        return True

    def kill_driver(self) -> bool:
        if self._process is None or self._process.poll() is not None:
            return False
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()
        return True

    def kill_worker(self, chance: random.Random) -> bool:
        """One of the workers that the run says are there."""
        try:
            status = json.loads((self._out / "run" / "status.json").read_text("utf-8"))
        except (OSError, ValueError):
            return False
        pids = [worker["pid"] for worker in status["workers"] if worker["pid"] and _is_worker(worker["pid"])]
        if not pids:
            return False
        os.kill(chance.choice(pids), signal.SIGKILL)
        return True

    def stop(self) -> None:
        if self._process and self._process.poll() is None:
            self._process.kill()
            self._process.wait()


def _is_worker(pid: int) -> bool:
    """Whether that process is still the worker it was: the number may have gone to somebody else."""
    try:
        return b"ray::" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def rehearse(play: Play, folder: Path) -> dict[str, Any]:
    """Play it, as many runs as it takes to kill so often; the datasets stay in ``folder``."""
    chance = random.Random(play.seed)
    calm = folder / "calm"
    subprocess.run(
        render_command(play, calm), check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    kills: Counter[str] = Counter()
    wrong: list[str] = []
    rounds = starts = 0
    begin_s = time.monotonic()
    stage = Stage(play.nodes)
    try:
        while kills.total() < play.kills and time.monotonic() - begin_s < play.limit_s:
            wild = folder / f"wild{rounds}"
            starts += _one_run(play, wild, stage, chance, kills)
            wrong += [f"{wild.name}/{name}" for name in differing(calm, wild)]
            rounds += 1
            so_far = (
                f"{rounds} runs, {kills.total()}/{play.kills} kills {dict(kills)}, {len(wrong)} files differ"
            )
            print(so_far, file=sys.stderr, flush=True)
    finally:
        stage.close()
    return {
        "kills": dict(kills),
        "runs": rounds,
        "driver_starts": starts,
        "frames": rounds * play.frames,
        "seconds": round(time.monotonic() - begin_s, 1),
        "files": rounds * len(content(calm)),
        "files_that_differ": len(wrong),
        "first_differing": wrong[:5],
    }


def _one_run(play: Play, wild: Path, stage: Stage, chance: random.Random, kills: Counter[str]) -> int:
    """A run from its start to its end, killed at until there have been enough; returns how often its driver
    was started."""
    farm = ("--workers", str(play.nodes), "--ray", stage.address, "--cpus-per-worker", "1", "--tries", "50")
    run = Run(render_command(play, wild, *farm), wild, wild.with_suffix(".log"))
    try:
        _disturb(play, run, stage, chance, kills)
    finally:
        run.stop()
    return run.starts


def _disturb(play: Play, run: Run, stage: Stage, chance: random.Random, kills: Counter[str]) -> None:
    """Kill until the number is reached, then let the run come to its end."""
    begin_s = time.monotonic()
    next_s = begin_s + chance.uniform(0.3, 1.7) * play.pause_s
    while run.alive():
        now_s = time.monotonic()
        if now_s - begin_s > LIMIT_S:
            raise TimeoutError(f"not finished within {LIMIT_S:.0f} s; {dict(kills)} kills so far")
        if kills.total() < play.kills and now_s >= next_s:
            kind = chance.choices(list(KINDS), list(KINDS.values()))[0]
            killed = _kill(kind, run, stage, chance)
            kills[kind] += killed
            next_s = now_s + (chance.uniform(0.3, 1.7) * play.pause_s if killed else SOON_S)
        time.sleep(0.1)


def _kill(kind: str, run: Run, stage: Stage, chance: random.Random) -> bool:
    if kind == "node":
        stage.kill_node(chance)
        return True
    return run.kill_driver() if kind == "driver" else run.kill_worker(chance)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--frames", type=int, default=60, help="of each run")
    parser.add_argument("--recipe", default="quick")
    parser.add_argument("--engine", default="stub")
    parser.add_argument("--size", default="160x120")
    parser.add_argument("--nodes", type=int, default=3)
    parser.add_argument("--pause", type=float, default=3.0, help="seconds between kills, on average")
    parser.add_argument("--minutes", type=float, default=60.0, help="begin no new run after so many")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path, default=Path("out/chaos"))
    given = parser.parse_args(arguments)
    shape = (given.recipe, given.frames, given.engine, given.size)
    play = Play(*shape, given.nodes, given.kills, given.pause, given.seed, 60 * given.minutes)
    shutil.rmtree(given.out, ignore_errors=True)
    given.out.mkdir(parents=True)
    told = rehearse(play, given.out)
    print(json.dumps(told, indent=1))
    return 1 if told["files_that_differ"] else 0


if __name__ == "__main__":
    sys.exit(main())
