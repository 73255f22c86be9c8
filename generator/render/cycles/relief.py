"""Relief too fine for the mesh: paper grain and fibres, crumpled film, brushed metal."""

from typing import Any

import bpy

from assets.material import Material
from generator.render.cycles.nodes import feed, node

PLEATS_REACH = 0.16  # how far pleats run out of the seals at both ends, over the package's height
PLEATS, FINE = 0.5, 0.35  # heights beside those of the large creases


def relief_normal(
    tree: bpy.types.NodeTree, material: Material, tile: bpy.types.Image | None, below: Any | None = None
) -> Any:
    """The output socket of a bump node, its pattern fixed to the object so that it moves with it.

    ``tile`` holds the heights of crumpled film (see ``crumple.py``), needed for "crinkle". ``below`` is the
    normal that the relief lies on, where it is not the mesh's own.
    """
    place = tree.nodes.new("ShaderNodeTexCoord").outputs["Object"]
    if material.bump == "crinkle":
        height = _crumpled(tree, place, material.bump_size_m, tile)
    else:
        height = _PATTERNS[material.bump](tree, place, 1.0 / material.bump_size_m)
    bump = node(tree, "ShaderNodeBump", Strength=1.0, Distance=material.bump_height_m, Height=height)
    if below is not None:
        feed(tree, bump.inputs["Normal"], below)
    return bump.outputs[0]


def _grain(tree: bpy.types.NodeTree, place: Any, scale: float) -> Any:
    noise = node(tree, "ShaderNodeTexNoise", Vector=place, Scale=scale, Detail=2.0, Roughness=0.6)
    return noise.outputs["Factor"]


def _fibre(tree: bpy.types.NodeTree, place: Any, scale: float) -> Any:
    """Matted fibres: noise whose domain is bent strongly, so that it forms strands."""
    noise = node(tree, "ShaderNodeTexNoise", Vector=place, Scale=scale, Detail=3.0, Roughness=0.7)
    feed(tree, noise.inputs["Distortion"], 2.5)
    return noise.outputs["Factor"]


def _brushed(tree: bpy.types.NodeTree, place: Any, scale: float) -> Any:
    """Scratches along x."""
    stretched = node(tree, "ShaderNodeMapping", Vector=place, Scale=(0.02, 1.0, 1.0))
    noise = node(tree, "ShaderNodeTexNoise", Vector=stretched.outputs[0], Scale=scale, Detail=2.0)
    return noise.outputs["Factor"]


def _crumpled(tree: bpy.types.NodeTree, place: Any, crease_m: float, tile: bpy.types.Image | None) -> Any:
    """Creases of three sizes, seen from the front, other ones at every place on the shelf."""
    where = node(tree, "ShaderNodeObjectInfo").outputs["Location"]
    moved = _vector(tree, "ADD", place, where)
    turned = node(tree, "ShaderNodeSeparateXYZ", Vector=moved).outputs
    flat = node(tree, "ShaderNodeCombineXYZ", X=turned["X"], Y=turned["Z"]).outputs[0]
    at = _vector(tree, "SCALE", flat, None)
    feed(tree, at.node.inputs["Scale"], 0.2 / crease_m)
    texel = node(tree, "ShaderNodeTexImage", {"image": tile}, Vector=at).outputs["Color"]
    creases, pleats, fine = node(tree, "ShaderNodeSeparateColor", Color=texel).outputs[:3]
    return _plus(tree, _plus(tree, creases, fine, FINE), pleats, _near_seals(tree))


def _near_seals(tree: bpy.types.NodeTree) -> Any:
    """``PLEATS`` at the lower and upper end of the object, falling to 0 within ``PLEATS_REACH``."""
    inside = tree.nodes.new("ShaderNodeTexCoord").outputs["Generated"]
    height = node(tree, "ShaderNodeSeparateXYZ", Vector=inside).outputs["Z"]
    from_middle = _math(tree, "ABSOLUTE", _math(tree, "SUBTRACT", height, 0.5))
    near = node(tree, "ShaderNodeMapRange", Value=from_middle)
    for name, value in (("From Min", 0.5 - PLEATS_REACH), ("From Max", 0.5), ("To Max", PLEATS)):
        feed(tree, near.inputs[name], value)
    return near.outputs[0]


def _plus(tree: bpy.types.NodeTree, value: Any, other: Any, factor: Any) -> Any:
    return _math(tree, "MULTIPLY_ADD", other, factor, value)


def _math(tree: bpy.types.NodeTree, operation: str, *values: Any) -> Any:
    made = node(tree, "ShaderNodeMath", {"operation": operation})
    for socket, value in zip(made.inputs, values, strict=False):
        feed(tree, socket, value)
    return made.outputs[0]


def _vector(tree: bpy.types.NodeTree, operation: str, *values: Any) -> Any:
    made = node(tree, "ShaderNodeVectorMath", {"operation": operation})
    for socket, value in zip(made.inputs, values, strict=False):
        if value is not None:
            feed(tree, socket, value)
    return made.outputs[0]


_PATTERNS = {"grain": _grain, "fibre": _fibre, "brushed": _brushed}
