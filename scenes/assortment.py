"""Which articles are on the fixture in this frame, and in which order their blocks stand."""

import difflib
from collections.abc import Sequence

from assets.mixed import MixedCatalog
from assets.product import Catalog, Sku
from recipes.model import Merchandise
from scenes.draws import FrameDraws
from scenes.errors import SceneError


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
    found: Sequence[Sku], merchandise: Merchandise, draws: FrameDraws, groups: Groups = ()
) -> list[Sku]:
    """As many articles as drawn, whole families first: shops list a brand's range, not single articles.

    Where the recipe names no categories, families come department by department, since a fixture belongs to
    one. With ``groups`` each of them gives its share, the smallest first, whose departments then are those
    of the fixture.
    """
    count = int(draws.value("merchandise/assortment/skus", merchandise.assortment.skus))
    families = _ranks([family(sku) for sku in found], draws, "merchandise/assortment/families")
    departments = _ranks([sku.category[:1] for sku in found], draws, "merchandise/assortment/departments")
    by_department = not merchandise.assortment.categories
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
    """The articles as they follow each other on the shelves: blocks at random, like sizes together."""
    if block_by == "none":
        order = draws.rng("planogram/blocks").permutation(len(skus))
        return [sorted(skus, key=lambda sku: sku.sku)[int(at)] for at in order]
    shelves = _ranks([sku.category for sku in skus], draws, "planogram/blocks/category")
    brands = _ranks([(sku.brand,) for sku in skus], draws, "planogram/blocks/brand")

    def place(sku: Sku) -> tuple[int, int, str, float, str]:
        first = shelves[sku.category] if block_by == "category" else brands[sku.brand,]
        second = brands[sku.brand,] if block_by == "category" else shelves[sku.category]
        return first, second, sku.archetype, -sku.size_m[2], sku.sku

    return sorted(skus, key=place)


def _ranks(names: Sequence[tuple[str, ...]], draws: FrameDraws, path: str) -> dict[tuple[str, ...], int]:
    """Random ranks of the distinct names."""
    distinct = sorted(set(names))
    order = draws.rng(path).permutation(len(distinct))
    return {distinct[int(at)]: position for position, at in enumerate(order)}
