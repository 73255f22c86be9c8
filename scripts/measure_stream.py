"""What a stream costs, measured: memory over many frames, the first batch, bytes on the disk, and how much of
what the renderers can make reaches the trainer.

    python scripts/measure_stream.py [RECIPE] [--frames 2000] [--engine draft] [--size 96x72] [--workers 1]

Prints a line of JSON. With --workers 0 "received" is the rate at which batches came over the rate at which
the same process makes frames without a stream, in frames per processor second.
"""

import argparse
import json
import os
import time
from pathlib import Path

from generator.bundle import open_bundle
from generator.frame import FrameMaker
from generator.render import open_renderer
from generator.stream import stream

PAGE = os.sysconf("SC_PAGE_SIZE")


def rss_mib() -> float:
    """Resident memory of this process."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE / 2**20


def written_bytes() -> int:
    """What this process has sent to files so far, of any kind."""
    fields = dict(line.split(": ") for line in Path("/proc/self/io").read_text().splitlines())
    return int(fields["write_bytes"])


def bare_rate(recipe: str, engine: str, overrides: dict[str, int], frames: int) -> float:
    """Frames per second of this process without a stream, by its own processor time."""
    maker = FrameMaker(open_bundle(recipe, overrides), open_renderer(engine, "cpu"))
    maker.make(0)
    began = time.process_time()
    for frame in range(1, frames + 1):
        maker.make(frame)
    return frames / (time.process_time() - began)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("recipe", nargs="?", default="quick")
    parser.add_argument("--frames", type=int, default=2000)
    parser.add_argument("--engine", default="draft")
    parser.add_argument("--size", default="96x72")
    parser.add_argument("--workers", type=int, default=0)
    parser.add_argument("--batch", type=int, default=8)
    args = parser.parse_args()
    width, height = map(int, args.size.split("x"))
    overrides = {"image.width_px": width, "image.height_px": height}
    before, began, spent = written_bytes(), time.perf_counter(), time.process_time()
    memory, seconds = [], []
    with stream(
        args.recipe, batch_size=args.batch, frames=args.frames, engine=args.engine, device="cpu",
        workers=args.workers, overrides=overrides, fit=(width, height),
    ) as batches:  # fmt: skip
        for batch in batches:
            seconds.append(time.perf_counter() - began)
            memory += [rss_mib()] * len(batch)
            if len(seconds) == 1:
                first_cpu_s, settled = time.process_time() - spent, time.process_time()
    busy_s = time.process_time() - settled
    told = {
        "frames": len(memory),
        "first_batch_s": round(seconds[0], 2),
        "first_batch_cpu_s": round(first_cpu_s, 2),
        "bytes_written": written_bytes() - before,
        "rss_mib": {
            str(k): round(memory[k - 1]) for k in (8, 100, 200, 500, 1000, 1500, 2000) if k <= len(memory)
        },
    }
    if not args.workers:  # processor time: a busy machine does not change it
        rest = len(memory) - args.batch
        told["received"] = round(
            rest / busy_s / bare_rate(args.recipe, args.engine, overrides, min(rest, 200)), 3
        )
    print(json.dumps(told))


if __name__ == "__main__":
    main()
