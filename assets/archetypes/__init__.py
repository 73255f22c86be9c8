"""Package archetypes by name. Light to import; building modules load when first asked for."""

from collections.abc import Mapping
from functools import cache

from assets.archetypes.base import Build
from assets.extensions import Known


@cache
def archetypes() -> Mapping[str, Build]:
    """Every archetype's pure build function, in a fixed order; those of extensions by their full names."""
    from assets.archetypes.registry import KINDS

    return Known({name: kind.load() for name, kind in KINDS.items()}, lambda name: KINDS[name].load())
