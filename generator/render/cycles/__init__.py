"""Photorealistic light from Blender's path tracer Cycles. Only this room imports bpy, and only when used."""

from generator.render.cycles.engine import CyclesRenderer
from generator.render.cycles.errors import RenderDeviceError, RenderError

__all__ = ["CyclesRenderer", "RenderDeviceError", "RenderError"]
