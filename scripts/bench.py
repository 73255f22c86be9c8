"""Time every stage of the pipeline on a shelf of about 400 products; `make bench` runs it.

    python scripts/bench.py [--frames 8] [--memory-frames 200] [--out out/bench]

Prints a table and writes OUT/bench.json. Three parts:

- stages: seconds by stage for both engines, files included, and for Cycles the total over a bare
  `bpy.ops.render.render` of the very same built scene, frame by frame (median of the ratios);
- draft: frames per second on one core, everything included (Embree and OpenCV held to one thread), in a
  process that has made as many frames before, and without the truth beyond the labels (``labels.truth``);
- memory: resident memory over many different frames with Cycles, at a tenth of the picture's size.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
RECIPE = Path(__file__).with_name("bench.yaml")


def rss_mib() -> float:
    """Resident memory of this process."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def measure_engine(engine: str, frames: int, folder: Path) -> dict[str, Any]:
    """Seconds by stage per frame; for Cycles also the bare render beside each.

    Two frames are not counted, and of the draft engine as many as are.
    """
    from generator.bundle import open_bundle
    from generator.dataset.manifest import identity_of
    from generator.dataset.writer import DatasetWriter
    from generator.frame import FrameMaker
    from generator.render import open_renderer

    bundle = open_bundle(RECIPE, {"labels.truth": False} if engine == "draft" else {})
    before = frames if engine == "draft" else 2
    renderer: Any = open_renderer(engine)  # only Cycles has bare_seconds
    maker = FrameMaker(bundle, renderer)
    rows: list[dict[str, float]] = []
    with DatasetWriter(folder, bundle, identity_of(bundle, engine, "CPU")) as writer:
        for index in range(before + frames):
            start, cpu = time.perf_counter(), time.process_time()
            frame = maker.make(index)
            made = time.perf_counter()
            writer.write(frame)
            end = time.perf_counter()
            row = dict(frame.seconds) | {"write": end - made, "total": end - start}
            row["cpu"] = time.process_time() - cpu
            row["products"] = sum(i.instance_id > 0 for i in frame.scene.instances)
            if engine == "cycles":
                row["bare"] = renderer.bare_seconds()
                row["over_bare"] = row["total"] / row["bare"]
            if index >= before:
                rows.append(row)
    renderer.close()
    names = list(dict.fromkeys(name for row in rows for name in row))
    return {name: round(statistics.median(row.get(name, 0.0) for row in rows), 4) for name in names}


def measure_memory(frames: int) -> dict[str, Any]:
    """Resident MiB every 10 frames, and the mean of the last five readings over those around frame 50.

    Small pictures, since it is building that could leak.
    """
    from generator.bundle import open_bundle
    from generator.frame import FrameMaker
    from generator.render import open_renderer

    small = {"image.width_px": 64, "image.height_px": 48, "render.samples": 1, "render.denoise": False}
    maker = FrameMaker(open_bundle(RECIPE, small), open_renderer("cycles"))
    seen: dict[int, float] = {}
    for index in range(frames):
        maker.make(index)
        if (index + 1) % 10 == 0:
            seen[index + 1] = round(rss_mib(), 1)
            print(f"  {index + 1} of {frames} frames: {seen[index + 1]} MiB", file=sys.stderr, flush=True)
    maker.renderer.close()
    near_50 = [mib for index, mib in seen.items() if 30 <= index <= 70]
    growth = statistics.fmean(list(seen.values())[-5:]) / statistics.fmean(near_50) - 1
    return {"rss_mib": seen, "growth_from_frame_50": round(growth, 4)}


def in_process(part: str, args: argparse.Namespace) -> dict[str, Any]:
    """One part in a process of its own, so that none inherits another's memory or warmth."""
    one_core = {"OMP_NUM_THREADS": "1", "OPENCV_FOR_THREADS_NUM": "1"} if part == "draft" else {}
    command = [sys.executable, __file__, "--part", part, "--frames", str(args.frames)]
    command += ["--memory-frames", str(args.memory_frames)]
    if part == "draft" and hasattr(os, "sched_getaffinity"):
        command = ["taskset", "-c", str(min(os.sched_getaffinity(0))), *command]
    done = subprocess.run(command, cwd=ROOT, env=os.environ | one_core, stdout=subprocess.PIPE, check=True)
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


def run_part(part: str, args: argparse.Namespace) -> dict[str, Any]:
    if part == "memory":
        return measure_memory(args.memory_frames)
    with tempfile.TemporaryDirectory() as folder:
        return measure_engine(part, args.frames * (3 if part == "draft" else 1), Path(folder) / "frames")


def table(results: dict[str, Any]) -> str:
    draft, cycles, memory = results["draft"], results["cycles"], results["memory"]
    stages = [name for name in cycles if name not in ("products", "over_bare", "bare", "cpu", "total")]
    lines = ["| stage | draft, one core | Cycles, all cores |", "|---|---|---|"]
    lines += [f"| {s} | {draft.get(s, 0) * 1e3:.0f} ms | {cycles[s] * 1e3:.0f} ms |" for s in stages]
    lines += [
        f"| **total** | {draft['total'] * 1e3:.0f} ms | {cycles['total'] * 1e3:.0f} ms |",
        f"| frames/s | {1 / draft['total']:.2f} | {1 / cycles['total']:.3f} |",
        f"| frames per second of processor time | {1 / draft['cpu']:.2f} | {1 / cycles['cpu']:.3f} |",
        f"| bare render of the same scene | | {cycles['bare'] * 1e3:.0f} ms |",
        f"| total / bare (median of ratios) | | {cycles['over_bare']:.3f} |",
        f"| products in the scene | {draft['products']:.0f} | {cycles['products']:.0f} |",
        "",
        f"Resident memory, Cycles: {memory['rss_mib']} MiB; growth from frame 50: "
        f"{memory['growth_from_frame_50']:+.1%}",
    ]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument(
        "--frames", type=int, default=8, help="timed Cycles frames (three times as many draft)"
    )
    parser.add_argument("--memory-frames", type=int, default=200)
    parser.add_argument("--out", type=Path, default=ROOT / "out/bench")
    parser.add_argument("--part", choices=["draft", "cycles", "memory"], help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.part:
        print(json.dumps(run_part(args.part, args)))
        return
    results: dict[str, Any] = {}
    for part in ("draft", "cycles", "memory"):
        print(f"measuring: {part} ...", file=sys.stderr, flush=True)
        results[part] = in_process(part, args)
        args.out.mkdir(parents=True, exist_ok=True)
        (args.out / "bench.json").write_text(json.dumps(results, indent=1) + "\n")
        print(f"  {json.dumps(results[part])}", file=sys.stderr, flush=True)
    (args.out / "bench.md").write_text(table(results) + "\n")
    print(table(results))
    print(f"\nalso in {args.out / 'bench.json'}")


if __name__ == "__main__":
    main()
