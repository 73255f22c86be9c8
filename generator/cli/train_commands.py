"""Commands that train on streamed frames and look at photographs; see ``generator/train/commands.py``."""

from pathlib import Path
from typing import Annotated

import typer

from generator.cli.options import EngineOption, PolicyOption, RecipeArgument, SizeOption, StartOption


def train(
    recipe: RecipeArgument,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder of the run.", show_default=False)],
    model: Annotated[
        str,
        typer.Option(
            "--model",
            metavar="NAME",
            help="centre-small, centre, centre-large, fcos, retinanet, faster-rcnn.",
        ),
    ] = "centre",
    steps: Annotated[int, typer.Option("--steps", min=1, help="How long to train.")] = 3000,
    batch_size: Annotated[int, typer.Option("--batch-size", min=1, help="Crops in a step.")] = 8,
    crop: Annotated[str, typer.Option("--crop", metavar="WxH", help="Size of the crops.")] = "512x384",
    engine: EngineOption = "draft",
    render_device: Annotated[
        str, typer.Option("--render-device", metavar="auto|cpu|gpu", help="Where Cycles renders.")
    ] = "auto",
    device: Annotated[
        str, typer.Option("--device", metavar="auto|cpu|cuda", help="Where the network trains.")
    ] = "auto",
    workers: Annotated[
        int, typer.Option("--workers", min=0, help="Processes that render meanwhile; 0: in turns.")
    ] = 1,
    threads: Annotated[int, typer.Option("--threads", min=0, help="CPU threads to train with; 0: all.")] = 0,
    fresh: Annotated[
        float, typer.Option("--fresh", min=0.0, help="New frames a step; the rest of a batch is drawn again.")
    ] = 0.25,
    kept: Annotated[int, typer.Option("--kept", min=1, help="Frames to draw from.")] = 256,
    start: StartOption = 0,
    size: SizeOption = None,
    policy: PolicyOption = None,
    min_visible: Annotated[
        float,
        typer.Option("--min-visible", min=0.0, max=1.0, help="Leave out what is hidden more than that."),
    ] = 0.4,
    mix: Annotated[
        Path | None, typer.Option("--mix", metavar="COCO", help="Real photographs to mix in.")
    ] = None,
    mix_images: Annotated[
        Path | None, typer.Option("--mix-images", metavar="DIR", help="Where they are; else beside the file.")
    ] = None,
    seed: Annotated[int, typer.Option("--seed", help="Another seed, another run.")] = 0,
) -> None:
    """Train a detector on frames that are rendered meanwhile; no dataset is stored.

    Stop it with Ctrl-C, or kill it: the same command goes on where the last checkpoint was. The result is
    DIR/model.pt, for gondola predict.

    \b
    Examples:
      gondola train anything --model centre --steps 3000 --out out/run
      gondola train my.yaml --engine cycles --workers 8 --device cuda --model fcos --steps 20000 --out out/big
    """
    from generator.train.commands import TrainOptions, train_model

    options = TrainOptions(
        recipe, out, model, steps, batch_size, crop, engine, render_device, device, workers, threads,
        fresh, kept, start, size, policy, min_visible, mix, mix_images, seed,
    )  # fmt: skip
    train_model(options)


def predict(
    model: Annotated[Path, typer.Argument(metavar="MODEL", help="model.pt of a run.", show_default=False)],
    images: Annotated[
        list[Path],
        typer.Argument(metavar="IMAGES...", help="Pictures, or folders of them.", show_default=False),
    ],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Where detections go.")] = Path(
        "predictions"
    ),
    coco: Annotated[
        Path | None,
        typer.Option("--coco", metavar="FILE", help="COCO boxes of these pictures: print AP and AR too."),
    ] = None,
    long_side: Annotated[
        int, typer.Option("--long-side", min=0, help="Bring pictures to this size first; 0: as they are.")
    ] = 1280,
    least: Annotated[
        float, typer.Option("--least-score", min=0.0, max=1.0, help="Drop boxes below it.")
    ] = 0.02,
    device: Annotated[str, typer.Option("--device", metavar="auto|cpu|cuda", help="Where to run.")] = "auto",
) -> None:
    """Find products in photographs.

    Writes DIR/detections.json as COCO has results (up to 300 a picture), and pictures with their boxes. Large
    pictures are cut into overlapping tiles.

    \b
    Examples:
      gondola predict out/run/model.pt photos/ --out out/found
      gondola predict out/run/model.pt photos/ --coco photos/instances.json
    """
    from generator.train.commands import predict_pictures

    predict_pictures(model, images, out, coco, long_side, least, device)


def add_train_commands(app: typer.Typer) -> None:
    for command in (train, predict):
        app.command()(command)
