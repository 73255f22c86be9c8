"""What a reader finds in a file: parts as they stand there, before size and stance are settled."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from assets.material import Rgb

F64 = NDArray[np.float64]
I64 = NDArray[np.int64]
Axis = Literal["x", "y", "z", "-x", "-y", "-z"]
AXES: tuple[Axis, ...] = ("x", "y", "z", "-x", "-y", "-z")


@dataclass(frozen=True)
class Picture:
    """An encoded picture of a material: PNG or JPEG after reading, its size known and bounded."""

    name: str
    data: bytes
    size_wh_px: tuple[int, int]


@dataclass(frozen=True)
class RawMaterial:
    """A surface in glTF 2.0's terms: ``color`` and ``opacity`` multiply ``base``; ``surface`` has
    roughness in
    green and metallic in blue, which multiply the numbers."""

    name: str = ""
    color: Rgb = (0.8, 0.8, 0.8)
    opacity: float = 1.0
    roughness: float = 0.5
    metallic: float = 0.0
    coat: float = 0.0
    coat_roughness: float = 0.05
    transmission: float = 0.0
    ior: float = 1.45
    base: Picture | None = None
    surface: Picture | None = None
    normal: Picture | None = None
    normal_strength: float = 1.0


@dataclass(frozen=True, eq=False)
class RawPart:
    """Triangles with one material.

    Attributes:
        points: (v, 3) in the file's own units and axes.
        faces: (f, 3), counter-clockwise from outside.
        uv: (v, 2), v upwards, or None.
        normals: (v, 3) or None.
        colors: (v, 3) linear 0..1, which multiply the material's colour, or None.
    """

    points: F64
    faces: I64
    uv: F64 | None
    normals: F64 | None
    colors: F64 | None
    material: RawMaterial


@dataclass(frozen=True, eq=False)
class RawModel:
    """All of a file. ``up`` and ``front`` are the axes that the format promises, ``unit_m`` its unit in
    metres;
    None where the format leaves them open. ``notes`` are for people."""

    parts: Sequence[RawPart]
    up: Axis | None
    front: Axis | None
    unit_m: float | None
    trusted: bool = True
    """Whether the promise of ``up`` is one that programs keep."""
    notes: tuple[str, ...] = field(default=())
