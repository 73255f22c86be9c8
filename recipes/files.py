"""Which files a recipe may read: its own folder's, and the shipped recipes.

os.path answers no for names that no file can have (too long, not encodable), where pathlib would raise.
"""

import os
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from recipes import wording
from recipes.errors import Problem, RecipeError
from recipes.source import MAX_BYTES

LIBRARY = Path(__file__).parent / "library"
_BARE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")


class UnreadableError(Exception):
    """A file that may not or cannot be read; the message says why."""


@dataclass(frozen=True)
class Located:
    """A recipe's file: where it is, how messages call it, and the real folder that it may not leave."""

    path: Path
    shown: str
    folder: Path


@cache
def shipped_recipes() -> Mapping[str, Path]:
    """The recipes that come with Gondola, by name."""
    return MappingProxyType({path.stem: path for path in sorted(LIBRARY.glob("*.yaml"))})


def find_recipe(path_or_name: str | os.PathLike[str]) -> Located:
    """The file of a recipe: a path, or the bare name of a shipped one. RecipeError when there is none."""
    shown = os.fspath(path_or_name)
    if not shown or "\0" in shown:
        raise RecipeError([Problem(shown.replace("\0", "?"), 0, 0, "", "expected a recipe's path or name")])
    path = Path(shown)
    if os.path.isfile(path) or (os.path.lexists(path) and shown not in shipped_recipes()):
        return _located(path, shown)
    shipped = shipped_recipes()
    if shown in shipped:
        return _located(shipped[shown], str(shipped[shown]))
    message = f"no such recipe{wording.did_you_mean(path.stem, shipped)} (shipped: {', '.join(shipped)})"
    raise RecipeError([Problem(shown, 0, 0, "", message)])


def _located(path: Path, shown: str) -> Located:
    try:
        real = path.resolve(strict=True)
    except (OSError, RuntimeError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "no name that a file can have"
        raise RecipeError([Problem(shown, 0, 0, "", f"cannot be read: {reason}")]) from None
    return Located(real, shown, real.parent)


def find_parent(child: Located, name: object) -> Located:
    """The file that ``extends: name`` means in ``child``; UnreadableError when it may not be read."""
    if not isinstance(name, str) or not name:
        raise UnreadableError(f"expected a recipe's path or name, found {wording.found(name)}")
    shipped = shipped_recipes()
    if name in shipped:
        return _located(shipped[name], str(shipped[name]))
    if _BARE_NAME.fullmatch(name):
        raise UnreadableError(_no_shipped(child, name))
    real = inside(child.folder, child.path.parent, name)
    if os.path.exists(real) and not os.path.isfile(real):
        kind = "the folder" if os.path.isdir(real) else "no regular file at"
        raise UnreadableError(f"expected a recipe, found {kind} {wording.shortened(name)}")
    if not os.path.exists(real):
        siblings = [p.name for p in real.parent.glob("*.y*ml")] if os.path.isdir(real.parent) else []
        hint = wording.did_you_mean(real.name, siblings)
        raise UnreadableError(f"expected a recipe, found no file {wording.shortened(name)}{hint}")
    return Located(real, os.path.join(os.path.dirname(child.shown), name), child.folder)


def _no_shipped(child: Located, name: str) -> str:
    beside = child.path.parent / f"{name}.yaml"
    if os.path.isfile(beside):
        return f"expected a shipped recipe or a path, found {name}; write {name}.yaml for the file beside"
    shipped = shipped_recipes()
    hint = wording.did_you_mean(name, shipped) or f" (shipped: {', '.join(shipped)})"
    return f"expected a path or a shipped recipe, found {wording.shortened(name)}{hint}"


def inside(folder: Path, start: Path, name: str) -> Path:
    """The real path of ``name`` as seen from ``start``. UnreadableError when it leads out of ``folder``.

    Links are followed before the check, so neither ``..`` nor a symbolic link leads out.
    """
    if "\0" in name or len(name) > 1000:
        raise UnreadableError(f"expected a path, found {wording.found(name)}")
    try:
        real = (start / name).resolve()
    except (OSError, RuntimeError, ValueError):
        raise UnreadableError(f"expected a path that leads somewhere, found {wording.found(name)}") from None
    if Path(name).is_absolute() or not real.is_relative_to(folder):
        found = wording.found(name)
        raise UnreadableError(f"expected a path inside the recipe's own folder, found {found}")
    return real


def read_bytes(file: Located) -> bytes:
    """A regular file's bytes, one more than allowed at most; UnreadableError for folders, pipes and so on."""
    try:
        if not stat.S_ISREG(file.path.stat().st_mode):
            kind = "a folder" if file.path.is_dir() else "something else"
            raise UnreadableError(f"expected a recipe's file, found {kind}")
        with file.path.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise UnreadableError(f"cannot be read: {error.strerror or error}") from None
