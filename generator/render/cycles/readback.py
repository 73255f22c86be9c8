"""Take finished passes straight from the render engine, as arrays: no file, no compositor."""

from importlib import import_module

import bpy
import numpy as np
from numpy.typing import NDArray

Passes = dict[str, NDArray[np.float32]]

_caught: Passes = {}


def install() -> None:
    """Let Cycles' engine class hand over its result right after each render. Safe to call again.

    Blender offers no pixels of a render result to scripts; the engine itself may read them.
    """
    cycles = import_module("cycles")  # Blender's own add-on, importable once bpy is there

    engine = cycles.CyclesRender
    if getattr(engine, "gondola_catches", False):
        return
    render = engine.render

    def render_and_catch(self: bpy.types.RenderEngine, depsgraph: bpy.types.Depsgraph) -> None:
        render(self, depsgraph)
        _caught.update(_read(self.get_result()))

    engine.render = render_and_catch
    engine.gondola_catches = True


def take() -> Passes:
    """The passes of the last render, each (height, width, channels) with row 0 on top; can be taken once."""
    passes = dict(_caught)
    _caught.clear()
    return passes


def _read(result: bpy.types.RenderResult) -> Passes:
    width, height = result.resolution_x, result.resolution_y
    passes = {}
    for layer in result.layers:
        for part in layer.passes:
            values = np.empty(width * height * part.channels, np.float32)
            part.rect.foreach_get(values)
            passes[part.name] = values.reshape(height, width, part.channels)[::-1]
    return passes
