"""Choose what Cycles computes on."""

from dataclasses import dataclass

import bpy

from generator.render.cycles.errors import RenderDeviceError

# Fastest first. OptiX is also the only GPU back-end that runs our lens shader.
GPU_KINDS = ("OPTIX", "CUDA", "HIP", "METAL", "ONEAPI")


@dataclass(frozen=True)
class Device:
    """``kind`` is Cycles' name of the back-end ("CPU", "OPTIX", ...); ``names`` the machines behind it."""

    kind: str
    names: tuple[str, ...]

    @property
    def is_gpu(self) -> bool:
        return self.kind != "CPU"

    @property
    def runs_lens_shader(self) -> bool:
        return self.kind in ("CPU", "OPTIX")


def choose_device(wish: str) -> Device:
    """Select the device in Blender's preferences. RenderDeviceError when a demanded GPU is not there."""
    if wish not in ("auto", "cpu", "gpu"):
        raise RenderDeviceError(f"unknown device {wish!r}; expected 'auto', 'cpu' or 'gpu'")
    preferences = bpy.context.preferences.addons["cycles"].preferences
    found: dict[str, tuple[str, ...]] = {}
    if wish != "cpu":
        for kind in GPU_KINDS:
            names = _select(preferences, kind)
            if names:
                return Device(kind, names)
            found[kind] = names
    if wish == "gpu":
        raise RenderDeviceError(
            f"device 'gpu' was demanded, but Cycles finds none: tried {', '.join(found)}. "
            "Check that the driver is installed and visible to this process (for NVIDIA: nvidia-smi), "
            "or use device 'cpu' or 'auto'."
        )
    preferences.compute_device_type = "NONE"
    return Device("CPU", ())


def _select(preferences: bpy.types.AddonPreferences, kind: str) -> tuple[str, ...]:
    """Turn on every device of one kind, and nothing else; their names."""
    try:
        preferences.compute_device_type = kind
    except TypeError:  # this build of Blender does not know the kind
        return ()
    preferences.get_device_list(kind)
    names = []
    for device in preferences.devices:
        device.use = device.type == kind
        if device.use:
            names.append(device.name)
    return tuple(names)
