"""Strangers' files are read in a process of their own, which may use so much memory and time and no more."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from assets.own import limits
from assets.own.errors import ModelError

type Tick = Callable[[int], None]
"""Called about once a second with the seconds that have passed."""
_ROOT = Path(__file__).resolve().parent.parent.parent


def bound_this_process(memory_bytes: int = limits.READ_BYTES, seconds: int = limits.READ_SECONDS) -> None:
    """Let this process have no more than that; to be called first thing in it. Does nothing on Windows."""
    try:
        import resource
    except ImportError:
        return
    for what, most in (
        (resource.RLIMIT_DATA, memory_bytes),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 2 * 2**30),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (allowed, hard))


def run_module(module: str, arguments: Sequence[str], name: str, tick: Tick | None = None) -> str:
    """Run a module of ours in a process of its own; returns the end of what it printed.

    It has ``limits.READ_SECONDS``, and is ended when this process is interrupted. Raises ModelError, about
    the
    file called ``name``, when it takes too long or dies.
    """
    environment = {
        **os.environ,
        "PYTHONPATH": str(_ROOT),
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
    }
    process = subprocess.Popen(
        [sys.executable, "-m", module, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=environment,
        start_new_session=True,
    )
    try:
        output = _watch(process, name, tick)
    finally:
        _end(process)
    if process.returncode != 0:
        raise ModelError(_death(process.returncode, name, output))
    return output


def _watch(process: "subprocess.Popen[bytes]", name: str, tick: Tick | None) -> str:
    for second in range(1, limits.READ_SECONDS + 1):
        try:
            output, _ = process.communicate(timeout=1)
        except subprocess.TimeoutExpired:
            if tick is not None:
                tick(second)
        else:
            return output[-4000:].decode("utf-8", "replace")
    raise ModelError(f"{name}: takes more than {limits.READ_SECONDS} s to read, and is given up")


def _end(process: "subprocess.Popen[bytes]") -> None:
    if process.poll() is None:
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError, AttributeError):
            process.kill()
        process.wait()


def _death(code: int, name: str, output: str) -> str:
    if "MemoryError" in output or "bad_alloc" in output or code in (-signal.SIGKILL, 137):
        return f"{name}: needs more than {limits.READ_BYTES // 2**30} GiB of memory to read, and is given up"
    if code == -signal.SIGXCPU:
        return f"{name}: takes more than {limits.READ_SECONDS} s to read, and is given up"
    last = (output.strip().splitlines() or ["nothing said"])[-1][:200]
    return f"{name}: its reader died (code {code}: {last}); the file is broken, or made to break readers"
