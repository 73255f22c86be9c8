"""``mix:`` in a recipe: each frame is one of several recipes, under what the mixing recipe says itself.

The mixing recipe decides what all frames must share (seed, picture, labels, render, and the catalogue's
settings); of all else it decides what it writes, and the drawn recipe the rest.
"""

from dataclasses import dataclass

from recipes import wording
from recipes.errors import RecipeError, path_text
from recipes.files import Located, UnreadableError, find_parent
from recipes.source import Entry, Node, Scalar, plain
from recipes.trees import OWN, Reading, check_chain, is_aside, merged, read_tree

MAX_PARTS = 64
"""Recipes in one mixture, mixtures in mixtures written out."""
SHARED = ("seed", "image", "labels", "render", "mix")
SHARED_GOODS = ("catalog", "catalog_shares", "catalog_seed", "catalog_skus", "languages", "extensions")
"""What of ``merchandise`` all frames share."""


@dataclass(frozen=True)
class Share:
    """One recipe of a mixture: its name as written, the chance of a frame to be it, and its settings."""

    name: str
    weight: float
    tree: Node


def shares_of(tree: Node, file: Located, reading: Reading) -> list[Share]:
    """The recipes that ``tree`` mixes, each under the settings of ``tree``; none where it mixes none."""
    return _leaves(Share("", 1.0, tree), (file,), reading) if "mix" in _entries(tree) else []


def _entries(node: Node) -> dict[Scalar, Entry]:
    return node.value if isinstance(node.value, dict) else {}


def _leaves(share: Share, chain: tuple[Located, ...], reading: Reading) -> list[Share]:
    entry = _entries(share.tree).get("mix")
    if entry is None:
        return [share]
    weights = _weights(entry.node, reading)
    found = []
    for key, weight in weights.items():
        part, file = _part(str(key), entry.node, chain, reading)
        if part is not None and file is not None:
            name = f"{share.name}/{key}" if share.name else str(key)
            inner = _leaves(Share(name, 1.0, part), (*chain, file), reading)
            own = share.weight * weight / sum(weights.values())
            found += [Share(s.name, own * s.weight, _under(s.tree, share.tree)) for s in inner]
    if len(found) > MAX_PARTS:
        raise RecipeError(
            [entry.node.place.problem(f"expected at most {MAX_PARTS} recipes, found more", "mix")]
        )
    return found


def _weights(node: Node, reading: Reading) -> dict[Scalar, float]:
    data = plain(node)
    if data == []:  # the default, written out
        return {}
    if not isinstance(data, dict) or not data:
        names = isinstance(data, list) and data and all(isinstance(name, str) for name in data)
        hint = f"; write {{{', '.join(f'{name}: 1' for name in data[:4])}}}" if names else ""
        message = f"expected recipes with their weights, found {wording.found(data)}{hint}"
        reading.problems.append(node.place.problem(message, "mix"))
        return {}
    found = {}
    for key, entry in _entries(node).items():
        weight = data[key]
        if isinstance(weight, bool) or not isinstance(weight, int | float) or not 0 <= weight <= 1e9:
            message = f"expected a weight from 0 to 1e9, found {wording.found(weight)}"
            reading.problems.append(entry.node.place.problem(message, path_text(("mix", str(key)))))
        else:
            found[key] = float(weight)
    if found and not sum(found.values()) > 0:
        message = "expected at least one recipe with a weight above 0, found none"
        reading.problems.append(node.place.problem(message, "mix"))
        return {}
    return found


def _part(
    name: str, node: Node, chain: tuple[Located, ...], reading: Reading
) -> tuple[Node | None, Located | None]:
    """A recipe of the mixture, as seen from the file that names it; None, and a problem, where it fails."""
    place = next(entry.key_place for key, entry in _entries(node).items() if str(key) == name)
    try:
        file = find_parent(reading.homes[place.file], name)
        check_chain(file, chain)
        return read_tree(file, (), reading), file
    except UnreadableError as error:
        reading.problems.append(place.problem(str(error), path_text(("mix", name))))
    except RecipeError as error:
        reading.problems.extend(error.problems)
    return None, None


def _under(part: Node, mixing: Node) -> Node:
    """The part's settings under those of the mixing recipe, without what is the mixing recipe's alone."""
    below = {
        key: _without(entry, SHARED_GOODS) if key == "merchandise" else entry
        for key, entry in _entries(part).items()
        if key not in (*SHARED, *OWN) and not is_aside(key)
    }
    above = {key: entry for key, entry in _entries(mixing).items() if key not in (*OWN, "mix")}
    return merged(Node(part.place, below), Node(mixing.place, above))


def _without(entry: Entry, names: tuple[str, ...]) -> Entry:
    node = entry.node
    if not isinstance(node.value, dict):
        return entry
    kept = {key: inner for key, inner in node.value.items() if key not in names}
    return Entry(entry.key_place, Node(node.place, kept))
