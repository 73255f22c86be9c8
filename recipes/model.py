"""The recipe as typed data.

Field names and units in its sections are the language; loading and checking live beside it. The text under
each field is its description in the JSON Schema and in docs/recipes.md.
"""

from typing import Annotated

from pydantic import Field, WithJsonSchema

from recipes.section import Section
from recipes.sections_goods import (
    BUILTIN_CATALOG,
    BUILTIN_CATEGORIES,
    BUILTIN_LANGUAGES,
    SEED_MAX,
    Assortment,
    Merchandise,
    Planogram,
)
from recipes.sections_picture import Camera, Image, Labels, Lens, Post, Render
from recipes.sections_shop import Distractors, Fixture, Lights, Store
from recipes.values import FixedWhole, Within

__all__ = [
    "BUILTIN_CATALOG",
    "BUILTIN_CATEGORIES",
    "BUILTIN_LANGUAGES",
    "SEED_MAX",
    "Assortment",
    "Camera",
    "Distractors",
    "Fixture",
    "Image",
    "Labels",
    "Lens",
    "Lights",
    "Merchandise",
    "Part",
    "Planogram",
    "Post",
    "Recipe",
    "Render",
    "Section",
    "Store",
    "builtin_categories",
]

_MIX = {"type": "object", "minProperties": 1, "additionalProperties": {"type": "number", "minimum": 0}}


class Recipe(Section):
    """A whole recipe; every section may be left out."""

    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")] = "recipe"
    """Name of the recipe: small letters, digits, "_" and "-", at most 64. The file's name where left out."""
    description: str = ""
    """A sentence for people. It changes nothing, and the recipe's key leaves it out."""
    seed: Annotated[FixedWhole, Within(0, SEED_MAX)] = 0
    """Another seed, other frames."""
    image: Image = Image()
    """The picture: size and file format."""
    camera: Camera = Camera()
    """Where the photographer stands and looks."""
    fixture: Fixture = Fixture()
    """The shelving."""
    store: Store = Store()
    """The room around the fixture."""
    merchandise: Merchandise = Merchandise()
    """Where the goods come from, and which of them are on the fixture."""
    planogram: Planogram = Planogram()
    """How goods stand."""
    lights: Lights = Lights()
    """The light."""
    distractors: Distractors = Distractors()
    """What stands in the way."""
    render: Render = Render()
    """How much work the path tracer puts into a picture."""
    labels: Labels = Labels()
    """What becomes an annotation, and how it is written."""
    post: Post = Post()
    """What the camera's sensor and software do to the picture."""
    mix: Annotated[tuple["Part", ...], WithJsonSchema(_MIX)] = ()
    """Recipes that the frames are, with their weights, as ``{snack_aisle: 3, parts/cooler.yaml: 1}``: each
    frame draws one. Picture, labels, render, seed and the catalogue are this recipe's; of all else it
    overrides what it says itself."""


class Part(Section):
    """One recipe of a mixture, under what the mixing recipe says itself."""

    name: str
    """Its name as the mixture has it."""
    weight: float
    """The chance of a frame to be it."""
    recipe: Recipe
    """Its settings."""


Recipe.model_rebuild()


def builtin_categories() -> tuple[str, ...]:
    """Every category that an assortment can name: ``snacks`` and ``snacks/crisps`` alike."""
    inner = (f"{category}/{sub}" for category, subs in BUILTIN_CATEGORIES.items() for sub in subs)
    return (*BUILTIN_CATEGORIES, *inner)
