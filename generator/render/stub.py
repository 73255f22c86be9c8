"""A renderer without Blender or light: flat colours, so that everything around it can be tested."""

import numpy as np

from generator.render.protocol import Rendered
from labelers.surfaces import Surfaces
from scenes.scene import Scene


class StubRenderer:
    """One colour per instance, darker with distance; the colour depends on the instance's index alone."""

    name = "stub"

    def render(self, scene: Scene, surfaces: Surfaces) -> Rendered:  # noqa: ARG002 - the protocol's
        index = surfaces.instance_index.astype(np.uint32) + np.uint32(1)
        mixed = index * np.uint32(2654435761)  # Knuth's multiplicative hash spreads neighbours apart
        channels = np.stack([mixed >> np.uint32(shift) & np.uint32(0xFF) for shift in (24, 16, 8)], axis=-1)
        fade = 1 / (1 + np.where(np.isfinite(surfaces.depth_m), surfaces.depth_m, 10.0))
        radiance = (channels.astype(np.float32) / 255 * 0.9 + 0.05) * fade[..., None]
        return Rendered(radiance.astype(np.float32), {"build": 0.0, "render": 0.0})

    def close(self) -> None:
        """Nothing to give back."""
