"""Which packages exist, which parameters shape them and what they usually hold. Plain data, nothing heavy."""

from collections.abc import Mapping

from assets.archetypes import (
    kinds_bags,
    kinds_blown,
    kinds_bottles,
    kinds_boxes,
    kinds_hanging,
    kinds_multi,
    kinds_turned,
)
from assets.archetypes.kind import Kind, Shape, Typical
from assets.extensions import Known, archetype

__all__ = ["KINDS", "Kind", "Shape", "Typical"]

_TABLES = (kinds_boxes, kinds_turned, kinds_bottles, kinds_blown, kinds_bags, kinds_hanging, kinds_multi)

KINDS: Mapping[str, Kind] = Known({kind.name: kind for table in _TABLES for kind in table.kinds()}, archetype)
