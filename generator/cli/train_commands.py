"""Commands that train on streamed frames and look at photographs; what they do is in ``generator/train``."""

from pathlib import Path
from typing import Annotated

import typer

from generator.cli.options import EngineOption, PolicyOption, SizeOption, StartOption

AsTheyAre = "auto, 0 (as they are), or pixels"


def train(
    recipe: Annotated[
        str,
        typer.Argument(
            metavar="RECIPE|DATASET",
            help="A recipe file, a shipped recipe's name, or a folder that gondola render wrote.",
            show_default=False,
        ),
    ],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder of the run.", show_default=False)],
    model: Annotated[
        str,
        typer.Option(
            "--model",
            metavar="NAME",
            help="centre-small, centre, centre-large, fcos, retinanet, faster-rcnn.",
        ),
    ] = "centre",
    steps: Annotated[
        int | None,
        typer.Option("--steps", min=1, help="How long; 3000 where no --minutes are given."),
    ] = None,
    minutes: Annotated[
        float,
        typer.Option("--minutes", min=0.0, help="End after so many minutes, the learning rate with them."),
    ] = 0.0,
    batch_size: Annotated[int, typer.Option("--batch-size", min=1, help="Crops in a step.")] = 8,
    crop: Annotated[str, typer.Option("--crop", metavar="WxH", help="Size of the crops.")] = "512x384",
    rate: Annotated[float, typer.Option("--rate", min=1e-7, max=1.0, help="Highest learning rate.")] = 2e-3,
    precision: Annotated[
        str, typer.Option("--precision", metavar="auto|fp32|bf16|fp16", help="Of the network's computation.")
    ] = "auto",
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
    render_gpus: Annotated[
        int, typer.Option("--render-gpus", min=0, help="GPUs for the renderers: the machine's last ones.")
    ] = 0,
    train_gpus: Annotated[
        int | None, typer.Option("--train-gpus", min=0, help="GPUs to train on: 0 or 1, the machine's first.")
    ] = None,
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
        Path | None, typer.Option("--mix", metavar="COCO", help="Real photographs to mix in: a quarter.")
    ] = None,
    mix_images: Annotated[
        Path | None, typer.Option("--mix-images", metavar="DIR", help="Where they are; else beside the file.")
    ] = None,
    judge: Annotated[
        tuple[Path, Path] | None,
        typer.Option("--eval", metavar="COCO DIR", help="Photographs to test on: their boxes, their folder."),
    ] = None,
    judge_every: Annotated[
        int, typer.Option("--eval-every", min=0, help="Steps between tests; 0: at the end alone.")
    ] = 0,
    judge_long_side: Annotated[
        str, typer.Option("--eval-long-side", metavar="SIZE", help=f"Size to test at: {AsTheyAre}.")
    ] = "auto",
    weights: Annotated[
        Path | None, typer.Option("--weights", metavar="MODEL", help="Begin with this model's weights.")
    ] = None,
    curriculum: Annotated[
        float,
        typer.Option("--curriculum", min=0.0, help="Show what is hard more often, at most so many times."),
    ] = 0.0,
    curriculum_every: Annotated[
        int, typer.Option("--curriculum-every", min=1, help="Frames after which chances change.")
    ] = 200,
    tensorboard: Annotated[bool, typer.Option("--tensorboard", help="Log to DIR/tensorboard too.")] = False,
    seed: Annotated[int, typer.Option("--seed", help="Another seed, another run.")] = 0,
) -> None:
    """Train a detector on frames that are rendered meanwhile; no dataset is stored.

    Stop it with Ctrl-C, or kill it: the same command goes on where the last checkpoint was. The result is
    DIR/model.pt, for gondola predict. DIR/log.jsonl has every step, DIR/frames.jsonl every frame.

    \b
    Examples:
      gondola train anything --model centre --steps 3000 --out out/run
      gondola train anything --minutes 30 --eval photos/boxes.json photos --eval-every 500 --out out/run
      gondola train out/frames --steps 2000 --out out/from-a-dataset
      gondola train anything --curriculum 3 --tensorboard --out out/hard
      gondola train my.yaml --engine cycles --workers 3 --render-gpus 3 --model fcos --out out/big
    """
    from generator.train.commands import TrainOptions, train_model

    options = TrainOptions(
        recipe, out, model, steps, minutes, batch_size, crop, rate, precision, engine, render_device, device,
        workers, threads, render_gpus, train_gpus, fresh, kept, start, size, policy, min_visible, mix,
        mix_images, judge, judge_every, _side(judge_long_side, "--eval-long-side"), weights, curriculum,
        curriculum_every, tensorboard, seed,
    )  # fmt: skip
    train_model(options)


def _side(text: str, option: str) -> int | None:
    from generator.cli.failures import UsageError

    if text == "auto":
        return None
    if not text.isdigit() or int(text) > 16384:
        raise UsageError(f"{option} {text}: expected {AsTheyAre}, at most 16384.")
    return int(text)


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
        str, typer.Option("--long-side", metavar="SIZE", help=f"Bring pictures to a size first: {AsTheyAre}.")
    ] = "auto",
    least: Annotated[
        float, typer.Option("--least-score", min=0.0, max=1.0, help="Drop boxes below it.")
    ] = 0.02,
    device: Annotated[str, typer.Option("--device", metavar="auto|cpu|cuda", help="Where to run.")] = "auto",
) -> None:
    """Find products in photographs.

    Writes DIR/detections.json as COCO has results (up to 300 a picture), DIR/images.json with the pictures'
    ids, and pictures with their boxes. Large pictures are cut into overlapping tiles. With "auto" each
    picture is brought to the size at which its products are as large as those that were learnt.

    \b
    Examples:
      gondola predict out/run/model.pt photos/ --out out/found
      gondola predict out/run/model.pt photos/ --coco photos/instances.json
    """
    from generator.train.predicting import predict_pictures

    side = _side(long_side, "--long-side")
    raise typer.Exit(predict_pictures(model, images, out, coco, side, least, device))


def export_model(
    model: Annotated[Path, typer.Argument(metavar="MODEL", help="model.pt of a run.", show_default=False)],
    out: Annotated[Path, typer.Argument(metavar="FILE", help="The ONNX file.", show_default=False)],
    size: Annotated[
        str, typer.Option("--size", metavar="WxH", help="Of the pictures it takes: multiples of 32.")
    ] = "1280x960",
) -> None:
    """Write a trained detector as ONNX, checked against PyTorch.

    It takes image (1, 3, h, w), float32 RGB in 0..1, and gives boxes_xyxy (n, 4), scores and labels, best
    first. Boxes that overlap a better one are left for the caller to drop.

    \b
    Example:
      gondola export-model out/run/model.pt out/run/model.onnx --size 640x480
    """
    from generator.train.commands import crop_of
    from generator.train.predicting import export_model as export

    export(model, out, crop_of(size, "--size"))


def add_train_commands(app: typer.Typer) -> None:
    for command in (train, predict):
        app.command()(command)
    app.command("export-model")(export_model)
