"""STL and PLY, parsed by trimesh: bare shapes, scans with colours, and scans with one texture."""

import io
import re
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assets.own import limits
from assets.own.beside import Beside, shown
from assets.own.errors import ModelError
from assets.own.pictures import taken
from assets.own.raw import F64, RawMaterial, RawModel, RawPart

_COUNT = re.compile(rb"element\s+(vertex|face)\s+(\d+)")
_TEXTURE = re.compile(rb"comment\s+TextureFile\s+([^\r\n]+)", re.IGNORECASE)


def read_scan(data: bytes, name: str, kind: str, beside: Beside) -> RawModel:
    """The model in an STL or PLY file (``kind``). Raises ModelError for what is broken or over the bounds."""
    import trimesh

    _check_counts(data, name, kind)
    try:
        mesh: Any = trimesh.load(io.BytesIO(data), file_type=kind, process=False, force="mesh")
        points, faces = np.asarray(mesh.vertices, np.float64), np.asarray(mesh.faces, np.int64)
    except (MemoryError, ModelError):
        raise
    except Exception as error:
        raise ModelError(
            f"{name}: no {kind.upper()} file that can be read ({type(error).__name__})"
        ) from None
    if not len(points) or not len(faces):
        raise ModelError(f"{name}: has {len(points):,} points and no faces; a surface is needed, not a cloud")
    if not np.isfinite(points).all():
        raise ModelError(f"{name}: a coordinate is not a finite number")
    if faces.min() < 0 or faces.max() >= len(points):
        raise ModelError(f"{name}: broken: a face points past the {len(points)} points")
    if kind == "stl":
        return RawModel([RawPart(points, faces, None, None, None, RawMaterial())], None, None, None)
    return RawModel(
        [_ply_part(data, mesh, points, faces, name, beside)], None, None, None, notes=tuple(beside.notes)
    )


def _check_counts(data: bytes, name: str, kind: str) -> None:
    counts = {"face": 0, "vertex": 0}
    if kind == "ply":
        if data[:3] != b"ply":
            raise ModelError(f"{name}: no PLY file")
        head = data[: data.find(b"end_header")]
        counts |= {k.decode(): int(n[:18]) for k, n in _COUNT.findall(head)}
    elif data[:5] != b"solid" or b"facet" not in data[:2000]:
        counts["face"] = int.from_bytes(data[80:84], "little")
        if len(data) < 84 + 50 * counts["face"]:
            raise ModelError(
                f"{name}: cut off, or no STL file: {len(data):,} bytes for {counts['face']:,} triangles"
            )
    if counts["face"] > limits.MAX_TRIANGLES or counts["vertex"] > limits.MAX_VERTICES:
        raise ModelError(
            f"{name}: more than {limits.MAX_TRIANGLES:,} triangles or {limits.MAX_VERTICES:,} vertices"
        )


def _ply_part(
    data: bytes, mesh: Any, points: F64, faces: NDArray[np.int64], name: str, beside: Beside
) -> RawPart:
    texture = _TEXTURE.search(data[: data.find(b"end_header")])
    raw = mesh.metadata.get("_ply_raw", {})
    uv = _vertex_uv(raw, len(points))
    if texture is not None:
        corner = _corner_uv(raw, len(faces)) if uv is None else None
        if corner is not None:
            points, faces, uv = points[faces].reshape(-1, 3), np.arange(3 * len(faces)).reshape(-1, 3), corner
        if uv is None:
            raise ModelError(f"{name}: has a texture, but no texture coordinates that fit its triangles")
        file = texture[1].decode("utf-8", "replace").strip()
        base = taken(beside.read(file, "the texture"), f"{name}: the texture {shown(file)}")
        return RawPart(points, faces, uv, None, None, RawMaterial(color=(1.0, 1.0, 1.0), base=base))
    colors = None
    if mesh.visual.kind == "vertex" and len(mesh.visual.vertex_colors) == len(points):
        colors = (np.asarray(mesh.visual.vertex_colors)[:, :3] / 255.0) ** 2.2
    white = RawMaterial(color=(1.0, 1.0, 1.0)) if colors is not None else RawMaterial()
    return RawPart(points, faces, None, None, colors, white)


def _vertex_uv(raw: Any, count: int) -> F64 | None:
    """Texture coordinates at vertices, by any of their usual names."""
    data = raw.get("vertex", {}).get("data") if raw else None
    names = (data.dtype.names if isinstance(data, np.ndarray) else data) or ()
    for u, v in (("s", "t"), ("u", "v"), ("texture_u", "texture_v")):
        if data is not None and u in names and v in names:
            uv = np.column_stack([np.ravel(data[u]), np.ravel(data[v])]).astype(np.float64)
            return uv if len(uv) == count and np.isfinite(uv).all() else None
    return None


def _corner_uv(raw: Any, faces: int) -> F64 | None:
    """Texture coordinates at corners, as MeshLab writes them: six numbers for each triangle."""
    data = raw.get("face", {}).get("data") if raw else None
    names = (data.dtype.names if isinstance(data, np.ndarray) else data) or ()
    if data is None or "texcoord" not in names:
        return None
    found: Any = data["texcoord"]
    if isinstance(found, np.ndarray) and found.dtype.names and "f1" in found.dtype.names:
        found = found["f1"]
    try:
        uv = np.asarray(found, np.float64).reshape(faces * 3, 2)
    except (TypeError, ValueError):
        return None
    return uv if np.isfinite(uv).all() else None
