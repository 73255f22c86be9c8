"""Lamps and the light from everywhere."""

import bpy
from mathutils import Matrix

from scenes.scene import AreaLight, World


def make_light(name: str, light: AreaLight) -> bpy.types.Object:
    """A lamp object. It lights and is reflected, but the camera sees through it: labels do not know lamps."""
    data = bpy.data.lights.new(name, "AREA")
    data.shape = "RECTANGLE"
    data.size, data.size_y = light.size_wh_m
    data.energy = light.power_w
    data.color = light.color
    made = bpy.data.objects.new(name, data)
    made.matrix_world = Matrix(light.world_from_light)
    made.visible_camera = False
    return made


def set_world(target: bpy.types.World, world: World) -> None:
    """Constant radiance from all directions."""
    background = target.node_tree.nodes["Background"]
    background.inputs["Color"].default_value = (*world.color, 1.0)
    background.inputs["Strength"].default_value = world.strength
