"""The language as a whole: keys, JSON Schema, reference, vocabulary, and what contradicts itself."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import given, settings

from assets.catalog import open_catalog
from assets.finishes import paint
from assets.floors import FLOORS
from assets.store import WALLS
from assets.taxonomy import product_types
from recipes import Recipe, RecipeError, load_recipe, recipe_key, recipe_schema, shipped_recipes
from recipes.explain import section_at
from recipes.goods import check_goods
from recipes.model import BUILTIN_CATEGORIES, Fixture, Store, builtin_categories
from recipes.reference import reference
from recipes.semantic import NARROWEST_FACING_M, contradictions
from recipes.source import parse, plain
from recipes.values import spec_of
from tests.recipes import strategies

ROOT = Path(__file__).parents[2]
BROKEN = ROOT / "tests" / "recipes" / "broken"
SCHEMA = jsonschema.Draft202012Validator(recipe_schema())


def from_text(text: str) -> Recipe:
    return Recipe.model_validate(plain(parse(text.encode(), "text", [])))


def test_the_key_ignores_order_comments_anchors_and_spelling() -> None:
    first = from_text(
        "seed: 3\ncamera: {height_m: 1.5, distance_m: {uniform: [1, 2]}}\nfixture: {color: {choice: [red]}}"
    )
    second = from_text(
        "# a comment\nname: other\nfixture: {color: {choice: {red: 2}}, bays: 1}\ncamera:\n"
        "  distance_m: {uniform: [1.0, &two 2.0]}\n  height_m: 15e-1\nseed: 0x3\n"
    )
    assert recipe_key(first) == recipe_key(second)


@pytest.mark.parametrize(
    "change", ["seed: 4", "camera: {distance_m: 2}", "post: {sharpen: 0.1}", "image: {format: png}"]
)
def test_the_key_follows_every_setting(change: str) -> None:
    assert recipe_key(from_text(change)) != recipe_key(Recipe())


def test_the_key_is_the_same_in_another_process() -> None:
    code = "from recipes import load_recipe, recipe_key; print(recipe_key(load_recipe('quick')))"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == recipe_key(load_recipe("quick"))


def test_importing_the_package_loads_nothing() -> None:
    code = "import sys, recipes; print([m for m in ('pydantic', 'yaml', 'numpy') if m in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(recipe_schema())


@pytest.mark.parametrize("name", sorted(shipped_recipes()))
def test_shipped_recipes_fit_the_schema(name: str) -> None:
    SCHEMA.validate(json_data(shipped_recipes()[name].read_bytes()))


@given(strategies.recipes)
@settings(max_examples=40, deadline=None)
def test_what_the_loader_takes_fits_the_schema(data: dict[str, Any]) -> None:
    Recipe.model_validate(data)
    SCHEMA.validate(json.loads(json.dumps(data)))


STATIC = [
    "misspelt_key",
    "misspelt_section",
    "text_for_number",
    "fraction_for_whole",
    "true_for_number",
    "nothing_for_number",
    "empty_section",
    "list_for_number",
    "drawn_constant",
    "too_far",
    "wide_angle",
    "zero_pixels",
    "misspelt_word",
    "word_in_choice",
    "misspelt_distribution",
    "one_end",
    "end_out_of_range",
    "two_distributions",
    "normal_without_std",
    "normal_misspelt",
    "normal_flat",
    "log_of_zero",
    "uniform_for_whole",
    "bernoulli_percent",
    "weights_negative",
    "choice_empty",
    "choice_in_choice",
    "bad_name",
    "extends_a_list",
]


@pytest.mark.parametrize("name", STATIC)
def test_what_an_editor_can_see_is_wrong_breaks_the_schema(name: str) -> None:
    assert not SCHEMA.is_valid(json_data((BROKEN / f"{name}.yaml").read_bytes()))


def json_data(text: bytes) -> Any:
    return json.loads(json.dumps(plain(parse(text, "text", []))))


def test_every_setting_is_described_in_the_schema() -> None:
    schema = recipe_schema()
    for definition in [schema, *schema["$defs"].values()]:
        for name, field in definition["properties"].items():
            target = schema["$defs"].get(field.get("$ref", "").rpartition("/")[2], {})
            assert field.get("description") or target.get("description"), name


def test_the_reference_is_current() -> None:
    assert (ROOT / "docs" / "recipes.md").read_text("utf-8") == reference()


def test_the_examples_of_the_reference_load(tmp_path: Path) -> None:
    blocks = re.findall(r"```yaml\n(.*?)```", reference(), re.DOTALL)
    whole = [block for block in blocks if not block.startswith("azimuth_deg")]
    assert len(whole) == 3
    for i, block in enumerate(whole):
        path = tmp_path / f"{i}.yaml"
        path.write_text(block, "utf-8")
        load_recipe(path)


def test_the_reference_names_every_setting() -> None:
    text = reference()
    for section in [
        Recipe,
        *(section_at(path) for path in (("camera", "lens"), ("merchandise", "assortment"))),
    ]:
        assert all(f"`{name}`" in text or f".{name}`" in text for name in section.model_fields)


def test_the_words_of_the_language_are_those_of_the_assets() -> None:
    def words(model: Any, name: str) -> tuple[str, ...]:
        spec = spec_of(model.model_fields[name].metadata)
        assert spec is not None
        return spec.words

    assert set(words(Store, "floor")) <= set(FLOORS)
    assert set(words(Store, "wall")) <= set(WALLS)
    assert all(paint(word) for word in words(Fixture, "color"))


def test_the_categories_are_those_of_the_built_in_catalogue() -> None:
    there = {f"{kind.category}/{kind.sub}" for kind in product_types()}
    assert {name for name in builtin_categories() if "/" in name} == there
    assert set(BUILTIN_CATEGORIES) == {name.split("/")[0] for name in there}


def test_no_product_is_narrower_than_the_language_thinks() -> None:
    catalog = open_catalog("builtin", 1, 600)
    assert min(sku.size_m[0] for sku in catalog.skus) >= NARROWEST_FACING_M


def test_the_built_in_catalogue_has_what_shipped_recipes_ask_for() -> None:
    for name in shipped_recipes():
        recipe = load_recipe(name)
        goods = recipe.merchandise
        check_goods(name, recipe, open_catalog(goods.catalog, goods.catalog_seed, goods.catalog_skus).skus)


def test_facings_wider_than_the_shelf_are_told_with_the_goods_own_width(tmp_path: Path) -> None:
    path = tmp_path / "r.yaml"
    path.write_text(
        "merchandise: {assortment: {categories: [canned/fish]}}\nfixture: {bay_width_m: 0.9}\n"
        "planogram:\n  gap_m: 0\n  facings: 12\n"
    )
    skus = open_catalog("builtin", 1, 240).skus
    width = min(sku.size_m[0] for sku in skus if sku.category == ("canned", "fish"))
    with pytest.raises(RecipeError) as caught:
        check_goods(path, load_recipe(path), skus)
    assert str(caught.value) == (
        f"{path}:5:12: planogram.facings: 12 facings of at least {width:.2f} m need {12 * width:.2f} m; "
        "the shelf is 0.90 m wide"
    )


def test_unknown_categories_of_a_catalogue_are_told(tmp_path: Path) -> None:
    path = tmp_path / "r.yaml"
    (tmp_path / "goods").mkdir()
    path.write_text("merchandise:\n  catalog: goods\n  assortment: {categories: [snaks]}\n")
    with pytest.raises(RecipeError, match=r'r.yaml:3:29: .*categories\[0\].*did you mean "snacks"'):
        check_goods(path, load_recipe(path), open_catalog("builtin", 1, 240).skus)


@pytest.mark.parametrize(
    ("text", "fine"),
    [
        ("camera: {lens: {hfov_deg: 60, k1: -0.1}}", True),
        ("camera: {lens: {hfov_deg: 100, k1: -0.4}}", False),
        ("camera: {lens: {hfov_deg: 100, k1: -0.4, k2: 0.4}}", True),
        ("camera: {lens: {hfov_deg: 60, k1: 0.4, k3: -0.5}}", True),
        ("camera: {lens: {hfov_deg: 100, k1: 0.4, k3: -0.5}}", False),
        ("camera: {lens: {hfov_deg: 120, p1: 0.05}}", False),
        ("store: {aisle_m: 2}\ncamera: {distance_m: 2.2}", False),
        ("store: {aisle_m: 2}\ncamera: {distance_m: 2.2, azimuth_deg: {uniform: [30, 40]}}", True),
        ("store: {aisle_m: 2}\ncamera: {distance_m: 2.2, framing: fit}", True),
        ("fixture: {shelves: {integers: [3, 12]}, height_m: {uniform: [1.15, 2]}}", True),
        ("fixture: {shelves: {integers: [3, 12]}, height_m: {uniform: [1.0, 2]}}", False),
        ("lights: {rows: {integers: [0, 2]}, ambient: {uniform: [0.1, 1]}}", True),
        ("lights: {rows: {integers: [0, 2]}, ambient: {uniform: [0, 1]}}", False),
        ("merchandise: {catalog_skus: 20}", True),
        ("merchandise: {catalog_skus: 20, assortment: {skus: 21}}", False),
        ("planogram: {setback_m: 0.44}", True),
        ("planogram: {facings: 30, gap_m: 0}", True),
        ("planogram: {facings: 34, gap_m: 0}", False),
    ],
)
def test_contradictions_are_found_at_the_ends_of_supports(text: str, fine: bool) -> None:
    assert (not contradictions(from_text(text))) is fine


def test_yaml_dumps_load(tmp_path: Path) -> None:
    path = tmp_path / "r.yaml"
    path.write_text(yaml.safe_dump(load_recipe("mixed_grocery").model_dump(mode="json")))
    assert recipe_key(load_recipe(path)) == recipe_key(load_recipe("mixed_grocery"))
