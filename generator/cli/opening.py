"""From the words of a command line to a bundle."""

import re
from typing import TYPE_CHECKING, Any

from generator.cli.failures import UsageError

if TYPE_CHECKING:
    from generator.bundle import Bundle

_SIZE = re.compile(r"(\d{1,5})[xX](\d{1,5})")
SIDE_PX = (32, 8192)


def size_overrides(size: str | None) -> dict[str, Any]:
    """``"640x480"`` as overrides of the recipe."""
    if size is None:
        return {}
    match = _SIZE.fullmatch(size)
    if not match:
        raise UsageError(f"--size {size}: expected WIDTHxHEIGHT in pixels, such as 640x480.")
    width, height = int(match[1]), int(match[2])
    least, most = SIDE_PX
    if not (least <= width <= most and least <= height <= most):
        raise UsageError(f"--size {size}: each side must be {least} to {most} pixels.")
    return {"image.width_px": width, "image.height_px": height}


def one_of(option: str, value: str, choices: tuple[str, ...], hidden: tuple[str, ...] = ()) -> str:
    """``value`` if it is a choice of ``option``."""
    if value not in (*choices, *hidden):
        raise UsageError(f"{option} {value}: expected one of {', '.join(choices)}.")
    return value


def open_recipe(recipe: str, size: str | None = None) -> "Bundle":
    """The bundle of a recipe given on the command line."""
    from generator.bundle import open_bundle

    return open_bundle(recipe, size_overrides(size))
