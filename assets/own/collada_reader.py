"""COLLADA (.dae), parsed by pycollada: geometry where the scene puts it, its diffuse colours and textures."""

import io
import re
from collections.abc import Iterator
from typing import Any

import numpy as np

from assets.own import limits
from assets.own.beside import Beside, shown
from assets.own.errors import ModelError
from assets.own.pictures import taken
from assets.own.raw import Axis, RawMaterial, RawModel, RawPart

_DECLARED = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
_UP: dict[str, tuple[Axis, Axis]] = {"X_UP": ("x", "z"), "Y_UP": ("y", "z"), "Z_UP": ("z", "-y")}


def read_collada(data: bytes, name: str, beside: Beside) -> RawModel:
    """The model in a .dae file. Raises ModelError for what is broken, refused, or over the bounds.

    Document types and entities are refused before anything is parsed: COLLADA needs none, and they are how
    small files grow into gigabytes or read other ones.
    """
    import collada

    if data[:2] == b"PK" or _DECLARED.search(data) or b"\0" in data[:200]:
        raise ModelError(
            f"{name}: no plain COLLADA file: it is packed, or declares a document type or entities"
        )

    def refuse(_: str) -> bytes:
        raise ModelError(f"{name}: names files that are not read")

    broken = (collada.common.DaeError, collada.common.DaeUnsupportedError)
    try:
        document = collada.Collada(io.BytesIO(data), ignore=list(broken), aux_file_loader=refuse)
        if document.scene is None:
            raise ModelError(f"{name}: has no scene")
        parts = list(_parts(document, name, beside))
    except (ModelError, MemoryError):
        raise
    except Exception as error:
        raise ModelError(f"{name}: no COLLADA file that can be read ({type(error).__name__})") from None
    up, front = _UP.get(str(document.assetInfo.upaxis), _UP["Y_UP"])
    unit = document.assetInfo.unitmeter
    fair = isinstance(unit, float | int) and np.isfinite(unit) and 1e-6 < unit < 1e6
    return RawModel(parts, up, front, float(unit) if fair else None, trusted=False, notes=tuple(beside.notes))


def _parts(document: Any, name: str, beside: Beside) -> Iterator[RawPart]:
    made: dict[str, RawMaterial] = {}
    triangles = count = 0
    for geometry in document.scene.objects("geometry"):
        for primitive in geometry.primitives():
            kind = type(primitive).__name__
            if "Line" in kind:
                continue
            flat = primitive if "Triangle" in kind else primitive.triangleset()
            part = _part(flat, made, name, beside)
            if part is None:
                continue
            yield part
            count, triangles = count + 1, triangles + len(part.faces)
            if count > limits.MAX_PARTS or triangles > limits.MAX_TRIANGLES:
                raise ModelError(
                    f"{name}: more than {limits.MAX_TRIANGLES:,} triangles or {limits.MAX_PARTS:,} parts"
                )


def _part(primitive: Any, made: dict[str, RawMaterial], name: str, beside: Beside) -> RawPart | None:
    """Triangles with their own three corners each; equal corners are joined later."""
    if primitive.vertex is None or primitive.vertex_index is None or not len(primitive.vertex_index):
        return None
    where = np.asarray(primitive.vertex_index).reshape(-1)
    points = np.asarray(primitive.vertex, np.float64)[where]
    uv = normals = None
    if primitive.texcoordset:
        uv = np.asarray(primitive.texcoordset[0], np.float64)[
            np.asarray(primitive.texcoord_indexset[0]).reshape(-1), :2
        ]
    if primitive.normal is not None and primitive.normal_index is not None:
        normals = np.asarray(primitive.normal, np.float64)[np.asarray(primitive.normal_index).reshape(-1)]
    if not np.isfinite(points).all() or (uv is not None and not np.isfinite(uv).all()):
        raise ModelError(f"{name}: a coordinate is not a finite number")
    material = _material(primitive.material, made, name, beside)
    if material.base is not None and uv is None:
        raise ModelError(f"{name}: has a texture, but no texture coordinates")
    return RawPart(points, np.arange(len(points)).reshape(-1, 3), uv, normals, None, material)


def _material(material: Any, made: dict[str, RawMaterial], name: str, beside: Beside) -> RawMaterial:
    effect = getattr(material, "effect", None)
    if effect is None:
        return RawMaterial()
    key = str(material.id)
    if key not in made:
        if len(made) >= limits.MAX_MATERIALS:
            raise ModelError(f"{name}: more than {limits.MAX_MATERIALS} materials")
        made[key] = _effect(effect, key, name, beside)
    return made[key]


def _effect(effect: Any, key: str, name: str, beside: Beside) -> RawMaterial:
    diffuse, base, color = effect.diffuse, None, (0.8, 0.8, 0.8)
    if hasattr(diffuse, "sampler"):
        path = str(diffuse.sampler.surface.image.path)
        base = taken(beside.read(path, "the texture"), f"{name}: the texture {shown(path)}")
        color = (1.0, 1.0, 1.0)
    elif diffuse is not None:
        values = np.clip(np.asarray(diffuse, np.float64).reshape(-1)[:3], 0, 1)
        if len(values) == 3 and np.isfinite(values).all():
            color = (float(values[0]), float(values[1]), float(values[2]))
    shine = effect.shininess
    rough = 0.5
    if isinstance(shine, float | int) and np.isfinite(shine) and shine > 1:
        rough = min(max((2 / (shine + 2)) ** 0.25, 0.1), 1.0)
    return RawMaterial(name=key[: limits.MAX_WORD], color=color, roughness=rough, base=base)
