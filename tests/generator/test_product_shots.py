"""``gondola assets sheet`` and ``show``: what is on them, and what they refuse."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from assets.catalog import open_catalog
from generator.cli import run
from generator.cli.assets_sheet import choose
from generator.cli.failures import UsageError
from generator.product_shots import Shot, Studio, caption, product_sheet
from generator.render import open_renderer

CATALOG = open_catalog("builtin", 1, 120)
NO_FILTER = ("", "", "")


def test_each_takes_so_many_of_every_package_and_limit_so_many_in_all() -> None:
    three = choose(CATALOG, [], NO_FILTER, 3, 5)
    kinds = {sku.archetype for sku in CATALOG.skus}
    for kind in kinds:
        there = sum(sku.archetype == kind for sku in CATALOG.skus)
        assert sum(sku.archetype == kind for sku in three) == min(3, there)
    some = choose(CATALOG, [], NO_FILTER, 0, 5)
    assert len({sku.sku for sku in some}) == 5
    assert len({sku.brand for sku in some}) > 1


def test_skus_are_found_by_name_and_by_gtin_and_else_suggested() -> None:
    first, second = CATALOG.skus[0], CATALOG.skus[7]
    assert choose(CATALOG, [second.gtin, first.sku], NO_FILTER, 0, 1) == [second, first]
    with pytest.raises(UsageError, match=f"did you mean {first.sku}"):
        choose(CATALOG, [first.sku + "x"], NO_FILTER, 0, 1)


def test_a_products_pictures_show_it_on_bright_paper_and_differ_by_side() -> None:
    sku = next(sku for sku in CATALOG.skus if sku.archetype == "carton")
    studio = Studio(open_renderer("draft"), 96, 1)
    views = list(studio.shots(studio.product(CATALOG, sku), (0, 90, 180)))
    assert [view.shape for view in views] == [(96, 96, 3)] * 3
    for view in views:
        assert view[4:8, 4:8].min() > 130
    assert np.abs(views[0].astype(int) - views[1]).mean() > 4
    assert np.abs(views[0].astype(int) - views[2]).mean() > 4


def test_a_sheet_has_a_tile_for_every_shot_and_its_words_below() -> None:
    red = np.full((40, 40, 3), (200, 0, 0), np.uint8)
    sheet = product_sheet([Shot(red, ("SKU", "Σκόνη 洗剤 مسحوق", "3 mm"))] * 5, columns=3)
    tiles = (sheet == (200, 0, 0)).all(2)
    count, _ = cv2.connectedComponents(tiles.astype(np.uint8))
    assert count - 1 == 5
    below = sheet[44 : sheet.shape[0] // 2]
    assert (below.mean(2) < 120).any()


def test_a_sheet_needs_something_to_show() -> None:
    with pytest.raises(ValueError, match="at least one"):
        product_sheet([])


def test_captions_say_name_package_and_size() -> None:
    sku = CATALOG.skus[0]
    lines = caption(sku)
    assert sku.sku in lines[0]
    assert sku.archetype in lines[0]
    assert sku.brand in lines[1]
    assert f"{1000 * sku.size_m[2]:.0f} mm" in lines[2]


def test_the_commands_write_pictures_that_can_be_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet, strip = tmp_path / "sheet.png", tmp_path / "turn.jpg"
    quick = ["--engine", "draft", "--size", "64", "--skus", "30"]
    assert run(["assets", "sheet", *quick, "--limit", "3", "--out", str(sheet)]) == 0
    assert run(["assets", "show", CATALOG.skus[2].sku, *quick, "--views", "4", "--out", str(strip)]) == 0
    assert "3 products" in capsys.readouterr().out
    assert cv2.imread(str(sheet)).shape[1] > 2 * 64
    assert cv2.imread(str(strip)).shape[1] > 4 * 64


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["sheet", "--engine", "drft"], "--engine drft"),
        (["sheet", "--size", "8"], "--size 8"),
        (["sheet", "--archetype", "sack"], "--archetype sack"),
        (["show", "no-such"], "no-such"),
        (["sheet", "no_such_folder"], "no_such_folder"),
        (["sheet", "--out", "sheet.tiff"], "sheet.tiff"),
    ],
)
def test_what_cannot_be_is_said_in_one_line_and_writes_nothing(
    words: list[str],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["assets", *words, "--skus", "30"]) == 2
    error = capsys.readouterr().err
    assert said in error
    assert "Traceback" not in error
    assert list(tmp_path.iterdir()) == []
