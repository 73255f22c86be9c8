"""``gondola render --workers``: the farm behind the command line."""

import os
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.cli.failures import UsageError

if TYPE_CHECKING:
    from generator.bundle import Bundle
    from generator.farm.run import Farm

LEFT_OUT = 3  # exit code: the run ended well, without some frames
TOLD_FAILURES = 20


@dataclass(frozen=True)
class FarmOptions:
    """The options as they were given."""

    workers: int
    ray: str = ""
    cpus_per_worker: float | None = None
    gpus_per_worker: float | None = None
    tries: int = 3
    recycle_mib: int = 0
    price: float = 0.0
    json: bool = False

    def refuse(self) -> None:
        """Without workers none of these means anything.

        Raises:
            UsageError: naming those that were given.
        """
        plain = FarmOptions(self.workers)
        names = {"cpus_per_worker": "--cpus-per-worker", "gpus_per_worker": "--gpus-per-worker"}
        names |= {
            "tries": "--tries",
            "recycle_mib": "--recycle-mib",
            "price": "--worker-price",
            "json": "--json",
        }
        given = [option for name, option in names.items() if getattr(self, name) != getattr(plain, name)]
        if given:
            raise UsageError(f"{', '.join(given)}: for runs with workers; add --workers N or --ray ADDRESS.")


def farm_of(options: FarmOptions, cores: int | None = None) -> "Farm":
    """What the options ask for, with defaults filled in; ``cores`` of this machine, for a local cluster.

    Raises:
        UsageError: when workers would take more of this machine than it has.
    """
    from generator.farm.board import Rules
    from generator.farm.run import Farm
    from generator.farm.state import Prices

    here = cores or len(os.sched_getaffinity(0))
    cpus = options.cpus_per_worker
    if cpus is None:
        cpus = 1.0 if options.ray else _even_share(here, options.workers)
    elif not options.ray and cpus * options.workers > here + 1e-9:
        raise UsageError(
            f"{options.workers} workers with {cpus:g} processor cores each need {options.workers * cpus:g}; "
            f"this machine has {here}. Lower --workers or --cpus-per-worker."
        )
    return Farm(
        workers=options.workers,
        cpus=float(cpus),
        gpus=options.gpus_per_worker,
        address=options.ray,
        cores=here,
        rules=Rules(tries=options.tries, deaths=options.tries + 2),
        recycle_bytes=options.recycle_mib << 20,
        prices=Prices(options.price),
    )


def _even_share(cores: int, workers: int) -> float:
    """Whole cores where there are enough, else parts of one: all workers fit, none waits for room."""
    return float(cores // workers) if workers <= cores else cores / workers


def render_farm(
    bundle: "Bundle",
    frames: range,
    out: str,
    engine: str,
    device: str,
    options: FarmOptions,
    layout: str = "files",
) -> int:
    """Render with workers; returns the exit code: 0, or 3 when frames had to be left out."""
    from generator.cli.farm_progress import BlockShow, LineShow
    from generator.dataset.place import place_of
    from generator.farm.run import Order, render_on_farm

    farm = farm_of(options)
    order = Order(bundle, frames, place_of(out), engine, device, layout)
    show = BlockShow if sys.stderr.isatty() else LineShow
    state = render_on_farm(order, farm, show, [sys.stdout] if options.json else [])
    if not options.json:
        pace = f" at {state.frames_per_s:.2f} frames/s" if state.made_here else ""
        print(
            f"{state.finished} of {len(frames)} frames in {out} ({state.made_here} made now{pace})",
            flush=True,
        )
    for failure in state.left_out[:TOLD_FAILURES]:
        last = failure.reasons[-1].splitlines()[0][:300]
        print(f"frame {failure.frame} left out after {len(failure.reasons)} tries: {last}", file=sys.stderr)
    if state.left_out:
        print(
            f"{len(state.left_out)} frames are missing; {out}/run/quarantine.jsonl says why, and how "
            "to make each alone.\nThe same command tries them again.",
            file=sys.stderr,
        )
    return LEFT_OUT if state.left_out else 0
