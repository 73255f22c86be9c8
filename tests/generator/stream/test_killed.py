"""Whoever feeds or renders is killed at random (SIGKILL): every frame comes once, the same as ever."""

import io
import json
import os
import random
import signal
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest
from process_tree import gone, renderers

from generator.bundle import Bundle, open_bundle
from generator.stream import stream
from generator.stream.ledger import read_ledger
from generator.stream.pipe import write_tar

SMALL = {"image.width_px": 64, "image.height_px": 48}


@pytest.fixture(scope="module")
def bundle() -> Bundle:
    return open_bundle("quick", SMALL)


@pytest.fixture(scope="module")
def digests(bundle: Bundle, tmp_path_factory: pytest.TempPathFactory) -> dict[int, str]:
    """What an undisturbed stream in one process gives."""
    book = tmp_path_factory.mktemp("calm") / "ledger.jsonl"
    with stream(bundle, engine="stub", frames=12, ledger=book) as calm:
        assert sum(map(len, calm)) == 12
    return {entry.frame: entry.image for entry in read_ledger(book)[1]}


def test_renderers_that_are_killed_at_random_cost_no_frame(
    bundle: Bundle, digests: dict[int, str], tmp_path: Path
) -> None:
    rng, book, seen = random.Random(7), tmp_path / "ledger.jsonl", []
    with stream(bundle, engine="stub", frames=12, batch_size=2, workers=2, ledger=book) as batches:
        for number, batch in enumerate(batches):
            seen += batch.frames.tolist()
            if number in (0, 2):
                os.kill(rng.choice(renderers(os.getpid())), signal.SIGKILL)
        left = renderers(os.getpid())
    assert seen == list(range(12))
    assert {entry.frame: entry.image for entry in read_ledger(book)[1]} == digests
    assert gone(left)


def feed(start: int, frames: int, *more: str) -> "subprocess.Popen[bytes]":
    """The process that feeds a trainer through a pipe, with a renderer of its own."""
    words = ["stream", "quick", "-", "--engine", "stub", "--size", "64x48", "--workers", "1"]
    words += ["--start", str(start), "--frames", str(frames), *more]
    program = "from generator.cli import main; main()"
    return subprocess.Popen(
        [sys.executable, "-c", program, *words], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )


def whole_frames(pipe: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """Frames as they come out of the pipe, until it ends, be it in the middle of one."""
    picture = b""
    try:
        with tarfile.open(fileobj=pipe, mode="r|") as tar:
            for member in tar:
                data = tar.extractfile(member)
                content = data.read() if data else b""
                if member.name.endswith(".jpg"):
                    picture = content
                elif len(content) == member.size:
                    yield int(json.loads(content)["frame"]), picture + content
    except (tarfile.ReadError, EOFError, ValueError):
        return


def received(feeder: "subprocess.Popen[bytes]", most: int = 0) -> dict[int, bytes]:
    """What a trainer gets; after ``most`` frames (0: never) the feeder is killed."""
    assert feeder.stdout
    got: dict[int, bytes] = {}
    for frame, content in whole_frames(feeder.stdout):
        got[frame] = content
        if len(got) == most:
            its = renderers(feeder.pid)
            feeder.kill()
            assert its
            assert gone(its), "renderers outlive the process that they belong to"
    feeder.wait(60)
    return got


def test_a_feeder_that_is_killed_takes_its_renderers_along_and_the_next_one_goes_on(
    bundle: Bundle,
) -> None:
    calm = io.BytesIO()
    with stream(bundle, engine="stub", frames=9, batch_size=1) as batches:
        write_tar(batches, batches.class_names, calm)
    calm.seek(0)
    first = received(feed(0, 9), most=random.Random(3).randint(2, 4))
    assert sorted(first) == list(range(len(first)))
    assert len(first) < 9
    rest = received(feed(len(first), 9 - len(first)))
    assert not first.keys() & rest.keys()
    assert first | rest == dict(whole_frames(calm))


RANKS = """
import json, os, random, signal, sys, time
from generator.bundle import open_bundle
from generator.stream import stream
from generator.stream.sharing import share_of

folder, seed = sys.argv[1], int(sys.argv[2])
bundle = open_bundle("quick", {"image.width_px": 64, "image.height_px": 48})


def part(rank, worker):
    share = share_of(rank, 2, worker, 2)
    with stream(bundle, engine="stub", frames=12, batch_size=1, shard=share,
                ledger=f"{folder}/{rank}-{worker}") as batches:
        for batch in batches:
            time.sleep(0.2)  # a trainer at its step


def run(kill):
    pids = []
    for rank in range(2):
        for worker in range(2):
            pid = os.fork()
            if not pid:
                part(rank, worker)
                os._exit(0)
            pids.append(pid)
    if kill:
        time.sleep(random.Random(seed).uniform(0.2, 0.6))
        for pid in pids[1:]:
            os.kill(pid, signal.SIGKILL)
    return [os.waitpid(pid, 0)[1] for pid in pids]


print(json.dumps([run(True), run(True), run(False)]))
"""


def test_ranks_times_workers_that_are_killed_give_every_frame_exactly_once(
    digests: dict[int, str], tmp_path: Path
) -> None:
    words = [sys.executable, "-c", RANKS, str(tmp_path), "5"]
    ended = json.loads(subprocess.run(words, capture_output=True, check=True, timeout=200).stdout)
    assert ended[-1] == [0, 0, 0, 0]
    assert any(ended[0]), "nobody was killed in the middle"
    taken = [entry for book in sorted(tmp_path.iterdir()) for entry in read_ledger(book)[1]]
    assert sorted(entry.frame for entry in taken) == list(range(12))
    assert {entry.frame: entry.image for entry in taken} == digests
