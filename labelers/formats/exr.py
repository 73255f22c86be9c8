"""Float images as OpenEXR, as much of it as depth needs: scan lines, 32-bit floats, ZIP or no compression.

Written after the format's description ("OpenEXR File Layout", Academy Software Foundation); OpenCV's own
reader and writer are switched off in its wheels.
"""

import struct
import zlib
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

F32 = NDArray[np.float32]
MAGIC = b"\x76\x2f\x31\x01\x02\x00\x00\x00"
LINES = {0: 1, 2: 1, 3: 16}  # scan lines per block for the compressions none, ZIPS and ZIP
ZIP = 3
FLOAT = 2


def encode_depth_exr(depth_m: F32) -> bytes:
    """One channel "Z" in metres; inf where nothing is."""
    return encode_exr({"Z": depth_m})


def decode_depth_exr(data: bytes) -> F32:
    return decode_exr(data)["Z"]


def encode_exr(channels: Mapping[str, F32]) -> bytes:
    """Channels (h, w) of one size, zipped in blocks of 16 lines; not a bit is lost."""
    names = sorted(channels)
    height, width = channels[names[0]].shape
    planes = np.stack([channels[name] for name in names], axis=1).astype("<f4")  # (h, channels, w), as stored
    blocks = [_zip(planes[y : y + LINES[ZIP]].tobytes()) for y in range(0, height, LINES[ZIP])]
    header = _header(names, width, height)
    place = len(header) + 8 * len(blocks)
    offsets, body = [], []
    for number, block in enumerate(blocks):
        offsets.append(place)
        body.append(struct.pack("<ii", number * LINES[ZIP], len(block)) + block)
        place += len(body[-1])
    return b"".join([header, struct.pack(f"<{len(offsets)}Q", *offsets), *body])


def decode_exr(data: bytes) -> dict[str, F32]:
    """Channels (h, w) by name. Raises ValueError for whatever :func:`encode_exr` would not write."""
    if not data.startswith(MAGIC):
        raise ValueError("not a single-part scan-line OpenEXR file")
    attributes, place = _attributes(data, len(MAGIC))
    names = _channel_names(attributes["channels"])
    x0, y0, x1, y1 = struct.unpack("<4i", attributes["dataWindow"])
    lines = LINES.get(attributes["compression"][0])
    if lines is None:
        raise ValueError(f"OpenEXR compression {attributes['compression'][0]} is not supported")
    width, height = x1 - x0 + 1, y1 - y0 + 1
    planes = np.empty((height, len(names), width), "<f4")
    for offset in struct.unpack_from(f"<{-(-height // lines)}Q", data, place):
        y, size = struct.unpack_from("<ii", data, offset)
        part = planes[y - y0 : y - y0 + lines]
        raw = data[offset + 8 : offset + 8 + size]
        part[...] = np.frombuffer(_unzip(raw, part.nbytes), "<f4").reshape(part.shape)
    return {name: planes[:, i].astype(np.float32) for i, name in enumerate(names)}


def _header(names: list[str], width: int, height: int) -> bytes:
    channels = b"".join(name.encode() + b"\0" + struct.pack("<iB3xii", FLOAT, 0, 1, 1) for name in names)
    window = struct.pack("<4i", 0, 0, width - 1, height - 1)
    attributes = [
        ("channels", "chlist", channels + b"\0"),
        ("compression", "compression", bytes([ZIP])),
        ("dataWindow", "box2i", window),
        ("displayWindow", "box2i", window),
        ("lineOrder", "lineOrder", b"\0"),
        ("pixelAspectRatio", "float", struct.pack("<f", 1)),
        ("screenWindowCenter", "v2f", struct.pack("<2f", 0, 0)),
        ("screenWindowWidth", "float", struct.pack("<f", 1)),
    ]
    parts = [
        f"{n}\0{kind}\0".encode() + struct.pack("<i", len(value)) + value for n, kind, value in attributes
    ]
    return b"".join([MAGIC, *parts, b"\0"])


def _attributes(data: bytes, place: int) -> tuple[dict[str, bytes], int]:
    """The header's attributes and where the table of offsets begins."""
    found = {}
    while data[place] != 0:
        name_end = data.index(b"\0", place)
        kind_end = data.index(b"\0", name_end + 1)
        (size,) = struct.unpack_from("<i", data, kind_end + 1)
        found[data[place:name_end].decode()] = data[kind_end + 5 : kind_end + 5 + size]
        place = kind_end + 5 + size
    return found, place + 1


def _channel_names(table: bytes) -> list[str]:
    names, place = [], 0
    while table[place] != 0:
        end = table.index(b"\0", place)
        names.append(table[place:end].decode())
        kind, _, across, down = struct.unpack_from("<iB3xii", table, end + 1)
        if (kind, across, down) != (FLOAT, 1, 1):
            raise ValueError("only 32-bit float channels of full size are supported")
        place = end + 17
    return names


def _zip(raw: bytes) -> bytes:
    """Even and odd bytes apart, each as the difference to the one before, deflated; raw if that is longer."""
    values = np.frombuffer(raw, np.uint8)
    apart = np.concatenate([values[::2], values[1::2]])
    apart[1:] = np.diff(apart) + np.uint8(128)
    packed = zlib.compress(apart.tobytes(), 4)
    return packed if len(packed) < len(raw) else raw


def _unzip(packed: bytes, size: int) -> bytes:
    if len(packed) == size:
        return packed
    apart = np.frombuffer(zlib.decompress(packed, bufsize=size), np.uint8).copy()
    if len(apart) != size:
        raise ValueError("a block of the OpenEXR file is damaged")
    apart[1:] -= np.uint8(128)
    apart = np.cumsum(apart, dtype=np.uint8)
    raw = np.empty(size, np.uint8)
    half = (size + 1) // 2
    raw[::2], raw[1::2] = apart[:half], apart[half:]
    return raw.tobytes()
