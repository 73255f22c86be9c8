"""What a recipe's planogram asks that its fixture, its goods or its own rates make impossible."""

from collections.abc import Iterator

from recipes import wording
from recipes.distributions import Choice, support
from recipes.errors import Finding, Steps
from recipes.model import BUILTIN_CATALOG, Recipe

WITH_SHELVES = ("gondola", "end_cap", "multideck", "cooler", "kiosk")
"""The kinds of fixtures with boards that a planogram can be for. A test holds them to the fixtures."""
WITH_HOOKS = ("pegboard",)
"""The kinds whose hooks a planogram can be for: each row of hooks is a shelf of it."""
UNPLANNED = {
    "bin": "what lies in a bin",
    "chest": "what lies in a chest",
    "pallet": "what is piled on a pallet",
    "belt": "what lies on a belt",
}


def _least(value: object) -> float:
    return float(support(value)[0])  # type: ignore[arg-type]


def _most(value: object) -> float:
    return float(support(value)[1])  # type: ignore[arg-type]


def _finding(message: str, *paths: str) -> Finding:
    return Finding(tuple(tuple(path.split(".")) for path in paths), message)


def _planogram_fits(recipe: Recipe) -> Iterator[Finding]:
    """An explicit planogram is for a fixture with shelves, and every frame's has as many as it needs."""
    if not recipe.planogram.slots:
        return
    kind = recipe.fixture.kind
    kinds = kind.live() if isinstance(kind, Choice) else (kind,)
    for word in kinds:
        if word not in WITH_SHELVES + WITH_HOOKS:
            kinds_said = wording.listed(WITH_SHELVES + WITH_HOOKS)
            what = UNPLANNED.get(str(word), f"a {word}")
            message = f"{what} has no slots to be planned; a planogram is for a {kinds_said}"
            yield _finding(message, "fixture.kind", "planogram.slots")
            return
    bays = 1 if "end_cap" in kinds else int(_least(recipe.fixture.bays))
    yield from _beyond(recipe, "bay", bays, "bays", "an end cap" if "end_cap" in kinds else "the fixture")
    if set(kinds) - set(WITH_HOOKS):  # a pegboard has as many rows of hooks as its goods need
        yield from _beyond(recipe, "shelf", int(_least(recipe.fixture.shelves)), "shelves", "the fixture")


def _beyond(recipe: Recipe, name: str, there: int, setting: str, what: str) -> Iterator[Finding]:
    """The farthest slot that is in a bay or on a shelf which the fixture does not have."""
    numbers = [getattr(slot, name) for slot in recipe.planogram.slots]
    most = max(numbers)
    if most > there:
        has = f"{there} {name if there == 1 else setting}"
        remedy = "" if what == "an end cap" else f"; write fixture.{setting}: {most}"
        message = f"{name} {most} of the planogram; {what} has {has}{remedy}"
        slot: Steps = ("planogram", "slots", numbers.index(most))
        yield Finding(((*slot, name), slot, ("fixture", setting)), message)


def _disorder_possible(recipe: Recipe) -> Iterator[Finding]:
    """What is always sold out or missing can be nothing else; only what is written is a mistake."""
    planogram, written = recipe.planogram, recipe.planogram.model_fields_set
    if _least(planogram.out_of_stock) >= 1:
        for name in ("low_stock", "misplaced", "foreign", "turned", "fallen", "pushed_back", "half_stacked"):
            if name in written and _most(getattr(planogram, name)) > 0:
                message = f"every slot is sold out (out_of_stock: 1); nothing is left to be {name}"
                yield _finding(message, f"planogram.{name}", "planogram.out_of_stock")
    if _least(planogram.missing_tag) >= 1 and "wrong_tag" in written and _most(planogram.wrong_tag) > 0:
        message = "every price tag is missing (missing_tag: 1); none is left to be wrong"
        yield _finding(message, "planogram.wrong_tag", "planogram.missing_tag")
    tags = _most(recipe.fixture.price_tags) > 0 and bool(support(recipe.fixture.price_rail)[1])
    for name in ("wrong_tag", "missing_tag"):
        if not tags and _most(getattr(planogram, name)) > 0:
            message = f"no slot has a price tag; none can be {name.removesuffix('_tag')}"
            setting = "price_tags" if _most(recipe.fixture.price_tags) == 0 else "price_rail"
            yield _finding(message, f"planogram.{name}", f"fixture.{setting}")


def _strangers_there(recipe: Recipe) -> Iterator[Finding]:
    """Misplaced goods and wrong tags need a second article on the fixture, foreign goods one beside it."""
    planogram, goods = recipe.planogram, recipe.merchandise
    written = planogram.model_fields_set
    only_one = _most(goods.assortment.skus) == 1
    if planogram.slots:
        only_one = len({slot.sku or slot.gtin for slot in planogram.slots}) == 1
    for name in ("misplaced", "wrong_tag"):
        if only_one and name in written and _most(getattr(planogram, name)) > 0:
            setting = "planogram.slots" if planogram.slots else "merchandise.assortment.skus"
            yield _finding(
                f"{name} needs a second SKU on the fixture; there is one", f"planogram.{name}", setting
            )
    all_of_it = _least(goods.assortment.skus) >= goods.catalog_skus and not goods.assortment.categories
    sampled = goods.catalog == BUILTIN_CATALOG and not planogram.slots
    if sampled and all_of_it and _most(planogram.foreign) > 0:
        has = f"it has all {goods.catalog_skus:,} SKUs of the catalogue"
        message = f"foreign goods are none of the assortment; {has}"
        yield _finding(
            message, "planogram.foreign", "merchandise.assortment.skus", "merchandise.catalog_skus"
        )


PLANOGRAM_RULES = (_planogram_fits, _disorder_possible, _strangers_there)
