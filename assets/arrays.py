"""Small helpers that keep arrays inside frozen data frozen too."""

import hashlib
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray


def frozen(values: Any, dtype: DTypeLike) -> NDArray[Any]:
    """A contiguous, read-only copy of ``values`` as ``dtype``."""
    array = np.array(values, dtype=dtype, order="C", copy=True)
    array.setflags(write=False)
    return array


def digest(*parts: NDArray[Any] | str | bytes) -> str:
    """Hex BLAKE2b (128 bit) of strings, bytes and arrays (dtype and shape included)."""
    h = hashlib.blake2b(digest_size=16)
    pieces: list[bytes] = []  # joined, since every update takes as long as a hundred bytes
    for part in parts:
        if isinstance(part, np.ndarray):
            h.update(b"".join(pieces) + f"|{part.dtype.str}{part.shape}|".encode())
            h.update(np.ascontiguousarray(part).data)
            pieces = []
        else:
            raw = part.encode() if isinstance(part, str) else part
            pieces += (b"|%d|" % len(raw), raw)
    h.update(b"".join(pieces))
    return h.hexdigest()
