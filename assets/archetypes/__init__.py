"""Package archetypes by name. Light to import; building modules load when first asked for."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from assets.archetypes.base import Build


@cache
def archetypes() -> Mapping[str, Build]:
    """Every archetype's pure build function, read-only, in a fixed order."""
    from assets.archetypes.registry import KINDS

    return MappingProxyType({name: kind.load() for name, kind in KINDS.items()})
