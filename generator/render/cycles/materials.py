"""Our materials as node trees of Blender's Principled surface."""

import math
from typing import Any

import bpy

from assets.material import Material
from generator.render.cycles.meshes import UV_NAME
from generator.render.cycles.nodes import feed, node
from generator.render.cycles.relief import relief_normal


def make_material(name: str, material: Material, image: bpy.types.Image | None) -> bpy.types.Material:
    """A Blender material; ``image`` is the pooled image of ``material.texture``."""
    made = bpy.data.materials.new(name)
    tree = made.node_tree
    tree.nodes.clear()
    color = _base_color(tree, material, image)
    surface = _surface(tree, material, color)
    if material.bump != "none" and material.bump_height_m > 0:
        surface = _seen_directly(tree, material, color, surface)
    if material.transmission > 0:
        surface = _lets_light_through(tree, material, surface)
    node(tree, "ShaderNodeOutputMaterial", Surface=surface)
    # Only large bright panels are worth sampling as lights; screens and lit signs are found by bounces.
    made.cycles.emission_sampling = "AUTO" if material.emission_w_m2 > 0 else "NONE"
    return made


def _surface(tree: bpy.types.NodeTree, material: Material, color: Any) -> Any:
    shader = node(
        tree,
        "ShaderNodeBsdfPrincipled",
        Metallic=material.metallic,
        Roughness=material.roughness,
        IOR=material.ior,
        Transmission_Weight=material.transmission,
        Coat_Weight=material.coat,
        Coat_Roughness=material.coat_roughness,
        Thin_Wall=not material.traced,
    )
    feed(tree, shader.inputs["Base Color"], color)
    if material.emission_w_m2 > 0:
        feed(tree, shader.inputs["Emission Color"], color)
        feed(tree, shader.inputs["Emission Strength"], material.emission_w_m2 / math.pi)
    return shader.outputs[0]


def _seen_directly(tree: bpy.types.NodeTree, material: Material, color: Any, smooth: Any) -> Any:
    """Relief where the camera looks, smooth for light on its way: a third less work, the same picture."""
    rough = _surface(tree, material, color)
    feed(tree, rough.node.inputs["Normal"], relief_normal(tree, material))
    path = tree.nodes.new("ShaderNodeLightPath")
    return _mix(tree, path.outputs["Is Camera Ray"], smooth, rough)


def _mix(tree: bpy.types.NodeTree, share: Any, surface: Any, other: Any) -> Any:
    mix = tree.nodes.new("ShaderNodeMixShader")
    for socket, value in zip(mix.inputs, (share, surface, other), strict=True):
        feed(tree, socket, value)
    return mix.outputs[0]


def _base_color(tree: bpy.types.NodeTree, material: Material, image: bpy.types.Image | None) -> Any:
    if image is None:
        return (*material.color, 1.0)
    uv = node(tree, "ShaderNodeUVMap", {"uv_map": UV_NAME})
    texture = node(tree, "ShaderNodeTexImage", {"image": image}, Vector=uv.outputs[0])
    if material.color == (1.0, 1.0, 1.0):
        return texture.outputs["Color"]
    tint = tree.nodes.new("ShaderNodeMix")
    tint.data_type, tint.blend_type, tint.clamp_result = "RGBA", "MULTIPLY", False
    color_a, color_b = (socket for socket in tint.inputs if socket.type == "RGBA")
    next(s for s in tint.inputs if s.type == "VALUE" and s.name == "Factor").default_value = 1.0
    feed(tree, color_a, texture.outputs["Color"])
    feed(tree, color_b, (*material.color, 1.0))
    return next(s for s in tint.outputs if s.type == "RGBA")


def _lets_light_through(tree: bpy.types.NodeTree, material: Material, surface: Any) -> Any:
    """Shadow rays pass clear material straight, tinted: without caustics it would cast a black shadow."""
    path = tree.nodes.new("ShaderNodeLightPath")
    clear = node(tree, "ShaderNodeBsdfTransparent", Color=(*material.color, 1.0))
    share = node(tree, "ShaderNodeMath", {"operation": "MULTIPLY"})
    feed(tree, share.inputs[0], path.outputs["Is Shadow Ray"])
    feed(tree, share.inputs[1], material.transmission * (1.0 - material.metallic))
    return _mix(tree, share.outputs[0], surface, clear.outputs[0])


def make_clear_material(name: str) -> bpy.types.Material:
    """A material that no ray stops at: stands in, on the index pass, for what no label is traced on."""
    made = bpy.data.materials.new(name)
    tree = made.node_tree
    tree.nodes.clear()
    clear = node(tree, "ShaderNodeBsdfTransparent")
    node(tree, "ShaderNodeOutputMaterial", Surface=clear.outputs[0])
    return made
