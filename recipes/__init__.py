"""The recipe language: YAML in, checked and typed settings out."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from recipes.errors import Problem, RecipeError
    from recipes.files import shipped_recipes
    from recipes.keys import recipe_key
    from recipes.load import load_recipe
    from recipes.model import Recipe
    from recipes.schema import recipe_schema

__all__ = [
    "Problem",
    "Recipe",
    "RecipeError",
    "load_recipe",
    "recipe_key",
    "recipe_schema",
    "shipped_recipes",
]

_HOMES = {
    "Problem": "errors",
    "Recipe": "model",
    "RecipeError": "errors",
    "load_recipe": "load",
    "recipe_key": "keys",
    "recipe_schema": "schema",
    "shipped_recipes": "files",
}


def __getattr__(name: str) -> Any:
    """Loads what is asked for, so that ``import recipes`` costs nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
