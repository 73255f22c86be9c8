"""What a supermarket sells, by category."""

from functools import cache

from assets.product_types import ProductType
from assets.range_drinks import drinks, snacks
from assets.range_food import fresh_and_pantry, non_food


@cache
def product_types() -> tuple[ProductType, ...]:
    """Every subcategory, in a fixed order."""
    return (*snacks(), *drinks(), *fresh_and_pantry(), *non_food())


@cache
def categories() -> tuple[str, ...]:
    """Top-level categories, in a fixed order."""
    return tuple(dict.fromkeys(t.category for t in product_types()))


@cache
def types_of(category: str) -> tuple[ProductType, ...]:
    return tuple(t for t in product_types() if t.category == category)


@cache
def find_type(category: str, sub: str) -> ProductType | None:
    """The product type of a SKU's category path, or None for one that is not in the table."""
    return next((t for t in types_of(category) if t.sub == sub), None)
