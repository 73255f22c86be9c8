"""Recipes whose chances are changed: the same values, other shares."""

import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recipes import load_recipe
from recipes.distributions import Choice, Distribution, draw
from recipes.keys import recipe_key
from recipes.model import Recipe
from recipes.reweighting import MIX, cells_of, reweighted

FIELDS = {
    "camera": {
        "distance_m": {"log_uniform": [1, 3]},
        "azimuth_deg": {"uniform": [-30, 30]},
        "roll_deg": {"normal": {"mean": 0, "std": 2, "min": -4, "max": 4}},
        "preset": {"choice": ["compact", "webcam"], "weights": [3, 1]},
        "portrait": {"bernoulli": 0.25},
    },
    "planogram": {"facings": {"integers": [1, 7]}},
}
PATHS = [f"{section}.{name}" for section, fields in FIELDS.items() for name in fields]


@pytest.fixture
def recipe() -> Recipe:
    return Recipe.model_validate(FIELDS)


def at(recipe: Recipe, path: str) -> Distribution[object]:
    section, name = path.split(".")
    value: Distribution[object] = getattr(getattr(recipe, section), name)
    return value


def test_cells_of_a_recipe_are_those_of_its_distributions(recipe: Recipe) -> None:
    found = {one.path: one for one in cells_of(recipe, [*PATHS, "camera.height_m"])}
    assert set(found) == set(PATHS)
    assert found["camera.preset"].names == ("compact", "webcam")
    assert found["camera.portrait"].chances == (0.75, 0.25)
    assert all(sum(one.chances) == pytest.approx(1) for one in found.values())


@pytest.mark.parametrize("path", PATHS)
def test_with_its_own_chances_a_cut_distribution_gives_the_same_values_as_often(
    recipe: Recipe, path: str
) -> None:
    before = at(recipe, path)
    after = at(reweighted(recipe, {one.key: one.chances for one in cells_of(recipe, [path])}), path)
    assert isinstance(after, Choice)
    assert after.support() == before.support()
    rng, other = random.Random(1), random.Random(2)
    mine, theirs = [draw(before, rng) for _ in range(4000)], [draw(after, other) for _ in range(4000)]
    if isinstance(mine[0], str):
        assert Counter(theirs)["webcam"] == pytest.approx(Counter(mine)["webcam"], rel=0.15)
        return
    a, b = sorted(map(float, mine)), sorted(map(float, theirs))  # type: ignore[arg-type]
    spread = a[-1] - a[0]
    assert (
        max(abs(x - y) for x, y in zip(a[200:-200], b[200:-200], strict=True)) < 0.2 * spread or spread <= 1
    )
    assert sum(b) / len(b) == pytest.approx(sum(a) / len(a), abs=0.05 * spread)


@given(weights=st.tuples(*[st.floats(0.01, 5)] * 3))
def test_chances_move_the_shares_and_stay_a_recipe_with_a_key_of_its_own(
    weights: tuple[float, float, float],
) -> None:
    recipe = Recipe.model_validate(FIELDS)
    again = reweighted(recipe, {"camera.azimuth_deg": weights})
    value = at(again, "camera.azimuth_deg")
    rng = random.Random(3)
    low = sum(float(draw(value, rng)) < -10 for _ in range(3000)) / 3000  # type: ignore[arg-type]
    assert low == pytest.approx(weights[0] / sum(weights), abs=0.04)
    assert recipe_key(again) != recipe_key(recipe)
    assert Recipe.model_validate_json(again.model_dump_json()) == again


def test_a_mixture_has_shares_and_its_recipes_have_cells_of_their_own() -> None:
    recipe = load_recipe("anything")
    found = cells_of(recipe, ["camera.azimuth_deg"])
    assert found[0].path == MIX
    assert len(found[0].names) == len(recipe.mix)
    one = next(cells for cells in found if cells.path == "camera.azimuth_deg")
    chances = {one.key: (1.0,) + (0.0,) * (len(one.names) - 1), MIX: (0.0,) * len(recipe.mix[1:]) + (1.0,)}
    again = reweighted(recipe, chances)
    assert [part.weight for part in again.mix] == list(chances[MIX])
    changed = [a.name for a, b in zip(recipe.mix, again.mix, strict=True) if a.recipe != b.recipe]
    assert changed == [one.part]
