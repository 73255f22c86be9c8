"""Fewer triangles for over-dense models, their texture kept in place.

Quadric edge collapse (Garland and Heckbert, "Surface Simplification Using Quadric Error Metrics", 1997) as
meshoptimizer does it: vertices stay where they were, so their texture coordinates stay right; seams of the
texture collapse along themselves only; and texture coordinates and normals count in the error.
"""

from collections.abc import Callable
from ctypes import CDLL, c_float, c_size_t, c_uint, c_void_p
from dataclasses import replace
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assets.own.raw import F64, I64
from assets.own.solid import Solid, corner_normals

UV_WEIGHT = 1.0
NORMAL_WEIGHT = 0.2
_ERROR_ABSOLUTE = 1 << 2


def reduced(solid: Solid, triangles: int, error_m: float) -> Solid:
    """At most ``triangles`` where the surface allows it, and fewer while it stays within ``error_m``.

    Returns the solid itself where nothing is to be gained. Deterministic.
    """
    if len(solid.faces) <= 12:
        return solid
    fine = _collapse(solid, 12, error_m)
    if len(fine.faces) <= triangles:
        return fine
    coarse = _collapse(solid, triangles, 1e3)
    if len(coarse.faces) <= 1.1 * triangles:
        return coarse
    # Many seams hold the collapse back. Normals of its own make most of them; they can be computed anew.
    return _collapse(_renormalled(solid), triangles, 1e3)


def _collapse(solid: Solid, triangles: int, error_m: float) -> Solid:
    faces = collapsed(solid.points, solid.faces, triangles, error_m, *_attributes(solid))
    if len(faces) < 4:
        return solid
    return _trimmed(solid, faces)


def collapsed(
    points_m: F64,
    faces: I64,
    triangles: int,
    error_m: float,
    attributes: NDArray[np.float32] | None = None,
    weights: NDArray[np.float32] | None = None,
) -> I64:
    """The faces (n, 3) that are left of ``faces`` (m, 3) over the same points (v, 3): edges collapse until
    there are ``triangles`` or the surface would move by more than ``error_m``.

    ``attributes`` (v, k) count in the error too, each with its weight (k,).
    """
    points = np.ascontiguousarray(points_m, np.float32)
    indices = np.ascontiguousarray(faces.ravel(), np.uint32)
    out = np.zeros_like(indices)
    values = np.zeros((len(points), 0), np.float32) if attributes is None else attributes
    count = _simplify()(
        out.ctypes.data,
        indices.ctypes.data,
        len(indices),
        points.ctypes.data,
        len(points),
        points.strides[0],
        values.ctypes.data,
        values.strides[0],
        None if weights is None else weights.ctypes.data,
        values.shape[1],
        None,
        3 * triangles,
        error_m,
        _ERROR_ABSOLUTE,
        None,
    )
    return out[:count].reshape(-1, 3).astype(np.int64)


@cache
def _simplify() -> Callable[..., int]:
    """``meshopt_simplifyWithAttributes`` of the meshoptimizer library that comes with Blender.

    bpy is not imported for it. Raises ``ImportError`` where the package lacks the library.
    """
    function = CDLL(str(_library())).meshopt_simplifyWithAttributes
    mesh: list[Any] = [c_void_p, c_void_p, c_size_t, c_void_p, c_size_t, c_size_t]
    attributes: list[Any] = [c_void_p, c_size_t, c_void_p, c_size_t, c_void_p]
    function.argtypes = [*mesh, *attributes, c_size_t, c_float, c_uint, c_void_p]
    function.restype = c_size_t
    call: Callable[..., int] = function
    return call


def _library() -> Path:
    spec = find_spec("bpy")
    folder = Path(spec.origin).parent / "lib" if spec and spec.origin else Path()
    found = sorted(folder.glob("libmeshoptimizer*"))
    if not found:
        raise ImportError(
            f"bpy's libmeshoptimizer is not in {folder}: install the bpy that pyproject.toml names"
        )
    return found[0]


def _attributes(solid: Solid) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """(v, k) float32 and (k,): what counts beside the shape, in metres of error."""
    scale = texture_scale(solid)
    columns, weights = [solid.uv * scale, solid.normals], [UV_WEIGHT] * 2 + [NORMAL_WEIGHT * 0.01] * 3
    if solid.colors is not None:
        columns.append(solid.colors)
        weights += [0.02] * 3
    values = np.ascontiguousarray(np.concatenate(columns, axis=1), np.float32)
    return values, np.array(weights, np.float32)


def texture_scale(solid: Solid) -> float:
    """Metres of surface that one unit of texture coordinates covers, on the whole; 0 without texture."""
    tri, uv = solid.corners, solid.uv[solid.faces]
    area = np.linalg.norm(np.cross(tri[:, 1] - tri[:, 0], tri[:, 2] - tri[:, 0]), axis=1)
    a, b = uv[:, 1] - uv[:, 0], uv[:, 2] - uv[:, 0]
    covered = np.abs(a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0])
    has = covered > 0
    total = float(covered[has].sum())
    return float(np.sqrt(area[has].sum() / total)) if total > 0 else 0.0


def _trimmed(solid: Solid, faces: I64) -> Solid:
    """The solid with these faces, each material known by its vertices, which no two materials share."""
    vertex_slot = np.zeros(len(solid.points), np.int64)
    vertex_slot[solid.faces] = solid.slot[:, None]
    used, inverse = np.unique(faces, return_inverse=True)
    return replace(
        solid,
        points=solid.points[used],
        normals=solid.normals[used],
        uv=solid.uv[used],
        colors=None if solid.colors is None else solid.colors[used],
        faces=inverse.reshape(-1, 3),
        slot=vertex_slot[faces[:, 0]],
    )


def _renormalled(solid: Solid) -> Solid:
    """Vertices joined across creases, with smooth normals."""
    from assets.own.solid import indexed

    smooth = corner_normals(solid.points, solid.faces, 180.0)
    normals = np.zeros_like(solid.normals)
    normals[solid.faces.ravel()] = smooth.reshape(-1, 3)
    return indexed(replace(solid, normals=normals))
