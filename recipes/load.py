"""From a file or a shipped recipe's name to a checked ``Recipe``, with all that is wrong reported at once."""

import os
import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from recipes import wording
from recipes.errors import Finding, Problem, RecipeError, Steps
from recipes.explain import findings, without
from recipes.files import Located, UnreadableError, find_recipe, inside, shipped_recipes
from recipes.mixing import shares_of
from recipes.model import BUILTIN_CATALOG, Part, Recipe
from recipes.planogram_file import with_planogram
from recipes.semantic import contradictions
from recipes.source import Node, plain
from recipes.trees import MAX_EXTENDS, Reading, is_aside, placed_in, read_tree

__all__ = ["MAX_EXTENDS", "load_recipe", "shipped_recipes"]


def load_recipe(path_or_name: str | os.PathLike[str]) -> Recipe:
    """The recipe in a file, or the shipped one of that name, with what it extends and mixes.

    Raises RecipeError, whose ``problems`` are all the mistakes that could be found, each with its file, line
    and column. Only files in the recipe's own folder are read, and shipped recipes.
    """
    file, reading = find_recipe(path_or_name), Reading()
    try:
        tree = read_tree(file, (), reading)
        shares = shares_of(tree, file, reading)
    except RecipeError as error:
        raise RecipeError([*reading.problems, *error.problems]) from None
    problems = reading.problems
    tree = with_planogram(tree, reading)
    shares = [replace(share, tree=with_planogram(share.tree, reading)) for share in shares]
    # What is missing may be what a contradiction needs; and a mixture is judged by its parts.
    complete = not any(p.path == "extends" or p.file != file.shown for p in problems)
    mixes = isinstance(tree.value, dict) and "mix" in tree.value
    recipe = _checked(tree, _name_of(file), file, problems, complete and not mixes)
    parts = [
        Part(name=share.name, weight=share.weight, recipe=part)
        for share in shares
        if (part := _checked(share.tree, "part", file, problems, complete)) is not None
    ]
    if problems or not recipe:
        raise RecipeError(problems)
    return recipe.model_copy(update={"mix": tuple(parts)}) if parts else recipe


def placed(path_or_name: str | os.PathLike[str], wrong: Iterable[Finding], part: str = "") -> list[Problem]:
    """Findings of later checks at the lines of a recipe that :func:`load_recipe` accepts.

    ``part`` names the recipe of a mixture that they are about.
    """
    file, reading = find_recipe(path_or_name), Reading()
    tree = read_tree(file, (), reading)
    trees = (share.tree for share in shares_of(tree, file, reading) if share.name == part)
    tree = with_planogram(next(trees, tree) if part else tree, reading)
    return [placed_in(tree, finding) for finding in wrong]


def _checked(tree: Node, name: str, file: Located, problems: list[Problem], whole: bool) -> Recipe | None:
    """The recipe of a tree; what is wrong with it joins ``problems``. ``whole``: contradictions count."""
    data = {key: value for key, value in plain(tree).items() if not is_aside(key) and key != "mix"}
    data.setdefault("name", name)
    recipe, wrong = _validated(data)
    if recipe and whole:
        touched = {finding.paths[0] for finding in wrong}
        later = [*contradictions(recipe), *_catalog(recipe, file)]
        wrong += [finding for finding in later if not _touches(finding, touched)]
    problems += [placed_in(tree, finding) for finding in wrong]
    return recipe


def _validated(data: dict[str, Any]) -> tuple[Recipe | None, list[Finding]]:
    """The recipe and what is wrong with single settings.

    Wrong settings are taken out, so that what contradicts itself among the others comes to light as well.
    """
    try:
        return Recipe.model_validate(data), []
    except ValidationError as error:
        wrong = findings(error)
    try:
        return Recipe.model_validate(without(data, [finding.paths[0] for finding in wrong])), wrong
    except ValidationError:
        return None, wrong


def _touches(finding: Finding, wrong: set[Steps]) -> bool:
    """Whether a setting that takes part is wrong by itself."""
    return any(path[: len(bad)] == bad or bad[: len(path)] == path for path in finding.paths for bad in wrong)


def _name_of(file: Located) -> str:
    words = re.sub(r"[^a-z0-9_-]+", "_", os.path.basename(file.shown).lower().rsplit(".", 1)[0]).strip("_-")
    return words[:64] or "recipe"


def _catalog(recipe: Recipe, file: Located) -> list[Finding]:
    """What is wrong with the catalogues' folders."""
    names = recipe.merchandise.catalogs
    found = []
    for i, name in enumerate(names):
        message = "" if name == BUILTIN_CATALOG else _folder_wrong(name, file)
        if message:
            steps: Steps = ("merchandise", "catalog")
            found.append(Finding((steps if len(names) == 1 else (*steps, i), steps), message))
    return found


def _folder_wrong(name: str, file: Located) -> str:
    try:
        folder = inside(file.folder, file.folder, name)
    except UnreadableError as error:
        return str(error)
    if os.path.isdir(folder):
        return ""
    shown = wording.shortened(name)
    return f'expected "{BUILTIN_CATALOG}" or a folder inside the recipe\'s own, found no folder {shown}'
