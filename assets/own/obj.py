"""Wavefront OBJ and its MTL: text by lines, polygons of any number of corners, several materials."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from assets.own import limits
from assets.own.beside import Beside, shown
from assets.own.errors import ModelError
from assets.own.mtl import read_mtl
from assets.own.raw import F64, RawMaterial, RawModel, RawPart


@dataclass
class _Text:
    """What the lines of a file say, sorted by kind. A corner is a token like ``5/3/2``."""

    v: list[str] = field(default_factory=list)
    vt: list[str] = field(default_factory=list)
    vn: list[str] = field(default_factory=list)
    faces: dict[str, list[list[str]]] = field(default_factory=dict)
    libraries: list[str] = field(default_factory=list)
    corners: int = 0


def read_obj(data: bytes, name: str, beside: Beside) -> RawModel:
    """The model in an OBJ file. Raises ModelError for what is broken, refused, or over the bounds."""
    text = _lines(data, name)
    if not text.v or not any(text.faces.values()):
        raise ModelError(f"{name}: no OBJ file with a surface: {len(text.v)} vertices, no faces")
    points, colors = _points(text.v, name)
    uv = _numbers(text.vt, 2, name, "vt")
    normals = _numbers(text.vn, 3, name, "vn")
    materials = _materials(text, name, beside)
    parts = [
        _part(faces, points, colors, uv, normals, materials[used], name)
        for used, faces in text.faces.items()
        if faces
    ]
    return RawModel(parts, None, None, None, notes=tuple(beside.notes))


def _lines(data: bytes, name: str) -> _Text:
    found, current = _Text(), ""
    text = data.decode("utf-8", "replace").replace("\\\r\n", " ").replace("\\\n", " ")
    faces = found.faces.setdefault(current, [])
    for line in text.splitlines():
        word, _, rest = line.strip().partition(" ")
        if word == "v":
            found.v.append(rest)
        elif word == "vt":
            found.vt.append(rest)
        elif word == "vn":
            found.vn.append(rest)
        elif word == "f":
            corners = _absolute(rest.partition("#")[0].split(), found)
            found.corners += len(corners)
            if len(corners) >= 3:
                faces.append(corners)
        elif word == "usemtl":
            faces = found.faces.setdefault(rest.strip(), [])
        elif word == "mtllib":
            found.libraries.append(rest.strip())
        if found.corners > 3 * limits.MAX_TRIANGLES or len(found.v) > limits.MAX_VERTICES:
            raise ModelError(
                f"{name}: more than {limits.MAX_TRIANGLES:,} triangles or {limits.MAX_VERTICES:,} vertices"
            )
    if len(found.faces) > limits.MAX_MATERIALS:
        raise ModelError(f"{name}: more than {limits.MAX_MATERIALS} materials")
    return found


def _absolute(corners: list[str], text: _Text) -> list[str]:
    """Corners with indices counted from the end (-1 is the last) turned into those from the start."""
    if not any("-" in corner for corner in corners):
        return corners
    sizes = len(text.v), len(text.vt), len(text.vn)
    turned = []
    for corner in corners:
        fields = corner.split("/")
        turned.append(
            "/".join(
                str(sizes[i] + 1 + int(f)) if f[:1] == "-" and f[1:].isdigit() else f
                for i, f in enumerate(fields[:3])
            )
        )
    return turned


def _points(lines: list[str], name: str) -> tuple[F64, F64 | None]:
    """Positions, and colours where each line has them behind its position (linear)."""
    widths = {len(line.split()) for line in lines[:: max(len(lines) // 100, 1)]}
    if widths == {6} or widths == {7}:
        values = _numbers(lines, widths.pop(), name, "v")
        colors = values[:, 3:6]
        return values[:, :3], np.clip(colors if colors.max() <= 1 else colors / 255, 0, 1) ** 2.2
    return _numbers(lines, 3, name, "v"), None


def _numbers(lines: list[str], width: int, name: str, what: str) -> F64:
    """(n, width) of the first numbers in each line."""
    if not lines:
        return np.zeros((0, width))
    try:
        rows = np.array([line.split()[:width] for line in lines], np.float64).reshape(len(lines), width)
    except ValueError:
        wrong = next((line for line in lines if not _is_row(line, width)), "")
        raise ModelError(f"{name}: expected {width} numbers after {what}, found {shown(wrong)}") from None
    if not np.isfinite(rows).all():
        raise ModelError(f"{name}: a number after {what} is not finite")
    return rows


def _is_row(line: str, width: int) -> bool:
    try:
        return len([float(word) for word in line.split()[:width]]) == width
    except ValueError:
        return False


def _materials(text: _Text, name: str, beside: Beside) -> dict[str, RawMaterial]:
    known: dict[str, RawMaterial] = {}
    used = [material for material, faces in text.faces.items() if material and faces]
    if used and text.libraries:
        for library in dict.fromkeys(text.libraries):
            known |= read_mtl(beside.read(library, "the material library"), library, beside, used)
    missing = [material for material in used if material not in known]
    if missing and text.libraries:
        raise ModelError(f"{name}: the material {shown(missing[0])} is in none of its libraries")
    plain = RawMaterial(color=(0.8, 0.8, 0.8))
    return {material: known.get(material, plain) for material in text.faces}


def _part(
    faces: list[list[str]],
    points: F64,
    colors: F64 | None,
    uv: F64,
    normals: F64,
    material: RawMaterial,
    name: str,
) -> RawPart:
    """One material's faces, with one vertex for each different corner."""
    place: dict[str, int] = {}
    triangles: list[tuple[int, int, int]] = []
    for corners in faces:
        at = [place.setdefault(corner, len(place)) for corner in corners]
        triangles += [(at[0], at[i], at[i + 1]) for i in range(1, len(at) - 1)]
    index = _indices(place, name)
    v = _checked(index[:, 0], len(points), name, "vertices")
    has_uv, has_normal = bool((index[:, 1] != 0).all()), bool((index[:, 2] != 0).all())
    if material.base is not None and not has_uv:
        raise ModelError(f"{name}: has a texture, but faces without texture coordinates")
    return RawPart(
        points[v],
        np.array(triangles, np.int64).reshape(-1, 3),
        uv[_checked(index[:, 1], len(uv), name, "texture coordinates")] if has_uv else None,
        normals[_checked(index[:, 2], len(normals), name, "normals")] if has_normal else None,
        None if colors is None else colors[v],
        material,
    )


def _indices(corners: Iterable[str], name: str) -> NDArray[np.int64]:
    """(n, 3): position, texture coordinate and normal of each corner, counted from 1; 0 for none."""
    rows = []
    for corner in corners:
        fields = [*corner.split("/"), "", ""][:3]
        try:
            rows.append([int(f) if f else 0 for f in fields])
        except ValueError:
            raise ModelError(f"{name}: expected a corner such as 5/3/2, found {shown(corner)}") from None
    return np.array(rows, np.int64).reshape(-1, 3)


def _checked(index: NDArray[np.int64], count: int, name: str, what: str) -> NDArray[np.int64]:
    if len(index) and (index.min() < 1 or index.max() > count):
        raise ModelError(f"{name}: broken: a face points past its {count} {what}")
    return index - 1
