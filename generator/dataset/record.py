"""The record of one frame: what is in the picture and which files belong to it, as JSON.

Its first line is the header, and every annotation has a line of its own, so that a resumed run can read
headers alone. A record holds nothing that differs between two runs of the same frame.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from assets.arrays import digest
from labelers.labels import Annotation
from scenes.camera import Camera, Fisheye, Lens

HEADER_END = b',\n"annotations":[\n'


@dataclass(frozen=True)
class Header:
    """``files`` maps each file's path in the dataset to its size in bytes and its BLAKE2b-128 digest."""

    frame_index: int
    bundle: str
    scene: str
    image: str
    width_px: int
    height_px: int
    files: Mapping[str, Mapping[str, Any]]
    camera: Mapping[str, Any]
    facts: Mapping[str, Any]


def describe_files(files: Mapping[str, bytes]) -> dict[str, dict[str, Any]]:
    return {path: {"bytes": len(data), "blake2b": digest(data)} for path, data in sorted(files.items())}


def describe_camera(camera: Camera) -> dict[str, Any]:
    """Intrinsics, lens and extrinsics: all it takes to project a point of the world into the picture."""
    return {
        "fx_px": camera.fx_px,
        "fy_px": camera.fy_px,
        "cx_px": camera.cx_px,
        "cy_px": camera.cy_px,
        **_describe_lens(camera.distortion),
        "world_from_camera": camera.world_from_camera.tolist(),
    }


def _describe_lens(lens: Lens) -> dict[str, Any]:
    """Coefficients as OpenCV orders them; ``fisheye_field_rad`` is the full angle of the image circle."""
    if isinstance(lens, Fisheye):
        return {
            "fisheye_k1_k2_k3_k4": [lens.k1, lens.k2, lens.k3, lens.k4],
            "fisheye_field_rad": lens.field_rad,
        }
    return {"distortion_k1_k2_p1_p2_k3": [lens.k1, lens.k2, lens.p1, lens.p2, lens.k3]}


def record_bytes(header: Header, annotations: tuple[Annotation, ...]) -> bytes:
    """The whole record; the same arguments give the same bytes."""
    lines = b",\n".join(_compact(vars(a)) for a in annotations)
    return b'{"frame":' + _compact(asdict(header)) + HEADER_END + lines + b"\n]}\n"


def parse_header(line: bytes) -> Header:
    """A record's first line. Raises ValueError when it is not a header."""
    try:
        return Header(**json.loads(line.rstrip(b",\n") + b"}")["frame"])
    except (KeyError, TypeError) as error:
        raise ValueError("not a frame's record") from error


def read_record(path: Path) -> tuple[Header, tuple[Annotation, ...]]:
    """The whole record. Raises ValueError when it is none."""
    try:
        return parse_record(path.read_bytes())
    except (KeyError, TypeError) as error:
        raise ValueError(f"{path.name} is not a frame's record") from error


def parse_record(data: bytes) -> tuple[Header, tuple[Annotation, ...]]:
    """A record's bytes. Raises ValueError, KeyError or TypeError when they are none."""
    whole = json.loads(data)
    return Header(**whole["frame"]), tuple(_annotation(entry) for entry in whole["annotations"])


def _annotation(entry: dict[str, Any]) -> Annotation:
    tuples = {name: tuple(value) for name, value in entry.items() if isinstance(value, list)}
    return Annotation(**(entry | tuples))


def _compact(value: Any) -> bytes:
    return json.dumps(value, separators=(",", ":"), default=_plain, allow_nan=False).encode()


def _plain(value: Any) -> Any:
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, np.ndarray):
        return value.tolist()
    raise TypeError(f"{type(value).__name__} has no place in a record")
