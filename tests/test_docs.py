"""What the documentation says is held to what the program does."""

import re
from pathlib import Path

import pytest
import typer
import yaml

from generator.bundle import open_bundle
from generator.cli.app import app
from generator.frame import sample
from generator.render import ENGINES
from recipes import reference

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
README = (ROOT / "README.md").read_text()


def commands() -> set[str]:
    """Commands as they are typed: "render", and for groups "assets" and "assets list"."""
    found = names_of(app)
    for group in app.registered_groups:
        inner = names_of(group.typer_instance) if group.typer_instance else set()
        found |= {str(group.name), *(f"{group.name} {name}" for name in inner)}
    return found


def names_of(group: typer.Typer) -> set[str]:
    return {str(c.name or c.callback.__name__) for c in group.registered_commands if c.callback}


def test_the_readme_recipe_loads_and_gives_a_full_shelf(tmp_path: Path) -> None:
    text = re.search(r"```yaml\n(.*?)```", README, re.S)
    assert text
    assert len(text[1].splitlines()) <= 16
    path = tmp_path / "crisps.yaml"
    path.write_text(text[1])
    scene = sample(open_bundle(path), 0)
    assert scene.facts["products"] > 50
    assert (scene.camera.width_px, scene.camera.height_px) == (800, 600)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_every_link_and_picture_of_a_page_exists(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text())
    missing = [link for link in links if "://" not in link and not (page.parent / link).exists()]
    assert missing == []


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_every_gondola_command_that_a_page_names_exists(page: Path) -> None:
    named = set(re.findall(r"(?:^|`|/)gondola ([a-z]+)", page.read_text(), re.M))
    assert named <= commands()


def test_every_command_and_engine_is_in_the_documentation() -> None:
    everything = "\n".join(page.read_text() for page in PAGES)
    assert [name for name in commands() if f"gondola {name}" not in everything] == []
    assert [engine for engine in ENGINES if engine not in everything] == []


def test_the_recipe_reference_is_current() -> None:
    assert (ROOT / "docs/recipes.md").read_text() == reference.reference()


def test_every_make_target_of_the_readme_exists() -> None:
    makefile = (ROOT / "Makefile").read_text()
    for target in re.findall(r"^make ([a-z]+)", README, re.M):
        assert re.search(rf"^{target}:", makefile, re.M)


def test_pins_cover_every_dependency() -> None:
    pinned = {line.split("==")[0] for line in (ROOT / "constraints.txt").read_text().splitlines()}
    asked = re.findall(r'^    "([a-z0-9-]+)', (ROOT / "pyproject.toml").read_text(), re.M)
    assert {name for name in asked if name not in {"error", "ignore"}} <= pinned


def test_shipped_recipes_are_commented_yaml() -> None:
    for path in (ROOT / "recipes/library").glob("*.yaml"):
        assert path.read_text().startswith("# ")
        assert yaml.safe_load(path.read_text())["description"]
