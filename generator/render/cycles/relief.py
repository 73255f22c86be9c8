"""Procedural relief too fine for the mesh: paper grain, crinkled film, brushed metal."""

from typing import Any

import bpy

from assets.material import Material
from generator.render.cycles.nodes import feed, node


def relief_normal(tree: bpy.types.NodeTree, material: Material, below: Any | None = None) -> Any:
    """The output socket of a bump node, its pattern fixed to the object so that it moves with it.

    ``below`` is the normal that the relief lies on, where it is not the mesh's own.
    """
    place = tree.nodes.new("ShaderNodeTexCoord").outputs["Object"]
    height = _PATTERNS[material.bump](tree, place, 1.0 / material.bump_size_m)
    bump = node(tree, "ShaderNodeBump", Strength=1.0, Distance=material.bump_height_m, Height=height)
    if below is not None:
        feed(tree, bump.inputs["Normal"], below)
    return bump.outputs[0]


def _grain(tree: bpy.types.NodeTree, place: Any, scale: float) -> Any:
    noise = node(tree, "ShaderNodeTexNoise", Vector=place, Scale=scale, Detail=2.0, Roughness=0.6)
    return noise.outputs["Factor"]


def _crinkle(tree: bpy.types.NodeTree, place: Any, scale: float) -> Any:
    """Flat facets between sharp folds: distances to the cells of a domain bent by noise."""
    bend = node(tree, "ShaderNodeTexNoise", Vector=place, Scale=0.6 * scale, Detail=1.0)
    shift = node(tree, "ShaderNodeVectorMath", {"operation": "MULTIPLY_ADD"})
    feed(tree, shift.inputs[0], bend.outputs["Color"])
    feed(tree, shift.inputs[1], (0.7 / scale,) * 3)
    feed(tree, shift.inputs[2], place)
    cells = node(tree, "ShaderNodeTexVoronoi", Vector=shift.outputs[0], Scale=scale)
    return cells.outputs["Distance"]


def _brushed(tree: bpy.types.NodeTree, place: Any, scale: float) -> Any:
    """Scratches along x."""
    stretched = node(tree, "ShaderNodeMapping", Vector=place, Scale=(0.02, 1.0, 1.0))
    noise = node(tree, "ShaderNodeTexNoise", Vector=stretched.outputs[0], Scale=scale, Detail=2.0)
    return noise.outputs["Factor"]


_PATTERNS = {"grain": _grain, "crinkle": _crinkle, "brushed": _brushed}
