"""``gondola render``."""

import sys
from typing import TYPE_CHECKING

from generator.cli.opening import one_of, open_recipe
from generator.cli.progress import open_progress
from generator.cli.streams import keep_stdout_clean
from generator.render import DEVICES, ENGINES, open_renderer

if TYPE_CHECKING:
    from generator.bundle import Bundle
    from generator.cli.farming import FarmOptions

TRIED_FRAMES = 5


def render_dataset(
    recipe: str,
    out: str,
    frames: range,
    engine: str,
    device: str,
    threads: int,
    size: str | None,
    farm: "FarmOptions | None" = None,
    layout: str = "files",
) -> int:
    """Check everything that can be checked, and only then create the folder and fill it.

    Returns the exit code; ``farm`` None renders in this process.
    """
    one_of("--engine", engine, ENGINES, hidden=("stub",))
    one_of("--device", device, DEVICES)
    one_of("--layout", layout, ("files", "shards"))
    bundle = open_recipe(recipe, size)
    try_frames(bundle, frames)
    if farm:
        from generator.cli.farming import render_farm

        return render_farm(bundle, frames, out, engine, device, farm, layout)
    if engine == "cycles":
        keep_stdout_clean()

    from assets.art.paint import keep_artwork_in
    from generator.artwork_store import store_of_user
    from generator.dataset.layouts import open_writer
    from generator.dataset.manifest import identity_of
    from generator.dataset.place import place_of
    from generator.dataset.run import write_frames
    from generator.dataset.signals import StopSignals
    from generator.frame import FrameMaker
    from generator.memory import share_arenas

    share_arenas()
    keep_artwork_in(store_of_user())
    renderer = open_renderer(engine, device, threads)
    identity = identity_of(bundle, engine, str(getattr(renderer, "device", "CPU")))
    progress = open_progress()
    try:
        with (
            StopSignals(progress.stopping) as signals,
            open_writer(layout, place_of(out), bundle, identity) as writer,
            progress,
        ):
            made = write_frames(FrameMaker(bundle, renderer), writer, frames, progress, signals)
    finally:
        renderer.close()
    pace = f" at {progress.pace.frames_per_s:.2f} frames/s" if made else ""
    print(f"{len(frames)} frames in {out} ({made} made now{pace})", file=sys.stdout, flush=True)
    return 0


def try_frames(bundle: "Bundle", frames: range) -> None:
    """Sample some frames without rendering: a recipe that cannot be is refused before a folder exists."""
    from generator.frame import sample

    last = len(frames) - 1
    for place in sorted({last * k // (TRIED_FRAMES - 1) for k in range(TRIED_FRAMES)}):
        sample(bundle, frames[place])
