"""Time every stage of the pipeline on a shelf of about 400 products; `make bench` runs it.

    python scripts/bench.py [--frames 8] [--memory-frames 200] [--out out/bench]

Prints a table and writes OUT/bench.json. Three parts:

- draft: seconds by stage, and frames per second on one core: sampling, tracing, labels and picture (Embree
  and OpenCV held to one thread), in a process that has made as many frames before, without files and without
  the truth beyond the labels (``labels.truth``);
- cycles: seconds by stage, and what runs of frames take from the first draw to the last file, over the bare
  `bpy.ops.render.render` of the same built scenes;
- memory: resident memory over many different frames with Cycles, at a tenth of the picture's size.
"""

import argparse
import io
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from itertools import batched
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
RECIPE = Path(__file__).with_name("bench.yaml")
WARM_UP, TOGETHER = 8, 8  # Cycles frames that are not counted, and frames of a run


def rss_mib() -> float:
    """Resident memory of this process."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def measure_draft(frames: int, folder: Path) -> dict[str, Any]:
    """Medians of seconds by stage over ``frames``, made after as many others; each is written before the next
    is made.
    """
    from generator.bundle import open_bundle
    from generator.dataset.manifest import identity_of
    from generator.dataset.writer import DatasetWriter
    from generator.frame import FrameMaker
    from generator.render import open_renderer

    bundle = open_bundle(RECIPE, {"labels.truth": False})
    maker = FrameMaker(bundle, open_renderer("draft"))
    rows: list[dict[str, float]] = []
    with DatasetWriter(folder, bundle, identity_of(bundle, "draft", "CPU")) as writer:
        for index in range(2 * frames):
            start, cpu = time.perf_counter(), time.process_time()
            frame = maker.make(index)
            made, cpu = time.perf_counter(), time.process_time() - cpu
            writer.write(frame)
            row = dict(frame.seconds) | {
                "write": time.perf_counter() - made,
                "made": made - start,
                "cpu": cpu,
            }
            rows.append(row | counts(frame))
    return medians(rows[frames:])


def measure_cycles(frames: int, folder: Path) -> dict[str, Any]:
    """Seconds by stage, and of whole runs over those of the bare renders of the same scenes.

    Frames are made and stored as ``gondola render`` does it, store of artwork included, ``TOGETHER`` at a
    time; a run ends when its last frame is on the disk. Then its scenes are built again and rendered bare.
    """
    from assets.art.paint import keep_artwork_in
    from generator.artwork_store import store_of_user
    from generator.bundle import open_bundle
    from generator.cli.progress import PlainProgress
    from generator.dataset.manifest import identity_of
    from generator.dataset.run import write_frames
    from generator.dataset.signals import StopSignals
    from generator.dataset.writer import DatasetWriter
    from generator.frame import Frame, FrameMaker
    from generator.render import open_renderer

    rows: list[dict[str, float]] = []
    scenes: list[Any] = []

    class Maker(FrameMaker):
        def make(self, frame_index: int, scene: Any = None, then: int | None = None) -> Frame:
            frame = super().make(frame_index, scene, then)
            rows.append(dict(frame.seconds) | counts(frame))
            scenes.append(frame.scene)
            return frame

    class Writer(DatasetWriter):
        def write(self, frame: Frame) -> None:
            start = time.perf_counter()
            super().write(frame)
            written.append(time.perf_counter() - start)

    keep_artwork_in(store_of_user())
    renderer: Any = open_renderer("cycles")  # only Cycles has bare_seconds
    bundle, written = open_bundle(RECIPE), list[float]()
    maker, total, bare, cpu, bare_cpu = Maker(bundle, renderer), 0.0, 0.0, 0.0, 0.0
    silent = PlainProgress(io.StringIO())
    with Writer(folder, bundle, identity_of(bundle, "cycles", "CPU")) as writer, StopSignals() as signals:
        write_frames(maker, writer, range(WARM_UP), silent, signals)
        for some in batched(range(WARM_UP, WARM_UP + frames), TOGETHER, strict=False):
            start, before = time.perf_counter(), time.process_time()
            write_frames(maker, writer, some, silent, signals)
            total, cpu = total + time.perf_counter() - start, cpu + time.process_time() - before
            for index in some:
                renderer.build(scenes[index])
                before = time.process_time()
                bare += renderer.bare_seconds()
                bare_cpu += time.process_time() - before
    renderer.close()
    found = medians(rows[WARM_UP:]) | {"write": round(statistics.median(written[WARM_UP:]), 4)}
    means = {"total": total / frames, "cpu": cpu / frames, "bare": bare / frames, "over_bare": total / bare}
    means |= {"bare_cpu": bare_cpu / frames, "cpu_over_bare": cpu / bare_cpu}
    return found | {name: round(value, 4) for name, value in means.items()}


def counts(frame: Any) -> dict[str, float]:
    products = sum(placed.instance_id > 0 for placed in frame.scene.instances)
    return {"products": float(products), "annotated": float(len(frame.labels.annotations))}


def medians(rows: list[dict[str, float]]) -> dict[str, float]:
    return {name: round(statistics.median(row[name] for row in rows), 4) for name in rows[0]}


def measure_memory(frames: int) -> dict[str, Any]:
    """Resident MiB every 10 frames, and the mean of the last five readings over those around frame 50.

    Small pictures, since it is building that could leak.
    """
    from generator.bundle import open_bundle
    from generator.frame import FrameMaker
    from generator.memory import share_arenas
    from generator.render import open_renderer

    share_arenas()  # as ``gondola render`` does
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
        if part == "draft":
            return measure_draft(3 * args.frames, Path(folder) / "frames")
        return measure_cycles(args.frames, Path(folder) / "frames")


def table(results: dict[str, Any]) -> str:
    draft, cycles, memory = results["draft"], results["cycles"], results["memory"]
    beside = (
        "products",
        "annotated",
        "over_bare",
        "cpu_over_bare",
        "bare",
        "bare_cpu",
        "cpu",
        "total",
        "made",
    )
    lines = ["| stage | draft, one core | Cycles, all cores |", "|---|---|---|"]
    for stage in (name for name in cycles if name not in beside):
        lines += [f"| {stage} | {draft.get(stage, 0) * 1e3:.0f} ms | {cycles[stage] * 1e3:.0f} ms |"]
    lines += [
        f"| **a frame** (draft: unstored) | {draft['made'] * 1e3:.0f} ms | {cycles['total'] * 1e3:.0f} ms |",
        f"| frames/s | {1 / draft['made']:.2f} | {1 / cycles['total']:.3f} |",
        f"| frames per second of processor time | {1 / draft['cpu']:.2f} | {1 / cycles['cpu']:.3f} |",
        f"| bare render of the same scenes | | {cycles['bare'] * 1e3:.0f} ms |",
        f"| a run over its bare renders | | {cycles['over_bare']:.3f} |",
        f"| the same in processor time | | {cycles['cpu_over_bare']:.3f} |",
        f"| products in the scene | {draft['products']:.0f} | {cycles['products']:.0f} |",
        f"| products annotated | {draft['annotated']:.0f} | {cycles['annotated']:.0f} |",
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
