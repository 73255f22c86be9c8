"""Goods stand as shops set them: departments side by side, an article in one place, best sellers wide."""

from collections import Counter, defaultdict
from functools import cache
from itertools import groupby

import pytest

from assets.builtin import BuiltinCatalog
from recipes.model import Assortment, Fixture, Merchandise, Planogram, Recipe
from scenes.adjacency import NEXT_TO, in_a_row
from scenes.assortment import OF_A_DEPARTMENT, choose, in_blocks
from scenes.blocks import block_of
from scenes.draws import FrameDraws
from scenes.planogram import ShelfSlot
from scenes.stock import stock
from scenes.surroundings import draw_fixture


@cache
def catalog() -> BuiltinCatalog:
    return BuiltinCatalog(2, 960)


def merchandise(count: int, *categories: str) -> Merchandise:
    return Merchandise(assortment=Assortment(skus=count, categories=categories))


def slots_of(frame: int, **planogram: object) -> tuple[ShelfSlot, ...]:
    recipe = Recipe(
        fixture=Fixture(bays=2, shelves=6, add_boards=True),
        merchandise=merchandise(90, "pantry", "canned", "breakfast"),
        planogram=Planogram(**planogram),  # type: ignore[arg-type]
    )
    draws = FrameDraws(4, frame)
    return stock(recipe, catalog(), draw_fixture(recipe.fixture, draws), draws).slots


@pytest.mark.parametrize("frame", range(20))
def test_departments_stand_beside_what_they_go_with(frame: int) -> None:
    row = in_a_row(NEXT_TO, FrameDraws(1, frame), "departments")
    assert sorted(row) == sorted(NEXT_TO)
    for at, name in enumerate(row[:-1]):
        open_ = [near for near in NEXT_TO[name] if near not in row[: at + 1]]
        assert not open_ or row[at + 1] == open_[0]


@pytest.mark.parametrize("count", [10, 40, 90, 160])
def test_a_fixture_holds_few_departments(count: int) -> None:
    for frame in range(8):
        chosen = choose(catalog().skus, merchandise(count), FrameDraws(1, frame))
        assert len({s.sku for s in chosen}) == len(chosen) == count
        sizes = Counter(s.category[0] for s in chosen)
        available = Counter(s.category[0] for s in catalog().skus)
        largest = sorted((available[name] for name in sizes), reverse=True)
        enough = max(1, round(count / OF_A_DEPARTMENT))
        assert len(sizes) <= enough or sum(largest[1:]) < count, "no more than the articles need"


def test_what_lies_on_a_belt_comes_from_all_over() -> None:
    chosen = choose(catalog().skus, merchandise(40), FrameDraws(1, 3), from_all_over=True)
    of_a_fixture = choose(catalog().skus, merchandise(40), FrameDraws(1, 3))
    assert len({s.category[0] for s in chosen}) > 4 > len({s.category[0] for s in of_a_fixture})


@pytest.mark.parametrize("block_by", ["brand", "category"])
def test_blocks_are_whole_and_departments_are_not_mixed(block_by: str) -> None:
    for frame in range(6):
        ordered = in_blocks(catalog().skus, block_by, FrameDraws(1, frame))
        runs = [key for key, _ in groupby(ordered, key=lambda s: s.category[0])]
        assert len(runs) == len(set(runs))
        blocks = [key for key, _ in groupby(ordered, key=lambda s: block_of(s, block_by))]
        assert len(blocks) == len(set(blocks))


def test_most_articles_have_one_shelf_of_their_bay() -> None:
    shelves: dict[tuple[int, int, str], set[int]] = defaultdict(set)
    for frame in range(4):
        for slot in slots_of(frame, facings={"integers": [1, 3]}):
            shelves[frame, slot.bay, slot.sku.sku].add(slot.shelf)
    assert sum(len(found) == 1 for found in shelves.values()) > 0.7 * len(shelves)


def test_best_sellers_make_a_long_tail_of_facings() -> None:
    def top_share(unequal: float) -> float:
        """How much of all facings the widest tenth of the slots has."""
        widths: list[int] = []
        for frame in range(4):
            slots = slots_of(frame, facings={"choice": {1: 2, 2: 2, 3: 1}}, best_sellers=unequal)
            widths += [len(slot.columns) for slot in slots]
        widths.sort(reverse=True)
        return sum(widths[: len(widths) // 10]) / sum(widths)

    assert top_share(0.8) > 1.15 * top_share(0.0)


@pytest.mark.parametrize(("kind", "skus"), [("cooler", 30), ("multideck", 40)])
def test_few_boards_belong_to_one_article(kind: str, skus: int) -> None:
    boards: dict[tuple[int, int, int], Counter[str]] = defaultdict(Counter)
    for frame in range(4):
        recipe = Recipe(
            fixture=Fixture(kind=kind, bays=2, shelves=6, bay_width_m=0.8, height_m=2.0, depth_m=0.65),
            merchandise=merchandise(skus, "beverages"),
            planogram=Planogram(facings={"integers": [1, 6]}, stack=0.0, depth_fill=0.0),  # type: ignore[arg-type]
        )
        draws = FrameDraws(6, frame)
        for slot in stock(recipe, catalog(), draw_fixture(recipe.fixture, draws), draws).slots:
            boards[frame, slot.bay, slot.shelf][slot.sku.sku] += len(slot.columns)
    wide = [own for own in boards.values() if sum(own.values()) > 5]
    assert len(wide) > 20
    assert sum(len(own) == 1 for own in wide) < 0.05 * len(wide)
