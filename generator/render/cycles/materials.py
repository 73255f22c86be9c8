"""Our materials as node trees of Blender's Principled surface."""

import math
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

import bpy

from assets.material import TEXTURES, Material, Rgb
from generator.render.cycles.meshes import UV_NAME
from generator.render.cycles.nodes import feed, node
from generator.render.cycles.relief import relief_normal

MATT_COAT = (
    0.45,
    0.7,
    1.0,
)  # a mapped surface keeps its coat up to the first roughness, none from the second
SAMPLED_W_M2 = 2.5
CRUMPLE = "crumple"  # the name of the image that all crinkled materials share
Shape = tuple[object, ...]
Images = Mapping[str, bpy.types.Image]  # by the names of the material's fields, and ``CRUMPLE``


def make_material(
    name: str, material: Material, images: Images, spare: bpy.types.Material | None = None
) -> bpy.types.Material:
    """A Blender material; ``images`` are the pooled images of its textures. ``spare`` becomes it if given."""
    made = spare or bpy.data.materials.new(name)
    made.name = name
    tree = made.node_tree
    tree.nodes.clear()
    inputs = _inputs(tree, material, images)
    surface = _surface(tree, material, inputs)
    normal = _normal(tree, material, images)
    if normal is not None:
        inputs["Normal"] = normal
        if material.coat > 0 and material.bump != "brushed":  # clear coats fill what is brushed
            inputs["Coat Normal"] = normal
        surface = _seen_directly(tree, surface, _surface(tree, material, inputs))
    if material.transmission > 0:
        surface = _lets_light_through(tree, material, surface)
    if material.baked_w_m2 is not None:
        surface = _seen_directly(tree, _sent_back(tree, material, material.baked_w_m2), surface)
    node(tree, "ShaderNodeOutputMaterial", Surface=surface)
    # Only what is bright is worth sampling as a light; dim glow is found by bounces.
    sampled = material.emission_w_m2 > SAMPLED_W_M2 and not material.lamp
    made.cycles.emission_sampling = "AUTO" if sampled else "NONE"
    return made


_IN_NODES = tuple(f.name for f in fields(Material) if f.name not in (*TEXTURES, "name"))


def node_shape(material: Material) -> Shape | None:
    """Equal for materials whose nodes differ in their pictures alone; None where a picture decides more."""
    if material.baked_w_m2 is not None:
        return None
    pictured = (getattr(material, name) is not None for name in TEXTURES)
    return (*(getattr(material, name) for name in _IN_NODES), *pictured)


def set_pictures(made: bpy.types.Material, name: str, images: Images) -> None:
    """Turn a material into another of the same shape: a fifth of the work of :func:`make_material`."""
    made.name = name
    nodes = made.node_tree.nodes
    for field in TEXTURES:
        if field in images:
            nodes[field].image = images[field]


def _inputs(tree: bpy.types.NodeTree, material: Material, images: Images) -> dict[str, Any]:
    """What the surface shader takes from textures, or from the material's own numbers."""
    inputs = {
        "Base Color": _base_color(tree, material, images),
        "Roughness": material.roughness,
        "Metallic": material.metallic,
        "Coat Weight": material.coat,
    }
    if "surface" in images:
        texel = _texel(tree, images, "surface")
        channels = node(tree, "ShaderNodeSeparateColor", Color=texel).outputs
        inputs["Roughness"] = _times(tree, channels["Green"], material.roughness)
        inputs["Metallic"] = _times(tree, channels["Blue"], material.metallic)
        if material.coat > 0:  # matt lacquer lies on the coat: where the surface is rough, the coat is dull
            gloss = node(tree, "ShaderNodeMapRange", Value=inputs["Roughness"])
            for name, value in zip(("From Min", "From Max", "To Min"), MATT_COAT, strict=True):
                feed(tree, gloss.inputs[name], value)
            feed(tree, gloss.inputs["To Max"], 0.0)
            inputs["Coat Weight"] = _times(tree, gloss.outputs[0], material.coat)
    return inputs


def _surface(tree: bpy.types.NodeTree, material: Material, inputs: Mapping[str, Any]) -> Any:
    shader = node(
        tree,
        "ShaderNodeBsdfPrincipled",
        IOR=material.ior,
        Transmission_Weight=material.transmission,
        Coat_Roughness=material.coat_roughness,
        Thin_Wall=material.thin_wall or not material.traced,
    )
    for name, value in inputs.items():
        feed(tree, shader.inputs[name], value)
    if material.emission_w_m2 > 0:
        feed(tree, shader.inputs["Emission Color"], inputs["Base Color"])
        feed(tree, shader.inputs["Emission Strength"], _emission(tree, material))
    return shader.outputs[0]


def _emission(tree: bpy.types.NodeTree, material: Material) -> Any:
    """Radiance that the surface sends out; that of a lamp's face is for the camera alone."""
    radiance = material.emission_w_m2 / math.pi
    if not material.lamp:
        return radiance
    return _times(tree, tree.nodes.new("ShaderNodeLightPath").outputs["Is Camera Ray"], radiance)


def _normal(tree: bpy.types.NodeTree, material: Material, images: Images) -> Any | None:
    """The output socket of the relief too fine for the mesh, where there is any."""
    normal = None
    if "normal" in images and material.normal_strength > 0:
        texel = _texel(tree, images, "normal")
        mapped = node(tree, "ShaderNodeNormalMap", {"uv_map": UV_NAME}, Color=texel)
        feed(tree, mapped.inputs["Strength"], material.normal_strength)
        normal = mapped.outputs[0]
    if material.bump != "none" and material.bump_height_m > 0:
        normal = relief_normal(tree, material, images.get(CRUMPLE), normal)
    return normal


def _seen_directly(tree: bpy.types.NodeTree, smooth: Any, rough: Any) -> Any:
    """Relief where the camera looks, smooth for light on its way: a third less work, the same picture."""
    path = tree.nodes.new("ShaderNodeLightPath")
    return _mix(tree, path.outputs["Is Camera Ray"], smooth, rough)


def _sent_back(tree: bpy.types.NodeTree, material: Material, irradiance: Rgb) -> Any:
    """What a baked surface sends to light on its way: its mean colour under the light it is taken to get."""
    mean = material.texture.mean_color() if material.texture else (1.0, 1.0, 1.0)
    sent = (c * m * e / math.pi for c, m, e in zip(material.color, mean, irradiance, strict=True))
    return node(tree, "ShaderNodeEmission", Color=(*sent, 1.0), Strength=1.0).outputs[0]


def _texel(tree: bpy.types.NodeTree, images: Images, field: str) -> Any:
    """The colour output of the picture, whose node bears the field's name."""
    uv = node(tree, "ShaderNodeUVMap", {"uv_map": UV_NAME})
    settings = {"image": images[field], "name": field}
    return node(tree, "ShaderNodeTexImage", settings, Vector=uv.outputs[0]).outputs["Color"]


def _times(tree: bpy.types.NodeTree, value: Any, factor: float) -> Any:
    if factor == 1.0:
        return value
    product = node(tree, "ShaderNodeMath", {"operation": "MULTIPLY"})
    feed(tree, product.inputs[0], value)
    feed(tree, product.inputs[1], factor)
    return product.outputs[0]


def _mix(tree: bpy.types.NodeTree, share: Any, surface: Any, other: Any) -> Any:
    mix = tree.nodes.new("ShaderNodeMixShader")
    for socket, value in zip(mix.inputs, (share, surface, other), strict=True):
        feed(tree, socket, value)
    return mix.outputs[0]


def _base_color(tree: bpy.types.NodeTree, material: Material, images: Images) -> Any:
    color: Any = (*material.color, 1.0)
    if "texture" in images:
        texel = _texel(tree, images, "texture")
        color = texel if material.color == (1.0, 1.0, 1.0) else _blend(tree, "MULTIPLY", 1.0, texel, color)
    if material.edge_color is None:
        return color
    facing = node(tree, "ShaderNodeLayerWeight", Blend=0.5).outputs["Facing"]
    square = node(tree, "ShaderNodeMath", {"operation": "MULTIPLY"})
    feed(tree, square.inputs[0], facing)
    feed(tree, square.inputs[1], facing)
    return _blend(tree, "MIX", square.outputs[0], color, (*material.edge_color, 1.0))


def _blend(tree: bpy.types.NodeTree, kind: str, share: Any, color: Any, other: Any) -> Any:
    mix = tree.nodes.new("ShaderNodeMix")
    mix.data_type, mix.blend_type, mix.clamp_result = "RGBA", kind, False
    sockets = [s for s in mix.inputs if s.type == "RGBA" or (s.type == "VALUE" and s.name == "Factor")]
    for socket, value in zip(sockets, (share, color, other), strict=True):
        feed(tree, socket, value)
    return next(s for s in mix.outputs if s.type == "RGBA")


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
