"""Design families: each knows the ground it prints all over a pack and the face it shows to the shopper."""

from collections.abc import Mapping
from functools import cache

from assets.art.families.base import Family
from assets.extensions import Known, family


@cache
def families() -> Mapping[str, Family]:
    """Every design family by name; those of extensions by their full names, which are not listed."""
    from assets.art.families import bold, calm, heritage, natural, outdoors, plain, rich, tender, vigour

    found: dict[str, Family] = {}
    for part in (bold, calm, natural, rich, tender, heritage, outdoors, vigour, plain):
        found |= part.FAMILIES
    return Known(found, family)
