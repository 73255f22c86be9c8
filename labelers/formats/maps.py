"""Per-pixel maps as files: 16-bit PNG for instances, depth and normals."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

DEPTH_UNIT_M = 0.00025  # of the depth PNG: a quarter of a millimetre, so it reaches 16.38 m
DEEPEST_PNG_M = 65535 * DEPTH_UNIT_M


def encode_instances_png(instance_map: NDArray[np.int32]) -> bytes:
    """16-bit grey PNG whose values are the instance ids. Raises ValueError for an id outside 0..65535."""
    if instance_map.min(initial=0) < 0 or instance_map.max(initial=0) > 65535:
        raise ValueError("a 16-bit PNG holds instance ids from 0 to 65535")
    return _png(instance_map.astype(np.uint16))


def decode_instances_png(data: bytes) -> NDArray[np.int32]:
    return _read(data).astype(np.int32)


def encode_depth_png(depth_m: NDArray[np.float32]) -> bytes:
    """16-bit grey PNG in steps of :data:`DEPTH_UNIT_M`; 0 where nothing is.

    Depth beyond :data:`DEEPEST_PNG_M` becomes the highest value.
    """
    steps = np.clip(np.rint(depth_m / np.float32(DEPTH_UNIT_M)), 1, 65535)
    return _png(np.where(np.isfinite(depth_m), steps, 0).astype(np.uint16))


def decode_depth_png(data: bytes) -> NDArray[np.float32]:
    """Metres; inf where nothing is."""
    steps = _read(data)
    return np.where(steps > 0, steps * np.float32(DEPTH_UNIT_M), np.float32(np.inf)).astype(np.float32)


def encode_normals_png(normals: NDArray[np.float32]) -> bytes:
    """16-bit RGB PNG: x, y, z of -1..1 as 1..65535, so 32768 is zero; all channels 0 where nothing is."""
    steps = np.rint(normals * np.float32(32767)) + 32768
    steps[~normals.any(-1)] = 0
    return _png(steps.astype(np.uint16)[..., ::-1])


def decode_normals_png(data: bytes) -> NDArray[np.float32]:
    """(h, w, 3) in steps of 1/32767; zero where nothing is."""
    steps = _read(data)[..., ::-1]
    normals = (steps.astype(np.float32) - 32768) / np.float32(32767)
    normals[~steps.any(-1)] = 0
    return normals


def _png(pixels: NDArray[np.uint16]) -> bytes:
    import cv2

    done, data = cv2.imencode(".png", np.ascontiguousarray(pixels))
    if not done:
        raise OSError("the PNG encoder failed")
    return bytes(data.tobytes())


def _read(data: bytes) -> NDArray[Any]:
    import cv2

    pixels = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
    if pixels is None or pixels.dtype != np.uint16:
        raise ValueError("not a 16-bit PNG")
    return np.asarray(pixels)
