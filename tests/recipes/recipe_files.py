"""Recipes written for a test, and what is wrong with them."""

from pathlib import Path

import pytest

from recipes import RecipeError, load_recipe


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def problems(path: Path) -> list[tuple[str, int, int, str]]:
    with pytest.raises(RecipeError) as caught:
        load_recipe(path)
    return [(Path(p.file).name, p.line, p.column, p.path) for p in caught.value.problems]
