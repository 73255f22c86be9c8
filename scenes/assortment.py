"""Which articles are on the fixture in this frame, and in which order their blocks stand."""

import difflib
from collections.abc import Sequence

from assets.mixed import MixedCatalog
from assets.product import Catalog, Sku
from recipes.model import Merchandise
from scenes.adjacency import category_ranks, in_a_row
from scenes.draws import FrameDraws
from scenes.errors import SceneError

OF_A_DEPARTMENT = 50  # articles, above which a fixture holds goods of a second department


def in_category(sku: Sku, name: str) -> bool:
    """Whether ``name`` is one of the SKU's category words, or its leading words joined by slashes."""
    return name in sku.category or "/".join(sku.category[: name.count("/") + 1]) == name


def eligible(merchandise: Merchandise, catalog: Catalog) -> list[Sku]:
    """The catalogue's SKUs in the wanted categories. Raises SceneError for unknown categories."""
    wanted = merchandise.assortment.categories
    for index, name in enumerate(wanted):
        if not any(in_category(sku, name) for sku in catalog.skus):
            raise _unknown_category(index, name, catalog)
    found = [sku for sku in catalog.skus if not wanted or any(in_category(sku, name) for name in wanted)]
    if not found:
        raise SceneError("merchandise.catalog", "the catalogue has no articles", "choose another catalogue")
    return found


def _unknown_category(index: int, name: str, catalog: Catalog) -> SceneError:
    known = sorted({word for sku in catalog.skus for word in sku.category})
    close = difflib.get_close_matches(name, known, n=1)
    hint = f"did you mean {close[0]!r}?" if close else f"it has {', '.join(known[:20])}"
    return SceneError(
        f"merchandise.assortment.categories[{index}]",
        f"no article of the catalogue is in category {name!r}",
        hint,
    )


def family(sku: Sku) -> tuple[str, ...]:
    """What shops list together: one brand's articles of one kind."""
    return (*sku.category, sku.brand)


type Groups = Sequence[tuple[float, frozenset[str]]]
"""(share, names of the SKUs) of each of several catalogues."""


def groups_of(catalog: Catalog) -> Groups:
    """The parts of a mixed catalogue; nothing for any other."""
    return catalog.groups if isinstance(catalog, MixedCatalog) else ()


def choose(
    found: Sequence[Sku],
    merchandise: Merchandise,
    draws: FrameDraws,
    groups: Groups = (),
    from_all_over: bool = False,
) -> list[Sku]:
    """As many articles as drawn, whole families first: shops list a brand's range, not single articles.

    A fixture belongs to one department, or to a few that go together where it holds much; ``from_all_over``:
    to none. With ``groups`` each of them gives its share, the smallest first, whose departments then are
    those of the fixture.
    """
    count = int(draws.value("merchandise/assortment/skus", merchandise.assortment.skus))
    if not groups and not from_all_over:
        return _of_few_departments(found, count, draws)
    families = _ranks([family(sku) for sku in found], draws, "merchandise/assortment/families")
    departments = _ranks([sku.category[:1] for sku in found], draws, "merchandise/assortment/departments")
    by_department = not merchandise.assortment.categories and not from_all_over
    taken: list[Sku] = []

    def place(sku: Sku) -> tuple[bool, int, int, str]:
        elsewhere = by_department and sku.category[:1] not in {s.category[:1] for s in taken}
        return (
            elsewhere,
            departments[sku.category[:1]] if by_department else 0,
            families[family(sku)],
            sku.sku,
        )

    own = sorted(
        (([s for s in found if s.sku in names], share) for share, names in groups), key=lambda g: len(g[0])
    )
    wanted = allot(count, [share for _, share in own], [len(skus) for skus, _ in own])
    for (skus, _), quota in zip(own, wanted, strict=True):
        taken += sorted(skus, key=place)[:quota]
    return taken if groups else sorted(found, key=place)[:count]


def _of_few_departments(found: Sequence[Sku], count: int, draws: FrameDraws) -> list[Sku]:
    """``count`` articles of departments beside each other, as many of them as the number asks for."""
    families = _ranks([family(sku) for sku in found], draws, "merchandise/assortment/families")
    row = in_a_row((s.category[0] for s in found if s.category), draws, "merchandise/assortment/departments")
    there = [[s for s in found if s.category[:1] == (name,)] for name in row]
    there += [rest] if (rest := [s for s in found if not s.category]) else []
    few = min(max(1, round(count / OF_A_DEPARTMENT)), len(there))
    while few < len(there) and sum(map(len, there[:few])) < count:
        few += 1
    quotas = allot(count, [1.0] * few, [len(skus) for skus in there[:few]])
    return [
        sku
        for skus, quota in zip(there, quotas, strict=False)
        for sku in sorted(skus, key=lambda s: (families[family(s)], s.sku))[:quota]
    ]


def allot(count: int, shares: Sequence[float], most: Sequence[int]) -> list[int]:
    """``count`` split by ``shares``, none beyond its ``most``; what one cannot give, the others do.

    Whole numbers by largest remainders. Who has any gives at least one, where ``count`` reaches that far.
    """
    given = [0] * len(shares)
    for at in sorted(range(len(shares)), key=lambda i: most[i]):
        if most[at] and sum(given) < count:
            given[at] = 1
    while (left := count - sum(given)) > 0:
        open_ = [i for i in range(len(shares)) if given[i] < most[i]]
        if not open_:
            break
        total = sum(shares[i] for i in open_)
        behind = {i: shares[i] / total * count - given[i] for i in open_}
        step = max(open_, key=lambda i: (behind[i], -i))
        more = max(min(int(behind[step]), left, most[step] - given[step]), 1)
        given[step] += more
    return given


def in_blocks(skus: Sequence[Sku], block_by: str, draws: FrameDraws) -> list[Sku]:
    """The articles as they follow each other on the shelves: blocks beside what they go with, like sizes
    together; without blocks at random."""
    if block_by == "none":
        order = draws.rng("planogram/blocks").permutation(len(skus))
        return [sorted(skus, key=lambda sku: sku.sku)[int(at)] for at in order]
    shelves = category_ranks([sku.category for sku in skus], draws, "planogram/blocks")
    brands = _ranks([(sku.brand,) for sku in skus], draws, "planogram/blocks/brand")
    first: dict[tuple[str, ...], tuple[int, float]] = {}  # a brand's range begins where its first category is
    for sku in skus:
        block = (*sku.category[:1], sku.brand)
        first[block] = min(first.get(block, shelves[sku.category]), shelves[sku.category])

    def place(sku: Sku) -> tuple[tuple[int, float], int, tuple[int, float], str, float, str]:
        own = shelves[sku.category]
        begins = own if block_by == "category" else first[*sku.category[:1], sku.brand]
        return begins, brands[sku.brand,], own, sku.archetype, -sku.size_m[2], sku.sku

    return sorted(skus, key=place)


def _ranks(names: Sequence[tuple[str, ...]], draws: FrameDraws, path: str) -> dict[tuple[str, ...], int]:
    """Random ranks of the distinct names."""
    distinct = sorted(set(names))
    order = draws.rng(path).permutation(len(distinct))
    return {distinct[int(at)]: position for position, at in enumerate(order)}
