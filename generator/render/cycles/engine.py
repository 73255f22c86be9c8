"""The Cycles renderer."""

from collections.abc import Callable
from time import perf_counter
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from generator.render.cycles.quiet import muted
from generator.render.protocol import Rendered
from labelers.surfaces import Surfaces
from scenes.scene import Scene

if TYPE_CHECKING:
    from generator.render.cycles.readback import Passes


class CyclesRenderer:
    """Path-traced light, one frame after the other in a warm process.

    Args:
        device: "auto" takes a GPU when there is one; "cpu" never does; "gpu" demands one (RenderDeviceError).
        threads: CPU threads, 0 for all.

    The same scene gives the same bytes on the same machine and device, whatever was rendered before. Blender
    starts here, in the constructor. Not thread-safe: Blender itself is one per process.
    """

    name = "cycles"

    def __init__(self, device: str = "auto", threads: int = 0) -> None:
        with muted():
            from generator.render.cycles.build import Builder
            from generator.render.cycles.session import Session

            self._session = Session(device, threads)
        self._builder = Builder(self._session)

    @property
    def device(self) -> str:
        """What it computes on, for reports: "CPU", "OPTIX (NVIDIA ...)"."""
        chosen = self._session.device
        return f"{chosen.kind} ({', '.join(chosen.names)})" if chosen.names else chosen.kind

    @property
    def cycles_settings(self) -> Any:
        """Blender's ``scene.cycles``: for experiments. A frame's own settings are set anew at each render."""
        return self._session.scene.cycles

    def render(self, scene: Scene, surfaces: Surfaces) -> Rendered:
        """Scene-linear light of the frame. Raises RenderError when Cycles fails."""
        return self.render_aside(scene, surfaces, lambda: None)

    def foresee(self, scene: Scene) -> None:
        """Paint the textures that Blender does not have yet, in whatever thread."""
        self._builder.paint(scene)

    def render_aside(self, scene: Scene, surfaces: Surfaces, begun: Callable[[], None]) -> Rendered:  # noqa: ARG002
        """:meth:`render`; ``begun`` is called when the scene is built: Cycles works without Python."""
        start = perf_counter()
        self.build(scene)
        built = perf_counter()
        begun()
        passes = self._session.render()
        radiance = np.ascontiguousarray(passes["Combined"][..., :3])
        return Rendered(radiance, {"build": built - start, "render": perf_counter() - built})

    def object_index(self, scene: Scene) -> NDArray[np.int32]:
        """What Cycles sees through each pixel's centre: (height, width) indices into ``scene.instances``.

        -1 where there is nothing. This is the independent witness for the traced labels.
        """
        return np.rint(self.index_passes(scene)["Object Index"][..., 0]).astype(np.int32) - 1

    def index_passes(self, scene: Scene) -> "Passes":
        """One unlit ray per pixel centre: every pass that the view layer asks for, by Blender's names."""
        from generator.render.cycles import build, settings

        if len(scene.instances) > build.MAX_INSTANCES:
            raise ValueError(
                f"Cycles can number {build.MAX_INSTANCES} instances; this scene has {len(scene.instances)}"
            )
        settings.set_index_pass(self._session.scene, _size_wh(scene))
        self._builder.build(scene, index_pass=True)
        return self._session.render()

    def build(self, scene: Scene) -> None:
        """Build the scene and render nothing: what :meth:`render` does first."""
        from generator.render.cycles import settings

        settings.set_picture(self._session.scene, _size_wh(scene), scene.render)
        self._builder.build(scene)

    def bare_seconds(self) -> float:
        """Wall seconds of one more `bpy.ops.render.render` of what was built last: the floor."""
        start = perf_counter()
        self._session.render()
        return perf_counter() - start

    def close(self) -> None:
        """Take everything out of Blender again. The renderer cannot be used afterwards."""
        self._builder.close()
        self._session.close()


def _size_wh(scene: Scene) -> tuple[int, int]:
    return scene.camera.width_px, scene.camera.height_px
