"""Pictures from files that nobody vouches for: looked at before they are decoded, and kept within bounds."""

import struct
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from assets.own.errors import ModelError
from assets.own.limits import KEPT_TEXTURE_SIDE_PX, MAX_TEXTURE_PX, MAX_TEXTURE_SIDE_PX
from assets.own.raw import Picture

_SOF = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def picture_size(data: bytes) -> tuple[str, int, int] | None:
    """(format, width, height) as the header says, or None for what is no PNG, JPEG, WebP, BMP or TIFF."""
    if data[:8] == b"\x89PNG\r\n\x1a\n" and data[12:16] == b"IHDR" and len(data) >= 26:
        return ("png", *struct.unpack(">II", data[16:24]))
    if data[:3] == b"\xff\xd8\xff":
        return _jpeg_size(data)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP" and len(data) >= 30:
        return _webp_size(data)
    if data[:2] == b"BM" and len(data) >= 26:
        w, h = struct.unpack("<ii", data[18:26])
        return ("bmp", abs(w), abs(h))
    return None


def _jpeg_size(data: bytes) -> tuple[str, int, int] | None:
    at = 2
    while at + 9 < len(data):
        if data[at] != 0xFF:
            at += 1
            continue
        marker = data[at + 1]
        if marker in _SOF:
            h, w = struct.unpack(">HH", data[at + 5 : at + 9])
            return ("jpeg", w, h)
        if marker == 0xFF:
            at += 1
        elif marker == 0x01 or 0xD0 <= marker <= 0xD8:
            at += 2
        else:
            at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return None


def _webp_size(data: bytes) -> tuple[str, int, int] | None:
    kind = data[12:16]
    if kind == b"VP8 ":
        w, h = struct.unpack("<HH", data[26:30])
        return ("webp", w & 0x3FFF, h & 0x3FFF)
    if kind == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return ("webp", (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    if kind == b"VP8X":
        return (
            "webp",
            int.from_bytes(data[24:27], "little") + 1,
            int.from_bytes(data[27:30], "little") + 1,
        )
    return None


def checked_size(data: bytes, name: str) -> tuple[str, int, int]:
    """(format, width, height) of a picture that may be decoded. Raises ModelError for any other."""
    found = picture_size(data)
    if found is None:
        kind = _other_kind(data, name)
        raise ModelError(f"{name}: expected a PNG, JPEG, WebP or BMP picture, found {kind}")
    _, w, h = found
    if not (1 <= w <= MAX_TEXTURE_SIDE_PX and 1 <= h <= MAX_TEXTURE_SIDE_PX and w * h <= MAX_TEXTURE_PX):
        raise ModelError(
            f"{name}: expected at most {MAX_TEXTURE_SIDE_PX} pixels a side and {MAX_TEXTURE_PX // 10**6} "
            f"megapixels, found {w} x {h}"
        )
    return found


def _other_kind(data: bytes, name: str) -> str:
    if not data:
        return "an empty file"
    if data[:12] == b"\xabKTX 20\xbb\r\n\x1a\n":
        return "KTX2 (Basis Universal), which only graphics cards read; export with PNG or JPEG textures"
    if data[:4] in (b"II*\0", b"MM\0*"):
        return "TIFF; save it as PNG"
    if data[:4] == b"DDS ":
        return "DDS; save it as PNG"
    if data[:4] == b"\x76\x2f\x31\x01":
        return "OpenEXR; save it as PNG"
    if ".tga" in name.lower():
        return "TGA; save it as PNG"
    if data[:3] == b"GIF":
        return "GIF; save it as PNG"
    if data[:9].lower() in (b"<!doctype", b"<svg xmln") or data[:5] == b"<?xml":
        return "a text in XML or HTML"
    return "something else"


def decode(data: bytes, name: str, upright: bool = False) -> NDArray[np.uint8]:
    """(height, width, 3) uint8 sRGB, alpha left out; ``upright`` follows a photograph's orientation mark.

    Raises ModelError for what is broken or over the bounds, before memory is spent on it.
    """
    import cv2

    checked_size(data, name)
    flags = cv2.IMREAD_COLOR if upright else cv2.IMREAD_COLOR | cv2.IMREAD_IGNORE_ORIENTATION
    bgr = _imdecode(data, flags)
    if bgr is None:
        raise ModelError(f"{name}: the picture is broken and cannot be decoded")
    return np.ascontiguousarray(bgr[..., ::-1], np.uint8)


def decode_rgba(data: bytes, name: str) -> NDArray[np.uint8]:
    """(height, width, 4) uint8 sRGB and opacity, turned upright as its orientation mark says."""
    import cv2

    checked_size(data, name)
    raw = _imdecode(data, cv2.IMREAD_UNCHANGED)
    if raw is None:
        raise ModelError(f"{name}: the picture is broken and cannot be decoded")
    if raw.ndim == 3 and raw.shape[2] == 4:
        alpha = (raw[..., 3] // 257).astype(np.uint8) if raw.dtype == np.uint16 else raw[..., 3]
        color = (raw[..., :3] // 257).astype(np.uint8) if raw.dtype == np.uint16 else raw[..., :3]
        return np.ascontiguousarray(np.dstack([color[..., ::-1], alpha]).astype(np.uint8))
    rgb = decode(data, name, upright=True)
    return np.dstack([rgb, np.full(rgb.shape[:2], 255, np.uint8)])


def _imdecode(data: bytes, flags: int) -> NDArray[np.uint8] | None:
    import cv2

    try:
        found = cv2.imdecode(np.frombuffer(data, np.uint8), flags)
    except cv2.error:
        return None
    return None if found is None or found.size == 0 else np.asarray(found)


def encode(pixels: NDArray[np.uint8], lossless: bool) -> bytes:
    """sRGB pixels as PNG, or as JPEG of quality 95."""
    import cv2

    bgr = np.ascontiguousarray(pixels[..., ::-1])
    options = [] if lossless else [cv2.IMWRITE_JPEG_QUALITY, 95]
    done, data = cv2.imencode(".png" if lossless else ".jpg", bgr, options)
    if not done:
        raise ModelError("a picture could not be written")
    return bytes(data.tobytes())


def taken(data: bytes, name: str, is_data: bool = False) -> Picture:
    """A model's picture as it will be kept: the bytes as they are where they are PNG or JPEG of a fair
    size, else
    encoded anew. Decodes once, so that what is broken shows now."""
    import cv2

    kind, w, h = checked_size(data, name)
    pixels = decode(data, name)
    if kind in ("png", "jpeg") and max(w, h) <= KEPT_TEXTURE_SIDE_PX:
        return Picture(name, data, (pixels.shape[1], pixels.shape[0]))
    scale = min(1.0, KEPT_TEXTURE_SIDE_PX / max(w, h))
    if scale < 1:
        size = (max(round(w * scale), 1), max(round(h * scale), 1))
        pixels = np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)
    data = encode(pixels, lossless=is_data or kind != "jpeg")
    return Picture(name, data, (pixels.shape[1], pixels.shape[0]))


def looked_at(data: bytes, name: str, is_data: bool = False) -> Picture:
    """Like :func:`taken` for pictures that were taken before: judged by their header alone, decoded when
    used."""
    kind, w, h = checked_size(data, name)
    if kind in ("png", "jpeg") and max(w, h) <= KEPT_TEXTURE_SIDE_PX:
        return Picture(name, data, (w, h))
    return taken(data, name, is_data)


@lru_cache(maxsize=1)
def _powers() -> NDArray[np.float64]:
    from assets.art.colors import to_linear

    return np.array([to_linear(v / 255) for v in range(256)])


def linear(pixels: NDArray[np.uint8]) -> NDArray[np.float64]:
    """sRGB bytes to linear light."""
    return np.asarray(_powers()[pixels])
