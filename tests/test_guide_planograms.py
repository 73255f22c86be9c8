"""docs/planograms.md done step by step: its files written, its commands run, its answers compared."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from generator.cli.checking import check_recipes
from recipes.planogram_file import COLUMNS
from scenes.plan import CHANGE_KINDS

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "planograms.md").read_text()
BLOCK = re.compile(r"^```(csv|yaml|console|python|text)\n(.*?)^```$", re.M | re.S)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files of the guide."""
    for kind, text in BLOCK.findall(PAGE):
        if kind in ("csv", "yaml"):
            head = re.match(r"# file: (\S+)\n", text)
            assert head, text
            (tmp_path / head[1]).write_text(text.removeprefix(head[0]))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def gondola(*words: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, as people run it."""
    command = [sys.executable, "-c", "from generator.cli import main; main()", *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)


def test_the_commands_of_the_guide_say_what_it_shows(desk: Path) -> None:
    console = "\n".join(text for kind, text in BLOCK.findall(PAGE) if kind == "console")
    shown = re.findall(r"^\$ gondola (.*)\n((?:(?!\$ ).+\n)*)", console, re.M)
    assert [words.split()[:2] for words, _ in shown] == [
        ["check", "audit.yaml"],
        ["preview", "audit.yaml"],
        ["check", "wrong.yaml"],
    ]
    for words, answer in shown:
        done = gondola(*shlex.split(words))
        assert answer in done.stdout + done.stderr, done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        assert done.returncode == (2 if "wrong" in words else 0)
    assert (desk / "sheet.jpg").stat().st_size > 10_000
    assert check_recipes(["inline.yaml", "pegs.yaml"], 1) == 0


def test_mended_step_by_step_the_wrong_table_tells_the_rest(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table, recipe = desk / "wrong.csv", desk / "wrong.yaml"
    (expected,) = (text.splitlines() for kind, text in BLOCK.findall(PAGE) if kind == "text")
    mendings = [(table, "0,4", "0.4"), (recipe, "\n", "\nfixture: {bays: 2}\n"), (table, "brek", "break")]
    for (path, wrong, right), line in zip(mendings, expected, strict=True):
        path.write_text(path.read_text().replace(wrong, right, 1))
        assert check_recipes(["wrong.yaml"], 3) == 2
        assert capsys.readouterr().err.splitlines() == [line]


def test_the_python_of_the_guide_runs(desk: Path) -> None:  # noqa: ARG001 - it works in that folder
    (code,) = (text for kind, text in BLOCK.findall(PAGE) if kind == "python")
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0] == "0 0 0 breakfast-muesli-0001-0 3 12"
    assert any(line.split()[0] in CHANGE_KINDS for line in lines)


def test_the_guide_names_all_columns_and_kinds() -> None:
    for name, aliases in COLUMNS.items():
        row = next(line for line in PAGE.splitlines() if line.startswith(f"| `{name}` |"))
        called = {re.sub(r"\W+", "_", word.strip()) for word in row.split("|")[2].split(",") if word.strip()}
        assert called | {name} == set(aliases)
    assert all(f"`{kind}`" in PAGE for kind in CHANGE_KINDS)
