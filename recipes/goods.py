"""What a recipe asks of its catalogue, checked once that is open, and reported at the recipe's lines."""

import os
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from recipes import wording
from recipes.distributions import support
from recipes.errors import Finding, RecipeError
from recipes.load import placed
from recipes.model import Recipe

MOST_HINTS = 20
"""Unknown articles that a likely one is searched for: that takes a while in a large catalogue."""
_CATEGORIES = ("merchandise", "assortment", "categories")


class Goods(Protocol):
    """What must be known of an article: its names, its category words, coarsest first, and (width, depth,
    height)."""

    @property
    def sku(self) -> str: ...
    @property
    def gtin(self) -> str: ...
    @property
    def category(self) -> tuple[str, ...]: ...
    @property
    def size_m(self) -> tuple[float, float, float]: ...


def check_goods(path_or_name: str | os.PathLike[str], recipe: Recipe, skus: Sequence[Goods]) -> None:
    """Raises RecipeError where no frame could get what the recipe asks of these goods.

    ``recipe`` is what :func:`recipes.load_recipe` gave for ``path_or_name``.
    """
    wrong = []
    for name, each in [(part.name, part.recipe) for part in recipe.mix] or [("", recipe)]:
        found = _wrong(each, skus)
        wrong += placed(path_or_name, found, name) if found else []
    if wrong:
        raise RecipeError(wrong)


def _wrong(recipe: Recipe, skus: Sequence[Goods]) -> list[Finding]:
    if recipe.planogram.slots:
        return list(_unknown_articles(recipe, skus))
    found = list(_unknown_categories(recipe, skus))
    if found:
        return found
    wanted = recipe.merchandise.assortment.categories
    listed = [sku for sku in skus if not wanted or any(_is_in(sku, name) for name in wanted)]
    return [*_too_wide(recipe, listed), *_too_high(recipe, listed)]


def _is_in(sku: Goods, name: str) -> bool:
    return name in sku.category or name == "/".join(sku.category[: name.count("/") + 1])


def _unknown_articles(recipe: Recipe, skus: Sequence[Goods]) -> Iterator[Finding]:
    """Slots of an explicit planogram whose article the catalogue lacks, or does not know for one."""
    names = {sku.sku: sku for sku in skus}
    gtins: dict[str, list[str]] = {}
    for sku in skus:
        gtins.setdefault(sku.gtin, []).append(sku.sku)
    unlike = 0
    for i, slot in enumerate(recipe.planogram.slots):
        path = ("planogram", "slots", i)
        having = gtins.get(slot.gtin, [])
        if slot.sku and slot.sku not in names:
            unlike += 1
            near = wording.did_you_mean(slot.sku, names) if unlike <= MOST_HINTS else ""
            hint = near or _examples(names)
            yield Finding(
                ((*path, "sku"),), f"expected a SKU of the catalogue, found {wording.found(slot.sku)}{hint}"
            )
        elif slot.gtin and not having:
            hint = f"; {slot.sku} has {names[slot.sku].gtin}" if slot.sku else _examples(names)
            yield Finding(((*path, "gtin"),), f"expected a GTIN of the catalogue, found {slot.gtin}{hint}")
        elif slot.sku and slot.gtin and slot.sku not in having:
            own = f"expected the GTIN of {slot.sku}, {names[slot.sku].gtin}"
            message = f"{own}; found {slot.gtin}, which is that of {having[0]}"
            yield Finding(((*path, "gtin"),), message)
        elif not slot.sku and len(having) > 1:
            several = wording.listed(having[:5], "and")
            message = f"expected the GTIN of one article, found that of {several}; name the sku instead"
            yield Finding(((*path, "gtin"),), message)


def _examples(names: Iterable[str]) -> str:
    return f" (it has {', '.join(list(names)[:5])}, ...; gondola assets list shows all)"


def _unknown_categories(recipe: Recipe, skus: Sequence[Goods]) -> Iterator[Finding]:
    known = sorted({"/".join(sku.category[: i + 1]) for sku in skus for i in range(len(sku.category))})
    for i, name in enumerate(recipe.merchandise.assortment.categories):
        if not any(_is_in(sku, name) for sku in skus):
            hint = wording.did_you_mean(name, known) or f" (it has {', '.join(known[:12])})"
            message = f"expected a category with goods in the catalogue, found {wording.found(name)}{hint}"
            yield Finding(((*_CATEGORIES, i),), message)


def _too_wide(recipe: Recipe, skus: Sequence[Goods]) -> Iterator[Finding]:
    facings, bay_m = int(support(recipe.planogram.facings)[1]), float(support(recipe.fixture.bay_width_m)[1])
    gap_m = float(support(recipe.planogram.gap_m)[0])
    width = min((sku.size_m[0] for sku in skus), default=0.0)
    need = facings * width + (facings - 1) * gap_m
    if need > bay_m:
        message = (
            f"{facings} facings of at least {width:.2f} m need {need:.2f} m; the shelf is {bay_m:.2f} m wide"
        )
        paths = (("planogram", "facings"), ("fixture", "bay_width_m"), _CATEGORIES)
        yield Finding(paths, message)


def _too_high(recipe: Recipe, skus: Sequence[Goods]) -> Iterator[Finding]:
    fixture = recipe.fixture
    shelves = int(support(fixture.shelves)[1])
    boards = (shelves - 1) * float(support(fixture.board_m)[1]) + float(support(fixture.base_height_m)[1])
    room = (float(support(fixture.height_m)[0]) - boards) / shelves
    height = min((sku.size_m[2] for sku in skus), default=0.0)
    if height > room:
        message = (
            f"{shelves} shelves leave {max(room, 0):.2f} m each; the lowest product is {height:.2f} m high"
        )
        yield Finding((("fixture", "shelves"), ("fixture", "height_m"), _CATEGORIES), message)
