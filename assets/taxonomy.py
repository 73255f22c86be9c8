"""What a supermarket sells, by category."""

from functools import cache, lru_cache

from assets.draws import keyed_rng
from assets.packing import packed
from assets.product_types import ProductType
from assets.range_chilled import dairy, frozen
from assets.range_drinks import drinks, hot_drinks
from assets.range_home import baby, household, personal_care, pet_food
from assets.range_pantry import canned, pantry
from assets.range_snacks import breakfast, confectionery, snacks

TURNS = {
    "snacks": 5, "confectionery": 5, "breakfast": 4, "beverages": 8, "hot_drinks": 3, "dairy": 7, "frozen": 1,
    "canned": 3, "pantry": 7, "household": 5, "personal_care": 7, "baby": 2, "pet_food": 2,
}  # fmt: skip
"""How often each category has its turn in a round of lines: about the shares of a supermarket's shelves."""


@cache
def product_types() -> tuple[ProductType, ...]:
    """Every subcategory, in a fixed order."""
    aisles = (
        snacks, confectionery, breakfast, drinks, hot_drinks, dairy, frozen, canned, pantry, household,
        personal_care, baby, pet_food,
    )  # fmt: skip
    return tuple(kind for aisle in aisles for kind in aisle())


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


def type_of_line(seed: int, line: int) -> ProductType:
    """What line number ``line`` of a range sells.

    Lines come in rounds. A round begins with one line of each category, so that small ranges hold them all,
    and goes on with the rest of ``TURNS``; within a category its types take turns in the same way.
    """
    category, turn = _place(seed, "round", _turns(), line)
    types = _stocked(category)
    sub, _ = _place(seed, f"types/{category}", tuple((t.sub, t.share) for t in types), turn)
    return next(t for t in types if t.sub == sub)


@cache
def _stocked(category: str) -> tuple[ProductType, ...]:
    """The types for which there are packages."""
    return tuple(t for t in types_of(category) if packed(t))


@cache
def _turns() -> tuple[tuple[str, int], ...]:
    return tuple((name, turns) for name, turns in TURNS.items() if _stocked(name))


def _place(seed: int, what: str, shares: tuple[tuple[str, int], ...], index: int) -> tuple[str, int]:
    """Which name has the turn ``index``, and its how manyth turn that is."""
    size = sum(share for _, share in shares)
    lap, at = divmod(index, size)
    order = _round(seed, what, shares, lap)
    share = dict(shares)[order[at]]
    return order[at], lap * share + order[:at].count(order[at])


@lru_cache(maxsize=4096)
def _round(seed: int, what: str, shares: tuple[tuple[str, int], ...], lap: int) -> tuple[str, ...]:
    """One of each name in shuffled order, then what is left of the shares, shuffled."""
    rng = keyed_rng(seed, what, lap)
    first = [name for name, _ in shares]
    rest = [name for name, share in shares for _ in range(share - 1)]
    return tuple(names[int(i)] for names in (first, rest) for i in rng.permutation(len(names)))
