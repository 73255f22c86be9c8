"""Fill a dataset folder with frames."""

from collections.abc import Iterable
from typing import Protocol

from generator.dataset.packed_writer import PackedWriter
from generator.dataset.signals import StopSignals
from generator.dataset.writer import DatasetWriter
from generator.frame import FrameMaker


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

    Raises:
        Interrupted: after SIGINT or SIGTERM, with all finished frames stored.
        DatasetError, RecipeError, RenderError: with the frames before it stored.
    """
    wanted = list(frames)
    missing = [index for index in wanted if index not in writer.done]
    listener.started(len(wanted), len(wanted) - len(missing))
    for index in missing:
        signals.check()
        frame = maker.make(index)
        writer.write(frame)
        listener.frame_done(index, len(frame.labels.annotations))
    return len(missing)
