"""Which motifs have a photographic form."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from assets.art.photo.relief import Piece


@dataclass(frozen=True)
class Photo:
    """A thing that can be photographed.

    ``subject`` is what stands alone on a pack, drawn into a unit circle; ``loose`` is one piece of it, in any
    turn, for piles. ``standing`` things throw their shadow on the ground they stand on, others on the paper.
    """

    subject: Piece
    loose: Piece | None = None
    standing: bool = False


@cache
def photos() -> Mapping[str, Photo]:
    """Every motif that has a photographic form, by name."""
    from assets.art.photo import bakes, food, fruit, garden, plants, seeds

    found: dict[str, Photo] = {}
    for part in (fruit, garden, plants, seeds, bakes, food):
        found |= part.PHOTOS
    return MappingProxyType(found)
