"""Small helpers to write node trees as expressions."""

from typing import Any

import bpy


def node(tree: bpy.types.NodeTree, kind: str, settings: dict[str, Any] | None = None, **inputs: Any) -> Any:
    """A new node; ``inputs`` (named like sockets, with ``_`` for a space) are values or output sockets."""
    made = tree.nodes.new(kind)
    for name, value in (settings or {}).items():
        setattr(made, name, value)
    for name, value in inputs.items():
        feed(tree, made.inputs[name.replace("_", " ")], value)
    return made


def feed(tree: bpy.types.NodeTree, socket: Any, value: Any) -> None:
    """Set a socket's value, or link another socket into it."""
    if isinstance(value, bpy.types.NodeSocket):
        tree.links.new(value, socket)
    else:
        socket.default_value = value
