"""Trees of settings: a recipe's file over what it extends, and where in the files a setting stands."""

from dataclasses import dataclass, field
from typing import Any

from recipes.distributions import is_distribution
from recipes.errors import Finding, Problem, RecipeError, path_text
from recipes.files import Located, UnreadableError, find_parent, read_bytes
from recipes.source import Entry, Node, Place, Scalar, parse, plain

MAX_EXTENDS = 16
"""Recipes in one chain of ``extends``, or of mixtures in mixtures."""
OWN = ("name", "description")
"""What a recipe does not pass on to those that build on it, beside what is no setting at all."""
WHOLE = ("mix",)
"""Settings at the top that replace what is below them as a whole, though they look like sections."""


@dataclass(frozen=True)
class Reading:
    """What comes to light while files are read: mistakes, and which file a message's name stands for."""

    problems: list[Problem] = field(default_factory=list)
    homes: dict[str, Located] = field(default_factory=dict)


def is_aside(key: Scalar) -> bool:
    """Whether a key at the top is no setting: ``extends``, or ``x-...``, where anchors can be kept."""
    return key == "extends" or (isinstance(key, str) and key.startswith("x-"))


def read_tree(file: Located, chain: tuple[Located, ...], reading: Reading) -> Node:
    """The file's tree, with those of its parents merged below it. ``chain`` has the files that led here.

    A parent that cannot be read is a problem of its own and leaves out what it would have given.
    """
    reading.homes[file.shown] = file
    try:
        tree = parse(read_bytes(file), file.shown, reading.problems)
    except UnreadableError as error:
        raise RecipeError([Problem(file.shown, 1, 1, "", str(error))]) from None
    assert isinstance(tree.value, dict)
    extends = tree.value.get("extends")
    if extends is None:
        return tree
    try:
        parent = find_parent(file, plain(extends.node))
        check_chain(parent, (*chain, file))
        below = read_tree(parent, (*chain, file), reading)
    except UnreadableError as error:
        reading.problems.append(extends.node.place.problem(str(error), "extends"))
        return tree
    except RecipeError as error:
        reading.problems.extend(error.problems)
        return tree
    assert isinstance(below.value, dict)
    passed_on = {key: entry for key, entry in below.value.items() if key not in OWN and not is_aside(key)}
    return merged(Node(below.place, passed_on), tree)


def check_chain(parent: Located, chain: tuple[Located, ...]) -> None:
    paths = [link.path for link in chain]
    if parent.path in paths:
        circle = " -> ".join(path.name for path in [*paths[paths.index(parent.path) :], parent.path])
        raise UnreadableError(f"expected recipes that end, found a circle: {circle}")
    if len(chain) >= MAX_EXTENDS:
        raise UnreadableError(f"expected at most {MAX_EXTENDS} recipes in a chain, found more")


def merged(below: Node, above: Node) -> Node:
    """``above`` over ``below``: settings merge, while values, lists and distributions replace."""
    if not (isinstance(below.value, dict) and isinstance(above.value, dict)):
        return above
    if is_distribution(below.value) or is_distribution(above.value):
        return above
    entries: dict[Scalar, Entry] = dict(below.value)
    for key, entry in above.value.items():
        under = entries.get(key)
        node = entry.node if under is None or key in WHOLE else merged(under.node, entry.node)
        entries[key] = Entry(entry.key_place, node)
    return Node(above.place, entries)


def placed_in(tree: Node, finding: Finding) -> Problem:
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
