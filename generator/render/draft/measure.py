"""What a draft frame costs: ``python -m generator.render.draft.measure RECIPE``.

Processor seconds by stage and frame, all threads together, so that what else runs on the machine counts less.
"""

import argparse
import json
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from generator.bundle import open_bundle
from generator.develop import develop
from generator.render.draft import DraftRenderer
from labelers.extract import extract_labels
from labelers.trace import Tracer
from scenes.sample import sample_scene

STAGES = ("sample", "trace", "label", "draw", "develop", "encode")


def measure(recipe: str, frames: Sequence[int], width_px: int, height_px: int) -> list[dict[str, Any]]:
    """One row per frame: instances, and milliseconds of processor time by stage. The caller warms up."""
    bundle = open_bundle(recipe, {"image.width_px": width_px, "image.height_px": height_px})
    tracer, renderer = Tracer(), DraftRenderer()
    rows = []
    for index in frames:
        cost: dict[str, float] = {}
        with _timed(cost, "sample"):
            scene = sample_scene(bundle.recipe, bundle.catalog, index)
        with _timed(cost, "trace"):
            surfaces = tracer.trace(scene)
        with _timed(cost, "label"):
            extract_labels(scene, surfaces, tracer)
        with _timed(cost, "draw"):
            drawn = renderer.render(scene, surfaces)
        with _timed(cost, "develop"):
            image = develop(drawn.radiance, scene.post)
        with _timed(cost, "encode"):
            _jpeg(image)
        rows.append({"frame": index, "instances": len(scene.instances), **cost})
    return rows


def _jpeg(image: Any) -> bytes:
    import cv2

    return bytes(cv2.imencode(".jpg", image[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, 92])[1])


@contextmanager
def _timed(cost: dict[str, float], stage: str) -> Iterator[None]:
    started = time.process_time()
    yield
    cost[stage] = (time.process_time() - started) * 1e3


def _table(rows: list[dict[str, Any]]) -> str:
    head = " ".join(f"{name:>9}" for name in ("frame", "instances", *STAGES, "all"))
    lines = [head]
    for row in rows:
        costs = [row[stage] for stage in STAGES]
        numbers = " ".join(f"{cost:9.1f}" for cost in (*costs, sum(costs)))
        lines.append(f"{row['frame']:>9} {row['instances']:>9} {numbers}")
    return "\n".join(lines)


def main() -> None:
    """Print the table (milliseconds of processor time) and frames per second of one core, or JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("recipe")
    parser.add_argument("--frames", type=int, default=10)
    parser.add_argument("--warm-up", type=int, default=5, help="frames made before, to fill the caches")
    parser.add_argument("--size", type=int, nargs=2, default=(640, 480), metavar=("WIDTH", "HEIGHT"))
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    rows = measure(asked.recipe, range(asked.warm_up + asked.frames), *asked.size)[asked.warm_up :]
    mean = sum(sum(row[stage] for stage in STAGES) for row in rows) / len(rows)
    if asked.json:
        print(json.dumps({"recipe": asked.recipe, "mean_ms": mean, "frames": rows}))
    else:
        print(f"{_table(rows)}\n{1000 / mean:.1f} frames per second of one core")


if __name__ == "__main__":
    main()
