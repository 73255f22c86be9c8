"""The training loop: frames stream in while they are rendered; what is killed goes on without a seam."""

import json
import math
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import torch

from generator.train.averaging import Average
from generator.train.checkpoints import CheckpointError, load, save
from generator.train.crops import CropRules, Sample
from generator.train.models import build
from generator.train.pool import Pace, Picture, Pool

CHECKPOINT, MODEL, LOG = "checkpoint.pt", "model.pt", "log.jsonl"
MOST_GRADIENT = 10.0


@dataclass(frozen=True)
class Plan:
    """All that decides a run but the frames. ``share_real`` of a batch is photographs, if there are any."""

    model: str = "centre"
    class_names: tuple[str, ...] = ("product",)
    steps: int = 4000
    batch_size: int = 8
    rate: float = 2e-3
    warm_up: int = 100
    weight_decay: float = 1e-4
    seed: int = 0
    share_real: float = 0.25
    rules: CropRules = field(default_factory=CropRules)
    pace: Pace = field(default_factory=Pace)

    def rate_at(self, step: int) -> float:
        """Linear warm-up, then a cosine down to 2 % of ``rate``."""
        part = step / max(self.steps, 1)
        return (
            self.rate * min(1.0, (step + 1) / self.warm_up) * (0.02 + 0.49 * (1 + math.cos(math.pi * part)))
        )


class Listener(Protocol):
    """Is told how it goes on."""

    def step(self, step: int, facts: dict[str, float]) -> None: ...


type OpenFrames = Callable[[int], Iterator[Picture]]
"""Pictures from the n-th frame of the run on (from 0)."""


class Trainer:
    """One run in a folder. Opening a folder with a checkpoint goes on from there.

    Raises:
        CheckpointError: when the folder's run is another one.
    """

    def __init__(
        self,
        folder: Path,
        plan: Plan,
        frames: OpenFrames,
        real: Iterator[Picture] | None,
        device: str = "cpu",
    ) -> None:
        torch.manual_seed(plan.seed)
        self.folder, self.plan, self.device = folder, plan, device
        self._detector = build(plan.model, len(plan.class_names))
        self._module = self._detector.module.to(device)
        self._average = Average(self._module)
        self._optimizer = torch.optim.AdamW(
            self._module.parameters(), plan.rate, weight_decay=plan.weight_decay
        )
        self._scaler = torch.amp.GradScaler(device, enabled=device != "cpu")
        self.step = 0
        folder.mkdir(parents=True, exist_ok=True)
        if (folder / CHECKPOINT).exists():
            self._resume()
        self._pool = Pool(frames(plan.pace.oldest_at(self.step)), plan.pace, plan.seed, self.step)
        self._real = Pool(real, Pace(1, 0.5, 64), plan.seed + 1, self.step) if real else None
        self._cut_log()

    def run(self, listener: Listener, stopping: Callable[[], bool], checkpoint_s: float = 60.0) -> None:
        """Train until the last step, or until ``stopping`` says so; then write a checkpoint."""
        saved_s = time.monotonic()
        with (self.folder / LOG).open("a", encoding="utf-8") as log:
            while self.step < self.plan.steps and not stopping():
                facts = self._one_step()
                log.write(json.dumps({"step": self.step, **facts}) + "\n")
                log.flush()
                self.step += 1
                listener.step(self.step, facts)
                if time.monotonic() - saved_s > checkpoint_s:
                    self.checkpoint()
                    saved_s = time.monotonic()
        self.checkpoint()
        if self.step >= self.plan.steps:
            self.write_model()

    def _one_step(self) -> dict[str, float]:
        waited = time.perf_counter()
        self._pool.advance(self.step)
        samples = self._samples()
        began = time.perf_counter()
        self._module.train()
        for group in self._optimizer.param_groups:
            group["lr"] = self.plan.rate_at(self.step)
        images, boxes, labels = _tensors([sample for _, sample in samples], self.device)
        with torch.autocast(self.device, enabled=self.device != "cpu"):
            loss, _ = self._detector.loss(images, boxes, labels)
        self._optimizer.zero_grad(set_to_none=True)
        self._scaler.scale(loss).backward()
        self._scaler.unscale_(self._optimizer)
        torch.nn.utils.clip_grad_norm_(self._module.parameters(), MOST_GRADIENT)
        self._scaler.step(self._optimizer)
        self._scaler.update()
        self._average.follow(self._module)
        ended = time.perf_counter()
        return {
            "loss": round(float(loss.detach()), 5),
            "rate": self.plan.rate_at(self.step),
            "wait_s": round(began - waited, 4),
            "train_s": round(ended - began, 4),
        }

    def _samples(self) -> list[tuple[int, Sample]]:
        """The step's crops: of frames, and of photographs where some are mixed in."""
        plan = self.plan
        if self._real is None:
            return self._pool.samples(self.step, plan.batch_size, plan.rules)
        self._real.advance(self.step)
        real = min(round(plan.batch_size * plan.share_real), plan.batch_size)
        ours = self._pool.samples(self.step, plan.batch_size - real, plan.rules)
        return ours + self._real.samples(self.step, real, plan.rules)

    def checkpoint(self) -> None:
        """Everything that the run needs to go on, whole or not at all."""
        save(
            self.folder / CHECKPOINT,
            {
                **self._about(),
                "plan": _plain(self.plan),
                "step": self.step,
                "weights": self._module.state_dict(),
                "average": self._average.module.state_dict(),
                "average_steps": self._average.steps,
                "optimizer": self._optimizer.state_dict(),
                "scaler": self._scaler.state_dict(),
                "random": torch.get_rng_state(),
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
        self.step = int(content["step"])

    def _cut_log(self) -> None:
        """Drop what was logged after the checkpoint: those steps are taken again."""
        path = self.folder / LOG
        if path.exists():
            lines = path.read_text("utf-8").splitlines(keepends=True)
            kept = [line for line in lines if line.endswith("\n") and json.loads(line)["step"] < self.step]
            path.write_text("".join(kept), "utf-8")


def _tensors(
    samples: list[Sample], device: str
) -> tuple[torch.Tensor, list[torch.Tensor], list[torch.Tensor]]:
    images = torch.from_numpy(np.stack([sample.image for sample in samples])).permute(0, 3, 1, 2)
    boxes = [torch.from_numpy(sample.boxes_xyxy) for sample in samples]
    labels = [torch.from_numpy(sample.labels) for sample in samples]
    return images.to(device).float() / 255, boxes, labels


def _plain(plan: Plan) -> dict[str, Any]:
    """The plan as JSON has it, so that it compares equal after a checkpoint."""
    return dict(json.loads(json.dumps(asdict(plan))))
