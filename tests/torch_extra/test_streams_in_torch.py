"""Ranks and workers of real DataLoaders, and a real training process that is killed."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from torch.utils.data import DataLoader

from generator.stream.torch_dataset import StreamDataset, collate

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


def train(out: Path, *more: str) -> subprocess.Popen[bytes]:
    command = [
        "train",
        "quick",
        "--engine",
        "stub",
        "--size",
        "64x64",
        "--crop",
        "64x64",
        "--model",
        "centre-small",
    ]
    command += [
        "--steps",
        "12",
        "--batch-size",
        "2",
        "--workers",
        "0",
        "--threads",
        "1",
        "--out",
        str(out),
        *more,
    ]
    program = "from generator.cli import main; main()"
    return subprocess.Popen([sys.executable, "-c", program, *command], stderr=subprocess.DEVNULL)


def losses(out: Path) -> list[tuple[int, float]]:
    logged = [json.loads(line) for line in (out / "log.jsonl").read_text().splitlines()]
    return [(one["step"], one["loss"]) for one in logged]


def test_a_trainer_that_is_killed_at_random_has_the_losses_of_one_that_was_not(tmp_path: Path) -> None:
    calm, killed = tmp_path / "calm", tmp_path / "killed"
    assert train(calm, "--curriculum", "2", "--curriculum-every", "5").wait(300) == 0
    rng = random.Random(4)
    for sign in (signal.SIGKILL, signal.SIGINT):
        process = train(killed, "--curriculum", "2", "--curriculum-every", "5")
        wanted = rng.randint(2, 5) if sign == signal.SIGKILL else 6
        until = time.monotonic() + 250
        while process.poll() is None and time.monotonic() < until:
            log = killed / "log.jsonl"
            if log.exists() and log.read_bytes().count(b"\n") >= wanted:
                os.kill(process.pid, sign)
                break
            time.sleep(0.02)
        process.wait(100)
    assert train(killed, "--curriculum", "2", "--curriculum-every", "5").wait(300) == 0
    assert losses(killed) == losses(calm)
    assert not [path for path in killed.rglob("*") if path.suffix in (".jpg", ".png")]
