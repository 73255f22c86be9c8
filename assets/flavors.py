"""Variants that products come in: name, the colour people know them by, and what is pictured for them."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from assets.flavor import Flavor
from assets.flavors_drinks import DRINKS
from assets.flavors_food import FOOD
from assets.flavors_home import HOME
from assets.flavors_sweet import SWEET

__all__ = ["FLAVORS", "Flavor", "flavor"]

FLAVORS: Mapping[str, tuple[Flavor, ...]] = MappingProxyType({**SWEET, **DRINKS, **FOOD, **HOME})


@cache
def flavor(name: str) -> Flavor | None:
    """The first flavour of that name in any list, or None."""
    return next((f for fs in FLAVORS.values() for f in fs if f.name == name), None)
