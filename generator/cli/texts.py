"""Commands that print: ``scene``, ``schema``, ``recipes``."""

import json
import sys
from typing import Any

from generator.cli.opening import open_recipe


def print_scene(recipe: str, frame_index: int, arrays: bool, size: str | None) -> None:
    bundle = open_recipe(recipe, size)
    from generator.frame import sample
    from scenes.serial import scene_to_json

    print_json(scene_to_json(sample(bundle, frame_index), arrays=arrays))


def print_schema() -> None:
    from recipes import recipe_schema

    print_json(recipe_schema())


def print_truth_schema() -> None:
    from labelers.truth.schema import truth_schema

    print_json(truth_schema())


def print_recipes() -> None:
    """One line per shipped recipe: its name, its picture size, and the first sentence of its description."""
    from recipes import load_recipe, shipped_recipes

    names = sorted(shipped_recipes())
    wide = max(map(len, names), default=0)
    for name in names:
        recipe = load_recipe(name)
        size = f"{recipe.image.width_px}x{recipe.image.height_px}"
        print(f"{name:{wide}}  {size:>9}  {' '.join(recipe.description.split())}")


def print_json(value: Any) -> None:
    json.dump(value, sys.stdout, indent=2, ensure_ascii=False)
    sys.stdout.write("\n")
