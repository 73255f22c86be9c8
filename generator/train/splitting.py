"""A machine's GPUs between rendering and training."""

from collections.abc import Sequence
from dataclasses import dataclass


class SplitError(Exception):
    """More GPUs are asked for than there are."""


@dataclass(frozen=True)
class Split:
    """Ids as CUDA_VISIBLE_DEVICES has them; training takes the first, rendering the last."""

    train: tuple[str, ...]
    render: tuple[str, ...]


def split_gpus(there: Sequence[str], train: int, render: int) -> Split:
    """Who gets which GPU. A machine's only GPU may serve both.

    Raises:
        SplitError: with what there is.
    """
    if train > 1:
        raise SplitError(
            "--train-gpus: gondola train uses one GPU. For more, run StreamDataset under torchrun: "
            "docs/streaming.md."
        )
    both = train + render
    if max(train, render) > len(there) or (both > len(there) and len(there) != 1):
        raise SplitError(f"--train-gpus {train} --render-gpus {render}: there are {len(there)} GPUs.")
    return Split(tuple(there[:train]), tuple(there[len(there) - render :]))
