"""A policy by its name, or from a YAML file with the settings of a recipe's ``labels``."""

import os
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from recipes import wording
from recipes.errors import Finding, Problem, RecipeError
from recipes.explain import findings
from recipes.files import Located, UnreadableError, read_bytes
from recipes.model import Recipe
from recipes.policies import FIELDS, POLICIES, policy_contradictions, resolved
from recipes.source import Entry, Node, Scalar, parse, plain
from recipes.trees import placed_in

OWN_NAME = "name"
KNOWN = (OWN_NAME, "policy", *FIELDS)


def load_policy(path_or_name: str | os.PathLike[str]) -> dict[str, Any]:
    """What :func:`recipes.policies.resolved` gives, for a named policy or a file.

    Raises RecipeError, with file, line and column, for all that is wrong.
    """
    shown = os.fspath(path_or_name)
    if shown in POLICIES:
        return resolved(Recipe.model_validate({"labels": {"policy": shown}}).labels)
    path = Path(shown)
    if not path.is_file():
        hint = wording.did_you_mean(path.stem, POLICIES)
        message = f"no such policy or file{hint} (named policies: {', '.join(POLICIES)})"
        raise RecipeError([Problem(shown, 0, 0, "", message)])
    return _from_file(Located(path.resolve(), shown, path.resolve().parent))


def _from_file(file: Located) -> dict[str, Any]:
    problems: list[Problem] = []
    try:
        tree = parse(read_bytes(file), file.shown, problems)
    except UnreadableError as error:
        raise RecipeError([Problem(file.shown, 1, 1, "", str(error))]) from None
    data = plain(tree)
    assert isinstance(data, dict)
    name = data.pop(OWN_NAME, None)
    if name is not None and not isinstance(name, str):
        problems.append(
            _at(tree, Finding((("labels", OWN_NAME),), f"expected text, found {wording.found(name)}"))
        )
    wrong = [_unknown(key) for key in data if key not in KNOWN]
    known = {key: value for key, value in data.items() if key in KNOWN}
    try:
        labels = Recipe.model_validate({"labels": known}).labels
        wrong += policy_contradictions(labels)
    except ValidationError as error:
        raise RecipeError([*problems, *(_at(tree, each) for each in [*wrong, *findings(error)])]) from None
    if wrong or problems:
        raise RecipeError([*problems, *(_at(tree, each) for each in wrong)])
    own = str(name) if name else re.sub(r"\.ya?ml$", "", os.path.basename(file.shown))
    return {**resolved(labels), "name": own}


def _unknown(key: Scalar) -> Finding:
    hint = wording.did_you_mean(key, KNOWN) or f" (known: {', '.join(KNOWN)})"
    message = f"expected the name of a policy's setting, found {wording.found(key)}{hint}"
    return Finding((("labels", str(key)),), message, on_key=True)


def _at(tree: Node, finding: Finding) -> Problem:
    """The finding at its place in the file, whose settings are a recipe's ``labels``."""
    whole = Node(tree.place, {"labels": Entry(tree.place, tree)})
    problem = placed_in(whole, finding)
    return replace(problem, path=problem.path.removeprefix("labels").lstrip("."))
