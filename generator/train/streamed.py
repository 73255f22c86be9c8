"""A stream's frames as a trainer's pictures, epoch by epoch where a curriculum asks for that."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from generator.bundle import Bundle, bundle_of
from generator.stream import stream
from generator.stream.ledger import Ledger
from generator.stream.streaming import ENDLESS, Stream
from generator.train.curriculum import Curriculum
from generator.train.pool import Picture


@dataclass(frozen=True)
class Frames:
    """What is streamed: frames of ``bundle`` from ``start`` on. ``options`` are :func:`stream`'s.

    ``ledger`` gets a line for every frame that was handed on, and one with the chances of every epoch.
    """

    bundle: Bundle
    start: int
    min_visible: float
    options: dict[str, Any]
    lesson: Curriculum | None = None
    ledger: Path | None = None

    def class_names(self) -> tuple[str, ...]:
        """What labels count."""
        from generator.stream.streaming import chosen_policy, class_names_of

        return class_names_of(self.bundle, chosen_policy(self.options.get("policy")))

    def pictures(self, stack: ExitStack, first: int) -> Iterator[Picture]:
        """From the ``first``-th frame on (counted from ``start``); ``stack`` ends what makes them."""
        while True:
            epoch, bundle, past = 0, self.bundle, ENDLESS
            if self.lesson is not None:
                epoch = self.lesson.epoch_of(first)
                past = (epoch + 1) * self.lesson.every
                bundle = self._bundle_of(self.lesson, epoch)
            with ExitStack() as inner:
                opened = self._opened(bundle, epoch, range(first, past), inner)
                stack.callback(opened.close)  # for a trainer that stops in the middle
                inner.callback(opened.close)
                yield from map(self._picture, opened)
            first = past

    def _bundle_of(self, lesson: Curriculum, epoch: int) -> Bundle:
        """Its chances follow from what was learnt until its first frame is wanted."""
        while len(lesson.epochs) <= epoch:
            said = lesson.close()
            if self.ledger:
                with self.ledger.open("a", encoding="utf-8") as out:
                    Ledger.say(out, {"curriculum": said})
        return bundle_of(lesson.recipe_of(epoch), self.bundle.source, self.bundle.text)

    def _opened(self, bundle: Bundle, epoch: int, frames: range, stack: ExitStack) -> Stream:
        count = len(frames) if frames.stop < ENDLESS else None
        opened = stream(bundle, batch_size=1, start=self.start + frames.start, frames=count, **self.options)
        if self.ledger:
            out = stack.enter_context(self.ledger.open("a", encoding="utf-8"))
            about = {"recipe": bundle.recipe.name, "bundle": bundle.key, "engine": self.options["engine"]}
            opened.ledger = Ledger(out, {**about, "shard": [0, 1], "epoch": epoch})
        return opened

    def _picture(self, batch: Any) -> Picture:
        kept = batch.visible[0] >= self.min_visible
        boxes, labels = batch.boxes_xyxy[0][kept], batch.labels[0][kept]
        return Picture(int(batch.frames[0]), np.asarray(batch.images[0]), boxes, labels)
