"""A stream as PyTorch sees it (needs the extra ``train``)."""

from collections.abc import Iterator
from typing import Any

import torch
from torch.utils.data import IterableDataset, get_worker_info

from generator.stream.batches import Batch
from generator.stream.sharing import rank_in, share_of
from generator.stream.streaming import stream

type Target = dict[str, torch.Tensor]


class StreamDataset(IterableDataset[tuple[torch.Tensor, Target]]):
    """Pictures (3, h, w) uint8 and torchvision's targets: ``boxes`` (n, 4) xyxy float32, ``labels`` (n,)
    int64 counted from 1 (0 is the background), ``image_id``, and ``masks`` (n, h, w) bool where asked for.

    Every frame comes exactly once, however many DDP ranks and DataLoader workers share the dataset: rank r's
    worker w of W takes every (ranks x W)-th frame from the (r x W + w)-th on. The arguments are those of
    :func:`generator.stream.stream`, without ``shard``; ``frames`` are those of an epoch, ``set_epoch(e)``
    goes on to the e-th that many. Workers of a DataLoader need ``multiprocessing_context="spawn"``: a
    renderer does not survive a fork.
    """

    def __init__(self, recipe: Any, *, frames: int | None = None, start: int = 0, **options: Any) -> None:
        if "shard" in options or "batch_size" in options:
            raise ValueError("ranks and workers share the frames by themselves, and DataLoader makes batches")
        self._recipe, self._frames, self._start, self._options = recipe, frames, start, options
        self._epoch = 0

    def set_epoch(self, epoch: int) -> None:
        """Which part of the endless stream the next pass is; without ``frames`` there is only one."""
        self._epoch = epoch

    def __iter__(self) -> Iterator[tuple[torch.Tensor, Target]]:
        start = self._start + self._epoch * (self._frames or 0)
        with stream(
            self._recipe, batch_size=1, frames=self._frames, start=start, shard=_share(), **self._options
        ) as batches:
            for batch in batches:
                yield sample_of(batch, 0)


def _share() -> tuple[int, int]:
    """This process's part of all ranks' workers. A DataLoader's worker has no process group, but inherits
    what ``torchrun`` set."""
    rank, ranks = rank_in()
    if torch.distributed.is_available() and torch.distributed.is_initialized():
        rank, ranks = torch.distributed.get_rank(), torch.distributed.get_world_size()
    info = get_worker_info()
    worker, workers = (info.id, info.num_workers) if info else (0, 1)
    return share_of(rank, ranks, worker, workers)


def sample_of(batch: Batch, k: int) -> tuple[torch.Tensor, Target]:
    """Frame ``k`` of a batch as torchvision's detectors take it."""
    image = torch.from_numpy(batch.images[k].transpose(2, 0, 1).copy())
    target = {
        "boxes": torch.from_numpy(batch.boxes_xyxy[k].copy()),
        "labels": torch.from_numpy(batch.labels[k] + 1),
        "image_id": torch.tensor(int(batch.frames[k])),
    }
    if batch.instance_maps is not None:
        target["masks"] = torch.from_numpy(batch.masks(k).copy())
    return image, target


def collate(samples: list[tuple[torch.Tensor, Target]]) -> tuple[list[torch.Tensor], list[Target]]:
    """For DataLoader: lists, since every picture has its own number of boxes."""
    return [image for image, _ in samples], [target for _, target in samples]
