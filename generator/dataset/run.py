"""Fill a dataset folder with frames."""

from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import zip_longest
from typing import Protocol

from generator.dataset.packed_writer import PackedWriter
from generator.dataset.signals import StopSignals
from generator.dataset.writer import DatasetWriter
from generator.frame import Frame, FrameMaker


class Listener(Protocol):
    """Is told how a run goes on."""

    def started(self, total: int, finished: int) -> None:
        """``total`` frames were asked for, of which ``finished`` are there already."""
        ...

    def frame_done(self, frame_index: int, annotations: int) -> None: ...


def write_frames(
    maker: FrameMaker,
    writer: DatasetWriter | PackedWriter,
    frames: Iterable[int],
    listener: Listener,
    signals: StopSignals,
) -> int:
    """Make and store every frame that is not there yet; returns how many were made.

    A frame is stored while the next one is made, by a thread that stores one frame after the other.

    Raises:
        Interrupted: after SIGINT or SIGTERM, with all finished frames stored.
        DatasetError, RecipeError, RenderError: with the frames before it stored.
    """
    wanted = list(frames)
    missing = [index for index in wanted if index not in writer.done]
    listener.started(len(wanted), len(wanted) - len(missing))
    with ThreadPoolExecutor(1) as pool:
        storing = _Storing(pool, writer, listener)
        try:
            for index, then in zip_longest(missing, missing[1:]):
                signals.check()
                frame = maker.make(index, then=then)
                storing.wait()
                storing.begin(frame)
        finally:
            storing.wait()
    return len(missing)


class _Storing:
    """The one frame that is being stored, if any."""

    def __init__(
        self, pool: ThreadPoolExecutor, writer: DatasetWriter | PackedWriter, listener: Listener
    ) -> None:
        self._pool, self._writer, self._listener = pool, writer, listener
        self._now: tuple[Future[None], Frame] | None = None

    def begin(self, frame: Frame) -> None:
        self._now = self._pool.submit(self._writer.write, frame), frame

    def wait(self) -> None:
        """Until it is stored; raises what went wrong, once."""
        if self._now is not None:
            (stored, frame), self._now = self._now, None
            stored.result()
            self._listener.frame_done(frame.index, len(frame.labels.annotations))
