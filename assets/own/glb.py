"""Normalised models: a .glb with the product near at hand, the product far away, and all of their pictures.

Plain glTF 2.0 (metres, y up, front toward +z), so that any viewer shows it; scene 0 is near, scene 1 far.
"""

import json
import struct
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assets.own.errors import ModelError
from assets.own.gltf import open_document, read_gltf
from assets.own.pictures import looked_at
from assets.own.raw import F64, Picture, RawMaterial
from assets.own.solid import Solid, joined, moved

GENERATOR = "gondola"
FAR = "far"
_TO_GLTF = np.array([[1.0, 0, 0], [0, 0, 1], [0, -1, 0]])
_TYPES = {np.dtype(np.float32): 5126, np.dtype(np.uint32): 5125, np.dtype(np.uint16): 5123}


def write_glb(solids: Mapping[str, Solid]) -> bytes:
    """The bytes of a .glb whose scenes are ``solids`` (metres, z up, front -y). Deterministic."""
    writer = _Writer()
    for name, solid in solids.items():
        writer.scene(name, solid)
    return writer.bytes()


def read_glb(data: bytes, name: str, scene: int = 0) -> Solid:
    """A scene of a .glb in metres, z up, front -y, where it stands. Raises ModelError.

    Everything must be in the one file.
    """
    solid = joined(read_gltf(data, name, None, scene, looked_at), name)
    return moved(solid, _TO_GLTF.T, np.ones(3), np.zeros(3))


def outline(data: bytes, name: str) -> tuple[tuple[float, float, float], int] | None:
    """(width, depth, height) in metres and triangles of what ``write_glb`` wrote, without reading the
    geometry.

    None for files of other programs. Raises ModelError for broken ones.
    """
    document = open_document(data, name, None)
    if document.data["asset"].get("generator") != GENERATOR or not document.items("scenes"):
        return None
    lo, hi, triangles = np.full(3, np.inf), np.full(3, -np.inf), 0
    try:
        node = document.item("nodes", document.item("scenes", 0)["nodes"][0])
        for primitive in document.item("meshes", node["mesh"])["primitives"]:
            points = document.item("accessors", primitive["attributes"]["POSITION"])
            lo = np.minimum(lo, np.array(points["min"], np.float64).reshape(3))
            hi = np.maximum(hi, np.array(points["max"], np.float64).reshape(3))
            triangles += int(document.item("accessors", primitive["indices"])["count"]) // 3
    except (KeyError, IndexError, TypeError, ValueError):
        raise ModelError(f"{name}: broken: not as gondola assets import wrote it") from None
    w, h, d = (float(v) for v in hi - lo)
    if not np.isfinite([w, h, d]).all():
        raise ModelError(f"{name}: broken: it has no size")
    return (w, d, h), triangles


def scene_count(data: bytes, name: str) -> int:
    return len(open_document(data, name, None).items("scenes"))


class _Writer:
    def __init__(self) -> None:
        self.binary = bytearray()
        self.json: dict[str, list[Any]] = {
            k: []
            for k in (
                "scenes",
                "nodes",
                "meshes",
                "materials",
                "textures",
                "images",
                "accessors",
                "bufferViews",
            )
        }
        self.made: dict[tuple[str, Any], int] = {}

    def add(self, kind: str, item: dict[str, Any]) -> int:
        self.json[kind].append(item)
        return len(self.json[kind]) - 1

    def view(self, data: bytes) -> int:
        self.binary += b"\0" * (-len(self.binary) % 4)
        start = len(self.binary)
        self.binary += data
        return self.add("bufferViews", {"buffer": 0, "byteOffset": start, "byteLength": len(data)})

    def accessor(self, array: NDArray[Any], bounds: bool = False) -> int:
        width = "SCALAR" if array.ndim == 1 else f"VEC{array.shape[1]}"
        item: dict[str, Any] = {
            "bufferView": self.view(np.ascontiguousarray(array).tobytes()),
            "componentType": _TYPES[array.dtype],
            "count": len(array),
            "type": width,
        }
        if bounds:
            item |= {"min": array.min(0).astype(float).tolist(), "max": array.max(0).astype(float).tolist()}
        return self.add("accessors", item)

    def scene(self, name: str, solid: Solid) -> None:
        primitives = []
        for slot, material in enumerate(solid.materials):
            faces = solid.faces[solid.slot == slot]
            if len(faces):
                primitives.append(self.primitive(solid, faces, material))
        mesh = self.add("meshes", {"name": name, "primitives": primitives})
        node = self.add("nodes", {"name": name, "mesh": mesh})
        self.add("scenes", {"name": name, "nodes": [node]})

    def primitive(self, solid: Solid, faces: NDArray[np.int64], material: RawMaterial) -> dict[str, Any]:
        used, inverse = np.unique(faces, return_inverse=True)
        uv = solid.uv[used].astype(np.float32)
        kind = np.uint16 if len(used) < 65536 else np.uint32
        return {
            "attributes": {
                "POSITION": self.accessor(_turned(solid.points[used]), bounds=True),
                "NORMAL": self.accessor(_turned(solid.normals[used])),
                "TEXCOORD_0": self.accessor(np.stack([uv[:, 0], 1 - uv[:, 1]], axis=1)),
            },
            "indices": self.accessor(inverse.ravel().astype(kind)),
            "material": self.material(material),
        }

    def material(self, m: RawMaterial) -> int:
        if ("material", m) in self.made:
            return self.made["material", m]
        rough: dict[str, Any] = {
            "baseColorFactor": [*m.color, m.opacity],
            "roughnessFactor": m.roughness,
            "metallicFactor": m.metallic,
        }
        item: dict[str, Any] = {"name": m.name, "pbrMetallicRoughness": rough}
        if m.base:
            rough["baseColorTexture"] = {"index": self.texture(m.base)}
        if m.surface:
            rough["metallicRoughnessTexture"] = {"index": self.texture(m.surface)}
        if m.normal:
            item["normalTexture"] = {"index": self.texture(m.normal), "scale": m.normal_strength}
        if m.opacity < 1:
            item["alphaMode"] = "BLEND"
        more: dict[str, Any] = {}
        if m.transmission > 0:
            more["KHR_materials_transmission"] = {"transmissionFactor": m.transmission}
        if m.coat > 0:
            more["KHR_materials_clearcoat"] = {
                "clearcoatFactor": m.coat,
                "clearcoatRoughnessFactor": m.coat_roughness,
            }
        if m.ior != 1.5:
            more["KHR_materials_ior"] = {"ior": m.ior}
        if more:
            item["extensions"] = more
        self.made["material", m] = self.add("materials", item)
        return self.made["material", m]

    def texture(self, picture: Picture) -> int:
        if ("texture", picture.data) not in self.made:
            kind = "image/png" if picture.data[:4] == b"\x89PNG" else "image/jpeg"
            image = self.add(
                "images", {"name": picture.name, "bufferView": self.view(picture.data), "mimeType": kind}
            )
            self.made["texture", picture.data] = self.add("textures", {"source": image})
        return self.made["texture", picture.data]

    def bytes(self) -> bytes:
        lists: dict[str, Any] = {kind: items for kind, items in self.json.items() if items}
        used = sorted({e for m in self.json["materials"] for e in m.get("extensions", ())})
        if used:
            lists["extensionsUsed"] = used
        self.binary += b"\0" * (-len(self.binary) % 4)
        lists |= {
            "asset": {"version": "2.0", "generator": GENERATOR},
            "scene": 0,
            "buffers": [{"byteLength": len(self.binary)}],
        }
        text = json.dumps(lists, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()
        text += b" " * (-len(text) % 4)
        total = 12 + 8 + len(text) + 8 + len(self.binary)
        head = struct.pack("<4sII", b"glTF", 2, total) + struct.pack("<I4s", len(text), b"JSON")
        return head + text + struct.pack("<I4s", len(self.binary), b"BIN\0") + bytes(self.binary)


def _turned(vectors: F64) -> NDArray[np.float32]:
    return np.asarray(vectors @ _TO_GLTF.T, np.float32)
