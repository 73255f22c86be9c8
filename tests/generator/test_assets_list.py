"""gondola assets list: the SKUs of a catalogue for people and for programs."""

import json

import pytest

from generator.cli import run
from generator.cli.asset_list import table


def listed(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    assert run(["assets", "list", *arguments]) == 0
    return capsys.readouterr().out.splitlines()


def as_json(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads("\n".join(listed(capsys, "--json", *arguments)))
    return found


def test_every_sku_has_a_line_under_the_heads(capsys: pytest.CaptureFixture[str]) -> None:
    lines = listed(capsys, "--skus", "30")
    assert lines[0].split()[:4] == ["SKU", "BRAND", "NAME", "VARIANT"]
    assert len(lines) == 1 + 30 + 2
    assert lines[-1].startswith("30 SKUs, ")


def test_a_limit_says_what_it_leaves_out(capsys: pytest.CaptureFixture[str]) -> None:
    lines = listed(capsys, "--skus", "30", "--limit", "4")
    assert len(lines) == 1 + 4 + 2
    assert lines[-1].endswith("26 not shown")


def test_filters_narrow_one_another(capsys: pytest.CaptureFixture[str]) -> None:
    drinks = as_json(capsys, "--category", "beverages")
    assert drinks
    assert all(str(s["category"]).startswith("beverages/") for s in drinks)
    brand = str(drinks[0]["brand"])
    own = as_json(capsys, "--category", "beverages", "--brand", brand.upper())
    assert own == [s for s in drinks if s["brand"] == brand]
    cans = as_json(capsys, "--category", "beverages", "--archetype", "can")
    assert cans == [s for s in drinks if s["archetype"] == "can"]


def test_json_has_all_that_is_known_of_a_sku(capsys: pytest.CaptureFixture[str]) -> None:
    from assets.catalog import open_catalog

    sku = open_catalog("builtin", 1, 5, ("de",)).skus[2]
    found = as_json(capsys, "--skus", "5", "--languages", "de")[2]
    assert found["gtin"] == sku.gtin
    assert found["name"] == sku.name
    assert found["category"] == "/".join(sku.category)
    assert found["height_mm"] == pytest.approx(sku.size_m[2] * 1000)
    assert found["language"] == "de"


def test_a_recipe_lists_the_catalogue_of_its_frames(capsys: pytest.CaptureFixture[str]) -> None:
    assert len(as_json(capsys, "quick")) == 60


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--category", "snaks"], "--category snaks: no SKU fits. There are "),
        (["--archetype", "crate"], "--archetype crate: no SKU fits. There are "),
        (["--languages", "en,xx"], "--languages en,xx: expected some of en, de, fr"),
        (["nowhere"], "nowhere"),
    ],
)
def test_what_cannot_be_listed_is_said_in_one_line(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["assets", "list", *arguments]) == 2
    text = capsys.readouterr().err
    assert said in text
    assert len(text.strip().splitlines()) == 1


def test_columns_stand_under_each_other_though_letters_are_wide() -> None:
    lines = list(table([("NAME", "NET"), ("お茶", "1 l"), ("Tea", "20 g")]))
    assert lines == ["NAME   NET", "お茶   1 l", "Tea   20 g"]
