"""One writer per folder."""

import fcntl
import os
from pathlib import Path

from generator.dataset.errors import FolderRefusedError

LOCK_NAME = ".gondola.lock"


class FolderLock:
    """An advisory lock (flock) on a file in the folder; the kernel drops it however its holder dies.

    The file stays behind, empty: removing it would let two processes lock two different files of one name.
    """

    def __init__(self, folder: Path) -> None:
        self._fd = os.open(folder / LOCK_NAME, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(self._fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(self._fd, 32).decode("ascii", "replace").strip()
            os.close(self._fd)
            who = f"process {holder}" if holder else "another process"
            raise FolderRefusedError(
                f"{folder} is being written by {who}.\n"
                "Wait until it has finished, or write elsewhere with --out."
            ) from None
        os.ftruncate(self._fd, 0)
        os.write(self._fd, f"{os.getpid()}\n".encode())

    def release(self) -> None:
        """Give the folder back. Harmless when called twice."""
        if self._fd < 0:
            return
        os.ftruncate(self._fd, 0)
        os.close(self._fd)
        self._fd = -1
