"""Gives memory back to the system between frames."""

import ctypes
import time
from functools import cache
from typing import Any

EVERY_S = 10.0  # memory must be had again: after every frame that cost drafts a fifth of their time


@cache
def _trim() -> Any:
    """glibc's malloc_trim; None where the C library has none."""
    try:
        return ctypes.CDLL(None).malloc_trim
    except (OSError, AttributeError):
        return None


class Trimmer:
    """Keeps a long-lived process near what it needs.

    The C library keeps what a large frame has freed; over hundreds of frames that looks like a leak.
    """

    def __init__(self) -> None:
        self._last_s = time.monotonic()

    def between_frames(self) -> None:
        """Give free memory back, at most once in ``EVERY_S``."""
        now = time.monotonic()
        if now - self._last_s >= EVERY_S and (trim := _trim()) is not None:
            trim(0)
            self._last_s = now
