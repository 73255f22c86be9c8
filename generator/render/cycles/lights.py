"""Lamps and the light from everywhere."""

from functools import cache
from pathlib import Path

import bpy
import numpy as np
from mathutils import Matrix

from generator.color import LUMINANCE
from generator.render.cycles.shelf_pattern import spread_like_shelves
from scenes.scene import AreaLight, World


def make_light(name: str, pattern: str) -> bpy.types.Object:
    """A lamp object. It lights and is reflected, but the camera sees through it: labels do not know lamps."""
    data = bpy.data.lights.new(name, "AREA")
    data.shape = "RECTANGLE"
    if pattern == "shelves":
        spread_like_shelves(data)
    made = bpy.data.objects.new(name, data)
    made.visible_camera = False
    return made


def set_light(made: bpy.types.Object, light: AreaLight) -> None:
    """Put the lamp in its place, with its size and its light."""
    made.data.size, made.data.size_y = light.size_wh_m
    made.data.energy = light.power_w
    made.data.color = light.color
    made.matrix_world = Matrix(light.world_from_light.tolist())


def set_world(target: bpy.types.World, world: World) -> None:
    """Radiance from all directions: even, or spread as in a panorama with the same mean."""
    tree = target.node_tree
    background = tree.nodes["Background"]
    for made in [node for node in tree.nodes if node.name.startswith("panorama")]:
        tree.nodes.remove(made)
    image = _panorama(world.environment) if world.environment else None
    strength = world.strength
    background.inputs["Color"].default_value = (*world.color, 1.0)
    if image is not None:
        strength /= _mean_luminance(world.environment)
        _link_panorama(tree, background, image, world)
    background.inputs["Strength"].default_value = strength
    target.cycles.sampling_method = "NONE"  # little of it enters a store: bounces find it


def _link_panorama(
    tree: bpy.types.NodeTree, background: bpy.types.Node, image: bpy.types.Image, world: World
) -> None:
    """The picture, turned about the vertical and in the colour of the light."""
    nodes = [tree.nodes.new(f"ShaderNode{kind}") for kind in ("TexCoord", "Mapping", "TexEnvironment", "Mix")]
    for node in nodes:
        node.name = f"panorama {node.bl_idname}"
    place, turn, picture, tint = nodes
    turn.inputs["Rotation"].default_value = (0.0, 0.0, world.turn_rad)
    picture.image = image
    tint.data_type, tint.blend_type = "RGBA", "MULTIPLY"
    factor, first, second = tint.inputs[0], *(s for s in tint.inputs if s.type == "RGBA")
    factor.default_value, second.default_value = 1.0, (*world.color, 1.0)
    tree.links.new(place.outputs["Generated"], turn.inputs["Vector"])
    tree.links.new(turn.outputs["Vector"], picture.inputs["Vector"])
    tree.links.new(picture.outputs["Color"], first)
    tree.links.new(next(s for s in tint.outputs if s.type == "RGBA"), background.inputs["Color"])


def _panorama(name: str) -> bpy.types.Image | None:
    """One of the panoramas (CC0) that come with Blender; None where this build brings none."""
    known = bpy.data.images.get(f"panorama {name}")
    if known is not None:
        return known
    folder = Path(bpy.utils.resource_path("LOCAL")) / "datafiles" / "studiolights" / "world"
    path = folder / f"{name}.exr"
    if not path.exists():
        return None
    image = bpy.data.images.load(str(path))
    image.name = f"panorama {name}"
    return image


@cache
def _mean_luminance(name: str) -> float:
    """Of a panorama over the sphere: rows count by how much sky they show."""
    image = _panorama(name)
    assert image is not None
    w, h = image.size
    pixels = np.empty(w * h * image.channels, np.float32)
    image.pixels.foreach_get(pixels)
    rows = pixels.reshape(h, w, -1)[..., :3].astype(np.float64).mean(1) @ LUMINANCE
    weight = np.sin((np.arange(h) + 0.5) / h * np.pi)
    return float((rows * weight).sum() / weight.sum())
