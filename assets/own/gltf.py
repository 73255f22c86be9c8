"""glTF 2.0, as .glb and .gltf: geometry with its placements, and the materials that Gondola has a word
for."""

import base64
import binascii
import json
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assets.own import limits
from assets.own.accessors import Accessors
from assets.own.beside import Beside, shown
from assets.own.errors import ModelError
from assets.own.gltf_materials import Materials, Take
from assets.own.gltf_nodes import placements
from assets.own.raw import F64, RawModel, RawPart

_KNOWN = frozenset(
    {
        "KHR_draco_mesh_compression",
        "KHR_mesh_quantization",
        "KHR_texture_transform",
        "KHR_materials_pbrSpecularGlossiness",
        "EXT_texture_webp",
        "KHR_lights_punctual",
        "KHR_xmp_json_ld",
        "EXT_mesh_gpu_instancing",
    }
)
"""Extensions that a file may require; KHR_materials_* may be required as well, and is approximated."""
_REMEDIES = {
    "EXT_meshopt_compression": "export without meshopt compression (gltfpack: leave -c and -cc out)",
    "KHR_texture_basisu": "export with PNG or JPEG textures",
}


@dataclass(frozen=True, eq=False)
class Document:
    """The JSON of a glTF file and its buffers."""

    name: str
    data: Mapping[str, Any]
    buffers: tuple[bytes, ...]
    beside: Beside | None = field(default=None)

    def items(self, kind: str) -> list[Any]:
        found = self.data.get(kind, [])
        if not isinstance(found, list):
            raise ModelError(f"{self.name}: broken: {kind} is no list")
        return found

    def item(self, kind: str, index: Any) -> dict[str, Any]:
        """Entry ``index`` of a list of objects. Raises ModelError when there is none."""
        found = self.items(kind)
        if isinstance(index, bool) or not isinstance(index, int) or not 0 <= index < len(found):
            raise ModelError(f"{self.name}: broken: there is no {kind}[{shown(str(index))}]")
        if not isinstance(found[index], dict):
            raise ModelError(f"{self.name}: broken: {kind}[{index}] is no object")
        return dict(found[index])


def open_document(data: bytes, name: str, beside: Beside | None) -> Document:
    """The document in the bytes of a .glb or .gltf. ``beside`` None: buffers must lie in the file itself."""
    text, chunk = _chunks(data, name) if data[:4] == b"glTF" else (data, None)
    if len(text) > limits.MAX_JSON_BYTES and chunk is not None:
        raise ModelError(f"{name}: more than {limits.MAX_JSON_BYTES:,} bytes of JSON")
    try:
        parsed = json.loads(text)
    except (ValueError, RecursionError):
        raise ModelError(f"{name}: no glTF file: neither binary glTF nor JSON") from None
    if not isinstance(parsed, dict) or not isinstance(parsed.get("asset"), dict):
        raise ModelError(f"{name}: no glTF file: it has no asset")
    if not str(parsed["asset"].get("version", "")).startswith("2"):
        version = shown(str(parsed["asset"].get("version")))
        raise ModelError(f"{name}: expected glTF 2.0, found version {version}; export it anew")
    _check_extensions(parsed, name)
    bare = Document(name, parsed, (), beside)
    return Document(name, parsed, tuple(_buffers(bare, chunk)), beside)


def _chunks(data: bytes, name: str) -> tuple[bytes, bytes | None]:
    if len(data) < 20:
        raise ModelError(f"{name}: cut off: {len(data)} bytes")
    version, length = struct.unpack("<II", data[4:12])
    if version != 2:
        raise ModelError(f"{name}: expected glTF 2.0, found version {version}; export it anew")
    if length > len(data):
        raise ModelError(f"{name}: cut off: it says {length:,} bytes, and has {len(data):,}")
    found: dict[bytes, bytes] = {}
    at = 12
    while at + 8 <= length:
        size, kind = struct.unpack("<I4s", data[at : at + 8])
        if at + 8 + size > length:
            raise ModelError(f"{name}: cut off: a chunk of {size:,} bytes does not fit")
        found.setdefault(kind, data[at + 8 : at + 8 + size])
        at += 8 + size
    if b"JSON" not in found:
        raise ModelError(f"{name}: broken: no JSON in it")
    return found[b"JSON"], found.get(b"BIN\0")


def _check_extensions(data: Mapping[str, Any], name: str) -> None:
    for extension in data.get("extensionsRequired") or ():
        known = extension in _KNOWN or str(extension).startswith("KHR_materials_")
        if not known:
            remedy = _REMEDIES.get(str(extension), "export without it")
            raise ModelError(f"{name}: needs {shown(str(extension))}, which Gondola does not read; {remedy}")


def _buffers(document: Document, chunk: bytes | None) -> Iterator[bytes]:
    total = 0
    for i, buffer in enumerate(document.items("buffers")):
        if not isinstance(buffer, dict):
            raise ModelError(f"{document.name}: broken: buffers[{i}] is no object")
        uri, length = buffer.get("uri"), buffer.get("byteLength")
        if uri is None:
            data = chunk if i == 0 and chunk is not None else b""
        else:
            data = resource(document, uri, "the buffer")
        total += len(data)
        fallback = uri is None and i > 0  # EXT_meshopt_compression's place holder
        if not isinstance(length, int) or (len(data) < length and not fallback):
            raise ModelError(
                f"{document.name}: cut off: buffers[{i}] should have {length} bytes, and has {len(data)}"
            )
        if total > limits.MAX_FILE_BYTES:
            raise ModelError(f"{document.name}: more than {limits.MAX_FILE_BYTES:,} bytes of geometry")
        yield data


def resource(document: Document, uri: Any, what: str) -> bytes:
    """The bytes behind a URI: a data URI, or a file beside the document."""
    if not isinstance(uri, str):
        raise ModelError(f"{document.name}: broken: {what} has no name")
    if uri.startswith("data:"):
        head, _, body = uri.partition(",")
        if not head.endswith(";base64"):
            raise ModelError(f"{document.name}: {what}: expected base64 in its data URI")
        try:
            return base64.b64decode(body, validate=True)
        except (binascii.Error, ValueError):
            raise ModelError(f"{document.name}: {what}: its base64 is broken") from None
    if document.beside is None:
        raise ModelError(
            f"{document.name}: {what} {shown(uri)} is another file; everything must be in this one"
        )
    return document.beside.read(uri, what)


def read_gltf(
    data: bytes, name: str, beside: Beside | None, scene: int | None = None, take: Take | None = None
) -> RawModel:
    """The model in a .glb or .gltf. ``scene`` picks another than the file's own, ``take`` how pictures are
    taken.

    Raises ModelError for what is broken, refused, or over the bounds.
    """
    document = open_document(data, name, beside)
    accessors, materials = Accessors(document), Materials(document, take)
    parts: list[RawPart] = []
    triangles = 0
    for mesh, matrix in placements(document, accessors, scene):
        for primitive in document.item("meshes", mesh).get("primitives", []):
            part = _part(document, accessors, materials, primitive, matrix)
            if part is None:
                continue
            parts.append(part)
            triangles += len(part.faces)
            if triangles > limits.MAX_TRIANGLES or len(parts) > limits.MAX_PARTS:
                raise ModelError(
                    f"{name}: more than {limits.MAX_TRIANGLES:,} triangles or {limits.MAX_PARTS:,} parts"
                )
    return RawModel(parts, "y", "z", 1.0, notes=tuple(materials.notes))


def _part(
    document: Document, accessors: Accessors, materials: Materials, primitive: Any, matrix: F64
) -> RawPart | None:
    """One primitive where it stands; None for points and lines, which have no surface."""
    if not isinstance(primitive, dict):
        raise ModelError(f"{document.name}: broken: a primitive is no object")
    mode = primitive.get("mode", 4)
    if mode not in (4, 5, 6):
        return None
    arrays = accessors.primitive(primitive)
    points, indices = arrays["POSITION"], arrays["indices"]
    faces = _triangles(indices.astype(np.int64).ravel(), mode)
    if len(faces) and (faces.min() < 0 or faces.max() >= len(points)):
        raise ModelError(f"{document.name}: broken: an index points past the {len(points)} vertices")
    material, channel, transform = materials.get(primitive.get("material"))
    uv = arrays.get(f"TEXCOORD_{channel}")
    if material.base is not None and uv is None:
        materials.note("a part has a texture but no texture coordinates; it is one colour")
    normals = arrays.get("NORMAL")
    linear = matrix[:3, :3]
    if np.linalg.det(linear) < 0:
        faces = faces[:, ::-1]
    colors = arrays.get("COLOR_0")
    return RawPart(
        points.astype(np.float64) @ linear.T + matrix[:3, 3],
        faces,
        None if uv is None else _flipped(transform(uv.astype(np.float64))),
        None if normals is None else normals.astype(np.float64) @ np.linalg.pinv(linear),
        None if colors is None or np.all(colors[:, :3] > 0.999) else colors[:, :3].astype(np.float64),
        material,
    )


def _flipped(uv: NDArray[np.float64]) -> NDArray[np.float64]:
    """glTF's v runs downwards."""
    return np.stack([uv[:, 0], 1 - uv[:, 1]], axis=1)


def _triangles(indices: NDArray[np.int64], mode: int) -> NDArray[np.int64]:
    """(f, 3) from a list, a strip or a fan."""
    n = len(indices)
    if mode == 4:
        return indices[: n - n % 3].reshape(-1, 3)
    if n < 3:
        return np.zeros((0, 3), np.int64)
    if mode == 6:
        return np.stack([np.full(n - 2, indices[0]), indices[1:-1], indices[2:]], axis=1)
    strip = np.stack([indices[:-2], indices[1:-1], indices[2:]], axis=1)
    strip[1::2] = strip[1::2, ::-1]
    return strip
