"""JSON Schema of the recipe language, for editors."""

from typing import Any

from recipes.files import shipped_recipes
from recipes.model import BUILTIN_LANGUAGES, Recipe, builtin_categories

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def recipe_schema() -> dict[str, Any]:
    """The schema of a recipe's file: every rule but those between settings (see recipes/semantic.py)."""
    schema = Recipe.model_json_schema()
    schema = {"$schema": DIALECT, **schema, "title": "Gondola recipe"}
    known = {"enum": list(shipped_recipes()), "description": "a shipped recipe"}
    path = {"type": "string", "minLength": 1, "description": "a file inside the recipe's own folder"}
    extends = {"anyOf": [known, path], "description": "The recipe that this one changes."}
    schema["properties"]["mix"].pop("default", None)
    schema["properties"] = {"extends": extends, **schema["properties"]}
    schema["patternProperties"] = {"^x-": {"description": "ignored; a place to keep anchors"}}
    categories = schema["$defs"]["Assortment"]["properties"]["categories"]
    categories["items"] = {"anyOf": [{"enum": list(builtin_categories())}, {"type": "string"}]}
    languages = schema["$defs"]["Merchandise"]["properties"]["languages"]
    languages |= {"items": {"enum": list(BUILTIN_LANGUAGES)}, "minItems": 1, "uniqueItems": True}
    return schema
