"""docs/your-products.md done step by step: its files written, its commands run, its answers compared."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.assets.own_kit import bottle, picture, write_obj
from tests.assets.test_packshots import BLUE, RED, art

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "your-products.md").read_text()
BLOCK = re.compile(r"^```(yaml|console)\n(.*?)^```$", re.M | re.S)


def steps(block: str) -> list[tuple[str, list[str]]]:
    """Commands of a console block, each with the lines that it is shown to print."""
    found: list[tuple[str, list[str]]] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        else:
            found[-1][1].append(line)
    return found


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the artwork and the models that the guide takes for granted."""
    goods = tmp_path / "my_products"
    art(goods / "corn_rings" / "front.png", 380, 580, RED)
    art(goods / "corn_rings" / "back.png", 380, 580, BLUE)
    art(goods / "corn_rings" / "side.png", 120, 580, RED)
    art(goods / "plum_fizz" / "front.png", 330, 560, BLUE)
    art(tmp_path / "broken" / "plum_fizz" / "front.png", 330, 560, BLUE)
    picture(tmp_path / "skin.png")
    write_obj(tmp_path / "syrup.obj", bottle(), "skin.png")
    write_obj(tmp_path / "shaker.obj", (bottle()[0] * 100, *bottle()[1:]))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def gondola(words: list[str]) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, as people run it."""
    program = "from generator.cli import main; main()"
    command = [sys.executable, "-c", program, *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)


def test_the_guide_works_from_top_to_bottom(desk: Path) -> None:
    ran = 0
    for kind, text in BLOCK.findall(PAGE):
        if kind == "yaml":
            head = re.match(r"# file: (\S+)\n", text)
            assert head, text
            (desk / head[1]).parent.mkdir(parents=True, exist_ok=True)
            (desk / head[1]).write_text(text.removeprefix(head[0]))
            continue
        for command, expected in steps(text):
            words = shlex.split(command)
            assert words[0] == "gondola"
            done = gondola(words[1:])
            printed = f"{done.stdout}\n{done.stderr}"
            questions = [line for line in expected if ": expected" in line or "which size" in line]
            assert done.returncode == (2 if questions else 0), printed
            for line in expected:
                assert line.removesuffix("...").rstrip() in printed
            ran += 1
    assert ran >= 7
    assert (desk / "preview.jpg").stat().st_size > 5000
    assert len(list((desk / "out" / "mine" / "labels").glob("*.json"))) == 2
    assert (desk / "my_products" / "shaker" / "model.glb").is_file()


def test_the_guide_names_every_setting_and_option() -> None:
    from assets.own.product_settings import KNOWN

    assert [name for name in KNOWN if f"`{name}`" not in PAGE] == []
    for option in (
        "--size",
        "--height",
        "--units",
        "--up",
        "--front",
        "--turn",
        "--textures",
        "--replace",
        "--to",
    ):
        assert option in PAGE
