"""What a stream costs, measured from outside: the first batch, memory over many frames, every byte that any
of its processes writes, and how much of what the renderers can make reaches the trainer.

    python scripts/measure_stream.py [RECIPE] [--frames 2000] [--engine draft] [--size 64x48] [--workers 1]

A child process streams with its home and all temporary files in a new folder, while this one watches it and
all that it starts. Progress goes to standard error, one JSON object to standard output:

first_batch_s   from the call of stream() to the first batch, by the clock; Ray's own start is in it
rss_mib         resident memory of the trainer's process and of all workers' together, by frames received
renderers_busy  of the time between first and last batch, the part for which the workers were making frames
                that the trainer received
cpu_s           processor seconds between first and last batch, by kind of process
written_bytes   to the disk, by kind of process, as the kernel counts it (write_bytes of /proc/PID/io)
left_bytes      what lies in the folder at the end, by kind of file; the ledger is one of them
frames_bytes    what the frames' bare pixels would take

--seconds bounds the run; what has been received by then is reported.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PAGE_BYTES, TICKS = os.sysconf("SC_PAGE_SIZE"), os.sysconf("SC_CLK_TCK")
WATCH_S = 0.5
SAID_EVERY = 100  # frames


def overrides(size: str) -> dict[str, int]:
    width, height = map(int, size.split("x"))
    return {"image.width_px": width, "image.height_px": height}


def receive(args: argparse.Namespace) -> None:
    """The child: a trainer that does nothing. Says after every batch how many frames it has."""
    from generator.bundle import open_bundle
    from generator.stream import stream

    bundle = open_bundle(args.recipe, overrides(args.size))
    began, got, pixels = time.monotonic(), 0, 0
    options: dict[str, Any] = {
        "engine": args.engine,
        "device": "cpu",
        "workers": args.workers,
        "ray": args.ray,
    }
    fit = (bundle.recipe.image.width_px, bundle.recipe.image.height_px)
    with stream(
        bundle, batch_size=args.batch, frames=args.frames, fit=fit, ledger="ledger", **options
    ) as all_of:
        for batch in all_of:
            got, pixels = got + len(batch), pixels + batch.images.nbytes
            now = time.monotonic()
            print(json.dumps({"frames": got, "s": now - began, "pixels": pixels}), flush=True)
            if now - began > args.seconds:
                break


class Watched:
    """A process and all that it started, looked at now and then through /proc."""

    def __init__(self, top: int) -> None:
        self._top = top
        self.written: dict[int, int] = {}
        self.cpu_s: dict[int, float] = {}
        self.kind: dict[int, str] = {}
        self.rss: dict[str, int] = {}

    def look(self) -> None:
        """Whoever has gone keeps what was last seen of it."""
        self.rss = defaultdict(int)
        for pid in descendants(self._top):
            try:
                self._one(pid, Path(f"/proc/{pid}"))
            except (OSError, ValueError, KeyError, IndexError):  # it has just gone
                continue

    def _one(self, pid: int, entry: Path) -> None:
        words = (entry / "cmdline").read_bytes()
        self.kind[pid] = "trainer" if pid == self._top else "workers" if _makes(words) else "others"
        self.rss[self.kind[pid]] += int((entry / "statm").read_text().split()[1]) * PAGE_BYTES
        io = dict(line.split(": ") for line in (entry / "io").read_text().splitlines())
        self.written[pid] = int(io["write_bytes"])
        fields = (entry / "stat").read_text().rpartition(")")[2].split()
        self.cpu_s[pid] = (int(fields[11]) + int(fields[12])) / TICKS

    def by_kind[N: (int, float)](self, of: dict[int, N]) -> dict[str, N]:
        told: dict[str, N] = {}
        for pid, amount in of.items():
            told[self.kind[pid]] = told.get(self.kind[pid], type(amount)(0)) + amount
        return told


def _makes(words: bytes) -> bool:
    return b"serve_frames" in words or b"ray::_Actor" in words


def descendants(top: int) -> Iterator[int]:
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit():
                parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
        except (OSError, IndexError):
            continue
    for pid in parents:
        above = pid
        while above not in (top, 0):
            above = parents.get(above, 0)
        if above == top:
            yield pid


def child(args: argparse.Namespace, folder: Path) -> "subprocess.Popen[str]":
    """This program again, with nowhere to write but ``folder``."""
    inside = {"HOME": folder, "TMPDIR": folder / "tmp", "RAY_TMPDIR": folder / "tmp"}
    (folder / "tmp").mkdir(parents=True, exist_ok=True)
    root = Path(__file__).resolve().parents[1]
    path = os.pathsep.join(filter(None, (str(root), os.environ.get("PYTHONPATH"))))
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("XDG_")},
        **{name: str(place) for name, place in inside.items()},
        "PYTHONPATH": path,
        "PYTHONDONTWRITEBYTECODE": "1",  # compiled modules are no part of a stream
    }
    recipe = Path(args.recipe)
    words = ["--child", "--recipe-file", str(recipe.resolve()) if recipe.exists() else args.recipe]
    program = [sys.executable, str(Path(__file__).resolve()), *sys.argv[1:], *words]
    return subprocess.Popen(program, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True)


def watched_run(args: argparse.Namespace, folder: Path) -> dict[str, Any]:
    process = child(args, folder)
    watched, lines = Watched(process.pid), list[dict[str, Any]]()
    reader = threading.Thread(target=lambda: lines.extend(map(json.loads, _each(process))), daemon=True)
    reader.start()
    memory: dict[int, dict[str, int]] = {}
    spent: list[dict[str, float]] = []
    said = 0
    while process.poll() is None:
        watched.look()
        got = int(lines[-1]["frames"]) if lines else 0
        if got:
            spent.append(watched.by_kind(watched.cpu_s))
        if got >= said + SAID_EVERY:
            said = got - got % SAID_EVERY
            memory[got] = {kind: round(rss / 2**20) for kind, rss in sorted(watched.rss.items())}
            print(f"{got} frames, {lines[-1]['s']:.0f} s, MiB: {memory[got]}", file=sys.stderr, flush=True)
        time.sleep(WATCH_S)
    reader.join()
    if process.returncode or not lines:
        raise SystemExit(f"the stream ended with exit code {process.returncode}")
    return {
        **report(lines, watched, folder, max(args.workers, 1), args.batch),
        "cpu_s": {kind: round(amount - spent[0].get(kind, 0), 1) for kind, amount in spent[-1].items()},
        "rss_mib": memory,
    }


def _each(process: "subprocess.Popen[str]") -> Iterator[str]:
    """What the child says of itself; a library may say something in between."""
    assert process.stdout
    yield from (line for line in process.stdout if line.startswith("{"))


def report(
    lines: list[dict[str, Any]], watched: Watched, folder: Path, makers: int, batch: int
) -> dict[str, Any]:
    first, last = lines[0], lines[-1]
    entries = [json.loads(line) for line in (folder / "ledger").read_text().splitlines()]
    made_s = [entry["seconds"] for entry in entries if "frame" in entry][batch : last["frames"]]
    sizes: Counter[str] = Counter()
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            of_ray = any(part.startswith("session_") for part in path.parts)
            sizes["ray's logs and state" if of_ray else str(path.relative_to(folder))] += path.stat().st_size
    return {
        "frames": last["frames"],
        "seconds": round(last["s"], 1),
        "first_batch_s": round(first["s"], 2),
        "renderers_busy": round(sum(made_s) / (last["s"] - first["s"]) / makers, 3),
        "written_bytes": watched.by_kind(watched.written),
        "left_bytes": dict(sizes),
        "frames_bytes": last["pixels"],
    }


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("recipe", nargs="?", default="quick")
    parser.add_argument("--frames", type=int, default=2000)
    parser.add_argument("--engine", default="draft")
    parser.add_argument("--size", default="64x48")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=1800)
    parser.add_argument("--ray", default="", help='address of a Ray cluster; "local" starts one')
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--recipe-file", default="", help=argparse.SUPPRESS)
    args = parser.parse_args()
    args.recipe = args.recipe_file or args.recipe
    return args


def main() -> None:
    args = arguments()
    if args.child:
        receive(args)
        return
    folder = Path(tempfile.mkdtemp(prefix="gondola-stream-"))
    try:
        print(json.dumps(watched_run(args, folder), indent=1))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
