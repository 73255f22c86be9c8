"""Datasets at URLs: the bytes of a folder, nothing half there, one writer, and errors that say what to do."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import dataset_kit as kit
import fsspec
import pytest
from s3_server import S3Server, files_of, keep_to

import generator.dataset.lease as lease
import generator.dataset.packed as packed
import generator.dataset.packed_writer as packed_writer
from generator.cli import run
from generator.dataset.errors import DatasetError, FolderRefusedError
from generator.dataset.fetch import fetch
from generator.dataset.layouts import open_writer
from generator.dataset.place import place_of
from generator.dataset.url_place import UrlPlace

FRAMES = (0, 1, 2)


class Silent:
    def started(self, total: int, finished: int) -> None: ...
    def frame_done(self, frame_index: int, annotations: int) -> None: ...


@pytest.fixture
def url(request: pytest.FixtureRequest) -> str:
    return f"memory://{request.node.name}/run"


@pytest.fixture(autouse=True)
def in_a_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lease, "BEAT_S", 0.1)
    monkeypatch.setattr(lease, "STALE_S", 0.6)
    monkeypatch.setattr(lease, "POLL_S", 0.05)
    for module in (packed, packed_writer):
        monkeypatch.setattr(module, "SHARD_FRAMES", 2)


def write(place: str | Path, *indices: int, layout: str = "files", **identity: str) -> None:
    with open_writer(layout, place_of(place), kit.bundle(), kit.identity(**identity)) as writer:
        for index in indices:
            if index not in writer.done:
                writer.write(kit.frame(index))


def same(found: dict[str, bytes], folder: Path) -> bool:
    there = {name: data for name, data in found.items() if name not in kit.DIFFER_BY_RIGHT}
    return there == kit.tree(folder) and not any("tmp" in name or "lock" in name for name in found)


@pytest.mark.parametrize("layout", ["files", "shards"])
def test_at_a_url_lies_what_would_lie_in_a_folder_however_many_runs_it_took(
    url: str, layout: str, tmp_path: Path
) -> None:
    write(tmp_path / "set", *FRAMES, layout=layout)
    for part in ((1,), (2, 0), FRAMES):
        write(url, *part, layout=layout)
    assert same(files_of(url), tmp_path / "set")


@pytest.mark.parametrize("layout", ["files", "shards"])
def test_a_service_that_fails_at_any_write_leaves_what_the_next_run_finishes(
    url: str, layout: str, tmp_path: Path
) -> None:
    write(tmp_path / "set", *FRAMES, layout=layout)
    fs = type(fsspec.filesystem("memory"))
    real = fs.pipe_file
    failed = 0
    for nth in range(2, 60, 4):
        left = [nth]
        place = f"{url}-{nth}"

        def failing(self: Any, path: str, value: bytes, left: list[int] = left, **options: Any) -> Any:
            if not path.endswith("lock"):
                left[0] -= 1
            if left[0] <= 0:
                raise ConnectionError("gone")
            return real(self, path, value, **options)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(fs, "pipe_file", failing)
            with suppress(DatasetError):
                write(place, *FRAMES, layout=layout)
        records = {name for name in files_of(place) if name.startswith("labels/") and name.endswith(".json")}
        assert all(name.replace("json", "instances.png") in files_of(place) for name in records)
        write(place, *FRAMES, layout=layout)
        assert same(files_of(place), tmp_path / "set")
        if left[0] > 0:
            break
        failed += 1
    assert failed >= 3


def test_another_recipe_is_refused_and_so_is_a_place_with_something_else(url: str) -> None:
    write(url, 0)
    with pytest.raises(FolderRefusedError, match=r"recipe_key: .* there, other now"):
        write(url, 1, recipe_key="other")
    fsspec.filesystem("memory").pipe_file("/elsewhere/holiday.jpg", b"")
    with pytest.raises(FolderRefusedError, match=r"holds holiday\.jpg"):
        write("memory://elsewhere", 0)


def test_a_second_writer_is_refused_and_the_lease_of_a_dead_one_is_taken(url: str) -> None:
    with (
        open_writer("files", place_of(url), kit.bundle(), kit.identity()),
        pytest.raises(FolderRefusedError, match=f"written by process {os.getpid()} on"),
    ):
        write(url, 0)
    path = f"{url.removeprefix('memory:/')}/.gondola.lock"
    fs = fsspec.filesystem("memory")
    fs.pipe_file(path, b'{"holder": "a pod that was evicted", "beat": 9, "pid": 7, "host": "far"}')
    write(url, 0)  # it does not beat
    assert not fs.exists(path)


def test_a_writer_whose_place_was_taken_stops(url: str) -> None:
    path = f"{url.removeprefix('memory:/')}/.gondola.lock"
    writer = open_writer("files", place_of(url), kit.bundle(), kit.identity())
    fsspec.filesystem("memory").pipe_file(path, b'{"holder": "another", "pid": 7, "host": "far"}')
    writer._lock._thread.join(timeout=5)  # type: ignore[union-attr]
    with pytest.raises(DatasetError, match="written by process 7 on far now"):
        writer.write(kit.frame(0))
    writer.close()


@pytest.mark.parametrize("layout", ["files", "shards"])
def test_fetched_it_is_what_a_folder_would_be_and_a_second_time_only_the_new_is_brought(
    url: str, layout: str, tmp_path: Path
) -> None:
    write(url, 0, layout=layout)
    fetch(url, tmp_path / "set", Silent(), lambda: None)
    write(url, *FRAMES, layout=layout)
    again = fetch(url, tmp_path / "set", Silent(), lambda: None)
    write(tmp_path / "plain", *FRAMES, layout=layout)
    assert kit.tree(tmp_path / "set") == kit.tree(tmp_path / "plain")
    assert again.there > 0 or layout == "shards"
    write(tmp_path / "set", *FRAMES, 3, layout=layout)  # and it can be gone on with


def test_fetching_over_something_else_is_refused(url: str, tmp_path: Path) -> None:
    write(url, 0)
    write(tmp_path / "other", 0, code="other")
    for folder, why in (("other", "another dataset"), ("letters", "not a dataset")):
        (tmp_path / "letters").mkdir(exist_ok=True)
        (tmp_path / "letters" / "a.txt").write_text("dear")
        with pytest.raises(FolderRefusedError, match=why):
            fetch(url, tmp_path / folder, Silent(), lambda: None)
    with pytest.raises(FolderRefusedError, match="not a dataset"):
        fetch("memory://nothing/here", tmp_path / "new", Silent(), lambda: None)
    assert not (tmp_path / "new").exists()


def test_commands_that_need_files_say_how_to_fetch_them(capfd: pytest.CaptureFixture[str]) -> None:
    for words in (
        ["stats"],
        ["inspect"],
        ["export", "--format", "coco"],
        ["relabel", "--policy", "checkout"],
    ):
        assert run([words[0], "s3://bucket/run", *words[1:]]) == 2
        assert "gondola fetch s3://bucket/run" in capfd.readouterr().err.replace("\n", " ").replace("│ ", "")


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("gs://bucket/run", "pip install 'gondola.cloud.' gcsfs"),
        ("nonsense://bucket/run", "Protocol not known"),
        ("s3://", "s3://bucket/run"),
    ],
)
def test_urls_that_nothing_can_open_are_refused(url: str, said: str) -> None:
    with pytest.raises(FolderRefusedError, match=said):
        place_of(url)


def test_without_the_package_the_command_that_installs_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object, **__: object) -> None:
        raise ImportError("Install s3fs to access S3")

    monkeypatch.setattr("fsspec.core.url_to_fs", missing)
    with pytest.raises(FolderRefusedError, match=r"pip install 'gondola\[cloud\]'$"):
        place_of("s3://bucket/run")


@pytest.fixture(scope="module")
def server() -> Iterator[S3Server]:
    server = S3Server()
    server.bucket("frames")
    yield server
    server.stop()


def test_on_s3_wrong_keys_no_bucket_and_reading_alone_are_refused(
    server: S3Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    command = ["render", "quick", "--engine", "stub", "--size", "96x64", "--frames", "1", "--out"]
    keep_to(monkeypatch, server.ours, tmp_path)
    assert run([*command, "s3://no-such-bucket/run"]) == 2
    assert "bucket does not exist" in capfd.readouterr().err
    reader = server.reader()
    with server.demanding():
        assert run([*command, "s3://frames/refused"]) == 2
        assert "AWS_ACCESS_KEY_ID" in capfd.readouterr().err
        keep_to(monkeypatch, {**server.ours, **reader}, tmp_path)
        assert run([*command, "s3://frames/refused"]) == 2
        assert "may they write there?" in capfd.readouterr().err
    assert files_of("s3://frames/refused") == {}


def test_an_s3_server_that_goes_away_and_comes_back_loses_nothing(
    server: S3Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_to(monkeypatch, server.ours, tmp_path)
    write(tmp_path / "set", *FRAMES)
    url = "s3://frames/gone"
    writer = open_writer("files", UrlPlace(url), kit.bundle(), kit.identity())
    writer.write(kit.frame(0))
    writer.settle()
    server.door.shut()
    writer.write(kit.frame(1))
    with pytest.raises(DatasetError, match=r"AWS_ENDPOINT_URL.* 1 finished frames are safe.*goes on"):
        writer.close()
    with pytest.raises(FolderRefusedError, match="AWS_ENDPOINT_URL"):
        write(url, 1)
    server.door.reopen()
    write(url, *FRAMES)
    assert same(files_of(url), tmp_path / "set")


def test_workers_fill_a_bucket_as_one_process_fills_a_folder(
    server: S3Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    keep_to(monkeypatch, server.ours, tmp_path)
    write(tmp_path / "set", *FRAMES)
    words = ["render", "quick", "--engine", "stub", "--size", "96x64", "--frames", "3", "--workers", "2"]
    done = kit.gondola(*words, "--out", "s3://frames/farm", timeout_s=400)
    assert done.returncode == 0, done.stderr
    found = files_of("s3://frames/farm")
    assert same({n: data for n, data in found.items() if not n.startswith("run/")}, tmp_path / "set")
    assert run(["status", "s3://frames/farm"]) == 0
    assert "finished\n3/3 frames" in capfd.readouterr().out
    assert run(["timeline", "s3://frames/farm", "--out", str(tmp_path / "farm.svg")]) == 0
    assert "frame 2" in (tmp_path / "farm.svg").read_text()
