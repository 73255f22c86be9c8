"""Commands about labels that are there already. What they do is in the modules beside this one."""

from pathlib import Path
from typing import Annotated

import typer

from generator.cli.options import DatasetArgument

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


def export(
    folder: DatasetArgument,
    name: Annotated[
        str, typer.Option("--format", metavar="FORMAT", help="One of those above.", show_default=False)
    ],
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="A new folder; else DIR-FORMAT beside DIR.")
    ] = None,
    policy: Annotated[
        str | None,
        typer.Option("--policy", metavar="NAME|FILE", help=f"Another than the dataset's: {POLICY_HELP}"),
    ] = None,
    ignore_rest: Annotated[
        bool,
        typer.Option(
            "--ignore-rest", help="COCO: what the policy does not list is an area to ignore (iscrowd)."
        ),
    ] = False,
) -> None:
    """Write a dataset in another format.

    Nothing is rendered, the dataset stays as it is, and the new folder appears whole or not at all. The parts
    of gondola split become the format's; without them all frames are train. See docs/formats.md.

    \b
    Formats:
      coco  coco-keypoints  coco-panoptic  fiftyone
      yolo-detect  yolo-segment  yolo-pose  yolo-obb
      voc  cvat  cvat-masks  label-studio
      kitti  bop
      webdataset  huggingface  parquet

    \b
    Examples:
      gondola export out/snacks --format yolo-obb
      gondola export out/snacks --format coco --policy front-facings --out out/fronts
    """
    from generator.cli.labelling import export_dataset

    export_dataset(folder, name, out, policy, ignore_rest)


def split(
    folder: DatasetArgument,
    train: Annotated[float, typer.Option("--train", min=0, help="Share of the frames to learn from.")] = 0.8,
    val: Annotated[float, typer.Option("--val", min=0, help="Share to choose by.")] = 0.1,
    test: Annotated[float, typer.Option("--test", min=0, help="Share to measure by.")] = 0.1,
    unseen: Annotated[
        float, typer.Option("--unseen-skus", min=0, max=0.9, help="Share of the SKUs to hold out.")
    ] = 0.0,
    by: Annotated[
        str,
        typer.Option(
            "--by",
            metavar="annotations|frames",
            help="Held-out SKUs lose their annotations in train and val, or their frames go to test.",
        ),
    ] = "annotations",
    seed: Annotated[int, typer.Option("--seed", help="Another seed, another splitting.")] = 0,
) -> None:
    """Part a dataset into train, val and test.

    By frame, and with --unseen-skus by article too, so that a model meets SKUs in the test that it has never
    learnt. The same seed gives the same parts, and frames that are rendered later move none. Lists are
    written to DIR/splits; exports and statistics go by them.

    \b
    Examples:
      gondola split out/snacks --train 0.7 --val 0.15 --test 0.15
      gondola split out/snacks --unseen-skus 0.1 --seed 3
    """
    from generator.cli.labelling import split_dataset

    split_dataset(folder, (train, val, test), unseen, by, seed)


def stats(
    folder: DatasetArgument,
    as_json: Annotated[bool, typer.Option("--json", help="All counts, as JSON.")] = False,
) -> None:
    """Say how evenly classes and SKUs are seen.

    Counts by part, the commonest and the rarest, how many share half of all boxes, and what is never seen.

    \b
    Examples:
      gondola stats out/snacks
      gondola stats out/snacks --json | jq '.boxes_by_sku'
    """
    from generator.cli.labelling import print_statistics

    print_statistics(folder, as_json)


def add_label_commands(app: typer.Typer) -> None:
    for command in (relabel, export, split, stats):
        app.command()(command)
