"""Frames straight into training: nothing is stored but the batch in hand.

``from generator.stream import stream`` is all that most need; see docs/streaming.md.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from generator.stream.batches import Batch
    from generator.stream.streaming import Stream, stream

__all__ = ["Batch", "Stream", "stream"]

_HOMES = {"Batch": "batches", "Stream": "streaming", "stream": "streaming"}


def __getattr__(name: str) -> Any:
    """Loads what is asked for, so that importing the package costs nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
