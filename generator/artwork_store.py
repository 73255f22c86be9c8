"""Painted artwork kept on disk: what one worker or an earlier run has painted, no other need paint again.

It saves time and decides nothing. Files are named by the content key of the artwork, in a folder named after
the code, the libraries and the processor that paint; each holds a checksum and is written under another name
first, so any number of processes may read and write at once, and what is damaged is painted anew.
"""

import hashlib
import os
import platform
import struct
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

U8 = NDArray[np.uint8]

OFF = "off"
MOST_BYTES = 256 * 2**20  # of the whole store; the oldest files go first
LARGEST_BYTES = 2**20  # of one picture: small ones cost most to paint for their size
WRITES_PER_TRIM = 512
_HEAD = struct.Struct("<II16s")  # height, width, BLAKE2b of the pixels
_PAINTERS = ("skia-python", "numpy", "opencv-python-headless", "opencv-python")


class ArtworkStore:
    """Pictures (h, w, 3) by key. Never fails: what cannot be read or written simply is not there."""

    def __init__(self, folder: Path, most_bytes: int = MOST_BYTES) -> None:
        self._folder, self._most_bytes = folder / _painter(), most_bytes
        self._writes = 0

    def read(self, key: str) -> U8 | None:
        try:
            raw = (self._folder / key).read_bytes()
            height, width, digest = _HEAD.unpack_from(raw)
            pixels = np.frombuffer(raw, np.uint8, offset=_HEAD.size).reshape(height, width, 3)
        except (OSError, ValueError, struct.error):
            return None
        return pixels if _digest(pixels) == digest else None

    def write(self, key: str, pixels: U8) -> None:
        if pixels.nbytes > LARGEST_BYTES:
            return
        partly = self._folder / f"{key}.{os.getpid()}.part"
        try:
            if not self._writes % WRITES_PER_TRIM:
                self._folder.mkdir(parents=True, exist_ok=True)
                self._trim()
            self._writes += 1
            head = _HEAD.pack(*pixels.shape[:2], _digest(pixels))
            partly.write_bytes(head + np.ascontiguousarray(pixels).tobytes())
            partly.replace(self._folder / key)
        except OSError:
            with suppress(OSError):
                partly.unlink(missing_ok=True)

    def _trim(self) -> None:
        """Removes the oldest files, of former versions too, where there are more bytes than allowed."""
        files = sorted(_files(self._folder.parent))
        total = sum(size for _, size, _ in files)
        for _, size, path in files if total > self._most_bytes else ():
            Path(path).unlink(missing_ok=True)
            total -= size
            if total <= 0.75 * self._most_bytes:
                break


def store_of_user(environment: Mapping[str, str] = os.environ) -> ArtworkStore | None:
    """In the user's folder for caches; None where ``GONDOLA_CACHE`` is "off" (else it names a folder)."""
    named = environment.get("GONDOLA_CACHE")
    if named == OFF or (not named and "HOME" not in environment):
        return None
    caches = environment.get("XDG_CACHE_HOME") or str(Path(environment.get("HOME", "")) / ".cache")
    return ArtworkStore(Path(named or Path(caches) / "gondola") / "artwork")


def _files(folder: Path) -> Iterator[tuple[int, int, str]]:
    """Age, bytes and path of all files below."""
    for inner in os.scandir(folder):
        for file in os.scandir(inner.path) if inner.is_dir() else ():
            facts = file.stat()
            yield facts.st_mtime_ns, facts.st_size, file.path


def _digest(pixels: U8) -> bytes:
    return hashlib.blake2b(np.ascontiguousarray(pixels).data, digest_size=16).digest()


@cache
def _painter() -> str:
    """A hash of all that may change what is painted under one key: our code, the libraries, the processor."""
    import assets

    digest = hashlib.blake2b(digest_size=12)
    folder = Path(assets.__file__ or "").parent
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix != ".pyc"):
        digest.update(path.relative_to(folder).as_posix().encode() + path.read_bytes())
    for name in _PAINTERS:
        digest.update(_version(name).encode())
    digest.update(_processor().encode())
    return digest.hexdigest()


def _processor() -> str:
    """Home folders may be shared between machines, and libraries add up in another order on another one."""
    with suppress(OSError), open("/proc/cpuinfo", encoding="utf-8", errors="replace") as about:
        told = [line for line in islice(about, 64) if line.startswith(("model name", "cpu family", "flags"))]
        return platform.machine() + "".join(sorted(told))
    return f"{platform.machine()} {platform.processor()}"


def _version(name: str) -> str:
    try:
        return version(name)
    except ImportError:
        return ""
