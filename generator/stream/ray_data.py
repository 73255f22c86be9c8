"""A stream as a Ray Data source: blocks of frames, made where Ray puts them."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from generator.bundle import Bundle, open_bundle
from generator.farm.pack import Pack, pack, unpack
from generator.stream.fitting import fitted
from generator.stream.making import ArrayMaker
from generator.stream.streaming import chosen_policy

FRAMES_PER_BLOCK = 16  # what is made again, at most, when a worker dies
MOST_BLOCKS = 4096
NEEDED = ("pyarrow", "pandas")


@dataclass(frozen=True)
class Wanted:
    """What frames are to be, as of :func:`generator.stream.stream`."""

    recipe: str | Path | Bundle
    engine: str = "cycles"
    device: str = "auto"
    threads: int = 1
    policy: str | None = None
    fit: tuple[int, int] | None = None
    masks: bool = False
    overrides: Mapping[str, Any] = field(default_factory=dict)

    def bundle(self) -> Bundle:
        """The recipe, opened."""
        if isinstance(self.recipe, Bundle):
            return self.recipe
        return open_bundle(self.recipe, dict(self.overrides))


class _Maker:
    """One actor's warm renderer; asked for frames by their numbers."""

    def __init__(self, packed: Pack, files: list[Any], wanted: Wanted) -> None:
        import ray

        bundle, policy = unpack(packed, lambda: ray.get(files[0])), chosen_policy(wanted.policy)
        self._maker = ArrayMaker(
            bundle, wanted.engine, wanted.device, wanted.threads, policy, masks=wanted.masks
        )
        self._fit, self._masks = wanted.fit, wanted.masks

    def __call__(self, rows: dict[str, Any]) -> dict[str, Any]:
        frames = [self._maker.make(int(number)) for number in rows["frame"]]
        frames = [fitted(frame, self._fit) if self._fit else frame for frame in frames]
        columns: dict[str, Any] = {
            "frame": np.array([frame.frame for frame in frames]),
            "image": np.stack([frame.image for frame in frames]),
            "boxes_xyxy": [frame.boxes_xyxy for frame in frames],
            "labels": [frame.labels for frame in frames],
        }
        if self._masks:
            columns["ids"] = [frame.ids for frame in frames]
            columns["instance_map"] = np.stack([np.asarray(frame.instance_map) for frame in frames])
        return columns


def ray_dataset(wanted: Wanted, frames: int, *, start: int = 0, workers: int = 1) -> Any:
    """A lazy ``ray.data.Dataset`` of these frames, with columns frame, image, boxes_xyxy, labels; with
    ``masks`` also ids and instance_map, in which they are.

    ``workers`` actors make them while the dataset is consumed; Ray's own back-pressure bounds what waits.
    Every frame comes exactly once, in whatever order they are done unless Ray Data is told otherwise
    (``DataContext.get_current().execution_options.preserve_order``). The recipe and its goods travel to the
    nodes by themselves.

    Raises:
        ImportError: when what Ray Data needs is not installed, with the pip command.
        RecipeError, CatalogError: as of the recipe.
        ValueError: for a number of frames or workers that cannot be.
    """
    if frames < 1 or workers < 1:
        raise ValueError(f"frames={frames}, workers={workers}: expected at least 1")
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        raise ImportError(
            f"Ray Data needs {' and '.join(missing)}, which are not installed: pip install 'ray[data]'"
        )
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # where Ray is not started yet
    import pyarrow
    import ray

    bundle = wanted.bundle()
    packed, files = pack(bundle)
    numbers = np.arange(start, start + frames)
    # Not ray.data.range: its tasks would wait for ever for a processor where the actors have all of them.
    blocks = [pyarrow.table({"frame": part}) for part in np.array_split(numbers, _blocks(frames, workers))]
    return ray.data.from_arrow(blocks).map_batches(
        _Maker,
        fn_constructor_args=(packed, [ray.put(files)], replace(wanted, recipe="")),
        batch_size=1,
        compute=ray.data.ActorPoolStrategy(size=workers),
        num_cpus=wanted.threads,
    )


def _blocks(frames: int, workers: int) -> int:
    """Enough for all workers to be busy to the end, and small enough to be made again."""
    return min(max(-(-frames // FRAMES_PER_BLOCK), 4 * workers), frames, MOST_BLOCKS)
