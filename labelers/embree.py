"""Embree scenes from arrays.

embreex copies triangles into Embree one number at a time, which takes longer than building the tree over
them. Where its objects are laid out as we know them, whole arrays are handed over through Embree's own C
interface instead; anywhere else embreex does it. Either way the scene is the same.
"""

import ctypes
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

F64 = NDArray[np.float64]
I32 = NDArray[np.int32]
# From Embree 4's rtcore_common.h, rtcore_buffer.h and rtcore_geometry.h.
TRIANGLES, INDICES, VERTICES, UINT3, FLOAT3 = 0, 0, 1, 0x5003, 0x9003
MARK = 0x5EED


def new_device() -> Any:
    from embreex.rtcore import EmbreeDevice

    return EmbreeDevice()


def embree_scene(device: Any, vertices: F64, faces: I32) -> Any:
    """An EmbreeScene of one mesh, vertices rounded to float32, in Embree's watertight ("robust") mode."""
    from embreex.mesh_construction import TriangleMesh
    from embreex.rtcore_scene import EmbreeScene

    scene = EmbreeScene(device, robust=True)
    library, handle = _library(), _handle(scene, device)
    if library is None or handle is None:
        TriangleMesh(scene, vertices, faces)
    else:
        _attach(library, handle, vertices, faces)
    return scene


def _attach(library: ctypes.CDLL, scene: int, vertices: F64, faces: I32) -> None:
    device = library.rtcGetSceneDevice(scene)
    geometry = library.rtcNewGeometry(device, TRIANGLES)
    _fill(library, geometry, VERTICES, FLOAT3, np.ascontiguousarray(vertices, np.float32))
    _fill(library, geometry, INDICES, UINT3, np.ascontiguousarray(faces, np.uint32))
    library.rtcCommitGeometry(geometry)
    library.rtcAttachGeometry(scene, geometry)
    library.rtcReleaseGeometry(geometry)
    library.rtcReleaseDevice(device)


def _fill(library: ctypes.CDLL, geometry: int, kind: int, form: int, rows: NDArray[Any]) -> None:
    """Copies rows (n, 3) into a new buffer of Embree's."""
    target = library.rtcSetNewGeometryBuffer(geometry, kind, 0, form, rows.strides[0], len(rows))
    if not target:
        raise MemoryError("Embree could not make a buffer")
    ctypes.memmove(target, rows.ctypes.data, rows.nbytes)


def _handle(scene: Any, device: Any) -> int | None:
    """Embree's handle behind an EmbreeScene; None unless its fields lie where embreex 4.4 has them."""
    start = id(scene) + object.__basicsize__
    fields = ctypes.sizeof(ctypes.c_void_p)
    if type(scene).__basicsize__ != object.__basicsize__ + 3 * fields:
        return None
    scene.is_committed = MARK
    marked = ctypes.c_int.from_address(start + fields).value == MARK
    scene.is_committed = 0
    marked = marked and ctypes.c_int.from_address(start + fields).value == 0
    owned = ctypes.c_void_p.from_address(start + 2 * fields).value == id(device)
    return ctypes.c_void_p.from_address(start).value if marked and owned else None


@cache
def _library() -> ctypes.CDLL | None:
    """The Embree that embreex has loaded, if it is found beside it."""
    import embreex

    found = sorted((Path(embreex.__file__).parent.parent / "embreex.libs").glob("libembree4*.so*"))
    if len(found) != 1 or not hasattr(os, "RTLD_NOLOAD"):
        return None
    try:
        library = ctypes.CDLL(str(found[0]), mode=os.RTLD_NOLOAD | os.RTLD_NOW)
        return _with_signatures(library)
    except (OSError, AttributeError):
        return None


def _with_signatures(library: ctypes.CDLL) -> ctypes.CDLL:
    handle, number, size = ctypes.c_void_p, ctypes.c_uint, ctypes.c_size_t
    signatures: dict[str, tuple[Any, ...]] = {
        "rtcGetSceneDevice": (handle, handle),
        "rtcReleaseDevice": (None, handle),
        "rtcNewGeometry": (handle, handle, number),
        "rtcSetNewGeometryBuffer": (handle, handle, number, number, number, size, size),
        "rtcCommitGeometry": (None, handle),
        "rtcAttachGeometry": (number, handle, handle),
        "rtcReleaseGeometry": (None, handle),
    }
    for name, (result, *arguments) in signatures.items():
        function: Callable[..., Any] = getattr(library, name)
        function.restype, function.argtypes = result, arguments  # type: ignore[attr-defined]
    return library
