"""``gondola check``: every problem of every recipe."""

import sys
from collections.abc import Iterator, Sequence

from generator.cli.failures import FAILED_MACHINE, WRONG_INPUT, exit_code, message
from generator.cli.opening import open_recipe


def check_recipes(recipes: Sequence[str], frames: int) -> int:
    """Print verdicts, good ones to standard output, problems to standard error; returns the exit code."""
    failures = 0
    for recipe in recipes:
        found = list(problems(recipe, frames))
        failures += bool(found)
        if not found:
            print(f"{recipe}: good" + (f" ({frames} frames tried)" if frames else ""))
        for problem in found:
            print(problem, file=sys.stderr)
    return WRONG_INPUT if failures else 0


def problems(recipe: str, frames: int) -> Iterator[str]:
    """What is wrong with one recipe: in its text, in its catalogue, or in the frames it would give."""
    try:
        bundle = open_recipe(recipe)
    except Exception as error:
        yield _wrong_input(error)
        return
    from generator.frame import sample

    told: set[str] = set()
    for index in range(frames):
        try:
            sample(bundle, index)
        except Exception as error:
            said = _wrong_input(error)
            place = said.split(": frame ")[
                0
            ]  # once for each setting: the other frames only draw other numbers
            if place not in told:
                told.add(place)
                yield said


def _wrong_input(error: Exception) -> str:
    """The message of an error that the recipe is to blame for; any other error passes on."""
    if exit_code(error) == FAILED_MACHINE:
        raise error
    return message(error)
