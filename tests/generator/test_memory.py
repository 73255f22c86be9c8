"""Processes that make frames stay near the memory that they need."""

import os
import platform
import subprocess
import sys
from pathlib import Path

import pytest

from generator.memory import CORES_PER_ARENA

HEAPS = """
import ctypes, sys, threading
from generator.memory import share_arenas
if sys.argv[1] == "shared":
    share_arenas()
libc = ctypes.CDLL(None)
libc.malloc.restype = libc.fopen.restype = ctypes.c_void_p
libc.malloc.argtypes = [ctypes.c_size_t]
everyone = threading.Barrier(12)
def take():
    everyone.wait()
    assert libc.malloc(50_000)
    everyone.wait()
threads = [threading.Thread(target=take) for _ in range(12)]
for thread in threads: thread.start()
for thread in threads: thread.join()
file = ctypes.c_void_p(libc.fopen(sys.argv[2].encode(), b"w"))
libc.malloc_info(0, file)
libc.fclose(file)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other C libraries have no such heaps")
def test_threads_of_a_process_that_makes_frames_share_their_heaps(tmp_path: Path) -> None:
    def heaps(how: str) -> int:
        told = tmp_path / f"{how}.xml"
        subprocess.run([sys.executable, "-c", HEAPS, how, str(told)], check=True, timeout=60)
        return told.read_text().count("<heap nr=")

    allowed = max((os.cpu_count() or 1) // CORES_PER_ARENA, 1)
    assert heaps("shared") <= allowed < heaps("own")
