"""A stream as a Ray Data source: blocks of frames, made where Ray puts them."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from generator.bundle import open_bundle
from generator.stream.fitting import fitted
from generator.stream.making import ArrayMaker
from generator.stream.streaming import chosen_policy


@dataclass(frozen=True)
class Wanted:
    """What frames are to be, as of :func:`generator.stream.stream`."""

    recipe: str
    engine: str = "cycles"
    device: str = "auto"
    threads: int = 1
    policy: str | None = None
    fit: tuple[int, int] | None = None


class _Maker:
    """One actor's warm renderer; asked for frames by their numbers."""

    def __init__(self, wanted: Wanted, first: int) -> None:
        bundle, policy = open_bundle(wanted.recipe), chosen_policy(wanted.policy)
        self._maker = ArrayMaker(bundle, wanted.engine, wanted.device, wanted.threads, policy, masks=False)
        self._fit, self._first = wanted.fit, first

    def __call__(self, rows: dict[str, Any]) -> dict[str, Any]:
        frames = [self._maker.make(self._first + int(number)) for number in rows["id"]]
        frames = [fitted(frame, self._fit) if self._fit else frame for frame in frames]
        return {
            "frame": np.array([frame.frame for frame in frames]),
            "image": np.stack([frame.image for frame in frames]),
            "boxes_xyxy": [frame.boxes_xyxy for frame in frames],
            "labels": [frame.labels for frame in frames],
        }


def ray_dataset(wanted: Wanted, frames: int, *, start: int = 0, workers: int = 1) -> Any:
    """A lazy ``ray.data.Dataset`` of these frames, with columns frame, image, boxes_xyxy, labels.

    ``workers`` actors make them while the dataset is consumed; Ray's own back-pressure bounds what waits.
    The recipe must be readable on every node under the same name.
    """
    import ray

    return ray.data.range(frames, override_num_blocks=max(min(frames, 4 * workers), 1)).map_batches(
        _Maker,
        fn_constructor_args=(wanted, start),
        batch_size=1,
        concurrency=workers,
        num_cpus=wanted.threads,
    )
