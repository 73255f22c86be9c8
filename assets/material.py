"""Surfaces as data: a small physically based model that Cycles and the draft engine both understand."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from assets.arrays import digest

Rgb = tuple[float, float, float]  # linear Rec.709, 0..1
TEXTURES = ("texture", "surface", "normal")  # the fields of a material that hold one


@runtime_checkable
class Texture(Protocol):
    """An image that is made when needed. Equal keys mean equal pixels."""

    @property
    def key(self) -> str: ...

    @property
    def size_wh_px(self) -> tuple[int, int]: ...

    def pixels(self) -> NDArray[np.uint8]:
        """(height, width, 3) uint8 sRGB, row 0 on top. Cached by the maker; read-only."""
        ...

    def mean_color(self) -> Rgb:
        """Average colour in linear Rec.709."""
        ...


@dataclass(frozen=True)
class Material:
    """A principled surface (after Burley, "Physically Based Shading at Disney", 2012).

    Where ``texture`` is set it gives the base colour and ``color`` multiplies it. ``transmission`` 1 with
    ``ior`` is a clear solid, such as a drink; ``color`` then tints it. ``thin_wall`` marks clear walls with
    air on both sides, which mirror but do not bend light. ``edge_color`` is what the base colour turns into
    where the surface is seen at a grazing angle: cloudy contents and soft plastics let light through there.
    ``traced`` False marks things meant to be looked through, such as cooler doors or shrink film: they get no
    pixels in any label. ``bump`` names a procedural relief (heights in metres, feature size in metres), used
    by Cycles only, since labels follow the mesh.

    ``surface`` and ``normal`` hold data, not colours, the way glTF 2.0 packs them: ``surface`` has roughness
    in green and metallic in blue (0..255 is 0..1), which multiply the two numbers; ``normal`` is a
    tangent-space map with +Y up, its relief scaled by ``normal_strength`` and used by Cycles only.

    ``lamp`` marks the bright face of a lamp whose light the scene's area lights give: its emission is for the
    camera alone.

    ``baked_w_m2`` is the irradiance (W/m2, linear Rec.709) that large surfaces of the store are taken to
    receive wherever anything but the camera looks at them: they send back their mean colour times it, and the
    path ends there. It saves what costs most in a closed room. Used by Cycles only.
    """

    name: str
    color: Rgb = (0.8, 0.8, 0.8)
    texture: Texture | None = None
    roughness: float = 0.5
    metallic: float = 0.0
    coat: float = 0.0
    coat_roughness: float = 0.05
    transmission: float = 0.0
    ior: float = 1.45
    emission_w_m2: float = 0.0
    bump: Literal["none", "grain", "fibre", "crinkle", "brushed"] = "none"
    bump_height_m: float = 0.0
    bump_size_m: float = 0.01
    traced: bool = True
    thin_wall: bool = False
    edge_color: Rgb | None = None
    surface: Texture | None = None
    normal: Texture | None = None
    normal_strength: float = 1.0
    lamp: bool = False
    baked_w_m2: Rgb | None = None

    @cached_property
    def key(self) -> str:
        """Content hash over every field; textures count by their keys."""
        values = [f"{name}={getattr(self, name)!r}" for name in _PLAIN]
        maps = (getattr(self, name) for name in TEXTURES)
        return digest(*values, *(found.key if found else "" for found in maps))


_PLAIN = tuple(sorted(set(Material.__dataclass_fields__) - set(TEXTURES)))
