"""Loading: what merges, what replaces, what may be read, and that only a RecipeError ever comes out."""

import os
import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recipes import Recipe, RecipeError, load_recipe, recipe_key, shipped_recipes
from recipes.distributions import Uniform
from recipes.semantic import contradictions
from recipes.source import MAX_BYTES, MAX_NODES, parse, plain
from tests.recipes import strategies
from tests.recipes.recipe_files import problems, write

PER_TEST = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.mark.parametrize("name", sorted(shipped_recipes()))
def test_shipped_recipes_load_by_name_and_by_path(name: str) -> None:
    by_name = load_recipe(name)
    assert by_name.name == name
    assert by_name.description
    assert load_recipe(shipped_recipes()[name]).model_dump() == by_name.model_dump()


def test_at_least_four_recipes_are_shipped_and_none_is_like_another() -> None:
    keys = {recipe_key(load_recipe(name)) for name in shipped_recipes()}
    assert len(keys) == len(shipped_recipes()) >= 4


def test_settings_merge_while_values_lists_and_distributions_replace(tmp_path: Path) -> None:
    write(
        tmp_path,
        "parent.yaml",
        "name: parent\ndescription: above\ncamera: {distance_m: {normal: [2, 0.1]}, roll_deg: 3}\n"
        "merchandise: {assortment: {categories: [dairy, snacks]}}\nfixture: {color: {choice: {red: 1}}}\n",
    )
    child = write(
        tmp_path,
        "child.yaml",
        "extends: parent.yaml\ncamera: {distance_m: {uniform: [1, 2]}}\n"
        "merchandise: {assortment: {categories: [canned]}}\nfixture: {color: {choice: {blue: 1}}}\n",
    )
    recipe = load_recipe(child)
    assert recipe.camera.distance_m == Uniform(1, 2)
    assert recipe.camera.roll_deg == 3
    assert recipe.merchandise.assortment.categories == ("canned",)
    assert recipe.model_dump()["fixture"]["color"] == {"choice": ["blue"]}
    assert (recipe.name, recipe.description) == ("child", "")


def test_a_grandparent_in_another_folder_is_merged_first(tmp_path: Path) -> None:
    write(tmp_path, "parts/a.yaml", "seed: 1\nfixture: {bays: 2, shelves: 3}\n")
    write(tmp_path, "parts/b.yaml", "extends: a.yaml\nfixture: {bays: 3}\n")
    recipe = load_recipe(write(tmp_path, "c.yaml", "extends: parts/b.yaml\nlights: {rows: 1}\n"))
    assert (recipe.seed, recipe.fixture.bays, recipe.fixture.shelves, recipe.lights.rows) == (1, 3, 3, 1)


def test_anchors_aliases_and_merge_keys_work(tmp_path: Path) -> None:
    text = (
        "x-lens: &lens {hfov_deg: &wide 80, k1: 0.01}\n"
        "x-more: &more {k1: 0.03, k2: 0.002}\n"
        "camera:\n  lens: {<<: [*lens, *more], p1: 0.001}\n  pitch_deg: 2\n  yaw_deg: {uniform: [-1, 1]}\n"
    )
    lens = load_recipe(write(tmp_path, "r.yaml", text)).camera.lens
    assert (lens.hfov_deg, lens.k1, lens.k2, lens.p1) == (80, 0.01, 0.002, 0.001)


def test_the_places_of_problems_lead_into_the_file_they_came_from(tmp_path: Path) -> None:
    write(tmp_path, "parent.yaml", "fixture:\n  bays: 99\n  shelves: 99\n")
    child = write(tmp_path, "child.yaml", "extends: parent.yaml\nseed: x\nfixture: {shelves: 98}\n")
    assert problems(child) == [
        ("child.yaml", 2, 7, "seed"),
        ("child.yaml", 3, 20, "fixture.shelves"),
        ("parent.yaml", 2, 9, "fixture.bays"),
    ]


def test_a_contradiction_is_blamed_on_what_is_written(tmp_path: Path) -> None:
    only_aisle = write(tmp_path, "r.yaml", "store:\n  aisle_m: 1.2\n")
    assert problems(only_aisle) == [("r.yaml", 2, 12, "store.aisle_m")]


@pytest.mark.parametrize(
    "name", ["../secret.yaml", "link.yaml", "inner/../../secret.yaml", "linked/secret.yaml"]
)
def test_nothing_outside_the_folder_is_read(tmp_path: Path, name: str) -> None:
    write(tmp_path, "secret.yaml", "seed: 7\n")
    home = tmp_path / "home"
    write(home, "inner/here.yaml", "seed: 1\n")
    (home / "link.yaml").symlink_to(tmp_path / "secret.yaml")
    (home / "linked").symlink_to(tmp_path)
    child = write(home, "child.yaml", f"extends: {name}\nmerchandise:\n  catalog: {name}\n")
    assert problems(child) == [("child.yaml", 1, 10, "extends")]
    catalog_only = write(home, "other.yaml", f"merchandise:\n  catalog: {name}\n")
    assert problems(catalog_only) == [("other.yaml", 2, 12, "merchandise.catalog")]


def test_a_pipe_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    child = write(tmp_path, "child.yaml", "extends: pipe.yaml\n")
    assert problems(child) == [("child.yaml", 1, 10, "extends")]
    assert problems(tmp_path / "pipe.yaml") == [("pipe.yaml", 1, 1, "")]


def test_a_catalogue_in_the_folder_may_be_named(tmp_path: Path) -> None:
    (tmp_path / "goods").mkdir()
    recipe = load_recipe(write(tmp_path, "r.yaml", "merchandise: {catalog: goods}\n"))
    assert recipe.merchandise.catalog == "goods"


def test_folders_missing_files_and_unknown_names_are_told_apart(tmp_path: Path) -> None:
    assert problems(tmp_path) == [(tmp_path.name, 1, 1, "")]
    with pytest.raises(RecipeError, match=r"did you mean .snack_aisle"):
        load_recipe("snack_isle")
    with pytest.raises(RecipeError, match="no such recipe"):
        load_recipe(tmp_path / "absent.yaml")


@pytest.mark.parametrize("name", ["x" * 300 + ".yaml", "x/" * 400, "a\\0.yaml", "\\ud800.yaml", "y" * 5000])
def test_names_that_no_file_can_have_are_problems_like_others(tmp_path: Path, name: str) -> None:
    child = write(tmp_path, "child.yaml", f'extends: "{name}"\nmerchandise: {{catalog: "{name}"}}\n')
    assert problems(child)[0][:3] == ("child.yaml", 1, 10)
    catalog_only = write(tmp_path, "other.yaml", f'merchandise: {{catalog: "{name}"}}\n')
    assert problems(catalog_only)[0][:3] == ("other.yaml", 1, 24)


@pytest.mark.parametrize("name", ["x" * 300, "x/" * 4000, "a\0b", "\ud800", "", "loop"])
def test_recipes_of_impossible_names_are_told_like_missing_ones(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(RecipeError):
        load_recipe(name)


def test_a_problem_is_one_printable_line_whatever_the_recipe_says(tmp_path: Path) -> None:
    path = write(
        tmp_path, "r.yaml", 'camera: {"a\\n\\e[31mb": 1, distance_m: "c\\nd\\e"}\n' + f"{'z' * 500}: 1\n"
    )
    with pytest.raises(RecipeError) as caught:
        load_recipe(path)
    assert len(str(caught.value).splitlines()) == len(caught.value.problems) == 3
    assert all(line.isprintable() and len(line) < 700 for line in str(caught.value).splitlines())


def test_a_file_one_byte_too_long_is_refused(tmp_path: Path) -> None:
    text = "seed: 1\n#"
    fits = write(tmp_path, "fits.yaml", text + "x" * (MAX_BYTES - len(text)))
    assert load_recipe(fits).seed == 1
    longer = write(tmp_path, "longer.yaml", text + "x" * (MAX_BYTES - len(text) + 1))
    assert problems(longer) == [("longer.yaml", 1, 1, "")]


def test_a_file_at_its_limits_is_refused_in_bounded_time(tmp_path: Path) -> None:
    begin = time.process_time()
    for i, text in enumerate(
        (
            "a: [" + "x," * (MAX_BYTES // 2 - 10) + "]",
            "[" * (MAX_BYTES - 1),
            "{" * (MAX_BYTES - 1),
            "- " * (MAX_BYTES // 2 - 1),
            "? " * (MAX_BYTES // 2 - 1),
            "&a " * (MAX_BYTES // 3 - 1),
            "".join(f"k{i}: {i}\n" for i in range(MAX_NODES)),
            "x-a: &a [" + "1," * 999 + "]\nx-b: [" + "*a," * 999 + "]\n",
        )
    ):
        with pytest.raises(RecipeError):
            load_recipe(write(tmp_path, f"{i}.yaml", text))
    assert time.process_time() - begin < 20


def test_lines_and_columns_survive_windows_line_ends_and_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "r.yaml"
    path.write_bytes("\ufeffseed: 1\r\n\r\nimage:\r\n  width_px: no\r\n".encode())
    assert problems(path) == [("r.yaml", 4, 13, "image.width_px")]


@given(strategies.recipes)
@settings(max_examples=50, deadline=None)
def test_a_recipe_survives_dump_and_load(data: dict[str, Any]) -> None:
    recipe = Recipe.model_validate(data)
    text = yaml.safe_dump(recipe.model_dump(mode="json"), allow_unicode=True)
    again = Recipe.model_validate(plain(parse(text.encode(), "dump", [])))
    assert again.model_dump() == recipe.model_dump()
    assert recipe_key(again) == recipe_key(recipe)


@given(strategies.recipes)
@PER_TEST
def test_a_recipe_is_refused_only_for_contradictions(tmp_path: Path, data: dict[str, Any]) -> None:
    path = write(tmp_path, "r.yaml", yaml.safe_dump(data, allow_unicode=True))
    expected = {finding.message for finding in contradictions(Recipe.model_validate(data))}
    result = outcome(path)
    assert {p.message for p in getattr(result, "problems", ())} == expected


@given(st.binary(max_size=400))
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_bytes_give_a_recipe_or_a_recipe_error(tmp_path: Path, data: bytes) -> None:
    survives(tmp_path, data)


BITS = """
{ } [ ] , : & * ! | > ' " % @ ` # ? - 0 a ~ = < . \\ *a &a !!int camera lens uniform choice weights normal
.nan 1e999 "\\U99999999" 0x null
"""
YAML_BITS = st.sampled_from(
    [
        *BITS.split(),
        "\n",
        "\t",
        " ",
        "\n  ",
        ": ",
        "- ",
        "<<: ",
        "---\n",
        "...\n",
        "%YAML 9.9\n",
        "\x85",
        "extends: ",
    ]
)


@given(st.lists(YAML_BITS, max_size=60))
@settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_scraps_of_yaml_give_a_recipe_or_a_recipe_error(tmp_path: Path, bits: list[str]) -> None:
    survives(tmp_path, "".join(bits).encode())


KEYS = st.sampled_from(
    [*Recipe.model_fields, "extends", "lens", "distance_m", "bays", "choice", "uniform", "weights", "normal"]
)
JUNK = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5), KEYS),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.one_of(KEYS, st.integers(0, 3), st.booleans()), inner, max_size=4),
    ),
    max_leaves=12,
)


@given(st.dictionaries(KEYS, JUNK, max_size=5))
@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_wrong_data_gives_a_recipe_or_a_recipe_error(tmp_path: Path, data: Any) -> None:
    survives(tmp_path, yaml.safe_dump(data).encode())


def outcome(path: Path) -> Recipe | RecipeError:
    try:
        return load_recipe(path)
    except RecipeError as error:
        return error


def survives(folder: Path, data: bytes) -> None:
    path = folder / "r.yaml"
    path.write_bytes(data)
    result = outcome(path)
    if isinstance(result, RecipeError):
        assert result.problems
        assert all(p.line >= 1 and p.column >= 1 and p.message for p in result.problems)
