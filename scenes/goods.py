"""The packages of a frame: which article, where on the fixture, how it stands, how worn."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assets.product import Sku
from scenes.scene import Slot
from scenes.wear import Wear

F64 = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Goods:
    """All packages of a frame in the order of their ids; ``poses`` (n, 4, 4) are rigid, in metres."""

    skus: tuple[Sku, ...]
    slots: tuple[Slot, ...]
    poses: F64
    wear: tuple[Wear, ...] = ()

    def __len__(self) -> int:
        return len(self.skus)


NO_GOODS = Goods((), (), np.zeros((0, 4, 4)))


def joined(parts: Iterable[Goods]) -> Goods:
    """Several groups of packages as one, in this order."""
    groups = [part for part in parts if len(part)] or [NO_GOODS]
    return Goods(
        tuple(sku for group in groups for sku in group.skus),
        tuple(slot for group in groups for slot in group.slots),
        np.concatenate([group.poses for group in groups]),
        tuple(wear for group in groups for wear in group.wear),
    )
