"""What frames are made of: a resolved recipe, its catalogue, and the version of the program."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assets.arrays import digest
from generator.version import VERSION

if TYPE_CHECKING:
    from assets.product import Catalog
    from recipes.model import Recipe


@dataclass(frozen=True, eq=False)
class Bundle:
    """Everything that decides a frame but its index and the engine. Equal keys mean equal scenes and labels.

    ``source`` is the recipe's file and ``text`` what stood in it; ``recipe`` is resolved (``extends`` merged,
    defaults filled in, overrides applied).
    """

    recipe: "Recipe"
    catalog: "Catalog"
    recipe_key: str
    key: str
    source: Path
    text: str


def open_bundle(recipe: str | Path, overrides: Mapping[str, Any] | None = None) -> Bundle:
    """Load a recipe by file or shipped name, and open its catalogue.

    Args:
        recipe: a path, or the name of a shipped recipe.
        overrides: plain values as ``{"image.width_px": 320}`` (section.field); checked as in a recipe.

    Raises:
        RecipeError: with all problems of the recipe.
        CatalogError: when the catalogue cannot be read.
    """
    from recipes import load_recipe

    source = recipe_file(recipe)
    loaded = with_overrides(load_recipe(recipe), overrides or {})
    return bundle_of(loaded, source, source.read_text("utf-8"))


def bundle_of(recipe: "Recipe", source: Path, text: str) -> Bundle:
    """The bundle of a resolved recipe; what it names by path lies beside ``source``.

    Raises as :func:`open_bundle` does.
    """
    from recipes import recipe_key
    from recipes.goods import check_goods

    catalog = _catalog(recipe, source)
    check_goods(source, recipe, catalog.skus)
    _check_planned(recipe, catalog, source)
    own_key = recipe_key(recipe)
    key = digest("gondola", VERSION, own_key, catalog.key)
    return Bundle(recipe, catalog, own_key, key, source, text)


def recipe_file(recipe: str | Path) -> Path:
    """The file behind a path or a shipped recipe's name. It may not exist; loading says so properly."""
    from recipes import shipped_recipes

    path = Path(recipe)
    return path if path.is_file() else shipped_recipes().get(str(recipe), path)


def with_overrides(recipe: "Recipe", overrides: Mapping[str, Any]) -> "Recipe":
    """The recipe with values replaced; the sections that they stand in are checked again."""
    for path, value in overrides.items():
        section_name, _, field = path.partition(".")
        section = getattr(recipe, section_name)
        fields = {name: getattr(section, name) for name in type(section).model_fields} | {field: value}
        recipe = recipe.model_copy(update={section_name: type(section)(**fields)})
    parts = [p.model_copy(update={"recipe": with_overrides(p.recipe, overrides)}) for p in recipe.mix]
    return recipe.model_copy(update={"mix": tuple(parts)}) if parts and overrides else recipe


def _catalog(recipe: "Recipe", source: Path) -> "Catalog":
    from assets.catalog import open_catalog

    goods = recipe.merchandise
    where = [name if name == "builtin" else str(source.parent / name) for name in goods.catalogs]
    _check_extensions(goods.extensions, source)
    size, shares = (goods.catalog_seed, goods.catalog_skus), goods.catalog_shares
    return open_catalog(where, *size, goods.languages, shares, goods.extensions)


def _check_planned(recipe: "Recipe", catalog: "Catalog", source: Path) -> None:
    """Raises RecipeError, at the planogram's lines, where its goods have no room on some frame's fixture."""
    parts = [(part.name, part.recipe) for part in recipe.mix] or [("", recipe)]
    if not any(each.planogram.slots for _, each in parts):
        return
    from recipes.errors import RecipeError
    from recipes.load import placed
    from scenes.planned_room import check_planned

    found = ((name, check_planned(each, catalog)) for name, each in parts)
    wrong = [problem for name, each in found if each for problem in placed(source, each, name)]
    if wrong:
        raise RecipeError(wrong)


def _check_extensions(names: Sequence[str], source: Path) -> None:
    """Raises RecipeError, at the recipe's lines, for extensions that are not installed."""
    from assets.extensions import ExtensionError, extension
    from recipes.errors import Finding, RecipeError
    from recipes.load import placed

    wrong = []
    for i, name in enumerate(names):
        try:
            extension(name)
        except ExtensionError as error:
            wrong.append(Finding((("merchandise", "extensions", i),), str(error)))
    if wrong:
        raise RecipeError(placed(source, wrong))
