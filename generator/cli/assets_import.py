"""``gondola assets import``: models into folders of products."""

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from generator.cli.failures import UsageError, message

if TYPE_CHECKING:
    from assets.own.importing import Imported
    from assets.own.normalising import Wishes
    from assets.own.raw import Axis

AXES = ("x", "y", "z", "-x", "-y", "-z")
UNITS = ("mm", "cm", "m", "in")
FIRST_WORD_S = 2


def import_models(
    files: Sequence[Path],
    to: Path,
    wishes: "Wishes",
    facts: Mapping[str, str | float],
    textures: Path | None,
    overwrite: bool,
) -> int:
    """Import each file, say what became of it and what was guessed; returns how many could not be."""
    from assets.own.errors import ModelError
    from assets.own.importing import import_model
    from generator.render.cycles.convert import convert_model

    alone = [word for word in ("name", "gtin", "sku") if word in facts]
    if len(files) > 1 and alone:
        raise UsageError(f"--{alone[0]} is for one FILE; import them one at a time.")
    failed = 0
    for done, file in enumerate(files):
        counted = f" ({done + 1}/{len(files)})" if len(files) > 1 else ""
        try:
            made = import_model(
                file, to, wishes, facts, textures, convert_model, overwrite, _patience(file.name + counted)
            )
        except (ModelError, OSError) as error:
            failed += 1
            print(message(error), file=sys.stderr)
            continue
        print(_told(file, made))
        for note in made.notes:
            print(f"  {note}")
    return failed


def _patience(name: str) -> Callable[[int], None]:
    """Says that it is still reading, after two seconds and then every ten."""

    def tick(seconds: int) -> None:
        if seconds == FIRST_WORD_S or seconds % 10 == 0:
            print(f"{name}: reading, {seconds} s", file=sys.stderr, flush=True)

    return tick


def _told(file: Path, made: "Imported") -> str:
    w, d, h = (1000 * v for v in made.size_m)
    read, near, far = made.triangles
    plural = "s" if made.textures != 1 else ""
    pictures = f"{made.textures or 'no'} texture{plural if made.textures else ''}"
    return (
        f"{file}: {made.folder}: {w:.1f} x {d:.1f} x {h:.1f} mm (width x depth x height), {pictures}, "
        f"{read:,} triangles, kept {near:,} near and {far:,} far"
    )


def wishes_of(
    size: str | None, height: str | None, units: str | None, up: str | None, front: str | None, turn: float
) -> "Wishes":
    """The options that settle size and stance. Raises UsageError or ModelError for what cannot be."""
    from assets.own.normalising import Wishes
    from assets.own.sizes import UNITS as METRES
    from assets.own.sizes import read_height, read_size
    from assets.own.stance import rotation

    if sum(option is not None for option in (size, height, units)) > 1:
        raise UsageError("--size, --height and --units each settle the size; give one of them.")
    if units is not None and units not in UNITS:
        raise UsageError(f"--units {units}: expected one of {', '.join(UNITS)}.")
    axes = {name: _axis(name, value) for name, value in (("up", up), ("front", front))}
    if axes["up"] and axes["front"]:
        rotation(axes["up"], axes["front"])
    wanted = read_size(size) if size else None
    return Wishes(
        size_m=(float(wanted[0]), float(wanted[1]), float(wanted[2])) if wanted is not None else None,
        height_m=read_height(height) if height else None,
        unit_m=METRES[units] if units else None,
        up=axes["up"],
        front=axes["front"],
        turn_deg=turn,
    )


def _axis(option: str, value: str | None) -> "Axis | None":
    if value is None:
        return None
    axis = value.lower().removeprefix("+")
    if axis not in AXES:
        raise UsageError(f"--{option} {value}: expected an axis of the file, one of {', '.join(AXES)}.")
    return cast("Axis", axis)


def facts_of(given: Mapping[str, str | float | None]) -> dict[str, str | float]:
    """What product.yaml shall say, checked as it will be when it is read. Raises ModelError."""
    from assets.own.errors import ModelError
    from assets.own.product_settings import check_product
    from assets.own.settings import Settings

    facts = {name: value for name, value in given.items() if value is not None}
    _, problems = check_product(Settings("", {"name": "product", **facts}, {}), {}, has_model=True)
    if problems:
        raise ModelError("\n".join(f"--{problem.path}: {problem.message}" for problem in problems))
    return facts
