"""The seam between the pipeline and whatever makes pictures."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from labelers.surfaces import Surfaces
from scenes.scene import Scene


@dataclass(frozen=True, eq=False)
class Rendered:
    """Scene-linear light (Rec.709), (height, width, 3) float32, before exposure, and where the time went."""

    radiance: NDArray[np.float32]
    seconds: Mapping[str, float] = field(default_factory=dict)


class Renderer(Protocol):
    """Turns frozen scenes into light. Long-lived: one instance renders many frames."""

    name: str

    def render(self, scene: Scene, surfaces: Surfaces) -> Rendered:
        """Pure as far as the caller sees: the same scene gives the same light, whatever came before."""
        ...

    def close(self) -> None: ...
