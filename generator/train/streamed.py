"""A stream's frames as a trainer's pictures."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import numpy as np

from generator.bundle import Bundle
from generator.stream import stream
from generator.train.pool import Picture


@dataclass(frozen=True)
class Frames:
    """What is streamed: frames of ``bundle`` from ``start`` on. ``options`` are :func:`stream`'s."""

    bundle: Bundle
    start: int
    min_visible: float
    options: dict[str, Any]

    def class_names(self) -> tuple[str, ...]:
        """What labels count."""
        from generator.stream.streaming import chosen_policy, class_names_of

        return class_names_of(self.bundle, chosen_policy(self.options.get("policy")))

    def pictures(self, stack: ExitStack, first: int) -> Iterator[Picture]:
        """From the ``first``-th frame on (counted from ``start``); ``stack`` ends what makes them."""
        opened = stream(self.bundle, batch_size=1, start=self.start + first, **self.options)
        stack.callback(opened.close)
        for batch in opened:
            kept = batch.visible[0] >= self.min_visible
            boxes, labels = batch.boxes_xyxy[0][kept], batch.labels[0][kept]
            yield Picture(int(batch.frames[0]), np.asarray(batch.images[0]), boxes, labels)
