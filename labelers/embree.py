"""Embree scenes from arrays.

embreex copies triangles into Embree one number at a time, which takes longer than building the tree over
them. Where its objects are laid out as we know them, whole arrays are handed over through Embree's own C
interface instead; anywhere else embreex does it. Either way the triangles are the same.
"""

import ctypes
import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

F64 = NDArray[np.float64]
I32 = NDArray[np.int32]
# From Embree 4's rtcore_common.h, rtcore_buffer.h and rtcore_geometry.h.
TRIANGLES, INDICES, VERTICES, UINT3, FLOAT3 = 0, 0, 1, 0x5003, 0x9003
DYNAMIC, ROBUST, LOW_QUALITY = 1, 4, 0
RAY4, RAY8, RAY16 = 32, 33, 34  # device properties: packets of so many rays are traced as such
MARK = 0x5EED
WIDEST = 16


@dataclass(frozen=True, eq=False)
class Shape:
    """A mesh in Embree. ``handle`` is Embree's own and ``width`` how many rays it takes at once.

    Where only embreex can reach the scene, ``handle`` is None.
    """

    scene: Any
    handle: int | None
    width: int


def new_device() -> Any:
    from embreex.rtcore import EmbreeDevice

    return EmbreeDevice()


def embree_shape(device: Any, vertices: F64, faces: I32, once: bool) -> Shape:
    """One mesh, vertices rounded to float32, in Embree's watertight ("robust") mode.

    For a mesh that is traced ``once`` building a tree fast is worth more than the last part in rays a second.
    """
    from embreex.mesh_construction import TriangleMesh
    from embreex.rtcore_scene import EmbreeScene

    scene = EmbreeScene(device, robust=True)
    library, handle = embree_library(), _handle(scene, device)
    if library is None or handle is None:
        TriangleMesh(scene, vertices, faces)
        return Shape(scene, None, WIDEST)
    width = _attach(library, handle, vertices, faces, once)
    scene.is_committed = 1
    return Shape(scene, handle if width else None, width or WIDEST)


def _attach(library: ctypes.CDLL, scene: int, vertices: F64, faces: I32, once: bool) -> int:
    """Fills and commits the scene; returns how many rays at once its device takes, 0 for one by one."""
    device = library.rtcGetSceneDevice(scene)
    geometry = library.rtcNewGeometry(device, TRIANGLES)
    _fill(library, geometry, VERTICES, FLOAT3, np.ascontiguousarray(vertices, np.float32))
    _fill(library, geometry, INDICES, UINT3, np.ascontiguousarray(faces, np.uint32))
    if once:  # low: by Morton codes, thrice as fast; only a scene that might change heeds what is asked for
        library.rtcSetSceneFlags(scene, DYNAMIC | ROBUST)
        library.rtcSetSceneBuildQuality(scene, LOW_QUALITY)
        library.rtcSetGeometryBuildQuality(geometry, LOW_QUALITY)
    library.rtcCommitGeometry(geometry)
    library.rtcAttachGeometry(scene, geometry)
    library.rtcReleaseGeometry(geometry)
    library.rtcCommitScene(scene)
    widths = {16: RAY16, 8: RAY8, 4: RAY4}
    width = next((n for n, key in widths.items() if library.rtcGetDeviceProperty(device, key)), 0)
    library.rtcReleaseDevice(device)
    return width


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
def embree_library() -> ctypes.CDLL | None:
    """The Embree that embreex has loaded, if it is found beside it.

    Its functions are called with the interpreter's lock held: a packet takes a microsecond or two.
    """
    import embreex

    found = sorted((Path(embreex.__file__).parent.parent / "embreex.libs").glob("libembree4*.so*"))
    if len(found) != 1 or not hasattr(os, "RTLD_NOLOAD"):
        return None
    try:
        return _with_signatures(ctypes.PyDLL(str(found[0]), mode=os.RTLD_NOLOAD | os.RTLD_NOW))
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
        "rtcSetGeometryBuildQuality": (None, handle, number),
        "rtcSetSceneBuildQuality": (None, handle, number),
        "rtcSetSceneFlags": (None, handle, number),
        "rtcCommitScene": (None, handle),
        "rtcGetDeviceProperty": (ctypes.c_ssize_t, handle, number),
        **{f"rtcIntersect{n}": (None, handle, handle, handle, handle) for n in (4, 8, 16)},
        **{f"rtcOccluded{n}": (None, handle, handle, handle, handle) for n in (4, 8, 16)},
    }
    for name, (result, *arguments) in signatures.items():
        function: Callable[..., Any] = getattr(library, name)
        function.restype, function.argtypes = result, arguments  # type: ignore[attr-defined]
    return library
