"""A recipe's name by content."""

import hashlib
import json

from recipes.model import Recipe

_FOR_PEOPLE = {"name", "description"}


def recipe_key(recipe: Recipe) -> str:
    """Hex digest (BLAKE2b, 32 digits) of all that a resolved recipe decides.

    Order, comments, anchors, ``extends``, defaults written out and the recipe's own name do not change it.
    """
    data = recipe.model_dump(mode="json", exclude=_FOR_PEOPLE if recipe.mix else _FOR_PEOPLE | {"mix"})
    text = json.dumps(data, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.blake2b(b"gondola recipe 1\n" + text.encode(), digest_size=16).hexdigest()
