"""Unpacking WOFF2 fonts (W3C Recommendation, 2022) into what a shaper reads, much faster than fontTools.

Tables stay where the decompressed stream has them, with a directory in front; only outlines that were
transformed (section 5.1) are written anew, with 16-bit coordinates and without instructions, which nobody
here executes. Check sums are left at 0.
"""

import struct
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

I64 = NDArray[np.int64]
_TAGS = (
    "cmap head hhea hmtx maxp name OS/2 post cvt fpgm glyf loca prep CFF VORG EBDT EBLC gasp hdmx kern "
    "LTSH PCLT VDMX vhea vmtx BASE GDEF GPOS GSUB EBSC JSTF MATH CBDT CBLC COLR CPAL SVG sbix acnt avar "
    "bdat bloc bsln cvar fdsc feat fmtx fvar gvar hsty just lcar mort morx opbd prop trak Zapf Silf Glat "
    "Gloc Feat Sill"
)
_KNOWN = tuple(tag.ljust(4) for tag in _TAGS.split())  # by number; short ones end in spaces
_HEADER = 48
_COMPONENT_BYTES = ((0x08, 2), (0x40, 4), (0x80, 8))  # what a component's scale takes, by flag
_MORE, _WORDS, _INSTRUCTED = 0x20, 0x01, 0x100


@dataclass(frozen=True)
class _Table:
    tag: bytes
    transformed: bool
    start: int
    length: int


def unpacked(data: bytes) -> bytes:
    """The font as an uncompressed OpenType file. Raises ValueError for collections and what is no WOFF2."""
    if data[:4] != b"wOF2" or data[4:8] == b"ttcf":
        raise ValueError("not a WOFF2 file of a single font")
    import brotli

    tables, at = _directory(data)
    (packed,) = struct.unpack_from(">I", data, 20)
    body: bytes = brotli.decompress(data[at : at + packed])
    if any(t.transformed and t.tag not in (b"glyf", b"loca") for t in tables):
        return _by_fonttools(data)
    places, tail = {t.tag: (t.start, t.length) for t in tables if not t.transformed}, b""
    for table in tables:
        if table.tag == b"glyf" and table.transformed:
            glyf, loca = _outlines(body[table.start : table.start + table.length])
            places[b"glyf"] = len(body), len(glyf)
            places[b"loca"] = len(body) + len(glyf), len(loca)
            tail = glyf + loca
    head = 12 + 16 * len(places)
    rows = (
        struct.pack(">4sIII", tag, 0, head + start, length) for tag, (start, length) in sorted(places.items())
    )
    directory = data[4:8] + struct.pack(">HHHH", len(places), 0, 0, 0) + b"".join(rows)
    if not tail:
        return directory + body
    font = bytearray(directory + body + tail)
    struct.pack_into(">h", font, head + places[b"head"][0] + 50, 1)  # loca counts in 32 bits
    return bytes(font)


def _by_fonttools(data: bytes) -> bytes:
    """The slow way, for fonts whose metrics were transformed too."""
    import io

    from fontTools.ttLib import woff2

    out = io.BytesIO()
    woff2.decompress(io.BytesIO(data), out)
    return out.getvalue()


def _directory(data: bytes) -> tuple[list[_Table], int]:
    """The tables with their places in the decompressed stream, and where the compressed one starts."""
    (count,) = struct.unpack_from(">H", data, 12)
    at, start, tables = _HEADER, 0, []
    for _ in range(count):
        flags = data[at]
        at += 1
        if flags & 63 == 63:
            tag = data[at : at + 4]
            at += 4
        else:
            tag = _KNOWN[flags & 63].encode()
        length, at = _base128(data, at)
        transformed = flags >> 6 != (3 if tag in (b"glyf", b"loca") else 0)
        if transformed:
            length, at = _base128(data, at)
        tables.append(_Table(tag, transformed, start, length))
        start += length
    return tables, at


def _base128(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    while True:
        value, at = value << 7 | data[at] & 127, at + 1
        if data[at - 1] < 128:
            return value, at


def _short(data: bytes, at: int) -> tuple[int, int]:
    """A number of the specification's type 255UInt16, and where the next one starts."""
    first = data[at]
    if first == 253:
        return data[at + 1] << 8 | data[at + 2], at + 3
    if first == 254:
        return 506 + data[at + 1], at + 2
    return (253 + data[at + 1], at + 2) if first == 255 else (first, at + 1)


def _outlines(data: bytes) -> tuple[bytes, bytes]:
    """The tables glyf and loca (32 bits) of a transformed glyf table."""
    glyphs, _ = struct.unpack_from(">HH", data, 4)
    sizes = struct.unpack_from(">7I", data, 8)
    ends = np.cumsum((36, *sizes)).tolist()
    contour, point, flag, triplet, composite, box, _ = (data[a:b] for a, b in pairwise(ends))
    contours = np.frombuffer(contour, ">i2").tolist()
    has_box = np.unpackbits(np.frombuffer(box, np.uint8))
    boxes = 4 * ((glyphs + 31) // 32)  # where they start, behind a bit for each glyph
    flags = np.frombuffer(flag, np.uint8)
    taken = np.concatenate([[0], np.cumsum(_triplet_bytes(flags))])  # by the points before
    stream = np.concatenate([np.frombuffer(triplet, np.uint8), np.zeros(4, np.uint8)])
    found: list[bytes] = []
    at_point = at_flag = at_triplet = at_composite = 0
    for glyph, count in enumerate(contours):
        explicit = b""
        if has_box[glyph]:
            explicit, boxes = box[boxes : boxes + 8], boxes + 8
        if count == 0:
            found.append(b"")
        elif count < 0:
            parts, at_composite, instructed = _components(composite, at_composite)
            if instructed:
                _, at_triplet = _short(triplet, at_triplet)
            found.append(b"\xff\xff" + explicit + parts)
        else:
            numbers = []
            for _ in range(count):
                number, at_point = _short(point, at_point)
                numbers.append(number)
            n = sum(numbers)
            shifts = taken[at_flag : at_flag + n] - taken[at_flag] + at_triplet
            way = _steps(flags[at_flag : at_flag + n], stream, shifts)
            found.append(_simple(numbers, flags[at_flag : at_flag + n], way, explicit))
            _, at_triplet = _short(triplet, at_triplet + int(taken[at_flag + n] - taken[at_flag]))
            at_flag += n
    found = [glyph + b"\0" * (-len(glyph) % 4) for glyph in found]
    loca = np.cumsum([0, *map(len, found)]).astype(">u4").tobytes()
    return b"".join(found), loca


def _components(data: bytes, at: int) -> tuple[bytes, int, bool]:
    """The components of one glyph as they stand, with empty instructions where it has any."""
    start, flags, instructed = at, _MORE, False
    while flags & _MORE:
        (flags,) = struct.unpack_from(">H", data, at)
        instructed |= bool(flags & _INSTRUCTED)
        at += 4 + (4 if flags & _WORDS else 2)
        at += next((extra for bit, extra in _COMPONENT_BYTES if flags & bit), 0)
    return data[start:at] + (b"\0\0" if instructed else b""), at, instructed


def _simple(numbers: list[int], flags: NDArray[np.uint8], way: I64, explicit: bytes) -> bytes:
    points = np.cumsum(way, axis=0)
    box = explicit or np.concatenate([points.min(0), points.max(0)]).astype(">i2").tobytes()
    ends = (np.cumsum(numbers) - 1).astype(">u2").tobytes()
    on_curve = (1 - (flags >> 7)).astype(np.uint8).tobytes()
    return b"".join(
        [struct.pack(">h", len(numbers)), box, ends, b"\0\0", on_curve, way.T.astype(">i2").tobytes()]
    )


def _triplet_bytes(flags: NDArray[np.uint8]) -> I64:
    """How many bytes follow for each point."""
    kind = flags & np.uint8(127)
    return np.asarray(1 + (kind >= 84) + (kind >= 120) + (kind >= 124), np.int64)


def _steps(flags: NDArray[np.uint8], stream: NDArray[np.uint8], at: I64) -> I64:
    """(n, 2) way to each point from the one before, decoded from ``stream`` (table in section 5.2)."""
    kind = (flags & 127).astype(np.int64)
    b0, b1, b2, b3 = (stream[at + k].astype(np.int64) for k in range(4))
    k0, k1 = kind - 20, kind - 84
    ranges: list[Any] = [kind < 10, kind < 20, kind < 84, kind < 120, kind < 124]
    dx = np.select(
        ranges,
        [0 * kind, ((kind - 10 & 14) << 7) + b0, 1 + (k0 & 48) + (b0 >> 4), 1 + (k1 // 12 << 8) + b0,
         (b0 << 4) + (b1 >> 4)],
        (b0 << 8) + b1,
    )  # fmt: skip
    dy = np.select(
        ranges,
        [((kind & 14) << 7) + b0, 0 * kind, 1 + ((k0 & 12) << 2) + (b0 & 15),
         1 + ((k1 % 12 >> 2) << 8) + b1, ((b1 & 15) << 8) + b2],
        (b2 << 8) + b3,
    )  # fmt: skip
    x_sign = np.where(kind & 1, 1, -1)
    y_sign = np.where(np.where(kind < 10, kind, kind >> 1) & 1, 1, -1)
    return np.stack([dx * x_sign, dy * y_sign], axis=1)
