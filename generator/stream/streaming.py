"""``stream(recipe)``: batches for a trainer, made while it trains."""

import os
import sys
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from generator.bundle import Bundle, open_bundle
from generator.farm.board import Failure
from generator.stream.batches import Batch, FrameArrays, batch_of
from generator.stream.fitting import fitted
from generator.stream.ledger import Ledger, read_ledger, without_torn_end
from generator.stream.replaying import Replay
from generator.stream.sources import LOCAL, FarmSource, LocalSource, Makers, Source, farm_crew
from scenes.scene import LabelSettings

ENDLESS = 2**62
AHEAD_PER_WORKER = 4
PATIENCE_S = 0.05  # a replay steps in when fresh frames take longer


class Stream:
    """An iterator of :class:`Batch`. Close it, or use it as a context manager, to end its workers.

    ``class_names`` are what labels count; ``next_frame`` is where a stream goes on that takes this one's
    place, ``ledger`` what notes every frame. The last batch of a finite stream may be smaller.
    """

    def __init__(
        self,
        source: Source,
        class_names: tuple[str, ...],
        frames: range,
        batch_size: int,
        fit: tuple[int, int] | None,
        replay: Replay,
        ledger: Ledger | None,
    ) -> None:
        self.class_names, self.next_frame = class_names, frames.start
        self._source, self._step, self._batch_size, self._fit = source, frames.step, batch_size, fit
        self._replay, self.ledger = replay, ledger
        self._taken = 0

    def __iter__(self) -> Iterator[Batch]:
        return self

    def __next__(self) -> Batch:
        """The next batch.

        Raises:
            StopIteration: after the last frame.
            FarmError: when no worker can make frames.
            ValueError: when pictures differ in size and no ``fit`` was given.
        """
        if self._taken and self._source.ready() < self._batch_size:
            again = self._replayed()
            if again is not None:
                return again
        frames: list[FrameArrays] = []
        while len(frames) < self._batch_size and (frame := self._source.take()) is not None:
            frames.append(fitted(frame, self._fit) if self._fit else frame)
        if not frames:
            raise StopIteration
        batch = batch_of(frames, [False] * len(frames))
        self._note(frames)
        return batch

    def _note(self, frames: list[FrameArrays]) -> None:
        """Of whole batches alone: a stream that ends in the middle of one begins it again."""
        self.next_frame = frames[-1].frame + self._step
        self._taken += len(frames)
        if self.ledger:
            self.ledger.took(*frames)
        for frame in frames:
            self._replay.keep(frame)

    def _replayed(self) -> Batch | None:
        frames = self._replay.draw(self._batch_size)
        if not frames:
            return None
        if self.ledger:
            for frame in frames:
                self.ledger.replayed(frame)
        return batch_of(frames, [True] * len(frames))

    def close(self) -> None:
        """End what makes frames. Harmless when called twice."""
        self._source.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def stream(
    recipe: str | Path | Bundle,
    *,
    batch_size: int = 8,
    frames: int | None = None,
    start: int = 0,
    shard: tuple[int, int] = (0, 1),
    engine: str = "cycles",
    device: str = "auto",
    workers: int = 0,
    ray: str = "",
    cpus_per_worker: float | None = None,
    gpus_per_worker: float = 0.0,
    policy: str | LabelSettings | None = None,
    masks: bool = False,
    fit: tuple[int, int] | None = None,
    ahead: int | None = None,
    replay: int = 0,
    replay_most: int = 4,
    ledger: str | Path | None = None,
    overrides: Mapping[str, Any] | None = None,
) -> Stream:
    """Batches of labelled frames, made while they are used; nothing is stored.

    Frames come in the order of their indices and are what ``gondola render`` makes of the same recipe, so a
    stream is the same every time, however many workers there are (unless ``replay`` is used).

    Args:
        recipe: a file, a shipped recipe's name, or an open bundle.
        frames: how many; None never ends.
        start: the first frame's index. To go on where a stream ended, give its ``next_frame``.
        shard: (k, n) takes every n-th frame, beginning with the k-th: for n trainers that share the frames.
        engine, device: as of ``gondola render``.
        workers: processes that make frames ahead; 0 makes each when it is asked for, in this process.
        ray: address of a Ray cluster for them, such as "auto" or "10.0.0.5:6379"; "local" starts one on this
            machine. Without it they are processes of this machine.
        policy: what is labelled: a policy's name, or its settings; None as the recipe says.
        masks: carry instance maps, for :meth:`Batch.masks`.
        fit: (width, height) that all pictures are scaled and padded to; for recipes whose sizes differ.
        ahead: frames made before they are taken, at most; None: four for each worker, and a batch.
        replay: how many frames are kept to be used again while fresh ones are not ready; 0: none.
        replay_most: how often each may come back.
        ledger: a file that gets a line for every frame handed on. If it is there already and of the same
            recipe, the stream goes on after its last frame.
        overrides: recipe values to replace, as ``{"image.width_px": 320}``.

    Raises:
        RecipeError, CatalogError: as of the recipe.
        LedgerError: when the ledger is another recipe's.
        ValueError: for a shard or a size that cannot be.
    """
    index, shards = shard
    if not 0 <= index < shards or batch_size < 1:
        raise ValueError(f"shard={shard}, batch_size={batch_size}: expected 0 <= k < n, and at least 1")
    bundle = recipe if isinstance(recipe, Bundle) else open_bundle(recipe, overrides)
    chosen = chosen_policy(policy)
    about = {"recipe": bundle.recipe.name, "bundle": bundle.key, "engine": engine, "shard": [index, shards]}
    wanted = range(start, start + frames if frames is not None else ENDLESS)[index::shards]
    book, last = _ledger(ledger, about)
    wanted = wanted[max((last - wanted.start) // shards + 1, 0) :]
    source: Source
    if workers or ray:
        makers = _makers(workers or 1, ray, cpus_per_worker, gpus_per_worker)
        opened = partial(farm_crew, bundle, engine, device, chosen, masks, makers)
        room = ahead if ahead is not None else AHEAD_PER_WORKER * makers.workers + batch_size
        source = FarmSource(opened, wanted, makers.workers, max(room, batch_size), partial(_missed, book))
    else:
        from generator.stream.making import ArrayMaker

        source = LocalSource(ArrayMaker(bundle, engine, device, 0, chosen, masks), wanted)
    kept = Replay(replay, replay_most, bundle.recipe.seed)
    return Stream(source, class_names_of(bundle, chosen), wanted, batch_size, fit, kept, book)


def _makers(workers: int, address: str, cpus: float | None, gpus: float) -> Makers:
    cores = len(os.sched_getaffinity(0))
    even = float(cores // workers) if workers <= cores else cores / workers
    elsewhere = address not in ("", LOCAL)
    return Makers(workers, address, cpus or (1.0 if elsewhere else even), gpus, cores)


def chosen_policy(policy: str | LabelSettings | None) -> LabelSettings | None:
    """The settings of a named policy; None stays: as the recipe says."""
    if not isinstance(policy, str):
        return policy
    from recipes.policy_files import load_policy

    return LabelSettings(**load_policy(policy))


def class_names_of(bundle: Bundle, policy: LabelSettings | None) -> tuple[str, ...]:
    """All classes that the bundle's frames may have under a policy, in the order of their numbers."""
    from generator.dataset.encode import encoding_of

    return encoding_of(bundle, policy).class_names


def _ledger(path: str | Path | None, about: dict[str, Any]) -> tuple[Ledger | None, int]:
    """The book, and the last frame in it, -1 where there is none."""
    if path is None:
        return None, -1
    from generator.stream.ledger import LedgerError

    file, last = Path(path), -1
    if file.exists() and file.stat().st_size and without_torn_end(file):
        before, entries = read_ledger(file)
        if before != about:
            raise LedgerError(
                f"{file} is the ledger of another stream ({before.get('recipe')}, {before.get('engine')}): "
                "other code, another recipe, engine or shard. Give this stream a ledger of its own."
            )
        last = max((entry.frame for entry in entries), default=-1)
    return Ledger(file.open("a", encoding="utf-8"), about), last


def _missed(book: Ledger | None, failure: Failure) -> None:
    if book:
        book.left_out(failure.frame, failure.reasons)
    print(
        f"frame {failure.frame} is left out of the stream: {failure.reasons[-1].splitlines()[0]}",
        file=sys.stderr,
    )
