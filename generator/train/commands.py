"""``gondola train`` and ``gondola predict``: what the commands do."""

import json
import sys
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.cli.failures import UsageError
from generator.cli.opening import one_of, open_recipe
from generator.cli.progress import Pace, duration
from generator.render import DEVICES, ENGINES

PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".bmp", ".tif", ".tiff")
SAID_EVERY = 20


def need_torch() -> None:
    """Raises UsageError with what to install."""
    from importlib.util import find_spec

    if find_spec("torch") is None or find_spec("torchvision") is None:
        raise UsageError("Training needs PyTorch and torchvision: pip install 'gondola[train]'.")


@dataclass(frozen=True)
class TrainOptions:
    """The command's options as they were given."""

    recipe: str
    out: Path
    model: str
    steps: int
    batch_size: int
    crop: str
    engine: str
    render_device: str
    device: str
    workers: int
    threads: int
    fresh: float
    kept: int
    start: int
    size: str | None
    policy: str | None
    min_visible: float
    mix: Path | None
    mix_images: Path | None
    seed: int


class StepLines:
    """A line every ``SAID_EVERY`` steps: how far, the loss, and who waits for whom."""

    def __init__(self, total: int) -> None:
        self._pace, self._total = Pace(), total
        self._begun = False

    def step(self, step: int, facts: dict[str, float]) -> None:
        if not self._begun:
            self._begun = True
            self._pace.begin(self._total, step - 1)
        self._pace.tick()
        if step % SAID_EVERY == 0 or step == self._total:
            left = duration((self._total - step) / max(self._pace.frames_per_s, 1e-9))
            print(
                f"step {step}/{self._total}: loss {facts['loss']:.3f}; {facts['train_s']:.2f} s a step, "
                f"{facts['wait_s']:.2f} s of waiting for frames; {left} left",
                file=sys.stderr,
                flush=True,
            )


def train_model(options: TrainOptions) -> None:
    """Train until the last step or a signal; either way the same command goes on, or has nothing to do."""
    need_torch()
    one_of("--engine", options.engine, ENGINES, hidden=("stub",))
    one_of("--render-device", options.render_device, DEVICES)
    crop = _crop(options.crop)
    bundle = open_recipe(options.recipe, options.size)

    import torch

    from generator.dataset.signals import StopSignals
    from generator.train.crops import CropRules
    from generator.train.photos import endless, read_coco
    from generator.train.pool import Pace as PoolPace
    from generator.train.streamed import Frames
    from generator.train.trainer import MODEL, Plan, Trainer

    if options.threads:
        torch.set_num_threads(options.threads)
    device = _torch_device(options.device)
    stream = {"engine": options.engine, "device": options.render_device, "workers": options.workers}
    frames = Frames(bundle, options.start, options.min_visible, {**stream, "policy": options.policy})
    plan = Plan(
        model=options.model,
        class_names=frames.class_names(),
        steps=options.steps,
        batch_size=options.batch_size,
        seed=options.seed,
        rules=CropRules(crop),
        pace=PoolPace(first=2 * options.batch_size, per_step=options.fresh, kept=options.kept),
    )
    real = None
    if options.mix:
        real = endless(read_coco(options.mix, options.mix_images or options.mix.parent))
    with ExitStack() as stack, StopSignals(_heard) as signals:
        opened = lambda first: frames.pictures(stack, first)  # noqa: E731 - it needs the stack
        trainer = Trainer(options.out, plan, opened, real, device)
        trainer.run(StepLines(options.steps), lambda: signals.asked)
        signals.check()
    print(f"{options.out / MODEL} ({options.steps} steps)")


def _heard(name: str) -> None:
    print(f"{name}: finishing the step and writing a checkpoint; once more to abandon it", file=sys.stderr)


def _crop(text: str) -> tuple[int, int]:
    w, _, h = text.lower().partition("x")
    if not (w.isdigit() and h.isdigit()) or int(w) % 32 or int(h) % 32 or not (int(w) and int(h)):
        raise UsageError(f"--crop {text}: expected WIDTHxHEIGHT, both multiples of 32, such as 512x384.")
    return int(w), int(h)


def _torch_device(name: str) -> str:
    import torch

    if name == "auto":
        return "cuda" if torch.cuda.is_available() else "cpu"
    if name == "cuda" and not torch.cuda.is_available():
        raise UsageError("--device cuda: PyTorch finds no GPU here. Leave it out, or give cpu.")
    return one_of("--device", name, ("auto", "cpu", "cuda"))


def predict_pictures(
    model: Path, images: list[Path], out: Path, coco: Path | None, long_side: int, least: float, device: str
) -> None:
    """Write COCO detections, and pictures with their boxes; with ``coco`` also the scores."""
    need_torch()
    from generator.dataset.atomic import write_atomic
    from generator.train.finding import Finding, find
    from generator.train.loading import open_model
    from generator.train.photos import read_picture

    detector = open_model(model, _torch_device(device))
    how = Finding(long_side_px=long_side or None, least_score=least)
    wanted = _wanted(images, coco)
    out.mkdir(parents=True, exist_ok=True)
    results: list[dict[str, Any]] = []
    for number, (image_id, path) in enumerate(wanted, 1):
        picture = read_picture(path)
        found = find(detector.detector, picture, how, _torch_device(device))
        results += _coco_results(image_id, found)
        _draw(out / f"{path.stem}.boxes.jpg", picture, found)
        print(f"{number}/{len(wanted)} {path.name}: {len(found.scores)} boxes", file=sys.stderr, flush=True)
    write_atomic(out / "detections.json", json.dumps(results).encode())
    print(f"{out / 'detections.json'} ({len(results)} boxes in {len(wanted)} pictures)")
    if coco:
        _print_scores(coco, results)


def _print_scores(coco: Path, results: list[dict[str, Any]]) -> None:
    from generator.train.scoring import score

    got = score(coco, results)
    print(f"AP {got.ap:.3f}  AP50 {got.ap50:.3f}  AP75 {got.ap75:.3f}  AR {got.ar:.3f}  AR50 {got.ar50:.3f}")


def _wanted(images: list[Path], coco: Path | None) -> list[tuple[int, Path]]:
    """Pictures with their ids: a COCO file's, or all that are named or lie in the folders named."""
    if coco:
        from generator.train.photos import read_coco

        return [
            (photo.image_id, photo.path) for photo in read_coco(coco, images[0] if images else coco.parent)
        ]
    found = [
        path
        for place in images
        for path in (sorted(place.iterdir()) if place.is_dir() else [place])
        if path.suffix.lower() in PICTURES or not place.is_dir()
    ]
    if not found:
        raise UsageError(f"No pictures in {', '.join(map(str, images))} ({', '.join(PICTURES)}).")
    return list(enumerate(found, 1))


def _coco_results(image_id: int, found: Any) -> list[dict[str, Any]]:
    rows = zip(found.boxes_xyxy.tolist(), found.scores.tolist(), found.labels.tolist(), strict=True)
    return [
        {
            "image_id": image_id,
            "category_id": int(label) + 1,
            "bbox": [round(x0, 2), round(y0, 2), round(x1 - x0, 2), round(y1 - y0, 2)],
            "score": round(score, 5),
        }
        for (x0, y0, x1, y1), score, label in rows
    ]


def _draw(path: Path, picture: Any, found: Any, least: float = 0.25) -> None:
    """The picture with the boxes that a person would want to see."""
    import cv2

    from generator.dataset.atomic import write_atomic

    shown = picture[..., ::-1].copy()
    thick = max(round(max(shown.shape) / 600), 1)
    for (x0, y0, x1, y1), score in zip(found.boxes_xyxy.tolist(), found.scores.tolist(), strict=True):
        if score >= least:
            cv2.rectangle(shown, (round(x0), round(y0)), (round(x1), round(y1)), (40, 220, 40), thick)
    write_atomic(path, cv2.imencode(".jpg", shown, [cv2.IMWRITE_JPEG_QUALITY, 88])[1].tobytes())
