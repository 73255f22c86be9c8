"""What is wrong with a recipe: every problem at once, each with its place."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from recipes.wording import shortened

MAX_PROBLEMS = 100
"""A recipe with more problems than this reports the first ones and how many more there are."""


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake. Lines and columns count from 1; 0 where there is no place, as for a missing file.

    ``path`` names the setting, e.g. ``camera.lens.k1`` or ``merchandise.assortment.categories[0]``; it is
    empty for mistakes of the file as a whole.
    """

    file: str
    line: int
    column: int
    path: str
    message: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        return f"{place}: {self.path}: {self.message}" if self.path else f"{place}: {self.message}"


class RecipeError(Exception):
    """A recipe cannot be used. ``problems`` has all its mistakes in the order of the file."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(set(problems)))
        super().__init__(str(self))

    def __str__(self) -> str:
        lines = [str(problem) for problem in self.problems[:MAX_PROBLEMS]]
        hidden = len(self.problems) - len(lines)
        return "\n".join([*lines, f"... and {hidden} more problems"] if hidden > 0 else lines)

    def __reduce__(self) -> tuple[type["RecipeError"], tuple[tuple[Problem, ...]]]:
        return RecipeError, (self.problems,)


type Steps = tuple[str | int, ...]
"""From the top of a recipe to a setting, or to a part of its value."""


@dataclass(frozen=True)
class Finding:
    """A mistake by its setting. Where several take part, the first that is written in a file gets the blame.

    ``on_key`` says that the name of the setting is wrong, not its value.
    """

    paths: tuple[Steps, ...]
    message: str
    on_key: bool = False


def path_text(parts: Sequence[str | int]) -> str:
    """``("lens", "k1", 0)`` as ``lens.k1[0]``."""
    text = ""
    for part in parts:
        text += f"[{part}]" if isinstance(part, int) else f".{shortened(part)}"
    return text.removeprefix(".")
