"""All distractors by name."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from types import MappingProxyType

from assets.distractors.base import VARIANTS, Thing
from assets.distractors.clip_strips import clip_strip
from assets.distractors.floor_things import basket, carton, floor_sign, ladder, plant, stool
from assets.distractors.people import hand, person
from assets.distractors.signs import hanging_sign
from assets.distractors.vehicles import pallet_truck, trolley

DISTRACTORS: Mapping[str, Callable[[int], Thing]] = MappingProxyType(
    {
        "trolley": trolley,
        "basket": basket,
        "carton": carton,
        "stool": stool,
        "ladder": ladder,
        "floor_sign": floor_sign,
        "plant": plant,
        "pallet_truck": pallet_truck,
        "person": person,
        "hand": hand,
        "hanging_sign": hanging_sign,
        "clip_strip": clip_strip,
    }
)


@lru_cache(maxsize=256)
def distractor(kind: str, variant: int) -> Thing:
    """One of ``VARIANTS`` looks of a kind. Raises KeyError for unknown kinds."""
    return DISTRACTORS[kind](variant % VARIANTS)
