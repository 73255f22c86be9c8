"""Ranks and workers of real DataLoaders, and a real training process that is killed."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from process_tree import gone, renderers
from torch.utils.data import DataLoader

from generator.farm.errors import FarmError
from generator.stream.torch_dataset import StreamDataset, collate
from generator.train.pool import Picture, Shuffled

SMALL = {"image.width_px": 64, "image.height_px": 64}


def test_ranks_and_their_workers_give_every_frame_exactly_once(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    monkeypatch.setenv("WORLD_SIZE", "2")
    for rank in range(2):
        monkeypatch.setenv("RANK", str(rank))
        frames = StreamDataset("quick", engine="stub", frames=7, overrides=SMALL)
        frames.set_epoch(1)
        loader = DataLoader(
            frames, batch_size=2, num_workers=2, collate_fn=collate, multiprocessing_context="spawn"
        )
        for images, targets in loader:
            assert images[0].shape == (3, 64, 64)
            assert all(target["labels"].min() >= 1 for target in targets if len(target["labels"]))
            seen += [int(target["image_id"]) for target in targets]
    assert sorted(seen) == list(range(7, 14))


def train(out: Path, workers: int, *more: str) -> "subprocess.Popen[bytes]":
    words = ["train", "quick", "--engine", "stub", "--size", "64x64", "--crop", "64x64", "--steps", "12"]
    words += ["--model", "centre-small", "--batch-size", "2", "--workers", str(workers), "--threads", "1"]
    words += ["--fresh", "1", "--out", str(out), *more]
    program = "import sys; sys.path += sys.argv.pop(1).split(':'); from generator.cli import main; main()"
    return subprocess.Popen(
        [sys.executable, "-c", program, ":".join(sys.path), *words], stderr=subprocess.DEVNULL
    )


def losses(out: Path) -> list[tuple[int, float]]:
    logged = [json.loads(line) for line in (out / "log.jsonl").read_text().splitlines()]
    return [(one["step"], one["loss"]) for one in logged]


def steps_of(out: Path) -> int:
    log = out / "log.jsonl"
    return log.read_bytes().count(b"\n") if log.exists() else 0


def disturbed(process: "subprocess.Popen[bytes]", out: Path, when: dict[int, Callable[[], object]]) -> None:
    """Does what is to be done once so many steps are logged (again while it says False), and waits for the
    end."""
    until = time.monotonic() + 250
    while process.poll() is None and time.monotonic() < until:
        for step in [step for step in when if steps_of(out) >= step]:
            if when[step]() is not False:
                del when[step]
        time.sleep(0.02)
    process.wait(100)
    assert not when, "it ended before it was disturbed"


LESSON = ("--curriculum", "2", "--curriculum-every", "5")


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[int, float]]:
    """The loss curve of a run that nobody disturbs."""
    out = tmp_path_factory.mktemp("calm") / "run"
    assert train(out, 0, *LESSON).wait(300) == 0
    assert [step for step, _ in losses(out)] == list(range(12))
    return losses(out)


def test_a_trainer_that_is_killed_at_random_has_the_losses_of_one_that_was_not(
    calm: list[tuple[int, float]], tmp_path: Path
) -> None:
    out, rng = tmp_path / "run", random.Random(4)
    for sign, step in ((signal.SIGKILL, rng.randint(2, 5)), (signal.SIGINT, 6)):
        process = train(out, 0, *LESSON)
        disturbed(process, out, {step: partial(process.send_signal, sign)})
    assert train(out, 0, *LESSON).wait(300) == 0
    assert losses(out) == calm
    assert not [path for path in out.rglob("*") if path.suffix in (".jpg", ".png")]


def test_killed_renderers_and_a_killed_trainer_with_renderers_leave_no_seam_in_the_losses(
    calm: list[tuple[int, float]], tmp_path: Path
) -> None:
    """The trainer's process drives the renderers too: they go with it, and the next one hires others."""
    out, rng = tmp_path / "run", random.Random(9)
    left: list[int] = []

    def kill_a_renderer() -> bool:
        there = renderers(process.pid)  # between two epochs there is none
        if there:
            os.kill(rng.choice(there), signal.SIGKILL)
        return bool(there)

    def kill_the_trainer() -> bool:
        left.extend(renderers(process.pid))
        if left:
            process.kill()
        return bool(left)

    process = train(out, 2, *LESSON)
    disturbed(process, out, {1: kill_a_renderer, 4: kill_a_renderer, rng.randint(6, 8): kill_the_trainer})
    assert gone(left), "renderers outlive their trainer"
    process = train(out, 2, *LESSON)
    disturbed(process, out, {1: kill_a_renderer})
    assert process.returncode == 0
    assert losses(out) == calm


def test_a_trainer_that_gets_no_frames_any_more_keeps_its_steps(tmp_path: Path) -> None:
    from generator.train.trainer import CropRules, Plan, Trainer

    class Failing(Shuffled):
        def advance(self, step: int) -> int:
            if step == 3:
                raise FarmError("all renderers are dead")
            return super().advance(step)

    image = np.full((64, 64, 3), 90, np.uint8)
    picture = Picture(0, image, np.array([[8, 8, 40, 40]], np.float32), np.zeros(1, np.int64))
    plan = Plan("centre-small", steps=5, batch_size=1, rules=CropRules((64, 64)))
    trainer = Trainer(tmp_path, plan, lambda _: Failing(1, lambda _: picture, 0))
    with pytest.raises(FarmError, match="all renderers"):
        trainer.run([], lambda: False)
    again = Trainer(tmp_path, plan, lambda _: Shuffled(1, lambda _: picture, 0))
    assert again.step == 3
    again.run([], lambda: False)
    assert [step for step, _ in losses(tmp_path)] == [0, 1, 2, 3, 4]
