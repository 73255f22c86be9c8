"""Who follows a training run: a person at the terminal, TensorBoard, and photographs that judge it."""

import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from generator.cli.progress import duration
from generator.train.judging import Judge
from generator.train.models import Detector
from generator.train.scoring import Scores, told

SAID_EVERY = 20


class StepLines:
    """A line every ``SAID_EVERY`` steps: how far, the loss, and who waits for whom."""

    def __init__(self) -> None:
        self._began_s, self._began_at = 0.0, -1.0
        self._facts: list[dict[str, float]] = []

    def step(self, step: int, facts: dict[str, float], last: bool) -> None:
        if self._began_at < 0:
            self._began_s, self._began_at = time.monotonic(), facts["done"]
        self._facts.append(facts)
        if step % SAID_EVERY and not last:
            return
        mean = {name: sum(one[name] for one in self._facts) / len(self._facts) for name in facts}
        self._facts.clear()
        print(
            f"step {step} ({facts['done']:.0%}): loss {mean['loss']:.3f}; {mean['train_s']:.2f} s a step and "
            f"{mean['wait_s']:.2f} s of waiting for frames; {duration(self._left_s(facts['done']))} left",
            file=sys.stderr,
            flush=True,
        )

    def _left_s(self, done: float) -> float:
        elapsed_s = time.monotonic() - self._began_s
        return elapsed_s * (1 - done) / max(done - self._began_at, 1e-9)


class Board:
    """Loss, rate and times for TensorBoard, in ``folder``/tensorboard."""

    def __init__(self, folder: Path, step: int) -> None:
        from torch.utils.tensorboard import SummaryWriter

        self.writer = SummaryWriter(folder / "tensorboard", purge_step=step)

    def step(self, step: int, facts: dict[str, float], last: bool) -> None:  # noqa: ARG002
        for name, value in facts.items():
            self.writer.add_scalar(f"train/{name}", value, step)

    def judged(self, step: int, scores: Scores) -> None:
        for name, value in asdict(scores).items():
            self.writer.add_scalar(f"photos/{name}", value, step)


class Judging:
    """Tests the averaged detector on photographs every so many steps (0: at the end alone)."""

    def __init__(
        self, judge: Judge, detector: Callable[[], Detector], device: str, every: int, board: Board | None
    ) -> None:
        self._judge, self._detector, self._device, self._every = judge, detector, device, every
        self._board = board

    def step(self, step: int, facts: dict[str, float], last: bool) -> dict[str, Any] | None:  # noqa: ARG002
        if not (last or (self._every and step % self._every == 0)):
            return None
        scores = self._judge.scores(self._detector(), self._device)
        print(f"step {step}: {told(scores)}", file=sys.stderr, flush=True)
        if self._board:
            self._board.judged(step, scores)
        return {"photos": asdict(scores)}
