"""What stands next to what: departments and categories as shops put them beside each other."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from recipes.sections_goods import BUILTIN_CATEGORIES
from scenes.draws import FrameDraws

NEXT_TO: Mapping[str, Sequence[str]] = MappingProxyType(
    {
        "snacks": ("confectionery", "beverages"),
        "confectionery": ("snacks", "breakfast", "hot_drinks"),
        "breakfast": ("hot_drinks", "confectionery", "pantry"),
        "beverages": ("snacks", "hot_drinks"),
        "hot_drinks": ("breakfast", "confectionery"),
        "dairy": ("frozen", "beverages"),
        "frozen": ("dairy",),
        "canned": ("pantry", "pet_food"),
        "pantry": ("canned", "breakfast"),
        "household": ("personal_care", "pet_food"),
        "personal_care": ("baby", "household"),
        "baby": ("personal_care", "household"),
        "pet_food": ("household", "canned"),
    }
)
"""Departments that shops put beside each other, the likeliest first."""


def in_a_row(departments: Iterable[str], draws: FrameDraws, path: str) -> list[str]:
    """All ``departments``: one at random, then each beside one that it goes with, as long as there is one."""
    left = sorted(set(departments))
    order = [left[int(i)] for i in draws.rng(path).permutation(len(left))]
    row: list[str] = []
    while order:
        near = [name for name in NEXT_TO.get(row[-1], ()) if name in order] if row else []
        row.append(near[0] if near else order[0])
        order.remove(row[-1])
    return row


def category_ranks(
    categories: Iterable[tuple[str, ...]], draws: FrameDraws, path: str
) -> dict[tuple[str, ...], tuple[int, float]]:
    """Ranks of categories so that departments that go together are neighbours, and within a department
    categories as listed, from either end; those that are not listed at random.
    """
    known = sorted(set(categories))
    departments = in_a_row((c[0] for c in known if c), draws, f"{path}/departments")
    luck = dict(zip(known, draws.rng(f"{path}/category").random(len(known)).tolist(), strict=True))
    ranks: dict[tuple[str, ...], tuple[int, float]] = {}
    for category in known:
        if not category:
            ranks[category] = (len(departments), luck[category])
            continue
        listed = BUILTIN_CATEGORIES.get(category[0], ())
        turned = draws.rng(f"{path}/{category[0]}").random() < 0.5
        at = (
            float(listed.index(category[1]))
            if category[1:2] and category[1] in listed
            else 99 * luck[category]
        )
        ranks[category] = (departments.index(category[0]), -at if turned else at)
    return ranks
