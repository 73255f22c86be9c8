"""Processes that a test may kill: its own descendants, and nobody else's."""

import time
from pathlib import Path


def descendants(top: int, words: bytes = b"") -> list[int]:
    """Living processes below ``top`` whose command line has these words."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit():
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
                if fields[0] != "Z":
                    parents[int(entry.name)] = int(fields[1])
        except OSError:
            continue
    return [pid for pid in parents if pid != top and _below(pid, top, parents) and words in _words(pid)]


def renderers(top: int) -> list[int]:
    """Workers of streams that ``top`` or what it started has opened."""
    return descendants(top, b"serve_frames")


def gone(pids: list[int], within_s: float = 20.0) -> bool:
    """Whether all of them end soon."""
    until = time.monotonic() + within_s
    while time.monotonic() < until:
        if not any(_alive(pid) for pid in pids):
            return True
        time.sleep(0.05)
    return False


def _alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def _below(pid: int, top: int, parents: dict[int, int]) -> bool:
    while pid in parents and pid != top:
        pid = parents[pid]
    return pid == top


def _words(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""
