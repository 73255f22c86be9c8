"""Every broken recipe says what is wrong and where; broken/expected.txt holds the whole text."""

from pathlib import Path

import pytest

from recipes import RecipeError, load_recipe

HERE = Path(__file__).parent
CASES = sorted(path.name for path in (HERE / "broken").glob("*.yaml"))


def messages(name: str, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.chdir(HERE)
    with pytest.raises(RecipeError) as caught:
        load_recipe(f"broken/{name}")
    return str(caught.value).splitlines()


def expected(name: str) -> list[str]:
    """The blocks of expected.txt are headed by the file that is loaded: errors may be in another."""
    blocks = (HERE / "broken" / "expected.txt").read_text("utf-8").split("\n# ")
    return next(b.splitlines()[1:] for b in blocks if b.splitlines()[0].removeprefix("# ") == name)


@pytest.mark.parametrize("name", CASES)
def test_each_problem_is_reported_at_its_place_in_its_words(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert messages(name, monkeypatch) == expected(name)


@pytest.mark.parametrize("name", CASES)
def test_each_problem_has_a_line_and_says_nothing_of_the_machinery(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for text in messages(name, monkeypatch):
        file, line, column, _ = text.split(":", 3)
        assert file.startswith("broken/")
        assert int(line) >= 1
        assert int(column) >= 1
        assert not any(
            word in text.lower() for word in ("pydantic", "input should", "traceback", "instance of")
        )
