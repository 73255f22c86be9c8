"""A lamp whose light is spread like goods on shelves: what glass and glossy packages mirror of the other
side of the aisle, without a single triangle.
"""

from typing import Any

import bpy

from generator.render.cycles.nodes import feed, node

ROW_M, FACING_M, BLOCK_M = 0.34, 0.11, 0.6
RAIL, SHADOW = 0.1, 0.2  # shares of a row's height: the price rail, and the dark under the next board
RAIL_LIGHT, SHADOW_LIGHT = 1.6, 0.25
GOODS_LIGHT = (1 - RAIL * RAIL_LIGHT - SHADOW * SHADOW_LIGHT) / (1 - RAIL - SHADOW)  # so that the mean is 1
LEAST = 0.25  # of goods, in means; the most is as far above their mean


def spread_like_shelves(light: bpy.types.Light) -> None:
    """Gives the light an emission of mean 1 that varies with the place in the world: along x and up z."""
    tree = light.node_tree
    tree.nodes.clear()
    place = node(
        tree, "ShaderNodeSeparateXYZ", Vector=node(tree, "ShaderNodeNewGeometry").outputs["Position"]
    )
    x, z = place.outputs["X"], place.outputs["Z"]
    up = _math(tree, "DIVIDE", z, ROW_M)
    row, inside = _math(tree, "FLOOR", up), _math(tree, "FRACT", up)
    facing = _noise(tree, _math(tree, "FLOOR", _math(tree, "DIVIDE", x, FACING_M)), row)
    block = _noise(tree, _math(tree, "FLOOR", _math(tree, "DIVIDE", x, BLOCK_M)), row)
    both = _mix(tree, 0.6, facing, block)
    goods = _scaled(tree, both, 2 * (1 - LEAST) * GOODS_LIGHT, LEAST * GOODS_LIGHT)
    on_rail = _math(tree, "LESS_THAN", inside, RAIL)
    in_shadow = _math(tree, "GREATER_THAN", inside, 1 - SHADOW)
    lit = _mix(tree, in_shadow, _mix(tree, on_rail, goods, _grey(RAIL_LIGHT)), _grey(SHADOW_LIGHT))
    emission = node(tree, "ShaderNodeEmission", Color=lit, Strength=1.0)
    tree.links.new(emission.outputs[0], node(tree, "ShaderNodeOutputLight").inputs["Surface"])


def _math(tree: Any, operation: str, first: Any, second: Any = None) -> Any:
    made = node(tree, "ShaderNodeMath", {"operation": operation})
    feed(tree, made.inputs[0], first)
    if second is not None:
        feed(tree, made.inputs[1], second)
    return made.outputs[0]


def _noise(tree: Any, column: Any, row: Any) -> Any:
    """A colour of its own, 0..1 in each channel, for every cell."""
    cell = node(tree, "ShaderNodeCombineXYZ", X=column, Y=row, Z=0.5)
    noise = node(tree, "ShaderNodeTexWhiteNoise", {"noise_dimensions": "3D"}, Vector=cell.outputs[0])
    return noise.outputs["Color"]


def _mix(tree: Any, share: Any, first: Any, second: Any) -> Any:
    mix = node(tree, "ShaderNodeMix", {"data_type": "RGBA", "clamp_result": False})
    sockets = [s for s in mix.inputs if s.type == "RGBA" or (s.type == "VALUE" and s.name == "Factor")]
    for socket, value in zip(sockets, (share, first, second), strict=True):
        feed(tree, socket, value)
    return next(s for s in mix.outputs if s.type == "RGBA")


def _scaled(tree: Any, color: Any, factor: float, offset: float) -> Any:
    made = node(tree, "ShaderNodeVectorMath", {"operation": "MULTIPLY_ADD"})
    feed(tree, made.inputs[0], color)
    feed(tree, made.inputs[1], (factor,) * 3)
    feed(tree, made.inputs[2], (offset,) * 3)
    return made.outputs[0]


def _grey(value: float) -> tuple[float, float, float, float]:
    return value, value, value, 1.0
