"""From a file or a shipped recipe's name to a checked ``Recipe``, with all that is wrong reported at once."""

import os
import re
from collections.abc import Iterable
from typing import Any

from pydantic import ValidationError

from recipes import wording
from recipes.distributions import is_distribution
from recipes.errors import Finding, Problem, RecipeError, Steps, path_text
from recipes.explain import findings, without
from recipes.files import (
    Located,
    UnreadableError,
    find_parent,
    find_recipe,
    inside,
    read_bytes,
    shipped_recipes,
)
from recipes.model import BUILTIN_CATALOG, Recipe
from recipes.semantic import contradictions
from recipes.source import Entry, Node, Place, Scalar, parse, plain

__all__ = ["MAX_EXTENDS", "load_recipe", "shipped_recipes"]

MAX_EXTENDS = 16
"""Recipes in one chain of ``extends``."""
_OWN = ("name", "description")
"""What a recipe does not pass on to those that extend it, beside what is no setting at all."""


def load_recipe(path_or_name: str | os.PathLike[str]) -> Recipe:
    """The recipe in a file, or the shipped one of that name, with what it extends merged in.

    Raises RecipeError, whose ``problems`` are all the mistakes that could be found, each with its file, line
    and column. Only files in the recipe's own folder are read, and shipped recipes.
    """
    file = find_recipe(path_or_name)
    problems: list[Problem] = []
    try:
        tree = _read(file, (), problems)
    except RecipeError as error:
        raise RecipeError([*problems, *error.problems]) from None
    data = {key: value for key, value in plain(tree).items() if not _is_aside(key)}
    data.setdefault("name", _name_of(file))
    recipe, wrong = _validated(data)
    # Beside a parent that could not be read, a contradiction may be none.
    if recipe and not any(p.path == "extends" or p.file != file.shown for p in problems):
        touched = {finding.paths[0] for finding in wrong}
        later = [*contradictions(recipe), *_catalog(recipe, file)]
        wrong += [finding for finding in later if not _touches(finding, touched)]
    problems += [_placed(tree, finding) for finding in wrong]
    if problems or not recipe:
        raise RecipeError(problems)
    return recipe


def placed(path_or_name: str | os.PathLike[str], wrong: Iterable[Finding]) -> list[Problem]:
    """Findings of later checks at the lines of a recipe that :func:`load_recipe` accepts."""
    tree = _read(find_recipe(path_or_name), (), [])
    return [_placed(tree, finding) for finding in wrong]


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


def _is_aside(key: Scalar) -> bool:
    """Whether a key at the top is no setting: ``extends``, or ``x-...``, where anchors can be kept."""
    return key == "extends" or (isinstance(key, str) and key.startswith("x-"))


def _name_of(file: Located) -> str:
    words = re.sub(r"[^a-z0-9_-]+", "_", os.path.basename(file.shown).lower().rsplit(".", 1)[0]).strip("_-")
    return words[:64] or "recipe"


def _read(file: Located, chain: tuple[Located, ...], problems: list[Problem]) -> Node:
    """The file's tree, with those of its parents merged below it. ``chain`` has the files that led here.

    A parent that cannot be read is a problem of its own and leaves out what it would have given.
    """
    try:
        tree = parse(read_bytes(file), file.shown, problems)
    except UnreadableError as error:
        raise RecipeError([Problem(file.shown, 1, 1, "", str(error))]) from None
    assert isinstance(tree.value, dict)
    extends = tree.value.get("extends")
    if extends is None:
        return tree
    try:
        parent = find_parent(file, plain(extends.node))
        _check_chain(parent, (*chain, file))
        below = _read(parent, (*chain, file), problems)
    except UnreadableError as error:
        problems.append(extends.node.place.problem(str(error), "extends"))
        return tree
    except RecipeError as error:
        problems.extend(error.problems)
        return tree
    assert isinstance(below.value, dict)
    passed_on = {key: entry for key, entry in below.value.items() if key not in _OWN and not _is_aside(key)}
    return _merged(Node(below.place, passed_on), tree)


def _check_chain(parent: Located, chain: tuple[Located, ...]) -> None:
    paths = [link.path for link in chain]
    if parent.path in paths:
        circle = " -> ".join(path.name for path in [*paths[paths.index(parent.path) :], parent.path])
        raise UnreadableError(f"expected recipes that end, found a circle: {circle}")
    if len(chain) >= MAX_EXTENDS:
        raise UnreadableError(f"expected at most {MAX_EXTENDS} recipes in a chain, found more")


def _merged(below: Node, above: Node) -> Node:
    """``above`` over ``below``: settings merge, while values, lists and distributions replace."""
    if not (isinstance(below.value, dict) and isinstance(above.value, dict)):
        return above
    if is_distribution(below.value) or is_distribution(above.value):
        return above
    entries: dict[Scalar, Entry] = dict(below.value)
    for key, entry in above.value.items():
        under = entries.get(key)
        node = entry.node if under is None else _merged(under.node, entry.node)
        entries[key] = Entry(entry.key_place, node)
    return Node(above.place, entries)


def _placed(tree: Node, finding: Finding) -> Problem:
    """The finding at the line of the first of its paths that is written somewhere, or of what is nearest."""
    places = [_place(tree, path) for path in finding.paths]
    written = next((i for i, (_, left) in enumerate(places) if not left), 0)
    place, left = places[written]
    path = finding.paths[written]
    if finding.on_key and not left:
        place = _key_place(tree, path) or place
    return place.problem(finding.message, path_text(path))


def _place(tree: Node, path: tuple[Any, ...]) -> tuple[Place, int]:
    """Where ``path`` stands, or the last step towards it that is written, and how many steps are left."""
    node = tree
    for done, step in enumerate(path):
        if isinstance(node.value, dict) and step in node.value:
            node = node.value[step].node
        elif isinstance(node.value, tuple) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
        else:
            return node.place, len(path) - done
    return node.place, 0


def _key_place(tree: Node, path: tuple[Any, ...]) -> Place | None:
    node = tree
    for step in path[:-1]:
        if isinstance(node.value, dict):
            node = node.value[step].node
        elif isinstance(node.value, tuple):
            node = node.value[step]
    return node.value[path[-1]].key_place if path and isinstance(node.value, dict) else None


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
