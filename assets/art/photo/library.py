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
    turn, for piles. ``standing`` things throw their shadow on the ground they stand on, others on the paper;
    sceneries and bubbles throw none.
    """

    subject: Piece
    loose: Piece | None = None
    standing: bool = False
    shadow: bool = True


@cache
def photos() -> Mapping[str, Photo]:
    """Every motif that has a photographic form, by name."""
    from assets.art.photo import animals, bakes, dishes, food, fruit, garden, liquids, plants, seeds

    found: dict[str, Photo] = {}
    for part in (fruit, garden, plants, seeds, bakes, food, dishes, liquids, animals):
        found |= part.PHOTOS
    return MappingProxyType(found)
