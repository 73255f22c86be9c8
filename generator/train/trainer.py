"""The training loop: frames stream in while they are rendered; what is killed goes on without a seam."""

import json
import math
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Protocol, TextIO

import numpy as np
import torch

from generator.train.averaging import Average
from generator.train.checkpoints import CheckpointError, load, save
from generator.train.crops import CropRules, Sample
from generator.train.curriculum import Curriculum, mean_by_frame
from generator.train.loading import weights_for
from generator.train.models import Detector, DetectorError, build, wrapped
from generator.train.pool import Pace, Supply
from generator.train.precision import autocast

CHECKPOINT, MODEL, LOG = "checkpoint.pt", "model.pt", "log.jsonl"
MOST_GRADIENT = 10.0


@dataclass(frozen=True)
class Plan:
    """All that decides a run but the frames. ``share_real`` of a batch is photographs, if there are any.

    ``minutes`` above 0 ends the run after so much time of training and waiting, and the rate follows the
    time: then two runs are no longer the same step by step.
    """

    model: str = "centre"
    class_names: tuple[str, ...] = ("product",)
    steps: int = 4000
    batch_size: int = 8
    rate: float = 2e-3
    warm_up: int = 100
    weight_decay: float = 1e-4
    seed: int = 0
    share_real: float = 0.25
    minutes: float = 0.0
    precision: str = "fp32"
    source: str = ""
    start: int = 0
    curriculum: float = 0.0
    rules: CropRules = field(default_factory=CropRules)
    pace: Pace = field(default_factory=Pace)

    def done(self, step: int, spent_s: float) -> float:
        """The part of the run that is over, 0..1."""
        return min(max(step / self.steps, spent_s / (60 * self.minutes) if self.minutes else 0.0), 1.0)

    def rate_at(self, step: int, spent_s: float = 0.0) -> float:
        """Linear warm-up, then a cosine down to 2 % of ``rate``."""
        low = 0.02 + 0.49 * (1 + math.cos(math.pi * self.done(step, spent_s)))
        return self.rate * min(1.0, (step + 1) / self.warm_up) * low


class Listener(Protocol):
    """Is told how it goes on, after every step; what it returns is logged too."""

    def step(self, step: int, facts: dict[str, float], last: bool) -> dict[str, Any] | None: ...


type OpenSupply = Callable[[int], Supply]
"""What crops are drawn from, from a step on."""


class Trainer:
    """One run in a folder. Opening a folder with a checkpoint goes on from there.

    Raises:
        CheckpointError: when the folder's run is another one.
    """

    def __init__(
        self,
        folder: Path,
        plan: Plan,
        frames: OpenSupply,
        real: OpenSupply | None = None,
        device: str = "cpu",
        start_from: Path | None = None,
        lesson: Curriculum | None = None,
    ) -> None:
        torch.manual_seed(plan.seed)
        self.folder, self.plan, self.device, self.lesson = folder, plan, device, lesson
        self.detector = build(plan.model, len(plan.class_names))
        if start_from:
            self.detector.module.load_state_dict(
                weights_for(self.detector.module, plan.model, len(plan.class_names), start_from)
            )
        self._module = self.detector.module.to(device, memory_format=torch.channels_last)
        self._average = Average(self._module)
        self._optimizer = torch.optim.AdamW(
            self._module.parameters(), plan.rate, weight_decay=plan.weight_decay
        )
        self._scaler = torch.amp.GradScaler(device, enabled=plan.precision == "fp16")
        self.step, self.spent_s = 0, 0.0
        folder.mkdir(parents=True, exist_ok=True)
        if (folder / CHECKPOINT).exists():
            self._resume()
        self._frames = frames(self.step)
        self._real = real(self.step) if real else None
        self._cut_log()

    def averaged(self) -> Detector:
        """The detector with averaged weights: what is tested and kept."""
        return wrapped(self._average.module)

    @property
    def over(self) -> bool:
        return self.plan.done(self.step, self.spent_s) >= 1

    def run(
        self,
        listeners: Sequence[Listener],
        stopping: Callable[[], bool],
        checkpoint_s: float = 60.0,
    ) -> None:
        """Train until the last step, or until ``stopping`` says so; then write a checkpoint."""
        saved_s = time.monotonic()
        with (self.folder / LOG).open("a", encoding="utf-8") as log:
            while not self.over and not stopping():
                facts = self._one_step(*self._gathered())
                _say(log, {"step": self.step, **facts})
                self.step += 1
                self._tell(listeners, facts, log)
                if time.monotonic() - saved_s > checkpoint_s:
                    self.checkpoint()
                    saved_s = time.monotonic()
        self.checkpoint()
        if self.over:
            self.write_model()

    def _tell(self, listeners: Sequence[Listener], facts: dict[str, float], log: TextIO) -> None:
        """What goes wrong there costs no step."""
        try:
            for listener in listeners:
                more = listener.step(self.step, facts, self.over)
                if more:
                    _say(log, {"step": self.step - 1, **more})
        except Exception:
            self.checkpoint()
            if self.over:
                self.write_model()
            raise

    def _gathered(self) -> tuple[float, list[tuple[int, Sample]]]:
        """When the waiting for this step began, and its crops. Where frames or photographs fail, all the
        steps before are kept."""
        waited = time.perf_counter()
        try:
            self._frames.advance(self.step)
            return waited, self._samples()
        except Exception:
            self.checkpoint()
            raise

    def _one_step(self, waited: float, samples: list[tuple[int, Sample]]) -> dict[str, float]:
        began = time.perf_counter()
        rate = self.plan.rate_at(self.step, self.spent_s)
        loss, each = self._learn([sample for _, sample in samples], rate)
        if self.lesson is not None:
            self._report(self.lesson, samples, each)
        ended = time.perf_counter()
        self.spent_s += ended - waited
        return {
            "loss": loss,
            "rate": rate,
            "done": round(self.plan.done(self.step + 1, self.spent_s), 6),
            "wait_s": round(began - waited, 4),
            "train_s": round(ended - began, 4),
        }

    def _report(
        self, lesson: Curriculum, samples: list[tuple[int, Sample]], each: torch.Tensor | None
    ) -> None:
        """Tell the curriculum the loss of every frame; photographs have numbers below 0."""
        if each is None:
            raise DetectorError(
                f"--curriculum needs a model that tells the loss of each box: not {self.plan.model}."
            )
        frames, counts = [number for number, _ in samples], [len(sample.labels) for _, sample in samples]
        for frame, loss in mean_by_frame(frames, counts, each.tolist()).items():
            if frame >= 0:
                lesson.learnt(frame, lesson.epoch_of(frame - self.plan.start), loss)

    def _learn(self, samples: list[Sample], rate: float) -> tuple[float, torch.Tensor | None]:
        """One step of the optimizer; the loss before it, and that of every box."""
        self._module.train()
        for group in self._optimizer.param_groups:
            group["lr"] = rate
        images = _images(samples, self.device)
        boxes, labels = [one.boxes_xyxy for one in samples], [one.labels for one in samples]
        with autocast(self.plan.precision, self.device):
            loss, each = self.detector.loss(images, boxes, labels)
        self._optimizer.zero_grad(set_to_none=True)
        self._scaler.scale(loss).backward()
        self._scaler.unscale_(self._optimizer)
        torch.nn.utils.clip_grad_norm_(self._module.parameters(), MOST_GRADIENT)
        self._scaler.step(self._optimizer)
        self._scaler.update()
        self._average.follow(self._module)
        return float(loss.detach()), each

    def _samples(self) -> list[tuple[int, Sample]]:
        """The step's crops: of frames, and of photographs where some are mixed in."""
        plan = self.plan
        if self._real is None:
            return self._frames.samples(self.step, plan.batch_size, plan.rules)
        self._real.advance(self.step)
        real = min(round(plan.batch_size * plan.share_real), plan.batch_size)
        ours = self._frames.samples(self.step, plan.batch_size - real, plan.rules)
        return ours + self._real.samples(self.step, real, plan.rules)

    def checkpoint(self) -> None:
        """Everything that the run needs to go on, whole or not at all."""
        save(
            self.folder / CHECKPOINT,
            {
                **self._about(),
                "plan": _plain(self.plan),
                "step": self.step,
                "spent_s": self.spent_s,
                "weights": self._module.state_dict(),
                "average": self._average.module.state_dict(),
                "average_steps": self._average.steps,
                "optimizer": self._optimizer.state_dict(),
                "scaler": self._scaler.state_dict(),
                "random": torch.get_rng_state(),
                "lesson": json.dumps(self.lesson.state()) if self.lesson else "",
            },
        )

    def write_model(self) -> None:
        """The averaged weights alone: what ``gondola predict`` takes."""
        weights = {
            name: value.half() if value.dtype == torch.float32 else value
            for name, value in self._average.module.state_dict().items()
        }
        save(self.folder / MODEL, {**self._about(), "weights": weights})

    def _about(self) -> dict[str, Any]:
        about = {"steps": self.step, "crop_wh": list(self.plan.rules.size_wh)}
        return {"model": self.plan.model, "class_names": list(self.plan.class_names), "about": about}

    def _resume(self) -> None:
        content = load(self.folder / CHECKPOINT)
        before, now = content["plan"], _plain(self.plan)
        other = sorted(name for name in now if name != "steps" and before.get(name) != now[name])
        if other:
            told = "; ".join(f"{name} was {before.get(name)}, now {now[name]}" for name in other)
            raise CheckpointError(
                f"{self.folder} holds another run ({told}).\n"
                "Give the same settings to go on, or another --out."
            )
        self._module.load_state_dict(content["weights"])
        self._average.module.load_state_dict(content["average"])
        self._average.steps = int(content["average_steps"])
        self._optimizer.load_state_dict(content["optimizer"])
        self._scaler.load_state_dict(content["scaler"])
        torch.set_rng_state(content["random"])
        if self.lesson is not None:
            self.lesson.restore(json.loads(content["lesson"]))
        self.step, self.spent_s = int(content["step"]), float(content["spent_s"])

    def _cut_log(self) -> None:
        """Drop what was logged after the checkpoint: those steps are taken again."""
        path = self.folder / LOG
        if path.exists():
            lines = path.read_text("utf-8").splitlines(keepends=True)
            kept = [line for line in lines if line.endswith("\n") and json.loads(line)["step"] < self.step]
            path.write_text("".join(kept), "utf-8")


def _say(log: TextIO, facts: dict[str, Any]) -> None:
    log.write(json.dumps(facts) + "\n")
    log.flush()


def _images(samples: list[Sample], device: str) -> torch.Tensor:
    """(b, 3, h, w) in 0..1, laid out pixel by pixel, which convolutions are faster with."""
    stacked = torch.from_numpy(np.stack([sample.image for sample in samples])).to(device)
    return (stacked.permute(0, 3, 1, 2).float() / 255).contiguous(memory_format=torch.channels_last)


def _plain(plan: Plan) -> dict[str, Any]:
    """The plan as JSON has it, so that it compares equal after a checkpoint."""
    return dict(json.loads(json.dumps(asdict(plan))))
