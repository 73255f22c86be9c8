"""Randomness keyed by where a value stands, never by the order in which values are drawn."""

import hashlib

import numpy as np


def keyed_rng(seed: int, *path: str | int) -> np.random.Generator:
    """A generator that depends on ``seed`` and ``path`` alone.

    ``keyed_rng(7, "frame", 3, "fixture/bay[1]/shelf[3]/slot[7]")`` gives the same stream on every machine and
    whatever else has been drawn before. The path is hashed (BLAKE2b) into entropy for NumPy's SeedSequence,
    which seeds a Philox counter-based generator (Salmon et al., "Parallel random numbers: as easy as
    1, 2, 3", 2011).
    """
    text = "/".join(str(part) for part in path)
    words = (seed & 0xFFFFFFFFFFFFFFFF).to_bytes(8, "little")
    words += hashlib.blake2b(text.encode(), digest_size=16).digest()
    # An array, since SeedSequence takes four times as long over a list of ints.
    entropy = np.frombuffer(words, "<u4")
    return np.random.Generator(np.random.Philox(np.random.SeedSequence(entropy)))
