"""Commands about labels that are there already. What they do is in the modules beside this one."""

from pathlib import Path
from typing import Annotated

import typer

DatasetArgument = Annotated[Path, typer.Argument(metavar="DIR", help="A dataset folder.", show_default=False)]
POLICY_HELP = "all-visible, front-facings, sku110k, checkout, or a YAML file."


def relabel(
    folder: DatasetArgument,
    policy: Annotated[
        str, typer.Option("--policy", metavar="NAME|FILE", help=POLICY_HELP, show_default=False)
    ],
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", metavar="DIR", help="A new folder for the annotations, with links to the pictures."
        ),
    ] = None,
) -> None:
    """Annotate a dataset under another policy.

    Nothing is rendered: COCO and YOLO files are written anew from the frames' records, whole or not at all.
    Without --out they take the place of the old ones. A policy's file has the settings of a recipe's labels;
    see docs/policies.md.

    \b
    Examples:
      gondola relabel out/snacks --policy front-facings
      gondola relabel out/snacks --policy mine.yaml --out out/snacks-mine
    """
    from generator.cli.labelling import relabel_dataset

    relabel_dataset(folder, policy, out)


def add_label_commands(app: typer.Typer) -> None:
    for command in (relabel,):
        app.command()(command)
