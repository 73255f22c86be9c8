"""``mix:``: what the mixing recipe keeps, what its parts give, and what is wrong with them."""

from collections import Counter
from pathlib import Path

import pytest

from generator.bundle import with_overrides
from recipes import Recipe, RecipeError, load_recipe, recipe_key
from scenes.mixing import part_of, recipe_of_frame
from tests.recipes.recipe_files import problems, write


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    write(
        tmp_path,
        "parts/a.yaml",
        "seed: 9\nimage: {width_px: 99}\ncamera: {roll_deg: 1, pitch_deg: 1}\nrender: {samples: 7}\n"
        "merchandise: {catalog_skus: 50, wear: 0.5, assortment: {skus: 8}}\n",
    )
    write(tmp_path, "b.yaml", "mix: {quick: 1, parts/a.yaml: 1}\nfixture: {color: red}\n")
    text = (
        "mix: {parts/a.yaml: 2, b.yaml: 2}\nseed: 4\ncamera: {roll_deg: 3}\nmerchandise: {catalog_skus: 80}\n"
    )
    return write(tmp_path, "c.yaml", text)


def test_parts_of_parts_are_written_out_with_their_chances(mixed: Path) -> None:
    parts = load_recipe(mixed).mix
    assert [(p.name, p.weight) for p in parts] == [
        ("parts/a.yaml", 0.5),
        ("b.yaml/quick", 0.25),
        ("b.yaml/parts/a.yaml", 0.25),
    ]
    assert [p.recipe.fixture.color for p in parts[::2]] == ["white", "red"]


def test_shared_settings_are_the_mixing_recipes_and_others_are_overridden_one_by_one(mixed: Path) -> None:
    recipe = load_recipe(mixed)
    frame = next(k for k in range(99) if (part_of(recipe, k) or recipe).name == "parts/a.yaml")
    drawn = recipe_of_frame(recipe, frame)
    assert (drawn.name, drawn.seed, drawn.image, drawn.render) == ("c", 4, recipe.image, recipe.render)
    assert (drawn.camera.roll_deg, drawn.camera.pitch_deg) == (3, 1)
    assert (drawn.merchandise.catalog_skus, drawn.merchandise.wear) == (80, 0.5)
    assert drawn.merchandise.assortment.skus == 8


def test_frames_draw_their_parts_by_weight(mixed: Path) -> None:
    recipe = load_recipe(mixed)
    drawn = Counter((part_of(recipe, k) or recipe).name for k in range(1000))
    assert abs(drawn["parts/a.yaml"] - 500) < 60
    assert abs(drawn["b.yaml/quick"] - 250) < 60


def test_overrides_reach_the_parts(mixed: Path) -> None:
    recipe = with_overrides(load_recipe(mixed), {"camera.yaw_deg": 5, "image.width_px": 64})
    assert {recipe_of_frame(recipe, k).camera.yaw_deg for k in range(20)} == {5}
    assert {recipe_of_frame(recipe, k).image.width_px for k in range(20)} == {64}


def test_the_key_follows_the_parts_and_a_dump_gives_the_recipe_back(mixed: Path) -> None:
    recipe = load_recipe(mixed)
    assert Recipe.model_validate(recipe.model_dump(mode="json")) == recipe
    part = mixed.parent / "parts" / "a.yaml"
    part.write_text(part.read_text().replace("wear: 0.5", "wear: 0.6"))
    assert recipe_key(load_recipe(mixed)) != recipe_key(recipe)


def test_a_mixture_replaces_the_one_that_it_extends(mixed: Path) -> None:
    child = write(mixed.parent, "d.yaml", "extends: c.yaml\nmix: {quick: 1}\n")
    assert [p.name for p in load_recipe(child).mix] == ["quick"]
    heir = write(mixed.parent, "deep.yaml", "extends: c.yaml\nseed: 5\n")
    assert len(load_recipe(heir).mix) == 3


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("mix: {c.yaml: 1}\n", [("c.yaml", 1, 7, "mix.c.yaml")]),
        ("mix: {quick: 1, ../x.yaml: 1}\n", [("c.yaml", 1, 17, "mix.../x.yaml")]),
        ("mix: {quik: 1}\n", [("c.yaml", 1, 7, "mix.quik")]),
        ("mix: {quick: -1}\n", [("c.yaml", 1, 14, "mix.quick")]),
        ("mix: {quick: 0}\n", [("c.yaml", 1, 6, "mix")]),
        ("mix: [quick]\n", [("c.yaml", 1, 6, "mix")]),
        ("mix: {b.yaml: 1}\n", [("b.yaml", 1, 17, "fixture.bays")]),
        ("mix: {r.yaml: 1}\n", [("r.yaml", 1, 7, "mix.c.yaml")]),
        (
            "mix: {quick: 1, bay_closeup: 1}\nstore: {aisle_m: 1.0}\ncamera: {distance_m: 2}\n",
            [("c.yaml", 3, 22, "camera.distance_m")],
        ),
    ],
)
def test_what_is_wrong_is_told_where_it_is_written(
    tmp_path: Path, text: str, where: list[tuple[str, int, int, str]]
) -> None:
    write(tmp_path, "b.yaml", "fixture: {bays: x}\n")
    write(tmp_path, "r.yaml", "mix: {c.yaml: 1}\n")
    assert problems(write(tmp_path, "c.yaml", text)) == where


def test_mixtures_of_mixtures_cannot_grow_without_bound(tmp_path: Path) -> None:
    write(tmp_path, "0.yaml", "mix: {quick: 1, bay_closeup: 1}\n")
    for i in range(1, 8):
        write(tmp_path, f"{i}.yaml", f"mix: {{{i - 1}.yaml: 1, ./{i - 1}.yaml: 1}}\n")
    with pytest.raises(RecipeError, match="at most 64 recipes"):
        load_recipe(tmp_path / "7.yaml")
