"""Whatever stops a run, the folder can be used as it lies there, and the same command finishes it."""

import errno
import json
import os
import random
import signal
import subprocess
import time
from pathlib import Path

import dataset_kit as kit
import pytest

import generator.dataset.atomic as atomic
from generator.cli import run
from generator.dataset.errors import DatasetError, FolderRefusedError
from generator.dataset.writer import DatasetWriter

FRAMES = (0, 1)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """An uninterrupted run."""
    folder = tmp_path_factory.mktemp("whole") / "set"
    kit.write(folder, *FRAMES)
    return kit.tree(folder)


class Killed(BaseException):
    """The process is gone: nothing behind this may run."""


def writes_of_a_run(tmp_path: Path) -> int:
    count = 0
    real = os.fsync

    def counting(fd: int) -> None:
        nonlocal count
        count += 1
        real(fd)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(atomic.os, "fsync", counting)
        kit.write(tmp_path / "counted", *FRAMES)
    return count


def test_a_disk_that_fills_up_at_any_write_leaves_a_dataset_that_loads_and_is_finished_later(
    tmp_path: Path, whole: dict[str, bytes]
) -> None:
    writes = writes_of_a_run(tmp_path)
    assert writes > 3 * len(FRAMES)
    for nth in range(1, writes + 1):
        folder = tmp_path / f"full{nth}"
        full = kit.FailAt(os.fsync, nth, OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(atomic.os, "fsync", full)
            with pytest.raises(DatasetError, match="No room left"):
                kit.write(folder, *FRAMES)
        assert not [path for path in folder.rglob("*") if atomic.is_leftover(path.name)]
        if (folder / "annotations" / "instances.json").exists():
            kit.loads(folder)
        kit.write(folder, *FRAMES)
        assert kit.tree(folder) == whole


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_process_that_dies_at_any_write_leaves_a_dataset_that_loads_and_is_finished_later(
    tmp_path: Path, whole: dict[str, bytes], step: str
) -> None:
    for nth in range(1, writes_of_a_run(tmp_path) + 1):
        folder = tmp_path / f"killed{nth}"
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(atomic.os, step, kit.FailAt(getattr(os, step), nth, Killed()))
            patch.setattr(atomic.Path, "unlink", lambda *_, **__: None)  # the dead clean nothing up
            writer = None
            try:
                writer = DatasetWriter(folder, kit.bundle(), kit.identity())
                for index in FRAMES:
                    writer.write(kit.frame(index))
                writer.assemble()
                pytest.fail("the run was to die")
            except Killed:
                pass
        if writer is not None:
            os.close(writer._lock._fd)  # as the kernel does
        if (folder / "annotations" / "instances.json").exists():
            kit.loads(folder)
        kit.write(folder, *FRAMES)
        assert kit.tree(folder) == whole


def test_kill_minus_nine_at_random_moments_and_resume_gives_the_bytes_of_an_uninterrupted_run(
    tmp_path: Path,
) -> None:
    frames, rng = 10, random.Random(5)
    start = time.monotonic()
    assert kit.gondola(*kit.render_arguments(tmp_path / "whole", frames)).returncode == 0
    whole_s = time.monotonic() - start
    folder = tmp_path / "killed"
    seen = [0]
    for _ in range(5):
        process = subprocess.Popen(
            kit.command(*kit.render_arguments(folder, frames)), stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        time.sleep(whole_s * rng.uniform(0.3, 0.9))
        process.kill()
        process.communicate()
        if (folder / "annotations" / "instances.json").exists():
            kit.loads(folder)
        records = len(list(folder.glob("labels/*[0-9].json")))
        assert records >= seen[-1]
        seen.append(records)
    assert seen[-1] > 0, "no kill came while frames were being made"
    done = kit.gondola(*kit.render_arguments(folder, frames))
    assert done.returncode == 0, done.stderr
    assert kit.loads(folder) == frames
    assert kit.tree(folder) == kit.tree(tmp_path / "whole")


@pytest.mark.parametrize("signum", [signal.SIGINT, signal.SIGTERM])
def test_a_polite_signal_ends_the_run_between_frames_with_everything_assembled(
    tmp_path: Path, signum: signal.Signals
) -> None:
    folder = tmp_path / "set"
    process = subprocess.Popen(
        kit.command(*kit.render_arguments(folder, 2000)),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    deadline = time.monotonic() + 60
    while not list(folder.glob("labels/*[0-9].json")) and time.monotonic() < deadline:
        time.sleep(0.05)
    process.send_signal(signum)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 128 + signum
    assert "Traceback" not in errors
    assert "same command goes on" in errors
    finished = len(list(folder.glob("labels/*[0-9].json")))
    assert 0 < finished < 2000
    assert kit.loads(folder) == finished
    assert json.loads((folder / "dataset.json").read_bytes())["frames"] == finished


def test_a_second_writer_is_refused_and_told_who_is_at_work(tmp_path: Path) -> None:
    with (
        DatasetWriter(tmp_path / "set", kit.bundle(), kit.identity()),
        pytest.raises(FolderRefusedError, match=f"process {os.getpid()}"),
    ):
        DatasetWriter(tmp_path / "set", kit.bundle(), kit.identity())
    kit.write(tmp_path / "set", 0)


def test_a_second_driver_and_a_target_that_cannot_be_are_refused_before_any_worker_starts(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    command = kit.render_arguments(tmp_path / "set", 2, "--workers", "2")
    with DatasetWriter(tmp_path / "set", kit.bundle(), kit.identity()):
        assert run(command) == 2
    assert "is being written by process" in capfd.readouterr().err
    (tmp_path / "file").write_text("mine")
    for out, said in (("file", "is a file"), ("file/set", "Not a directory")):
        assert run(kit.render_arguments(tmp_path / out, 2, "--workers", "2")) == 2, said
        assert said in capfd.readouterr().err
    assert (tmp_path / "file").read_text() == "mine"


def test_a_frame_whose_image_was_cut_short_is_made_again(tmp_path: Path, whole: dict[str, bytes]) -> None:
    folder = tmp_path / "set"
    kit.write(folder, *FRAMES)
    image = next((folder / "images").iterdir())
    image.write_bytes(image.read_bytes()[:100])
    kit.write(folder, *FRAMES)
    assert kit.tree(folder) == whole


def test_a_torn_line_of_the_timings_is_dropped_and_the_rest_kept(tmp_path: Path) -> None:
    folder = tmp_path / "set"
    kit.write(folder, 0, 1)
    journal = folder / "timings.jsonl"
    journal.write_bytes(journal.read_bytes()[:-20])
    kit.write(folder, 2)
    frames = [json.loads(line)["frame"] for line in journal.read_text().splitlines()]
    assert frames == [0, 2]
