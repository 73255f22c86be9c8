"""What a frame's surroundings cost to render: the table of docs/store.md.

    python scripts/measure_surroundings.py grocery_bay --frames 0 1 2
    python scripts/measure_surroundings.py grocery_bay --parts --json out/surroundings.json

Renders every frame with Cycles as it is, and with goods, price tags and fixtures alone (of the
neighbouring bays too): no floor, walls, ceiling, lamps in view or things in the way. The lights stay. The two
take turns ``--repeats`` times, so that a machine busy with other work disturbs both alike; the least of each
counts. The surroundings' share is what the whole frame takes beyond the bare one, as a part of the whole.
Seconds are CPU seconds over all threads, of rendering without sampling and tracing; wall seconds stand beside
them. ``--parts`` also leaves out one kind of thing at a time: how much cheaper the frame is without it.
"""

import argparse
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from generator.bundle import open_bundle
from generator.frame import sample
from generator.render.cycles import CyclesRenderer
from labelers.trace import Tracer
from scenes.scene import Instance, Scene

DENSE = {"camera.distance_m": 2.2, "camera.portrait": False, "camera.azimuth_deg": 0}
BARE = ("product", "price_tag", "fixture")
GROUPS = {
    "floor": ("floor",),
    "walls": ("wall", "skirting", "fascia", "front", "poster"),
    "ceiling": ("ceiling", "duct"),
    "lamps": ("lamp",),
    "backdrop": ("backdrop",),
}


@dataclass
class Spent:
    """Least seconds of one way to render a scene."""

    cpu_s: float = float("inf")
    wall_s: float = float("inf")

    def add(self, cpu_s: float, wall_s: float) -> None:
        self.cpu_s, self.wall_s = min(self.cpu_s, cpu_s), min(self.wall_s, wall_s)


def only(scene: Scene, keep: Callable[[Instance], bool]) -> Scene:
    return replace(scene, instances=tuple(one for one in scene.instances if keep(one)))


def ways(scene: Scene, parts: bool) -> dict[str, Scene]:
    """The scenes to compare by what they are."""
    found = {"all": scene, "bare": only(scene, lambda one: one.kind in BARE)}
    if parts:
        found["without occluders"] = only(scene, lambda one: one.kind != "occluder")
        for name, starts in GROUPS.items():
            found[f"without {name}"] = only(scene, lambda one, starts=starts: not _is(scene, one, starts))  # type: ignore[misc]
    return found


def _is(scene: Scene, one: Instance, starts: tuple[str, ...]) -> bool:
    return one.kind == "store" and scene.materials[one.materials[0]].name.startswith(starts)


def measure(
    scenes: dict[str, Scene], renderer: CyclesRenderer, tracer: Tracer, repeats: int
) -> dict[str, Spent]:
    """Least seconds of every way; they take turns."""
    spent = {name: Spent() for name in scenes}
    surfaces = {name: tracer.trace(scene) for name, scene in scenes.items()}
    for _ in range(repeats):
        for name, scene in scenes.items():
            cpu, wall = time.process_time(), time.perf_counter()
            renderer.render(scene, surfaces[name])
            spent[name].add(time.process_time() - cpu, time.perf_counter() - wall)
    return spent


def row(frame: int, spent: dict[str, Spent]) -> dict[str, Any]:
    whole, bare = spent["all"], spent["bare"]
    found: dict[str, Any] = {
        "frame": frame,
        "cpu_s": round(whole.cpu_s, 2),
        "bare_cpu_s": round(bare.cpu_s, 2),
        "share": round(1 - bare.cpu_s / whole.cpu_s, 3),
        "wall_share": round(1 - bare.wall_s / whole.wall_s, 3),
    }
    without = {name: one for name, one in spent.items() if name.startswith("without")}
    return found | {name: round(1 - one.cpu_s / whole.cpu_s, 3) for name, one in without.items()}


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("recipe", nargs="?", default="grocery_bay", help="a shipped recipe or a file")
    parser.add_argument("--frames", type=int, nargs="+", default=[0, 1, 2], help="frame numbers (0 1 2)")
    parser.add_argument("--size", type=int, nargs=2, default=[640, 480], help="width and height in pixels")
    parser.add_argument("--samples", type=int, default=8, help="Cycles' samples per pixel (8)")
    parser.add_argument("--repeats", type=int, default=2, help="turns; the least of them counts (2)")
    parser.add_argument("--view", choices=("dense", "own"), default="dense", help="dense: straight ahead from"
                        " 2.2 m, in landscape; own: the recipe's camera")  # fmt: skip
    parser.add_argument("--parts", action="store_true", help="also leave out one kind of thing at a time")
    parser.add_argument("--json", type=Path, help="a file for the numbers")
    return parser.parse_args()


def main() -> None:
    asked = parsed()
    size = dict(zip(("image.width_px", "image.height_px"), asked.size, strict=True))
    wanted: dict[str, Any] = {
        **size,
        "render.samples": asked.samples,
        **(DENSE if asked.view == "dense" else {}),
    }
    bundle = open_bundle(asked.recipe, wanted)
    renderer, tracer, rows = CyclesRenderer("cpu"), Tracer(), []
    for frame in asked.frames:
        spent = measure(ways(sample(bundle, frame), asked.parts), renderer, tracer, asked.repeats)
        rows.append(row(frame, spent))
        print(rows[-1], flush=True)
    if asked.json:
        asked.json.write_text(
            json.dumps({"recipe": asked.recipe, **vars(asked), "json": None, "rows": rows}, indent=1)
        )


if __name__ == "__main__":
    main()
