"""``gondola train``: what the command does."""

import sys
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.cli.failures import UsageError
from generator.cli.opening import one_of, open_recipe
from generator.render import DEVICES, ENGINES
from generator.train.needs import need, need_torch, torch_device

if TYPE_CHECKING:
    from generator.train.curriculum import Curriculum
    from generator.train.photos import PhotoSet
    from generator.train.trainer import Listener, OpenSupply, Plan, Trainer
    from recipes.model import Recipe

ENDLESS = 10**9
LEDGER = "frames.jsonl"


@dataclass(frozen=True)
class TrainOptions:
    """The command's options as they were given."""

    recipe: str
    out: Path
    model: str
    steps: int | None
    minutes: float
    batch_size: int
    crop: str
    rate: float
    precision: str
    engine: str
    render_device: str
    device: str
    workers: int
    threads: int
    render_gpus: int
    train_gpus: int | None
    fresh: float
    kept: int
    start: int
    size: str | None
    policy: str | None
    min_visible: float
    mix: Path | None
    mix_images: Path | None
    judge: tuple[Path, Path] | None
    judge_every: int
    judge_long_side: int | None
    weights: Path | None
    curriculum: float
    curriculum_every: int
    tensorboard: bool
    seed: int


def train_model(options: TrainOptions) -> None:
    """Train until the last step or a signal; either way the same command goes on, or has nothing to do."""
    need_torch()
    if options.tensorboard:
        need("--tensorboard", "tensorboard")
    one_of("--engine", options.engine, ENGINES, hidden=("stub",))
    one_of("--render-device", options.render_device, DEVICES)

    import torch

    from generator.dataset.signals import StopSignals
    from generator.train.models import build
    from generator.train.trainer import MODEL, Trainer

    build(options.model, 1)  # says so at once where there is no such model
    if options.threads:
        torch.set_num_threads(options.threads)
    device = torch_device("cpu" if options.train_gpus == 0 else options.device)
    _give_gpus(options, device)
    with ExitStack() as stack, StopSignals(_heard) as signals:
        source = _Source.of(options, stack)
        plan = _plan(options, source, device)
        real = _photographs(options)
        trainer = Trainer(
            options.out, plan, source.supply(plan), real, device, options.weights, source.lesson
        )
        trainer.run(_listeners(options, trainer, device), lambda: signals.asked)
        signals.check()
    print(f"{options.out / MODEL} ({trainer.step} steps)")


@dataclass(frozen=True)
class _Source:
    """Where frames come from: a recipe that is rendered meanwhile, or a dataset on the disk."""

    class_names: tuple[str, ...]
    key: str
    options: TrainOptions
    stack: ExitStack
    dataset: "PhotoSet | None" = None
    frames: Any = None
    lesson: "Curriculum | None" = None

    @classmethod
    def of(cls, options: TrainOptions, stack: ExitStack) -> "_Source":
        folder = Path(options.recipe)
        if folder.is_dir():
            return cls._of_folder(folder, options, stack)
        from generator.train.streamed import Frames

        bundle = open_recipe(options.recipe, options.size)
        stream = {
            "engine": options.engine,
            "device": options.render_device,
            "workers": options.workers,
            "policy": options.policy,
            "gpus_per_worker": options.render_gpus / max(options.workers, 1),
        }
        lesson = None
        if options.curriculum:
            lesson = _curriculum(bundle.recipe, options)
        options.out.mkdir(parents=True, exist_ok=True)
        ledger = options.out / LEDGER
        frames = Frames(bundle, options.start, options.min_visible, stream, lesson, ledger)
        return cls(frames.class_names(), bundle.key, options, stack, frames=frames, lesson=lesson)

    @classmethod
    def _of_folder(cls, folder: Path, options: TrainOptions, stack: ExitStack) -> "_Source":
        from generator.train.photos import read_coco

        if options.curriculum:
            raise UsageError(
                "--curriculum re-weights a recipe: it needs one, not a dataset that is rendered."
            )
        coco = folder / "annotations" / "instances.json"
        if not coco.is_file():
            raise UsageError(
                f"{folder} has no annotations/instances.json. Give a recipe, or a folder that gondola render "
                "wrote (gondola unpack opens a packed one)."
            )
        found = read_coco(coco, folder, options.min_visible)
        names = tuple(found.class_names[number] for number in sorted(found.class_names))
        return cls(names, f"dataset {folder.name} of {len(found.photos)}", options, stack, found)

    def supply(self, plan: "Plan") -> "OpenSupply":
        from generator.train.pool import Pool, Shuffled

        if self.dataset is not None:
            dataset = self.dataset
            return lambda _: Shuffled(len(dataset.photos), dataset.classes(), plan.seed)

        def opened(step: int) -> Pool:
            first = plan.pace.oldest_at(step)
            return Pool(self.frames.pictures(self.stack, first), plan.pace, plan.seed, step)

        return opened


def _curriculum(recipe: "Recipe", options: TrainOptions) -> "Curriculum":
    from generator.train.curriculum import Curriculum

    if options.curriculum <= 1:
        raise UsageError(f"--curriculum {options.curriculum:g}: a bound above 1, such as 3.")
    if not options.model.startswith("centre"):
        raise UsageError(f"--curriculum needs a model that tells the loss of each box: not {options.model}.")
    try:
        return Curriculum.of(recipe, options.curriculum, options.curriculum_every)
    except ValueError as error:
        raise UsageError(f"--curriculum: {error}") from error


def _plan(options: TrainOptions, source: _Source, device: str) -> "Plan":
    from generator.train.crops import CropRules
    from generator.train.pool import Pace
    from generator.train.precision import PRECISIONS, chosen
    from generator.train.trainer import Plan

    one_of("--precision", options.precision, PRECISIONS)
    if options.precision == "fp16" and device == "cpu":
        raise UsageError("--precision fp16 is for GPUs; a processor has bf16 or fp32.")
    steps = options.steps or (ENDLESS if options.minutes else 3000)
    return Plan(
        model=options.model,
        class_names=source.class_names,
        steps=steps,
        minutes=options.minutes,
        batch_size=options.batch_size,
        rate=options.rate,
        seed=options.seed,
        precision=chosen(options.precision, device),
        source=source.key,
        start=options.start,
        rules=CropRules(crop_of(options.crop, "--crop")),
        pace=Pace(first=2 * options.batch_size, per_step=options.fresh, kept=options.kept),
        curriculum=options.curriculum,
    )


def _photographs(options: TrainOptions) -> "OpenSupply | None":
    if not options.mix:
        return None
    from generator.train.photos import read_coco
    from generator.train.pool import Shuffled

    photos = read_coco(options.mix, options.mix_images or options.mix.parent)
    return lambda _: Shuffled(len(photos.photos), photos.one_class(), options.seed + 1)


def _listeners(options: TrainOptions, trainer: "Trainer", device: str) -> list["Listener"]:
    from generator.train.finding import Finding
    from generator.train.judging import Judge
    from generator.train.listeners import Board, Judging, StepLines

    board: Board | None = Board(options.out, trainer.step) if options.tensorboard else None
    listeners: list[Listener] = [StepLines()]
    if board:
        listeners.append(board)
    if options.judge:
        judge = Judge.of(*options.judge, Finding(options.judge_long_side))
        listeners.append(Judging(judge, trainer.averaged, device, options.judge_every, board))
    return listeners


def _give_gpus(options: TrainOptions, device: str) -> None:
    """Renderers get GPUs of their own: this process keeps what it has, and hides it from what it starts."""
    if not options.render_gpus:
        return
    import os

    import torch

    from generator.train.splitting import SplitError, split_gpus

    torch.cuda.init() if torch.cuda.is_available() else None
    count = torch.cuda.device_count()
    named = os.environ.get("CUDA_VISIBLE_DEVICES", "")
    there = named.split(",") if named else [str(number) for number in range(count)]
    try:
        split = split_gpus(there, int(device == "cuda"), options.render_gpus)
    except SplitError as error:
        raise UsageError(str(error)) from error
    os.environ["CUDA_VISIBLE_DEVICES"] = ",".join(split.render)


def _heard(name: str) -> None:
    print(f"{name}: finishing the step and writing a checkpoint; once more to abandon it", file=sys.stderr)


def crop_of(text: str, option: str) -> tuple[int, int]:
    w, _, h = text.lower().partition("x")
    if not (w.isdigit() and h.isdigit()) or int(w) % 32 or int(h) % 32 or not (int(w) and int(h)):
        raise UsageError(f"{option} {text}: expected WIDTHxHEIGHT, both multiples of 32, such as 512x384.")
    return int(w), int(h)
