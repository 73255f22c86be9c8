"""Which recipe of a mixture a frame is."""

from recipes.model import Part, Recipe
from scenes.draws import FrameDraws


def part_of(recipe: Recipe, frame_index: int) -> Part | None:
    """The recipe of the mixture that this frame draws; None where ``recipe`` mixes none."""
    if not recipe.mix:
        return None
    mark = next(FrameDraws(recipe.seed, frame_index).chances("mix")) * sum(part.weight for part in recipe.mix)
    for part in recipe.mix:
        mark -= part.weight
        if mark < 0:
            return part
    return next(part for part in reversed(recipe.mix) if part.weight > 0)


def recipe_of_frame(recipe: Recipe, frame_index: int) -> Recipe:
    """The settings that the frame is drawn from: the recipe's own, or those of the one that it mixes in."""
    part = part_of(recipe, frame_index)
    if part is None:
        return recipe
    shared = {name: getattr(recipe, name) for name in ("name", "seed", "image", "labels", "render")}
    return part.recipe.model_copy(update=shared)
