"""Commands that hand frames on without storing them. What they do is in ``generator/cli/streaming.py``."""

from pathlib import Path
from typing import Annotated

import typer

from generator.cli.options import (
    DeviceOption,
    EngineOption,
    PolicyOption,
    RecipeArgument,
    SizeOption,
    StartOption,
)


def stream(
    recipe: RecipeArgument,
    out: Annotated[
        str, typer.Argument(metavar="OUT", help="A file, or - for standard output.", show_default=False)
    ],
    frames: Annotated[int, typer.Option("--frames", min=1, help="How many frames.")] = 100,
    start: StartOption = 0,
    stream_format: Annotated[
        str, typer.Option("--format", metavar="webdataset", help="A tar.")
    ] = "webdataset",
    engine: EngineOption = "cycles",
    device: DeviceOption = "auto",
    workers: Annotated[
        int,
        typer.Option("--workers", min=0, help="Processes that make frames ahead; 0: this one makes them."),
    ] = 0,
    size: SizeOption = None,
    policy: PolicyOption = None,
    masks: Annotated[bool, typer.Option("--masks", help="With instance maps.")] = False,
    ledger: Annotated[
        Path | None,
        typer.Option("--ledger", metavar="FILE", help="Note every frame; an existing one is continued."),
    ] = None,
) -> None:
    """Send labelled frames into a pipe; nothing is stored.

    A tar as WebDataset reads it: 000007.jpg, and 000007.json with boxes and classes. In Python,
    `from generator.stream import stream` gives batches without the detour.

    \b
    Examples:
      gondola stream snack_aisle - --frames 1000 --engine draft --workers 2 | my-trainer
      gondola stream my.yaml - --masks --ledger frames.jsonl | ssh gpu-box my-trainer
    """
    from generator.cli.streaming import stream_to_pipe

    wanted = range(start, start + frames)
    stream_to_pipe(recipe, out, wanted, engine, device, workers, size, policy, masks, ledger, stream_format)


def audit(
    ledger: Annotated[Path, typer.Argument(metavar="LEDGER", help="A stream's ledger.", show_default=False)],
    recipe: RecipeArgument,
    count: Annotated[int, typer.Option("--frames", min=1, help="How many to make again.")] = 5,
    size: SizeOption = None,
) -> None:
    """Make frames of a stream's ledger again and compare.

    Exit code 0 when all are the same to the pixel, 1 otherwise.

    \b
    Example:
      gondola audit frames.jsonl my.yaml --frames 10
    """
    from generator.cli.streaming import audit_ledger

    raise typer.Exit(audit_ledger(ledger, recipe, count, size))


def add_stream_commands(app: typer.Typer) -> None:
    for command in (stream, audit):
        app.command()(command)
