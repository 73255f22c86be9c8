"""Engines that turn scenes into light; each is loaded only when it is asked for."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.render.protocol import Renderer

ENGINES = ("cycles", "draft")
DEVICES = ("auto", "cpu", "gpu")


def open_renderer(engine: str, device: str = "auto", threads: int = 0) -> "Renderer":
    """A renderer by name; ``threads`` 0 means all cores. "stub" is the one of the tests.

    Raises:
        ValueError: for an unknown engine.
        RenderDeviceError: when the device that was asked for is not there.
    """
    if engine == "cycles":
        from generator.render.cycles import CyclesRenderer

        return CyclesRenderer(device=device, threads=threads)
    if engine == "draft":
        from generator.render.draft.engine import DraftRenderer

        return DraftRenderer()
    if engine == "stub":
        from generator.render.stub import StubRenderer

        return StubRenderer()
    raise ValueError(f"unknown engine {engine!r}; there are {', '.join(ENGINES)}")
