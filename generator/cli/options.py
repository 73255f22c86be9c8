"""Arguments and options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

RecipeArgument = Annotated[
    str,
    typer.Argument(
        metavar="RECIPE", help="A recipe file, or the name of a shipped recipe.", show_default=False
    ),
]


def _folder(text: str) -> Path:
    """A dataset on this machine's disks."""
    if "://" in text and not text.startswith("file://"):
        raise typer.BadParameter(
            f"{text} is not on this machine. Fetch it first: gondola fetch {text} --out DIR"
        )
    return Path(text.removeprefix("file://"))


DatasetArgument = Annotated[
    Path, typer.Argument(metavar="DIR", help="A dataset folder.", show_default=False, parser=_folder)
]
AnyDatasetArgument = Annotated[
    str, typer.Argument(metavar="DIR|URL", help="A dataset: its folder or URL.", show_default=False)
]
SizeOption = Annotated[
    str | None,
    typer.Option("--size", metavar="WxH", help="Picture size in pixels, in place of the recipe's."),
]
StartOption = Annotated[int, typer.Option("--start", min=0, help="Index of the first frame.")]
EngineOption = Annotated[
    str, typer.Option("--engine", metavar="cycles|draft", help="Path tracing, or quick and simple.")
]
DeviceOption = Annotated[str, typer.Option("--device", metavar="auto|cpu|gpu", help="Where Cycles renders.")]
PolicyOption = Annotated[
    str | None, typer.Option("--policy", metavar="NAME|FILE", help="What is labelled; else the recipe's.")
]
