"""Keeps a process that makes frames near the memory that it needs."""

import ctypes
import os
import time
from functools import cache
from typing import Any

EVERY_S = 10.0  # memory must be had again: after every frame that cost drafts a fifth of their time


CORES_PER_ARENA = 8
_M_ARENA_MAX = -8  # of glibc's malloc.h


@cache
def _libc(name: str) -> Any:
    """glibc's function; None where the C library has none of the name."""
    try:
        return getattr(ctypes.CDLL(None), name)
    except (OSError, AttributeError):
        return None


def share_arenas() -> None:
    """Let threads share their heaps, for a process that does nothing but make frames; call it first thing.

    By itself glibc gives nearly every thread a heap of its own, and what one of them has freed no other uses:
    over some hundred frames that adds up.
    """
    if (mallopt := _libc("mallopt")) is not None:
        mallopt(_M_ARENA_MAX, max((os.cpu_count() or 1) // CORES_PER_ARENA, 1))


class Trimmer:
    """Keeps a long-lived process near what it needs.

    The C library keeps what a large frame has freed; over hundreds of frames that looks like a leak.
    """

    def __init__(self) -> None:
        self._last_s = time.monotonic()

    def between_frames(self) -> None:
        """Give free memory back, at most once in ``EVERY_S``."""
        now = time.monotonic()
        if now - self._last_s >= EVERY_S and (trim := _libc("malloc_trim")) is not None:
            trim(0)
            self._last_s = now
