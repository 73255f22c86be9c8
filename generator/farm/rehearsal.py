"""Pretended frames, for measuring what the farm itself costs: they take a stated time and no processor."""

import os
import signal
import socket
import time
from dataclasses import dataclass

from assets.arrays import digest
from generator.farm.worker import Fetch, Hello, Made, rss_bytes


@dataclass
class Rehearsal:
    """A maker whose frame takes ``seconds`` and weighs ``size_bytes``; the same frame has the same bytes.

    Frames in ``raises`` raise an error; those in ``crashes`` end their process as a fault in C code would.
    """

    fetch: Fetch
    seconds: float = 1.0
    size_bytes: int = 200_000
    raises: frozenset[int] = frozenset()
    crashes: frozenset[int] = frozenset()

    def hello(self) -> Hello:
        return Hello(socket.gethostname(), os.getpid(), {})

    def make(self, frame: int) -> Made:
        if frame in self.raises:
            raise ValueError(f"frame {frame} is not for us")
        if frame in self.crashes:
            os.kill(os.getpid(), signal.SIGSEGV)
        start = time.perf_counter()
        data = digest("rehearsal", str(frame)).encode() * (self.size_bytes // 32 + 1)
        time.sleep(self.seconds)
        files = {f"images/{frame:06d}.bin": data[: self.size_bytes]}
        return Made(frame, files, {"render": time.perf_counter() - start}, 0, rss_bytes())
