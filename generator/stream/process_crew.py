"""A crew of processes on this machine, started by the stream itself: there in two seconds, and gone with it.

What crosses the pipes is pickled, and so read only from processes that this one has started itself.
"""

import ctypes
import json
import os
import pickle
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from multiprocessing.connection import Connection, wait
from typing import Any

from generator.farm.crew import Arrived, Gone, News, Refused, Returned
from generator.farm.worker import Hello, OpenMaker, made_or_failed

PROGRAM = "import json, sys; sys.path[:] = json.loads(sys.argv[2]); "
PROGRAM += "from generator.stream.process_crew import serve_frames; serve_frames(int(sys.argv[1]))"
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
PR_SET_PDEATHSIG = 1
LAST_WORDS_S = 5.0


@dataclass
class _Worker:
    process: "subprocess.Popen[bytes]"
    pipe: Connection
    asked: int = 0  # frames that it has not returned


@dataclass
class ProcessCrew:
    """``opened`` opens a maker in the worker's own process, given a way to fetch ``files``; ``threads`` is
    what numerical libraries may take there.
    """

    opened: OpenMaker
    files: Mapping[str, bytes]
    threads: int
    _workers: dict[str, _Worker] = field(default_factory=dict, init=False)
    _numbers: "count[int]" = field(default_factory=count, init=False)

    def hire(self) -> str:
        name = f"w{next(self._numbers)}"
        ours, theirs = socket.socketpair()
        with theirs:
            process = subprocess.Popen(
                [sys.executable, "-c", PROGRAM, str(theirs.fileno()), json.dumps(sys.path)],
                env={**os.environ, **dict.fromkeys(THREADS, str(self.threads))},
                pass_fds=(theirs.fileno(),),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,  # Blender prints there, and ours may be a tar on its way
            )
        worker = _Worker(process, Connection(ours.detach()))
        self._workers[name] = worker
        self._send(worker, pickle.dumps((self.opened, dict(self.files))))
        return name

    def ask(self, worker: str, frame: int) -> None:
        asked = self._workers.get(worker)
        if asked is not None:
            asked.asked += 1
            self._send(asked, pickle.dumps(frame))

    @staticmethod
    def _send(worker: _Worker, said: bytes) -> None:
        with suppress(OSError):  # it is gone, and news will tell
            worker.pipe.send_bytes(said)

    def dismiss(self, worker: str) -> None:
        leaving = self._workers.pop(worker, None)
        if leaving is not None:
            leaving.process.kill()
            leaving.pipe.close()
            leaving.process.wait()

    def news(self, timeout_s: float) -> list[News]:
        by_pipe = {worker.pipe: name for name, worker in self._workers.items()}
        if not by_pipe:
            time.sleep(timeout_s)
            return []
        return [self._told(by_pipe[pipe]) for pipe in wait(list(by_pipe), timeout_s)]  # type: ignore[index]

    def _told(self, name: str) -> News:
        worker = self._workers[name]
        try:
            said: Any = pickle.loads(worker.pipe.recv_bytes())
        except (EOFError, OSError, pickle.UnpicklingError):
            return self._gone(name, worker)
        if isinstance(said, Hello):
            return Arrived(name, said)
        if isinstance(said, str):
            self.dismiss(name)
            return Refused(name, said)
        worker.asked -= 1
        return Returned(name, said)

    def _gone(self, name: str, worker: _Worker) -> Gone:
        try:
            ended = worker.process.wait(LAST_WORDS_S)
        except subprocess.TimeoutExpired:  # it closed its pipe and lives on: nothing that one could rely on
            ended = -signal.SIGKILL
        self.dismiss(name)
        how = f"signal {-ended}" if ended < 0 else f"exit code {ended}"
        return Gone(name, f"the worker's process ended with {how}", blame=worker.asked > 0)

    def close(self) -> None:
        """End whoever is left."""
        for name in list(self._workers):
            self.dismiss(name)


def serve_frames(descriptor: int) -> None:
    """A worker's whole life: opens what it is sent, then makes frame after frame until the pipe ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the stream's process decides what Ctrl-C means
    _die_with_parent()
    with Connection(descriptor) as pipe:
        try:
            opened, files = pickle.loads(pipe.recv_bytes())
            try:
                maker = opened(lambda: files)
                said: Hello | str = maker.hello()
            except Exception as error:
                said = f"{type(error).__name__}: {error}"
            pipe.send_bytes(pickle.dumps(said))
            while not isinstance(said, str):
                made = made_or_failed(maker, pickle.loads(pipe.recv_bytes()))
                pipe.send_bytes(pickle.dumps(made, pickle.HIGHEST_PROTOCOL))
        except (EOFError, OSError):
            return


def _die_with_parent() -> None:
    """Even in the middle of a long frame; elsewhere than on Linux the end of the pipe tells it afterwards."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
