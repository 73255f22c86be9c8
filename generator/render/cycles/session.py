"""One Blender scene inside this process, ready to be filled and rendered again and again."""

import bpy

from generator.render.cycles import readback, settings
from generator.render.cycles.device import choose_device
from generator.render.cycles.errors import RenderError
from scenes.scene import RenderSettings

_process_is_ready = False


class Session:
    """Owns a Blender scene with a camera and a world. Call :meth:`close` to take them out of Blender again.

    Blender is one per process and not thread-safe: use sessions from one thread at a time.
    """

    def __init__(self, wish: str, threads: int) -> None:
        _prepare_process()
        self.device = choose_device(wish)
        self.scene = bpy.data.scenes.new("gondola")
        self.camera = bpy.data.objects.new("camera", bpy.data.cameras.new("camera"))
        self.world = bpy.data.worlds.new("world")
        self.scene.collection.objects.link(self.camera)
        self.scene.camera, self.scene.world = self.camera, self.world
        settings.set_up(self.scene, self.device, threads)
        if self.device.is_gpu:
            self._warm_up()

    def render(self) -> readback.Passes:
        """Run Cycles on the scene as it stands. Raises RenderError when no picture comes out."""
        readback.take()
        try:
            bpy.ops.render.render(scene=self.scene.name)
        except RuntimeError as error:
            raise RenderError(f"Cycles failed: {error}") from error
        passes = readback.take()
        if "Combined" not in passes:
            raise RenderError("Cycles gave no picture")
        return passes

    def _warm_up(self) -> None:
        """Load (the first time on a machine: compile) the GPU's kernels now, not in the first frame."""
        settings.set_picture(self.scene, (16, 16), RenderSettings(1, 0.0, denoise=True, noise_seed=0))
        self.render()

    def close(self) -> None:
        """Remove the scene from Blender."""
        camera_data = self.camera.data
        bpy.data.scenes.remove(self.scene)
        bpy.data.batch_remove([self.camera, camera_data, self.world])


def _prepare_process() -> None:
    """Once per process: Blender's factory settings (nobody's start-up file) and our read-back."""
    global _process_is_ready
    if _process_is_ready:
        return
    bpy.ops.wm.read_factory_settings(use_empty=True)
    readback.install()
    _process_is_ready = True
