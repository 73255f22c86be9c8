"""Where the meshes of a glTF scene stand: the tree of nodes, walked without recursion and within bounds."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from assets.own import limits
from assets.own.accessors import Accessors
from assets.own.errors import ModelError
from assets.own.raw import F64

if TYPE_CHECKING:
    from assets.own.gltf import Document

_INSTANCING = "EXT_mesh_gpu_instancing"


def placements(document: "Document", accessors: Accessors, scene: int | None) -> Iterator[tuple[int, F64]]:
    """(mesh, 4x4 world matrix) of everything placed in the scene."""
    seen = 0
    stack: list[tuple[Any, F64, int]] = [(node, np.eye(4), 0) for node in reversed(_roots(document, scene))]
    while stack:
        index, above, depth = stack.pop()
        node = document.item("nodes", index)
        seen += 1
        if seen > limits.MAX_NODES or depth > limits.MAX_DEPTH:
            raise ModelError(
                f"{document.name}: more than {limits.MAX_NODES:,} nodes or {limits.MAX_DEPTH} levels of them"
            )
        matrix = above @ _local(document, node)
        if "mesh" in node:
            for inner in _instances(document, accessors, node):
                yield node["mesh"], matrix @ inner
        children = node.get("children", [])
        if not isinstance(children, list):
            raise ModelError(f"{document.name}: broken: a node's children are no list")
        stack += [(child, matrix, depth + 1) for child in reversed(children)]


def _roots(document: "Document", scene: int | None) -> list[Any]:
    if document.items("scenes"):
        chosen = document.data.get("scene", 0) if scene is None else scene
        roots = document.item("scenes", chosen).get("nodes", [])
        return list(roots) if isinstance(roots, list) else []
    nodes = document.items("nodes")
    inner = {child for node in nodes if isinstance(node, dict) for child in node.get("children", ())}
    return [i for i in range(len(nodes)) if i not in inner]


def _local(document: "Document", node: dict[str, Any]) -> F64:
    """A node's own 4x4 matrix, from its matrix or from translation, rotation and scale."""
    try:
        if "matrix" in node:
            matrix = np.array(node["matrix"], np.float64).reshape(4, 4).T
        else:
            move = np.array(node.get("translation", (0, 0, 0)), np.float64).reshape(3)
            turn = np.array(node.get("rotation", (0, 0, 0, 1)), np.float64).reshape(4)
            grow = np.array(node.get("scale", (1, 1, 1)), np.float64).reshape(3)
            matrix = _trs(move, turn, grow)
    except (TypeError, ValueError):
        raise ModelError(f"{document.name}: broken: a node's place is no list of numbers") from None
    if not np.isfinite(matrix).all() or np.abs(matrix).max() > 1e9:
        raise ModelError(f"{document.name}: broken: a node's place is not finite")
    return matrix


def _trs(move: F64, turn: F64, grow: F64) -> F64:
    length = float(np.linalg.norm(turn))
    x, y, z, w = turn / length if length > 0 else np.array([0.0, 0, 0, 1])
    rotation = np.array(
        [
            [1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)],
            [2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)],
            [2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)],
        ]
    )
    matrix = np.eye(4)
    matrix[:3, :3], matrix[:3, 3] = rotation * grow, move
    return matrix


def _instances(document: "Document", accessors: Accessors, node: dict[str, Any]) -> Iterator[F64]:
    attributes = ((node.get("extensions") or {}).get(_INSTANCING) or {}).get("attributes")
    if not attributes:
        yield np.eye(4)
        return
    columns = {name: accessors.read(i).astype(np.float64) for name, i in attributes.items() if name[0] != "_"}
    count = min((len(c) for c in columns.values()), default=0)
    if count > limits.MAX_PARTS:
        raise ModelError(f"{document.name}: more than {limits.MAX_PARTS:,} instances")
    for i in range(count):
        move = columns["TRANSLATION"][i] if "TRANSLATION" in columns else np.zeros(3)
        turn = columns["ROTATION"][i] if "ROTATION" in columns else np.array([0.0, 0, 0, 1])
        grow = columns["SCALE"][i] if "SCALE" in columns else np.ones(3)
        yield _trs(move, turn, grow)
