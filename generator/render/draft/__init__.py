"""The draft engine: pictures from traced surfaces, without Blender."""

from typing import Any


def __getattr__(name: str) -> Any:
    if name == "DraftRenderer":  # imported when asked for: the package stays light
        from generator.render.draft.engine import DraftRenderer

        return DraftRenderer
    raise AttributeError(name)
