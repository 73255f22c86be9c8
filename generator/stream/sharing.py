"""Who makes which frame where several processes share a stream; needs no PyTorch."""

import os
from collections.abc import Mapping


def share_of(rank: int, ranks: int, worker: int, workers: int) -> tuple[int, int]:
    """(k, n) for ``stream(shard=...)``: the part of one DataLoader worker of one rank, of all of them.

    Raises:
        ValueError: for a rank or worker that cannot be.
    """
    if not (0 <= rank < ranks and 0 <= worker < workers):
        raise ValueError(f"rank {rank} of {ranks}, worker {worker} of {workers}: expected 0 <= k < n")
    return rank * workers + worker, ranks * workers


def rank_in(environment: Mapping[str, str] = os.environ) -> tuple[int, int]:
    """Rank and number of ranks as ``torchrun`` sets them; (0, 1) where nobody did.

    Raises:
        ValueError: when one is set and the other is not: every rank would make all frames.
    """
    if ("RANK" in environment) != ("WORLD_SIZE" in environment):
        raise ValueError("RANK and WORLD_SIZE must be set together, as torchrun does")
    return int(environment.get("RANK", "0")), int(environment.get("WORLD_SIZE", "1"))
