"""What every writer of a dataset shares: how its place is opened, held and given back."""

import time
from abc import ABC, abstractmethod
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import ClassVar, Self

from generator.bundle import Bundle
from generator.dataset.checkpoints import Checkpoints
from generator.dataset.encode import Encoding, encode_frame
from generator.dataset.errors import DatasetError
from generator.dataset.frame_set import FrameSet
from generator.dataset.manifest import Identity
from generator.dataset.place import Place, place_of
from generator.dataset.resume import check_folder, refuse_layout
from generator.dataset.running_seconds import RunningSeconds
from generator.dataset.troubles import disk_errors, opening_errors
from generator.frame import Frame


class OpenDataset(ABC):
    """A dataset open for writing, by us alone; a context manager. ``done`` holds the indices of all finished
    frames, those of earlier runs included.

    Raises:
        FolderRefusedError: when the place holds something else, another process writes into it, or it cannot
            be written at all.
        DatasetError: when the disk or the service does not let us.
    """

    layout: ClassVar[str]
    encoding: Encoding
    done: FrameSet
    _seconds: RunningSeconds

    def __init__(self, folder: Path | Place, bundle: Bundle, identity: Identity) -> None:
        self.place, self.bundle, self.identity = place_of(folder), bundle, identity
        self._checkpoints = Checkpoints()
        with opening_errors(self.place):
            refuse_layout(self.place, check_folder(self.place, bundle, identity), self.layout)
            self.place.make()
            self._lock = self.place.lock()
            try:
                # Once more: before the lock was ours somebody else may have written.
                self._prepare(collected=check_folder(self.place, bundle, identity))
            except BaseException:
                self._lock.release()
                self.place.close()
                raise

    @abstractmethod
    def _prepare(self, collected: int) -> None:
        """Find what is there: sets ``encoding``, ``done`` and ``_seconds``. ``collected``: below 0 where
        nothing is."""

    @abstractmethod
    def _finish(self) -> None:
        """Make the dataset whole with the frames it has; everything added is there."""

    @abstractmethod
    def add(self, frame_index: int, files: Mapping[str, bytes], seconds: Mapping[str, float]) -> None:
        """Store one frame that is encoded already, whole or not at all.

        At a URL it may be on its way for a while; it is in ``done`` when it is there.
        """

    def write(self, frame: Frame) -> None:
        """Store one frame."""
        start = time.perf_counter()
        files = encode_frame(frame, self.encoding)
        self.add(frame.index, files, {**frame.seconds, "encode": time.perf_counter() - start})

    @property
    def timings(self) -> Path:
        """The journal of what frames took, on this machine's disk."""
        return self._seconds.path

    def settle(self) -> None:
        """Wait until every frame that was added is there."""
        with disk_errors(self.place, self.done):
            self.place.settle()

    def close(self) -> None:
        """Make the dataset whole, and give its place back."""
        try:
            with disk_errors(self.place, self.done):
                self.place.settle()
                self._finish()
        finally:
            self._seconds.close()
            self._lock.release()
            self.place.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self.close()
        except DatasetError:
            if error is None:  # else the first error says more than the second
                raise
