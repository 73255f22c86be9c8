"""The seam between the pipeline and whatever makes pictures."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

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


@runtime_checkable
class RendersAside(Protocol):
    """A renderer that leaves Python to other threads while it works: the next frame can be prepared then."""

    def foresee(self, scene: Scene) -> None:
        """Prepare what a later :meth:`Renderer.render` of the scene needs; called from another thread."""
        ...

    def render_aside(self, scene: Scene, surfaces: Surfaces, begun: Callable[[], None]) -> Rendered:
        """:meth:`Renderer.render`, which calls ``begun`` once Python is free."""
        ...
