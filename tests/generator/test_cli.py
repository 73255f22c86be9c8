"""The command line: results on stdout, everything else on stderr, plain errors, honest exit codes."""

import json
import subprocess
import sys
from pathlib import Path

import dataset_kit as kit
import pytest

from generator.cli import run
from generator.cli.failures import exit_code, message
from generator.cli.progress import PlainProgress, duration
from generator.version import VERSION

COMMANDS = ("render", "preview", "sheet", "check", "scene", "schema", "recipes", "inspect", "assets")
HEAVY = ("bpy", "embreex", "skia", "ray", "torch", "cv2", "numpy", "trimesh")


def fresh(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False
    )


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], *([c, "--help"] for c in COMMANDS)])
def test_help_needs_nothing_heavy_and_comes_at_once(arguments: list[str]) -> None:
    code = f"""
import sys, time
from generator.cli import run
code = run({arguments!r})
found = sorted(set(sys.modules) & set({HEAVY!r}))
print(code, found, time.process_time(), file=sys.stderr)
"""
    done = fresh(code)
    code_text, found, seconds = done.stderr.rsplit("\n", 2)[-2].rsplit(" ", 2)[0:3]
    assert (code_text, found) == ("0", "[]"), done.stderr
    assert float(seconds) < 1.0, "far above what it takes even on a busy machine"
    assert done.stdout


def test_version_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--version"]) == 0
    assert capsys.readouterr().out == f"gondola {VERSION}\n"


def test_every_command_shows_how_it_is_called(capsys: pytest.CaptureFixture[str]) -> None:
    for command in COMMANDS:
        assert run([command, "--help"]) == 0
        assert f"gondola {command}" in capsys.readouterr().out


def test_the_schema_is_json_schema_of_recipes(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["schema"]) == 0
    schema = json.loads(capsys.readouterr().out)
    assert {"image", "camera", "planogram"} <= set(schema["properties"])
    assert run(["schema", "--truth"]) == 0
    schema = json.loads(capsys.readouterr().out)
    assert {"format", "version", "products", "tags", "gaps"} <= set(schema["properties"])


def test_recipes_lists_each_shipped_recipe_with_what_it_shows(capsys: pytest.CaptureFixture[str]) -> None:
    from recipes import shipped_recipes

    assert run(["recipes"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == sorted(shipped_recipes())
    assert all(len(line.split()) > 4 for line in lines)


def test_a_scene_is_printed_as_json_and_is_the_same_twice(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["scene", "quick", "--frame", "7"]) == 0
    first = capsys.readouterr().out
    assert json.loads(first)["frame_index"] == 7
    assert run(["scene", "quick", "--frame", "7"]) == 0
    assert capsys.readouterr().out == first


def test_check_finds_the_shipped_recipes_good(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "quick", "--frames", "2"]) == 0
    assert capsys.readouterr().out == "quick: good (2 frames tried)\n"


BROKEN = {
    "a misspelt key": "planogram: {facing: 2}\n",
    "a wrong type": "image: {width_px: wide}\n",
    "a value out of range": "camera: {height_m: 40}\n",
    "broken yaml": "image: [1, 2\n",
    "a duplicate key": "seed: 1\nseed: 2\n",
    "not a number": "camera: {distance_m: .nan}\n",
    "an unknown parent": "extends: nowhere\n",
    "an unknown distribution": "camera: {distance_m: {gauss: [1, 2]}}\n",
    "no such catalogue": "merchandise: {catalog: somewhere}\n",
    "an unknown category": "merchandise: {assortment: {categories: [submarines]}}\n",
    "a list instead of a mapping": "- 1\n- 2\n",
    "two mistakes": "image: {width_px: 1}\ncamera: {colour: red}\n",
    "shelves that do not fit": "fixture: {height_m: 0.5, shelves: 12}\n",
    "a facing wider than the bay": "fixture: {bay_width_m: 0.3}\nplanogram: {facings: 40}\n",
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_recipe_gives_its_line_exit_code_2_no_traceback_and_no_file(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    recipe = tmp_path / "mine.yaml"
    recipe.write_text(BROKEN[kind])
    code = run(["render", str(recipe), "--engine", "stub", "--out", str(tmp_path / "out")])
    said = capsys.readouterr()
    assert code == 2, said.err
    assert f"{recipe}:" in said.err
    assert any(line.startswith(f"{recipe}:{n}:") for line in said.err.splitlines() for n in (1, 2)), said.err
    assert "Traceback" not in said.err
    assert said.out == ""
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mine.yaml"]


def test_a_preview_that_fails_in_a_worker_is_explained_like_any_other(tmp_path: Path) -> None:
    code = """
import generator.frame
from scenes.errors import SceneError
def impossible(*_):
    raise SceneError("fixture.shelves", "12 shelves leave 0.02 m each", "use fewer")
generator.frame.sample_scene = impossible
from generator.cli import main
main()
"""
    arguments = ["preview", "quick", "--frames", "2", "--out", str(tmp_path / "sheet.jpg")]
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 2
    assert "fixture.shelves: frame 0: 12 shelves" in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_check_says_all_problems_of_all_recipes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, kind in (("one", "two mistakes"), ("two", "a misspelt key")):
        (tmp_path / f"{name}.yaml").write_text(BROKEN[kind])
    assert (
        run(["check", str(tmp_path / "one.yaml"), "quick", str(tmp_path / "two.yaml"), "--frames", "1"]) == 2
    )
    said = capsys.readouterr()
    assert said.out.startswith("quick: good")
    for expected in ("one.yaml:1:", "one.yaml:2:", "two.yaml:1:", "facings"):
        assert expected in said.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["render", "no_such_recipe", "--out", "{out}"], "no_such_recipe"),
        (["render", "quick", "--out", "{out}", "--size", "huge"], "640x480"),
        (["render", "quick", "--out", "{out}", "--size", "9x9"], "32 to 8192"),
        (["render", "quick", "--out", "{out}", "--engine", "fast"], "cycles, draft"),
        (["render", "quick", "--out", "{out}", "--device", "tpu"], "auto, cpu, gpu"),
        (["render", "quick", "--out", "{out}", "--frames", "0"], "--frames"),
        (["render", "quick", "--out", "{out}", "--start", "-1"], "--start"),
        (["render", "quick"], "--out"),
        (["render", "quick", "--out", "{out}", "--bogus"], "--bogus"),
        (["inspect", "{out}"], "not a dataset"),
        (["sheet", "{out}"], "not a dataset"),
        (["check", "{out}/no.yaml"], "no.yaml"),
        (["dance"], "dance"),
    ],
)
def test_a_wrong_command_line_is_explained_with_exit_code_2_and_writes_nothing(
    arguments: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    filled = [argument.replace("{out}", str(tmp_path / "out")) for argument in arguments]
    assert run(filled) == 2
    errors = capsys.readouterr().err
    assert said in errors
    assert "Traceback" not in errors
    assert list(tmp_path.iterdir()) == []


def test_render_reports_on_stdout_and_progresses_on_stderr(tmp_path: Path) -> None:
    out = tmp_path / "out"
    first = kit.gondola(*kit.render_arguments(out, 3))
    assert first.returncode == 0, first.stderr
    assert first.stdout.startswith(f"3 frames in {out} (3 made now at ")
    assert "(3/3)" in first.stderr
    assert "frames/s" in first.stderr
    again = kit.gondola(*kit.render_arguments(out, 3))
    assert again.stdout == f"3 frames in {out} (0 made now)\n"


def test_a_disk_without_room_is_exit_code_1_with_a_remedy(tmp_path: Path) -> None:
    code = """
import errno, os, generator.dataset.atomic as atomic
real, calls = os.fsync, [0]
def full(fd):
    calls[0] += 1
    if calls[0] > 12: raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    real(fd)
atomic.os.fsync = full
from generator.cli import main
main()
"""
    arguments = kit.render_arguments(tmp_path / "out", 5)
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 1
    assert "No room left" in done.stderr
    assert "same command again" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_output_folder_that_cannot_be_made_is_said_plainly(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    assert run(kit.render_arguments(tmp_path / "file" / "out", 1)) in (1, 2)
    said = capsys.readouterr().err
    assert "--out" in said
    assert "Traceback" not in said


def test_a_bug_is_called_a_bug_and_debug_shows_it(monkeypatch: pytest.MonkeyPatch) -> None:
    import generator.cli.texts as texts

    def broken() -> None:
        raise ZeroDivisionError("oops")

    monkeypatch.setattr(texts, "print_schema", broken)
    assert run(["schema"]) == 1
    with pytest.raises(ZeroDivisionError):
        run(["schema", "--debug"])
    assert "--debug" in message(ZeroDivisionError("oops"))


def test_interrupts_have_the_shells_exit_code() -> None:
    assert exit_code(KeyboardInterrupt()) == 130


def test_progress_lines_are_few_and_tell_pace_and_time_left(capsys: pytest.CaptureFixture[str]) -> None:
    progress = PlainProgress(sys.stderr, pause_s=3600)
    progress.started(100, 40)
    for index in range(60):
        progress.frame_done(index, 5)
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "100 frames, 40 of them are there already"
    assert lines[1].startswith("frame 0 (41/100): 5 objects; ")
    assert lines[-1].startswith("frame 59 (100/100)")
    assert len(lines) == 3


@pytest.mark.parametrize(("seconds", "text"), [(6.6, "7 s"), (200, "3 min 20 s"), (7500, "2 h 5 min")])
def test_durations_read_well(seconds: float, text: str) -> None:
    assert duration(seconds) == text


def test_preview_writes_a_sheet_of_all_frames(tmp_path: Path) -> None:
    import cv2

    for size, out in (("96x64", tmp_path / "small.jpg"), ("192x128", tmp_path / "large.png")):
        done = kit.gondola("preview", "quick", "--frames", "3", "--size", size, "--out", str(out))
        assert (done.returncode, done.stdout) == (0, f"{out} (3 frames)\n"), done.stderr
    small, large = (cv2.imread(str(tmp_path / name)) for name in ("small.jpg", "large.png"))
    assert large.size > 3 * small.size > 3 * 3 * 2 * 96 * 64 * 3 / 2
    assert small.std() > 10


def test_a_sheet_of_a_dataset_shows_frames_spread_over_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kit.write(tmp_path / "set", 0, 1, 2)
    assert run(["sheet", str(tmp_path / "set"), "--frames", "2"]) == 0
    assert capsys.readouterr().out == f"{tmp_path / 'set' / 'preview.jpg'} (2 of 3 frames)\n"
    assert (tmp_path / "set" / "preview.jpg").stat().st_size > 1000
    kit.write(tmp_path / "set", 3)  # a sheet in the folder does not stand in the way


@pytest.mark.parametrize(
    ("out", "said"), [("sheet.gif", ".jpg"), ("no/sheet.jpg", "no folder"), (".", "a folder")]
)
def test_a_sheet_that_cannot_be_written_is_refused_before_any_work(
    out: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["preview", "quick", "--out", str(tmp_path / out)]) == 2
    assert said in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
